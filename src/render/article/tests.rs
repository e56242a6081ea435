//! Checks the HTML of small articles, form by form.

use super::*;
use crate::config::Config;
use crate::course;
use crate::lesson::{Vocabulary, parse};
use crate::read::Sources;

/// Renders the article of `a.md` in a course that also holds `week_01/README.md`.
fn rendered(text: &str) -> Article {
    let mut sources = Sources::default();
    for (path, text) in [("a.md", text), ("week_01/README.md", "# Week 1: 둘째\n\n## 🛠️ 준비\n")] {
        let path = CoursePath::new(path);
        sources.files.insert(path.clone(), crate::read::FileEntry { disk: path.as_str().into(), ..Default::default() });
        sources.sources.push(Source::new(path, text));
    }
    sources
        .files
        .insert(CoursePath::new("x.png"), crate::read::FileEntry { disk: "x.png".into(), ..Default::default() });
    let lessons = sources.sources.iter().map(|source| parse(source, &Vocabulary::default()).value.into()).collect();
    let course = course::assemble(&sources, lessons, &Config::default(), None, None).value;
    let (attachments, words, memo) = (BTreeMap::new(), Words::default(), Memo::default());
    let context = RenderContext {
        course: &course,
        attachments: &attachments,
        words: &words,
        diagram: &crate::render::diagram::default_theme(),
        memo: &memo,
        lines: false,
        sources: None,
        glossary_site: None,
    };
    let lesson = &course.lessons[&CoursePath::new("a.md")];
    article(context, lesson, &sources.sources[0], &SitePath::new("a.html"))
}

fn html(text: &str) -> String {
    rendered(text).html.trim().to_owned()
}

#[test]
fn headings_lose_their_decoration_to_the_style() {
    assert_eq!(
        html("# T\n## 🔍 개념 `x` (12분)\n"),
        "<h2 id=\"-개념-x-12분\"><span class=\"emoji\" aria-hidden=\"true\">🔍</span>\u{a0}개념 <code>x</code> <span class=\"duration\">(12분)</span>\
         <a class=\"anchor\" href=\"#-개념-x-12분\" tabindex=\"-1\" aria-hidden=\"true\" data-role=\"screen-only\">#</a></h2>"
    );
}

#[test]
fn levels_have_no_gaps() {
    let html = html("# T\n#### a\n## b\n#### c\n# d\n");
    let levels: Vec<&str> = html.lines().map(|line| &line[..3]).collect();
    assert_eq!(levels, ["<h2", "<h2", "<h3", "<h2"]);
}

#[test]
fn links_lead_to_pages() {
    assert_eq!(html("# T\n[x](week_01/README.md#-준비)"), "<p><a href=\"week_01/index.html#\u{fe0f}-준비\">x</a></p>");
    assert_eq!(html("# T\n[x](week_01/)"), "<p><a href=\"week_01/index.html\">x</a></p>");
    assert_eq!(html("# T\n[README.md](week_01/README.md)"), "<p><a href=\"week_01/index.html\">Week 1: 둘째</a></p>");
    assert_eq!(html("# T\n[x](nothing.md)"), "<p><span class=\"broken-link\">x</span></p>");
    assert_eq!(html("# T\n[x](javascript:alert(1))"), "<p><span class=\"broken-link\">x</span></p>");
}

#[test]
fn images_load_nothing_from_elsewhere() {
    assert_eq!(
        html("# T\n![그림](x.png)\n*설명*"),
        "<figure class=\"image\"><img src=\"x.png\" alt=\"그림\" loading=\"lazy\" decoding=\"async\"><figcaption>설명</figcaption></figure>"
    );
    assert_eq!(
        html("# T\na ![그림](https://a.b/c.png)"),
        "<p>a <a class=\"remote-image\" data-remote=\"https://a.b/c.png\" data-alt=\"그림\" href=\"https://a.b/c.png\">그림<span class=\"remote-address\"> a.b/c.png</span></a></p>"
    );
    assert_eq!(
        html("# T\n<img src=\"y.png\" alt=\"둘\" onerror=\"x()\">"),
        "<div><span class=\"missing-image\">둘</span></div>"
    );
}

#[test]
fn tasks_are_labels() {
    let html = html("# T\n- [ ] 하나\n- [x] 하나\n");
    assert!(
        html.starts_with("<ul class=\"tasks\">\n<li class=\"task\"><label><input type=\"checkbox\" data-task=\""),
        "{html}"
    );
    let ids: BTreeSet<&str> = html.split("data-task=\"").skip(1).map(|rest| &rest[..4]).collect();
    assert_eq!(ids.len(), 2, "equal texts are two boxes");
    assert!(html.contains("checked> 하나</label>"), "{html}");
}

#[test]
fn raw_html_stays_in_its_block() {
    let article = rendered("# T\n\n<div align=\"center\">\n\n**굵게**\n\n## 절\n\n끝</b>\n");
    let html = article.html.trim();
    assert!(html.starts_with("<div class=\"hero\">"), "{html}");
    assert!(html.contains("</div>\n<h2"), "it ends with its section: {html}");
    assert!(!html.contains("</b>"), "{html}");
    assert_eq!(article.facts.diagnostics.len(), 2, "{:?}", article.facts.diagnostics);
}

#[test]
fn placeholders_are_text_and_scripts_go() {
    assert_eq!(html("# T\nkubectl <pending> 상태"), "<p>kubectl &lt;pending&gt; 상태</p>");
    assert_eq!(html("# T\n<script>alert('x')</script>\n"), "");
    assert_eq!(html("# T\n<p align=\"center\" onclick=\"x()\">a</p>\n"), "<p class=\"align-center\">a</p>");
    assert_eq!(html("# T\n<!-- 강사용 메모 -->\n"), "");
}

#[test]
fn info_lines_keep_their_breaks() {
    assert_eq!(html("# T\n**가**: 1\n**나**: 2"), "<p><strong>가</strong>: 1<br>\n<strong>나</strong>: 2</p>");
}

#[test]
fn tables_scroll_and_align_by_class() {
    let html = html("# T\n| 시간 | |\n|--|-:|\n| 09:00-10:00 | 휴식 |\n");
    assert!(html.contains("<table class=\"timetable\">"), "{html}");
    assert!(html.contains("<tr class=\"break\" data-span=\""), "{html}");
    assert!(html.contains("<td class=\"align-right\">휴식</td>"), "{html}");
    assert!(html.contains("<th scope=\"col\">시간</th>\n<td class=\"align-right\"></td>"), "{html}");
    assert!(html.ends_with("</tr>\n</tbody>\n</table></div>"), "{html}");
}

#[test]
fn a_diagram_that_cannot_be_drawn_shows_itself_at_its_line() {
    let article = rendered("# T\n\n```mermaid\ngraph TD\n  A -->\n```\n");
    assert!(article.html.contains("diagram failed"), "{}", article.html);
    assert!(article.html.contains("A --&gt;"), "{}", article.html);
    assert_eq!(article.facts.diagnostics.len(), 1);
}

#[test]
fn a_diagram_is_named_by_its_label() {
    let html = html("# T\n\n**주문 흐름**:\n```mermaid\ngraph TD\n  A[주문] --> B[결제]\n```\n");
    assert!(html.contains("aria-label=\"주문 흐름\""), "{html}");
    assert!(html.contains("id=\"figure-diagram-1\""), "{html}");
}

#[test]
fn a_link_that_is_a_picture_without_a_text_says_where_it_leads() {
    let expected = "aria-label=\"example.com/watch\"><img src=\"x.png\" alt=\"\"";
    for text in [
        "[![](x.png)](https://example.com/watch?v=1)",
        "<a href=\"https://example.com/watch?v=1\"><img src=\"x.png\"></a>",
    ] {
        let html = html(text);
        assert!(html.contains(expected), "{html}");
    }
    assert!(!html("[![말](x.png)](https://example.com/)").contains("aria-label"));
}
