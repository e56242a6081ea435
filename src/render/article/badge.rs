//! Turns the address of a static badge (`img.shields.io/badge/LABEL-MESSAGE-COLOR`) into the badge itself.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use percent_encoding::percent_decode_str;
use seodang_diagram::Colour;

use crate::html::{Element, TreeBuilder};

/// The drawings of logos by their names; `badge/README.md` says where they come from.
static LOGOS: LazyLock<BTreeMap<&'static str, &'static str>> =
    LazyLock::new(|| include_str!("badge/logos.tsv").lines().filter_map(|line| line.split_once('\t')).collect());

/// The colours that the theme names, chosen for contrast with white.
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

/// A badge: a message, and a label before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Badge {
    /// The style of shields.io as a class; `None` for its default.
    style: Option<&'static str>,
    label: Option<BadgeField>,
    message: BadgeField,
}

/// One of the two fields of a badge.
#[derive(Debug, Clone, PartialEq, Eq)]
struct BadgeField {
    words: String,
    paint: Paint,
    /// The drawing of a logo, as the path of an SVG.
    logo: Option<&'static str>,
}

/// The colour of a field, as a class of the theme or as a filling.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Paint {
    class: Option<String>,
    fill: Option<u32>,
}

impl Badge {
    /// Parses the address of a badge; returns `None` if it is not a static badge.
    ///
    /// The syntax is that of shields.io: `--` is a dash, `__` an underscore, `_` a space; `style`, `logo`,
    /// `label`, `labelColor` and `color` may follow as parameters. Logos have the colour of the text, and `logoColor` is
    /// ignored, so that they are always legible.
    pub(super) fn parse(url: &str) -> Option<Self> {
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
        let style = parameters.get("style").and_then(|style| STYLES.into_iter().find(|known| known == style));
        let logo = parameters.get("logo").and_then(|name| logo(name));
        let paint_of_message = paint(parameters.get("color").unwrap_or(&color));
        let paint_of_message = paint_of_message.unwrap_or_else(|| Paint::class("badge-plain"));
        let paint_of_label = parameters.get("labelColor").and_then(|color| paint(color));
        let paint_of_label = paint_of_label.filter(|paint| paint.fill.is_some()).unwrap_or_default();
        // As in shields.io, the logo is before the first text.
        let logo_of_message = logo.filter(|_| label.is_none());
        Some(Self {
            style,
            label: label.map(|words| BadgeField { words, paint: paint_of_label, logo }),
            message: BadgeField { words: message, paint: paint_of_message, logo: logo_of_message },
        })
    }

    /// Writes the badge.
    pub(super) fn write(self, out: &mut TreeBuilder<'static>) {
        let class = self.style.map_or_else(|| "badge".to_owned(), |style| format!("badge badge-{style}"));
        let badge = out.open(Element::new("span").with("class", class));
        if let Some(label) = self.label {
            label.write("badge-label", out);
            out.text(" ");
        }
        self.message.write("badge-message", out);
        out.close(badge);
    }
}

impl BadgeField {
    fn write(self, name: &'static str, out: &mut TreeBuilder<'static>) {
        let class = self.paint.class.map_or_else(|| name.to_owned(), |class| format!("{name} {class}"));
        let field = out.open(Element::new("span").with("class", class));
        if let Some(fill) = self.paint.fill {
            // Pages have no `style` attributes; an SVG may have a fill.
            let svg = out.open(Element::new("svg").with("class", "badge-fill").with("aria-hidden", "true"));
            let rect = Element::new("rect").with("width", "100%").with("height", "100%");
            out.leaf(rect.with("fill", format!("#{fill:06x}")));
            out.close(svg);
        }
        if let Some(path) = self.logo {
            let svg = Element::new("svg").with("class", "badge-logo").with("viewBox", "0 0 24 24");
            let svg = out.open(svg.with("aria-hidden", "true"));
            out.leaf(Element::new("path").with("d", path));
            out.close(svg);
        }
        out.text(self.words);
        out.close(field);
    }
}

impl Paint {
    fn class(class: &str) -> Self {
        Self { class: Some(class.to_owned()), fill: None }
    }
}

/// Returns the drawing of a known logo.
fn logo(name: &str) -> Option<&'static str> {
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
    LOGOS.get(key).copied()
}

/// Parses a colour: a name, or three or six hexadecimal digits.
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
    Some(Paint { class: Some(class.to_owned()), fill: Some(fill) })
}

/// Tests whether black text has a higher contrast than white text on a colour (WCAG 2.2).
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

    fn html(url: &str) -> Option<String> {
        let mut out = TreeBuilder::new();
        Badge::parse(url)?.write(&mut out);
        let tree = out.finish();
        Some(tree.html(tree.root()))
    }

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
        let drawn =
            html("https://img.shields.io/badge/HCL-FF9900?style=for-the-badge&logo=HashiCorp&logoColor=white").unwrap();
        assert!(
            drawn.starts_with(
                "<span class=\"badge badge-for-the-badge\"><span class=\"badge-message badge-filled badge-light\">"
            ),
            "{drawn}"
        );
        assert!(drawn.contains("fill=\"#ff9900\"") && drawn.contains("class=\"badge-logo\""), "{drawn}");
        let label = html("https://img.shields.io/badge/a-b-black?labelColor=0af&logo=nosuch&label=in+two").unwrap();
        assert!(
            label.contains("fill=\"#00aaff\"") && label.contains(">in two</span>") && !label.contains("badge-logo"),
            "{label}"
        );
        assert!(is_light(0xff_9900) && !is_light(0x5c_4ee5));
        assert!(LOGOS.len() > 60 && LOGOS.values().all(|path| path.starts_with(['M', 'm'])));
    }
}
