//! Turns a course into its search data: classic scripts, the only data that a page opened from `file://` may load.
//!
//! 1. `head.js` is loaded first: titles, terms and the list of the other files; small for any course.
//! 2. For each unit (a week, or the part or course in its place) one file with its headings.
//! 3. For each unit its text in shards that a browser scans within milliseconds; likewise the linked files that have pages.
//! 4. `names.js` lists different names of one thing (`names`); it is loaded only for queries that match few pages.
//!
//! All is plain text that the browser scans: it needs no tokenizer on either side, and finds parts of words. Common
//! syllables are packed into two bytes (`syllables`). With many shards, `filter.js` is a filter of n-grams (`grams`): it
//! states which shards can contain a word.
//!
//! Each file except the head depends only on its own unit, so that a change in one week leaves the files of the others
//! unchanged. The head names them with their hashes, so that no browser mixes two states of a site.

mod grams;
mod head;
mod names;
mod syllables;
mod text;

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use crate::course::{Course, EntryKind};
use crate::memo::Memo;
use crate::read::{Attachment, Sources};
use crate::render::diagram::DiagramTheme;
use crate::render::theme::Words;
use crate::source::CoursePath;

/// The maximum size of the sources of a shard in bytes, unless it is one larger page: 120 KB of text are scanned within a
/// millisecond, and 5 MB of Markdown result in about 40 shards.
const SHARD_BYTES: usize = 160_000;

/// The number of shards (some 10 MB of Markdown) above which a filter selects those to load.
const MANY_SHARDS: usize = 64;

/// The prefix of the names of the shards of linked files.
const FILES: &str = "files";

/// The pages of a course in units and shards. It depends only on the sizes of the sources, so that it is cheap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ShardPlan {
    /// The units in course order.
    pub(crate) units: Vec<SearchUnit>,
    /// The linked files that have pages, shard by shard.
    pub(crate) files: Vec<Vec<CoursePath>>,
}

/// A week, or in its place a part without weeks or the course itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SearchUnit {
    /// The index of its entry.
    pub(crate) entry: usize,
    /// The prefix of the names of its files: a hash of the path of the unit.
    pub(crate) name: String,
    /// Its pages, as entries in course order, shard by shard.
    pub(crate) shards: Vec<Vec<usize>>,
}

/// The values that the search data is made from.
#[derive(Clone, Copy)]
pub(crate) struct SearchInput<'a> {
    /// The course.
    pub(crate) course: &'a Course,
    /// The sources of the course.
    pub(crate) sources: &'a Sources,
    /// The files that pages refer to.
    pub(crate) attachments: &'a BTreeMap<CoursePath, Attachment>,
    /// The full label of each entry, unique.
    pub(crate) labels: &'a [Option<String>],
    /// The words of the theme.
    pub(crate) words: &'a Words,
    /// The drawings, whose labels are searched.
    pub(crate) memo: &'a Memo,
    /// The theme of drawings: part of their key in the memo.
    pub(crate) diagram: &'a DiagramTheme,
}

impl ShardPlan {
    /// Groups the pages and linked files of a course.
    pub(crate) fn new(course: &Course, sources: &Sources, attachments: &BTreeMap<CoursePath, Attachment>) -> Self {
        let mut pages: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for index in 0..course.entries.len() {
            pages.entry(unit_of(course, index)).or_default().push(index);
        }
        let page_size = |&index: &usize| {
            let source = course.entries[index].lesson.as_ref().and_then(|path| sources.get(path));
            source.map_or(0, |source| source.text.len())
        };
        let unit = |(entry, pages): (usize, Vec<usize>)| {
            let name = blake3::hash(course.entries[entry].path.as_str().as_bytes()).to_hex()[..8].to_owned();
            SearchUnit { entry, name, shards: in_shards(pages, page_size) }
        };
        let file_size = |path: &CoursePath| text::of_file(path, attachments).map_or(0, str::len);
        Self {
            units: pages.into_iter().map(unit).collect(),
            files: in_shards(course.viewers.keys().cloned(), file_size),
        }
    }

    /// Returns the names of the files that [`scripts`] writes.
    pub(crate) fn files(&self) -> Vec<String> {
        let mut names = vec!["head.js".to_owned(), "names.js".to_owned(), "terms.js".to_owned()];
        names.extend(self.has_filter().then(|| "filter.js".to_owned()));
        for unit in &self.units {
            names.push(format!("{}.js", unit.name));
            names.extend((0..unit.shards.len()).map(|shard| format!("{}.js", unit.shard_name(shard))));
        }
        names.extend((0..self.files.len()).map(|shard| format!("{FILES}-{shard}.js")));
        names
    }

    /// Returns the entries in the order of the head's pages.
    fn entries(&self) -> impl Iterator<Item = usize> {
        self.units.iter().flat_map(|unit| unit.shards.iter().flatten().copied())
    }

    fn has_filter(&self) -> bool {
        self.units.iter().map(|unit| unit.shards.len()).sum::<usize>() + self.files.len() > MANY_SHARDS
    }
}

impl SearchUnit {
    fn shard_name(&self, shard: usize) -> String {
        format!("{}-{shard}", self.name)
    }
}

/// Divides items into shards of about [`SHARD_BYTES`], in their order.
fn in_shards<T>(items: impl IntoIterator<Item = T>, size: impl Fn(&T) -> usize) -> Vec<Vec<T>> {
    let mut shards: Vec<Vec<T>> = Vec::new();
    let mut filled = usize::MAX;
    for item in items {
        filled = filled.saturating_add(size(&item));
        if let Some(shard) = shards.last_mut().filter(|_| filled <= SHARD_BYTES) {
            shard.push(item);
        } else {
            filled = size(&item);
            shards.push(vec![item]);
        }
    }
    shards
}

/// Returns the outermost week above an entry, else its outermost part, else the course.
fn unit_of(course: &Course, index: usize) -> usize {
    let way = || course.ancestors(index).into_iter().chain([index]);
    let outermost = |kind: EntryKind| way().find(|&at| course.entries[at].kind == kind && at != course.top());
    outermost(EntryKind::Week).or_else(|| outermost(EntryKind::Part)).unwrap_or(0)
}

/// A file of the search data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DataScript {
    /// The name: `head.js`.
    pub(crate) name: String,
    /// The text.
    pub(crate) text: String,
}

impl DataScript {
    /// Writes a value as a script that passes it to `seodangSearch` with a name.
    fn new(name: &str, value: &impl Serialize) -> serde_json::Result<Self> {
        let text = format!("seodangSearch({name:?},{});\n", serde_json::to_string(value)?);
        Ok(Self { name: format!("{name}.js"), text })
    }

    /// Writes a value as such a script, with its syllables packed.
    fn packed(name: &str, value: &impl Serialize) -> serde_json::Result<Self> {
        let plain = Self::new(name, value)?;
        Ok(Self { text: syllables::pack(&syllables::packable(&plain.text)), ..plain })
    }

    /// Returns the version of the file: a hash of its text.
    fn version(&self) -> String {
        blake3::hash(self.text.as_bytes()).to_hex()[..8].to_owned()
    }
}

/// The files of a unit: headings and shards, with the n-gram filter of each shard.
struct UnitScripts {
    outline: DataScript,
    shards: Vec<DataScript>,
    grams: Vec<String>,
}

/// Writes the search data.
///
/// # Errors
/// Returns an error if a value cannot be written as JSON, which no text causes.
pub(crate) fn scripts(plan: &ShardPlan, from: &SearchInput<'_>) -> serde_json::Result<Vec<DataScript>> {
    let made: serde_json::Result<Vec<UnitScripts>> =
        plan.units.par_iter().map(|unit| unit_scripts(plan, unit, from)).collect();
    let made = made?;
    let (files, file_grams) = file_scripts(plan, from)?;
    let grams: Vec<&Vec<String>> = made.iter().map(|unit| &unit.grams).chain([&file_grams]).collect();
    let filter = plan.has_filter().then(|| DataScript::new("filter", &grams)).transpose()?;
    let (terms, definitions) = head::terms(plan, from);
    let definitions = DataScript::packed("terms", &definitions)?;
    let names = DataScript::packed("names", &names::table(&from.course.search_names))?;
    let versions = head::Versions {
        units: made
            .iter()
            .map(|unit| (unit.outline.version(), unit.shards.iter().map(DataScript::version).collect()))
            .collect(),
        files: files.iter().map(DataScript::version).collect(),
        terms: definitions.version(),
        names: names.version(),
        filter: filter.as_ref().map(DataScript::version),
    };
    let head = DataScript::new("head", &head::head(plan, from, terms, &versions))?;
    let units = made.into_iter().flat_map(|unit| std::iter::once(unit.outline).chain(unit.shards));
    Ok([head, definitions, names].into_iter().chain(filter).chain(units).chain(files).collect())
}

fn unit_scripts(plan: &ShardPlan, unit: &SearchUnit, from: &SearchInput<'_>) -> serde_json::Result<UnitScripts> {
    let pages: Vec<usize> = unit.shards.iter().flatten().copied().collect();
    let outline = DataScript::packed(&unit.name, &text::outline(&pages, from))?;
    let (shards, grams) = shard_scripts(plan, &unit.name, &unit.shards, |&page| {
        (text::page(page, from), plan.has_filter().then(|| text::names(page, from)))
    })?;
    Ok(UnitScripts { outline, shards, grams })
}

/// Writes the shards of linked files, and the n-gram filter of each.
fn file_scripts(plan: &ShardPlan, from: &SearchInput<'_>) -> serde_json::Result<(Vec<DataScript>, Vec<String>)> {
    shard_scripts(plan, FILES, &plan.files, |path| (text::file(path, from.attachments), Some(path.to_string())))
}

/// Writes shards, and the n-gram filter of each: a function gives the text of an item and the names that belong to it.
fn shard_scripts<T: Sync>(
    plan: &ShardPlan,
    prefix: &str,
    shards: &[Vec<T>],
    item: impl Fn(&T) -> (String, Option<String>) + Sync,
) -> serde_json::Result<(Vec<DataScript>, Vec<String>)> {
    let made: serde_json::Result<Vec<(DataScript, String)>> = shards
        .par_iter()
        .enumerate()
        .map(|(at, items)| {
            let (texts, names): (Vec<String>, Vec<Option<String>>) = items.iter().map(&item).unzip();
            let grams = if plan.has_filter() {
                grams::signature(texts.iter().cloned().chain(names.into_iter().flatten()))
            } else {
                String::new()
            };
            Ok((DataScript::packed(&format!("{prefix}-{at}"), &texts)?, grams))
        })
        .collect();
    Ok(made?.into_iter().unzip())
}
