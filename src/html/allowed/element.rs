//! Decides which elements of authors' raw HTML are kept, shown as text, unwrapped or dropped.

/// The treatment of an element's tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ElementRule {
    /// The tag is kept.
    Kept,
    /// The tag is shown as text: it is not an element of HTML (`<pending>`), or one without a use in a lesson.
    Shown,
    /// The tag is dropped, the content of its element stays.
    Unwrapped,
    /// The element is dropped with its content.
    Removed,
}

/// Returns the treatment of an element, by its name in lower case.
pub fn element_rule(name: &str) -> ElementRule {
    if KEPT.binary_search(&name).is_ok() {
        ElementRule::Kept
    } else if UNWRAPPED.contains(&name) {
        ElementRule::Unwrapped
    } else if REMOVED.contains(&name) {
        ElementRule::Removed
    } else {
        ElementRule::Shown
    }
}

/// Elements that are kept, in the order of their names. None of them runs, loads or submits anything by itself, and the
/// content of none is raw text to a parser, so that no parser reads other tags than were written (mutation).
const KEPT: &[&str] = &[
    "a",
    "abbr",
    "address",
    "area",
    "article",
    "aside",
    "audio",
    "b",
    "bdi",
    "bdo",
    "big",
    "blockquote",
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
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "g",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "legend",
    "li",
    "line",
    "map",
    "mark",
    "menu",
    "meter",
    "nav",
    "ol",
    "optgroup",
    "option",
    "output",
    "p",
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
    "search",
    "section",
    "select",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "track",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];

/// Elements that are dropped with their content: they run or load foreign content, belong in the head of a page, or are read
/// as text by browsers that run scripts (`<noscript>`).
const REMOVED: &[&str] = &[
    "applet", "base", "embed", "frame", "frameset", "head", "iframe", "link", "meta", "noscript", "object", "param",
    "script", "style", "template",
];

/// Elements that a page has already, that move, or that submit: their tags are dropped, their content stays.
const UNWRAPPED: &[&str] = &["body", "form", "html", "main", "marquee"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_element_has_one_rule() {
        assert!(KEPT.is_sorted());
        assert!([REMOVED, UNWRAPPED].concat().iter().all(|name| KEPT.binary_search(name).is_err()));
        assert!(UNWRAPPED.iter().all(|name| !REMOVED.contains(name)));
    }

    #[test]
    fn elements_of_raw_text_and_foreign_content_are_not_kept() {
        let raw =
            ["iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "textarea", "title", "xmp"];
        let foreign = ["animate", "annotation-xml", "desc", "foreignobject", "image", "math", "mtext", "set", "use"];
        for name in raw.iter().chain(&foreign) {
            assert_ne!(element_rule(name), ElementRule::Kept, "{name}");
        }
    }
}
