//! Turns a course into `head.js`, the first file of the search: pages, terms, and the list of the other files.

use std::collections::BTreeMap;

use serde::Serialize;

use super::text::slug;
use super::{SearchInput, ShardPlan};
use crate::course::glossary::Term;
use crate::course::{Course, EntryKind};
use crate::render::article::{plain, unquoted};
use crate::site::SitePath;

/// The maximum length of a definition in characters; the glossary shows all of it.
const MAX_DEFINITION: usize = 120;

/// The keys of the words of the search.
const WORDS: [&str; 26] = [
    "close",
    "kind_challenge",
    "kind_hands_on",
    "kind_lab",
    "kind_session",
    "search_all_kinds",
    "search_all_parts",
    "search_all_units",
    "search_also",
    "search_any_words",
    "search_count",
    "search_file",
    "search_forget",
    "search_found_as",
    "search_keys",
    "search_kind",
    "search_more_here",
    "search_more_pages",
    "search_near",
    "search_none",
    "search_overview",
    "search_page",
    "search_part",
    "search_recent",
    "search_term",
    "search_unit",
];

/// The versions of the files that the head names.
pub(super) struct Versions {
    /// For each unit the version of its headings and those of its shards.
    pub(super) units: Vec<(String, Vec<String>)>,
    /// The versions of the shards of linked files.
    pub(super) files: Vec<String>,
    /// The version of the definitions.
    pub(super) terms: String,
    /// The version of the table of names.
    pub(super) names: String,
    /// The version of the filter, if there is one.
    pub(super) filter: Option<String>,
}

/// The value of `head.js`.
#[derive(Serialize)]
pub(super) struct SearchHead<'a> {
    title: &'a str,
    words: BTreeMap<&'a str, &'a str>,
    units: Vec<UnitHead<'a>>,
    /// The path and URL of each linked file that has a page.
    files: Vec<(&'a str, String)>,
    /// For each shard of linked files its version and its number of files.
    file_shards: Vec<(&'a str, usize)>,
    glossary: Option<String>,
    terms: Vec<TermHead<'a>>,
    definitions: &'a str,
    names: &'a str,
    filter: Option<&'a str>,
}

#[derive(Serialize)]
struct UnitHead<'a> {
    name: &'a str,
    label: String,
    /// The part of the course that it belongs to; empty if there is none.
    #[serde(skip_serializing_if = "str::is_empty")]
    part: &'a str,
    /// The version of its headings.
    outline: &'a str,
    /// For each shard its version and its number of pages.
    shards: Vec<(&'a str, usize)>,
    /// The kind, full label, title and URL of each page.
    pages: Vec<(&'a str, &'a str, &'a str, String)>,
}

/// A term: name, other names, id (empty if it is the slug of the name), and the indices of the pages that define it.
pub(super) type TermHead<'a> = (&'a str, &'a [String], &'a str, Vec<usize>);

/// Returns the value of `head.js`.
pub(super) fn head<'a>(
    plan: &'a ShardPlan,
    from: &SearchInput<'a>,
    terms: Vec<TermHead<'a>>,
    versions: &'a Versions,
) -> SearchHead<'a> {
    let course = from.course;
    let label = |index: usize| from.labels[index].as_deref().unwrap_or_default();
    let page = |&index: &usize| {
        let entry = &course.entries[index];
        (entry.kind.as_str(), label(index), entry.title.as_str(), from_root(&entry.site))
    };
    let unit = |(unit, (outline, shards)): (&'a super::SearchUnit, &'a (String, Vec<String>))| UnitHead {
        name: &unit.name,
        label: match label(unit.entry) {
            "" => course.entries[unit.entry].title.clone(),
            label => label.to_owned(),
        },
        part: part_of(course, unit.entry),
        outline,
        shards: shards.iter().map(String::as_str).zip(unit.shards.iter().map(Vec::len)).collect(),
        pages: unit.shards.iter().flatten().map(page).collect(),
    };
    SearchHead {
        title: &course.title,
        words: WORDS.into_iter().map(|key| (key, from.words.get(key))).collect(),
        units: plan.units.iter().zip(&versions.units).map(unit).collect(),
        files: course.viewers.iter().map(|(path, site)| (path.as_str(), from_root(site))).collect(),
        file_shards: versions.files.iter().map(String::as_str).zip(plan.files.iter().map(Vec::len)).collect(),
        glossary: (!course.glossary.is_empty()).then(|| from_root(&course.generated.glossary)),
        terms,
        definitions: &versions.terms,
        names: &versions.names,
        filter: versions.filter.as_deref(),
    }
}

/// Returns the title of the outermost part above an entry or of itself; empty if there is none.
fn part_of(course: &Course, index: usize) -> &str {
    let way = course.ancestors(index).into_iter().chain([index]);
    let mut parts = way.map(|at| (at, &course.entries[at]));
    parts.find(|(at, entry)| entry.kind == EntryKind::Part && *at != course.top()).map_or("", |(_, part)| &part.title)
}

/// Returns the terms for the head, and the first definition of each.
pub(super) fn terms<'a>(plan: &ShardPlan, from: &SearchInput<'a>) -> (Vec<TermHead<'a>>, Vec<String>) {
    let places: BTreeMap<usize, usize> = plan.entries().enumerate().map(|(place, entry)| (entry, place)).collect();
    let head = |term: &'a Term| -> TermHead<'a> {
        let all = term
            .senses
            .iter()
            .flat_map(|sense| std::iter::once(sense.entry).chain(sense.more.iter().map(|wording| wording.entry)));
        let mut pages: Vec<usize> = all.filter_map(|entry| places.get(&entry).copied()).collect();
        pages.sort_unstable();
        pages.dedup();
        let id = if slug(&term.name) == term.id { "" } else { term.id.as_str() };
        (&term.name, &term.aliases, id, pages)
    };
    let glossary = &from.course.glossary;
    let heads = glossary.terms().map(head).collect();
    (heads, glossary.terms().map(|term| definition(term, from).unwrap_or_default()).collect())
}

fn definition(term: &Term, from: &SearchInput<'_>) -> Option<String> {
    let sense = term.senses.first()?;
    let source = from.sources.get(from.course.entries[sense.entry].lesson.as_ref()?)?;
    let span = sense.definition.definition;
    let text = plain(&unquoted(source, span));
    let Some((end, _)) = text.char_indices().nth(MAX_DEFINITION) else { return Some(text) };
    Some(format!("{}…", text[..end].trim_end()))
}

/// Returns the URL of a page relative to the root of the site.
fn from_root(site: &SitePath) -> String {
    SitePath::new("index.html").href_to(site)
}
