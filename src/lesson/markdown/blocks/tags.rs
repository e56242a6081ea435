//! Turns the tags of templates (`<Tip title="x">`, `{{< hint info >}}`, `{% hint style="info" %}`) into their names and attributes.
//!
//! Sources: MDX, "What is MDX"; Hugo, "Shortcodes"; Liquid, "Tags"; `GitBook`, "Hints".

use super::attributes::{Attributes, end_of_braces};
use super::name::is_name;

/// The most lines of one tag: a component may have an attribute on each line, and lists in them.
const MAX_LINES: usize = 200;

/// The language of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TagSyntax {
    /// A component of MDX: `<Tip>`.
    Component,
    /// A shortcode of Hugo or Zola: `{{< hint >}}`, `{{% hint %}}`.
    Shortcode,
    /// A tag of Liquid or `GitBook`: `{% hint %}`.
    Liquid,
    /// An element of HTML in MDX: `<div className="a">`.
    Element,
}

/// The effect of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TagRole {
    Open,
    Close,
    /// It has no content: `<Tip />`.
    Leaf,
}

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TemplateTag {
    pub(super) syntax: TagSyntax,
    pub(super) role: TagRole,
    pub(super) name: String,
    pub(super) attributes: Attributes,
    /// The 0-based line and the byte of it after the tag.
    pub(super) end: (usize, usize),
}

/// Reads the tag that begins at a byte of a line; it may end on a later one.
pub(super) fn read(lines: &[&str], line: usize, start: usize) -> Option<TemplateTag> {
    let text = &lines[line][start..];
    let (syntax, open) = opening_sign(text)?;
    let (inner, end) = content(lines, (line, start + open), syntax)?;
    let inner = inner.trim();
    let (role, inner) = match (syntax, inner.strip_prefix('/'), inner.strip_suffix('/')) {
        (TagSyntax::Component | TagSyntax::Shortcode, Some(rest), _) => (TagRole::Close, rest.trim_start()),
        (TagSyntax::Component | TagSyntax::Shortcode, _, Some(rest)) => (TagRole::Leaf, rest.trim_end()),
        // Zola closes each block by `{% end %}`.
        (TagSyntax::Liquid, ..) => match inner.strip_prefix("end") {
            Some(rest) if rest.is_empty() || is_name(rest) => (TagRole::Close, rest),
            _ => (TagRole::Open, inner),
        },
        _ => (TagRole::Open, inner),
    };
    let length = inner.find(|c: char| c.is_whitespace() || c == '(').unwrap_or(inner.len());
    let (name, rest) = inner.split_at(length);
    let is_component = syntax == TagSyntax::Component;
    let is_end = syntax == TagSyntax::Liquid && role == TagRole::Close;
    // Hugo names a shortcode by its path: `{{< blocks/cover >}}`.
    let plain = if syntax == TagSyntax::Shortcode { name.replace('/', "-") } else { name.to_owned() };
    let is_tag = (is_name(plain.trim_start_matches('_')) || (is_end && name.is_empty()))
        && (!is_component || is_component_name(name));
    // Zola writes attributes in parentheses.
    let attributes = || Attributes::parse(rest.strip_prefix('(').map_or(rest, |rest| rest.trim_end_matches(')')));
    is_tag.then(|| TemplateTag { syntax, role, name: name.to_owned(), attributes: attributes(), end })
}

/// Tests whether a name is that of a component: capitalised, or in two words as in Vue. HTML has neither, and `<HOSTNAME>` is
/// a placeholder.
pub(super) fn is_component_name(name: &str) -> bool {
    // The tabs of Hugging Face's builder.
    if matches!(name, "hfoption" | "hfoptions") {
        return true;
    }
    let is_capitalised = name.starts_with(|c: char| c.is_ascii_uppercase());
    name.contains('-') || (is_capitalised && name.contains(|c: char| c.is_ascii_lowercase()))
}

/// Tests whether a text begins with the name of a component.
fn begins_component(text: &str) -> bool {
    let is_sign = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let name = &text[..text.find(|c| !is_sign(c)).unwrap_or(text.len())];
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && is_component_name(name)
}

/// Returns the language of the tag that a text begins with, and the length of its opening sign.
pub(super) fn opening_sign(text: &str) -> Option<(TagSyntax, usize)> {
    let after = |sign: &str| text.strip_prefix(sign);
    if after("{{<").or_else(|| after("{{%")).is_some_and(|rest| !rest.starts_with("/*")) {
        Some((TagSyntax::Shortcode, 3))
    } else if after("{%").is_some() {
        Some((TagSyntax::Liquid, 2 + usize::from(text[2..].starts_with('-'))))
    } else if after("<").is_some_and(|rest| begins_component(rest.trim_start_matches('/'))) {
        Some((TagSyntax::Component, 1))
    } else {
        None
    }
}

/// Returns the text between the signs of a tag, and the end of the tag.
fn content(lines: &[&str], (line, start): (usize, usize), syntax: TagSyntax) -> Option<(String, (usize, usize))> {
    let mut text = String::new();
    for (number, words) in lines.iter().enumerate().skip(line).take(MAX_LINES) {
        let from = if number == line { start } else { 0 };
        let before = text.len();
        text.push_str(&words[from..]);
        // All closing signs contain this one; without it the text so far need not be read again.
        let may_end = words[from..].contains(if syntax == TagSyntax::Liquid { '%' } else { '>' })
            || (syntax == TagSyntax::Shortcode && words[from..].contains(['%', '}']));
        if may_end && let Some((inner, after)) = end_of_tag(&text, syntax) {
            // A tag never ends before the line that was added last.
            let end = from + after.saturating_sub(before);
            text.truncate(inner);
            return Some((text, (number, end)));
        }
        // Only an expression may hold a blank line.
        if words.trim().is_empty() && (syntax != TagSyntax::Component || !is_in_braces(&text)) {
            return None;
        }
        text.push('\n');
    }
    None
}

/// Tests whether a text ends in braces.
fn is_in_braces(text: &str) -> bool {
    text.matches('{').count() > text.matches('}').count()
}

/// Finds the end of a tag whose content begins a text: the length of the content, and that with the closing sign.
fn end_of_tag(text: &str, syntax: TagSyntax) -> Option<(usize, usize)> {
    let signs: &[&str] = match syntax {
        TagSyntax::Component | TagSyntax::Element => &[">"],
        TagSyntax::Shortcode => &[">}}", "%}}", "}}"],
        TagSyntax::Liquid => &["-%}", "%}"],
    };
    let mut quote = None;
    let mut past = 0;
    for (at, c) in text.char_indices() {
        if at < past {
            continue;
        }
        if let Some(open) = quote {
            quote = (c != open).then_some(open);
            continue;
        }
        if let Some(sign) = signs.iter().find(|sign| text[at..].starts_with(**sign)) {
            return Some((at, at + sign.len()));
        }
        match c {
            '"' => quote = Some(c),
            '\'' if text[..at].ends_with(['=', ' ']) => quote = Some(c),
            '{' if syntax == TagSyntax::Component => past = at + end_of_braces(&text[at..]),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<(TagSyntax, TagRole, String, (usize, usize))> {
        let lines: Vec<&str> = text.split('\n').collect();
        read(&lines, 0, 0).map(|tag| (tag.syntax, tag.role, tag.name, tag.end))
    }

    #[test]
    fn tags_of_each_language() {
        let check = |text: &str, syntax, role, name: &str, end| {
            assert_eq!(of(text), Some((syntax, role, name.to_owned(), end)), "{text}");
        };
        check("<Tip>글", TagSyntax::Component, TagRole::Open, "Tip", (0, 5));
        check("<Tip a={x > 1} b=\">\" />", TagSyntax::Component, TagRole::Leaf, "Tip", (0, 23));
        check("<code-group>", TagSyntax::Component, TagRole::Open, "code-group", (0, 12));
        check("</Tip>", TagSyntax::Component, TagRole::Close, "Tip", (0, 6));
        check("<Callout\n  type=\"x\"\n>글", TagSyntax::Component, TagRole::Open, "Callout", (2, 1));
        check("{{< hint info >}}", TagSyntax::Shortcode, TagRole::Open, "hint", (0, 17));
        check("{{% /notice %}}", TagSyntax::Shortcode, TagRole::Close, "notice", (0, 15));
        check("{{</ tab >}}", TagSyntax::Shortcode, TagRole::Close, "tab", (0, 12));
        check("{% hint style=\"info\" %}", TagSyntax::Liquid, TagRole::Open, "hint", (0, 23));
        check("{%- endhint -%}", TagSyntax::Liquid, TagRole::Close, "hint", (0, 15));
        for text in
            ["<tip>", "<HOSTNAME>", "<Tip", "{{</* hint */>}}", "{{ x }}", "<Tip\n\n>", "< Tip>", "{% %}", "<3>"]
        {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
