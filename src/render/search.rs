//! Turns a course into the data by which its pages are searched: classic scripts, the only ones that a page opened from
//! a disk may load.
//!
//! A reader who searches loads `head.js` first: titles and terms, small at any size of the course, and the list of all
//! else. Then come, unit by unit (a unit is a week, or what stands in its place), the unit's headings, and its text in
//! shards of a size that a browser reads in a moment. All is plain text that the browser scans: nothing has to be kept in
//! step with a tokenizer, and parts of words are found. (Common syllables are packed into two bytes: see `syllables`.) Where there are many shards, `filter.js` says which of them can
//! hold a word at all.
//!
//! Each file but the head depends on its own unit alone, so that a change in one week leaves those of the others as
//! they were. The head names them with their hashes, so that no browser mixes two states of a site.

mod grams;
mod head;
mod syllables;
mod text;

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use crate::course::{Course, EntryKind};
use crate::memo::Memo;
use crate::read::Sources;
use crate::render::diagram::DiagramTheme;
use crate::render::theme::Words;

/// A shard holds pages whose sources have no more bytes than this together, or one page that is larger: 120 KB of text
/// are scanned within a millisecond, and 5 MB of Markdown make some forty shards.
const SHARD_BYTES: usize = 160_000;

/// With more shards than this (some 10 MB of Markdown) a filter tells which of them to load.
const MANY_SHARDS: usize = 64;

/// The pages of a course in groups: decided by the sizes of the sources alone, so that it costs nothing to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShardPlan {
    /// The units in course order.
    pub units: Vec<SearchUnit>,
}

/// A week, or whatever stands in its place: a part without weeks, the course itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchUnit {
    /// The entry that it is.
    pub entry: usize,
    /// The name of its files: it depends on the unit's path alone.
    pub name: String,
    /// Its pages, as entries in course order, shard by shard.
    pub shards: Vec<Vec<usize>>,
}

/// What the data is made of.
#[derive(Clone, Copy)]
pub struct SearchInput<'a> {
    /// The course.
    pub course: &'a Course,
    /// Its texts.
    pub sources: &'a Sources,
    /// The number of each entry in words, none like another.
    pub labels: &'a [Option<String>],
    /// The words of the theme.
    pub words: &'a Words,
    /// What was drawn: the labels of drawings are searched too.
    pub memo: &'a Memo,
    /// What drawings look like: a part of the name under which they are remembered.
    pub diagram: &'a DiagramTheme,
}

impl ShardPlan {
    /// Groups the pages of a course.
    pub fn new(course: &Course, sources: &Sources) -> Self {
        let mut pages: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for index in 0..course.entries.len() {
            pages.entry(unit_of(course, index)).or_default().push(index);
        }
        let size = |&index: &usize| {
            let source = course.entries[index].lesson.as_ref().and_then(|path| sources.get(path));
            source.map_or(0, |source| source.text.len())
        };
        let unit = |(entry, pages): (usize, Vec<usize>)| {
            let mut shards: Vec<Vec<usize>> = Vec::new();
            let mut filled = usize::MAX;
            for page in pages {
                filled = filled.saturating_add(size(&page));
                if let Some(shard) = shards.last_mut().filter(|_| filled <= SHARD_BYTES) {
                    shard.push(page);
                } else {
                    filled = size(&page);
                    shards.push(vec![page]);
                }
            }
            let name = blake3::hash(course.entries[entry].path.as_str().as_bytes()).to_hex()[..8].to_owned();
            SearchUnit { entry, name, shards }
        };
        Self { units: pages.into_iter().map(unit).collect() }
    }

    /// The names of the files that [`scripts`] makes.
    pub fn files(&self) -> Vec<String> {
        let mut names = vec!["head.js".to_owned(), "terms.js".to_owned()];
        names.extend(self.has_filter().then(|| "filter.js".to_owned()));
        for unit in &self.units {
            names.push(format!("{}.js", unit.name));
            names.extend((0..unit.shards.len()).map(|shard| format!("{}.js", unit.shard_name(shard))));
        }
        names
    }

    /// The entries in the order of the head's pages.
    fn entries(&self) -> impl Iterator<Item = usize> {
        self.units.iter().flat_map(|unit| unit.shards.iter().flatten().copied())
    }

    fn has_filter(&self) -> bool {
        self.units.iter().map(|unit| unit.shards.len()).sum::<usize>() > MANY_SHARDS
    }
}

impl SearchUnit {
    fn shard_name(&self, shard: usize) -> String {
        format!("{}-{shard}", self.name)
    }
}

/// The outermost week above an entry; else its outermost part; else the course.
fn unit_of(course: &Course, index: usize) -> usize {
    let way = || course.ancestors(index).into_iter().chain([index]);
    let outermost = |kind: EntryKind| way().find(|&at| course.entries[at].kind == kind && at != course.top());
    outermost(EntryKind::Week).or_else(|| outermost(EntryKind::Part)).unwrap_or(0)
}

/// A finished file of the search data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataScript {
    /// Its name: `head.js`.
    pub name: String,
    /// Its text.
    pub text: String,
}

impl DataScript {
    /// Writes a value as a script that hands it to the page's search under a name.
    fn new(name: &str, value: &impl Serialize) -> serde_json::Result<Self> {
        let text = format!("seodangSearch({name:?},{});\n", serde_json::to_string(value)?);
        Ok(Self { name: format!("{name}.js"), text })
    }

    /// Writes a value so, with its syllables packed.
    fn packed(name: &str, value: &impl Serialize) -> serde_json::Result<Self> {
        let plain = Self::new(name, value)?;
        Ok(Self { text: syllables::pack(&syllables::packable(&plain.text)), ..plain })
    }

    /// What tells this state of the file from others.
    fn version(&self) -> String {
        blake3::hash(self.text.as_bytes()).to_hex()[..8].to_owned()
    }
}

/// What a unit makes: its headings, its shards, and of each shard what it can hold.
struct UnitScripts {
    outline: DataScript,
    shards: Vec<DataScript>,
    grams: Vec<String>,
}

/// Makes the search data.
///
/// # Errors
/// Where a value cannot be written as JSON, which no text causes.
pub fn scripts(plan: &ShardPlan, from: &SearchInput<'_>) -> serde_json::Result<Vec<DataScript>> {
    let made: serde_json::Result<Vec<UnitScripts>> =
        plan.units.par_iter().map(|unit| unit_scripts(plan, unit, from)).collect();
    let made = made?;
    let grams: Vec<&Vec<String>> = made.iter().map(|unit| &unit.grams).collect();
    let filter = plan.has_filter().then(|| DataScript::new("filter", &grams)).transpose()?;
    let (terms, definitions) = head::terms(plan, from);
    let definitions = DataScript::packed("terms", &definitions)?;
    let versions = head::Versions {
        units: made
            .iter()
            .map(|unit| (unit.outline.version(), unit.shards.iter().map(DataScript::version).collect()))
            .collect(),
        terms: definitions.version(),
        filter: filter.as_ref().map(DataScript::version),
    };
    let head = DataScript::new("head", &head::head(plan, from, terms, &versions))?;
    let units = made.into_iter().flat_map(|unit| std::iter::once(unit.outline).chain(unit.shards));
    Ok([head, definitions].into_iter().chain(filter).chain(units).collect())
}

fn unit_scripts(plan: &ShardPlan, unit: &SearchUnit, from: &SearchInput<'_>) -> serde_json::Result<UnitScripts> {
    let pages: Vec<usize> = unit.shards.iter().flatten().copied().collect();
    let outline = DataScript::packed(&unit.name, &text::outline(&pages, from))?;
    let made: serde_json::Result<Vec<(DataScript, String)>> = unit
        .shards
        .par_iter()
        .enumerate()
        .map(|(at, pages)| {
            let texts: Vec<String> = pages.iter().map(|&page| text::page(page, from)).collect();
            let grams = if plan.has_filter() {
                let names = pages.iter().map(|&page| text::names(page, from));
                grams::signature(texts.iter().cloned().chain(names))
            } else {
                String::new()
            };
            Ok((DataScript::packed(&unit.shard_name(at), &texts)?, grams))
        })
        .collect();
    let (shards, grams) = made?.into_iter().unzip();
    Ok(UnitScripts { outline, shards, grams })
}
