//! Turns headings into ids: GitHub's, or an explicit one after the heading, as in mdBook, Hugo and Pandoc:
//! `## Set up { #setup }`.

use std::collections::BTreeSet;

use comrak::nodes::{AstNode, NodeValue};

/// Splits a heading from the id after it: `Set up { #setup .wide }`; `None` if it has no id.
fn split(text: &str) -> Option<(&str, &str)> {
    let (before, inner) = text.trim_end().strip_suffix('}')?.rsplit_once('{')?;
    let mut id = None;
    for word in inner.split_whitespace() {
        match word.strip_prefix('#') {
            Some(name) if is_id(name) => id = Some(name),
            None if word.starts_with('.') || word.contains('=') => {}
            _ => return None,
        }
    }
    // `{{ #if }}` of templates and `\\{#` are text.
    let is_text = inner.contains('}') || before.ends_with(['{', '\\']);
    id.filter(|_| !is_text).map(|id| (before.trim_end(), id))
}

/// Tests whether a word can be an id that no page uses for itself.
fn is_id(word: &str) -> bool {
    let is_sign = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':');
    !word.is_empty() && word.chars().all(is_sign) && !word.starts_with("sd-")
}

/// Removes explicit ids from the headings of a document, so that readers see only the words.
pub(super) fn drop<'a>(root: &'a AstNode<'a>) {
    for heading in root.descendants().filter(|node| matches!(node.data().value, NodeValue::Heading(_))) {
        let Some(last) = heading.last_child() else { continue };
        let mut data = last.data_mut();
        if let NodeValue::Text(text) = &mut data.value
            && let Some((before, _)) = split(text)
        {
            *text = before.to_owned().into();
        }
    }
}

/// Makes the ids of a page unique.
#[derive(Debug, Default)]
pub struct HeadingIds {
    slugs: comrak::Anchorizer,
    taken: BTreeSet<String>,
}

impl HeadingIds {
    /// Returns the id of a heading: the explicit one in its source (`## Set up {#setup}`) unless it is taken, else one from
    /// its text.
    pub fn of_heading(&mut self, text: &str, source: &str) -> String {
        let given = split(source.trim_end().trim_end_matches('#')).map(|(_, id)| id.to_owned());
        given.filter(|given| self.taken.insert(given.clone())).unwrap_or_else(|| self.unique(text))
    }

    /// Makes an id of a text as GitHub does: a slug, with a number if it repeats.
    pub fn unique(&mut self, text: &str) -> String {
        loop {
            let slug = self.slugs.anchorize(text);
            // GitHub's slug of `## 🎉` is empty, which no id may be. Every slug lacks this sign, so it meets no other.
            let slug = if slug.is_empty() { "§".to_owned() } else { slug };
            if self.taken.insert(slug.clone()) {
                return slug;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_behind_headings() {
        let check = |text: &str, expected: Option<(&str, &str)>| assert_eq!(split(text), expected, "{text}");
        check("Set up {#setup}", Some(("Set up", "setup")));
        check("용어 { #용어-1 .wide data-x=1 } ", Some(("용어", "용어-1")));
        check("Set up { .wide }", None);
        check("Values {{ #if x }}", None);
        check("Values {{#each}}", None);
        check("Set {1, 2}", None);
        check("Hash {#a b}", None);
        check("Own {#sd-nav}", None);
        check("None {#}", None);
    }

    #[test]
    fn no_id_comes_twice() {
        let mut ids = HeadingIds::default();
        assert_eq!(ids.of_heading("Start", "## Start { #go }"), "go");
        assert_eq!(ids.of_heading("Go", "## Go"), "go-1");
        assert_eq!(ids.of_heading("Other", "## Other {#go} ##"), "other");
        assert_eq!(ids.of_heading("Other", "## Other"), "other-1");
        assert_eq!(ids.unique("🎉"), "§");
        assert_eq!(ids.unique("🎉"), "-1");
    }
}
