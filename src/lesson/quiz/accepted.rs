//! Turns the text of a short answer (`서울 | Seoul`, `3.14 ± 0.01`) into the spellings that are accepted.

use serde::{Deserialize, Serialize};

/// The most letters of an answer that readers write.
const MAX_LETTERS: usize = 40;

/// The most words of an answer that readers write: a longer one has many wordings, and no program can judge it.
const MAX_WORDS: usize = 4;

/// The accepted spellings of a short answer; the script of the page forgives case, spaces and closing signs, and compares
/// numbers with their tolerance (`3.14 ± 0.01`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// At least one; the first is the one that is shown.
    pub spellings: Vec<String>,
}

impl Accepted {
    /// Reads a short answer; `None` if it is none.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.contains('\n') || text.is_empty() {
            return None;
        }
        let parts = text.split(['|', '｜']).flat_map(|part| part.split(" / ")).flat_map(|part| part.split(" 또는 "));
        let parts = parts.flat_map(|part| part.split(" or "));
        let spellings: Vec<String> = parts.map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect();
        let is_short = |part: &String| {
            part.chars().count() <= MAX_LETTERS
                && part.split_whitespace().count() <= MAX_WORDS + 2 * usize::from(part.contains(['±', '+']))
                && !part.ends_with(['.', '!', '?', '。'])
        };
        (!spellings.is_empty() && spellings.iter().all(is_short)).then_some(Self { spellings })
    }

    /// Reads the answers for a number of gaps, separated by commas or semicolons. Returns as many as there are, which may be
    /// another number.
    pub fn parse_gaps(text: &str, gaps: usize) -> Vec<Self> {
        if gaps == 1 {
            return Self::parse(text.trim_end_matches('.')).into_iter().collect();
        }
        let sign = if text.contains(';') { ';' } else { ',' };
        text.trim_end_matches('.').split(sign).filter_map(Self::parse).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings() {
        let of = |text: &str| Accepted::parse(text).map(|accepted| accepted.spellings.join("+"));
        assert_eq!(of("서울 | Seoul").as_deref(), Some("서울+Seoul"));
        assert_eq!(of("kubectl get pods").as_deref(), Some("kubectl get pods"));
        assert_eq!(of("3.14 ± 0.01").as_deref(), Some("3.14 ± 0.01"));
        assert_eq!(of("커널을 공유하기 때문입니다."), None);
        assert_eq!(of("one two three four five six"), None);
        assert_eq!(of("a\nb"), None);
        assert_eq!(Accepted::parse_gaps("apply, get", 2).len(), 2);
        assert_eq!(Accepted::parse_gaps("a, b", 1).len(), 1);
    }
}
