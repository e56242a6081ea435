//! Turns each kind of mistake into its stable name, its weight and its place in the documentation.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Severity;

/// What a code is about: the chapters of its documentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Which files become pages, and the settings.
    Files,
    /// Links and anchors.
    Links,
    /// Images.
    Images,
    /// Mermaid blocks.
    Diagrams,
    /// The make-up of a page: headings, code blocks, raw HTML.
    Structure,
    /// What the files of a course say of each other: numbers, times, order.
    Course,
    /// Terms and their definitions.
    Glossary,
}

/// Declares the codes: one line each, so that a code cannot lack a name, a weight or a group.
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal, $severity:ident, $group:ident;)+) => {
        /// The kinds of diagnostics. The names are stable: people grep for them and set them in configuration.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Code {
            /// Every code, in the order of the documentation.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The stable name.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// How much this kind weighs where the settings say nothing.
            ///
            /// An error is what loses something that the author wrote; what leaves the page whole is a warning, so that a
            /// real course with a few dead links still builds with exit code 0. What is a matter of taste is information.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)+ }
            }

            /// What it is about.
            pub fn group(self) -> Group {
                match self { $(Self::$variant => Group::$group,)+ }
            }
        }
    };
}

codes! {
    /// A file of the course is not UTF-8.
    NotUtf8 = "not-utf8", Error, Files;
    /// A file name is not valid Unicode.
    UnreadableName = "unreadable-name", Error, Files;
    /// A link of the file system was not followed.
    SymlinkSkipped = "symlink-skipped", Warning, Files;
    /// A file is larger than a page can be.
    FileTooLarge = "file-too-large", Error, Files;
    /// A copy of a page, or a report, that is not a lesson.
    LeftOut = "left-out", Warning, Files;
    /// A page held back by `draft: true`.
    Draft = "draft", Info, Files;
    /// A bound of a part for instructors has no fellow.
    InstructorPart = "instructor-part", Warning, Files;
    /// No Markdown was found.
    EmptyCourse = "empty-course", Error, Files;
    /// `seodang.toml` cannot be understood.
    BadConfig = "bad-config", Error, Files;
    /// A pattern of the settings matches no file.
    UnmatchedPattern = "unmatched-pattern", Warning, Files;
    /// A setting that only counts in the user's own settings.
    IgnoredSetting = "ignored-setting", Warning, Files;
    /// A comment that switches checks names a code that there is not.
    UnknownCode = "unknown-code", Warning, Files;
    /// Front matter cannot be understood.
    BadFrontMatter = "bad-front-matter", Error, Files;
    /// Two files would be written to one place.
    DuplicateRoute = "duplicate-route", Warning, Files;
    /// A folder of pages has no index page in the site.
    MissingIndex = "missing-index", Error, Files;
    /// Two files have the same name in two forms of Unicode.
    SameName = "same-name", Error, Files;
    /// Files in a format that is not read.
    UnreadFormat = "unread-format", Warning, Files;

    /// A link leads to a file that is not there.
    BrokenLink = "broken-link", Warning, Links;
    /// A link differs from the file's name in letter case.
    LinkCase = "link-case", Warning, Links;
    /// A space in an address keeps it from being a link.
    LinkSpace = "link-space", Warning, Links;
    /// A link has no address.
    EmptyLink = "empty-link", Warning, Links;
    /// An address was to be filled in.
    PlaceholderLink = "placeholder-link", Warning, Links;
    /// A link leads out of the course's folder.
    OutsideCourse = "outside-course", Warning, Links;
    /// A link leads to a heading that is not there.
    UnknownAnchor = "unknown-anchor", Warning, Links;
    /// An anchor is not quite the heading's id.
    InexactAnchor = "inexact-anchor", Warning, Links;
    /// A link leads to a heading that stands on its page several times.
    AmbiguousAnchor = "ambiguous-anchor", Warning, Links;
    /// An address outside the course leads nowhere.
    DeadExternalLink = "dead-external-link", Warning, Links;
    /// An address outside the course has another one for good.
    MovedExternalLink = "moved-external-link", Info, Links;

    /// An image is not there.
    MissingImage = "missing-image", Warning, Images;
    /// An image has no alternative text.
    MissingAlt = "missing-alt", Warning, Images;
    /// An image is far larger than it is shown.
    LargeImage = "large-image", Info, Images;
    /// No page shows an image.
    UnusedImage = "unused-image", Info, Images;

    /// A Mermaid block cannot be drawn.
    BrokenDiagram = "broken-diagram", Error, Diagrams;
    /// A style line in a kind of diagram that has none.
    IgnoredStyle = "ignored-style", Warning, Diagrams;
    /// A node is styled and never defined.
    UndefinedNode = "undefined-node", Warning, Diagrams;
    /// A class is given to nodes and never defined.
    UndefinedClass = "undefined-class", Warning, Diagrams;
    /// A style line for several nodes, which mermaid.js reads otherwise.
    StyleList = "style-list", Info, Diagrams;
    /// A drawing that nothing names.
    UnnamedDiagram = "unnamed-diagram", Info, Diagrams;

    /// A fence is never closed.
    UnclosedFence = "unclosed-fence", Warning, Structure;
    /// A code block holds Markdown that was meant for the page.
    SwallowedMarkdown = "swallowed-markdown", Warning, Structure;
    /// Task items stand in a code block.
    TaskInCode = "task-in-code", Info, Structure;
    /// No grammar knows a code block's language.
    UnknownLanguage = "unknown-language", Warning, Structure;
    /// Raw HTML opens what it does not close, or closes what is not open.
    UnbalancedHtml = "unbalanced-html", Warning, Structure;
    /// Raw HTML holds what a course page must not run.
    UnsafeHtml = "unsafe-html", Warning, Structure;
    /// Lists or quotes are nested deeper than a page can show.
    TooDeep = "too-deep", Error, Structure;
    /// A page has more than one H1.
    SeveralTitles = "several-titles", Info, Structure;
    /// Nothing stands between the signs of a heading and its words.
    HeadingSpace = "heading-space", Warning, Structure;
    /// A heading skips a level.
    SkippedLevel = "skipped-level", Info, Structure;
    /// A heading has nothing under it.
    EmptySection = "empty-section", Info, Structure;

    /// The numbers of a title contradict the path.
    TitleNumber = "title-number", Warning, Course;
    /// A stated length is not that of the stated times.
    TimeLength = "time-length", Warning, Course;
    /// Two sessions of a day are at the same time.
    TimeOverlap = "time-overlap", Warning, Course;
    /// A timetable and a session disagree.
    TimetableTime = "timetable-time", Warning, Course;
    /// The sections of a session take longer than the session.
    SectionMinutes = "section-minutes", Info, Course;
    /// A link to the next or previous page goes the other way.
    NextLink = "next-link", Warning, Course;
    /// A README links most of its sessions and not this one.
    UnlinkedSession = "unlinked-session", Info, Course;
    /// No page links to a page.
    OrphanPage = "orphan-page", Info, Course;
    /// A page lacks the info block that its like have.
    MissingInfo = "missing-info", Warning, Course;
    /// A page lacks the objectives that its like have.
    MissingObjectives = "missing-objectives", Warning, Course;
    /// A page lacks the keyword section that its like have.
    MissingKeywords = "missing-keywords", Warning, Course;
    /// A page lacks the checklist that its like have.
    MissingChecklist = "missing-checklist", Warning, Course;

    /// A term is explained in different words in several places.
    DifferingDefinitions = "differing-definitions", Info, Glossary;
    /// A keyword section explains a term twice.
    RepeatedTerm = "repeated-term", Warning, Glossary;
    /// Two entries are nearly the same term.
    NearTerm = "near-term", Info, Glossary;
    /// A term is explained and never used.
    UnusedTerm = "unused-term", Info, Glossary;
    /// A term has no definition.
    EmptyDefinition = "empty-definition", Warning, Glossary;
    /// An item of a keyword section is not read as a term.
    UnreadTerm = "unread-term", Info, Glossary;
}

/// The documentation of every code: a section each, with a course that shows it and one that does not.
const DOCUMENTATION: &str = include_str!("codes.md");

impl Code {
    /// Whether only asking the network can find it: checks that do not ask know nothing of it.
    pub fn is_external(self) -> bool {
        matches!(self, Self::DeadExternalLink | Self::MovedExternalLink)
    }

    /// What `--explain` prints: why it matters, what shows it, what mends it.
    pub fn explanation(self) -> &'static str {
        section(self).unwrap_or_default()
    }

    /// The first sentence of its documentation.
    pub fn summary(self) -> &'static str {
        self.explanation().split("\n\n").next().unwrap_or_default()
    }
}

/// Where the section of a code begins. Examples hold headings too, so that sections are found by their names.
fn heading(code: Code) -> Option<usize> {
    DOCUMENTATION.find(&format!("\n## {code}\n"))
}

fn section(code: Code) -> Option<&'static str> {
    let start = heading(code)?;
    let end = Code::ALL.iter().filter_map(|&other| heading(other)).filter(|&other| other > start).min();
    let section = &DOCUMENTATION[start..end.unwrap_or(DOCUMENTATION.len())];
    section.trim().split_once('\n').map(|(_, text)| text.trim())
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A name that is none of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotACode(String);

impl fmt::Display for NotACode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no code of a diagnostic", self.0)?;
        let near = Code::ALL.iter().map(|code| (strsim::jaro_winkler(&self.0, code.as_str()), code));
        match near.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(likeness, _)| *likeness > 0.8) {
            Some((_, code)) => write!(f, "; did you mean `{code}`?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for NotACode {}

impl FromStr for Code {
    type Err = NotACode;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL.iter().copied().find(|code| code.as_str() == name).ok_or_else(|| NotACode(name.to_owned()))
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
    fn names_lead_back_to_their_codes() {
        for &code in Code::ALL {
            assert_eq!(code.as_str().parse(), Ok(code));
        }
        assert!("brokenlink".parse::<Code>().unwrap_err().to_string().contains("did you mean `broken-link`?"));
    }

    #[test]
    fn every_code_is_explained() {
        for &code in Code::ALL {
            let text = code.explanation();
            assert!(code.summary().ends_with('.') && code.summary().len() > 20, "{code}: {text}");
            assert!(text.contains("```"), "{code} shows no example");
        }
        let places: Vec<_> = Code::ALL.iter().map(|&code| heading(code)).collect();
        assert!(places.is_sorted(), "the sections stand in the order of the codes");
    }
}
