//! Tests whether a word is one that technical writing uses every day, whatever a course defines it to be.

/// Everyday words of technical English, sorted, one a line.
///
/// Source: 36 public courses and manuals in English, at most 300 pages of each, without code and links: a word is listed if
/// at least five of them use it in lower case at least twice, and together they write it in lower case at least as often
/// as with a capital within a sentence (so that names such as Docker or Python are left out). Regular plurals of listed
/// words are left out.
const ENGLISH: &str = include_str!("everyday_english.txt");

/// Small words of English, which texts use in every sentence.
const FUNCTION_WORDS: [&str; 48] = [
    "a", "all", "an", "and", "any", "are", "as", "at", "be", "but", "by", "can", "do", "each", "else", "for", "from",
    "get", "has", "have", "if", "in", "is", "it", "its", "let", "new", "no", "not", "of", "off", "on", "one", "only",
    "or", "other", "out", "so", "some", "than", "that", "the", "then", "this", "to", "true", "with", "you",
];

/// Tests for a small word of English, in any case: `not`, `IN`.
pub(super) fn is_function_word(word: &str) -> bool {
    FUNCTION_WORDS.contains(&word.to_lowercase().as_str())
}

/// Tests whether a word is an everyday word of technical English, in any case, singular or plural: `Step`, `caches`.
pub(super) fn is_everyday_english(word: &str) -> bool {
    let word = word.to_lowercase();
    let is_listed = |word: &str| is_line(ENGLISH, word);
    is_listed(&word)
        || is_function_word(&word)
        || word
            .strip_suffix('s')
            .is_some_and(|single| is_listed(single) || single.strip_suffix('e').is_some_and(is_listed))
        || word.strip_suffix("ies").is_some_and(|stem| is_listed(&format!("{stem}y")))
}

/// Tests whether a sorted text has a line, by halving it.
fn is_line(text: &str, wanted: &str) -> bool {
    let mut rest = text;
    while !rest.is_empty() {
        let middle = rest.floor_char_boundary(rest.len() / 2);
        let start = rest[..middle].rfind('\n').map_or(0, |at| at + 1);
        let end = rest[start..].find('\n').map_or(rest.len(), |at| start + at);
        match wanted.cmp(&rest[start..end]) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => rest = &rest[..start],
            std::cmp::Ordering::Greater => rest = rest.get(end + 1..).unwrap_or_default(),
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_each_line_is_found() {
        let lines: Vec<&str> = ENGLISH.lines().collect();
        assert!(lines.len() > 2000 && lines.is_sorted());
        assert!(lines.iter().all(|line| is_line(ENGLISH, line)));
        assert!(!is_line(ENGLISH, "") && !is_line(ENGLISH, "zzz") && !is_line(ENGLISH, "aaa"));
    }

    #[test]
    fn everyday_words_and_names() {
        for word in ["Backend", "step", "Actions", "Resource", "caches", "policies", "FROM", "IN"] {
            assert!(is_everyday_english(word), "{word}");
        }
        for word in ["Docker", "Kubernetes", "kubectl", "Terraform", "Istio", "idempotency", "VPC"] {
            assert!(!is_everyday_english(word), "{word}");
        }
    }
}
