//! Turns connections of clients into complete requests of limited size and time for the HTTP server behind it.
//!
//! `tiny_http` 0.12 reads a request's head without limit in size or time, gives each connection a thread without limit
//! in time, stops accepting for good when the system runs out of file handles, and panics in a thread if a client is
//! gone before it was accepted. So it listens on a port of its own to which only this limiter connects: one request a
//! connection, whose head is read and [rewritten](super::request_head) here, and whose body (no page sends one) is not
//! forwarded.

use std::collections::VecDeque;
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::request_head::{Refusal, is_of_own_page, rewrite};

/// The longest head of a request. Browsers send the cookies of all ports to `localhost`: Chromium up to 256 KB in
/// theory, it and Firefox 64 KB in practice.
const MAX_HEAD_BYTES: usize = 64 * 1024;

/// The time in which a client must send its head.
const HEAD_TIME: Duration = Duration::from_secs(10);

/// The interval at which a waiting connection checks whether it must make room.
const CHECK_INTERVAL: Duration = Duration::from_millis(200);

/// The most connections that a port serves at once. macOS gives a program 256 file handles for all of its ports.
#[derive(Debug, Clone, Copy)]
pub struct ConnectionLimits {
    /// The connections that may be sending their heads, a file handle each; beyond it the oldest is closed.
    pub waiting: usize,
    /// The requests that may be in `tiny_http`, four file handles each; others wait.
    pub active: usize,
    /// Of these, the places that only the preview's own pages get, opened on this machine: whatever other sites, other machines
    /// and programs ask for, the author's tab need not wait for it.
    pub reserved: usize,
}

/// The requests that are in the HTTP server.
#[derive(Debug, Clone, Copy, Default)]
struct ActiveRequests {
    /// Those of the preview's own pages, opened on this machine.
    own: usize,
    others: usize,
}

impl ActiveRequests {
    fn count(&mut self, is_own: bool) -> &mut usize {
        if is_own { &mut self.own } else { &mut self.others }
    }

    fn is_full(self, limits: ConnectionLimits, is_own: bool) -> bool {
        self.own + self.others >= limits.active || !is_own && self.others + limits.reserved >= limits.active
    }
}

/// The time for which a client may stop reading a reply, and `tiny_http` writing one: three times as long as the longest
/// request is held. A request that `tiny_http` lost frees its place then.
const STALL_TIME: Duration = Duration::from_mins(1);

/// The time in which a client must read [`RELAYED_BYTES`] while other requests wait for their turn: a page of any site could otherwise ask for a large file under many
/// names of this machine (`1.localhost`, `2.localhost`), read none of it, and end the preview for everyone else. A browser
/// that pauses a video asks for the rest of it again.
const BUSY_STALL_TIME: Duration = Duration::from_secs(2);

/// The bytes of a reply that are relayed at once.
const RELAYED_BYTES: usize = 64 * 1024;

/// The stack of a connection's thread, which holds small buffers only.
const STACK_BYTES: usize = 256 * 1024;

/// A limiter before an HTTP server.
#[derive(Debug)]
pub struct ConnectionLimiter {
    limits: ConnectionLimits,
    /// The address of the HTTP server; another one after that was started anew.
    inner: Mutex<SocketAddr>,
    /// The connections that are sending their heads, the oldest first; a set flag closes one.
    waiting: Mutex<VecDeque<Arc<AtomicBool>>>,
    active: Mutex<ActiveRequests>,
    finished: Condvar,
    /// The number of requests that wait until the HTTP server may get them.
    queued: AtomicUsize,
}

impl ConnectionLimiter {
    /// Creates a limiter before the server at an address.
    pub fn new(inner: SocketAddr, limits: ConnectionLimits) -> Self {
        Self {
            limits,
            inner: Mutex::new(inner),
            waiting: Mutex::default(),
            active: Mutex::default(),
            finished: Condvar::new(),
            queued: AtomicUsize::new(0),
        }
    }

    /// Forwards to another server from now on.
    pub fn forward_to(&self, inner: SocketAddr) {
        *self.inner.lock().unwrap_or_else(PoisonError::into_inner) = inner;
    }

    /// Accepts connections, without end.
    pub fn run(self: Arc<Self>, listener: &TcpListener) {
        loop {
            // The client has closed the connection, or no file handle is free at the moment: try the next one.
            let Ok((client, peer)) = listener.accept() else {
                thread::sleep(Duration::from_millis(20));
                continue;
            };
            let must_close = Arc::new(AtomicBool::new(false));
            {
                let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
                waiting.push_back(Arc::clone(&must_close));
                if waiting.len() > self.limits.waiting
                    && let Some(oldest) = waiting.pop_front()
                {
                    oldest.store(true, Ordering::Relaxed);
                }
            }
            let limiter = Arc::clone(&self);
            // `::ffff:127.0.0.1` is this machine too.
            let is_local = peer.ip().to_canonical().is_loopback();
            let work = move || {
                // A client may break off at any time.
                let _ = limiter.serve(client, is_local, &must_close);
                limiter.forget(&must_close);
            };
            // Without a thread the client is dropped, which closes its connection.
            let _ = thread::Builder::new().stack_size(STACK_BYTES).spawn(work);
        }
    }

    fn forget(&self, flag: &Arc<AtomicBool>) {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).retain(|other| !Arc::ptr_eq(other, flag));
    }

    fn serve(&self, mut client: TcpStream, is_local: bool, must_close: &Arc<AtomicBool>) -> std::io::Result<()> {
        client.set_nodelay(true)?;
        client.set_write_timeout(Some(CHECK_INTERVAL))?;
        let head = match read_head(&mut client, must_close)? {
            ReceivedHead::Complete(head) => rewrite(&head, is_local),
            ReceivedHead::Refused(status) => Err(status),
            ReceivedHead::Gone => return Ok(()),
        };
        let head = match head {
            Ok(head) => head,
            Err(status) => return refuse(&mut client, status),
        };
        self.forget(must_close);
        let _permit = self.acquire(is_local && is_of_own_page(&head));
        let inner = *self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let mut server = TcpStream::connect(inner)?;
        server.set_nodelay(true)?;
        server.set_read_timeout(Some(STALL_TIME))?;
        server.write_all(&head)?;
        server.shutdown(Shutdown::Write)?;
        self.relay(&mut server, &mut client)
    }

    /// Forwards the reply, with a field that announces the end of the connection.
    fn relay(&self, server: &mut TcpStream, client: &mut TcpStream) -> std::io::Result<()> {
        let mut buffer = vec![0; RELAYED_BYTES];
        let mut first = true;
        loop {
            let count = server.read(&mut buffer)?;
            if count == 0 {
                break;
            }
            let mut rest = &buffer[..count];
            // The status line comes in one piece: `tiny_http` writes it from a buffer of 1,024 bytes.
            if first && let Some(line) = rest.windows(2).position(|two| two == b"\r\n") {
                self.send(client, &[&rest[..line], b"\r\nConnection: close"].concat())?;
                rest = &rest[line..];
            }
            first = false;
            self.send(client, rest)?;
        }
        client.shutdown(Shutdown::Write)
    }

    /// Writes bytes to a client that may stop reading for a while.
    fn send(&self, client: &mut TcpStream, mut bytes: &[u8]) -> std::io::Result<()> {
        let began = Instant::now();
        let mut moved = began;
        while !bytes.is_empty() {
            match client.write(bytes) {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(count) => {
                    bytes = &bytes[count..];
                    moved = Instant::now();
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                    let is_busy = self.queued.load(Ordering::Relaxed) > 0;
                    // While others wait, a client that reads a little now and then is as slow as one that reads nothing.
                    if moved.elapsed() >= STALL_TIME || is_busy && began.elapsed() >= BUSY_STALL_TIME {
                        return Err(error);
                    }
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Waits until the server may get another request.
    fn acquire(&self, is_own: bool) -> Permit<'_> {
        let active = self.active.lock().unwrap_or_else(PoisonError::into_inner);
        self.queued.fetch_add(1, Ordering::Relaxed);
        let mut active = self
            .finished
            .wait_while(active, |active| active.is_full(self.limits, is_own))
            .unwrap_or_else(PoisonError::into_inner);
        self.queued.fetch_sub(1, Ordering::Relaxed);
        *active.count(is_own) += 1;
        Permit { limiter: self, is_own }
    }
}

/// The permission to send one request to the server, given back on drop.
struct Permit<'a> {
    limiter: &'a ConnectionLimiter,
    is_own: bool,
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        *self.limiter.active.lock().unwrap_or_else(PoisonError::into_inner).count(self.is_own) -= 1;
        // All: the next one that waits may be of the kind that has no place yet.
        self.limiter.finished.notify_all();
    }
}

/// The head of a request, as far as it came.
enum ReceivedHead {
    /// All of it, with the empty line at its end.
    Complete(Vec<u8>),
    /// Not all of it in time, or too much; the status is the reply.
    Refused(Refusal),
    /// None: the client closed the connection, or sent nothing in time.
    Gone,
}

/// Reads the head of a request.
fn read_head(client: &mut TcpStream, must_close: &AtomicBool) -> std::io::Result<ReceivedHead> {
    client.set_read_timeout(Some(CHECK_INTERVAL))?;
    let end = Instant::now() + HEAD_TIME;
    let mut head = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        if must_close.load(Ordering::Relaxed) {
            return Ok(ReceivedHead::Refused("503 Service Unavailable"));
        }
        if Instant::now() > end {
            return Ok(if head.is_empty() { ReceivedHead::Gone } else { ReceivedHead::Refused("408 Request Timeout") });
        }
        // The empty line may begin in the bytes before.
        let from = head.len().saturating_sub(3);
        match client.read(&mut buffer) {
            Ok(0) => return Ok(ReceivedHead::Gone),
            Ok(count) => head.extend_from_slice(&buffer[..count]),
            Err(error)
                if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted) =>
            {
                continue;
            }
            Err(error) => return Err(error),
        }
        if let Some(at) = head[from..].windows(4).position(|four| four == b"\r\n\r\n") {
            head.truncate(from + at + 4);
            return Ok(ReceivedHead::Complete(head));
        }
        if head.len() > MAX_HEAD_BYTES {
            return Ok(ReceivedHead::Refused("431 Request Header Fields Too Large"));
        }
    }
}

/// Replies with a refusal. Reads for a moment what the client still sends: closing a connection with unread bytes would
/// discard the reply.
fn refuse(client: &mut TcpStream, status: Refusal) -> std::io::Result<()> {
    write!(client, "HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")?;
    client.shutdown(Shutdown::Write)?;
    let end = Instant::now() + CHECK_INTERVAL;
    let mut buffer = [0; 4096];
    while Instant::now() < end && client.read(&mut buffer).is_ok_and(|count| count > 0) {}
    Ok(())
}
