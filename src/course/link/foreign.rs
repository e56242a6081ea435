//! Turns reports of broken links into information where the addresses are clearly not paths of files: routes that only the
//! author's own site knows, and words that a tool replaces.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::lesson::{Lesson, Link, LinkKind};
use crate::message;
use crate::source::CoursePath;

/// The fewest routes without a target from which a course is taken to be one of a site with routes of its own.
const MIN_ROUTES: usize = 10;

/// The fewest pages and texts that must share a word as address for it not to be a slip.
const MIN_USES: usize = 5;

/// Counts the addresses of a course that may not be paths, and holds the reports about broken links.
#[derive(Default)]
pub(super) struct ForeignAddresses<'a> {
    /// The addresses from the root of the site without an extension, and whether they lead nowhere.
    routes: BTreeMap<&'a str, bool>,
    /// The pages and texts that use a single word as address, in vain.
    words: BTreeMap<&'a str, (BTreeSet<&'a CoursePath>, BTreeSet<&'a str>)>,
    reports: Vec<(&'a str, Diagnostic)>,
}

impl<'a> ForeignAddresses<'a> {
    /// Counts a link, and keeps the report about it.
    pub(super) fn count(&mut self, lesson: &'a Lesson, link: &'a Link, report: Option<Diagnostic>) {
        let address = link.href.split(['#', '?']).next().unwrap_or_default();
        let is_broken = report.as_ref().is_some_and(|report| report.code == Code::BrokenLink);
        if link.kind == LinkKind::Link {
            if is_route(address) {
                *self.routes.entry(address).or_default() |= is_broken;
            }
            if is_broken && address.chars().all(char::is_alphanumeric) {
                let (pages, texts) = self.words.entry(address).or_default();
                pages.insert(&lesson.path);
                texts.insert(&link.text);
            }
        }
        self.reports.extend(report.map(|report| (address, report)));
    }

    /// Returns the reports, those about addresses of another site as information.
    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        let lost = self.routes.values().filter(|is_broken| **is_broken).count();
        let has_own_routes = lost >= MIN_ROUTES && lost * 2 >= self.routes.len();
        let is_macro = |address: &str| {
            self.words.get(address).is_some_and(|(pages, texts)| pages.len() >= MIN_USES && texts.len() >= MIN_USES)
        };
        let settle = |(address, report): (&str, Diagnostic)| {
            if report.code != Code::BrokenLink {
                report
            } else if has_own_routes && is_route(address) {
                report.as_info().hint(message!("broken-link-route.hint"))
            } else if is_macro(address) {
                report.as_info().hint(message!("broken-link-macro.hint"))
            } else {
                report
            }
        };
        self.reports.into_iter().map(settle).collect()
    }
}

/// Tests whether an address is seen from the root of a site and names no file: `/guide/setup/`.
fn is_route(address: &str) -> bool {
    let name = address.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    address.starts_with('/') && !name.is_empty() && !name.contains('.')
}
