//! Checks what a page says of its drawings to readers who do not see them.

use crate::support::CourseTest;

const FLOW: &str = "```mermaid\nflowchart LR\n  N[Nginx] --> A[API 1]\n  N -->|느림| B[API 2]\n```\n";
const STATES: &str = "```mermaid\nstateDiagram-v2\n  [*] --> 대기\n  대기 --> [*]: 닫기\n```\n";

/// Returns the text between two marks, after the first of them.
fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("{start} in {text}"));
    rest.split(end).next().unwrap_or_default()
}

#[test]
fn a_page_has_the_relations_of_a_drawing_beside_its_source() {
    let page = CourseTest::of(&format!("# 그림\n\n{FLOW}")).build().ok().text("page.html");
    let list = between(&page, "<ul id=\"diagram-1-text\">", "</ul>");
    assert_eq!(list, "<li>Nginx → API 1, API 2 (느림)</li>");
    let svg = between(&page, "<svg class=\"diagram", ">");
    assert!(svg.contains("aria-details=\"diagram-1-text\""), "a reader goes to it, or skips it: {svg}");
    assert!(svg.contains("aria-roledescription=\"순서도\""), "in words that people know: {svg}");
    assert!(between(&page, "<desc id=\"diagram-1-d\">", "</desc>").contains("Nginx → API 1"));
}

#[test]
fn start_and_end_are_said_in_the_language_of_the_page() {
    let korean = CourseTest::of(&format!("# 상태\n\n{STATES}")).build().ok().text("page.html");
    assert!(korean.contains("<li>시작 → 대기</li><li>대기 → 끝 (닫기)</li>"), "{korean}");
    let english = CourseTest::of(&format!("# States\n\n{STATES}")).file("seodang.toml", "language = \"en\"\n");
    assert!(english.build().ok().text("page.html").contains("<li>Start → 대기</li>"));
}

#[test]
fn no_two_drawings_of_a_page_have_one_name() {
    let page = CourseTest::of(&format!("# 그림\n\n## 구조\n\n{FLOW}\n{STATES}\n## 구조\n\n{FLOW}"))
        .build()
        .ok()
        .text("page.html");
    let titles: Vec<&str> =
        page.split("<title id=\"diagram-").skip(1).map(|rest| between(rest, ">", "</title>")).collect();
    assert_eq!(titles, ["구조", "구조 (2)", "구조 (3)"]);
}

#[test]
fn a_long_drawing_has_a_bounded_text() {
    let many: String = (0..300).map(|n| format!("  a{n}[이름 {n}] --> b{n}\n")).collect();
    let page =
        CourseTest::of(&format!("# 그림\n\n```mermaid\nflowchart LR\n{many}```\n")).build().ok().text("page.html");
    assert!(between(&page, "<desc id=\"diagram-1-d\">", "</desc>").chars().count() <= 404);
    let list = between(&page, "<ul id=\"diagram-1-text\">", "</ul>");
    assert!(list.ends_with("<li>…</li>") && list.matches("<li>").count() == 61, "{list}");
}

#[test]
fn a_description_of_the_author_is_the_description() {
    let page = "# 그림\n\n```mermaid\nflowchart LR\n  accTitle: 이름\n  accDescr: 두 단계\n  A --> B\n```\n";
    let page = CourseTest::of(page).build().ok().text("page.html");
    assert_eq!(between(&page, "<desc id=\"diagram-1-d\">", "</desc>"), "두 단계");
    assert!(page.contains("<li>A → B</li>"), "the relations are there too");
}

#[test]
fn readers_see_the_source_of_a_mistake_and_its_author_the_place_with_a_fix() {
    let course =
        CourseTest::of("# 그림\n\n```mermaid\nflowchart LR\n  A[시작] → B[끝]\n```\n").file("seodang.toml", "");
    let built = course.build();
    let page = built.text("page.html");
    let error = between(&page, "class=\"diagram-error\">", "</p>");
    assert_eq!(error, "이 다이어그램을 그리지 못했습니다", "no word of the engine");
    assert!(built.said.contains("page.md:5:9"), "{}", built.said);
    assert!(!built.said.contains("Unexpected character") && built.said.contains("-->"), "{}", built.said);
}
