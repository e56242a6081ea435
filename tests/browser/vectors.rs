//! Opens a page for each attack of `tests/attacks/vectors.txt` in Chromium and in Firefox, from the disk and in the preview,
//! with clicks and keys: nothing runs, and nothing is loaded from another site.
//!
//! In a vector, `RUN` stands for a script, `LOAD` for an address of another site and `HOST` for its host. A page that
//! seodang did not make shows that each browser would notice both.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use super::chromium::{Chromium, address};
use super::firefox::Firefox;
use crate::support::{Built, CourseTest};

/// The attacks: a line `== name`, then the Markdown of a page.
const VECTORS: &str = include_str!("../attacks/vectors.txt");

/// The fewest vectors that the file must hold.
const FEWEST: usize = 400;

/// Returns the attacks by their names, in the order of the file.
pub(crate) fn vectors() -> Vec<(&'static str, &'static str)> {
    let all = VECTORS.strip_prefix("== ").unwrap().split("\n== ");
    all.map(|vector| vector.split_once('\n').unwrap_or((vector, ""))).collect()
}

/// Another site, which counts its visitors.
struct OtherSite {
    host: String,
    visits: Arc<Mutex<BTreeSet<String>>>,
}

impl OtherSite {
    fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let host = listener.local_addr().unwrap().to_string();
        let visits: Arc<Mutex<BTreeSet<String>>> = Arc::default();
        let known = Arc::clone(&visits);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { return };
                let mut head = [0; 512];
                let length = stream.read(&mut head).unwrap_or(0);
                let line = String::from_utf8_lossy(&head[..length]);
                let path = line.split(' ').nth(1).unwrap_or("a connection").to_owned();
                known.lock().unwrap().insert(path);
                let _ =
                    stream.write_all(b"HTTP/1.0 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 0\r\n\r\n");
            }
        });
        Self { host, visits }
    }

    fn taken(&self) -> BTreeSet<String> {
        std::mem::take(&mut self.visits.lock().unwrap())
    }
}

/// Returns a text with the attack's script and addresses.
fn armed(text: &str, number: usize, host: &str) -> String {
    let run = format!("top.ran={number},top.postMessage({number},String.fromCharCode(42))");
    text.replace("RUN", &run).replace("LOAD", &format!("http://{host}/{number}")).replace("HOST", host)
}

/// Returns a course with a page for each attack, and a file that performs two of them.
fn course(host: &str) -> CourseTest {
    let vectors = vectors();
    assert!(vectors.len() >= FEWEST, "{}", vectors.len());
    let readme = "# Course\n\n[control](control.html)\n";
    let control = armed("<title>c</title><main><img src=\"LOAD\"><img src=x onerror=RUN></main>", 0, host);
    let course = CourseTest::new().file("README.md", readme).file("control.html", &control);
    let pages = vectors.iter().enumerate();
    pages.fold(course, |course, (at, (_, text))| {
        // A title and text of its own: an attack must not hide the page.
        let text = armed(text, at + 1, host);
        course.file(&format!("v{:04}.md", at + 1), &format!("{text}\n\nThe end.\n"))
    })
}

/// Sends events of all kinds to each element of the article, and clicks it.
const PROVOKE: &str = r#"
addEventListener("message", (event) => { if (typeof event.data === "number") window.ran = event.data; });
addEventListener("click", (event) => {
  const link = event.target.closest && event.target.closest("a, area");
  const href = link && (typeof link.href === "string" ? link.href : link.href && link.href.baseVal) || "";
  // A link to a page or file is no attack, and would end the test.
  if (link && !/^\s*(javascript|data):/i.test(href)) event.preventDefault();
}, true);
const main = document.querySelector("main") || document.body;
for (const each of [document.body, ...main.querySelectorAll("*")].slice(0, 400)) {
  for (const kind of ["mouseover", "mouseenter", "mousemove", "mousedown", "mouseup", "pointerdown", "pointerover", "dblclick", "contextmenu", "wheel"]) each.dispatchEvent(new MouseEvent(kind, { bubbles: true, cancelable: true }));
  for (const kind of ["focus", "focusin", "blur", "change", "input", "toggle", "load", "error", "scroll", "animationend", "transitionend", "submit", "select", "copy", "paste", "drop", "dragstart"]) each.dispatchEvent(new Event(kind, { bubbles: true, cancelable: true }));
  for (const key of ["Enter", " ", "a", "x"]) each.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  try { if (each.focus && each.closest("article, .prose")) each.focus({ preventScroll: true }); } catch {}
  try {
    if (each.closest(".prose")) { if (each.click) each.click(); else each.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true })); }
  } catch {}
}
return 0;
"#;

/// Returns the number of the script that ran, and the address of the page.
const RESULT: &str = "await new Promise((done) => setTimeout(done, 40)); return [window.ran || 0, location.href];";

/// A browser that runs a script on a page.
trait Provoked {
    fn open_page(&mut self, address: &str);
    fn run_body(&mut self, body: &str) -> Result<Value, Value>;
    fn press_enter(&mut self);
}

impl Provoked for Chromium {
    fn open_page(&mut self, address: &str) {
        self.events.clear();
        self.call("Page.navigate", &json!({ "url": address }));
        self.event("Page.loadEventFired");
    }

    fn run_body(&mut self, body: &str) -> Result<Value, Value> {
        self.ask(&format!("(async () => {{ {body} }})()"))
    }

    fn press_enter(&mut self) {
        self.press("Enter", 13);
    }
}

impl Provoked for Firefox {
    fn open_page(&mut self, address: &str) {
        self.visit(address);
    }

    fn run_body(&mut self, body: &str) -> Result<Value, Value> {
        self.ask(body)
    }

    fn press_enter(&mut self) {
        self.press("\u{E007}");
    }
}

/// Opens each page, provokes it, and lists the attacks that ran or left the page.
fn attacked(browser: &mut impl Provoked, address_of: impl Fn(&str) -> String) -> Vec<String> {
    let mut failures = Vec::new();
    for (at, (name, _)) in vectors().iter().enumerate() {
        let address = address_of(&format!("v{:04}.html", at + 1));
        browser.open_page(&address);
        let provoked = browser.run_body(PROVOKE);
        browser.press_enter();
        match provoked.and_then(|_| browser.run_body(RESULT)) {
            Ok(found) if found[0] != 0 => failures.push(format!("{name}: a script ran")),
            Ok(found) if found[1].as_str().is_none_or(|here| !here.starts_with(&address)) => {
                failures.push(format!("{name}: left for {}", found[1]));
            }
            Ok(_) => {}
            Err(error) => failures.push(format!("{name}: {error}")),
        }
    }
    failures
}

/// Tests whether a browser notices a script and a request on a page that seodang did not make.
fn notices(browser: &mut impl Provoked, address: &str, site: &OtherSite) {
    browser.open_page(address);
    let ran =
        browser.run_body("await new Promise((done) => setTimeout(done, 300)); return [window.ran === undefined];");
    assert_eq!(ran.unwrap()[0], false, "{address}: the script of the control did not run");
    assert!(site.taken().contains("/0"), "{address}: the control loaded nothing");
}

fn is_safe(browser: &mut impl Provoked) {
    let site = OtherSite::open();
    let course = course(&site.host);
    let built: Built = course.build();
    assert!([0, 1].contains(&built.exit_code), "{}", built.said);
    let preview = course.serve();
    let on_disk = |page: &str| address(&built.output.join(page));
    let served = |page: &str| preview.url(&format!("/{page}"));
    notices(browser, &on_disk("control.html"), &site);
    let mut failures = attacked(browser, on_disk);
    failures.extend(site.taken().into_iter().map(|path| format!("from the disk: {path} was loaded")));
    notices(browser, &served("control.html"), &site);
    failures.extend(attacked(browser, served));
    failures.extend(site.taken().into_iter().map(|path| format!("in the preview: {path} was loaded")));
    assert_eq!(failures, Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn no_vector_runs_or_loads() {
    let mut browser = Chromium::start();
    browser.resize(1200, 800);
    is_safe(&mut browser);
}

#[test]
#[ignore = "needs Firefox (see tests/README.md)"]
fn no_vector_runs_or_loads_in_firefox() {
    is_safe(&mut Firefox::start());
}
