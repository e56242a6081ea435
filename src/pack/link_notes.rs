//! Turns the links of a page to other sites into numbered notes at its end, as paper shows them.

use crate::html::{Element, Node, NodeId, Tree};
use crate::pack::page;

/// Adds a number behind each link to another site, and the list of addresses to the end. Links to one address share a number; a
/// link whose text is its address needs none.
pub(super) fn add(tree: &mut Tree<'_>, main: NodeId) {
    let mut addresses: Vec<String> = Vec::new();
    for id in page::elements(tree, main) {
        let Some(address) = tree.element(id).and_then(address_of) else { continue };
        let text = tree.text(id);
        if text.trim().is_empty() || bare(text.trim()) == bare(&address) {
            continue;
        }
        let number = addresses.iter().position(|known| *known == address).unwrap_or_else(|| {
            addresses.push(address);
            addresses.len() - 1
        });
        let mark = tree.create(Node::Element(Element::new("sup").with("class", "link-note")));
        tree.append(mark, Node::Text((number + 1).to_string().into()));
        tree.insert_after(id, mark);
    }
    if addresses.is_empty() {
        return;
    }
    let list = tree.append(main, Node::Element(Element::new("ol").with("class", "link-notes")));
    for address in addresses {
        let item = tree.append(list, Node::Element(Element::new("li")));
        tree.append(item, Node::Text(address.into()));
    }
}

/// Returns an address without its scheme and its last slash, as authors write addresses.
fn bare(address: &str) -> &str {
    address.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/')
}

/// Returns the address of a link to another site. Cards of media and of images show theirs.
fn address_of(element: &Element<'_>) -> Option<String> {
    let href = element.get("href").filter(|_| element.name == "a")?;
    let shows_it = ["remote-image", "media-link"].into_iter().any(|class| element.has_class(class));
    (!shows_it && (href.starts_with("https://") || href.starts_with("http://"))).then(|| href.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse;

    #[test]
    fn links_have_notes_at_the_end() {
        let page = "<main><p><a href=\"https://a.example/\">a</a>, <a href=\"#b\">B</a>, <a href=\"https://c.example/x\">https://c.example/x</a>, \
                    <a href=\"https://a.example/\">again</a></p></main>";
        let mut tree = parse(page);
        let main = page::main(&tree).unwrap();
        add(&mut tree, main);
        let html = tree.inner_html(main);
        assert_eq!(html.matches("<sup class=\"link-note\">1</sup>").count(), 2, "{html}");
        assert!(html.ends_with("<ol class=\"link-notes\"><li>https://a.example/</li></ol>"), "{html}");
    }
}
