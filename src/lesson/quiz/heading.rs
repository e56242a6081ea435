//! Tests whether a heading opens a quiz, and whether it is a question itself (`### Q1. Why?`).

use crate::language::is_alphanumeric;
use crate::lesson::question::is_question_heading;
use crate::lesson::{normalise, split_icon};
use crate::source::SignSearch;

/// A heading with a meaning for quizzes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuizHeading {
    /// It opens a quiz: a task list below a question holds the options of the question.
    Quiz,
    /// It opens a list of self-checks, in which task lists are tasks of readers.
    SelfCheck,
    /// It is a question.
    Question,
}

/// Headings of quizzes beside those of lists of questions, as whole texts apart from numbers.
const NAMES: [&str; 24] = [
    "문제",
    "문제 풀기",
    "문제 풀이",
    "연습 문제",
    "연습문제",
    "확인문제",
    "복습문제",
    "형성 평가",
    "형성평가",
    "단원 평가",
    "단원평가",
    "쪽지 시험",
    "check yourself",
    "check your learning",
    "review",
    "questions",
    "practice questions",
    "exam questions",
    "self-assessment quiz",
    "test your knowledge",
    "multiple choice",
    "multiple choice questions",
    "multiple-choice questions",
    "mcq",
];

/// Words of lists of questions that readers tick off when they can answer them.
const SELF_CHECKS: [&str; 14] = [
    "이해도",
    "자가",
    "스스로",
    "셀프",
    "점검",
    "체크",
    "확인 질문",
    "복습 질문",
    "self-check",
    "self check",
    "self-test",
    "comprehension",
    "check your understanding",
    "review questions",
];

/// The words of quizzes that outweigh [`SELF_CHECKS`]: `이해도 체크 퀴즈`.
static QUIZ_WORDS: SignSearch = SignSearch::ignoring_case(&["퀴즈", "문제", "quiz"]);

/// Words that a question may begin with, before its number.
const QUESTION_WORDS: [&str; 5] = ["question", "문제", "질문", "문항", "q"];

/// Returns the meaning of a heading for quizzes, if it has one.
pub fn quiz_heading(text: &str) -> Option<QuizHeading> {
    let bare = split_icon(text).1.trim();
    if is_numbered_question(bare) {
        return Some(QuizHeading::Question);
    }
    if is_question_heading(bare) {
        let text = normalise(bare);
        let is_self_check = SELF_CHECKS.iter().any(|word| text.contains(word)) && !QUIZ_WORDS.may_be_in(&text);
        let is_check = text.contains("check your understanding") || text.contains("review questions");
        return Some(if is_self_check && !is_check { QuizHeading::SelfCheck } else { QuizHeading::Quiz });
    }
    // Fast path: no name is that long.
    if bare.len() > 60 {
        return None;
    }
    let text = normalise(bare.split('(').next().unwrap_or(bare));
    let text = text.trim_end_matches(|c: char| !is_alphanumeric(c) || c.is_ascii_digit()).trim_end();
    let text = text.trim_start_matches(|c: char| !is_alphanumeric(c) || c.is_ascii_digit());
    NAMES.contains(&text).then_some(QuizHeading::Quiz)
}

/// Tests whether a text opens with a number of a question: `Q1.`, `Question 3:`, `문제 2)`, or is a numbered question: `3. Why?`.
pub fn is_numbered_question(text: &str) -> bool {
    let text = text.trim().trim_start_matches(['*', '_']);
    let after_word = QUESTION_WORDS.iter().find_map(|word| {
        let start = text.get(..word.len())?;
        start.eq_ignore_ascii_case(word).then(|| text[word.len()..].trim_start_matches([' ', '#']))
    });
    let body = after_word.unwrap_or(text);
    let rest = body.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() == body.len() {
        return false;
    }
    let Some(rest) = rest.strip_prefix(['.', ':', ')', '：']) else { return false };
    let rest = rest.trim_matches(['*', '_', ' ']);
    !rest.is_empty() && rest.starts_with(|c: char| !c.is_ascii_digit()) && (after_word.is_some() || is_asking(rest))
}

/// Tests whether a text ends as a question or a request to choose does.
pub fn is_asking(text: &str) -> bool {
    const ENDINGS: [&str; 16] = [
        "?",
        "？",
        "고르시오",
        "고르세요",
        "고르라",
        "쓰시오",
        "쓰세요",
        "것은",
        "채우시오",
        "채우세요",
        "연결하세요",
        "연결하시오",
        "나열하세요",
        "나열하시오",
        "배열하세요",
        "배열하시오",
    ];
    let text = text.trim();
    let text = match text.rfind('(') {
        Some(at) if text.ends_with(')') => text[..at].trim_end(),
        _ => text,
    };
    let end = text.trim_end_matches(['*', '_', '"', '”', ')', ' ', '.', ':', '…']);
    ENDINGS.iter().any(|ending| end.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_quizzes() {
        for text in [
            "퀴즈",
            "🧠 퀴즈 (5분)",
            "확인 문제",
            "문제",
            "문제 2",
            "Quiz",
            "Check yourself",
            "Review",
            "Knowledge Check",
            "Review questions:",
            "이해도 체크 퀴즈",
        ] {
            assert_eq!(quiz_heading(text), Some(QuizHeading::Quiz), "{text}");
        }
        for text in ["💡 이해도 체크 질문", "Self-check", "자가 점검"] {
            assert_eq!(quiz_heading(text), Some(QuizHeading::SelfCheck), "{text}");
        }
        for text in ["Q1. What is it?", "#### 3. What's the output?", "문제 2: 무엇인가", "Question 4) Choose"] {
            let text = text.trim_start_matches(['#', ' ']);
            assert_eq!(quiz_heading(text), Some(QuizHeading::Question), "{text}");
        }
        for text in [
            "문제 해결",
            "1. 소개",
            "Review of Docker",
            "일반적인 문제들",
            "Quizlet setup",
            "2.1 What is it?",
            "Q&A",
            "Questions about billing",
        ] {
            assert_eq!(quiz_heading(text), None, "{text}");
        }
    }
}
