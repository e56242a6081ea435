//! Turns the YAML or TOML that may open a file into the few things that an author can say of a page.

use serde::Deserialize;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, Span};

/// What front matter says. All of it is optional, and so is front matter itself.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct FrontMatter {
    /// The page's title, instead of its H1.
    pub title: Option<String>,
    /// The page's place among its siblings; a number among those of its siblings.
    #[serde(alias = "weight", alias = "nav_order", alias = "sidebar_position")]
    pub order: Option<f64>,
    /// Whether the page is held back.
    pub draft: bool,
    /// One sentence about the page, for search engines and overviews.
    #[serde(alias = "summary")]
    pub description: Option<String>,
}

/// Front matter as found: what it says, and how many bytes of the text it takes up (0 where there is none).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// What it says.
    pub front: FrontMatter,
    /// The bytes from the start of the text up to the first line after it.
    pub length: usize,
}

/// Reads the front matter of a source, if it has any.
///
/// A leading `---` opens YAML only where a closing line follows and the first line between is a `key:`; else it is
/// a thematic break, as in slides that begin with one. `+++` opens TOML in the same way, with `key =`.
pub fn read(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Found {
    let text: &str = &source.text;
    let Some((fence, block, length)) = block(text) else { return Found::default() };
    let separator = if fence == "---" { ':' } else { '=' };
    if !block.lines().find(|line| !line.trim().is_empty()).is_some_and(|line| is_entry(line, separator)) {
        return Found::default();
    }
    let start = fence.len() + 1;
    let read = if fence == "---" {
        serde_saphyr::from_str::<Option<FrontMatter>>(block).map(Option::unwrap_or_default).map_err(|error| {
            let line = error.location().and_then(|place| usize::try_from(place.line()).ok()).unwrap_or(1).max(1);
            // The block starts on line 2 of the file.
            (source.line_span(line + 1), first_line(&error.to_string()))
        })
    } else {
        toml::from_str::<FrontMatter>(block).map_err(|error| {
            let span = error.span().map_or(Span::new(start, start), |r| Span::new(start + r.start, start + r.end));
            (span, first_line(error.message()))
        })
    };
    let front = read.unwrap_or_else(|(span, message)| {
        diagnostics.push(
            Diagnostic::at(&source.path, span, Code::BadFrontMatter, format!("front matter cannot be read: {message}"))
                .hint("mend it or remove it; the page is built without it"),
        );
        FrontMatter::default()
    });
    Found { front, length }
}

/// The fence, the text between the fences, and the length of all of it.
fn block(text: &str) -> Option<(&'static str, &str, usize)> {
    let fence = ["---", "+++"].into_iter().find(|fence| {
        text.strip_prefix(fence).is_some_and(|rest| rest.trim_start_matches([' ', '\t']).starts_with('\n'))
    })?;
    let start = text.find('\n')? + 1;
    let mut offset = start;
    for line in text[start..].split_inclusive('\n') {
        let bare = line.trim_end();
        if bare == fence || (fence == "---" && bare == "...") {
            return Some((fence, &text[start..offset], offset + line.len()));
        }
        offset += line.len();
    }
    None
}

/// Whether a line looks like `key: value` of a mapping. Keys are ASCII: `참고: …` between two breaks is prose.
fn is_entry(line: &str, separator: char) -> bool {
    line.split_once(separator).is_some_and(|(key, value)| {
        let key = key.trim_end();
        let is_key =
            !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '"' | '\''));
        is_key && (value.is_empty() || separator == '=' || value.starts_with([' ', '\t']))
    })
}

fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::CoursePath;

    fn found(text: &str) -> (Found, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let found = read(&Source::new(CoursePath::new("a.md"), text), &mut diagnostics);
        (found, diagnostics)
    }

    #[test]
    fn yaml_and_toml() {
        let (yaml, diagnostics) = found("---\ntitle: 첫 걸음\norder: 2\ndraft: true\nmarp: true\n---\n# H\n");
        assert_eq!(diagnostics, []);
        assert_eq!(yaml.front.title.as_deref(), Some("첫 걸음"));
        assert_eq!((yaml.front.order, yaml.front.draft), (Some(2.0), true));
        let (toml, _) = found("+++\ntitle = \"첫 걸음\"\norder = 2\ndraft = true\n+++\n# H\n");
        assert_eq!(toml.front, yaml.front);
    }

    #[test]
    fn a_thematic_break_is_no_front_matter() {
        assert_eq!(found("---\n\n# Title\n\n---\n").0.length, 0);
        assert_eq!(found("---\nno closing: fence\n").0.length, 0);
        assert_eq!(found("# T\n---\ntitle: x\n---\n").0.length, 0);
        assert_eq!(
            found("---\n# 제목\n참고: 이것은 https://a.b 이다\n---\n").0.length,
            0,
            "prose with a colon is not a mapping alone"
        );
    }

    #[test]
    fn a_mistake_is_named_at_its_line() {
        let (found, diagnostics) = found("---\ntitle: \"open\norder: 1\n---\n# H\n");
        assert_eq!(found.front, FrontMatter::default());
        assert_eq!(diagnostics.len(), 1);
        assert_eq!(diagnostics[0].code, Code::BadFrontMatter);
        assert!(found.length > 0);
    }
}
