//! Turns the `[share]` table of the settings into the files and links by which a published site is shared.

use super::table::{Field, Mistakes, Value};
use super::top_level_names;

#[expect(clippy::struct_excessive_bools, reason = "each is a setting that authors switch by itself")]
/// The `[share]` table. All but `markdown` counts only where the address of the site is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShareConfig {
    /// Whether the site has a feed of its pages that state when they changed.
    pub feed: bool,
    /// Whether each page has a picture for shared links, drawn with its title.
    pub og: bool,
    /// Whether the text of each page is in the site as Markdown too.
    pub markdown: bool,
    /// Whether pages link their file in the repository, for readers who correct it.
    pub edit_links: bool,
}

impl Default for ShareConfig {
    fn default() -> Self {
        Self { feed: true, og: true, markdown: false, edit_links: true }
    }
}

/// The keys of the table.
pub(super) const FIELDS: &[Field<ShareConfig>] = &[
    Field { name: "feed", read: |share, value, mistakes| mistakes.set(&mut share.feed, value) },
    Field { name: "og", read: |share, value, mistakes| mistakes.set(&mut share.og, value) },
    Field { name: "markdown", read: |share, value, mistakes| mistakes.set(&mut share.markdown, value) },
    Field { name: "edit-links", read: |share, value, mistakes| mistakes.set(&mut share.edit_links, value) },
];

impl ShareConfig {
    /// Reads the table.
    pub(super) fn read(&mut self, value: Value<'_>, mistakes: &mut Mistakes) {
        if let Some(table) = mistakes.table(value) {
            mistakes.fields(FIELDS, &top_level_names(), self, table);
        }
    }
}
