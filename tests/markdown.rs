//! Checks what one document cannot show of Markdown: several builds, and the same tag cut off at each place.
//!
//! All else that Markdown becomes is in the documents of `tests/cases/markdown`.

use crate::support::{CourseTest, Html};

fn prose(text: &str) -> Html {
    CourseTest::of(text).build().ok().prose("page.html")
}

#[test]
fn timetables_are_marked_and_checked_boxes_have_names_that_last() {
    let text = "# P\n\n| 시간 | 구분 | 내용 |\n|---|---|---|\n| **09:00-09:50** | 📚 이론 1 | 가 |\n| **09:50-10:00** | ☕ 휴식 | |\n\n| 시간 | 값 |\n|---|---|\n| 오래 | 1 |\n\n- [ ] 하나\n- [ ] 하나\n- [x] 둘\n";
    let first = prose(text);
    assert_eq!(first.elements("table").iter().filter(|table| table.has_class("timetable")).count(), 1);
    let names = |html: &Html| {
        html.elements("input")
            .iter()
            .filter_map(|i| i.attribute("data-task").map(ToOwned::to_owned))
            .collect::<Vec<_>>()
    };
    let before = names(&first);
    assert_eq!(before.len(), 3);
    assert!(before[0] != before[1] && before[1] != before[2]);
    let after = names(&prose(&text.replace("- [x] 둘", "- [ ] 새로운 것\n- [x] 둘")));
    assert_eq!(
        (after[0].as_str(), after[1].as_str(), after[3].as_str()),
        (before[0].as_str(), before[1].as_str(), before[2].as_str())
    );
}

#[test]
fn a_tag_that_is_cut_off_swallows_nothing() {
    for cut in ["<div", "<div class=\"x", "<a href=", "<b>x</b", "text <", "<img src=\"a.png\" alt=\"x"] {
        let built = CourseTest::of(&format!("# P\n\n<div>{cut}\n\nafter\n\n</div>\n\n## Later\n")).build();
        let page = built.page("page.html");
        assert!(
            page.inside("class", "prose").text().contains("after Later"),
            "{cut}: {}",
            page.inside("class", "prose").html
        );
        assert!(page.find("class", "foot").is_some() && page.html.trim_end().ends_with("</html>"), "{cut}");
    }
}
