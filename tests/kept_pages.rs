//! Holds that a build makes only pages that show something new, and that pages which it keeps are those that it would make.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use anyhow::Result;
use seodang::memo::{Memo, store};
use seodang::pipeline::{BuildIdentity, BuildOptions, ReadProject, SiteAddress};
use seodang::read::{Stamp, project};
use seodang::site::{Output, SitePath, SiteSink};

use crate::support::{CourseTest, Random, contents};

/// Returns a course whose pages show facts of each other: terms, titles, headings, images, captions, embedded notes.
fn course() -> CourseTest {
    CourseTest::new()
        .file("README.md", "# Boats\n\n- [One](week_1/a.md)\n- [](week_1/b.md#parts)\n")
        .file("week_1/README.md", "# Week 1: Hulls\n\nThe hull and its parts.\n")
        .file(
            "week_1/a.md",
            "# Session 1: Hull\n\nThe keel carries the hull. See [](b.md#parts) and [[c]].\n\n![d](dot.png)\n\n\
             ```mermaid\ngraph LR\nk[Keel] --> r[Rib]\n```\n\n```sh\nls\n```\n",
        )
        .file("week_1/b.md", "# Session 2: Parts\n\n## Parts\n\n## Keywords\n\n- **Keel**: the backbone of a boat\n- **Rib**: a part that gives a hull its form\n")
        .file("week_1/c.md", "# Note\n\nA rib is bent.\n\n![[d#Steam]]\n\n![talk](talk.mp4)\n")
        .file("week_1/d.md", "# Wood\n\n## Steam\n\nSteam softens wood.\n\n## Quiz\n\n- [x] Oak\n- [ ] Iron\n")
        .file("week_2/e.md", "# Session 3: Sails\n\nNo keel, no sail: the rib holds the keel. [run](../week_1/run.sh)\n")
        .file("week_1/run.sh", "ls\n")
        .file("week_1/talk.vtt", "WEBVTT\n")
        .bytes("week_1/talk.mp4", b"video")
        .bytes("week_1/dot.png", include_bytes!("pages/dot.png"))
}

const SENTENCES: [&str; 6] = [
    "The keel is laid first.",
    "A rib follows a rib.",
    "See [the parts](../week_1/b.md#parts).",
    "![d](../week_1/dot.png)",
    "- [ ] Look at the keel",
    "- **Mast**: the pole that carries a sail",
];

/// Makes a change that other pages may show.
fn change(course: &CourseTest, random: &mut Random, round: usize) {
    let pages = ["week_1/a.md", "week_1/b.md", "week_1/c.md", "week_1/d.md", "week_2/e.md", "README.md"];
    let page = pages[usize::try_from(random.below(pages.len() as u64)).unwrap()];
    let path = course.course().join(page);
    let text = std::fs::read_to_string(&path).unwrap();
    let sentence = SENTENCES[usize::try_from(random.below(SENTENCES.len() as u64)).unwrap()];
    match random.below(10) {
        0 | 1 => course.edit(page, &format!("{text}\n{sentence}\n")),
        2 => course.edit(page, &text.replacen("\n\n", &format!("\n\n{sentence}\n\n"), 1)),
        3 => course.edit(page, &text.replacen("# ", &format!("# New{round} "), 1)),
        4 => course.edit(
            "week_1/b.md",
            &format!(
                "# Session 2: Parts\n\n## Parts of it {round}\n\n## Keywords\n\n- **Keel**: the backbone, {round}\n"
            ),
        ),
        5 => course.edit("week_1/d.md", &format!("# Wood\n\n## Steam\n\nSteam {round}.\n")),
        6 => course.edit("week_1/talk.vtt", &format!("WEBVTT\n\n{round}\n")),
        7 => course.edit("week_1/run.sh", &format!("ls {round}\n")),
        8 => course
            .edit(&format!("week_2/f{}.md", random.below(3)), &format!("# Session {}: More\n\nA keel.\n", round % 9)),
        _ => drop(std::fs::remove_file(course.course().join("week_2/f0.md"))),
    }
}

#[test]
fn kept_pages_are_those_of_a_build_from_nothing() {
    let address = ["--base-url", "https://example.org/course/"];
    // With an address pages have further files, such as pictures for links.
    for (seed, options) in [(15, &[][..]), (16, &address[..])] {
        let course = course();
        let mut random = Random(seed);
        for round in 0..30 {
            let built = course.build_with(options);
            let fresh = course.build_into("fresh", &[&["--fresh"], options].concat());
            let [built, fresh]: [BTreeMap<String, Vec<u8>>; 2] =
                [&built, &fresh].map(|site| contents(&site.output).into_iter().collect());
            let differs = |path: &&String| built.get(*path) != fresh.get(*path);
            let different: Vec<&String> = built.keys().chain(fresh.keys()).filter(differs).collect();
            assert_eq!(different, Vec::<&String>::new(), "round {round}");
            change(&course, &mut random, round);
        }
    }
}

/// Holds the hashes of the files of earlier builds, and records what a build makes.
#[derive(Default)]
struct Recorder {
    hashes: Mutex<BTreeMap<SitePath, String>>,
    made: Mutex<BTreeSet<String>>,
}

impl SiteSink for Recorder {
    fn put(&self, path: SitePath, output: Output) -> Result<Option<String>> {
        let hash = format!("{output:?}");
        let before = self.hashes.lock().unwrap().insert(path.clone(), hash.clone());
        if path.is_page() && before.as_ref() != Some(&hash) {
            self.made.lock().unwrap().insert(path.to_string());
        }
        Ok(Some(hash))
    }

    fn keep(&self, path: &SitePath, hash: &str) -> bool {
        self.hashes.lock().unwrap().get(path).is_some_and(|known| known == hash)
    }
}

/// Builds a course into a recorder; returns the pages that were made.
fn made(course: &CourseTest, recorder: &Recorder) -> BTreeSet<String> {
    let place = course.root().join("cache/x.memo");
    let memo = Arc::new(Memo::new(store::load(&place), Some("a program")));
    let project = project::find(course.root(), Some(&course.course()), None).unwrap();
    let (options, address) = (BuildOptions::default(), SiteAddress::Unknown);
    let read = ReadProject::read(&project, &options).unwrap();
    let identity = BuildIdentity::of(&project, &options, &address, &read, &Stamp::of_program().unwrap());
    let prepared = read.prepare(&project, Arc::clone(&memo), |_| {}).unwrap();
    prepared.render_files(&address, &Arc::default(), Some(identity.frame), recorder).unwrap();
    store::save(&memo, &place).unwrap();
    std::mem::take(&mut recorder.made.lock().unwrap())
}

#[test]
fn a_change_of_prose_makes_one_page() {
    let course = course();
    let recorder = Recorder::default();
    assert!(made(&course, &recorder).len() > 8);
    assert_eq!(made(&course, &recorder), BTreeSet::new());
    let text = std::fs::read_to_string(course.course().join("week_2/e.md")).unwrap();
    course.edit("week_2/e.md", &format!("{text}\nAnother sentence of it.\n"));
    assert_eq!(made(&course, &recorder), BTreeSet::from(["week_2/e.html".to_owned()]));
}

#[test]
fn the_cache_does_not_grow_with_every_edit() {
    let course = course();
    let recorder = Recorder::default();
    made(&course, &recorder);
    let before = std::fs::metadata(course.root().join("cache/x.memo")).unwrap().len();
    for round in 0..12 {
        course.edit("week_2/e.md", &format!("# Session 3: Sails\n\nRound {round}.\n"));
        made(&course, &recorder);
    }
    let after = std::fs::metadata(course.root().join("cache/x.memo")).unwrap().len();
    assert!(after < before * 3, "unused values are dropped: {before} to {after}");
}
