//! Turns the heading above a definition into the term that is defined; reads the lines of quotes that define.

use super::{part_name, split_alias};
use crate::lesson::{normalise, split_icon, time};

/// Labels of a quote that defines the concept of its heading: `> **정의**: …`.
const DEFINITION: [&str; 4] = ["정의", "개념 정의", "definition", "def"];

/// Labels of a line that names a technical term.
const TECHNICAL: [&str; 5] = ["전문 용어", "기술 용어", "technical term", "jargon", "term"];

/// Labels of the line below it that explains the term in plain words.
const PLAIN: [&str; 8] = [
    "쉽게 말하면",
    "쉬운 말",
    "쉽게 말해",
    "in plain words",
    "in plain english",
    "in simple terms",
    "simply put",
    "in other words",
];

/// The meaning of a labelled line of a quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabelledLine<'t> {
    /// It defines the concept of the heading above.
    Definition(&'t str),
    /// It names a technical term.
    Technical(&'t str),
    /// It explains that term in plain words.
    Plain(&'t str),
    /// Anything else that has a label.
    Other,
}

/// Parses a line `**label**: value`, or `**label:** value`; `None` without a label.
pub fn read_line(line: &str) -> Option<LabelledLine<'_>> {
    let body = split_icon(line.trim_start_matches(['>', ' '])).1;
    let (label, rest) = body.strip_prefix("**")?.split_once("**")?;
    let (label, value) = match label.strip_suffix([':', '：']) {
        Some(label) => (label, rest),
        None => (label, rest.trim_start().strip_prefix([':', '：'])?),
    };
    let (label, value) = (normalise(label), value.trim());
    // `정의 (Terraform 공식)` names the source of the definition.
    let label = label.split(" (").next().unwrap_or_default().trim();
    Some(match label {
        _ if value.is_empty() => LabelledLine::Other,
        label if DEFINITION.contains(&label) => LabelledLine::Definition(value),
        label if TECHNICAL.contains(&label) => LabelledLine::Technical(value),
        label if PLAIN.contains(&label) => LabelledLine::Plain(value),
        _ => LabelledLine::Other,
    })
}

/// Words that number a heading: `개념 1:`, `Concept 2.`, `Step 3 -`, `1.2`.
const NUMBERING: [&str; 26] = [
    "개념",
    "핵심 개념",
    "주제",
    "단계",
    "파트",
    "패턴",
    "유형",
    "원칙",
    "방식",
    "기법",
    "방법",
    "요소",
    "concept",
    "topic",
    "step",
    "part",
    "section",
    "lesson",
    "key concept",
    "pattern",
    "principle",
    "type",
    "technique",
    "method",
    "approach",
    "strategy",
];

/// Words with which a heading introduces its subject; they are not part of its name.
const BEFORE: [&str; 6] = ["introduction to ", "intro to ", "understanding ", "what is ", "what are ", "overview of "];
const AFTER: [&str; 12] = [
    "이란 무엇인가",
    "란 무엇인가",
    "이란",
    "란",
    " 소개",
    " 개요",
    " 이해하기",
    " 이해",
    " 개념",
    " 정의",
    " overview",
    " basics",
];

/// Headings that name a part of a text rather than its subject, which is in the heading above them.
const GENERIC: [&str; 14] = [
    "개념",
    "핵심 개념",
    "정의",
    "개요",
    "소개",
    "용어",
    "이론",
    "definition",
    "overview",
    "introduction",
    "concept",
    "concepts",
    "key concepts",
    "core concepts",
];

/// The most words of a concept's name; longer headings are sentences.
const MOST_WORDS: usize = 6;

/// Tests whether a heading names a part of a text: `핵심 개념 (35분)`.
pub fn is_generic(heading: &str) -> bool {
    let name = without_length(split_icon(heading).1);
    let name = name.split(['(', '（']).next().unwrap_or(name);
    let name = name.split(" - ").next().unwrap_or(name);
    GENERIC.contains(&normalise(name).trim_end_matches([':', '.']))
}

/// Returns the term that a heading above a definition names, with its other name: `Bridge 네트워크` of
/// `🔍 개념 1: Bridge 네트워크 - 기본 연결의 이해 (12분)`.
///
/// `None` if the heading does not name exactly one thing: a comparison (`EC2 vs Lambda`), two things (`옵션과 플래그`), an
/// aspect of a thing (`물리 서버의 한계`), a sentence.
pub fn of_heading(heading: &str) -> Option<(String, Option<String>)> {
    let plain = super::plain(heading);
    let name = without_length(split_icon(&plain).1);
    let name = split_icon(without_number(name)).1;
    // The text after a dash or a colon explains the name.
    let cut = [" - ", " – ", " — ", ": ", "："].iter().filter_map(|sign| name.find(sign)).min();
    let name = without_frame(name[..cut.unwrap_or(name.len())].trim());
    let (term, alias) = split_alias(name);
    (names_one_thing(&term) && !is_generic(heading) && !part_name::is_number(&term)).then_some((term, alias))
}

fn without_length(text: &str) -> &str {
    time::split_heading(text).map_or(text, |(name, _, _)| name).trim()
}

/// Drops `개념 1:`, `Concept 2.`, `3.1` and the like from the beginning.
fn without_number(text: &str) -> &str {
    let lower = text.to_lowercase();
    // Lower case keeps the length of ASCII and Hangul, which are compared here.
    let word = NUMBERING.iter().filter(|word| lower.starts_with(*word)).map(|word| word.len()).max().unwrap_or(0);
    let Some(rest) = text.get(word..) else { return text };
    let rest = rest.trim_start();
    let number = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    if number == 0 {
        return text;
    }
    let after = rest[number..].trim_start_matches([':', '.', ')', '-', '–', '—', ' ', '：']);
    let parted = rest[..number].ends_with('.') || rest[number..].starts_with([':', ')', ' ', '：']);
    let is_unit = word == 0 && !rest[..number].contains('.') && !rest[number..].starts_with([':', ')']);
    // `3 Tier` and `2025년` begin with numbers of their own.
    if after.is_empty() || !parted || is_unit { text } else { after }
}

/// Removes the words that introduce a subject: `서버리스 컴퓨팅이란?`, `What is a Pod?`.
fn without_frame(name: &str) -> &str {
    let mut name = name.trim_end_matches(['?', '!', '.', ':']).trim();
    let lower = name.to_lowercase();
    if let Some(frame) = BEFORE.iter().find(|frame| lower.starts_with(*frame)) {
        name = name.get(frame.len()..).unwrap_or(name);
        let bare = ["a ", "an ", "the "].iter().find_map(|article| name.strip_prefix(article));
        name = bare.unwrap_or(name);
    }
    let lower = name.to_lowercase();
    match AFTER.iter().filter(|frame| lower.ends_with(*frame)).max_by_key(|frame| frame.len()) {
        Some(frame) => name.get(..name.len() - frame.len()).unwrap_or(name).trim(),
        None => name,
    }
}

/// Endings of headings that name an activity, not a thing: `네트워크 나누기`, `이름이 주소가 되기까지`.
const ACTIONS: [&str; 22] = [
    "나누기",
    "읽기",
    "쓰기",
    "만들기",
    "놓기",
    "하기",
    "되기",
    "보기",
    "찾기",
    "고르기",
    "바꾸기",
    "줄이기",
    "늘리기",
    "쌓기",
    "넣기",
    "붙이기",
    "띄우기",
    "다루기",
    "옮기기",
    "지우기",
    "기까지",
    "으려면",
];

/// Last words of headings that say what a lecture does with a subject rather than name one: `Netflix 사례`, `도구 비교`.
const LECTURES: [&str; 71] = [
    "사례",
    "비교",
    "전략",
    "로드맵",
    "구축",
    "정복",
    "트렌드",
    "동향",
    "생태계",
    "프랙티스",
    "모범사례",
    "문법",
    "명령어",
    "그룹",
    "방법",
    "계획",
    "원리",
    "장점",
    "단점",
    "장단점",
    "특징",
    "종류",
    "필요성",
    "중요성",
    "배경",
    "역사",
    "미래",
    "전망",
    "차이",
    "차이점",
    "예시",
    "예제",
    "정리",
    "요약",
    "도입",
    "체크리스트",
    "가이드",
    "팁",
    "기초",
    "심화",
    "흐름",
    "절차",
    "순서",
    "고려사항",
    "시나리오",
    "한계",
    "문제점",
    "활용",
    "적용",
    "선택",
    "설치",
    "설정",
    "실습",
    "가치",
    "소개",
    "practices",
    "comparison",
    "comparisons",
    "strategy",
    "strategies",
    "roadmap",
    "examples",
    "trends",
    "tips",
    "checklist",
    "guide",
    "tutorial",
    "history",
    "benefits",
    "commands",
    "study",
];

/// Last words that name a part of a subject in longer headings: `이미지 레이어 구조`, but `자료 구조`.
const ASPECTS: [&str; 9] = ["구조", "구성", "최적화", "분리", "과정", "아키텍처", "동작", "syntax", "structure"];

/// First words of headings that say how a lecture treats its subject: `실전 3-Tier 아키텍처`, `2025년 DevOps`.
const TREATMENTS: [&str; 12] =
    ["실전", "실무", "현재", "최신", "다양한", "주요", "기본", "고급", "효율적인", "practical", "advanced", "modern"];

/// Tests whether a heading names a lecture on a subject rather than the subject.
fn names_lecture(words: &[&str]) -> bool {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    let (first, last) = (first.to_lowercase(), last.to_lowercase());
    let is_year = |word: &str| word.strip_suffix('년').unwrap_or(word).parse::<u16>().is_ok_and(|year| year > 1900);
    let more = words.len();
    (more > 1 && (LECTURES.contains(&last.as_str()) || TREATMENTS.contains(&first.as_str())))
        || (more > 2 && ASPECTS.contains(&last.as_str()))
        || is_year(&first)
}

fn names_one_thing(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let joins = |word: &str| {
        matches!(
            word.to_lowercase().as_str(),
            "vs" | "vs." | "and" | "or" | "및" | "또는" | "대" | "of" | "&" | "와" | "과" | "랑"
        )
    };
    let question =
        |word: &str| matches!(word.to_lowercase().as_str(), "why" | "how" | "when" | "where" | "왜" | "어떻게");
    // `옵션과 플래그`, `서버의 한계`: a particle in the middle makes it two things, or something of one.
    let linked = |word: &str| word.chars().count() > 2 && word.ends_with(['와', '과', '의', '을', '를']);
    let inner = words.len().saturating_sub(1);
    let is_action = words.len() > 1 && ACTIONS.iter().any(|action| name.ends_with(action));
    (1..=MOST_WORDS).contains(&words.len())
        && !is_action
        && !names_lecture(&words)
        && name.chars().any(char::is_alphabetic)
        && !name.contains([',', '→', '?', '!', '+'])
        && !is_generic(name)
        && !words.iter().any(|word| joins(word) || question(word))
        && !words[..inner].iter().any(|word| linked(word))
}

/// Headings of the column of terms in a table.
const TERM_COLUMNS: [&str; 5] = ["용어", "핵심 용어", "term", "terms", "key term"];

/// Further ones within keyword sections: elsewhere such tables list the reserved words of a language.
const KEYWORD_COLUMNS: [&str; 4] = ["키워드", "단어", "keyword", "word"];

/// Headings of the column of definitions.
const DEFINITION_COLUMNS: [&str; 8] =
    ["설명", "정의", "뜻", "의미", "definition", "description", "meaning", "explanation"];

/// Returns the column of definitions in a table of terms, whose first column holds the terms. `in_keywords` says whether it
/// stands in a keyword section.
pub fn definition_column<'c>(header: impl IntoIterator<Item = &'c str>, in_keywords: bool) -> Option<usize> {
    let mut cells = header.into_iter().map(|cell| normalise(split_icon(cell).1));
    let is_term = |name: &str| TERM_COLUMNS.contains(&name) || (in_keywords && KEYWORD_COLUMNS.contains(&name));
    cells.next().filter(|first| is_term(first))?;
    cells.position(|cell| DEFINITION_COLUMNS.contains(&cell.as_str())).map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn concepts_of_headings() {
        let term = |heading: &str| of_heading(heading).map(|(term, alias)| (term, alias.unwrap_or_default()));
        let check = |heading: &str, name: &str, alias: &str| {
            assert_eq!(term(heading), Some((name.to_owned(), alias.to_owned())), "{heading}");
        };
        check("🔍 개념 1: Bridge 네트워크 - 기본 연결 (12분)", "Bridge 네트워크", "");
        check("개념 2: EFS (Elastic File System) (12분)", "EFS", "Elastic File System");
        check("서버리스 컴퓨팅이란?", "서버리스 컴퓨팅", "");
        check("What is a Pod?", "Pod", "");
        check("Concept 3: Docker Compose overview", "Docker Compose", "");
        check("1.2 Load Balancer", "Load Balancer", "");
        check("3-Tier 아키텍처", "3-Tier 아키텍처", "");
        check("패턴 2: API Gateway", "API Gateway", "");
        check("🏗️ 패턴 3: 서킷 브레이커 (Circuit Breaker) - 장애 막기", "서킷 브레이커", "Circuit Breaker");
        check("자료 구조", "자료 구조", "");
        check("전략 패턴", "전략 패턴", "");
        check("`kubectl`", "kubectl", "");
        for heading in [
            "EC2 vs Lambda 선택",
            "개념 3: 옵션과 플래그",
            "물리 서버의 한계",
            "네트워크 나누기",
            "이름이 주소가 되기까지",
            "핵심 개념 (35분)",
            "Why containers matter",
            "Pods and Nodes",
            "🎉",
            "Netflix 사례",
            "Docker 네트워킹 완전 정복",
            "2025년 최신 DevOps 트렌드",
            "실전 3-Tier 아키텍처",
            "이미지 레이어 구조",
            "Dockerfile 베스트 프랙티스",
            "Container best practices",
            "사례 1: Netflix",
            "Week 1",
            "패턴 2",
        ] {
            assert_eq!(term(heading), None, "{heading}");
        }
        assert!(is_generic("📖 핵심 개념 (35분 - 체계적 지식 구축)"));
    }

    #[test]
    fn labelled_lines() {
        assert_eq!(read_line("> **정의**: 뜻"), Some(LabelledLine::Definition("뜻")));
        assert_eq!(read_line("**Definition (ISO):** x"), Some(LabelledLine::Definition("x")));
        assert_eq!(read_line("> **전문 용어**: Pod"), Some(LabelledLine::Technical("Pod")));
        assert_eq!(read_line("🟢 **쉽게 말하면**: 묶음"), Some(LabelledLine::Plain("묶음")));
        assert_eq!(read_line("**목표**: 이해"), Some(LabelledLine::Other));
        assert_eq!(read_line("그냥 글"), None);
    }

    #[test]
    fn tables_of_terms() {
        assert_eq!(definition_column(["용어", "설명"], false), Some(1));
        assert_eq!(definition_column(["Term", "Example", "Meaning"], false), Some(2));
        assert_eq!(definition_column(["항목", "설명"], true), None);
        assert_eq!(definition_column(["키워드", "설명"], true), Some(1));
        assert_eq!(definition_column(["키워드", "설명"], false), None, "reserved words of a language");
    }
}
