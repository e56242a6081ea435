//! Launches a package of SCORM twice below a double of a learning platform: what the first launch reports, the second takes over.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};

use super::chromium::Chromium;
use crate::pack::unpacked;
use crate::support::CourseTest;

/// A platform: it keeps the values of both interfaces by their names, and every call.
const PLATFORM: &str = "<!doctype html><title>platform</title><script>\
    const store = JSON.parse(localStorage.getItem('platform') || '{}'); const calls = [];\
    const note = (name, value) => { calls.push(name); return value; };\
    const get = (name) => note('get', store[name] || '');\
    const set = (name, value) => { store[name] = value; return note('set', 'true'); };\
    const commit = () => { localStorage.setItem('platform', JSON.stringify(store)); return note('commit', 'true'); };\
    const api = { begin: () => note('begin', 'true'), end: () => note('end', 'true') };\
    if (location.search === '?2004') window.API_1484_11 = { Initialize: api.begin, Terminate: api.end, GetValue: get, SetValue: set, Commit: commit };\
    else window.API = { LMSInitialize: api.begin, LMSFinish: api.end, LMSGetValue: get, LMSSetValue: set, LMSCommit: commit };\
    </script><iframe src='course/scorm-launch.html' style='width:900px;height:700px'></iframe>";

fn answer(mut stream: TcpStream, root: &Path) {
    let mut line = String::new();
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    if reader.read_line(&mut line).is_err() {
        return;
    }
    let path = line.split(' ').nth(1).unwrap_or_default().split('?').next().unwrap_or_default();
    let file = root.join(path.trim_start_matches('/'));
    let kind = match file.extension().and_then(|end| end.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css",
        Some("js") => "text/javascript",
        _ => "application/octet-stream",
    };
    let (status, body) = fs::read(&file).map_or(("404 Not Found", Vec::new()), |body| ("200 OK", body));
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
}

fn serve(root: PathBuf) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let host = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let root = root.clone();
            std::thread::spawn(move || answer(stream, &root));
        }
    });
    host
}

/// The launch page and the page of the course in it.
const LAUNCH: &str = "frames[0].document";
const PAGE: &str = "frames[0].frames[0].document";

fn launch_twice(version: &str, query: &str, names: [&str; 4]) {
    let test = CourseTest::new()
        .file("README.md", "# Course\n\n[one](one.md)\n")
        .file("one.md", "# Session 1: One\n\n- [ ] read\n- [ ] write\n\n## Quiz\n\nWhich?\n\n- [x] a\n- [ ] b\n")
        .file("two.md", "# Session 2: Two\n\n- [ ] run\n");
    let run = test.run(&["pack", "sample", version, "-o", "c.zip"], "c.zip").ok();
    let root = test.root().join("platform");
    for (name, bytes) in unpacked(&run.output) {
        let file = root.join("course").join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
    fs::write(root.join("platform.html"), PLATFORM).unwrap();
    let host = serve(root);
    let [status, location, raw, exit] = names;
    let mut browser = Chromium::start();
    browser.visit(&format!("{host}/platform.html{query}"));
    browser.until(&format!("!!{PAGE}.querySelector('main') && {PAGE}.readyState === 'complete'"));
    assert_eq!(browser.evaluate("document.title").as_str(), Some("platform"));
    browser.evaluate(&format!("{PAGE}.location.href = new URL('one.html', {PAGE}.location.href).href"));
    browser.until(&format!("!!{PAGE}.querySelector('[data-task]') && {PAGE}.readyState === 'complete' && store['{location}'] === 'one.html'"));
    browser.evaluate(&format!("{PAGE}.querySelector('main [data-task]').click()"));
    browser.until(&format!("!!{PAGE}.querySelector('.quiz-acts button')"));
    browser.evaluate(&format!(
        "{PAGE}.querySelector('.quiz input[type=radio]').click(); {PAGE}.querySelector('.quiz-acts button').click()"
    ));
    // The only question is answered: the score is full, the course is not complete.
    browser.until(&format!("{LAUNCH}.dispatchEvent(new Event('visibilitychange')) && store['{raw}'] === '100'"));
    assert_eq!(browser.evaluate(&format!("store['{status}']")).as_str(), Some("incomplete"));
    let state = browser.evaluate("store['cmi.suspend_data']").as_str().unwrap().to_owned();
    assert!(state.len() < 4096, "SCORM 1.2 keeps 4096 characters");
    browser.evaluate("document.querySelector('iframe').src = 'about:blank'");
    browser.until("calls.includes('end')");
    assert_eq!(browser.evaluate(&format!("store['{exit}']")).as_str(), Some("suspend"));
    // Another machine: only the platform remembers.
    browser
        .evaluate("for (const key of Object.keys(localStorage)) if (key !== 'platform') localStorage.removeItem(key)");
    browser.visit(&format!("{host}/platform.html{query}"));
    browser.until(&format!("!!{PAGE}.querySelector('main [data-task]') && {PAGE}.readyState === 'complete'"));
    assert!(browser.evaluate(&format!("{PAGE}.location.pathname")).as_str().unwrap().ends_with("/course/one.html"));
    browser.until(&format!("{PAGE}.querySelector('main [data-task]').checked"));
    assert_eq!(
        browser.evaluate(&format!(
            "{PAGE}.querySelectorAll('main .task [data-task]:checked, main li [data-task]:checked').length"
        )),
        1
    );
    // The rest completes it.
    browser.evaluate(&format!(
        "for (const box of {PAGE}.querySelectorAll('main li [data-task]:not(:checked)')) box.click()"
    ));
    browser.evaluate(&format!("{PAGE}.location.href = new URL('two.html', {PAGE}.location.href).href"));
    browser.until(&format!("{PAGE}.location.pathname.endsWith('two.html') && !!{PAGE}.querySelector('main li [data-task]') && {PAGE}.readyState === 'complete'"));
    browser.evaluate(&format!("{PAGE}.querySelector('main li [data-task]').click()"));
    browser.evaluate(&format!("{PAGE}.location.href = new URL('index.html', {PAGE}.location.href).href"));
    browser.until(&format!("{PAGE}.location.pathname.endsWith('index.html') && {PAGE}.readyState === 'complete'"));
    browser
        .evaluate(&format!("for (const box of {PAGE}.querySelectorAll('main [data-task]:not(:checked)')) box.click()"));
    browser
        .until(&format!("{LAUNCH}.dispatchEvent(new Event('visibilitychange')) && store['{status}'] === 'completed'"));
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn a_package_of_scorm_1_2_keeps_its_state_over_two_launches() {
    let names = ["cmi.core.lesson_status", "cmi.core.lesson_location", "cmi.core.score.raw", "cmi.core.exit"];
    launch_twice("--scorm", "", names);
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn a_package_of_scorm_2004_keeps_its_state_over_two_launches() {
    launch_twice("--scorm=2004", "?2004", ["cmi.completion_status", "cmi.location", "cmi.score.raw", "cmi.exit"]);
}
