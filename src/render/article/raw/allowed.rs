//! Decides which elements of authors' raw HTML are kept, shown as text, unwrapped or dropped.

/// Elements that are allowed in a page's body (HTML Living Standard, section 4, with the obsolete ones that authors still
/// write, and the basic ones of SVG).
const KNOWN: &[&str] = &[
    "a",
    "abbr",
    "address",
    "area",
    "article",
    "aside",
    "audio",
    "b",
    "base",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "body",
    "br",
    "button",
    "canvas",
    "caption",
    "center",
    "circle",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "datalist",
    "dd",
    "del",
    "details",
    "dfn",
    "dialog",
    "div",
    "dl",
    "dt",
    "ellipse",
    "em",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "frame",
    "frameset",
    "g",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "legend",
    "li",
    "line",
    "link",
    "main",
    "map",
    "mark",
    "marquee",
    "menu",
    "meta",
    "meter",
    "nav",
    "noscript",
    "object",
    "ol",
    "optgroup",
    "option",
    "output",
    "p",
    "param",
    "path",
    "picture",
    "polygon",
    "polyline",
    "pre",
    "progress",
    "q",
    "rect",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "script",
    "search",
    "section",
    "select",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "track",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];

/// Elements that are dropped with their content: they run or load foreign content, or belong in the head of a page.
const REMOVED: &[&str] = &[
    "base", "embed", "frame", "frameset", "head", "iframe", "link", "meta", "object", "param", "script", "style",
    "template",
];

/// Elements that a page has already, or that move: their tags are dropped, their content stays.
const UNWRAPPED: &[&str] = &["body", "html", "main", "marquee"];

/// Elements without a use in a lesson: as on GitHub (GFM, "Disallowed Raw HTML"), the tag is
/// shown as text.
const SHOWN: &[&str] = &["textarea", "title"];

/// The treatment of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// The tag is kept.
    Kept,
    /// The tag is shown as text: it is not an element of HTML (`<pending>`), or one without a use in a lesson.
    Shown,
    /// The tag is dropped, the content of its element stays.
    Unwrapped,
    /// The element is dropped with its content.
    Removed,
}

/// Returns the treatment of an element's tags.
pub(super) fn fate(name: &str) -> Fate {
    if KNOWN.binary_search(&name).is_err() || SHOWN.contains(&name) {
        Fate::Shown
    } else if UNWRAPPED.contains(&name) {
        Fate::Unwrapped
    } else if REMOVED.contains(&name) {
        Fate::Removed
    } else {
        Fate::Kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(KNOWN.is_sorted());
        assert!([REMOVED, UNWRAPPED, SHOWN].concat().iter().all(|name| KNOWN.binary_search(name).is_ok()));
    }
}
