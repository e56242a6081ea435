//! Checks `seodang pack`: the files of a package, and the parts that are left out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::Command;

use crate::support::{CourseTest, Html};

/// Returns the names and contents of the files in an archive, in its order.
pub(crate) fn unpacked(file: &Path) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(fs::read(file).unwrap())).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

fn text(files: &[(String, Vec<u8>)], name: &str) -> String {
    let found = files.iter().find(|(path, _)| path == name);
    let (_, bytes) =
        found.unwrap_or_else(|| panic!("no {name} in {:?}", files.iter().map(|(n, _)| n).collect::<Vec<_>>()));
    String::from_utf8(bytes.clone()).unwrap()
}

/// Returns a course of two weeks that link each other, with every kind of file that a package must contain.
fn course() -> CourseTest {
    CourseTest::new()
        .file("README.md", "# Boats\n\n[One](week_01/README.md) [Two](week_02/README.md)\n")
        .file("week_01/README.md", "# Week 1: Wood\n")
        .file(
            "week_01/session_1.md",
            "# Session 1: Planks\n\nSee [next week](../week_02/session_1.md), [twice](#twice) and [the list](list.sh).\n\n\
             ![a dot](dot.png)\n\n## Twice\n\n```mermaid\ngraph LR\n  A[Tree] --> B[Plank]\n```\n\n## Keywords\n\n- **Keel**: the backbone of a boat\n",
        )
        .file("week_01/session_2.md", "# Session 2: Nails\n\n[Back](session_1.md#twice), a keel.\n\n## Twice\n\n- [ ] done\n")
        .file("week_01/list.sh", "echo planks\n")
        .file("week_02/README.md", "# Week 2: Sails\n")
        .file("week_02/session_1.md", "# Session 1: Cloth\n\n## Keywords\n\n- **Boom**: the pole below a sail\n")
        .file("unused.txt", "nobody names it\n")
        .bytes("week_01/dot.png", include_bytes!("pages/dot.png"))
}

#[test]
fn the_archive_is_the_same_each_time_and_holds_what_is_used() {
    let test = course();
    let first = test.run(&["pack", "sample", "-o", "a.zip"], "a.zip").ok();
    test.run(&["pack", "sample", "-o", "out/b.zip"], "out/b.zip").ok();
    assert_eq!(fs::read(&first.output).unwrap(), fs::read(test.root().join("out/b.zip")).unwrap());
    let files = unpacked(&first.output);
    let names: BTreeSet<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    for name in [
        "index.html",
        "week_01/session_1.html",
        "week_01/dot.png",
        "week_01/list.sh",
        "week_01/list.sh.html",
        "glossary.html",
    ] {
        assert!(names.contains(name), "{name} in {names:?}");
    }
    assert!(!names.contains("unused.txt") && !names.contains("404.html"), "{names:?}");
    assert!(names.iter().all(|name| !name.starts_with('/') && !name.contains('\\')));
}

#[test]
fn a_part_of_the_course_names_only_its_own_files_of_other_formats() {
    let test = course().file("week_01/notes.rst", "Notes").file("week_02/notes.rst", "Notes").file("a.org", "x");
    let packed = test.run(&["pack", "sample", "--only", "week_01", "-o", "a.zip"], "a.zip").ok();
    let named: Vec<String> = packed.problems().into_iter().map(|problem| problem.message).collect();
    assert_eq!(named, ["1 reStructuredText file (.rst) is not read: week_01/notes.rst"]);
}

#[test]
fn a_part_of_the_course_is_a_course_of_its_own() {
    let test = course();
    let packed = test.run(&["pack", "sample", "--only", "week_01", "-o", "a.zip"], "a.zip").ok();
    assert_eq!(packed.problems(), [], "a link to what was left out is no mistake");
    let files = unpacked(&packed.output);
    let glossary = text(&files, "glossary.html");
    assert!(glossary.contains("Keel") && !glossary.contains("Boom"));
    assert!(!files.iter().any(|(name, _)| name.starts_with("week_02")), "{:?}", packed.said);
    let page = text(&files, "week_01/session_1.html");
    assert!(page.contains("<span class=\"left-out\" title=\"page not included here\">next week"), "{page}");
    assert!(text(&files, "index.html").contains("Boats"), "the course's own page says what it is");
    // Shells complete paths from the current folder.
    let again = test.run(&["pack", "sample", "--only", "sample/week_01/", "-o", "b.zip"], "b.zip").ok();
    assert_eq!(fs::read(packed.output).unwrap(), fs::read(again.output).unwrap());
    let wrong = test.run(&["pack", "sample", "--only", "week_09", "-o", "c.zip"], "c.zip");
    assert_eq!(wrong.exit_code, 2, "{}", wrong.said);
    assert!(wrong.said.contains("week_09") && !wrong.output.exists(), "{}", wrong.said);
}

/// Words for instructors only, each in another place.
const SECRETS: [&str; 9] =
    ["zanzibar", "xylophone", "quagga", "okapi", "vulture", "walrus", "yakitori", "jackalope", "kumquat"];

fn course_with_secrets() -> CourseTest {
    CourseTest::new()
        .file("README.md", "# Course\n\n[Solution](answers.md) [Folder](teachers/) [Other](teachers/guide.html)\n")
        .file("answers.md", "---\ntitle: Zanzibar\naudience: instructor\n---\n\n# Zanzibar\n\n![xylophone](xylophone.png)\n")
        .file("teachers/guide.md", "---\naudience: [instructor]\n---\n\n# Quagga\n")
        .file(
            "session_1.md",
            "# Session 1\n\nOpen words.\n\n<!-- instructor -->\n## Okapi\n\n```mermaid\ngraph LR\n  A[Vulture] --> B[b]\n```\n\n\
             ## Keywords\n\n- **Walrus**: an animal with tusks\n<!-- /instructor -->\n\n> [!INSTRUCTOR]\n> Yakitori\n\n\
             Inline <!-- instructor -->jackalope<!-- /instructor --> words, then `<!-- instructor -->` as code.\n\n\
             ## Review questions\n\n- What is open?\n\n<!-- instructor -->\n\n- Kumquat? A: never closed\n",
        )
        .bytes("xylophone.png", include_bytes!("pages/dot.png"))
}

/// Returns the first file that contains a word in its name or its bytes, in any case.
fn has_trace(files: &[(String, Vec<u8>)], word: &str) -> Option<String> {
    let found = files.iter().find(|(name, bytes)| {
        name.to_lowercase().contains(word) || String::from_utf8_lossy(bytes).to_lowercase().contains(word)
    });
    found.map(|(name, _)| name.clone())
}

#[test]
fn a_picture_of_another_site_is_text_in_a_book() {
    let picture = "<picture><source srcset=\"https://a.example/b.webp\"><img src=\"https://a.example/b.png\" alt=\"A boat\"></picture>";
    let test = CourseTest::of(&format!("# Page\n\n{picture}\n"));
    let book = unpacked(&test.run(&["pack", "sample", "--epub", "-o", "a.epub"], "a.epub").ok().output);
    let pages: String = book.iter().map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect();
    assert!(pages.contains("A boat") && !pages.contains("<picture") && !pages.contains("<source"), "{pages}");
}

#[test]
fn nothing_for_instructors_reaches_students() {
    let test = course_with_secrets();
    let site = test.build().ok();
    let built: Vec<(String, Vec<u8>)> =
        crate::support::contents(&site.output).into_iter().filter(|(name, _)| !name.contains(".woff")).collect();
    let zip = unpacked(&test.run(&["pack", "sample", "-o", "a.zip"], "a.zip").ok().output);
    let book = unpacked(&test.run(&["pack", "sample", "--epub", "-o", "a.epub"], "a.epub").ok().output);
    test.run(&["pack", "sample", "--single-file=course", "-o", "one"], "one").ok();
    let one = crate::support::contents(&test.root().join("one"));
    let one = one.into_iter().map(|(name, bytes)| {
        let page = String::from_utf8(bytes).unwrap();
        (
            name,
            page.split("base64,")
                .map(|part| part.split_once('"').map_or(part, |(_, rest)| rest))
                .collect::<String>()
                .into_bytes(),
        )
    });
    for files in [&built, &zip, &book, &one.collect()] {
        assert!(
            files.iter().any(|(_, bytes)| String::from_utf8_lossy(bytes).contains("Open words")),
            "there is something to see"
        );
        for word in SECRETS {
            assert_eq!(has_trace(files, word), None, "{word}");
        }
    }
    assert!(site.said.contains("2 pages and 4 parts for instructors left out"), "{}", site.said);
    assert!(site.reports().iter().any(|report| report == "instructor-part session_1.md:30:1"), "{:?}", site.reports());
    assert!(site.text("index.html").contains("left-out"), "a link to a page for instructors keeps its words");
}

#[test]
fn instructors_see_all_of_it_and_what_is_theirs() {
    let test = course_with_secrets();
    let site = test.build_into("all", &["--audience", "instructor"]);
    let files = crate::support::contents(&site.output);
    for word in SECRETS {
        assert!(has_trace(&files, word).is_some(), "{word}: {}", site.said);
    }
    let page = site.page("session_1.html").text();
    assert_eq!(page.matches("For instructors").count(), 4, "{page}");
    assert!(site.page("answers.html").text().contains("For instructors"));
}

#[test]
fn a_week_in_one_file_needs_no_other() {
    let test = course();
    let packed = test.run(&["pack", "sample", "--single-file", "-o", "weeks"], "weeks").ok();
    assert_eq!(packed.files(), ["course.html", "week_01.html", "week_02.html"]);
    let page = packed.page("week_01.html");
    let mut ids = BTreeMap::new();
    for element in page.elements("*") {
        if let Some(id) = element.attribute("id") {
            *ids.entry(id.to_owned()).or_insert(0) += 1;
        }
    }
    assert!(ids.values().all(|count| *count == 1), "ids are unique: {ids:?}");
    assert!(ids.contains_key("twice--2") && ids.contains_key("twice--3"), "{ids:?}");
    for link in page.elements("a") {
        let href = link.attribute("href").unwrap_or_default();
        let is_inside = href.strip_prefix('#').is_some_and(|id| id.is_empty() || ids.contains_key(id));
        assert!(is_inside || href.starts_with("data:") || href.starts_with("https://"), "{href} leads nowhere");
    }
    let html = packed.text("week_01.html");
    assert!(html.contains("href=\"#twice--2\"") && html.contains("src=\"data:image/png;base64,"));
    assert!(html.contains("data:font/woff2;base64,") && html.contains("echo"), "fonts and linked files are inside");
    assert!(!html.contains("Boom") && html.contains("left-out"), "the glossary of a week is its own");
    let addresses: Vec<&str> = html.split(" src=\"").skip(1).filter(|rest| !rest.starts_with("data:")).collect();
    assert_eq!(addresses, Vec::<&str>::new());
}

#[test]
fn the_book_has_its_parts() {
    let test = course();
    let book = test.run(&["pack", "sample", "--epub", "-o", "a.epub"], "a.epub").ok();
    let files = unpacked(&book.output);
    assert_eq!(files[0], ("mimetype".to_owned(), b"application/epub+zip".to_vec()));
    let nav = text(&files, "EPUB/nav.xhtml");
    assert!(nav.contains("Session 2: Nails") && nav.contains("Glossary"), "{nav}");
    let all: String = files.iter().map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect();
    assert!(all.contains("xmlns=\"http://www.w3.org/2000/svg\"") && !all.contains("light-dark("));
}

#[test]
#[ignore = "needs EPUBCheck and Java (see tests/README.md)"]
fn epubcheck_finds_nothing_wrong_with_the_book() {
    let book = course().run(&["pack", "sample", "--epub", "-o", "a.epub"], "a.epub").ok();
    let checker = ["/usr/share/java/epubcheck.jar", "/usr/bin/epubcheck"];
    let checker = checker.iter().find(|path| Path::new(path).exists()).expect("Debian's package epubcheck");
    let checked = Command::new("java").args(["-jar", checker]).arg(&book.output).output().expect("a Java on the PATH");
    let said = String::from_utf8_lossy(&checked.stderr).into_owned() + &String::from_utf8_lossy(&checked.stdout);
    assert!(checked.status.success(), "{said}");
}

#[test]
fn a_book_is_well_formed_whatever_authors_write() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><g id=\"Icon/64\"><rect id=\"r\"/><rect id=\"r\"/></g></svg>";
    let page = "# P\n\n<p :src=\"y\" 1a=\"2\">raw</p>\n\n![icon](icon.svg)\n\n```mermaid\ngraph TD\nA[go]-->B[stay]\nclick A \"https://example.org\"\n```\n";
    let course = CourseTest::new().file("page.md", page).file("icon.svg", svg);
    let book = course.run(&["pack", "sample", "--epub", "-o", "a.epub"], "a.epub").ok();
    for (name, bytes) in unpacked(&book.output) {
        let text = String::from_utf8(bytes).unwrap();
        if name.ends_with(".svg") {
            assert_eq!(text, svg.replace("Icon/64", "id-1").replacen("id=\"r\"/></g>", "id=\"id-2\"/></g>", 1));
        }
        if name.contains("page") {
            assert!(text.contains("<p>raw</p>"), "{text}");
            assert!(text.contains("<title>go</title></a>"), "{text}");
        }
    }
}

/// Returns the course with a theme whose parts of pages have other class names than those of the default theme.
fn course_with_a_theme_of_its_own() -> CourseTest {
    let templates = [
        ("parts.html", include_str!("../themes/default/templates/parts.html")),
        ("progress-parts.html", include_str!("../themes/default/templates/progress-parts.html")),
        ("study-parts.html", include_str!("../themes/default/templates/study-parts.html")),
        ("glossary.html", include_str!("../themes/default/templates/glossary.html")),
    ];
    templates.into_iter().fold(course(), |course, (name, text)| {
        let text = text
            .replace("class=\"pager\"", "class=\"onward\"")
            .replace("class=\"breadcrumb\"", "class=\"trail\"")
            .replace("class=\"meter\"", "class=\"done\"")
            .replace("class=\"page-terms\"", "class=\"words\"")
            .replace("class=\"term-notes\"", "class=\"notes\"")
            .replace("class=\"glossary-bar\"", "class=\"filter\"")
            .replace("class=\"study-ways\"", "class=\"ways\"");
        course.file(&format!("themes/own/templates/{name}"), &text)
    })
}

#[test]
fn packages_know_parts_of_pages_by_their_roles_alone() {
    let test = course_with_a_theme_of_its_own();
    let site = test.build_with(&["--theme", "own"]).ok();
    let page = site.text("week_01/session_2.html");
    let names = ["onward", "trail", "done", "notes"];
    assert!(names.iter().all(|name| page.contains(&format!("class=\"{name}\" data-role="))), "{page}");
    let book = test.run(&["pack", "sample", "--theme", "own", "--epub", "-o", "a.epub"], "a.epub").ok();
    let weeks = test.run(&["pack", "sample", "--theme", "own", "--single-file", "-o", "weeks"], "weeks").ok();
    let mut packed: Vec<(String, Html)> = unpacked(&book.output)
        .into_iter()
        .filter(|(name, _)| name.ends_with(".xhtml"))
        .map(|(name, bytes)| (name, Html::new(String::from_utf8(bytes).unwrap())))
        .collect();
    packed.extend(weeks.files().into_iter().map(|name| (name.clone(), weeks.page(&name).inside("id", "sd-main"))));
    assert!(packed.len() > 8, "chapters and weeks");
    for (name, page) in &packed {
        for element in page.elements("*") {
            assert_eq!(element.attribute("data-role"), None, "{name}: {}", element.name);
            let classes = ["onward", "trail", "done", "words", "filter", "ways", "notes"];
            let leaked = classes.into_iter().find(|class| element.has_class(class));
            assert_eq!(leaked, None, "{name}: {}", element.inner);
        }
    }
    let week = weeks.page("week_01.html");
    let notes = week.inside("id", "sd-notes");
    assert!(notes.text().contains("the backbone of a boat"), "one list of notes: {}", notes.html);
}

#[test]
fn a_part_for_instructors_holds_headings() {
    let test = CourseTest::of(
        "# P\n\n<!-- instructor -->\n\nBefore\n\n## Secret\n\nInside\n\n<!-- /instructor -->\n\n## Open\n\nAfter\n",
    );
    let built = test.build_into("all", &["--audience", "instructor"]);
    assert_eq!(built.reports(), Vec::<String>::new());
    let part = built.prose("page.html").inside("class", "for-instructors");
    assert_eq!(part.text(), "For instructors Before Secret Inside");
}

#[test]
fn other_sites_are_asked_for_nothing() {
    let test = CourseTest::new().file("README.md", "# C\n\n![a map](https://maps.invalid/a/map.png)\n\n[![in a link](https://maps.invalid/b.png)](https://maps.invalid/)\n");
    let packed = test.run(&["pack", "sample", "-o", "a.zip"], "a.zip").ok();
    let page = Html::new(text(&unpacked(&packed.output), "index.html"));
    assert!(
        page.text().contains("maps.invalid/a/map.png") && page.text().contains("maps.invalid/b.png"),
        "the addresses are told"
    );
    assert!(page.inside("class", "prose").elements("img").is_empty());
    let asked = test.run(&["pack", "sample", "--fetch-remote", "-o", "b.zip"], "b.zip").ok();
    assert!(asked.said.contains("https://maps.invalid/b.png could not be fetched"), "{}", asked.said);
    assert!(asked.said.contains("0 of 2 images"), "{}", asked.said);
}

/// Checks that a card of media is a link where nothing can be loaded; a book has the names of recordings.
#[test]
fn media_are_links_in_packages() {
    let page = "# Session 1\n\nhttps://youtu.be/dQw4w9WgXcQ\n\n![A talk](talk.mp4)\n\n=== \"One\"\n\n    First.\n\n=== \"Two\"\n\n    Second.\n\n<details><summary>Fold</summary>\n\nInner\n\n</details>\n";
    let test = CourseTest::new()
        .file("week_01/session_1.md", page)
        .file("week_01/talk.vtt", "WEBVTT\n")
        .bytes("week_01/talk.mp4", include_bytes!("pages/dot.png"));
    let book = unpacked(&test.run(&["pack", "sample", "--epub", "-o", "a.epub"], "a.epub").ok().output);
    let is_chapter = |(name, _): &&(String, Vec<u8>)| name.contains("session");
    let chapter = String::from_utf8(book.iter().find(is_chapter).unwrap().1.clone()).unwrap();
    let link = "<a class=\"media-link\" href=\"https://www.youtube.com/watch?v=dQw4w9WgXcQ\">";
    assert!(chapter.contains(link) && !chapter.contains("<button") && !chapter.contains("data-frame"), "{chapter}");
    assert!(chapter.contains("▶ A talk (talk.mp4)") && !chapter.contains("<video"), "{chapter}");
    assert!(chapter.contains("First.") && chapter.contains("Second."), "all panels are read: {chapter}");
    assert!(chapter.contains("<details open=\"\">"), "many e-readers cannot open a fold: {chapter}");
    let single = test.run(&["pack", "sample", "--single-file=course", "-o", "one"], "one").ok();
    let file = fs::read_dir(&single.output).unwrap().next().unwrap().unwrap().path();
    let single = fs::read_to_string(file).unwrap();
    assert!(
        single.contains(link) && !single.contains("class=\"media-load\""),
        "a file that stands alone loads nothing"
    );
    assert!(single.contains("<track kind=\"captions\" src=\"data:text/vtt;base64,V0VCVlRUCg==\""));
}
