//! Checks the findings about themes: names that do not exist, with the nearest ones.

use std::fs;

use serde_json::Value;

use super::findings;
use crate::support::CourseTest;

/// Returns a course with a theme whose style sheet and words are given.
fn course(style: &str, words: &str) -> CourseTest {
    CourseTest::of("# P\n")
        .file("seodang.toml", "theme = \"mine\"\n")
        .file("themes/mine/theme.toml", "more-styles = [\"css/own.css\"]\nmore-files = [\"fonts/own.woff2\"]\n")
        .bytes("themes/mine/fonts/own.woff2", b"font")
        .bytes("themes/mine/fonts/other.woff2", b"font")
        .file("themes/mine/css/own.css", style)
        .file("themes/mine/words.toml", words)
}

/// Returns the findings about the theme: place, text at that place by its length, hint.
fn found(course: &CourseTest) -> Vec<String> {
    let of_theme = |finding: &Value| finding["code"] == "theme-name";
    let text = |finding: &Value| {
        let start = &finding["range"]["start"];
        let (path, hint) = (finding["path"].as_str().unwrap(), finding["hint"].as_str().unwrap());
        format!("{path}:{}:{} {hint}", start["line"], start["column"])
    };
    findings(course).iter().filter(|finding| of_theme(finding)).map(text).collect()
}

#[test]
fn names_that_do_not_exist_are_reported_with_the_nearest() {
    let style = "/* var(--gone) is a comment */\n.a { color: var(--lnik); background: var(--own); --own: red }\n\
                 .b { color: var(--lnik, red) }\n:root { --papr: white; --mine-alone: 1px }\n\
                 @font-face { font-family: X; src: url(\"fonts/onw.woff2\"), url(../fonts/own.woff2), url('fonts/own.woff2'),\n\
                 url(fonts/other.woff2), url(nothing.png), url(data:image/png;base64,AA==), url(#x) }\n";
    let course = course(style, "[ko]\nnxet = \"다음 쪽\"\nnext = \"x\"\n[en]\nnothing_like_it = \"x\"\n");
    assert_eq!(
        found(&course),
        [
            "themes/mine/css/own.css:2:17 did you mean `--link`?",
            "themes/mine/css/own.css:4:9 did you mean `--paper`?",
            "themes/mine/css/own.css:5:40 did you mean `fonts/own.woff2`? Paths begin at the folder of the theme",
            "themes/mine/css/own.css:5:63 did you mean `fonts/own.woff2`? Paths begin at the folder of the theme",
            "themes/mine/css/own.css:6:5 add it to theme.toml: more-files = [\"fonts/other.woff2\"]",
            "themes/mine/css/own.css:6:29 add `themes/mine/nothing.png` to the theme, and `nothing.png` to `more-files` in theme.toml",
            "themes/mine/words.toml:2:1 did you mean `next`?",
            "themes/mine/words.toml:5:1 remove the line; the words are in `words/en.toml` of the default theme",
        ]
    );
    // A build reports them too, with their lines, and is complete.
    let built = course.build();
    assert_eq!(built.exit_code, 0);
    assert!(
        built.said.contains("--> themes/mine/css/own.css:2:17") && built.said.contains("var(--lnik);"),
        "{}",
        built.said
    );
}

#[test]
fn a_theme_beside_the_course_is_named_by_its_path() {
    let course = CourseTest::of("# P\n");
    let folder = course.root().join("themes/mine/css");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("tokens.css"), ".a { color: var(--lnik) }\n").unwrap();
    let built = course.build_with(&["--theme", "mine"]);
    assert!(built.said.contains("../themes/mine/css/tokens.css:1:17"), "{}", built.said);
}

#[test]
fn a_whole_theme_and_a_fragment_are_no_mistakes() {
    assert_eq!(
        found(&course(":root { --link: red; --accent-of-mine: blue }\n.a { color: var(--accent-of-mine) }\n", "")),
        Vec::<String>::new()
    );
}
