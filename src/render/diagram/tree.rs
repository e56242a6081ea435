//! Turns the text of an SVG document into a tree of elements.

use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};

/// Elements nested deeper than this are refused: every later step walks the tree recursively. The deepest drawing of a
/// real course has 14 levels; subgraphs nested 20 deep make about 90.
const DEEPEST: usize = 200;

/// An element with its attributes in the order of the document.
#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) children: Vec<Node>,
}

/// What stands inside an element.
#[derive(Clone, Debug)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// An attribute as a length in CSS px; `px` may be written.
    pub(super) fn number(&self, name: &str) -> Option<f32> {
        let value = self.attribute(name)?.trim();
        value.strip_suffix("px").unwrap_or(value).parse().ok().filter(|v: &f32| v.is_finite())
    }

    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// All text within, as it stands.
    pub(super) fn text(&self) -> String {
        let mut all = String::new();
        self.collect_text(&mut all);
        all
    }

    fn collect_text(&self, all: &mut String) {
        for child in &self.children {
            match child {
                Node::Element(element) => element.collect_text(all),
                Node::Text(text) => all.push_str(text),
            }
        }
    }
}

/// Reads the document's root element.
///
/// # Errors
/// Says what is wrong where the text is not well-formed or nested too deeply.
pub(super) fn parse(xml: &str) -> Result<Element, String> {
    let mut reader = Reader::from_str(xml);
    let mut open: Vec<Element> = vec![Element::default()];
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        match event {
            Event::Start(start) => {
                if open.len() > DEEPEST {
                    return Err(format!("nested deeper than {DEEPEST} levels"));
                }
                open.push(element_of(&start)?);
            }
            Event::Empty(start) => append(&mut open, Node::Element(element_of(&start)?)),
            Event::End(_) => {
                let Some(done) = open.pop().filter(|_| !open.is_empty()) else {
                    return Err("an element ends that never began".to_owned());
                };
                append(&mut open, Node::Element(done));
            }
            Event::Text(text) => push_text(&mut open, &text.xml10_content()),
            Event::CData(text) => push_text(&mut open, &text.xml10_content()),
            Event::GeneralRef(reference) => {
                let resolved = match reference.resolve_char_ref().map_err(|error| error.to_string())? {
                    Some(c) => c.to_string(),
                    None => named(&reference).to_owned(),
                };
                push_text(&mut open, &resolved);
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    let mut roots = open.into_iter().next().map(|top| top.children).unwrap_or_default();
    let at = roots.iter().position(|node| matches!(node, Node::Element(_)));
    match at.map(|at| roots.swap_remove(at)) {
        Some(Node::Element(root)) => Ok(root),
        _ => Err("no element".to_owned()),
    }
}

fn named(entity: &str) -> &str {
    resolve_predefined_entity(entity).unwrap_or(if entity == "nbsp" { "\u{A0}" } else { "" })
}

fn append(open: &mut [Element], node: Node) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(node);
    }
}

/// Text and resolved references that follow one another become one node.
fn push_text(open: &mut [Element], text: &str) {
    if let Some(parent) = open.last_mut() {
        if let Some(Node::Text(before)) = parent.children.last_mut() {
            before.push_str(text);
        } else {
            parent.children.push(Node::Text(text.to_owned()));
        }
    }
}

fn element_of(start: &BytesStart<'_>) -> Result<Element, String> {
    let name = start.local_name().as_ref().to_owned();
    let mut attributes = Vec::new();
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let value = unescape(&attribute.value).map_err(|error| error.to_string())?;
        attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
    }
    Ok(Element { name, attributes, children: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn text_keeps_its_references_and_attributes_their_values() {
        let root = parse("<svg a='1 &lt; 2'><text x=\"3px\">A &amp; B&#8203;<tspan>C</tspan></text></svg>").unwrap();
        assert_eq!(root.attribute("a"), Some("1 < 2"));
        assert_eq!(root.text(), "A & B\u{200B}C");
        assert_eq!(root.elements().next().and_then(|text| text.number("x")), Some(3.0));
    }

    #[test]
    fn what_is_broken_or_too_deep_is_refused() {
        assert!(parse("<svg><g></svg>").is_err());
        assert!(parse("").is_err());
        let deep = format!("<svg>{}{}</svg>", "<g>".repeat(300), "</g>".repeat(300));
        assert!(parse(&deep).unwrap_err().contains("deeper"));
    }
}
