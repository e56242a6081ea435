//! Turns the containers of other tools' Markdown (`:::tip`, `!!! note`) into blocks of the document.
//!
//! 1. `scan` finds the containers, line by line: `marker` is what each spelling (`colons`, `indented`) says.
//! 2. `emit` writes a text in which the parser meets each marker as a block of its own, and knows where its lines come from.
//! 3. The parser reads that text; its places become those of the author's file.
//! 4. `pair` makes a [`NodeValue::BlockDirective`](comrak::nodes::NodeValue) of the nodes between two markers. Its info is the
//!    number of its [`Block`]; its title, if it has one, is a `CalloutTitle`, its first child.
//!
//! # How to add a spelling
//!
//! A file beside these with a `read` that makes a [`Marker`](marker::Marker) of a line, a variant of `Form`, an arm in
//! `scan::Scanner::marker`, and the text that a page with it contains in [`may_contain`]. `Block::of` says what it means.

mod attributes;
mod colons;
mod container;
mod emit;
mod indented;
mod kind;
mod line;
mod marker;
mod options;
mod pair;
mod problem;
mod scan;

use comrak::nodes::AstNode;
use comrak::{Arena, Options};

use self::container::Container;
pub use self::kind::{BoxKind, KnownKind};
pub use self::problem::Problem;
use self::scan::Scan;
use crate::source::Dialect;

/// What a block directive of a document is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A box that stands out of the text.
    Box(BoxBlock),
}

/// A box with a title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoxBlock {
    /// What it is about.
    pub kind: BoxKind,
    /// Whether its author wants no title.
    pub is_untitled: bool,
    /// Whether it can be folded, and is open at first.
    pub fold: Option<bool>,
}

/// Containers that only arrange their content: it is shown as if they were not there.
const LAYOUTS: [&str; 22] = [
    "div",
    "section",
    "row",
    "rows",
    "column",
    "columns",
    "col",
    "cols",
    "grid",
    "flex",
    "center",
    "container",
    "raw",
    "v-pre",
    "panel",
    "content-visible",
    "only",
    "layout",
    "cards",
    "steps",
    "hidden-print",
    "markdown",
];

/// Names of boxes whose attributes say what they are about.
const GENERAL: [&str; 8] = ["admonition", "callout", "alert", "aside", "hint", "notice", "topic", "note"];

impl Block {
    /// Returns the block that a container is; `None` for one whose content stands for itself.
    fn of(container: &Container) -> Option<Self> {
        let opening = &container.opening;
        if let Some(class) = opening.name.strip_prefix('.') {
            // A division of Pandoc's has any class; only those that begin so are boxes.
            let kind = class.strip_prefix("callout-").or_else(|| KnownKind::of(class).map(|_| class))?;
            return Some(Self::Box(BoxBlock { kind: BoxKind::of(kind), is_untitled: false, fold: opening.fold }));
        }
        if opening.name == indented::TAB || LAYOUTS.iter().any(|name| name.eq_ignore_ascii_case(&opening.name)) {
            return None;
        }
        // `{admonition}` and `<Callout type="x">` say what they are about beside their names.
        let classes = || opening.attributes.classes().find(|class| KnownKind::of(class).is_some());
        let is_general = GENERAL.iter().any(|name| name.eq_ignore_ascii_case(&opening.name));
        let named = opening.attributes.get(&["type", "variant", "kind"]).filter(|_| is_general);
        let kind = BoxKind::of(named.or_else(|| classes().filter(|_| is_general)).unwrap_or(&opening.name));
        let folds =
            kind == BoxKind::Known(KnownKind::Details) || opening.attributes.classes().any(|class| class == "dropdown");
        let fold = opening.fold.or_else(|| folds.then(|| opening.attributes.has("open")));
        let is_untitled = opening.title.as_ref().is_some_and(|(_, title)| title.is_empty());
        Some(Self::Box(BoxBlock { kind, is_untitled, fold }))
    }
}

/// A text whose containers are known.
#[derive(Debug)]
pub(super) struct ScannedText {
    scan: Scan,
    emitted: emit::Emitted,
}

/// Tests whether a text may contain a container. Plain texts pay no more than this.
fn may_contain(text: &str) -> bool {
    [":::", "!!!", "???", "=== \"", "===! \"", "===+ \""].into_iter().any(|sign| text.contains(sign))
}

/// Finds the containers of a text; `None` if it has none.
pub(super) fn scan(text: &str, dialect: Dialect) -> Option<ScannedText> {
    if !may_contain(text) {
        return None;
    }
    let scan = scan::scan(text, dialect);
    if scan.containers.is_empty() {
        return None;
    }
    let emitted = emit::emit(text, &scan);
    Some(ScannedText { scan, emitted })
}

impl ScannedText {
    /// Returns the text to parse.
    pub(super) fn text(&self) -> &str {
        &self.emitted.text
    }

    /// Makes the blocks of the tree of that text; returns what they are, and what is wrong with them.
    pub(super) fn make_blocks<'a>(
        self,
        arena: &'a Arena<'a>,
        root: &'a AstNode<'a>,
        text: &str,
        options: &Options<'static>,
    ) -> (Vec<Block>, Vec<Problem>) {
        self.emitted.restore_places(root);
        let lines = text.split('\n').collect();
        let pairing = pair::Pairing { arena, options, lines, scan: &self.scan, emitted: &self.emitted };
        (pairing.apply(root), self.scan.problems)
    }
}
