//! Turns the glossary into its downloads: a row for each definition, written for spreadsheets, Anki and programs.

use std::sync::Arc;

use anyhow::Result;

use super::SiteContext;
use super::source_view::definition_source;
use crate::course::EntryKind;
use crate::render::article::{plain, portable_html, unquoted};
use crate::render::export::{self, ColumnNames, ExportedDefinition, ExportedPlace, ExportedTerm};
use crate::site::{Output, SitePath};

/// Renders the downloads of the glossary, with their paths.
///
/// # Errors
/// Returns the error of the writer of a format.
pub(super) fn glossary_exports(context: &SiteContext) -> Result<Vec<(SitePath, Output)>> {
    let course = &*context.input.course;
    let places = &course.generated.exports;
    let words = &context.input.theme.words;
    let terms = exported_terms(context);
    let columns = ColumnNames {
        term: words.get("column_term"),
        aliases: words.get("column_aliases"),
        definition: words.get("column_definition"),
        category: words.get("column_category"),
        unit: words.get("column_unit"),
        page: words.get("column_page"),
        address: words.get("column_address"),
    };
    let files = [
        (&places.csv, export::csv(&terms, &columns)?),
        (&places.anki, export::anki(&course.title, &terms)?),
        (&places.json, export::json(&course.title, course.language.tag(), &terms)?),
    ];
    Ok(files.into_iter().map(|(place, text)| (place.clone(), Output::Bytes(Arc::from(text.into_bytes())))).collect())
}

fn exported_terms(context: &SiteContext) -> Vec<ExportedTerm> {
    let course = &*context.input.course;
    let glossary = &course.generated.glossary;
    let definitions = |term: &crate::course::glossary::Term| -> Vec<ExportedDefinition> {
        let definition = |sense: &crate::course::glossary::Sense| {
            let source = context.input.sources.get(course.entries[sense.entry].lesson.as_ref()?)?;
            let span = sense.definition.definition;
            let markdown = unquoted(source, span);
            let also = sense.more.iter().map(|more| exported_place(context, more.entry, &more.definition));
            Some(ExportedDefinition {
                text: plain(&markdown),
                html: portable_html(&markdown),
                category: sense.definition.category.clone(),
                place: exported_place(context, sense.entry, &sense.definition),
                also: also.collect(),
            })
        };
        term.senses.iter().filter_map(definition).collect()
    };
    let exported = |term: &crate::course::glossary::Term| ExportedTerm {
        term: term.name.clone(),
        aliases: term.aliases.clone(),
        href: format!("{}#{}", glossary.href_to(glossary), crate::site::path::encode_fragment(&term.id)),
        definitions: definitions(term),
    };
    course.glossary.terms().map(exported).collect()
}

fn exported_place(context: &SiteContext, index: usize, definition: &crate::lesson::TermDefinition) -> ExportedPlace {
    let course = &*context.input.course;
    let source = definition_source(context, &course.generated.glossary, index, definition);
    let units = course
        .ancestors(index)
        .into_iter()
        .skip(1)
        .chain([index])
        .filter(|&at| matches!(course.entries[at].kind, EntryKind::Part | EntryKind::Week | EntryKind::Day));
    let name = |at: usize| course.entries[at].label.clone().unwrap_or_else(|| course.entries[at].title.clone());
    ExportedPlace { units: units.map(name).collect(), label: source.label, title: source.title, href: source.href }
}
