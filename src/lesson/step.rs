//! Turns a heading that numbers a step (`Step 3: …`, `2단계. …`) into its number as it is written and its words.

/// Words before the number of a step, in lower case.
const BEFORE: [&str; 4] = ["step", "task", "스텝", "단계"];

/// The word behind the number of a step.
const BEHIND: &str = "단계";

/// Splits a heading without its emoji: `Step 3: Clean up` into `Step 3` and `Clean up`.
///
/// A colon, a full stop, a dash, a bar or a bracket separates the two, or the heading ends with its number:
/// neither `Step 3 검증`, which checks a step, nor `2단계 인증` is a step.
pub fn split(text: &str) -> Option<(&str, &str)> {
    let word = BEFORE.iter().find(|word| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)));
    let end = if let Some(word) = word {
        let start = word.len() + blanks(&text[word.len()..]);
        start + number(&text[start..])?
    } else {
        let start = if text.starts_with('제') { '제'.len_utf8() } else { 0 };
        let end = start + number(&text[start..])?;
        let end = end + blanks(&text[end..]);
        text[end..].strip_prefix(BEHIND)?;
        end + BEHIND.len()
    };
    Some((&text[..end], after_separator(&text[end..])?))
}

/// Returns the number at the start of a heading that speaks of a step without being one: `Step 3` of `Step 3 검증`. The
/// word must be before the number, because `2단계 인증` is a term.
pub fn leading_mark(text: &str) -> Option<&str> {
    let word =
        BEFORE.iter().find(|word| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))?;
    let start = word.len() + blanks(&text[word.len()..]);
    let end = start + number(&text[start..])?;
    let rest = &text[end..];
    let ends_word =
        rest.starts_with(char::is_whitespace) || after_separator(rest).is_some_and(|words| !words.is_empty());
    ends_word.then_some(&text[..end])
}

/// Returns the text after the sign between a step's number and its words; `None` without such a sign.
pub fn after_separator(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let Some(sign) = text.chars().next() else { return Some(text) };
    let rest = &text[sign.len_utf8()..];
    let ends = rest.is_empty() || rest.starts_with(char::is_whitespace);
    match sign {
        ':' | '：' | '|' | ')' => Some(rest.trim_start()),
        '.' | '-' | '–' | '—' if ends => Some(rest.trim_start()),
        _ => None,
    }
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// Returns the length of a number of one or two digits, with one below it: `3`, `12`, `2-1`, `2.1`.
fn number(text: &str) -> Option<usize> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(text);
    let below = text[whole..].strip_prefix(['.', '-']).map_or(0, digits);
    let end = if below > 0 { whole + 1 + below } else { whole };
    ((1..=2).contains(&whole) && below <= 2).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_name_their_step() {
        assert_eq!(leading_mark("Step 3 검증"), Some("Step 3"));
        assert_eq!(leading_mark("Step 5: Route 53"), Some("Step 5"));
        for text in ["Steps 3 to 5", "2단계 인증", "Step 3", "Step by step", "Task 12x"] {
            assert_eq!(leading_mark(text), None, "{text}");
        }
    }

    #[test]
    fn steps() {
        let check = |text, expected| assert_eq!(split(text), expected, "{text}");
        check("Step 1: Set up", Some(("Step 1", "Set up")));
        check("STEP 2 – Deploy", Some(("STEP 2", "Deploy")));
        check("Step 3. 정리", Some(("Step 3", "정리")));
        check("Step 2-1: 확인", Some(("Step 2-1", "확인")));
        check("step4)끝", Some(("step4", "끝")));
        check("Task 5 | Clean up", Some(("Task 5", "Clean up")));
        check("1단계: 준비", Some(("1단계", "준비")));
        check("제2단계. 실행", Some(("제2단계", "실행")));
        check("3 단계", Some(("3 단계", "")));
        check("단계 4: 확인", Some(("단계 4", "확인")));
        for text in [
            "Step 3 검증",
            "2단계 인증",
            "1단계별 정리",
            "다음 단계",
            "Steps 1: all",
            "Step by step",
            "Step 100: x",
            "",
        ] {
            check(text, None);
        }
    }
}
