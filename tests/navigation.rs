//! Checks the targets of links, the diagnostics of broken ones, and the reading order.

use crate::support::{Built, CourseTest, Html, resolve};

/// Returns a course of a page with some text, and files that it can link to.
fn linking(text: &str) -> CourseTest {
    CourseTest::new()
        .file("week_01/page.md", text)
        .file("README.md", "# Course\n")
        .file("week_01/README.md", "# Week 1: Basics\n")
        .file("week_01/day1/session_1.md", "# Week 1 Day 1 Session 1: Volumes\n\n## 🔑 핵심 키워드\n\n## ⚙️ 설정\n\n## 1️⃣ 첫 단계\n\n## Same\n\n## Same\n\n<a name=\"old\"></a>\n")
        .file("week_01/run.sh", "#!/bin/sh\necho hi\n")
        .file("week_01/data.bin", "\u{1}")
        .file("week_01/files/a.yaml", "a: 1\n")
        .file("week_01/files/inner/b.txt", "b\n")
}

fn prose(text: &str) -> Html {
    linking(text).build().ok().prose("week_01/page.html")
}

#[track_caller]
fn leads(markdown: &str, expected: &str) {
    leads_and_reports(markdown, expected, &[]);
}

#[track_caller]
fn leads_and_reports(markdown: &str, expected: &str, reports: &[&str]) {
    let built = linking(&format!("# P\n\n{markdown}\n")).build().ok();
    assert_eq!(built.reports(), reports, "{}", built.said);
    let links = built.prose("week_01/page.html").links();
    assert_eq!(links.iter().map(|link| link.href.as_str()).collect::<Vec<_>>(), [expected]);
    if !expected.contains("//") && !expected.starts_with("mailto:") {
        assert!(built.output.join(resolve("week_01/page.html", expected)).is_file(), "{expected}");
    }
}

#[test]
fn links_lead_to_pages_folders_and_files() {
    leads("[x](day1/session_1.md)", "day1/session_1.html");
    leads("[x](./day1/session_1.md#same)", "day1/session_1.html#same");
    leads("[x](./day1/session_1.md#same-1)", "day1/session_1.html#same-1");
    leads("[x](/week_01/day1/session_1.md)", "day1/session_1.html");
    leads("[x](day1\\\\session_1.md)", "day1/session_1.html");
    leads("[x](day1/session_1.md?plain=1)", "day1/session_1.html");
    leads("[x](README.md)", "index.html");
    leads("[x](../README.md)", "../index.html");
    leads("[x](..)", "../index.html");
    leads("[x](./)", "index.html");
    leads("[x](day1/)", "day1/index.html");
    leads("[x](day1)", "day1/index.html");
    leads("[x](run.sh)", "run.sh.html");
    leads("[x](data.bin)", "data.bin");
    leads("[x](files/)", "files/index.html");
    leads("<a href=\"day1/session_1.md\">x</a>", "day1/session_1.html");
    leads("[x][ref]\n\n[ref]: day1/session_1.md", "day1/session_1.html");
    leads("[x](https://example.org/a.md)", "https://example.org/a.md");
    leads("[x](mailto:a@example.org)", "mailto:a@example.org");
    leads("[x](//example.org/y)", "//example.org/y");
}

#[test]
fn anchors_are_githubs_then_lenient_and_reported() {
    let leniently = |markdown, expected| {
        leads_and_reports(markdown, expected, &["inexact-anchor week_01/page.md:3:1"]);
    };
    leads("[x](day1/session_1.md#-핵심-키워드)", "day1/session_1.html#-핵심-키워드");
    leniently("[x](day1/session_1.md#핵심-키워드)", "day1/session_1.html#-핵심-키워드");
    leads("[x](day1/session_1.md#-%ED%95%B5%EC%8B%AC-%ED%82%A4%EC%9B%8C%EB%93%9C)", "day1/session_1.html#-핵심-키워드");
    leniently("[x](day1/session_1.md#설정)", "day1/session_1.html#\u{fe0f}-설정");
    leniently("[x](day1/session_1.md#-설정)", "day1/session_1.html#\u{fe0f}-설정");
    leniently("[x](day1/session_1.md#1-첫-단계)", "day1/session_1.html#1\u{fe0f}\u{20e3}-첫-단계");
    leniently("[x](day1/session_1.md#첫-단계)", "day1/session_1.html#1\u{fe0f}\u{20e3}-첫-단계");
    leads("[x](day1/session_1.md#old)", "day1/session_1.html#old");
    let here = linking("# P\n\n[x](#below)\n\n## Below\n").build().ok();
    assert_eq!(here.prose("week_01/page.html").link("x").unwrap(), "#below");
}

#[test]
fn an_author_gives_a_heading_its_id() {
    let built =
        linking("# P { #page }\n\n[x](#set-up)\n\n## 준비하기 {#set-up .wide}\n\n## Values `{#code}`\n").build().ok();
    assert_eq!(built.reports(), Vec::<String>::new());
    let page = built.prose("week_01/page.html");
    assert_eq!(page.link("x").unwrap(), "#set-up");
    let headings: Vec<(String, String)> = page
        .elements("h2")
        .iter()
        .map(|heading| (heading.attribute("id").unwrap_or_default().to_owned(), heading.text().trim().to_owned()))
        .collect();
    let expected = [("set-up", "준비하기"), ("values-code", "Values {#code}")];
    assert_eq!(headings, expected.map(|(id, text)| (id.to_owned(), text.to_owned())));
    assert_eq!(built.page("week_01/page.html").elements("h1")[0].text().trim(), "P");
}

#[test]
fn an_unknown_anchor_leads_to_the_page_and_is_reported() {
    let built = linking("# P\n\n가나 [x](day1/session_1.md#nowhere) z\n").build().ok();
    assert_eq!(built.reports(), ["unknown-anchor week_01/page.md:3:4"]);
    assert_eq!(built.prose("week_01/page.html").link("x").unwrap(), "day1/session_1.html");
}

#[test]
fn broken_links_keep_their_text_lose_their_link_and_are_reported_where_they_stand() {
    let text = "# P\n\nText **굵게** [one](gone.md) and [two](gone/).\n\n- item [three](../../out.md)\n  > [four](./none.sh)\n\n| [five](x.md) |\n|---|\n| <a href=\"y.md\">six</a> |\n";
    let built = linking(text).build().ok();
    assert_eq!(
        built.reports(),
        [
            "broken-link week_01/page.md:3:13",
            "broken-link week_01/page.md:3:32",
            "outside-course week_01/page.md:5:8",
            "broken-link week_01/page.md:6:5",
            "broken-link week_01/page.md:8:3",
            "broken-link week_01/page.md:10:3",
        ]
    );
    let prose = built.prose("week_01/page.html");
    assert_eq!(prose.links(), []);
    for word in ["one", "two", "three", "four", "five", "six"] {
        assert!(prose.text().contains(word), "{word}");
    }
}

#[test]
fn the_nearest_file_is_offered() {
    let built =
        linking("# P\n\n[a](../day1/session_1.md)\n\n[b](day1/sesion_1.md)\n\n[c](DAY1/Session_1.md)\n").build().ok();
    assert!(built.said.matches("day1/session_1.md`").count() >= 3, "{}", built.said);
    let link = built.prose("week_01/page.html").link("c").unwrap();
    assert_eq!(link, "day1/session_1.html", "a slip in letter case still leads there");
}

#[test]
fn a_bare_file_name_shows_the_title_of_its_page() {
    let links = prose("# P\n\n[session_1.md](day1/session_1.md) [`session_1.md`](day1/session_1.md) [see session_1.md](day1/session_1.md) [](day1/session_1.md) [run.sh](run.sh)\n").links();
    let texts: Vec<&str> = links.iter().map(|link| link.text.as_str()).collect();
    assert_eq!(texts, ["Session 1: Volumes", "Session 1: Volumes", "see session_1.md", "Session 1: Volumes", "run.sh"]);
}

#[test]
fn a_script_is_shown_and_offered_raw() {
    let built = linking("# P\n\n[x](run.sh)\n").build().ok();
    let viewer = built.page("week_01/run.sh.html");
    assert_eq!(viewer.texts("h1"), ["run.sh"]);
    assert!(viewer.text().contains("echo hi"));
    assert!(viewer.links().iter().any(|link| link.href == "run.sh"), "the file itself");
    assert!(viewer.links().iter().any(|link| link.href == "index.html"), "the way back");
    assert_eq!(built.text("week_01/run.sh"), "#!/bin/sh\necho hi\n");
}

#[test]
fn a_folder_without_pages_lists_its_files() {
    let built = linking("# P\n\n[x](files/)\n").build().ok();
    let list: Vec<String> = built.page("week_01/files/index.html").links().into_iter().map(|link| link.href).collect();
    assert!(list.contains(&"a.yaml.html".to_owned()) && list.contains(&"inner/index.html".to_owned()), "{list:?}");
    assert!(built.page("week_01/files/inner/index.html").links().iter().any(|link| link.href == "b.txt.html"));
}

#[test]
fn every_page_leads_to_the_next_across_the_course() {
    let course = CourseTest::new().titles(&[
        ("README.md", "C"),
        ("week_01/README.md", "Week 1"),
        ("week_01/day1/session_1.md", "Session 1: A"),
        ("week_01/day1/session_2.md", "Session 2: B"),
        ("week_01/day1/lab_1.md", "Lab 1: L"),
        ("week_01/day2/README.md", "Day 2"),
        ("week_02/day1/session_1.md", "Session 1: C"),
    ]);
    let built = course.build().ok();
    let walk = built.walk("index.html");
    assert_eq!(
        walk,
        [
            "index.html",
            "week_01/index.html",
            "week_01/day1/session_1.html",
            "week_01/day1/session_2.html",
            "week_01/day1/lab_1.html",
            "week_01/day2/index.html",
            "week_02/day1/session_1.html",
        ]
    );
    for pair in walk.windows(2) {
        let back = built.page(&pair[1]).elements("a").into_iter().find(|a| a.attribute("rel") == Some("prev")).unwrap();
        assert_eq!(resolve(&pair[1], back.attribute("href").unwrap()), pair[0]);
    }
}

#[test]
fn the_sidebar_opens_the_branch_of_its_page() {
    let course = CourseTest::new().titles(&[
        ("week_01/day1/session_1.md", "Session 1: A"),
        ("week_01/day2/session_1.md", "Session 1: B"),
        ("week_02/day1/session_1.md", "Session 1: C"),
    ]);
    let page = course.build().ok().page("week_01/day1/session_1.html");
    let nav = page.inside("class", "course-nav");
    let hrefs: Vec<String> = nav.links().into_iter().map(|link| link.href).collect();
    for wanted in ["session_1.html", "index.html", "../day2/index.html", "../../week_02/index.html"] {
        assert!(hrefs.contains(&wanted.to_owned()), "{wanted} in {hrefs:?}");
    }
    assert!(!hrefs.contains(&"../day2/session_1.html".to_owned()), "other branches stay shut: {hrefs:?}");
    let current: Vec<String> = nav
        .elements("a")
        .into_iter()
        .filter(|a| a.attribute("aria-current") == Some("page"))
        .map(|a| a.text())
        .collect();
    assert_eq!(current.len(), 1);
    let crumbs: Vec<String> = page.inside("class", "breadcrumb").links().into_iter().map(|link| link.href).collect();
    assert_eq!(crumbs, ["../../index.html", "../index.html", "index.html"]);
}

#[test]
fn overviews_show_their_timetable() {
    let session = |n: u32, time: &str| {
        format!("# Session {n}: S{n}\n\n## 🕘 세션 정보\n\n**시간**: {time} (50분)\n**목표**: 목표 {n}\n")
    };
    let course = CourseTest::new()
        .file("week_01/day1/session_1.md", &session(1, "09:00-09:50"))
        .file("week_01/day1/session_2.md", &session(2, "10:00-10:50"))
        .file("week_01/day2/README.md", "# Day 2\n\n| 시간 | 구분 |\n|---|---|\n| **09:00-09:50** | 이론 |\n")
        .file("week_01/day2/session_1.md", &session(1, "09:00-09:50"))
        .file("week_01/day2/session_2.md", &session(2, "10:00-10:50"));
    let built = course.build().ok();
    let agenda = built.page("week_01/day1/index.html").inside("class", "agenda");
    assert!(agenda.text().contains("09:00–09:50") && agenda.text().contains("S2"), "{}", agenda.text());
    assert_eq!(
        agenda.links().iter().map(|link| link.href.as_str()).collect::<Vec<_>>(),
        ["session_1.html", "session_2.html"]
    );
    assert!(built.page("week_01/day2/index.html").find("class", "agenda").is_none(), "the author's own table stands");
}

#[test]
fn overviews_keep_the_reading_order() {
    let course = CourseTest::new()
        .titles(&[("01-intro/README.md", "1. Introduction"), ("02-data/README.md", "2. Data"), ("02-data/a.md", "A")])
        .titles(&[
            ("03-rest.md", "3. Rest"),
            ("04-end/README.md", "4. End"),
            ("04-end/b.md", "B"),
            ("about.md", "About"),
        ]);
    let contents = course.build().ok().page("index.html").inside("class", "contents");
    let titles: Vec<String> = contents.links().iter().map(|link| link.text.trim().to_owned()).collect();
    assert_eq!(titles, ["1. Introduction", "2. Data", "A", "3. Rest", "4. End", "B", "About"]);
}

#[test]
fn an_authors_footer_stays() {
    let html = prose(
        "# P\n\ntext\n\n<div align=\"center\">\n\n**다음**: [Session 1 - Volumes](./day1/session_1.md)\n\n</div>\n",
    );
    assert_eq!(html.link("Session 1 - Volumes").unwrap(), "day1/session_1.html");
    assert!(html.text().contains("다음:"));
}

#[test]
fn the_glossary_gathers_terms_in_dictionary_order() {
    let course = CourseTest::new()
        .file("a.md", "# 가나 과정의 첫 쪽\n\n## 🔑 핵심 키워드\n\n### 기본\n- **Zebra**: 줄무늬가 있는 말과의 동물\n- **컨테이너 (Container)**: *격리*된 채로 도는 프로세스\n- **apple**: 나무에서 따는 과일\n- **나무**: 줄기가 단단한 여러해살이 식물\n\n## 끝\n\n- **아님**: 용어가 아니다\n")
        .file("b.md", "# 둘째\n\n## 🔑 핵심 키워드\n\n- **Apple**: 전화기를 만드는 [회사](a.md)\n- **3-Tier**: 맡은 일을 세 층으로 나눈 구조\n- **`toset()`**: 목록을 집합으로 바꾸는 함수\n");
    let built = course.build().ok();
    let glossary = built.page("glossary.html").inside("class", "glossary");
    let letters: Vec<String> = glossary.texts("h2");
    assert_eq!(letters, ["ㄴ", "ㅋ", "A", "T", "Z", "#"]);
    let terms: Vec<String> = glossary.texts("dt");
    assert_eq!(terms, ["나무", "컨테이너 Container", "apple", "toset()", "Zebra", "3-Tier"]);
    let apple = glossary.inside("id", "term-apple");
    assert_eq!(
        apple.links().iter().map(|link| link.href.as_str()).collect::<Vec<_>>(),
        ["a.html#term-apple", "a.html", "b.html#term-apple"],
        "definitions in course order, with their own links"
    );
    for (page, id) in [("a.html", "term-apple"), ("b.html", "term-apple")] {
        assert!(built.page(page).ids().contains(&id.to_owned()), "{page}");
    }
    let own: Vec<String> =
        built.page("b.html").inside("class", "page-terms").links().into_iter().map(|link| link.href).collect();
    assert_eq!(own, ["glossary.html#term-apple", "glossary.html#term-3-tier", "glossary.html#term-toset"]);
    assert!(!built.page("glossary.html").text().contains("아님"));
}

/// Asserts that every address on every page of a built course leads to a file of the site, and to an id on it.
pub(crate) fn check_every_link(built: &Built) {
    let pages = built.files().into_iter().filter(|path| path.ends_with(".html"));
    let pages: Vec<(String, Html)> = pages.map(|path| (path.clone(), built.page(&path))).collect();
    let ids: std::collections::BTreeMap<&str, Vec<String>> =
        pages.iter().map(|(path, page)| (path.as_str(), page.ids())).collect();
    for (path, page) in &pages {
        for element in page.elements("*") {
            for name in ["href", "src", "poster"] {
                let Some(value) = element.attribute(name) else { continue };
                // Browsers read `https:/host` as `https://host`.
                let is_web = value.contains("://") || value.starts_with("https:/") || value.starts_with("//");
                if is_web || value.starts_with("mailto:") {
                    assert!(
                        element.name == "a" || path == "404.html" || element.attribute("rel") == Some("canonical"),
                        "{path}: {element:?}"
                    );
                    continue;
                }
                assert!(!value.starts_with('/'), "{path}: {value} is absolute");
                assert!(!value.ends_with('/'), "{path}: {value} is a folder");
                let target = resolve(path, value);
                assert!(built.output.join(&target).is_file(), "{path}: {value} leads to {target}");
                if let (Some((_, fragment)), Some(ids)) = (value.split_once('#'), ids.get(target.as_str())) {
                    let fragment = percent_encoding::percent_decode_str(fragment).decode_utf8().unwrap();
                    assert!(
                        fragment.is_empty() || ids.iter().any(|id| *id == fragment),
                        "{path}: {value} has no such place"
                    );
                }
            }
        }
    }
}

#[test]
fn names_with_signs_are_encoded_and_found() {
    let course = CourseTest::new()
        .file("README.md", "# C\n\n[a](my%20dir/a%20%231%20100%.md) [b](my%20dir/%22q%22%20'x'.md) [c](한글/실습가이드.md#첫) [d](a&b/x.md) [e](q%3F/a.md) [f](a:b.md)\n")
        .file("my dir/a #1 100%.md", "# A\n\n![i](<i %231.png>) [home](../README.md)\n")
        .bytes("my dir/i #1.png", include_bytes!("pages/dot.png"))
        .file("my dir/\"q\" 'x'.md", "# B\n")
        .file("한글/실습가이드.md", "# 한\n\n## 첫\n")
        .file("a&b/x.md", "# X\n\n[s](s+1.sh)\n")
        .file("a&b/s+1.sh", "ls\n")
        .file("q?/a.md", "# Q\n")
        .file("a:b.md", "# Colon\n");
    let built = course.build().ok();
    assert_eq!(built.reports(), ["broken-link README.md:1:1"; 0]);
    check_every_link(&built);
    let hrefs: Vec<String> = built.prose("index.html").links().into_iter().map(|link| link.href).collect();
    assert_eq!(
        hrefs[..4],
        [
            "my%20dir/a%20%231%20100%25.html",
            "my%20dir/%22q%22%20%27x%27.html",
            "한글/실습가이드.html#첫",
            "a%26b/x.html"
        ]
        .map(ToOwned::to_owned)
    );
}

#[test]
fn a_link_to_the_title_arrives() {
    let built = CourseTest::of("# 🐳 The Title\n\n[up](#-the-title)\n")
        .file("b.md", "# B\n\n[t](page.md#-the-title)\n")
        .build()
        .ok();
    assert_eq!(built.prose("page.html").link("up").unwrap(), "#-the-title");
    check_every_link(&built);
}

#[test]
fn overviews_that_were_made_lead_on_and_back() {
    let course = CourseTest::new().titles(&[("week_01/a.md", "A"), ("week_02/b.md", "B")]);
    let built = course.build().ok();
    let ways = |path: &str| {
        let page = built.page(path);
        let way = |rel: &str| {
            page.elements("a")
                .into_iter()
                .find(|a| a.attribute("rel") == Some(rel))
                .and_then(|a| a.attribute("href").map(ToOwned::to_owned))
        };
        (way("prev"), way("next"))
    };
    let some = |path: &str| Some(path.to_owned());
    assert_eq!(ways("index.html"), (None, some("week_01/a.html")));
    assert_eq!(ways("week_01/a.html"), (None, some("../week_02/b.html")));
    assert_eq!(ways("week_02/index.html"), (some("../week_01/a.html"), some("b.html")));
}

#[test]
fn pages_of_one_name_show_their_files() {
    let built = CourseTest::new()
        .file("week_01/README.md", "# Week 1: W\n")
        .file("week_01/day1/README.md", "# Week 1 Day 1: Start\n\nOne.\n")
        .file("week_01/day1/session_1.md", "# Session 1: S\n")
        .file("week_01/day_01_start.md", "# Week 1 Day 1: Start\n\nAnother.\n")
        .file("week_01/day2/session_1.md", "# Session 1: T\n")
        .build()
        .ok();
    assert_eq!(built.page("week_01/index.html").texts("small"), ["day1", "day_01_start.md", "day1", "day_01_start.md"]);
}

#[test]
fn the_whole_tree_is_in_a_file_of_its_own() {
    let built = CourseTest::new()
        .file("week_01/README.md", "# Week 1: W\n")
        .file("week_01/session_1.md", "# Session 1: </script>\n")
        .build()
        .ok();
    let contents = built.text("seodang/contents.js");
    let tree = contents.strip_prefix("window.seodangContents=").and_then(|tree| tree.strip_suffix(";\n")).unwrap();
    let tree: serde_json::Value = serde_json::from_str(tree).unwrap();
    let week = &tree[0];
    assert_eq!((&week[0], &week[1], &week[2]), (&"week_01/index.html".into(), &"week".into(), &"Week 1".into()));
    assert_eq!(week[6][0][0], "week_01/session_1.html");
    let page = built.page("week_01/index.html");
    let nav = page.elements("nav").into_iter().find(|nav| nav.has_class("course-nav")).unwrap();
    assert_eq!(nav.attribute("data-contents"), Some("../seodang/contents.js"));
}
