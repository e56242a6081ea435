//! Turns a tag or expression whose value only another tool knows into a small label with its name.

use super::plain::Exit;
use super::writer::ArticleWriter;
use crate::html::Element;
use crate::lesson::markdown::is_page_title;

impl ArticleWriter<'_> {
    /// Writes a label; the title of the page in place of the expression for it.
    pub(super) fn placeholder(&mut self, name: &str) -> Exit {
        if let Some(title) = self.lesson.title.as_ref().filter(|_| is_page_title(name)) {
            self.out.text(title.text.clone());
            return Exit::Nothing;
        }
        let title = self.word("placeholder").to_owned();
        let label = Element::new("span").with("class", "placeholder").with("title", title);
        self.out.element_with_text(label, name.to_owned());
        Exit::Nothing
    }
}
