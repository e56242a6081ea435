//! Turns frames and recordings of other sites in raw HTML into cards.

use super::RawHtml;
use crate::html::{Tag, TagKind};
use crate::source::Span;

/// Elements that cannot contain a figure.
const RUNNING_TEXT: [&str; 12] = ["p", "span", "b", "strong", "em", "i", "h1", "h2", "h3", "h4", "summary", "font"];

impl RawHtml<'_, '_> {
    /// Writes the card of a frame; returns `false` for any other element, and for a frame without a target.
    pub(super) fn frame(&mut self, tag: &Tag, is_block: bool) -> bool {
        let is_frame = matches!(&*tag.name, "iframe" | "embed" | "object" | "script");
        let is_block = is_block && !self.is_in(&RUNNING_TEXT);
        // A link must not contain another.
        if !is_frame || self.is_trusted() || self.is_in(&["a"]) || !self.writer.frame(tag, is_block) {
            return false;
        }
        self.free_height();
        self.skip(tag);
        true
    }

    /// Writes the card of a recording on another site; returns `false` for any other element.
    pub(super) fn remote_recording(&mut self, tag: &Tag, place: Span, is_block: bool) -> bool {
        let is_recording = matches!(&*tag.name, "video" | "audio");
        let is_block = is_block && !self.is_in(&RUNNING_TEXT);
        if !is_recording || self.is_in(&["a"]) || !self.writer.remote_recording(tag, place, is_block) {
            return false;
        }
        self.skip(tag);
        true
    }

    fn is_in(&self, names: &[&str]) -> bool {
        self.scope.open.iter().any(|open| names.contains(&&*open.name))
    }

    /// Drops the content of an element.
    fn skip(&mut self, tag: &Tag) {
        if tag.kind == TagKind::Open {
            self.scope.removing = Some(tag.name.clone());
        }
    }

    /// Removes the styles of the elements around a card: authors give them the size of a film (`padding-bottom: 56.25%;
    /// height: 0`), which hides all other content.
    fn free_height(&mut self) {
        for open in &self.scope.open {
            let Some(element) = self.writer.out.tree_mut().element_mut(open.node) else { continue };
            let measures = element
                .get("style")
                .is_some_and(|style| ["height", "padding", "position"].iter().any(|name| style.contains(name)));
            if measures {
                element.remove("style");
            }
        }
    }
}
