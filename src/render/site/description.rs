//! Turns what a page says or holds into the line that search engines show below its title.

/// A description holds at most this many characters: search engines cut longer ones.
pub(super) const MOST: usize = 160;

/// What a page says of itself; where it says nothing, the names of what it holds; where it holds nothing, its title.
pub(super) fn description<'a>(summary: Option<&str>, names: impl IntoIterator<Item = &'a str>, title: &str) -> String {
    let mut text = summary.unwrap_or_default().to_owned();
    if text.trim().is_empty() {
        text.clear();
        for name in names {
            if text.chars().count() > MOST {
                break;
            }
            let sign = if text.is_empty() { "" } else { ", " };
            text.extend([sign, name.trim()]);
        }
    }
    shorten(if text.is_empty() { title } else { &text }, MOST)
}

/// Cuts a text at a word, if it is longer than a number of characters.
pub(super) fn shorten(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = text.char_indices().nth(most) else { return text };
    let cut = text[..end].rfind(' ').unwrap_or(end);
    format!("{}…", text[..cut].trim_end().trim_end_matches(','))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_at_words() {
        assert_eq!(shorten("하나 둘 셋", 5), "하나 둘…");
        assert_eq!(shorten("하나  둘", 5), "하나 둘");
    }

    #[test]
    fn a_page_without_a_summary_names_what_it_holds() {
        let names = |names: &[&'static str]| description(None, names.to_vec(), "제목");
        assert_eq!(names(&["하나", "둘"]), "하나, 둘");
        assert_eq!(names(&[]), "제목");
        let long = names(&["가나다라마바사"; 40]);
        assert!(long.chars().count() <= MOST + 1 && long.ends_with("사…"), "{long}");
        assert_eq!(description(Some("한 문장."), ["하나"], "제목"), "한 문장.");
    }
}
