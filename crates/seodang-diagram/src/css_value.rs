//! Tests whether the values of declarations are valid, and turns lengths into CSS px.
//!
//! Browsers ignore a declaration with an invalid value, so that an earlier one holds (CSS Syntax 3, section 9): the style sheet
//! of a mindmap has `stroke-width:-1` for deep branches, whose lines keep the width of the rule before.

use crate::colour::Colour;

/// Height of a small `x` in em, by which `ex` is measured: that of Pretendard (1082 of 2048 units).
const EX: f32 = 0.53;

/// Tests whether browsers accept the value of a property; `true` for properties that are not checked.
pub(crate) fn is_valid(property: &str, value: &str) -> bool {
    if matches!(value, "inherit" | "initial" | "unset" | "revert") {
        return true;
    }
    match property {
        "fill" | "stroke" => is_paint(value),
        "color" | "background-color" | "stop-color" => is_colour(value),
        "stroke-width" => length_px(value, 16.0).is_some_and(|width| width >= 0.0),
        "font-size" => length_px(value, 16.0).is_some_and(|size| size > 0.0),
        "opacity" | "fill-opacity" | "stroke-opacity" | "stop-opacity" => {
            value.strip_suffix('%').unwrap_or(value).parse::<f32>().is_ok_and(f32::is_finite)
        }
        "stroke-dasharray" => value == "none" || dashes(value).is_some(),
        "text-anchor" => matches!(value, "start" | "middle" | "end"),
        "font-style" => matches!(value, "normal" | "italic" | "oblique"),
        "visibility" => matches!(value, "visible" | "hidden" | "collapse"),
        "fill-rule" | "clip-rule" => matches!(value, "nonzero" | "evenodd"),
        _ => true,
    }
}

fn is_paint(value: &str) -> bool {
    matches!(value, "none" | "context-fill" | "context-stroke") || value.starts_with("url(") || is_colour(value)
}

fn is_colour(value: &str) -> bool {
    // Fast path: nearly all colours are hexadecimal.
    if let Some(digits) = value.strip_prefix('#') {
        return matches!(digits.len(), 3 | 4 | 6 | 8) && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    }
    ["none", "transparent", "currentcolor"].iter().any(|word| value.eq_ignore_ascii_case(word))
        || Colour::parse(value).is_some()
}

/// Returns a length in CSS px; `em`, `ex` and percentages refer to a font size. A number without a unit counts as px.
pub(crate) fn length_px(value: &str, font_size: f32) -> Option<f32> {
    let value = value.trim();
    let digits = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    let number: f32 = digits.trim_end().parse().ok()?;
    let px = match &value[digits.len()..] {
        "" | "px" => number,
        "rem" => number * 16.0,
        "em" => number * font_size,
        "ex" => number * EX * font_size,
        "%" => number / 100.0 * font_size,
        "pt" => number / 0.75,
        _ => return None,
    };
    px.is_finite().then_some(px)
}

/// Returns the lengths of a pattern of dashes in CSS px; `None` if one of them is invalid.
pub(crate) fn dashes(list: &str) -> Option<Vec<f32>> {
    let values = list.split([',', ' ']).filter(|value| !value.trim().is_empty());
    values.map(|value| length_px(value, 16.0).filter(|length| *length >= 0.0)).collect()
}

#[cfg(test)]
mod tests {
    use super::{dashes, is_valid, length_px};

    #[test]
    fn values_are_accepted_as_browsers_accept_them() {
        for (property, value) in [
            ("stroke-width", "0"),
            ("stroke-width", "1.5px"),
            ("fill", "url(#a)"),
            ("fill", "Tomato"),
            ("stroke", "none"),
            ("color", "currentColor"),
            ("opacity", "50%"),
            ("stroke-dasharray", "3, 4px"),
            ("fill", "inherit"),
            ("cursor", "anything"),
        ] {
            assert!(is_valid(property, value), "{property}:{value}");
        }
        for (property, value) in [
            ("stroke-width", "-1"),
            ("stroke-width", "wide"),
            ("fill", "#12345"),
            ("fill", "eee"),
            ("stroke", "undefined"),
            ("font-size", "-4px"),
            ("font-size", "large-ish"),
            ("opacity", "half"),
            ("stroke-dasharray", "3 -4"),
            ("text-anchor", "center"),
        ] {
            assert!(!is_valid(property, value), "{property}:{value}");
        }
    }

    #[test]
    fn lengths_have_every_unit_of_fonts() {
        for (value, px) in [("4ex", 33.92), ("1.5em", 24.0), ("2rem", 32.0), ("12pt", 16.0), ("150%", 24.0), ("7", 7.0)]
        {
            assert!((length_px(value, 16.0).unwrap() - px).abs() < 0.01, "{value}");
        }
        assert_eq!(length_px("3vw", 16.0), None);
        assert_eq!(dashes("5 2,1px"), Some(vec![5.0, 2.0, 1.0]));
    }
}
