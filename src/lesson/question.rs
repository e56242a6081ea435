//! Turns the words of a self-check section (`이해도 체크 질문`, `Check your understanding`) into questions and answers.

use serde::{Deserialize, Serialize};

use super::{normalise, split_icon};
use crate::language::is_alphanumeric;
use crate::source::{SignSearch, Span};

/// A question that learners ask themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The span of the question without number and quotation marks: Markdown.
    pub text: Span,
    /// The span of its answer, if the author gave one: Markdown.
    pub answer: Option<Span>,
    /// The id of the heading above it.
    pub section: Option<String>,
    /// 1-based line.
    pub line: usize,
}

/// Words that make a heading or a bold label open a list of questions.
const SECTIONS: [&str; 26] = [
    "이해도 체크",
    "이해도 점검",
    "이해도 확인",
    "확인 질문",
    "체크 질문",
    "점검 질문",
    "복습 질문",
    "확인 문제",
    "복습 문제",
    "자가 점검",
    "자가 진단",
    "스스로 점검",
    "셀프 체크",
    "퀴즈",
    "check your understanding",
    "check your knowledge",
    "test your understanding",
    "test yourself",
    "self-check",
    "self check",
    "self-test",
    "review questions",
    "comprehension check",
    "comprehension questions",
    "knowledge check",
    "quiz",
];

/// The first words of [`SECTIONS`].
static FIRST_WORDS: SignSearch = SignSearch::ignoring_case(&[
    "이해도",
    "확인",
    "체크",
    "점검",
    "복습",
    "자가",
    "스스로",
    "셀프",
    "퀴즈",
    "check",
    "test",
    "self",
    "review",
    "comprehension",
    "knowledge",
    "quiz",
]);

/// Further words that a heading of questions may hold beside those of [`SECTIONS`].
const MAX_FURTHER_WORDS: usize = 3;

/// Words before an answer: `A:`, `**답**:`, `정답 1:`.
const ANSWERS: [&str; 9] = ["a", "답", "정답", "해답", "답변", "모범 답안", "answer", "solution", "ans"];

/// Words before a question: `Q1.`, `질문 2:`.
const QUESTIONS: [&str; 4] = ["q", "질문", "문제", "question"];

/// Endings of a request to explain something in Korean; English ones are recognised by their first word.
const REQUEST_ENDINGS: [&str; 6] = ["보세요", "하세요", "하시오", "해보자", "보시오", "하라"];
const REQUEST_WORDS: [&str; 9] =
    ["explain", "describe", "compare", "name", "list", "define", "give", "state", "distinguish"];

/// Tests whether a heading or label opens a list of questions: `💡 이해도 체크 질문`, `Quiz (5 min)`.
pub fn is_question_heading(text: &str) -> bool {
    // Fast path: every heading and label of a course is tested, and hardly any holds a first word of the names.
    if !FIRST_WORDS.may_be_in(text) {
        return false;
    }
    let text = split_icon(text).1;
    let text = normalise(text.split('(').next().unwrap_or(text));
    let text = text.trim_end_matches([':', '：', '.', '?']);
    word_starts(text).any(|at| {
        let (before, rest) = text.split_at(at);
        SECTIONS.iter().filter_map(|name| rest.strip_prefix(name)).any(|after| {
            !after.starts_with(is_alphanumeric)
                && before.split_whitespace().count() + after.split_whitespace().count() <= MAX_FURTHER_WORDS
        })
    })
}

/// Returns the offsets at which words may begin in a text: after anything but letters and digits. Looking for names only
/// there is ten times as fast as in the whole text, and every heading and label of a course is tested.
fn word_starts(text: &str) -> impl Iterator<Item = usize> {
    let mut inside = false;
    text.char_indices().filter_map(move |(at, c)| {
        let starts = !inside;
        inside = is_alphanumeric(c);
        starts.then_some(at)
    })
}

/// A question with the answer that its paragraph may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParsedQuestion {
    /// The question.
    pub text: Span,
    /// The answer.
    pub answer: Option<Span>,
    /// Whether it reads as a question: it ends in a question mark, asks to explain something, or is marked as one.
    pub is_plain: bool,
}

/// Parses a paragraph: the question, and its answer if a line of the paragraph begins one.
///
/// `offset` is the paragraph's offset in the text. `None` if there is no question, as in an answer.
pub fn read_paragraph(paragraph: &str, offset: usize) -> Option<ParsedQuestion> {
    let mut at = 0;
    let mut answer = None;
    for line in paragraph.split_inclusive('\n') {
        if let Some(found) = answer_in(&paragraph[at..]) {
            answer = Some((at, at + found));
            break;
        }
        at += line.len();
    }
    let question = &paragraph[..answer.map_or(paragraph.len(), |(line, _)| line)];
    let (inner, is_marked) = bare_question(question);
    if inner.is_empty() {
        return None;
    }
    Some(ParsedQuestion {
        text: Span::of_slice(paragraph, inner)?.shifted(offset),
        answer: answer.map(|(_, start)| trimmed(paragraph, Span::new(start, paragraph.len()), offset)),
        is_plain: is_marked || reads_as_question(inner),
    })
}

/// Returns the offset of the answer in a text that opens with a word for it: after `A:`, `**정답**:`, `Answer 2:`.
pub fn answer_in(text: &str) -> Option<usize> {
    let body = split_icon(text).1;
    let rest = after_marker(body, &ANSWERS)?;
    (!rest.trim().is_empty()).then(|| text.len() - rest.trim_start().len())
}

/// Returns the answer in the `<details>` that opens at `start`, without the summary; the search ends at `until`.
pub fn inside_details(text: &str, start: usize, until: usize) -> Option<Span> {
    let body = text.get(start..until)?;
    let lower = body.to_ascii_lowercase();
    if !lower.trim_start().starts_with("<details") {
        return None;
    }
    let close = lower.find("</details>")?;
    let open =
        lower[..close].find("</summary>").map_or_else(|| lower.find('>').map(|at| at + 1), |at| Some(at + 10))?;
    let inner = trimmed(text, Span::new(start + open, start + close), 0);
    (inner.start < inner.end).then_some(inner)
}

/// Returns a span without white space at its ends, moved by `offset`.
fn trimmed(text: &str, span: Span, offset: usize) -> Span {
    let inner = &text[span.start..span.end];
    let start = span.start + (inner.len() - inner.trim_start().len());
    Span::new(offset + start, offset + (start + inner.trim().len()))
}

/// Returns a question without its emoji, number and quotation marks, and whether it was marked as one (`Q1.`).
fn bare_question(text: &str) -> (&str, bool) {
    let mut inner = split_icon(text.trim()).1.trim();
    let mut is_marked = false;
    if let Some(rest) = after_marker(inner, &QUESTIONS) {
        // `**Q1: Why?**`: the closing mark belongs to the marker.
        let closes = rest.matches("**").count() % 2 == 1;
        inner = rest.trim();
        inner = inner.strip_suffix("**").filter(|_| closes).unwrap_or(inner).trim();
        is_marked = true;
    }
    for (open, close) in [("**", "**"), ("\"", "\""), ("“", "”"), ("「", "」"), ("'", "'"), ("‘", "’")] {
        let stripped = inner.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        if let Some(stripped) = stripped.filter(|rest| !rest.contains(open)) {
            inner = stripped.trim();
        }
    }
    if let Some(rest) = after_marker(inner, &QUESTIONS) {
        return (rest.trim(), true);
    }
    (inner, is_marked)
}

/// Returns the text after one of some words with an optional number, bold or not, and a colon, point or bracket.
fn after_marker<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    let (bold, body) = match text.strip_prefix("**") {
        Some(body) => (true, body),
        None => (false, text),
    };
    let word = words.iter().filter(|word| body.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)));
    let word = word.max_by_key(|word| word.len())?;
    let rest = body[word.len()..].trim_start_matches([' ', '#']);
    let numbered = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let has_number = numbered.len() < rest.len();
    let (rest, closed) = match numbered.strip_prefix("**").filter(|_| bold) {
        Some(rest) => (rest, true),
        None => (numbered, false),
    };
    // `A.` without a number may be one of four choices or an initial.
    let signs: &[char] = if has_number { &[':', '：', '.', ')'] } else { &[':', '：'] };
    let rest = rest.strip_prefix(signs)?;
    Some(if bold && !closed { rest.strip_prefix("**").unwrap_or(rest) } else { rest })
}

/// Tests whether a text asks something.
fn reads_as_question(text: &str) -> bool {
    let end = text.trim_end_matches(['*', '_', '"', '”', ')', ' ']);
    let first = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    let request = end.trim_end_matches(['.', '!']);
    end.ends_with(['?', '？'])
        || REQUEST_ENDINGS.iter().any(|ending| request.ends_with(ending))
        || REQUEST_WORDS.contains(&first.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_holds_a_first_word() {
        assert!(SECTIONS.iter().all(|name| FIRST_WORDS.may_be_in(name)));
    }

    #[test]
    fn headings() {
        for heading in [
            "💡 이해도 체크 질문",
            "이해도 체크 질문 (5분)",
            "확인 질문",
            "Check your understanding",
            "Self-check",
            "Review Questions:",
            "오늘의 퀴즈",
            "Session 2 Quiz",
            "Quizlet quiz",
        ] {
            assert!(is_question_heading(heading), "{heading}");
        }
        for heading in ["회고 질문", "실습 체크포인트", "Quizlet setup", "설정 확인", "질문 해결"] {
            assert!(!is_question_heading(heading), "{heading}");
        }
    }

    fn read(text: &str) -> Option<(&str, Option<&str>, bool)> {
        let asked = read_paragraph(text, 0)?;
        Some((
            &text[asked.text.start..asked.text.end],
            asked.answer.map(|answer| &text[answer.start..answer.end]),
            asked.is_plain,
        ))
    }

    #[test]
    fn questions_without_their_marks() {
        assert_eq!(read("✅ \"왜 나누나요?\""), Some(("왜 나누나요?", None, true)));
        assert_eq!(read("**Q1.** What is a pod?"), Some(("What is a pod?", None, true)));
        assert_eq!(read("**Q2: What is a pod?**"), Some(("What is a pod?", None, true)));
        assert_eq!(read("질문 3: 무엇인가"), Some(("무엇인가", None, true)));
        assert_eq!(read("두 방식을 비교해 보세요."), Some(("두 방식을 비교해 보세요.", None, true)));
        assert_eq!(read("Explain `chroot`."), Some(("Explain `chroot`.", None, true)));
        assert_eq!(read("개념을 이해했다"), Some(("개념을 이해했다", None, false)));
        assert_eq!(read("\"A\"와 \"B\"의 차이는?"), Some(("\"A\"와 \"B\"의 차이는?", None, true)));
    }

    #[test]
    fn answers_in_the_same_paragraph() {
        assert_eq!(read("Why?\nA: because"), Some(("Why?", Some("because"), true)));
        assert_eq!(read("왜?\n**정답**: 그래서\n그렇다"), Some(("왜?", Some("그래서\n그렇다"), true)));
        assert_eq!(read("A: only an answer"), None);
        // A line that begins with the article `A` is not an answer.
        assert_eq!(read("Which one?\nA pod or a node?"), Some(("Which one?\nA pod or a node?", None, true)));
        assert_eq!(read("고르세요?\nA. 하나\nB. 둘"), Some(("고르세요?\nA. 하나\nB. 둘", None, false)));
    }

    #[test]
    fn answers_behind_a_summary() {
        let text = "<details><summary>답</summary>\n\n그래서 *그렇다*\n\n</details>\n";
        let span = inside_details(text, 0, text.len()).unwrap();
        assert_eq!(&text[span.start..span.end], "그래서 *그렇다*");
        assert_eq!(inside_details("<div>\n</div>", 0, 12), None);
        assert_eq!(inside_details("<details><summary>x</summary></details>", 0, 39), None);
    }
}
