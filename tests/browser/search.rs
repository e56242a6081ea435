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

/// Types a text into the dialog and returns the options shown when the search has ended.
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

fn open(browser: &mut Chromium, built: &Built, page: &str) {
    browser.open(&built.output.join(page));
    browser.press("/", 191);
    browser.until("!!document.querySelector('dialog.search[open]') && document.activeElement.role === 'combobox'");
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn words_are_found_as_readers_type_them() {
    let mut browser = Chromium::start();
    let built = course();
    open(&mut browser, &built, "week_02/session_1.html");
    // The typed text, and the text that one of the first options must contain.
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
    // Without a result, similar words are offered.
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
    open(&mut browser, &built, "week_02/session_1.html");
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
    // The search remembers queries that led to a page, and Escape closes it.
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
    open(&mut browser, &built, "week_02/session_1.html");
    ask(&mut browser, "컨테이너");
    let choose = |text: &str| {
        format!(
            "(() => {{ for (const select of document.querySelectorAll('.search-filters select')) for (const option of select.options) if (option.textContent.replace(/ \\(\\d+\\)$/, '') === '{text}') {{ select.value = option.value; select.dispatchEvent(new Event('change')); }}
             return [...document.querySelectorAll('.search-title')].map(each => each.textContent); }})()"
        )
    };
    assert_eq!(browser.evaluate(&choose("실습")), json!(["배포 실습"]));
    assert_eq!(browser.evaluate(&choose("전체 종류")), json!(["컨테이너 기초", "배포 실습"]));
    assert_eq!(browser.evaluate(&choose("2주차")), json!([]));
    let choices = "[...document.querySelectorAll('.search-filters select:not([hidden]) option:not([hidden])')].map(each => each.textContent)";
    ask(&mut browser, "컨테이너");
    assert_eq!(
        browser.evaluate(choices),
        json!(["전체 단원", "1주차 (2)", "2주차 (0)", "전체 종류"]),
        "each choice shows how many pages it leaves; one without any is hidden unless it is chosen"
    );
}

/// Builds a course whose pages name things in one script only.
fn named() -> Built {
    let day = |week: usize, day: usize| {
        (
            format!("week_0{week}/day{day}/README.md"),
            format!("# Week {week} Day {day}: {week}주 {day}일의 이야기\n\n글.\n"),
        )
    };
    let days = [(1, 1), (1, 2), (2, 1), (2, 2)].map(|(week, at)| day(week, at));
    let course = days.into_iter().fold(CourseTest::new(), |course, (path, text)| course.file(&path, &text));
    course
        .file("seodang.toml", "[search]\nnames = [[\"Zorblax\", \"조블랙스\", \"별칭\"], [\"kubernetes\", \"큐브\"]]\n")
        .file("README.md", "# 이름 과정\n\n첫 문장입니다.\n")
        .file("week_01/README.md", "# Week 1: 시작\n\n글.\n")
        .file("week_02/README.md", "# Week 2: 계속\n\n글.\n")
        .file("week_01/day1/session_1.md", "# Session 1: Kubernetes 시작\n\n## Ingress와 Service\n\nIngress를 쓴다. Zorblax도 있다.\n")
        .file("week_01/day1/lab_1.md", "# Lab 1: Helm 차트 올리기\n\n[스크립트](run.sh)로 배포한다. 볼륨은 나중에 지운다.\n")
        .file("week_01/day1/run.sh", "#!/bin/sh\nexport QUIET_FLAG=1\n")
        .file("week_02/day2/session_1.md", "# Session 1: 볼륨과 데이터\n\n## 컨테이너를 지워도 남는 것\n\n볼륨에 데이터를 저장한다. 컨테이너를 삭제해도 데이터는 남는다.\n\n```mermaid\ngraph LR\n  A[호스트 저장소] --> B[\"컨테이너<br/>내부\"]\n```\n")
        .file("week_02/day2/session_2.md", "# Session 2: 클로저와 Wexelburg\n\n클로저를 만든다. Vrandomir가 있다.\n\n## Wexelburg 설정\n\n글.\n")
        .file("week_02/day2/lab_1.md", "# Lab 1: 데이터 백업\n\n데이터를 백업한다.\n")
        .build()
        .ok()
}

/// Returns the titles of the found pages, and the text of the status line.
fn titles(browser: &mut Chromium, text: &str) -> (Vec<String>, String) {
    ask(browser, text);
    let titles =
        browser.evaluate("[...document.querySelectorAll('.search-group .search-title')].map(each => each.textContent)");
    let status = browser.evaluate("document.querySelector('.search-status').textContent.replace(/\\s+/g, ' ').trim()");
    let titles = titles.as_array().unwrap().iter().filter_map(Value::as_str).map(ToOwned::to_owned).collect();
    (titles, status.as_str().unwrap().to_owned())
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn names_are_found_in_the_other_letters() {
    let mut browser = Chromium::start();
    let built = named();
    open(&mut browser, &built, "week_02/day2/session_1.html");
    for (typed, title, also) in [
        ("쿠버네티스", "Kubernetes 시작", "kubernetes도 함께 찾음"),
        ("znqjspxltm", "Kubernetes 시작", "kubernetes도 함께 찾음"),
        ("ㅋㅂㄴㅌㅅ", "Kubernetes 시작", "kubernetes도 함께 찾음"),
        ("쿠버네", "Kubernetes 시작", "kubernetes도 함께 찾음"),
        ("인그레스를", "Kubernetes 시작", "ingress도 함께 찾음"),
        ("쿠버내티스", "Kubernetes 시작", "kubernetes도 함께 찾음"),
        ("ehzj 헬름", "Helm 차트 올리기", ""),
        ("헬름차트", "Helm 차트 올리기", ""),
        ("volume", "볼륨과 데이터", "볼륨도 함께 찾음"),
        ("closure", "클로저와 Wexelburg", "클로저도 함께 찾음"),
        // Not in the table: found by sound, or by the settings of the course.
        ("웩셀버그", "클로저와 Wexelburg", "wexelburg도 함께 찾음"),
        ("별칭", "Kubernetes 시작", "Zorblax도 함께 찾음"),
        ("큐브", "Kubernetes 시작", "kubernetes도 함께 찾음"),
    ] {
        let (found, status) = titles(&mut browser, typed);
        assert_eq!(found.first().map(String::as_str), Some(title), "{typed}: {found:?}");
        assert!(status.contains(also), "{typed}: {status}");
    }
    let loaded = |browser: &mut Chromium, name: &str| {
        browser.evaluate(&format!("[...document.scripts].some(script => script.src.includes('/{name}'))"))
    };
    open(&mut browser, &built, "week_01/day1/session_1.html");
    titles(&mut browser, "이야기");
    assert_eq!(loaded(&mut browser, "search/head.js"), json!(true));
    for name in ["numbering.js", "query-expansion.js", "search/names.js", "did-you-mean.js"] {
        assert_eq!(loaded(&mut browser, name), json!(false), "{name} is not needed");
    }
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn questions_find_the_page_with_most_of_their_words() {
    let mut browser = Chromium::start();
    let built = named();
    open(&mut browser, &built, "index.html");
    for (typed, title) in [
        ("컨테이너 지우면 데이터는 어떻게 되나요?", "볼륨과 데이터"),
        ("데이터 백업하는 방법", "데이터 백업"),
        ("helm 차트를 올리려면", "Helm 차트 올리기"),
        ("how to use a volume", "볼륨과 데이터"),
        ("클로저 만드는 법 알려줘", "클로저와 Wexelburg"),
    ] {
        let (found, _) = titles(&mut browser, typed);
        assert_eq!(found.first().map(String::as_str), Some(title), "{typed}: {found:?}");
    }
    // Missing words are listed only for pages that lack them.
    let (_, status) = titles(&mut browser, "클로저가 뭐예요?");
    assert!(!status.contains("모든 단어"), "{status}");
    let (_, status) = titles(&mut browser, "클로저 백업 차트 볼륨");
    assert!(status.contains("모든 단어"), "{status}");
    // The snippet shows the line with most of the words.
    titles(&mut browser, "컨테이너 삭제 데이터 남나요");
    let marks =
        "[...document.querySelectorAll('.search-line')[0].querySelectorAll('mark')].map(each => each.textContent)";
    assert_eq!(browser.evaluate(marks), json!(["데이터", "컨테이너를 삭제해도 데이터"]));
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn numbers_lead_to_their_pages() {
    let mut browser = Chromium::start();
    let built = named();
    open(&mut browser, &built, "week_02/day2/session_1.html");
    for (typed, title) in [
        ("2주차", "계속"),
        ("week 1", "시작"),
        ("첫째 주", "시작"),
        ("1주차 2일차", "1주 2일의 이야기"),
        ("week 2 day 1", "2주 1일의 이야기"),
        ("w2d2", "2주 2일의 이야기"),
        ("세션 2", "클로저와 Wexelburg"),
        // The nearest one of several.
        ("lab 1", "데이터 백업"),
        ("week 1 lab 1", "Helm 차트 올리기"),
        ("w1d1l1", "Helm 차트 올리기"),
        ("2주차 데이터", "데이터 백업"),
        ("1주차 실습", "Helm 차트 올리기"),
        ("2wnck", "계속"),
    ] {
        let (found, _) = titles(&mut browser, typed);
        assert_eq!(found.first().map(String::as_str), Some(title), "{typed}: {found:?}");
    }
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn months_and_numbers_of_files_lead_to_their_pages() {
    let mut browser = Chromium::start();
    let course = CourseTest::new()
        .file("README.md", "# A year\n")
        .file("november/week_01/day1/session_1.md", "# November Week 1 Day 1 Session 1: Regions\n")
        .file("november/week_01/day2/session_1.md", "# Week 1 Day 2 Session 1: Networks\n")
        .file("week_01/day2/session_1.md", "# Week 1 Day 2 Session 1: Names with Route 53\n")
        .file("extra/07-remotes.md", "# Remotes\n");
    let built = course.build();
    open(&mut browser, &built, "index.html");
    for (typed, title) in [
        ("11월 1주차 1일차 세션 1", "Regions"),
        ("november week 1 day 2 session 1", "Networks"),
        ("week 1 day 2 session 1", "Names with Route 53"),
        ("episode 7", "Remotes"),
        ("route53", "Names with Route 53"),
    ] {
        let (found, _) = titles(&mut browser, typed);
        assert_eq!(found.first().map(String::as_str), Some(title), "{typed}: {found:?}");
    }
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn linked_files_are_searched_and_words_in_drawings_are_marked() {
    let mut browser = Chromium::start();
    let built = named();
    open(&mut browser, &built, "week_01/day1/session_1.html");
    let found = ask(&mut browser, "QUIET_FLAG");
    assert!(found.iter().any(|text| text.contains("export QUIET_FLAG=1")), "{found:?}");
    // Alt with a digit opens a result; after an arrow key the digit is enough.
    titles(&mut browser, "호스트 저장소");
    browser.evaluate("document.querySelector('.search-input').dispatchEvent(new KeyboardEvent('keydown', { key: '1', code: 'Digit1', altKey: true, bubbles: true, cancelable: true }))");
    browser.until("document.title.includes('볼륨과 데이터') && !!document.querySelector('svg tspan.found')");
    assert_eq!(
        browser.evaluate("[...document.querySelectorAll('svg .found')].map(each => each.textContent).join('')"),
        json!("호스트 저장소")
    );
    let halo = "getComputedStyle(document.querySelector('svg .found')).paintOrder.startsWith('stroke')";
    assert_eq!(browser.evaluate(halo), json!(true));
    browser.press("Escape", 27);
    assert_eq!(browser.evaluate("document.querySelectorAll('.found').length"), json!(0));
    browser.press("/", 191);
    browser.until("!!document.querySelector('dialog.search[open]')");
    titles(&mut browser, "이야기");
    let digit = |browser: &mut Chromium| {
        browser.evaluate("!document.querySelector('.search-input').dispatchEvent(new KeyboardEvent('keydown', { key: '2', code: 'Digit2', bubbles: true, cancelable: true }))")
    };
    assert_eq!(digit(&mut browser), json!(false), "a digit is typed");
    browser.press("ArrowDown", 40);
    let second =
        browser.evaluate("document.querySelectorAll('.search-page')[1].querySelector('.search-title').textContent");
    assert_eq!(digit(&mut browser), json!(true));
    browser.until(&format!("document.title.includes({second})"));
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn parts_can_be_chosen_where_they_hold_several_weeks() {
    let mut browser = Chromium::start();
    let course =
        ["이론편", "응용편"].into_iter().fold(CourseTest::new().file("README.md", "# 두 파트\n"), |course, part| {
            (1..=2).fold(course.file(&format!("{part}/README.md"), &format!("# {part}\n\n글.\n")), |course, week| {
                course.file(
                    &format!("{part}/week_0{week}/session_1.md"),
                    &format!("# Session 1: {part} {week}\n\n같은 낱말.\n"),
                )
            })
        });
    let built = course.build().ok();
    open(&mut browser, &built, "이론편/week_01/session_1.html");
    ask(&mut browser, "낱말");
    let status = browser.evaluate("document.querySelector('.search-status').textContent.trim()");
    assert!(status.as_str().unwrap().contains('4'), "{status}");
    browser.evaluate("(select => { select.value = '응용편'; select.dispatchEvent(new Event('change')); })(document.querySelector('.search-filters select'))");
    let titles = browser.evaluate("[...document.querySelectorAll('.search-title')].map(each => each.textContent)");
    assert_eq!(titles, json!(["응용편 1", "응용편 2"]));
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn of_a_large_course_only_what_can_hold_the_words_is_loaded() {
    let mut browser = Chromium::start();
    // The number of weeks from which on the data include a filter.
    let weeks = (1..=70).fold(CourseTest::new().file("README.md", "# 큰 과정\n"), |course, week| {
        let text = match week {
            42 => "# Session 1: 마흔두 번째\n\n## 끝\n\n여기서 로드 밸런서를 `docker0`에 단다. Kubernetes도.\n",
            _ => "# Session 1: 이야기\n\n## 끝\n\n평범한 글이 이어진다.\n",
        };
        course.file(&format!("week_{week:02}/session_1.md"), text)
    });
    let built = weeks.build().ok();
    browser.open(&built.output.join("week_01/session_1.html"));
    browser.press("/", 191);
    browser.until("!!document.querySelector('dialog.search[open]')");
    for typed in ["로드밸런서를", "밸런서", "docker0", "DOCKER0", "쿠버네티스"] {
        let found = ask(&mut browser, typed);
        assert!(found.iter().any(|text| text.contains("마흔두 번째")), "{typed}: {found:?}");
    }
    let shards = browser.requests().iter().filter(|request| request.contains("-0.js?v=")).count();
    assert!((1..10).contains(&shards), "{shards} of 71 shards were loaded");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}
