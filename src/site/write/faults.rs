//! Interrupts builds at each file operation, and tests what the interruption leaves and what the next build makes of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicI64;

use super::disk::Disk;
use super::disk::fuse::{Fault, Fuse};
use super::{MANIFEST, STAGING, SiteWriter, WriteCounts};
use crate::site::{Output, Site, SitePath};

/// The fewest interruptions that are tested.
const POINTS: usize = 2_400;

/// Returns the names of pages: with a line end, control characters, a percent sign and 80 syllables of Hangul.
fn names() -> [String; 9] {
    let long = "가".repeat(80) + ".html";
    [
        "index.html",
        "a/b.html",
        "a/c/d.html",
        "line\nend.html",
        "x\u{1b}[0m/y.html",
        "100%25.html",
        "a b/- c.html",
        "z.css",
    ]
    .map(ToOwned::to_owned)
    .into_iter()
    .chain([long])
    .collect::<Vec<_>>()
    .try_into()
    .unwrap()
}

/// A generator of random numbers (`SplitMix64`, Steele, Lea and Flood, 2014).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % u64::try_from(end).unwrap()).unwrap()
    }
}

/// Returns a site of some of the names; the content names its edition.
fn site(random: &mut Random, edition: usize) -> BTreeMap<SitePath, String> {
    let mut files = BTreeMap::new();
    for name in names() {
        match random.below(4) {
            0 => {}
            1 => drop(files.insert(SitePath::new(&name), "the same in every edition".to_owned())),
            _ => drop(files.insert(SitePath::new(&name), format!("{edition} {}", "x".repeat(random.below(100_000))))),
        }
    }
    files
}

fn write(files: &BTreeMap<SitePath, String>, out: &Path, fuse: Fuse) -> anyhow::Result<WriteCounts> {
    let files = files.iter().map(|(path, text)| (path.clone(), Output::Html(text.clone()))).collect();
    let site = Site { files };
    let writer = SiteWriter::open_on(Disk { fuse }, out)?;
    site.files.iter().try_for_each(|(path, output)| writer.put(path, output).map(drop))?;
    writer.finish()
}

/// Returns every file below a folder with its content; the manifest and the staging folder are left out.
fn files_in(out: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for entry in
        walkdir::WalkDir::new(out).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file())
    {
        let path = entry.path().strip_prefix(out).unwrap().to_str().unwrap().to_owned();
        if path != MANIFEST && !path.starts_with(STAGING) {
            files.insert(path, fs::read_to_string(entry.path()).unwrap());
        }
    }
    files
}

fn as_files(site: &BTreeMap<SitePath, String>) -> BTreeMap<String, String> {
    site.iter().map(|(path, text)| (path.as_str().to_owned(), text.clone())).collect()
}

/// Returns a folder in memory where the system has one: disks write a file through when it is replaced.
fn scratch() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

/// Builds once, interrupts the next build (or the next two), and builds again. Returns whether there was an interruption.
fn interrupted(seed: u64, fault: Fault, point: i64) -> bool {
    let folder = scratch();
    let out = folder.path().join("public");
    let mut random = Random(seed);
    let is_first = random.below(4) == 0;
    let mut known = vec![BTreeMap::new()];
    let foreign =
        BTreeMap::from([("CNAME".to_owned(), "mine".to_owned()), ("a/notes.txt".to_owned(), "mine".to_owned())]);
    if !is_first {
        let first = site(&mut random, 0);
        write(&first, &out, Fuse::default()).unwrap();
        for (path, text) in &foreign {
            fs::create_dir_all(out.join(path).parent().unwrap()).unwrap();
            fs::write(out.join(path), text).unwrap();
        }
        known.push(as_files(&first));
    }
    let mut is_hit = false;
    for edition in 1..=1 + random.below(2) {
        let next = site(&mut random, edition);
        is_hit |= write(&next, &out, Fuse { fault, left: AtomicI64::new(point) }).is_err();
        known.push(as_files(&next));
        let place = format!("seed {seed}, {fault:?} at {point}, edition {edition}");
        for (path, text) in files_in(&out) {
            let is_known = foreign.get(&path) == Some(&text) || known.iter().any(|site| site.get(&path) == Some(&text));
            assert!(is_known, "{place}: {path} is neither old nor new: {} bytes", text.len());
        }
        assert!(is_first || foreign.keys().all(|path| out.join(path).is_file()), "{place}: a foreign file is gone");
    }
    let last = site(&mut random, 9);
    let place = format!("seed {seed}, {fault:?} at {point}");
    write(&last, &out, Fuse::default()).unwrap_or_else(|error| panic!("{place}: {error:#}"));
    let mut expected = as_files(&last);
    expected.extend(foreign.into_iter().filter(|_| !is_first));
    let found = files_in(&out);
    assert_eq!(found.keys().collect::<BTreeSet<_>>(), expected.keys().collect::<BTreeSet<_>>(), "{place}");
    assert!(found == expected, "{place}: a file differs");
    assert!(!out.join(STAGING).exists(), "{place}: the staging folder is left");
    // The manifest is that of a build into an empty folder.
    let clean = folder.path().join("clean");
    write(&last, &clean, Fuse::default()).unwrap();
    assert_eq!(fs::read(out.join(MANIFEST)).unwrap(), fs::read(clean.join(MANIFEST)).unwrap(), "{place}");
    is_hit
}

#[test]
fn any_interruption_leaves_whole_files_and_is_healed() {
    let mut points = 0;
    for seed in 0.. {
        for fault in [Fault::Kill, Fault::Full, Fault::Once] {
            // Some operations are left out by later seeds, which differ in the number of files.
            for point in (0..).take_while(|point| *point < 80) {
                if !interrupted(seed, fault, point) && point > 4 {
                    break;
                }
                points += 1;
            }
        }
        if points >= POINTS {
            break;
        }
    }
}

#[test]
fn a_folder_has_one_writer() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("public");
    let writer = SiteWriter::open(&out).unwrap();
    let error = SiteWriter::open(&out).unwrap_err();
    assert!(error.to_string().contains("another seodang"), "{error}");
    drop(writer);
    assert!(!out.exists());
    SiteWriter::open(&out).unwrap();
}
