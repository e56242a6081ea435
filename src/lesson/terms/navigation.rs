//! Tests whether a line with a label leads to other pages rather than defining a term: `**다음**: [Day 2](day2.md)`.

use crate::language::is_alphanumeric;
use crate::lesson::normalise;

/// Labels of links to other pages, in the form that [`normalise`] gives.
const LABELS: [&str; 26] = [
    "이전",
    "다음",
    "목차",
    "차례",
    "홈",
    "처음",
    "처음으로",
    "맨 위로",
    "위로",
    "뒤로",
    "앞으로",
    "돌아가기",
    "목록",
    "previous",
    "prev",
    "next",
    "home",
    "index",
    "back",
    "up",
    "top",
    "contents",
    "table of contents",
    "toc",
    "back to top",
    "next steps",
];

/// Words for the direction of a link, before the name of its target: `다음 세션`, `Next lesson`.
const WAYS: [&str; 7] = ["이전 ", "다음 ", "지난 ", "previous ", "prev ", "next ", "back to "];

/// Names of the targets of links to other pages.
const PLACES: [&str; 34] = [
    "강의",
    "세션",
    "실습",
    "주",
    "주차",
    "날",
    "일차",
    "단계",
    "장",
    "챕터",
    "차시",
    "시간",
    "페이지",
    "쪽",
    "문서",
    "글",
    "학습",
    "회차",
    "모듈",
    "과제",
    "lecture",
    "session",
    "lesson",
    "lab",
    "week",
    "day",
    "step",
    "chapter",
    "page",
    "module",
    "part",
    "section",
    "topic",
    "unit",
];

/// Tests whether a label leads to another page: `이전`, `다음 세션`, `← Previous`.
pub fn is_label(label: &str) -> bool {
    let bare = label.trim_matches(|c: char| !is_alphanumeric(c));
    let label = normalise(bare);
    let place = WAYS.iter().find_map(|way| label.strip_prefix(way));
    LABELS.contains(&label.as_str()) || place.is_some_and(|place| PLACES.contains(&place))
}

/// Tests whether a line leads to other pages: it has such a label before a link, or several links side by side.
pub(super) fn is_line(label: &str, value: &str) -> bool {
    let (rest, links) = without_links(value);
    let is_bare = !rest.contains(is_alphanumeric) || only_labels(&rest);
    let is_row = links > 1 && is_bare && rest.contains(['|', '·', '•', '←', '→']);
    is_row || (links > 0 && is_label(label))
}

/// Tests whether a line holds only links, such as the footer of a page: `[Day 2](day2.md) | **다음**: [Day 3](day3.md)`.
pub fn is_only_links(text: &str) -> bool {
    let (rest, links) = without_links(text);
    links > 0 && only_labels(&rest)
}

/// Tests whether a text holds only labels of links and signs.
fn only_labels(rest: &str) -> bool {
    rest.split(['|', '·', '•', ':', '：']).all(|part| !part.contains(is_alphanumeric) || is_label(part))
}

/// Drops the links of a text, and counts them.
fn without_links(text: &str) -> (String, usize) {
    let (mut left, mut rest, mut links) = (String::new(), text, 0);
    while let Some((before, _, after)) = split_link(rest) {
        left.push_str(before);
        rest = after;
        links += 1;
    }
    left.push_str(rest);
    (left, links)
}

/// Finds the first link of a text: returns the text before it, its label, and the text after it.
pub(super) fn split_link(text: &str) -> Option<(&str, &str, &str)> {
    let middle = text.find("](")?;
    let open = text[..middle].rfind('[')?;
    let close = middle + text[middle..].find(')')?;
    Some((&text[..open], &text[open + 1..middle], &text[close + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_lead_elsewhere() {
        let check =
            |label: &str, value: &str, expected: bool| assert_eq!(is_line(label, value), expected, "{label}: {value}");
        check("이전", "[코드](04.md) | **다음**: [순서](06.md)", true);
        check("다음", "[Day 2](day2.md)", true);
        check("← Previous", "[Day 1](day1.md)", true);
        check("⬅️ 이전 세션", "[Day 1](day1.md)", true);
        check("Next lesson", "[Day 2](day2.md) →", true);
        check("바로 가기", "[Day 1](1.md) | [Day 2](2.md)", true);
        check("다음", "한국의 포털 사이트", false);
        check("Home", "the folder of a user", false);
        check("Pod", "[문서](pod.md)", false);
        check("Pod", "[작은](a.md) 단위이고 [Node](b.md)에서 돈다", false);
        check("Next.js", "[React](react.md)의 틀", false);
    }

    #[test]
    fn footers() {
        assert!(is_only_links("[이전](a.md) | [다음](b.md)"));
        assert!(is_only_links("**다음**: [Day 3](day3.md)"));
        assert!(!is_only_links("[Pod](pod.md): 작은 단위"));
        assert!(!is_only_links("Pod"));
    }
}
