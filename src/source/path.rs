//! Turns file paths of any system into the one form in which a course names its files.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// A path below the course's root: `/` between its parts, no leading `/`, no `.` or `..`, Unicode NFC.
///
/// NFC, because macOS may return Korean names in decomposed form while authors type links in composed form. The root itself
/// is the empty path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct CoursePath(Arc<str>);

impl From<String> for CoursePath {
    fn from(path: String) -> Self {
        Self(path.into())
    }
}

impl From<CoursePath> for String {
    fn from(path: CoursePath) -> Self {
        path.0.as_ref().to_owned()
    }
}

impl CoursePath {
    /// Creates a path from parts without `.` and `..`, as a walk of the disk returns them.
    pub fn new(path: &str) -> Self {
        let path = path.trim_matches('/');
        Self(if is_nfc(path) { path.into() } else { path.nfc().collect::<String>().into() })
    }

    /// Returns the path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Tests whether this is the course's root folder.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the last part of the path; empty for the root.
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }

    /// Returns the last part without its extension.
    pub fn stem(&self) -> &str {
        let name = self.name();
        match name.rfind('.') {
            Some(dot) if dot > 0 => &name[..dot],
            _ => name,
        }
    }

    /// Returns the extension, without its dot and in lower case; empty without an extension.
    pub fn extension(&self) -> String {
        let name = self.name();
        match name.rfind('.') {
            Some(dot) if dot > 0 => name[dot + 1..].to_ascii_lowercase(),
            _ => String::new(),
        }
    }

    /// Returns the folder that holds this path; `None` for the root.
    pub fn parent(&self) -> Option<Self> {
        if self.is_root() {
            return None;
        }
        Some(Self(self.0.rsplit_once('/').map_or("", |(parent, _)| parent).into()))
    }

    /// Returns the path of a file or folder inside this folder.
    #[must_use]
    pub fn join(&self, name: &str) -> Self {
        if self.is_root() { Self::new(name) } else { Self::new(&format!("{}/{name}", self.0)) }
    }

    /// Tests whether this path is `folder` or below it.
    pub fn is_within(&self, folder: &Self) -> bool {
        folder.is_root()
            || self.0.strip_prefix(folder.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// Returns the parts of the path, outermost first.
    pub fn parts(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.split('/').filter(|part| !part.is_empty())
    }

    /// Resolves a relative reference (already percent-decoded) from this folder.
    ///
    /// Returns `None` if it leads out of the course.
    pub fn resolve(&self, reference: &str) -> Option<Self> {
        let mut parts: Vec<Cow<'_, str>> = self.parts().map(Cow::Borrowed).collect();
        for part in reference.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                part => parts.push(Cow::Borrowed(part)),
            }
        }
        Some(Self::new(&parts.join("/")))
    }

    /// Returns the reference from a file in folder `from` to this path: `../b/c.md`.
    pub fn relative_from(&self, from: &Self) -> String {
        let here: Vec<&str> = from.parts().collect();
        let there: Vec<&str> = self.parts().collect();
        let shared = here.iter().zip(&there).take_while(|(a, b)| a == b).count();
        let mut reference = "../".repeat(here.len() - shared);
        reference.push_str(&there[shared..].join("/"));
        if reference.is_empty() { "./".to_owned() } else { reference }
    }
}

impl fmt::Display for CoursePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_root() { "." } else { &self.0 })
    }
}

/// Compares names as people sort them: digits by value (`day2` before `day10`), letters without case.
pub fn natural_order(a: &str, b: &str) -> Ordering {
    let mut left = a.chars().peekable();
    let mut right = b.chars().peekable();
    loop {
        match (left.peek().copied(), right.peek().copied()) {
            (None, None) => return a.cmp(b),
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(x), Some(y)) if x.is_ascii_digit() && y.is_ascii_digit() => {
                let (x, y) = (take_number(&mut left), take_number(&mut right));
                // Digits without leading zeros compare by length, then as text: no number is too long.
                let order = x.len().cmp(&y.len()).then_with(|| x.cmp(&y));
                if order.is_ne() {
                    return order;
                }
            }
            (Some(x), Some(y)) => {
                let order = x.to_lowercase().cmp(y.to_lowercase());
                if order.is_ne() {
                    return order;
                }
                left.next();
                right.next();
            }
        }
    }
}

fn take_number(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> String {
    let mut digits = String::new();
    while let Some(digit) = chars.next_if(char::is_ascii_digit) {
        if !(digits.is_empty() && digit == '0') {
            digits.push(digit);
        }
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resolves_and_relates() {
        let day = CoursePath::new("week_01/day1");
        assert_eq!(day.resolve("../day2/./a.md").unwrap().as_str(), "week_01/day2/a.md");
        assert_eq!(day.resolve("../../.."), None);
        let there = CoursePath::new("week_01/day2/a.md");
        assert_eq!(there.relative_from(&day), "../day2/a.md");
        assert_eq!(CoursePath::new("a.md").relative_from(&CoursePath::default()), "a.md");
        assert!(there.is_within(&CoursePath::new("week_01")));
        assert!(!CoursePath::new("week_010/a.md").is_within(&CoursePath::new("week_01")));
    }

    #[test]
    fn decomposed_names_are_composed() {
        assert_eq!(CoursePath::new("\u{1112}\u{1161}\u{11ab}.md").as_str(), "한.md");
    }

    #[test]
    fn sorts_as_people_do() {
        let mut names = ["day10", "Day2", "day1", "day01b"];
        names.sort_by(|a, b| natural_order(a, b));
        assert_eq!(names, ["day1", "day01b", "Day2", "day10"]);
    }
}
