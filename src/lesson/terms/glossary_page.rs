//! Tests whether a file is a glossary, and reads the labelled lines about the term of a heading.

use crate::lesson::{normalise, split_icon};

/// Names of files, in the form of [`file_name`], that are glossaries as a whole, besides those of sections.
const GLOSSARY_FILES: [&str; 6] = ["terms", "definitions", "용어", "단어장", "vocabulary", "lexicon"];

/// Tests whether the name of a file says that its page is a glossary: `Glossary.md`, `용어집.md`, `04_glossary.md`.
///
/// `stem` is the name without its ending.
pub fn is_glossary_file(stem: &str) -> bool {
    let name = file_name(stem);
    GLOSSARY_FILES.contains(&name.as_str()) || super::names_glossary(&name)
}

/// Returns the words of a file's name, without a number before them.
fn file_name(stem: &str) -> String {
    normalise(
        stem.trim_start_matches(|c: char| c.is_ascii_digit() || "._- ".contains(c)).replace(['-', '_'], " ").as_str(),
    )
}

/// Labels that begin the definition of the term in the heading above them: `- 뜻: …`.
const DEFINITION_LABELS: [&str; 14] = [
    "뜻",
    "의미",
    "정의",
    "설명",
    "meaning",
    "definition",
    "description",
    "意味",
    "定義",
    "定义",
    "释义",
    "signification",
    "définition",
    "definición",
];

/// Labels of another name of the term in the heading above them: `- 영어: Container`.
const ALIAS_LABELS: [&str; 17] = [
    "영어",
    "영문",
    "원어",
    "약어",
    "다른 이름",
    "동의어",
    "별칭",
    "english",
    "also known as",
    "aka",
    "abbreviation",
    "alias",
    "aliases",
    "synonyms",
    "別名",
    "同义词",
    "别名",
];

/// A labelled line about the term that a heading names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadedLine<'t> {
    /// It defines the term.
    Definition(&'t str),
    /// It gives another name.
    Alias(&'t str),
}

/// Reads a line about the term of the heading above: `뜻: …`, `**Definition**: …`, `영어: Container`.
pub fn read_headed_line(line: &str) -> Option<HeadedLine<'_>> {
    let body = split_icon(line.trim()).1.trim_matches('`').trim_start_matches(['*', '_']);
    let (label, value) = body.split_once([':', '：'])?;
    let label = normalise(label.trim_end_matches(['*', '_', ' ']));
    let value = value.trim_start_matches(['*', '_']).trim();
    match label.as_str() {
        _ if value.is_empty() => None,
        label if DEFINITION_LABELS.contains(&label) => Some(HeadedLine::Definition(value)),
        label if ALIAS_LABELS.contains(&label) => Some(HeadedLine::Alias(value)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_lines_of_glossaries() {
        for stem in ["Glossary", "용어집", "04_glossary", "key-terms", "용어", "GLOSSARY"] {
            assert!(is_glossary_file(stem), "{stem}");
        }
        for stem in ["README", "session_1", "glossary-of-birds-song", "long-terms", "keywords"] {
            assert!(!is_glossary_file(stem), "{stem}");
        }
        assert_eq!(read_headed_line("**뜻**: 작은 단위"), Some(HeadedLine::Definition("작은 단위")));
        assert_eq!(read_headed_line("영어: Container"), Some(HeadedLine::Alias("Container")));
        assert_eq!(read_headed_line("`별칭: 상자`"), Some(HeadedLine::Alias("상자")));
        assert_eq!(read_headed_line("Meaning: a *unit*"), Some(HeadedLine::Definition("a *unit*")));
        assert_eq!(read_headed_line("예: 상자"), None);
        assert_eq!(read_headed_line("뜻:"), None);
    }
}
