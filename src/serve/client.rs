//! Holds the scripts that the preview adds to pages: each part a file, joined when the program is compiled.

use serde_json::json;

use crate::message;
use crate::message::MessageLanguage;

/// The parts of the script that keeps a page current, which share the constant `words`.
const LIVE: &str = concat!(
    include_str!("client/patch.js"),
    include_str!("client/overlay.js"),
    include_str!("client/source.js"),
    include_str!("client/news.js"),
);

/// Returns the script that keeps a page current, with its texts in a language. It runs before the theme's own, to copy the
/// page as it was served.
pub fn live_script(language: MessageLanguage) -> String {
    format!("(function () {{\n\"use strict\";\nconst words = {};\n{LIVE}}})();\n", words(language))
}

/// Returns the texts of the script, by their names in it.
fn words(language: MessageLanguage) -> serde_json::Value {
    let of = |message: message::Message| message.text(language);
    // The script fills in the number.
    let count = "{count}";
    json!({
        "problems": of(message!("preview-problems")),
        "close": of(message!("preview-close")),
        "error": [of(message!("preview-error", count)), of(message!("preview-errors", count))],
        "warning": [of(message!("preview-warning", count)), of(message!("preview-warnings", count))],
        "severity": { "error": of(message!("preview-severity-error")), "warning": of(message!("preview-severity-warning")) },
        "cannotShow": of(message!("preview-cannot-show")),
        "lastState": of(message!("preview-last-state")),
        "openHint": of(message!("preview-open-hint")),
        "openNote": of(message!("preview-open-note")),
        "ended": of(message!("preview-ended")),
        "frame": of(message!("preview-frame")),
        "noFrame": of(message!("preview-no-frame")),
        "remote": of(message!("preview-remote")),
        "clickAgain": of(message!("preview-click-again")),
    })
}

/// The document of the frame that opens editors: `{key}`, `{sites}`, `{language}` and `{title}` are to be filled in.
pub const EDITOR_FRAME: &str = include_str!("client/editor.html");

/// The script of that frame.
pub const EDITOR_SCRIPT: &str = include_str!("client/editor.js");
