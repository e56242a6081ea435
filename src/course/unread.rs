//! Turns the files of a course that are likely lessons in formats that are not read into diagnostics: one for each
//! format.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::message;
use crate::message::Message;
use crate::read::Sources;
use crate::read::page_file::is_markdown;
use crate::source::CoursePath;

/// The extension of Markdown files that an editor saved as text: `lesson.md.txt`.
const DOUBLED: &str = "md.txt";

/// The most paths that a diagnostic names.
const MAX_NAMED: usize = 3;

/// A format, other than Markdown, in which lessons are written.
struct LessonFormat {
    /// Its name.
    name: FormatName,
    /// The extensions of its files, in lower case.
    extensions: &'static [&'static str],
    /// The command that converts a file to Markdown; `None` if it is Markdown.
    command: Option<&'static str>,
}

/// The name of a format of files.
#[derive(Debug, Clone, Copy)]
enum FormatName {
    /// A name that is the same in all languages.
    Proper(&'static str),
    /// Markdown with another extension.
    OtherExtension,
    /// Plain text.
    Text,
    /// Hangul Word Processor.
    Hangul,
    /// Slides.
    Presentation,
}

/// Formats of text: a file in one of them is most likely a lesson.
const FORMATS: [LessonFormat; 6] = [
    LessonFormat {
        name: FormatName::OtherExtension,
        extensions: &["mdown", "mkdn", "mkd", "mdwn", "mdtxt", "mdtext", "livemd", DOUBLED],
        command: None,
    },
    LessonFormat {
        name: FormatName::Proper("AsciiDoc"),
        extensions: &["adoc", "asciidoc", "asc"],
        command: Some("asciidoctor -b docbook -o - a.adoc | pandoc -f docbook -t gfm -o a.md"),
    },
    LessonFormat {
        name: FormatName::Proper("reStructuredText"),
        extensions: &["rst"],
        command: Some("pandoc -f rst -t gfm a.rst -o a.md"),
    },
    LessonFormat {
        name: FormatName::Proper("Org"),
        extensions: &["org"],
        command: Some("pandoc -f org -t gfm a.org -o a.md"),
    },
    LessonFormat {
        name: FormatName::Proper("Textile"),
        extensions: &["textile"],
        command: Some("pandoc -f textile -t gfm a.textile -o a.md"),
    },
    LessonFormat {
        name: FormatName::Proper("MediaWiki"),
        extensions: &["mediawiki", "wiki"],
        command: Some("pandoc -f mediawiki -t gfm a.wiki -o a.md"),
    },
];

/// Formats that are attachments beside Markdown; they are named only if there is no Markdown.
const DOCUMENTS: [(FormatName, &[&str]); 7] = [
    (FormatName::Proper("HTML"), &["html", "htm"]),
    (FormatName::Text, &["txt"]),
    (FormatName::Proper("PDF"), &["pdf"]),
    (FormatName::Proper("Word"), &["docx", "doc"]),
    (FormatName::Hangul, &["hwp", "hwpx"]),
    (FormatName::Presentation, &["pptx", "ppt", "odp"]),
    (FormatName::Proper("LaTeX"), &["tex"]),
];

/// Returns a diagnostic for each format whose files are not read, about the first of them. `copied` are the files that
/// pages link to: if that is all of them, readers get them, and the diagnostic is information.
pub fn unread_formats<T>(sources: &Sources, copied: &BTreeMap<CoursePath, T>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for format in &FORMATS {
        // Readers see what pages include.
        let is_included = |path: &CoursePath| sources.included.iter().any(|file| file.path == *path);
        let is_reported = |path: &&CoursePath| {
            has_extension(path, format.extensions) && !sources.unselected.contains(*path) && !is_included(path)
        };
        let files: Vec<&CoursePath> = sources.files.keys().filter(is_reported).collect();
        let Some(&first) = files.first() else { continue };
        let linked = files.iter().filter(|path| copied.contains_key(**path)).count();
        let names: Vec<&str> = files.iter().take(MAX_NAMED).map(|path| path.as_str()).collect();
        let names = match files.len().saturating_sub(MAX_NAMED) {
            0 => Message::verbatim(names.join(", ")),
            more => message!("list-and-more", names = names.join(", "), more),
        };
        let counted = counted(files.len(), format.name, &extensions(&files));
        let (message, advice) = (not_read(counted, &names, files.len(), linked), advice(format));
        let hint = message!("unread-format.hint", advice);
        let diagnostic = Diagnostic::about(first, Code::UnreadFormat, message).hint(hint);
        found.push(if linked == files.len() { diagnostic.as_info() } else { diagnostic });
    }
    found
}

/// Returns the message about files that are not read, `linked` of which pages link to.
fn not_read(counted: Message, names: &Message, count: usize, linked: usize) -> Message {
    match linked {
        0 => message!("unread-format", counted, count, names),
        _ if linked == count => message!("unread-format-all-linked", counted, count, names),
        _ => message!("unread-format-linked", counted, names, linked),
    }
}

/// Returns the advice to convert or rename files of a format.
fn advice(format: &LessonFormat) -> Message {
    match format.command {
        Some(command) => message!("unread-format-convert", command),
        None => message!("unread-format-rename"),
    }
}

/// Returns the diagnostic for a course without pages, which names the files that it has instead.
pub fn empty_course(sources: &Sources) -> Diagnostic {
    let about = |message: Message| Diagnostic::about(&CoursePath::default(), Code::EmptyCourse, message);
    let pages: BTreeSet<&CoursePath> = sources
        .files
        .keys()
        .chain(&sources.withheld)
        .chain(&sources.excluded)
        .filter(|path| is_markdown(path))
        .collect();
    if !pages.is_empty() && pages.iter().all(|page| sources.excluded.contains(*page)) {
        return about(message!("empty-course-excluded", count = pages.len()))
            .hint(message!("empty-course-excluded.hint"));
    }
    if !pages.is_empty() {
        return about(message!("empty-course-no-page", count = pages.len()))
            .hint(message!("empty-course-no-page.hint"));
    }
    let formats = FORMATS.iter().map(|format| (format.name, format.extensions)).chain(DOCUMENTS);
    let kinds: Vec<Message> = formats
        .filter_map(|(name, wanted)| {
            let files: Vec<&CoursePath> = sources.files.keys().filter(|path| has_extension(path, wanted)).collect();
            (!files.is_empty()).then(|| counted(files.len(), name, &extensions(&files)))
        })
        .collect();
    match kinds.as_slice() {
        [] => about(message!("empty-course-no-markdown")).hint(message!("empty-course-no-markdown.hint")),
        [first, others @ ..] => {
            let kinds = match others {
                [] => first.clone(),
                [between @ .., last] => {
                    let joined = |names: Message, next: &Message| message!("list-comma", first = names, next);
                    message!("list-and-last", names = between.iter().fold(first.clone(), joined), last)
                }
            };
            about(message!("empty-course-other-formats", kinds)).hint(message!("empty-course-other-formats.hint"))
        }
    }
}

/// Tests whether a file has one of the extensions. The signature of a download (`tool.tar.gz.asc`) is not `AsciiDoc`.
fn has_extension(path: &CoursePath, extensions: &[&str]) -> bool {
    let extension = path.extension();
    if extensions.contains(&DOUBLED) && path.name().to_lowercase().ends_with(".md.txt") {
        return true;
    }
    extensions.contains(&extension.as_str()) && !(extension == "asc" && path.stem().contains('.'))
}

/// Returns a count of files with the name of their format: `3 MDX files (.mdx)`.
fn counted(count: usize, name: FormatName, extensions: &str) -> Message {
    match name {
        FormatName::Proper(name) => message!("files-of-format", count, name, extensions),
        FormatName::OtherExtension => message!("files-with-other-extension", count, extensions),
        FormatName::Text => message!("files-of-text", count, extensions),
        FormatName::Hangul => message!("files-of-hangul", count, extensions),
        FormatName::Presentation => message!("files-of-slides", count, extensions),
    }
}

/// Returns the distinct extensions of the files: `.adoc, .asc`.
fn extensions(files: &[&CoursePath]) -> String {
    let all: BTreeSet<String> = files
        .iter()
        .map(|path| {
            let name = path.name().to_lowercase();
            if name.ends_with(".md.txt") { ".md.txt".to_owned() } else { format!(".{}", path.extension()) }
        })
        .collect();
    all.into_iter().collect::<Vec<_>>().join(", ")
}
