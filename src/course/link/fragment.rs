//! Turns the fragment of an address into a place on a page: an id of GitHub's, else what another tool may mean by it.

use std::collections::HashMap;

use super::anchor::{self, DeclaredPlace};
use super::resolver::{Destination, Resolution, Resolver};
use super::suggest;
use crate::course::index_page::readme_rank;
use crate::diagnostic::{Code, Diagnostic};
use crate::lesson::{Lesson, Link};
use crate::message;
use crate::read::page_file::is_markdown_text;
use crate::source::{CoursePath, Origin, SignSearch, Source, Span, Tool};

/// The directives that include a file.
const INCLUDES: [&str; 6] = ["--8<--", "{{#include", "<!--@include", "<!-- @include", "```{include}", ":::{include}"];

/// The most bytes that are searched for the fragments of one lesson's links to one page. A thousand links to a page of 500 KB need
/// as many; the largest of 60 public courses need a fifth.
const MAX_SEARCHED_BYTES: usize = 500_000_000;

/// Returns the report of a fragment that is on no place of a page.
fn unknown_anchor(lesson: &Lesson, link: &Link, page: &Lesson, fragment: &str) -> Diagnostic {
    let message = message!("unknown-anchor", fragment, page = page.path.as_str());
    Diagnostic::at(&lesson.path, link.span, Code::UnknownAnchor, message)
}

impl<'a> Resolver<'a> {
    /// Returns the place of a fragment whose number a tool made: each counts equal ids in its own way.
    fn numbered_by_tool(&self, page: &Lesson, fragment: &str) -> Option<DeclaredPlace> {
        let source = self.source(page).filter(|_| self.is_of_tool(page))?;
        let bare = anchor::without_count(fragment)?;
        let heading = anchor::lenient(page, bare);
        heading.map(|id| DeclaredPlace { heading: Some(id) }).or_else(|| anchor::declared(page, source, bare))
    }

    /// Tests whether a program may make the place of a fragment from the code of a library: `mkdocstrings` on a page with
    /// `::: module`, autodoc and the inventories of Sphinx for the names of objects.
    fn may_be_generated(&self, page: &Lesson, fragment: &str) -> bool {
        let Some(source) = self.source(page) else { return false };
        let inserts = |line: &str| line.strip_prefix("::: ").is_some_and(|name| name.starts_with(char::is_alphabetic));
        let is_object = || {
            let parts: Vec<&str> = fragment.split('.').collect();
            let is_identifier = |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '_');
            let has_capital_inside = fragment.chars().skip(1).any(char::is_uppercase);
            let is_class = fragment.starts_with(char::is_uppercase);
            parts.iter().all(is_identifier) && (parts.len() > 1 || is_class || has_capital_inside)
        };
        // A page that is one component: its parts, and their ids, are those of a program.
        let is_component = || {
            page.headings.len() < 2
                && (source.dialect.has_components() || source.dialect.has(Tool::VitePress))
                && holds_component(&source.text)
        };
        let is_own_part = source.path == page.path && self.is_part_of_pages(page);
        is_own_part
            || lacks_text(source)
            || is_component()
            || source.as_written().text.lines().any(imports_part)
            || (source.dialect.has(Tool::MkDocs) && source.text.lines().any(inserts))
            || (source.dialect.has(Tool::Sphinx) && (is_object() || fragment.contains('/')))
    }

    /// Tests whether a page is searched for what the links of a lesson may mean: each search reads all of the page.
    fn is_searched(&self, lesson: &Lesson, page: &Lesson) -> bool {
        let length = self.source(page).map_or(0, |source| source.text.len());
        lesson.links.len().saturating_mul(length) <= MAX_SEARCHED_BYTES
    }

    /// Returns the place that `#label` names in a project of `MyST` or bookdown, where labels are known on every page.
    fn labelled(&self, lesson: &Lesson, page: &Lesson, fragment: &str) -> Option<Destination> {
        if lesson.path != page.path {
            return None;
        }
        let is_book = || self.source(lesson).is_some_and(|source| source.dialect.has(Tool::Quarto));
        self.declared_label(fragment).or_else(|| if is_book() { self.label(lesson, fragment) } else { None })
    }

    /// Returns the place whose label a text of the course declares.
    pub(super) fn declared_label(&self, label: &str) -> Option<Destination> {
        let path = *self.declared_labels().get(label)?;
        let (entry, page) = (*self.pages.get(path)?, self.lessons.get(path)?);
        let place = anchor::declared(page, self.source(page)?, label)?;
        Some(Destination::page(entry, place.heading))
    }

    /// Returns the pages by the labels that their texts declare; none in a course without targets.
    pub(super) fn declared_labels(&self) -> &HashMap<&'a str, &'a CoursePath> {
        self.labels.get_or_init(|| {
            let texts = &self.sources.sources;
            // An option `name: x` is a label only where targets `(x)=` show that the tool is MyST.
            if !texts.iter().any(|source| has_target(&source.text)) {
                return HashMap::new();
            }
            let lines = texts.iter().rev().flat_map(|source| source.text.lines().map(move |line| (line, &source.path)));
            lines.filter_map(|(line, path)| Some((anchor::label_of(line)?, path))).collect()
        })
    }

    /// Resolves a fragment on a page: first as GitHub names headings, then leniently.
    pub(super) fn resolve_fragment(&self, lesson: &Lesson, link: &Link, entry: usize, fragment: &str) -> Resolution {
        // GitHub shows ids with this prefix, and understands links without it only.
        let fragment = fragment.strip_prefix("user-content-").unwrap_or(fragment);
        let page = self.entries[entry].lesson.as_ref().and_then(|path| self.lessons.get(path));
        // GitHub shows a README below the list of its folder's files, and takes `#readme` there.
        let is_readme = || page.is_some_and(|page| readme_rank(&page.path).is_some());
        if fragment.is_empty() || fragment == "top" || is_line(fragment) || (fragment == "readme" && is_readme()) {
            return (Destination::page(entry, None), None);
        }
        let Some(page) = page else { return (Destination::page(entry, None), None) };
        if self.source(lesson).is_some_and(|source| is_in_list_of_contributors(&source.text, link.span)) {
            return (Destination::page(entry, Some(fragment.to_owned()).filter(|id| page.has_anchor(id))), None);
        }
        if page.has_anchor(fragment) {
            return (Destination::page(entry, Some(fragment.to_owned())), None);
        }
        if !self.is_searched(lesson, page) {
            let problem = unknown_anchor(lesson, link, page, fragment).hint(message!("unknown-anchor.hint"));
            return (Destination::page(entry, None), Some(problem));
        }
        if let Some(id) = anchor::lenient(page, fragment) {
            let problem = self.inexact(lesson, link, page, fragment, &id);
            return (Destination::page(entry, Some(id)), problem);
        }
        if let Some(place) = self.source(page).and_then(|source| anchor::declared(page, source, fragment)) {
            return (Destination::page(entry, place.heading), None);
        }
        // An included text takes the place of the directive and of its label.
        let written = self.source(page).map(Source::as_written);
        if written.is_some_and(|source| anchor::declared(page, source, fragment).is_some()) {
            return (Destination::page(entry, None), None);
        }
        if let Some(found) = self.labelled(lesson, page, fragment) {
            return (found, None);
        }
        if let Some(place) = self.numbered_by_tool(page, fragment) {
            return (Destination::page(entry, place.heading), None);
        }
        let problem = unknown_anchor(lesson, link, page, fragment);
        if self.may_be_generated(page, fragment) {
            let problem = problem.as_info().hint(message!("unknown-anchor-generated.hint"));
            return (Destination::page(entry, None), Some(problem));
        }
        let problem = match anchor::near(page, fragment) {
            Some(id) => problem.hint(message!("unknown-anchor-near.hint", id)),
            None => problem.hint(message!("unknown-anchor.hint")),
        };
        (Destination::page(entry, None), Some(problem))
    }

    /// Reports an anchor that is followed although it differs from the heading's id: other sites and editors do not
    /// follow it.
    ///
    /// Differences in letter case only are not reported: GitHub and VS Code follow these too.
    fn inexact(&self, lesson: &Lesson, link: &Link, page: &Lesson, fragment: &str, id: &str) -> Option<Diagnostic> {
        // Other tools name headings in their own ways, all of the same letters and digits.
        let is_notebook = || self.source(page).is_some_and(|source| source.origin != Origin::Text);
        let is_of_tool = self.is_of_tool(page) || is_notebook();
        if is_of_tool || fragment.to_lowercase() == id.to_lowercase() {
            return None;
        }
        let message = message!("inexact-anchor", fragment, page = page.path.as_str());
        let fix = self.source(lesson).and_then(|source| suggest::fix_fragment(source, link, id, true));
        let problem = Diagnostic::at(&lesson.path, link.span, Code::InexactAnchor, message);
        Some(problem.hint(message!("inexact-anchor.hint", id)).fix(fix))
    }
}

/// Tests whether a file that a page includes could not be read: its name in code is in place of it, and the text may hold any
/// place.
fn lacks_text(source: &Source) -> bool {
    let written = source.as_written();
    let mut directives = written
        .text
        .lines()
        .map(str::trim)
        .filter(|line| INCLUDES.iter().any(|sign| line.starts_with(sign)))
        .peekable();
    if directives.peek().is_none() {
        return false;
    }
    let name = |line: &'_ str| Some(line.trim().strip_prefix('`')?.strip_suffix('`')?.to_owned());
    let names: Vec<String> = source.text.lines().filter_map(name).filter(|name| !name.is_empty()).collect();
    directives.any(|directive| names.iter().any(|name| directive.contains(name)))
}

/// Tests whether a line imports a part of the page that no text states: a script whose name marks it as one
/// (`./_install`, Docusaurus "Importing Markdown"). Parts in Markdown are included.
fn imports_part(line: &str) -> bool {
    let Some((_, path)) = line.strip_prefix("import ").and_then(|rest| rest.split_once(" from ")) else { return false };
    let path = path.trim().trim_end_matches(';').trim_matches(['"', '\'']).replace('\\', "");
    let name = path.rsplit('/').next().unwrap_or_default();
    path.starts_with('.') && name.starts_with('_') && !is_markdown_text(&CoursePath::new(name))
}

/// Tests whether a line of a text begins with a component: `<ExampleList />`.
fn holds_component(text: &str) -> bool {
    let is_tag =
        |line: &str| line.strip_prefix('<').is_some_and(|name| name.starts_with(|c: char| c.is_ascii_uppercase()));
    text.lines().any(is_tag)
}

/// Tests whether a place in a text is in the list that the program All Contributors writes, whose links to kinds of
/// contributions are often without a target ("ALL-CONTRIBUTORS-LIST" in its documentation).
fn is_in_list_of_contributors(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).unwrap_or_default();
    let start = before.rfind("<!-- ALL-CONTRIBUTORS-LIST:START");
    start.is_some_and(|start| !before[start..].contains("<!-- ALL-CONTRIBUTORS-LIST:END"))
}

/// Tests whether a fragment names lines of a file as a repository's site shows it: `L10`, `L10-L20`.
fn is_line(fragment: &str) -> bool {
    let is_number = |text: &str| {
        text.strip_prefix('L')
            .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let (first, last) = fragment.split_once('-').unwrap_or((fragment, fragment));
    is_number(first) && is_number(last)
}

/// Tests whether a line of a text is a target of `MyST`: `(label)=`.
fn has_target(text: &str) -> bool {
    // Not line by line: hardly any line ends with these signs.
    static SIGNS: SignSearch = SignSearch::new(&[")=\n", ")= ", ")=\t"]);
    let may_end_line = SIGNS.may_be_in(text) || text.ends_with(")=");
    may_end_line
        && text.match_indices(")=").any(|(at, sign)| {
            let end = at + sign.len();
            let after = text[end..].trim_start_matches([' ', '\t']);
            let ends_line = after.is_empty() || after.starts_with('\n');
            ends_line && anchor::label_of(&text[text[..at].rfind('\n').map_or(0, |end| end + 1)..end]).is_some()
        })
}
