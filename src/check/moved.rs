//! Reports pages whose address differs from that of the last build: links of others still lead to the former one.

use std::collections::BTreeSet;

use super::Subject;
use crate::config::is_slip;
use crate::course::Entry;
use crate::diagnostic::{Code, Diagnostic};
use crate::message;
use crate::site::SitePath;

/// Returns a report for each page that was published under another address, if exactly one page can be meant. `published`
/// are the files of the last build.
pub fn moved_pages(subject: Subject<'_>, published: &BTreeSet<SitePath>) -> Vec<Diagnostic> {
    let course = subject.course;
    let kept: BTreeSet<&SitePath> =
        course.entries.iter().map(|entry| &entry.site).chain(course.redirects.keys()).collect();
    let is_page = |path: &&SitePath| path.is_page();
    let gone: Vec<&SitePath> = published.iter().filter(is_page).filter(|path| !kept.contains(path)).collect();
    if gone.is_empty() {
        return Vec::new();
    }
    let new: Vec<&Entry> =
        course.entries.iter().filter(|entry| entry.lesson.is_some() && !published.contains(&entry.site)).collect();
    let mut found = Vec::new();
    for former in &gone {
        let Some(entry) = only_candidate(former, &gone, &new) else { continue };
        let (Some(path), Some(lesson)) = (&entry.lesson, course.lesson_of(entry)) else { continue };
        let message = message!("moved-page", former = former.as_str());
        let span = super::page::title_span(lesson);
        found.push(
            Diagnostic::at(path, span, Code::MovedPage, message)
                .hint(message!("moved-page.hint", former = former.as_str())),
        );
    }
    found
}

/// Returns the only new page that a former address can have become: the file of the same name elsewhere, one of a like name
/// in its folder, or the only new one there.
fn only_candidate<'a>(former: &SitePath, gone: &[&SitePath], new: &[&'a Entry]) -> Option<&'a Entry> {
    let (folder, name) = split(former.as_str());
    let only = |fits: &dyn Fn(&Entry) -> bool| {
        let mut fitting = new.iter().copied().filter(|entry| fits(entry));
        fitting.next().filter(|_| fitting.next().is_none())
    };
    let is_beside = |entry: &Entry| split(entry.site.as_str()).0 == folder;
    let is_only_gone = || gone.iter().filter(|other| split(other.as_str()).0 == folder).count() == 1;
    let same_name = || only(&|entry| name != "index.html" && split(entry.site.as_str()).1 == name);
    let like_name = || {
        only(&|entry| {
            let (words, other) = (words(name), words(split(entry.site.as_str()).1));
            is_beside(entry) && !words.is_empty() && (words == other || is_slip(&words, &other))
        })
    };
    same_name().or_else(like_name).or_else(|| only(&is_beside).filter(|_| is_only_gone()))
}

/// Splits a path into its folder and its name.
fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// Returns the letters of a file's name without numbers, which change when pages are put in another order.
fn words(name: &str) -> String {
    let stem = name.strip_suffix(".html").unwrap_or(name);
    stem.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}
