//! Holds an element's name and attributes, and the tables of the HTML standard about elements.

use std::borrow::Cow;

/// An element without its content.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Element<'a> {
    /// The name, as it is written: lower case for HTML, mixed for SVG (`linearGradient`).
    pub name: Cow<'a, str>,
    /// The attributes, in the order in which they are written.
    pub attributes: Vec<Attribute<'a>>,
    /// Whether the start tag ends in `/>`: as `CommonMark`'s reference output writes void elements (`<br />`), and SVG
    /// elements that are empty (`<path/>`).
    pub self_closing: bool,
}

/// An attribute of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute<'a> {
    /// The name, as it is written.
    pub name: Cow<'a, str>,
    /// The value, character references resolved.
    pub value: Cow<'a, str>,
}

impl<'a> Element<'a> {
    /// Creates an element without attributes.
    pub fn new(name: impl Into<Cow<'a, str>>) -> Self {
        Self { name: name.into(), attributes: Vec::new(), self_closing: false }
    }

    /// Adds an attribute after all others.
    #[must_use]
    pub fn with(mut self, name: impl Into<Cow<'a, str>>, value: impl Into<Cow<'a, str>>) -> Self {
        self.push(name, value);
        self
    }

    /// Adds an attribute, if there is a value for it.
    #[must_use]
    pub fn with_some(self, name: &'a str, value: Option<impl Into<Cow<'a, str>>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Adds an attribute after all others.
    pub fn push(&mut self, name: impl Into<Cow<'a, str>>, value: impl Into<Cow<'a, str>>) {
        self.attributes.push(Attribute { name: name.into(), value: value.into() });
    }

    /// Returns the value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|attribute| attribute.name == name).map(|attribute| &*attribute.value)
    }

    /// Replaces the value of an attribute in place, or adds the attribute after all others.
    pub fn set(&mut self, name: &'a str, value: impl Into<Cow<'a, str>>) {
        match self.attributes.iter_mut().find(|attribute| attribute.name == name) {
            Some(attribute) => attribute.value = value.into(),
            None => self.push(name, value),
        }
    }

    /// Removes an attribute.
    pub fn remove(&mut self, name: &str) {
        self.attributes.retain(|attribute| attribute.name != name);
    }

    /// Tests whether the `class` attribute contains a class.
    pub fn has_class(&self, class: &str) -> bool {
        self.get("class").is_some_and(|words| words.split_ascii_whitespace().any(|word| word == class))
    }

    /// Tests whether the element is void: it has no content and no end tag.
    pub fn is_void(&self) -> bool {
        self.self_closing || is_void(&self.name)
    }
}

/// Elements without an end tag (HTML Living Standard, section 13.1.2).
const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// Elements for words within a line of text (HTML Living Standard, section 3.2.5.2.5, phrasing content that holds text, with
/// the obsolete ones that authors still write).
const PHRASING: [&str; 32] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "button", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var",
];

/// Elements of SVG that authors write without content: `/>` closes them, as in XML.
const SHAPES: [&str; 8] = ["circle", "ellipse", "g", "line", "path", "polygon", "polyline", "rect"];

/// Tests whether an element has no end tag.
pub fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}

/// Tests whether an element is meant for words within a line of text.
pub fn is_phrasing(name: &str) -> bool {
    PHRASING.contains(&name)
}

/// Tests whether an element is one of SVG, which `/>` closes.
pub fn is_shape(name: &str) -> bool {
    SHAPES.contains(&name)
}

/// Tests whether an element's end tag may be left out (HTML Living Standard, section 13.1.2.4).
pub fn ends_by_itself(name: &str) -> bool {
    matches!(
        name,
        "li" | "p"
            | "dt"
            | "dd"
            | "tr"
            | "td"
            | "th"
            | "thead"
            | "tbody"
            | "tfoot"
            | "option"
            | "rt"
            | "rp"
            | "colgroup"
    )
}

/// Tests whether an element has the content model of its parent (HTML Living Standard, section 3.2.5.3).
pub fn is_transparent(name: &str) -> bool {
    matches!(name, "a" | "del" | "ins")
}

/// Tests whether an open element ends where another one begins (HTML Living Standard, section 13.1.2.4).
pub fn closes_before(open: &str, next: &str) -> bool {
    match open {
        "li" => next == "li",
        "dt" | "dd" => matches!(next, "dt" | "dd"),
        "td" | "th" => matches!(next, "td" | "th" | "tr"),
        "tr" => next == "tr",
        "option" => next == "option",
        "p" => matches!(
            next,
            "p" | "div"
                | "ul"
                | "ol"
                | "table"
                | "pre"
                | "h1"
                | "h2"
                | "h3"
                | "h4"
                | "h5"
                | "h6"
                | "blockquote"
                | "details"
        ),
        _ => false,
    }
}
