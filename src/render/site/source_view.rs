//! Turns a place on a page of the course into the view by which other pages name it and link to it.

use super::SiteContext;
use crate::lesson::TermDefinition;
use crate::render::page::SourceView;
use crate::site::SitePath;
use crate::site::path::encode_fragment;

/// Returns the place of a definition on its page.
pub(super) fn definition_source(
    context: &SiteContext,
    site: &SitePath,
    entry: usize,
    definition: &TermDefinition,
) -> SourceView {
    let lesson = context.input.course.entries[entry].lesson.as_ref();
    let id = lesson.and_then(|path| context.term_ids.get(path)).and_then(|ids| ids.get(&definition.line));
    source_view(context, site, entry, id.map(String::as_str))
}

/// Returns a place on the page of an entry.
pub(super) fn source_view(context: &SiteContext, site: &SitePath, index: usize, anchor: Option<&str>) -> SourceView {
    let entry = &context.input.course.entries[index];
    let fragment = anchor.map(|id| format!("#{}", encode_fragment(id))).unwrap_or_default();
    SourceView {
        label: context.labels[index].clone(),
        title: entry.title.clone(),
        href: site.href_to(&entry.site) + &fragment,
    }
}
