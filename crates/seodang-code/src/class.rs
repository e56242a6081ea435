//! Turns the kind of a word of code into the tag that opens its span.

/// The kind of a word of code, as far as its colour depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// No class of its own: the word looks like the text around it.
    Inherit,
    /// Plain code in any surroundings, as code inside a string is.
    Plain,
    Annotation,
    Builtin,
    Comment,
    Deleted,
    Escape,
    Function,
    Heading,
    Inserted,
    Keyword,
    Literal,
    Number,
    Operator,
    Prompt,
    Property,
    String,
    Tag,
    Type,
    Variable,
}

impl Class {
    /// Returns the tag that opens a span of this class; `None` for text that needs none.
    pub(crate) fn open_tag(self) -> Option<&'static str> {
        Some(match self {
            Self::Inherit | Self::Plain => return None,
            Self::Annotation => "<span class=\"hl-a\">",
            Self::Builtin => "<span class=\"hl-b\">",
            Self::Comment => "<span class=\"hl-c\">",
            Self::Deleted => "<span class=\"hl-d\">",
            Self::Escape => "<span class=\"hl-e\">",
            Self::Function => "<span class=\"hl-f\">",
            Self::Heading => "<span class=\"hl-h\">",
            Self::Inserted => "<span class=\"hl-i\">",
            Self::Keyword => "<span class=\"hl-k\">",
            Self::Literal => "<span class=\"hl-l\">",
            Self::Number => "<span class=\"hl-n\">",
            Self::Operator => "<span class=\"hl-o\">",
            Self::Prompt => "<span class=\"hl-q\">",
            Self::Property => "<span class=\"hl-p\">",
            Self::String => "<span class=\"hl-s\">",
            Self::Tag => "<span class=\"hl-g\">",
            Self::Type => "<span class=\"hl-t\">",
            Self::Variable => "<span class=\"hl-v\">",
        })
    }

    /// Returns the class of a word with the scope class `self` where the surrounding text has class `outer`.
    pub(crate) fn within(self, outer: Self) -> Self {
        match (self, outer) {
            // A quoted key is a key first: `"name": "web"` must not look like two strings. Commented-out code stays a
            // comment. The signs of a regular expression belong to its text; code inside a string arrives as `Plain` first.
            (Self::Inherit, _)
            | (Self::String, Self::Property)
            | (_, Self::Comment)
            | (Self::Keyword | Self::Operator | Self::Literal, Self::String) => outer,
            _ => self,
        }
    }
}
