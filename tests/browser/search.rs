//! Checks the search of a site on the disk, used by keyboard only.

use serde_json::{Value, json};

use super::chromium::Chromium;
use crate::support::{Built, CourseTest};

fn course() -> Built {
    CourseTest::new()
        .file("README.md", "# 찾기 과정\n\n첫 문장입니다.\n")
        .file(
            "week_01/session_1.md",
            &format!("# Session 1: 컨테이너 기초\n\n{}## 🚚 싣는 곳 (10분)\n\n이곳에서 컨테이너를 싣고 로드 밸런서가 나눈다.\n\n```bash\nkubectl apply -f app.yaml\n```\n\n## 🔑 핵심 키워드\n\n- **Kubernetes (쿠버네티스)**: 배를 모는 사람\n", "채우는 글입니다.\n\n".repeat(60)),
        )
        .file("week_01/lab_1.md", "# Lab 1: 배포 실습\n\n## 준비\n\nKubernetes 클러스터에 컨테이너를 올린다.\n")
        .file("week_02/session_1.md", "# Session 1: 다른 이야기\n\n## 볼륨\n\n데이터를 지킨다.\n")
        .build_into("out #1 한글/%", &[])
        .ok()
}

/// Types a text into the dialog and gives what is shown when all is found.
fn ask(browser: &mut Chromium, text: &str) -> Vec<String> {
    let script = format!(
        "new Promise(done => {{
           const input = document.querySelector('.search-input');
           document.addEventListener('seodang:found', () => done([...document.querySelectorAll('.search [role=option]')].map(each => each.textContent.replace(/\\s+/g, ' ').trim())), {{ once: true }});
           input.value = {};
           input.dispatchEvent(new Event('input'));
         }})",
        json!(text)
    );
    browser.evaluate(&script).as_array().unwrap().iter().filter_map(Value::as_str).map(ToOwned::to_owned).collect()
}

fn open(browser: &mut Chromium, built: &Built) {
    browser.open(&built.output.join("week_02/session_1.html"));
    browser.press("/", 191);
    browser.until("!!document.querySelector('dialog.search[open]') && document.activeElement.role === 'combobox'");
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn words_are_found_as_readers_type_them() {
    let mut browser = Chromium::start();
    let built = course();
    open(&mut browser, &built);
    // What is typed, and what one of the first options must hold.
    for (typed, expected) in [
        ("컨테이너를", "컨테이너 기초"),
        ("컨테이너에서", "컨테이너 기초"),
        ("테이너", "컨테이너 기초"),
        ("로드밸런서", "로드 밸런서가"),
        ("로 드밸런서", "로드 밸런서가"),
        ("ㅋㅌㅇㄴ", "컨테이너 기초"),
        ("zjsxpdlsj", "컨테이너 기초"),
        ("컨텡", "컨테이너 기초"),
        ("컨테인", "컨테이너 기초"),
        ("kubectl apply -f", "kubectl apply -f app.yaml"),
        ("APPLY", "kubectl apply"),
        ("kubern", "Kubernetes"),
        ("kuberntes", "Kubernetes"),
        ("쿠버네티스", "배포 실습"),
        ("ㅏㅕㅠㄷㄱㅜㄷㅅㄷㄴ", "Kubernetes"),
        ("컨테이너 올린다", "배포 실습"),
    ] {
        let found = ask(&mut browser, typed);
        assert!(found.iter().any(|text| text.contains(expected)), "{typed}: {found:?}");
    }
    let titles = "[...document.querySelectorAll('.search-title')].map(each => each.textContent)";
    ask(&mut browser, "컨테이너를");
    assert_eq!(browser.evaluate(titles), json!(["컨테이너 기초", "배포 실습"]), "the title goes before the text");
    assert_eq!(browser.evaluate("document.querySelector('.search-line mark').textContent"), json!("컨테이너"));
    // Nothing is found, and similar words are offered.
    assert_eq!(ask(&mut browser, "컨테니어"), ["컨테이너"]);
    assert_eq!(ask(&mut browser, "없는말이다"), Vec::<String>::new());
    assert_eq!(ask(&mut browser, "(가|b)*[c\\ .+?^${}"), Vec::<String>::new(), "signs mean themselves");
    let status = "document.querySelector('.search-status').textContent";
    assert_eq!(browser.evaluate(status), json!("검색 결과가 없습니다."), "it is said");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn a_reader_gets_to_the_place_by_keys() {
    let mut browser = Chromium::start();
    let built = course();
    open(&mut browser, &built);
    ask(&mut browser, "로드밸런서");
    browser.press("ArrowDown", 40);
    browser.press("ArrowDown", 40);
    let active = "document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))";
    assert_eq!(browser.evaluate(&format!("{active}.getAttribute('aria-selected')")), json!("true"));
    assert!(browser.evaluate(&format!("{active}.textContent")).as_str().unwrap().contains("싣는 곳"));
    browser.press("Enter", 13);
    browser.until("document.title.includes('컨테이너 기초') && !!document.querySelector('mark.found')");
    assert_eq!(browser.evaluate("decodeURIComponent(location.hash)"), json!("#-싣는-곳-10분"));
    assert_eq!(browser.evaluate("location.search"), json!(""), "the address is the page's own again");
    let seen = "(box => box.top > 0 && box.bottom < innerHeight)(document.querySelector('mark.found').getBoundingClientRect())";
    browser.until(seen);
    assert_eq!(browser.evaluate("document.querySelector('mark.found').textContent"), json!("로드 밸런서"));
    browser.press("Escape", 27);
    assert_eq!(browser.evaluate("document.querySelectorAll('mark.found').length"), json!(0));
    // The search remembers what led somewhere, and Escape closes it.
    browser.press("/", 191);
    browser.until("document.querySelector('.search-found [role=option]')?.textContent === '로드밸런서'");
    browser.press("Escape", 27);
    browser.until("!document.querySelector('dialog.search[open]')");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn filters_keep_a_unit_or_a_kind() {
    let mut browser = Chromium::start();
    let built = course();
    open(&mut browser, &built);
    ask(&mut browser, "컨테이너");
    let choose = |text: &str| {
        format!(
            "(() => {{ for (const select of document.querySelectorAll('.search-filters select')) for (const option of select.options) if (option.textContent === '{text}') {{ select.value = option.value; select.dispatchEvent(new Event('change')); }}
             return [...document.querySelectorAll('.search-title')].map(each => each.textContent); }})()"
        )
    };
    assert_eq!(browser.evaluate(&choose("실습")), json!(["배포 실습"]));
    assert_eq!(browser.evaluate(&choose("전체 종류")), json!(["컨테이너 기초", "배포 실습"]));
    assert_eq!(browser.evaluate(&choose("2주차")), json!([]));
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn of_a_large_course_only_what_can_hold_the_words_is_loaded() {
    let mut browser = Chromium::start();
    // As many weeks as it takes for the data to come with a filter.
    let weeks = (1..=70).fold(CourseTest::new().file("README.md", "# 큰 과정\n"), |course, week| {
        let text = match week {
            42 => "# Session 1: 마흔두 번째\n\n## 끝\n\n여기서 로드 밸런서를 `docker0`에 단다.\n",
            _ => "# Session 1: 이야기\n\n## 끝\n\n평범한 글이 이어진다.\n",
        };
        course.file(&format!("week_{week:02}/session_1.md"), text)
    });
    let built = weeks.build().ok();
    browser.open(&built.output.join("week_01/session_1.html"));
    browser.press("/", 191);
    browser.until("!!document.querySelector('dialog.search[open]')");
    for typed in ["로드밸런서를", "밸런서", "docker0", "DOCKER0"] {
        let found = ask(&mut browser, typed);
        assert!(found.iter().any(|text| text.contains("마흔두 번째")), "{typed}: {found:?}");
    }
    let shards = browser.requests().iter().filter(|request| request.contains("-0.js?v=")).count();
    assert!((1..10).contains(&shards), "{shards} of 71 shards were loaded");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}
