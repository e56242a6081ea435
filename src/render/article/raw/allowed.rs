//! Says which elements of authors' raw HTML reach a page, and what becomes of the others.

/// Elements that may stand in a page's body (HTML Living Standard, section 4, with the obsolete ones that authors still
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

/// Elements that a page does without, with all that is in them: they run or load what is not the course's, or say what only
/// the head of a page can.
const REMOVED: &[&str] = &[
    "base", "embed", "frame", "frameset", "head", "iframe", "link", "meta", "object", "param", "script", "style",
    "template",
];

/// Elements that a page has once already, or that move: their tags go, what is in them stays.
const UNWRAPPED: &[&str] = &["body", "html", "main", "marquee"];

/// Elements that only mean something elsewhere than in a text: as GitHub does it (GFM, "Disallowed Raw HTML"), the tag is
/// shown as it is written.
const SHOWN: &[&str] = &["textarea", "title"];

/// What becomes of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is a tag of the page.
    Kept,
    /// It is text: no element of HTML (`<pending>`), or none that a text can hold.
    Shown,
    /// It goes, what is in its element stays.
    Unwrapped,
    /// Its element goes with all that is in it.
    Removed,
}

/// Returns what becomes of the tags of an element.
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
