//! Names the roles by which templates and articles mark parts of a page that packages treat in their own way.

use crate::html::Element;

/// The role of a part of a page: the value of its `data-role` attribute.
///
/// Themes may use any elements and classes: packages recognise parts by their roles only. The guide documents them for theme
/// authors (`sessions/guide/12_theme.md`). The attribute is removed from single files and books.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Navigation and summaries of the site: breadcrumbs, links to the previous and next page, filters, progress. Left out of
    /// single files, printed sheets and books.
    SiteOnly,
    /// Controls for a screen and a pointer: links to headings, downloads, the source of a drawing. Left out of books.
    ScreenOnly,
    /// The answer of a question of a quiz. A single file keeps it folded, books and printed sheets show it at their end or not at
    /// all.
    QuizAnswer,
    /// The notes for the terms that the page marks. A single file has one list of them, a book none.
    TermNotes,
}

impl Role {
    /// The name of the attribute.
    pub(crate) const ATTRIBUTE: &'static str = "data-role";

    /// All roles.
    const ALL: [Self; 4] = [Self::SiteOnly, Self::ScreenOnly, Self::QuizAnswer, Self::TermNotes];

    /// Returns the value of the attribute.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::SiteOnly => "site-only",
            Self::ScreenOnly => "screen-only",
            Self::QuizAnswer => "quiz-answer",
            Self::TermNotes => "term-notes",
        }
    }

    /// Returns the role of an element, if it has one.
    pub(crate) fn of(element: &Element<'_>) -> Option<Self> {
        let value = element.get(Self::ATTRIBUTE)?;
        Self::ALL.into_iter().find(|role| role.as_str() == value)
    }
}
