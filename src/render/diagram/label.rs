//! Turns a label written as HTML inside a drawing into plain SVG text, one `tspan` a line.
//!
//! SVG text is shown alike by every browser, printer and e-book reader, cannot be clipped, and is valid wherever SVG is.

use super::convert::is_inside_link;
use super::measure::width_em;
use super::piece::{Content, Piece, number, safe_address};
use super::sheet::Sheet;
use super::style::Style;
use super::tree::{Element, Node};

/// Distance from the middle of a line to its baseline, in em: half of (ascent - descent) of the text font,
/// (1950 - 494) / 2 / 2048.
const MIDDLE_TO_BASELINE: f32 = 0.355;
/// Room on both sides of a label that has a ground of its own, in CSS px.
const GROUND_MARGIN: f32 = 2.0;

/// A stretch of text in one style, with the address it links to.
#[derive(Clone)]
struct Run {
    text: String,
    style: Style,
    href: Option<String>,
}

type Line = Vec<Run>;

/// The pieces that show the `foreignObject` at the end of `path`: a ground, if it has one, and the text.
pub(super) fn pieces(path: &mut Vec<&Element>, style: &Style, sheet: &Sheet) -> Vec<Content> {
    let Some(object) = path.last().copied() else { return Vec::new() };
    let (x, y) = (object.number("x").unwrap_or(0.0), object.number("y").unwrap_or(0.0));
    let (width, height) = (object.number("width").unwrap_or(0.0), object.number("height").unwrap_or(0.0));
    let mut reader = LabelReader { lines: vec![Vec::new()], ground: None, wraps: false, block: style.clone() };
    reader.read(path, style, sheet);
    let line_height = line_height(&reader.block);
    let mut lines: Vec<Line> = reader.lines.into_iter().map(tidy).collect();
    drop_empty_ends(&mut lines);
    if lines.is_empty() {
        return Vec::new();
    }
    if reader.wraps && width > 0.0 {
        lines = wrapped(&lines, width, (height / line_height).round());
    }
    let mut all = Vec::new();
    if let Some(ground) = reader.ground {
        all.push(Content::Piece(Box::new(ground_piece(x, y, width, height, &ground))));
    }
    all.push(Content::Piece(Box::new(text_piece(&lines, &Place { x, y, width, height, line_height }, &reader.block))));
    all
}

struct LabelReader {
    lines: Vec<Line>,
    ground: Option<String>,
    wraps: bool,
    /// Style of the innermost block that holds text: alignment and line height are taken from it.
    block: Style,
}

impl LabelReader {
    fn read<'t>(&mut self, path: &mut Vec<&'t Element>, style: &Style, sheet: &Sheet) {
        let Some(element) = path.last().copied() else { return };
        let children: &'t [Node] = &element.children;
        for child in children {
            match child {
                Node::Text(text) => self.push(text, style, path),
                Node::Element(element) => {
                    path.push(element);
                    let inner = style.of_child(path, sheet);
                    self.read_element(path, element, &inner, sheet);
                    path.pop();
                }
            }
        }
    }

    fn read_element<'t>(&mut self, path: &mut Vec<&'t Element>, element: &'t Element, style: &Style, sheet: &Sheet) {
        if matches!(element.name.as_str(), "script" | "style" | "img" | "svg" | "iframe" | "object")
            || style.get("display") == Some("none")
        {
            return;
        }
        if element.name == "br" {
            self.lines.push(Vec::new());
            return;
        }
        if let Some(ground) = style.get("background-color").filter(|c| !matches!(*c, "none" | "transparent")) {
            self.ground = Some(ground.to_owned());
        }
        let is_block = matches!(
            element.name.as_str(),
            "div" | "p" | "ul" | "ol" | "li" | "h1" | "h2" | "h3" | "h4" | "pre" | "tr" | "hr"
        );
        if is_block {
            self.new_block(style);
        }
        if element.name == "li" {
            self.push("• ", style, path);
        }
        self.read(path, style, sheet);
        if is_block {
            self.end_line();
        }
    }

    fn new_block(&mut self, style: &Style) {
        self.end_line();
        self.wraps |= !matches!(style.get("white-space"), Some("nowrap" | "pre"));
        if matches!(style.get("white-space"), Some("nowrap")) {
            self.wraps = false;
        }
        self.block = style.clone();
    }

    fn end_line(&mut self) {
        if self.lines.last().is_some_and(|line| line.iter().any(|run| !run.text.trim().is_empty())) {
            self.lines.push(Vec::new());
        }
    }

    fn push(&mut self, text: &str, style: &Style, path: &[&Element]) {
        let outside = path.iter().position(|e| e.name == "foreignObject").unwrap_or(0);
        let href = if is_inside_link(&path[..=outside]) { None } else { link_of(path) };
        if let Some(line) = self.lines.last_mut() {
            line.push(Run { text: text.to_owned(), style: style.clone(), href });
        }
    }
}

/// The address of the innermost link.
fn link_of(path: &[&Element]) -> Option<String> {
    let link = path.iter().rev().find(|e| e.name == "a")?;
    link.attribute("href").or(link.attribute("xlink:href")).map(str::to_owned)
}

fn line_height(style: &Style) -> f32 {
    let size = style.font_size();
    match style.get("line-height") {
        Some(px) if px.ends_with("px") => px.trim_end_matches("px").parse().unwrap_or(1.5 * size),
        Some(factor) => factor.parse::<f32>().map_or(1.5 * size, |f| f * size),
        None => 1.5 * size,
    }
}

/// White space as a browser shows it: one space between words, none at the ends of a line.
fn tidy(line: Line) -> Line {
    let mut tidied: Line = Vec::new();
    let mut ends_in_space = true;
    for mut run in line {
        let mut text = String::with_capacity(run.text.len());
        for c in run.text.chars() {
            let space = matches!(c, ' ' | '\t' | '\n' | '\r');
            if !(space && ends_in_space) {
                text.push(if space { ' ' } else { c });
            }
            ends_in_space = space;
        }
        if !text.is_empty() {
            run.text = text;
            tidied.push(run);
        }
    }
    while let Some(last) = tidied.last_mut() {
        last.text.truncate(last.text.trim_end_matches(' ').len());
        if !last.text.is_empty() {
            break;
        }
        tidied.pop();
    }
    tidied
}

fn drop_empty_ends(lines: &mut Vec<Line>) {
    while lines.last().is_some_and(Vec::is_empty) {
        lines.pop();
    }
    let first = lines.iter().position(|line| !line.is_empty()).unwrap_or(lines.len());
    lines.drain(..first);
}

/// Lines no wider than `width`, broken between words; within words, as browsers do with Hangul, if only that gives the
/// number of lines for which the shape was made.
fn wrapped(lines: &[Line], width: f32, expected: f32) -> Vec<Line> {
    let between_words: Vec<Line> = lines.iter().flat_map(|line| fill(line, width, false)).collect();
    let count = |lines: &Vec<Line>| u16::try_from(lines.len()).map_or(f32::MAX, f32::from);
    if count(&between_words) <= expected {
        return between_words;
    }
    let anywhere: Vec<Line> = lines.iter().flat_map(|line| fill(line, width, true)).collect();
    if count(&anywhere) < count(&between_words) { anywhere } else { between_words }
}

fn fill(line: &Line, width: f32, break_words: bool) -> Vec<Line> {
    let mut rows: Vec<Line> = vec![Vec::new()];
    let mut used = 0.0;
    for run in line {
        for word in words(&run.text) {
            for part in parts(word, &run.style, width, break_words) {
                let advance = advance(part, &run.style);
                // Half a pixel of tolerance: the shape's width was rounded.
                if used > 0.0 && used + self::advance(part.trim_end(), &run.style) > width + 0.5 {
                    rows.push(Vec::new());
                    used = 0.0;
                }
                push_part(rows.last_mut(), part, run);
                used += advance;
            }
        }
    }
    rows.into_iter().map(tidy).collect()
}

fn push_part(row: Option<&mut Line>, part: &str, run: &Run) {
    let Some(row) = row else { return };
    match row.last_mut() {
        Some(last) if last.href == run.href && same(&last.style, &run.style) => last.text.push_str(part),
        _ => row.push(Run { text: part.to_owned(), ..run.clone() }),
    }
}

fn same(a: &Style, b: &Style) -> bool {
    ["color", "font-weight", "font-style", "font-size", "text-decoration"].iter().all(|p| a.get(p) == b.get(p))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(' ')
}

/// The word itself, or its characters where it may or must be broken.
fn parts<'t>(word: &'t str, style: &Style, width: f32, break_words: bool) -> Vec<&'t str> {
    if !break_words && advance(word.trim_end(), style) <= width + 0.5 {
        return vec![word];
    }
    let breaks = |c: char| break_words && c.len_utf8() < 3;
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, c) in word.char_indices().skip(1) {
        // Latin words stay whole unless they alone are too wide; signs that belong to the one before stay with it.
        let joins = matches!(c, '\u{200D}' | '\u{FE0F}' | '\u{300}'..='\u{36F}' | ' ' | '.' | ',' | ')' | '!' | '?');
        if !joins && !breaks(c) {
            parts.push(&word[start..at]);
            start = at;
        }
    }
    parts.push(&word[start..]);
    parts
}

#[expect(clippy::cast_possible_truncation, reason = "widths of labels are far below the limits of f32")]
fn advance(text: &str, style: &Style) -> f32 {
    width_em(text, style.is_bold()) as f32 * style.font_size()
}

struct Place {
    x: f32,
    y: f32,
    width: f32,
    height: f32,
    line_height: f32,
}

fn ground_piece(x: f32, y: f32, width: f32, height: f32, colour: &str) -> Piece {
    let mut style = Style::default();
    style.set("fill", colour);
    let mut piece = Piece::new("rect", style);
    piece.put("x", number(x - GROUND_MARGIN));
    piece.put("y", number(y));
    piece.put("width", number(width + 2.0 * GROUND_MARGIN));
    piece.put("height", number(height));
    piece
}

fn text_piece(lines: &[Line], place: &Place, block: &Style) -> Piece {
    let (anchor, x) = match block.get("text-align") {
        Some("left" | "start") => ("start", place.x),
        Some("right" | "end") => ("end", place.x + place.width),
        _ => ("middle", place.x + place.width / 2.0),
    };
    let base = lines.iter().flatten().next().map_or(block, |run| &run.style);
    let mut piece = Piece::new("text", text_style(base, anchor));
    let count = u16::try_from(lines.len()).map_or(f32::MAX, f32::from);
    let mut middle = place.y + (place.height - count * place.line_height) / 2.0 + place.line_height / 2.0;
    for line in lines {
        let baseline = middle + MIDDLE_TO_BASELINE * base.font_size();
        middle += place.line_height;
        let content = line_content(line, base, anchor);
        if lines.len() == 1 {
            piece.put("x", number(x));
            piece.put("y", number(baseline));
            piece.content = content;
        } else if !content.is_empty() {
            let mut row = Piece::new("tspan", text_style(base, anchor));
            row.put("x", number(x));
            row.put("y", number(baseline));
            row.content = content;
            piece.content.push(Content::Piece(Box::new(row)));
        }
    }
    piece
}

fn line_content(line: &Line, base: &Style, anchor: &str) -> Vec<Content> {
    let mut content = Vec::new();
    for run in line {
        let text = Content::Text(run.text.clone());
        let linked = match run.href.as_deref().and_then(safe_address) {
            Some(href) => {
                let mut target = Piece::new("a", Style::default());
                target.put("href", href);
                target.content.push(text);
                Content::Piece(Box::new(target))
            }
            None => text,
        };
        content.push(if same(&run.style, base) {
            linked
        } else {
            let mut span = Piece::new("tspan", text_style(&run.style, anchor));
            span.content.push(linked);
            Content::Piece(Box::new(span))
        });
    }
    content
}

/// The style of SVG text for that of HTML text: its colour becomes the fill.
fn text_style(style: &Style, anchor: &str) -> Style {
    let mut svg = Style::default();
    for property in ["font-size", "font-weight", "font-style", "text-decoration"] {
        if let Some(value) = style.get(property) {
            svg.set(property, value);
        }
    }
    svg.set("fill", style.get("color").unwrap_or("#333"));
    svg.set("text-anchor", anchor);
    svg
}

#[cfg(test)]
mod tests {
    use super::{Line, Run, Style, tidy, wrapped};

    fn line(text: &str) -> Line {
        vec![Run { text: text.to_owned(), style: Style::default(), href: None }]
    }

    fn rows(text: &str, width: f32, expected: f32) -> Vec<String> {
        let rows = wrapped(&[tidy(line(text))], width, expected);
        rows.iter().map(|row| row.iter().map(|run| run.text.as_str()).collect()).collect()
    }

    #[test]
    fn white_space_is_collapsed() {
        assert_eq!(tidy(line("  a \n  b "))[0].text, "a b");
        assert!(tidy(line(" \n ")).is_empty());
    }

    #[test]
    fn words_stay_whole_where_the_shape_has_room() {
        assert_eq!(rows("가나다 라마바 사아자", 100.0, 2.0), ["가나다 라마바", "사아자"]);
        assert_eq!(rows("가나다라마 바사아자차", 110.0, 9.0), ["가나다라마", "바사아자차"]);
    }

    #[test]
    fn hangul_is_broken_where_the_shape_was_made_for_it() {
        assert_eq!(rows("가나다라마 바사아자차 카타파하마", 116.0, 2.0), ["가나다라마 바사아", "자차 카타파하마"]);
    }

    #[test]
    fn a_word_wider_than_the_shape_is_broken() {
        assert_eq!(rows("가나다라마바사", 60.0, 2.0), ["가나다라", "마바사"]);
    }
}
