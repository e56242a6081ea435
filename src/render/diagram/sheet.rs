//! Turns the style sheet inside a drawing into rules that can be asked which of them an element obeys.
//!
//! It understands what diagram sheets use: types, classes, ids, attributes, `:not()`, descendants and children. A selector
//! with anything else (`:hover`, `:root`, siblings) matches nothing, for what is drawn here neither moves nor is hovered.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::tree::Element;

/// A property of the cascade with its value, and whether it is marked as important.
#[derive(Clone, Debug)]
pub(super) struct Declaration {
    pub(super) property: Rc<str>,
    pub(super) value: Rc<str>,
    pub(super) important: bool,
}

/// The parsed sheet, its rules findable by what their last part asks for.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    rules: Vec<Rule>,
    by_class: BTreeMap<String, Vec<usize>>,
    by_type: BTreeMap<String, Vec<usize>>,
    for_all: Vec<usize>,
}

#[derive(Debug)]
struct Rule {
    parts: Vec<(Relation, Compound)>,
    specificity: (u16, u16, u16),
    declarations: Rc<[Declaration]>,
}

/// How a part of a selector stands to the part after it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Relation {
    Ancestor,
    Parent,
}

#[derive(Debug, Default)]
struct Compound {
    name: Option<String>,
    id: Option<String>,
    classes: Vec<String>,
    attributes: Vec<Condition>,
    forbidden: Vec<Compound>,
    never: bool,
}

#[derive(Debug)]
struct Condition {
    name: String,
    test: Test,
}

#[derive(Debug)]
enum Test {
    Present,
    Is(String),
    Ends(String),
    Starts(String),
    Holds(String),
}

impl Sheet {
    /// Reads a style sheet; what is not understood is passed over, as a browser does.
    pub(super) fn parse(css: &str) -> Self {
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
        let parts = selector_parts(selector);
        let Some((_, last)) = parts.last() else { return };
        if declarations.is_empty() || parts.iter().any(|(_, part)| part.never) {
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
        self.rules.push(Rule { parts, specificity, declarations: Rc::clone(declarations) });
    }

    /// The declarations that the last of `path` obeys, the strongest last (importance aside). `path` starts at the root.
    pub(super) fn declarations_for(&self, path: &[&Element]) -> Vec<Rc<[Declaration]>> {
        let Some(element) = path.last() else { return Vec::new() };
        let classes = element.attribute("class").unwrap_or_default().split_ascii_whitespace();
        let mut candidates: Vec<usize> =
            classes.filter_map(|class| self.by_class.get(class)).flatten().copied().collect();
        candidates.extend(self.by_type.get(&element.name).into_iter().flatten());
        candidates.extend(&self.for_all);
        candidates.retain(|at| matches_path(&self.rules[*at].parts, path));
        candidates.sort_unstable_by_key(|at| (self.rules[*at].specificity, *at));
        candidates.dedup();
        candidates.into_iter().map(|at| Rc::clone(&self.rules[at].declarations)).collect()
    }
}

impl Compound {
    fn specificity(&self) -> (u16, u16, u16) {
        let count = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        let inner = self.forbidden.iter().map(Self::specificity).max().unwrap_or_default();
        (
            u16::from(self.id.is_some()) + inner.0,
            count(self.classes.len() + self.attributes.len()) + inner.1,
            u16::from(self.name.is_some()) + inner.2,
        )
    }

    fn matches(&self, element: &Element) -> bool {
        let class = element.attribute("class").unwrap_or_default();
        self.name.as_ref().is_none_or(|name| *name == element.name)
            && self.id.as_ref().is_none_or(|id| element.attribute("id") == Some(id))
            && self.classes.iter().all(|wanted| class.split_ascii_whitespace().any(|c| c == wanted))
            && self.attributes.iter().all(|condition| condition.holds(element))
            && !self.forbidden.iter().any(|part| part.matches(element))
    }
}

impl Condition {
    fn holds(&self, element: &Element) -> bool {
        element.attribute(&self.name).is_some_and(|value| match &self.test {
            Test::Present => true,
            Test::Is(wanted) => value == wanted,
            Test::Ends(end) => value.ends_with(end.as_str()),
            Test::Starts(start) => value.starts_with(start.as_str()),
            Test::Holds(part) => value.contains(part.as_str()),
        })
    }
}

/// Reads the body of a rule or of a `style` attribute.
pub(super) fn declarations(body: &str) -> impl Iterator<Item = Declaration> {
    split_outside_brackets(body, ';').into_iter().filter_map(|declaration| {
        let (property, value) = declaration.split_once(':')?;
        let value = value.trim();
        let (value, important) = match value.strip_suffix("!important") {
            Some(value) => (value.trim_end(), true),
            None => (value, false),
        };
        let property = property.trim().to_ascii_lowercase();
        (!property.is_empty() && !value.is_empty()).then(|| Declaration {
            property: property.into(),
            value: value.into(),
            important,
        })
    })
}

fn matches_path(parts: &[(Relation, Compound)], path: &[&Element]) -> bool {
    let (Some((last, before)), Some((element, ancestors))) = (parts.split_last(), path.split_last()) else {
        return parts.is_empty();
    };
    if !last.1.matches(element) {
        return false;
    }
    match before.last() {
        None => true,
        Some((Relation::Parent, _)) => matches_path(before, ancestors),
        Some((Relation::Ancestor, _)) => (1..=ancestors.len()).rev().any(|end| matches_path(before, &ancestors[..end])),
    }
}

/// Cuts `a b > c` into its parts, each with the relation in which it stands to the next.
fn selector_parts(selector: &str) -> Vec<(Relation, Compound)> {
    let spaced = selector.replace('>', " > ");
    let mut parts: Vec<(Relation, Compound)> = Vec::new();
    for word in spaced.split_ascii_whitespace() {
        match word {
            ">" => {
                if let Some(last) = parts.last_mut() {
                    last.0 = Relation::Parent;
                }
            }
            _ => parts.push((Relation::Ancestor, compound(word))),
        }
    }
    parts
}

fn compound(text: &str) -> Compound {
    let mut part = Compound::default();
    let mut rest = text;
    if let Some(after) = rest.strip_prefix('*') {
        rest = after;
    }
    while !rest.is_empty() {
        let end = rest[1..].find(['.', '#', '[', ':']).map_or(rest.len(), |at| at + 1);
        let (piece, after) = rest.split_at(if rest.starts_with(['[', ':']) { end_of_brackets(rest, end) } else { end });
        match piece.split_at(1) {
            (".", class) => part.classes.push(class.to_owned()),
            ("#", id) => part.id = Some(id.to_owned()),
            ("[", _) => part.attributes.push(condition(piece)),
            (":", _) => match piece.strip_prefix(":not(").and_then(|inner| inner.strip_suffix(')')) {
                Some(inner) => part.forbidden.push(compound(inner)),
                None => part.never = true,
            },
            ("+" | "~", _) => part.never = true,
            _ => part.name = Some(piece.to_owned()),
        }
        rest = after;
    }
    part
}

/// Where a piece that starts with `[` or `:name(` ends; `otherwise` if it has no brackets.
fn end_of_brackets(text: &str, otherwise: usize) -> usize {
    let close = if text.starts_with('[') {
        text.find(']')
    } else {
        text.find('(').filter(|at| *at < otherwise).and_then(|_| text.rfind(')'))
    };
    close.map_or(otherwise, |at| at + 1)
}

fn condition(piece: &str) -> Condition {
    let inner = piece.trim_start_matches('[').trim_end_matches(']');
    let Some((name, value)) = inner.split_once('=') else {
        return Condition { name: inner.to_owned(), test: Test::Present };
    };
    let value = value.trim_matches(['"', '\'']).to_owned();
    let test = match name.chars().next_back() {
        Some('$') => Test::Ends(value),
        Some('^') => Test::Starts(value),
        Some('*' | '~') => Test::Holds(value),
        _ => Test::Is(value),
    };
    Condition { name: name.trim_end_matches(['$', '^', '*', '~']).to_owned(), test }
}

/// What follows the block whose opening brace has just been read.
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
    use super::Sheet;
    use crate::render::diagram::tree::{Element, parse};

    fn obeyed(css: &str, xml: &str) -> Vec<String> {
        let root = parse(xml).unwrap();
        let mut path: Vec<&Element> = vec![&root];
        while let Some(child) = path.last().and_then(|element| element.elements().next()) {
            path.push(child);
        }
        let found = Sheet::parse(css).declarations_for(&path);
        found
            .iter()
            .flat_map(|d| d.iter())
            .map(|d| format!("{}:{}{}", d.property, d.value, if d.important { "!" } else { "" }))
            .collect()
    }

    #[test]
    fn rules_come_in_order_of_specificity() {
        let css = "#X .node rect{fill:a}rect{fill:b}.box{fill:c !important}@keyframes k{from{a:b}to{c:d}}#X .other rect{fill:d}";
        assert_eq!(
            obeyed(css, "<svg id='X'><g class='node'><rect class='box'/></g></svg>"),
            ["fill:b", "fill:c!", "fill:a"]
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
