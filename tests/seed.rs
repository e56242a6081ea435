//! Checks a session in every form of the first courses: the facts of its file, and its page.

use std::fs;
use std::path::Path;

use seodang::course::EntryKind;
use seodang::lesson::{FactKey, Heading};

use crate::support::{Built, CourseTest, contents, course_data};

const PATH: &str = "week_01/day4/session_2.md";

/// The folder of the course that holds the session.
const COURSE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/courses/seed");

/// The course of the session.
pub(crate) fn course() -> CourseTest {
    contents(Path::new(COURSE)).iter().fold(CourseTest::new(), |course, (path, bytes)| course.bytes(path, bytes))
}

fn built() -> Built {
    course().build().ok()
}

#[test]
fn its_place_title_and_card_are_known() {
    let course = course_data(&course()).value;
    let entry = course.entries.iter().find(|entry| entry.kind == EntryKind::Session).unwrap();
    assert_eq!(entry.title, "끊기지 않는 예약 시스템 설계");
    assert_eq!(entry.label.as_deref(), Some("Session 2"));
    assert_eq!(entry.site.as_str(), "week_01/day4/session_2.html");
    let above: Vec<&str> =
        course.ancestors(course.entries.len() - 1)[1..].iter().map(|&i| course.entries[i].title.as_str()).collect();
    assert_eq!(above, ["Week 1", "Day 4"]);
    let lesson = course.lesson_of(entry).unwrap();
    let info = lesson.info.as_ref().unwrap();
    assert_eq!((info.range.unwrap().to_string(), info.minutes), ("14:00–14:50".to_owned(), Some(50)));
    let keys: Vec<FactKey> = info.facts.iter().map(|fact| fact.key).collect();
    assert_eq!(keys, [FactKey::Time, FactKey::Objective, FactKey::Method]);
}

#[test]
fn its_sections_know_their_minutes() {
    let course = course_data(&course()).value;
    let lesson = course.lessons.values().next().unwrap();
    let timed: Vec<(u8, &str, u32)> = lesson
        .headings
        .iter()
        .filter_map(|Heading { level, text, minutes, .. }| Some((*level, text.as_str(), (*minutes)?)))
        .collect();
    assert_eq!(
        timed,
        [
            (3, "왜 필요한가?", 6),
            (2, "핵심 개념", 33),
            (3, "개념 1: 앞뒤 분리", 11),
            (3, "개념 2: 대기열", 12),
            (3, "개념 3: 지켜보기와 되돌리기", 10),
            (2, "함께 생각해보기", 11),
            (3, "짝 토론", 8),
            (3, "전체 나눔", 3),
        ]
    );
    let sum = |names: &[&str]| {
        timed
            .iter()
            .filter(|(_, text, _)| names.iter().any(|name| text.starts_with(name)))
            .map(|(_, _, m)| m)
            .sum::<u32>()
    };
    assert_eq!(sum(&["개념 1", "개념 2", "개념 3"]), 33);
    assert_eq!(sum(&["짝 토론", "전체 나눔"]), 11);
}

#[test]
fn its_keywords_and_checks_are_known() {
    let course = course_data(&course()).value;
    let lesson = course.lessons.values().next().unwrap();
    let terms: Vec<(&str, &str)> =
        lesson.terms.iter().map(|term| (term.category.as_deref().unwrap_or_default(), term.term.as_str())).collect();
    assert_eq!(
        terms,
        [
            // Two of the three quotes define the term of their heading; the third heading names two things.
            ("", "앞뒤 분리"),
            ("", "대기열"),
            ("나누는 방법", "Front Desk"),
            ("나누는 방법", "Back Office"),
            ("나누는 방법", "Rate Limit"),
            ("나누는 방법", "Seat Lock"),
            ("견디는 방법", "Waiting Room"),
            ("견디는 방법", "Backpressure"),
            ("견디는 방법", "Graceful Degradation"),
            ("견디는 방법", "Rollback"),
        ]
    );
    assert_eq!(course.glossary.len(), 10);
    assert_eq!(lesson.checks.len(), 4);
    assert!(lesson.checks.iter().all(|check| !check.checked && check.section.as_deref() == Some("-오늘-세션-성과")));
}

#[test]
fn its_page_shows_all_of_it() {
    let built = built();
    let page = built.page("week_01/day4/session_2.html");
    assert_eq!(page.elements("h1").len(), 1);
    assert!(page.texts("h1")[0].contains("끊기지 않는 예약 시스템 설계"));
    let crumbs = page.find("class", "breadcrumb").map(|nav| nav.text()).unwrap_or_default();
    assert!(crumbs.contains("Week 1") && crumbs.contains("Day 4"), "{crumbs}");
    let card = page.inside("class", "info").text();
    assert!(
        ["14:00", "14:50", "50", "나누어 받는 구조", "그림 읽기 + 설계 연습 + 모둠 나눔"]
            .iter()
            .all(|piece| card.contains(piece)),
        "{card}"
    );
    let prose = page.inside("class", "prose");
    assert!(!prose.text().contains("14:00-14:50"), "the card stands for the block");
    assert_eq!(prose.elements("input").iter().filter(|input| input.attribute("type") == Some("checkbox")).count(), 4);
    assert_eq!(prose.elements("blockquote").iter().filter(|quote| quote.has_class("definition")).count(), 3);
    let terms = page.inside("class", "page-terms").links();
    assert_eq!(terms.len(), 10);
    assert_eq!(terms[2].href, "../../glossary.html#term-front-desk");
    assert!(built.page("glossary.html").ids().contains(&"term-front-desk".to_owned()));
}

#[test]
fn its_diagrams_are_drawn_with_the_styles_of_their_lists() {
    let built = built();
    let page = built.page("week_01/day4/session_2.html");
    let drawings: Vec<_> = page.elements("figure").into_iter().filter(|figure| figure.has_class("diagram")).collect();
    assert_eq!(drawings.len(), 3);
    // The number of nodes in the three blocks; a list such as `A,B` that is read as a node would increase it.
    for (drawing, nodes, clusters) in [(&drawings[0], 8, 3), (&drawings[1], 8, 0), (&drawings[2], 7, 2)] {
        let html = crate::support::Html::new(drawing.inner.clone());
        let of_class = |class: &str| html.elements("g").iter().filter(|g| g.has_class(class)).count();
        assert_eq!((of_class("node"), of_class("cluster")), (nodes, clusters));
        let svg = html.elements("svg").remove(0);
        let label = svg.attribute("aria-label").map(ToOwned::to_owned).or_else(|| html.texts("title").first().cloned());
        assert!(label.is_some_and(|label| !label.is_empty()), "a drawing has a name");
        let drawn = svg.inner.split("<details").next().unwrap_or_default();
        assert!(!drawn.contains(">A,B<") && !drawn.contains(">C,D,E<"), "a phantom node");
    }
    for (drawing, colours) in drawings.iter().zip([
        ["#e1f5fe", "#fff8e1", "#f1f8e9"],
        ["#e1f5fe", "#fff8e1", "#fce4ec"],
        ["#f1f8e9", "#fff8e1", "#e1f5fe"],
    ]) {
        let svg = &drawing.inner[..drawing.inner.find("</svg>").unwrap()];
        for colour in colours {
            assert!(svg.contains(colour) || page.html.contains(colour), "{colour} is missing");
        }
    }
}

#[test]
fn its_link_to_a_session_that_is_not_there_is_reported_at_its_line() {
    let course = course();
    let text = fs::read_to_string(course.course().join(PATH)).unwrap();
    let line = text.lines().position(|line| line.contains("(./session_3.md)")).unwrap() + 1;
    let built = course.build().ok();
    assert_eq!(built.reports(), [format!("broken-link {PATH}:{line}:9")]);
    let prose = built.prose("week_01/day4/session_2.html");
    assert!(prose.text().contains("다음: Session 3 - 나누어 굴리는 배포"), "the text stays");
    assert!(prose.links().iter().all(|link| !link.href.contains("session_3")), "the link goes");
    assert!(prose.text().contains("줄 하나에서 되돌리기까지"), "the page is complete to its end");
}
