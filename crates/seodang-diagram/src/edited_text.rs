//! Holds the place of an author's slip in a text, with the edits that correct it.

use crate::advice::DiagramAdvice;

/// A slip of an author.
pub(crate) struct Slip {
    /// The byte offset where the author must write something.
    pub(crate) at: usize,
    pub(crate) advice: DiagramAdvice,
    /// The edits that write what was meant, in order; none if that is not known.
    pub(crate) edits: Vec<TextEdit>,
}

/// A replacement in the text of a diagram.
pub(crate) struct TextEdit {
    /// In bytes.
    pub(crate) range: std::ops::Range<usize>,
    pub(crate) text: String,
}

impl Slip {
    pub(crate) fn new(at: usize, advice: DiagramAdvice) -> Self {
        Self { at, advice, edits: Vec::new() }
    }

    /// Returns the text with the edits made.
    pub(crate) fn corrected(&self, text: &str) -> String {
        let mut corrected = text.to_owned();
        for edit in self.edits.iter().rev() {
            corrected.replace_range(edit.range.clone(), &edit.text);
        }
        corrected
    }
}

/// Returns the lines of a text with their offsets, without comments.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let start = at;
        at += line.len();
        (!line.trim_start().starts_with("%%")).then_some((start, line))
    })
}

/// Returns the first word of a line.
pub(crate) fn first_word(line: &str) -> &str {
    line.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default()
}
