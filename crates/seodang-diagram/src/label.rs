//! Turns a label written as HTML inside a drawing into plain SVG text, one `tspan` a line.
//!
//! SVG text is shown alike by every browser, printer and e-book reader, cannot be clipped, and is valid wherever SVG is.

use roxmltree::Node;

use crate::computed_style::ComputedStyle;
use crate::metrics::FontMetrics;
use crate::stylesheet::Stylesheet;
use crate::svg_node::{SvgContent, SvgNode, number, safe_address};
use crate::theme::DiagramTheme;
use crate::xml::{href, name, number as length};

/// Room on both sides of a label that has a backdrop of its own, in CSS px.
const BACKDROP_MARGIN: f32 = 2.0;

/// A stretch of text in one style, with the address it links to.
#[derive(Clone)]
struct TextRun {
    text: String,
    style: ComputedStyle,
    href: Option<String>,
}

type LabelLine = Vec<TextRun>;

/// The data that the conversion of a label needs besides its element.
pub(crate) struct LabelContext<'t> {
    pub(crate) sheet: &'t Stylesheet,
    pub(crate) theme: &'t DiagramTheme,
    /// Whether the whole label is inside a link: a link must not hold another.
    pub(crate) is_linked: bool,
}

/// Returns the nodes that show a `foreignObject`: a backdrop, if it has one, and the text.
pub(crate) fn nodes(object: Node<'_, '_>, style: &ComputedStyle, context: &LabelContext<'_>) -> Vec<SvgContent> {
    let n = |name: &str| length(object, name).unwrap_or(0.0);
    let (x, y, width, height) = (n("x"), n("y"), n("width"), n("height"));
    let block = style.clone();
    let mut reader = LabelReader { context, lines: vec![Vec::new()], backdrop: None, wraps: false, block };
    reader.read(object, style);
    let line_height = line_height(&reader.block);
    let mut lines: Vec<LabelLine> = reader.lines.into_iter().map(tidy).collect();
    drop_empty_ends(&mut lines);
    if lines.is_empty() {
        return Vec::new();
    }
    let theme = context.theme;
    if reader.wraps && width > 0.0 {
        lines = wrapped(&lines, width, (height / line_height).round(), &theme.metrics);
    }
    let mut all = Vec::new();
    if let Some(backdrop) = reader.backdrop {
        all.push(SvgContent::Node(Box::new(backdrop_node(x, y, width, height, &backdrop))));
    }
    let place = LabelBox { x, y, width, height, line_height };
    let writer = LabelWriter { ink: theme.ink().css(), baseline_em: theme.metrics.middle_to_baseline() };
    all.push(SvgContent::Node(Box::new(writer.text_node(&lines, &place, &reader.block))));
    all
}

struct LabelReader<'c> {
    context: &'c LabelContext<'c>,
    lines: Vec<LabelLine>,
    backdrop: Option<String>,
    wraps: bool,
    /// Style of the innermost block that holds text: alignment and line height are taken from it.
    block: ComputedStyle,
}

impl LabelReader<'_> {
    fn read(&mut self, element: Node<'_, '_>, style: &ComputedStyle) {
        for child in element.children() {
            if child.is_element() {
                let inner = style.of_child(child, self.context.sheet);
                self.read_element(child, &inner);
            } else if let Some(text) = child.text().filter(|_| child.is_text()) {
                self.push(text, style, element);
            }
        }
    }

    fn read_element(&mut self, element: Node<'_, '_>, style: &ComputedStyle) {
        if matches!(name(element), "script" | "style" | "img" | "svg" | "iframe" | "object")
            || style.get("display") == Some("none")
        {
            return;
        }
        if name(element) == "br" {
            self.lines.push(Vec::new());
            return;
        }
        if let Some(backdrop) = style.get("background-color").filter(|c| !matches!(*c, "none" | "transparent")) {
            self.backdrop = Some(backdrop.to_owned());
        }
        let is_block =
            matches!(name(element), "div" | "p" | "ul" | "ol" | "li" | "h1" | "h2" | "h3" | "h4" | "pre" | "tr" | "hr");
        if is_block {
            self.new_block(style);
        }
        if name(element) == "li" {
            self.push("• ", style, element);
        }
        self.read(element, style);
        if is_block {
            self.end_line();
        }
    }

    fn new_block(&mut self, style: &ComputedStyle) {
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

    fn push(&mut self, text: &str, style: &ComputedStyle, element: Node<'_, '_>) {
        let link = element.ancestors().find(|around| name(*around) == "a").filter(|_| !self.context.is_linked);
        let href = link.and_then(href).map(str::to_owned);
        if let Some(line) = self.lines.last_mut() {
            line.push(TextRun { text: text.to_owned(), style: style.clone(), href });
        }
    }
}

fn line_height(style: &ComputedStyle) -> f32 {
    let size = style.font_size();
    match style.get("line-height") {
        Some(px) if px.ends_with("px") => px.trim_end_matches("px").parse().unwrap_or(1.5 * size),
        Some(factor) => factor.parse::<f32>().map_or(1.5 * size, |f| f * size),
        None => 1.5 * size,
    }
}

/// Collapses white space as a browser does: one space between words, none at the ends of a line.
fn tidy(line: LabelLine) -> LabelLine {
    let mut tidied: LabelLine = Vec::new();
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

fn drop_empty_ends(lines: &mut Vec<LabelLine>) {
    while lines.last().is_some_and(Vec::is_empty) {
        lines.pop();
    }
    let first = lines.iter().position(|line| !line.is_empty()).unwrap_or(lines.len());
    lines.drain(..first);
}

/// Lines no wider than `width`, broken between words; within words, as browsers do with Hangul, if only that gives the
/// number of lines for which the shape was made.
fn wrapped(lines: &[LabelLine], width: f32, expected: f32, metrics: &FontMetrics) -> Vec<LabelLine> {
    let between_words: Vec<LabelLine> = lines.iter().flat_map(|line| fill(line, width, false, metrics)).collect();
    let count = |lines: &Vec<LabelLine>| u16::try_from(lines.len()).map_or(f32::MAX, f32::from);
    if count(&between_words) <= expected {
        return between_words;
    }
    let anywhere: Vec<LabelLine> = lines.iter().flat_map(|line| fill(line, width, true, metrics)).collect();
    if count(&anywhere) < count(&between_words) { anywhere } else { between_words }
}

fn fill(line: &LabelLine, width: f32, break_words: bool, metrics: &FontMetrics) -> Vec<LabelLine> {
    let mut rows: Vec<LabelLine> = vec![Vec::new()];
    let mut used = 0.0;
    for run in line {
        for word in words(&run.text) {
            for part in parts(word, &run.style, width, break_words, metrics) {
                // Half a pixel of tolerance: the shape's width was rounded.
                if used > 0.0 && used + advance(part.trim_end(), &run.style, metrics) > width + 0.5 {
                    rows.push(Vec::new());
                    used = 0.0;
                }
                push_part(rows.last_mut(), part, run);
                used += advance(part, &run.style, metrics);
            }
        }
    }
    rows.into_iter().map(tidy).collect()
}

fn push_part(row: Option<&mut LabelLine>, part: &str, run: &TextRun) {
    let Some(row) = row else { return };
    match row.last_mut() {
        Some(last) if last.href == run.href && same(&last.style, &run.style) => last.text.push_str(part),
        _ => row.push(TextRun { text: part.to_owned(), ..run.clone() }),
    }
}

fn same(a: &ComputedStyle, b: &ComputedStyle) -> bool {
    ["color", "font-weight", "font-style", "font-size", "text-decoration", "font-family", "baseline-shift"]
        .iter()
        .all(|property| a.get(property) == b.get(property))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(' ')
}

/// Returns the word, or its characters where it may or must be broken.
fn parts<'t>(
    word: &'t str,
    style: &ComputedStyle,
    width: f32,
    break_words: bool,
    metrics: &FontMetrics,
) -> Vec<&'t str> {
    if !break_words && advance(word.trim_end(), style, metrics) <= width + 0.5 {
        return vec![word];
    }
    let breaks = |c: char| break_words && c.len_utf8() < 3;
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, c) in word.char_indices().skip(1) {
        // Latin words stay whole unless one word by itself is too wide; signs that belong to the character before stay with
        // it.
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
fn advance(text: &str, style: &ComputedStyle, metrics: &FontMetrics) -> f32 {
    metrics.width_em(text, style.is_bold()) as f32 * style.font_size()
}

struct LabelBox {
    x: f32,
    y: f32,
    width: f32,
    height: f32,
    line_height: f32,
}

fn backdrop_node(x: f32, y: f32, width: f32, height: f32, colour: &str) -> SvgNode {
    let mut style = ComputedStyle::default();
    style.set("fill", colour);
    let mut node = SvgNode::new("rect", style);
    node.put("x", number(x - BACKDROP_MARGIN));
    node.put("y", number(y));
    node.put("width", number(width + 2.0 * BACKDROP_MARGIN));
    node.put("height", number(height));
    node
}

/// Writes the lines of a label as SVG text.
struct LabelWriter {
    /// The colour of text for which the label names none.
    ink: String,
    /// Distance from the middle of a line down to its baseline, in em.
    baseline_em: f64,
}

impl LabelWriter {
    #[expect(clippy::cast_possible_truncation, reason = "parts of an em")]
    fn text_node(&self, lines: &[LabelLine], place: &LabelBox, block: &ComputedStyle) -> SvgNode {
        let (anchor, x) = match block.get("text-align") {
            Some("left" | "start") => ("start", place.x),
            Some("right" | "end") => ("end", place.x + place.width),
            _ => ("middle", place.x + place.width / 2.0),
        };
        // Code and raised letters are the exception in a text, even at its start.
        let is_plain = |style: &ComputedStyle| !style.is_code() && style.baseline_drop() == 0.0;
        let base = lines.iter().flatten().map(|run| &run.style).find(|style| is_plain(style)).unwrap_or(block);
        let mut node = SvgNode::new("text", self.text_style(base, anchor));
        let count = u16::try_from(lines.len()).map_or(f32::MAX, f32::from);
        let mut middle = place.y + (place.height - count * place.line_height) / 2.0 + place.line_height / 2.0;
        for line in lines {
            let baseline = middle + self.baseline_em as f32 * base.font_size();
            middle += place.line_height;
            let content = self.line_content(line, base, anchor);
            if lines.len() == 1 {
                node.put("x", number(x));
                node.put("y", number(baseline));
                node.content = content;
            } else if !content.is_empty() {
                let mut row = SvgNode::new("tspan", self.text_style(base, anchor));
                row.put("x", number(x));
                row.put("y", number(baseline));
                row.content = content;
                node.content.push(SvgContent::Node(Box::new(row)));
            }
        }
        node
    }

    fn line_content(&self, line: &LabelLine, base: &ComputedStyle, anchor: &str) -> Vec<SvgContent> {
        let mut content = Vec::new();
        let mut dropped = 0.0;
        for run in line {
            let text = SvgContent::Text(run.text.clone());
            let linked = match run.href.as_deref().and_then(safe_address) {
                Some(href) => {
                    let mut target = SvgNode::new("a", ComputedStyle::default());
                    target.put("href", href);
                    target.content.push(text);
                    SvgContent::Node(Box::new(target))
                }
                None => text,
            };
            let drop = run.style.baseline_drop() * base.font_size();
            let by = drop - dropped;
            dropped = drop;
            if by == 0.0 && same(&run.style, base) {
                content.push(linked);
                continue;
            }
            let mut span = SvgNode::new("tspan", self.text_style(&run.style, anchor));
            if by != 0.0 {
                span.put("dy", number(by));
            }
            span.content.push(linked);
            content.push(SvgContent::Node(Box::new(span)));
        }
        content
    }

    /// Converts the style of HTML text into that of SVG text: its colour becomes the fill.
    fn text_style(&self, style: &ComputedStyle, anchor: &str) -> ComputedStyle {
        let mut svg = ComputedStyle::default();
        for property in ["font-size", "font-weight", "font-style", "text-decoration", "font-family"] {
            if let Some(value) = style.get(property) {
                svg.set(property, value);
            }
        }
        svg.set("fill", style.get("color").unwrap_or(&self.ink));
        svg.set("text-anchor", anchor);
        svg
    }
}

#[cfg(test)]
mod tests {
    use super::{ComputedStyle, FontMetrics, LabelLine, TextRun, tidy, wrapped};

    fn line(text: &str) -> LabelLine {
        vec![TextRun { text: text.to_owned(), style: ComputedStyle::default(), href: None }]
    }

    fn rows(text: &str, width: f32, expected: f32) -> Vec<String> {
        let metrics = FontMetrics::parse(
            "units-per-em\t2048\nascent\t1950\ndescent\t494\n20\t20\t514\t473\nac00\td7a3\t1770\t1770\n",
        )
        .unwrap();
        let rows = wrapped(&[tidy(line(text))], width, expected, &metrics);
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
