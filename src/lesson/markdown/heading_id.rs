//! Turns headings into ids: GitHub's, or an explicit one after the heading, as in mdBook, Hugo, Pandoc and `MkDocs`
//! (`## Set up { #setup }`), kramdown (`{: #setup }`), Docusaurus (`{/* #setup */}`) and Nextra (`[#setup]`).

use std::collections::{BTreeMap, BTreeSet};

use comrak::nodes::{AstNode, Attributes, NodeValue};

use super::attributes::{AttributeList, is_id_sign};
use crate::html::allowed::is_reserved_id;

/// The name of the attribute that holds the words of a heading as GitHub counts them for its id.
const TEXT: &str = "text";

/// The name of the attribute that holds a label of a heading: `(label)=` before it, in `MyST`.
const LABEL: &str = "label";

/// Tests whether a word can be an id that no page uses for itself.
fn is_id(word: &str) -> bool {
    let is_sign = |c: char| (is_id_sign(c) && !matches!(c, '@' | '/')) || c == '.';
    !word.is_empty() && word.chars().all(is_sign) && !word.starts_with("sd-")
}

/// Splits a heading from the attribute list after it.
fn split(text: &str) -> Option<(&str, Attributes)> {
    let (before, list) = AttributeList::read_end(text)?;
    let is_list = list.is_certain() && list.attributes.id.as_deref().is_none_or(is_id);
    // Some tools want the brace escaped, as MDX does: the parser took the backslash away.
    is_list.then(|| (before.trim_end(), list.attributes))
}

/// Splits a heading from the id in double brackets after it.
fn split_brackets(text: &str) -> Option<(&str, Attributes)> {
    let (before, id) = text.trim_end().strip_suffix("]]")?.rsplit_once("[[")?;
    let id = Some(id.to_owned()).filter(|id| is_id(id));
    Some((before.trim_end(), Attributes { id, ..Attributes::default() }))
}

/// Splits a heading from the id in brackets after it (`## Set up [#setup]`: Nextra, Fumadocs, javascript.info). The number of an
/// issue (`[#12]`) is text.
fn split_hash(text: &str) -> Option<(&str, Attributes)> {
    let (before, id) = text.trim_end().strip_suffix(']')?.rsplit_once("[#")?;
    let id = Some(id.to_owned()).filter(|id| is_id(id) && id.chars().any(char::is_alphabetic))?;
    let before = before.strip_suffix(' ')?;
    Some((before.trim_end(), Attributes { id: Some(id), ..Attributes::default() }))
}

/// Moves the attribute lists after the headings of a document into their attributes, so that readers see only the words.
///
/// In a course for Hugging Face's builder an id may be in double brackets (`## Set up[[setup]]`).
pub(super) fn read<'a>(root: &'a AstNode<'a>, has_brackets: bool) {
    for heading in root.descendants().filter(|node| matches!(node.data().value, NodeValue::Heading(_))) {
        if has_brackets {
            drop_nodes_in_brackets(heading);
        }
        let Some(last) = heading.last_child() else { continue };
        if let Some(id) = take_comment(heading) {
            attributes(heading, |attributes| attributes.id = Some(id));
            continue;
        }
        let mut data = last.data_mut();
        let NodeValue::Text(text) = &mut data.value else { continue };
        let bracketed = if has_brackets { split_brackets(text) } else { None };
        let Some((before, found)) = bracketed.or_else(|| split(text)).or_else(|| split_hash(text)) else {
            drop(data);
            read_first(heading);
            continue;
        };
        let before = before.to_owned();
        let is_empty = before.is_empty();
        *text = before.into();
        drop(data);
        // An image or a link may precede the list.
        if is_empty && last.previous_sibling().is_some() {
            last.detach();
        }
        attributes(heading, |attributes| *attributes = found);
    }
}

/// Tests whether a heading shows nothing: it has no words, or only a comment.
pub fn is_empty<'a>(heading: &'a AstNode<'a>) -> bool {
    heading.descendants().skip(1).all(|node| match &node.data().value {
        NodeValue::Text(text) => text.trim().is_empty(),
        NodeValue::HtmlInline(html) => html.starts_with("<!--"),
        NodeValue::SoftBreak | NodeValue::LineBreak | NodeValue::Emph | NodeValue::Strong | NodeValue::Link(_) => true,
        _ => false,
    })
}

/// Reads an id before the words of a heading, where writers of languages from right to left see its end.
fn read_first<'a>(heading: &'a AstNode<'a>) {
    let Some(first) = heading.first_child() else { return };
    let mut data = first.data_mut();
    let NodeValue::Text(text) = &mut data.value else { return };
    let list = AttributeList::read(text).filter(|list| list.attributes.id.as_deref().is_some_and(is_id));
    let Some(list) = list.filter(|list| text[list.length..].starts_with(' ')) else { return };
    let words = text[list.length..].trim_start().to_owned();
    *text = words.into();
    drop(data);
    attributes(heading, |attributes| *attributes = list.attributes);
}

/// Leaves only the brackets of an id in double brackets that holds more than text (`[[the `x` tag]]`): its id is that of the words.
fn drop_nodes_in_brackets<'a>(heading: &'a AstNode<'a>) {
    let Some(last) = heading.last_child() else { return };
    let ends =
        matches!(&last.data().value, NodeValue::Text(text) if text.trim_end().ends_with("]]") && !text.contains("[["));
    if !ends {
        return;
    }
    let opens = |node: &&'a AstNode<'a>| matches!(&node.data().value, NodeValue::Text(text) if text.contains("[["));
    let Some(first) = heading.reverse_children().find(opens) else { return };
    let after: Vec<&'a AstNode<'a>> = first.following_siblings().skip(1).collect();
    for node in after {
        node.detach();
    }
    if let NodeValue::Text(text) = &mut first.data_mut().value {
        let at = text.rfind("[[").unwrap_or(text.len());
        let words = text[..at].trim_end().to_owned();
        *text = words.into();
    }
}

/// Takes Docusaurus' `{/* #id */}` off a heading; the parser read its asterisks as emphasis where no space is inside.
fn take_comment<'a>(heading: &'a AstNode<'a>) -> Option<String> {
    let last = heading.last_child()?;
    let whole = last.previous_sibling().filter(|node| matches!(node.data().value, NodeValue::Emph));
    let (first, inner) = match whole {
        Some(emphasis) => (emphasis.previous_sibling()?, super::text(emphasis)),
        None => (last, String::new()),
    };
    let text = |node: &'a AstNode<'a>| match &node.data().value {
        NodeValue::Text(text) => Some(text.to_string()),
        _ => None,
    };
    let (before, inner) = if whole.is_some() {
        (text(last)?.trim_end() == "/}").then_some(())?;
        (text(first)?.strip_suffix("{/")?.to_owned(), inner)
    } else {
        let text = text(last)?;
        let (before, comment) = text.trim_end().strip_suffix("*/}")?.rsplit_once("{/*")?;
        (before.to_owned(), comment.to_owned())
    };
    let id = inner.trim().trim_start_matches('#').to_owned();
    if !is_id(&id) {
        return None;
    }
    if let Some(emphasis) = whole {
        emphasis.detach();
        last.detach();
    }
    first.data_mut().value = NodeValue::Text(before.trim_end().to_owned().into());
    Some(id)
}

/// Changes the attributes of a node.
pub(super) fn attributes<'a>(node: &'a AstNode<'a>, change: impl FnOnce(&mut Attributes)) {
    let mut data = node.data_mut();
    let attributes =
        data.attrs.get_or_insert_with(|| Box::new(Attributes { id: None, classes: Vec::new(), pairs: Vec::new() }));
    change(attributes);
}

/// Keeps the words of a heading as its author wrote them: GitHub's id of `:rocket: Start` is `rocket-start`.
pub(super) fn keep_text<'a>(heading: &'a AstNode<'a>) {
    let is_kept = heading.data().attrs.as_ref().is_some_and(|kept| kept.pairs.iter().any(|(name, _)| name == TEXT));
    if !is_kept {
        let text = super::text(heading);
        attributes(heading, |attributes| attributes.pairs.push((TEXT.to_owned(), text)));
    }
}

/// Gives a heading a label.
pub(super) fn add_label<'a>(heading: &'a AstNode<'a>, label: &str) {
    attributes(heading, |attributes| attributes.pairs.push((LABEL.to_owned(), label.to_owned())));
}

/// Returns the labels of a heading.
pub fn labels<'a>(heading: &'a AstNode<'a>) -> Vec<String> {
    let data = heading.data();
    let pairs = data.attrs.iter().flat_map(|attributes| &attributes.pairs);
    pairs.filter(|(name, _)| name == LABEL).map(|(_, label)| label.clone()).collect()
}

/// Makes the ids of a page unique.
#[derive(Debug, Default)]
pub struct HeadingIds {
    /// The number that the next id with a slug tries.
    numbers: BTreeMap<String, usize>,
    taken: BTreeSet<String>,
}

impl HeadingIds {
    /// Returns the id of a heading: the explicit one after it (`## Set up {#setup}`) unless it is taken, else one from its
    /// text.
    pub fn of_heading<'a>(&mut self, heading: &'a AstNode<'a>) -> String {
        let data = heading.data();
        let Some(attributes) = &data.attrs else { return self.unique(&super::text(heading)) };
        let given = attributes.id.clone().filter(|given| self.taken.insert(given.clone()));
        let text = attributes.pairs.iter().find(|(name, _)| name == TEXT).map(|(_, text)| text.clone());
        given.unwrap_or_else(|| self.unique(&text.unwrap_or_else(|| super::text(heading))))
    }

    /// Makes an id of a text as GitHub does: a slug, with a number if it repeats.
    pub fn unique(&mut self, text: &str) -> String {
        let slug = slug(text);
        let number = self.numbers.entry(slug.clone()).or_default();
        loop {
            let id = match *number {
                0 => slug.clone(),
                // GitHub's second `## 🎉` is `-1`.
                number => format!("{}-{number}", if slug == EMPTY_SLUG { "" } else { &slug }),
            };
            *number += 1;
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}

/// The slug of `## 🎉`: GitHub's is empty, which no id may be. GitHub's slugs lack this sign.
const EMPTY_SLUG: &str = "§";

/// Returns the id that a heading has unless the page repeats it or states another one.
pub fn slug(text: &str) -> String {
    let slug = raw_slug(text);
    if slug.is_empty() || is_reserved_id(&slug) { format!("{EMPTY_SLUG}{slug}") } else { slug }
}

/// Returns the slug of a text as GitHub makes it: its letters, marks and digits in lower case, with hyphens for spaces.
fn raw_slug(text: &str) -> String {
    // Fast path: comrak looks each character up in four tables. None of these has a case beyond ASCII.
    let is_known = |c: char| c.is_ascii() || is_hangul(c) || is_picture(c) || c == EMOJI_STYLE;
    if !text.chars().all(is_known) {
        return comrak::Anchorizer::new().anchorize(text);
    }
    let is_kept = |c: &char| !is_picture(*c) && (!c.is_ascii() || c.is_ascii_alphanumeric() || " -_".contains(*c));
    text.chars().filter(is_kept).map(|c| if c == ' ' { '-' } else { c.to_ascii_lowercase() }).collect()
}

/// The sign after a character that shows it as an emoji; a mark.
const EMOJI_STYLE: char = '\u{fe0f}';

fn is_hangul(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

/// Tests for box drawing to dingbats, and for pictographs: neither letters nor marks nor digits.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{2500}'..='\u{2775}' | '\u{1f300}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::markdown;
    use crate::source::Dialect;

    #[test]
    fn slugs_are_those_of_the_library() {
        let same = |text: &str| assert_eq!(raw_slug(text), comrak::Anchorizer::new().anchorize(text), "{text:?}");
        let known = ('\0'..='\u{7f}').chain('\u{2500}'..='\u{2775}').chain('\u{1f300}'..='\u{1faff}');
        for c in known.chain(('가'..='힣').step_by(97)).chain([EMOJI_STYLE, 'É', 'Σ', '１', '—']) {
            same(&format!("Ab {c}가"));
        }
        same("🚀 실습 3: Deploy_it (10분) ✔️");
    }

    #[test]
    fn ids_of_the_theme_are_no_slugs() {
        assert_eq!(
            (slug("sd-tasks"), slug("SD Tasks"), slug("sd")),
            ("§sd-tasks".into(), "§sd-tasks".into(), "sd".into())
        );
        let mut ids = HeadingIds::default();
        assert_eq!([ids.unique("sd-tasks"), ids.unique("sd-tasks")], ["§sd-tasks", "§sd-tasks-1"]);
    }

    #[test]
    fn repeated_ids_are_numbered() {
        let mut ids = HeadingIds::default();
        let made = ["a", "a-1", "a", "A!", "🎉", "🎉", "b"].map(|text| ids.unique(text));
        assert_eq!(made, ["a", "a-1", "a-2", "a-3", "§", "-1", "b"]);
    }

    /// Returns the words and the ids of the headings of a text.
    fn headings(text: &str) -> Vec<(String, String)> {
        let arena = comrak::Arena::new();
        let document = markdown::parse(&arena, text, Dialect::default());
        let mut ids = HeadingIds::default();
        let is_heading = |node: &&AstNode<'_>| matches!(node.data().value, NodeValue::Heading(_));
        let headings = document.root.descendants().filter(is_heading);
        headings.map(|node| (markdown::text(node), ids.of_heading(node))).collect()
    }

    #[test]
    fn ids_behind_headings() {
        let check = |text: &str, words: &str, id: &str| {
            assert_eq!(headings(&format!("## {text}\n")), [(words.to_owned(), id.to_owned())], "{text}");
        };
        check("Set up {#setup}", "Set up", "setup");
        check("Set up {#setup} ##", "Set up", "setup");
        check("용어 { #용어-1 .wide data-x=1 } ", "용어", "용어-1");
        check("Set up {: #go .no_toc }", "Set up", "go");
        check("Set up {/*go*/}", "Set up", "go");
        check("Set up {/* #go-on */}", "Set up", "go-on");
        check("Set up \\{#go}", "Set up", "go");
        check("**Set** `up` {#go}", "Set up", "go");
        check("웹 {#wai–aria}", "웹", "wai–aria");
        check("Set up {##go}", "Set up", "go");
        check("{#go} Set up", "Set up", "go");
        check("Set up { .wide }", "Set up", "set-up");
        check("Preface {-}", "Preface", "preface");
        check("Use :rocket: now", "Use 🚀 now", "use-rocket-now");
        check("Values {{ #if x }}", "Values {{ #if x }}", "values--if-x-");
        check("Values {{#each}}", "Values {{#each}}", "values-each");
        check("Set {1, 2}", "Set {1, 2}", "set-1-2");
        check("Hash {#a b}", "Hash {#a b}", "hash-a-b");
        check("Own {#sd-nav}", "Own {#sd-nav}", "own-sd-nav");
        check("None {#}", "None {#}", "none-");
        check("Style {width=3}", "Style {width=3}", "style-width3");
    }

    #[test]
    fn no_id_comes_twice() {
        let ids = |text: &str| -> Vec<String> { headings(text).into_iter().map(|(_, id)| id).collect() };
        assert_eq!(
            ids("## Start { #go }\n## Go\n## Other {#go} ##\n## Other\n## 🎉\n## 🎉\n"),
            ["go", "go-1", "other", "other-1", "§", "-1"]
        );
    }
}
