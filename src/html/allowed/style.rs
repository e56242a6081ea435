//! Decides which declarations of an author's `style` attribute are kept.
//!
//! Comments, escapes and functions that are not in the list make a declaration invalid here: `u\72l(…)` and `image-set(…)` load
//! images. Without them the text between `:` and `;` reads the same to every parser (CSS Syntax 3, section 4).

use std::borrow::Cow;

/// Returns the declarations of a style that are allowed; `None` if there are none. A style that is allowed as a whole is
/// returned unchanged.
pub fn allowed_style(style: &str) -> Option<Cow<'_, str>> {
    let declarations = split(style);
    let is_allowed = |text: &&str| text.trim().is_empty() || is_allowed_declaration(text);
    let kept: Vec<&str> = declarations.iter().copied().filter(is_allowed).collect();
    let is_empty = kept.iter().all(|text| text.trim().is_empty());
    if kept.len() == declarations.len() {
        return (!is_empty || style.is_empty()).then_some(Cow::Borrowed(style));
    }
    (!is_empty).then(|| Cow::Owned(kept.join(";").trim().to_owned()))
}

/// Tests whether the value of a presentation attribute of SVG is allowed: as in a style, and a reference within the page
/// (`url(#gradient)`).
pub fn is_allowed_paint(value: &str) -> bool {
    match value.trim().strip_prefix("url(#") {
        Some(rest) => rest.strip_suffix(')').is_some_and(|id| {
            !id.is_empty() && id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
        }),
        None => is_allowed_value(value),
    }
}

fn is_allowed_declaration(text: &str) -> bool {
    let Some((name, value)) = text.split_once(':') else { return false };
    let name = name.trim().to_ascii_lowercase();
    let is_custom = name
        .strip_prefix("--")
        .is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')));
    if !is_allowed_value(value) {
        return false;
    }
    match &*name {
        // A fixed element lies over the page's own parts.
        "position" => {
            let value = value.to_ascii_lowercase();
            let value = value.trim().trim_end_matches("!important").trim_end();
            matches!(value, "static" | "relative" | "absolute")
        }
        name => is_custom || PROPERTIES.binary_search(&name).is_ok(),
    }
}

/// Tests whether a value contains only words, numbers, strings, and functions that load nothing.
fn is_allowed_value(value: &str) -> bool {
    if value.contains(['\\', '{', '}', '@', '<']) || value.contains("/*") || value.chars().any(is_control) {
        return false;
    }
    let mut quote = None;
    let mut depth = 0_usize;
    for (at, c) in value.char_indices() {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => {
                depth += 1;
                let before = &value[..at];
                let start = before.rfind(|c: char| !is_name(c)).map_or(0, |end| end + char_length(before, end));
                let name = before[start..].to_ascii_lowercase();
                if !name.is_empty() && FUNCTIONS.binary_search(&&*name).is_err() {
                    return false;
                }
            }
            (None, ')') => match depth.checked_sub(1) {
                Some(outer) => depth = outer,
                None => return false,
            },
            _ => {}
        }
    }
    quote.is_none() && depth == 0
}

fn char_length(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(1, char::len_utf8)
}

fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t')
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_') || !c.is_ascii()
}

/// Splits a style at the semicolons outside of strings and brackets.
fn split(style: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth, mut quote) = (Vec::new(), 0, 0_usize, None);
    for (at, c) in style.char_indices() {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth = depth.saturating_sub(1),
            (None, ';') if depth == 0 => {
                parts.push(&style[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&style[start..]);
    parts
}

/// The functions of values that load nothing, in the order of their names.
const FUNCTIONS: &[&str] = &[
    "blur",
    "brightness",
    "calc",
    "circle",
    "clamp",
    "color",
    "color-mix",
    "conic-gradient",
    "contrast",
    "counter",
    "counters",
    "drop-shadow",
    "ellipse",
    "fit-content",
    "grayscale",
    "hsl",
    "hsla",
    "hue-rotate",
    "hwb",
    "inset",
    "invert",
    "lab",
    "lch",
    "light-dark",
    "linear-gradient",
    "matrix",
    "max",
    "min",
    "minmax",
    "oklab",
    "oklch",
    "opacity",
    "polygon",
    "radial-gradient",
    "repeat",
    "repeating-conic-gradient",
    "repeating-linear-gradient",
    "repeating-radial-gradient",
    "rgb",
    "rgba",
    "rotate",
    "round",
    "saturate",
    "scale",
    "scalex",
    "scaley",
    "sepia",
    "skew",
    "skewx",
    "skewy",
    "translate",
    "translatex",
    "translatey",
    "var",
];

/// The properties that are kept, in the order of their names: those of text, boxes and layout. None of them moves a part out
/// of the article's layer (`z-index`), animates or adds content.
const PROPERTIES: &[&str] = &[
    "-webkit-background-clip",
    "-webkit-text-fill-color",
    "-webkit-text-stroke",
    "accent-color",
    "align-content",
    "align-items",
    "align-self",
    "aspect-ratio",
    "background",
    "background-clip",
    "background-color",
    "background-image",
    "background-origin",
    "background-position",
    "background-position-x",
    "background-position-y",
    "background-repeat",
    "background-size",
    "block-size",
    "border",
    "border-block",
    "border-block-end",
    "border-block-start",
    "border-bottom",
    "border-bottom-color",
    "border-bottom-left-radius",
    "border-bottom-right-radius",
    "border-bottom-style",
    "border-bottom-width",
    "border-collapse",
    "border-color",
    "border-inline",
    "border-inline-end",
    "border-inline-start",
    "border-left",
    "border-left-color",
    "border-left-style",
    "border-left-width",
    "border-radius",
    "border-right",
    "border-right-color",
    "border-right-style",
    "border-right-width",
    "border-spacing",
    "border-style",
    "border-top",
    "border-top-color",
    "border-top-left-radius",
    "border-top-right-radius",
    "border-top-style",
    "border-top-width",
    "border-width",
    "bottom",
    "box-shadow",
    "box-sizing",
    "break-after",
    "break-before",
    "break-inside",
    "caption-side",
    "clear",
    "clip-path",
    "color",
    "color-scheme",
    "column-count",
    "column-fill",
    "column-gap",
    "column-rule",
    "column-span",
    "column-width",
    "columns",
    "counter-increment",
    "counter-reset",
    "counter-set",
    "cursor",
    "direction",
    "display",
    "empty-cells",
    "fill",
    "fill-opacity",
    "filter",
    "flex",
    "flex-basis",
    "flex-direction",
    "flex-flow",
    "flex-grow",
    "flex-shrink",
    "flex-wrap",
    "float",
    "font",
    "font-family",
    "font-feature-settings",
    "font-kerning",
    "font-size",
    "font-stretch",
    "font-style",
    "font-variant",
    "font-variant-caps",
    "font-variant-numeric",
    "font-weight",
    "gap",
    "grid",
    "grid-area",
    "grid-auto-columns",
    "grid-auto-flow",
    "grid-auto-rows",
    "grid-column",
    "grid-column-end",
    "grid-column-gap",
    "grid-column-start",
    "grid-gap",
    "grid-row",
    "grid-row-end",
    "grid-row-gap",
    "grid-row-start",
    "grid-template",
    "grid-template-areas",
    "grid-template-columns",
    "grid-template-rows",
    "height",
    "hyphens",
    "image-rendering",
    "inline-size",
    "justify-content",
    "justify-items",
    "justify-self",
    "left",
    "letter-spacing",
    "line-break",
    "line-height",
    "list-style",
    "list-style-position",
    "list-style-type",
    "margin",
    "margin-block",
    "margin-block-end",
    "margin-block-start",
    "margin-bottom",
    "margin-inline",
    "margin-inline-end",
    "margin-inline-start",
    "margin-left",
    "margin-right",
    "margin-top",
    "max-block-size",
    "max-height",
    "max-inline-size",
    "max-width",
    "min-block-size",
    "min-height",
    "min-inline-size",
    "min-width",
    "mix-blend-mode",
    "object-fit",
    "object-position",
    "opacity",
    "order",
    "orphans",
    "outline",
    "outline-color",
    "outline-offset",
    "outline-style",
    "outline-width",
    "overflow",
    "overflow-wrap",
    "overflow-x",
    "overflow-y",
    "padding",
    "padding-block",
    "padding-block-end",
    "padding-block-start",
    "padding-bottom",
    "padding-inline",
    "padding-inline-end",
    "padding-inline-start",
    "padding-left",
    "padding-right",
    "padding-top",
    "page-break-after",
    "page-break-before",
    "page-break-inside",
    "place-content",
    "place-items",
    "place-self",
    "pointer-events",
    "quotes",
    "resize",
    "right",
    "rotate",
    "row-gap",
    "ruby-align",
    "ruby-position",
    "scale",
    "stroke",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-opacity",
    "stroke-width",
    "tab-size",
    "table-layout",
    "text-align",
    "text-align-last",
    "text-anchor",
    "text-decoration",
    "text-decoration-color",
    "text-decoration-line",
    "text-decoration-style",
    "text-decoration-thickness",
    "text-emphasis",
    "text-indent",
    "text-justify",
    "text-orientation",
    "text-overflow",
    "text-shadow",
    "text-transform",
    "text-underline-offset",
    "text-underline-position",
    "text-wrap",
    "top",
    "transform",
    "transform-origin",
    "translate",
    "unicode-bidi",
    "user-select",
    "vertical-align",
    "visibility",
    "white-space",
    "white-space-collapse",
    "widows",
    "width",
    "word-break",
    "word-spacing",
    "word-wrap",
    "writing-mode",
    "zoom",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(PROPERTIES.is_sorted() && FUNCTIONS.is_sorted());
    }

    #[test]
    fn ordinary_styles_stay_unchanged() {
        for style in [
            "color:red",
            " color : rgb(1, 2, 3) ; ",
            "background: linear-gradient(90deg, #fff 0%, var(--ink) 100%) !important;",
            "font-family: \"D2Coding; x\", monospace",
            "width:calc(100% - (2 * 3px));position: relative",
            "--gap: 1em; grid-template-columns: repeat(2, minmax(0, 1fr))",
            "",
        ] {
            assert_eq!(allowed_style(style).as_deref(), Some(style));
        }
    }

    #[test]
    fn declarations_that_load_or_cover_are_dropped() {
        for style in [
            "background:url(https://x.example/a)",
            "background:u\\72l(https://x.example/a)",
            "background:URL(x)",
            "background-image:image-set('https://x.example/a' 1x)",
            "background:-webkit-image-set(url(a) 1x)",
            "background:cross-fade(a,b)",
            "background:src('a')",
            "list-style-image:none",
            "behavior:x",
            "-moz-binding:none",
            "position:fixed",
            "position:/**/fixed",
            "position: FIXED !important",
            "z-index:9",
            "width:expression(alert(1))",
            "content:'x'",
            "color:red}body{color:red",
            "color:attr(x)",
            "color:rgb(1",
            "color:'a",
            "color:red)",
            "@import 'x'",
            "한글:red",
            "-:red",
        ] {
            assert_eq!(allowed_style(style), None, "{style}");
        }
        assert_eq!(allowed_style("color:red;background:url(a);width:1px").as_deref(), Some("color:red;width:1px"));
        assert_eq!(allowed_style("a;b:url(;color:red;)").as_deref(), None);
    }
}
