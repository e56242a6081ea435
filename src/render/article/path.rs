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

/// Whether a label announces that a text is a way: `AWS Console 경로`, `메뉴`, `Navigation path`.
///
/// One that only names a console may stand before commands as well, where `>` means something else.
fn announces(label: &str, text: &str) -> bool {
    let label = normalise(label);
    let names = |words: &[&str]| words.iter().any(|word| label.contains(word));
    names(&["경로", "메뉴", "path", "menu", "navigat"])
        || (names(&["콘솔", "console"]) && !TYPED.iter().any(|sign| text.contains(sign)))
}

/// The HTML of a block of text that is nothing but ways, a line each; `label` stands above it.
///
/// Without a label the first station must name a console. A line that begins with a sign goes on with the way above it.
pub(super) fn list(text: &str, label: Option<&str>) -> Option<String> {
    let labelled = label.is_some_and(|label| announces(label, text));
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

/// Cuts a text at the signs.
fn cut(text: &str) -> Vec<&str> {
    let mut parts = vec![text];
    for sign in TYPED {
        parts = parts.into_iter().flat_map(|part| part.split(sign)).collect();
    }
    let parts = parts.into_iter().flat_map(|part| part.split(SIGNS));
    parts.map(|part| part.trim_start_matches('\u{fe0f}')).collect()
}

/// The stations of a line; `None` where one of them is empty or a sentence.
fn stations(line: &str) -> Option<Vec<&str>> {
    let stations: Vec<&str> = cut(line).into_iter().map(str::trim).collect();
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
    // Nearly every paragraph is none, and is known for that at once.
    let has_sign = |node: &'a AstNode<'a>| match &node.data().value {
        NodeValue::Text(text) => text.contains(SIGNS) || TYPED.iter().any(|sign| text.contains(sign)),
        _ => false,
    };
    if !paragraph.children().any(has_sign) {
        return None;
    }
    let children: Vec<&'a AstNode<'a>> = paragraph.children().collect();
    let breaks = |node: &&'a AstNode<'a>| matches!(node.data().value, NodeValue::SoftBreak | NodeValue::LineBreak);
    if children.iter().any(breaks) {
        return None;
    }
    let first = children.first()?;
    let label = matches!(first.data().value, NodeValue::Strong).then(|| markdown::text(first));
    let label = label.as_deref().map(|label| split_icon(label).1);
    let whole = markdown::text(paragraph);
    let after_label = whole.split_once([':', '：']).map(|(_, way)| way);
    let way = after_label.filter(|way| label.is_some_and(|label| announces(label, way)));
    let (has_label, way) = (way.is_some(), way.unwrap_or(&whole));
    if stations(way.trim()).is_none_or(|way| way.len() < 2 || !(has_label || is_console(way[0]))) {
        return None;
    }
    // Signs within an emphasis or code would have to be cut out of it, or are none.
    let texts = children.iter().filter(|node| matches!(node.data().value, NodeValue::Text(_)));
    let signs: usize = texts.map(|node| cut(&markdown::text(node)).len() - 1).sum();
    if signs + 1 != cut(way).len() {
        return None;
    }
    let colon_in_label = label.is_some_and(|label| label.trim_end().ends_with([':', '：']));
    let mut before_way = has_label;
    for node in children {
        let mut data = node.data_mut();
        let NodeValue::Text(text) = &data.value else { continue };
        let mut text = text.to_string();
        let mut html = String::new();
        if before_way {
            before_way = false;
            // The colon stands in the label or right behind it.
            if !colon_in_label && let Some((label, rest)) = text.split_once([':', '：']) {
                let _ = write!(html, "{}:", escape(label));
                text = rest.to_owned();
            }
            html.push_str("</p><ol class=\"path\"><li>");
            text = text.trim_start().to_owned();
        }
        // Blanks around a sign go; those beside a link or code stay.
        let mut parts = cut(&text).into_iter();
        let mut part = parts.next().unwrap_or_default();
        for next in parts {
            html.push_str(&escape(part.trim_end()));
            html.push_str("</li><li>");
            part = next.trim_start();
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
        assert_eq!(list("AWS Console → EC2\n", None).as_deref(), Some(two));
        let path = Some("경로");
        assert_eq!(list("AWS Console > EC2\n\nAWS Console ➡️ EC2\n", path), Some(two.repeat(2)));
        assert_eq!(list("AWS Console →EC2\n  → A&B", path).unwrap().matches("<li>").count(), 3);
        assert!(list("A&B → C", path).unwrap().contains("A&amp;B"));
        assert!(list("EC2 → Instances", Some("AWS Console")).is_some());
        assert_eq!(list("echo a > b", Some("콘솔에서")), None, "a command");
        for (text, label) in [
            ("Client → Server", Some("예상 결과")),
            ("AWS Console", path),
            ("→ EC2", path),
            ("a →\n", path),
            ("", path),
            ("A → B\n설명", path),
        ] {
            assert_eq!(list(text, label), None, "{text}");
        }
    }
}
