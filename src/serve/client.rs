//! Holds the scripts that the preview adds to pages: each part a file, joined when the program is compiled.

/// The script that keeps a page current. It runs before the theme's own, to copy the page as it was served.
pub const LIVE: &str = concat!(
    "(function () {\n\"use strict\";\n",
    include_str!("client/patch.js"),
    include_str!("client/overlay.js"),
    include_str!("client/source.js"),
    include_str!("client/news.js"),
    "})();\n",
);

/// The document of the frame that opens editors: `{key}` and `{sites}` are to be filled in.
pub const EDITOR_FRAME: &str = include_str!("client/editor.html");

/// The script of that frame.
pub const EDITOR_SCRIPT: &str = include_str!("client/editor.js");
