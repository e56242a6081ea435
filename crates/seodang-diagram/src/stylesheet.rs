//! Parses the style sheet inside a drawing, and selects the declarations that apply to an element.
//!
//! Supports the selectors that diagram sheets use: types, classes, ids, attributes, `:not()`, descendants and children. A
//! selector with any other part (`:hover`, `:root`, siblings) matches nothing, because drawings have no states.

use std::collections::BTreeMap;
use std::rc::Rc;

use roxmltree::Node;

use crate::css_value::is_valid;
use crate::xml::{classes, name};

/// A property of the cascade with its value, and whether it is marked as important.
#[derive(Clone, Debug)]
pub(crate) struct Declaration {
    pub(crate) property: Rc<str>,
    pub(crate) value: Rc<str>,
    pub(crate) important: bool,
}

/// The parsed sheet, its rules indexed by their subject: the last compound selector.
#[derive(Debug, Default)]
pub(crate) struct Stylesheet {
    rules: Vec<Rule>,
    by_class: BTreeMap<String, Vec<usize>>,
    by_type: BTreeMap<String, Vec<usize>>,
    for_all: Vec<usize>,
}

#[derive(Debug)]
struct Rule {
    selector: Vec<(Combinator, CompoundSelector)>,
    specificity: (u16, u16, u16),
    declarations: Rc<[Declaration]>,
}

/// The relation between the element of a compound selector and that of the next.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Combinator {
    Descendant,
    Child,
}

#[derive(Debug, Default)]
struct CompoundSelector {
    name: Option<String>,
    id: Option<String>,
    classes: Vec<String>,
    attributes: Vec<AttributeSelector>,
    negated: Vec<CompoundSelector>,
    unsupported: bool,
}

#[derive(Debug)]
struct AttributeSelector {
    name: String,
    value: AttributeMatch,
}

#[derive(Debug)]
enum AttributeMatch {
    Present,
    Equals(String),
    EndsWith(String),
    StartsWith(String),
    Contains(String),
}

impl Stylesheet {
    /// Parses a style sheet; skips rules that it cannot parse, as browsers do.
    pub(crate) fn parse(css: &str) -> Self {
        let mut sheet = Self::default();
        let mut rest = css;
        while let Some((prelude, after)) = rest.split_once('{') {
            let prelude = prelude.trim().trim_start_matches('}').trim();
            if prelude.starts_with('@') {
                rest = after_block(after);
                continue;
            }
            let (body, after) = after.split_once('}').unwrap_or((after, ""));
            let declarations: Rc<[Declaration]> = declarations(body).collect();
            for selector in split_outside_brackets(prelude, ',') {
                sheet.add(&selector, &declarations);
            }
            rest = after;
        }
        sheet
    }

    fn add(&mut self, selector: &str, declarations: &Rc<[Declaration]>) {
        let parts = complex_selector(selector);
        let Some((_, last)) = parts.last() else { return };
        if declarations.is_empty() || parts.iter().any(|(_, part)| part.unsupported) {
            return;
        }
        let at = self.rules.len();
        let index = match (last.classes.first(), &last.name) {
            (Some(class), _) => self.by_class.entry(class.clone()).or_default(),
            (None, Some(name)) => self.by_type.entry(name.clone()).or_default(),
            (None, None) => &mut self.for_all,
        };
        index.push(at);
        let specificity = parts.iter().fold((0, 0, 0), |sum, (_, part)| {
            let one = part.specificity();
            (sum.0 + one.0, sum.1 + one.1, sum.2 + one.2)
        });
        self.rules.push(Rule { selector: parts, specificity, declarations: Rc::clone(declarations) });
    }

    /// Returns the declarations that apply to an element, the strongest last (importance aside).
    pub(crate) fn declarations_for(&self, element: Node<'_, '_>) -> Vec<Rc<[Declaration]>> {
        let mut candidates: Vec<usize> =
            classes(element).filter_map(|class| self.by_class.get(class)).flatten().copied().collect();
        candidates.extend(self.by_type.get(name(element)).into_iter().flatten());
        candidates.extend(&self.for_all);
        candidates.retain(|at| matches(&self.rules[*at].selector, element));
        candidates.sort_unstable_by_key(|at| (self.rules[*at].specificity, *at));
        candidates.dedup();
        candidates.into_iter().map(|at| Rc::clone(&self.rules[at].declarations)).collect()
    }
}

impl CompoundSelector {
    fn specificity(&self) -> (u16, u16, u16) {
        let count = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        let inner = self.negated.iter().map(Self::specificity).max().unwrap_or_default();
        (
            u16::from(self.id.is_some()) + inner.0,
            count(self.classes.len() + self.attributes.len()) + inner.1,
            u16::from(self.name.is_some()) + inner.2,
        )
    }

    fn matches(&self, element: Node<'_, '_>) -> bool {
        self.name.as_ref().is_none_or(|wanted| wanted == name(element))
            && self.id.as_ref().is_none_or(|id| element.attribute("id") == Some(id))
            && self.classes.iter().all(|wanted| classes(element).any(|class| class == wanted))
            && self.attributes.iter().all(|attribute| attribute.matches(element))
            && !self.negated.iter().any(|part| part.matches(element))
    }
}

impl AttributeSelector {
    fn matches(&self, element: Node<'_, '_>) -> bool {
        element.attribute(&*self.name).is_some_and(|value| match &self.value {
            AttributeMatch::Present => true,
            AttributeMatch::Equals(wanted) => value == wanted,
            AttributeMatch::EndsWith(end) => value.ends_with(end.as_str()),
            AttributeMatch::StartsWith(start) => value.starts_with(start.as_str()),
            AttributeMatch::Contains(part) => value.contains(part.as_str()),
        })
    }
}

/// Parses the body of a rule or of a `style` attribute; leaves out declarations whose value is invalid, as browsers do.
pub(crate) fn declarations(body: &str) -> impl Iterator<Item = Declaration> {
    split_outside_brackets(body, ';').into_iter().filter_map(|declaration| {
        let (property, value) = declaration.split_once(':')?;
        let value = value.trim();
        let (value, important) = match value.strip_suffix("!important") {
            Some(value) => (value.trim_end(), true),
            None => (value, false),
        };
        let property = property.trim().to_ascii_lowercase();
        (!property.is_empty() && !value.is_empty() && is_valid(&property, value)).then(|| Declaration {
            property: property.into(),
            value: value.into(),
            important,
        })
    })
}

/// Tests whether an element and its ancestors match a complex selector.
fn matches(selector: &[(Combinator, CompoundSelector)], element: Node<'_, '_>) -> bool {
    let Some(((_, last), before)) = selector.split_last() else { return true };
    if !last.matches(element) {
        return false;
    }
    match before.last() {
        None => true,
        Some((Combinator::Child, _)) => element.parent_element().is_some_and(|parent| matches(before, parent)),
        Some((Combinator::Descendant, _)) => {
            element.ancestors().skip(1).filter(Node::is_element).any(|ancestor| matches(before, ancestor))
        }
    }
}

/// Parses a complex selector such as `a b > c`: its compound selectors, each with the combinator after it.
fn complex_selector(selector: &str) -> Vec<(Combinator, CompoundSelector)> {
    let spaced = selector.replace('>', " > ");
    let mut parts: Vec<(Combinator, CompoundSelector)> = Vec::new();
    for word in spaced.split_ascii_whitespace() {
        match word {
            ">" => {
                if let Some(last) = parts.last_mut() {
                    last.0 = Combinator::Child;
                }
            }
            _ => parts.push((Combinator::Descendant, compound(word))),
        }
    }
    parts
}

fn compound(text: &str) -> CompoundSelector {
    let mut part = CompoundSelector::default();
    let mut rest = text;
    if let Some(after) = rest.strip_prefix('*') {
        rest = after;
    }
    while !rest.is_empty() {
        let end = rest[1..].find(['.', '#', '[', ':']).map_or(rest.len(), |at| at + 1);
        let (simple, after) =
            rest.split_at(if rest.starts_with(['[', ':']) { end_of_brackets(rest, end) } else { end });
        match simple.split_at(1) {
            (".", class) => part.classes.push(class.to_owned()),
            ("#", id) => part.id = Some(id.to_owned()),
            ("[", _) => part.attributes.push(attribute_selector(simple)),
            (":", _) => match simple.strip_prefix(":not(").and_then(|inner| inner.strip_suffix(')')) {
                Some(inner) => part.negated.push(compound(inner)),
                None => part.unsupported = true,
            },
            ("+" | "~", _) => part.unsupported = true,
            _ => part.name = Some(simple.to_owned()),
        }
        rest = after;
    }
    part
}

/// Returns the end of a simple selector that starts with `[` or `:name(`; `otherwise` if it has no brackets.
fn end_of_brackets(text: &str, otherwise: usize) -> usize {
    let close = if text.starts_with('[') {
        text.find(']')
    } else {
        text.find('(').filter(|at| *at < otherwise).and_then(|_| text.rfind(')'))
    };
    close.map_or(otherwise, |at| at + 1)
}

fn attribute_selector(text: &str) -> AttributeSelector {
    let inner = text.trim_start_matches('[').trim_end_matches(']');
    let Some((name, value)) = inner.split_once('=') else {
        return AttributeSelector { name: inner.to_owned(), value: AttributeMatch::Present };
    };
    let value = value.trim_matches(['"', '\'']).to_owned();
    let matched = match name.chars().next_back() {
        Some('$') => AttributeMatch::EndsWith(value),
        Some('^') => AttributeMatch::StartsWith(value),
        Some('*' | '~') => AttributeMatch::Contains(value),
        _ => AttributeMatch::Equals(value),
    };
    AttributeSelector { name: name.trim_end_matches(['$', '^', '*', '~']).to_owned(), value: matched }
}

/// Returns the text after the block whose opening brace has just been read.
fn after_block(text: &str) -> &str {
    let mut depth = 1_usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[at + 1..];
        }
    }
    ""
}

fn split_outside_brackets(text: &str, separator: char) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut depth = 0_usize;
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if c == separator && depth == 0 {
            pieces.push(String::new());
        } else if let Some(last) = pieces.last_mut() {
            last.push(c);
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::Stylesheet;
    use crate::xml::{elements, parse};

    fn obeyed(css: &str, xml: &str) -> Vec<String> {
        let document = parse(xml).unwrap();
        let mut innermost = document.root_element();
        while let Some(child) = elements(innermost).next() {
            innermost = child;
        }
        let found = Stylesheet::parse(css).declarations_for(innermost);
        found
            .iter()
            .flat_map(|d| d.iter())
            .map(|d| format!("{}:{}{}", d.property, d.value, if d.important { "!" } else { "" }))
            .collect()
    }

    #[test]
    fn rules_come_in_order_of_specificity() {
        let css = "#X .node rect{fill:red}rect{fill:blue}.box{fill:lime !important}@keyframes k{from{a:b}to{c:d}}#X .other rect{fill:tan}";
        assert_eq!(
            obeyed(css, "<svg id='X'><g class='node'><rect class='box'/></g></svg>"),
            ["fill:blue", "fill:lime!", "fill:red"]
        );
    }

    #[test]
    fn children_attributes_and_negations_are_understood() {
        let svg = "<svg id='X'><g class='a' data-look='neo'><rect id='X-arrowhead'/></g></svg>";
        assert_eq!(obeyed("#X>.a>rect{x:1}", svg), ["x:1"]);
        assert_eq!(obeyed("#X>rect{x:1}", svg), [""; 0]);
        assert_eq!(obeyed("[data-look=\"neo\"] rect{x:1}[id$=\"-arrowhead\"]{x:2}", svg), ["x:2", "x:1"]);
        assert_eq!(obeyed("rect:not([stroke]){x:1}rect:not([id]){x:2}", svg), ["x:1"]);
        assert_eq!(obeyed("rect:hover{x:1}:root{x:2}a + rect{x:3}", svg), [""; 0]);
    }

    #[test]
    fn commas_inside_brackets_do_not_split() {
        assert_eq!(obeyed("a,rect{fill:rgba(1,2,3,0.5);y:1}", "<rect/>"), ["fill:rgba(1,2,3,0.5)", "y:1"]);
    }
}
