//! Checks the command line: arguments, exit codes, messages and their streams.

use std::fs;

use crate::support::{Built, CourseTest, files_below};

#[test]
fn exit_codes() {
    assert_eq!(CourseTest::of("# P\n").build().exit_code, 0);
    assert_eq!(CourseTest::of("# P\n\n[x](gone.md)\n").build().exit_code, 0, "warnings alone do not fail");
    assert_eq!(CourseTest::of("# P\n\n[x](gone.md)\n").build_with(&["--deny", "warnings"]).exit_code, 1);
    assert_eq!(CourseTest::of("# P\n").build_with(&["--deny", "warnings"]).exit_code, 0);
    assert_eq!(CourseTest::of("# P\n").bytes("b.md", b"\xff").build().exit_code, 1);
    let wrong: [&[&str]; 5] = [
        &["build", "nowhere"],
        &["build", "sample", "--theme", "none-such"],
        &["build", "sample", "--deny", "everything"],
        &["build", "sample", "--base-url", "example.org"],
        &["no-such-command"],
    ];
    for words in wrong {
        let built = CourseTest::of("# P\n").run(words, "public");
        assert_eq!(built.exit_code, 2, "{words:?}: {}", built.said);
        assert!(!built.said.is_empty(), "{words:?} says why");
    }
}

#[test]
fn a_failing_course_is_built_all_the_same() {
    let built = CourseTest::of("# P\n\n[x](gone.md)\n").bytes("b.md", b"\xff").build_with(&["--deny", "warnings"]);
    assert_eq!(built.exit_code, 1);
    assert_eq!(built.pages(), ["index.html", "page.html"]);
}

#[test]
fn one_closing_line_counts() {
    let built = CourseTest::of("# P\n\n[x](gone.md)\n").build().ok();
    let last = built.closing();
    assert!(last.starts_with("3 pages in public (") && last.ends_with("; 1 warning"), "{last}");
    assert!(!built.said.contains('\u{1b}'), "no colours where no terminal is");
    let quiet = CourseTest::of("# P\n").build().ok();
    assert_eq!(quiet.said.lines().filter(|line| !line.is_empty()).count(), 2, "{}", quiet.said);
    assert!(
        quiet.said.trim_end().lines().last().unwrap().starts_with("next: open public/index.html"),
        "{}",
        quiet.said
    );
}

#[test]
fn standard_output_stays_empty() {
    let course = CourseTest::of("# P\n\n[x](gone.md)\n");
    let run = course.command(&["build", "sample", "-o", "public", "--timings"]).output().unwrap();
    assert_eq!(run.stdout, b"");
}

#[test]
fn timings_name_their_stages() {
    let built = CourseTest::of("# P\n").build_with(&["--timings"]).ok();
    assert!(built.closing().starts_with("3 pages in public ("), "{}", built.said);
    for stage in ["read", "render", "write"] {
        assert!(
            built.said.lines().any(|line| line.contains(" ms ") && line.trim_end().ends_with(stage)),
            "{}",
            built.said
        );
    }
}

#[test]
fn help_and_version_are_answers() {
    let course = CourseTest::new();
    for words in [vec!["--help"], vec!["build", "--help"], vec!["--version"]] {
        let run = course.command(&words).output().unwrap();
        assert!(run.status.success() && !run.stdout.is_empty(), "{words:?}");
    }
    let help = String::from_utf8(course.command(&["build", "--help"]).output().unwrap().stdout).unwrap();
    for option in ["--output", "--theme", "--base-url", "--fresh", "--deny", "--timings", "[COURSE]"] {
        assert!(help.contains(option), "{option}");
    }
}

#[test]
fn a_theme_beside_the_course_overlays_the_default_file_by_file() {
    let course = CourseTest::of("# P\n\ntext\n").file("themes/mine/css/print.css", ".mine { order: 1 }\n");
    let built = course.build_with(&["--theme", "mine"]).ok();
    let style = built.text("seodang/style.css");
    assert!(style.contains(".mine { order: 1 }") && style.len() > 10_000);
    assert_eq!(built.pages(), ["index.html", "page.html"], "a theme in the course is no lesson");
}

/// Returns the number of scripts in a site.
fn scripts(built: &Built) -> usize {
    files_below(&built.output).iter().filter(|file| file.ends_with(".js")).count()
}

#[test]
fn a_theme_extends_another_and_says_what_it_adds() {
    let course = CourseTest::of("# P\n\n- [ ] task\n")
        .file("themes/mine/theme.toml", "extends = \"plain\"\nmore-styles = [\"css/own.css\"]\n")
        .file("themes/mine/css/own.css", ".mine { order: 1 }\n")
        .file("themes/ring/theme.toml", "extends = \"round\"\n")
        .file("themes/round/theme.toml", "extends = \"ring\"\n");
    let built = course.build_with(&["--theme", "mine"]).ok();
    let style = built.text("seodang/style.css");
    assert!(style.trim_end().ends_with(".mine { order: 1 }") && style.contains(".top >"), "{style}");
    let page = built.page("page.html");
    assert!(page.elements("script").is_empty() && !page.elements("nav").is_empty(), "the frame is that of plain");
    assert_eq!(scripts(&built), 0);
    let circle = course.build_with(&["--theme", "ring"]);
    assert_eq!(circle.exit_code, 2);
    assert!(circle.said.contains("ring → round → ring"), "{}", circle.said);
}

/// The page of the guide about themes, in each edition.
const THEME_PAGES: [&str; 2] =
    [include_str!("../sessions/guide/12_theme.md"), include_str!("../sessions/en/guide/12_theme.md")];

/// Returns the files that readers of the guide write, by path: code blocks whose first line names a file.
fn files_of_the_guide(guide: &str) -> Vec<(String, String)> {
    let blocks = guide.split("\n```").skip(1).step_by(2).filter_map(|block| block.split_once('\n'));
    let files = blocks.filter_map(|(_, text)| {
        let (first, rest) = text.split_once('\n')?;
        let path = first.split(' ').find(|word| word.starts_with("themes/"))?;
        // The name is the title of the block, not part of the file.
        Some((path.to_owned(), rest.to_owned()))
    });
    files.collect()
}

#[test]
fn the_theme_of_the_guide_is_what_the_guide_says() {
    for guide in THEME_PAGES {
        the_theme_is_what_the_guide_says(guide);
    }
}

fn the_theme_is_what_the_guide_says(guide: &str) {
    let mut course = CourseTest::of("# 쪽\n\n글\n");
    let files = files_of_the_guide(guide);
    assert_eq!(files.len(), 5, "{files:?}");
    for (path, text) in &files {
        course = course.file(path, text);
    }
    let built = course.build_with(&["--theme", "academy", "--deny", "warnings"]).ok();
    let page = built.page("page.html");
    assert_eq!(page.elements("img")[0].attribute("src"), Some("seodang/logo.svg"));
    let icons = page.elements("link").into_iter().filter(|link| link.attribute("rel") == Some("icon")).count();
    assert_eq!(icons, 1);
    assert!(built.text("seodang/logo.svg").contains("#00695c"));
    assert!(built.text("seodang/style.css").contains("--link: light-dark(#00695c, #7fd6c6)"));
    let html = built.text("page.html");
    assert!(html.contains("mailto:ask@example.org"), "the block is filled");
    assert!(html.contains("‘쪽’에 대해 묻기") || html.contains("Ask about “쪽”"), "the block is filled");
    assert!(html.contains("class=\"masthead\""), "and the rest of the template is that of the theme below");
    // The section on fonts: one line at the top of one file, a block at the top of the other.
    let snippet = |language: &str, start: &str| {
        let fence = format!("```{language}\n");
        let mut blocks = guide.split(fence.as_str()).filter_map(|rest| rest.split_once("```"));
        blocks.find(|(block, _)| block.starts_with(start)).unwrap().0.to_owned()
    };
    for (file, added) in
        [("theme.toml", snippet("toml", "more-files")), ("css/academy.css", snippet("css", "@font-face"))]
    {
        let path = format!("themes/academy/{file}");
        let text = &files.iter().find(|(name, _)| *name == path).unwrap().1;
        course.edit(&path, &(added + text));
    }
    let failed = course.build_with(&["--theme", "academy"]);
    assert_eq!(failed.exit_code, 2);
    assert!(failed.said.contains("themes/academy") && failed.said.contains("fonts/academy.woff2"), "{}", failed.said);
    let course = course.bytes("themes/academy/fonts/academy.woff2", b"font");
    let built = course.build_with(&["--theme", "academy", "--deny", "warnings"]).ok();
    assert_eq!(fs::read(built.output.join("seodang/fonts/academy.woff2")).unwrap(), b"font");
    assert!(built.text("seodang/style.css").contains("--sans: \"Academy\""));
}

#[test]
fn every_theme_that_the_program_carries_builds_a_course() {
    let course = CourseTest::of("# P\n\n## H\n\n```mermaid\ngraph TD\nA-->B\n```\n");
    for (theme, has_scripts) in [("default", true), ("chalkboard", true), ("plain", false)] {
        let built = course.build_into(theme, &["--theme", theme]).ok();
        assert_eq!(scripts(&built) > 0, has_scripts, "{theme}");
        assert!(built.text("page.html").contains("<svg"), "{theme}");
    }
}

#[test]
fn a_themes_mistake_names_template_line_and_column() {
    let course = CourseTest::of("# P\n");
    let broken = |text: &str| {
        let folder = course.root().join("themes/mine/templates");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("page.html"), text).unwrap();
        course.build_with(&["--theme", "mine"])
    };
    let syntax = broken("{% extends \"layout.html\" %}\n{% block main %}\n  {{ page.title \n{% endblock main %}\n");
    assert_eq!(syntax.exit_code, 2);
    assert!(syntax.said.contains("page.html:") && syntax.said.contains(":4:"), "{}", syntax.said);
    let unknown = broken("{% extends \"layout.html\" %}\n{% block main %}\n  {{ page.titel }}\n{% endblock main %}\n");
    assert_eq!(unknown.exit_code, 2);
    assert!(unknown.said.contains("page.html:3:"), "{}", unknown.said);
    assert!(!course.root().join("public").exists(), "no half site is written");
}

#[test]
fn findings_that_are_alike_are_counted() {
    let course = CourseTest::of(&format!("# P\n\n{}", "[x](gone.md)\n".repeat(100)));
    for command in [&["build", "sample", "-o", "public"][..], &["pack", "sample", "-o", "a.zip"]] {
        let run = course.run(command, "public").ok();
        assert_eq!(run.problems().len(), 3);
        let counted = "97 more warnings[broken-link] in page.md: lines 6, 7, 8, 9, 10, 11 and 91 more\n";
        assert!(run.said.contains(counted), "{}", run.said);
        assert!(run.closing().ends_with("; 100 warnings; 97 of them counted only (--all shows each)"), "{}", run.said);
        let all = course.run(&[command, &["--all"]].concat(), "public").ok();
        assert_eq!(all.problems().len(), 100);
        assert!(all.closing().ends_with("; 100 warnings"), "{}", all.said);
    }
}

#[test]
fn errors_come_last_however_many_warnings_there_are() {
    let pages = |course: CourseTest, number: usize| {
        course.file(&format!("week_{number}/a.md"), &format!("# {number}\n\n{}", "[x](gone.md)\n\n".repeat(10)))
    };
    let course =
        (1..=40).fold(CourseTest::new().file("0.md", "# 0\n\n```mermaid\ngraph TD\n  A[x( --> B\n```\n"), pages);
    let run = course.run(&["build", "sample", "-o", "public"], "public");
    assert_eq!(run.exit_code, 1);
    let problems = run.problems();
    assert_eq!(problems.last().unwrap().place, "0.md:5:4");
    assert!(problems[..problems.len() - 1].iter().all(|problem| problem.level == "warning"));
    let lines: Vec<&str> = run.said.trim_end().lines().collect();
    let error = lines.iter().position(|line| line.starts_with("error[broken-diagram]")).unwrap();
    assert!(lines.len() - error < 12, "{}", lines[error..].join("\n"));
    assert!(run.closing().contains("; 1 error, 400 warnings; "), "{}", run.closing());
    assert!(lines.len() < 2_000, "{}", lines.len());
    let coloured = course.command(&["build", "sample", "-o", "public"]).env("CLICOLOR_FORCE", "1").output().unwrap();
    let said = String::from_utf8(coloured.stderr).unwrap();
    assert!(said.lines().rev().nth(1).unwrap().contains("\u{1b}[91m1 error\u{1b}[0m"), "{said}");
}

#[test]
fn files_of_a_folder_that_no_page_uses_take_one_line() {
    let images = |course: CourseTest, number: usize| {
        course.bytes(&format!("week_{}/images/{number}.png", number % 3), include_bytes!("pages/dot.png"))
    };
    let course = (0..300).fold(CourseTest::of("# P\n"), images);
    let run = course.command(&["check", "sample", "--info"]).output().unwrap();
    let out = String::from_utf8(run.stdout).unwrap();
    let lines: Vec<&str> = out.lines().filter(|line| line.starts_with("info[unused-image]")).collect();
    let expected = "info[unused-image]: no page shows this image: 100 files in week_0/images/: \
                    0.png, 102.png, 105.png, 108.png, 111.png, 114.png and 94 more";
    assert_eq!((lines.len(), lines[0]), (3, expected));
    assert!(out.contains("300 info     unused-image") && out.lines().count() < 20, "{out}");
}

#[test]
fn completions_and_manual_pages_name_every_command() {
    let course = CourseTest::new();
    let commands = ["new", "init", "build", "check", "pack", "serve", "publish", "config"];
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = course.command(&["completions", shell]).output().unwrap();
        let script = String::from_utf8(run.stdout).unwrap();
        for word in commands.iter().chain(&["base-url", "single-file"]) {
            assert!(run.status.success() && script.contains(word), "{shell}: {word}");
        }
    }
    let built = course.run(&["--lang", "ko", "man", "pages"], "pages").ok();
    for command in commands {
        let page = built.text(&format!("seodang-{command}.1"));
        assert!(page.contains(".TH") && page.contains("강의"), "{page}");
    }
    assert!(built.text("seodang-new-session.1").contains("seodang"));
}
