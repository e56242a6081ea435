//! Checks built pages that are opened from the disk in a real browser, with and without scripts.

#[cfg(unix)]
mod attacks;
mod chromium;
mod dialects;
mod firefox;
mod home;
mod live;
mod pack;
mod present;
mod progress;
mod quiz;
mod scorm;
mod screens;
mod search;
mod single;
mod student;
mod study;
mod vectors;
mod visual;

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::support::{Built, CourseTest};
use chromium::{Chromium, address};

/// Builds a course with everything that a page can show, in a folder whose name needs percent-encoding.
fn course() -> Built {
    let course = CourseTest::new()
        .file("README.md", "# 브라우저 과정\n\n한국어로 쓴 첫 문장입니다.\n")
        .file(
            "week_01/day1/session_1.md",
            &format!(
                "# Week 1 Day 1 Session 1: 모두 있는 쪽\n\n## 🕘 세션 정보\n\n**시간**: 10:00-10:50 (50분)\n**목표**: 다 보기\n\n---\n\n## 그림\n\n{DIAGRAMS}\n\n## 코드\n\n```yaml\n# app/config.yaml\nname: seodang\n```\n\n```text\n┌──────┐\n│ 상자 │\n└──────┘\n```\n\n## 표\n\n| 시간 | 구분 | 내용 | 비고 |\n|---|---|---|---|\n| **09:00-09:50** | 📚 이론 1 | 아주아주 긴 내용이 들어 있는 칸입니다 정말로 깁니다 | verylongwordwithoutanybreakverylongwordwithoutanybreak |\n\n![점](dot.png)\n\n<details><summary>펼치기</summary>\n\n숨은 글\n\n</details>\n\n- [ ] 할 일\n\n## 🔑 핵심 키워드\n\n- **컨테이너**: 격리된 공간에서 프로세스를 실행하는 단위\n\nhttps://example.org/a-very-long-address/that-goes-on/and-on/and-on/and-on/and-on/and-on\n"
            ),
        )
        .file("week_01/day1/session_2.md", &format!("# Session 2: 둘째\n\n{}", "## 절\n\n글이 이어집니다.\n\n".repeat(30)))
        .bytes("week_01/day1/dot.png", include_bytes!("pages/dot.png"));
    course.build_into("out #1 한글/%", &[]).ok()
}

const DIAGRAMS: &str = "```mermaid\ngraph TB\n    subgraph \"아주 긴 이름을 가진 묶음입니다\"\n        A[\"사용자 인터페이스<br/>Load Balancer\"] --> B{결정이 필요한가?}\n    end\n    B -->|예| C((원형 노드))\n    B -->|아니오, 다시| D[(데이터베이스)]\n    style A,C fill:#e3f2fd\n```\n\n```mermaid\nsequenceDiagram\n    participant 사용자\n    participant S as 인증 서버\n    사용자->>S: 로그인 요청을 보냅니다\n    Note over 사용자,S: 토큰은 한 시간 뒤에 끝난다\n    S-->>사용자: 200 OK\n```\n\n```mermaid\nstateDiagram-v2\n    [*] --> 대기중\n    대기중 --> 실행중: 시작하라는 신호\n```\n\n```mermaid\npie title 반려동물 분포\n    \"개\" : 60\n    \"고양이\" : 40\n```\n";

/// A script that returns the labels of drawings that are wider than their shape or extend beyond the drawing.
const CLIPPED: &str = r"(() => {
  const bad = [];
  for (const svg of document.querySelectorAll('.diagram-view svg')) {
    const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width || 1;
    const frame = svg.getBoundingClientRect();
    for (const box of svg.querySelectorAll('foreignObject')) {
      if (!box.textContent.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(box);
      const [text, room] = [range.getBoundingClientRect(), box.getBoundingClientRect()];
      if ((text.width - room.width) / scale > 1.5 || (text.height - room.height) / scale > 1.5) bad.push(box.textContent.trim());
    }
    for (const text of svg.querySelectorAll('text')) {
      if (!text.textContent.trim() || text.closest('defs')) continue;
      const box = text.getBoundingClientRect();
      if (box.left < frame.left - 2 || box.right > frame.right + 2) bad.push('out: ' + text.textContent);
      const node = text.closest('g.node');
      const shape = node && node.querySelector('rect, circle, ellipse, polygon, path');
      if (shape && (box.width - shape.getBoundingClientRect().width) / scale > 1.5) bad.push('wide: ' + text.textContent);
    }
  }
  return bad;
})()";

fn page(built: &Built) -> PathBuf {
    built.output.join("week_01/day1/session_1.html")
}

/// Opens pages and checks what must hold on each.
fn inspect(browser: &mut Chromium, site: &Path, pages: &[String]) {
    let root = address(site);
    let mut drawings = 0;
    for path in pages {
        browser.resize(1440, 900);
        browser.open(&site.join(path));
        assert_eq!(browser.complaints(), Vec::<String>::new(), "{path}");
        for request in browser.requests() {
            assert!(
                decoded(&request).starts_with(&decoded(&root)) || request.starts_with("data:"),
                "{path} asks for {request}"
            );
        }
        let clipped = browser.evaluate(CLIPPED);
        assert_eq!(clipped, json!([]), "{path}: labels are clipped");
        let images = "Promise.all([...document.images].map(i => { i.loading = 'eager'; return i.decode().then(() => '', () => i.getAttribute('src')); })).then(all => all.filter(Boolean))";
        assert_eq!(browser.evaluate(images), json!([]), "{path}: images are missing");
        drawings += browser.evaluate("document.querySelectorAll('.diagram-view svg').length").as_u64().unwrap();
        browser.resize(360, 740);
        let overflow = browser.evaluate("document.documentElement.scrollWidth - innerWidth");
        assert!(overflow.as_i64().unwrap() <= 0, "{path} scrolls sideways by {overflow} px on a phone");
    }
    assert!(drawings > 0, "there was something to measure");
}

fn decoded(address: &str) -> String {
    percent_encoding::percent_decode_str(address).decode_utf8_lossy().into_owned()
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn pages_open_from_the_disk_whole_and_still() {
    let mut browser = Chromium::start();
    let built = course();
    let pages: Vec<String> = built.files().into_iter().filter(|path| path.ends_with(".html")).collect();
    inspect(&mut browser, &built.output, &pages);
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn the_repositorys_own_course_opens_too() {
    let mut browser = Chromium::start();
    let sessions = Path::new(env!("CARGO_MANIFEST_DIR")).join("sessions");
    let test = CourseTest::new();
    let built = test.run(&["build", sessions.to_str().unwrap(), "-o", "public"], "public").ok();
    inspect(&mut browser, &built.output, &built.pages());
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn a_session_in_every_form_opens_too() {
    let mut browser = Chromium::start();
    let built = crate::seed::course().build().ok();
    inspect(&mut browser, &built.output, &built.pages());
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn the_keyboard_skips_to_the_content() {
    let mut browser = Chromium::start();
    let built = course();
    browser.resize(1200, 800);
    browser.open(&page(&built));
    browser.press("Tab", 9);
    let focused = "document.activeElement.matches('a.skip') && document.activeElement.getBoundingClientRect().top >= 0";
    assert_eq!(browser.evaluate(focused), json!(true), "the first stop is the skip link, and it is seen");
    browser.press("Enter", 13);
    assert_eq!(browser.evaluate("document.activeElement.id"), json!("sd-main"));
    browser.press("Tab", 9);
    assert_eq!(browser.evaluate("document.querySelector('main').contains(document.activeElement)"), json!(true));
}

/// Opens the reading settings, and chooses a scheme; an empty one is that of the system.
fn choose_scheme(browser: &mut Chromium, scheme: &str) {
    browser.evaluate("document.querySelector('.scheme-button').click()");
    let choice = format!("document.querySelector('[data-set=\"scheme\"][data-value=\"{scheme}\"]')");
    let now = "(document.documentElement.dataset.scheme || '')";
    browser.until(&format!("({choice}.click(), {now} === '{scheme}')"));
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn light_and_dark_are_chosen_and_remembered() {
    let mut browser = Chromium::start();
    let built = course();
    let background = "getComputedStyle(document.body).backgroundColor";
    browser.resize(1200, 800);
    browser.open(&page(&built));
    let light = browser.evaluate(background);
    let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": "dark" }] });
    browser.call("Emulation.setEmulatedMedia", &features);
    let dark = browser.evaluate(background);
    assert_ne!(light, dark, "the system's wish is followed");
    browser.call("Emulation.setEmulatedMedia", &json!({ "features": [] }));
    choose_scheme(&mut browser, "dark");
    assert_eq!(browser.evaluate(background), dark);
    browser.open(&built.output.join("week_01/day1/session_2.html"));
    assert_eq!(browser.evaluate(background), dark, "another page remembers");
    choose_scheme(&mut browser, "");
    browser.open(&page(&built));
    assert_eq!(browser.evaluate(background), light);
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn code_can_be_copied() {
    let mut browser = Chromium::start();
    let built = course();
    browser.resize(1200, 800);
    browser.open(&page(&built));
    let button = "[...document.querySelectorAll('figure.code[data-language=yaml] > .figure-button')]";
    assert_eq!(browser.evaluate(&format!("{button}.length")), json!(1));
    browser.evaluate("window.copied = null; navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve(); }");
    browser.evaluate(&format!("{button}[0].click()"));
    let copied = browser.evaluate("window.copied");
    assert!(copied.as_str().is_some_and(|text| text.contains("name: seodang") && !text.contains('<')), "{copied}");
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn pages_are_readable_without_scripts() {
    let mut browser = Chromium::start();
    let built = course();
    browser.call("Emulation.setScriptExecutionDisabled", &json!({ "value": true }));
    browser.resize(1200, 800);
    browser.open(&page(&built));
    let seen = |selector: &str| {
        format!(
            "(e => !!e && e.getClientRects().length > 0 && e.getBoundingClientRect().height > 0)(document.querySelector('{selector}'))"
        )
    };
    for selector in [
        "main h1",
        ".course-nav [aria-current]",
        ".prose figure.diagram svg",
        ".prose figure.code code",
        ".prose table",
        ".pager a",
        ".breadcrumb a",
        ".prose img",
    ] {
        assert_eq!(browser.evaluate(&seen(selector)), json!(true), "{selector} is seen");
    }
    let dead = "[...document.querySelectorAll('button:not([popovertarget])')].filter(b => b.getClientRects().length).map(b => b.textContent)";
    assert_eq!(browser.evaluate(dead), json!([]), "no button that does nothing");
    assert_eq!(browser.complaints(), Vec::<String>::new());
    browser.resize(360, 740);
    assert_eq!(browser.evaluate(&seen("main h1")), json!(true));
    browser.evaluate("document.querySelector('.bar-menu').click()");
    assert_eq!(browser.evaluate(&seen(".course-nav [aria-current]")), json!(true), "the drawer opens without scripts");
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn nothing_is_loaded_or_moved_for_what_is_not_there() {
    let mut browser = Chromium::start();
    let built = course();
    browser.resize(1200, 800);
    for path in ["404.html", "cards.html", "index.html"] {
        browser.open(&built.output.join(path));
        let fonts: Vec<String> = browser.requests().into_iter().filter(|address| address.contains(".woff")).collect();
        assert!(!fonts.iter().any(|font| font.contains("d2coding")), "{path} has no code: {fonts:?}");
    }
    browser.open(&built.output.join("cards.html"));
    let moved = "(study => {
      const top = () => document.querySelector('.card-list').getBoundingClientRect().top;
      const shown = top();
      study.hidden = true;
      return Math.abs(top() - shown);
    })(document.querySelector('.study'))";
    let moved = browser.evaluate(moved).as_f64().unwrap();
    assert!(moved < 32.0, "the list moves by {moved} px when the cards are ready");
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn paper_shows_the_article_alone() {
    let mut browser = Chromium::start();
    let built = course();
    browser.open(&page(&built));
    browser.call("Emulation.setEmulatedMedia", &json!({ "media": "print" }));
    let shown: Value = browser.evaluate("['.course-nav', '.bar', '.outline', '.pager', 'main h1', '.prose table'].filter(s => { const e = document.querySelector(s); return e && e.getClientRects().length > 0; })");
    assert_eq!(shown, json!(["main h1", ".prose table"]));
}
