//! Turns the address of a static badge (`img.shields.io/badge/LABEL-MESSAGE-COLOR`) into the badge itself.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use percent_encoding::percent_decode_str;
use seodang_diagram::Colour;

use super::escape;

/// The drawings of logos by their names; `badge/README.md` says where they come from.
static LOGOS: LazyLock<BTreeMap<&'static str, &'static str>> =
    LazyLock::new(|| include_str!("badge/logos.tsv").lines().filter_map(|line| line.split_once('\t')).collect());

/// The colours that the theme has names for, chosen for contrast with white.
const NAMED: [&str; 11] = [
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

/// Further names of colours: those of shields.io, and those of CSS that badges use.
const FURTHER: [(&str, u32); 24] = [
    ("important", 0xfe_7d37),
    ("informational", 0x00_7ec6),
    ("inactive", 0x9f_9f9f),
    ("blueviolet", 0x8a_2be2),
    ("violet", 0xee_82ee),
    ("black", 0x00_0000),
    ("white", 0xff_ffff),
    ("navy", 0x00_0080),
    ("teal", 0x00_8080),
    ("cyan", 0x00_ffff),
    ("aqua", 0x00_ffff),
    ("lime", 0x00_ff00),
    ("olive", 0x80_8000),
    ("maroon", 0x80_0000),
    ("magenta", 0xff_00ff),
    ("fuchsia", 0xff_00ff),
    ("pink", 0xff_c0cb),
    ("gold", 0xff_d700),
    ("brown", 0xa5_2a2a),
    ("indigo", 0x4b_0082),
    ("coral", 0xff_7f50),
    ("crimson", 0xdc_143c),
    ("skyblue", 0x87_ceeb),
    ("tomato", 0xff_6347),
];

/// The styles of shields.io beside `flat`, which needs no class of its own.
const STYLES: [&str; 4] = ["flat-square", "for-the-badge", "plastic", "social"];

/// A part of a badge: its colour, as a class of the theme or as a filling.
struct Paint {
    class: String,
    fill: Option<u32>,
}

/// Draws a badge; `None` where the address is no static badge.
///
/// The address is read as shields.io documents it: `--` is a dash, `__` an underscore, `_` a space; `style`, `logo`,
/// `label`, `labelColor` and `color` may follow as parameters. Logos have the colour of the words, whatever `logoColor`
/// says: so they are always seen.
pub(super) fn html(url: &str) -> Option<String> {
    let path = url.split_once("img.shields.io/badge/")?.1;
    let (path, rest) = path.split_once(['?', '#']).unwrap_or((path, ""));
    let parameters: BTreeMap<&str, String> = rest
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(key, value)| (key, percent_decode_str(&value.replace('+', " ")).decode_utf8_lossy().into_owned()))
        .collect();
    let path = percent_decode_str(path).decode_utf8().ok()?;
    let mut parts = fields(path.strip_suffix(".svg").unwrap_or(&path));
    let color = parts.pop()?;
    let message = parts.pop()?;
    let label = parameters.get("label").cloned().or_else(|| parts.pop()).filter(|label| !label.is_empty());
    let style = parameters.get("style").filter(|style| STYLES.contains(&style.as_str()));
    let class = style.map(|style| format!(" badge-{style}")).unwrap_or_default();
    let logo = parameters.get("logo").map(|name| logo(name)).unwrap_or_default();
    let message_paint = paint(parameters.get("color").unwrap_or(&color)).unwrap_or_else(|| Paint::class("badge-plain"));
    // As in shields.io, a logo stands before the first words.
    let (logo, own_logo) = if label.is_some() { (logo, String::new()) } else { (String::new(), logo) };
    let label_paint = parameters.get("labelColor").and_then(|color| paint(color)).filter(|paint| paint.fill.is_some());
    let label = label.map(|label| {
        let paint = label_paint.unwrap_or_else(|| Paint::class(""));
        part("badge-label", &paint, &logo, &label) + " "
    });
    Some(format!(
        "<span class=\"badge{class}\">{}{}</span>",
        label.unwrap_or_default(),
        part("badge-message", &message_paint, &own_logo, &message)
    ))
}

impl Paint {
    fn class(class: &str) -> Self {
        Self { class: class.to_owned(), fill: None }
    }
}

fn part(name: &str, paint: &Paint, logo: &str, words: &str) -> String {
    let space = if paint.class.is_empty() { "" } else { " " };
    // A page holds no styles of its own; a drawing may say its colour.
    let fill = paint.fill.map(|fill| {
        format!(
            "<svg class=\"badge-fill\" aria-hidden=\"true\"><rect width=\"100%\" height=\"100%\" fill=\"#{fill:06x}\"></rect></svg>"
        )
    });
    format!("<span class=\"{name}{space}{}\">{}{logo}{}</span>", paint.class, fill.unwrap_or_default(), escape(words))
}

/// The drawing of a logo, where there is one.
fn logo(name: &str) -> String {
    let key: String = name.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    let key = match name.to_lowercase().as_str() {
        "c++" => "cplusplus",
        "node.js" => "nodedotjs",
        "vue.js" => "vuedotjs",
        "bash" | "gnu-bash" => "gnubash",
        "java" => "openjdk",
        "kafka" => "apachekafka",
        "k8s" => "kubernetes",
        _ => &key,
    };
    LOGOS.get(key).map_or_else(String::new, |path| {
        format!("<svg class=\"badge-logo\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"{path}\"></path></svg>")
    })
}

/// Reads a colour: a name, or three or six hexadecimal digits.
fn paint(color: &str) -> Option<Paint> {
    let color: String = color.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    if NAMED.contains(&color.as_str()) {
        return Some(Paint::class(&format!("badge-{color}")));
    }
    let named = FURTHER.iter().find(|(name, _)| *name == color).map(|(_, fill)| *fill);
    let fill = named.or_else(|| {
        let digits = match color.len() {
            3 => color.chars().flat_map(|c| [c, c]).collect(),
            6 => color,
            _ => return None,
        };
        u32::from_str_radix(&digits, 16).ok()
    })?;
    let class = if is_light(fill) { "badge-filled badge-light" } else { "badge-filled" };
    Some(Paint { class: class.to_owned(), fill: Some(fill) })
}

/// Whether black words are read better than white ones on a colour, by their contrast (WCAG 2.2).
fn is_light(fill: u32) -> bool {
    let [_, red, green, blue] = fill.to_be_bytes();
    let fill = Colour::from_rgb8(red, green, blue);
    fill.contrast(Colour::from_rgb8(0, 0, 0)) > fill.contrast(Colour::from_rgb8(255, 255, 255))
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
        check("https://img.shields.io/badge/Theory-6%20Weeks-blue?style=flat", Some(("Theory", "6 Weeks", "blue")));
        check("https://img.shields.io/badge/Provider-~>_5.0-nosuch", Some(("Provider", "~&gt; 5.0", "plain")));
        check("https://img.shields.io/badge/a--b-c__d-green.svg", Some(("a-b", "c_d", "green")));
        check("https://img.shields.io/badge/only-red", Some(("", "only", "red")));
        check("https://img.shields.io/github/stars/x/y", None);
    }

    #[test]
    fn styles_colours_and_logos() {
        let html =
            html("https://img.shields.io/badge/HCL-FF9900?style=for-the-badge&logo=HashiCorp&logoColor=white").unwrap();
        assert!(
            html.starts_with(
                "<span class=\"badge badge-for-the-badge\"><span class=\"badge-message badge-filled badge-light\">"
            ),
            "{html}"
        );
        assert!(html.contains("fill=\"#ff9900\"") && html.contains("class=\"badge-logo\""), "{html}");
        let label =
            super::html("https://img.shields.io/badge/a-b-black?labelColor=0af&logo=nosuch&label=in+two").unwrap();
        assert!(
            label.contains("fill=\"#00aaff\"") && label.contains(">in two</span>") && !label.contains("badge-logo"),
            "{label}"
        );
        assert!(is_light(0xff_9900) && !is_light(0x5c_4ee5));
        assert!(LOGOS.len() > 60 && LOGOS.values().all(|path| path.starts_with(['M', 'm'])));
    }
}
