//! Turns the summary or the contents of a page into its meta description, which search engines show below the title.

/// The maximum length of a description in characters: search engines cut longer ones.
pub(super) const MAX_DESCRIPTION_CHARS: usize = 160;

/// Returns the summary of a page; without one the names of its contents; without contents its title.
pub(super) fn description<'a>(summary: Option<&str>, names: impl IntoIterator<Item = &'a str>, title: &str) -> String {
    let mut text = summary.unwrap_or_default().to_owned();
    if text.trim().is_empty() {
        text.clear();
        for name in names {
            if text.chars().count() > MAX_DESCRIPTION_CHARS {
                break;
            }
            let sign = if text.is_empty() { "" } else { ", " };
            text.extend([sign, name.trim()]);
        }
    }
    shorten(if text.is_empty() { title } else { &text }, MAX_DESCRIPTION_CHARS)
}

/// Shortens a text to a number of characters, at a word boundary.
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
    fn a_page_without_a_summary_names_its_contents() {
        let names = |names: &[&'static str]| description(None, names.to_vec(), "제목");
        assert_eq!(names(&["하나", "둘"]), "하나, 둘");
        assert_eq!(names(&[]), "제목");
        let long = names(&["가나다라마바사"; 40]);
        assert!(long.chars().count() <= MAX_DESCRIPTION_CHARS + 1 && long.ends_with("사…"), "{long}");
        assert_eq!(description(Some("한 문장."), ["하나"], "제목"), "한 문장.");
    }
}
