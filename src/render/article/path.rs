//! Turns the way through the menus of a console (`AWS Console → EC2 → Launch instance`) into a list of its stations.

use std::fmt::Write;

use comrak::nodes::{AstNode, NodeValue};

use super::escape;
use crate::lesson::{markdown, normalise, split_icon};

/// Signs that stand between two stations.
const SIGNS: [char; 9] = ['→', '➔', '➜', '➡', '⇒', '▶', '›', '»', '＞'];

/// The same in the letters of a keyboard, with a blank on each side.
const TYPED: [&str; 3] = [" > ", " -> ", " => "];

/// The longest name of a station in characters: a menu's item is short, a sentence is none.
const LONGEST: usize = 60;

/// Whether a label announces a way: `AWS Console 경로`, `메뉴`, `Navigation path`.
pub(super) fn is_label(label: &str) -> bool {
    let label = normalise(label);
    ["경로", "메뉴", "콘솔", "path", "menu", "navigat", "console"].iter().any(|word| label.contains(word))
}

/// The HTML of a block of text that is nothing but ways, a line each; `labelled` tells that a label announces them.
///
/// Without a label the first station must name a console. A line that begins with a sign goes on with the way above it.
pub(super) fn list(text: &str, labelled: bool) -> Option<String> {
    let mut ways: Vec<Vec<&str>> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match line.strip_prefix(SIGNS) {
            Some(rest) => ways.last_mut()?.extend(stations(rest.trim_start_matches('\u{fe0f}'))?),
            None => ways.push(stations(line)?),
        }
    }
    let is_way = |way: &Vec<&str>| way.len() > 1 && (labelled || is_console(way[0]));
    if ways.is_empty() || !ways.iter().all(is_way) {
        return None;
    }
    let mut html = String::new();
    for way in ways {
        html.push_str("<ol class=\"path\">");
        for station in way {
            // Writing to a string cannot fail.
            let _ = write!(html, "<li>{}</li>", escape(station));
        }
        html.push_str("</ol>");
    }
    Some(html)
}

/// The stations of a line; `None` where one of them is empty or a sentence.
fn stations(line: &str) -> Option<Vec<&str>> {
    let mut stations = vec![line];
    for sign in TYPED {
        stations = stations.into_iter().flat_map(|part| part.split(sign)).collect();
    }
    let parts = stations.into_iter().flat_map(|part| part.split(SIGNS));
    let stations: Vec<&str> = parts.map(|part| part.trim_start_matches('\u{fe0f}').trim()).collect();
    let is_short = |station: &&str| !station.is_empty() && station.chars().count() <= LONGEST;
    stations.iter().all(is_short).then_some(stations)
}

fn is_console(station: &str) -> bool {
    let station = normalise(station);
    ["console", "콘솔", "portal", "포털"].iter().any(|word| station.ends_with(word))
}

/// Makes a paragraph that is one way (`**경로**: AWS Console → EC2`) a list, whose stations keep their emphasis, code and
/// links: gives what to write before and behind it. The paragraph's own text between stations becomes HTML.
pub(super) fn paragraph<'a>(paragraph: &'a AstNode<'a>) -> Option<(&'static str, &'static str)> {
    let children: Vec<&'a AstNode<'a>> = paragraph.children().collect();
    let breaks = |node: &&'a AstNode<'a>| matches!(node.data().value, NodeValue::SoftBreak | NodeValue::LineBreak);
    if children.iter().any(breaks) {
        return None;
    }
    let first = children.first()?;
    let label = matches!(first.data().value, NodeValue::Strong).then(|| markdown::text(first));
    let label = label.as_deref().map(|label| split_icon(label).1);
    let whole = markdown::text(paragraph);
    let (labelled, way) = match label {
        Some(label) if is_label(label) => {
            let way = whole.split_once([':', '：'])?.1;
            (label.trim_end().ends_with([':', '：']), way)
        }
        _ => (false, whole.as_str()),
    };
    let has_label = way.len() < whole.len();
    if stations(way.trim()).is_none_or(|way| way.len() < 2 || !(has_label || is_console(way[0]))) {
        return None;
    }
    // Signs within an emphasis, or typed ones, would have to be cut out of it.
    let texts = children.iter().filter(|node| matches!(node.data().value, NodeValue::Text(_)));
    let signs: usize = texts.map(|node| markdown::text(node).matches(SIGNS).count()).sum();
    if signs == 0 || signs != way.matches(SIGNS).count() {
        return None;
    }
    let mut before_way = has_label;
    for node in children {
        let mut data = node.data_mut();
        let NodeValue::Text(text) = &data.value else { continue };
        let mut text = text.to_string();
        let mut html = String::new();
        if before_way {
            before_way = false;
            // The colon stands in the label or right behind it.
            if !labelled && let Some((label, rest)) = text.split_once([':', '：']) {
                let _ = write!(html, "{}:", escape(label));
                text = rest.to_owned();
            }
            html.push_str("</p><ol class=\"path\"><li>");
            text = text.trim_start().to_owned();
        }
        // Blanks around a sign go; those beside a link or code stay.
        let mut parts = text.split(SIGNS);
        let mut part = parts.next().unwrap_or_default();
        for next in parts {
            html.push_str(&escape(part.trim_end()));
            html.push_str("</li><li>");
            part = next.trim_start_matches('\u{fe0f}').trim_start();
        }
        html.push_str(&escape(part));
        data.value = NodeValue::Raw(html);
    }
    Some(if has_label {
        ("<div class=\"way\"><p>", "</li></ol></div>")
    } else {
        ("<ol class=\"path\"><li>", "</li></ol>")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_are_lists() {
        let two = "<ol class=\"path\"><li>AWS Console</li><li>EC2</li></ol>";
        assert_eq!(list("AWS Console → EC2\n", false).as_deref(), Some(two));
        assert_eq!(list("AWS Console > EC2\n\nAWS Console ➡️ EC2\n", true), Some(two.repeat(2)));
        assert_eq!(list("AWS Console →EC2\n  → A&B", true).unwrap().matches("<li>").count(), 3);
        assert!(list("A&B → C", true).unwrap().contains("A&amp;B"));
        for (text, labelled) in [
            ("Client → Server", false),
            ("AWS Console", true),
            ("→ EC2", true),
            ("a →\n", true),
            ("", true),
            ("A → B\n설명", true),
        ] {
            assert_eq!(list(text, labelled), None, "{text}");
        }
    }

    #[test]
    fn labels_of_ways() {
        assert!(is_label("AWS Console 경로") && is_label("Navigation") && is_label("메뉴"));
        assert!(!is_label("예상 결과") && !is_label("Steps"));
    }
}
