//! Checks a package as a student uses it, from the disk and without a network: search, terms, tasks.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::chromium::{Chromium, address};
use super::decoded;
use super::firefox::Firefox;
use crate::pack::unpacked;
use crate::support::CourseTest;

/// The actions of a student, in either browser.
trait Student {
    /// Opens a page from the disk.
    fn go(&mut self, page: &Path);
    /// Runs the body of a function on the page and returns its result; null during a navigation.
    fn see(&mut self, body: &str) -> Option<Value>;
    /// Presses a key.
    fn key(&mut self, key: &str);

    /// Runs the body of a function on a page that does not navigate.
    fn run(&mut self, body: &str) -> Value {
        self.see(body).unwrap_or_else(|| panic!("{body}"))
    }

    /// Waits until an expression holds.
    fn wait(&mut self, expression: &str) {
        let start = Instant::now();
        while self.see(&format!("return !!({expression});")) != Some(json!(true)) {
            assert!(start.elapsed() < Duration::from_secs(30), "never: {expression}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Student for Chromium {
    fn go(&mut self, page: &Path) {
        self.open(page);
    }

    fn see(&mut self, body: &str) -> Option<Value> {
        self.ask(&format!("(async () => {{ {body} }})()")).ok()
    }

    fn key(&mut self, key: &str) {
        self.press(key, if key == "Enter" { 13 } else { 191 });
    }
}

impl Student for Firefox {
    fn go(&mut self, page: &Path) {
        self.visit(&address(page));
    }

    fn see(&mut self, body: &str) -> Option<Value> {
        self.ask(body).ok()
    }

    fn key(&mut self, key: &str) {
        // Marionette names keys without a character by code points of the private use area.
        self.press(if key == "Enter" { "\u{e007}" } else { key });
    }
}

/// Returns a course of two weeks.
fn course() -> CourseTest {
    CourseTest::new()
        .file("README.md", "# 배 과정\n")
        .file("week_01/README.md", "# Week 1: 항구\n")
        .file(
            "week_01/session_1.md",
            &format!(
                "# Session 1: 컨테이너 기초\n\n{}## 싣는 곳\n\n이곳에서 로드 밸런서가 짐을 나눈다.\n\n- [ ] 첫째\n- [ ] 둘째\n\n## 🔑 핵심 키워드\n\n- **Kubernetes (쿠버네티스)**: 배를 모는 사람\n- **돛**: 바람을 받는 천\n",
                "채우는 글입니다.\n\n".repeat(60)
            ),
        )
        .file("week_02/session_1.md", "# Session 1: 다른 이야기\n\n데이터를 지킨다.\n\n- [ ] 셋째\n")
}

/// Packs the course and unpacks the archive.
fn package() -> (CourseTest, PathBuf) {
    let test = course();
    let packed = test.run(&["pack", "sample", "-o", "course.zip"], "course.zip").ok();
    let folder = test.root().join("un packed #1 한글");
    for (name, bytes) in unpacked(&packed.output) {
        let file = folder.join(&name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, bytes).unwrap();
    }
    (test, folder)
}

/// Types into the search and returns the titles that are found.
fn search(student: &mut dyn Student, text: &str) -> Vec<String> {
    let found = student.run(&format!(
        "return new Promise(done => {{
           const input = document.querySelector('.search-input');
           document.addEventListener('seodang:found', () => done([...document.querySelectorAll('.search [role=option]')].map(each => each.textContent.replace(/\\s+/g, ' ').trim())), {{ once: true }});
           input.value = {};
           input.dispatchEvent(new Event('input'));
         }});",
        json!(text)
    ));
    found.as_array().unwrap().iter().filter_map(Value::as_str).map(ToOwned::to_owned).collect()
}

fn uses_a_package(student: &mut dyn Student, folder: &Path) {
    const LOADED: &str = "document.readyState === 'complete'";
    // The search leads to another page, by keyboard only.
    student.go(&folder.join("week_02/session_1.html"));
    student.key("/");
    student.wait("document.activeElement.matches('dialog.search[open] .search-input')");
    for (typed, expected) in [
        ("컨테이너를", "컨테이너 기초"),
        ("ㅋㅌㅇㄴ", "컨테이너 기초"),
        ("kubernetes", "Kubernetes"),
        // The scripts that expand queries are loaded from the disk too: names, questions, numbering.
        ("container", "컨테이너 기초"),
        ("znqjspxltm", "Kubernetes"),
        ("컨테이너를 싣는 방법이 뭐예요?", "컨테이너 기초"),
        ("1주차 세션 1", "컨테이너 기초"),
    ] {
        let found = search(student, typed);
        assert!(found.iter().any(|text| text.contains(expected)), "{typed}: {found:?}");
    }
    let found = search(student, "로드밸런서를");
    assert!(found.iter().any(|text| text.contains("로드 밸런서")), "{found:?}");
    student.key("Enter");
    student.wait(&format!("{LOADED} && document.querySelector('mark.found')"));
    let landed = student
        .run("return [decodeURIComponent(location.pathname), document.querySelector('mark.found').textContent];");
    let page = decoded(&address(&folder.join("week_01/session_1.html")));
    assert_eq!(landed, json!([page.trim_start_matches("file://"), "로드 밸런서"]));
    student.wait("(box => box.top > 0 && box.bottom < innerHeight)(document.querySelector('mark.found').getBoundingClientRect())");
    // The glossary: its filter, by initial consonants.
    student.go(&folder.join("glossary.html"));
    let names = "return [...document.querySelectorAll('main dt')].filter(e => e.checkVisibility()).map(e => e.textContent.trim());";
    assert_eq!(student.run(names).as_array().map(Vec::len), Some(2));
    student.run("const input = document.getElementById('sd-filter'); input.focus(); input.value = 'ㄷ'; input.dispatchEvent(new Event('input'));");
    let left = student.run(names);
    assert!(left.as_array().unwrap().len() == 1 && left[0].as_str().unwrap().contains('돛'), "{left}");
    // A link to a term that the filter hides shows it.
    student.run("const term = [...document.querySelectorAll('main dt')].find(e => e.textContent.includes('Kubernetes')); location.hash = '#' + term.closest('[id]').id;");
    student.wait(
        "document.getElementById('sd-filter').value === '' && document.querySelector(':target').checkVisibility()",
    );
    // Ticks are stored, and the sums of this and other pages include them.
    student.go(&folder.join("week_01/session_1.html"));
    student.run("document.querySelectorAll('main input[data-task]')[1].click();");
    student.go(&folder.join("week_02/session_1.html"));
    student.go(&folder.join("week_01/session_1.html"));
    let ticks = "return [...document.querySelectorAll('main input[data-task]')].map(box => +box.checked);";
    assert_eq!(student.run(ticks), json!([0, 1]));
    assert_eq!(student.run("return document.querySelector('.meter .tasks-sum').textContent;"), "1/2");
    student.go(&folder.join("index.html"));
    let sums = "return [...document.querySelectorAll('.course-nav .tasks-sum')].map(sum => sum.textContent);";
    assert_eq!(student.run(sums), json!(["1/2", "0/1"]), "another page knows");
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn a_student_uses_a_package_in_chromium() {
    let mut browser = Chromium::start();
    let (_course, folder) = package();
    browser.resize(1200, 800);
    let offline = json!({ "offline": true, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0 });
    browser.call("Network.emulateNetworkConditions", &offline);
    uses_a_package(&mut browser, &folder);
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
#[ignore = "needs Firefox (see tests/README.md)"]
fn a_student_uses_a_package_in_firefox() {
    let mut browser = Firefox::start();
    let (_course, folder) = package();
    uses_a_package(&mut browser, &folder);
    assert_eq!(browser.complaints(), Vec::<String>::new());
}
