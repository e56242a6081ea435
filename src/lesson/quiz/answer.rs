//! Reads the words that open an answer or an explanation (`**정답**: B`, `Explanation:`), and answers of true or false.

use crate::lesson::split_icon;

/// Words before an answer.
const ANSWERS: [&str; 27] = [
    "정답",
    "답",
    "해답",
    "답안",
    "모범 답안",
    "correct answer",
    "correct answers",
    "right answer",
    "the answer is",
    "answers",
    "answer",
    "ans",
    "solution",
    "antwort",
    "lösung",
    "respuesta",
    "réponse",
    "resposta",
    "risposta",
    "ответ",
    "відповідь",
    "đáp án",
    "答え",
    "正解",
    "解答",
    "答案",
    "正确答案",
];

/// Words before an explanation.
const EXPLANATIONS: [&str; 19] = [
    "해설",
    "설명",
    "풀이",
    "이유",
    "explanation",
    "explanations",
    "why",
    "reason",
    "rationale",
    "because",
    "feedback",
    "erklärung",
    "explicación",
    "explication",
    "explicação",
    "giải thích",
    "解説",
    "解析",
    "解释",
];

/// Words in the summary of a fold that holds an answer.
const SUMMARIES: [&str; 21] = [
    "정답",
    "답",
    "해답",
    "해설",
    "풀이",
    "보기",
    "answer",
    "solution",
    "explanation",
    "reveal",
    "show",
    "click",
    "respuesta",
    "antwort",
    "lösung",
    "réponse",
    "resposta",
    "risposta",
    "ответ",
    "đáp án",
    "答",
];

/// The most letters of a summary of a fold that holds an answer.
const MAX_SUMMARY: usize = 60;

/// Returns the length of the words that open an answer, with the colon and the space after it.
pub fn answer_length(text: &str) -> Option<usize> {
    opening(text, &ANSWERS)
}

/// Returns the length of the words that open an explanation.
pub fn explanation_length(text: &str) -> Option<usize> {
    opening(text, &EXPLANATIONS)
}

/// Tests whether the summary of a fold announces an answer.
pub fn is_answer_summary(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    text.chars().count() <= MAX_SUMMARY && SUMMARIES.iter().any(|word| text.contains(word))
}

/// Returns the length of one of some words, an optional number, a colon and the space after it, at the start of a plain text.
fn opening(text: &str, words: &[&str]) -> Option<usize> {
    let body = split_icon(text).1;
    let found = words.iter().filter(|word| body.get(..word.len()).is_some_and(|start| start.to_lowercase() == **word));
    let word = found.max_by_key(|word| word.len())?;
    let rest = body[word.len()..].trim_start_matches([' ', '#']);
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
    let rest = match rest.strip_prefix([':', '：']) {
        Some(rest) => rest,
        None if *word == "the answer is" => rest,
        None => return None,
    };
    Some(text.len() - rest.trim_start().len())
}

/// Returns the truth that an answer states: `O`, `X`, `참`, `False`.
pub fn truth(answer: &str) -> Option<(bool, &str)> {
    const TRUE: [&str; 13] = ["o", "○", "⭕", "참", "맞다", "맞음", "옳다", "그렇다", "true", "t", "yes", "예", "네"];
    const FALSE: [&str; 13] =
        ["x", "×", "❌", "✕", "거짓", "틀리다", "틀림", "아니다", "아니오", "아니요", "false", "f", "no"];
    let text = answer.trim();
    let end = text.find(|c: char| matches!(c, '.' | ',' | '(' | ':' | '-' | '–' | '—') || c.is_whitespace());
    let (word, rest) = text.split_at(end.unwrap_or(text.len()));
    let word = word.trim_end_matches('\u{fe0f}').to_lowercase();
    let tail = rest.trim_start();
    let after = tail.trim_start_matches(['.', ',', ':', '-', '–', '—']).trim_start();
    // `No idea` is no answer of that kind: a sign must be between.
    let is_end = tail.is_empty() || tail.len() > after.len() || tail.starts_with('(');
    let value = if TRUE.contains(&&*word) {
        true
    } else if FALSE.contains(&&*word) {
        false
    } else {
        return None;
    };
    is_end.then_some((value, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_open() {
        let rest = |text: &'static str| answer_length(text).map(|length| &text[length..]);
        assert_eq!(rest("정답: B"), Some("B"));
        assert_eq!(rest("✅ Answer 3: C"), Some("C"));
        assert_eq!(rest("Correct answer: A"), Some("A"));
        assert_eq!(rest("답 서울"), None);
        assert_eq!(rest("답변: 서울"), None);
        assert_eq!(explanation_length("해설: x"), Some("해설: ".len()));
        assert!(is_answer_summary("정답 보기") && is_answer_summary("Click to reveal") && !is_answer_summary("Logs"));
    }

    #[test]
    fn truths() {
        assert_eq!(truth("O"), Some((true, "")));
        assert_eq!(truth("거짓. 커널은 하나다"), Some((false, "커널은 하나다")));
        assert_eq!(truth("False (why)"), Some((false, "(why)")));
        assert_eq!(truth("No idea"), None);
        assert_eq!(truth("object"), None);
    }
}
