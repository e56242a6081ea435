//! Decides from the texts of a table's cells whether it fits a phone, or its rows must be stacked there.

use comrak::nodes::{AstNode, NodeValue};

use super::emoji::joined;

/// The width of a table on a phone of 360 px, in `em` of its text (`css/prose.css`, 14 px): 326 px.
const PHONE: f64 = 23.2;
/// The padding of a cell at both sides, in `em`.
const PADDING: f64 = 1.0;
/// The most lines of a cell beside others: a higher row is tiring to read across.
const MOST_LINES: f64 = 7.0;
/// Lines end at words, so a cell needs more of them than its area: 15 % for words of three syllables in a narrow column.
const LINE_ENDS: f64 = 1.15;

/// The widths of a cell's text, in `em`.
#[derive(Debug, Clone, Copy, Default)]
struct CellWidths {
    /// The longest word.
    word: f64,
    /// The text on one line.
    line: f64,
}

/// Returns the labels of the columns if the rows of a table are stacked on a phone: each cell below its label. `None` if the
/// table fits, because its cells are short.
pub(super) fn stacked_labels<'n>(table: &'n AstNode<'n>, is_timetable: bool) -> Option<Vec<String>> {
    let mut rows = table.children().map(|row| row.children().map(cell_text).collect::<Vec<_>>());
    let labels: Vec<String> = rows.next()?.iter().map(|cell| cell.replace('\u{a0}', " ").trim().to_owned()).collect();
    let columns = labels.len();
    if columns < 2 {
        return None;
    }
    let mut widths: Vec<Vec<CellWidths>> = vec![labels.iter().map(|label| cell_widths(label)).collect()];
    widths.extend(rows.map(|row| row.iter().map(|cell| cell_widths(cell)).collect()));
    if is_timetable {
        // The style sheet keeps times on one line.
        for row in &mut widths {
            if let Some(time) = row.first_mut() {
                time.word = time.line;
            }
        }
    }
    (!fits(&widths, columns)).then_some(labels)
}

/// Tests whether all words fit beside each other, in rows that are not too high. Columns share the space that their words
/// leave as browsers do it: in proportion to what their longest lines lack (CSS 2.2, section 17.5.2.2).
fn fits(rows: &[Vec<CellWidths>], columns: usize) -> bool {
    let widest = |column: usize, width: fn(&CellWidths) -> f64| {
        rows.iter().filter_map(|row| row.get(column)).map(width).fold(0.0, f64::max)
    };
    let least: Vec<f64> = (0..columns).map(|column| widest(column, |cell| cell.word)).collect();
    let most: Vec<f64> = (0..columns).map(|column| widest(column, |cell| cell.line)).collect();
    #[expect(clippy::cast_precision_loss, reason = "a table has few columns")]
    let space = PHONE - PADDING * columns as f64 - least.iter().sum::<f64>();
    if space < 0.0 {
        return false;
    }
    let lacking: f64 = most.iter().zip(&least).map(|(most, least)| most - least).sum();
    let share = if lacking > 0.0 { (space / lacking).min(1.0) } else { 1.0 };
    rows.iter().flat_map(|row| row.iter().enumerate()).all(|(column, cell)| {
        let width = least[column] + (most[column] - least[column]) * share;
        cell.line <= width * (MOST_LINES / LINE_ENDS)
    })
}

/// Returns the text of a cell. Code does not break (`css/prose.css`), so its spaces do not either, nor those beside emoji.
fn cell_text<'n>(cell: &'n AstNode<'n>) -> String {
    let mut text = String::new();
    for node in cell.descendants() {
        match &node.data().value {
            NodeValue::Text(words) => text.push_str(joined(words, false).as_deref().unwrap_or(words)),
            NodeValue::Code(code) => text.push_str(&code.literal.replace(' ', "\u{a0}")),
            NodeValue::SoftBreak | NodeValue::LineBreak => text.push(' '),
            NodeValue::HtmlInline(tag) if tag.starts_with("<br") => text.push(' '),
            _ => {}
        }
    }
    text
}

fn cell_widths(text: &str) -> CellWidths {
    let mut widths = CellWidths::default();
    for word in text.split([' ', '\t', '\n']).filter(|word| !word.is_empty()) {
        let width: f64 = word.chars().map(character_width).sum();
        widths.word = widths.word.max(width);
        widths.line += width + if widths.line > 0.0 { 0.3 } else { 0.0 };
    }
    widths
}

/// Returns the width of a character, in `em`: rounded up from the advances of the theme's font (`fonts/pretendard-metrics.tsv`).
fn character_width(c: char) -> f64 {
    match c {
        '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' | '\u{300}'..='\u{36f}' => 0.0,
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.3,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.9,
        'A'..='Z' => 0.7,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff60}' => 0.93,
        '\u{2300}'..='\u{2bff}' | '\u{1f000}'.. => 1.3,
        _ => 0.6,
    }
}
