//! Turns fragments that differ slightly from a heading's id into the id of the heading that they mean.

use crate::config::is_slip;
use crate::language::is_alphanumeric;
use crate::lesson::Lesson;
use crate::source::Source;

/// Returns the id of the first heading with the same letters and digits.
///
/// Authors lose the `-` that an emoji leaves behind, or U+FE0F and the keycap: 10 of the 14 bad anchors of the real
/// course. If several headings fit, the first one is taken, as with equal headings on GitHub.
pub(super) fn lenient(page: &Lesson, fragment: &str) -> Option<String> {
    let wanted = letters(fragment);
    if wanted.is_empty() {
        return None;
    }
    let ids = page.headings.iter().map(|heading| &heading.id).chain(&page.html_ids);
    ids.clone()
        .find(|id| letters(id) == wanted)
        // A number at the end may count repeats (`설정-1`); it must not be dropped if the rest differs.
        .or_else(|| ids.clone().find(|id| letters(id).trim_start_matches(|c: char| c.is_ascii_digit()) == wanted))
        .cloned()
}

/// Returns the letters and digits of an id, in lower case.
fn letters(id: &str) -> String {
    id.chars().filter(|c| is_alphanumeric(*c)).flat_map(char::to_lowercase).collect()
}

/// Returns the id of a heading that contains the fragment's letters or is contained in them, else of the only one that is
/// a likely slip away: near enough for a hint, too far to follow.
pub(super) fn near<'a>(page: &'a Lesson, fragment: &str) -> Option<&'a str> {
    let wanted = letters(fragment);
    if wanted.chars().count() < 2 {
        return None;
    }
    let fits = |id: &str| {
        let id = letters(id);
        id.chars().count() >= 2 && (id.contains(&wanted) || wanted.contains(&id))
    };
    let ids = || page.headings.iter().map(|heading| heading.id.as_str());
    ids().find(|id| fits(id)).or_else(|| {
        let mut slips = ids().filter(|id| is_slip(&wanted, &letters(id)));
        slips.next().filter(|_| slips.next().is_none())
    })
}

/// A place on a page that its text declares.
pub(super) struct DeclaredPlace {
    /// The id of the heading that holds it; `None` for the top of the page.
    pub(super) heading: Option<String>,
}

/// Returns the place on a page that the text declares in the way of another tool; `None` if nothing declares the fragment.
///
/// Declarations are attribute lists (`{#x}`, `{: #x}`: Pandoc, kramdown, Python-Markdown), comments of Docusaurus
/// (`{/*x*/}`), targets and options of `MyST` (`(x)=`, `:name: x`), and the terms of definition lists, which Hugo gives ids.
pub(super) fn declared(page: &Lesson, source: &Source, fragment: &str) -> Option<DeclaredPlace> {
    let lines: Vec<&str> = source.text.lines().collect();
    let wanted = letters(fragment);
    let is_term = |at: usize| {
        let next = lines.get(at + 1).map_or("", |line| line.trim_start());
        next.starts_with(": ") && !wanted.is_empty() && lines[at].len() < 200 && letters(lines[at]) == wanted
    };
    // Tools leave components out of ids: `## useData <Badge text="composable" />` is `usedata`.
    let is_heading = |line: usize| lines.get(line - 1).is_some_and(|line| line.contains('<') && words(line) == wanted);
    if let Some(heading) =
        page.headings.iter().find(|heading| !wanted.is_empty() && heading.line > 0 && is_heading(heading.line))
    {
        return Some(DeclaredPlace { heading: Some(heading.id.clone()) });
    }
    let note = footnote_of(fragment).map(|name| format!("[^{name}]"));
    let is_note = |at: usize| note.as_ref().is_some_and(|note| lines[at].contains(note));
    let at = (0..lines.len()).find(|&at| declares(lines[at], fragment) || is_term(at) || is_note(at))?;
    let is_target = lines[at].trim_end().ends_with(")=");
    // A target precedes its heading, with at most one blank line between.
    let below = page.headings.iter().find(|heading| (at + 2..=at + 3).contains(&heading.line));
    let heading = below.filter(|_| is_target).or_else(|| page.section_of(at + 1));
    Some(DeclaredPlace { heading: heading.map(|heading| heading.id.clone()) })
}

/// Returns the name of the footnote that an id means: `fn:x` in kramdown, Goldmark and Python-Markdown, `fn-x` in others;
/// `fnref:x` is the place of its reference.
fn footnote_of(fragment: &str) -> Option<&str> {
    let name = ["fnref:", "fnref-", "fn:", "fn-"].iter().find_map(|sign| fragment.strip_prefix(sign))?;
    Some(name).filter(|name| !name.is_empty())
}

/// Returns the letters and digits of a line without its tags; tags in code are words.
fn words(line: &str) -> String {
    let parts =
        line.split('`').enumerate().map(|(at, part)| if at % 2 == 1 { part.to_owned() } else { untagged(part) });
    letters(&parts.collect::<String>())
}

fn untagged(text: &str) -> String {
    let (first, rest) = text.split_once('<').unwrap_or((text, ""));
    let after = rest.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text);
    std::iter::once(first).chain(after).collect()
}

/// Returns a fragment without the number by which tools distinguish equal ids: `x-1`, `x_1`.
pub(super) fn without_count(fragment: &str) -> Option<&str> {
    let bare = fragment.trim_end_matches(|c: char| c.is_ascii_digit());
    let bare = (bare.len() < fragment.len()).then(|| bare.strip_suffix(['-', '_']))??;
    Some(bare).filter(|bare| !bare.is_empty())
}

/// Returns the label that a line of `MyST` declares: `(x)=`, `$$ (x)`, `+++ {"label": "x"}`, `:name: x`, `:label: x`, and `label: x` of front
/// matter.
pub(super) fn label_of(line: &str) -> Option<&str> {
    let line = line.trim();
    if let Some(label) = line.strip_prefix('(').and_then(|rest| rest.strip_suffix(")=")) {
        return Some(label);
    }
    // Attributes before a paragraph: `{#x .note}`.
    if let Some(list) = line.strip_prefix("{#").and_then(|rest| rest.strip_suffix('}')) {
        return list.split_whitespace().next();
    }
    if let Some(part) = line.strip_prefix("+++") {
        let (_, after) = part.split_once("\"label\":")?;
        return after.trim_start().strip_prefix('"')?.split('"').next();
    }
    if let Some((_, after)) = line.rsplit_once("$$") {
        let label = after.trim_start().strip_prefix('(')?.strip_suffix(')')?;
        return Some(label).filter(|label| !label.is_empty() && !label.contains(char::is_whitespace));
    }
    let option = line.trim_start_matches(['#', '|', ' ']).trim_start_matches(':');
    let value = ["name:", "label:", "identifier:"].iter().find_map(|key| option.strip_prefix(key))?;
    Some(value.trim()).filter(|value| !value.is_empty() && !value.contains(char::is_whitespace))
}

/// Returns a fragment, then its ends after each hyphen: `def-CT-log`, `CT-log`, `log`.
fn ends_after_hyphens(fragment: &str) -> impl Iterator<Item = &str> {
    std::iter::once(fragment).chain(fragment.match_indices('-').map(|(at, _)| &fragment[at + 1..]))
}

fn declares(line: &str, fragment: &str) -> bool {
    let ends = |rest: &str| rest.is_empty() || rest.starts_with(['}', ' ', '.', '*', '"']);
    let in_attributes = |at: usize| {
        let before = &line[..at];
        let open = before.rfind('{').is_some_and(|open| !before[open..].contains('}'));
        open && (before.ends_with('#') || before.trim_end().ends_with("/*"))
    };
    // Macros in comments make ids: `#### <!-- setting config.x -->`.
    let in_comment = |at: usize| line[..at].ends_with(' ') && line[..at].contains("<!--");
    // A shortcode or component makes its id of an attribute, often behind a word: `{{< def id="LE" >}}` is `def-LE`.
    let in_tag = |id: &str| {
        let is_component = |at: usize| line[at + 1..].starts_with(|c: char| c.is_ascii_uppercase());
        let is_tag =
            || line.contains("{{<") || line.contains("{{%") || line.match_indices('<').any(|(at, _)| is_component(at));
        [format!(" id=\"{id}\""), format!(" name=\"{id}\"")].iter().any(|attribute| line.contains(attribute))
            && is_tag()
    };
    if line.contains("=\"") && ends_after_hyphens(fragment).any(in_tag) {
        return true;
    }
    // Preprocessors of mdBook make ids of rules: `r[items.use]` is `r-items.use`.
    let rule = || fragment.split_once('-').map(|(word, rest)| format!("{word}[{rest}]"));
    if line.contains('[') && line.ends_with(']') && rule().is_some_and(|rule| line.trim() == rule) {
        return true;
    }
    line.contains(fragment)
        && (label_of(line) == Some(fragment)
            || line
                .match_indices(fragment)
                .any(|(at, _)| (in_attributes(at) || in_comment(at)) && ends(&line[at + fragment.len()..])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::{Vocabulary, parse};
    use crate::source::CoursePath;

    #[test]
    fn places_that_other_tools_declare() {
        let text = "# T\n\nlead {#lead}\n\n(target)=\n## One\n\n[span]{#a-span} text\n\n## Two {/*two-id*/}\n\n`timeout`\n: a term\n\n:name: fig-x\n";
        let source = Source::new(CoursePath::new("a.md"), text);
        let page = parse(&source, &Vocabulary::default()).value;
        let place = |fragment: &str| declared(&page, &source, fragment).map(|place| place.heading.unwrap_or_default());
        assert_eq!(place("lead").as_deref(), Some("t"));
        assert_eq!(place("target").as_deref(), Some("one"));
        assert_eq!(place("a-span").as_deref(), Some("one"));
        let two = &page.headings[2].id;
        for fragment in ["two-id", "timeout", "fig-x"] {
            assert_eq!(place(fragment).as_ref(), Some(two), "{fragment}");
        }
        for fragment in ["span", "text", "gone", "a"] {
            assert_eq!(place(fragment), None, "{fragment}");
        }
    }
}
