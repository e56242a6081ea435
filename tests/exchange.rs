//! Checks the formats in which quiz questions and courses go to learning platforms: GIFT, QTI, sheets on paper, SCORM.

use std::fs;

use crate::pack::unpacked;
use crate::support::{Built, CourseTest, contents};

const QUESTIONS: &str = "# Session 1: One\n\n## Quiz\n\nWhich **one** lists?\n\n```sh\ndocker ps\n```\n\n- [ ] `rm`\n  > Removes.\n- [x] `ps` {a}\n\n\
    Explanation: it *lists*.\n\nChoose all even ones.\n\n- [x] 2\n- [x] 4\n- [ ] 5\n\nA container is a VM.\n\nAnswer: False. One kernel.\n\n\
    Capital of Korea?\n\nAnswer: Seoul | 서울\n\nWhat is pi?\n\nAnswer: 3.14 ± 0.01\n\nUse ____ and ____ here.\n\nAnswer: apply, get\n\n\
    Put these in order.\n\n1. write\n2. build\n3. run\n\nMatch these.\n\n| a | b |\n|---|---|\n| ps | list |\n| rm | remove |\n\n\
    Why containers?\n\nAnswer: Because the same environment gives the same results everywhere.\n";

fn course() -> CourseTest {
    CourseTest::new()
        .file("README.md", "# Course & more\n")
        .file("week_01/README.md", "# Week 1: One\n")
        .file("week_01/session_1.md", QUESTIONS)
        .file("week_02/session_1.md", "# Session 1: Two\n\n- [ ] do it\n")
}

fn text_of(files: &[(String, Vec<u8>)], name: &str) -> String {
    let file = files.iter().find(|(path, _)| path == name).unwrap_or_else(|| panic!("{name} is not there"));
    String::from_utf8(file.1.clone()).unwrap()
}

fn packed(test: &CourseTest, words: &[&str], out: &str) -> Built {
    test.run(&[&["pack", "sample", "-o", out], words].concat(), out).ok()
}

#[test]
fn questions_go_to_moodle() {
    let test = course();
    let run = packed(&test, &["--quiz=gift"], "q.txt");
    let text = fs::read_to_string(&run.output).unwrap();
    for expected in [
        "$CATEGORY: Course & more/Session 1: One\n",
        "[html]<p>Which one lists?</p><pre>docker ps</pre> {\n~rm#Removes.\n=ps \\{a\\}\n####it lists.\n}",
        "{\n~%50%2\n~%50%4\n~%-100%5\n}",
        "{FALSE####One kernel.}",
        "{=Seoul =서울}",
        "{#3.14:0.01}",
        "Use ___(1) and ___(2) here. {\n=(1) -> apply\n=(2) -> get\n",
        "{\n=1 -> write\n=2 -> build\n=3 -> run\n}",
        "=ps -> list\n=rm -> remove\n",
        "{####Because the same environment",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
}

#[test]
fn questions_of_moodle_are_a_quiz() {
    // What was exported is read again, with the same forms and answers.
    let exported = packed(&course(), &["--quiz=gift"], "q.txt");
    let gift = fs::read_to_string(&exported.output).unwrap();
    let page = format!("# Page\n\nText.\n\n```gift\n{gift}```\n\nMore text.\n\n```gift\nA broken one {{=a\n```\n");
    let test = CourseTest::of(&page);
    let built = test.build().ok();
    let html = built.text("page.html");
    let kinds: Vec<&str> = html.split("data-quiz=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(kinds, ["one", "several", "true-false", "text", "text", "match", "match", "match", "open"], "{html}");
    assert!(
        html.contains("data-accept=\"[[&quot;Seoul&quot;,&quot;서울&quot;]]\"") && html.contains("3.14 ± 0.01"),
        "{html}"
    );
    assert!(html.contains("A broken one {=a"), "a question that cannot be read stays as it is");
    assert!(html.contains("More text."));
    // Questions stand on the page that collects them, too: their Markdown is the converted one.
    let again = fs::read_to_string(packed(&test, &["--quiz=gift"], "again.txt").output).unwrap();
    assert_eq!(again.matches("\n::").count(), gift.matches("\n::").count(), "{again}");
}

#[test]
fn packages_of_qti_name_all_of_their_files() {
    for (format, item, namespace) in [
        ("--quiz=qti", "<qti-assessment-item ", "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"),
        ("--quiz=qti21", "<assessmentItem ", "http://www.imsglobal.org/xsd/imsqti_v2p1"),
    ] {
        let files = unpacked(&packed(&course(), &[format], "q.zip").output);
        assert_eq!(files[0].0, "imsmanifest.xml");
        let manifest = text_of(&files, "imsmanifest.xml");
        let test = text_of(&files, "test.xml");
        let items: Vec<&String> =
            files.iter().map(|(name, _)| name).filter(|name| name.starts_with("items/")).collect();
        assert_eq!(items.len(), 9);
        for name in items {
            let text = text_of(&files, name);
            assert!(text.contains(item) && text.contains(namespace), "{text}");
            assert!(
                manifest.contains(&format!("href=\"{name}\"")) && test.contains(&format!("href=\"{name}\"")),
                "{name}"
            );
            // Each element is closed: the tree of an XML parser has one root.
            let mut reader = quick_xml::Reader::from_str(&text);
            reader.config_mut().check_end_names = true;
            while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
        }
    }
}

#[test]
fn sheets_have_no_answers_and_answers_have_their_numbers() {
    let run = packed(&course(), &["--quiz"], "sheets");
    let files = contents(&run.output);
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["week_01-answers.html", "week_01-questions.html"]);
    let main = |name: &str| text_of(&files, name).split("<main").nth(1).unwrap_or_default().to_owned();
    let (questions, answers) = (main("week_01-questions.html"), main("week_01-answers.html"));
    assert!(questions.contains("Capital of Korea?") && questions.contains("________"), "{questions}");
    for secret in ["서울", "it <em>lists", "One kernel", "data-accept", "data-right", "data-card"] {
        assert!(!questions.contains(secret), "{secret}");
    }
    assert!(answers.contains("서울") && answers.contains("<li value=\"4\">"), "{answers}");
    let none = CourseTest::of("# Page\n").run(&["pack", "sample", "--quiz"], "");
    assert_eq!(none.exit_code, 2);
    assert!(none.said.contains("no quiz questions"), "{}", none.said);
}

#[test]
fn packages_of_scorm_name_all_of_their_files_and_tasks() {
    for (version, schema) in [("--scorm", "<schemaversion>1.2<"), ("--scorm=2004", "<schemaversion>2004 4th Edition<")]
    {
        let files = unpacked(&packed(&course(), &[version], "c.zip").output);
        let manifest = text_of(&files, "imsmanifest.xml");
        assert!(manifest.contains(schema) && manifest.contains("<title>Course &amp; more</title>"), "{manifest}");
        for (name, _) in files.iter().filter(|(name, _)| name != "imsmanifest.xml") {
            assert!(manifest.contains(&format!("<file href=\"{name}\"/>")), "{name}");
        }
        let script = text_of(&files, "scorm-launch.js");
        assert!(
            script.contains("\"home\":\"index.html\"") && script.contains("[\"week_02/session_1.html\",\""),
            "{script}"
        );
        // Every task counts once, and the questions that are judged: all but the last one.
        let questions = script.split("\"questions\":[").nth(1).and_then(|rest| rest.split("]]").next()).unwrap();
        assert_eq!(questions.matches("week_01/session_1.html").count(), 8, "{questions}");
    }
}
