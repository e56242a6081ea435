//! Names the roles by which templates and articles mark parts of a page that packages treat in their own way.

use crate::html::Element;

/// The role of a part of a page, as its `data-role` attribute says it.
///
/// Themes may give their elements any names and classes; a package knows them by their roles alone. Roles are told to theme
/// authors in the guide (`sessions/guide/12_theme.md`), and are left out of single files and books.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Leads about the site, or sums up its pages: breadcrumbs, the way to the next page, filters, progress. Single files,
    /// printed sheets and books do without it.
    SiteOnly,
    /// Needs a screen and a pointer, or repeats what is shown: links to headings, downloads, the source of a drawing. Books
    /// do without it.
    ScreenOnly,
    /// Explains the terms that the page marks. A single file has one list of them, a book none.
    TermNotes,
}

impl Role {
    /// The attribute that says a role.
    pub const ATTRIBUTE: &'static str = "data-role";

    /// All roles.
    const ALL: [Self; 3] = [Self::SiteOnly, Self::ScreenOnly, Self::TermNotes];

    /// Returns the value of the attribute.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SiteOnly => "site-only",
            Self::ScreenOnly => "screen-only",
            Self::TermNotes => "term-notes",
        }
    }

    /// Returns the role of an element, if it has one.
    pub fn of(element: &Element<'_>) -> Option<Self> {
        let value = element.get(Self::ATTRIBUTE)?;
        Self::ALL.into_iter().find(|role| role.as_str() == value)
    }
}
