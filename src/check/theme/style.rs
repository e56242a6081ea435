//! Turns the style sheets of a theme into warnings about custom properties and files that do not exist.

use std::collections::BTreeSet;

use super::{nearest, warning};
use crate::diagnostic::Diagnostic;
use crate::message;
use crate::read::theme::{ThemeFiles, ThemeText};
use crate::render::theme::file_names;
use crate::source::{Source, Span, is_external};

/// The names that style sheets of a theme can use.
pub(super) struct StyleNames<'a> {
    files: &'a ThemeFiles,
    /// Custom properties that have a value somewhere, without their dashes.
    defined: BTreeSet<String>,
    /// Custom properties that a rule or script reads.
    used: BTreeSet<String>,
    /// Those of the built-in theme that a rule reads: setting one changes the look.
    built_in: BTreeSet<String>,
    /// The files of the site that style sheets reach.
    outputs: BTreeSet<String>,
}

/// A mention of a custom property.
struct PropertyMention {
    /// The name and its dashes.
    span: Span,
    role: PropertyRole,
}

/// What a mention of a custom property does.
#[derive(PartialEq, Eq)]
enum PropertyRole {
    /// It gives a value: `--link: red`, and any mention by a script.
    Definition,
    /// It reads the value, which must exist: `var(--link)`.
    Use,
    /// It reads the value if it exists: `var(--link, red)`.
    OptionalUse,
}

impl<'a> StyleNames<'a> {
    /// Gathers the names in all files of a theme; `built_in` are those of the default theme.
    pub(super) fn of(files: &'a ThemeFiles, built_in: &ThemeFiles) -> Self {
        let (mut defined, mut used, mut built_in_used) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        let texts = |files: &ThemeFiles| -> Vec<(bool, String)> {
            let extension = |path: &str| path.rsplit('.').next().unwrap_or_default().to_lowercase();
            let texts = files.iter().map(|(path, bytes)| (extension(path), bytes));
            let texts = texts.filter(|(extension, _)| ["css", "html", "js"].contains(&extension.as_str()));
            texts.map(|(extension, bytes)| (extension == "js", String::from_utf8_lossy(bytes).into_owned())).collect()
        };
        for (is_script, text) in texts(files).into_iter().chain(texts(built_in)) {
            for PropertyMention { span, role } in mentions(&text) {
                let name = text[span.start + 2..span.end].to_owned();
                // A script may set it as well as read it.
                if is_script || role == PropertyRole::Definition {
                    defined.insert(name.clone());
                }
                if is_script || role != PropertyRole::Definition {
                    used.insert(name);
                }
            }
        }
        for (_, text) in texts(built_in) {
            let read = mentions(&text).into_iter().filter(|mention| mention.role != PropertyRole::Definition);
            built_in_used.extend(read.map(|mention| text[mention.span.start + 2..mention.span.end].to_owned()));
        }
        Self { files, defined, used, built_in: built_in_used, outputs: file_names(files) }
    }

    /// Returns the mistakes of a style sheet.
    pub(super) fn problems(&self, text: &ThemeText) -> Vec<Diagnostic> {
        let source = &text.source;
        let bare = without_comments(&source.text);
        let of_properties = mentions(&bare).into_iter().filter_map(|mention| self.property(source, &mention));
        let of_files = urls(&bare).into_iter().filter_map(|span| self.file(text, span));
        of_properties.chain(of_files).collect()
    }

    fn property(&self, source: &Source, mention: &PropertyMention) -> Option<Diagnostic> {
        let name = &source.text[mention.span.start..mention.span.end];
        let bare = &name[2..];
        let dashed = |near: &str| format!("--{near}");
        let [message, hint] = match mention.role {
            PropertyRole::Use if !self.defined.contains(bare) => match nearest(bare, &self.defined).map(dashed) {
                Some(near) => {
                    [message!("theme-name-property-near", name), message!("theme-name-property-near.hint", near)]
                }
                None => [message!("theme-name-property", name), message!("theme-name-property.hint", name)],
            },
            PropertyRole::Definition if !self.used.contains(bare) => {
                let near = nearest(bare, &self.built_in).map(dashed)?;
                [message!("theme-name-unused", name), message!("theme-name-unused.hint", near)]
            }
            _ => return None,
        };
        Some(warning(source, mention.span, message, hint))
    }

    /// Tests the address of a `url(…)`, which begins at the folder of the theme: all style sheets become one there.
    fn file(&self, text: &ThemeText, span: Span) -> Option<Diagnostic> {
        let address = &text.source.text[span.start..span.end];
        let path = address.split(['?', '#']).next().unwrap_or_default();
        if path.is_empty() || path.starts_with('/') || is_external(address) || address.starts_with("data:") {
            return None;
        }
        let name = path.trim_start_matches("./");
        if self.outputs.contains(name) {
            return None;
        }
        let from_sheet = name.trim_start_matches("../");
        let known: BTreeSet<String> = self.outputs.iter().chain(self.files.keys()).cloned().collect();
        let [message, hint] = if self.files.contains_key(name) {
            [message!("theme-name-file-unlisted", path), message!("theme-name-file-unlisted.hint", path)]
        } else if let Some(near) = Some(from_sheet).filter(|near| known.contains(*near)).or(nearest(name, &known)) {
            [message!("theme-name-file-near", path), message!("theme-name-file-near.hint", near)]
        } else {
            let folder = text.source.path.as_str().strip_suffix(text.name.as_str()).unwrap_or_default();
            let file = format!("{folder}{from_sheet}");
            [message!("theme-name-file", path), message!("theme-name-file.hint", file, path)]
        };
        Some(warning(&text.source, span, message, hint))
    }
}

/// Returns a style sheet with its comments as spaces, so that all places stay.
fn without_comments(style: &str) -> String {
    let mut bare = String::with_capacity(style.len());
    let mut rest = style;
    while let Some((before, comment)) = rest.split_once("/*") {
        let length = comment.find("*/").map_or(comment.len(), |end| end + 2);
        bare.push_str(before);
        bare.extend(std::iter::repeat_n(' ', length + 2));
        rest = &comment[length..];
    }
    bare + rest
}

/// Finds the custom properties in a style sheet, template or script.
fn mentions(text: &str) -> Vec<PropertyMention> {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let mut mentions = Vec::new();
    for (start, _) in text.match_indices("--") {
        let before = &text[..start];
        let length = text[start..].find(|c| !is_name(c)).unwrap_or(text.len() - start);
        // The middle of a name (`block--part`), of a row of dashes, or the end of a comment.
        if before.ends_with(is_name) || !text[start + 2..].starts_with(|c: char| c.is_alphabetic()) {
            continue;
        }
        let after = text[start + length..].trim_start();
        let is_read = before.trim_end().ends_with("var(");
        let role = match after.chars().next() {
            Some(',') if is_read => PropertyRole::OptionalUse,
            _ if is_read => PropertyRole::Use,
            _ => PropertyRole::Definition,
        };
        mentions.push(PropertyMention { span: Span::new(start, start + length), role });
    }
    mentions
}

/// Finds the addresses in the `url(…)` of a style sheet.
fn urls(style: &str) -> Vec<Span> {
    let inner = |(at, call): (usize, &str)| {
        let rest = &style[at + call.len()..];
        let rest = rest.trim_start();
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
        let address = match quote {
            Some(quote) => rest[1..].split(quote).next()?,
            None => rest.split(')').next()?.trim_end(),
        };
        Span::of_slice(style, address)
    };
    style.match_indices("url(").filter_map(inner).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_become_spaces() {
        assert_eq!(without_comments("a/* 한 */b"), "a         b");
        assert_eq!(without_comments("a /* b"), "a     ");
    }

    #[test]
    fn addresses_are_found_in_each_spelling() {
        let style = "a { b: url(c.png) url( \"d e.png\" ) url('f') }";
        let found: Vec<&str> = urls(style).into_iter().map(|span| &style[span.start..span.end]).collect();
        assert_eq!(found, ["c.png", "d e.png", "f"]);
    }
}
