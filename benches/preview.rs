//! Measures the delay of the preview: from a save to the changed words in a page that Chromium shows.
//!
//! `SEODANG_BENCH_COURSE=folder cargo bench --bench preview`: copies the course, saves one of its pages
//! `SEODANG_BENCH_EDITS` times, and does the same with `hugo server` on the same files, in turn, if Hugo is installed. Hugo
//! gets a minimal theme, and draws no diagrams. `SEODANG_BENCH_BINARY` measures another seodang.

#![expect(clippy::print_stdout, reason = "the report of a measurement")]
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a measurement that cannot go on has failed")]

#[path = "../tests/browser/chromium.rs"]
#[expect(dead_code, reason = "tests ask more of the browser than a measurement does")]
mod chromium;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::sleep;
use std::time::{Duration, Instant};

use chromium::Chromium;
use serde_json::json;
use walkdir::WalkDir;

/// The number of measured saves, unless the environment sets another.
const EDITS: usize = 100;

/// Reports each change of the words in the page, whether it was patched or loaded again.
const OBSERVER: &str = "(() => {
  let last = null;
  const look = () => {
    const found = document.body && /seodangmark(\\d+)/.exec(document.body.textContent);
    if (found && found[1] !== last) seen(last = found[1]);
  };
  new MutationObserver(look).observe(document, { childList: true, characterData: true, subtree: true });
  document.addEventListener('DOMContentLoaded', look);
})()";

/// A server that follows saves, and the page that is saved.
struct Contender {
    name: &'static str,
    child: Child,
    file: PathBuf,
    text: String,
    tab: usize,
    times: Vec<Duration>,
    /// The times that it prints.
    said: Arc<Mutex<Vec<String>>>,
}

impl Drop for Contender {
    fn drop(&mut self) {
        // The server has no state to save.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn main() {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let course = std::env::var_os("SEODANG_BENCH_COURSE").map_or(here.join("sessions"), PathBuf::from);
    let edits = std::env::var("SEODANG_BENCH_EDITS").ok().and_then(|edits| edits.parse().ok()).unwrap_or(EDITS);
    let scratch = tempfile::tempdir().unwrap();
    let mut browser = Chromium::start();
    let mut contenders = vec![seodang(&course, scratch.path())];
    contenders.extend(hugo(&course, scratch.path()));
    for (number, (contender, address)) in contenders.iter_mut().enumerate() {
        contender.tab = if number == 0 { 0 } else { browser.open_tab() };
        browser.call("Runtime.addBinding", &json!({ "name": "seen" }));
        browser.call("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": OBSERVER }));
        browser.visit(address);
    }
    // Waits for the first pages and connections.
    sleep(Duration::from_secs(5));
    for round in 0..edits + 3 {
        for (contender, _) in &mut contenders {
            browser.turn_to(contender.tab);
            // Browsers throttle hidden tabs. The intervals vary, so that they coincide with no other timer.
            browser.call("Page.bringToFront", &json!({}));
            sleep(Duration::from_millis(450 + (round as u64 * 37) % 200));
            let time = contender.save(&mut browser, round);
            // The first saves are not measured: they warm up caches.
            if round >= 3 {
                contender.times.push(time);
            }
        }
    }
    for (contender, _) in &mut contenders {
        contender.report();
    }
}

impl Contender {
    /// Saves the page with a new mark and waits until it is in the browser.
    fn save(&mut self, browser: &mut Chromium, round: usize) -> Duration {
        let text = format!("{}\n\nseodangmark{round}\n", self.text);
        let mark = round.to_string();
        let start = Instant::now();
        fs::write(&self.file, text).unwrap();
        loop {
            let event = browser.event("Runtime.bindingCalled");
            if event["params"]["payload"] == mark {
                return start.elapsed();
            }
        }
    }

    fn report(&mut self) {
        self.times.sort();
        let at = |share: usize| {
            self.times[(self.times.len() * share / 100).min(self.times.len() - 1)].as_secs_f64() * 1000.0
        };
        println!(
            "{:>8}: median {:.0} ms, 95th percentile {:.0} ms, most {:.0} ms ({} saves)",
            self.name,
            at(50),
            at(95),
            at(100),
            self.times.len()
        );
        let said = self.said.lock().unwrap();
        let time = |line: &String| line.rsplit_once(" in ")?.1.split_once(" ms")?.0.trim().parse::<u64>().ok();
        let mut own: Vec<u64> = said
            .iter()
            .filter(|line| !line.contains("pages in") && !line.contains("Built in"))
            .filter_map(time)
            .collect();
        own.sort_unstable();
        if let (Some(middle), Some(most)) = (own.get(own.len() / 2), own.last()) {
            println!("{:>8}  the server's own share, by what it says: median {middle} ms, most {most} ms", "");
        }
    }
}

/// Copies a course; returns the path of the page that will be saved: one of median size.
fn copy(from: &Path, to: &Path, fit: fn(String) -> String) -> PathBuf {
    let mut pages = Vec::new();
    for entry in WalkDir::new(from).sort_by_file_name().into_iter().map(Result::unwrap) {
        let relative = entry.path().strip_prefix(from).unwrap().to_owned();
        if entry.file_type().is_dir() {
            fs::create_dir_all(to.join(&relative)).unwrap();
        } else if entry.file_type().is_file() {
            // Copies only the content: the source may be read-only.
            let bytes = fs::read(entry.path()).unwrap();
            let name = relative.to_string_lossy();
            let bytes = match String::from_utf8(bytes) {
                Ok(text) if name.ends_with(".md") => fit(text).into_bytes(),
                Ok(text) => text.into_bytes(),
                Err(error) => error.into_bytes(),
            };
            fs::write(to.join(&relative), bytes).unwrap();
            if name.ends_with(".md") && name.is_ascii() && !name.contains(' ') && !name.contains("README") {
                pages.push((entry.metadata().unwrap().len(), relative));
            }
        }
    }
    println!("{} pages that could be saved", pages.len());
    pages.sort();
    pages.swap_remove(pages.len() / 2).1
}

fn seodang(course: &Path, scratch: &Path) -> (Contender, String) {
    let folder = scratch.join("seodang");
    let page = copy(course, &folder, |text| text);
    let binary = std::env::var_os("SEODANG_BENCH_BINARY").unwrap_or_else(|| env!("CARGO_BIN_EXE_seodang").into());
    let mut command = Command::new(binary);
    command.arg("serve").arg(&folder).args(["--port", "0"]).env("SEODANG_CACHE_DIR", scratch.join("cache"));
    let (child, said) = start(command.stdout(Stdio::null()).stderr(Stdio::piped()));
    let base = loop {
        let place = |line: &String| Some(format!("http://{}", line.split_once("http://")?.1.split('/').next()?));
        if let Some(base) = said.lock().unwrap().iter().find_map(place) {
            break base;
        }
        sleep(Duration::from_millis(20));
    };
    let address = format!("{base}/{}", page.with_extension("html").display());
    let text = fs::read_to_string(folder.join(&page)).unwrap();
    (Contender { name: "seodang", child, file: folder.join(page), text, tab: 0, times: Vec::new(), said }, address)
}

fn hugo(course: &Path, scratch: &Path) -> Option<(Contender, String)> {
    Command::new("hugo")
        .arg("version")
        .stdout(Stdio::null())
        .status()
        .ok()
        .filter(std::process::ExitStatus::success)?;
    let site = scratch.join("hugo");
    // Hugo refuses pages that begin with a tag, and reads double braces as templates.
    let page = copy(course, &site.join("content"), |text| {
        let text = text.replace("{{", "{ {");
        if text.starts_with("---") { text } else { format!("---\n---\n{text}") }
    });
    fs::create_dir_all(site.join("layouts/_default")).unwrap();
    let layout = "<!doctype html><html><head><title>{{ .Title }}</title></head><body><main>{{ .Content }}</main></body></html>\n";
    for name in ["single.html", "list.html"] {
        fs::write(site.join("layouts/_default").join(name), layout).unwrap();
    }
    fs::write(
        site.join("config.toml"),
        "baseURL = \"http://localhost/\"\ndisableKinds = [\"taxonomy\", \"term\", \"RSS\", \"sitemap\"]\n",
    )
    .unwrap();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut command = Command::new("hugo");
    command.args(["server", "--bind", "127.0.0.1", "--port", &port.to_string(), "--source"]).arg(&site);
    let (child, said) = start(command.stdout(Stdio::piped()).stderr(Stdio::null()));
    let path = format!("/{}/", page.with_extension("").display()).to_lowercase();
    let is_served = || {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
        write!(stream, "GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n").ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        answer.split(' ').nth(1).map(|status| status == "200")
    };
    let begun = Instant::now();
    while is_served() != Some(true) {
        assert!(begun.elapsed() < Duration::from_mins(1), "hugo does not serve {path}: {:?}", said.lock().unwrap());
        sleep(Duration::from_millis(100));
    }
    let text = fs::read_to_string(site.join("content").join(&page)).unwrap();
    let file = site.join("content").join(page);
    let address = format!("http://127.0.0.1:{port}{path}");
    Some((Contender { name: "hugo", child, file, text, tab: 0, times: Vec::new(), said }, address))
}

/// Starts a server and records the lines that it prints.
fn start(command: &mut Command) -> (Child, Arc<Mutex<Vec<String>>>) {
    let mut child = command.stdin(Stdio::null()).spawn().unwrap();
    let pipe: Box<dyn Read + Send> = match (child.stdout.take(), child.stderr.take()) {
        (Some(pipe), _) => Box::new(pipe),
        (None, pipe) => Box::new(pipe.unwrap()),
    };
    let said = Arc::new(Mutex::new(Vec::new()));
    let note = Arc::clone(&said);
    std::thread::spawn(move || {
        BufReader::new(pipe).lines().map_while(Result::ok).for_each(|line| note.lock().unwrap().push(line));
    });
    (child, said)
}
