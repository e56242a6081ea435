//! Holds what Markdown becomes: GitHub's dialect, its heading ids, and raw HTML that can harm neither page nor reader.

use crate::support::{Built, CourseTest, Html};

fn prose(text: &str) -> Html {
    CourseTest::of(text).build().ok().prose("page.html")
}

fn build(text: &str) -> Built {
    CourseTest::of(text).build().ok()
}

/// The ids of the headings of a page.
fn ids(text: &str) -> Vec<String> {
    let prose = prose(text);
    let is_heading = |name: &str| matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    prose
        .elements("*")
        .into_iter()
        .filter(|e| is_heading(&e.name))
        .filter_map(|e| e.attribute("id").map(ToOwned::to_owned))
        .collect()
}

#[test]
fn tables_tasks_strikes_and_bare_addresses() {
    let html = prose(
        "# P\n\n| a | b |\n|:--|--:|\n| **1** | `x\\|y` |\n\n- [x] done\n- [ ] open\n  - [ ] nested\n\n~~gone~~ https://example.org/a?b=c and www.example.org.\n",
    );
    assert_eq!(html.texts("th"), ["a", "b"]);
    assert_eq!(html.texts("td"), ["1", "x|y"]);
    let boxes: Vec<bool> = html.elements("input").iter().map(|input| input.attribute("checked").is_some()).collect();
    assert_eq!(boxes, [true, false, false]);
    assert_eq!(html.texts("del"), ["gone"]);
    let hrefs: Vec<String> = html.links().into_iter().map(|link| link.href).collect();
    assert_eq!(hrefs, ["https://example.org/a?b=c", "http://www.example.org"]);
}

#[test]
fn footnotes_lead_there_and_back() {
    let html = prose("# P\n\nOne[^a] and two[^b] and one again[^a].\n\n[^a]: First *note*.\n[^b]: Second.\n");
    let ids = html.ids();
    for link in html.links() {
        let id = link.href.strip_prefix('#').unwrap();
        assert!(ids.iter().any(|found| found == id), "{id} in {ids:?}");
    }
    assert_eq!(html.links().len(), 6);
    let mut unique = ids.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), ids.len(), "{ids:?}");
}

#[test]
fn alerts_and_definition_lists() {
    let html = prose("# P\n\n> [!WARNING]\n> Hot.\n\n> [!NOTE]\n> Cold.\n\nTerm\n: Its *meaning*.\n: Another.\n");
    assert_eq!(html.texts("dt"), ["Term"]);
    assert_eq!(html.texts("dd"), ["Its meaning.", "Another."]);
    assert!(html.text().contains("Warning Hot.") && html.text().contains("Note Cold."), "{}", html.text());
}

#[test]
fn emphasis_holds_beside_korean() {
    let html = prose("# P\n\n**\"말\"**은 **굵게(bold)**를 *기울임*과 함께 **`코드`**로.\n");
    assert_eq!(html.texts("strong"), ["\"말\"", "굵게(bold)", "코드"]);
    assert!(!html.text().contains('*'), "{}", html.text());
}

#[test]
fn a_rule_under_a_paragraph_makes_no_heading() {
    let html = prose("# P\n\nA paragraph\n---\n\nAnother\n");
    assert_eq!(html.elements("h2").len(), 0);
    assert_eq!(html.elements("hr").len(), 1);
    // A line of `=` is meant: here it makes a second title, which is shown as a section.
    let html = prose("# P\n\nA paragraph\n---\n\nAnother\n===\n");
    assert_eq!(html.texts("h2"), ["Another"]);
    assert_eq!(html.elements("hr").len(), 1);
}

#[test]
fn ids_are_githubs() {
    // Each id is what GitHub gives the same heading (rule: lower case, spaces to hyphens, all but letters, marks,
    // digits, connectors and hyphens gone; U+FE0F and U+20E3 are marks and stay; repeats are counted).
    assert_eq!(
        ids(
            "# P\n\n## 🔑 핵심 키워드\n## ⚙️ 설정\n## 1️⃣ 첫 단계\n## 👨‍💻 개발자\n## What's `new` in v2.0?\n## A & B / C\n## Über_uns\n## 설정\n## 설정\n## [Link](x.md) text\n## *em* **strong**\n## 😀\n## 😀\n"
        ),
        [
            "-핵심-키워드",
            "\u{fe0f}-설정",
            "1\u{fe0f}\u{20e3}-첫-단계",
            "-개발자",
            "whats-new-in-v20",
            "a--b--c",
            "über_uns",
            "설정",
            "설정-1",
            "link-text",
            "em-strong",
            // GitHub's own is empty, which HTML forbids.
            "§",
            "-1",
        ]
    );
}

#[test]
fn headings_keep_their_levels_in_order_and_one_h1() {
    let html = CourseTest::of("# One\n\n## a\n\n#### c\n\n# Two\n\n## d\n").build().ok();
    let page = html.page("page.html");
    assert_eq!(page.texts("h1"), ["One"]);
    let prose = page.inside("class", "prose");
    let levels: Vec<String> = prose
        .elements("*")
        .into_iter()
        .filter(|e| e.attribute("id").is_some())
        .map(|e| format!("{} {}", e.name, e.text()))
        .collect();
    let depths: Vec<u32> = levels.iter().map(|level| level[1..2].parse().unwrap()).collect();
    assert!(depths.windows(2).all(|pair| pair[1] <= pair[0] + 1), "no level is skipped: {levels:?}");
}

#[test]
fn headings_with_links_and_images_appear_in_the_outline_as_text() {
    let built = build(
        "# P\n\n## [Guide](https://example.org) to *x*\n\ntext\n\n## ![logo](https://example.org/l.png) Pictures\n\ntext\n\n## 🎉\n\ntext\n",
    );
    let outline = built.page("page.html").inside("class", "outline");
    let links = outline.links();
    assert_eq!(links[0].text, "Guide to x");
    assert!(links.iter().all(|link| !link.text.is_empty() && link.href.len() > 1), "{links:?}");
    let page = built.page("page.html");
    let ids = page.ids();
    for link in links {
        let id = percent_encoding::percent_decode_str(&link.href[1..]).decode_utf8().unwrap().into_owned();
        assert!(ids.contains(&id), "{id} is no id: {ids:?}");
    }
}

#[test]
fn the_info_block_becomes_a_card_and_other_facts_keep_their_lines() {
    let built = build(
        "# Session 1: T\n\n## 🕘 세션 정보\n\n**시간**: 09:00-09:50 (50분)\n**목표**: 가[나](https://example.org)\n**산출물**: *다*\n\n---\n\n## 본문\n\n**가**: 하나\n**나**: 둘\n",
    );
    let page = built.page("page.html");
    let facts = page.inside("class", "info").elements("dd");
    assert_eq!(facts.iter().map(crate::support::Element::text).collect::<Vec<_>>(), ["가나", "다"]);
    assert!(facts[0].inner.contains("href=\"https://example.org\""));
    let prose = page.inside("class", "prose");
    assert!(!prose.text().contains("세션 정보"));
    assert_eq!(prose.elements("br").len(), 1);
    let card_id = page.ids().into_iter().filter(|id| id == "-세션-정보").count();
    assert_eq!(card_id, 1, "links to the heading still arrive");
}

#[test]
fn an_info_block_as_a_list_and_in_english() {
    let page = build(
        "# Session 1: T\n\n## Session Info\n\n- **Time:** 9:00 - 10:30\n- **Objective:** Learn\n\n## Body\n\nx\n",
    )
    .page("page.html");
    let card = page.inside("class", "info").text();
    assert!(card.contains("9:00") && card.contains("10:30") && card.contains("90") && card.contains("Learn"), "{card}");
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
fn code_keeps_its_text_its_title_and_one_warning_a_language() {
    let code = "a  <b> & \"c\"\n\tx\n";
    let built = build(&format!(
        "# P\n\n```nolang\n{code}```\n\n```nolang\n{code}```\n\n```yaml\n# deploy/app.yaml\na: 1\n```\n\n- list\n\n  ```sh\n  echo hi\n  ```\n\n~~~\nplain\n~~~\n"
    ));
    assert_eq!(built.reports(), ["unknown-language page.md:3:1"]);
    let prose = built.prose("page.html");
    assert_eq!(prose.texts("figcaption"), ["deploy/app.yaml"]);
    let blocks = prose.elements("code");
    assert_eq!(blocks.len(), 5);
    assert!(blocks[0].inner.contains("a  &lt;b&gt; &amp; "), "{}", blocks[0].inner);
    assert_eq!(blocks[3].text(), "echo hi");
}

#[test]
fn diagrams_in_lists_and_quotes_are_drawn() {
    let built = build(
        "# P\n\n- item\n\n  ```mermaid\n  graph LR\n      A[가] --> B\n  ```\n\n> quote\n>\n> ```mermaid\n> graph LR\n> C --> D\n> ```\n",
    );
    assert_eq!(built.reports(), Vec::<String>::new());
    let figures = built.prose("page.html").elements("figure").into_iter().filter(|f| f.has_class("diagram")).count();
    assert_eq!(figures, 2);
}

#[test]
fn a_diagram_that_cannot_be_drawn_shows_its_source_and_its_line() {
    let built = CourseTest::of(
        "# P\n\ntext\n\n```mermaid\nsequenceDiagram\n    A->>B: hi\n    this is no mermaid\n```\n\nafter\n",
    )
    .build();
    assert_eq!(built.exit_code, 1);
    let problem = &built.problems()[0];
    assert_eq!(problem.code, "broken-diagram");
    assert!(problem.place.starts_with("page.md:8:"), "{}", problem.place);
    let prose = built.prose("page.html");
    assert!(prose.text().contains("this is no mermaid") && prose.text().contains("after"));
}

#[test]
fn ids_of_diagrams_are_unique_on_a_page() {
    let block = "```mermaid\ngraph LR\nA --> B\n```\n\n```mermaid\nsequenceDiagram\nA->>B: hi\n```\n\n";
    let ids = CourseTest::of(&format!("# P\n\n{}", block.repeat(3))).build().ok().page("page.html").ids();
    let mut unique = ids.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), ids.len());
}

#[test]
fn raw_html_passes() {
    let html = prose(
        "# P\n\ntext\n\n<div align=\"center\">\n\n**bold** • text\n\n</div>\n\n<details>\n<summary>More</summary>\n\n- [x] a\n- b\n\n```sh\nls\n```\n\n</details>\n\none<br>two<br/>three <kbd>Ctrl</kbd> <sub>2</sub>\n",
    );
    assert!(html.elements("div").iter().any(|div| div.text() == "bold • text"));
    let details = html.elements("details").remove(0);
    assert!(details.inner.contains("<summary>More</summary>") && details.text().contains("ls"), "{}", details.inner);
    assert_eq!(html.elements("br").len(), 2);
    assert_eq!(html.texts("kbd"), ["Ctrl"]);
}

#[test]
fn raw_html_runs_nothing() {
    let built = build(
        "# P\n\n<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\n<a href=\"java&#10;script:alert(1)\" onclick=\"x()\">go</a>\n\n[md](javascript:alert(1)) [vb](VBSCRIPT:x) [data](data:text/html,<script>alert(1)</script>)\n\n<iframe src=\"https://example.org\"></iframe>\n\n<p style=\"background:url(https://example.org/x.png)\" onmouseover=\"y()\">styled</p>\n\n<object data=\"x.swf\"></object><embed src=\"x.swf\"><style>body{display:none}</style>\n\n<form action=\"https://example.org\"><input name=q></form>\n\n<base href=\"https://example.org/\"><meta http-equiv=\"refresh\" content=\"0;url=https://example.org\"><link rel=stylesheet href=\"https://example.org/x.css\">\n\nend\n",
    );
    let prose = built.prose("page.html");
    for element in prose.elements("*") {
        for (name, value) in &element.attributes {
            assert!(!name.starts_with("on"), "{element:?}");
            let value = value.replace(|c: char| c.is_whitespace(), "").to_lowercase();
            assert!(
                !value.contains("javascript:") && !value.contains("vbscript:") && !value.starts_with("data:text"),
                "{element:?}"
            );
            assert!(!(name == "style" && value.contains("url(")), "{element:?}");
        }
        assert!(
            !["script", "iframe", "object", "embed", "base", "meta", "link", "style"].contains(&element.name.as_str()),
            "{element:?}"
        );
    }
    assert!(prose.text().ends_with("end"), "{}", prose.text());
    assert!(built.reports().iter().any(|report| report.starts_with("unsafe-html page.md:3:")), "{:?}", built.reports());
}

#[test]
fn unclosed_html_costs_its_block_at_the_most() {
    let built = build(
        "# P\n\n<div>\n\n<b>open\n\n## After\n\n</section>\n\nSet <your-ip> and <pending>.\n\n- <i>item\n- next\n\nend\n",
    );
    let page = built.page("page.html");
    let depth =
        |name: &str| (page.html.matches(&format!("<{name}")).count(), page.html.matches(&format!("</{name}>")).count());
    for name in ["div", "b>", "i>"] {
        let name = name.trim_end_matches('>');
        let open = page.elements(name).len();
        assert_eq!(open, page.html.matches(&format!("</{name}>")).count(), "<{name}> {:?}", depth(name));
    }
    assert!(page.html.contains("</main>"));
    assert!(
        page.inside("class", "prose").text().contains("<your-ip> and <pending>"),
        "{}",
        page.inside("class", "prose").text()
    );
    let reports = built.reports();
    assert!(reports.iter().any(|r| r == "unbalanced-html page.md:3:1"), "{reports:?}");
    assert!(reports.iter().any(|r| r == "unbalanced-html page.md:9:1"), "{reports:?}");
}

#[test]
fn nested_lists_hold_code_tables_and_quotes() {
    let html = prose(
        "# P\n\n1. one\n\n   ```yaml\n   a: 1\n   ```\n\n   | h |\n   |---|\n   | c |\n\n   - inner\n     > quoted\n\n2. two\n   1. deep\n      - deeper\n\n         code\n",
    );
    let items = html.elements("ol")[0].inner.clone();
    assert!(items.contains("<table") && items.contains("<pre") && items.contains("<blockquote"), "{items}");
    assert!(html.text().contains("deeper"));
}

#[test]
fn images_become_figures_and_badges_are_drawn_here() {
    let png = include_bytes!("pages/dot.png");
    let built = CourseTest::of("# P\n\n![A dot](img/my%20dot.png)\n*The caption*\n\n<img src=\"img/my dot.png\" width=\"48\">\n\n![up](https://img.shields.io/badge/build-passing-green)\n\n![far](https://example.org/far.png)\n\n![none](gone.png)\n")
        .bytes("img/my dot.png", png)
        .build()
        .ok();
    let prose = built.prose("page.html");
    let images = prose.elements("img");
    assert_eq!(images.len(), 2);
    assert_eq!(images[0].attribute("src"), Some("img/my%20dot.png"));
    assert_eq!(
        (images[0].attribute("width"), images[0].attribute("height"), images[0].attribute("alt")),
        (Some("2"), Some("1"), Some("A dot"))
    );
    assert_eq!(images[1].attribute("width"), Some("48"));
    assert_eq!(prose.texts("figcaption"), ["The caption"]);
    assert!(prose.text().contains("build passing") && prose.text().contains("far"), "{}", prose.text());
    assert_eq!(built.reports(), ["missing-alt page.md:6:1", "missing-image page.md:12:1"]);
    assert!(built.output.join("img/my dot.png").is_file());
}

#[test]
fn videos_play_from_the_site_or_not_at_all() {
    let built = CourseTest::of("# P\n\n<video src=\"a.mp4\" poster=\"p.png\" controls></video>\n\n<video controls><source src=\"https://example.org/b.mp4\"></video>\n\n<picture><source srcset=\"https://example.org/d.png\"><img src=\"p.png\" alt=\"p\"></picture>\n")
        .bytes("a.mp4", b"x")
        .bytes("p.png", include_bytes!("pages/dot.png"))
        .build()
        .ok();
    let prose = built.prose("page.html");
    for element in prose.elements("*") {
        for name in ["src", "srcset", "poster"] {
            if let Some(value) = element.attribute(name) {
                assert!(!value.contains("://"), "{element:?}");
                assert!(built.output.join(value).is_file(), "{element:?}");
            }
        }
    }
    assert_eq!(prose.elements("video")[0].attribute("src"), Some("a.mp4"));
}

#[test]
fn a_word_left_bold_in_html_does_not_take_the_page() {
    let built = build(
        "# P\n\n<p>unclosed <b>bold\n\nrest\n\n<font color=\"red\">\n\ncoloured\n\n</font>\n\n<a href=\"page.md\">open\n\nend\n",
    );
    let prose = built.prose("page.html");
    assert_eq!(prose.texts("b"), ["bold"]);
    assert_eq!(prose.texts("a"), ["open"]);
    let font = prose.elements("div").into_iter().find(|div| div.attribute("style") == Some("color:red")).unwrap();
    assert_eq!(font.text(), "coloured", "an element that is closed further down may hold Markdown");
    assert_eq!(built.reports(), ["unbalanced-html page.md:3:13", "unbalanced-html page.md:13:1"]);
}

#[test]
fn a_title_in_html_is_a_title() {
    let course = CourseTest::new().file("README.md", "<h1 align=\"center\">\n  <img src=\"logo.png\" alt=\"logo\"><br>\n  Project <small>v2</small>\n</h1>\n\nWords.\n");
    let built = course.bytes("logo.png", include_bytes!("pages/dot.png")).build().ok();
    let page = built.page("index.html");
    assert_eq!(page.texts("h1"), ["Project v2"]);
    assert_eq!(page.texts("title"), ["Project v2"]);
    assert_eq!(page.inside("class", "prose").elements("img").len(), 1);
}

#[test]
fn pictures_for_the_dark_and_drawings_in_html_stay() {
    let dot = include_bytes!("pages/dot.png");
    let text = "# P\n\n<picture><source media=\"(prefers-color-scheme: dark)\" srcset=\"dark.png\"><source srcset=\"https://example.org/x.png\"><img src=\"light.png\" alt=\"l\"></picture>\n\n<svg width=\"9\" height=\"9\"><circle r=\"5\"/><rect width=\"1\" height=\"1\"/></svg>\n";
    let built = CourseTest::of(text).bytes("dark.png", dot).bytes("light.png", dot).build().ok();
    let prose = built.prose("page.html");
    let sources: Vec<Option<String>> =
        prose.elements("source").iter().map(|s| s.attribute("srcset").map(ToOwned::to_owned)).collect();
    assert_eq!(sources, [Some("dark.png".to_owned())]);
    assert!(built.output.join("dark.png").is_file());
    assert!(prose.html.contains("<circle r=\"5\"></circle><rect "), "{}", prose.html);
    assert_eq!(built.reports(), Vec::<String>::new());
}

#[test]
fn loose_words_in_html_stand_in_an_element() {
    let html = prose("# P\n\n<div>block</div>\nloose words\n\n<b>bold</b> and more\n");
    // The article is a grid: what stands right in it must be elements.
    let mut depth = 0;
    for piece in html.html.split('<').filter(|piece| !piece.is_empty()) {
        let (tag, text) = piece.split_once('>').unwrap_or(("", piece));
        depth += if tag.starts_with('/') { -1 } else { 1 };
        assert!(depth > 0 || text.trim().is_empty(), "`{}` is loose in {}", text.trim(), html.html);
    }
    assert!(html.text().contains("block loose words") && html.text().contains("bold and more"));
}

#[test]
fn a_heading_that_is_an_emoji_alone_has_a_name() {
    let html = prose("# P\n\n## 🎉\n\n## 🎉 Words\n");
    let hidden: Vec<bool> = html
        .elements("h2")
        .iter()
        .map(|h2| h2.inner.split("class=\"anchor\"").next().unwrap().contains("aria-hidden"))
        .collect();
    assert_eq!(hidden, [false, true]);
}

#[test]
fn html_in_quotes_and_lists_is_reported_where_it_stands() {
    let built = build(
        "# P\n\n> <div>\n>   <a href=\"gone.md\">가</a> • <a href=\"lost.md\">나</a> •\n> </div>\n\n- 항목\n\n  <p align=\"center\">\n    <a href=\"gone.md\">다</a> • </i>\n  </p>\n",
    );
    assert_eq!(
        built.reports(),
        [
            "broken-link page.md:4:5",
            "broken-link page.md:4:31",
            "broken-link page.md:10:5",
            "unbalanced-html page.md:10:31"
        ]
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
fn html_left_open_ends_before_the_footnotes() {
    let built = build("# P\n\n<table><tr><td>\n\nin the cell[^1]\n\n[^1]: The note.\n");
    let prose = built.prose("page.html");
    assert_eq!(prose.texts("td"), ["in the cell1"]);
    assert_eq!(prose.elements("section").len(), 1);
    assert!(!prose.elements("table")[0].inner.contains("<section"), "{}", prose.html);
}

#[test]
fn a_footnote_that_is_defined_twice_is_shown_once() {
    let prose = prose("# P\n\nOne[^1].\n\n- [^1]: in a list\n\n[^1]: First.\n\n[^1]: Second.\n\n## Later\n");
    assert_eq!(prose.elements("section").len(), 1);
    assert_eq!(prose.ids().iter().filter(|id| *id == "fn-1").count(), 1);
    assert!(prose.html.find("Later").unwrap() < prose.html.find("<section").unwrap());
}

#[test]
fn answers_fold_though_their_ends_stand_in_running_text() {
    let built = build(
        "# P\n\n<details>\n<summary>What?</summary><br><b>\n\nThis.\n</b></details>\n\n<details>\n<summary>Why?</summary><br><b>\n\n* One\n* Two\n</b></details>\n\n## After\n\nText with <b>bold</b>.\n",
    );
    assert_eq!(built.reports(), Vec::<String>::new());
    let prose = built.prose("page.html");
    assert_eq!(prose.elements("details").len(), 2);
    let html = built.text("page.html");
    let at = |part: &str| html.find(part).unwrap_or_else(|| panic!("{part}: {html}"));
    let ends: Vec<usize> = html.match_indices("</details>").map(|(at, _)| at).collect();
    assert!(
        at("<p>This.</p>") < ends[0] && ends[0] < at("Why?") && at("Two") < ends[1] && ends[1] < at("After"),
        "{html}"
    );
    assert_eq!(prose.texts("b"), ["bold"], "words within a line alone are bold: no block may stand in them");
}

#[test]
fn what_never_ends_ends_with_its_section() {
    let built = build(
        "# P\n\n## A\n\n<details>\n<summary>One</summary>\n\nText.\n\n<details>\n<summary>Two</summary>\n\nMore.\n\n## B\n\n<div align=\"center\">\n\nMiddle.\n",
    );
    assert_eq!(
        built.reports(),
        ["unbalanced-html page.md:5:1", "unbalanced-html page.md:10:1", "unbalanced-html page.md:17:1"]
    );
    let html = built.text("page.html");
    let at = |part: &str| html.find(part).unwrap_or_else(|| panic!("{part}: {html}"));
    let ends: Vec<usize> = html.match_indices("</details>").map(|(at, _)| at).collect();
    assert!(ends[0] < at("Two") && ends[1] < at(">B<"), "{html}");
}
