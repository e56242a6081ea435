//! Turns the containers of other tools' Markdown (`:::tip`, `!!! note`, `> [!info]`) into blocks of the document.
//!
//! 1. `scan` finds the containers, line by line: each spelling (`colons`, `indented`, `directives`, `tags`) is read as a `marker`.
//! 2. `emit` writes a text in which each marker is a block of its own, and records the origin of its lines.
//! 3. The parser reads that text; its places become those of the author's file.
//! 4. `pair` makes a [`NodeValue::BlockDirective`](comrak::nodes::NodeValue) of the nodes between two markers. Its info is the
//!    number of its [`Block`]; its title, if it has one, is a `CalloutTitle`, its first child.
//!
//! # How to add a spelling
//!
//! A file beside these with a `read` that makes a [`Marker`](marker::Marker) of a line, a variant of `Form`, an arm in
//! `scan::Scanner::marker`, and the text that a page with it contains in [`may_begin`]. `meaning` says which block it is.

mod arrangement;
mod attributes;
mod badge;
mod callout;
mod colons;
mod container;
mod directives;
mod emit;
mod figure;
mod imports;
mod indented;
mod kind;
mod known;
mod layout;
mod line;
mod marker;
mod meaning;
mod media;
mod name;
mod options;
mod pair;
mod problem;
mod question;
mod scan;
mod script;
mod sign;
mod tabs;
mod tags;
mod templates;
mod title;
mod tutorial;

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options};

pub use self::arrangement::Arrangement;
pub use self::kind::{BoxKind, KnownKind};
pub use self::known::{UnknownTemplate, is_page_title};
pub use self::meaning::{Block, BoxBlock, MediaBlock};
use self::meaning::{is_container, title_of};
pub use self::media::RECORDINGS;
pub use self::problem::Problem;
use self::scan::Scan;
pub(super) use self::title::title_node;
use crate::lesson::media::RemoteMedia;
use crate::source::Dialect;

/// A text for the parser, in which markers of containers are blocks of their own.
#[derive(Debug)]
pub(super) struct ScannedText<'t> {
    /// The author's text.
    text: &'t str,
    /// Its containers, if it has any.
    found: Option<(Scan, emit::Emitted)>,
}

/// The most bytes between the two colons of a container without content and its attributes.
const MAX_LEAF: usize = 200;

/// The blocks of a tree, and their problems.
#[derive(Debug, Default)]
pub(super) struct FoundBlocks {
    /// The containers, by their numbers.
    pub(super) containers: Vec<Block>,
    /// Mistakes in their spelling.
    pub(super) problems: Vec<Problem>,
    /// Tags and expressions that are not understood.
    pub(super) unknown: Vec<UnknownTemplate>,
}

/// Tests by the first bytes of a text whether a container may begin there.
pub(super) fn may_begin(rest: &[u8]) -> bool {
    match rest {
        [b':', b':', b':', ..]
        | [b'!', b'!', b'!', ..]
        | [b'?', b'?', b'?', ..]
        | [b'/', b'/', b'/', b' ', ..]
        | [b'=', b'=', b'=' | b'!' | b'+', b' ', b'"', ..]
        | [b'{', b'{', b'<' | b'%', ..]
        | [b'{', b'%', ..]
        | [b':', b'b', b'e', b'g', b'i', ..]
        | [b'<', b'h', b'f', b'o', b'p', ..]
        | [b'+', b'+', b'+', ..] => true,
        [b':', b':', third, ..] => {
            let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
            let mut line = rest[2..].iter().take(MAX_LEAF).take_while(|byte| **byte != b'\n');
            third.is_ascii_alphabetic() && (line.clone().all(|byte| is_name(&byte)) || line.any(|byte| *byte == b'{'))
        }
        [b'`' | b'~', b'{', third, ..] => third.is_ascii_lowercase(),
        [b'`' | b'[', ..] => tutorial::may_begin(rest),
        [b'<', second, ..] => second.is_ascii_uppercase() || is_custom_element(&rest[1..]),
        _ => false,
    }
}

/// Tests by the bytes after `<` whether the name of a custom element follows: one with a hyphen (HTML Standard, section 4.13.3).
fn is_custom_element(rest: &[u8]) -> bool {
    let length = rest.iter().take_while(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()).count();
    length > 0 && rest[0].is_ascii_lowercase() && rest.get(length) == Some(&b'-')
}

/// Tests by the first bytes of a text whether a spelling that only templates of tools have may begin there.
pub(super) fn may_begin_template(rest: &[u8]) -> bool {
    matches!(rest, [b'{', ..] | [b'<', b'>' | b'/', ..]) || rest.starts_with(badge::SIGN)
}

/// Tests whether a line begins as a statement of MDX does.
pub(super) fn is_script(line: &[u8]) -> bool {
    line.starts_with(b"import ") || line.starts_with(b"export ")
}

/// Finds the containers of a text.
pub(super) fn scan(text: &str, dialect: Dialect) -> ScannedText<'_> {
    let scan = Some(scan::scan(text, dialect)).filter(|scan| !scan.is_plain());
    let found = scan.map(|scan| {
        let emitted = emit::emit(text, &scan);
        (scan, emitted)
    });
    ScannedText { text, found }
}

/// Shows the shortcodes of Hugo that are commented out in code as Hugo does: `{{</* x */>}}` is `{{< x >}}`, in code too.
pub(super) fn show_commented<'a>(root: &'a AstNode<'a>) {
    for node in root.descendants() {
        let mut data = node.data_mut();
        let literal = match &mut data.value {
            NodeValue::Code(code) => &mut code.literal,
            NodeValue::CodeBlock(code) => &mut code.literal,
            _ => continue,
        };
        for (open, shown, close, end) in [("{{</*", "{{<", "*/>}}", ">}}"), ("{{%/*", "{{%", "*/%}}", "%}}")] {
            if literal.contains(open) {
                *literal = literal.replace(open, shown).replace(close, end);
            }
        }
    }
}

/// Returns the media that a tool's name for a site and an id, or an address, name: `youtube` and `dQw4w9WgXcQ`.
pub(super) fn named_media(name: &str, id: &str) -> Option<RemoteMedia> {
    let mut opening = marker::Opening { name: name.to_owned(), ..marker::Opening::default() };
    opening.attributes.push("id", id);
    match media::of(&opening)? {
        media::ShownMedia::Card(media) => Some(media),
        media::ShownMedia::File(_) => None,
    }
}

impl<'t> ScannedText<'t> {
    /// Wraps a text that can hold no container.
    pub(super) fn plain(text: &'t str) -> Self {
        Self { text, found: None }
    }

    /// Returns the text to parse.
    pub(super) fn parsed(&self) -> &str {
        self.found.as_ref().map_or(self.text, |(_, emitted)| &emitted.text)
    }

    /// Makes the blocks of the tree of that text; returns them with their problems.
    pub(super) fn make_blocks<'a>(
        self,
        arena: &'a Arena<'a>,
        root: &'a AstNode<'a>,
        options: &Options<'static>,
    ) -> FoundBlocks {
        let has_callouts = self.text.contains("[!");
        if self.found.is_none() && !has_callouts {
            return FoundBlocks::default();
        }
        let lines: Vec<&str> = self.text.split('\n').collect();
        let FoundBlocks { containers: mut blocks, mut problems, mut unknown } = FoundBlocks::default();
        if let Some((scan, emitted)) = self.found {
            emitted.restore_places(root);
            blocks = pair::Pairing { arena, options, lines: &lines, scan: &scan, emitted: &emitted }.apply(root);
            tabs::group(arena, root, &mut blocks);
            layout::arrange(arena, root, &mut blocks);
            templates::TemplateNodes { arena, lines: &lines, spans: &scan.templates }.apply(root);
            problems = scan.problems;
            unknown = scan.unknown;
        }
        if has_callouts {
            callout::read(arena, root, &lines, options, &mut blocks);
        }
        FoundBlocks { containers: blocks, problems, unknown }
    }
}
