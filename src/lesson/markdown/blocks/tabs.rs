//! Turns tabs into sets: neighbours without a container of their own, blocks of code and sections in one become tabs of it.
//!
//! Sources: `PyMdown` Extensions, "Tabbed"; `VitePress`, "Code Groups"; Docusaurus, "Tabs"; Quarto, "Tabsets"; Hextra, "Tabs".

use comrak::Arena;
use comrak::nodes::{Ast, AstNode, NodeBlockDirective, NodeValue, Sourcepos};

use super::attributes::Attributes;
use super::meaning::Block;

/// Makes sets of the tabs of a tree.
pub(super) fn group<'a>(arena: &'a Arena<'a>, root: &'a AstNode<'a>, blocks: &mut Vec<Block>) {
    let mut grouping = Grouping { arena, blocks };
    let directives: Vec<&'a AstNode<'a>> =
        root.descendants().filter(|node| matches!(node.data().value, NodeValue::BlockDirective(_))).collect();
    for node in &directives {
        if let Some(Block::Tabs { labels }) = grouping.block(node).cloned() {
            grouping.fill(node, &labels);
        }
    }
    for node in directives {
        let in_set = node.parent().is_some_and(|parent| grouping.is_set(parent));
        if grouping.is_tab(node) && !in_set {
            grouping.gather(node);
        }
    }
}

struct Grouping<'a, 'b> {
    arena: &'a Arena<'a>,
    blocks: &'b mut Vec<Block>,
}

impl<'a> Grouping<'a, '_> {
    fn block(&self, node: &'a AstNode<'a>) -> Option<&Block> {
        match &node.data().value {
            NodeValue::BlockDirective(directive) => self.blocks.get(directive.info.parse::<usize>().ok()?),
            _ => None,
        }
    }

    fn is_tab(&self, node: &'a AstNode<'a>) -> bool {
        matches!(self.block(node), Some(Block::Tab { .. }))
    }

    fn is_set(&self, node: &'a AstNode<'a>) -> bool {
        matches!(self.block(node), Some(Block::Tabs { .. }))
    }

    fn node(&self, value: NodeValue, place: Sourcepos) -> &'a AstNode<'a> {
        self.arena.alloc(AstNode::new(Ast::new_with_sourcepos(value, place).into()))
    }

    fn directive(&mut self, block: Block, place: Sourcepos) -> &'a AstNode<'a> {
        let info = self.blocks.len().to_string();
        self.blocks.push(block);
        let directive = NodeBlockDirective { fence_length: 3, fence_offset: 0, info };
        self.node(NodeValue::BlockDirective(Box::new(directive)), place)
    }

    fn tab(&mut self, label: &str, place: Sourcepos) -> &'a AstNode<'a> {
        let tab = self.directive(Block::Tab { starts_set: false, is_selected: false, value: None }, place);
        self.add_label(tab, label, place);
        tab
    }

    fn add_label(&self, tab: &'a AstNode<'a>, label: &str, place: Sourcepos) {
        let title = self.node(NodeValue::CalloutTitle, place);
        title.append(self.node(NodeValue::Text(label.to_owned().into()), place));
        tab.prepend(title);
    }

    /// Makes a set of a tab and the tabs that follow it.
    fn gather(&mut self, first: &'a AstNode<'a>) {
        let place = first.data().sourcepos;
        let set = self.directive(Block::Tabs { labels: Vec::new() }, place);
        first.insert_before(set);
        set.append(first);
        while let Some(next) = set.next_sibling() {
            match self.block(next) {
                Some(Block::Tab { starts_set: false, .. }) => set.append(next),
                _ => break,
            }
        }
        self.name_tabs(set, &[]);
        end_with(set);
    }

    /// Makes tabs of the content of a set; a set without any is replaced by its content.
    fn fill(&mut self, set: &'a AstNode<'a>, labels: &[(String, String)]) {
        if !set.children().any(|child| self.is_tab(child)) {
            self.fill_with_code(set);
            self.fill_with_sections(set);
        }
        if !set.children().any(|child| self.is_tab(child)) {
            while let Some(child) = set.first_child() {
                set.insert_before(child);
            }
            set.detach();
            return;
        }
        // Other content is moved above the set.
        for child in set.children().collect::<Vec<_>>() {
            if !self.is_tab(child) {
                set.insert_before(child);
            }
        }
        self.name_tabs(set, labels);
    }

    /// Makes each block of code a tab.
    fn fill_with_code(&mut self, set: &'a AstNode<'a>) {
        for child in set.children().collect::<Vec<_>>() {
            let (label, place) = {
                let mut data = child.data_mut();
                let place = data.sourcepos;
                let NodeValue::CodeBlock(code) = &mut data.value else { continue };
                (take_label(&mut code.info), place)
            };
            let tab = self.tab(&label, place);
            child.insert_before(tab);
            tab.append(child);
        }
    }

    /// Makes each section below a heading of the highest level a tab.
    fn fill_with_sections(&mut self, set: &'a AstNode<'a>) {
        let level = |node: &'a AstNode<'a>| match &node.data().value {
            NodeValue::Heading(heading) => Some(heading.level),
            _ => None,
        };
        let Some(highest) = set.children().filter_map(level).min() else { return };
        let mut open: Option<&'a AstNode<'a>> = None;
        for child in set.children().collect::<Vec<_>>() {
            if level(child) == Some(highest) {
                let place = child.data().sourcepos;
                let tab = self.directive(Block::Tab { starts_set: false, is_selected: false, value: None }, place);
                child.insert_before(tab);
                child.data_mut().value = NodeValue::CalloutTitle;
                tab.append(child);
                open = Some(tab);
            } else if let Some(tab) = open {
                tab.append(child);
                end_with(tab);
            }
        }
    }

    /// Gives each tab without a label the one that its set states, or its number.
    fn name_tabs(&self, set: &'a AstNode<'a>, labels: &[(String, String)]) {
        for (index, tab) in set.children().enumerate() {
            let is_title = |node: &'a AstNode<'a>| matches!(node.data().value, NodeValue::CalloutTitle);
            let Some(Block::Tab { value, .. }) = self.block(tab) else { continue };
            let stated = labels.iter().find(|(known, _)| !known.is_empty() && value.as_ref() == Some(known));
            let stated = stated.or_else(|| labels.get(index).filter(|(known, _)| known.is_empty()));
            let place = tab.data().sourcepos;
            let has_title = tab.first_child().is_some_and(is_title);
            if let Some((_, label)) = stated {
                if has_title && let Some(title) = tab.first_child() {
                    title.detach();
                }
                self.add_label(tab, label, place);
            } else if !has_title {
                let label = value.clone().unwrap_or_else(|| (index + 1).to_string());
                self.add_label(tab, &label, place);
            }
        }
    }
}

/// Extends the place of a node to the end of its last child.
fn end_with<'a>(node: &'a AstNode<'a>) {
    if let Some(last) = node.last_child() {
        let end = last.data().sourcepos.end;
        node.data_mut().sourcepos.end = end;
    }
}

/// Takes the label of a tab off the words behind a fence: ```` ```js [config.js] ````, `title="x"`, ```` ```bash npm ````.
fn take_label(info: &mut String) -> String {
    let language = info.split_whitespace().next().unwrap_or_default().to_owned();
    if let Some((before, rest)) = info.split_once('[')
        && let Some((label, after)) = rest.split_once(']')
    {
        let label = label.trim().to_owned();
        format!("{} {}", before.trim_end(), after.trim_start()).trim().clone_into(info);
        return label;
    }
    let rest = info.trim_start()[language.len()..].trim().to_owned();
    let attributes = Attributes::parse(&rest);
    let quoted = || attributes.quoted().filter(|_| !rest.starts_with('{'));
    let named = attributes.get(&["title", "label", "name", "filename"]).or_else(quoted);
    match named {
        Some(title) => title.to_owned(),
        None if !rest.is_empty() && !rest.contains(['=', '{']) => {
            *info = language;
            rest
        }
        None if language.is_empty() => "text".to_owned(),
        None => language,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_code() {
        let check = |info: &str, label: &str, rest: &str| {
            let mut words = info.to_owned();
            assert_eq!((take_label(&mut words).as_str(), words.as_str()), (label, rest), "{info}");
        };
        check("js{1,3} [config.js] ts", "config.js", "js{1,3} ts");
        check("bash npm", "npm", "bash");
        check("bash title=\"설치\"", "설치", "bash title=\"설치\"");
        check("bash {1}", "bash", "bash {1}");
        check("", "text", "");
    }
}
