//! Turns the cells of Quarto and R Markdown (```` ```{r, echo=FALSE} ````) into what readers see of them: code, figures, or nothing.
//!
//! Nothing of a course is run, so that a cell shows its code; a cell that only shows a picture file shows the picture.
//!
//! Sources: Quarto, "Cell Options", "Cross References" and "Raw Content"; knitr, "Options: Chunk options and package options".

pub(super) mod tags;

use comrak::nodes::{Ast, AstNode, NodeBlockDirective, NodeHtmlBlock, NodeLink, NodeValue, Sourcepos};
use comrak::{Arena, Options};

use super::Block;
use super::attributes::AttributeList;
use super::blocks::{BoxBlock, BoxKind, KnownKind, title_node};
use super::spans::is_cross_reference;
use crate::html::escape;
use crate::lesson::code_block::attributes;

/// The kind of an HTML block that ends with a blank line (`CommonMark` 0.31, section 4.6).
const ANY_TAG: u8 = 7;

/// The function of knitr that shows a picture file.
const PICTURE_FUNCTION: &str = "include_graphics(";

/// The endings of pictures that browsers show.
const PICTURES: [&str; 6] = [".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"];

/// The options of a cell that readers notice.
#[derive(Debug, Default, PartialEq, Eq)]
struct CellOptions {
    /// The name by which others refer to its result.
    label: Option<String>,
    /// The caption of its figure or table.
    caption: Option<String>,
    /// The alternative text of its figure.
    alt: Option<String>,
    /// The title of its folded code.
    summary: Option<String>,
    /// Whether neither code nor result is shown.
    is_hidden: bool,
    /// Whether its code is not shown, or only when a reader asks for it.
    is_folded: bool,
    /// Whether it is not run.
    is_static: bool,
}

/// Reads the cells of a document.
pub(super) fn read<'a>(
    arena: &'a Arena<'a>,
    root: &'a AstNode<'a>,
    options: &Options<'static>,
    blocks: &mut Vec<Block>,
) {
    let is_cell = |node: &&'a AstNode<'a>| matches!(&node.data().value, NodeValue::CodeBlock(code) if code.fenced && code.info.starts_with('{'));
    let cells: Vec<&'a AstNode<'a>> = root.descendants().filter(is_cell).collect();
    for cell in cells {
        let (info, literal) = match &cell.data().value {
            NodeValue::CodeBlock(code) => (code.info.clone(), code.literal.clone()),
            _ => continue,
        };
        let reader = CellNodes { arena, options, place: cell.data().sourcepos };
        match info.strip_prefix("{=").and_then(|format| format.strip_suffix('}')) {
            Some("html") => {
                cell.data_mut().value = NodeValue::HtmlBlock(NodeHtmlBlock { block_type: ANY_TAG, literal });
            }
            // For another output, such as LaTeX.
            Some(_) => cell.detach(),
            None if info.starts_with("{.") || info.starts_with("{#") => {
                let list = AttributeList::read(&info).and_then(|list| list.attributes.id);
                if let Some(id) = list {
                    reader.anchor(cell, &id);
                }
            }
            None if info.starts_with("{{") => {}
            None => reader.cell(cell, (&info, &literal), blocks),
        }
    }
}

/// The maker of the nodes in place of one cell.
struct CellNodes<'a, 'o> {
    arena: &'a Arena<'a>,
    /// The options of the parser, for captions.
    options: &'o Options<'static>,
    place: Sourcepos,
}

impl<'a> CellNodes<'a, '_> {
    fn cell(&self, cell: &'a AstNode<'a>, (info, literal): (&str, &str), blocks: &mut Vec<Block>) {
        let found = CellOptions::read(info, literal);
        if found.is_hidden {
            cell.detach();
            return;
        }
        // Others refer only to results with a caption, which a function may add (`kable(x, caption = "…")`), or a label of a known kind.
        let has_caption = found.caption.is_some() || literal.contains("caption =") || literal.contains("caption=");
        if let Some(label) = found.label.as_ref().filter(|label| has_caption || is_cross_reference(label)) {
            self.anchor(cell, label);
        }
        let is_r = info.strip_prefix('{').is_some_and(|info| info.starts_with(['r', 'R']) && !info.starts_with("ruby"));
        let pictures = if found.is_static || !is_r { Vec::new() } else { pictures(literal) };
        let has_pictures = !pictures.is_empty();
        let mut last = cell;
        for url in pictures {
            let picture = self.picture(url, &found);
            last.insert_after(picture);
            last = picture;
        }
        if let Some(caption) = &found.caption {
            let paragraph = self.node(NodeValue::Paragraph);
            paragraph.append(self.emphasised(caption));
            last.insert_after(paragraph);
        }
        if found.is_folded && has_pictures {
            cell.detach();
        } else if found.is_folded {
            self.fold(cell, found.summary.as_deref(), blocks);
        }
    }

    /// Puts the place that a label names before a cell.
    fn anchor(&self, cell: &'a AstNode<'a>, label: &str) {
        let literal = format!("<a id=\"{}\"></a>\n", escape(label));
        cell.insert_before(self.node(NodeValue::HtmlBlock(NodeHtmlBlock { block_type: ANY_TAG, literal })));
    }

    /// Puts the code into a box that is closed at first.
    fn fold(&self, cell: &'a AstNode<'a>, summary: Option<&str>, blocks: &mut Vec<Block>) {
        let info = blocks.len().to_string();
        let kind = BoxKind::Known(KnownKind::Details);
        blocks.push(Block::Box(BoxBlock { kind, is_untitled: false, fold: Some(false) }));
        let directive = NodeBlockDirective { fence_length: 3, fence_offset: 0, info };
        let node = self.node(NodeValue::BlockDirective(Box::new(directive)));
        cell.insert_before(node);
        node.extend(summary.map(|summary| title_node(self.arena, summary, self.place.start, self.options)));
        node.append(cell);
    }

    fn picture(&self, url: String, found: &CellOptions) -> &'a AstNode<'a> {
        let image = self.node(NodeValue::Image(Box::new(NodeLink { url, title: String::new() })));
        if let Some(alt) = found.alt.as_ref().or(found.caption.as_ref()) {
            image.append(self.node(NodeValue::Text(alt.clone().into())));
        }
        let paragraph = self.node(NodeValue::Paragraph);
        paragraph.append(image);
        paragraph
    }

    /// Returns emphasised text with the Markdown in it.
    fn emphasised(&self, text: &str) -> &'a AstNode<'a> {
        let words = title_node(self.arena, text, self.place.start, self.options);
        words.data_mut().value = NodeValue::Emph;
        words
    }

    fn node(&self, value: NodeValue) -> &'a AstNode<'a> {
        self.arena.alloc(AstNode::new(Ast::new_with_sourcepos(value, self.place).into()))
    }
}

impl CellOptions {
    /// Reads the options of an info string (knitr) and of the comments above the code (Quarto).
    fn read(info: &str, literal: &str) -> Self {
        let mut options = Self::default();
        let inner = info.trim().trim_start_matches('{').trim_end_matches('}');
        // R allows blanks around `=`.
        let inner = inner.replace(" =", "=").replace("= ", "=");
        for (at, (name, value)) in attributes(&inner).iter().enumerate() {
            match (at, value.as_str()) {
                (0, "") => {}
                (1, "") => options.label = Some(name.clone()).filter(|label| is_label(label)),
                _ => options.set(name, value),
            }
        }
        for (name, value) in comment_options(literal) {
            options.set(name, value.trim().trim_matches(['"', '\'']));
        }
        options
    }

    fn set(&mut self, name: &str, value: &str) {
        let is = |wanted: &[&str]| wanted.iter().any(|wanted| value.eq_ignore_ascii_case(wanted));
        let is_off = is(&["false", "f"]);
        let text = || Some(value.to_owned()).filter(|value| !value.is_empty() && !is(&["null", "na"]));
        match name.trim().replace('.', "-").as_str() {
            "label" => self.label = text().filter(|label| is_label(label)),
            "fig-cap" | "tbl-cap" | "lst-cap" => self.caption = text(),
            "fig-alt" => self.alt = text(),
            "code-summary" => self.summary = text(),
            "include" => self.is_hidden = is_off,
            "echo" => self.is_folded = is_off,
            "code-fold" => self.is_folded = is(&["true", "t"]),
            "eval" => self.is_static = is_off,
            _ => {}
        }
    }
}

/// Returns the options of the comments `#| name: value` above the code of a cell. A value may go on in further comments.
fn comment_options(literal: &str) -> Vec<(&str, String)> {
    let mut found: Vec<(&str, String)> = Vec::new();
    for line in literal.lines() {
        let comment = ["#|", "//|", "--|", "%%|", "%|"].iter().find_map(|sign| line.strip_prefix(sign));
        let Some(comment) = comment else { break };
        let is_continued = comment.starts_with("  ") || comment.starts_with('\t');
        match (comment.split_once(':'), found.last_mut()) {
            (_, Some((_, value))) if is_continued => {
                value.push(' ');
                value.push_str(comment.trim());
            }
            // `|` and `>` begin a text on the next lines.
            (Some((name, value)), _) => {
                found.push((name.trim(), value.trim().trim_start_matches(['|', '>', '-']).trim().to_owned()));
            }
            (None, _) => {}
        }
    }
    for (_, value) in &mut found {
        *value = value.trim().to_owned();
    }
    found
}

/// Tests whether a name can be an id.
fn is_label(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '='))
}

/// Returns the paths of the pictures that code shows from files.
fn pictures(code: &str) -> Vec<String> {
    let is_picture = |text: &&str| PICTURES.iter().any(|ending| text.to_ascii_lowercase().ends_with(ending));
    let call = |(at, sign): (usize, &str)| {
        let rest = &code[at + sign.len()..];
        let call = &rest[..rest.find(')').unwrap_or(rest.len())];
        call.split(['"', '\'']).skip(1).step_by(2).filter(is_picture).map(ToOwned::to_owned).collect::<Vec<_>>()
    };
    code.match_indices(PICTURE_FUNCTION).flat_map(call).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_of_both_spellings() {
        let of = |info: &str, literal: &str| CellOptions::read(info, literal);
        let knitr = of("{r fig-a, echo = FALSE, fig.cap=\"A plot, seen\"}", "plot(x)\n");
        assert_eq!((knitr.label.as_deref(), knitr.caption.as_deref()), (Some("fig-a"), Some("A plot, seen")));
        assert!(knitr.is_folded && !knitr.is_hidden);
        let quarto =
            of("{python}", "#| label: fig-b\n#| fig-cap: |\n#|   A long\n#|   caption.\n#| include: false\nx\n");
        assert_eq!((quarto.label.as_deref(), quarto.caption.as_deref()), (Some("fig-b"), Some("A long caption.")));
        assert!(quarto.is_hidden);
        assert_eq!(of("{r}", "x\n"), CellOptions::default());
        assert_eq!(of("{r, message=FALSE}", "x\n"), CellOptions::default());
    }

    #[test]
    fn pictures_of_calls() {
        assert_eq!(pictures("knitr::include_graphics(c(\"a.png\", 'b.PNG'), dpi = 2)\n"), ["a.png", "b.PNG"]);
        assert_eq!(pictures("include_graphics(path)\nread(\"c.png\")\n"), Vec::<String>::new());
    }
}
