//! Checks the ways through a course: the tiles of the home page, the tree of the navigation, the reading settings, and the page
//! that a server sends for a wrong address.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};

use serde_json::json;

use super::chromium::Chromium;
use crate::support::{Built, CourseTest};

fn course() -> Built {
    CourseTest::new()
        .file("README.md", "# Course\n\nIn two weeks from nothing to a service.\n")
        .file("week_01/README.md", "# Week 1: One\n")
        .file("week_01/day1/session_1.md", "# Session 1: A\n\nText.\n\n## Part\n\nText.\n\n## Other part\n\nText.\n")
        .file("week_01/day1/lab_1.md", "# Lab 1: B\n\n- [ ] do it\n")
        .file("week_02/README.md", "# Week 2: Two\n")
        .file("week_02/day1/session_1.md", "# Session 1: C\n\n[script](run.sh)\n")
        .file("week_02/day1/run.sh", "#!/bin/sh\n")
        .file("week_02/day1/lab_1.md", "# Lab 1: D\n\nText.\n\n**Term**: what it means\n")
        .build()
        .ok()
}

/// Sends the files of a site below `/some/course/`, and its 404 page for every other path.
fn answer(mut stream: TcpStream, site: &Path) {
    let mut line = String::new();
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    if reader.read_line(&mut line).is_err() {
        return;
    }
    let path = line.split(' ').nth(1).unwrap_or_default();
    let file = path.strip_prefix("/some/course/").map(|path| site.join(path)).filter(|file| file.is_file());
    let status = if file.is_some() { "200 OK" } else { "404 Not Found" };
    let file = file.unwrap_or_else(|| site.join("404.html"));
    let kind = match file.extension().and_then(|end| end.to_str()) {
        Some("html") => "text/html",
        Some("css") => "text/css",
        Some("js") => "text/javascript",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    let body = fs::read(file).unwrap();
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
}

/// Serves a site below a folder of a host; returns the address of the host.
fn serve(site: PathBuf) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let host = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let site = site.clone();
            std::thread::spawn(move || answer(stream, &site));
        }
    });
    host
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn home_leads_to_the_last_page_and_the_next_lab() {
    let mut browser = Chromium::start();
    let built = course();
    browser.resize(1200, 800);
    let tiles = "[...document.querySelectorAll('.start-tile:not([hidden])')].map(tile => tile.textContent.trim() + ' ' + tile.href.split('/').slice(-3).join('/'))";
    browser.open(&built.output.join("index.html"));
    let first = browser.evaluate(tiles);
    assert!(first[0].as_str().unwrap().starts_with("Start Week 1: One"), "{first}");
    assert!(first[1].as_str().unwrap().ends_with("week_01/day1/lab_1.html"), "{first}");
    browser.open(&built.output.join("week_02/day1/session_1.html"));
    browser.open(&built.output.join("index.html"));
    let now = browser.evaluate(tiles);
    assert!(now[0].as_str().unwrap().ends_with("week_02/day1/session_1.html"), "{now}");
    assert_eq!(now[1], json!("Next lab Lab 1: D week_02/day1/lab_1.html"));
    // A page without tasks is done when the reader says so; the mark counts everywhere.
    browser.open(&built.output.join("week_02/day1/session_1.html"));
    browser.evaluate("document.querySelector('.read-mark input').click()");
    browser.open(&built.output.join("index.html"));
    assert_eq!(
        browser.evaluate("[...document.querySelectorAll('.unit-head .tasks-sum')].map(sum => sum.textContent)"),
        json!(["0/2", "1/2"])
    );
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn branches_open_in_place_and_stay_open() {
    let mut browser = Chromium::start();
    let built = course();
    browser.resize(1200, 800);
    browser.open(&built.output.join("week_01/day1/session_1.html"));
    let loaded = "[...document.scripts].some(script => script.src.endsWith('/contents.js'))";
    assert_eq!(browser.evaluate(loaded), json!(false), "nobody asked for the whole tree");
    let second = "document.querySelector('.course-nav > ul > li:nth-child(2) > .nav-toggle')";
    browser.evaluate(&format!("{second}.focus()"));
    browser.press("Enter", 13);
    browser.until(&format!("!!{second}.parentElement.querySelector(':scope > ul a')"));
    assert_eq!(browser.evaluate(&format!("{second}.getAttribute('aria-expanded')")), json!("true"));
    let inner = "[...document.querySelectorAll('.course-nav > ul > li:nth-child(2) > ul a')].map(a => a.textContent)";
    assert_eq!(browser.evaluate(inner), json!(["Day 1 0/2"]));
    browser.open(&built.output.join("week_01/day1/lab_1.html"));
    browser.until(&format!("{inner}.length === 1"));
    browser.evaluate(&format!("{second}.click()"));
    browser.until(&format!("{second}.nextElementSibling.hidden"));
    browser.open(&built.output.join("week_01/index.html"));
    assert_eq!(browser.evaluate(&format!("{second}.getAttribute('aria-expanded')")), json!("false"));
    // A file belongs to its folder's branch; the glossary keeps the place of the last page.
    let marked = "document.querySelector('.course-nav [aria-current]')";
    browser.open(&built.output.join("week_02/day1/run.sh.html"));
    assert_eq!(browser.evaluate(&format!("{marked}.getAttribute('aria-current')")), json!("true"));
    browser.open(&built.output.join("week_02/day1/lab_1.html"));
    browser.open(&built.output.join("404.html"));
    browser.until(&format!("!!{marked} && {marked}.href.endsWith('week_02/day1/lab_1.html')"));
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn settings_are_remembered_before_the_first_paint() {
    let mut browser = Chromium::start();
    let built = course();
    browser.resize(1200, 800);
    browser.open(&built.output.join("week_01/day1/session_1.html"));
    browser.evaluate("document.querySelector('.scheme-button').click()");
    browser.until("[...document.scripts].some(script => script.src.endsWith('/settings.js'))");
    browser.until("document.querySelector('#sd-scheme').matches(':popover-open')");
    let choose = |browser: &mut Chromium, name: &str, value: &str| {
        let choice = format!("document.querySelector('[data-set={name}][data-value={value}]')");
        browser.until(&format!("({choice}.click(), {choice}.getAttribute('aria-pressed') === 'true')"));
    };
    choose(&mut browser, "size", "huge");
    choose(&mut browser, "width", "wide");
    browser.evaluate("document.querySelector('.nav-hide').click()");
    browser.until("document.querySelector('.nav-hide').getAttribute('aria-expanded') === 'false'");
    browser.open(&built.output.join("week_01/day1/lab_1.html"));
    let seen = "[getComputedStyle(document.documentElement).fontSize, document.documentElement.dataset.width, document.querySelector('.course-nav').offsetWidth]";
    assert_eq!(browser.evaluate(seen), json!(["20.8px", "wide", 0]));
    browser.press("m", 77);
    browser.until("document.querySelector('.course-nav').offsetWidth > 100");
    // Keys and progress are in the same menu.
    browser.evaluate("document.querySelector('.menu-links [data-load=\"keys.js\"]').click()");
    browser.until("document.getElementById('sd-keys').open");
    browser.press("Escape", 27);
    browser.evaluate("document.querySelector('.menu-links [data-load=\"progress-sheet.js\"]').click()");
    browser.until("document.getElementById('sd-tasks').open");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn a_wrong_address_leads_back_at_any_depth() {
    let mut browser = Chromium::start();
    let built = course();
    let host = serve(built.output.clone());
    for path in ["gone.html", "a/b/c/gone.html", "week_01/day1/gone/"] {
        browser.visit(&format!("{host}/some/course/{path}"));
        browser.until("getComputedStyle(document.querySelector('.bar')).display === 'flex'");
        let home = browser.evaluate("document.querySelector('.not-found .button').href");
        assert_eq!(home, json!(format!("{host}/some/course/index.html")), "{path}");
        let skip = browser.evaluate("document.querySelector('.skip').href");
        assert_eq!(skip, json!(format!("{host}/some/course/{path}#sd-main")));
    }
    // Outside of the course nothing is found, and the page can be read all the same.
    browser.visit(&format!("{host}/elsewhere/gone.html"));
    assert_eq!(browser.evaluate("getComputedStyle(document.querySelector('.bar')).display"), json!("none"));
    assert_eq!(browser.evaluate("document.querySelector('h1').textContent"), json!("Page not found"));
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn the_home_page_names_the_next_due_date_and_past_ones_are_marked() {
    let due = |date: &str, title: &str| format!("---\ndue: {date}\n---\n# {title}\n\nText.\n");
    let built = CourseTest::new()
        .file("README.md", "# Course\n")
        .file("week_01/README.md", "# Week 1: One\n")
        .file("week_01/lab_1.md", &due("2001-02-03 18:00", "Lab 1: Past"))
        .file("week_01/lab_2.md", &due("2999-05-06", "Lab 2: Later"))
        .file("week_01/lab_3.md", &due("2999-03-04 18:00", "Lab 3: Next"))
        .build()
        .ok();
    let mut browser = Chromium::start();
    browser.open(&built.output.join("index.html"));
    browser.until("!document.querySelector('.start-due').hidden");
    let tile = browser.evaluate("document.querySelector('.start-due .start-title').textContent");
    assert!(tile.as_str().unwrap().contains("18:00 · Lab 3: Next"), "{tile}");
    let href = browser.evaluate("document.querySelector('.start-due').getAttribute('href')");
    assert_eq!(href.as_str(), Some("week_01/lab_3.html"));
    browser.open(&built.output.join("week_01/index.html"));
    browser.until("document.querySelectorAll('[data-over]').length === 1");
    let over = browser
        .evaluate("[...document.querySelectorAll('[data-due]')].map((due) => due.hasAttribute('data-over')).join()");
    assert_eq!(over.as_str(), Some("true,false,false"));
}
