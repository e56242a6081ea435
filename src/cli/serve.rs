//! Runs `seodang serve`, and prints the events of the preview: one line for each change.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr, UdpSocket};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result};

use super::args::ServeArgs;
use super::summary::{Counts, severity_word};
use super::terminal::{display_path, eprint_line, with_bar};
use crate::config::FILE_NAME;
use crate::diagnostic::Code;
use crate::message;
use crate::message::{Message, MessageLanguage};
use crate::serve::problems::{ProblemView, Problems};
use crate::serve::rebuilder::{CourseChange, ServeTarget};
use crate::serve::{EventSink, PreviewEvent, ServeOptions};
use crate::source::CoursePath;

/// The maximum number of files that the line of a change names.
const MAX_NAMED: usize = 3;

/// The most new problems that are printed after a change; more are counted.
const MAX_NEW: usize = 5;

/// Serves a course until the process ends.
///
/// # Errors
/// Returns an error if the course does not exist, or if no port is free to listen on.
pub fn serve(args: &ServeArgs, language: MessageLanguage) -> Result<Infallible> {
    let current = std::env::current_dir().context("cannot tell the current folder")?;
    let options = ServeOptions {
        target: ServeTarget {
            current,
            course: args.course.clone(),
            theme: args.theme.clone(),
            language: args.language,
        },
        host: args.host.clone(),
        port: args.port,
        poll: args.poll,
        language,
    };
    let open = args.open;
    let lines = Lines { language, kept: Mutex::default(), known: Mutex::default() };
    let done = Arc::new(AtomicUsize::new(0));
    let bar = Bar::new(Arc::clone(&done), language);
    let events: EventSink = Arc::new(move |event| {
        if let PreviewEvent::Open { address, .. } = &event
            && open
            && let Err(error) = open::that_detached(url(*address))
        {
            eprint_line(&message!("cli-no-browser", error = error.to_string()).text(language));
        }
        bar.follow(&event);
        lines.print(&event);
    });
    crate::serve::serve(&options, &done, &events)
}

/// A progress bar of the first rendering of all pages, on a terminal.
#[derive(Debug)]
struct Bar {
    done: Arc<AtomicUsize>,
    language: MessageLanguage,
    /// Ends the bar when it is dropped.
    end: Mutex<Option<Sender<()>>>,
}

impl Bar {
    fn new(done: Arc<AtomicUsize>, language: MessageLanguage) -> Self {
        Self { done, language, end: Mutex::default() }
    }

    fn follow(&self, event: &PreviewEvent) {
        let mut end = self.end.lock().unwrap_or_else(PoisonError::into_inner);
        if let PreviewEvent::Open { parts, .. } = event {
            // All may be rendered already.
            if self.done.load(Ordering::Relaxed) >= *parts {
                return;
            }
            let (sender, ended) = channel::<()>();
            *end = Some(sender);
            let (total, done, language) = (*parts, Arc::clone(&self.done), self.language);
            std::thread::spawn(move || with_bar(total, &done, language, || ended.recv()));
        } else {
            // The bar must be gone before the next line is printed.
            *end = None;
        }
    }
}

/// Prints lines, and buffers them while an editor uses the terminal.
#[derive(Debug)]
struct Lines {
    language: MessageLanguage,
    /// The buffered lines, while an editor uses the terminal.
    kept: Mutex<Option<Vec<String>>>,
    /// The problems of the last state, once all pages were rendered.
    known: Mutex<Option<Arc<Problems>>>,
}

impl Lines {
    fn print(&self, event: &PreviewEvent) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let PreviewEvent::Terminal { taken } = event {
            let lines = std::mem::replace(&mut *kept, taken.then(Vec::new));
            lines.into_iter().flatten().for_each(|line| eprint_line(&line));
            return;
        }
        for line in lines(event, self.language).into_iter().chain(self.new_problems(event)) {
            match &mut *kept {
                Some(kept) => kept.push(line),
                None => eprint_line(&line),
            }
        }
    }
}

impl Lines {
    /// Returns the lines of the problems that the state of an event has and the one before had not. The first state counts
    /// its problems only: `seodang check` lists them.
    fn new_problems(&self, event: &PreviewEvent) -> Vec<String> {
        let (PreviewEvent::Rendered { problems, .. } | PreviewEvent::Changed { problems, .. }) = event else {
            return Vec::new();
        };
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let is_first = matches!(event, PreviewEvent::Rendered { .. });
        let before = if is_first { None } else { known.take() };
        *known = Some(Arc::clone(problems));
        let Some(before) = before else { return Vec::new() };
        let found = problems.since(&before);
        let mut lines: Vec<String> =
            found.iter().take(MAX_NEW).map(|problem| problem_line(problem, self.language)).collect();
        if found.len() > MAX_NEW {
            lines.push(message!("cli-more-problems", count = found.len() - MAX_NEW).text(self.language));
        }
        lines
    }
}

/// Returns the line of a problem; terminals and editors open its place.
fn problem_line(problem: &ProblemView, language: MessageLanguage) -> String {
    let severity = severity_word(problem.severity(), language);
    let (place, code) = (problem.file_position(), problem.code());
    let message = problem.message().text(language);
    format!("  {place}: {severity}[{code}]: {message}")
}

/// Returns the lines of an event.
fn lines(event: &PreviewEvent, language: MessageLanguage) -> Vec<String> {
    match event {
        PreviewEvent::Open { address, taken, course, polls, .. } => {
            let mut lines = Vec::new();
            if let Some(taken) = taken {
                lines.push(message!("cli-port-taken", port = taken.to_string()).text(language));
            }
            let opened = message!("cli-preview", course = display_path(course), url = url(*address));
            lines.push(opened.text(language));
            lines.extend(exposed(*address).map(|warning| warning.text(language)));
            if let Some(reason) = polls {
                lines.push(message!("cli-polls-because", reason).text(language));
            }
            lines
        }
        PreviewEvent::Rendered { pages, time, problems } => {
            let rendered = message!("cli-rendered", pages = *pages, time = shown_time(*time));
            vec![rendered.text(language) + &count(problems, language)]
        }
        PreviewEvent::Changed { change, time, problems } => {
            let changed = message!("cli-changed", change = described(change), time = shown_time(*time));
            let mut lines = vec![changed.text(language) + &count(problems, language)];
            if change.config && problems.has(Code::BadConfig) {
                lines.push(message!("cli-settings-kept", file = FILE_NAME).text(language));
            }
            lines
        }
        PreviewEvent::Failed { error } => {
            vec![message!("cli-change-failed", error).text(language), message!("cli-pages-kept").text(language)]
        }
        PreviewEvent::Polls { reason } => vec![message!("cli-polls", reason).text(language)],
        PreviewEvent::Terminal { .. } => Vec::new(),
    }
}

fn count(problems: &Problems, language: MessageLanguage) -> String {
    let words = Counts { errors: problems.errors, warnings: problems.warnings, infos: 0 }.words(language);
    if words.is_empty() { words } else { format!("; {words}") }
}

fn shown_time(time: Duration) -> Message {
    if time < Duration::from_secs(1) {
        message!("cli-milliseconds", count = time.as_millis().to_string())
    } else {
        message!("cli-seconds", count = format!("{:.1}", time.as_secs_f64()))
    }
}

/// Names the files of a change: `week_01/a.md`, `week_01/a.md and 2 more`.
fn described(change: &CourseChange) -> Message {
    let named = |path: &CoursePath| Message::verbatim(path.as_str());
    let mut names: Vec<Message> = Vec::new();
    names.extend(change.config.then(|| Message::verbatim(FILE_NAME)));
    names.extend(change.theme.map(|_| message!("cli-theme")));
    names.extend(change.pages.iter().map(named));
    names.extend(change.gone.iter().map(|path| message!("cli-removed", path = path.as_str())));
    names.extend(change.files.iter().map(named));
    match names.as_slice() {
        [] => message!("cli-no-change"),
        [first, others @ ..] if names.len() <= MAX_NAMED => {
            others.iter().fold(first.clone(), |first, next| message!("list-comma", first, next))
        }
        [first, others @ ..] => message!("list-and-more", names = first, more = others.len()),
    }
}

fn url(address: SocketAddr) -> String {
    let host = match address.ip() {
        ip if ip.is_unspecified() => if address.is_ipv4() { "127.0.0.1" } else { "[::1]" }.to_owned(),
        IpAddr::V6(ip) => format!("[{ip}]"),
        IpAddr::V4(ip) => ip.to_string(),
    };
    format!("http://{host}:{}/", address.port())
}

/// Returns a warning if other machines can reach the preview.
fn exposed(address: SocketAddr) -> Option<Message> {
    if address.ip().is_loopback() {
        return None;
    }
    let seen_as = if address.ip().is_unspecified() { own_address() } else { Some(address.ip()) };
    Some(match seen_as {
        Some(ip) => message!("cli-exposed-at", url = url(SocketAddr::new(ip, address.port()))),
        None => message!("cli-exposed"),
    })
}

/// Returns the address by which others in the network reach this machine: the one from which it would send to them. Sends
/// no packet: "connecting" a datagram socket only chooses a route (192.0.2.1 is reserved for documentation, RFC 5737).
fn own_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect("192.0.2.1:9").ok()?;
    socket.local_addr().ok().map(|address| address.ip()).filter(|ip| !ip.is_unspecified())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::rebuilder::ThemeChange;

    #[test]
    fn changes_in_words() {
        let pages = |names: &[&str]| CourseChange {
            pages: names.iter().map(|name| CoursePath::new(name)).collect(),
            ..CourseChange::default()
        };
        let described = |change: &CourseChange| described(change).to_string();
        assert_eq!(described(&pages(&["a.md"])), "a.md");
        assert_eq!(described(&CourseChange { theme: Some(ThemeChange::Styles), ..pages(&["a.md"]) }), "theme, a.md");
        assert_eq!(described(&pages(&["a.md", "b.md", "c.md", "d.md"])), "a.md and 3 more");
        let gone = CourseChange { gone: [CoursePath::new("a.md")].into(), ..CourseChange::default() };
        assert_eq!(described(&gone), "a.md (removed)");
    }

    #[test]
    fn addresses_to_visit() {
        let of = |text: &str| url(text.parse().unwrap());
        assert_eq!(of("127.0.0.1:4000"), "http://127.0.0.1:4000/");
        assert_eq!(of("0.0.0.0:4000"), "http://127.0.0.1:4000/");
        assert_eq!(of("[::1]:80"), "http://[::1]:80/");
        assert!(exposed("127.0.0.1:1".parse().unwrap()).is_none());
        assert!(exposed("192.168.0.9:1".parse().unwrap()).unwrap().to_string().contains("http://192.168.0.9:1/"));
    }
}
