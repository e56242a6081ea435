//! Checks Markdown where one document is not enough: several builds, and the same tag cut off at each place.
//!
//! All other Markdown is checked by the documents of `tests/cases/markdown`.

use crate::support::{CourseTest, Html, Random};

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

#[test]
fn what_only_the_head_of_a_page_can_hold_is_text() {
    let built = CourseTest::of(
        "# P\n\nThe <title> element and <textarea rows=\"2\"> in a sentence.\n\n<title>In a block</title>\n\n- a <title>closed</title> one\n\n<div>\n<title>\n<b>bold</b>\n</div>\n\nend\n",
    )
    .build()
    .ok();
    let prose = built.prose("page.html");
    assert_eq!(
        prose.text(),
        "The <title> element and <textarea rows=\"2\"> in a sentence. <title>In a block</title> a <title>closed</title> one <title> bold end"
    );
    assert_eq!(prose.texts("b"), ["bold"], "what follows such a tag is still HTML");
    assert_eq!(built.reports(), Vec::<String>::new());
}

#[test]
fn the_frame_of_a_page_goes_and_its_words_stay() {
    let built = CourseTest::of(
        "# P\n\n<html><head><title>gone</title><meta charset=\"utf-8\"></head><body onload=\"x()\"><main><p>kept</p></main></body></html>\n\nend\n",
    )
    .build()
    .ok();
    let prose = built.prose("page.html");
    assert_eq!(prose.text(), "kept end");
    assert_eq!(prose.texts("p"), ["kept", "end"]);
    let reports = built.reports();
    assert!(reports.iter().all(|report| report.starts_with("unsafe-html page.md:3:")), "{reports:?}");
}

#[test]
fn marks_of_terms_hold_beside_emphasis_html_and_paths() {
    let filler = ["So it goes on, one line after another, and says nothing at all."; 3].join(" ");
    let built = CourseTest::of(&format!(
        "# P\n\n## Keywords\n\n- **Load Balancer**: shares the load\n- **Console**: where one clicks\n\n## Text\n\nA **Load** Balancer, a <kbd>x</kbd> Load\nBalancer. {filler}\n\n## Path\n\n**Path**: The Console → *EC2* → Load Balancer\n\n{filler} {filler} {filler}\n",
    ))
    .build()
    .ok();
    let prose = built.prose("page.html");
    let marked: Vec<String> =
        prose.elements("a").into_iter().filter(|link| link.has_class("term")).map(|link| link.text()).collect();
    assert_eq!(marked, ["Load Balancer", "Console", "Load Balancer"], "{}", prose.html);
    assert_eq!(prose.texts("li")[2..], ["The Console", "EC2", "Load Balancer"]);
    assert_eq!(crate::support::misnested(&built.text("page.html")), None);
}

/// Returns elements in elements on one line, whose texts are `w0`, `w1`, … in order.
fn one_line_elements(random: &mut Random, depth: usize, words: &mut usize) -> String {
    const AROUND: [(&str, &str); 9] = [
        ("<div className=\"a\">", "</div>"),
        ("<section>", "</section>"),
        ("<blockquote>", "</blockquote>"),
        ("<ul><li>", "</li></ul>"),
        ("<details><summary>s</summary>", "</details>"),
        ("<center>", "</center>"),
        ("<b>", "</b>"),
        ("<p>", "</p>"),
        ("<span style={{color: 'red'}}>", "</span>"),
    ];
    let last = if depth == 0 { 6 } else { AROUND.len() };
    let (open, close) = AROUND[random.index(last)];
    // Only the first six hold blocks.
    let is_block = AROUND[..6].contains(&(open, close));
    let mut inner = String::new();
    for _ in 0..=random.below(3) {
        if depth < 3 && is_block && random.below(2) == 0 {
            inner += &one_line_elements(random, depth + 1, words);
        } else {
            inner.push_str(&[" w", &words.to_string(), " "].concat());
            *words += 1;
        }
    }
    format!("{open}{inner}{close}")
}

#[test]
fn no_text_of_elements_on_one_line_stands_twice_or_is_lost() {
    let (mut text, mut words) = ("# P\n\n".to_owned(), 0);
    for seed in 0..500 {
        text += &one_line_elements(&mut Random(seed), 0, &mut words);
        text += "\n\n";
    }
    let built = CourseTest::of(&text).file("docusaurus.config.js", "").build().ok();
    let shown = built.prose("page.html").text();
    let shown: Vec<&str> = shown.split_whitespace().filter(|word| word.starts_with('w')).collect();
    let expected: Vec<String> = (0..words).map(|number| format!("w{number}")).collect();
    assert_eq!(shown, expected);
    assert_eq!(built.reports(), Vec::<String>::new());
}
