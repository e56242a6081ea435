//! Turns each kind of diagnostic into its stable name, its severity and its section of the documentation.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Severity;
use crate::message;
use crate::message::{Message, MessageLanguage};

/// The subject of a code: a chapter of the documentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CodeGroup {
    /// Which files become pages, and the settings.
    Files,
    /// Links and anchors.
    Links,
    /// Images.
    Images,
    /// Mermaid blocks.
    Diagrams,
    /// The structure of a page: headings, code blocks, raw HTML.
    Structure,
    /// Consistency between the files of a course: numbers, times, order.
    Course,
    /// Terms and their definitions.
    Glossary,
}

/// Declares the codes: one line each, so that every code has a name, a severity and a group.
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal, $severity:ident, $group:ident;)+) => {
        /// The kinds of diagnostics. The names are stable: authors search for them and set them in the settings.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Code {
            /// All codes, in the order of the documentation.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// Returns the stable name.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// Returns the severity that applies unless the settings change it.
            ///
            /// An error means that something the author wrote is missing from the site. A problem that leaves the page complete
            /// is a warning, so that a real course with a few dead links still builds with exit code 0. A matter of taste is
            /// information.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)+ }
            }

            /// Returns the subject.
            pub fn group(self) -> CodeGroup {
                match self { $(Self::$variant => CodeGroup::$group,)+ }
            }
        }
    };
}

codes! {
    /// A file of the course is not UTF-8.
    NotUtf8 = "not-utf8", Error, Files;
    /// A file or folder of the course cannot be read.
    UnreadableFile = "unreadable-file", Error, Files;
    /// A file name is not valid Unicode.
    UnreadableName = "unreadable-name", Error, Files;
    /// A symbolic link was not followed.
    SymlinkSkipped = "symlink-skipped", Warning, Files;
    /// A file is larger than a page can be.
    FileTooLarge = "file-too-large", Error, Files;
    /// A notebook is not valid: its page is missing from the site.
    BrokenNotebook = "broken-notebook", Error, Files;
    /// An output or a cell of a notebook is not shown.
    NotebookOutput = "notebook-output", Warning, Files;
    /// A copy of a page, or a report, was left out: it is not a lesson.
    LeftOut = "left-out", Warning, Files;
    /// A page held back by `draft: true`.
    Draft = "draft", Info, Files;
    /// An `<!-- instructor -->` marker is unmatched.
    InstructorPart = "instructor-part", Warning, Files;
    /// A time of release cannot be read, or a `<!-- release … -->` mark is unmatched.
    BadRelease = "bad-release", Error, Files;
    /// The date on which the work of a page is due cannot be read.
    BadDueDate = "bad-due-date", Warning, Structure;
    /// No Markdown was found.
    EmptyCourse = "empty-course", Error, Files;
    /// `seodang.toml` cannot be understood.
    BadConfig = "bad-config", Error, Files;
    /// A pattern of the settings matches no file.
    UnmatchedPattern = "unmatched-pattern", Warning, Files;
    /// A setting that only counts in the user's own settings.
    IgnoredSetting = "ignored-setting", Warning, Files;
    /// A theme names a property, word or file that does not exist.
    ThemeName = "theme-name", Warning, Files;
    /// A suppression comment names an unknown code.
    UnknownCode = "unknown-code", Warning, Files;
    /// Front matter cannot be understood.
    BadFrontMatter = "bad-front-matter", Error, Files;
    /// Two files have the same output path.
    DuplicateRoute = "duplicate-route", Warning, Files;
    /// A folder of pages has no index page in the site.
    MissingIndex = "missing-index", Error, Files;
    /// Two file names differ only in their Unicode normalisation.
    SameName = "same-name", Error, Files;
    /// A file of another tool that states the structure of the site cannot be read.
    StructureFile = "structure-file", Warning, Files;
    /// A stated structure names pages that do not exist.
    StructureTarget = "structure-target", Info, Files;
    /// Pages are missing from a stated structure.
    NotInStructure = "not-in-structure", Info, Files;
    /// Files have a format that seodang does not read.
    UnreadFormat = "unread-format", Warning, Files;
    /// A file cannot be included.
    BrokenInclude = "broken-include", Warning, Files;

    /// A link leads to a file that does not exist.
    BrokenLink = "broken-link", Warning, Links;
    /// A link differs from the file's name in letter case.
    LinkCase = "link-case", Warning, Links;
    /// A space in an address keeps it from being a link.
    LinkSpace = "link-space", Warning, Links;
    /// A link has no address.
    EmptyLink = "empty-link", Warning, Links;
    /// An address is a placeholder.
    PlaceholderLink = "placeholder-link", Warning, Links;
    /// A link leads out of the course's folder.
    OutsideCourse = "outside-course", Warning, Links;
    /// A link leads to a heading that does not exist.
    UnknownAnchor = "unknown-anchor", Warning, Links;
    /// An anchor differs slightly from the id of the heading.
    InexactAnchor = "inexact-anchor", Warning, Links;
    /// A link leads to a heading that occurs several times on its page.
    AmbiguousAnchor = "ambiguous-anchor", Info, Links;
    /// A redirect of the settings leads to no page.
    BrokenRedirect = "broken-redirect", Error, Links;
    /// A page has another address than when the site was last built.
    MovedPage = "moved-page", Info, Links;
    /// A wiki link names several files.
    AmbiguousLink = "ambiguous-link", Info, Links;
    /// An address outside the course does not exist.
    DeadExternalLink = "dead-external-link", Warning, Links;
    /// An address outside the course has moved permanently.
    MovedExternalLink = "moved-external-link", Info, Links;

    /// An image does not exist.
    MissingImage = "missing-image", Warning, Images;
    /// An image has no alternative text.
    MissingAlt = "missing-alt", Warning, Images;
    /// An image is far larger than it is shown.
    LargeImage = "large-image", Info, Images;
    /// No page shows an image.
    UnusedImage = "unused-image", Info, Images;

    /// A Mermaid block cannot be drawn.
    BrokenDiagram = "broken-diagram", Error, Diagrams;
    /// A style line has no effect in this kind of diagram.
    IgnoredStyle = "ignored-style", Warning, Diagrams;
    /// A node is styled but never defined.
    UndefinedNode = "undefined-node", Warning, Diagrams;
    /// A class is given to nodes but never defined.
    UndefinedClass = "undefined-class", Warning, Diagrams;
    /// A style line names several nodes, which mermaid.js reads differently.
    StyleList = "style-list", Info, Diagrams;
    /// A diagram has no title.
    UnnamedDiagram = "unnamed-diagram", Info, Diagrams;

    /// A fence is never closed.
    UnclosedFence = "unclosed-fence", Warning, Structure;
    /// A code block holds Markdown that was meant for the page.
    SwallowedMarkdown = "swallowed-markdown", Warning, Structure;
    /// A code block contains task items.
    TaskInCode = "task-in-code", Info, Structure;
    /// No grammar knows a code block's language.
    UnknownLanguage = "unknown-language", Warning, Structure;
    /// A container (`:::tip`) is never closed.
    UnclosedBlock = "unclosed-block", Warning, Structure;
    /// A spelling of another tool that no reader understands: a tag, an expression, signs left in the text.
    NotUnderstood = "not-understood", Warning, Structure;
    /// A formula cannot be read.
    BrokenFormula = "broken-formula", Warning, Structure;
    /// Raw HTML has an element that is not closed, or an end tag without an element.
    UnbalancedHtml = "unbalanced-html", Warning, Structure;
    /// Raw HTML contains active content, which is removed.
    UnsafeHtml = "unsafe-html", Warning, Structure;
    /// Lists or quotes are nested deeper than a page can show.
    TooDeep = "too-deep", Error, Structure;
    /// A page has more than one H1.
    SeveralTitles = "several-titles", Info, Structure;
    /// A heading lacks the space after its number signs.
    HeadingSpace = "heading-space", Warning, Structure;
    /// A heading skips a level.
    SkippedLevel = "skipped-level", Info, Structure;
    /// A heading has no content.
    EmptySection = "empty-section", Info, Structure;
    /// The answer of a quiz question is missing, names no option, or contradicts the marked options.
    QuizAnswer = "quiz-answer", Warning, Structure;
    /// The options of a quiz question are all right, or two are the same; or a quiz holds no question.
    QuizOptions = "quiz-options", Warning, Structure;

    /// The numbers of a title contradict the path.
    TitleNumber = "title-number", Warning, Course;
    /// A stated length contradicts the stated times.
    TimeLength = "time-length", Warning, Course;
    /// Two sessions of a day are at the same time.
    TimeOverlap = "time-overlap", Warning, Course;
    /// A timetable and a session disagree.
    TimetableTime = "timetable-time", Warning, Course;
    /// The sections of a session take longer than the session.
    SectionMinutes = "section-minutes", Info, Course;
    /// A link to the next or previous page leads in the other direction.
    NextLink = "next-link", Warning, Course;
    /// A README does not link one of its sessions.
    UnlinkedSession = "unlinked-session", Info, Course;
    /// No page links to a page.
    OrphanPage = "orphan-page", Info, Course;
    /// A page lacks the info block that similar pages have.
    MissingInfo = "missing-info", Warning, Course;
    /// A page lacks the objectives that similar pages have.
    MissingObjectives = "missing-objectives", Warning, Course;
    /// A page lacks the keyword section that similar pages have.
    MissingKeywords = "missing-keywords", Warning, Course;
    /// A page lacks the checklist that similar pages have.
    MissingChecklist = "missing-checklist", Warning, Course;

    /// A term is defined in different words in several places.
    DifferingDefinitions = "differing-definitions", Info, Glossary;
    /// A keyword section defines a term twice.
    RepeatedTerm = "repeated-term", Warning, Glossary;
    /// Two entries are nearly the same term.
    NearTerm = "near-term", Info, Glossary;
    /// A term is defined but never used.
    UnusedTerm = "unused-term", Info, Glossary;
    /// A term has no definition.
    EmptyDefinition = "empty-definition", Warning, Glossary;
    /// An item of a keyword section is not read as a term.
    UnreadTerm = "unread-term", Info, Glossary;
}

/// The documentation: a section for each code, with a course that reports it and one that does not.
const DOCUMENTATION: &str = include_str!("codes.md");

/// The same documentation in Korean, without the examples.
const KOREAN_DOCUMENTATION: &str = include_str!("codes.ko.md");

impl Code {
    /// Tests whether only `check --external`, which uses the network, can report it.
    pub fn is_external(self) -> bool {
        matches!(self, Self::DeadExternalLink | Self::MovedExternalLink)
    }

    /// Returns the text of `--explain`: the reason, an example, the fix. The examples are the same in all languages.
    pub fn explanation(self, language: MessageLanguage) -> String {
        let english = section(self, DOCUMENTATION).unwrap_or_default();
        match language {
            MessageLanguage::English => english.to_owned(),
            MessageLanguage::Korean => {
                let prose = section(self, KOREAN_DOCUMENTATION).unwrap_or_default();
                let examples = english.find("\n```").map_or("", |at| &english[at..]);
                format!("{prose}\n{examples}")
            }
        }
    }

    /// Returns the first sentence of the documentation.
    pub fn summary(self, language: MessageLanguage) -> String {
        self.explanation(language).split("\n\n").next().unwrap_or_default().to_owned()
    }
}

/// Returns the byte at which the section of a code begins: found by name, for examples contain headings too.
fn heading(code: Code, documentation: &str) -> Option<usize> {
    documentation.find(&format!("\n## {code}\n"))
}

fn section(code: Code, documentation: &'static str) -> Option<&'static str> {
    let start = heading(code, documentation)?;
    let next = Code::ALL.iter().filter_map(|&other| heading(other, documentation)).filter(|&other| other > start).min();
    let section = &documentation[start..next.unwrap_or(documentation.len())];
    section.trim().split_once('\n').map(|(_, text)| text.trim())
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A name that no code has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseCodeError(String);

impl ParseCodeError {
    /// Returns the message, with the nearest code if one is near.
    pub fn message(&self) -> Message {
        let near = Code::ALL.iter().map(|code| (strsim::jaro_winkler(&self.0, code.as_str()), code));
        match near.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(likeness, _)| *likeness > 0.8) {
            Some((_, code)) => message!("no-such-code-near", name = &self.0, code = code.as_str()),
            None => message!("no-such-code", name = &self.0),
        }
    }
}

impl fmt::Display for ParseCodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for ParseCodeError {}

impl FromStr for Code {
    type Err = ParseCodeError;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL.iter().copied().find(|code| code.as_str() == name).ok_or_else(|| ParseCodeError(name.to_owned()))
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_parse_to_their_codes() {
        for &code in Code::ALL {
            assert_eq!(code.as_str().parse(), Ok(code));
        }
        assert!("brokenlink".parse::<Code>().unwrap_err().to_string().contains("did you mean `broken-link`?"));
    }

    #[test]
    fn every_code_is_explained() {
        for (code, language) in Code::ALL.iter().flat_map(|&code| MessageLanguage::ALL.map(|language| (code, language)))
        {
            let (text, summary) = (code.explanation(language), code.summary(language));
            assert!(summary.ends_with('.') && summary.len() > 20, "{code}: {text}");
            assert!(text.contains("```"), "{code} shows no example");
        }
        for documentation in [DOCUMENTATION, KOREAN_DOCUMENTATION] {
            let places: Vec<_> = Code::ALL.iter().map(|&code| heading(code, documentation)).collect();
            assert!(places.iter().all(Option::is_some), "{places:?}");
            assert!(places.is_sorted(), "the sections stand in the order of the codes");
        }
    }
}
