//! Holds that no edit is missed, whichever way a program saves, and that nothing is rebuilt without an edit.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::support::{CourseTest, Preview};

fn course() -> CourseTest {
    CourseTest::new()
        .file("README.md", "# Course\n\nhello\n")
        .file("week_01/a.md", "# Session 1: First\n\nword0\n")
        .file("week_01/b.md", "# Session 2: Second\n\ntext\n")
}

fn page(word: &str) -> String {
    format!("# Session 1: First\n\n{word}\n")
}

/// Saves a file in the way of each program in turn, each time with another word.
fn save_in_each_way(file: &Path, mut saved: impl FnMut(&str, &str)) {
    let folder = file.parent().unwrap();
    let beside = |name: &str| folder.join(name);
    let write = |path: &Path, word: &str| fs::write(path, page(word)).unwrap();
    write(file, "inplace");
    saved("written in place", "inplace");

    let mut handle = File::create(file).unwrap();
    std::thread::sleep(Duration::from_millis(60));
    handle.write_all(page("later").as_bytes()).unwrap();
    drop(handle);
    saved("emptied, and written a moment later", "later");

    let mut handle = File::create(file).unwrap();
    handle.write_all(b"# Session 1: First\n\nhal").unwrap();
    std::thread::sleep(Duration::from_millis(60));
    handle.write_all(b"ves\n").unwrap();
    drop(handle);
    saved("written in two halves", "halves");

    write(&beside("a.md.tmp123"), "beside");
    fs::rename(beside("a.md.tmp123"), file).unwrap();
    saved("written beside and put in its place", "beside");

    // vim: tests whether it may create files in the folder, renames the old file, writes a new one, removes the old one.
    fs::write(beside("4913"), "").unwrap();
    fs::remove_file(beside("4913")).unwrap();
    fs::write(beside(".a.md.swp"), "swap").unwrap();
    fs::rename(file, beside("a.md~")).unwrap();
    write(file, "vim");
    fs::remove_file(beside("a.md~")).unwrap();
    fs::remove_file(beside(".a.md.swp")).unwrap();
    saved("as vim does", "vim");

    // JetBrains: writes a new file beside the old one, renames the old one, renames the new one into its place.
    write(&beside("a.md___jb_tmp___"), "jetbrains");
    fs::rename(file, beside("a.md___jb_old___")).unwrap();
    fs::rename(beside("a.md___jb_tmp___"), file).unwrap();
    fs::remove_file(beside("a.md___jb_old___")).unwrap();
    saved("as JetBrains does", "jetbrains");

    // Emacs: a lock (a dangling symbolic link), an autosave file, a backup.
    #[cfg(unix)]
    std::os::unix::fs::symlink("me@here.1:2", beside(".#a.md")).unwrap();
    fs::write(beside("#a.md#"), "autosave").unwrap();
    fs::copy(file, beside("a.md~")).unwrap();
    write(file, "emacs");
    let _ = fs::remove_file(beside(".#a.md"));
    fs::remove_file(beside("#a.md#")).unwrap();
    saved("as Emacs does", "emacs");

    fs::remove_file(file).unwrap();
    std::thread::sleep(Duration::from_millis(60));
    write(file, "again");
    saved("removed, and written again", "again");

    // The same size and the same time of modification.
    let time = fs::metadata(file).unwrap().modified().unwrap();
    let handle = File::options().write(true).open(file).unwrap();
    (&handle).write_all(page("AGAIN").as_bytes()).unwrap();
    handle.set_modified(time).unwrap();
    drop(handle);
    saved("other words of the same length and time", "AGAIN");
}

#[test]
fn every_way_of_saving_is_seen() {
    let course = course();
    let preview = course.serve();
    preview.until_page("/week_01/a.html", "word0");
    save_in_each_way(&course.course().join("week_01/a.md"), |how, word| {
        preview.until(how, |preview| preview.get("/week_01/a.html").text().contains(&format!("<p>{word}</p>")));
        assert_eq!(preview.get("/week_01/b.html").status, 200, "{how}");
    });
}

#[test]
fn every_way_of_saving_is_seen_by_looking_too() {
    let course = course();
    let preview = course.serve_with(&["--port", "0", "--poll"]);
    preview.until_page("/week_01/a.html", "word0");
    assert!(preview.said().iter().any(|line| line.contains("--poll")), "{:?}", preview.said());
    save_in_each_way(&course.course().join("week_01/a.md"), |how, word| {
        preview.until(how, |preview| preview.get("/week_01/a.html").text().contains(&format!("<p>{word}</p>")));
    });
}

#[test]
fn a_save_is_one_line_and_what_is_no_edit_is_none() {
    let course = course().file("notes.txt", "n");
    let preview = course.serve();
    preview.until("the first line", |preview| preview.said().iter().any(|line| line.contains(" pages in ")));
    preview.rest();
    let before = preview.said().len();
    // Unchanged bytes, swap files, hidden files, files that no page shows, the output of a build.
    course.edit("week_01/a.md", &page("word0"));
    course.edit("week_01/.a.md.swp", "swap");
    course.edit(".hidden/a.md", "# Hidden\n");
    course.edit("node_modules/x/README.md", "# Package\n");
    course.edit("notes.txt", "other");
    course.build_into("sample/public", &[]).ok();
    course.build_into("public", &[]).ok();
    preview.rest();
    let said = preview.said();
    assert_eq!(said[before..], Vec::<String>::new(), "nothing is said of it");
    assert!(preview.get("/week_01/a.html").text().contains("word0"));
    course.edit("week_01/a.md", &page("word1"));
    preview.until_page("/week_01/a.html", "word1");
    preview.rest();
    let said = preview.said();
    assert_eq!(said.len(), before + 1, "{:#?}", &said[before..]);
    assert!(said[before].starts_with("week_01/a.md in ") && said[before].contains(" ms"), "{}", said[before]);
}

#[test]
fn hundreds_of_files_at_once_are_one_change() {
    many_files_change_at_once(false);
}

#[test]
#[ignore = "needs git (see tests/README.md)"]
fn a_checkout_of_hundreds_of_files_is_one_change() {
    many_files_change_at_once(true);
}

/// Changes 300 pages at once, by writing them or by checking out another branch, and follows the preview.
fn many_files_change_at_once(by_git: bool) {
    let mut course = course();
    for number in 0..300 {
        course =
            course.file(&format!("week_{:02}/p{number:03}.md", number % 12), &format!("# Page {number}\n\nmain\n"));
    }
    let git = |words: &[&str]| {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"]);
        let run = command.args(words).current_dir(course.course()).env("GIT_CONFIG_GLOBAL", "/dev/null").output();
        assert!(run.expect("a git on the PATH").status.success(), "git {words:?}");
    };
    if by_git {
        git(&["init", "-q"]);
        git(&["add", "."]);
        git(&["commit", "-qm", "main"]);
        git(&["checkout", "-qb", "other"]);
    }
    let change = || {
        for number in 0..300 {
            let path = format!("week_{:02}/p{number:03}.md", number % 12);
            if number % 10 == 0 {
                course.remove(&path);
            } else {
                course.edit(&path, &format!("# Page {number}\n\nother\n"));
            }
        }
        course.edit("week_99/new/deep.md", "# Deep\n\nother\n");
    };
    change();
    if by_git {
        git(&["add", "."]);
        git(&["commit", "-qm", "other"]);
        git(&["checkout", "-q", "main"]);
    } else {
        for number in 0..300 {
            course.edit(&format!("week_{:02}/p{number:03}.md", number % 12), &format!("# Page {number}\n\nmain\n"));
        }
        course.remove("week_99/new/deep.md");
    }
    let preview = course.serve();
    preview.until_page("/week_05/p005.html", "main");
    preview.rest();
    let before = preview.said().len();
    if by_git {
        git(&["checkout", "-q", "other"]);
    } else {
        change();
    }
    preview.until_page("/week_99/new/deep.html", "other");
    preview.until("every page is the other one", |preview| {
        (0..300).step_by(7).all(|number| {
            let answer = preview.get(&format!("/week_{:02}/p{number:03}.html", number % 12));
            if number % 10 == 0 { answer.status == 404 } else { answer.text().contains("<p>other</p>") }
        })
    });
    preview.rest();
    let lines = preview.said().len() - before;
    assert!((1..=6).contains(&lines), "{:#?}", &preview.said()[before..]);
    if by_git {
        git(&["checkout", "-q", "main"]);
        preview.until_page("/week_05/p005.html", "<p>main</p>");
        preview.until("what came is gone", |preview| preview.get("/week_99/new/deep.html").status == 404);
    }
}

#[test]
fn folders_come_and_go_and_are_followed_all_the_while() {
    let course = course().file("../elsewhere/in/deep/c.md", "# Moved\n\nmoved0\n");
    let preview = course.serve();
    let (outside, inside) = (course.root().join("elsewhere/in"), course.course().join("in"));
    preview.rest();
    fs::rename(&outside, &inside).unwrap();
    preview.until_page("/in/deep/c.html", "moved0");
    course.edit("in/deep/c.md", "# Moved\n\nmoved1\n");
    preview.until_page("/in/deep/c.html", "moved1");
    fs::rename(&inside, &outside).unwrap();
    preview.until("it is gone", |preview| preview.get("/in/deep/c.html").status == 404);
    // Edited outside the course, moved in again, edited again.
    course.edit("../elsewhere/in/deep/c.md", "# Moved\n\nmoved2\n");
    fs::rename(&outside, &inside).unwrap();
    preview.until_page("/in/deep/c.html", "moved2");
    course.edit("in/deep/c.md", "# Moved\n\nmoved3\n");
    preview.until_page("/in/deep/c.html", "moved3");
    // Another folder of the same name.
    fs::remove_dir_all(&inside).unwrap();
    course.edit("in/deep/c.md", "# Anew\n\nanew0\n");
    preview.until_page("/in/deep/c.html", "anew0");
    preview.rest();
    course.edit("in/deep/c.md", "# Anew\n\nanew1\n");
    preview.until_page("/in/deep/c.html", "anew1");
    // An existing folder is moved to the path of a removed one.
    fs::rename(&inside, &outside).unwrap();
    fs::rename(course.course().join("week_01"), &inside).unwrap();
    preview.until_page("/in/a.html", "word0");
    preview.until("the old one is gone", |preview| preview.get("/week_01/a.html").status == 404);
    course.edit("in/a.md", &page("after"));
    preview.until_page("/in/a.html", "after");
    // A new folder in a new folder, created at once.
    course.edit("x/y/z/deep.md", "# Deep\n\ndeep0\n");
    preview.until_page("/x/y/z/deep.html", "deep0");
    course.edit("x/y/z/deep.md", "# Deep\n\ndeep1\n");
    preview.until_page("/x/y/z/deep.html", "deep1");
}

#[test]
fn the_course_itself_may_go_and_come_back() {
    let course = course();
    let preview = course.serve();
    preview.rest();
    let away = course.root().join("away");
    fs::rename(course.course(), &away).unwrap();
    preview.until("it is told", |preview| preview.data("/__seodang/problems")["failure"].is_string());
    assert!(preview.get("/week_01/a.html").text().contains("word0"), "the last good page stays");
    fs::rename(&away, course.course()).unwrap();
    preview.until("it is back", |preview| preview.data("/__seodang/problems")["failure"].is_null());
    course.edit("week_01/a.md", &page("back"));
    preview.until_page("/week_01/a.html", "back");
    fs::remove_dir_all(course.course()).unwrap();
    preview.until("it is told", |preview| preview.data("/__seodang/problems")["failure"].is_string());
    course.edit("week_01/a.md", &page("anew"));
    preview.until_page("/week_01/a.html", "anew");
    preview.rest();
    course.edit("week_01/a.md", &page("anewer"));
    preview.until_page("/week_01/a.html", "anewer");
}

#[test]
fn pages_that_are_gone_say_where_they_went() {
    let course = course();
    let preview = course.serve();
    preview.rest();
    let instead = |preview: &Preview, target: &str| preview.get(target).header("x-seodang-instead");
    course.edit("week_01/c.md", "# Session 3: Third\n\nnew\n");
    preview.until_page("/week_01/b.html", "Third");
    preview.until_page("/week_01/c.html", "new");
    fs::rename(course.course().join("week_01/c.md"), course.course().join("week_01/renamed.md")).unwrap();
    preview.until_page("/week_01/renamed.html", "new");
    assert_eq!(preview.get("/week_01/c.html").status, 404);
    assert_eq!(instead(&preview, "/week_01/c.html").as_deref(), Some("/week_01/renamed.html"));
    // Renamed again: the first name redirects to the last.
    fs::rename(course.course().join("week_01/renamed.md"), course.course().join("week_01/가 나.md")).unwrap();
    preview.until_page("/week_01/%EA%B0%80%20%EB%82%98.html", "new");
    let last = "/week_01/%EA%B0%80%20%EB%82%98.html";
    assert_eq!(instead(&preview, "/week_01/renamed.html").as_deref(), Some(last));
    assert_eq!(instead(&preview, "/week_01/c.html").as_deref(), Some(last));
    course.remove("week_01/가 나.md");
    preview.until("it is gone", |preview| preview.get(last).status == 404);
    assert_eq!(instead(&preview, last).as_deref(), Some("/week_01/index.html"));
    // A folder that is renamed takes its pages along.
    fs::rename(course.course().join("week_01"), course.course().join("week_02")).unwrap();
    preview.until_page("/week_02/a.html", "word0");
    assert_eq!(instead(&preview, "/week_01/a.html").as_deref(), Some("/week_02/a.html"));
    assert_eq!(instead(&preview, "/week_01/b.html").as_deref(), Some("/week_02/b.html"));
}

#[cfg(unix)]
#[test]
fn links_of_the_file_system_are_followed_as_in_a_build() {
    use std::os::unix::fs::symlink;
    let course = course().file("../outside.md", "# Outside\n\nSECRET\n");
    symlink(course.root(), course.course().join("up")).unwrap();
    symlink(course.course(), course.course().join("round")).unwrap();
    symlink("a.md", course.course().join("week_01/alias.md")).unwrap();
    symlink(course.root().join("outside.md"), course.course().join("out.md")).unwrap();
    let preview = course.serve();
    preview.until_page("/week_01/alias.html", "word0");
    preview.rest();
    course.edit("week_01/a.md", &page("aliased"));
    preview.until_page("/week_01/alias.html", "aliased");
    for target in ["/out.html", "/up/outside.html", "/round/week_01/a.html"] {
        assert_eq!(preview.get(target).status, 404, "{target}");
    }
}

#[test]
fn an_output_folder_in_the_course_makes_no_loop() {
    let course = CourseTest::new()
        .file("sessions/README.md", "# Course\n\nhello\n")
        .file("seodang.toml", "source = \".\"\noutput = \"out\"\n");
    let mut command = course.command(&["serve", "sample", "--port", "0"]);
    let preview = Preview::start(&mut command);
    preview.rest();
    course.run(&["build", "sample"], "sample/out").ok();
    preview.rest();
    let state = preview.state();
    course.run(&["build", "sample"], "sample/out").ok();
    std::thread::sleep(Duration::from_secs(1));
    assert_eq!(preview.state(), state, "a build is no edit");
    course.edit("sessions/README.md", "# Course\n\nother\n");
    preview.until_page("/sessions/", "other");
    preview.rest();
}

#[test]
fn an_image_that_changes_is_served_anew() {
    let one = include_bytes!("../pages/dot.png");
    let course = course().file("week_01/a.md", "# A\n\n![d](dot.png)\n").bytes("week_01/dot.png", one);
    let preview = course.serve();
    preview.until("it is there", |preview| preview.get("/week_01/dot.png").body == one);
    preview.rest();
    let reload = preview.data("/__seodang/state?since=")["reload"].as_u64();
    let mut other = one.to_vec();
    other.extend_from_slice(b"further");
    fs::write(course.course().join("week_01/dot.png"), &other).unwrap();
    preview.until("pages are told", |preview| preview.data("/__seodang/state?since=")["reload"].as_u64() > reload);
    assert_eq!(preview.get("/week_01/dot.png").body, other);
    course.remove("week_01/dot.png");
    preview.until("it is gone", |preview| preview.get("/week_01/dot.png").status == 404);
    preview.until("it is told", |preview| preview.data("/__seodang/problems")["warnings"].as_u64() > Some(0));
}
