//! Holds that every message of the program exists in every language, with the values that the program gives it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::check::check;
use crate::support::{CourseTest, files_below};

/// A catalog: the variables of each entry, by its id; an attribute is `id.name`.
type Catalog = BTreeMap<String, BTreeSet<String>>;

fn text_of(language: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/message/{language}.ftl"));
    fs::read_to_string(path).unwrap()
}

fn catalog(language: &str) -> Catalog {
    let resource = fluent_syntax::parser::parse(text_of(language)).expect("the catalog has no mistakes");
    let mut found = Catalog::new();
    for entry in &resource.body {
        let message = match entry {
            Entry::Message(message) => message,
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => continue,
            other => panic!("{language}: {other:?}"),
        };
        let id = &message.id.name;
        let own = message.value.iter().map(|value| (id.clone(), value));
        let attributes =
            message.attributes.iter().map(|attribute| (format!("{id}.{}", attribute.id.name), &attribute.value));
        for (id, pattern) in own.chain(attributes) {
            let mut variables = BTreeSet::new();
            collect(pattern, &mut variables);
            assert!(found.insert(id.clone(), variables).is_none(), "{language}: {id} stands twice");
        }
    }
    found
}

/// Collects the variables of a pattern.
fn collect(pattern: &Pattern<String>, variables: &mut BTreeSet<String>) {
    fn inline(expression: &InlineExpression<String>, variables: &mut BTreeSet<String>) {
        match expression {
            InlineExpression::VariableReference { id } => {
                variables.insert(id.name.clone());
            }
            InlineExpression::FunctionReference { id, arguments } => {
                assert_eq!(id.name, "PARTICLE");
                let [word, InlineExpression::StringLiteral { value }] = arguments.positional.as_slice() else {
                    panic!("{arguments:?}")
                };
                assert!(["은", "이", "을", "과", "으로", "이라는", "이라고"].contains(&value.as_str()), "{value}");
                inline(word, variables);
            }
            InlineExpression::Placeable { expression } => expressions(expression, variables),
            _ => {}
        }
    }
    fn expressions(expression: &Expression<String>, variables: &mut BTreeSet<String>) {
        match expression {
            Expression::Inline(expression) => inline(expression, variables),
            Expression::Select { selector, variants } => {
                inline(selector, variables);
                for variant in variants {
                    collect(&variant.value, variables);
                }
            }
        }
    }
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            expressions(expression, variables);
        }
    }
}

/// Returns each use of `message!` in the sources: the file, the id, and the names of the values.
fn uses() -> Vec<(String, String, BTreeSet<String>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    for path in files_below(&folder).into_iter().filter(|path| path.ends_with(".rs")) {
        let text = fs::read_to_string(folder.join(&path)).unwrap();
        let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{path}: {error}"));
        let mut within = vec![tokens];
        while let Some(tokens) = within.pop() {
            let tokens: Vec<TokenTree> = tokens.into_iter().collect();
            for (at, token) in tokens.iter().enumerate() {
                let TokenTree::Group(group) = token else { continue };
                within.push(group.stream());
                let is_use = group.delimiter() == Delimiter::Parenthesis
                    && matches!(&tokens[..at], [.., TokenTree::Ident(name), TokenTree::Punct(sign)]
                        if name == "message" && sign.as_char() == '!');
                if is_use {
                    found.extend(parsed(group.stream()).map(|(id, names)| (path.clone(), id, names)));
                }
            }
        }
    }
    assert!(found.len() > 250, "{}", found.len());
    found
}

/// Returns the id and the names of the values of one use; `None` for the macro's own definition.
fn parsed(tokens: TokenStream) -> Option<(String, BTreeSet<String>)> {
    let mut tokens = tokens.into_iter().peekable();
    let TokenTree::Literal(id) = tokens.next()? else { return None };
    let mut names = BTreeSet::new();
    let mut begins = false;
    for token in tokens {
        match token {
            TokenTree::Punct(sign) if sign.as_char() == ',' => begins = true,
            TokenTree::Ident(name) if begins => {
                names.insert(name.to_string());
                begins = false;
            }
            _ => begins = false,
        }
    }
    Some((id.to_string().trim_matches('"').to_owned(), names))
}

#[test]
fn every_message_exists_in_every_language() {
    let (english, korean) = (catalog("en"), catalog("ko"));
    let ids = |catalog: &Catalog| -> BTreeSet<String> { catalog.keys().filter(|id| !is_help(id)).cloned().collect() };
    assert_eq!(ids(&english), ids(&korean));
    for (id, variables) in korean.iter().filter(|(id, _)| !is_help(id)) {
        assert!(variables.is_subset(&english[id]), "{id}: {variables:?}, in English {:?}", english[id]);
    }
}

#[test]
fn every_message_is_given_its_values() {
    let english = catalog("en");
    let mut unused: BTreeSet<&String> = english.keys().collect();
    for (path, id, names) in uses() {
        let variables = english.get(&id).unwrap_or_else(|| panic!("src/{path}: no message is called {id}"));
        assert_eq!(&names, variables, "src/{path}: the values of {id}");
        unused.remove(&id);
    }
    assert_eq!(unused, BTreeSet::new(), "messages that nothing shows");
}

/// Tests whether an entry is the help of an argument, whose English text is beside the argument in the code.
fn is_help(id: &str) -> bool {
    id.strip_prefix("help").is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        && !["help-heading", "help-default", "help-values", "help-values-heading"].contains(&id)
}

#[test]
fn every_argument_has_help_in_korean() {
    let stated: Vec<String> = catalog("ko").into_keys().filter(|id| is_help(id)).collect();
    assert_eq!(stated, seodang::cli::help::entries());
}

#[test]
fn particles_after_values_fit_any_value() {
    // `ko.ftl` defines how a particle is chosen; a fixed particle fits only half of the values.
    let particles = ["은", "는", "이", "가", "을", "를", "과", "와", "으로", "로", "은(는)", "이(가)", "을(를)"];
    for line in text_of("ko").lines() {
        // `{"}"}` is a literal brace.
        for (at, _) in line.match_indices('}').filter(|(at, _)| !line[..*at].ends_with('"')) {
            let rest = line[at + 1..].trim_start_matches(['`', ')', ']', '>', ':', '=']);
            let word: String = rest.chars().take_while(|c| !c.is_whitespace() && !",.;:".contains(*c)).collect();
            assert!(!particles.contains(&word.as_str()), "{line}");
        }
    }
}

#[test]
fn people_read_korean_and_programs_english() {
    let course = CourseTest::of("# 쪽\n\n[다음](session_9.md)\n");
    let run = |words: &[&str], variables: &[(&str, &str)]| {
        let mut command = course.command(words);
        command.envs(variables.iter().copied());
        let run = command.output().unwrap();
        String::from_utf8(run.stdout).unwrap() + &String::from_utf8(run.stderr).unwrap()
    };
    let korean = "경고[broken-link]: `session_9.md`에 해당하는 파일이 강의에 없습니다";
    let shown = run(&["check", "sample", "--lang", "ko"], &[]);
    assert!(shown.contains(korean) && shown.contains("도움말: 파일을 만들거나 주소를 고치세요"), "{shown}");
    assert!(shown.contains("페이지 1개를 ") && shown.contains("경고 1개"), "{shown}");
    let by_locale = run(&["check", "sample"], &[("LC_ALL", "ko_KR.UTF-8")]);
    assert!(by_locale.contains(korean), "{by_locale}");
    let english = run(&["check", "sample", "--lang", "en"], &[("LC_ALL", "ko_KR.UTF-8")]);
    assert!(english.contains("warning[broken-link]: `session_9.md` leads to no file of the course"), "{english}");
    for format in ["json", "github", "sarif"] {
        let words = ["check", "sample", "--format", format];
        assert_eq!(run(&[&words[..], &["--lang", "ko"]].concat(), &[]), run(&words, &[]), "{format}");
    }
    // The user's settings take precedence over the locale, and `--lang` over both.
    fs::create_dir_all(course.root().join("config")).unwrap();
    fs::write(course.root().join("config/config.toml"), "language = \"ko\"\n").unwrap();
    assert!(run(&["check", "sample"], &[]).contains(korean));
    assert!(run(&["check", "sample", "--lang", "en"], &[]).contains("warning[broken-link]"));
    fs::write(course.root().join("config/config.toml"), "language = \"fr\"\n").unwrap();
    let shown = run(&["check", "sample"], &[]);
    assert!(
        shown.contains("note: your own settings are not used: ") && shown.contains("warning[broken-link]"),
        "{shown}"
    );
}

#[test]
fn the_preview_speaks_korean() {
    let course = CourseTest::of("# 쪽\n\n[다음](session_9.md)\n");
    let preview = course.serve_with(&["--port", "0", "--lang", "ko"]);
    preview.until("the problems are listed", |preview| preview.data("/__seodang/problems")["warnings"] == 1);
    let problem = &preview.data("/__seodang/problems")["list"][0];
    assert_eq!(problem["message"], "`session_9.md`에 해당하는 파일이 강의에 없습니다");
    assert_eq!(problem["hint"], "파일을 만들거나 주소를 고치세요");
    let script = preview.get("/__seodang/live.js").text();
    for words in ["\"close\":\"닫기\"", "\"warning\":[\"경고 {count}개\"", "\"severity\":{\"error\":\"오류\""] {
        assert!(script.contains(words), "{words}");
    }
    let said = preview.said().join("\n");
    assert!(said.contains("sample 미리 보기: http://127.0.0.1:") && said.contains("(Ctrl-C로 끝냅니다)"), "{said}");
}

#[test]
fn help_and_explanations_are_in_korean() {
    let course = CourseTest::of("# 쪽\n");
    let out = |words: &[&str]| String::from_utf8(course.command(words).output().unwrap().stdout).unwrap();
    let help = out(&["--lang", "ko", "check", "--help"]);
    for words in [
        "사용법: seodang check",
        "인수:",
        "옵션:",
        "가능한 값:\n",
        "- json: 한 줄에 JSON 객체 하나",
        "[기본값: human]",
        "도움말을 봅니다",
    ] {
        assert!(help.contains(words), "{words}:\n{help}");
    }
    assert!(!help.contains("Print help") && !help.contains("Options"), "{help}");
    let mistake = |words: &[&str]| String::from_utf8(course.command(words).output().unwrap().stderr).unwrap();
    let conflict = mistake(&["pack", "--epub", "--pdf", "--lang", "ko"]);
    assert!(conflict.starts_with("오류: '--epub'은(는) '--pdf[=<UNIT>]'"), "{conflict}");
    assert!(conflict.contains("\n\n사용법: seodang pack"), "{conflict}");
    let unknown = mistake(&["check", "--only", "brokenlink", "--lang", "ko"]);
    assert!(unknown.contains("진단 코드가 아닙니다; 혹시 `broken-link`인가요?"), "{unknown}");
    assert!(mistake(&["bild", "--lang=ko"]).contains("알 수 없는 명령 'bild'\n\n  도움말: 혹시 build인가요?"));
    let explained = out(&["check", "--explain", "broken-link", "--lang", "ko"]);
    assert!(explained.starts_with("broken-link (경고)\n\n링크가 가리키는 파일이나"), "{explained}");
    assert!(explained.contains("```course"), "{explained}");
    assert!(check(&course, &["--lang", "ko"]).out.contains("페이지 1개를"));
}
