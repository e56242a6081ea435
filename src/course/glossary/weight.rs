//! Turns a definition into how much it says about its term.

use std::collections::{BTreeMap, BTreeSet};

use super::name;
use super::wording::{self, LocatedDefinition};
use crate::lesson::TermDefinition;

/// How much a definition says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DefinitionWeight {
    /// Nothing about the term: its own long form, a lone name, a reference, a remark such as `us-east-1 필수`.
    Nothing,
    /// One or two words, or a translation.
    Words,
    /// A phrase: only such a definition is shown within running text.
    Phrase,
}

/// The fewest words of a definition that says something in a phrase.
const FEWEST_OF_PHRASE: usize = 3;

/// The most words of a lone name, and of a remark.
const MOST_OF_NAME: usize = 4;
const MOST_OF_REMARK: usize = 3;

/// The most words of a reference to another entry, the address of its link included.
const MOST_OF_REFERENCE: usize = 12;

/// The most words of a definition that repeats a word of its term and says too little besides.
const MOST_OF_TAUTOLOGY: usize = 4;

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

/// Returns the weights of definitions, in their order.
///
/// Where at least half of a list says nothing about its terms, its other short items do not either: `CloudFront: us-east-1
/// 필수`, `API Gateway: Custom Domain`, `ALB: 동일 리전` is a list of settings.
pub(super) fn weights(found: &[LocatedDefinition<'_>]) -> Vec<DefinitionWeight> {
    let mut weights: Vec<DefinitionWeight> = found.iter().map(weight).collect();
    let mut lists: BTreeMap<(usize, usize, Option<&str>), Vec<usize>> = BTreeMap::new();
    for (at, definition) in found.iter().enumerate() {
        let list = definition.definition;
        lists.entry((definition.entry, list.section.0, list.category.as_deref())).or_default().push(at);
    }
    for list in lists.into_values() {
        let empty = list.iter().filter(|&&at| weights[at] == DefinitionWeight::Nothing).count();
        if empty > 1 && empty * 2 >= list.len() {
            for at in list {
                if weights[at] == DefinitionWeight::Words {
                    weights[at] = DefinitionWeight::Nothing;
                }
            }
        }
    }
    weights
}

/// First words of definitions that only lead to another entry.
const REFERENCES: [&str; 11] = [
    "see ",
    "see also ",
    "same as ",
    "can refer to ",
    "can either refer to ",
    "참고:",
    "참조:",
    "→",
    "见 ",
    "参见",
    "请参阅",
];

/// Last words of definitions that only lead to another entry.
const REFERENCE_ENDS: [&str; 9] = [
    "참고하세요",
    "참조하세요",
    "참고하십시오",
    "참조하십시오",
    "참고",
    "참조",
    "を参照",
    "を参照してください",
    "请参阅",
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

fn weight(found: &LocatedDefinition<'_>) -> DefinitionWeight {
    let definition = found.definition;
    let wording = found.wording();
    let long = wording::expansion(&definition.term, wording);
    let own: BTreeSet<String> = std::iter::once(definition.term.as_str())
        .chain(definition.alias.as_deref())
        .chain(long)
        .flat_map(|name| wording::words(name).into_iter().chain([name::key(name)]))
        .collect();
    let all: Vec<&str> = words_of(wording);
    let left = all.iter().filter(|word| !own.contains(&word.to_lowercase())).count();
    let is_remark =
        all.len() <= MOST_OF_REMARK && all.last().is_some_and(|last| REMARKS.contains(&last.to_lowercase().as_str()));
    let begins = wording.trim_start_matches(['*', '_', '[', ' ']).to_lowercase();
    let ends = begins.trim_end_matches(|c: char| !c.is_alphanumeric());
    let is_reference = all.len() <= MOST_OF_REFERENCE
        && (REFERENCES.iter().any(|words| begins.starts_with(words))
            || REFERENCE_ENDS.iter().any(|words| ends.ends_with(words)))
        || PLACEHOLDERS.contains(&ends);
    if left == 0 || is_remark || is_reference || is_lone_name(&all) {
        return DefinitionWeight::Nothing;
    }
    let length = all.len() + wording::unspaced_words(wording);
    let own_words = all.len() - left;
    let fewest_left = if is_spelt_out(definition, long, &all) { FEWEST_OF_PHRASE } else { 2 };
    // `블록 단위 데이터 저장` says little more of a block storage than its name.
    let repeats_name =
        own_words > 0 && length <= MOST_OF_TAUTOLOGY && !wording.contains(|c: char| c.is_ascii_alphabetic());
    let ends_open = wording.trim_end().trim_end_matches(['*', '_']).ends_with([':', '：']);
    let outside = wording.split(['(', '（']).next().unwrap_or(wording);
    let is_own_name = words_of(outside).iter().all(|word| own.contains(&word.to_lowercase()));
    let is_phrase = length >= FEWEST_OF_PHRASE
        && length - own_words >= fewest_left
        && !is_own_name
        && !repeats_name
        // What it leads to is not shown.
        && !ends_open
        && !spells_letters(definition, &all)
        && !is_translation(definition, long, wording, length);
    if is_phrase { DefinitionWeight::Phrase } else { DefinitionWeight::Words }
}

/// Tests whether a definition contains a name of its term in full: `Time to Live — 생존 시간` of `TTL (Time to Live)`.
fn is_spelt_out(definition: &TermDefinition, long: Option<&str>, words: &[&str]) -> bool {
    let has = |name: &str| {
        let mut parts = wording::words(name).into_iter().peekable();
        parts.peek().is_some() && parts.all(|part| words.iter().any(|word| word.to_lowercase() == part))
    };
    long.into_iter().chain(definition.alias.as_deref()).any(has)
}

/// Tests whether a definition only spells out the letters of its term: `Culture, Automation, Lean, Measurement, Sharing`.
fn spells_letters(definition: &TermDefinition, words: &[&str]) -> bool {
    let initials: String = words.iter().filter_map(|word| word.chars().next()).collect();
    name::is_abbreviation(&definition.term) && initials == definition.term
}

/// Tests whether a definition, without remarks in brackets, only translates a name in Latin letters: `복구 목표 시점` has no
/// more words than `Recovery Point Objective`.
fn is_translation(definition: &TermDefinition, long: Option<&str>, wording: &str, length: usize) -> bool {
    let names = std::iter::once(definition.term.as_str()).chain(definition.alias.as_deref()).chain(long);
    let of_name = names.filter(|name| name.is_ascii()).map(|name| name.split([' ', '-', '/']).count()).max();
    let plain = wording.split(['(', '（']).next().unwrap_or(wording).trim();
    let plain_length = if plain.len() == wording.len() { length } else { words_of(plain).len() };
    of_name.is_some_and(|count| {
        !plain.is_empty() && !plain.contains(|c: char| c.is_ascii_lowercase()) && plain_length <= count
    })
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
            .all(|word| !super::everyday::is_everyday_english(word) || word.contains(|c: char| c.is_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::glossary::wording::tests::with_definitions;

    fn weights_of(items: &[(&str, Option<&str>, &str)]) -> Vec<DefinitionWeight> {
        with_definitions(items, weights)
    }

    #[test]
    fn what_definitions_say() {
        use DefinitionWeight::{Nothing, Phrase, Words};
        let check =
            |term, alias, text, expected| assert_eq!(weights_of(&[(term, alias, text)]), [expected], "{term}: {text}");
        check("CI/CD", None, "Continuous Integration/Continuous Deployment", Nothing);
        check("CloudFront", None, "us-east-1 필수", Nothing);
        check("API Gateway", None, "Custom Domain", Nothing);
        check("Failover", None, "Primary/Secondary", Nothing);
        check("Wildcard", None, "*.example.com", Nothing);
        check("EFS", Some("Elastic File System"), "Elastic File System", Nothing);
        check("EFS", Some("Elastic File System"), "여러 서버가 함께 쓰는 파일 시스템", Phrase);
        check("CA", Some("Certificate Authority"), "인증 기관", Words);
        check("블록 스토리지", None, "블록 단위 데이터 저장", Words);
        check("블록 스토리지", None, "블록 단위로 데이터를 저장하는 가상 디스크", Phrase);
        check("Load Balancer", None, "Spreads requests over servers", Phrase);
        check("Pod", None, "The smallest unit that runs", Phrase);
        check("RPO", Some("Recovery Point Objective"), "복구 목표 시점 (AWS RPO 전략과 동일)", Words);
        check("Disaster Recovery", None, "재해 복구 (AWS DR 전략)", Words);
        check("TTL", Some("Time to Live"), "Time to Live — 생존 시간", Words);
        check("CALMS", None, "Culture, Automation, Lean, Measurement, Sharing", Words);
        check("CI/CD", None, "Continuous Integration/Continuous Deployment (지속적 통합/배포)", Words);
        check("command shell", None, "See [shell](#shell)", Nothing);
        check("HPC", None, "*to be defined*", Nothing);
        check("AST", None, "See [Abstract Syntax Tree](#abstract-syntax-tree).", Nothing);
        check("props", None, "There are three usual ways to use props:", Words);
        check("SFC", None, "싱글 파일 컴포넌트를 참고하세요.", Nothing);
        check("容器", None, "一个被隔离的进程", Phrase);
        check("FinOps", None, "Financial Operations, 클라우드 비용 최적화", Phrase);
    }

    #[test]
    fn a_list_of_settings_defines_nothing() {
        use DefinitionWeight::{Nothing, Phrase};
        let list = [
            ("CloudFront", None, "us-east-1 필수"),
            ("ALB/NLB", None, "동일 리전"),
            ("API Gateway", None, "Custom Domain"),
            ("Route 53", None, "여러 리전에 걸친 이름을 찾는 서비스"),
        ];
        assert_eq!(weights_of(&list), [Nothing, Nothing, Nothing, Phrase]);
        assert_eq!(weights_of(&list[1..2]), [DefinitionWeight::Words]);
    }
}
