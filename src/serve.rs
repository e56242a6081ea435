//! Serves a live preview of a course: a site from memory that follows every save.
//!
//! 1. [`folder_watcher`] notifies the [`wake_signal`] when anything may have changed;
//! 2. [`rebuilder`] scans the disk, and creates a [`site_snapshot`] if something did: its pages are rendered on request;
//! 3. [`live_state`] holds the snapshot that is current, and wakes the browsers that wait for the next one;
//! 4. [`connection_limiter`] and [`http_server`] receive requests, and [`router`] replies from the current snapshot;
//! 5. [`editor_router`] opens the author's editor, on a port of its own.
//!
//! This is an edge of the program: it has sockets, threads and clocks, which the pure layers below do not use.

pub mod address;
mod background_render;
pub mod client;
pub mod connection_limiter;
pub mod editor;
pub mod editor_launcher;
pub mod editor_router;
pub mod event;
pub mod folder_watcher;
pub mod http_server;
pub mod live_state;
mod preview;
pub mod problems;
pub mod range;
pub mod rebuilder;
pub mod reply;
pub mod request;
pub mod request_head;
pub mod router;
pub mod site_snapshot;
pub mod source_map;
pub mod wake_signal;

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, ToSocketAddrs};
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result};

use connection_limiter::{ConnectionLimiter, ConnectionLimits};
use editor_launcher::EditorLauncher;
use editor_router::EditorRouter;
pub use event::{EventSink, PreviewEvent};
use folder_watcher::FolderWatcher;
use http_server::{HttpServer, RequestHandler};
use live_state::LiveState;
use preview::Preview;
use rebuilder::{CourseChange, Rebuilder, ServeTarget};
use router::Router;
use wake_signal::WakeSignal;

use crate::config::user::{self, UserConfig};
use crate::message::MessageLanguage;
use crate::read::user_config::user_config;

/// The further ports that are tried if the requested one is taken.
const FURTHER_PORTS: u16 = 20;

/// The connections of the site's port. Each browser holds one for changes; the limits leave room in 256 file handles.
const SITE_LIMITS: ConnectionLimits = ConnectionLimits { waiting: 80, active: 32, reserved: 12 };

/// The connections of the editor's port: one author's clicks.
const EDITOR_LIMITS: ConnectionLimits = ConnectionLimits { waiting: 8, active: 4, reserved: 1 };

/// The course to serve, and the place to serve it at.
#[derive(Debug, Clone)]
pub struct ServeOptions {
    /// The course.
    pub target: ServeTarget,
    /// The name or number of the interface to listen on.
    pub host: String,
    /// The port to listen on, or the next free one if it is taken.
    pub port: u16,
    /// Whether to poll for changes instead of waiting for the system's notifications.
    pub poll: bool,
    /// The language of the texts over the pages.
    pub language: MessageLanguage,
}

/// Serves a course until the program is ended. `done` counts the pages that are rendered at the start.
///
/// # Errors
/// Returns an error if the course does not exist, or if no port is free. Mistakes in the course or its theme are shown in the
/// browser.
pub fn serve(options: &ServeOptions, done: &Arc<AtomicUsize>, events: &EventSink) -> Result<Infallible> {
    let mut rebuilder = Rebuilder::new(options.target.clone());
    let start = Instant::now();
    let (scanned, _) = rebuilder.scan()?;
    let (listener, taken) = listen(&options.host, options.port)?;
    let address = listener.local_addr().context("the port has no address")?;
    let live = Arc::new(LiveState::default());
    let signal = Arc::new(WakeSignal::default());
    let course = scanned.project.course.clone();
    let silent = crate::read::mount::file_system_without_events(&course.canonicalize().unwrap_or_default());
    let polls = if options.poll { Some("--poll".to_owned()) } else { silent };
    let watcher = FolderWatcher::new(Arc::clone(&signal), polls.is_some());
    let mut preview = Preview::new(rebuilder, Arc::clone(&live), signal, watcher, Arc::clone(events));
    preview.watch(&scanned, false);
    preview.rebuild(&scanned, CourseChange::default(), start, done);
    let editor = open_editor_port(&live, address, options, events);
    let router = Router::new(Arc::clone(&live), options.host.clone(), editor, options.language);
    start_server(listener, SITE_LIMITS, Arc::new(router)).context("no port is free for the server")?;
    let parts = live.now().snapshot.map_or(0, |snapshot| snapshot.part_count());
    events(PreviewEvent::Open { address, taken, course, polls, parts });
    preview.run()
}

/// Listens on a port, or on the next free one; then it also returns the requested one.
fn listen(host: &str, port: u16) -> Result<(TcpListener, Option<u16>)> {
    let mut failure = None;
    for further in 0..=FURTHER_PORTS {
        let Some(next) = port.checked_add(further) else { break };
        let addresses: Vec<SocketAddr> = (host, next)
            .to_socket_addrs()
            .with_context(|| format!("`{host}` is not a name or address of this machine"))?
            .collect();
        match TcpListener::bind(&addresses[..]) {
            Ok(listener) => return Ok((listener, (further > 0).then_some(port))),
            Err(error) => failure = Some(error),
        }
    }
    let error = failure.unwrap_or_else(|| std::io::ErrorKind::AddrInUse.into());
    Err(error).with_context(|| format!("cannot listen on {host}, port {port} or the {FURTHER_PORTS} after it"))
}

/// Replies to the requests of a port from now on, in threads of its own.
fn start_server(
    listener: TcpListener,
    limits: ConnectionLimits,
    handler: Arc<impl RequestHandler>,
) -> std::io::Result<()> {
    let server = HttpServer::new()?;
    let limiter = Arc::new(ConnectionLimiter::new(server.address, limits));
    let accepting = Arc::clone(&limiter);
    thread::spawn(move || accepting.run(&listener));
    thread::spawn(move || server.run(&handler, &limiter));
    Ok(())
}

/// Opens the port that starts editors, for browsers on this machine, and returns its origin. Without such a port the
/// preview still shows the course.
fn open_editor_port(
    live: &Arc<LiveState>,
    site: SocketAddr,
    options: &ServeOptions,
    events: &EventSink,
) -> Option<String> {
    let loopback: IpAddr = match site.ip() {
        IpAddr::V6(ip) if ip.is_loopback() => Ipv6Addr::LOCALHOST.into(),
        IpAddr::V4(_) | IpAddr::V6(_) => Ipv4Addr::LOCALHOST.into(),
    };
    let listener = TcpListener::bind((loopback, 0)).ok()?;
    let address = listener.local_addr().ok()?;
    let chosen = Box::new(|| {
        let variable = |name: &str| std::env::var(name).ok();
        let config = user::path(variable).map_or_else(|| Ok(UserConfig::default()), |path| user_config(&path))?;
        Ok(editor::choice(config.editor.as_deref(), variable))
    });
    let launcher = EditorLauncher::new(Arc::clone(events));
    let router = Arc::new(EditorRouter::new(
        Arc::clone(live),
        address,
        (site, &options.host),
        options.language,
        chosen,
        launcher,
    ));
    let origin = router.origin();
    start_server(listener, EDITOR_LIMITS, router).ok()?;
    Some(origin)
}
