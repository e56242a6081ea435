//! Turns connections from outside into whole, small, timely requests for the HTTP server behind it.
//!
//! `tiny_http` 0.12 reads a request's head without limit in size or time, gives each connection a thread for as long
//! as it likes, stops accepting for good when the system runs out of file handles, and panics in a thread when a
//! client is gone before it was looked at. None of that matters between friends, so it stands on a port of its own
//! that only this gate talks to: one request a connection, its head read and [rewritten](super::request_head) here
//! first, its body (no page sends one) left behind.

use std::collections::VecDeque;
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::request_head::{Refusal, rewrite};

/// The longest head of a request, in bytes: Chromium sends up to 256 KB of cookies in theory, 64 KB is what it and
/// Firefox are known to send to `localhost` with its cookies of all ports.
const MAX_HEAD: usize = 64 * 1024;

/// How long a client may take to send its head.
const HEAD_TIME: Duration = Duration::from_secs(10);

/// How often a waiting connection looks whether it must make room.
const LOOK: Duration = Duration::from_millis(200);

/// How many connections may be sending their heads: beyond it the oldest goes. Each costs a file handle, of which
/// macOS gives a program 256.
const MAX_WAITING: usize = 96;

/// How many requests may be on their way through `tiny_http`; each costs four file handles.
const MAX_INSIDE: usize = 32;

/// How long a client may stop reading an answer, and `tiny_http` writing one: three times as long as the longest
/// request is held. A request that it lost gives its place back then.
const WRITE_TIME: Duration = Duration::from_mins(1);

/// A connection's thread holds no more than small buffers.
const STACK: usize = 256 * 1024;

/// The gate.
#[derive(Debug)]
pub struct Gate {
    /// Where the HTTP server listens; it changes where that had to be started anew.
    inner: Mutex<SocketAddr>,
    /// The connections that are sending their heads, the oldest first; each looks at its flag.
    waiting: Mutex<VecDeque<Arc<AtomicBool>>>,
    inside: Mutex<usize>,
    left: Condvar,
}

impl Gate {
    /// A gate before a server.
    pub fn new(inner: SocketAddr) -> Self {
        Self { inner: Mutex::new(inner), waiting: Mutex::default(), inside: Mutex::new(0), left: Condvar::new() }
    }

    /// Leads to another server from now on.
    pub fn lead_to(&self, inner: SocketAddr) {
        *self.inner.lock().unwrap_or_else(PoisonError::into_inner) = inner;
    }

    /// Accepts connections for ever.
    pub fn run(self: Arc<Self>, listener: &TcpListener) {
        loop {
            // A client that is gone again, or no file handle left for the moment: the next one may do better.
            let Ok((client, peer)) = listener.accept() else {
                thread::sleep(Duration::from_millis(20));
                continue;
            };
            let must_go = Arc::new(AtomicBool::new(false));
            {
                let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
                waiting.push_back(Arc::clone(&must_go));
                if waiting.len() > MAX_WAITING
                    && let Some(oldest) = waiting.pop_front()
                {
                    oldest.store(true, Ordering::Relaxed);
                }
            }
            let gate = Arc::clone(&self);
            // `::ffff:127.0.0.1` is this machine too.
            let is_local = peer.ip().to_canonical().is_loopback();
            let work = move || {
                // A client that breaks off is no concern of ours.
                let _ = gate.serve(client, is_local, &must_go);
                gate.forget(&must_go);
            };
            // Where no thread is to be had the client is dropped, and with it its connection.
            let _ = thread::Builder::new().stack_size(STACK).spawn(work);
        }
    }

    fn forget(&self, flag: &Arc<AtomicBool>) {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).retain(|other| !Arc::ptr_eq(other, flag));
    }

    fn serve(&self, mut client: TcpStream, is_local: bool, must_go: &Arc<AtomicBool>) -> std::io::Result<()> {
        client.set_nodelay(true)?;
        client.set_write_timeout(Some(WRITE_TIME))?;
        let head = match read_head(&mut client, must_go)? {
            Head::Whole(head) => rewrite(&head, is_local),
            Head::Refused(status) => Err(status),
            Head::Gone => return Ok(()),
        };
        let head = match head {
            Ok(head) => head,
            Err(status) => return refuse(&mut client, status),
        };
        self.forget(must_go);
        let _place = self.enter();
        let inner = *self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let mut server = TcpStream::connect(inner)?;
        server.set_nodelay(true)?;
        server.set_read_timeout(Some(WRITE_TIME))?;
        server.write_all(&head)?;
        server.shutdown(Shutdown::Write)?;
        relay(&mut server, &mut client)
    }

    /// Waits for a place inside.
    fn enter(&self) -> Place<'_> {
        let inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        let mut inside =
            self.left.wait_while(inside, |count| *count >= MAX_INSIDE).unwrap_or_else(PoisonError::into_inner);
        *inside += 1;
        Place(self)
    }
}

/// A place inside, given back when it is dropped.
struct Place<'a>(&'a Gate);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        *self.0.inside.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        self.0.left.notify_one();
    }
}

/// The head of a request, as far as it came.
enum Head {
    /// All of it, with the empty line at its end.
    Whole(Vec<u8>),
    /// Not all of it, or too much; the status says why.
    Refused(Refusal),
    /// The client went away, or never said a word.
    Gone,
}

/// Reads the head of a request.
fn read_head(client: &mut TcpStream, must_go: &AtomicBool) -> std::io::Result<Head> {
    client.set_read_timeout(Some(LOOK))?;
    let end = Instant::now() + HEAD_TIME;
    let mut head = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        if must_go.load(Ordering::Relaxed) {
            return Ok(Head::Refused("503 Service Unavailable"));
        }
        if Instant::now() > end {
            return Ok(if head.is_empty() { Head::Gone } else { Head::Refused("408 Request Timeout") });
        }
        // The empty line may have begun with what came before.
        let from = head.len().saturating_sub(3);
        match client.read(&mut buffer) {
            Ok(0) => return Ok(Head::Gone),
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
            return Ok(Head::Whole(head));
        }
        if head.len() > MAX_HEAD {
            return Ok(Head::Refused("431 Request Header Fields Too Large"));
        }
    }
}

/// Tells a client why it is not served. What it still sends is read for a moment, for closing a connection with bytes
/// unread would take the answer away from it.
fn refuse(client: &mut TcpStream, status: Refusal) -> std::io::Result<()> {
    write!(client, "HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")?;
    client.shutdown(Shutdown::Write)?;
    let end = Instant::now() + LOOK;
    let mut buffer = [0; 4096];
    while Instant::now() < end && client.read(&mut buffer).is_ok_and(|count| count > 0) {}
    Ok(())
}

/// Passes the answer on, and says in it that the connection ends with it.
fn relay(server: &mut TcpStream, client: &mut TcpStream) -> std::io::Result<()> {
    let mut buffer = vec![0; 64 * 1024];
    let mut first = true;
    loop {
        let count = server.read(&mut buffer)?;
        if count == 0 {
            break;
        }
        let mut rest = &buffer[..count];
        // The status line always comes in one piece: `tiny_http` writes it from a buffer of 1,024 bytes.
        if first && let Some(line) = rest.windows(2).position(|two| two == b"\r\n") {
            client.write_all(&[&rest[..line], b"\r\nConnection: close"].concat())?;
            rest = &rest[line..];
        }
        first = false;
        client.write_all(rest)?;
    }
    client.shutdown(Shutdown::Write)
}
