//! Turns the boxes and examples of the engine of javascript.info (```` ```warn header="Title" ````, `[iframe src="x"]`) into markers
//! and links.
//!
//! Source: that engine's guide for authors ("Boxes", "Demos", "Sandboxes").

use super::attributes::Attributes;
use super::known::TemplateNode;
use super::marker::{Form, Marker, Opening};

/// The names of boxes with the containers that they are; none is a language.
const BOXES: [(&str, &str); 7] = [
    ("smart", "tip"),
    ("warn", "warning"),
    ("online", "div"),
    ("offline", "div"),
    ("compare", "admonition"),
    ("quote", "quote"),
    ("summary", "summary"),
];

/// The names of lines in brackets that show the example in a folder, with the file of the folder that they show.
const EXAMPLES: [(&str, &str); 4] = [("iframe", "/index.html"), ("codetabs", ""), ("edit", ""), ("demo", "")];

/// The lines in brackets that mean something to the engine only.
const MARKS: [&str; 4] = ["[cut]", "[demo]", "[pagenumber]", "[recent "];

/// The shortest fence.
const SHORTEST: usize = 3;

/// Tests by the bytes from a sign on whether a box or an example may begin there.
pub(super) fn may_begin(rest: &[u8]) -> bool {
    match rest {
        [b'`', b's' | b'w' | b'o' | b'c' | b'q', ..] => {
            let is_end = |after: &[u8]| matches!(after.first(), None | Some(b' ' | b'\n' | b'\r'));
            BOXES.iter().any(|(name, _)| rest[1..].strip_prefix(name.as_bytes()).is_some_and(is_end))
        }
        [b'[', b'h', b't', b'm', b'l', b' ', ..] | [b'[', b'j', b's', b' ', ..] => true,
        [b'[', b'i' | b'c' | b'e' | b'd' | b'p' | b'r', ..] => {
            EXAMPLES
                .iter()
                .any(|(name, _)| rest[1..].strip_prefix(name.as_bytes()).is_some_and(|rest| rest.starts_with(b" ")))
                || MARKS.iter().any(|mark| rest.starts_with(mark.as_bytes()))
        }
        _ => false,
    }
}

/// Splits an info string into the container that it names and its attributes.
fn of_info(info: &str) -> Option<(&'static str, &str)> {
    let info = info.trim_end();
    let (name, rest) = info.split_once(' ').unwrap_or((info, ""));
    let (_, container) = BOXES.iter().find(|(known, _)| *known == name)?;
    let has_attribute = ["header=", "author=", "title", "plus=", "minus="].iter().any(|key| rest.starts_with(key));
    // `quote` and `summary` alone may be the words of an author for plain text.
    let is_alone = rest.is_empty() && !matches!(name, "quote" | "summary" | "compare");
    (is_alone || has_attribute).then_some((container, rest))
}

/// Reads the fence whose first sign is at `start`; backticks may stand in its title.
pub(super) fn read_fence(line: &str, start: usize) -> Option<Marker> {
    let text = &line[start..];
    let length = text.bytes().take_while(|byte| *byte == b'`').count();
    let (name, rest) = of_info(text.get(length..).filter(|_| length >= SHORTEST)?)?;
    let attributes = Attributes::parse(rest);
    let title = attributes.get(&["header", "title", "author"]).filter(|title| !title.is_empty()).map(str::to_owned);
    let title = title.map(|title| (start + text.find(&*title).unwrap_or_default(), title));
    let opening = Opening { name: name.to_owned(), title, ..Opening::default() };
    Some(Marker::opening(Form::Fence(b'`', length), line, start, opening))
}

/// Reads a line that shows an example; `is_certain` states that the text has boxes or examples of the engine.
pub(super) fn read_line(words: &str, is_certain: impl Fn() -> bool) -> Option<TemplateNode> {
    let inner = words.trim_end().strip_prefix('[')?.strip_suffix(']')?;
    let (name, rest) = inner.split_once(' ').unwrap_or((inner, ""));
    let attributes = Attributes::parse(rest);
    let example = EXAMPLES.iter().find(|(known, _)| *known == name);
    if let Some(((_, file), src)) = example.zip(attributes.get(&["src"]).filter(|src| !src.is_empty())) {
        let words = attributes.get(&["title"]).unwrap_or(src).to_owned();
        // An address from the root is one of the engine's own.
        return Some(match src.starts_with('/') {
            true => TemplateNode::Placeholder(src.trim_matches('/').to_owned()),
            false if src.contains("://") => TemplateNode::Link { url: src.to_owned(), words },
            false => TemplateNode::Link { url: format!("{}.view{file}", src.trim_end_matches('/')), words },
        });
    }
    if matches!(name, "html" | "js")
        && let Some(src) = attributes.get(&["src"])
    {
        return Some(TemplateNode::Placeholder(src.to_owned()));
    }
    let is_mark = MARKS.iter().any(|mark| words.starts_with(mark)) && !inner.contains(['[', ']']);
    (is_mark && is_certain()).then_some(TemplateNode::Nothing)
}

/// Tests whether a text has boxes, runnable code or examples of the engine.
pub(super) fn is_written_for(lines: &[&str]) -> bool {
    lines.iter().any(|line| {
        let line = line.trim_start();
        let info = line.trim_start_matches('`');
        (info.len() + SHORTEST <= line.len()
            && (of_info(info).is_some() || info.split(' ').skip(1).any(|word| word == "run")))
            // The head of a task.
            || line.strip_prefix("importance: ").is_some_and(|level| level.trim().bytes().all(|b| b.is_ascii_digit()))
            || line.starts_with("[iframe src=")
            || line.starts_with("[codetabs src=")
    })
}

#[cfg(test)]
mod tests {
    use super::super::marker::MarkerRole;
    use super::*;

    #[test]
    fn boxes_are_known_by_their_names() {
        let opened = |line: &str| match read_fence(line, 0)?.role {
            MarkerRole::Open(opening) => {
                Some((opening.name, opening.title.map(|(at, title)| line[at..].starts_with(&title))))
            }
            _ => None,
        };
        assert_eq!(opened("```warn header=\"The `x` of y\""), Some(("warning".to_owned(), Some(true))));
        assert_eq!(opened("````smart"), Some(("tip".to_owned(), None)));
        for line in ["```quote", "```smart js", "``warn", "```warning", "```js run"] {
            assert_eq!(opened(line), None, "{line}");
        }
        assert!(
            may_begin(b"`smart header=\"x\"\n")
                && may_begin(b"[iframe src")
                && !may_begin(b"`warn` x")
                && !may_begin(b"`sudo x`")
        );
    }

    #[test]
    fn lines_in_brackets_show_examples() {
        let link = |url: &str, words: &str| Some(TemplateNode::Link { url: url.to_owned(), words: words.to_owned() });
        assert_eq!(read_line("[iframe src=\"a\" height=40]", || false), link("a.view/index.html", "a"));
        assert_eq!(read_line("[edit src=\"a\" title=\"Open it\"]", || false), link("a.view", "Open it"));
        assert_eq!(read_line("[cut]", || false), None);
        assert_eq!(read_line("[cut]", || true), Some(TemplateNode::Nothing));
        for line in ["[demo](a.md)", "[iframe]", "[a] b [cut]"] {
            assert_eq!(read_line(line, || true), None, "{line}");
        }
    }
}
