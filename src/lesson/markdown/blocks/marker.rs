//! Turns a line of a tool's Markdown that opens or closes a container into a marker: the parsed spelling, before its meaning
//! is known.

use super::attributes::Attributes;
use super::tags::TagSyntax;

/// The spelling of a marker: a closing marker closes only a container of its own form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `:::name`, closed by as many colons.
    Colons(usize),
    /// `!!! name` or `=== "name"`, closed by the end of the indented lines below it.
    Indented,
    /// ```` ```{name} ````: a fence of these many of a sign, closed by at least as many.
    Fence(u8, usize),
    /// `/// name`, closed by as many slashes.
    Slashes(usize),
    /// ``:begin_tab:`name` ``, closed by `:end_tab:`.
    TabMarks,
    /// A tag, closed by the tag of its name.
    Tag(TagSyntax),
}

/// Whether a marker opens or closes a container, or is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum MarkerRole {
    /// It opens a container.
    Open(Opening),
    /// It is a container without content.
    Leaf(Opening),
    /// It closes a container of its form.
    Close,
}

/// The content of an opening marker.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Opening {
    /// The name of the container: `tip`.
    pub(super) name: String,
    /// Its attributes.
    pub(super) attributes: Attributes,
    /// The text of its title, with the byte at which it begins in the line, if the spelling has a place for one.
    pub(super) title: Option<(usize, String)>,
    /// Whether the content is open at first, if the spelling states that it is folded.
    pub(super) fold: Option<bool>,
    /// The form of options in the lines below it, if it may have some.
    pub(super) options: Option<OptionStyle>,
}

/// The form of option lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OptionStyle {
    /// `:class: dropdown`, or YAML between `---` (`MyST`).
    Colons,
    /// Indented lines of YAML (`PyMdown`).
    Indented,
}

impl Opening {
    /// Returns the name by which references name the container: its id in Pandoc, an option in `MyST`.
    pub(super) fn label(&self) -> Option<&str> {
        let names: &[&str] = match self.options {
            Some(OptionStyle::Colons) => &["name", "label"],
            None if self.name.starts_with('.') => &["id"],
            _ => return None,
        };
        self.attributes.get(names).filter(|label| !label.is_empty() && !label.contains(char::is_whitespace))
    }
}

/// A marker in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marker {
    /// Its spelling.
    pub(super) form: Form,
    /// Whether it opens or closes.
    pub(super) role: MarkerRole,
    /// The bytes of the line that it takes.
    pub(super) start: usize,
    /// The byte of the line after it.
    pub(super) end: usize,
}

impl Marker {
    /// Makes the marker that opens a container and takes a line from `start` to its end.
    pub(super) fn opening(form: Form, line: &str, start: usize, opening: Opening) -> Self {
        Self { form, role: MarkerRole::Open(opening), start, end: line.len() }
    }

    /// Makes the marker that closes a container and takes a line from `start` to its end.
    pub(super) fn closing(form: Form, line: &str, start: usize) -> Self {
        Self { form, role: MarkerRole::Close, start, end: line.len() }
    }
}

/// Returns a title that begins at a byte of a line, without the white space around it; `None` for an empty one.
pub(super) fn title_at(at: usize, text: &str) -> Option<(usize, String)> {
    let trimmed = text.trim_start();
    let title = trimmed.trim_end();
    (!title.is_empty()).then(|| (at + text.len() - trimmed.len(), title.to_owned()))
}
