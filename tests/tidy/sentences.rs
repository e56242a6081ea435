//! Holds the form of comments (`docs/style.md`): files and functions are described by a sentence that begins with a verb.

use std::fs;
use std::path::Path;

use crate::support::files_below;

/// Tests whether a text begins with a verb in the third person: `Returns`, `Percent-encodes`.
fn begins_with_verb(text: &str) -> bool {
    let word = text.split(|c: char| !c.is_ascii_alphabetic() && c != '-').next().unwrap_or_default();
    word.len() > 2 && word.starts_with(|c: char| c.is_ascii_uppercase()) && word.ends_with('s') && word != "This"
}

/// Returns the Rust files below some folders of the project, with their texts.
fn files(folders: &[&str]) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let paths = folders.iter().flat_map(|folder| {
        let below = files_below(&root.join(folder)).into_iter().filter(|path| path.ends_with(".rs"));
        below.map(move |path| format!("{folder}/{path}"))
    });
    let files: Vec<(String, String)> =
        paths.map(|path| (path.clone(), fs::read_to_string(root.join(path)).unwrap())).collect();
    assert!(files.len() > 10, "the files were found");
    files
}

#[test]
fn a_file_opens_with_the_verb_that_says_what_it_does() {
    for (path, text) in files(&["src", "crates", "tests", "benches"]) {
        let opening = text.lines().next().and_then(|line| line.strip_prefix("//! ")).unwrap_or_default();
        assert!(begins_with_verb(opening), "{path} opens with no verb in the third person: {opening}");
    }
}

#[test]
fn a_comment_of_a_function_begins_with_its_verb() {
    let mut wrong = Vec::new();
    for (path, text) in files(&["src", "crates"]) {
        let lines: Vec<&str> = text.lines().map(str::trim_start).collect();
        for (at, line) in lines.iter().enumerate() {
            let is_function = line.split_once("fn ").is_some_and(|(before, _)| {
                before.split_whitespace().all(|word| matches!(word, "const" | "async") || word.starts_with("pub"))
            });
            if !is_function {
                continue;
            }
            let above = lines[..at].iter().rev().skip_while(|line| line.starts_with("#["));
            if let Some(first) = above.take_while(|line| line.starts_with("///")).last()
                && !begins_with_verb(first.trim_start_matches('/').trim_start())
            {
                wrong.push(format!("{path}:{}: {first}", at + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "begin with a verb in the third person (docs/style.md):\n{}", wrong.join("\n"));
}
