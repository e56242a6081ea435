//! Turns an attribute list (`{#id .class key=value}`, `{: #id .class }`) into the id, classes and pairs that it states.
//!
//! Sources: Pandoc's manual ("header identifiers", "bracketed spans"), Python-Markdown's "Attribute Lists", kramdown's
//! syntax ("Inline Attribute Lists"), mdBook's "Heading attributes".

use comrak::nodes::Attributes;

/// An attribute list that was read from the beginning of a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct AttributeList {
    /// Its id, classes and pairs.
    pub(super) attributes: Attributes,
    /// Names without a sign: references to other lists, as in kramdown's `{:toc}`.
    pub(super) references: Vec<String>,
    /// Whether it begins with `{:`, which has no other meaning in any text.
    pub(super) has_colon: bool,
    /// Its length in bytes.
    pub(super) length: usize,
}

impl AttributeList {
    /// Reads the list that a text begins with; `None` if it begins with none.
    pub(super) fn read(text: &str) -> Option<Self> {
        let inner = text.strip_prefix('{')?;
        let (has_colon, mut rest) = inner.strip_prefix(':').map_or((false, inner), |rest| (true, rest));
        let mut list = Self {
            attributes: Attributes { id: None, classes: Vec::new(), pairs: Vec::new() },
            references: Vec::new(),
            has_colon,
            length: 0,
        };
        loop {
            rest = rest.trim_start_matches([' ', '\t']);
            if let Some(after) = rest.strip_prefix('}') {
                list.length = text.len() - after.len();
                return (!list.is_empty()).then_some(list);
            }
            rest = list.read_item(rest)?;
        }
    }

    /// Reads the list that a text ends with, and returns it with the text before it.
    pub(super) fn read_end(text: &str) -> Option<(&str, Self)> {
        let text = text.trim_end();
        let at = text.strip_suffix('}')?.rfind('{')?;
        let (before, list) = text.split_at(at);
        // `{{ #if }}` of templates and `${x}` of scripts are text.
        if before.ends_with(['{', '$', '#', '%']) {
            return None;
        }
        let list = Self::read(list).filter(|read| read.length == list.len())?;
        Some((before, list))
    }

    /// Tests whether the list states a class or an id, or has the colon: so that it cannot be other text.
    pub(super) fn is_certain(&self) -> bool {
        self.has_colon || self.attributes.id.is_some() || !self.attributes.classes.is_empty()
    }

    fn is_empty(&self) -> bool {
        let Attributes { id, classes, pairs } = &self.attributes;
        id.is_none() && classes.is_empty() && pairs.is_empty() && self.references.is_empty()
    }

    /// Reads one item; returns the text after it.
    fn read_item<'t>(&mut self, text: &'t str) -> Option<&'t str> {
        let length = text.find(|c: char| !is_name_sign(c)).unwrap_or(text.len());
        let (name, after) = text.split_at(length);
        if let Some(sign @ ('#' | '.')) = text.chars().next() {
            // `{##id}` is a slip of some authors.
            let text = text.strip_prefix("##").unwrap_or(&text[1..]);
            let length = text.find(|c: char| !is_id_sign(c)).unwrap_or(text.len());
            let (name, after) = text.split_at(length);
            if name.is_empty() || !after.starts_with([' ', '\t', '}', '.', '#']) {
                return None;
            }
            match sign {
                '#' => self.attributes.id = Some(name.to_owned()),
                _ => self.attributes.classes.push(name.to_owned()),
            }
            return Some(after);
        }
        if let Some(value) = after.strip_prefix('=').filter(|_| !name.is_empty()) {
            let (value, after) = read_value(value)?;
            match name {
                "id" => self.attributes.id = Some(value.to_owned()),
                _ => self.attributes.pairs.push((name.to_ascii_lowercase(), value.to_owned())),
            }
            return Some(after);
        }
        let ends = after.starts_with([' ', '\t', '}']);
        match name {
            // Pandoc: a heading without a number.
            "-" if ends => self.attributes.classes.push("unnumbered".to_owned()),
            _ if ends && self.has_colon && !name.is_empty() => self.references.push(name.to_owned()),
            _ => return None,
        }
        Some(after)
    }
}

/// Reads a value with or without quotes; returns it and the text after it.
fn read_value(text: &str) -> Option<(&str, &str)> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    if let Some(quote) = quote {
        return text[1..].split_once(quote);
    }
    let length = text.find([' ', '\t', '}', '{', '"']).filter(|length| *length > 0)?;
    Some(text.split_at(length))
}

/// Tests whether an id may hold a character: HTML allows all but white space.
pub(super) fn is_id_sign(c: char) -> bool {
    is_name_sign(c) || !(c.is_ascii() || c.is_whitespace() || c.is_control())
}

fn is_name_sign(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '@' | '/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists() {
        let check = |text: &str, expected: Option<&str>| {
            let shown = AttributeList::read(text).map(|list| {
                let Attributes { id, classes, pairs } = list.attributes;
                let pairs: Vec<String> = pairs.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
                let id = id.unwrap_or_default();
                [&*id, &classes.join(","), &pairs.join(","), &list.references.join(","), &text[list.length..]].join("|")
            });
            assert_eq!(shown.as_deref(), expected, "{text}");
        };
        check("{#set-up}", Some("set-up||||"));
        check("{ #a .b .c } d", Some("a|b,c||| d"));
        check("{: #a .b key='v w' }", Some("a|b|key=v w||"));
        check("{:.note.wide}", Some("|note,wide|||"));
        check("{:toc}", Some("|||toc|"));
        check("{width=300 height=\"20%\"}.", Some("||width=300,height=20%||."));
        check("{target=_blank}", Some("||target=_blank||"));
        check("{-}", Some("|unnumbered|||"));
        check("{#용어-1}", Some("용어-1||||"));
        check("{ id=\"9.7.0\" }", Some("9.7.0||||"));
        for text in
            ["{}", "{ }", "{a}", "{#if x}", "{#}", "{1, 2}", "{{ x }}", "{a=}", "{#a", "{.a;b}", "{: }", "{a: b}"]
        {
            check(text, None);
        }
    }
}
