//! Writes coloured code with an element around each line, and around words in it.

/// The element around a line: its tags, and its content after the code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineElement {
    /// The start tag.
    pub open: String,
    /// The end tag.
    pub close: &'static str,
    /// Markup behind the code of the line.
    pub after: String,
}

/// Puts an element around each line of coloured code. Each holds its line break, so that the text stays the same where
/// elements are blocks and where they are not.
pub fn wrap_lines(html: &str, element: impl Fn(usize) -> LineElement) -> String {
    let mut wrapped = String::with_capacity(html.len() * 2);
    for (at, line) in html.split_inclusive('\n').enumerate() {
        let LineElement { open, close, after } = element(at + 1);
        let bare = line.strip_suffix('\n').unwrap_or(line);
        wrapped.extend([&open, bare, &after, &line[bare.len()..], close]);
    }
    wrapped
}

/// Puts an element around each occurrence of a word in a line of coloured code, across the spans of its colours.
///
/// `word` is text, not HTML; `name` is the element's name.
pub fn mark_word(line: &str, word: &str, name: &str) -> String {
    let plain = text_of(line);
    if word.is_empty() || !plain.contains(word) {
        return line.to_owned();
    }
    let ranges: Vec<(usize, usize)> = plain.match_indices(word).map(|(at, found)| (at, at + found.len())).collect();
    let mut marked = String::with_capacity(line.len() * 2);
    let (mut at, mut rest) = (0, line);
    let mut is_open = false;
    while let Some(first) = rest.chars().next() {
        let is_inside = ranges.iter().any(|&(start, end)| (start..end).contains(&at));
        let is_end =
            is_open && (!is_inside || ranges.iter().any(|&(start, _)| start == at && !is_first_open(&marked, name)));
        if is_end {
            marked.extend(["</", name, ">"]);
            is_open = false;
        }
        let length = if first == '<' {
            // Elements do not overlap: the mark ends before the tag and begins again behind it.
            if is_open {
                marked.extend(["</", name, ">"]);
                is_open = false;
            }
            rest.find('>').map_or(rest.len(), |end| end + 1)
        } else {
            if is_inside && !is_open {
                marked.extend(["<", name, ">"]);
                is_open = true;
            }
            let length = if first == '&' { rest.find(';').map_or(1, |end| end + 1) } else { first.len_utf8() };
            at += if first == '&' { 1 } else { length };
            length
        };
        marked.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    if is_open {
        marked.extend(["</", name, ">"]);
    }
    marked
}

/// Tests whether the start tag of a mark is the last that was written.
fn is_first_open(marked: &str, name: &str) -> bool {
    marked.strip_suffix('>').is_some_and(|rest| rest.ends_with(name) && rest[..rest.len() - name.len()].ends_with('<'))
}

/// Returns the text of coloured code.
fn text_of(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(end) = rest.find(if rest.starts_with('<') { '>' } else { ';' }) else { break };
        match &rest[..=end] {
            "&lt;" => text.push('<'),
            "&gt;" => text.push('>'),
            "&amp;" => text.push('&'),
            _ => {}
        }
        rest = &rest[end + 1..];
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_hold_their_breaks() {
        let element =
            |number: usize| LineElement { open: format!("<i n={number}>"), close: "</i>", after: "!".to_owned() };
        assert_eq!(wrap_lines("a\n\nb", element), "<i n=1>a!\n</i><i n=2>!\n</i><i n=3>b!</i>");
    }

    #[test]
    fn words_are_marked_across_spans() {
        let mark = |line: &str, word: &str| mark_word(line, word, "mark");
        assert_eq!(mark("a b a", "a"), "<mark>a</mark> b <mark>a</mark>");
        assert_eq!(
            mark("<span class=\"hl-k\">let</span> x", "let x"),
            "<span class=\"hl-k\"><mark>let</mark></span><mark> x</mark>"
        );
        assert_eq!(mark("a &lt; b", "< b"), "a <mark>&lt; b</mark>");
        assert_eq!(mark("aa", "a"), "<mark>a</mark><mark>a</mark>");
        assert_eq!(mark("<span class=\"hl-k\">class</span>", "hl"), "<span class=\"hl-k\">class</span>");
        assert_eq!(mark("a", ""), "a");
    }
}
