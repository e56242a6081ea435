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
    assert_eq!(first, WriteCounts { written: 2, unchanged: 0, removed: 0 });
    let second = write(&site(&[("index.html", "a"), ("z.html", "c")]), &out).unwrap();
    assert_eq!(second, WriteCounts { written: 1, unchanged: 1, removed: 1 });
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

#[test]
fn a_build_that_was_cut_off_is_taken_up_again() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path();
    fs::write(out.join(MANIFEST), "seodang manifest 1 writing\n- index.html\n- b.html\n").unwrap();
    fs::write(out.join("index.html"), "half").unwrap();
    fs::write(out.join(format!("b.html{UNFINISHED}")), "ha").unwrap();
    write(&site(&[("index.html", "whole")]), out).unwrap();
    let names: BTreeSet<String> =
        fs::read_dir(out).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(names, BTreeSet::from([MANIFEST.to_owned(), "index.html".to_owned()]));
}
