//! Turns a rendered course into one file for each day or week, or one for the whole course.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;

use super::target::target_folder;
use super::{Package, Rendered, place_answers, render};
use crate::cli::args::PackArgs;
use crate::cli::terminal::{display_path, eprint_line};
use crate::message;
use crate::message::MessageLanguage;
use crate::pack::bundle::{self, BundleInput, Medium};
use crate::pack::remote::{self, Images};
use crate::pack::unit::{Extent, Unit, units};
use crate::pack::{browser, disk, sheets};
use crate::pipeline::{self, BuildOptions};
use crate::read::project::Project;

/// The number of elements above which a document of the whole course opens slowly: one of 77,000 takes 1.6 s with a processor at a quarter
/// of its speed, as of a phone.
const HEAVY: usize = 200_000;

/// Writes a document for each unit of a course.
pub(super) struct UnitPrinter<'a> {
    pub(super) args: &'a PackArgs,
    pub(super) project: &'a Project,
    pub(super) options: &'a BuildOptions,
    /// The fetched images of other sites.
    pub(super) images: &'a Images,
    /// The whole course.
    pub(super) whole: &'a Rendered,
    /// The language of what is printed.
    pub(super) language: MessageLanguage,
}

impl UnitPrinter<'_> {
    /// Writes an HTML file for each unit.
    pub(super) fn write_documents(&self, extent: Extent) -> Result<Vec<Package>> {
        let folder = target_folder(self.args, &self.whole.prepared.model.course);
        self.documents(extent, |unit, document| {
            let text = document.text(Medium::Screen)?;
            let file = folder.join(format!("{}.html", unit.name));
            let size = disk::write_bytes(&file, text.as_bytes())?;
            let elements = text.matches("</").count();
            if elements > HEAVY && extent == Extent::Course {
                let advice = message!("cli-heavy-document", file = display_path(&file), count = elements);
                eprint_line(&advice.text(self.language));
            }
            Ok((file, size))
        })
    }

    /// Writes a PDF file for each unit, printed with a browser.
    pub(super) fn write_sheets(&self, extent: Extent, browser: &Path) -> Result<Vec<Package>> {
        let folder = target_folder(self.args, &self.whole.prepared.model.course);
        disk::create_folder(&folder)?;
        let folder = disk::canonical(&folder).unwrap_or(folder);
        let scratch = std::env::temp_dir().join(format!("seodang-print-{}", std::process::id()));
        let written = self.documents(extent, |unit, document| {
            let page = scratch.join(format!("{}.html", unit.name));
            let file = folder.join(format!("{}.pdf", unit.name));
            let print = |sheets: &BTreeMap<String, usize>, to: &Path| {
                disk::write_bytes(&page, document.text(Medium::Paper(sheets))?.as_bytes())?;
                browser::print(browser, &page, to, &scratch)
            };
            // Only the browser knows the sheets: the second print has their numbers in its contents, which take no further room.
            let draft = scratch.join("draft.pdf");
            print(&BTreeMap::new(), &draft)?;
            let sheets = sheets::sheet_numbers(&disk::read(&draft).unwrap_or_default());
            print(&sheets, &file)?;
            let size = disk::size(&file);
            Ok((file, size))
        });
        disk::remove_folder(&scratch);
        written
    }

    /// Renders the pages of the documents one after the other, and passes each document to `take`.
    fn documents<T>(&self, extent: Extent, take: impl Fn(&Unit, &Document<'_>) -> Result<T>) -> Result<Vec<T>> {
        let all = units(&self.whole.prepared.model.course, extent);
        all.iter().map(|unit| self.with_document(unit, extent, all.len(), |document| take(unit, document))).collect()
    }

    /// Renders the pages of a unit. The unit is prepared by itself, so that its glossary contains only its own
    /// terms.
    fn with_document<T>(
        &self,
        unit: &Unit,
        extent: Extent,
        count: usize,
        take: impl Fn(&Document<'_>) -> Result<T>,
    ) -> Result<T> {
        let of_whole = Document { rendered: self.whole, unit };
        let Some(folder) = unit.folder.as_ref().filter(|_| count > 1) else { return take(&of_whole) };
        let only = [folder.to_string()];
        let prepared = pipeline::prepare_part(self.project, self.options, &self.whole.prepared, &only)?;
        // The problems of its pages are among those of the whole course.
        let (mut part, _) = render(prepared, self.language)?;
        remote::embed(&mut part.site, self.images, &part.prepared.model.course.generated.theme_folder);
        let is_same = |candidate: &Unit| candidate.folder == unit.folder;
        match units(&part.prepared.model.course, extent).into_iter().find(is_same) {
            Some(own) => {
                place_answers(&mut part.site, self.args, &part.prepared.theme.words);
                take(&Document { rendered: &part, unit: &Unit { title: unit.title.clone(), ..own } })
            }
            None => take(&of_whole),
        }
    }
}

/// A document whose pages are rendered.
struct Document<'a> {
    rendered: &'a Rendered,
    unit: &'a Unit,
}

impl Document<'_> {
    /// Writes it for a medium.
    fn text(&self, medium: Medium<'_>) -> Result<String> {
        let Rendered { prepared, site } = self.rendered;
        let input = BundleInput { course: &prepared.model.course, site, theme: &prepared.theme, memo: &prepared.memo };
        bundle::document(input, self.unit, medium)
    }
}
