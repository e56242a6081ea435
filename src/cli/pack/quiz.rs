//! Turns the quiz questions of a rendered course into sheets, and into files for the question banks of learning platforms.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Result, anyhow};

use super::target::{target, target_folder};
use super::{Package, Rendered};
use crate::cli::args::{PackArgs, QuizFormat};
use crate::pack::bundle::{self, BundleInput, Medium};
use crate::pack::quiz::qti::{self, QtiInput, QtiVersion};
use crate::pack::quiz::sheet::{self, SheetContent};
use crate::pack::quiz::{gift, questions};
use crate::pack::unit::{Extent, Unit, units};
use crate::pack::{browser, disk};
use crate::site::{Output, Site};

/// Writes the questions of a course in a format; `printer` is the browser that prints PDF files.
///
/// # Errors
/// Returns an error if the course has no questions, if the disk or the browser fails, or if a template of the theme is wrong.
pub(super) fn write(
    args: &PackArgs,
    format: QuizFormat,
    rendered: &Rendered,
    printer: Option<&Path>,
) -> Result<Vec<Package>> {
    let course = &rendered.prepared.model.course;
    let words = &rendered.prepared.theme.words;
    let pages = questions(course, &rendered.site, 0..course.entries.len());
    if pages.is_empty() {
        return Err(anyhow!("these pages have no quiz questions with answers"));
    }
    let version = match format {
        QuizFormat::Html | QuizFormat::Pdf => return Sheets { args, rendered, printer }.write(),
        QuizFormat::Gift => {
            let file = target(args, course, "gift.txt");
            let size = disk::write_bytes(&file, gift::write(&course.title, &pages).as_bytes())?;
            return Ok(vec![(file, size)]);
        }
        QuizFormat::Qti => QtiVersion::V3_0,
        QuizFormat::Qti21 => QtiVersion::V2_1,
    };
    let file = target(args, course, "qti.zip");
    let input = QtiInput { title: &course.title, language: course.language.tag(), words, pages: &pages };
    let size = disk::write(&file, |to| qti::write(input, version, to))?;
    Ok(vec![(file, size)])
}

/// Writes two sheets for each unit: its questions, and their answers.
struct Sheets<'a> {
    args: &'a PackArgs,
    rendered: &'a Rendered,
    /// The browser that prints; `None` for HTML files.
    printer: Option<&'a Path>,
}

impl Sheets<'_> {
    fn write(&self) -> Result<Vec<Package>> {
        let course = &self.rendered.prepared.model.course;
        let folder = target_folder(self.args, course);
        disk::create_folder(&folder)?;
        let folder = disk::canonical(&folder).unwrap_or(folder);
        let scratch = std::env::temp_dir().join(format!("seodang-print-{}", std::process::id()));
        let mut packages = Vec::new();
        for (content, suffix) in [(SheetContent::Questions, "questions"), (SheetContent::Answers, "answers")] {
            let mut site = Site { files: self.rendered.site.files.clone() };
            let has_questions = |index: &usize| {
                let page = course.entries.get(*index).and_then(|entry| self.rendered.site.files.get(&entry.site));
                matches!(page, Some(Output::Html(html)) if sheet::has_questions(html))
            };
            sheet::reduce(&mut site, content, &self.rendered.prepared.theme.words);
            // Its contents are short: they need no numbers of sheets.
            let unnumbered = BTreeMap::new();
            for unit in units(course, Extent::Week) {
                let entries: Vec<usize> = unit.entries.iter().copied().filter(has_questions).collect();
                if entries.is_empty() {
                    continue;
                }
                let name = format!("{}-{suffix}", unit.name);
                let input = BundleInput {
                    course,
                    site: &site,
                    theme: &self.rendered.prepared.theme,
                    memo: &self.rendered.prepared.memo,
                };
                let medium = if self.printer.is_some() { Medium::Paper(&unnumbered) } else { Medium::Screen };
                let document = bundle::document(input, &Unit { entries, ..unit }, medium)?;
                packages.push(self.write_sheet(&folder, &name, &document, &scratch)?);
            }
        }
        disk::remove_folder(&scratch);
        Ok(packages)
    }

    fn write_sheet(&self, folder: &Path, name: &str, document: &str, scratch: &Path) -> Result<Package> {
        let Some(browser) = self.printer else {
            let file = folder.join(format!("{name}.html"));
            let size = disk::write_bytes(&file, document.as_bytes())?;
            return Ok((file, size));
        };
        let page = scratch.join(format!("{name}.html"));
        disk::write_bytes(&page, document.as_bytes())?;
        let file = folder.join(format!("{name}.pdf"));
        browser::print(browser, &page, &file, scratch)?;
        let size = disk::size(&file);
        Ok((file, size))
    }
}
