//! Turns the name of a container in any dialect into the kind of box that it is.

/// The kind of a box: it gives the box its colour, its icon and, if it has no title of its own, its title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BoxKind {
    /// One of the kinds that several tools have.
    Known(KnownKind),
    /// A kind that only its author knows, by its name.
    Other(String),
}

/// A kind of box that several tools have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum KnownKind {
    /// A summary.
    Abstract,
    /// A known error.
    Bug,
    /// An action to avoid.
    Caution,
    /// A destructive action.
    Danger,
    /// Content that is folded: the tool has no other meaning for it.
    Details,
    /// An example.
    Example,
    /// An exercise.
    Exercise,
    /// A failure.
    Failure,
    /// A fact that readers must know.
    Important,
    /// Background.
    Info,
    /// A remark.
    Note,
    /// A question.
    Question,
    /// The words of someone else.
    Quote,
    /// Further reading.
    SeeAlso,
    /// The solution of an exercise.
    Solution,
    /// A success.
    Success,
    /// Advice.
    Tip,
    /// Work that remains.
    Todo,
    /// A risk.
    Warning,
}

/// The names of the kinds, from the references of the tools: admonitions of Material for `MkDocs`, Docusaurus, `MyST` and
/// Starlight, containers of `VitePress` and `VuePress`, callouts of Obsidian, Quarto and Mintlify, hints of `GitBook` and Hugo
/// Book, boxes of The Carpentries.
const NAMES: [(&str, KnownKind); 62] = [
    ("abstract", KnownKind::Abstract),
    ("summary", KnownKind::Abstract),
    ("tldr", KnownKind::Abstract),
    ("overview", KnownKind::Abstract),
    ("keypoints", KnownKind::Abstract),
    ("objectives", KnownKind::Abstract),
    ("bug", KnownKind::Bug),
    ("caution", KnownKind::Caution),
    ("danger", KnownKind::Danger),
    ("error", KnownKind::Danger),
    ("details", KnownKind::Details),
    ("spoiler", KnownKind::Details),
    ("expand", KnownKind::Details),
    ("dropdown", KnownKind::Details),
    ("accordion", KnownKind::Details),
    ("expandable", KnownKind::Details),
    ("example", KnownKind::Example),
    ("exercise", KnownKind::Exercise),
    ("challenge", KnownKind::Exercise),
    ("practice", KnownKind::Exercise),
    ("failure", KnownKind::Failure),
    ("fail", KnownKind::Failure),
    ("missing", KnownKind::Failure),
    ("important", KnownKind::Important),
    ("prereq", KnownKind::Important),
    ("prerequisites", KnownKind::Important),
    ("info", KnownKind::Info),
    ("information", KnownKind::Info),
    ("note", KnownKind::Note),
    ("notice", KnownKind::Note),
    ("callout", KnownKind::Note),
    ("admonition", KnownKind::Note),
    ("aside", KnownKind::Note),
    ("margin", KnownKind::Note),
    ("sidebar", KnownKind::Note),
    ("topic", KnownKind::Note),
    ("testimonial", KnownKind::Quote),
    ("question", KnownKind::Question),
    ("questions", KnownKind::Question),
    ("help", KnownKind::Question),
    ("faq", KnownKind::Question),
    ("discussion", KnownKind::Question),
    ("quote", KnownKind::Quote),
    ("cite", KnownKind::Quote),
    ("seealso", KnownKind::SeeAlso),
    ("solution", KnownKind::Solution),
    ("answer", KnownKind::Solution),
    ("success", KnownKind::Success),
    ("check", KnownKind::Success),
    ("done", KnownKind::Success),
    ("tip", KnownKind::Tip),
    ("hint", KnownKind::Tip),
    ("secondary", KnownKind::Note),
    ("default", KnownKind::Note),
    ("primary", KnownKind::Info),
    ("todo", KnownKind::Todo),
    ("warning", KnownKind::Warning),
    ("warn", KnownKind::Warning),
    ("pitfall", KnownKind::Warning),
    ("attention", KnownKind::Warning),
    ("alert", KnownKind::Warning),
    ("deprecated", KnownKind::Warning),
];

impl KnownKind {
    /// Finds a kind by a name of any tool; ignores letter case.
    pub fn of(name: &str) -> Option<Self> {
        NAMES.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, kind)| kind)
    }

    /// Returns the key of its title in `words.toml`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Abstract => "alert_abstract",
            Self::Bug => "alert_bug",
            Self::Caution => "alert_caution",
            Self::Danger => "alert_danger",
            Self::Details => "alert_details",
            Self::Example => "alert_example",
            Self::Exercise => "alert_exercise",
            Self::Failure => "alert_failure",
            Self::Important => "alert_important",
            Self::Info => "alert_info",
            Self::Note => "alert_note",
            Self::Question => "alert_question",
            Self::Quote => "alert_quote",
            Self::SeeAlso => "alert_seealso",
            Self::Solution => "alert_solution",
            Self::Success => "alert_success",
            Self::Tip => "alert_tip",
            Self::Todo => "alert_todo",
            Self::Warning => "alert_warning",
        }
    }

    /// Returns the name of its icon, if it is another than that of its class.
    pub fn icon(self) -> Option<&'static str> {
        match self {
            Self::Abstract => Some("abstract"),
            Self::Bug => Some("bug"),
            Self::Danger => Some("danger"),
            Self::Example => Some("example"),
            Self::Exercise => Some("exercise"),
            Self::Failure => Some("failure"),
            Self::Question => Some("question"),
            Self::Quote => Some("quote"),
            Self::SeeAlso => Some("seealso"),
            Self::Solution => Some("solution"),
            Self::Success => Some("success"),
            Self::Todo => Some("todo"),
            Self::Caution | Self::Details | Self::Important | Self::Info | Self::Note | Self::Tip | Self::Warning => {
                None
            }
        }
    }

    /// Returns its class: one of the five colours of GitHub's alerts, or the plain one.
    pub fn class(self) -> &'static str {
        match self {
            Self::Note | Self::Info | Self::Todo => "alert alert-note",
            Self::Tip | Self::Success => "alert alert-tip",
            Self::Important | Self::Question | Self::Exercise => "alert alert-important",
            Self::Warning => "alert alert-warning",
            Self::Caution | Self::Danger | Self::Bug | Self::Failure => "alert alert-caution",
            Self::Abstract | Self::Details | Self::Example | Self::Quote | Self::SeeAlso | Self::Solution => {
                "alert alert-plain"
            }
        }
    }
}

impl BoxKind {
    /// Returns the kind of a name; any name is one.
    pub fn of(name: &str) -> Self {
        KnownKind::of(name).map_or_else(|| Self::Other(name.to_owned()), Self::Known)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_are_unique_and_any_name_is_a_kind() {
        let names: BTreeSet<_> = NAMES.iter().map(|(name, _)| name).collect();
        assert_eq!(names.len(), NAMES.len());
        assert_eq!(BoxKind::of("TLDR"), BoxKind::Known(KnownKind::Abstract));
        assert_eq!(BoxKind::of("우리말"), BoxKind::Other("우리말".to_owned()));
    }
}
