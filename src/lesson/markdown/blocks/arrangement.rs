//! Turns the names of cards, steps and files of other tools (`<Card>`, `<Step>`, `<FileTree.File>`) into their arrangements.
//!
//! Sources: Starlight, "Cards", "Steps", "File Tree"; Nextra, "Cards", "Steps", "`FileTree`"; Hextra, "Shortcodes"; Mintlify, "Card",
//! "Steps", "Tree"; Fumadocs, "Cards", "Steps", "Files"; sphinx-design, "Cards"; Material for `MkDocs`, "Grids".

use super::attributes::Attributes;
use super::known::address;
use super::marker::Form;
use super::tags::TagSyntax;

/// The arrangement of the items of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrangement {
    /// Cards beside each other.
    Cards,
    /// Steps in their order.
    Steps,
    /// A tree of files.
    Files,
}

/// The containers of items whose content may be sections or a list.
const CONTAINERS: [(&str, Arrangement); 7] = [
    ("steps", Arrangement::Steps),
    ("stepper", Arrangement::Steps),
    ("filetree", Arrangement::Files),
    ("file-tree", Arrangement::Files),
    ("filetree/container", Arrangement::Files),
    ("files", Arrangement::Files),
    ("tree", Arrangement::Files),
];

/// The items.
const ITEMS: [(&str, Arrangement); 18] = [
    ("card", Arrangement::Cards),
    ("cards.card", Arrangement::Cards),
    ("linkcard", Arrangement::Cards),
    ("link-card", Arrangement::Cards),
    ("grid-item-card", Arrangement::Cards),
    ("vpcard", Arrangement::Cards),
    ("vplinkcard", Arrangement::Cards),
    ("step", Arrangement::Steps),
    ("steps.step", Arrangement::Steps),
    ("file", Arrangement::Files),
    ("folder", Arrangement::Files),
    ("filetree.file", Arrangement::Files),
    ("filetree.folder", Arrangement::Files),
    ("filetree/file", Arrangement::Files),
    ("filetree/folder", Arrangement::Files),
    ("tree.file", Arrangement::Files),
    ("tree.folder", Arrangement::Files),
    ("tree-folder", Arrangement::Files),
];

/// The attributes that hold the address of an item.
const ADDRESSES: [&str; 5] = ["href", "link", "url", "to", "relref"];

fn find(table: &[(&str, Arrangement)], name: &str) -> Option<Arrangement> {
    table.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, layout)| *layout)
}

/// Returns the arrangement of a container or an item of this name, and whether it is an item. The `file` of `GitBook` is a download.
pub(super) fn named(form: Form, name: &str) -> Option<(Arrangement, bool)> {
    let is_general = matches!(name, "file" | "folder" | "files" | "tree");
    let is_tag = matches!(form, Form::Tag(TagSyntax::Component | TagSyntax::Shortcode));
    if is_general && !is_tag {
        return None;
    }
    let container = find(&CONTAINERS, name).map(|arrangement| (arrangement, false));
    container.or_else(|| find(&ITEMS, name).map(|arrangement| (arrangement, true)))
}

/// Tests whether a name is that of a container or an item.
pub(super) fn is_layout(name: &str) -> bool {
    find(&CONTAINERS, name).or_else(|| find(&ITEMS, name)).is_some()
}

/// Tests whether a name is that of a card.
pub(super) fn is_card(name: &str) -> bool {
    find(&ITEMS, name) == Some(Arrangement::Cards)
}

/// Tests for the grid of cards of Material for `MkDocs`: `<div class="grid cards" markdown>`.
pub(super) fn is_grid_of_cards(attributes: &Attributes) -> bool {
    let has = |wanted: &str| attributes.classes().any(|class| class == wanted);
    has("grid") && has("cards")
}

/// Returns the address of an item.
pub(super) fn address_of(attributes: &Attributes) -> Option<String> {
    let stated = attributes.get(&ADDRESSES)?;
    address(stated).or_else(|| {
        // The name of a page without its ending.
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        (!stated.is_empty() && stated.chars().all(is_name)).then(|| stated.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn containers_and_items_of_each_tool() {
        let tag = Form::Tag(TagSyntax::Component);
        assert_eq!(named(tag, "Card"), Some((Arrangement::Cards, true)));
        assert_eq!(named(tag, "FileTree"), Some((Arrangement::Files, false)));
        assert_eq!(named(Form::Colons(3), "steps"), Some((Arrangement::Steps, false)));
        assert_eq!(named(Form::Colons(3), "tree"), None);
        assert_eq!(named(Form::Tag(TagSyntax::Liquid), "file"), None);
        assert_eq!(named(tag, "Tabs"), None);
        assert!(is_grid_of_cards(&Attributes::parse("class=\"grid cards\" markdown")));
        assert!(!is_grid_of_cards(&Attributes::parse("class=\"grid\" markdown")));
    }

    #[test]
    fn addresses_of_items() {
        let of = |text: &str| address_of(&Attributes::parse(text));
        assert_eq!(of("href=\"/a\"").as_deref(), Some("/a"));
        assert_eq!(of("link=\"install\"").as_deref(), Some("install"));
        assert_eq!(of("href={url}"), Some("url".to_owned()));
        assert_eq!(of("title=x"), None);
    }
}
