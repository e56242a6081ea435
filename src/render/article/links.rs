//! Turns links into the references of the finished page.

use std::fmt::{self, Write as _};

use comrak::html::{ChildRendering, Context};
use comrak::nodes::{AstNode, NodeValue};

use super::{Writer, escape};
use crate::course::Target;
use crate::lesson::markdown;
use crate::site::path::encode_fragment;

/// Writes a Markdown link.
pub(super) fn link<'a>(
    out: &mut Context<'_, '_, Writer<'_>>,
    node: &'a AstNode<'a>,
    url: &str,
    title: &str,
    entering: bool,
) -> Result<ChildRendering, fmt::Error> {
    // A link in a link (`[![badge](x)](y)` aside, which is an image in one) cannot be in HTML; comrak makes none.
    let href = href(&out.user, url);
    if !entering {
        if is_left_out(&out.user, url) {
            write!(out, "<span class=\"hidden-words\"> ({})</span>", escape(out.user.word("left_out_page")))?;
        }
        out.write_str(if href.is_some() { "</a>" } else { "</span>" })?;
        return Ok(ChildRendering::HTML);
    }
    match href {
        Some(href) => {
            let title = if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape(title)) };
            write!(out, "<a href=\"{}\"{title}>", escape(&href))?;
        }
        None if is_left_out(&out.user, url) => {
            let why = escape(out.user.word("left_out_page"));
            write!(out, "<span class=\"left-out\" title=\"{why}\">")?;
        }
        None => out.write_str("<span class=\"broken-link\">")?,
    }
    if let Some(text) = better_text(&out.user, node, url) {
        out.write_str(&escape(&text))?;
        return Ok(ChildRendering::Skip);
    }
    Ok(ChildRendering::HTML)
}

/// The reference that an address becomes; `None` where it leads nowhere.
pub(super) fn href(writer: &Writer<'_>, url: &str) -> Option<String> {
    match writer.target(url) {
        None | Some(Target::External) => is_harmless(url).then(|| encode_address(url)),
        Some(Target::Page { entry, fragment }) => {
            let site = &writer.around.course.entries[*entry].site;
            let fragment = fragment.as_ref().map(|id| format!("#{}", encode_fragment(id)));
            match fragment {
                Some(fragment) if site == writer.site => Some(fragment),
                fragment => Some(writer.site.href_to(site) + &fragment.unwrap_or_default()),
            }
        }
        Some(Target::Shown(site) | Target::File { site, .. }) => Some(writer.site.href_to(site)),
        Some(Target::Broken | Target::LeftOut) => None,
    }
}

/// Whether an address names a page that was left out on purpose.
fn is_left_out(writer: &Writer<'_>, url: &str) -> bool {
    writer.target(url) == Some(&Target::LeftOut)
}

/// An address of another site, with what a URL may not hold (spaces, quotes, brackets, Hangul stays) percent-encoded.
pub(super) fn encode_address(url: &str) -> String {
    let mut encoded = String::with_capacity(url.len());
    for c in url.trim().chars() {
        match c {
            ' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' => {
                // Writing to a string cannot fail.
                let _ = write!(encoded, "%{:02X}", u32::from(c));
            }
            c if c.is_control() => {}
            c => encoded.push(c),
        }
    }
    encoded
}

/// The schemes that an address of the author's may have: those of the web, those that the HTML Living Standard lets
/// pages handle (section 8.10.1.2), and those by which courses open the programs that they teach with.
const SCHEMES: &[&str] = &[
    "bitcoin",
    "cursor",
    "discord",
    "ftp",
    "ftps",
    "geo",
    "git",
    "http",
    "https",
    "im",
    "irc",
    "ircs",
    "jetbrains",
    "magnet",
    "mailto",
    "matrix",
    "mms",
    "msteams",
    "news",
    "nntp",
    "obsidian",
    "openpgp4fpr",
    "sftp",
    "sip",
    "slack",
    "sms",
    "smsto",
    "ssh",
    "tel",
    "urn",
    "vscode",
    "vscode-insiders",
    "webcal",
    "wtai",
    "xmpp",
    "zoommtg",
];

/// Whether following an address runs nothing in the page: it has no scheme, or one of [`SCHEMES`].
pub(super) fn is_harmless(url: &str) -> bool {
    // As browsers read it (URL Living Standard, section 4.4): blanks before it and line ends in it do not count.
    let url = url.trim_start_matches(|c: char| c <= ' ');
    let url: String = url.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let Some((scheme, _)) = url.split_once(':') else { return true };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    !is_scheme || SCHEMES.contains(&scheme.to_ascii_lowercase().as_str())
}

/// The text to show instead of a bare file name or of nothing: the title of the page that the link leads to.
fn better_text<'a>(writer: &Writer<'_>, node: &'a AstNode<'a>, url: &str) -> Option<String> {
    let has_image = node.descendants().any(|inner| matches!(inner.data().value, NodeValue::Image(_)));
    let text = markdown::text(node);
    let text = text.trim();
    if has_image || (text.is_empty() && node.first_child().is_some()) {
        return None;
    }
    let address = url.split('#').next().unwrap_or_default();
    let name = address.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let is_markdown = name.to_ascii_lowercase().ends_with(".md");
    let bare = text.is_empty() || (is_markdown && (text == name || text == address));
    if !bare {
        return None;
    }
    match writer.target(url) {
        Some(Target::Page { entry, .. }) => {
            let entry = &writer.around.course.entries[*entry];
            Some(match &entry.label {
                Some(label) => format!("{label}: {}", entry.title),
                None => entry.title.clone(),
            })
        }
        _ if text.is_empty() => Some(if name.is_empty() { url.to_owned() } else { name.to_owned() }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_run_something_are_known() {
        for url in
            ["javascript:x", "JavaScript:x", " \u{1}javascript:x", "java\nscript:x", "data:text/html,x", "blob:x"]
        {
            assert!(!is_harmless(url), "{url:?}");
        }
        for url in ["", "a.md", "#javascript:x", "./a:b", "가:b", "//host/x", "HTTPS://host", "mailto:a@b", "?q=data:x"]
        {
            assert!(is_harmless(url), "{url:?}");
        }
    }
}
