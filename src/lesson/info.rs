//! Turns a session's info block (lines such as `**시간**: 10:00-10:50 (50분)`) into facts.

use serde::{Deserialize, Serialize};

use super::normalise;
use super::time::{self, Range};
use crate::source::Span;

/// The info block of a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InfoBlock {
    /// The heading's id, so that links to it still work.
    pub id: Option<String>,
    /// The 1-based lines of the block, from its first paragraph or list to the last.
    pub lines: (usize, usize),
    /// The line of the heading, if its section contains only facts and the heading is removed with them.
    pub heading_line: Option<usize>,
    /// The facts, in the author's order.
    pub facts: Vec<Fact>,
    /// The time of the session.
    pub range: Option<Range>,
    /// The length in minutes.
    pub minutes: Option<u32>,
}

/// One line of an info block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// The subject.
    pub key: FactKey,
    /// The author's label.
    pub label: String,
    /// The span of its value: Markdown.
    pub value: Span,
}

/// The subject of an info line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FactKey {
    /// Time and length.
    Time,
    /// Objective.
    Objective,
    /// Method.
    Method,
    /// Cost.
    Cost,
    /// Difficulty.
    Level,
    /// Prerequisites.
    Prerequisites,
    /// Deliverables.
    Deliverable,
    /// Environment.
    Environment,
    /// Any other.
    Other,
}

impl FactKey {
    /// Returns the key's name in templates.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::Objective => "objective",
            Self::Method => "method",
            Self::Cost => "cost",
            Self::Level => "level",
            Self::Prerequisites => "prerequisites",
            Self::Deliverable => "deliverable",
            Self::Environment => "environment",
            Self::Other => "other",
        }
    }

    /// Returns the subject of a label.
    pub fn of_label(label: &str) -> Self {
        let label = normalise(super::split_icon(label).1);
        LABELS.iter().find(|(text, _)| *text == label).map_or(Self::Other, |&(_, key)| key)
    }
}

/// The labels of the census, and their equivalents in English courses.
const LABELS: [(&str, FactKey); 44] = [
    ("시간", FactKey::Time),
    ("소요 시간", FactKey::Time),
    ("예상 시간", FactKey::Time),
    ("예상 소요 시간", FactKey::Time),
    ("일시", FactKey::Time),
    ("time", FactKey::Time),
    ("duration", FactKey::Time),
    ("estimated time", FactKey::Time),
    ("when", FactKey::Time),
    ("length", FactKey::Time),
    ("목표", FactKey::Objective),
    ("학습 목표", FactKey::Objective),
    ("objective", FactKey::Objective),
    ("objectives", FactKey::Objective),
    ("goal", FactKey::Objective),
    ("goals", FactKey::Objective),
    ("방식", FactKey::Method),
    ("진행 방식", FactKey::Method),
    ("방법", FactKey::Method),
    ("method", FactKey::Method),
    ("format", FactKey::Method),
    ("예상 비용", FactKey::Cost),
    ("비용", FactKey::Cost),
    ("cost", FactKey::Cost),
    ("estimated cost", FactKey::Cost),
    ("난이도", FactKey::Level),
    ("수준", FactKey::Level),
    ("level", FactKey::Level),
    ("difficulty", FactKey::Level),
    ("사전 준비", FactKey::Prerequisites),
    ("전제조건", FactKey::Prerequisites),
    ("선수 지식", FactKey::Prerequisites),
    ("준비물", FactKey::Prerequisites),
    ("prerequisites", FactKey::Prerequisites),
    ("prerequisite", FactKey::Prerequisites),
    ("requirements", FactKey::Prerequisites),
    ("산출물", FactKey::Deliverable),
    ("제출물", FactKey::Deliverable),
    ("deliverable", FactKey::Deliverable),
    ("deliverables", FactKey::Deliverable),
    ("실습 환경", FactKey::Environment),
    ("작업 위치", FactKey::Environment),
    ("환경", FactKey::Environment),
    ("environment", FactKey::Environment),
];

/// The words before `정보` or `info` in the heading of an info block.
const SUBJECTS: [&str; 16] = [
    "세션",
    "실습",
    "lab",
    "session",
    "challenge",
    "demo",
    "강의",
    "수업",
    "챌린지",
    "핸즈온",
    "hands-on",
    "lecture",
    "lesson",
    "class",
    "랩",
    "과제",
];

/// Tests whether a heading (without its emoji) opens an info block.
pub fn is_info_heading(text: &str, further: &[String]) -> bool {
    let text = normalise(text);
    if further.contains(&text) {
        return true;
    }
    let Some((subject, noun)) = text.rsplit_once(' ') else { return false };
    matches!(noun, "정보" | "info" | "information" | "details" | "개요") && SUBJECTS.contains(&subject)
}

/// Reads one line of the text: `**label**: value`, `**label:** value`, with or without a list marker before it.
///
/// `offset` is the line's place in the text.
pub fn read_line(line: &str, offset: usize) -> Option<Fact> {
    let trimmed = line.trim_end().trim_end_matches('\\').trim_end();
    let body = trimmed.trim_start();
    let body = ["- ", "* ", "+ "].into_iter().find_map(|marker| body.strip_prefix(marker)).unwrap_or(body).trim_start();
    // `- ⏰ **시간**: …` is common where authors decorate.
    let body = super::split_icon(body).1;
    let marker = ["**", "__"].into_iter().find(|marker| body.starts_with(marker))?;
    let (label, rest) = body[2..].split_once(marker)?;
    let (label, value) = match label.strip_suffix([':', '：']) {
        Some(label) => (label, rest),
        None => (label, rest.trim_start().strip_prefix([':', '：'])?),
    };
    let value = value.trim_start();
    if label.trim().is_empty() || value.is_empty() || label.chars().count() > MAX_LABEL {
        return None;
    }
    let start = offset + (trimmed.len() - value.len());
    let label = label.trim().to_owned();
    Some(Fact { key: FactKey::of_label(&label), label, value: Span::new(start, start + value.len()) })
}

/// A bold text longer than this is a sentence, not a label (the longest of the census has 5 characters).
const MAX_LABEL: usize = 20;

/// Makes an info block from its lines.
pub fn block(text: &str, facts: Vec<Fact>, lines: (usize, usize)) -> InfoBlock {
    let time = facts.iter().find(|fact| fact.key == FactKey::Time).map(|fact| &text[fact.value.start..fact.value.end]);
    let range = time.and_then(time::find_range);
    // `10:00-11:00 + 11:10-12:00 (110분)`: with several ranges the stated length counts, and the range is unknown.
    let several = time.is_some_and(|text| text.matches(':').count() > 2);
    let minutes = time
        .and_then(|text| time::length(text).or_else(|| time::split_heading(text).map(|(_, minutes, _)| minutes)))
        .or_else(|| range.map(Range::minutes));
    InfoBlock { id: None, lines, heading_line: None, facts, range: range.filter(|_| !several), minutes }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_both_languages() {
        for heading in ["세션 정보", "실습 정보", "Lab 정보", "Session Info", "Challenge 정보", "Lesson details"]
        {
            assert!(is_info_heading(heading, &[]), "{heading}");
        }
        assert!(!is_info_heading("시스템 정보", &[]));
        assert!(is_info_heading("한눈에 보기", &["한눈에 보기".to_owned()]));
    }

    #[test]
    fn lines() {
        let check = |line: &str, key, label: &str, value: &str| {
            let fact = read_line(line, 0).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((fact.key, fact.label.as_str(), &line[fact.value.start..fact.value.end]), (key, label, value));
        };
        check("**시간**: 10:00-10:50 (50분)  ", FactKey::Time, "시간", "10:00-10:50 (50분)");
        check("- **목표**: `kubectl` 익히기", FactKey::Objective, "목표", "`kubectl` 익히기");
        check("**Duration:** 45 min\\", FactKey::Time, "Duration", "45 min");
        check("**강사**: 홍길동", FactKey::Other, "강사", "홍길동");
        assert_eq!(read_line("**굵은 글씨** 뒤의 문장", 0), None);
        assert_eq!(read_line("그냥 문장: 값", 0), None);
    }

    #[test]
    fn minutes_and_range() {
        let text = "**시간**: 10:00-10:50 (45분, 5분 단축)";
        let block = block(text, vec![read_line(text, 0).unwrap()], (1, 1));
        assert_eq!((block.minutes, block.range.unwrap().minutes()), (Some(45), 50));
    }
}
