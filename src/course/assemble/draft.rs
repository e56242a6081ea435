//! Turns the pages of each edition into its tree, and a tree with addresses into the assembled course.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::course_title;
use crate::config::{Config, HtmlTrust, Language, RemoteImages};
use crate::course::edition::plan::{EditionPlan, PlannedEdition};
use crate::course::edition::tree::{TranslationInput, build as translated_tree};
use crate::course::glossary::{Glossary, OccurrenceCache};
use crate::course::index_page::readme_rank;
use crate::course::link::{FileIndex, FoundLinks, OtherEditions, ResolvedLinks};
use crate::course::route::Routes;
use crate::course::structure::{StatedEntry, StatedStructure, StatedTarget, StructureInput, Structures};
use crate::course::{
    Course, Entry, GeneratedPaths, Lessons, calendar, deck, due, glossary, label, link, redirect, tree,
};
use crate::diagnostic::Diagnostic;
use crate::read::Sources;
use crate::site::SitePath;
use crate::source::CoursePath;

/// An edition of a course with its tree, before its links are resolved.
#[derive(Debug)]
pub(super) struct CourseDraft {
    pub(super) language: Language,
    pub(super) lessons: Lessons,
    pub(super) entries: Vec<Entry>,
    title: String,
    /// For a translation: its language folder, and the folder of the original.
    original: Option<(CoursePath, CoursePath)>,
}

impl CourseDraft {
    /// Makes the draft of a course in one language.
    pub(super) fn single(
        sources: &Sources,
        lessons: Lessons,
        language: Language,
        config: &Config,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let style = label::LabelStyle::learn(language.labels(), &lessons);
        let structures = Structures::of(StructureInput { sources, lessons: &lessons }).collect_into(diagnostics);
        let entries = tree::build(&lessons, &style, &structures);
        Self::titled(sources, language, lessons, entries, config, &structures)
    }

    /// Makes the drafts of the editions of a course.
    pub(super) fn editions(
        sources: &Sources,
        lessons: &Lessons,
        plan: &EditionPlan,
        config: &Config,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Self> {
        let first = Self::first(sources, lessons, &plan.editions[0], config, diagnostics);
        let translations = plan.editions[1..].par_iter().map(|edition| {
            let own = pages_of(lessons, edition);
            let style = label::LabelStyle::learn(edition.language.labels(), &own);
            let (structures, found) = own_structures(sources, &own, &edition.root());
            let root = edition.root();
            // A folder with all pages of a course may have become the whole course.
            let whole = || structures.get(&CoursePath::default()).filter(|stated| stated.content == root);
            let entries = match structures.get(&root).or_else(whole) {
                Some(structure) => tree::build_stated(&own, &style, &structures, structure),
                None => translated_tree(&TranslationInput {
                    first: &first.entries,
                    plan,
                    edition,
                    lessons: &own,
                    style: &style,
                }),
            };
            let mut draft = Self::titled(sources, edition.language, own, entries, config, &structures);
            if draft.entries[0].path.is_root() {
                draft.entries[0].path = edition.root();
            }
            let folder = edition.root();
            draft.original = (!folder.is_root()).then(|| (folder, original_folder(plan, edition)));
            (draft, found)
        });
        let translations: Vec<(Self, Vec<Diagnostic>)> = translations.collect();
        let mut drafts = vec![first];
        for (draft, found) in translations {
            drafts.push(draft);
            diagnostics.extend(found);
        }
        drafts
    }

    /// Makes the draft of the edition that the site opens with. Its language folder, if it has one, is the root of the tree.
    fn first(
        sources: &Sources,
        lessons: &Lessons,
        edition: &PlannedEdition,
        config: &Config,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let own = pages_of(lessons, edition);
        let style = label::LabelStyle::learn(edition.language.labels(), &own);
        let structures = Structures::of(StructureInput { sources, lessons: &own }).collect_into(diagnostics);
        let (course, root) = (CoursePath::default(), edition.root());
        let entries = match structures.get(&course).filter(|stated| !is_folder_of(stated, &root)) {
            Some(structure) => tree::build_stated(&own, &style, &structures, structure),
            None if root.is_root() => tree::build_of_folders(&own, &style, &structures, &edition.folders),
            None => {
                let stated = structures.get(&root).cloned();
                let mut structure = StatedStructure { project: course, ..stated.unwrap_or_else(|| contents_of(&root)) };
                structure.home =
                    structure.home.or_else(|| index_of(&own, &root)).or_else(|| index_of(&own, &structure.project));
                tree::build_stated(&own, &style, &structures, &structure)
            }
        };
        Self::titled(sources, edition.language, own, entries, config, &structures)
    }

    fn titled(
        sources: &Sources,
        language: Language,
        lessons: Lessons,
        mut entries: Vec<Entry>,
        config: &Config,
        structures: &Structures,
    ) -> Self {
        let stated = structures.get(&CoursePath::default()).and_then(|structure| structure.title.as_deref());
        let title = course_title(&entries, &lessons, (config, stated), &sources.folder_name);
        entries[0].title.clone_from(&title);
        Self { language, lessons, entries, title, original: None }
    }
}

/// Returns the pages of an edition.
fn pages_of(lessons: &Lessons, edition: &PlannedEdition) -> Lessons {
    let page = |path: &CoursePath| Some((path.clone(), Arc::clone(lessons.get(path)?)));
    edition.pages.values().filter_map(page).collect()
}

/// Returns the structures that files within the folder of a translation state.
fn own_structures(sources: &Sources, lessons: &Lessons, root: &CoursePath) -> (Structures, Vec<Diagnostic>) {
    let states = |path: &CoursePath| path.parent().as_ref() == Some(root);
    let is_stated = sources.structure_files.iter().any(|file| states(&file.path))
        || lessons.keys().any(|path| states(path) && path.stem().eq_ignore_ascii_case("summary"));
    let mut diagnostics = Vec::new();
    if root.is_root() || !is_stated {
        return (Structures::default(), diagnostics);
    }
    let structures = Structures::of(StructureInput { sources, lessons }).collect_into(&mut diagnostics);
    (structures, diagnostics)
}

/// Tests whether a structure states only that the course is a folder above the language folder.
fn is_folder_of(stated: &StatedStructure, root: &CoursePath) -> bool {
    let is_contents = |entry: &StatedEntry| matches!(entry.target, StatedTarget::Contents(_));
    !root.is_root() && root.is_within(&stated.content) && stated.entries.iter().all(is_contents)
}

/// Returns the page of a folder.
fn index_of(lessons: &Lessons, folder: &CoursePath) -> Option<CoursePath> {
    let pages = lessons.keys().filter(|path| path.parent().as_ref() == Some(folder));
    pages.filter(|path| readme_rank(path).is_some()).min_by_key(|path| readme_rank(path)).cloned()
}

/// Returns the structure of a folder with all pages in it.
fn contents_of(folder: &CoursePath) -> StatedStructure {
    StatedStructure {
        file: folder.clone(),
        project: CoursePath::default(),
        content: folder.clone(),
        title: None,
        home: None,
        entries: vec![StatedEntry { depth: 0, title: None, target: StatedTarget::Contents(folder.clone()) }],
    }
}

/// Returns the folder of the first edition that a translation's language folder corresponds to.
fn original_folder(plan: &EditionPlan, edition: &PlannedEdition) -> CoursePath {
    let first = &plan.editions[0];
    let root = first.root();
    if !root.is_root() {
        return root;
    }
    let folder = edition.root();
    let shared = edition.pages.iter().find_map(|(key, path)| {
        let below = path.as_str().strip_prefix(folder.as_str())?;
        let above = first.pages.get(key)?.as_str().strip_suffix(below)?;
        Some(CoursePath::new(above))
    });
    shared.unwrap_or_default()
}

/// Keeps only the edition in a language, if one is wanted and there is one; returns the pages of the others.
pub(super) fn choose(drafts: &mut Vec<CourseDraft>, only: Option<Language>) -> BTreeSet<CoursePath> {
    let wanted = only.and_then(|only| {
        let exact = drafts.iter().position(|draft| draft.language == only);
        exact.or_else(|| drafts.iter().position(|draft| draft.language.is_same(&only)))
    });
    let Some(wanted) = wanted else { return BTreeSet::new() };
    let chosen = drafts.swap_remove(wanted);
    let left_out = drafts.drain(..).flat_map(|draft| draft.lessons.into_keys());
    let left_out = left_out.collect();
    drafts.push(chosen);
    left_out
}

/// The values that all editions are assembled from.
pub(super) struct AssembleContext<'a> {
    pub(super) sources: &'a Sources,
    pub(super) config: &'a Config,
    pub(super) earlier: Option<&'a Course>,
}

impl AssembleContext<'_> {
    /// Resolves the links of all editions and collects their glossaries.
    pub(super) fn finish(
        &self,
        drafts: Vec<CourseDraft>,
        left_out: &BTreeSet<CoursePath>,
        routes: &mut Routes,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Course> {
        let others: Vec<OtherEditions> = (0..drafts.len()).map(|at| other_editions(&drafts, at, left_out)).collect();
        let files = FileIndex::new(self.sources);
        let texts = self.sources.sources.iter().map(|source| (&source.path, &*source.text)).collect();
        let earlier = |at: usize| self.earlier.and_then(|course| course.all_editions().nth(at));
        let parts: Vec<(FoundLinks<'_>, (Glossary, OccurrenceCache))> = drafts
            .par_iter()
            .zip(&others)
            .enumerate()
            .map(|(at, (draft, others))| {
                let known = earlier(at).map(|course| course.occurrences.clone()).unwrap_or_default();
                // Neither needs the other, and together they are most of the work.
                rayon::join(
                    || link::find(&draft.entries, &draft.lessons, self.sources, (&files, others)),
                    || glossary::collect(&draft.entries, &draft.lessons, &texts, draft.language, &known),
                )
            })
            .collect();
        let mut resolved = Vec::new();
        for (draft, (links, glossary)) in drafts.iter().zip(parts) {
            let mut resolved_links = links.assign(&draft.entries, routes, diagnostics);
            let pages = (&draft.lessons, self.sources);
            let rules = if resolved.is_empty() {
                self.config.redirects.clone()
            } else {
                crate::config::RedirectConfig::default()
            };
            diagnostics.extend(redirect::add(&draft.entries, pages, &rules, routes, &mut resolved_links.redirects));
            resolved.push((resolved_links, glossary));
        }
        let mut courses: Vec<Course> = Vec::new();
        for (draft, (links, glossary)) in drafts.into_iter().zip(resolved) {
            let generated = match courses.first() {
                None => GeneratedPaths::claim(routes),
                Some(first) => first.generated.claim_for_translation(courses.len(), &draft.entries[0].site, routes),
            };
            let mut course = self.course(draft, links, glossary, generated, courses.len(), routes);
            let context = (self.config, course.language);
            course.dues = due::dues(&course.entries, &course.lessons, &course.dates, context, diagnostics);
            courses.push(course);
        }
        courses
    }

    fn course(
        &self,
        draft: CourseDraft,
        links: ResolvedLinks,
        (glossary, occurrences): (Glossary, OccurrenceCache),
        generated: GeneratedPaths,
        edition: usize,
        routes: &mut Routes,
    ) -> Course {
        let CourseDraft { language, lessons, entries, title, .. } = draft;
        Course {
            decks: deck::decks(&entries, &lessons, &glossary, routes),
            dates: calendar::dates(&entries, &self.config.calendar),
            dues: BTreeMap::new(),
            loads_remote_images: self.config.images.remote == RemoteImages::Load,
            trusts_html: self.config.html == HtmlTrust::Trusted,
            search_names: self.config.search.names.clone(),
            share: self.config.share,
            title,
            language,
            interface: self.config.interface_language.unwrap_or(language),
            entries,
            links: links.links,
            glossary,
            assets: links.assets,
            viewers: links.viewers,
            listings: links.listings,
            redirects: links.redirects,
            generated,
            editions: None,
            edition,
            translations: Vec::new(),
            occurrences,
            lessons,
        }
    }
}

/// Returns the pages of the editions other than one, by their files and folders.
fn other_editions(drafts: &[CourseDraft], own: usize, left_out: &BTreeSet<CoursePath>) -> OtherEditions {
    let mut pages: BTreeMap<CoursePath, Option<SitePath>> = left_out.iter().map(|path| (path.clone(), None)).collect();
    for draft in drafts.iter().enumerate().filter(|(at, _)| *at != own).map(|(_, draft)| draft) {
        for entry in &draft.entries {
            let file = entry.lesson.iter();
            let folder = (!entry.path.is_root()).then_some(&entry.path);
            for path in file.chain(folder) {
                pages.entry(path.clone()).or_insert_with(|| Some(entry.site.clone()));
            }
        }
    }
    OtherEditions { pages, original: drafts[own].original.clone() }
}
