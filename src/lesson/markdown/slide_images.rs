//! Removes the keywords of Marp from the alternative texts of images (`![bg left:40% 80%](a.png)`): they place an image on a slide, and
//! describe nothing.
//!
//! Source: Marp, "Image syntax".

use comrak::nodes::{AstNode, NodeValue};

use super::text;

/// The keywords without a value.
const WORDS: [&str; 9] = ["bg", "auto", "contain", "cover", "fit", "left", "right", "vertical", "horizontal"];

/// The keywords that size an image, with their values: `w:300px`.
const SIZES: [&str; 4] = ["w", "width", "h", "height"];

/// The filters, with or without a value: `blur:10px`.
const FILTERS: [&str; 10] = [
    "blur",
    "brightness",
    "contrast",
    "drop-shadow",
    "grayscale",
    "hue-rotate",
    "invert",
    "opacity",
    "saturate",
    "sepia",
];

/// Tests whether a text may hold such an image.
pub(super) fn may_be_in(text: &str) -> bool {
    ["![bg", "![w:", "![h:", "![width:", "![height:"].iter().any(|sign| text.contains(sign))
}

/// Removes the alternative texts that are keywords from the images of a document.
pub(super) fn read<'a>(root: &'a AstNode<'a>) {
    let images = root.descendants().filter(|node| matches!(node.data().value, NodeValue::Image(_)));
    for image in images.filter(|image| is_placement(&text(image))).collect::<Vec<_>>() {
        while let Some(child) = image.first_child() {
            child.detach();
        }
    }
}

/// Tests whether each word of a text is a keyword, and the first is one by which such a text begins.
fn is_placement(text: &str) -> bool {
    let begins =
        text == "bg" || text.starts_with("bg ") || text.split_once(':').is_some_and(|(name, _)| SIZES.contains(&name));
    begins && text.split_whitespace().all(is_keyword)
}

fn is_keyword(word: &str) -> bool {
    let is_length = |value: &str| {
        let digits = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    match word.split_once(':') {
        Some((name, value)) if SIZES.contains(&name) => value == "auto" || is_length(value),
        Some(("left" | "right", value)) => is_length(value),
        Some((name, _)) => FILTERS.contains(&name),
        None => WORDS.contains(&word) || FILTERS.contains(&word) || (word.ends_with('%') && is_length(word)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_and_words() {
        for text in ["bg", "bg left:40% 80%", "bg right fit", "w:300px", "width:20cm height:auto", "bg blur:3px sepia"]
        {
            assert!(is_placement(text), "{text}");
        }
        for text in ["", "bg of a slide", "left", "w: x", "w:a b", "A bg", "80%", "background"] {
            assert!(!is_placement(text), "{text}");
        }
    }
}
