//! Turns the comments that Material for `MkDocs` shows (`<!-- md:setting tags.enabled -->`) into code in running text.
//!
//! Source: Material for `MkDocs`, "Conventions", and its hook `shortcodes.py`, which other sites use.

use super::known::TemplateNode;

/// The start of such a comment.
pub(super) const SIGN: &[u8] = b"<!-- md:";

/// The names whose words name a thing of the tool.
const NAMED: [&str; 9] =
    ["setting", "option", "feature", "plugin", "extension", "utility", "flag", "default", "example"];

/// The names that are words for readers themselves.
const LABELLED: [&str; 1] = ["version"];

/// The names that only link elsewhere.
const SILENT: [&str; 3] = ["sponsors", "demo", "markdown"];

/// Reads the comment that a text begins with; returns its length and its replacement.
pub(super) fn read(text: &str) -> Option<(usize, TemplateNode)> {
    let rest = text.strip_prefix("<!-- md:")?;
    let end = rest.find("-->")?;
    let (name, words) = rest[..end].trim().split_once(' ').unwrap_or((rest[..end].trim(), ""));
    let words = words.trim();
    let shown = |words: String| if words.is_empty() { TemplateNode::Nothing } else { TemplateNode::Code(words) };
    let node = if LABELLED.contains(&name) {
        shown(if words.is_empty() { String::new() } else { format!("{name} {words}") })
    } else if NAMED.contains(&name) {
        shown(words.to_owned())
    } else if SILENT.contains(&name) {
        TemplateNode::Nothing
    } else {
        return None;
    };
    Some((SIGN.len() + end + "-->".len(), node))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_with_words_for_readers() {
        let code = |words: &str| TemplateNode::Code(words.to_owned());
        let check =
            |text: &str, wanted: Option<TemplateNode>| assert_eq!(read(text).map(|(_, node)| node), wanted, "{text}");
        check("<!-- md:setting tags.enabled --> more", Some(code("tags.enabled")));
        check("<!-- md:version 9.2.0 -->", Some(code("version 9.2.0")));
        check("<!-- md:version -->", Some(TemplateNode::Nothing));
        check("<!-- md:sponsors -->", Some(TemplateNode::Nothing));
        check("<!-- md:secret words -->", None);
        check("<!-- md: todo -->", None);
        check("<!-- md:setting", None);
    }
}
