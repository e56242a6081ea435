//! Turns the grid tables of Pandoc (`+---+---+`) into tables, whose cells may hold any blocks, and captions of tables into text and
//! labels.
//!
//! Sources: Pandoc's manual, `grid_tables` and `table_captions`; reStructuredText, "Grid Tables".

use comrak::Arena;
use comrak::nodes::{Ast, AstNode, LineColumn, NodeHtmlBlock, NodeTable, NodeValue, Sourcepos, TableAlignment};

use super::attributes::AttributeList;
use super::{ParsedDocument, parse};
use crate::html::escape;
use crate::source::Dialect;

/// The kind of an HTML block that ends with a blank line (`CommonMark` 0.31, section 4.6).
const ANY_TAG: u8 = 7;

/// The most lines of a table.
const MAX_LINES: usize = 2_000;

/// A cell: its text, and the place in the file at which its lines begin.
#[derive(Debug, Default, PartialEq, Eq)]
struct GridCell {
    text: String,
    /// The 0-based line below the first one of the table.
    line: usize,
    /// The bytes before each line of the text.
    column: usize,
}

/// A table as its lines state it.
#[derive(Debug, Default, PartialEq)]
struct Grid {
    rows: Vec<Vec<GridCell>>,
    alignments: Vec<TableAlignment>,
    has_head: bool,
}

/// Tests by the bytes from a sign on whether a grid table may begin there.
pub(super) fn may_begin(rest: &[u8]) -> bool {
    matches!(rest, [b'+', b'-' | b'=' | b':', b'-' | b'=' | b'+', ..])
}

/// Makes the tables of a document whose text is `body`.
pub(super) fn read<'a>(arena: &'a Arena<'a>, document: &mut ParsedDocument<'a>, body: &str, dialect: Dialect) {
    let begins = |node: &&'a AstNode<'a>| {
        let first = node.first_child().filter(|_| matches!(node.data().value, NodeValue::Paragraph));
        first.is_some_and(
            |first| matches!(&first.data().value, NodeValue::Text(text) if may_begin(text.trim_start().as_bytes())),
        )
    };
    let found: Vec<&'a AstNode<'a>> = document.root.descendants().filter(begins).collect();
    if found.is_empty() {
        return;
    }
    let lines: Vec<&str> = body.split('\n').collect();
    for paragraph in found {
        let place = paragraph.data().sourcepos;
        let (first, last) = (place.start.line.saturating_sub(1), place.end.line.min(lines.len()));
        let prefix = place.start.column.saturating_sub(1);
        let own: Option<Vec<&str>> = lines
            .get(first..last)
            .filter(|lines| lines.len() <= MAX_LINES)
            .and_then(|lines| lines.iter().map(|line| line.get(prefix..).map(str::trim_end)).collect());
        if let Some(grid) = own.and_then(|lines| Grid::of(&lines)) {
            let table = TableNodes { arena, place, prefix, dialect }.make(grid, document);
            paragraph.insert_before(table);
            paragraph.detach();
        }
    }
}

/// Reads the captions of tables: `: Words {#tbl-x}` and `Table: Words` below one; those that name their table (`Table: (\#tab:x) Words`,
/// bookdown, "Tables") may be anywhere near it.
pub(super) fn read_captions<'a>(arena: &'a Arena<'a>, root: &'a AstNode<'a>) {
    let paragraphs: Vec<&'a AstNode<'a>> =
        root.descendants().filter(|node| matches!(node.data().value, NodeValue::Paragraph)).collect();
    for caption in paragraphs {
        let is_table = |node: &&'a AstNode<'a>| matches!(node.data().value, NodeValue::Table(_));
        let table = caption.previous_sibling().filter(is_table);
        if table.is_none() && !names_table(caption) {
            continue;
        }
        let Some(TableCaption { id }) = take_caption(caption) else { continue };
        let place = caption.data().sourcepos;
        let words = arena.alloc(AstNode::new(Ast::new_with_sourcepos(NodeValue::Emph, place).into()));
        while let Some(child) = caption.first_child() {
            words.append(child);
        }
        caption.append(words);
        if let Some(id) = id {
            let literal = format!("<a id=\"{}\"></a>\n", escape(&id));
            let anchor = NodeValue::HtmlBlock(NodeHtmlBlock { block_type: ANY_TAG, literal });
            let before = table.unwrap_or(caption);
            let place = before.data().sourcepos;
            before.insert_before(arena.alloc(AstNode::new(Ast::new_with_sourcepos(anchor, place).into())));
        }
    }
}

/// A caption without its signs.
struct TableCaption {
    /// The id by which references name the table.
    id: Option<String>,
}

/// The beginning of the label in a caption of bookdown, without the backslash.
const LABEL: &str = "(#tab:";

/// Tests whether a paragraph is a caption that names its table.
fn names_table<'a>(paragraph: &'a AstNode<'a>) -> bool {
    let first = paragraph.first_child();
    first.is_some_and(|first| match &first.data().value {
        NodeValue::Text(text) => text.strip_prefix("Table:").is_some_and(|words| words.trim_start().starts_with(LABEL)),
        _ => false,
    })
}

/// Takes the signs off a paragraph that is a caption; `None` if it is none.
fn take_caption<'a>(paragraph: &'a AstNode<'a>) -> Option<TableCaption> {
    let first = paragraph.first_child()?;
    let mut id = None;
    {
        let mut data = first.data_mut();
        let NodeValue::Text(text) = &mut data.value else { return None };
        let mut words = [": ", "Table: "].iter().find_map(|sign| text.strip_prefix(sign))?.trim_start();
        if let Some((label, rest)) = words.strip_prefix(LABEL).and_then(|rest| rest.split_once(')')) {
            id = Some(label.to_owned());
            words = rest.trim_start();
        }
        let words = words.to_owned();
        *text = words.into();
    }
    if let Some(last) = paragraph.last_child()
        && let NodeValue::Text(text) = &mut last.data_mut().value
        && let Some((words, list)) = AttributeList::read_end(text)
    {
        id = list.attributes.id.or(id);
        let words = words.trim_end().to_owned();
        *text = words.into();
    }
    Some(TableCaption { id })
}

impl Grid {
    /// Reads the lines of a table; `None` if they are not those of one.
    fn of(lines: &[&str]) -> Option<Self> {
        let (first, last) = (*lines.first()?, *lines.last()?);
        let bounds = bounds(first)?;
        if lines.len() < 3 || self::bounds(last).is_none() {
            return None;
        }
        let mut grid = Self { alignments: alignments(first), ..Self::default() };
        let mut row: Vec<(usize, Vec<&str>)> = Vec::new();
        for (number, line) in lines.iter().enumerate().skip(1) {
            if line.starts_with('+') {
                // A cell over several rows or columns has other bounds.
                if self::bounds(line)? != bounds || row.is_empty() {
                    return None;
                }
                if line.contains('=') && number + 1 < lines.len() && grid.rows.len() < 2 {
                    grid.has_head = grid.rows.is_empty();
                    grid.alignments = alignments(line);
                }
                grid.rows.push(cells(&std::mem::take(&mut row), &bounds));
            } else {
                row.push((number, contents(line, &bounds)?));
            }
        }
        row.is_empty().then_some(grid)
    }
}

/// Returns the columns, in characters, at which the cells of a row are bounded by a line `+---+===+`.
fn bounds(line: &str) -> Option<Vec<usize>> {
    let is_bound = line.len() > 2 && line.starts_with('+') && line.ends_with('+');
    let is_all = line.bytes().all(|byte| matches!(byte, b'+' | b'-' | b'=' | b':'));
    (is_bound && is_all && !line.contains("++"))
        .then(|| line.bytes().enumerate().filter(|(_, byte)| *byte == b'+').map(|(at, _)| at).collect())
}

/// Returns the alignments that the colons of a line state.
fn alignments(line: &str) -> Vec<TableAlignment> {
    let of = |part: &str| match (part.starts_with(':'), part.ends_with(':')) {
        (true, true) => TableAlignment::Center,
        (true, false) => TableAlignment::Left,
        (false, true) => TableAlignment::Right,
        (false, false) => TableAlignment::None,
    };
    line.trim_matches('+').split('+').map(of).collect()
}

/// Splits a line of text at the bounds of the columns. Wide characters may shift them: then each `|` is one.
fn contents<'t>(line: &'t str, bounds: &[usize]) -> Option<Vec<&'t str>> {
    let bars: Vec<usize> = line.match_indices('|').map(|(at, _)| at).collect();
    let at_bounds: Option<Vec<usize>> = bounds
        .iter()
        .map(|bound| line.char_indices().nth(*bound).filter(|(_, c)| *c == '|').map(|(at, _)| at))
        .collect();
    let bars = at_bounds.or_else(|| (bars.len() == bounds.len()).then_some(bars))?;
    let is_whole = bars.first() == Some(&0) && bars.last().is_some_and(|last| last + 1 == line.len());
    is_whole.then(|| bars.windows(2).map(|pair| &line[pair[0] + 1..pair[1]]).collect())
}

/// Makes the cells of a row of its lines.
fn cells(lines: &[(usize, Vec<&str>)], bounds: &[usize]) -> Vec<GridCell> {
    let first = lines.first().map_or(0, |(number, _)| *number);
    let mut offsets = vec![0usize; bounds.len().saturating_sub(1)];
    if let Some((_, contents)) = lines.first() {
        let mut at = 0;
        for (offset, content) in offsets.iter_mut().zip(contents) {
            *offset = at + 1;
            at += content.len() + 1;
        }
    }
    let cell = |(index, offset): (usize, usize)| {
        let parts = || lines.iter().filter_map(move |(_, contents)| contents.get(index).copied());
        let spaces = |part: &str| part.len() - part.trim_start_matches(' ').len();
        let indent = parts().filter(|part| !part.trim().is_empty()).map(spaces).min().unwrap_or_default();
        let text: Vec<&str> = parts().map(|part| part.get(indent..).unwrap_or_default().trim_end()).collect();
        GridCell { text: text.join("\n"), line: first, column: offset + indent }
    };
    offsets.into_iter().enumerate().map(cell).collect()
}

/// The maker of the nodes of one table.
struct TableNodes<'a> {
    arena: &'a Arena<'a>,
    place: Sourcepos,
    /// The bytes before the lines of the table.
    prefix: usize,
    dialect: Dialect,
}

impl<'a> TableNodes<'a> {
    fn make(&self, grid: Grid, document: &mut ParsedDocument<'a>) -> &'a AstNode<'a> {
        let value = NodeTable {
            num_columns: grid.alignments.len(),
            num_rows: grid.rows.len(),
            num_nonempty_cells: grid.rows.iter().flatten().filter(|cell| !cell.text.trim().is_empty()).count(),
            alignments: grid.alignments,
        };
        let table = self.node(NodeValue::Table(Box::new(value)), self.place);
        for (index, cells) in grid.rows.into_iter().enumerate() {
            let at = cells.first().map_or(0, |cell| cell.line);
            let start = LineColumn { line: self.place.start.line + at, column: self.prefix + 1 };
            let row = self.node(NodeValue::TableRow(grid.has_head && index == 0), Sourcepos { start, end: start });
            for cell in cells {
                row.append(self.cell(&cell, document));
            }
            table.append(row);
        }
        table
    }

    /// Parses a cell; one of a single paragraph holds its content.
    fn cell(&self, cell: &GridCell, document: &mut ParsedDocument<'a>) -> &'a AstNode<'a> {
        let inner = parse(self.arena, &cell.text, self.dialect);
        let (line, column) = (self.place.start.line - 1 + cell.line, self.prefix + cell.column);
        let offset = document.blocks.len();
        for node in inner.root.descendants() {
            let place = &mut node.data_mut().sourcepos;
            for end in [&mut place.start, &mut place.end] {
                *end = LineColumn { line: end.line + line, column: end.column + column };
            }
        }
        for node in inner.root.descendants() {
            if let NodeValue::BlockDirective(directive) = &mut node.data_mut().value
                && let Ok(index) = directive.info.parse::<usize>()
            {
                directive.info = (index + offset).to_string();
            }
        }
        document.blocks.extend(inner.blocks);
        document.unknown.extend(inner.unknown.into_iter().map(|unknown| unknown.moved(line, column)));
        let place = inner.root.data().sourcepos;
        let node = self.node(NodeValue::TableCell, place);
        let only = inner.root.first_child().filter(|first| first.next_sibling().is_none());
        let content = only.filter(|only| matches!(only.data().value, NodeValue::Paragraph)).unwrap_or(inner.root);
        while let Some(child) = content.first_child() {
            node.append(child);
        }
        node
    }

    fn node(&self, value: NodeValue, place: Sourcepos) -> &'a AstNode<'a> {
        self.arena.alloc(AstNode::new(Ast::new_with_sourcepos(value, place).into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_grid() {
        let lines = ["+---+-----+", "| a | b | |", "|   | - c |", "+===+====:+", "| 가 | d  |", "+---+-----+"];
        let grid = Grid::of(&lines).unwrap();
        assert!(grid.has_head);
        assert_eq!(grid.alignments, [TableAlignment::None, TableAlignment::Right]);
        let texts: Vec<Vec<&str>> = grid.rows.iter().map(|row| row.iter().map(|cell| &*cell.text).collect()).collect();
        assert_eq!(texts, [["a\n", "b |\n- c"], ["가", "d"]]);
        assert_eq!((grid.rows[0][1].line, grid.rows[0][1].column), (1, 6));
    }

    #[test]
    fn other_drawings_are_no_tables() {
        for lines in [
            &["+---+", "| a |", "+---+--+"][..],
            &["+---+", "| a | b |", "+---+"],
            &["+---+", "+---+"],
            &["+---+---+", "| a | b |", "+---+   |", "|   | c |", "+---+---+"],
            &["+---+", "| a |"],
        ] {
            assert_eq!(Grid::of(lines), None, "{lines:?}");
        }
    }
}
