//! Parses the engine's SVG into a tree, with accessors for its elements.

use roxmltree::{Document, Node, ParsingOptions};

/// Maximum depth of elements; deeper ones are refused, because every later step walks the tree recursively. The deepest
/// drawing of a real course has 14 levels; subgraphs nested 20 deep make about 90.
const DEEPEST: usize = 200;

/// HTML labels may contain this reference, which XML does not define.
const DOCTYPE: &str = "<!DOCTYPE svg [<!ENTITY nbsp \"&#160;\">]>";

const XLINK: &str = "http://www.w3.org/1999/xlink";

/// Returns the text as a document of its own, for [`parse`].
pub(crate) fn with_entities(svg: &str) -> String {
    format!("{DOCTYPE}{svg}")
}

/// Parses a document.
///
/// # Errors
/// Returns the reason if the text is not well-formed or is nested too deeply.
pub(crate) fn parse(xml: &str) -> Result<Document<'_>, String> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document = Document::parse_with_options(xml, options).map_err(|error| error.to_string())?;
    // Nodes are in document order: the depth of a parent is known before that of its children.
    let mut depths: Vec<usize> = vec![0; document.descendants().count()];
    for node in document.descendants() {
        let depth = node.parent().map_or(0, |parent| depths[parent.id().get_usize()] + 1);
        if node.is_element() && depth > DEEPEST {
            return Err(format!("nested deeper than {DEEPEST} levels"));
        }
        depths[node.id().get_usize()] = depth;
    }
    Ok(document)
}

/// Returns the name of an element, empty for other nodes.
pub(crate) fn name<'t>(node: Node<'t, '_>) -> &'t str {
    node.tag_name().name()
}

/// Returns an attribute as a length in CSS px; `px` may be written.
pub(crate) fn number(node: Node<'_, '_>, name: &str) -> Option<f32> {
    let value = node.attribute(name)?.trim();
    value.strip_suffix("px").unwrap_or(value).parse().ok().filter(|v: &f32| v.is_finite())
}

/// Returns the address that an element refers to, in either of the attributes that SVG has for it.
pub(crate) fn href<'t>(node: Node<'t, '_>) -> Option<&'t str> {
    node.attribute((XLINK, "href")).or_else(|| node.attribute("href"))
}

/// Returns the class names of an element.
pub(crate) fn classes<'t>(node: Node<'t, '_>) -> impl Iterator<Item = &'t str> {
    node.attribute("class").unwrap_or_default().split_ascii_whitespace()
}

/// Returns the elements in an element.
pub(crate) fn elements<'t, 'i>(node: Node<'t, 'i>) -> impl Iterator<Item = Node<'t, 'i>> {
    node.children().filter(Node::is_element)
}

/// Returns all text within, unchanged.
pub(crate) fn text(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect()
}

/// Tests whether a node is an element with this name, or is inside one.
pub(crate) fn is_within(node: Node<'_, '_>, outer: &str) -> bool {
    node.ancestors().any(|around| name(around) == outer)
}

#[cfg(test)]
mod tests {
    use super::{elements, number, parse, text, with_entities};

    #[test]
    fn text_keeps_its_references_and_attributes_their_values() {
        let xml = with_entities(
            "<svg a='1 &lt; 2'><text x=\"3px\">A &amp; B&#8203;<tspan>C&nbsp;</tspan><![CDATA[<]]></text></svg>",
        );
        let document = parse(&xml).unwrap();
        let root = document.root_element();
        assert_eq!(root.attribute("a"), Some("1 < 2"));
        assert_eq!(text(root), "A & B\u{200B}C\u{A0}<");
        assert_eq!(elements(root).next().and_then(|text| number(text, "x")), Some(3.0));
    }

    #[test]
    fn what_is_broken_or_too_deep_is_refused() {
        assert!(parse("<svg><g></svg>").is_err());
        assert!(parse("").is_err());
        let deep = format!("<svg>{}{}</svg>", "<g>".repeat(300), "</g>".repeat(300));
        assert!(parse(&deep).unwrap_err().contains("deeper"));
    }
}
