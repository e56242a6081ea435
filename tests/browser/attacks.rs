//! Runs four chains of attack by which a course or a web page could start a program through the preview, in Chromium and in
//! Firefox: the settings of a course, a script of its theme, one click in its Markdown, another web page.
//!
//! In each the author's editor writes a file when it is started. No chain may write the file; the author's own click
//! must, which shows that the test detects a start.

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::time::Duration;

use serde_json::json;

use super::chromium::Chromium;
use super::firefox::Firefox;
use super::live::alt_click;
use crate::support::{CourseTest, Preview};

/// The time within which a successful attack has started a program.
const GRACE: Duration = Duration::from_millis(800);

/// A preview of a course for an author whose editor writes a file when it is started.
struct Author {
    course: CourseTest,
    preview: Preview,
    mark: PathBuf,
}

impl Author {
    fn new(course: CourseTest) -> Self {
        use std::os::unix::fs::PermissionsExt;
        let (editor, mark) = (course.root().join("code"), course.root().join("mark"));
        fs::write(&editor, "#!/bin/sh\ntouch \"$MARK\"\n").unwrap();
        fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).unwrap();
        let preview = Preview::start(course.serve_command(&["--port", "0"]).env("EDITOR", &editor).env("MARK", &mark));
        Self { course, preview, mark }
    }

    /// Asserts that no program was started, and that none starts within [`GRACE`].
    #[track_caller]
    fn is_unharmed(&self) {
        std::thread::sleep(GRACE);
        assert!(!self.mark.exists(), "a program was started");
        assert!(!self.course.course().join("mark").exists() && !self.course.root().join("shell").exists());
    }

    /// Asserts that the author's own click still opens the editor.
    #[track_caller]
    fn can_open(&self, browser: &mut Chromium) {
        alt_click(browser, "document.querySelector('main p')");
        self.mark_appears();
    }

    /// Asserts that the author's own click still opens the editor.
    #[track_caller]
    fn can_open_in_firefox(&self, browser: &mut Firefox) {
        alt_click_in_firefox(browser);
        self.mark_appears();
    }

    #[track_caller]
    fn mark_appears(&self) {
        self.preview.until("the author's own click opens the editor", |_| self.mark.exists());
        fs::remove_file(&self.mark).unwrap();
    }
}

/// Clicks the first paragraph with the Alt key held, as an author does to open its source.
fn alt_click_in_firefox(browser: &mut Firefox) {
    let point = browser.run(
        "const b = document.querySelector('main p').getBoundingClientRect(); return [b.x + 10, b.y + b.height / 2];",
    );
    let (x, y) = (point[0].as_f64().unwrap(), point[1].as_f64().unwrap());
    let ready = "for (let n = 0; n < 200 && !document.querySelector('iframe[data-seodang-editor=ready]'); n += 1) await new Promise(done => setTimeout(done, 20)); await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))); return true;";
    let hold = |browser: &mut Firefox| {
        browser.run(ready);
    };
    browser.click_at(x, y, Some(hold));
}

/// The attacks that a script of the course can attempt; `attacks()` returns after the last one. `EDITOR` is the origin of
/// the editor's port, which a script reads from its page.
const SCRIPT: &str = r#"
window.attacks = async () => {
  const said = [];
  const quietly = (what) => Promise.race([(async () => what())(), new Promise((done) => setTimeout(done, 1500))]).catch((e) => said.push(String(e)));
  const text = await fetch(location.href).then((answer) => answer.text());
  const editor = window.editorOrigin || (/data-editor="([^"]+)"/.exec(text) || [])[1];
  // An earlier version had the key in the page.
  const key = (/data-key="([^"]+)"/.exec(text) || [])[1] || "";
  const query = `page=${encodeURIComponent(location.pathname)}&file=README.md&line=1&key=${key}`;
  const options = [{}, { mode: "no-cors" }, { credentials: "include", mode: "no-cors" }, { headers: { "X-Seodang-Key": key } }];
  for (const home of ["/__seodang", `${editor}/__seodang`, editor]) {
    for (const option of options) await quietly(() => fetch(`${home}/open?${query}`, { method: "POST", ...option }));
    await quietly(() => fetch(`${home}/open?${query}`, { mode: "no-cors" }));
    navigator.sendBeacon(`${home}/open?${query}`);
  }
  // The frame's document contains the key: fetches the document, and reads it through the frame.
  await quietly(() => fetch(`${editor}/`).then((answer) => answer.text()).then((text) => { window.stolen = text; }));
  const frame = document.createElement("iframe");
  await quietly(() => new Promise((done) => { frame.onload = done; frame.src = `${editor}/`; document.body.append(frame); }));
  await quietly(async () => { window.stolen = frame.contentDocument.documentElement.outerHTML; });
  await quietly(async () => { window.stolen = frame.contentWindow.document.documentElement.outerHTML; });
  // Sends the messages of the preview's script, without a click.
  for (const message of [{ kind: "hello" }, { kind: "open", file: "README.md", line: 1 }]) {
    frame.contentWindow.postMessage({ seodang: "page", ...message }, "*");
    await new Promise((done) => setTimeout(done, 100));
  }
  // Synthetic clicks and keys: on the page, on the preview's own frame, on everything else.
  const made = (target) => {
    for (const kind of ["pointermove", "pointerdown", "pointerup", "mousedown", "mouseup", "click"]) {
      target.dispatchEvent(new MouseEvent(kind, { bubbles: true, cancelable: true, composed: true, altKey: true, clientX: 20, clientY: 20 }));
    }
    for (const key of ["Alt", "Enter"]) target.dispatchEvent(new KeyboardEvent("keydown", { key, altKey: true, bubbles: true }));
    if (target.click) target.click();
  };
  for (let round = 0; round < 3; round += 1) {
    [window, document, document.querySelector("main p"), frame, ...document.querySelectorAll("iframe")].forEach(made);
    await new Promise((done) => setTimeout(done, 150));
    for (const own of document.querySelectorAll("iframe")) {
      await quietly(async () => made(own.contentWindow));
      own.contentWindow.postMessage({ seodang: "page", kind: "open", file: "README.md", line: 1 }, "*");
    }
  }
  // Forms navigate, with an origin that they cannot choose; the origin of a sandboxed frame is null.
  for (const [sandbox, target] of [["", `/open?${query}`], ["allow-forms allow-scripts", `/open?${query}`]]) {
    const holder = document.createElement("iframe");
    if (sandbox) holder.sandbox = sandbox;
    holder.srcdoc = `<form method=post action="${editor}${target}"><input name=a></form><script>document.forms[0].submit()<\/script>`;
    document.body.append(holder);
    await new Promise((done) => setTimeout(done, 300));
  }
  // Loads the document as every other kind of resource, and opens it in a window.
  const loaded = (name, attribute) => new Promise((done) => {
    const element = document.createElement(name);
    Object.assign(element, { rel: "stylesheet", type: name === "script" ? "" : undefined });
    element.onload = element.onerror = done;
    element[attribute] = `${editor}/`;
    document.body.append(element);
  });
  for (const [name, attribute] of [["script", "src"], ["link", "href"], ["img", "src"], ["object", "data"], ["embed", "src"], ["video", "src"]]) await quietly(() => loaded(name, attribute));
  for (const sheet of document.styleSheets) await quietly(async () => { if (sheet.href && sheet.href.startsWith(editor) && sheet.cssRules.length) window.stolen = sheet.cssRules[0].cssText; });
  await quietly(() => import(`${editor}/`).then((module) => { window.stolen = String(module); }));
  const popup = window.open(`${editor}/`, "editor");
  if (popup) {
    await new Promise((done) => setTimeout(done, 300));
    await quietly(async () => { window.stolen = popup.document.documentElement.outerHTML; });
    for (const kind of ["hello", "open"]) popup.postMessage({ seodang: "page", kind, file: "README.md", line: 1 }, "*");
    await quietly(async () => made(popup));
    popup.close();
  }
  // A script in the address of the frame would run with its origin; so would one in a frame between, which has the page's.
  await quietly(async () => { frame.contentWindow.location = "javascript:parent.stolen=document.documentElement.outerHTML"; });
  frame.name = "editor-frame";
  await quietly(async () => { window.open("javascript:parent.stolen=document.documentElement.outerHTML", "editor-frame"); });
  const between = document.createElement("iframe");
  between.sandbox = "allow-scripts allow-same-origin allow-popups allow-forms";
  between.srcdoc = `<base href="${editor}/"><iframe src="${editor}/"></iframe><form method=post action="open?${query}" target=_blank></form><script>onmessage = (e) => parent.postMessage(e.data, "*"); setTimeout(() => { frames[0].postMessage({ seodang: "page", kind: "hello" }, "*"); frames[0].postMessage({ seodang: "page", kind: "open", file: "README.md" }, "*"); try { parent.stolen = frames[0].document.body.outerHTML; } catch {} document.forms[0].submit(); }, 200)<\/script>`;
  document.body.append(between);
  // The page forges the messages of the frame: a press that did not occur, with the place of the answer.
  const own = document.querySelector("iframe[data-seodang-editor]");
  for (const kind of ["ready", "press", "release"]) await quietly(async () => dispatchEvent(new MessageEvent("message", { data: { seodang: "editor", kind, x: 20, y: 20 }, origin: editor, source: own && own.contentWindow })));
  history.pushState({}, "", "/open?file=README.md"); history.back();
  for (const kind of ["dragstart", "drop"]) frame.dispatchEvent(new DragEvent(kind, { bubbles: true, altKey: true, dataTransfer: new DataTransfer() }));
  for (const Kind of [EventSource, WebSocket]) await quietly(async () => { new Kind(`${editor.replace(Kind === WebSocket ? "http" : "", Kind === WebSocket ? "ws" : "")}/open?${query}`); });
  await new Promise((done) => setTimeout(done, 600));
  // A service worker that would intercept the requests to the preview.
  await quietly(() => navigator.serviceWorker.register("/worker.js"));
  window.said = said;
  return Boolean(window.stolen);
};
"#;

/// Returns a course whose theme adds the script to every page.
fn course_with_script() -> CourseTest {
    let page = format!(
        "<!doctype html><html lang=\"en\"><head><title>x</title></head><body><main><p>words</p></main><script>{SCRIPT}</script></body></html>"
    );
    CourseTest::new()
        .file("README.md", "# Course\n\n[worker](worker.js)\n")
        .file("worker.js", "onfetch = () => {};\n")
        // Without it the policy of the page would stop most attacks.
        .file("seodang.toml", "html = \"trusted\"\n")
        .file("../themes/default/templates/page.html", &page)
}

/// Returns courses whose settings name a command as the editor.
fn courses_with_settings() -> impl Iterator<Item = CourseTest> {
    ["sh -c 'touch shell'", "touch shell {path}", "code-that-is-not-there"].into_iter().map(|setting| {
        CourseTest::new()
            .file("README.md", "# Course\n\nwords\n")
            .file("seodang.toml", &format!("editor = \"{setting}\"\n"))
    })
}

const UNSET: &str = "document.querySelector('seodang-problems').shadowRoot.querySelector('.offline').textContent.includes('no editor is set')";

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn the_settings_of_a_course_start_nothing() {
    let mut browser = Chromium::start();
    browser.resize(1200, 800);
    for course in courses_with_settings() {
        // The course cannot give an editor to an author who has none.
        let preview = course.serve();
        browser.visit(&preview.url("/"));
        alt_click(&mut browser, "document.querySelector('main p')");
        browser.until(UNSET);
        std::thread::sleep(GRACE);
        assert!(!course.root().join("shell").exists() && !course.course().join("shell").exists());
        drop(preview);
        let author = Author::new(course);
        browser.visit(&author.preview.url("/"));
        author.can_open(&mut browser);
        author.is_unharmed();
    }
}

#[test]
#[ignore = "needs Firefox (see tests/README.md)"]
fn the_settings_of_a_course_start_nothing_in_firefox() {
    let mut browser = Firefox::start();
    for course in courses_with_settings() {
        let author = Author::new(course);
        browser.visit(&author.preview.url("/"));
        author.can_open_in_firefox(&mut browser);
        author.is_unharmed();
    }
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn a_script_of_the_theme_starts_nothing_without_a_click() {
    let mut browser = Chromium::start();
    let author = Author::new(course_with_script());
    browser.resize(1200, 800);
    browser.visit(&author.preview.url("/"));
    assert_eq!(browser.evaluate("attacks()"), json!(false), "the frame was read");
    author.is_unharmed();
    browser.visit(&author.preview.url("/"));
    author.can_open(&mut browser);
}

#[test]
#[ignore = "needs Firefox (see tests/README.md)"]
fn a_script_of_the_theme_starts_nothing_in_firefox() {
    let mut browser = Firefox::start();
    let author = Author::new(course_with_script());
    browser.visit(&author.preview.url("/"));
    assert_eq!(browser.run("return await attacks();"), json!(false), "the frame was read");
    author.is_unharmed();
    browser.visit(&author.preview.url("/"));
    author.can_open_in_firefox(&mut browser);
}

/// Markdown that would run a script on one click.
const MARKDOWN: &str = "# Course\n\nwords\n\n\
    <form><button id=\"one\" formaction=\"javascript:PAYLOAD\">Next</button></form>\n\n\
    <form action=\"javascript:PAYLOAD\"><input id=\"two\" type=\"submit\" value=\"Next\"></form>\n\n\
    <form><input id=\"three\" type=\"submit\" formaction=\" &#1;java&#10;script:PAYLOAD\" value=\"Next\"></form>\n\n\
    <svg width=\"90\" height=\"30\"><a xlink:href=\"javascript:PAYLOAD\" href=\"javascript:PAYLOAD\"><rect id=\"four\" width=\"90\" height=\"30\" /></a></svg>\n\n\
    <a id=\"five\" href=\"javascript:PAYLOAD\">Next</a>\n\n\
    <button id=\"six\" onclick=\"PAYLOAD\">Next</button>\n\n\
    <details id=\"seven\" ontoggle=\"PAYLOAD\"><summary>Next</summary>words</details>\n";

const CLICKED: [&str; 7] = ["one", "two", "three", "four", "five", "six", "seven"];

/// The chain against an earlier version: the key is read from the page, and the course names the command.
const PAYLOAD: &str = "window.ran=1;fetch('/').then(a=>a.text()).then(t=>fetch('/__seodang/open?page=/&key='+(/data-key=.([0-9a-f]+)/.exec(t)||[])[1],{method:'POST'}))";

fn course_of_markdown() -> CourseTest {
    CourseTest::new()
        .file("README.md", &MARKDOWN.replace("PAYLOAD", PAYLOAD))
        .file("seodang.toml", "editor = \"touch shell {path}\"\n")
}

/// Returns a script that scrolls to an element and returns its place in the window, or `null` if the page lacks it.
fn point(id: &str) -> String {
    format!(
        "(e => {{ if (!e) return null; e.scrollIntoView({{ block: 'center', behavior: 'instant' }}); const b = e.getBoundingClientRect(); return [b.x + Math.min(20, b.width / 2), b.y + Math.min(10, b.height / 2)]; }})(document.getElementById('{id}'))"
    )
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn a_click_in_markdown_starts_nothing() {
    let mut browser = Chromium::start();
    let author = Author::new(course_of_markdown());
    browser.resize(1200, 800);
    let mut clicked = 0;
    // In the preview, and in the built pages.
    let built = author.course.build();
    for address in [author.preview.url("/"), super::chromium::address(&built.output.join("index.html"))] {
        for id in CLICKED {
            browser.visit(&address);
            let point = browser.evaluate(&point(id));
            let (Some(x), Some(y)) = (point[0].as_f64(), point[1].as_f64()) else { continue };
            browser.click_at(x, y, false);
            clicked += 1;
            std::thread::sleep(Duration::from_millis(100));
            assert_eq!(browser.evaluate("window.ran === undefined"), json!(true), "{id} ran a script");
        }
    }
    assert_eq!(clicked, 2 * CLICKED.len());
    author.is_unharmed();
    browser.visit(&author.preview.url("/"));
    author.can_open(&mut browser);
}

#[test]
#[ignore = "needs Firefox (see tests/README.md)"]
fn a_click_in_markdown_starts_nothing_in_firefox() {
    let mut browser = Firefox::start();
    let author = Author::new(course_of_markdown());
    for id in CLICKED {
        browser.visit(&author.preview.url("/"));
        let point = browser.run(&format!("return {};", point(id)));
        browser.click_at(point[0].as_f64().unwrap(), point[1].as_f64().unwrap(), None::<fn(&mut Firefox)>);
        std::thread::sleep(Duration::from_millis(100));
        assert_eq!(browser.run("return window.ran === undefined;"), json!(true), "{id}");
    }
    author.is_unharmed();
}

/// Starts a web server of an attacker, which answers every request with the same page; returns its address.
fn stranger(page: String) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for client in listener.incoming() {
            let Ok(mut client) = client else { continue };
            let mut head = [0; 8192];
            let _ = client.read(&mut head);
            let answer = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{page}",
                page.len()
            );
            let _ = client.write_all(answer.as_bytes());
        }
    });
    address
}

fn page_of_a_stranger(author: &Author) -> String {
    let (site, editor) = (author.preview.address, author.preview.editor_port());
    format!(
        "<!doctype html><html><body><main><p>words</p></main><script>window.editorOrigin = 'http://{editor}'; window.site = 'http://{site}';{SCRIPT}</script></body></html>"
    )
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn another_web_page_starts_nothing() {
    let rules = "--host-resolver-rules=MAP *.example 127.0.0.1";
    let mut browser = Chromium::start_with(&[rules], &[]);
    let author = Author::new(CourseTest::new().file("README.md", "# Course\n\nwords\n"));
    let stranger = stranger(page_of_a_stranger(&author));
    browser.resize(1200, 800);
    browser.visit(&format!("http://evil.example:{}/", stranger.port()));
    assert_eq!(browser.evaluate("attacks()"), json!(false), "the frame was read");
    let post = "Promise.all(['', '/__seodang'].map(path => fetch(site + path + '/open?file=README.md', { method: 'POST', mode: 'no-cors' }))).then(() => 0, () => 0)";
    browser.evaluate(post);
    // A name of the attacker's that resolves to this machine: its page would have the origin of the preview, and of the port.
    for port in [author.preview.address.port(), author.preview.editor_port().port()] {
        browser.visit(&format!("http://evil.example:{port}/"));
        assert_eq!(
            browser.evaluate("document.body.textContent.includes('this')|| document.body.textContent.includes('only')"),
            json!(true)
        );
        let post =
            "fetch('/open?file=README.md', { method: 'POST', headers: { 'X-Seodang-Key': '' } }).then(a => a.status)";
        assert_eq!(browser.evaluate(post), json!(403));
    }
    author.is_unharmed();
    browser.visit(&author.preview.url("/"));
    author.can_open(&mut browser);
}

#[test]
#[ignore = "needs Firefox (see tests/README.md)"]
fn another_web_page_starts_nothing_in_firefox() {
    let mut browser = Firefox::start();
    let author = Author::new(CourseTest::new().file("README.md", "# Course\n\nwords\n"));
    let stranger = stranger(page_of_a_stranger(&author));
    browser.visit(&format!("http://localhost:{}/", stranger.port()));
    assert_eq!(browser.run("return await attacks();"), json!(false), "the frame was read");
    author.is_unharmed();
}
