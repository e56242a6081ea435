//! Turns a block of HTML with loose words in it into one element: the article is a grid, in which bare text has no place.

use crate::lesson::raw_html::{TagKind, tags};

use super::elements::is_phrasing;

/// Wraps a block, if words or elements for words stand right in it, in no element for blocks.
pub(super) fn wrapped(html: &str) -> Option<String> {
    let mut depth = 0usize;
    let mut at = 0;
    for tag in tags(html) {
        let is_loose = !html[at..tag.span.start.max(at)].trim().is_empty()
            || (is_phrasing(&tag.name) && tag.kind == TagKind::Open);
        if depth == 0 && is_loose {
            return Some(wrap(html));
        }
        at = tag.span.end;
        match tag.kind {
            TagKind::Open => depth += 1,
            TagKind::Close => depth = depth.saturating_sub(1),
            TagKind::Void => {}
        }
    }
    (depth == 0 && !html[at..].trim().is_empty()).then(|| wrap(html))
}

fn wrap(html: &str) -> String {
    format!("<div>{}</div>\n", html.trim_end())
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn only_loose_words_are_wrapped() {
        assert_eq!(wrapped("<div>a</div>\nb\n").unwrap(), "<div><div>a</div>\nb</div>\n");
        assert_eq!(wrapped("<b>a</b>\n").unwrap(), "<div><b>a</b></div>\n");
        assert_eq!(wrapped("<div>a <b>c</b></div>\n<br>\n<img src=\"x\">\n"), None);
        assert_eq!(wrapped("\n"), None);
    }
}
