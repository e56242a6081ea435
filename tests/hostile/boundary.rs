//! Checks that settings, themes and files of a course reach nothing outside the project, and that a bad file costs itself.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::{Built, CourseTest, contents, files_below};

/// Asserts that a build ends with an error of the settings, and that no file was made.
#[track_caller]
fn is_refused(course: &CourseTest, words: &str) -> Built {
    let before = files_below(course.root());
    let built = course.run(&["build", "sample"], "public");
    assert_eq!(built.exit_code, 2, "{}", built.said);
    assert!(built.said.contains(words), "{}", built.said);
    let made: Vec<String> = files_below(course.root())
        .into_iter()
        .filter(|path| !before.contains(path) && !path.starts_with("cache/"))
        .collect();
    assert_eq!(made, Vec::<String>::new());
    built
}

fn with_settings(settings: &str) -> CourseTest {
    CourseTest::of("# P\n\ntext\n").file("seodang.toml", settings)
}

#[test]
fn folders_of_settings_stay_within_the_project() {
    for folder in ["../elsewhere", "/tmp/seodang-elsewhere", "a/../../elsewhere", ".git/hooks", "new/../../elsewhere"] {
        is_refused(&with_settings(&format!("output = \"{folder}\"\n")), "seodang.toml:1:10");
    }
    fs::create_dir(with_settings("").root().join("other")).unwrap();
    let course = with_settings("title = \"x\"\nsource = \"../other\"\n").file("../other/page.md", "# Other\n");
    is_refused(&course, "seodang.toml:2:10");
    // The repository that holds the settings is the project.
    let course = with_settings("output = \"../elsewhere\"\n").file("../.git/config", "");
    assert_eq!(course.run(&["build", "sample"], "elsewhere").ok().pages(), ["index.html", "page.html"]);
    // The command line is the user's.
    let course = with_settings("output = \"../elsewhere\"\n");
    assert_eq!(course.run(&["build", "sample", "-o", "chosen"], "chosen").ok().pages(), ["index.html", "page.html"]);
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn folders_of_settings_follow_no_link_out_of_the_project() {
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("secret.md"), "# Secret\n").unwrap();
        for setting in ["output = \"way/site\"\n", "source = \"way\"\n"] {
            let course = with_settings(setting);
            symlink(outside.path(), course.course().join("way")).unwrap();
            is_refused(&course, "leads out of the project");
        }
        assert_eq!(files_below(outside.path()), ["secret.md"]);
    }

    #[test]
    fn a_theme_is_no_link_out_of_the_project() {
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("theme.toml"), "more-files = [\"secret\"]\n").unwrap();
        fs::write(outside.path().join("secret"), "root:x").unwrap();
        let course = with_settings("theme = \"t\"\n");
        fs::create_dir(course.course().join("themes")).unwrap();
        symlink(outside.path(), course.course().join("themes/t")).unwrap();
        is_refused(&course, "is a link out of its project");
        // Nor is a file in it.
        fs::remove_file(course.course().join("themes/t")).unwrap();
        fs::create_dir(course.course().join("themes/t")).unwrap();
        fs::write(course.course().join("themes/t/theme.toml"), "more-files = [\"secret\"]\n").unwrap();
        symlink(outside.path().join("secret"), course.course().join("themes/t/secret")).unwrap();
        is_refused(&course, "secret");
    }

    #[test]
    fn settings_are_regular_files_of_the_project() {
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("a.toml"), "title = \"x\"\n").unwrap();
        let course = CourseTest::of("# P\n");
        symlink(outside.path().join("a.toml"), course.course().join("seodang.toml")).unwrap();
        is_refused(&course, "a link out of their project");
        for name in ["seodang.toml", "seodang.baseline.toml", "words.toml"] {
            let course = CourseTest::of("# P\n");
            let made = Command::new("mkfifo").arg(course.course().join(name)).status();
            assert!(made.unwrap().success(), "POSIX systems have mkfifo");
            let built = course.build();
            assert!(built.exit_code == 2 || name != "seodang.toml", "{name}: {}", built.said);
        }
        let course = CourseTest::of("# P\n");
        symlink("/dev/zero", course.course().join("seodang.toml")).unwrap();
        assert_eq!(course.build().exit_code, 2);
    }

    #[test]
    fn a_file_or_folder_that_cannot_be_read_costs_itself() {
        use std::os::unix::fs::PermissionsExt;
        use std::os::unix::process::CommandExt;
        let course = CourseTest::of("# P\n\n[s](run.sh) ![i](a.png)\n")
            .file("locked.md", "# Locked\n")
            .file("folder/inner.md", "# Inner\n")
            .file("run.sh", "ls\n")
            .bytes("a.png", include_bytes!("../pages/dot.png"));
        let locked = ["locked.md", "folder", "run.sh", "a.png"];
        let set = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        for name in locked {
            set(&course.course().join(name), 0);
        }
        let mut command = course.command(&["build", "sample", "-o", "public", "--all"]);
        // An administrator reads all files, so the program runs as nobody.
        if fs::read(course.course().join("locked.md")).is_ok() {
            set(course.root(), 0o777);
            command.uid(65_534).gid(65_534);
        }
        let Ok(run) = command.output() else { return };
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        set(&course.course().join("folder"), 0o755);
        assert_eq!(run.status.code(), Some(1), "{said}");
        let reports: Vec<String> = crate::support::Problem::parse(&said)
            .into_iter()
            .filter(|problem| problem.code == "unreadable-file")
            .map(|problem| problem.place)
            .collect();
        assert_eq!(reports, ["a.png", "folder", "locked.md", "run.sh"], "{said}");
        assert!(course.root().join("public/page.html").is_file(), "{said}");
    }
}

#[test]
fn every_page_has_a_policy() {
    let course =
        CourseTest::of("# P\n\n```mermaid\ngraph LR\nA-->B\n```\n\n[s](run.sh)\n\n## Keywords\n\n- **a**: b\n")
            .file("run.sh", "ls\n")
            .file("old/README.md", "# Old\n");
    for theme in ["default", "plain", "chalkboard"] {
        let built = course.build_into(theme, &["--theme", theme]).ok();
        for page in built.files().into_iter().filter(|path| path.ends_with(".html")) {
            let text = built.text(&page);
            let policy = text.find("<meta http-equiv=\"Content-Security-Policy\"").expect(&page);
            assert!(policy < text.find("<script").unwrap_or(usize::MAX), "{theme}: {page}");
            assert_eq!(text.matches("Content-Security-Policy").count(), 1, "{theme}: {page}");
        }
    }
}

#[test]
fn trusted_html_is_kept_and_has_no_policy() {
    let text = "# P\n\n<div onclick=\"go()\" data-x=\"1\">a</div>\n\n<script>if (1 < 2) go(\"<p>\")</script>\n\n\
                <iframe src=\"https://a.example/\"></iframe>\n\na <b style=\"background:url(x)\">b</b>\n";
    let limited = CourseTest::of(text).build().ok();
    assert!(!limited.text("page.html").contains("go("));
    let trusted = CourseTest::of(text).file("seodang.toml", "html = \"trusted\"\n").build().ok();
    let page = trusted.text("page.html");
    for part in [
        "onclick=\"go()\"",
        "data-x=\"1\"",
        "<script>if (1 < 2) go(\"<p>\")</script>",
        "<iframe src=\"https://a.example/\"></iframe>",
        "style=\"background:url(x)\"",
    ] {
        assert!(page.contains(part), "{part}:\n{}", trusted.prose("page.html").html);
    }
    assert!(!page.contains("Content-Security-Policy"));
    assert_eq!(trusted.reports(), Vec::<String>::new());
}

#[test]
fn two_builds_into_one_folder_make_one_site() {
    let courses: Vec<CourseTest> = (0..2)
        .map(|course| {
            let pages = (0..60).map(|page| (format!("p{page:02}.md"), format!("# Page {page}\n\ncourse-{course}\n")));
            pages.fold(CourseTest::new(), |course, (path, text)| course.file(&path, &text))
        })
        .collect();
    let out = tempfile::tempdir().unwrap();
    let place = out.path().join("public");
    for _ in 0..4 {
        let words = |course: &CourseTest| course.command(&["build", "sample", "-o", place.to_str().unwrap()]);
        let running: Vec<_> = courses.iter().map(|course| words(course).spawn().unwrap()).collect();
        let codes: Vec<Option<i32>> = running.into_iter().map(|mut child| child.wait().unwrap().code()).collect();
        assert!(codes.iter().all(|code| matches!(code, Some(0 | 2))) && codes.contains(&Some(0)), "{codes:?}");
        let pages: Vec<(String, Vec<u8>)> =
            contents(&place).into_iter().filter(|(path, _)| path.starts_with('p')).collect();
        assert_eq!(pages.len(), 60);
        let has =
            |course: &str| pages.iter().filter(|(_, page)| String::from_utf8_lossy(page).contains(course)).count();
        assert!([has("course-0"), has("course-1")].contains(&60), "a mixed site");
    }
}
