//! Turns the files of a course that are likely lessons in formats that are not read into diagnostics: one for each
//! format.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::read::Sources;
use crate::read::page_file::is_markdown;
use crate::source::CoursePath;

/// The extension of Markdown files that an editor saved as text: `lesson.md.txt`.
const DOUBLED: &str = "md.txt";

/// The most paths that a diagnostic names.
const MAX_NAMED: usize = 3;

/// A format, other than Markdown, in which lessons are written.
struct LessonFormat {
    /// The words for one file of it.
    name: &'static str,
    /// The extensions of its files, in lower case.
    extensions: &'static [&'static str],
    /// The way to convert it to Markdown.
    hint: &'static str,
}

/// Formats of text: a file in one of them is most likely a lesson.
const FORMATS: [LessonFormat; 8] = [
    LessonFormat {
        name: "Markdown file with another extension",
        extensions: &["mdown", "mkdn", "mkd", "mdwn", "mdtxt", "mdtext", "livemd", DOUBLED],
        hint: "rename them to end in `.md`",
    },
    LessonFormat {
        name: "AsciiDoc file",
        extensions: &["adoc", "asciidoc", "asc"],
        hint: "convert each: asciidoctor -b docbook -o - a.adoc | pandoc -f docbook -t gfm -o a.md",
    },
    LessonFormat {
        name: "reStructuredText file",
        extensions: &["rst"],
        hint: "convert each: pandoc -f rst -t gfm a.rst -o a.md",
    },
    LessonFormat { name: "Org file", extensions: &["org"], hint: "convert each: pandoc -f org -t gfm a.org -o a.md" },
    LessonFormat { name: "Quarto file", extensions: &["qmd"], hint: "convert each: quarto render a.qmd --to gfm" },
    LessonFormat {
        name: "R Markdown file",
        extensions: &["rmd"],
        hint: "convert each: Rscript -e 'rmarkdown::render(\"a.Rmd\", \"github_document\")'",
    },
    LessonFormat {
        name: "Textile file",
        extensions: &["textile"],
        hint: "convert each: pandoc -f textile -t gfm a.textile -o a.md",
    },
    LessonFormat {
        name: "MediaWiki file",
        extensions: &["mediawiki", "wiki"],
        hint: "convert each: pandoc -f mediawiki -t gfm a.wiki -o a.md",
    },
];

/// Formats that are attachments beside Markdown; they are named only if there is no Markdown.
const DOCUMENTS: [(&str, &[&str]); 7] = [
    ("HTML file", &["html", "htm"]),
    ("text file", &["txt"]),
    ("PDF file", &["pdf"]),
    ("Word file", &["docx", "doc"]),
    ("Hangul file", &["hwp", "hwpx"]),
    ("presentation", &["pptx", "ppt", "odp"]),
    ("LaTeX file", &["tex"]),
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
        let more = match files.len().saturating_sub(MAX_NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let is = if files.len() == 1 { "is" } else { "are" };
        let links = match linked {
            0 => String::new(),
            _ if files.len() == 1 => "; a page links to it, and it is copied as it is".to_owned(),
            _ if linked == files.len() => "; pages link to them, and they are copied as they are".to_owned(),
            1 => "; pages link to one of them, which is copied as it is".to_owned(),
            linked => format!("; pages link to {linked} of them, which are copied as they are"),
        };
        let counted = counted(files.len(), format.name, &extensions(&files));
        let message = format!("{counted} {is} not read: {}{more}{links}", names.join(", "));
        let hint = format!(
            "{}; to leave them out without this report, add their paths to `exclude` in seodang.toml",
            format.hint
        );
        let diagnostic = Diagnostic::about(first, Code::UnreadFormat, message).hint(hint);
        found.push(if linked == files.len() { diagnostic.as_info() } else { diagnostic });
    }
    found
}

/// Returns the diagnostic for a course without pages, which names the files that it has instead.
pub fn empty_course(sources: &Sources) -> Diagnostic {
    let about = |message: String| Diagnostic::about(&CoursePath::default(), Code::EmptyCourse, message);
    let pages: BTreeSet<&CoursePath> = sources
        .files
        .keys()
        .chain(&sources.withheld)
        .chain(&sources.excluded)
        .filter(|path| is_markdown(path))
        .collect();
    if !pages.is_empty() && pages.iter().all(|page| sources.excluded.contains(*page)) {
        let counted = match pages.len() {
            1 => "the only Markdown file of the course folder is".to_owned(),
            count => format!("all {count} Markdown files of the course folder are"),
        };
        return about(format!("{counted} left out by `exclude`"))
            .hint("narrow the patterns of `exclude` in seodang.toml, or add the lessons to `include`");
    }
    if !pages.is_empty() {
        let counted = if pages.len() == 1 {
            "the only Markdown file".to_owned()
        } else {
            format!("none of the {} Markdown files", pages.len())
        };
        let becomes = if pages.len() == 1 { "becomes no page" } else { "becomes a page" };
        return about(format!("{counted} of the course folder {becomes}"))
            .hint("they are drafts, copies, for instructors, excluded or cannot be read: see the other reports");
    }
    let formats = FORMATS.iter().map(|format| (format.name, format.extensions)).chain(DOCUMENTS);
    let kinds: Vec<String> = formats
        .filter_map(|(name, wanted)| {
            let files: Vec<&CoursePath> = sources.files.keys().filter(|path| has_extension(path, wanted)).collect();
            (!files.is_empty()).then(|| counted(files.len(), name, &extensions(&files)))
        })
        .collect();
    match kinds.as_slice() {
        [] => about("no Markdown file was found in the course folder".to_owned())
            .hint("name the folder that holds the lessons: seodang build FOLDER"),
        [kinds @ .., last] => {
            let kinds = if kinds.is_empty() { last.clone() } else { format!("{} and {last}", kinds.join(", ")) };
            about(format!("nothing here becomes a page: the course folder holds {kinds}, and seodang reads Markdown"))
                .hint("convert the lessons to Markdown (.md), or name the folder that holds them: seodang build FOLDER")
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

/// Returns a count with its noun: `3 MDX files (.mdx)`.
fn counted(count: usize, name: &str, extensions: &str) -> String {
    let name = match name.split_once(" with ") {
        _ if count == 1 => name.to_owned(),
        Some((thing, rest)) => format!("{thing}s with {rest}"),
        None => format!("{name}s"),
    };
    format!("{count} {name} ({extensions})")
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
