//! Turns warnings about a page into information where the tool that the page is written for accepts what they are about.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{CoursePath, Dialect, Source, Tool};

/// The folders in which the tests of programs keep their input: its mistakes are meant.
const FIXTURE_FOLDERS: [&str; 4] = ["__fixtures__", "__tests__", "fixtures", "testdata"];

/// The folders of tests, in a project whose pages are written for a tool.
const TEST_FOLDERS: [&str; 2] = ["test", "tests"];

/// The folder of templates in a vault: their links are filled in when a note is made of one (Obsidian, "Templates").
const VAULT_TEMPLATES: &str = "templates";

/// The elements at the top of a component of Vue: its code and styles, which are no part of the text.
const COMPONENT_PARTS: [&str; 3] = ["`<script>`", "`<style>`", "`<template>`"];

/// Returns a problem, as information if the tool of its page would not report it. `source` is the text of the page.
pub(super) fn for_tool_of(problem: Diagnostic, source: Option<&Source>) -> Diagnostic {
    let dialect = source.map_or_else(Dialect::default, |source| source.dialect);
    let is_part_of_component = problem.code == Code::UnsafeHtml
        && dialect.has(Tool::VitePress)
        && COMPONENT_PARTS.iter().any(|part| problem.message.to_string().starts_with(part));
    let is_accepted = is_part_of_component || is_fixture(&problem.path, dialect);
    if problem.severity == Severity::Warning && is_accepted { problem.as_info() } else { problem }
}

/// Tests whether a page is input of a test, or a template of notes.
fn is_fixture(path: &CoursePath, dialect: Dialect) -> bool {
    let is_of_tool = dialect != Dialect::default();
    let mut folders = path.parts().rev().skip(1);
    let is_template = |folder: &str| dialect.has_wiki_links() && folder.eq_ignore_ascii_case(VAULT_TEMPLATES);
    folders.any(|folder| {
        is_template(folder) || FIXTURE_FOLDERS.contains(&folder) || (is_of_tool && TEST_FOLDERS.contains(&folder))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn input_of_tests() {
        let check = |path: &str, dialect: Dialect| is_fixture(&CoursePath::new(path), dialect);
        let (plain, sphinx) = (Dialect::default(), Dialect::default().with(Tool::Sphinx));
        assert!(check("lib/fixtures/a.md", plain) && check("tests/a.md", sphinx));
        assert!(!check("tests/a.md", plain), "a lesson about tests");
        assert!(!check("docs/tests.md", sphinx) && !check("fixtures.md", plain));
    }
}
