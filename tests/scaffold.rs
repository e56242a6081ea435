//! Checks the commands that write new files, and those that show settings.

use std::fs;
use std::path::Path;

use crate::support::{CourseTest, files_below};

/// Returns the texts of a folder's files by their paths.
fn texts(folder: &Path) -> Vec<(String, Vec<u8>)> {
    files_below(folder).into_iter().map(|path| (path.clone(), fs::read(folder.join(path)).unwrap())).collect()
}

#[test]
fn a_new_course_has_no_findings_in_either_language() {
    for language in ["en", "ko"] {
        let course = CourseTest::new();
        let said = course.run(&["--lang", language, "new", "mine"], "mine").ok().said;
        assert!(said.contains("cd mine") && said.contains("seodang serve --open"), "{said}");
        let files = files_below(&course.root().join("mine"));
        for file in ["seodang.toml", ".seodang.schema.json", ".gitignore", "sessions/week_01/day1/lab_1.md"] {
            assert!(files.contains(&file.to_owned()), "{files:?}");
        }
        let check = course.command(&["check", "mine", "--info", "--deny", "warnings"]).output().unwrap();
        let shown = String::from_utf8(check.stdout).unwrap();
        assert!(check.status.success() && shown.contains("no findings"), "{language}: {shown}");
        let built = course.run(&["build", "mine", "-o", "mine/public"], "mine/public").ok();
        assert!(built.text("week_01/day1/session_1.html").contains("images/tree.svg"));
        assert!(built.page("index.html").elements("html")[0].attribute("lang") == Some(language));
        let cards = built.files().into_iter().filter(|file| file.contains("cards")).count();
        assert!(cards > 0 && built.files().contains(&"glossary.html".to_owned()), "{:?}", built.files());
        assert!(built.said.contains("next: open mine/public/index.html"), "{}", built.said);
    }
}

#[test]
fn nothing_is_written_over() {
    let course = CourseTest::of("# P\n").file("session_1.md", "# Session 1: A\n");
    let before = texts(&course.course());
    assert_eq!(course.run(&["new", "sample"], "").exit_code, 2);
    let here = |words: &[&str]| course.command(words).current_dir(course.course()).output().unwrap();
    for words in [["new", "session", "session_1.md"], ["new", "session", "../out.md"], ["new", "week", "../../w"]] {
        let run = here(&words);
        assert_eq!(run.status.code(), Some(2), "{words:?}");
    }
    assert_eq!(texts(&course.course()), before);
    assert!(here(&["new", "session"]).status.success());
    assert_eq!(files_below(&course.course()), ["page.md", "session_1.md", "session_2.md"]);
}

/// A course with habits: numbered titles, an info block, sections that recur, links at the end.
fn course_with_habits() -> CourseTest {
    let session = |number: u32, time: &str, name: &str, topic: &str| {
        format!(
            "# 🐳 Week 1 Day 2 Session {number}: {name}\n\n## 🕘 세션 정보\n\n**시간**: {time} (50분)  \n**목표**: {topic}\n\n---\n\n\
             ## {topic}\n\n글\n\n## 🔑 핵심 키워드\n\n- **{topic} (T)**: 뜻\n\n## 💬 나눔\n\n글\n\n---\n\n<div align=\"center\">\n\n\
             **다음**: [x](./session_{}.md)\n\n</div>\n",
            number + 1
        )
    };
    CourseTest::new()
        .file("README.md", "# 강의\n\n[1주](week_01/README.md)\n")
        .file("week_01/README.md", "# Week 1: 시작\n\n[2일](day2/README.md)\n")
        .file("week_01/day2/README.md", "# Week 1 Day 2: 그림\n\n- [s](./session_1.md)\n- [t](./session_2.md)\n")
        .file("week_01/day2/session_1.md", &session(1, "09:00-09:50", "하나", "이미지"))
        .file("week_01/day2/session_2.md", &session(2, "10:05-10:55", "둘", "계층"))
        .file("week_01/day2/lab_1.md", "# Week 1 Day 2 Lab 1: 실습\n\n## 🕘 실습 정보\n\n**시간**: 11:10-12:00\n\n글\n")
}

#[test]
fn a_new_session_has_the_habits_of_the_course() {
    let course = course_with_habits();
    let run = |words: &[&str]| {
        let run = course.command(words).current_dir(course.course()).output().unwrap();
        let said = String::from_utf8(run.stderr).unwrap();
        assert!(run.status.success(), "{said}");
        said
    };
    let said = run(&["new", "session", "--title", "셋"]);
    assert!(
        said.contains("written: week_01/day2/session_3.md") && said.contains("- [Session 3: 셋](./session_3.md)"),
        "{said}"
    );
    let text = fs::read_to_string(course.course().join("week_01/day2/session_3.md")).unwrap();
    assert_eq!(
        text,
        "# 🐳 Week 1 Day 2 Session 3: 셋\n\n## 🕘 세션 정보\n\n**시간**: 12:15-13:05 (50분)  \n**목표**: …\n\n## 🔑 핵심 키워드\n\n\
         <!-- - **용어 (다른 이름)**: 한두 문장으로 쓴 정의 -->\n\n## 💬 나눔\n\n---\n\n<div align=\"center\">\n\n\
         **이전**: [Session 2 - 둘](./session_2.md)\n\n</div>\n"
    );
    run(&["new", "day", "week_02/day1"]);
    let day = |file: &str| fs::read_to_string(course.course().join("week_02/day1").join(file)).unwrap();
    assert!(day("README.md").starts_with("# Week 2 Day 1: 새 날\n") && day("README.md").contains("(./session_1.md)"));
    assert!(
        day("session_1.md").starts_with("# 🐳 Week 2 Day 1 Session 1: 새 세션\n\n## 🕘 세션 정보\n\n**시간**: 09:00")
    );
    run(&["new", "week"]);
    assert!(
        course.course().join("week_03/day2/session_1.md").is_file()
            || course.course().join("week_03/day1/session_1.md").is_file()
    );
}

#[test]
fn settings_that_were_inferred_change_nothing() {
    let course = course_with_habits();
    let site = |folder: &str| {
        let built = course.run(&["build", "sample", "-o", folder], folder).ok();
        texts(&built.output)
    };
    let before = site("before");
    let said = course.run(&["init", "sample"], "").ok().said;
    assert!(said.contains("2 settings inferred from 6 pages"), "{said}");
    let text = fs::read_to_string(course.course().join("seodang.toml")).unwrap();
    assert!(text.contains("title = \"강의\"\n") && text.contains("language = \"ko\"\n"), "{text}");
    assert_eq!(site("after"), before);
    assert_eq!(course.run(&["init", "sample"], "").exit_code, 2, "settings are never written over");
}

#[test]
fn the_settings_in_effect_name_their_origins() {
    let course =
        CourseTest::of("# 쪽\n\n글\n").file("seodang.toml", "title = \"T\"\n\n[check]\nbroken-link = \"error\"\n");
    let out = |words: &[&str]| String::from_utf8(course.command(words).output().unwrap().stdout).unwrap();
    let shown = out(&["config", "sample"]);
    assert!(shown.contains("title = \"T\"  # seodang.toml:1\n"), "{shown}");
    assert!(shown.contains("language = \"ko\"  # found in the course\n"), "{shown}");
    assert!(shown.contains("[check]\nbroken-link = \"error\"  # seodang.toml:4\n"), "{shown}");
    let schema: serde_json::Value = serde_json::from_str(&out(&["config", "--schema", "--lang", "ko"])).unwrap();
    assert!(schema["properties"]["title"]["description"].as_str().unwrap().contains("사이트의 제목"));
}

#[test]
fn without_a_command_an_overview_is_shown() {
    let course = CourseTest::of("# P\n");
    let run = course.command(&[]).output().unwrap();
    let shown = String::from_utf8(run.stdout).unwrap();
    assert!(run.status.success() && shown.contains("seodang new my-course"), "{shown}");
    assert!(shown.lines().count() < 12, "{shown}");
}
