//! Turns roles of `MyST` and Sphinx (`` {ref}`words <label>` ``) into links, keys, abbreviations or words.
//!
//! Source: `MyST`'s "Roles" and the list of roles in Sphinx' documentation.

use comrak::nodes::{AstNode, NodeLink, NodeValue, Sourcepos};

use super::{SpanCandidate, SpanReader, SpanReplacement};
use crate::html::escape;

/// The beginning of an address that names a label.
pub const LABEL_SIGN: &str = "{ref}";

/// The meaning of a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RoleMeaning {
    /// A link to a label.
    Label,
    /// A link to a page or file.
    File,
    Key,
    Abbreviation,
    Citation,
    Strong,
    Subscript,
    Superscript,
    Words,
    Code,
}

/// The roles that are read in every course.
const ROLES: [(&str, RoleMeaning); 34] = [
    ("ref", RoleMeaning::Label),
    ("numref", RoleMeaning::Label),
    ("eq", RoleMeaning::Label),
    ("eqref", RoleMeaning::Label),
    ("any", RoleMeaning::Label),
    ("prf:ref", RoleMeaning::Label),
    ("proof:ref", RoleMeaning::Label),
    ("doc", RoleMeaning::File),
    ("download", RoleMeaning::File),
    ("kbd", RoleMeaning::Key),
    ("keyboard", RoleMeaning::Key),
    ("abbr", RoleMeaning::Abbreviation),
    ("abbreviation", RoleMeaning::Abbreviation),
    ("cite", RoleMeaning::Citation),
    ("citet", RoleMeaning::Citation),
    ("citep", RoleMeaning::Citation),
    ("cite:p", RoleMeaning::Citation),
    ("cite:t", RoleMeaning::Citation),
    ("cite:ps", RoleMeaning::Citation),
    ("cite:ts", RoleMeaning::Citation),
    ("footcite", RoleMeaning::Citation),
    ("guilabel", RoleMeaning::Strong),
    ("menuselection", RoleMeaning::Strong),
    ("strong", RoleMeaning::Strong),
    ("sub", RoleMeaning::Subscript),
    ("subscript", RoleMeaning::Subscript),
    ("sup", RoleMeaning::Superscript),
    ("superscript", RoleMeaning::Superscript),
    ("term", RoleMeaning::Words),
    ("index", RoleMeaning::Words),
    ("dfn", RoleMeaning::Words),
    ("file", RoleMeaning::Code),
    ("command", RoleMeaning::Code),
    ("program", RoleMeaning::Code),
];

impl<'a> SpanReader<'a, '_> {
    /// Reads the role before a piece of code. An unknown one gives way to its code in a course of a tool that has roles.
    pub(super) fn role(&self, candidate: &SpanCandidate<'a, '_, '_>) -> Option<SpanReplacement<'a>> {
        let name = candidate.rest().strip_prefix('{')?.strip_suffix('}')?;
        let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.chars().all(|c| c.is_ascii_lowercase() || matches!(c, ':' | '-' | '_'));
        // Formulas are read elsewhere.
        if !is_name || name == "math" {
            return None;
        }
        self.named_role(candidate, name, self.dialect.has_roles())
    }

    /// Reads the role of a name before a piece of code: `MyST` writes `{name}`, reStructuredText `:name:`.
    pub(super) fn named_role(
        &self,
        candidate: &SpanCandidate<'a, '_, '_>,
        name: &str,
        takes_all: bool,
    ) -> Option<SpanReplacement<'a>> {
        let code = candidate.node.next_sibling()?;
        let literal = match &code.data().value {
            NodeValue::Code(code) => code.literal.trim().to_owned(),
            _ => return None,
        };
        let known = ROLES.iter().find(|(known, _)| *known == name).map(|(_, role)| *role);
        let role = known.or_else(|| takes_all.then_some(RoleMeaning::Code))?;
        let end = candidate.text.len();
        let place = Sourcepos { end: code.data().sourcepos.end, ..candidate.literal.place(candidate.at, end) };
        let nodes = self.role_nodes(role, &literal, place)?;
        if role != RoleMeaning::Code {
            code.detach();
        }
        Some(SpanReplacement { end, nodes })
    }

    fn role_nodes(&self, role: RoleMeaning, literal: &str, place: Sourcepos) -> Option<Vec<&'a AstNode<'a>>> {
        let (words, target) = split_target(literal);
        let link = |url: String| {
            let link = NodeLink { url, title: String::new() };
            // Without words the link is named after the page or heading that it leads to.
            self.node_with_text(NodeValue::Link(Box::new(link)), words.unwrap_or_default(), place)
        };
        let around = |name: &str, value: &str, words: &str| {
            let start = self.html(format!("<{name}{value}>"), place);
            vec![start, self.text_node(words, place), self.html(format!("</{name}>"), place)]
        };
        Some(match role {
            RoleMeaning::Label => vec![link(format!("{LABEL_SIGN}{target}"))],
            RoleMeaning::File => vec![link(target.to_owned())],
            RoleMeaning::Key => around("kbd", "", literal),
            RoleMeaning::Abbreviation => {
                let (name, long) = literal.strip_suffix(')').and_then(|text| text.rsplit_once(" ("))?;
                around("abbr", &format!(" title=\"{}\"", escape(long)), name)
            }
            RoleMeaning::Citation => vec![self.text_node(&format!("[{}]", literal.replace(',', ", ")), place)],
            RoleMeaning::Strong => vec![self.node_with_text(NodeValue::Strong, words.unwrap_or(literal), place)],
            RoleMeaning::Subscript => vec![self.node_with_text(NodeValue::Subscript, literal, place)],
            RoleMeaning::Superscript => vec![self.node_with_text(NodeValue::Superscript, literal, place)],
            RoleMeaning::Words => vec![self.text_node(words.unwrap_or(literal).trim_start_matches('!'), place)],
            RoleMeaning::Code => Vec::new(),
        })
    }
}

/// Splits `words <target>`.
fn split_target(literal: &str) -> (Option<&str>, &str) {
    let split = literal.strip_suffix('>').and_then(|literal| literal.rsplit_once('<'));
    match split {
        Some((words, target)) if !words.trim().is_empty() => (Some(words.trim()), target.trim()),
        Some((_, target)) => (None, target.trim()),
        None => (None, literal),
    }
}
