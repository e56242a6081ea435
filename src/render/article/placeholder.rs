//! Turns a tag or expression whose value only another tool knows into a small label with its name.

use super::plain::Exit;
use super::writer::ArticleWriter;
use crate::html::Element;

impl ArticleWriter<'_> {
    /// Writes a label.
    pub(super) fn placeholder(&mut self, name: &str) -> Exit {
        let title = self.word("placeholder").to_owned();
        let label = Element::new("span").with("class", "placeholder").with("title", title);
        self.out.element_with_text(label, name.to_owned());
        Exit::Nothing
    }
}
