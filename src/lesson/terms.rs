//! Turns the keyword sections of a lesson into terms with their definitions and places.

pub mod concept;
pub mod glossary_page;
pub mod navigation;
pub mod part_name;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::{normalise, split_icon, time};
use crate::source::Span;

/// A term as one lesson defines it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermDefinition {
    /// The term: `Load Balancer`.
    pub term: String,
    /// Its other name: `로드 밸런서` in `Load Balancer (로드 밸런서)`.
    pub alias: Option<String>,
    /// The sub-heading or bold label above it.
    pub category: Option<String>,
    /// The span of its definition: Markdown.
    pub definition: Span,
    /// 1-based line of the item.
    pub line: usize,
    /// The 1-based lines of the section that defines it, both included: there the term needs no explanation.
    pub section: (usize, usize),
}

/// Items of a keyword section that are not read as terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnreadItems {
    /// The span of the first one's text.
    pub span: Span,
    /// Their number: one, or all items of a list of which none is read.
    pub count: usize,
}

/// Words, in each language, that make a heading open a keyword section, with or without emoji, numbers and text in brackets.
const SECTIONS: [&[&str]; 10] = [
    &[
        "핵심 키워드",
        "키워드",
        "핵심 용어",
        "주요 용어",
        "용어 정리",
        "용어집",
        "용어 사전",
        "용어 모음",
        "용어 해설",
        "용어 설명",
        "핵심 키워드 정리",
        "키워드 정리",
    ],
    &[
        "keywords",
        "key terms",
        "key words",
        "glossary",
        "glossary of terms",
        "terms and definitions",
        "terminology",
        "key concepts and terms",
    ],
    &["キーワード", "重要キーワード", "重要用語", "用語集", "用語", "用語解説"],
    &["关键词", "关键术语", "术语", "术语表", "词汇表", "名词解释"],
    &["關鍵詞", "關鍵字", "關鍵術語", "術語", "術語表", "詞彙表", "名詞解釋"],
    &["palabras clave", "términos clave", "glosario", "terminología"],
    &["mots clés", "mots-clés", "termes clés", "glossaire", "terminologie"],
    &["schlüsselbegriffe", "schlüsselwörter", "fachbegriffe", "wichtige begriffe", "glossar", "terminologie"],
    &["palavras-chave", "termos-chave", "termos chave", "glossário", "terminologia"],
    &["từ khóa", "từ khoá", "thuật ngữ", "thuật ngữ chính", "bảng thuật ngữ"],
];

/// Tests whether a heading (without its emoji) opens a keyword section: `핵심 키워드 (5분)`, `Day 2 핵심 키워드`, `Key terms`.
pub fn is_keyword_heading(text: &str, further: &[String]) -> bool {
    let text = text.split(['(', '（']).next().unwrap_or(text);
    if !may_end_name(text, further) {
        return false;
    }
    let text = normalise(text);
    let text = text.trim_end_matches([':', '.']).trim();
    let last = text.as_bytes().last();
    let known = |name: &str| {
        // Fast path: every heading is compared with the names of all languages.
        if name.as_bytes().last() != last {
            return false;
        }
        text == name
            || text.strip_suffix(name).is_some_and(|before| {
                // `Day 1 핵심 키워드`, `오늘의 핵심 키워드`, `Week 2: key terms` — not a sentence that ends in the word, and not
                // the reserved words of a language: `JSON Schema 키워드`.
                let is_of_part = || before.split([' ', ':']).all(|word| word.is_empty() || is_part_word(word));
                before.ends_with([' ', ':'])
                    && before.split_whitespace().count() <= 3
                    && (!RESERVED.contains(&name) || is_of_part())
            })
    };
    SECTIONS.iter().copied().flatten().copied().any(known) || further.iter().any(|name| known(name))
}

/// Tests whether a name, normalised, is that of a glossary: of a keyword section as it stands, unless it also means the reserved
/// words of a language (`keywords.md`).
fn names_glossary(name: &str) -> bool {
    SECTIONS.iter().any(|names| names.contains(&name)) && !RESERVED.contains(&name)
}

/// Names that also mean the reserved words of a language.
const RESERVED: [&str; 5] = ["키워드", "keywords", "key words", "キーワード", "关键词"];

/// Tests whether the title of a page also means the reserved words of a language: `Keywords`.
pub fn is_reserved_title(title: &str) -> bool {
    RESERVED.contains(&normalise(title).as_str())
}

/// Tests for a word that tells which part of a course a keyword section belongs to: `day`, `1`, `2주차`, `오늘의`.
fn is_part_word(word: &str) -> bool {
    const WORDS: [&str; 14] = [
        "day",
        "week",
        "session",
        "lab",
        "chapter",
        "module",
        "unit",
        "lesson",
        "오늘의",
        "이번",
        "주요",
        "중요",
        "today's",
        "important",
    ];
    WORDS.contains(&word) || part_name::is_number(word)
}

/// Tests by the last letter of a heading whether a name may end it: a fast path, because hardly any does.
fn may_end_name(text: &str, further: &[String]) -> bool {
    static LAST_LETTERS: LazyLock<BTreeSet<char>> =
        LazyLock::new(|| SECTIONS.iter().copied().flatten().filter_map(|name| name.chars().next_back()).collect());
    let last = text.chars().rev().find(|c| !c.is_whitespace() && !matches!(c, ':' | '.'));
    let last = last.map(|c| c.to_ascii_lowercase()).filter(|c| c.is_ascii() || ('가'..='힣').contains(c));
    // Other letters may have a case.
    last.is_none_or(|last| LAST_LETTERS.contains(&last) || further.iter().any(|name| name.ends_with(last)))
}

/// Marks that set a term apart from its definition, longer ones before their own beginnings.
const MARKERS: [&str; 6] = ["***", "**", "__", "`", "*", "_"];

/// Reads the source of a list item's paragraph: `**Term (alias)**: definition`.
///
/// `offset` is its place in the text. The definition may go on over several lines. The alias may follow the marks
/// (`**Term**(alias): …`), `=` or a dash in the place of the colon, a link around the term.
pub fn read_item(paragraph: &str, offset: usize, line: usize, category: Option<&str>) -> Option<TermDefinition> {
    let (name, definition) = marked_term(split_icon(paragraph).1)?;
    let definition = definition.trim();
    if definition.is_empty() || name.trim().is_empty() || name.contains('\n') {
        return None;
    }
    let span = Span::of_slice(paragraph, definition)?.shifted(offset);
    let (term, alias) = split_alias(&plain(&name));
    if is_list_of_names(&term, definition) || navigation::is_line(&term, definition) {
        return None;
    }
    Some(TermDefinition {
        term,
        alias: alias.filter(|alias| !is_remark(alias)),
        category: category.map(ToOwned::to_owned),
        definition: span,
        line,
        section: (line, line),
    })
}

/// Splits a term that marks set apart, with the alias in brackets behind it, from its definition.
fn marked_term(body: &str) -> Option<(String, &str)> {
    // `[**Term**](page.md): …`
    if let Some((label, rest)) = navigation::split_link(body).and_then(|(before, label, rest)| {
        let is_marked = before.is_empty() && MARKERS.iter().any(|marker| label.starts_with(marker));
        is_marked.then_some((label, rest))
    }) {
        return Some((label.to_owned(), separator(rest)?));
    }
    let marker = MARKERS.into_iter().find(|marker| body.starts_with(marker))?;
    let (marked, rest) = body[marker.len()..].split_once(marker)?;
    if let Some(term) = marked.strip_suffix([':', '：']) {
        return Some((term.to_owned(), rest));
    }
    let (brackets, rest) = bracketed(rest);
    Some((format!("{marked}{brackets}"), separator(rest)?))
}

/// Splits brackets from the start of the text after a term: `(Volume)` in `**볼륨**(Volume): …`.
fn bracketed(rest: &str) -> (&str, &str) {
    let bare = rest.trim_start_matches(' ');
    let end = bare.strip_prefix('(').and_then(|inner| inner.find([')', '\n']));
    match end.filter(|end| bare[end + 1..].starts_with(')')) {
        Some(end) => (&bare[..end + 2], &bare[end + 2..]),
        None => ("", rest),
    }
}

/// Remarks in brackets after a term, which are not aliases of it: `**볼륨**(중요): …`, `**실습** (10분): …`, `(+ 없이)`.
fn is_remark(alias: &str) -> bool {
    if !alias.starts_with(|c: char| c.is_alphanumeric() || c == '.') {
        return true;
    }
    let remarks = ["중요", "필수", "선택", "참고", "심화", "important", "required", "optional", "new", "advanced"];
    remarks.contains(&normalise(alias).as_str()) || time::length(alias).is_some()
}

/// Reads the source of a list item's paragraph that has no bold term: `Term (alias): definition`.
///
/// Only a list of such items defines terms; a single one may be any sentence with a colon. The definition may begin on
/// the next line, behind a hard break.
pub fn read_plain_item(paragraph: &str, offset: usize, line: usize, category: Option<&str>) -> Option<TermDefinition> {
    let body = split_icon(paragraph).1;
    let sign = [": ", ":\n", ":\\\n", " - ", " – ", " — ", "："]
        .into_iter()
        .filter_map(|sign| Some((body.find(sign)?, sign.len())))
        .min()?;
    let (name, definition) = (body[..sign.0].trim(), body[sign.0 + sign.1..].trim());
    let (term, alias) = split_alias(&plain(name));
    let is_name = !name.contains(['[', '<', '\n', '.', '!', '?'])
        && (1..=MOST_WORDS).contains(&name.split(' ').count())
        && !begins_with_preposition(name);
    // Groups of names: `- 인프라: VPC, 서브넷, 라우팅`.
    let parts: Vec<&str> = definition.split([',', '·', '/']).map(str::trim).collect();
    let is_group = parts.len() > 1 && parts.iter().all(|part| part.split_whitespace().count() <= 2);
    if term.is_empty() || definition.is_empty() || !is_name || is_group {
        return None;
    }
    let definition = Span::of_slice(paragraph, definition)?.shifted(offset);
    let category = category.map(ToOwned::to_owned);
    Some(TermDefinition { term, alias, category, definition, line, section: (line, line) })
}

/// Tests whether a label says where or when rather than what: `In the context of transactions: …`.
fn begins_with_preposition(name: &str) -> bool {
    let first = name.split(' ').next().unwrap_or_default().to_lowercase();
    name.contains(' ') && ["in", "on", "at", "for", "with", "by", "when", "if", "from", "to"].contains(&first.as_str())
}

/// The most words of a term that no bold letters set apart.
const MOST_WORDS: usize = 5;

/// Tests whether the text after a label is a list of names rather than a definition: `**보안**: OAC, AWS Shield, AWS WAF`.
///
/// Names in the initials of the label spell it out: `**CALMS**: Culture, Automation, Lean, Measurement, Sharing`.
fn is_list_of_names(term: &str, definition: &str) -> bool {
    let is_name = |part: &str| {
        part.is_ascii()
            && part.split_whitespace().count() <= 3
            && part.starts_with(|c: char| c.is_ascii_uppercase())
            && !part.ends_with('.')
    };
    let parts: Vec<&str> = definition.split(", ").map(str::trim).collect();
    let initials = parts.iter().filter_map(|part| part.chars().next());
    parts.len() > 1 && parts.iter().all(|part| is_name(part)) && !initials.eq(term.chars())
}

/// Returns the separator between a term and its definition: a colon, an equals sign, a dash with a space beside it.
fn separator(rest: &str) -> Option<&str> {
    let trimmed = rest.trim_start();
    if let Some(definition) = trimmed.strip_prefix([':', '：', '=', '–', '—']) {
        return Some(definition);
    }
    let after = trimmed.strip_prefix('-')?;
    (rest.starts_with(' ') || after.starts_with(' ')).then_some(after).filter(|after| !after.starts_with(['>', '-']))
}

/// Drops links and the marks of code and emphasis inside a term: `` `kubectl` `` is written kubectl in an index.
fn plain(text: &str) -> String {
    let mut left = String::new();
    let mut rest = text;
    while let Some((before, label, after)) = navigation::split_link(rest) {
        left.extend([before, label]);
        rest = after;
    }
    left.push_str(rest);
    left.replace(['`', '*'], "").trim().to_owned()
}

/// Splits `EN (한글)`, `EN (full EN)`, `용어(English)` into term and alias.
///
/// `toset()` keeps its brackets; neither `/` nor ` vs ` splits a term.
pub fn split_alias(text: &str) -> (String, Option<String>) {
    let text = without_attributes(split_icon(text.trim()).1.trim());
    let inner = text.strip_suffix([')', '）']);
    let split = inner.and_then(|inner| inner.rsplit_once(['(', '（'])).filter(|(term, alias)| {
        let alias = alias.trim();
        !term.trim().is_empty() && !alias.is_empty() && !alias.contains([')', '）']) && !is_call(term, alias)
    });
    match split {
        Some((term, alias)) => (term.trim().to_owned(), Some(alias.trim().to_owned())),
        None => (text.to_owned(), None),
    }
}

/// Drops the attributes behind a name, and the brackets that they belong to: `[key]{#key}` is key.
fn without_attributes(text: &str) -> &str {
    let is_attributes = |inner: &str| inner.starts_with(['#', '.', ':']);
    let bare = text.strip_suffix('}').and_then(|text| text.rsplit_once('{')).filter(|(_, inner)| is_attributes(inner));
    let Some((name, _)) = bare else { return text };
    let name = name.trim();
    name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name)
}

/// Tests for a call such as `merge(a, b)`: a name of lower case letters, and arguments without a space before the bracket.
fn is_call(term: &str, alias: &str) -> bool {
    !term.ends_with(' ')
        && alias.is_ascii()
        && term.ends_with(|c: char| c.is_ascii_lowercase() || c == '_')
        && term.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '.'))
}

/// Reads a paragraph that is only a bold label: `**DNS 기본**:`.
pub fn read_label(paragraph: &str) -> Option<&str> {
    let body = split_icon(paragraph.trim()).1;
    let inner = body.strip_prefix("**")?;
    let (label, rest) = inner.split_once("**")?;
    let label = label.trim_end_matches([':', '：']).trim();
    (matches!(rest.trim(), "" | ":" | "：") && !label.is_empty()).then_some(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings() {
        for heading in [
            "핵심 키워드",
            "핵심 키워드 (5분)",
            "Day 1 핵심 키워드",
            "핵심 키워드 정리",
            "Keywords",
            "Key Terms:",
            "용어 정리",
        ] {
            assert!(is_keyword_heading(heading, &[]), "{heading}");
        }
        assert!(is_keyword_heading("2주차 키워드", &[]) && is_keyword_heading("오늘의 키워드", &[]));
        assert!(is_keyword_heading("Git glossary", &[]) && is_keyword_heading("Day 3 Keywords", &[]));
        for heading in [
            "JSON Schema 키워드",
            "Reserved keywords",
            "키워드 검색 엔진",
            "이 문서에서 우리가 함께 찾아볼 키워드",
            "개념",
        ] {
            assert!(!is_keyword_heading(heading, &[]), "{heading}");
        }
        assert!(is_keyword_heading("낱말 풀이", &["낱말 풀이".to_owned()]));
    }

    /// Returns a term, its alias and its definition.
    fn shown<'t>(found: Option<&'t TermDefinition>, text: &'t str) -> Option<(&'t str, Option<&'t str>, &'t str)> {
        found.map(|t| (t.term.as_str(), t.alias.as_deref(), &text[t.definition.start..t.definition.end]))
    }

    #[test]
    fn items() {
        let check = |text, expected| assert_eq!(shown(read_item(text, 0, 1, None).as_ref(), text), expected, "{text}");
        check("**Pod**: 가장 작은 단위", Some(("Pod", None, "가장 작은 단위")));
        check(
            "**Load Balancer (로드 밸런서)**: 부하 `분산`",
            Some(("Load Balancer", Some("로드 밸런서"), "부하 `분산`")),
        );
        check("**용어(Term)**: 뜻", Some(("용어", Some("Term"), "뜻")));
        check("**容器（container）**：隔离的进程", Some(("容器", Some("container"), "隔离的进程")));
        check("**toset()**: 집합으로", Some(("toset()", None, "집합으로")));
        check("**merge(a, b)**: 합치기", Some(("merge(a, b)", None, "합치기")));
        check("**CI/CD**: 통합과 배포", Some(("CI/CD", None, "통합과 배포")));
        check("**Term:** definition", Some(("Term", None, "definition")));
        check("**Term** — definition", Some(("Term", None, "definition")));
        check("🚀 **Term**: definition", Some(("Term", None, "definition")));
        check("**볼륨**(Volume): 저장 공간", Some(("볼륨", Some("Volume"), "저장 공간")));
        check("**볼륨** (Volume) - 저장 공간", Some(("볼륨", Some("Volume"), "저장 공간")));
        check("**볼륨** = 저장 공간", Some(("볼륨", None, "저장 공간")));
        check("**볼륨** – 저장 공간", Some(("볼륨", None, "저장 공간")));
        check("**볼륨**—저장 공간", Some(("볼륨", None, "저장 공간")));
        check("**볼륨**- 저장 공간", Some(("볼륨", None, "저장 공간")));
        check("***볼륨***: 저장 공간", Some(("볼륨", None, "저장 공간")));
        check("*볼륨*: 저장 공간", Some(("볼륨", None, "저장 공간")));
        check("**[볼륨](volume.md)**: 저장 공간", Some(("볼륨", None, "저장 공간")));
        check("[**볼륨**](volume.md): 저장 공간", Some(("볼륨", None, "저장 공간")));
        check("**역할** (+ 없이): 이름만", Some(("역할", None, "이름만")));
        check("**볼륨**(중요): 저장 공간", Some(("볼륨", None, "저장 공간")));
        check("**merge**(a, b): 합치기", Some(("merge(a, b)", None, "합치기")));
        check("**볼륨**은 저장 공간", None);
        check("**Client** → **Server**", None);
        check("**--flag**-x", None);
        check("**다음**: [Day 2](day2.md)", None);
        check("**굵게** 쓴 문장", None);
        check("Layer, Union File System", None);
        check("비유: 건물과 같다", None);
        check("**보안**: OAC, AWS Shield, AWS WAF", None);
        check(
            "**CALM**: Culture, Automation, Lean, Measurement",
            Some(("CALM", None, "Culture, Automation, Lean, Measurement")),
        );
        check("**Runtime**: Runs containers, on a node", Some(("Runtime", None, "Runs containers, on a node")));
        check("**Empty**:", None);
    }

    #[test]
    fn plain_items() {
        let check =
            |text, expected| assert_eq!(shown(read_plain_item(text, 0, 1, None).as_ref(), text), expected, "{text}");
        check("Pod: 가장 작은 단위", Some(("Pod", None, "가장 작은 단위")));
        check("Pod (파드) - the smallest unit", Some(("Pod", Some("파드"), "the smallest unit")));
        check("kube-proxy — forwards packets: to pods", Some(("kube-proxy", None, "forwards packets: to pods")));
        check("array:\\\n  Elements of one type.", Some(("array", None, "Elements of one type.")));
        check("인프라: VPC, 서브넷, 라우팅", None);
        check("[Docs](https://example.com): read them", None);
        check("https://example.com", None);
        check("A sentence that goes on and on: with a colon", None);
        check("이미지", None);
        check("Empty: ", None);
    }

    #[test]
    fn labels() {
        assert_eq!(read_label("**DNS 기본**:"), Some("DNS 기본"));
        assert_eq!(read_label("**DNS 기본:**"), Some("DNS 기본"));
        assert_eq!(read_label("**DNS**: 이름"), None);
    }
}
