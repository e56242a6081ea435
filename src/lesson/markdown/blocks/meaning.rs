//! Turns the opening of a container into its block.

use super::arrangement::{self, Arrangement};
use super::attributes::Attributes;
use super::indented;
use super::kind::{BoxKind, KnownKind};
use super::marker::{Form, Opening};
use super::media;
use crate::lesson::media::RemoteMedia;
use crate::lesson::quiz::QuizPart;

/// The meaning of a block directive of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A box.
    Box(BoxBlock),
    /// Panels of which a reader chooses one: its children are tabs.
    Tabs {
        /// The labels that the set itself states: values of tabs, or nothing for those in their order, with their labels.
        labels: Vec<(String, String)>,
    },
    /// One of these panels; its label is its title.
    Tab {
        /// Whether it begins another set.
        starts_set: bool,
        /// Whether it is shown at first, instead of the first one.
        is_selected: bool,
        /// The name by which its set knows it.
        value: Option<String>,
    },
    /// A list of cards, steps or files, or sections that are steps.
    Layout(Arrangement),
    /// An item of such a list, until the list is made.
    Item(Arrangement),
    /// Media of another site: its first child is a paragraph that holds a link to it, the others are its caption.
    Media(MediaBlock),
    /// A part of a quiz.
    Quiz(QuizPart),
}

/// A card for media of another site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaBlock {
    /// The media that it shows.
    pub media: RemoteMedia,
    /// Its title, if its author gives one.
    pub title: Option<String>,
}

/// A box with a title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoxBlock {
    /// Its kind.
    pub kind: BoxKind,
    /// Whether its author wants no title.
    pub is_untitled: bool,
    /// Whether it can be folded, and is open at first.
    pub fold: Option<bool>,
}

/// Containers that only arrange their content: it is shown as if they were not there.
const LAYOUTS: [&str; 32] = [
    "accordiongroup",
    "accordions",
    "card-grid",
    "cardgrid",
    "cardgroup",
    "cardpane",
    "cards",
    "center",
    "col",
    "cols",
    "column",
    "columns",
    "container",
    "content-visible",
    "div",
    "flex",
    "frame",
    "glossary",
    "grid",
    "html",
    "layout",
    "markdown",
    "only",
    "panel",
    "raw",
    "row",
    "rows",
    "section",
    "slot",
    "stack",
    "v-pre",
    "wrapper",
];

/// The beginnings of classes of Quarto that only place their content ("Article Layout", "Grid System", "Figure Panels").
const LAYOUT_CLASSES: [&str; 7] = ["column-", "page-", "panel-", "g-col-", "g-start-", "screen-", "body-"];

/// Names of boxes whose attributes state their kind.
const GENERAL: [&str; 10] =
    ["admonition", "aside", "alert", "blockquote", "callout", "hint", "message", "notice", "note", "topic"];

/// Containers of tabs, and of blocks of code of which each is a tab.
const TABS: [&str; 8] =
    ["hfoptions", "tabs", "tab-set", "tabpane", "code-group", "codegroup", "code-tabs", "panel-tabset"];

/// Single tabs.
const TAB: [&str; 8] =
    ["hfoption", "tab", "tabitem", "tab-item", "group-tab", "code-block", "code-group-item", indented::TAB];

/// The attributes that are the title of a container.
const TITLES: [&str; 5] = ["title", "heading", "summary", "header", "caption"];

fn is_one_of(names: &[&str], name: &str) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Tests whether a division of Pandoc's has a class that only places its content.
fn is_layout_class(form: Form, name: &str) -> bool {
    matches!(form, Form::Colons(_)) && LAYOUT_CLASSES.iter().any(|class| name.starts_with(class))
}

/// Tests whether a tag of this name is a container that is read.
pub(super) fn is_container(name: &str) -> bool {
    KnownKind::of(name).is_some()
        || [&LAYOUTS[..], &TABS, &TAB].iter().any(|names| is_one_of(names, name))
        || arrangement::is_layout(name)
        || media::is_media(name)
}

/// Tests whether a name is that of a tab, of which `value` or `id` may be the title.
fn is_tab(name: &str) -> bool {
    is_one_of(&TAB, name)
}

/// Returns the title that the attributes of a tag state.
pub(super) fn title_of<'t>(name: &str, attributes: &'t Attributes) -> Option<&'t str> {
    if media::is_media(name) {
        return attributes.get(&media::TITLES).filter(|title| !title.is_empty());
    }
    if !is_container(name) {
        return attributes.get(&TITLES).filter(|title| !title.is_empty());
    }
    let named = attributes.get(&TITLES).or_else(|| attributes.get(&["label", "name"]));
    let named = named.or_else(|| if is_tab(name) { attributes.get(&["value", "id"]) } else { None });
    named.or_else(|| attributes.quoted()).filter(|title| !title.is_empty())
}

impl Block {
    /// Returns the block of a container; `None` for one of which only the content is shown.
    pub(super) fn of(form: Form, opening: &Opening) -> Option<Self> {
        let name = opening.name.trim_start_matches('.');
        if matches!(form, Form::Tag(_)) && !is_container(name) {
            return None;
        }
        if let Some((arrangement, is_item)) = arrangement::named(form, name) {
            return Some(if is_item { Self::Item(arrangement) } else { Self::Layout(arrangement) });
        } else if is_one_of(&TABS, name) {
            return Some(Self::Tabs { labels: labels(&opening.attributes) });
        } else if is_tab(name) {
            let value = opening.attributes.get(&["value"]).map(str::to_owned);
            let is_selected = ["default", "selected", "+"].iter().any(|flag| opening.attributes.has(flag));
            return Some(Self::Tab { starts_set: opening.attributes.has("!"), is_selected, value });
        } else if is_one_of(&LAYOUTS, name) || is_layout_class(form, name) {
            return None;
        }
        if opening.name.starts_with('.') {
            // A division of Pandoc's has any class; only those that begin so are boxes.
            let kind = name.strip_prefix("callout-").or_else(|| KnownKind::of(name).map(|_| name))?;
            return Some(Self::Box(BoxBlock { kind: BoxKind::of(kind), is_untitled: false, fold: opening.fold }));
        }
        let attributes = &opening.attributes;
        let kind = if is_one_of(&GENERAL, name) { kind_of(attributes, form) } else { None };
        let kind = kind.map_or_else(|| BoxKind::of(name), BoxKind::Known);
        Some(Self::Box(BoxBlock {
            fold: fold(opening, &kind),
            is_untitled: opening.title.as_ref().is_some_and(|(_, title)| title.is_empty()),
            kind,
        }))
    }
}

/// Returns the labels that a set of tabs states: `values={[{label: "A", value: "a"}]}` (Docusaurus), `items="A,B"` (Hextra).
fn labels(attributes: &Attributes) -> Vec<(String, String)> {
    if let Some(items) = attributes.get(&["items"]) {
        let words = items.trim_matches(['[', ']']).split(',').map(|word| word.trim().trim_matches(['"', '\'']));
        return words.filter(|word| !word.is_empty()).map(|word| (String::new(), word.to_owned())).collect();
    }
    let Some(values) = attributes.get(&["values"]) else { return Vec::new() };
    let text_after = |object: &str, key: &str| {
        let rest = object.split_once(key)?.1.trim_start().strip_prefix(':')?.trim_start();
        let sign = rest.chars().next().filter(|sign| matches!(sign, '"' | '\'' | '`'))?;
        Some(rest[1..].split_once(sign)?.0.to_owned())
    };
    let objects = values.split('}');
    objects.filter_map(|object| Some((text_after(object, "value")?, text_after(object, "label")?))).collect()
}

/// Returns the kind that the attributes of a box state.
fn kind_of(attributes: &Attributes, form: Form) -> Option<KnownKind> {
    let named = attributes.get(&["type", "variant", "kind", "style", "color", "theme", "intent", "severity", "status"]);
    let class = || attributes.classes().filter(|class| *class != "dropdown").find_map(KnownKind::of);
    let word = || attributes.words().find_map(KnownKind::of).filter(|_| matches!(form, Form::Tag(_)));
    named.and_then(KnownKind::of).or_else(class).or_else(word)
}

/// Returns whether a box can be folded, and is open at first.
fn fold(opening: &Opening, kind: &BoxKind) -> Option<bool> {
    let attributes = &opening.attributes;
    let folds = matches!(kind, BoxKind::Known(KnownKind::Details | KnownKind::Solution))
        || attributes.classes().any(|class| class == "dropdown")
        || ["collapsible", "collapse", "foldable", "closed"].iter().any(|name| attributes.has(name));
    // `open=false` is a box that can be opened; a bare `open` folds nothing.
    let folds = folds || (attributes.get(&["open"]).is_some() && !matches!(kind, BoxKind::Other(_)));
    let is_open = || ["open", "defaultOpen", "expanded"].iter().any(|name| attributes.has(name));
    opening.fold.or_else(|| folds.then(is_open))
}

#[cfg(test)]
mod tests {
    use super::super::tags::TagSyntax;
    use super::*;

    /// Returns kind and fold of the box that a tag is.
    fn boxed(name: &str, attributes: &str) -> Option<(BoxKind, Option<bool>)> {
        let opening =
            Opening { name: name.to_owned(), attributes: Attributes::parse(attributes), ..Opening::default() };
        match Block::of(Form::Tag(TagSyntax::Component), &opening)? {
            Block::Box(block) => Some((block.kind, block.fold)),
            _ => None,
        }
    }

    #[test]
    fn labels_that_a_set_states() {
        let of = |text: &str| labels(&Attributes::parse(text));
        let label = |value: &str, label: &str| (value.to_owned(), label.to_owned());
        assert_eq!(
            of("values={[{label: 'A b', value: 'a'}, {value: \"c\", label: \"C\"}]}"),
            [label("a", "A b"), label("c", "C")]
        );
        assert_eq!(of("items=\"JSON,YAML\""), [label("", "JSON"), label("", "YAML")]);
        assert_eq!(of("items={['npm', 'yarn']}"), [label("", "npm"), label("", "yarn")]);
    }

    #[test]
    fn what_a_box_is_about() {
        let check = |name: &str, attributes: &str, kind: KnownKind, fold: Option<bool>| {
            assert_eq!(boxed(name, attributes), Some((BoxKind::Known(kind), fold)), "{name} {attributes}");
        };
        check("Callout", "type=\"warning\"", KnownKind::Warning, None);
        check("Callout", "emoji=\"x\"", KnownKind::Note, None);
        check("hint", "danger", KnownKind::Danger, None);
        check("notice", "tip \"Title\"", KnownKind::Tip, None);
        check("admonition", "type=tip open=true", KnownKind::Tip, Some(true));
        check("admonition", "type=tip open", KnownKind::Tip, None);
        check("details", "open", KnownKind::Details, Some(true));
        check("admonition", ".dropdown .tip", KnownKind::Tip, Some(false));
        assert_eq!(boxed("Steps", ""), None);
        assert_eq!(boxed("Tabs", ""), None);
    }
}
