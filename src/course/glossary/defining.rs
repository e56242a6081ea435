//! Tests whether a definition defines: says of its term what it is or does, beyond its name in other words.

use std::collections::BTreeSet;

use super::everyday::is_everyday_english;
use super::name::{self, is_hangul};
use super::pointer;
use super::relation::{is_relation, is_statement_of_other};
use super::wording::{self, LocatedDefinition, unspaced_words};

/// The fewest words of a definition in English, the term's own included.
const FEWEST_WORDS: usize = 3;

/// The fewest words that a definition adds to the names of its term, and by how many it must be longer than the longest one in
/// Latin letters, if it says how they relate (`부하를 나누는 것`) …
const FEWEST_ADDED: usize = 3;
const MORE_THAN_NAME: usize = 1;

/// … or is a mere row of nouns: `복구 목표 시점` translates `Recovery Point Objective`, while `메모리 기반 임시 스토리지` says more
/// than `tmpfs`.
const MORE_OF_NOUNS: usize = 2;

/// The fewest words that a definition in English adds to the names of its term.
const FEWEST_ADDED_IN_ENGLISH: usize = 2;

/// The fewest words of a definition in a script without spaces (two characters are a word): `模式匹配` translates only.
const FEWEST_UNSPACED: usize = 4;

/// The most words of a lone name, and of a remark.
const MOST_OF_NAME: usize = 4;
const MOST_OF_REMARK: usize = 3;

/// Words that only join others.
const JOINING: [&str; 4] = ["및", "등", "또는", "혹은"];

/// Last words of remarks, which ask for a thing rather than define it.
const REMARKS: [&str; 18] = [
    "필수",
    "권장",
    "불가",
    "가능",
    "선택",
    "지원",
    "무료",
    "유료",
    "사용",
    "only",
    "required",
    "recommended",
    "optional",
    "supported",
    "free",
    "paid",
    "必須",
    "必需",
];

/// Definitions that are not written yet.
const PLACEHOLDERS: [&str; 12] = [
    "to be defined",
    "to be added",
    "to be done",
    "tbd",
    "tba",
    "todo",
    "fixme",
    "n/a",
    "coming soon",
    "작성 예정",
    "추후 작성",
    "미정",
];

/// Tests whether a definition defines its term. Only such a definition is shown; a glossary with others teaches nothing.
///
/// The bounds were set on 750 entries and 600 marks of 24 courses that people labelled.
pub(super) fn is_defining(found: &LocatedDefinition<'_>) -> bool {
    let wording = pointer::without_pointers(found.wording);
    let outside = without_brackets(wording);
    let spelt = wording::expansion(&found.definition.term, wording).or_else(|| spelt_out(&outside));
    let names = OwnNames::of(found, spelt);
    let all: Vec<&str> = words_of(&outside);
    let added: Vec<&str> = all.iter().copied().filter(|word| !names.contain(word) && !JOINING.contains(word)).collect();
    if is_unwritten(wording, &all) || pointer::distinguishes(wording) || ends_open(wording) {
        return false;
    }
    if is_lone_name(&all)
        || spells_letters(&found.definition.term, &all)
        || names.are_repeated_by(&outside)
        || is_statement_of_other(&outside, |word| names.may_mean(word))
    {
        return false;
    }
    let unspaced = unspaced_words(&outside);
    if outside.contains(is_hangul) {
        let is_related = outside.contains('→') || all.iter().any(|word| is_relation(word));
        if !is_related && is_short_before_comma(&outside, &names) {
            return false;
        }
        let more = if is_related { MORE_THAN_NAME } else { MORE_OF_NOUNS };
        // `블록 단위 데이터 저장` says little more of a block storage than its name.
        let repeats_name = !is_related && all.iter().any(|word| !word.is_ascii() && names.contain(word));
        return added.len() >= FEWEST_ADDED.max(names.longest + more) + usize::from(repeats_name);
    }
    if unspaced > 0 {
        return unspaced + all.iter().filter(|word| word.is_ascii()).count() >= FEWEST_UNSPACED;
    }
    all.len() >= FEWEST_WORDS && added.len() >= FEWEST_ADDED_IN_ENGLISH
}

/// The names of a term, as a definition may repeat them.
struct OwnNames {
    /// Their words and keys, in lower case.
    words: BTreeSet<String>,
    /// The name of one word in a script of its own, which a definition repeats only in a circle.
    single: Option<String>,
    /// The number of words of the longest one in Latin letters.
    longest: usize,
    is_abbreviation: bool,
}

impl OwnNames {
    fn of(found: &LocatedDefinition<'_>, spelt: Option<&str>) -> Self {
        let definition = found.definition;
        let written = || std::iter::once(definition.term.as_str()).chain(definition.alias.as_deref()).chain(spelt);
        let words = written().flat_map(|name| wording::words(name).into_iter().chain([name::key(name)])).collect();
        let single = std::iter::once(&definition.term)
            .chain(&definition.alias)
            .find(|name| !name.is_ascii() && !name.contains(' ') && name.chars().count() > 1)
            .cloned();
        let latin = written().filter(|name| name.is_ascii()).map(count_parts).max();
        let is_abbreviation = name::is_abbreviation(&definition.term);
        Self { words, single, longest: latin.unwrap_or_default(), is_abbreviation }
    }

    fn contain(&self, word: &str) -> bool {
        let word = name::key(word);
        self.words.contains(&word) || word.strip_suffix('s').is_some_and(|single| self.words.contains(single))
    }

    /// Tests whether a word of a subject is one of a name, or of the long form of an abbreviation.
    fn may_mean(&self, word: &str) -> bool {
        self.contain(word)
            || (self.is_abbreviation && word.starts_with(|c: char| c.is_ascii_uppercase()) && word.len() > 1)
    }

    /// Tests whether a phrase ends in the name of its own term: `智能体从环境中获取的状态` of `状态`.
    fn are_repeated_by(&self, phrase: &str) -> bool {
        let phrase = phrase.trim_end_matches(|c: char| !c.is_alphanumeric());
        let is_sentence = phrase.contains(['。', '.']);
        self.single.as_ref().filter(|_| !is_sentence).is_some_and(|name| {
            phrase.len() > name.len() && phrase.ends_with(name.as_str()) && !phrase.starts_with(name.as_str())
        })
    }
}

/// Tests whether a definition only spells out the letters of its term: `Culture, Automation, Lean, Measurement, Sharing`.
fn spells_letters(term: &str, words: &[&str]) -> bool {
    let initials: String = words.iter().filter_map(|word| word.chars().next()).collect();
    name::is_abbreviation(term) && initials == term
}

/// Returns the number of words of a name, small ones left out, those within capitals counted: `DevOps` has two.
fn count_parts(name: &str) -> usize {
    let words = name.split([' ', '-', '/', '+', '&']).filter(|word| !super::everyday::is_function_word(word));
    let capitals = |word: &str| {
        let (is_upper, is_lower) = (|byte: &u8| byte.is_ascii_uppercase(), |byte: &u8| byte.is_ascii_lowercase());
        let bytes = word.as_bytes();
        let begins =
            |at: &usize| is_upper(&bytes[*at]) && (is_lower(&bytes[at - 1]) || bytes.get(at + 1).is_some_and(is_lower));
        1 + (1..bytes.len()).filter(begins).count()
    };
    words.filter(|word| !word.is_empty()).map(capitals).sum()
}

/// Returns the long form in Latin letters with which a definition in another script begins: `Maximum Segment Size` of
/// `Maximum Segment Size — TCP 세그먼트의 크기`.
fn spelt_out(wording: &str) -> Option<&str> {
    let end = [" — ", " – ", " - ", ", ", "，", "、", ": "].iter().filter_map(|sign| wording.find(sign)).min()?;
    let (long, rest) = wording.split_at(end);
    let is_name = long.is_ascii() && long.starts_with(|c: char| c.is_ascii_uppercase());
    (is_name && rest.contains(|c: char| c.is_alphabetic() && !c.is_ascii())).then_some(long)
}

/// Returns a text without its brackets, unless nothing is left.
fn without_brackets(text: &str) -> String {
    let mut outside = String::with_capacity(text.len());
    let mut depth = 0_usize;
    for c in text.chars() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    let bare = outside.trim_matches(|c: char| c.is_whitespace() || c == ':');
    bare.to_owned()
}

/// Tests whether a row of nouns is too short up to its first comma, behind which another thing is named: `사용자 정의 네트워크,
/// 서비스 디스커버리`. A single word there begins a list of attributes: `프로세스, 네트워크, 파일 시스템 격리`.
fn is_short_before_comma(outside: &str, names: &OwnNames) -> bool {
    let Some((first, _)) = outside.split_once(',').filter(|(first, _)| !first.is_ascii()) else { return false };
    let words = words_of(first);
    let added = words.iter().filter(|word| !names.contain(word)).count();
    words.len() > 1 && added < FEWEST_ADDED.max(names.longest + MORE_OF_NOUNS)
}

/// Tests whether a definition is a remark, or still to be written.
fn is_unwritten(wording: &str, words: &[&str]) -> bool {
    let lower = wording.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let is_remark = words.len() <= MOST_OF_REMARK
        && words.last().is_some_and(|last| REMARKS.contains(&last.to_lowercase().as_str()));
    is_remark || PLACEHOLDERS.contains(&lower.as_str()) || lower.starts_with("checkme ")
}

/// Tests whether a definition leads to a list that is not part of it, or asks.
fn ends_open(wording: &str) -> bool {
    wording.trim_end().ends_with([':', '：', '?', '？', ','])
}

/// Returns the words of a definition; addresses and file names (`*.example.com`) are none.
fn words_of(wording: &str) -> Vec<&str> {
    let written = wording.split_whitespace().filter(|word| {
        let inner = word.trim_matches(|c: char| !c.is_alphanumeric());
        !(inner.contains('.')
            && inner.split('.').all(|part| !part.is_empty() && part.starts_with(|c: char| c.is_ascii_alphanumeric())))
    });
    let parts = written.flat_map(|word| word.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_' | '\'')));
    parts.filter(|part| part.contains(|c: char| c.is_alphabetic())).collect()
}

/// Tests whether a definition is only a name, or a few: `Custom Domain`, `Primary/Secondary`.
fn is_lone_name(words: &[&str]) -> bool {
    words.len() <= MOST_OF_NAME
        && words
            .iter()
            .all(|word| word.is_ascii() && word.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit()))
        && words
            .iter()
            .skip(1)
            .all(|word| !is_everyday_english(word) || word.contains(|c: char| c.is_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::glossary::wording::tests::with_definitions;

    /// Tests a definition `term (alias): text`.
    fn defines(term: &str, alias: &str, text: &str) -> bool {
        let alias = Some(alias).filter(|alias| !alias.is_empty());
        with_definitions(&[(term, alias, text)], |found| is_defining(&found[0]))
    }

    #[test]
    fn definitions_that_say_something() {
        for (term, alias, text) in [
            ("EFS", "Elastic File System", "여러 서버가 함께 쓰는 파일 시스템"),
            ("블록 스토리지", "", "블록 단위로 데이터를 저장하는 가상 디스크"),
            ("로드 밸런서", "Load Balancer", "부하를 나누는 것"),
            ("tmpfs", "", "메모리 기반 임시 스토리지"),
            ("A 레코드", "", "도메인 → IPv4 주소"),
            ("Load Balancer", "", "Spreads requests over servers"),
            ("Pod", "", "The smallest unit that runs"),
            ("body", "", "(of a function): the statements that are executed when it runs"),
            ("comma-separated values", "", "(CSV) A common textual representation for tables"),
            ("Selectors", "", "Selectors are functions that know how to extract pieces of state"),
            ("alarm", "", "The server raises an alarm when the cluster needs an operator"),
            ("prerequisite", "", "A synonym for dependency."),
            ("容器", "", "一个被隔离的进程。参见第 6 章。"),
            ("UART", "", "A circuit that sends bits one by one. See here."),
            ("DevOps", "데브옵스", "Development + Operations, 개발과 운영의 협업 문화"),
        ] {
            assert!(defines(term, alias, text), "{term}: {text}");
        }
    }

    #[test]
    fn names_in_other_words_define_nothing() {
        for (term, alias, text) in [
            ("CI/CD", "", "Continuous Integration/Continuous Deployment (지속적 통합/배포)"),
            ("EFS", "Elastic File System", "Elastic File System"),
            ("CA", "Certificate Authority", "인증 기관"),
            ("RPO", "Recovery Point Objective", "복구 목표 시점 (AWS RPO 전략과 동일)"),
            ("Failover", "", "장애 조치 (AWS RDS Automatic Failover)"),
            ("Semantic Versioning", "", "의미있는 버전 관리 (v1.0.0)"),
            ("TTL", "Time to Live", "Time to Live — 생존 시간"),
            ("cwnd", "", "Congestion Window — 혼잡 윈도우"),
            ("CALMS", "", "Culture, Automation, Lean, Measurement, Sharing"),
            ("Custom Network", "", "사용자 정의 네트워크, 서비스 디스커버리"),
            ("파일 스토리지", "", "파일 시스템 기반 저장"),
            ("MLOps", "", "머신러닝 운영 자동화"),
            ("状态", "", "智能体从环境中获取的状态。"),
            ("match", "", "模式匹配"),
            ("UART", "Universal asynchronous receiver", "Universal asynchronous receiver. See here."),
            ("DMP", "Data management plan", "Data management plan."),
        ] {
            assert!(!defines(term, alias, text), "{term}: {text}");
        }
    }

    #[test]
    fn remarks_pointers_and_statements_define_nothing() {
        for (term, text) in [
            ("CloudFront", "us-east-1 필수"),
            ("API Gateway", "Custom Domain"),
            ("Failover", "Primary/Secondary"),
            ("Wildcard", "*.example.com"),
            ("HPC", "to be defined"),
            ("AST", "See Abstract Syntax Tree."),
            ("SFC", "싱글 파일 컴포넌트를 참고하세요."),
            ("MyST", "MyST can either refer to MyST Markdown or MyST-CLI."),
            ("props", "There are three usual ways to use props:"),
            ("unit test", "Rust comes with built-in support for running small unit tests."),
            ("main function", "Rust programs start executing with the main function."),
            ("Unwinding", "Whether stack unwinding is allowed."),
        ] {
            assert!(!defines(term, "", text), "{term}: {text}");
        }
    }
}
