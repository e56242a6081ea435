//! Tests whether a name only numbers a part of a course or compares two things, so that no text can define it.

use crate::lesson::normalise;

/// Words before the number of a part: `Week 1`, `패턴 2`, `Option A`.
const BEFORE: [&str; 65] = [
    "week",
    "day",
    "session",
    "lab",
    "step",
    "phase",
    "stage",
    "part",
    "chapter",
    "section",
    "lesson",
    "module",
    "unit",
    "lecture",
    "exercise",
    "task",
    "question",
    "example",
    "pattern",
    "case",
    "case study",
    "option",
    "level",
    "round",
    "concept",
    "topic",
    "principle",
    "rule",
    "scenario",
    "method",
    "approach",
    "problem",
    "quiz",
    "주차",
    "일차",
    "세션",
    "실습",
    "단계",
    "패턴",
    "사례",
    "예제",
    "예시",
    "문제",
    "과제",
    "질문",
    "옵션",
    "레벨",
    "방법",
    "원칙",
    "개념",
    "유형",
    "파트",
    "챕터",
    "섹션",
    "모듈",
    "주제",
    "목표",
    "전략",
    "규칙",
    "방안",
    "시나리오",
    "심화",
    "ステップ",
    "步骤",
    "步驟",
];

/// Words behind the number of a part: `1주차`, `2단계`.
const BEHIND: [&str; 20] = [
    "주차", "일차", "단계", "장", "절", "부", "회차", "회", "차시", "교시", "번째", "일", "주", "월", "년", "章", "節",
    "节", "回", "週目",
];

/// Tests whether a name is only the number of a part: `Week 1`, `패턴 2`, `3단계`, `Option A`, `1.2`.
pub fn is_number(name: &str) -> bool {
    let name = normalise(name);
    let name = name.trim_end_matches([':', '.', ')', ' ']);
    if is_numeral(name) {
        return true;
    }
    let of_word = |word: &&str| name.strip_prefix(*word).is_some_and(|rest| is_numeral(rest) || is_letter(rest));
    BEFORE.iter().any(|word| of_word(&word)) || is_counted(name)
}

/// Tests for numbers that a word follows, once or twice: `3주차`, `1주차 2일차`, `第1章`.
fn is_counted(name: &str) -> bool {
    let part = |part: &str| {
        let part = part.strip_prefix(['제', '第']).unwrap_or(part);
        let word = part.trim_start_matches(|c: char| c.is_ascii_digit());
        word.len() < part.len() && BEHIND.contains(&word)
    };
    let mut parts = name.split_whitespace().peekable();
    parts.peek().is_some() && parts.all(part)
}

/// Tests for a number, or two with a sign between: ` 1`, `1.2`, `1-2`, `#3`.
fn is_numeral(text: &str) -> bool {
    let text = text.trim_start_matches([' ', '#', '-', '.']);
    text.contains(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '–' | '~' | '/' | ' '))
}

/// Tests for a letter that takes the place of a number: ` A`.
fn is_letter(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next() == Some(' ') && letters.next().is_some_and(|c| c.is_ascii_lowercase()) && letters.next().is_none()
}

/// Tests for a name with an arrow, which says how one thing leads to another: `개발자 → DevOps`.
pub fn is_transition(name: &str) -> bool {
    ["→", "⇒", "↔", "->", "=>"].iter().any(|arrow| name.contains(arrow))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_parts() {
        for name in [
            "Week 1",
            "week1",
            "Day 2:",
            "패턴 1",
            "패턴 A",
            "3단계",
            "제2장",
            "1주차 2일차",
            "Step 2",
            "1.2",
            "Option B",
            "사례 3",
            "Case Study 2",
            "第1章",
            "Phase 1-2",
            "Lab #3",
        ] {
            assert!(is_number(name), "{name}");
        }
        for name in [
            "S3",
            "EC2",
            "Route 53",
            "IPv4",
            "3-Tier Architecture",
            "HTTP/2",
            "Layer 7",
            "Week",
            "단계별 배포",
            "패턴",
            "Python 3",
            "Web 2.0",
            "Log4j",
            "Step Functions",
            "Label",
            "Parted",
            "12-Factor App",
            "C",
            "Tier 1",
            "1급 객체",
            "월드",
        ] {
            assert!(!is_number(name), "{name}");
        }
        assert!(is_transition("개발자 → DevOps") && is_transition("A -> B"));
        assert!(!is_transition("Fork & Pull"));
    }
}
