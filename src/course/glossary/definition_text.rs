//! Turns a definition in Markdown into its words: without marks, addresses of links and names of roles.

use std::borrow::Cow;

/// The signs that a definition without any other Markdown does not contain.
const SIGNS: [char; 10] = ['*', '_', '`', '[', '{', '\\', '\n', '>', '<', '!'];

/// Returns the words of a definition on one line: `the **unit** of a [cluster](b.md)` is `the unit of a cluster`.
///
/// Reads links of each kind (`[a](b)`, `[a][b]`, `[[b|a]]`, `[[#a]]`) and roles (`` {term}`a <b>` ``). A full parser would cost
/// more than all other work on definitions, and the words are compared only.
pub(super) fn plain(markdown: &str) -> Cow<'_, str> {
    let markdown = markdown.trim();
    if !markdown.contains(SIGNS) {
        return Cow::Borrowed(markdown);
    }
    let mut text = String::with_capacity(markdown.len());
    let (mut at, mut labels) = (0, Vec::<LinkLabel>::new());
    while let Some(c) = markdown[at..].chars().next() {
        if let Some(label) = labels.pop_if(|label| label.end <= at) {
            at = label.resume;
            continue;
        }
        let rest = &markdown[at..];
        at += match c {
            '\n' => {
                text.push(' ');
                rest.len() - rest.trim_start_matches(['\n', ' ', '>']).len()
            }
            '*' | '`' => 1,
            '_' if !is_inner(&text, &rest[1..]) => 1,
            '\\' if rest[1..].starts_with(|c: char| c.is_ascii_punctuation()) => {
                let escaped = rest[1..].chars().next().unwrap_or_default();
                text.push(escaped);
                2
            }
            '<' if rest.starts_with("<br") => {
                text.push(' ');
                rest.find('>').map_or(rest.len(), |end| end + 1)
            }
            '{' => role(rest, at, &mut labels).unwrap_or_else(|| keep(c, &mut text)),
            '!' if rest.starts_with("![") => 1,
            '[' => link(rest, at, &mut labels).unwrap_or_else(|| keep(c, &mut text)),
            _ => keep(c, &mut text),
        };
    }
    let trimmed = text.trim_end();
    let length = trimmed.len();
    text.truncate(length);
    Cow::Owned(text)
}

/// The label of a link or role: text up to `end`, then the text from `resume` on.
struct LinkLabel {
    end: usize,
    resume: usize,
}

fn keep(c: char, text: &mut String) -> usize {
    text.push(c);
    c.len_utf8()
}

/// Tests whether a sign stands within a word: `snake_case`.
fn is_inner(before: &str, after: &str) -> bool {
    before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric)
}

/// Reads the start of a link at a place; returns the bytes up to its label.
fn link(rest: &str, at: usize, labels: &mut Vec<LinkLabel>) -> Option<usize> {
    if rest.starts_with("[^") {
        return rest.find(']').map(|end| end + 1);
    }
    if rest.starts_with("[[") {
        let end = rest.find("]]")?;
        let inner = &rest[2..end];
        let start = inner.rfind('|').map_or_else(|| inner.len() - inner.trim_start_matches('#').len(), |bar| bar + 1);
        labels.push(LinkLabel { end: at + end, resume: at + end + 2 });
        return Some(2 + start);
    }
    let end = rest.find(']')?;
    let after = &rest[end + 1..];
    let target = match after.chars().next() {
        Some('(') => after.find(')')? + 1,
        Some('[') => after.find(']')? + 1,
        _ => return None,
    };
    labels.push(LinkLabel { end: at + end, resume: at + end + 1 + target });
    Some(1)
}

/// Reads the start of a role of Sphinx at a place: `` {term}`text <target>` ``; returns the bytes up to its text.
fn role(rest: &str, at: usize, labels: &mut Vec<LinkLabel>) -> Option<usize> {
    let name =
        rest.find("}`").filter(|end| rest[1..*end].chars().all(|c| c.is_ascii_alphanumeric() || "-:".contains(c)))?;
    let start = name + 2;
    let end = start + rest[start..].find('`')?;
    let label = rest[start..end].rfind(" <").filter(|_| rest[..end].ends_with('>')).map_or(end, |label| start + label);
    labels.push(LinkLabel { end: at + label, resume: at + end + 1 });
    Some(start)
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn words_without_signs() {
        for (markdown, words) in [
            ("a plain text", "a plain text"),
            ("the **unit** of a [cluster](b.md), see [it][x]", "the unit of a cluster, see it"),
            ("see {term}`MyST Markdown <MyST>` or {term}`AST`.", "see MyST Markdown or AST."),
            ("[[#노트|노트]]와 [[#태그]]", "노트와 태그"),
            ("`snake_case` _word_\n  > on two\\* lines[^1]", "snake_case word on two* lines"),
            ("a [bracket] and {brace} stay", "a [bracket] and {brace} stay"),
            ("[**bold** label](a.md)", "bold label"),
        ] {
            assert_eq!(plain(markdown), words);
        }
    }
}
