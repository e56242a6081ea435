//! Finds comments of authors in the syntax of other programs: `%% … %%` (Obsidian), `{% comment %} … {% endcomment %}`
//! (Liquid, Jinja), `{{% comment %}}` (Hugo) and `{# … #}` (Jinja).
//!
//! Two percent signs are also text (`100%%`, `printf("%%d")`), so they are a comment only in pairs: on one line, in one
//! paragraph, or from the start of a line to the end of another one. Signs in code are literal.

use super::markdown::{self, Layout};
use crate::diagnostic::{Code, Diagnostic};
use crate::message;
use crate::source::{Source, Span};

/// Finds the comments of a page behind its front matter, in order; reports those that are never closed.
pub fn author_comments(source: &Source, front_length: usize) -> (Vec<Span>, Vec<Diagnostic>) {
    let text: &str = &source.text;
    if !may_hold(&text[front_length..]) {
        return (Vec::new(), Vec::new());
    }
    let Layout { mut code, .. } = markdown::layout(source, front_length);
    code.sort();
    // Within `<!-- … -->` signs are part of that comment.
    let hidden = html_comments(text, &code);
    let is_literal = |at: usize| holds(&code, at) || holds(&hidden, at);
    let (mut found, mut problems) = tag_comments(source, front_length, is_literal);
    let tags = found.clone();
    let is_free = |at: usize| at >= front_length && !is_literal(at) && !holds(&tags, at);
    let signs: Vec<usize> = percent_signs(text).filter(|&at| is_free(at)).collect();
    let (pairs, open) = paired(text, &signs);
    found.extend(pairs);
    problems.extend(open.into_iter().map(|at| {
        let span = Span::new(at, at + 2);
        Diagnostic::at(&source.path, span, Code::InstructorPart, message!("instructor-part-percent"))
            .hint(message!("instructor-part-percent.hint"))
    }));
    found.sort();
    (found, problems)
}

/// Finds the HTML comments of a page behind its front matter, in order, apart from those in code.
pub fn html_comments_of(source: &Source, front_length: usize) -> Vec<Span> {
    let Layout { mut code, .. } = markdown::layout(source, front_length);
    code.sort();
    html_comments(&source.text, &code)
}

/// Tests whether one of several spans, in the order of their starts, holds an offset.
fn holds(spans: &[Span], at: usize) -> bool {
    let before = spans.partition_point(|span| span.start <= at);
    before > 0 && at < spans[before - 1].end
}

/// Tests whether a text may hold comments. Most texts hold none of the signs, and need no parsing.
fn may_hold(text: &str) -> bool {
    let has_tag = || text.contains("comment") && (text.contains("{%") || text.contains("{{"));
    text.contains("%%") || text.contains("{#") || has_tag()
}

/// Finds comments between two tags.
fn tag_comments(
    source: &Source,
    front_length: usize,
    is_literal: impl Fn(usize) -> bool,
) -> (Vec<Span>, Vec<Diagnostic>) {
    let text: &str = &source.text;
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    let (mut covered, last_sign) = (front_length, text.rfind("#}").unwrap_or_default());
    for (start, _) in text.match_indices('{') {
        if start < covered || is_literal(start) {
            continue;
        }
        let Some((tag, closing)) = opening_tag(&text[start..]) else { continue };
        let inside = start + tag;
        let end = match closing {
            Closing::Sign if last_sign < inside => None,
            Closing::Sign => text[inside..].find("#}").map(|end| inside + end + 2),
            Closing::Tag => closing_tag(text, inside),
        };
        match end {
            Some(end) => {
                found.push(Span::new(start, end));
                covered = end;
            }
            None if closing == Closing::Tag => {
                let mark = Span::new(start, inside);
                problems.push(
                    Diagnostic::at(&source.path, mark, Code::InstructorPart, message!("instructor-part-comment-tag"))
                        .hint(message!("instructor-part-comment-tag.hint")),
                );
                found.push(Span::new(start, text.len()));
                break;
            }
            None => {}
        }
    }
    (found, problems)
}

/// The longest tag that is read, in bytes.
const MAX_TAG: usize = 200;

/// The end of a comment between tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Closing {
    /// `#}`.
    Sign,
    /// `{% endcomment %}`.
    Tag,
}

/// Returns the length of an opening tag at the start of a text. `{#id}` is the address of a heading.
fn opening_tag(text: &str) -> Option<(usize, Closing)> {
    if let Some(rest) = text.strip_prefix("{#") {
        return rest.starts_with([' ', '\n', '-']).then_some((2, Closing::Sign));
    }
    let (length, name) = tag(text)?;
    (name == "comment").then_some((length, Closing::Tag))
}

/// Reads a tag: `{% name … %}`, `{{% name %}}` or `{{< name >}}`; returns its length and name.
fn tag(text: &str) -> Option<(usize, &str)> {
    let (open, close) =
        [("{{%", "%}}"), ("{{<", ">}}"), ("{%", "%}")].into_iter().find(|(open, _)| text.starts_with(open))?;
    let line = text[..text.floor_char_boundary(MAX_TAG)].lines().next()?;
    let end = line.find(close)?;
    let inner = line.get(open.len()..end)?.trim_matches(['-', ' ', '\t']);
    Some((end + close.len(), inner.split([' ', '\t']).next().unwrap_or_default()))
}

/// Finds the end of the tag that closes a comment.
fn closing_tag(text: &str, from: usize) -> Option<usize> {
    text[from..].match_indices('{').find_map(|(at, _)| {
        let (length, name) = tag(&text[from + at..])?;
        matches!(name, "endcomment" | "/comment").then_some(from + at + length)
    })
}

/// Returns the offsets of two percent signs, no more and no fewer.
fn percent_signs(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices("%%")
        .map(|(at, _)| at)
        .filter(|&at| !text[..at].ends_with('%') && !text[at + 2..].starts_with('%'))
}

/// Pairs percent signs into comments; returns also those that are a whole line and have no partner.
fn paired(text: &str, signs: &[usize]) -> (Vec<Span>, Vec<usize>) {
    let (mut pairs, mut open, mut at) = (Vec::new(), Vec::new(), 0);
    while let Some(&first) = signs.get(at) {
        at += 1;
        if text[..first].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '\\') {
            continue;
        }
        let before = text[..first].trim_end_matches(['>', ' ', '\t', '-', '*']);
        let starts_line = before.is_empty() || before.ends_with('\n');
        let closes = |&last: &usize| {
            let between = &text[first + 2..last];
            let behind = &text[last + 2..];
            let is_near = !between.lines().skip(1).any(|line| line.trim_matches(['>', ' ', '\t']).is_empty());
            !between.trim().is_empty()
                && !behind.starts_with(|c: char| c.is_ascii_alphanumeric())
                && (is_near || (starts_line && ends_line(behind)))
        };
        // Obsidian takes the next pair of signs; where that is not an end, neither is a later one.
        if let Some(&last) = signs.get(at).filter(|last| closes(last)) {
            pairs.push(Span::new(first, last + 2));
            at += 1;
        } else if starts_line && ends_line(&text[first + 2..]) {
            open.push(first);
        }
    }
    (pairs, open)
}

/// Tests whether nothing follows on a line.
fn ends_line(behind: &str) -> bool {
    let rest = behind.trim_start_matches([' ', '\t', '\r']);
    rest.is_empty() || rest.starts_with('\n')
}

/// Returns the spans of HTML comments that do not begin in code.
fn html_comments(text: &str, code: &[Span]) -> Vec<Span> {
    let (mut spans, mut at) = (Vec::new(), 0);
    while let Some(start) = text[at..].find("<!--").map(|start| at + start) {
        if holds(code, start) {
            at = start + 4;
            continue;
        }
        let Some(end) = text[start..].find("-->").map(|end| start + end + 3) else { break };
        spans.push(Span::new(start, end));
        at = end;
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::CoursePath;

    fn check(text: &str, expected: &[&str], problems: usize) {
        let (spans, found) = author_comments(&Source::new(CoursePath::new("a.md"), text), 0);
        let spans: Vec<&str> = spans.iter().map(|span| &text[span.start..span.end]).collect();
        assert_eq!((&spans[..], found.len()), (expected, problems), "{text}");
    }

    #[test]
    fn comments_of_other_programs() {
        check("a %%b%% c", &["%%b%%"], 0);
        check("これは%%b%%です", &["%%b%%"], 0);
        check("a\n\n%%\nb\n\nc\n%%\n\nd", &["%%\nb\n\nc\n%%"], 0);
        check("a %% b\nc %% d", &["%% b\nc %%"], 0);
        check("> %%\n> b\n> %%\n", &["%%\n> b\n> %%"], 0);
        check("%%\n```\ncode\n```\n%%\n", &["%%\n```\ncode\n```\n%%"], 0);
        check("a {% comment %}b{% endcomment %} c", &["{% comment %}b{% endcomment %}"], 0);
        check("{%- comment -%}\nb\n{%- endcomment -%}\n", &["{%- comment -%}\nb\n{%- endcomment -%}"], 0);
        check("{{% comment %}} b {{% /comment %}}", &["{{% comment %}} b {{% /comment %}}"], 0);
        check("{{< comment >}} b {{< /comment >}}", &["{{< comment >}} b {{< /comment >}}"], 0);
        check("{# b\nc #} d", &["{# b\nc #}"], 0);
        check("{% comment %}\nnever closed\n", &["{% comment %}\nnever closed\n"], 1);
    }

    #[test]
    fn other_uses_of_the_signs_are_text() {
        for text in [
            "it grew by 100%% and 200%% of it",
            "printf(\"%%d %%s\")",
            "for %%i in (1) do echo %%i",
            "`%%a%%` and `{% comment %}`",
            "```\n%% a\n%% b\n```\n",
            "    %%time\n    x = 1\n    %%time\n",
            "%%%\na\n%%%\n",
            "<!-- %% --> a <!-- %% -->",
            "a %% b\n\nc %% d",
            "## Set up {#set-up}\n\n## Next {#next}\n",
            "{# never closed",
            "%% a note that is never closed\n\ntext",
            "{% include comment.html %} {% if comment %} x {% endif %}",
        ] {
            check(text, &[], 0);
        }
        check("a\n\n%%\n\nb\n", &[], 1);
    }
}
