//! Turns the blocks of a page into the sentence that describes it.

use comrak::nodes::AstNode;

use crate::html::{self, TagKind};
use crate::lesson::markdown;
use crate::lesson::terms::concept::{self, LabelledLine};
use crate::lesson::{info, is_emoji, split_icon};

/// Candidates for the description of a page: the first of each kind.
#[derive(Default)]
pub(super) struct Summary {
    quote: Option<String>,
    paragraph: Option<String>,
    /// The number of open `<details>`: folded content (a hint, an answer) does not describe the page.
    folded: usize,
}

impl Summary {
    /// Tracks the elements that raw HTML opens and closes.
    pub(super) fn html(&mut self, html: &str) {
        for tag in html::tags(html).iter().filter(|tag| tag.name == "details") {
            match tag.kind {
                TagKind::Open => self.folded += 1,
                TagKind::Close => self.folded = self.folded.saturating_sub(1),
                TagKind::Void => {}
            }
        }
    }

    /// Keeps the first quote and the first paragraph that are sentences about the page. `text` is the block's source.
    pub(super) fn offer<'a>(&mut self, node: &'a AstNode<'a>, text: &str, quote: bool) {
        let slot = if quote { &mut self.quote } else { &mut self.paragraph };
        let first = text.lines().next().unwrap_or_default();
        let is_fact = info::read_line(first, 0).is_some();
        let is_term = matches!(
            concept::read_line(first),
            Some(LabelledLine::Definition(_) | LabelledLine::Technical(_) | LabelledLine::Plain(_))
        );
        if slot.is_some() || self.folded > 0 || is_fact || is_term {
            return;
        }
        let text = markdown::text(node);
        let bare = split_icon(text.trim()).1.trim();
        // A row of phrases with an emoji each keeps all of them: without the first, the row looks broken.
        let text = if bare.contains(is_emoji) { text.trim() } else { bare };
        // A label, a row of badges, a bare address or a directive of another program (`{{#include x}}`, `{% raw %}`) is skipped.
        let is_words = bare.contains(' ') && !bare.starts_with(['{', '[']);
        if bare.chars().count() >= 12 && is_words && !text.ends_with(':') {
            *slot = Some(text.to_owned());
        }
    }

    /// Returns the sentence: a quote before a paragraph.
    pub(super) fn sentence(self) -> Option<String> {
        self.quote.or(self.paragraph)
    }
}
