//! Turns the blocks of a page into the sentence that describes it.

use comrak::nodes::AstNode;

use crate::html::{self, TagKind};
use crate::lesson::markdown;
use crate::lesson::terms::concept::{self, Line};
use crate::lesson::{info, split_icon};

/// Candidates for the sentence that describes the page: the first of each kind.
#[derive(Default)]
pub(super) struct Summary {
    quote: Option<String>,
    paragraph: Option<String>,
    /// How many `<details>` are open: what is folded away (a hint, an answer) describes no page.
    folded: usize,
}

impl Summary {
    /// Follows what raw HTML opens and closes.
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
        let is_term =
            matches!(concept::read_line(first), Some(Line::Definition(_) | Line::Technical(_) | Line::Plain(_)));
        if slot.is_some() || self.folded > 0 || is_fact || is_term {
            return;
        }
        let text = markdown::text(node);
        let text = split_icon(text.trim()).1.trim();
        // A label, a row of badges, a bare address or another program's directive (`{{#include x}}`, `{% raw %}`) is no sentence.
        let is_words = text.contains(' ') && !text.starts_with(['{', '[']);
        if text.chars().count() >= 12 && is_words && !text.ends_with(':') {
            *slot = Some(text.to_owned());
        }
    }

    /// The sentence: a quote before a paragraph.
    pub(super) fn sentence(self) -> Option<String> {
        self.quote.or(self.paragraph)
    }
}
