//! Turns the address of a static badge (`img.shields.io/badge/LABEL-MESSAGE-COLOR`) into the badge itself.

use percent_encoding::percent_decode_str;

use super::escape;

/// Draws a badge; `None` where the address is no static badge.
///
/// The address is read as shields.io documents it: `--` is a dash, `__` an underscore, `_` a space.
pub(super) fn html(url: &str) -> Option<String> {
    let path = url.split_once("img.shields.io/badge/")?.1;
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let path = percent_decode_str(path).decode_utf8().ok()?;
    let mut parts = fields(path.strip_suffix(".svg").unwrap_or(&path));
    let color = parts.pop()?;
    let message = parts.pop()?;
    let label = parts.pop().filter(|label| !label.is_empty());
    let color: String = color.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    let known = [
        "blue",
        "green",
        "brightgreen",
        "yellowgreen",
        "yellow",
        "orange",
        "red",
        "purple",
        "lightgrey",
        "success",
        "critical",
    ];
    let class = if known.contains(&color.as_str()) { color } else { "plain".to_owned() };
    let label =
        label.map(|label| format!("<span class=\"badge-label\">{}</span> ", escape(&label))).unwrap_or_default();
    Some(format!(
        "<span class=\"badge\">{label}<span class=\"badge-message badge-{class}\">{}</span></span>",
        escape(&message)
    ))
}

fn fields(path: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut chars = path.chars().peekable();
    while let Some(c) = chars.next() {
        let doubled = matches!(c, '-' | '_') && chars.next_if_eq(&c).is_some();
        match (c, doubled, fields.last_mut()) {
            ('-', false, _) => fields.push(String::new()),
            ('_', false, Some(field)) => field.push(' '),
            (c, _, Some(field)) => field.push(c),
            (_, _, None) => {}
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn badges() {
        let check = |url: &str, expected: Option<(&str, &str, &str)>| {
            let expected = expected.map(|(label, message, class)| {
                let label = if label.is_empty() {
                    String::new()
                } else {
                    format!("<span class=\"badge-label\">{label}</span> ")
                };
                format!(
                    "<span class=\"badge\">{label}<span class=\"badge-message badge-{class}\">{message}</span></span>"
                )
            });
            assert_eq!(html(url), expected, "{url}");
        };
        check(
            "https://img.shields.io/badge/Theory-6%20Weeks-blue?style=for-the-badge",
            Some(("Theory", "6 Weeks", "blue")),
        );
        check("https://img.shields.io/badge/AWS_Provider-~>_5.0-FF9900", Some(("AWS Provider", "~&gt; 5.0", "plain")));
        check("https://img.shields.io/badge/a--b-c__d-green.svg", Some(("a-b", "c_d", "green")));
        check("https://img.shields.io/badge/only-red", Some(("", "only", "red")));
        check("https://img.shields.io/github/stars/x/y", None);
    }
}
