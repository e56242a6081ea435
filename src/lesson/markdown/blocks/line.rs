//! Turns a line into its quote signs, its indentation and its words, and tracks the code and lists that lines are in.

use crate::source::FenceLine;

/// The columns of a tab stop (`CommonMark` 0.31, section 2.2).
const TAB_STOP: usize = 4;

/// A line without its line end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'t> {
    /// All of it.
    pub(super) text: &'t str,
    /// The number of quotes that it is in.
    pub(super) quotes: usize,
    /// The bytes of the quote signs, with the space after each.
    pub(super) prefix: usize,
    /// The columns of white space after that.
    pub(super) indent: usize,
    /// The byte of the first character after that; the end of the line if it is blank.
    pub(super) start: usize,
}

impl<'t> Line<'t> {
    /// Reads a line, of whose quote signs no more than `max_quotes` count.
    pub(super) fn new(text: &'t str, max_quotes: usize) -> Self {
        let bytes = text.as_bytes();
        let (mut prefix, mut quotes) = (0, 0);
        while quotes < max_quotes {
            let spaces = bytes[prefix..].iter().take_while(|byte| **byte == b' ').count();
            if spaces > 3 || bytes.get(prefix + spaces) != Some(&b'>') {
                break;
            }
            prefix += spaces + 1;
            prefix += usize::from(bytes.get(prefix) == Some(&b' '));
            quotes += 1;
        }
        let (mut indent, mut start) = (0, prefix);
        while let Some(byte @ (b' ' | b'\t')) = bytes.get(start) {
            indent += if *byte == b'\t' { TAB_STOP - indent % TAB_STOP } else { 1 };
            start += 1;
        }
        Self { text, quotes, prefix, indent, start }
    }

    /// Tests whether the line has no words.
    pub(super) fn is_blank(&self) -> bool {
        self.words().trim_end().is_empty()
    }

    /// Returns the line without quote signs and indentation.
    pub(super) fn words(&self) -> &'t str {
        &self.text[self.start..]
    }

    /// Tests whether the line is a heading (`## Title`).
    pub(super) fn is_heading(&self) -> bool {
        let rest = self.words().trim_start_matches('#');
        let level = self.words().len() - rest.len();
        (1..=6).contains(&level) && rest.starts_with([' ', '\t'])
    }

    /// Returns the column at which the content of the list item begins that this line opens.
    pub(super) fn item_content(&self) -> Option<usize> {
        let words = self.words();
        // The content of a footnote is indented as that of an item (GFM, "Footnotes").
        if words.starts_with("[^") && words.contains("]:") {
            return Some(self.indent + 4);
        }
        let digits = words.bytes().take_while(u8::is_ascii_digit).count();
        let sign = match words.as_bytes().get(digits)? {
            b'-' | b'*' | b'+' if digits == 0 => 1,
            // The details of a term in a description list.
            b':' if digits == 0 && words[1..].starts_with(' ') => 1,
            b'.' | b')' if (1..=9).contains(&digits) => digits + 1,
            _ => return None,
        };
        let rest = &words[sign..];
        let spaces = rest.len() - rest.trim_start_matches(' ').len();
        match spaces {
            0 if rest.is_empty() || rest.starts_with('\t') => Some(self.indent + sign + 1),
            0 => None,
            1..=4 => Some(self.indent + sign + spaces),
            _ => Some(self.indent + sign + 1),
        }
    }
}

/// A fenced code block that is open.
#[derive(Debug, Clone, Copy)]
pub(super) struct ScannedFence {
    sign: u8,
    length: usize,
    /// The column of its opening fence.
    indent: usize,
    /// The number of quotes that it is in.
    pub(super) quotes: usize,
}

impl ScannedFence {
    /// Reads the line that opens a code block.
    pub(super) fn opened_by(line: &Line<'_>) -> Option<Self> {
        let FenceLine { sign, length, .. } = FenceLine::of(line.words())?;
        Some(Self { sign, length, indent: line.indent, quotes: line.quotes })
    }

    /// Returns the code block with the column and quotes of a line.
    pub(super) fn in_line(self, line: &Line<'_>) -> Self {
        Self { indent: line.indent, quotes: line.quotes, ..self }
    }

    /// Tests whether a line closes the code block: one that is indented by four columns or more is code (`CommonMark` 0.31,
    /// section 4.5).
    pub(super) fn is_closed_by(&self, line: &Line<'_>) -> bool {
        let is_end = |fence: FenceLine<'_>| fence.closes(self.sign, self.length);
        line.indent < self.indent + TAB_STOP && FenceLine::of(line.words()).is_some_and(is_end)
    }
}

/// The raw HTML whose lines contain no Markdown, up to the text that ends it (`CommonMark` 0.31, section 4.6, kinds 1 and 2).
const RAW: [(&str, &str); 5] = [
    ("<!--", "-->"),
    ("<pre", "</pre>"),
    ("<script", "</script>"),
    ("<style", "</style>"),
    ("<textarea", "</textarea>"),
];

/// Returns the text that ends the raw HTML that a line opens and does not end.
pub(super) fn opened_raw(line: &Line<'_>) -> Option<&'static str> {
    let words = line.words();
    let (start, end) = RAW.into_iter().find(|(start, _)| {
        words.get(..start.len()).is_some_and(|first| first.eq_ignore_ascii_case(start))
            && (*start == "<!--" || !words[start.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '-'))
    })?;
    (!words[start.len()..].contains(end)).then_some(end)
}
