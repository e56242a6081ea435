//! Checks the files and links by which a published site is shared: feed, dates, pictures, edit links, Markdown.

use std::fs;

use crate::support::{CourseTest, files_below};

const BASE: [&str; 2] = ["--base-url", "https://example.org/course/"];

fn course() -> CourseTest {
    CourseTest::of("# A <b>\n\n![a map](img/map%201.png)\n")
        .bytes("img/map 1.png", b"\x89PNG\r\n\x1a\n")
        .file("README.md", "---\nlastmod: 2026-03-01\n---\n\n# Course & more\n\n[A](page.md) ![s](a.svg)\n")
        .file("a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .file(
            "week_01/session_1.md",
            "---\nlastmod: 2026-03-09T10:00:00+09:00\ntitle: One\n---\n\n# One\n\nText. <!-- a note -->\n\n```html\n<!-- code -->\n```\n\n\
             <!-- instructor -->\nsecret\n<!-- /instructor -->\n\n[back](../page.md)\n",
        )
}

/// Checks that a text is well-formed XML, and returns it.
fn well_formed(xml: String) -> String {
    let mut reader = quick_xml::Reader::from_str(&xml);
    while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
    xml
}

#[test]
fn a_feed_lists_the_pages_that_state_when_they_changed() {
    let course = course();
    assert!(!course.build().ok().output.join("feed.xml").exists(), "the address is not known");
    let built = course.build_with(&BASE).ok();
    let feed = well_formed(built.text("feed.xml"));
    let ids: Vec<&str> = feed.split("<id>").skip(1).map(|rest| rest.split("</id>").next().unwrap()).collect();
    let base = "https://example.org/course/";
    assert_eq!(ids, [base, &format!("{base}week_01/session_1.html"), base], "the feed, then the last change first");
    assert!(
        feed.contains("<title>Course &amp; more</title>") && feed.contains("<updated>2026-03-09T00:00:00Z</updated>"),
        "{feed}"
    );
    let map = well_formed(built.text("sitemap.xml"));
    assert!(map.contains("week_01/session_1.html</loc><lastmod>2026-03-09</lastmod>"), "{map}");
    assert!(map.contains("page.html</loc></url>"), "no date is invented: {map}");
    let page = built.text("week_01/session_1.html");
    assert!(page.contains("type=\"application/atom+xml\"") && page.contains("href=\"../feed.xml\""));
    assert!(page.contains("<time datetime=\"2026-03-09\">"));
    assert!(!built.text("page.html").contains("<time datetime"));
    // Neither without dates nor against the settings.
    let undated = CourseTest::of("# A\n").build_with(&BASE).ok();
    assert!(!undated.output.join("feed.xml").exists() && !undated.text("page.html").contains("atom+xml"));
    let off = course.file("seodang.toml", "[share]\nfeed = false\n").build_with(&BASE).ok();
    assert!(!off.output.join("feed.xml").exists() && off.text("sitemap.xml").contains("<lastmod>"));
}

#[test]
fn shared_links_show_the_first_picture() {
    let course = course();
    let settings = "[share]\nog = false\n";
    let built = course.file("seodang.toml", settings).build_with(&BASE).ok();
    let picture = "<meta property=\"og:image\" content=\"https://example.org/course/img/map%201.png\">";
    assert!(built.text("page.html").contains(picture));
    assert!(!built.text("index.html").contains("og:image"), "a picture of vectors is shown nowhere");
    assert!(!built.output.join("seodang/share").exists());
}

#[test]
fn each_page_has_a_picture_with_its_title() {
    let course = course().file("말.md", "# コンテナの基礎\n\n![a](img/map%201.png)\n");
    assert!(!course.build().ok().text("page.html").contains("og:image"), "the address is not known");
    let built = course.build_with(&BASE).ok();
    let page = built.text("week_01/session_1.html");
    let start = "<meta property=\"og:image\" content=\"https://example.org/course/";
    let path = page.split(start).nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    assert!(path.is_ascii() && page.contains("og:image:width"), "{path}");
    let png = fs::read(built.output.join(path)).unwrap();
    assert!(png.starts_with(b"\x89PNG") && png.len() < 60 * 1024, "{}", png.len());
    // The font lacks these letters: the picture of the page is shown.
    assert!(built.text("말.html").contains("og:image\" content=\"https://example.org/course/img/map%201.png\""));
    // A second build keeps them, and a title that changed has another.
    assert_eq!(fs::read(course.build_with(&BASE).ok().output.join(path)).unwrap(), png);
    course.edit("week_01/session_1.md", "# Other\n");
    let again = course.build_with(&BASE).ok();
    assert!(!again.output.join(path).exists(), "the picture of the old title is gone");
    let pictures = files_below(&again.output.join("seodang/share"));
    let shown = again.pages().iter().filter(|page| again.text(page).contains("/seodang/share/")).count();
    assert!(pictures.len() == shown && shown >= 3, "{pictures:?}");
}

#[test]
fn pages_link_their_file_where_git_knows_the_repository() {
    let course = course();
    let git = course.course().join(".git");
    fs::create_dir(&git).unwrap();
    fs::write(git.join("config"), "[remote \"origin\"]\n\turl = git@github.com:me/course.git\n").unwrap();
    fs::write(git.join("HEAD"), "ref: refs/heads/main\n").unwrap();
    let edit = "href=\"https://github.com/me/course/edit/main/week_01/session_1.md\"";
    assert!(course.build_with(&BASE).ok().text("week_01/session_1.html").contains(edit));
    assert!(!course.build().ok().text("week_01/session_1.html").contains("github.com"), "a site that is not published");
    let off = course.file("seodang.toml", "[share]\nedit-links = false\n").build_with(&BASE).ok();
    assert!(!off.text("week_01/session_1.html").contains("github.com"));
}

#[test]
fn the_markdown_of_pages_has_no_notes_and_its_links_work() {
    let course = course();
    assert!(!course.build().ok().output.join("page.md").exists());
    let built = course.file("seodang.toml", "[share]\nmarkdown = true\n").build_with(&BASE).ok();
    let text = built.text("week_01/session_1.md");
    assert!(
        text.starts_with("# One\n") && text.contains("<!-- code -->") && text.contains("[back](../page.md)"),
        "{text}"
    );
    assert!(!text.contains("a note") && !text.contains("secret") && !text.contains("instructor"), "{text}");
    assert!(built.text("page.md").contains("# A <b>") && built.text("README.md").contains("[A](page.md)"));
    assert!(built.text("week_01/session_1.html").contains("type=\"text/markdown\" href=\"session_1.md\""));
    assert!(built.text("llms.txt").contains("](week_01/session_1.md)"));
}
