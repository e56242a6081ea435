//! Turns a rendered course into one file for each day or week, or one for the whole course.

use std::path::Path;

use anyhow::Result;

use super::target::target_folder;
use super::{Package, Rendered, place_answers, render};
use crate::cli::args::PackArgs;
use crate::message::MessageLanguage;
use crate::pack::bundle::{self, BundleInput};
use crate::pack::remote::{self, Images};
use crate::pack::unit::{Extent, Unit, units};
use crate::pack::{browser, disk};
use crate::pipeline::{self, BuildOptions};
use crate::read::project::Project;

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
            let file = folder.join(format!("{}.html", unit.name));
            let size = disk::write_bytes(&file, document.as_bytes())?;
            Ok((file, size))
        })
    }

    /// Writes a PDF file for each unit, printed with a browser.
    pub(super) fn write_sheets(&self, extent: Extent, browser: &Path) -> Result<Vec<Package>> {
        let folder = target_folder(self.args, &self.whole.prepared.model.course);
        disk::create_folder(&folder)?;
        let folder = disk::canonical(&folder).unwrap_or(folder);
        let scratch = std::env::temp_dir().join(format!("seodang-print-{}", std::process::id()));
        let written = self.documents(extent, |unit, text| {
            let document = scratch.join(format!("{}.html", unit.name));
            disk::write_bytes(&document, text.as_bytes())?;
            let file = folder.join(format!("{}.pdf", unit.name));
            browser::print(browser, &document, &file, &scratch)?;
            let size = disk::size(&file);
            Ok((file, size))
        });
        disk::remove_folder(&scratch);
        written
    }

    /// Renders the documents one after the other, and passes each to `take`.
    fn documents<T>(&self, extent: Extent, mut take: impl FnMut(&Unit, String) -> Result<T>) -> Result<Vec<T>> {
        let all = units(&self.whole.prepared.model.course, extent);
        all.iter().map(|unit| take(unit, self.document(unit, extent, all.len())?)).collect()
    }

    /// Renders the document of a unit. The unit is prepared by itself, so that its glossary contains only its own
    /// terms.
    fn document(&self, unit: &Unit, extent: Extent, count: usize) -> Result<String> {
        let Some(folder) = unit.folder.as_ref().filter(|_| count > 1) else { return bundled(self.whole, unit) };
        let only = [folder.to_string()];
        let prepared = pipeline::prepare_part(self.project, self.options, &self.whole.prepared, &only)?;
        // The problems of its pages are among those of the whole course.
        let (mut part, _) = render(prepared, self.language)?;
        remote::embed(&mut part.site, self.images, &part.prepared.model.course.generated.theme_folder);
        let is_same = |candidate: &Unit| candidate.folder == unit.folder;
        match units(&part.prepared.model.course, extent).into_iter().find(is_same) {
            Some(own) => {
                place_answers(&mut part.site, self.args, &part.prepared.theme.words);
                bundled(&part, &Unit { title: unit.title.clone(), ..own })
            }
            None => bundled(self.whole, unit),
        }
    }
}

fn bundled(rendered: &Rendered, unit: &Unit) -> Result<String> {
    let Rendered { prepared, site } = rendered;
    bundle::document(
        BundleInput { course: &prepared.model.course, site, theme: &prepared.theme, memo: &prepared.memo },
        unit,
    )
}
