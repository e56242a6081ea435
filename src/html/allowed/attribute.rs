//! Decides which attributes of authors' elements are kept, and how their values are read.

use super::{is_allowed_paint, is_reserved_id};

/// The treatment of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttributeRule {
    /// The value is written unchanged.
    Kept,
    /// The value is a list of classes.
    Class,
    /// The value is the element's id.
    Id,
    /// The value is a style, see [`allowed_style`](super::allowed_style).
    Style,
    /// The value is an address that readers can follow.
    Address,
    /// The value is the address of a file that the page shows or plays.
    File,
    /// The value is a list of files to choose from.
    FileList,
    /// The attribute is dropped.
    Dropped,
}

/// Returns the treatment of an attribute of an element, both by their names in lower case.
pub fn attribute_rule(element: &str, name: &str, value: &str) -> AttributeRule {
    match name {
        "class" => AttributeRule::Class,
        "style" => AttributeRule::Style,
        "id" => AttributeRule::Id,
        // An older spelling of `id`. On other elements a name can hide a property of the document from scripts.
        "name" if element == "a" => AttributeRule::Id,
        "name" if matches!(element, "details" | "map") && !is_reserved_id(value) => AttributeRule::Kept,
        "href" | "xlink:href" | "cite" | "longdesc" => AttributeRule::Address,
        "src" | "poster" => AttributeRule::File,
        "srcset" => AttributeRule::FileList,
        // A named window can be the one of another page.
        "target" => kept_if(value.eq_ignore_ascii_case("_blank")),
        // The default is `noopener` (HTML Living Standard, section 4.6.7.13).
        "rel" => kept_if(!value.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("opener"))),
        "tabindex" => kept_if(matches!(value.trim(), "0" | "-1")),
        "for" => kept_if(!value.split_ascii_whitespace().any(is_reserved_id)),
        _ if name.strip_prefix("aria-").is_some_and(is_letters) => AttributeRule::Kept,
        _ if PLAIN.binary_search(&name).is_ok() => AttributeRule::Kept,
        _ if PAINT.binary_search(&name).is_ok() => kept_if(is_allowed_paint(value)),
        _ => AttributeRule::Dropped,
    }
}

fn kept_if(is_kept: bool) -> AttributeRule {
    if is_kept { AttributeRule::Kept } else { AttributeRule::Dropped }
}

fn is_letters(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Attributes whose values neither load nor address anything, in the order of their names: of HTML, then of SVG's geometry.
const PLAIN: &[&str] = &[
    "abbr",
    "align",
    "alt",
    "autoplay",
    "axis",
    "bgcolor",
    "border",
    "cellpadding",
    "cellspacing",
    "char",
    "charoff",
    "checked",
    "clear",
    "color",
    "cols",
    "colspan",
    "compact",
    "controls",
    "controlslist",
    "coords",
    "cx",
    "cy",
    "d",
    "datetime",
    "decoding",
    "default",
    "dir",
    "disabled",
    "disablepictureinpicture",
    "download",
    "dx",
    "dy",
    "face",
    "frame",
    "headers",
    "height",
    "hidden",
    "high",
    "hreflang",
    "hspace",
    "inputmode",
    "kind",
    "label",
    "lang",
    "loading",
    "loop",
    "low",
    "max",
    "maxlength",
    "media",
    "min",
    "minlength",
    "multiple",
    "muted",
    "noshade",
    "nowrap",
    "offset",
    "open",
    "optimum",
    "pathlength",
    "placeholder",
    "playsinline",
    "points",
    "preload",
    "preserveaspectratio",
    "r",
    "readonly",
    "required",
    "reversed",
    "role",
    "rows",
    "rowspan",
    "rules",
    "rx",
    "ry",
    "scope",
    "selected",
    "shape",
    "size",
    "sizes",
    "span",
    "spellcheck",
    "srclang",
    "start",
    "step",
    "summary",
    "title",
    "transform",
    "translate",
    "type",
    "usemap",
    "valign",
    "value",
    "version",
    "viewbox",
    "vspace",
    "width",
    "x",
    "x1",
    "x2",
    "xlink:title",
    "xml:lang",
    "xml:space",
    "xmlns",
    "xmlns:xlink",
    "y",
    "y1",
    "y2",
];

/// Attributes of SVG whose values are those of a style property, in the order of their names (SVG 2, section 6.6).
const PAINT: &[&str] = &[
    "clip-path",
    "clip-rule",
    "color-interpolation",
    "direction",
    "display",
    "dominant-baseline",
    "fill",
    "fill-opacity",
    "fill-rule",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "letter-spacing",
    "marker-end",
    "marker-mid",
    "marker-start",
    "mask",
    "opacity",
    "overflow",
    "paint-order",
    "shape-rendering",
    "stop-color",
    "stop-opacity",
    "stroke",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-opacity",
    "stroke-width",
    "text-anchor",
    "text-decoration",
    "text-rendering",
    "transform-origin",
    "vector-effect",
    "visibility",
    "word-spacing",
    "writing-mode",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(PLAIN.is_sorted() && PAINT.is_sorted());
        assert!(PAINT.iter().all(|name| PLAIN.binary_search(name).is_err()));
    }

    #[test]
    fn attributes_that_act_are_dropped() {
        for name in [
            "onclick",
            "ONX",
            "action",
            "formaction",
            "srcdoc",
            "ping",
            "background",
            "data-load",
            "data-keys",
            "is",
            "autofocus",
            "accesskey",
            "contenteditable",
            "popovertarget",
            "commandfor",
            "nonce",
            "form",
            "http-equiv",
            "xml:base",
            "attributename",
            "to",
            "values",
            "begin",
            "v-html",
            ":href",
            "@click",
            "aria-x\"y",
            "aria-",
        ] {
            assert_eq!(attribute_rule("div", name, "x"), AttributeRule::Dropped, "{name}");
        }
        assert_eq!(attribute_rule("img", "name", "body"), AttributeRule::Dropped);
        assert_eq!(attribute_rule("rect", "fill", "url(https://x.example/#a)"), AttributeRule::Dropped);
        assert_eq!(attribute_rule("rect", "fill", "url(#a)"), AttributeRule::Kept);
        assert_eq!(attribute_rule("a", "target", "editor"), AttributeRule::Dropped);
        assert_eq!(attribute_rule("label", "for", "sd-nav"), AttributeRule::Dropped);
    }
}
