//! Turns the terms of a course into downloads: CSV for spreadsheets, TSV for Anki, JSON for programs.

use anyhow::{Context as _, Result};
use serde::Serialize;

/// A term of the downloads.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ExportedTerm {
    /// The name of the term.
    pub(crate) term: String,
    /// The other names of the term.
    pub(crate) aliases: Vec<String>,
    /// The URL of its entry in the glossary, relative to the download.
    pub(crate) href: String,
    /// The definitions, in course order.
    pub(crate) definitions: Vec<ExportedDefinition>,
}

/// A definition of a term on a page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ExportedDefinition {
    /// The definition as plain text.
    pub(crate) text: String,
    /// The definition as HTML that refers to no other file.
    pub(crate) html: String,
    /// The heading of the group that it is in.
    pub(crate) category: Option<String>,
    /// The place of the definition.
    #[serde(flatten)]
    pub(crate) place: ExportedPlace,
    /// The places with nearly the same wording.
    pub(crate) also: Vec<ExportedPlace>,
}

/// A place on a page of the course.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ExportedPlace {
    /// The parts, weeks and days above it, outermost first.
    pub(crate) units: Vec<String>,
    /// The label: `Session 3`.
    pub(crate) label: Option<String>,
    /// The title of the page.
    pub(crate) title: String,
    /// The URL of the place, relative to the download.
    pub(crate) href: String,
}

/// The names of the columns of a spreadsheet.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ColumnNames<'a> {
    /// The column of the term.
    pub(crate) term: &'a str,
    /// The column of its other names.
    pub(crate) aliases: &'a str,
    /// The column of the definition.
    pub(crate) definition: &'a str,
    /// The column of the category.
    pub(crate) category: &'a str,
    /// The column of the weeks and days.
    pub(crate) unit: &'a str,
    /// The column of the page.
    pub(crate) page: &'a str,
    /// The column of the URL.
    pub(crate) address: &'a str,
}

/// The content of `terms.json`. `version` changes when a field does.
#[derive(Serialize)]
struct ExportDocument<'a> {
    version: u32,
    course: &'a str,
    language: &'a str,
    terms: &'a [ExportedTerm],
}

/// Writes the CSV file: a row for each definition (RFC 4180). It begins with a byte order mark, without which Excel reads
/// UTF-8 in the encoding of the system and garbles Hangul.
///
/// # Errors
/// Returns an error of the writer, which no text in memory causes.
pub(crate) fn csv(terms: &[ExportedTerm], columns: &ColumnNames<'_>) -> Result<String> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let ColumnNames { term, aliases, definition, category, unit, page, address } = *columns;
    writer.write_record([term, aliases, definition, category, unit, page, address])?;
    for term in terms {
        for definition in &term.definitions {
            let row = [
                &term.term,
                &term.aliases.join(", "),
                &definition.text,
                definition.category.as_deref().unwrap_or_default(),
                &definition.place.units.join(" / "),
                &page_name(&definition.place),
                &definition.place.href,
            ];
            writer.write_record(row.map(escape_formula))?;
        }
    }
    Ok(format!("\u{feff}{}", text_of(writer)?))
}

/// Writes the TSV file for Anki: a note for each term, with the headers of its manual ("Importing text files").
///
/// The first column is the GUID of the note, a hash of course and term: importing a later build updates the notes and keeps
/// their progress.
///
/// # Errors
/// Returns an error of the writer, which no text in memory causes.
pub(crate) fn anki(course: &str, terms: &[ExportedTerm]) -> Result<String> {
    let mut writer = csv::WriterBuilder::new().delimiter(b'\t').from_writer(Vec::new());
    for term in terms {
        let guid = blake3::hash(format!("{course}\0{}", term.term).as_bytes()).to_hex();
        let front = crate::html::escape(&term.term) + &small(&term.aliases.join(", "));
        let back: Vec<String> = term.definitions.iter().map(back).collect();
        writer.write_record([&guid[..16], &front, &back.join("<hr>").replace('\n', " "), &tags(term)])?;
    }
    let head = "#separator:tab\n#html:true\n#guid column:1\n#tags column:4\n#columns:GUID\tFront\tBack\tTags\n";
    Ok(head.to_owned() + &text_of(writer)?)
}

/// Writes the JSON file with all fields.
///
/// # Errors
/// Returns an error of the writer, which no text in memory causes.
pub(crate) fn json(course: &str, language: &str, terms: &[ExportedTerm]) -> Result<String> {
    let document = ExportDocument { version: 1, course, language, terms };
    Ok(serde_json::to_string_pretty(&document).context("the terms cannot be written as JSON")? + "\n")
}

/// Escapes a cell that a spreadsheet would run as a formula, with an apostrophe in front (OWASP, "CSV Injection"), which
/// spreadsheets hide.
fn escape_formula(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

fn page_name(place: &ExportedPlace) -> String {
    match &place.label {
        Some(label) => format!("{label}: {}", place.title),
        None => place.title.clone(),
    }
}

/// Returns the back of a note: the definition, and its page below.
fn back(definition: &ExportedDefinition) -> String {
    definition.html.clone() + &small(&page_name(&definition.place))
}

/// Returns a line in small print; empty for an empty text.
fn small(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("<br><small>{}</small>", crate::html::escape(text)) }
}

/// Returns the tags of a note: `Week_1::Day_2` for each place that defines it, and its categories.
fn tags(term: &ExportedTerm) -> String {
    let mut tags = Vec::new();
    for definition in &term.definitions {
        for place in std::iter::once(&definition.place).chain(&definition.also) {
            tags.push(place.units.iter().map(|unit| tag(unit)).collect::<Vec<_>>().join("::"));
        }
        tags.extend(definition.category.as_deref().map(tag));
    }
    let mut seen = std::collections::BTreeSet::new();
    tags.retain(|tag| !tag.is_empty() && seen.insert(tag.clone()));
    tags.join(" ")
}

/// Returns a name as a tag: Anki separates tags by spaces and levels by `::`, and reserves quotation marks.
fn tag(name: &str) -> String {
    let (_, name) = crate::lesson::split_icon(name);
    name.replace("::", ":").replace('"', "").split_whitespace().collect::<Vec<_>>().join("_")
}

fn text_of(writer: csv::Writer<Vec<u8>>) -> Result<String> {
    let bytes = writer.into_inner().context("the terms cannot be written")?;
    String::from_utf8(bytes).context("the terms are not UTF-8")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(name: &str, text: &str) -> ExportedTerm {
        let place = ExportedPlace {
            units: vec!["Week 1".to_owned(), "Day 2".to_owned()],
            label: Some("Week 1 Day 2 Session 3".to_owned()),
            title: "제목".to_owned(),
            href: "a.html#term".to_owned(),
        };
        let definition = ExportedDefinition {
            text: text.to_owned(),
            html: text.to_owned(),
            category: None,
            place,
            also: Vec::new(),
        };
        ExportedTerm {
            term: name.to_owned(),
            aliases: vec!["별칭".to_owned()],
            href: "#x".to_owned(),
            definitions: vec![definition],
        }
    }

    const COLUMNS: ColumnNames<'_> = ColumnNames {
        term: "용어",
        aliases: "별칭",
        definition: "뜻",
        category: "분류",
        unit: "단원",
        page: "수업",
        address: "주소",
    };

    #[test]
    fn a_spreadsheet_reads_hangul_and_runs_nothing() {
        let text = csv(&[term("=1+1", "하나, \"둘\"\n셋"), term("-v", "@here")], &COLUMNS).unwrap();
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert_eq!(lines[0], "\u{feff}용어,별칭,뜻,분류,단원,수업,주소");
        assert!(lines[1].starts_with("'=1+1,별칭,\"하나, \"\"둘\"\"\n셋\",,Week 1 / Day 2,"), "{}", lines[1]);
        assert!(lines[2].starts_with("'-v,별칭,'@here,"), "{}", lines[2]);
    }

    #[test]
    fn anki_finds_its_headers_and_columns() {
        let text = anki("과정", &[term("Pod", "탭\t하나\n둘")]).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[..4], ["#separator:tab", "#html:true", "#guid column:1", "#tags column:4"]);
        assert_eq!(lines.len(), 6, "{text}");
        assert!(lines[5].ends_with("\tWeek_1::Day_2"), "{text}");
        assert_eq!(
            anki("과정", &[term("Pod", "다른 뜻")]).unwrap()[..120],
            text[..120],
            "a reworded note keeps its name"
        );
    }

    #[test]
    fn tags_hold_no_spaces() {
        assert_eq!(tag("🆕 새로운 용어"), "새로운_용어");
        assert_eq!(tag("a::b \"c\""), "a:b_c");
    }
}
