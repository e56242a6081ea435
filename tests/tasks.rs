//! Checks the tasks of pages: boxes with stable names, their sums, and the forms of lab pages.

use crate::support::{Built, CourseTest, Html};

/// Returns the number of boxes that readers tick, for each sum on a page.
fn sums(html: &Html, selector: &str) -> Vec<String> {
    let sums = html.elements(selector).into_iter().filter_map(|element| {
        let spans = Html::new(element.inner.clone()).elements("span");
        let sum = spans.into_iter().find(|span| span.has_class("tasks-sum"))?;
        sum.attribute("data-tasks").map(ToOwned::to_owned)
    });
    sums.collect()
}

fn course() -> Built {
    CourseTest::new()
        .file("README.md", "# Course\n\n- [ ] sign up\n")
        .file("week_01/day1/README.md", "# Week 1 Day 1: One\n\n- [x] laptop\n")
        .file("week_01/day1/session_1.md", "# Session 1: A\n\n- [ ] a\n- [x] b\n\n```\n- [ ] in code\n```\n")
        .file("week_01/day1/lab_1.md", "# Lab 1: B\n\n## Step 1: Do\n\n- [ ] done\n\n## Step 2: Undo\n")
        .file("week_02/session_1.md", "# Session 1: C\n\nNothing to do.\n")
        .build()
        .ok()
}

#[test]
fn totals_are_known_where_a_page_shows_other_pages() {
    let built = course();
    let page = built.page("week_01/day1/lab_1.html");
    let nav: Vec<_> = page.elements("nav").into_iter().filter(|nav| nav.has_class("course-nav")).collect();
    let nav = Html::new(nav[0].inner.clone());
    // Week, day, session, lab, without the boxes that the author ticked; then the week with a page to mark as read.
    assert_eq!(sums(&nav, "a"), ["4", "4", "1", "3", "1"]);
    let script = page.elements("script").into_iter().find(|script| script.attribute("data-here").is_some()).unwrap();
    let told = ["data-home", "data-here", "data-tasks"].map(|name| script.attribute(name).unwrap());
    assert_eq!(told, ["../../index.html", "week_01/day1/lab_1.html", "6"]);
    let day = built.page("week_01/day1/index.html");
    let rows: Vec<_> = sums(&day, "li");
    for expected in ["1", "3"] {
        assert!(rows.contains(&expected.to_owned()), "{rows:?}");
    }
    let meter = |path: &str| {
        let page = built.page(path);
        let meters = page.elements("p").into_iter().filter(|p| p.has_class("meter"));
        meters.map(|p| sums(&Html::new(p.inner), "button")).collect::<Vec<_>>()
    };
    assert_eq!(meter("week_01/day1/index.html"), [["4"]]);
    assert_eq!(meter("index.html"), [["6"]]);
    assert!(meter("week_02/session_1.html").is_empty());
}

#[test]
fn boxes_that_the_author_ticked_are_kept_and_not_counted() {
    let built = CourseTest::of("# P\n\n- [x] done before\n").build().ok();
    let page = built.text("page.html");
    assert!(page.contains("progress.js"), "a reader may untick it");
    assert!(!page.contains("tasks-sum") && !page.contains("class=\"meter\""), "{page}");
}

#[test]
fn a_page_without_tasks_is_marked_as_read() {
    let built = CourseTest::new()
        .file("week_01/README.md", "# Week 1: W\n\nText.\n")
        .file("week_01/session_1.md", "# Session 1: S\n\nText.\n")
        .file("week_01/session_2.md", "# Session 2: T\n\n- [ ] a\n")
        .file("week_01/session_3.md", "# Session 3: U\n\n- [x] b\n")
        .build()
        .ok();
    let marks = |path: &str| {
        let boxes = built.page(path).elements("input");
        boxes.into_iter().filter(|input| input.attribute("data-task") == Some("read")).count()
    };
    assert_eq!(marks("week_01/session_1.html"), 1);
    for other in ["index.html", "week_01/index.html", "week_01/session_2.html", "week_01/session_3.html"] {
        assert_eq!(marks(other), 0, "{other}");
    }
    let script = built.page("index.html").elements("script");
    let script = script.into_iter().find(|script| script.attribute("data-tasks").is_some()).unwrap();
    assert_eq!(script.attribute("data-tasks"), Some("2"), "the mark counts as one task");
}

#[test]
fn steps_have_a_marker_a_box_and_their_place_in_the_outline() {
    let text = "# Lab 1: L\n\n## 🚀 Step 1: Start (10 min)\n\nx\n\n### 2단계. 준비\n\nx\n\n## ✅ Step 1: Checked\n\nx\n\n## Step 3 검증\n\n> ## Step 4: quoted\n";
    let page = CourseTest::of(text).build().ok().page("page.html");
    let prose = page.inside("class", "prose");
    let steps: Vec<_> = prose.elements("label").into_iter().filter(|label| label.has_class("step")).collect();
    assert_eq!(steps.iter().map(crate::support::Element::text).collect::<Vec<_>>(), ["Step 1", "2단계"]);
    assert_eq!(prose.texts("h2")[0].trim_end_matches('#').trim(), "Step 1 🚀 Start (10 min)");
    let boxes = prose.elements("input");
    let ids = prose.elements("h2").into_iter().chain(prose.elements("h3"));
    let ids: Vec<_> = ids.filter_map(|heading| heading.attribute("id").map(ToOwned::to_owned)).collect();
    for input in &boxes {
        assert!(ids.iter().any(|id| Some(id.as_str()) == input.attribute("aria-labelledby")), "{input:?}");
    }
    let outline = page.inside("class", "outline");
    let links = outline.elements("a").into_iter().filter_map(|link| link.attribute("data-step").map(ToOwned::to_owned));
    let names: Vec<_> = boxes.iter().filter_map(|input| input.attribute("data-task").map(ToOwned::to_owned)).collect();
    assert_eq!(links.collect::<Vec<_>>(), names);
}

#[test]
fn ways_through_a_console_are_lists() {
    let stations = |text: &str| {
        let prose = CourseTest::of(&format!("# P\n\n{text}")).build().ok().prose("page.html");
        let lists = prose.elements("ol").into_iter().filter(|list| list.has_class("path"));
        lists.map(|list| Html::new(list.inner).texts("li").join(" | ")).collect::<Vec<_>>()
    };
    assert_eq!(
        stations("**AWS Console 경로**:\n```\nAWS Console → EC2 → Launch\nAWS Console → VPC\n```\n"),
        ["AWS Console | EC2 | Launch", "AWS Console | VPC"]
    );
    assert_eq!(stations("**Path**: Portal → **Users** → `New user`\n"), ["Portal | Users | New user"]);
    assert_eq!(
        stations("**Navigate:** EC2 > **Instances** > Launch\n\n**Console**: `a > b`\n"),
        ["EC2 | Instances | Launch"]
    );
    assert_eq!(stations("1. Azure Portal → Users\n2. Add\n"), ["Azure Portal | Users"]);
    assert_eq!(stations("Client → Server → Database\n\n```\nClient → Server\n```\n"), Vec::<String>::new());
    assert_eq!(stations("**경로**: A → B\n그리고 → 다음\n"), Vec::<String>::new(), "lines are no way");
    let html = CourseTest::of("# P\n\n**Console path**: A & B → [C](x.md)\n")
        .file("x.md", "# X\n")
        .build()
        .ok()
        .text("page.html");
    assert!(html.contains("<div class=\"way\"><p><strong>Console path</strong>:</p><ol class=\"path\"><li>A &amp; B</li><li><a href=\"x.html\">C</a></li></ol></div>"), "{html}");
}

#[test]
fn hints_and_answers_are_folded_and_nothing_else() {
    let folds = |file: &str, text: &str| {
        let built = CourseTest::new().file(&format!("{file}.md"), text).build().ok();
        let prose = built.prose(&format!("{file}.html"));
        assert_eq!(crate::support::misnested(&prose.html), None);
        let controls = prose.elements("summary").iter().filter(|summary| summary.inner.contains("<a ")).count();
        assert_eq!(controls, 0, "a control in a control: {}", prose.html);
        let details = prose.elements("details").into_iter().map(|details| details.text());
        details.map(|text| text.replace('#', "").replace("  ", " ")).collect::<Vec<_>>()
    };
    let hint = "# L\n\n## 💡 힌트 1\n\n하나\n\n### 아래\n\n둘\n\n## 다음\n\n셋\n";
    assert_eq!(folds("page", hint), ["💡 힌트 1 하나 아래 둘"]);
    assert_eq!(
        folds("page", "# L\n\n### Hint: port\n\nOne\n\n---\n\n<div align=\"center\">\n\nend\n\n</div>\n"),
        ["Hint: port One"]
    );
    let footer = "# L\n\n### 정답\n\nOne\n\n<div align=\"center\">\n\nend\n\n</div>\n\n[^a]: note\n";
    assert_eq!(folds("page", footer), ["정답 One"]);
    assert_eq!(folds("page", "# L\n\n## Hint\n\n<details><summary>s</summary>\n\nx\n\n</details>\n"), ["s x"]);
    assert_eq!(folds("page", "# L\n\n## Solution\n\nx\n\n## 정답률\n\ny\n\n## Hint\n"), Vec::<String>::new());
    assert_eq!(folds("lab_1", "# Lab 1: L\n\n## Solution\n\nx\n"), ["Solution x"]);
}

#[test]
fn expected_output_is_told_apart_from_commands() {
    let text = "# P\n\n```bash\nls\n```\n\n**You should see:**\n\n```\na\n```\n\n### 예상 출력\n\n```\nb\n```\n\n```output\nc\n```\n\n## Next\n\n```\nd\n```\n";
    let prose = CourseTest::of(text).build().ok().prose("page.html");
    let figures = prose.elements("figure").into_iter();
    let outputs: Vec<_> = figures.filter(|figure| figure.has_class("output")).map(|figure| figure.text()).collect();
    assert_eq!(outputs, ["a", "b", "c"]);
}
