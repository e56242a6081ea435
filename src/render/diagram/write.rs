//! Turns pieces into the text of an SVG and the style rules that it shares with all other drawings of a site.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::Node;
use super::geometry::segments;
use super::piece::{Content, Piece, rounded};

/// Rules that every drawing needs. Kerning is off because the engine measures without it; `geometricPrecision` keeps
/// browsers from rounding advances to whole pixels, which would widen long labels.
pub(super) const BASE_RULES: &str = "\
.diagram{max-width:100%;height:auto;overflow:visible;font-family:\"Seodang Sans\",Pretendard,\"Apple SD Gothic Neo\",\"Malgun Gothic\",\
\"Noto Sans KR\",\"Noto Sans CJK KR\",sans-serif;font-size:16px;line-height:1.5;font-kerning:none;letter-spacing:0;word-spacing:0;\
text-rendering:geometricPrecision}
.diagram .edgePaths path{fill:none}
";

/// The prefix under which every rule stands.
const SCOPE: &str = ".diagram ";

/// Classes of groups that are nodes.
const NODES: [&str; 3] = ["node", "mindmap-node", "timeline-node"];

/// Writes the pieces, and says where in the text nodes stand; rules are added to `rules`.
pub(super) fn svg(contents: &[Content], rules: &mut BTreeSet<String>) -> (String, Vec<Node>) {
    let mut writer = Writer { out: String::new(), rules, nodes: Vec::new(), in_node: false };
    writer.contents(contents, 1);
    (writer.out, writer.nodes)
}

/// The text of a piece: a space between its lines.
fn label(piece: &Piece, text: &mut String) {
    let is_line = piece.name == "text" || ["x", "y", "dy"].iter().any(|name| piece.attribute(name).is_some());
    if is_line && !text.is_empty() {
        text.push(' ');
    }
    for content in &piece.content {
        match content {
            Content::Text(words) => text.push_str(words),
            Content::Piece(inner) => label(inner, text),
        }
    }
}

struct Writer<'r> {
    out: String,
    rules: &'r mut BTreeSet<String>,
    nodes: Vec<Node>,
    in_node: bool,
}

impl Writer<'_> {
    fn contents(&mut self, contents: &[Content], decimals: usize) {
        for content in contents {
            match content {
                Content::Text(text) => escape_text(text, &mut self.out),
                Content::Piece(piece) => self.piece(piece, decimals),
            }
        }
    }

    fn piece(&mut self, piece: &Piece, decimals: usize) {
        let is_node = !self.in_node && piece.name == "g" && piece.classes.iter().any(|c| NODES.contains(&c.as_str()));
        if !is_node {
            self.element(piece, decimals);
            return;
        }
        let start = self.out.len();
        self.in_node = true;
        self.element(piece, decimals);
        self.in_node = false;
        let mut text = String::new();
        label(piece, &mut text);
        // A node that its author made a link is one already.
        if !text.trim().is_empty() && !self.out[start..].contains("<a ") {
            let label = text.split_whitespace().collect::<Vec<_>>().join(" ");
            self.nodes.push(Node { label, start, end: self.out.len() });
        }
    }

    fn element(&mut self, piece: &Piece, decimals: usize) {
        // Small coordinate systems are drawn enlarged: there a tenth of a unit can be seen.
        let decimals =
            if matches!(piece.name.as_str(), "svg" | "symbol" | "marker" | "pattern") { 3 } else { decimals };
        self.out.push('<');
        self.out.push_str(&piece.name);
        let mut classes = piece.classes.clone();
        if !piece.paint.is_empty() {
            classes.push(self.class_for(&piece.paint));
        }
        if !classes.is_empty() {
            self.attribute("class", &classes.join(" "));
        }
        for (name, value) in &piece.attributes {
            self.attribute(name, &compact(name, value, decimals));
        }
        if piece.content.is_empty() {
            self.out.push_str("/>");
            return;
        }
        self.out.push('>');
        self.contents(&piece.content, decimals);
        self.out.push_str("</");
        self.out.push_str(&piece.name);
        self.out.push('>');
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape_attribute(value, &mut self.out);
        self.out.push('"');
    }

    /// A class whose name is made from what it says: the same in every drawing, so that a site needs its rule once.
    fn class_for(&mut self, paint: &str) -> String {
        let hash = blake3::hash(paint.as_bytes());
        let mut number = u64::from_le_bytes(hash.as_bytes()[..8].try_into().unwrap_or_default());
        // A letter and five digits to base 36: for the few hundred rules of a site a clash is less likely than 1 in 10,000.
        let mut name = String::from("d");
        for _ in 0..6 {
            let digit = u32::try_from(number % 36).unwrap_or_default();
            name.push(char::from_digit(digit, 36).unwrap_or('0'));
            number /= 36;
        }
        self.rules.insert(format!("{SCOPE}.{name}{{{paint}}}"));
        name
    }
}

/// Appends `text` as it must stand between tags.
pub(super) fn escape_text(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            _ => out.push(c),
        }
    }
}

/// Appends `text` as it must stand between double quotes.
pub(super) fn escape_attribute(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
}

fn compact(name: &str, value: &str, decimals: usize) -> String {
    match name {
        "d" => compact_path(value, decimals),
        "points" => numbers(value, decimals),
        "transform" | "gradientTransform" | "patternTransform" => compact_transform(value),
        "viewBox" => numbers(value, 2),
        "x" | "y" | "x1" | "x2" | "y1" | "y2" | "cx" | "cy" | "r" | "rx" | "ry" | "width" | "height" | "refX"
        | "refY" => {
            let plain = value.trim().trim_end_matches("px");
            plain.parse::<f32>().map_or_else(|_| value.to_owned(), |v| rounded(v, decimals.max(2)))
        }
        _ => value.to_owned(),
    }
}

fn numbers(value: &str, decimals: usize) -> String {
    let parts = value.split([',', ' ', '\n', '\t']).filter_map(|v| v.parse::<f32>().ok());
    let mut text = String::new();
    for part in parts {
        push_number(&mut text, &rounded(part, decimals));
    }
    text
}

/// Adds a number, and a space before it where nothing else parts it from what stands there.
fn push_number(text: &mut String, number: &str) {
    if !number.starts_with('-') && text.ends_with(|c: char| c.is_ascii_digit() || c == '.') {
        text.push(' ');
    }
    text.push_str(number);
}

fn compact_transform(value: &str) -> String {
    let mut text = String::new();
    for call in value.split(')') {
        let Some((name, arguments)) = call.split_once('(') else { continue };
        let name = name.trim_matches([' ', ',']);
        let decimals = if name.starts_with("translate") { 2 } else { 4 };
        let mut numbers: Vec<String> = arguments
            .split([',', ' '])
            .filter_map(|v| v.trim().parse::<f32>().ok())
            .map(|v| rounded(v, decimals))
            .collect();
        if name == "translate" && numbers.len() == 2 && numbers[1] == "0" {
            numbers.pop();
        }
        let _ = write!(text, "{name}({})", numbers.join(" "));
    }
    text
}

/// Path data relative to the point before, which is shorter, with coordinates rounded where they are, so that no error adds up.
fn compact_path(data: &str, decimals: usize) -> String {
    let mut path = RelativePath { text: String::new(), command: ' ', at: (0.0, 0.0), start: (0.0, 0.0), decimals };
    for (command, values) in segments(data) {
        if command.is_ascii_lowercase() || !path.append(command, &values) {
            return plain_path(data, decimals);
        }
    }
    path.text
}

/// Path data as it stands, with rounded numbers.
fn plain_path(data: &str, decimals: usize) -> String {
    let mut text = String::new();
    for (command, values) in segments(data) {
        text.push(command);
        for value in values {
            push_number(&mut text, &rounded(value, decimals.max(2)));
        }
    }
    text
}

struct RelativePath {
    text: String,
    command: char,
    at: (f32, f32),
    start: (f32, f32),
    decimals: usize,
}

impl RelativePath {
    /// Adds an absolute command; `false` for one it does not know.
    fn append(&mut self, command: char, values: &[f32]) -> bool {
        let count = match command {
            'Z' => {
                self.text.push('z');
                self.command = 'z';
                self.at = self.start;
                return true;
            }
            'M' | 'L' => 2,
            'Q' => 4,
            'C' => 6,
            'A' => 7,
            'H' | 'V' => 1,
            _ => return false,
        };
        for (index, part) in values.chunks_exact(count).enumerate() {
            match (command, part) {
                ('M', [x, y]) if index == 0 => self.begin(*x, *y),
                ('M' | 'L', [x, y]) => self.line(*x, *y),
                ('H', [x]) => self.line(*x, self.at.1),
                ('V', [y]) => self.line(self.at.0, *y),
                ('A', [rx, ry, turn, large, sweep, x, y]) => {
                    let (x, y) = (self.round(*x), self.round(*y));
                    let shift = [x - self.at.0, y - self.at.1];
                    self.put('a', &[*rx, *ry, *turn, *large, *sweep, shift[0], shift[1]]);
                    self.at = (x, y);
                }
                (_, points) => self.curve(command.to_ascii_lowercase(), points),
            }
        }
        true
    }

    #[expect(clippy::cast_possible_truncation, reason = "the factor is 10 or 1000")]
    fn round(&self, value: f32) -> f32 {
        let factor = 10_f64.powi(i32::try_from(self.decimals).unwrap_or(1));
        ((f64::from(value) * factor).round() / factor) as f32
    }

    fn begin(&mut self, x: f32, y: f32) {
        let point = (self.round(x), self.round(y));
        self.text.push('M');
        push_number(&mut self.text, &rounded(point.0, self.decimals));
        push_number(&mut self.text, &rounded(point.1, self.decimals));
        self.command = 'M';
        self.at = point;
        self.start = point;
    }

    fn line(&mut self, x: f32, y: f32) {
        let (x, y) = (self.round(x), self.round(y));
        let (dx, dy) = (x - self.at.0, y - self.at.1);
        let nothing = |v: f32| v.abs() < 0.0005;
        match (nothing(dx), nothing(dy)) {
            // A point upon itself still makes a line exist, which markers need; between other segments it says nothing.
            (true, true) if self.command != 'M' => {}
            (_, true) => self.put('h', &[dx]),
            (true, false) => self.put('v', &[dy]),
            (false, false) => self.put('l', &[dx, dy]),
        }
        self.at = (x, y);
    }

    fn curve(&mut self, command: char, points: &[f32]) {
        let from = self.at;
        let mut shifts = Vec::with_capacity(points.len());
        let mut end = from;
        for pair in points.chunks_exact(2) {
            end = (self.round(pair[0]), self.round(pair[1]));
            shifts.extend([end.0 - from.0, end.1 - from.1]);
        }
        self.put(command, &shifts);
        self.at = end;
    }

    fn put(&mut self, command: char, values: &[f32]) {
        if self.command != command {
            self.text.push(command);
            self.command = command;
        }
        for value in values {
            push_number(&mut self.text, &rounded(*value, self.decimals));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{compact_path, compact_transform, numbers};

    #[test]
    fn paths_become_relative_and_short() {
        assert_eq!(
            compact_path("M202.5,71L206.667,71C210.833,71,219.167,71,226.833,71", 1),
            "M202.5 71h4.2c4.1 0 12.5 0 20.1 0"
        );
        assert_eq!(compact_path("M0,0 A5,5 0 0 1 10,0 L10,20Z", 1), "M0 0a5 5 0 0 1 10 0v20z");
        assert_eq!(compact_path("M 1,1 l 9,9 M 10,1 l -9,9", 1), "M1 1l9 9M10 1l-9 9");
    }

    #[test]
    fn rounding_does_not_add_up() {
        let data: String = (1..=50)
            .fold("M0,0".to_owned(), |data, i| data + &format!("L{},{}", f64::from(i) * 0.33, f64::from(i) * 0.77));
        let path = compact_path(&data, 1);
        let mut at = (0.0_f32, 0.0_f32);
        for (command, values) in super::segments(&path) {
            for pair in values.chunks(2) {
                if command == 'l' {
                    at = (at.0 + pair[0], at.1 + pair[1]);
                }
            }
        }
        assert!((at.0 - 16.5).abs() < 0.06 && (at.1 - 38.5).abs() < 0.06, "{at:?}");
    }

    #[test]
    fn transforms_and_lists_lose_what_they_do_not_need() {
        assert_eq!(compact_transform("translate(105.25, 0) rotate(45.123456)"), "translate(105.25)rotate(45.1235)");
        assert_eq!(numbers("44.664,0 89.328,-44.66", 1), "44.7 0 89.3-44.7");
    }
}
