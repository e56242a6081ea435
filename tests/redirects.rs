//! Holds that former addresses redirect to their pages, from the disk too, and that no redirect replaces a page.

use std::path::Path;

use crate::support::{Built, CourseTest};

/// Returns the page to which a file of the site redirects, as stated to browsers and to readers.
fn leads_to(built: &Built, address: &str) -> String {
    let html = built.text(address);
    let href = built.page(address).links().first().map(|link| link.href.clone()).unwrap_or_default();
    assert!(html.contains(&format!("content=\"0; url={href}\"")), "{html}");
    assert!(html.contains("<meta name=\"robots\" content=\"noindex\">"), "{html}");
    let target = Path::new(address).parent().unwrap().join(&href);
    let mut parts: Vec<String> = Vec::new();
    for part in target.to_string_lossy().split('/') {
        if part == ".." { parts.pop().map(drop).unwrap() } else { parts.push(part.to_owned()) }
    }
    parts.join("/")
}

fn course() -> CourseTest {
    CourseTest::new()
        .file("README.md", "# Course\n\n[a](week_01/a.md) [b](/old/b/)\n")
        .file("week_01/a.md", "---\naliases: [/a.html, first/]\n---\n# A\n")
        .file("week_01/b.md", "---\nredirect_from: /old/b/\n---\n# B\n")
}

#[test]
fn former_addresses_lead_on() {
    let built = course()
        .file(
            "seodang.toml",
            "[redirects]\n\"/그때/\" = \"week_01/a.md\"\n\"gone.html\" = \"week_01/b.html\"\nweek = \"week_01\"\n",
        )
        .build()
        .ok();
    assert_eq!(built.reports(), Vec::<String>::new());
    for (address, page) in [
        ("a.html", "week_01/a.html"),
        ("week_01/first/index.html", "week_01/a.html"),
        ("old/b/index.html", "week_01/b.html"),
        ("그때/index.html", "week_01/a.html"),
        ("gone.html", "week_01/b.html"),
        ("week/index.html", "week_01/index.html"),
    ] {
        assert_eq!(leads_to(&built, address), page, "{address}");
    }
    assert!(!built.text("seodang/search/head.js").contains("old/b"), "no redirect is found by a search");
    assert_eq!(built.prose("index.html").link("b").unwrap(), "week_01/b.html", "links take no detour");
}

#[test]
fn pages_win() {
    let course = course()
        .file("old/b.md", "---\naliases: [/week_01/a.html, /old/b.html, /glossary.html]\n---\n# Old B\n")
        .file("old/b/README.md", "# Another B\n")
        .file("seodang.toml", "[redirects]\n\"week_01/a.html\" = \"old/b.md\"\n");
    let built = course.build().ok();
    assert_eq!(built.page("week_01/a.html").texts("h1"), ["A"]);
    assert_eq!(built.page("old/b/index.html").texts("h1"), ["Another B"]);
    let reports = built.reports();
    assert!(reports.contains(&"broken-redirect seodang.toml:2:1".to_owned()), "{reports:?}");
    let said = course.command(&["check", "sample", "--only", "duplicate-route"]).output().unwrap().stdout;
    let said = String::from_utf8(said).unwrap();
    assert!(said.contains("week_01/a.html cannot lead to this page: it is the address of `week_01/a.md`"), "{said}");
    assert!(
        said.contains("old/b/index.html cannot lead to this page: it is the address of `old/b/README.md`"),
        "{said}"
    );
}

#[test]
fn a_redirect_to_no_page_is_an_error_and_hidden_pages_stay_hidden() {
    let settings = "[redirects]\n\"/x/\" = \"gone.md\"\n\"/../y/\" = \"week_01/a.md\"\n\"/z/\" = \"draft.md\"\n";
    let built = course()
        .file("draft.md", "---\ndraft: true\naliases: [/secret/]\n---\n# Draft\n")
        .file("seodang.toml", settings)
        .build();
    assert_eq!(built.exit_code, 1);
    let reports = built.reports();
    let errors: Vec<&String> = reports.iter().filter(|report| report.starts_with("broken-redirect")).collect();
    assert_eq!(errors, ["broken-redirect seodang.toml:2:1", "broken-redirect seodang.toml:3:1"]);
    assert!(!built.files().iter().any(|file| file.starts_with("z/") || file.starts_with("secret/")));
}

#[test]
fn a_page_with_a_new_name_is_offered_a_redirect() {
    let course = CourseTest::new()
        .file("README.md", "# Course\n\n[s](01_setup.md) [n](nets.md)\n")
        .file("01_setup.md", "# Set up\n")
        .file("nets.md", "# Nets\n");
    let out = course.root().join("public");
    course.command(&["build", "sample", "-o", "public"]).status().unwrap();
    course.remove("01_setup.md");
    course.remove("nets.md");
    course.edit("02_setup.md", "# Set up\n");
    course.edit("week_01/nets.md", "# Nets\n");
    let check = || {
        let output = course.command(&["check", "sample", "--only", "moved-page"]).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let said = check();
    assert!(out.is_dir() && said.contains("02_setup.md") && said.contains("aliases: [/01_setup.html]"), "{said}");
    assert!(said.contains("aliases: [/nets.html]"), "{said}");
    course.edit("02_setup.md", "---\naliases: [/01_setup.html]\n---\n# Set up\n");
    let said = check();
    assert!(!said.contains("01_setup") && said.contains("nets"), "{said}");
}
