//! Checks what holds for the output of any course, on pages of random pieces and under any order and number of threads.

use std::fmt::Write;
use std::fs;
use std::panic::AssertUnwindSafe;
use std::path::Path;

use crate::cases::check_pages;
use crate::support::{Built, CourseTest, Random, contents, files_below, misnested};

/// The number of mutated pages; `SEODANG_PROPERTY_PAGES` and `SEODANG_PROPERTY_SEED` ask for others.
const PAGES: u64 = 400;

/// Signs that open or close something in one of the dialects.
const SIGNS: [&str; 44] = [
    "`",
    "```",
    "~~~",
    "*",
    "**",
    "_",
    "~~",
    "<",
    ">",
    "</div>",
    "<div>",
    "<details>",
    "</details>",
    "<b>",
    "</p>",
    "<!--",
    "-->",
    "[",
    "](",
    "]",
    ")",
    "[^1]",
    "![",
    "[[",
    "]]",
    "|",
    "|---|",
    ":::",
    "::: note",
    "!!! note",
    "=== \"a\"",
    "{{<",
    ">}}",
    "{%",
    "%}",
    "{#",
    "#}",
    "$",
    "$$",
    "\\(",
    "> [!TIP]",
    "\t",
    "- [ ] ",
    "&#x3c;",
];

/// Returns the value of a variable, or a number without it.
fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| text.parse().unwrap())
}

/// Returns pieces of Markdown: blocks of the courses in `tests/cases` and `sessions`.
fn pieces() -> Vec<String> {
    let mut pieces = Vec::new();
    for folder in ["tests/cases", "sessions"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for path in files_below(&folder).into_iter().filter(|path| path.ends_with(".md")) {
            let text = fs::read_to_string(folder.join(path)).unwrap();
            // Fences of four marks bound the courses of a document.
            let blocks = text.split("\n````").map(|block| block.split_once('\n').map_or(block, |(_, text)| text));
            pieces.extend(
                blocks
                    .map(|block| block.lines().filter(|line| !line.starts_with("//~")).collect::<Vec<_>>().join("\n")),
            );
        }
    }
    pieces.retain(|piece| !piece.trim().is_empty());
    assert!(pieces.len() > 500, "the pieces were found: {}", pieces.len());
    pieces
}

/// Returns some lines of a piece, changed in a few places.
fn mutated(piece: &str, random: &mut Random) -> String {
    let mut lines: Vec<String> = piece.lines().map(ToOwned::to_owned).collect();
    let start = random.index(lines.len());
    lines = lines.split_off(start);
    lines.truncate(1 + random.index(25));
    for _ in 0..random.index(4) {
        let at = random.index(lines.len());
        match random.below(6) {
            0 if lines.len() > 1 => drop(lines.remove(at)),
            1 => lines.insert(at, lines[at].clone()),
            2 => lines[at] = format!("{}{}", ["> ", "- ", "    ", "  "][random.index(4)], lines[at]),
            3 => {
                let other = random.index(lines.len());
                lines.swap(at, other);
            }
            _ => {
                let places: Vec<usize> = lines[at].char_indices().map(|(place, _)| place).collect();
                let place = if places.is_empty() { 0 } else { places[random.index(places.len())] };
                let sign = random.pick(&SIGNS);
                lines[at].insert_str(place, sign);
            }
        }
    }
    lines.join("\n")
}

/// Returns a course of mutated pages that link each other.
fn mutated_course(pages: u64, seed: u64) -> CourseTest {
    let (pieces, mut random) = (pieces(), Random(seed));
    let mut course = CourseTest::new();
    for page in 0..pages {
        let mut text = if random.below(4) == 0 { String::new() } else { format!("# Page {page}\n\n") };
        for _ in 0..=random.index(5) {
            text += &mutated(&pieces[random.index(pieces.len())], &mut random);
            text += if random.below(3) == 0 { "\n" } else { "\n\n" };
        }
        let other = random.below(pages);
        write!(text, "\n[next](p{other}.md) [there](../week_{}/p{other}.md#page-{other})\n", other % 5).unwrap();
        course = course.file(&format!("week_{}/p{page}.md", page % 5), &text);
    }
    course
}

/// Checks that every page is well-formed, besides what holds for the pages of every course.
fn check_output(built: &Built) {
    assert!([0, 1].contains(&built.exit_code), "{}", built.said.chars().take(2_000).collect::<String>());
    let wrong: Vec<String> = built
        .pages()
        .into_iter()
        .filter_map(|path| Some(format!("{path}: {}", misnested(&built.text(&path))?)))
        .collect();
    assert_eq!(wrong, Vec::<String>::new(), "misnested pages");
    check_pages("mutated pages", built);
}

#[test]
fn mutated_pages_are_well_formed_and_their_links_lead_somewhere() {
    let seed = number("SEODANG_PROPERTY_SEED", 20);
    let pages = number("SEODANG_PROPERTY_PAGES", PAGES);
    let course = mutated_course(pages, seed);
    let built = course.build();
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mutated-course");
    let outcome = std::panic::catch_unwind(AssertUnwindSafe(|| check_output(&built)));
    if let Err(reason) = outcome {
        for (path, bytes) in contents(&course.course()) {
            let path = kept.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        eprintln!("the course of seed {seed} is in {}", kept.display());
        std::panic::resume_unwind(reason);
    }
}

#[test]
fn any_number_of_threads_and_any_order_of_files_gives_the_same_bytes() {
    let build = |course: &CourseTest, threads: &str| {
        let out = course.root().join(format!("out-{threads}"));
        let status = course
            .command(&["build", "sample", "-o", out.to_str().unwrap(), "--all"])
            .env("RAYON_NUM_THREADS", threads)
            .env("SEODANG_CACHE_DIR", course.root().join(format!("cache-{threads}")))
            .output()
            .unwrap();
        assert!([Some(0), Some(1)].contains(&status.status.code()), "{status:?}");
        (contents(&out), String::from_utf8(status.stderr).unwrap().replace(&format!("out-{threads}"), "out"))
    };
    let course = mutated_course(60, 5);
    let one = build(&course, "1");
    assert!(one.0.len() > 60);
    for threads in ["2", "7"] {
        let other = build(&course, threads);
        assert!(one.0 == other.0, "the site with {threads} threads is another one than with one thread");
        assert_eq!(findings(&one.1), findings(&other.1));
    }
    // File systems list a folder in the order in which its files were made, or in that of some hash of their names.
    let mut files: Vec<(String, Vec<u8>)> = contents(&course.course());
    let mut random = Random(9);
    for at in (1..files.len()).rev() {
        files.swap(at, random.index(at + 1));
    }
    let shuffled = files.iter().fold(CourseTest::new(), |course, (path, bytes)| course.bytes(path, bytes));
    assert!(one.0 == build(&shuffled, "3").0, "the site depends on the order in which files were made");
}

/// Returns the findings of a report, without the lines that state times.
fn findings(report: &str) -> Vec<&str> {
    report.lines().filter(|line| line.contains('[') || line.contains("-->")).collect()
}
