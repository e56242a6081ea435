//! Holds that no word of an author is lost: names, titles, labels, terms, text that resembles a link, alerts.

use std::fs;

use serde_json::Value;

use crate::check::check;
use crate::support::{Built, CourseTest, resolve, tree};

/// Returns the terms of a built course with their aliases, in the order of the glossary.
fn terms(built: &Built) -> Vec<String> {
    let exported: Value = serde_json::from_str(&built.text("terms.json")).unwrap();
    let terms = exported["terms"].as_array().unwrap().iter();
    let name = |term: &Value| {
        let aliases = term["aliases"].as_array().unwrap().iter().filter_map(Value::as_str);
        std::iter::once(term["term"].as_str().unwrap()).chain(aliases).collect::<Vec<_>>().join(" = ")
    };
    terms.map(name).collect()
}

#[test]
fn files_without_titles_keep_their_names() {
    let names = ["C++", "C#", "Node.js", "ASP.NET", "3D", "7-Zip", "12-Factor App", "4대 보험", "90-days-of-devops"];
    let course = names.iter().fold(CourseTest::new().file("README.md", "# Course\n"), |course, name| {
        course.file(&format!("{name}.md"), "Text.\n")
    });
    let tree = tree(&course);
    for name in ["C++", "C#", "Node.js", "ASP.NET", "3D", "7-Zip", "12-Factor App", "4대 보험", "90 days of devops"]
    {
        assert!(tree.contains(&format!("page {name}\n")), "{name}:\n{tree}");
    }
    let built = course.build().ok();
    let home = built.page("index.html");
    for name in ["C++", "C#"] {
        let link = home.elements("a").into_iter().find(|a| a.text().trim() == name).unwrap();
        let page = resolve("index.html", link.attribute("href").unwrap());
        assert!(built.page(&page).elements("h1").iter().any(|title| title.text() == name), "{page}");
    }
}

#[test]
fn several_weeks_in_one_are_told() {
    let course = CourseTest::new().file("README.md", "# 과정\n").titles(&[
        ("1-2주차/README.md", "1-2주차: 준비"),
        ("1-2주차/day_1.md", "Day 1 & 2: 설치"),
        ("3주차.md", "3주차 .NET 기초"),
        ("week_4.md", "Week 4 Quiz: 복습"),
    ]);
    let expected = "course 과정\n  week 1-2주차: 준비\n    day Day 1 & 2: 설치\n  week 3주차: .NET 기초\n  week Week 4 Quiz: 복습\n";
    assert_eq!(tree(&course), expected);
    assert_eq!(course.build().ok().reports(), ["broken-link README.md"; 0]);
}

#[test]
fn a_service_whose_name_looks_like_a_session_is_none() {
    let course = CourseTest::new().titles(&[("README.md", "AWS"), ("s3-hosting.md", "S3 호스팅"), ("s4.md", "정리")]);
    assert_eq!(tree(&course), "course AWS\n  session 세션 4: 정리\n  page S3 호스팅\n");
}

#[test]
fn items_of_other_spellings_define_too() {
    let text = "# 세션\n\n## 🔑 핵심 키워드\n\n- **이미지**: 컨테이너를 만드는 원본\n- **볼륨**(Volume): 데이터를 남기는 저장 공간\n- **포트** = 서버로 들어가는 문의 번호\n\
                - **태그** – 이미지에 붙이는 이름표\n- **[레지스트리](a.md)**: 이미지를 두는 보관소\n- *계층*: 읽기만 하는 얇은 층\n- **노드**는 기계\n- 파드\n";
    let course = CourseTest::of(text);
    let built = course.build().ok();
    assert_eq!(terms(&built), ["계층", "레지스트리", "볼륨 = Volume", "이미지", "태그", "포트"]);
    let found = check(&course, &["--info"]);
    let unread: Vec<&str> = found.out.lines().filter(|line| line.starts_with("info[unread-term]")).collect();
    assert_eq!(unread.len(), 2, "{}", found.out);
    assert!(found.out.contains("page.md:11:3") && found.out.contains("page.md:12:3"), "{}", found.out);
}

#[test]
fn a_list_of_names_is_told_once_and_details_are_not() {
    let told = |text: &str| {
        let found = check(&CourseTest::of(text), &["--info"]);
        found.out.lines().filter(|line| line.starts_with("info[unread-term]")).count()
    };
    assert_eq!(told("# A\n\n#### 핵심 키워드\n- Layer, Union File System\n- Volume\n- Mount\n"), 1);
    assert_eq!(told("# A\n\n## Keywords\n\n- **Pod**: a unit\n- [Docs](a.md)\n"), 0, "links lead elsewhere");
    assert_eq!(told("# A\n\n## Keywords\n\n### Pod\n\nA unit.\n\n- small\n\n### Node\n\nA machine.\n\n- big\n"), 0);
    assert_eq!(told("# A\n\n## Keywords\n\n- Pod: a unit\n- Node: a machine\n"), 0);
    assert_eq!(told("# A\n\n## Steps\n\n- Layer\n- Volume\n"), 0);
}

#[test]
fn lines_that_lead_to_other_pages_are_no_terms() {
    let text = "# 세션\n\n## 🔑 핵심 키워드\n\n- **이미지**: 컨테이너를 만드는 원본\n- **다음 세션**: [둘째](b.md)\n- **홈**: 사용자가 쓰는 폴더\n\n---\n\n\
                **이전**: [처음](README.md) | **다음**: [둘째](b.md)\n\n**오후 실습**: [실습](lab.md)\n\n← [처음](README.md) | [둘째](b.md) →\n";
    let course = CourseTest::of(text).titles(&[("README.md", "처음"), ("b.md", "둘째"), ("lab.md", "실습")]);
    assert_eq!(terms(&course.build().ok()), ["이미지", "홈"]);
}

#[test]
fn a_space_in_an_address_is_told_and_mended() {
    let text = "# A\n\n[3주차 요약](3주차 요약.md) [b](<3주차 요약.md>)\n\n[앞](3주차 요약.md#앞 \"제목\") [c](./3주차%20요약 노트.md)\n\n\
                ![그림](my pic.png)\n\n`[x](3주차 요약.md)` [말](그냥 하는 말)\n";
    let course = CourseTest::of(text)
        .file("3주차 요약.md", "# 요약\n\n## 앞\n\n글\n")
        .file("3주차 요약 노트.md", "# 노트\n\n글\n")
        .bytes("my pic.png", b"\x89PNG\r\n\x1a\n");
    let built = course.build().ok();
    let spaces = built.reports().into_iter().filter(|report| report.starts_with("link-space"));
    let places = ["3:10", "5:5", "5:27", "7:7"].map(|place| format!("link-space page.md:{place}"));
    assert_eq!(spaces.collect::<Vec<_>>(), places, "{}", built.said);
    check(&course, &["--fix"]);
    let fixed = fs::read_to_string(course.course().join("page.md")).unwrap();
    let expected = text
        .replace("요약](3주차 요약.md)", "요약](<3주차 요약.md>)")
        .replace("(3주차 요약.md#앞 \"", "(<3주차 요약.md#앞> \"")
        .replace("(./3주차%20요약 노트.md)", "(<./3주차%20요약 노트.md>)")
        .replace("(my pic.png)", "(<my pic.png>)");
    assert_eq!(fixed, expected);
    let built = course.build().ok();
    assert_eq!(built.reports(), ["link-space page.md"; 0], "{}", built.said);
    let links = built.prose("page.html").elements("a").len();
    assert!(links >= 4, "{links} links");
}

#[test]
fn an_alert_needs_no_space() {
    let with = CourseTest::of("# A\n\n> [!WARNING]\n> 조심\n").build().ok();
    let without = CourseTest::of("# A\n\n>[!WARNING]\n>조심\n").build().ok();
    assert_eq!(without.text("page.html"), with.text("page.html"));
    assert!(!with.text("page.html").contains("[!WARNING]"));
}

#[test]
fn an_underlined_title_is_the_title_of_the_page() {
    let pages = |title: fn(&str) -> String| {
        CourseTest::new()
            .file("README.md", &format!("{}\n글\n", title("과정")))
            .file("week_01/README.md", &format!("{}\n글입니다\n---\n\n끝\n", title("Week 1: 시작")))
            .file("week_01/a.md", &format!("{}\n## 절\n\n글\n", title("🚀 1-2주차: 도커 (10분)")))
    };
    let marked = pages(|title| format!("# {title}\n"));
    let underlined = pages(|title| format!("{title}\n====\n"));
    assert_eq!(tree(&underlined), tree(&marked));
    assert!(tree(&underlined).contains("Week 1: 시작"));
    let (marked, underlined) = (marked.build().ok(), underlined.build().ok());
    assert_eq!(underlined.pages(), marked.pages());
    assert_eq!(underlined.reports(), marked.reports());
    for page in ["index.html", "week_01/index.html", "week_01/a.html"] {
        assert_eq!(
            underlined.page(page).inside("class", "prose").text(),
            marked.page(page).inside("class", "prose").text()
        );
        assert!(underlined.text(page).contains("<h1"), "{page}");
    }
    assert!(underlined.prose("week_01/index.html").elements("hr").len() == 1, "a line of dashes stays a break");
}

#[test]
fn the_guide_explains_exactly_these_terms() {
    let sessions = concat!(env!("CARGO_MANIFEST_DIR"), "/sessions");
    let course = CourseTest::new();
    let built = course.run(&["build", sessions, "-o", "public"], "public").ok();
    let list = terms(&built).join("\n") + "\n";
    let expected = include_str!("words/terms.txt");
    assert_eq!(list, expected, "review each entry that is new or gone, then write the list to tests/words/terms.txt");
}
