//! Turns the needs of a page into its Content-Security-Policy (W3C CSP 3), the second fence behind `html::allowed`.
//!
//! The policy is a `<meta>` element, so that it also holds for `file://`; there `'self'` matches nothing in some browsers, so
//! `file:` is allowed beside it. Pages of a server cannot load from `file:`.

use std::fmt::Write as _;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The needs of a page beyond the site's own files.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct PageNeeds<'a> {
    /// The hashes of the inline scripts of its theme, see [`script_hash`].
    pub(crate) scripts: &'a [String],
    /// Whether it shows images of other sites.
    pub(crate) remote_images: bool,
    /// Whether it holds a card that a reader can load a recording or a frame into.
    pub(crate) media: bool,
    /// Whether it sets its base address by a script: the page for wrong addresses.
    pub(crate) base: bool,
}

/// Returns a page with its policy.
pub(crate) fn with_policy(mut html: String, needs: PageNeeds<'_>) -> String {
    let at = head_start(&html);
    html.insert_str(at, &format!("\n<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">", policy(needs)));
    html
}

/// Returns the policy of a page.
///
/// Styles are `'unsafe-inline'` because drawings and authors have `style` attributes, which `html::allowed` limits to what
/// loads nothing. Frames and recordings of other sites are loaded by a click on their card only.
pub(crate) fn policy(needs: PageNeeds<'_>) -> String {
    let scripts = needs.scripts.iter().fold(String::new(), |mut all, hash| {
        // Writing to a string cannot fail.
        let _ = write!(all, " 'sha256-{hash}'");
        all
    });
    let web = |is_needed: bool| if is_needed { " https: http:" } else { "" };
    let frames = if needs.media { "https: http:" } else { "'none'" };
    format!(
        "default-src 'none'; script-src 'self' file:{scripts}; style-src 'self' file: 'unsafe-inline'; \
         img-src 'self' file: data: blob:{images}; font-src 'self' file: data:; media-src 'self' file: data: blob:{media}; \
         connect-src 'self'; frame-src {frames}; base-uri {base}; form-action 'none'",
        base = if needs.base { "'self'" } else { "'none'" },
        images = web(needs.remote_images),
        media = web(needs.media),
    )
}

/// Returns the hash by which a policy allows an inline script.
pub(crate) fn script_hash(script: &str) -> String {
    // A parser replaces line ends before it makes the script's text (HTML Living Standard, section 13.2.3.5).
    STANDARD.encode(Sha256::digest(script.replace("\r\n", "\n").as_bytes()))
}

/// Returns the hashes of the inline scripts of a template that are the same on every page.
pub(crate) fn constant_scripts(template: &str) -> Vec<String> {
    let mut hashes = Vec::new();
    let mut rest = template;
    while let Some((_, after)) = rest.split_once("<script") {
        let Some((tag, after)) = after.split_once('>') else { break };
        let Some((script, after)) = after.split_once("</script") else { break };
        rest = after;
        let is_inline = !tag.contains("src=") && (tag.is_empty() || tag.starts_with(char::is_whitespace));
        let is_constant = !["{{", "{%", "{#"].iter().any(|sign| script.contains(sign));
        if is_inline && is_constant && !script.is_empty() {
            hashes.push(script_hash(script));
        }
    }
    hashes
}

/// Returns the place after the start tag of the head; a policy counts only there. Without a head, browsers make one for the
/// elements before the first text.
fn head_start(html: &str) -> usize {
    let find = |name: &str| {
        html.match_indices(name).find_map(|(at, _)| {
            let after = &html[at + name.len()..];
            after.starts_with(['>', ' ', '\n', '\t']).then(|| after.find('>').map(|end| at + name.len() + end + 1))?
        })
    };
    let doctype = || html.get(..9).filter(|start| start.eq_ignore_ascii_case("<!doctype")).and(html.find('>'));
    find("<head").or_else(|| find("<html")).unwrap_or_else(|| doctype().map_or(0, |end| end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_stands_first_in_the_head() {
        let starts = |html: &str, before: &str| {
            let page = with_policy(html.to_owned(), PageNeeds::default());
            assert!(page.starts_with(&format!("{before}\n<meta http-equiv=\"Content-Security-Policy\"")), "{page}");
        };
        starts("<!doctype html>\n<html lang=\"ko\">\n<head>\n<title>", "<!doctype html>\n<html lang=\"ko\">\n<head>");
        starts("<html><head prefix=\"og\"><title>", "<html><head prefix=\"og\">");
        starts("<!DOCTYPE html><html lang=a><header>", "<!DOCTYPE html><html lang=a>");
        starts("<!doctype html><title>", "<!doctype html>");
        starts("<p>", "");
    }

    #[test]
    fn constant_scripts_of_templates_are_known() {
        let template = "<script src=\"a.js\"></script><script>go()</script>{% if a %}<script>go({{ a }})</script>";
        assert_eq!(constant_scripts(template), [script_hash("go()")]);
        // echo -n 'go()' | openssl dgst -sha256 -binary | base64
        assert_eq!(script_hash("go()"), "5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw=");
        assert_eq!(constant_scripts("<script>never ends"), Vec::<String>::new());
    }
}
