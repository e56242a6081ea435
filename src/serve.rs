//! Turns a course into a live preview: a site served from memory that follows every save.
//!
//! 1. [`watch`] rings the [`bell`] when anything may have changed;
//! 2. [`workshop`] looks at the disk, and makes an [`edition`] where something did: pages are made on demand;
//! 3. [`stand`] shows it, and wakes the browsers that wait;
//! 4. [`gate`] and [`http`] bring in what browsers ask, and [`router`] answers from the edition that is shown;
//! 5. [`editor_router`] opens the author's editor, on a port of its own.
//!
//! This is an edge of the program: sockets, threads and clocks are here, and the pure layers below know of none.

pub mod address;
pub mod bell;
pub mod client;
pub mod edition;
pub mod editor;
pub mod editor_launcher;
pub mod editor_router;
pub mod gate;
pub mod http;
pub mod place;
mod preview;
pub mod problems;
pub mod range;
pub mod reply;
pub mod request;
pub mod request_head;
pub mod router;
pub mod stand;
pub mod watch;
pub mod workshop;

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, ToSocketAddrs};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use bell::Bell;
use editor_launcher::EditorLauncher;
use editor_router::EditorRouter;
use gate::Gate;
use http::{Answer, Http};
use preview::Preview;
use problems::Problems;
use router::Router;
use stand::Stand;
use watch::Watch;
use workshop::{Change, Order, Workshop};

use crate::config::user::{self, UserConfig};
use crate::read::user_config::user_config;

/// How many further ports are tried when the wanted one is taken.
const FURTHER_PORTS: u16 = 20;

/// What to serve, and where.
#[derive(Debug, Clone)]
pub struct Options {
    /// What to make the site of.
    pub order: Order,
    /// The name or number of the interface to listen on.
    pub host: String,
    /// The port to listen on; the next free one where it is taken.
    pub port: u16,
    /// Whether to look for changes instead of waiting to be told.
    pub poll: bool,
}

/// What happens, for whoever shows it.
#[derive(Debug)]
pub enum News {
    /// The site can be visited.
    Open {
        /// Where.
        address: SocketAddr,
        /// The port that was wanted, where another one had to be taken.
        taken: Option<u16>,
        /// The folder of the course.
        course: PathBuf,
        /// Why changes are looked for instead of being told, if they are.
        polls: Option<String>,
        /// How many parts of the site are being made for the first time.
        parts: usize,
    },
    /// All pages were made for the first time.
    Made {
        /// How many there are.
        pages: usize,
        /// How long it took.
        time: Duration,
        /// What is wrong.
        problems: Arc<Problems>,
    },
    /// A change is shown.
    Changed {
        /// What changed.
        change: Change,
        /// From the first sign of it until it was shown.
        time: Duration,
        /// What is wrong.
        problems: Arc<Problems>,
    },
    /// The change cannot be shown; what was shown before stays.
    Failed {
        /// Why.
        error: String,
    },
    /// Changes are looked for from now on, since the system watches no more folders.
    Polls {
        /// What the system said.
        reason: String,
    },
    /// An editor takes the terminal over, or gives it back.
    Terminal {
        /// Which of both.
        taken: bool,
    },
}

/// Receives what happens.
pub type Tell = Arc<dyn Fn(News) + Send + Sync>;

/// Serves a course until the program is ended. `done` counts the pages that are made at the start.
///
/// # Errors
/// Where there is no such course, or no port to listen on. Mistakes in the course, its settings or its theme are shown
/// in the browser.
pub fn serve(options: &Options, done: &Arc<AtomicUsize>, tell: &Tell) -> Result<Infallible> {
    let mut workshop = Workshop::new(options.order.clone());
    let start = Instant::now();
    let (seen, _) = workshop.look()?;
    let (listener, taken) = listen(&options.host, options.port)?;
    let address = listener.local_addr().context("the port has no address")?;
    let stand = Arc::new(Stand::default());
    let bell = Arc::new(Bell::default());
    let silent = crate::read::mount::silent_file_system(&seen.project.course.canonicalize().unwrap_or_default());
    let reason = if options.poll { Some("--poll".to_owned()) } else { silent };
    let watch = Watch::new(Arc::clone(&bell), reason.is_some());
    let course = seen.project.course.clone();
    let mut preview = Preview::new(workshop, Arc::clone(&stand), bell, watch, Arc::clone(tell));
    preview.follow(&seen, false);
    preview.make(&seen, Change::default(), start, done);
    let editor = open_editor_port(&stand, address, &options.host, tell);
    let router = Router::new(Arc::clone(&stand), options.host.clone(), editor);
    answer_at(listener, Arc::new(router)).context("no port is free for the server")?;
    let parts = stand.now().edition.map_or(0, |edition| edition.part_count());
    tell(News::Open { address, taken, course, polls: reason, parts });
    preview.run()
}

/// Listens on a port, or on the next free one.
fn listen(host: &str, port: u16) -> Result<(TcpListener, Option<u16>)> {
    let mut failure = None;
    for further in 0..=FURTHER_PORTS {
        let Some(next) = port.checked_add(further) else { break };
        let addresses: Vec<SocketAddr> =
            (host, next).to_socket_addrs().with_context(|| format!("`{host}` is no host of this machine"))?.collect();
        match TcpListener::bind(&addresses[..]) {
            Ok(listener) => return Ok((listener, (further > 0).then_some(port))),
            Err(error) => failure = Some(error),
        }
    }
    let error = failure.unwrap_or_else(|| std::io::ErrorKind::AddrInUse.into());
    Err(error).with_context(|| format!("cannot listen on {host}, port {port} or the {FURTHER_PORTS} after it"))
}

/// Answers what comes to a port from now on, in threads of its own.
fn answer_at(listener: TcpListener, router: Arc<impl Answer>) -> std::io::Result<()> {
    let http = Http::new()?;
    let gate = Arc::new(Gate::new(http.address));
    let doorkeeper = Arc::clone(&gate);
    thread::spawn(move || doorkeeper.run(&listener));
    thread::spawn(move || http.run(&router, &gate));
    Ok(())
}

/// Opens the port that starts editors, for browsers on this machine, and returns its origin. Where no port is to be had
/// the preview shows the course all the same.
fn open_editor_port(stand: &Arc<Stand>, site: SocketAddr, host: &str, tell: &Tell) -> Option<String> {
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
    let launcher = EditorLauncher::new(Arc::clone(tell));
    let router = Arc::new(EditorRouter::new(Arc::clone(stand), address, site, host, chosen, launcher));
    let origin = router.origin();
    answer_at(listener, router).ok()?;
    Some(origin)
}
