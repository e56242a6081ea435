//! Holds that the preview after random edits equals a clean build of the same files.
//!
//! `SEODANG_SOAK_EDITS=3000 cargo test soak -- --nocapture` makes more edits and prints the memory in use;
//! `SEODANG_SOAK_SEED` changes the edits.

use std::collections::BTreeMap;
use std::fs;
use std::time::{Duration, Instant};

use crate::support::{CourseTest, PATIENCE, Preview, Random, contents};

/// The number of edits, unless the environment sets another.
const EDITS: usize = 200;

/// The average number of edits between two comparisons with a clean build.
const BETWEEN_RESTS: u64 = 25;

/// Returns a random page.
fn page(random: &mut Random) -> String {
    let mut text = format!("# Session {}: Title {}\n\n", random.below(9), random.below(50));
    for _ in 0..random.below(8) {
        let (n, m) = (random.below(1000), random.below(40));
        let block = match random.below(9) {
            0 => format!("## Heading {m}\n\nWords {n} with a [link](p{m}.md) and **term {m}**.\n\n"),
            1 => format!("- [ ] to do {n}\n- **Word {m}**: what it means {n}\n\n"),
            2 => format!("```mermaid\ngraph TB\n  A{m}[Box {m}] --> B\n```\n\n"),
            3 => format!("```mermaid\ngraph TB\n  A{m}[[[ broken {m}\n```\n\n"),
            4 => format!("```yaml\nkey{m}: {n}\n```\n\n"),
            5 => format!("![dot](dot{}.png) [up](../README.md#heading-{m})\n\n", m % 3),
            6 => format!("## Key terms\n\n- **Keyword {m}**: meaning {n}\n\n"),
            7 => format!(
                "<details><summary>More {n}</summary>\n\nhidden\n\n</details>\n\n| a | b |\n|---|---|\n| {n} | {m} |\n\n"
            ),
            _ => format!("Keyword {m} is used here, and [nowhere](nothing-{m}.md).\n\n"),
        };
        text.push_str(&block);
    }
    text
}

/// Makes one random edit.
fn edit(course: &CourseTest, random: &mut Random, pages: &mut Vec<String>) {
    let folder = format!("week_{:02}", random.below(4));
    match random.below(24) {
        0 | 1 => {
            let path = format!("{folder}/p{}.md", random.below(40));
            course.edit(&path, &page(random));
            pages.push(path);
            pages.sort();
            pages.dedup();
        }
        2 if pages.len() > 6 => {
            let at = random.index(pages.len());
            course.remove(&pages.remove(at));
        }
        3 if !pages.is_empty() => {
            let at = random.index(pages.len());
            let to = format!("{folder}/renamed{}.md", random.below(9));
            fs::create_dir_all(course.course().join(&folder)).unwrap();
            fs::rename(course.course().join(&pages[at]), course.course().join(&to)).unwrap();
            pages[at] = to;
            pages.sort();
            pages.dedup();
        }
        4 => course.edit(
            "seodang.toml",
            random.pick(&["", "title = \"Named\"\n", "language = \"ko\"\n", "exclude = [\"week_02\"]\n"]),
        ),
        5 => course.edit("../themes/default/css/print.css", &format!(".edit {{ order: {} }}\n", random.below(5))),
        6 => course.edit("../themes/default/words.toml", &format!("[en]\nnext = \"Next {}\"\n", random.below(3))),
        7 => {
            let path = course.course().join(format!("{folder}/dot{}.png", random.below(3)));
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            let mut bytes = include_bytes!("../pages/dot.png").to_vec();
            bytes.extend(random.next().to_le_bytes());
            fs::write(path, bytes).unwrap();
        }
        8 => {
            let _ = fs::remove_file(course.course().join(format!("{folder}/dot{}.png", random.below(3))));
        }
        9 => {
            // A folder is moved away and back, under the same name or another.
            let (from, away) = (course.course().join(&folder), course.root().join("away"));
            if fs::rename(&from, &away).is_ok() {
                std::thread::sleep(Duration::from_millis(random.below(30)));
                fs::rename(&away, &from).unwrap();
            }
        }
        10 => course.edit(&format!("{folder}/README.md"), &page(random)),
        _ if !pages.is_empty() => {
            let path = pages[random.index(pages.len())].clone();
            let full = course.course().join(&path);
            match random.below(3) {
                0 => {
                    let beside = full.with_extension("tmp");
                    fs::write(&beside, page(random)).unwrap();
                    fs::rename(beside, full).unwrap();
                }
                1 => fs::write(&full, fs::read_to_string(&full).unwrap_or_default() + "further words\n").unwrap(),
                _ => course.edit(&path, &page(random)),
            }
        }
        _ => course.edit("README.md", &page(random)),
    }
}

/// Returns the files of a clean build, without the "not found" page, which differs by the address.
fn clean(course: &CourseTest) -> BTreeMap<String, Vec<u8>> {
    let output = course.root().join("public");
    let _ = fs::remove_dir_all(&output);
    let built = course.build_with(&["--fresh"]);
    assert!(built.exit_code <= 1, "{}", built.said);
    let files = contents(&output).into_iter();
    files.filter(|(path, _)| path != "404.html" && path != ".seodang-manifest").collect()
}

fn target(path: &str) -> String {
    format!("/{}", path.split('/').map(seodang::site::path::encode).collect::<Vec<_>>().join("/"))
}

/// Waits until every file is served as in a clean build, and files that a clean build lacks are not found.
fn compare(course: &CourseTest, preview: &Preview, seen: &mut BTreeMap<String, usize>, edits: usize) {
    let expected = clean(course);
    let start = Instant::now();
    loop {
        let wrong = |path: &String| match (preview.get(&target(path)), expected.get(path)) {
            (answer, None) => (answer.status == 200).then(|| format!("{path} is still there")),
            (answer, Some(bytes)) if path.ends_with(".html") => (answer.page().as_bytes() != bytes)
                .then(|| format!("{path} ({}): {}", answer.status, difference(&answer.page(), bytes))),
            (answer, Some(bytes)) => (answer.body != *bytes).then(|| format!("{path} ({})", answer.status)),
        };
        let all = expected.keys().chain(seen.keys().filter(|path| !expected.contains_key(*path)));
        let Some(first) = all.into_iter().find_map(wrong) else { break };
        assert!(
            start.elapsed() < PATIENCE,
            "after {edits} edits: {first}\nit said {:#?}",
            preview.said().iter().rev().take(5).collect::<Vec<_>>()
        );
        std::thread::sleep(Duration::from_millis(50));
    }
    seen.extend(expected.into_keys().map(|path| (path, edits)));
}

fn difference(served: &str, built: &[u8]) -> String {
    let built = String::from_utf8_lossy(built);
    let differs = |(a, b): &(&str, &str)| a != b;
    let first = served.lines().zip(built.lines()).find(differs).map(|(a, b)| format!("{a}\nis built as\n{b}"));
    first.unwrap_or_else(|| format!("{} and {} lines", served.lines().count(), built.lines().count()))
}

/// Returns the memory in use by the preview, in KB; 0 if the system does not report it.
fn memory(preview: &Preview) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", preview.process())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or_default()
}

#[test]
fn random_edits_end_in_what_a_clean_build_makes() {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let edits = number("SEODANG_SOAK_EDITS").and_then(|edits| usize::try_from(edits).ok()).unwrap_or(EDITS);
    let seed = number("SEODANG_SOAK_SEED").unwrap_or(20);
    let mut random = Random(seed);
    let course = CourseTest::new().file("README.md", "# Course\n\nhello\n");
    let mut pages = Vec::new();
    for number in 0..12 {
        let path = format!("week_{:02}/p{number}.md", number % 4);
        course.edit(&path, &page(&mut random));
        pages.push(path);
    }
    let preview = course.serve();
    let mut seen = BTreeMap::new();
    let mut held = Vec::new();
    for done in 1..=edits {
        edit(&course, &mut random, &mut pages);
        std::thread::sleep(Duration::from_millis(random.below(40)));
        if random.below(3) == 0 && !pages.is_empty() {
            // Requests pages meanwhile.
            let path = &pages[random.index(pages.len())];
            assert!([200, 302, 404].contains(&preview.get(&target(&path.replace(".md", ".html"))).status), "{path}");
        }
        if random.below(BETWEEN_RESTS) == 0 || done == edits {
            compare(&course, &preview, &mut seen, done);
            held.push((done, memory(&preview)));
        }
    }
    for (done, kilobytes) in &held {
        println!("{done:>6} edits: {kilobytes} KB");
    }
    // The memory at the end must equal that in the middle, with a margin for the allocator.
    if let (true, Some((_, middle)), Some((_, last))) = (edits >= 1000, held.get(held.len() / 2), held.last()) {
        assert!(*last < middle * 3 / 2, "the memory grew from {middle} to {last} KB");
    }
}
