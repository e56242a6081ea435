//! Checks the files of a site: relative references, only used assets, and no change to other files of the folder.

use std::fs;
use std::path::Path;

use crate::navigation::check_every_link;
use crate::support::{CourseTest, contents, files_below};

/// Returns a course with every kind of content.
fn course() -> CourseTest {
    CourseTest::new()
        .file("README.md", "# 과정\n\n[1](week_01/day1/session_1.md)\n")
        .file("week_01/day1/session_1.md", "# Session 1: 하나\n\n![i](img/used.png) [s](../run.sh)\n\n```yaml\na: 1\n```\n\n```mermaid\ngraph LR\nA[가]-->B\n```\n\n## 🔑 핵심 키워드\n\n- **가**: 나보다 앞에 오는 글자\n")
        .file("week_01/day1/session_2.md", "# Session 2: 둘\n\n```mermaid\nsequenceDiagram\nA->>B: hi\n```\n")
        .bytes("week_01/day1/img/used.png", include_bytes!("pages/dot.png"))
        .bytes("week_01/day1/img/unused.png", b"unused")
        .file("week_01/run.sh", "ls\n")
        .file("week_01/unused.sh", "rm\n")
}

#[test]
fn only_what_pages_use_is_written() {
    let built = course().build().ok();
    assert_eq!(
        built.files(),
        [
            "404.html",
            "cards.html",
            "glossary.html",
            "index.html",
            "terms-anki.tsv",
            "terms.csv",
            "terms.json",
            "week_01/cards.html",
            "week_01/day1/img/used.png",
            "week_01/day1/index.html",
            "week_01/day1/session_1.html",
            "week_01/day1/session_2.html",
            "week_01/index.html",
            "week_01/run.sh",
            "week_01/run.sh.html",
        ]
    );
    check_every_link(&built);
}

/// The courses of the tests, below `tests`.
const COURSES: [&str; 2] = ["courses/seed", "visual/course"];

#[test]
fn courses_of_every_form_have_no_link_that_is_broken_here_only() {
    for course in COURSES {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(course);
        let test = CourseTest::new();
        let built = test.run(&["build", folder.to_str().unwrap(), "-o", "public"], "public").ok();
        check_every_link(&built);
        // Files that are left out are reported; every other file has its page.
        let reports = built.reports();
        let is_left_out = |path: &str| reports.iter().any(|report| *report == format!("left-out {path}"));
        let pages = files_below(&folder).into_iter().filter(|path| path.ends_with(".md") && !is_left_out(path));
        for page in pages {
            let stem = page.strip_suffix(".md").unwrap();
            let html = match stem.strip_suffix("README") {
                Some(folder) => format!("{folder}index.html"),
                None => format!("{stem}.html"),
            };
            assert!(built.output.join(&html).is_file(), "{page} has no page {html}");
        }
        for page in built.pages() {
            let html = built.page(&page);
            assert_eq!(html.elements("h1").len(), 1, "{page}");
            let mut ids = html.ids();
            ids.sort();
            let all = ids.len();
            ids.dedup();
            assert_eq!(all, ids.len(), "{page} bears an id twice");
        }
    }
}

#[test]
fn this_repositorys_course_builds_without_a_word() {
    let sessions = Path::new(env!("CARGO_MANIFEST_DIR")).join("sessions");
    let test = CourseTest::new();
    let built = test.run(&["build", sessions.to_str().unwrap(), "-o", "public", "--deny", "warnings"], "public").ok();
    assert_eq!(built.reports(), Vec::<String>::new());
    check_every_link(&built);
}

#[test]
fn a_base_address_gives_a_map_and_canonical_links() {
    let built = course().build_with(&["--base-url", "https://example.org/a b/"]);
    assert_eq!(built.exit_code, 2, "an address holds no spaces: {}", built.said);
    let course = course();
    let plain = course.build().ok();
    assert!(!plain.output.join("sitemap.xml").exists());
    assert!(!plain.text("index.html").contains("canonical"));
    let built = course.build_with(&["--base-url", "https://example.org/course/"]).ok();
    let map = built.text("sitemap.xml");
    let mut reader = quick_xml::Reader::from_str(&map);
    while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
    assert!(map.contains("<loc>https://example.org/course/</loc>"));
    assert!(map.contains("<loc>https://example.org/course/week_01/day1/session_1.html</loc>"));
    assert!(!map.contains("404"));
    assert_eq!(map.matches("<loc>").count(), built.pages().len());
    let page = built.page("week_01/day1/session_1.html");
    let canonical = page.elements("link").into_iter().find(|link| link.attribute("rel") == Some("canonical")).unwrap();
    assert_eq!(canonical.attribute("href"), Some("https://example.org/course/week_01/day1/session_1.html"));
    assert!(page.elements("meta").iter().any(|meta| meta.attribute("property") == Some("og:url")));
    course.build().ok();
    assert!(!built.output.join("sitemap.xml").exists(), "it goes with the address");
}

#[test]
fn every_page_describes_itself() {
    let built = course().file("week_02/session_1.md", "# Session 1: 빈 쪽\n").build().ok();
    for path in built.pages().into_iter().chain(["404.html".to_owned()]) {
        let page = built.page(&path);
        let meta = |key: &str, name: &str| {
            page.elements("meta")
                .into_iter()
                .find(|meta| meta.attribute(key) == Some(name))
                .and_then(|meta| meta.attribute("content").map(ToOwned::to_owned))
        };
        assert!(meta("property", "og:title").is_some_and(|title| !title.is_empty()), "{path}");
        assert!(meta("name", "viewport").is_some(), "{path}");
        assert!(meta("name", "description").is_some_and(|text| !text.trim().is_empty()), "{path}");
        assert_eq!(
            page.elements("title").iter().filter(|title| !title.text().is_empty()).count(),
            page.elements("title").len(),
            "{path}"
        );
        assert!(page.elements("link").iter().any(|link| link.attribute("rel") == Some("icon")), "{path}");
    }
}

#[test]
fn a_foreign_folder_is_refused_and_left_as_it_is() {
    let course = course();
    fs::create_dir(course.root().join("public")).unwrap();
    fs::write(course.root().join("public/theirs.txt"), "mine").unwrap();
    let before = contents(course.root());
    let built = course.build();
    assert_eq!(built.exit_code, 2);
    assert!(built.said.contains("theirs.txt") && built.said.contains("-o"), "{}", built.said);
    let without_cache = |all: Vec<(String, Vec<u8>)>| {
        all.into_iter().filter(|(path, _)| !path.starts_with("cache/")).collect::<Vec<_>>()
    };
    assert_eq!(without_cache(contents(course.root())), without_cache(before));
}

#[test]
fn a_gitignore_and_files_that_others_add_stay() {
    let course = course();
    fs::create_dir(course.root().join("public")).unwrap();
    fs::write(course.root().join("public/.gitignore"), "*\n").unwrap();
    let built = course.build().ok();
    fs::write(built.output.join("CNAME"), "example.org").unwrap();
    fs::create_dir(built.output.join("theirs")).unwrap();
    fs::write(built.output.join("theirs/x.html"), "x").unwrap();
    course.remove("week_01/day1/session_2.md");
    let built = course.build().ok();
    assert!(!built.output.join("week_01/day1/session_2.html").exists(), "what this build does not write is removed");
    assert_eq!(built.text("CNAME"), "example.org");
    assert_eq!(built.text("theirs/x.html"), "x");
    assert_eq!(built.text(".gitignore"), "*\n");
}

#[test]
fn a_file_of_others_in_the_way_is_not_overwritten() {
    let course = course();
    let built = course.build().ok();
    fs::write(built.output.join("new.html"), "theirs").unwrap();
    course.edit("new.md", "# New\n");
    let built = course.build();
    assert_eq!(built.exit_code, 2);
    assert_eq!(built.text("new.html"), "theirs");
}

#[test]
fn emptied_folders_go_and_unchanged_files_are_not_touched() {
    let course = course().file("extra/page.md", "# Extra\n");
    let built = course.build().ok();
    let time = fs::metadata(built.output.join("week_01/day1/session_1.html")).unwrap().modified().unwrap();
    course.remove("extra/page.md");
    course.edit("README.md", "# 과정\n\nchanged\n\n[1](week_01/day1/session_1.md)\n");
    let built = course.build().ok();
    assert!(!built.output.join("extra").exists());
    assert!(built.text("index.html").contains("changed"));
    let again = course.build().ok();
    assert!(again.said.contains("0 written") && again.said.contains("0 removed"), "{}", again.said);
    let after = fs::metadata(built.output.join("seodang/style.css")).unwrap().modified().unwrap();
    assert!(after <= time + std::time::Duration::from_secs(1));
}

#[test]
fn output_inside_the_course_is_not_read_as_course() {
    let course = CourseTest::of("# Page\n\n[raw](notes.txt)\n").file("notes.txt", "x\n");
    let first = course.build_into("sample/site", &[]).ok();
    let pages = first.files();
    // A Markdown file that was copied or written there is not a lesson either.
    fs::write(first.output.join("stray.md"), "# Stray\n").unwrap();
    let second = course.build_into("sample/site", &[]).ok();
    assert_eq!(second.pages(), ["index.html", "notes.txt.html", "page.html"]);
    assert_eq!(pages, second.files().into_iter().filter(|path| path != "stray.md").collect::<Vec<_>>());
    let third = course.build_into("elsewhere", &[]).ok();
    assert_eq!(
        third.pages(),
        ["index.html", "notes.txt.html", "page.html"],
        "an older output in the course is none either"
    );
}

#[test]
fn the_course_itself_is_no_output_folder() {
    let course = CourseTest::of("# Page\n");
    let built = course.build_into("sample", &[]);
    assert_eq!(built.exit_code, 2, "{}", built.said);
    assert_eq!(files_below(&course.course()), ["page.md"]);
}

#[test]
#[cfg_attr(any(windows, target_os = "macos"), ignore = "needs a disk that tells A.md from a.md")]
fn names_that_differ_in_case_alone_get_places_of_their_own() {
    let course = CourseTest::new()
        .file("a.md", "# Small\n")
        .file("A.md", "# Large\n")
        .file("b.md", "# B\n\n[s](a.md) [l](A.md)\n");
    assert_eq!(files_below(&course.course()), ["A.md", "a.md", "b.md"], "this disk tells A.md from a.md");
    let built = course.build().ok();
    let links = built.prose("b.html");
    let (small, large) = (links.link("s").unwrap(), links.link("l").unwrap());
    assert_ne!(small.to_lowercase(), large.to_lowercase());
    assert_eq!(built.page(&small).texts("h1"), ["Small"]);
    assert_eq!(built.page(&large).texts("h1"), ["Large"]);
    assert_eq!(built.problems().iter().filter(|problem| problem.code == "duplicate-route").count(), 1);
}

#[test]
fn names_of_the_course_win_over_what_seodang_adds() {
    let course = CourseTest::new()
        .file("glossary.md", "# My own\n\n## 🔑 핵심 키워드\n\n- **a**: the first of all letters\n")
        .file("404.md", "# Not me\n")
        .file("seodang/style.md", "# S\n\n[h](../page.html)\n")
        .file("page.html", "<p>hand-made</p>")
        .file("page.md", "# Page\n\n[h](page.html)\n");
    let built = course.build().ok();
    assert_eq!(built.page("glossary.html").texts("h1"), ["My own"]);
    assert_eq!(built.page("page.html").texts("h1"), ["Page"]);
    assert_eq!(built.prose("page.html").link("h").unwrap(), "page.original.html");
    assert_eq!(built.text("page.original.html"), "<p>hand-made</p>");
    let home = built.page("glossary.html");
    let glossary =
        home.links().into_iter().find(|link| link.href.contains("glossary-")).expect("the glossary has a place");
    assert!(built.output.join(glossary.href.split('#').next().unwrap()).is_file());
}

#[test]
fn builds_are_the_same_byte_for_byte_wherever_and_however_often() {
    let (first, second) = (course(), course());
    let (a, b) = (first.build().ok(), second.build_into("out/deep", &[]).ok());
    assert_eq!(first_difference(&contents(&a.output), &contents(&b.output)), None);
    let fresh = first.build_into("fresh", &["--fresh"]).ok();
    assert_eq!(first_difference(&contents(&a.output), &contents(&fresh.output)), None);
}

/// Returns the first file that differs.
fn first_difference(a: &[(String, Vec<u8>)], b: &[(String, Vec<u8>)]) -> Option<String> {
    if a.len() != b.len() {
        return Some(format!("{} files and {}", a.len(), b.len()));
    }
    a.iter().zip(b).find(|(a, b)| a != b).map(|(a, b)| format!("{} or {}", a.0, b.0))
}

#[test]
fn a_warm_build_equals_a_cold_one_over_any_edits() {
    let warm = course();
    warm.build().ok();
    // A small congruential generator (Knuth's MMIX constants): the same edits on every machine.
    let mut state: u64 = 42;
    let mut roll = |sides: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % sides
    };
    for step in 0..12 {
        let name = format!("week_0{}/day{}/session_{}.md", roll(2) + 1, roll(2) + 1, roll(3) + 1);
        let there = warm.course().join(&name).is_file();
        match roll(4) {
            0 if there => warm.remove(&name),
            1 => warm.edit("README.md", &format!("# 과정 {}\n\n[n]({name})\n", roll(3))),
            _ => {
                let block = [
                    "```mermaid\ngraph TD\nA-->B\n```",
                    "```mermaid\nnonsense\n```",
                    "```sh\nls\n```",
                    "```none\nx\n```",
                    "- **말**: 뜻",
                ];
                let pick = block[usize::try_from(roll(5)).unwrap()];
                warm.edit(
                    &name,
                    &format!("# Session: {step}\n\n## 🔑 핵심 키워드\n\n{pick}\n\n[next](session_{}.md)\n", roll(4)),
                );
            }
        }
        let kept = warm.build();
        let cold = CourseTest::new();
        for (path, bytes) in contents(&warm.course()) {
            cold.edit(&path, &String::from_utf8_lossy(&bytes));
            fs::write(cold.course().join(&path), &bytes).unwrap();
        }
        let made = cold.build();
        assert_eq!(kept.reports(), made.reports(), "step {step}");
        assert_eq!(kept.exit_code, made.exit_code, "step {step}");
        assert_eq!(first_difference(&contents(&kept.output), &contents(&made.output)), None, "step {step}");
    }
}

#[test]
fn a_damaged_cache_costs_time_alone() {
    let course = course();
    let cold = contents(&course.build().ok().output);
    let memos =
        files_below(&course.root().join("cache")).into_iter().map(|name| course.root().join("cache").join(name));
    let memo = memos.max_by_key(|memo| fs::metadata(memo).unwrap().len()).unwrap();
    let bytes = fs::read(&memo).unwrap();
    let mut flipped = bytes.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 0xff;
    for damage in [&bytes[..bytes.len() / 2], b"", b"rubbish", &flipped] {
        fs::write(&memo, damage).unwrap();
        // Without its output the site is rendered, not found as it was.
        fs::remove_dir_all(course.root().join("public")).unwrap();
        assert_eq!(first_difference(&contents(&course.build().ok().output), &cold), None);
        assert_eq!(fs::read(&memo).unwrap(), bytes, "it is whole again");
    }
}

#[test]
fn two_builds_at_a_time_share_a_cache() {
    let course = course();
    let mut running: Vec<_> = ["one", "two", "three"]
        .iter()
        .map(|out| course.command(&["build", "sample", "-o", out]).stderr(std::process::Stdio::null()).spawn().unwrap())
        .collect();
    for build in &mut running {
        assert!(build.wait().unwrap().success());
    }
    let of = |out: &str| contents(&course.root().join(out));
    assert_eq!(first_difference(&of("one"), &of("two")), None);
    assert_eq!(first_difference(&of("one"), &of("three")), None);
    let after = course.build_into("after", &[]).ok();
    assert_eq!(first_difference(&contents(&after.output), &of("one")), None);
    let left = files_below(&course.root().join("cache"));
    assert!(left.iter().all(|file| file.ends_with(".memo")), "something half-written is left: {left:?}");
}

#[test]
fn without_a_cache_folder_the_site_is_whole() {
    let course = course();
    fs::write(course.root().join("cache"), "a file where the folder should be").unwrap();
    let built = course.build().ok();
    assert!(built.output.join("week_01/day1/session_1.html").is_file());
}

#[cfg(unix)]
#[test]
fn a_link_of_the_file_system_in_the_output_is_not_followed() {
    let course = course();
    let outside = course.root().join("outside");
    fs::create_dir(&outside).unwrap();
    let built = course.build().ok();
    fs::remove_dir_all(built.output.join("week_01")).unwrap();
    std::os::unix::fs::symlink(&outside, built.output.join("week_01")).unwrap();
    let built = course.build();
    assert_eq!(built.exit_code, 2, "{}", built.said);
    assert_eq!(files_below(&outside), Vec::<String>::new());
}
