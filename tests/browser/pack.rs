//! Checks packages in both browsers: unpacked, opened from the disk, with the network cut off.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use super::chromium::{Chromium, address};
use super::decoded;
use super::firefox::Firefox;
use crate::pack::unpacked;
use crate::support::CourseTest;

/// A script for both browsers that returns the errors of a page: images that do not load, requests for anything but files.
const WRONG: &str = "for (const image of document.images) image.loading = 'eager';
  const images = await Promise.all([...document.images].map(i => i.decode().then(() => '', () => 'image ' + i.getAttribute('src'))));
  const asked = performance.getEntriesByType('resource').map(e => e.name).filter(n => !/^(file|data|blob):/.test(n));
  return [...images.filter(Boolean), ...asked];";

/// A script that returns the files to which the links of a page lead, and the ids on the page.
const LINKS: &str = "return {
    links: [...document.querySelectorAll('a[href]')].map(a => new URL(a.getAttribute('href'), location).href).filter(h => h.startsWith('file:')),
    ids: [...document.querySelectorAll('[id]')].map(e => e.id) };";

/// Packs and unpacks the course of the repository.
fn package(test: &CourseTest) -> (PathBuf, Vec<String>) {
    let course = Path::new(env!("CARGO_MANIFEST_DIR")).join("sessions");
    let packed = test.run(&["pack", course.to_str().unwrap(), "-o", "course.zip"], "course.zip").ok();
    let folder = test.root().join("un packed #1 한글");
    let mut pages = Vec::new();
    for (name, bytes) in unpacked(&packed.output) {
        let file = folder.join(&name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, bytes).unwrap();
        pages.extend(name.ends_with(".html").then_some(name));
    }
    assert!(pages.len() > 10, "{pages:?}");
    (folder, pages)
}

/// The targets of the links of all pages, for a report of those that do not exist.
#[derive(Default)]
struct Links {
    led: BTreeSet<(String, String)>,
    places: BTreeSet<(String, String)>,
}

impl Links {
    fn note(&mut self, page: &str, found: &Value) {
        for id in found["ids"].as_array().unwrap() {
            self.places.insert((page.to_owned(), id.as_str().unwrap().to_owned()));
        }
        for link in found["links"].as_array().unwrap() {
            let link = decoded(link.as_str().unwrap().split('?').next().unwrap());
            let (file, id) = link
                .split_once(".html#")
                .map_or((link.clone(), String::new()), |(file, id)| (format!("{file}.html"), id.to_owned()));
            self.led.insert((file.trim_end_matches('#').to_owned(), id));
        }
    }

    fn dead(&self, folder: &Path) -> Vec<String> {
        let root = decoded(&address(folder));
        let is_dead = |(file, id): &&(String, String)| {
            let Some(path) = file.strip_prefix(&root).map(|path| path.trim_start_matches('/')) else { return true };
            !folder.join(path).is_file() || (!id.is_empty() && !self.places.contains(&(path.to_owned(), id.clone())))
        };
        self.led.iter().filter(is_dead).map(|(file, id)| format!("{file}#{id}")).collect()
    }
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn a_package_is_whole_in_chromium_without_a_network() {
    let mut browser = Chromium::start();
    let test = CourseTest::new();
    let (folder, pages) = package(&test);
    let root = decoded(&address(&folder));
    let offline = json!({ "offline": true, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0 });
    browser.call("Network.emulateNetworkConditions", &offline);
    let mut links = Links::default();
    for page in &pages {
        browser.open(&folder.join(page));
        assert_eq!(browser.evaluate(&format!("(async () => {{ {WRONG} }})()")), json!([]), "{page}");
        assert_eq!(browser.complaints(), Vec::<String>::new(), "{page}");
        let strange: Vec<String> = browser
            .requests()
            .into_iter()
            .filter(|request| !decoded(request).starts_with(&root) && !request.starts_with("data:"))
            .collect();
        assert_eq!(strange, Vec::<String>::new(), "{page}");
        links.note(page, &browser.evaluate(&format!("(() => {{ {LINKS} }})()")));
    }
    assert_eq!(links.dead(&folder), Vec::<String>::new());
    assert!(links.led.len() > pages.len(), "there was something to follow");
    // The state of the reader is restored on the next visit.
    browser.open(&folder.join("index.html"));
    browser.evaluate("localStorage.setItem('kept', 'yes')");
    browser.open(&folder.join("index.html"));
    assert_eq!(browser.evaluate("localStorage.getItem('kept')"), "yes");
}

#[test]
#[ignore = "needs Firefox (see tests/README.md)"]
fn a_package_is_whole_in_firefox_without_a_network() {
    let mut browser = Firefox::start();
    let test = CourseTest::new();
    let (folder, pages) = package(&test);
    let mut links = Links::default();
    for page in &pages {
        browser.visit(&address(&folder.join(page)));
        assert_eq!(browser.run(WRONG), json!([]), "{page}");
        links.note(page, &browser.run(LINKS));
    }
    assert_eq!(browser.complaints(), Vec::<String>::new());
    assert_eq!(links.dead(&folder), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn a_single_file_works_by_itself() {
    let mut browser = Chromium::start();
    let test = CourseTest::new();
    let course = Path::new(env!("CARGO_MANIFEST_DIR")).join("sessions");
    let packed = test.run(&["pack", course.to_str().unwrap(), "--single-file=course", "-o", "one"], "one").ok();
    let file = packed.output.join("course.html");
    browser.open(&file);
    assert_eq!(browser.evaluate(&format!("(async () => {{ {WRONG} }})()")), json!([]));
    assert_eq!(browser.complaints(), Vec::<String>::new());
    let own = decoded(&address(&file));
    let strange: Vec<String> = browser
        .requests()
        .into_iter()
        .filter(|request| decoded(request) != own && !request.starts_with("data:"))
        .collect();
    assert_eq!(strange, Vec::<String>::new());
    let dead = "[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.getAttribute('href').slice(1)).filter(id => id && !document.getElementById(decodeURIComponent(id)))";
    assert_eq!(browser.evaluate(dead), json!([]));
    let twice = "(() => { const ids = [...document.querySelectorAll('[id]')].map(e => e.id); return ids.filter((id, at) => ids.indexOf(id) !== at); })()";
    assert_eq!(browser.evaluate(twice), json!([]));
    assert_eq!(
        browser.evaluate("document.querySelectorAll('.diagram .figure-button').length > 0"),
        true,
        "scripts run"
    );
    browser.resize(360, 740);
    assert!(
        browser.evaluate("document.documentElement.scrollWidth - innerWidth").as_i64().unwrap() <= 0,
        "it fits a phone"
    );
}

#[test]
#[ignore = "needs Chromium and pdftotext (see tests/README.md)"]
fn a_week_comes_on_paper_with_bookmarks() {
    let test = CourseTest::new()
        .titles(&[("README.md", "Boats"), ("week_01/README.md", "Week 1: Wood")])
        .file(
            "week_01/session_1.md",
            "# Session 1: Planks\n\n## Sawing\n\nAlong the grain of [oak](https://oak.example/).\n",
        )
        .file("week_01/session_2.md", "# Session 2: Nails\n\nOne by one.\n");
    let packed = test.run(&["pack", "sample", "--pdf", "-o", "paper"], "paper").ok();
    let file = packed.output.join("week_01.pdf");
    let bytes = std::fs::read(&file).unwrap();
    assert!(bytes.starts_with(b"%PDF-"), "{:?}", packed.files());
    assert!(bytes.windows(9).any(|words| words == b"/Outlines"), "it has bookmarks");
    let text =
        Command::new("pdftotext").args(["-layout"]).arg(&file).arg("-").output().expect("pdftotext reads the PDF");
    let text = String::from_utf8_lossy(&text.stdout).into_owned();
    let sheets: Vec<&str> = text.split('\u{c}').collect();
    let second = sheets[1].replace(char::is_whitespace, "");
    assert!(second.contains("Session1:Planks") && second.contains("2/3"), "the head and the number: {text}");
    assert!(second.contains("1.https://oak.example/"), "the address of a link: {text}");
    let entry =
        |title: &str| sheets[0].lines().find(|line| line.contains(title)).unwrap_or_default().trim_end().to_owned();
    assert!(entry("Planks").ends_with(" 2") && entry("Nails").ends_with(" 3"), "contents: {text}");
    let none = test
        .command(&["pack", "sample", "--pdf", "-o", "nothing"])
        .env("PATH", "/nowhere")
        .env_remove("CHROME")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&none.stderr).into_owned();
    let elsewhere = ["/snap/bin/chromium", "/usr/lib/chromium/chromium"].iter().any(|path| Path::new(path).exists());
    assert!(elsewhere || (none.status.code() == Some(2) && said.contains("install Chromium")), "{said}");
}
