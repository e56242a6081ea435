//! Turns questions into a package of QTI (1EdTech, "Question and Test Interoperability"), version 3.0 or 2.1: an archive with an item
//! for each question, a test of a section for each page, and a manifest.

mod element;
mod item;

use std::io::{Seek, Write};

use anyhow::{Context, Result};
use zip::ZipWriter;

use self::element::XmlElement;
use self::item::{ItemWords, item};
use super::PageQuestions;
use crate::pack::archive;
use crate::render::theme::Words;

/// A version of QTI.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QtiVersion {
    /// 2.1, which most learning platforms import.
    V2_1,
    /// 3.0.
    V3_0,
}

/// The namespace of instances of XML Schema.
const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

impl QtiVersion {
    /// Returns the namespace of items and tests, with the address of its schema.
    fn namespace(self) -> (&'static str, &'static str) {
        match self {
            Self::V2_1 => {
                ("http://www.imsglobal.org/xsd/imsqti_v2p1", "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd")
            }
            Self::V3_0 => (
                "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
                "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd",
            ),
        }
    }

    fn with_namespaces(self, element: XmlElement) -> XmlElement {
        let (namespace, schema) = self.namespace();
        with_namespaces(element, namespace, schema)
    }
}

fn with_namespaces(element: XmlElement, namespace: &str, schema: &str) -> XmlElement {
    let element = element.with("xmlns", namespace).with("xmlns:xsi", INSTANCE);
    element.with("xsi:schemaLocation", format!("{namespace} {schema}"))
}

/// The questions of a package.
#[derive(Debug, Clone, Copy)]
pub struct QtiInput<'a> {
    /// The title of the course.
    pub title: &'a str,
    /// The tag of its language.
    pub language: &'a str,
    /// The words of the theme.
    pub words: &'a Words,
    /// The questions.
    pub pages: &'a [PageQuestions],
}

/// Writes the package.
///
/// # Errors
/// Returns an error if the archive cannot be written.
pub fn write<W: Write + Seek>(input: QtiInput<'_>, version: QtiVersion, to: W) -> Result<W> {
    let mut archive = ZipWriter::new(to);
    for (path, text) in files(input, version) {
        let context = || format!("cannot pack {path}");
        archive.start_file(path.as_str(), archive::options(false)).with_context(context)?;
        archive.write_all(text.as_bytes()).with_context(context)?;
    }
    archive.finish().context("cannot finish the archive")
}

/// Returns the files of the package, the manifest first.
fn files(input: QtiInput<'_>, version: QtiVersion) -> Vec<(String, String)> {
    let words = ItemWords { is_true: input.words.get("quiz_true"), is_false: input.words.get("quiz_false") };
    let mut files = vec![
        ("imsmanifest.xml".to_owned(), manifest(input, version)),
        (TEST.to_owned(), test(input, version).document(version)),
    ];
    for question in input.pages.iter().flat_map(|page| &page.questions) {
        files.push((file_of(&question.id), item(question, version, input.language, &words).document(version)));
    }
    files
}

/// The file of the test.
const TEST: &str = "test.xml";

fn file_of(id: &str) -> String {
    format!("items/{id}.xml")
}

/// Returns the test: a section for each page.
fn test(input: QtiInput<'_>, version: QtiVersion) -> XmlElement {
    let new = XmlElement::new;
    let section = |(at, page): (usize, &PageQuestions)| {
        let section = new("assessmentSection").with("identifier", format!("section-{}", at + 1));
        let section = section.with("title", &*page.title).with("visible", "true");
        let reference = |id: &str| new("assessmentItemRef").with("identifier", id).with("href", file_of(id));
        section.children(page.questions.iter().map(|question| reference(&question.id)))
    };
    let part = new("testPart").with("identifier", "part-1").with("navigationMode", "nonlinear");
    let part = part.with("submissionMode", "individual");
    let test = version.with_namespaces(new("assessmentTest")).with("identifier", "test").with("title", input.title);
    test.child(part.children(input.pages.iter().enumerate().map(section)))
}

/// Returns the manifest of the package, whose elements have the same names in both versions.
fn manifest(input: QtiInput<'_>, version: QtiVersion) -> String {
    let new = XmlElement::new;
    let (namespace, location, schema, number, kind) = match version {
        QtiVersion::V2_1 => (
            "http://www.imsglobal.org/xsd/imscp_v1p1",
            "http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd",
            "QTIv2.1 Package",
            "1.0.0",
            "xmlv2p1",
        ),
        QtiVersion::V3_0 => (
            "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
            "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd",
            "QTI Package",
            "3.0.0",
            "xmlv3p0",
        ),
    };
    let file = |href: &str| new("file").with("href", href);
    let resource = |id: &str, what: &str, href: &str| {
        let resource = new("resource").with("identifier", id).with("type", format!("imsqti_{what}_{kind}"));
        resource.with("href", href).child(file(href))
    };
    let questions: Vec<&str> =
        input.pages.iter().flat_map(|page| &page.questions).map(|question| question.id.as_str()).collect();
    let needed = questions.iter().map(|id| new("dependency").with("identifierref", format!("resource-{id}")));
    let resources = new("resources")
        .child(resource("resource-test", "test", TEST).children(needed))
        .children(questions.iter().map(|id| resource(&format!("resource-{id}"), "item", &file_of(id))));
    let metadata = new("metadata").child(new("schema").text(schema)).child(new("schemaversion").text(number));
    let root = with_namespaces(new("manifest"), namespace, location).with("identifier", "manifest");
    let root = root.child(metadata).child(new("organizations")).child(resources);
    root.document(QtiVersion::V2_1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::quiz::{ExchangeForm, ExchangeQuestion, TextBlock};

    #[test]
    fn items_are_spelt_for_their_version() {
        let question = ExchangeQuestion {
            id: "q-1".to_owned(),
            number: 1,
            stem: vec![TextBlock::Paragraph("a < b & \u{fffc}".to_owned())],
            form: ExchangeForm::Gaps(vec![vec!["x".to_owned()]]),
            explanation: "why".to_owned(),
        };
        let words = ItemWords { is_true: "True", is_false: "False" };
        let text = |version| item(&question, version, "en", &words).document(version);
        let (old, new) = (text(QtiVersion::V2_1), text(QtiVersion::V3_0));
        assert!(old.contains("<p>a &lt; b &amp; <textEntryInteraction responseIdentifier=\"RESPONSE\""), "{old}");
        assert!(new.contains("<qti-text-entry-interaction response-identifier=\"RESPONSE\""), "{new}");
        assert!(
            new.contains("<qti-content-body><p>why</p></qti-content-body>") && !new.contains("contentBody"),
            "{new}"
        );
        let manifest =
            manifest(QtiInput { title: "T", language: "en", words: &Words::default(), pages: &[] }, QtiVersion::V3_0);
        assert!(manifest.contains("<schemaversion>3.0.0</schemaversion>"), "{manifest}");
    }
}
