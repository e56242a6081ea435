//! Turns the attributes of a container in any dialect (`title="x" open .wide #id info`) into names and values.

use super::imports::ImportedPaths;

/// The attributes that hold the address of a file in HTML and in components of MDX.
const ADDRESSES: [&str; 13] =
    ["src", "href", "poster", "url", "image", "img", "file", "source", "sources", "light", "dark", "data", "srcset"];

/// The most attributes of one container that are read; no tool has a container with as many.
const MAX_ATTRIBUTES: usize = 40;

/// The attributes of a container, in the order in which they are written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Attributes {
    /// Names with their values: `title="x"`.
    pairs: Vec<(String, String)>,
    /// Words and quoted texts without a name: `open`, `"A title"`, with whether they are quoted.
    words: Vec<(String, bool)>,
    /// Classes: `.wide`.
    classes: Vec<String>,
}

impl Attributes {
    /// Reads the text between the name and the end of a tag, or between the braces of an attribute list.
    ///
    /// Values may be bare, quoted (with `\"` inside) or a text in an expression in braces: `{"x"}`.
    pub(super) fn parse(text: &str) -> Self {
        let mut attributes = Self::default();
        let mut rest = text.trim_start_matches(is_gap);
        for _ in 0..MAX_ATTRIBUTES {
            if rest.is_empty() {
                break;
            }
            rest = attributes.read_one(rest).trim_start_matches(is_gap);
        }
        attributes
    }

    /// Returns the value of the first of these names that has one; ignores the letter case of names.
    pub(super) fn get(&self, names: &[&str]) -> Option<&str> {
        let is_name = |key: &str| names.iter().any(|name| name.eq_ignore_ascii_case(key));
        self.pairs.iter().find(|(key, _)| is_name(key)).map(|(_, value)| value.as_str())
    }

    /// Tests whether a flag is set: a bare word, or a name whose value is not `false`.
    pub(super) fn has(&self, name: &str) -> bool {
        let is_word = self.words.iter().any(|(word, is_quoted)| !is_quoted && word.eq_ignore_ascii_case(name));
        is_word || self.get(&[name]).is_some_and(|value| value != "false")
    }

    /// Returns the names with their values.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Returns the words and quoted texts without a name.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|(word, _)| word.as_str())
    }

    /// Returns the first quoted text without a name.
    pub(super) fn quoted(&self) -> Option<&str> {
        self.words.iter().find(|(_, is_quoted)| *is_quoted).map(|(word, _)| word.as_str())
    }

    /// Returns the classes.
    pub(super) fn classes(&self) -> impl Iterator<Item = &str> {
        let named = self.get(&["class"]).into_iter().flat_map(str::split_whitespace);
        self.classes.iter().map(String::as_str).chain(named)
    }

    /// Adds an attribute, as an option line of a directive states it (`:class: dropdown`).
    pub(super) fn push(&mut self, name: &str, value: &str) {
        if self.pairs.len() < MAX_ATTRIBUTES {
            self.pairs.push((name.to_owned(), value.trim().to_owned()));
        }
    }

    /// Replaces the names of imports in attributes that hold addresses with the paths that they name.
    pub(super) fn resolve_imports(&mut self, imports: &ImportedPaths) {
        let is_address = |key: &str| ADDRESSES.iter().any(|address| key.eq_ignore_ascii_case(address));
        for (_, value) in self.pairs.iter_mut().filter(|(key, _)| is_address(key)) {
            if let Some(path) = imports.path(value) {
                path.clone_into(value);
            }
        }
    }

    /// Reads the attribute at the start of a text; returns the rest.
    fn read_one<'t>(&mut self, text: &'t str) -> &'t str {
        if text.starts_with(['"', '\'', '`', '{']) {
            let (value, rest) = value(text);
            self.words.push((value, true));
            return rest;
        }
        let end = text.find(|c: char| is_gap(c) || matches!(c, '=' | '"' | '\'' | '{')).unwrap_or(text.len()).max(1);
        let end = text.ceil_char_boundary(end);
        let (name, rest) = text.split_at(end);
        if let Some(after) = rest.strip_prefix('=') {
            let (value, rest) = value(after);
            self.pairs.push((name.to_owned(), value));
            return rest;
        }
        match name.strip_prefix('.') {
            Some(class) => self.classes.push(class.to_owned()),
            None if name.starts_with('#') => self.pairs.push(("id".to_owned(), name[1..].to_owned())),
            None => self.words.push((name.to_owned(), false)),
        }
        rest
    }
}

fn is_gap(c: char) -> bool {
    c.is_whitespace() || c == ','
}

/// Reads a value; returns it with the rest of the text.
fn value(text: &str) -> (String, &str) {
    let Some(first) = text.chars().next() else { return (String::new(), text) };
    match first {
        '"' | '\'' | '`' => {
            let inner = &text[1..];
            let mut is_escaped = false;
            let end = inner.find(|c: char| {
                let ends = c == first && !is_escaped;
                is_escaped = c == '\\' && !is_escaped;
                ends
            });
            let (value, rest) = end.map_or((inner, ""), |end| (&inner[..end], &inner[end + 1..]));
            (value.replace(&format!("\\{first}"), &first.to_string()), rest)
        }
        '{' => {
            let end = end_of_braces(text);
            let inner = text[1..end].trim_end_matches('}').trim();
            let is_text = inner.starts_with(['"', '\'', '`']);
            let inner = if is_text { value(inner).0 } else { inner.to_owned() };
            (inner, &text[end..])
        }
        _ => {
            let end = text.find(is_gap).unwrap_or(text.len());
            (text[..end].to_owned(), &text[end..])
        }
    }
}

/// Returns where the braces at the start of a text end, after the closing one; quotes inside are passed over.
pub(super) fn end_of_braces(text: &str) -> usize {
    let mut depth = 0usize;
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '`') => quote = Some(c),
            (None, '{') => depth += 1,
            (None, '}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_of_every_dialect() {
        let pandoc = Attributes::parse(".callout-note #id collapse=true title=\"A \\\"b\\\"\"");
        assert_eq!(pandoc.classes().collect::<Vec<_>>(), ["callout-note"]);
        assert_eq!((pandoc.get(&["title"]), pandoc.get(&["id"])), (Some("A \"b\""), Some("id")));
        assert!(pandoc.has("collapse") && !pandoc.has("open"));
        let jsx = Attributes::parse(r#"type="info" title={"가 나"} values={[{a: "}"}]} default open={false}"#);
        assert_eq!(jsx.get(&["label", "TITLE"]), Some("가 나"));
        assert!(jsx.has("default") && !jsx.has("open"));
        assert_eq!(jsx.get(&["values"]), Some("[{a: \"}\"}]"));
        let shortcode = Attributes::parse("info \"A title\", 'other'");
        assert_eq!(shortcode.words().collect::<Vec<_>>(), ["info", "A title", "other"]);
        assert_eq!(shortcode.quoted(), Some("A title"));
    }

    #[test]
    fn broken_attributes_end() {
        for text in ["=", "a=", "a=\"", "{", "a={", "\"", "=가=", "'가", "{}}", "가=\"나"] {
            let _ = Attributes::parse(text);
        }
        assert_eq!(Attributes::parse(&"a ".repeat(1000)).words().count(), MAX_ATTRIBUTES);
    }
}
