//! Holds that each page has its own address and each folder of pages an index, whatever the names of the files.

mod trees;

use crate::support::{CourseTest, contents, files_below};

/// Returns the reports about addresses.
fn routes(built: &crate::support::Built) -> Vec<String> {
    built.reports().into_iter().filter(|report| report.starts_with("duplicate-route")).collect()
}

#[test]
fn an_html_file_that_no_page_links_takes_no_address() {
    let built = CourseTest::new()
        .file("README.md", "# Course\n\n[week](week_01/README.md)\n")
        .file("index.html", "<p>docsify</p>")
        .file("week_01/README.md", "# Week 1\n")
        .file("week_01/INDEX.HTML", "<p>old</p>")
        .file("week_01/lab.md", "# Lab\n")
        .file("week_01/lab.html", "<p>old</p>")
        .file("404.html", "<p>old</p>")
        .build()
        .ok();
    assert_eq!(built.reports(), Vec::<String>::new());
    assert_eq!(built.page("index.html").texts("h1"), ["Course"]);
    assert_eq!(built.page("week_01/index.html").texts("h1"), ["Week 1"]);
    assert_eq!(built.page("week_01/lab.html").texts("h1"), ["Lab"]);
    assert_eq!(built.files(), ["404.html", "index.html", "week_01/index.html", "week_01/lab.html"]);
}

#[test]
fn an_html_file_that_a_page_links_moves_aside_and_links_follow() {
    let course = CourseTest::new()
        .file("README.md", "# Course\n\n[home](index.html) [demo](demo/index.html) ![d](Lab.html)\n")
        .file("index.html", "<p>home</p>")
        .file("demo/index.html", "<p>demo</p>")
        .file("demo/README.md", "# Demo\n\n[own](./index.html) [lab](../Lab.html)\n")
        .file("lab.md", "# Lab\n")
        .file("Lab.html", "<p>lab</p>");
    let built = course.build().ok();
    assert_eq!(
        routes(&built),
        ["duplicate-route Lab.html", "duplicate-route demo/index.html", "duplicate-route index.html"]
    );
    let problem = built.problems().into_iter().find(|problem| problem.place == "demo/index.html").unwrap();
    assert_eq!(problem.level, "warning");
    assert_eq!(
        problem.message,
        "`demo/README.md` becomes demo/index.html, and this file is written to demo/index.original.html"
    );
    assert_eq!(built.page("index.html").texts("h1"), ["Course"]);
    assert_eq!(built.page("lab.html").texts("h1"), ["Lab"]);
    assert_eq!(built.prose("index.html").link("home").unwrap(), "index.original.html");
    assert_eq!(built.prose("index.html").link("demo").unwrap(), "demo/index.original.html");
    assert_eq!(built.prose("demo/index.html").link("own").unwrap(), "index.original.html");
    assert_eq!(built.prose("demo/index.html").link("lab").unwrap(), "../Lab.original.html");
    assert_eq!(built.text("index.original.html"), "<p>home</p>");
    assert_eq!(built.text("Lab.original.html"), "<p>lab</p>");
    // Packages and the preview use the same addresses.
    course.run(&["pack", "sample", "-o", "course.zip"], "course.zip").ok();
    let zip = std::fs::read(course.root().join("course.zip")).unwrap();
    let has = |name: &str| zip.windows(name.len()).any(|window| window == name.as_bytes());
    assert!(has("demo/index.original.html") && has("demo/index.html") && !has("index-2.html"));
    let preview = course.serve();
    assert!(preview.get("/demo/index.html").text().contains("<h1"));
    assert_eq!(preview.get("/demo/index.original.html").text(), "<p>demo</p>");
}

#[test]
fn an_index_that_is_alone_in_its_folder_keeps_its_address() {
    let built = CourseTest::new()
        .file("README.md", "# Course\n\n[demo](demo/index.html) [files](demo/)\n")
        .file("demo/index.html", "<a href=\"second.html\">next</a>")
        .file("demo/second.html", "<a href=\"index.html\">back</a>")
        .build()
        .ok();
    assert_eq!(built.reports(), Vec::<String>::new());
    assert_eq!(built.prose("index.html").link("demo").unwrap(), "demo/index.html");
    assert_eq!(built.prose("index.html").link("files").unwrap(), "demo/index-2.html");
    assert!(built.files().contains(&"demo/second.html".to_owned()));
}

#[test]
fn what_seodang_adds_yields_to_files_that_are_written() {
    let text = "# Page\n\n[g](glossary.html) [s](sitemap.xml) [t](seodang/x.png)\n\n## Keywords\n\n- **Pod**: a group of containers\n";
    let course = CourseTest::of(text)
        .file("glossary.html", "<p>mine</p>")
        .file("sitemap.xml", "<mine/>")
        .bytes("seodang/x.png", b"png");
    let built = course.build_with(&["--base-url", "https://example.org"]).ok();
    assert_eq!(built.text("glossary.html"), "<p>mine</p>");
    assert_eq!(built.text("sitemap.xml"), "<mine/>");
    assert!(built.text("sitemap-2.xml").contains("https://example.org/page.html"));
    assert!(built.page("glossary-2.html").text().contains("Pod"));
    assert!(built.output.join("seodang/x.png").is_file() && built.output.join("seodang-2/style.css").is_file());
}

#[test]
fn folders_whose_names_collide_get_addresses_of_their_own() {
    let course = CourseTest::new()
        .file(
            "README.md",
            "# Course\n\n[a](Week/a.md) [b](week/b.md) [c](b.html/c.md) [d](index.html/d.md) [e](b.md)\n",
        )
        .titles(&[("Week/README.md", "Large"), ("Week/a.md", "A"), ("week/README.md", "Small"), ("week/b.md", "B")])
        .titles(&[("b.html/c.md", "C"), ("index.html/d.md", "D"), ("b.md", "E")])
        .file("week/README.md", "# Small\n\n![i](i.png)\n")
        .bytes("week/i.png", b"png");
    if files_below(&course.course()).len() < 9 {
        println!("skipped: this disk does not distinguish letter case");
        return;
    }
    let built = course.build().ok();
    assert_eq!(
        routes(&built),
        ["duplicate-route b.md", "duplicate-route index.html", "duplicate-route week"],
        "{}",
        built.said
    );
    let home = built.prose("index.html");
    let leads = |text: &str| built.page(&home.link(text).unwrap()).texts("h1");
    for (text, title) in [("a", "A"), ("b", "B"), ("c", "C"), ("d", "D"), ("e", "E")] {
        assert_eq!(leads(text), [title]);
    }
    assert_eq!(built.page("Week/index.html").texts("h1"), ["Large"]);
    assert_eq!(built.page("week-2/index.html").texts("h1"), ["Small"]);
    assert!(built.output.join("week-2/i.png").is_file());
    assert!(built.output.join("index.html").is_file());
}

#[test]
fn folders_of_pages_without_a_page_of_their_own_lead_on() {
    let built = CourseTest::new()
        .file("README.md", "# Course\n\n[c](cargo.md) [g](lab_scripts/guide.md)\n")
        .titles(&[("cargo.md", "Cargo & friends"), ("cargo/build.md", "Build"), ("lab_scripts/guide.md", "Guide")])
        .build()
        .ok();
    let redirect = built.text("cargo/index.html");
    assert!(redirect.contains("<meta http-equiv=\"refresh\" content=\"0; url=../cargo.html\">"), "{redirect}");
    assert_eq!(built.page("cargo/index.html").link("Cargo & friends").unwrap(), "../cargo.html");
    assert!(built.text("lab_scripts/index.html").contains("url=../index.html"));
    let second = CourseTest::new()
        .file("README.md", "# Course\n\n[s](lab_scripts/index.html)\n")
        .file("lab_scripts/index.html", "<p>mine</p>")
        .titles(&[("lab_scripts/guide.md", "Guide")])
        .build()
        .ok();
    assert_eq!(second.text("lab_scripts/index.html"), "<p>mine</p>");
}

#[test]
fn names_in_two_forms_of_unicode_are_one_name_and_said_so() {
    let course = CourseTest::of("# Page\n\n[h](한글.md)\n")
        .file("\u{d55c}\u{ae00}.md", "# Composed\n")
        .file("\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}.md", "# Decomposed\n");
    if files_below(&course.course()).len() < 3 {
        println!("skipped: this disk does not distinguish the forms of Unicode");
        return;
    }
    let built = course.build();
    assert_eq!((built.exit_code, built.reports()), (1, vec!["same-name 한글.md".to_owned()]));
    assert!(built.problems()[0].message.contains("composed (NFC)"), "{}", built.said);
    assert!(built.output.join("한글.html").is_file());
}

#[test]
fn addresses_do_not_depend_on_which_page_uses_what_first() {
    let course = |first: &str, second: &str| {
        CourseTest::new()
            .file("README.md", "# Course\n")
            .file(first, "# One\n\n[r](run.sh) [h](run.sh.html) [d](tools/)\n")
            .file(second, "# Two\n\n[h](run.sh.html)\n")
            .file("run.sh", "echo\n")
            .file("run.sh.html", "<p>mine</p>")
            .file("tools/a.py", "print()\n")
    };
    let built = course("a.md", "b.md").build().ok();
    let other = course("b.md", "a.md").build().ok();
    for built in [&built, &other] {
        assert_eq!(built.text("run.sh.html"), "<p>mine</p>");
        assert!(built.page("run.sh-2.html").text().contains("echo"));
        assert!(built.page("tools/index.html").text().contains("a.py"));
    }
    assert_eq!(contents(&built.output).len(), contents(&other.output).len());
}
