//! Tests the changes that writing a site makes to a folder, and its refusals.

use super::*;
use crate::site::SitePath;

fn site(files: &[(&str, &str)]) -> Site {
    let files = files.iter().map(|(path, html)| (SitePath::new(path), Output::Html((*html).to_owned())));
    Site { files: files.collect() }
}

#[test]
fn writes_only_what_differs_and_removes_what_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("public");
    let first = write(&site(&[("index.html", "a"), ("x/y.html", "b")]), &out).unwrap();
    assert_eq!(first, WriteCounts { written: 2, ..WriteCounts::default() });
    let second = write(&site(&[("index.html", "a"), ("z.html", "c")]), &out).unwrap();
    assert_eq!(second, WriteCounts { written: 1, unchanged: 1, removed: 1, ..WriteCounts::default() });
    assert!(!out.join("x").exists());
    assert_eq!(fs::read_to_string(out.join("z.html")).unwrap(), "c");
}

#[test]
fn a_site_that_is_not_finished_leaves_the_folder_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("public");
    let page = |html: &str| Output::Html(html.to_owned());
    let start = |path: &str| {
        let writer = SiteWriter::open(&out).unwrap();
        writer.put(&SitePath::new("index.html"), &page("new")).unwrap();
        writer.put(&SitePath::new(path), &page("new")).unwrap();
    };
    start("x/y.html");
    assert!(!out.exists());
    write(&site(&[("index.html", "old")]), &out).unwrap();
    let manifest = fs::read(out.join(MANIFEST)).unwrap();
    start("z/y.html");
    assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "old");
    assert_eq!(fs::read(out.join(MANIFEST)).unwrap(), manifest);
    assert_eq!(fs::read_dir(&out).unwrap().count(), 2, "nothing else is left");
}

#[test]
fn copies_are_compared_piece_by_piece() {
    let folder = tempfile::tempdir().unwrap();
    let (out, film) = (folder.path().join("public"), folder.path().join("film.mp4"));
    let mut bytes = vec![7; 200_000];
    fs::write(&film, &bytes).unwrap();
    let site = Site { files: [(SitePath::new("film.mp4"), Output::Copy(film.clone()))].into() };
    assert_eq!(write(&site, &out).unwrap().written, 1);
    let manifest = fs::read(out.join(MANIFEST)).unwrap();
    assert_eq!(write(&site, &out).unwrap().unchanged, 1);
    bytes[150_000] = 8;
    fs::write(&film, &bytes).unwrap();
    assert_eq!(write(&site, &out).unwrap().written, 1);
    assert_eq!(fs::read(out.join("film.mp4")).unwrap(), bytes);
    assert_ne!(fs::read(out.join(MANIFEST)).unwrap(), manifest);
    assert!(String::from_utf8(fs::read(out.join(MANIFEST)).unwrap()).unwrap().contains(&hash(&bytes)));
}

#[test]
fn refuses_a_folder_of_others_but_for_gitignore() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(".gitignore"), "*").unwrap();
    write(&site(&[("index.html", "a")]), folder.path()).unwrap();
    let other = tempfile::tempdir().unwrap();
    fs::write(other.path().join("thesis.txt"), "years of work").unwrap();
    let error = write(&site(&[("index.html", "a")]), other.path()).unwrap_err();
    assert!(error.to_string().contains("thesis.txt"), "{error}");
}

#[test]
fn leaves_the_files_of_others_alone() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path();
    write(&site(&[("a/index.html", "a")]), out).unwrap();
    fs::write(out.join("CNAME"), "course.example").unwrap();
    fs::write(out.join("a/notes.txt"), "mine").unwrap();
    fs::write(out.join("a/index.html"), "edited by hand").unwrap();
    write(&site(&[("index.html", "b")]), out).unwrap();
    assert_eq!(fs::read_to_string(out.join("CNAME")).unwrap(), "course.example");
    assert_eq!(fs::read_to_string(out.join("a/notes.txt")).unwrap(), "mine");
    assert_eq!(fs::read_to_string(out.join("a/index.html")).unwrap(), "edited by hand");
    let error = write(&site(&[("CNAME", "x")]), out).unwrap_err();
    assert!(error.to_string().contains("was not written by seodang"), "{error}");
}

#[test]
fn a_forged_manifest_removes_nothing_outside() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("public");
    let outside = folder.path().join("precious.txt");
    fs::write(&outside, "x").unwrap();
    fs::create_dir(&out).unwrap();
    fs::write(out.join(MANIFEST), "seodang manifest 1 done\n- ../precious.txt\n- /etc/passwd\n").unwrap();
    write(&site(&[("index.html", "a")]), &out).unwrap();
    assert!(outside.exists());
}

#[cfg(unix)]
#[test]
fn never_writes_through_a_link() {
    let folder = tempfile::tempdir().unwrap();
    let (out, outside) = (folder.path().join("public"), folder.path().join("outside"));
    fs::create_dir(&outside).unwrap();
    write(&site(&[("index.html", "a")]), &out).unwrap();
    std::os::unix::fs::symlink(&outside, out.join("week")).unwrap();
    assert!(write(&site(&[("week/index.html", "b")]), &out).is_err());
    assert_eq!(fs::read_dir(&outside).unwrap().count(), 0);
}

/// Writes the manifest of an interrupted build, and the files of a folder.
fn interrupted(lines: &str, files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(MANIFEST), format!("seodang manifest 2 writing\n{lines}")).unwrap();
    for (path, text) in files {
        fs::write(folder.path().join(path), text).unwrap();
    }
    folder
}

#[test]
fn an_interrupted_build_is_taken_up_again() {
    let (old, new) = (hash(b"old"), hash(b"new"));
    let lines = format!("{old} {new} index.html\n{old} - gone.html\n- {new} made.html\n- {new} unmade.html\n");
    let folder = interrupted(&lines, &[("index.html", "new"), ("gone.html", "old"), ("made.html", "new")]);
    fs::create_dir(folder.path().join(STAGING)).unwrap();
    fs::write(folder.path().join(STAGING).join("3"), "ha").unwrap();
    let counts = write(&site(&[("index.html", "new")]), folder.path()).unwrap();
    assert_eq!(counts, WriteCounts { unchanged: 1, removed: 2, ..WriteCounts::default() });
    let names: BTreeSet<String> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(names, BTreeSet::from([MANIFEST.to_owned(), "index.html".to_owned()]));
}

#[test]
fn a_file_made_after_an_interruption_belongs_to_its_author() {
    let lines = format!("- {} made.html\n", hash(b"new"));
    let folder = interrupted(&lines, &[("made.html", "by hand")]);
    let error = write(&site(&[("made.html", "new")]), folder.path()).unwrap_err();
    assert!(error.to_string().contains("was not written by seodang"), "{error}");
    write(&site(&[("index.html", "a")]), folder.path()).unwrap();
    assert_eq!(fs::read_to_string(folder.path().join("made.html")).unwrap(), "by hand");
}

#[test]
fn a_name_with_a_line_end_is_one_name() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path();
    fs::write(out.join(".gitignore"), "*").unwrap();
    write(&site(&[("a\n0123456789abcdef CNAME", "a")]), out).unwrap();
    fs::write(out.join("CNAME"), "mine").unwrap();
    let counts = write(&site(&[("b.html", "b")]), out).unwrap();
    assert_eq!((counts.removed, fs::read_to_string(out.join("CNAME")).unwrap()), (1, "mine".to_owned()));
}

#[test]
fn a_folder_of_the_earlier_manifest_is_known() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path();
    let text = format!("seodang manifest 1 done\n{} a b.html\n{} edited.html\n", hash(b"a"), hash(b"b"));
    fs::write(out.join(MANIFEST), text).unwrap();
    fs::write(out.join("a b.html"), "a").unwrap();
    fs::write(out.join("edited.html"), "by hand").unwrap();
    let counts = write(&site(&[("index.html", "a")]), out).unwrap();
    assert_eq!((counts.written, counts.removed), (1, 1));
    assert!(out.join("edited.html").is_file());
}

#[test]
fn a_folder_takes_the_place_of_a_page_and_a_page_that_of_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path();
    write(&site(&[("week", "a"), ("lab/index.html", "b")]), out).unwrap();
    write(&site(&[("week/index.html", "a")]), out).unwrap();
    assert!(out.join("week/index.html").is_file() && !out.join("lab").exists());
}

#[test]
fn a_copy_that_cannot_be_read_costs_itself() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("public");
    let copy = |name: &str| Output::Copy(folder.path().join(name));
    fs::write(folder.path().join("a.png"), "a").unwrap();
    fs::create_dir(folder.path().join("b.png")).unwrap();
    let files = [("a.png", copy("a.png")), ("b.png", copy("b.png")), ("c.png", copy("gone.png"))];
    let site = Site { files: files.map(|(path, output)| (SitePath::new(path), output)).into() };
    let counts = write(&site, &out).unwrap();
    let skipped = ["b.png", "c.png"].map(|path| (SitePath::new(path), SkipReason::Unreadable));
    assert_eq!((counts.written, counts.skipped), (1, skipped.to_vec()));
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_too_long_costs_itself() {
    let folder = tempfile::tempdir().unwrap();
    let (fits, long) = ("x".repeat(255), "x".repeat(256));
    let counts = write(&site(&[(&fits, "a"), (&long, "b"), (&format!("{long}/c.html"), "c")]), folder.path()).unwrap();
    assert_eq!(counts.written, 1);
    assert!(counts.skipped.iter().all(|(_, reason)| *reason == SkipReason::NameTooLong) && counts.skipped.len() == 2);
}
