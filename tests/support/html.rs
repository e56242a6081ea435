//! Turns a page into elements and texts for assertions.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

/// Elements that have no end tag.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "param"];

/// A page, or a piece of one.
pub(crate) struct Html {
    /// The source.
    pub(crate) html: String,
}

/// An element of a page.
#[derive(Debug, Clone)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    /// The HTML of its content.
    pub(crate) inner: String,
}

/// A link of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Anchor {
    pub(crate) href: String,
    pub(crate) text: String,
}

impl Element {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn has_class(&self, class: &str) -> bool {
        self.attribute("class").is_some_and(|classes| classes.split_whitespace().any(|found| found == class))
    }

    /// Returns its text, with white space collapsed.
    pub(crate) fn text(&self) -> String {
        Html::new(self.inner.clone()).text()
    }
}

impl Html {
    pub(crate) fn new(html: String) -> Self {
        Self { html }
    }

    /// Returns the elements with a name, or all for `*`, in the order of their start tags.
    pub(crate) fn elements(&self, name: &str) -> Vec<Element> {
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        let mut found: Vec<Element> = Vec::new();
        let mut open: Vec<(String, usize, Option<usize>)> = Vec::new();
        for token in Tokenizer::new_with_emitter(self.html.as_str(), emitter) {
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) => {
                    let tag_name = String::from_utf8_lossy(&tag.name).into_owned();
                    let wanted = name == "*" || name == tag_name;
                    let attributes = tag.attributes.iter();
                    let attributes = attributes
                        .map(|(key, value)| {
                            (
                                String::from_utf8_lossy(key).into_owned(),
                                String::from_utf8_lossy(&value.value).into_owned(),
                            )
                        })
                        .collect();
                    if wanted {
                        found.push(Element { name: tag_name.clone(), attributes, inner: String::new() });
                    }
                    if !tag.self_closing && !VOID.contains(&tag_name.as_str()) {
                        open.push((tag_name, tag.span.end, wanted.then(|| found.len() - 1)));
                    }
                }
                Token::EndTag(tag) => {
                    let tag_name = String::from_utf8_lossy(&tag.name);
                    let Some(at) = open.iter().rposition(|(open, _, _)| *open == tag_name) else { continue };
                    for (_, start, index) in open.split_off(at) {
                        if let Some(index) = index {
                            self.html[start..tag.span.start].clone_into(&mut found[index].inner);
                        }
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// Returns the first element with a word in an attribute (`class`, `prose`).
    pub(crate) fn find(&self, attribute: &str, word: &str) -> Option<Element> {
        let bears = |element: &Element| {
            element
                .attribute(attribute)
                .is_some_and(|value| value == word || value.split_whitespace().any(|w| w == word))
        };
        self.elements("*").into_iter().find(bears)
    }

    /// Returns the content of such an element.
    pub(crate) fn inside(&self, attribute: &str, word: &str) -> Html {
        let element = self.find(attribute, word);
        Html::new(element.unwrap_or_else(|| panic!("no element with {attribute}={word} in\n{}", self.html)).inner)
    }

    /// Returns the links, in order.
    pub(crate) fn links(&self) -> Vec<Anchor> {
        let anchors = self.elements("a").into_iter().filter(|a| !a.has_class("anchor"));
        anchors.filter_map(|a| Some(Anchor { href: a.attribute("href")?.to_owned(), text: a.text() })).collect()
    }

    /// Returns the reference of the first link with a text.
    pub(crate) fn link(&self, text: &str) -> Option<String> {
        self.links().into_iter().find(|link| link.text == text).map(|link| link.href)
    }

    /// Returns the texts of the elements with a name.
    pub(crate) fn texts(&self, name: &str) -> Vec<String> {
        self.elements(name).iter().map(Element::text).collect()
    }

    /// Returns all ids, in order.
    pub(crate) fn ids(&self) -> Vec<String> {
        self.elements("*").iter().filter_map(|element| element.attribute("id").map(ToOwned::to_owned)).collect()
    }

    /// Returns the text that a reader sees, with white space collapsed, without the signs that link headings.
    pub(crate) fn text(&self) -> String {
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        let mut text = String::new();
        let mut anchor = false;
        for token in Tokenizer::new_with_emitter(self.html.as_str(), emitter) {
            let Ok(token) = token;
            match token {
                Token::String(piece) if !anchor => text.push_str(&String::from_utf8_lossy(&piece)),
                Token::StartTag(tag) => {
                    let class = tag.attributes.get(b"class".as_slice()).map(|value| value.value.to_vec());
                    anchor = tag.name.0 == b"a" && class.is_some_and(|class| class == b"anchor");
                    if is_block(&tag.name.0) {
                        text.push(' ');
                    }
                }
                Token::EndTag(tag) => {
                    anchor = false;
                    if is_block(&tag.name.0) {
                        text.push(' ');
                    }
                }
                _ => {}
            }
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Tests whether an element ends the word before it.
fn is_block(name: &[u8]) -> bool {
    ![b"a".as_slice(), b"b", b"code", b"em", b"i", b"mark", b"s", b"span", b"strong", b"del", b"sup", b"sub"]
        .contains(&name)
}

/// Returns the first end tag that does not close the innermost open element, or else an element that is never closed.
pub(crate) fn misnested(html: &str) -> Option<String> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut open: Vec<String> = Vec::new();
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if !tag.self_closing && !VOID.contains(&name.as_str()) {
                    open.push(name);
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let innermost = open.pop();
                if innermost.as_ref() != Some(&name) {
                    return Some(format!("</{name}> closes {innermost:?} at byte {}", tag.span.start));
                }
            }
            _ => {}
        }
    }
    open.pop().map(|name| format!("<{name}> is never closed"))
}
