//! Turns the attributes of an info string into properties of a code block.

use super::{CodeAttributes, LineMark};

/// Splits attributes into names and values: `a="b"` → `a`, `b`. Words without a value have an empty one. A value without a
/// name in quotes, braces, brackets or slashes has as name the empty text, `{`, `[` or `/`.
pub fn attributes(text: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        let Some(first) = rest.chars().next() else { return found };
        if let Some((inner, after)) = enclosed(rest) {
            let name = if matches!(first, '"' | '\'') { String::new() } else { first.to_string() };
            found.push((name, inner.to_owned()));
            rest = after;
            continue;
        }
        let end = rest.find(|c: char| c.is_whitespace() || ",={[".contains(c)).filter(|end| *end > 0);
        let end = end.unwrap_or_else(|| rest.find(char::is_whitespace).unwrap_or(rest.len()).max(first.len_utf8()));
        let (name, after) = rest.split_at(end);
        rest = after;
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            (value, rest) = enclosed(after).unwrap_or_else(|| {
                after.split_at(after.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(after.len()))
            });
        }
        // Zola writes further ranges behind a space: `hl_lines=1 3-5`.
        let is_range = name.starts_with(|c: char| c.is_ascii_digit()) && is_ranges(name);
        match found.last_mut().filter(|(name, _)| is_range && matches!(name.as_str(), "hl_lines" | "hide_lines")) {
            Some((_, ranges)) => ranges.extend([" ", name]),
            None => found.push((name.to_owned(), value.to_owned())),
        }
    }
}

/// Splits the quotes, braces, brackets or slashes at the start of a text from the rest.
fn enclosed(text: &str) -> Option<(&str, &str)> {
    let open = text.chars().next()?;
    let close = match open {
        '"' | '\'' | '/' => open,
        '{' => '}',
        '[' => ']',
        _ => return None,
    };
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        if c == close && (depth == 1 || open == close && at > 0) {
            return Some((&text[1..at], &text[at + 1..]));
        }
        depth += usize::from(c == open && (open != close || at == 0));
        depth -= usize::from(c == close && open != close);
    }
    None
}

/// Reads ranges of lines: `1,3-5`, `1 3-5`, `[1, "3-5"]`, `1:4`, `20-`. Both ends are included.
pub fn line_ranges(text: &str) -> Vec<(usize, usize)> {
    let words = text.split(|c: char| c.is_whitespace() || ",\"'[]{}".contains(c)).filter(|word| !word.is_empty());
    let range = |word: &str| {
        let (from, to) = word.split_once(['-', ':', '~']).map_or((word, None), |(from, to)| (from, Some(to)));
        let from = if from.is_empty() { 1 } else { from.parse().ok()? };
        match to {
            None => Some((from, from)),
            Some("") => Some((from, usize::MAX)),
            Some(to) => Some((from, to.trim_start_matches(['.', '-']).parse().ok()?)),
        }
    };
    words.filter_map(range).collect()
}

/// Tests whether a text holds only ranges of lines.
fn is_ranges(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_digit() || b" ,-:~\"'[]".contains(&byte))
}

impl CodeAttributes {
    /// Reads attributes; those in braces too, one level deep.
    pub(super) fn read(&mut self, text: &str, with_braces: bool) {
        let found = attributes(text);
        for (at, (name, value)) in found.iter().enumerate() {
            match name.as_str() {
                "{" if is_ranges(value) => self.mark(LineMark::Highlighted, value),
                "{" if with_braces && value.starts_with('"') => self.mark(LineMark::Highlighted, value),
                "{" if with_braces => self.read(value, false),
                "[" if !is_ranges(value) => self.title_if_none(value),
                "" if with_braces && !value.is_empty() => self.words.push((value.clone(), LineMark::Highlighted)),
                "/" if value.chars().all(|c| c.is_alphanumeric() || c == '_') && !value.is_empty() => {
                    self.words.push((value.clone(), LineMark::Highlighted));
                }
                // Mintlify writes the name of the file first.
                word if at == 0 && with_braces && value.is_empty() && is_file_name(word) => {
                    self.title_if_none(word.trim_start_matches(':'));
                }
                _ => self.named(name.trim_start_matches([':', '.']), value),
            }
        }
    }

    /// Reads an attribute by its name.
    pub(super) fn named(&mut self, name: &str, value: &str) {
        let is_off = matches!(value, "false" | "False" | "FALSE" | "no" | "0" | "none");
        match name {
            "hl_lines" | "hl-lines" | "highlight" | "highlights" | "highlight_lines" | "highlightLines"
            | "emphasize-lines" | "emphasize_lines" | "mark" | "focus" | "lineHighlight" => {
                self.mark_or_word(LineMark::Highlighted, value);
            }
            "ins" | "add" | "added" => self.mark_or_word(LineMark::Inserted, value),
            "del" | "remove" | "removed" => self.mark_or_word(LineMark::Deleted, value),
            "code-line-numbers" if is_ranges(value) => self.mark(LineMark::Highlighted, value),
            "title" | "filename" | "fileName" | "file" | "file_name" | "caption" | "lst-cap" | "header" | "name" => {
                self.title_if_none(value);
            }
            "linenums" | "showLineNumbers" | "showlinenumbers" | "show-line-numbers" | "lineNumbers" | "linenos"
            | "line-numbers" | "lineno" | "numberLines" | "number-lines" | "lines" | "code-line-numbers"
                if !is_off =>
            {
                self.has_numbers = true;
                self.first_number = value.trim_matches(['{', '}']).parse().ok().or(self.first_number);
            }
            "startFrom" | "start" | "lineNoStart" | "linenostart" | "lineno-start" | "startLineNumber"
            | "data-start" | "startLine" => {
                self.first_number = value.trim_matches(['{', '}']).parse().ok();
            }
            "lang" => self.compared = Some(value.to_owned()),
            "hidelines" if !value.is_empty() => self.hidden_sign = Some(value.to_owned()),
            _ => {}
        }
    }

    fn mark_or_word(&mut self, mark: LineMark, value: &str) {
        if is_ranges(value) || value.contains("\":") {
            self.mark(mark, value);
        } else if !value.is_empty() && !value.starts_with('/') {
            self.words.push((value.to_owned(), mark));
        }
    }

    /// Marks ranges of lines. Expressive Code writes a label before them, `{"label":5-6}`, which is skipped.
    fn mark(&mut self, mark: LineMark, ranges: &str) {
        let ranges = match ranges.trim_start_matches('{').strip_prefix('"').and_then(|rest| rest.split_once("\":")) {
            Some((_, ranges)) => ranges,
            None => ranges,
        };
        self.ranges.extend(line_ranges(ranges).into_iter().map(|range| (mark, range)));
    }

    pub(super) fn title_if_none(&mut self, title: &str) {
        let title = title.trim().trim_matches(['"', '\'']);
        if self.title.is_none() && !title.is_empty() {
            self.title = Some(title.to_owned());
        }
    }
}

/// Tests whether a word is the name of a file: a stem and an extension of letters.
fn is_file_name(word: &str) -> bool {
    let name = word.trim_start_matches(':');
    name.rsplit_once('.').is_some_and(|(stem, extension)| {
        !stem.is_empty()
            && (1..=6).contains(&extension.len())
            && extension.chars().all(|c| c.is_ascii_alphanumeric())
            && extension.starts_with(|c: char| c.is_ascii_alphabetic())
            && stem.chars().all(|c| c.is_alphanumeric() || "._-/@".contains(c))
    })
}
