//! Turns the models of messages, plans, charts and trees into statements.

use std::fmt::Write as _;

use serde_json::Value;

use crate::model::{label, list};

/// Returns the statements of a diagram that has no nodes with edges between them.
pub(crate) fn statements(kind: &str, model: &Value) -> Vec<String> {
    match kind {
        "sequence" => messages(model),
        "zenuml" => calls(list(model, "statements")),
        "pie" => parts(model),
        "gantt" => list(model, "tasks").iter().filter_map(task).collect(),
        "timeline" => list(model, "tasks").iter().filter_map(period).collect(),
        "journey" => list(model, "tasks").iter().filter_map(step).collect(),
        "quadrantChart" => list(model, "points").iter().filter_map(point).collect(),
        "xychart" => chart(model),
        "gitGraph" => list(model, "commits").iter().filter_map(commit).collect(),
        "kanban" => columns(model),
        "radar" => curves(model),
        "packet" => fields(model),
        "treemap" | "treeView" | "ishikawa" => tree(&model["root"]),
        "venn" => list(model, "subsets").iter().filter_map(subset).collect(),
        "eventmodeling" => list(model, "frames").iter().filter_map(|frame| label(&frame["entityIdentifier"])).collect(),
        _ => Vec::new(),
    }
}

/// Codes of the engine (`LINETYPE` of Mermaid) that open a block or a part of one, with the words that the drawing shows.
const BLOCKS: [(i64, &str); 10] = [
    (10, "loop"),
    (12, "alt"),
    (13, "else"),
    (15, "opt"),
    (19, "par"),
    (20, "and"),
    (27, "critical"),
    (28, "option"),
    (30, "break"),
    (32, "par"),
];
/// The code of a note.
const NOTE: i64 = 2;

fn messages(model: &Value) -> Vec<String> {
    let actor = |id: &Value| {
        let id = id.as_str()?;
        label(&model["actors"][id]["description"]).or_else(|| label(&Value::from(id)))
    };
    let statement = |message: &Value| {
        let text = label(&message["message"]);
        let code = message["type"].as_i64()?;
        if let Some((_, word)) = BLOCKS.iter().find(|(known, _)| *known == code) {
            return Some(text.map_or((*word).to_owned(), |text| format!("{word}: {text}")));
        }
        let from = actor(&message["from"])?;
        if code == NOTE {
            return Some(format!("{from}: {}", text?));
        }
        let to = actor(&message["to"])?;
        let sign = if matches!(code, 33 | 34) { "↔" } else { "→" };
        Some(text.map_or(format!("{from} {sign} {to}"), |text| format!("{from} {sign} {to}: {text}")))
    };
    list(model, "messages").iter().filter_map(statement).collect()
}

fn calls(statements: &[Value]) -> Vec<String> {
    let mut open: Vec<&Value> = statements.iter().rev().collect();
    let mut all = Vec::new();
    while let Some(call) = open.pop() {
        if let (Some(to), Some(text)) = (label(&call["resolved_to"]), label(&call["label"])) {
            let from = label(&call["resolved_from"]);
            all.push(from.map_or(format!("→ {to}: {text}"), |from| format!("{from} → {to}: {text}")));
        }
        open.extend(list(call, "body").iter().rev());
    }
    all
}

fn parts(model: &Value) -> Vec<String> {
    let sections = list(model, "sections");
    let sum: f64 = sections.iter().filter_map(|part| part["value"].as_f64()).sum();
    let part = |part: &Value| {
        let share = part["value"].as_f64()? / sum * 100.0;
        let share = if share.fract().abs() < 0.05 { format!("{share:.0}") } else { format!("{share:.1}") };
        Some(format!("{}: {share} %", label(&part["label"])?))
    };
    sections.iter().filter_map(part).collect()
}

fn task(task: &Value) -> Option<String> {
    let name = label(&task["task"])?;
    let day = |key: &str| task[key].as_i64().map(date);
    let when = match (day("startTime"), day("endTime")) {
        (Some(start), Some(end)) if start != end => format!("{start} – {end}"),
        (Some(start), _) => start,
        _ => return Some(name),
    };
    let section = label(&task["section"]).map_or(String::new(), |section| format!("{section}: "));
    Some(format!("{section}{name}, {when}"))
}

/// Returns the day of a time in milliseconds since 1970 (UTC), as the engine counts; with the time of day unless it is midnight.
/// The calendar is computed as Howard Hinnant describes ("chrono-Compatible Low-Level Date Algorithms", 2021, `civil_from_days`).
fn date(milliseconds: i64) -> String {
    let (days, rest) = (milliseconds.div_euclid(86_400_000), milliseconds.rem_euclid(86_400_000));
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let mut text = format!("{year:04}-{month:02}-{day:02}");
    if rest != 0 {
        let _ = write!(text, " {:02}:{:02}", rest / 3_600_000, rest / 60_000 % 60);
    }
    text
}

fn period(task: &Value) -> Option<String> {
    let name = label(&task["task"])?;
    let events: Vec<String> = list(task, "events").iter().filter_map(label).collect();
    Some(if events.is_empty() { name } else { format!("{name}: {}", events.join(", ")) })
}

fn step(task: &Value) -> Option<String> {
    let name = label(&task["task"])?;
    let section = label(&task["section"]).map_or(String::new(), |section| format!("{section}: "));
    let mut people: Vec<String> = list(task, "people").iter().filter_map(label).collect();
    people.sort();
    let people = if people.is_empty() { String::new() } else { format!(" ({})", people.join(", ")) };
    Some(format!("{section}{name}, {}{people}", label(&task["score"])?))
}

fn point(point: &Value) -> Option<String> {
    Some(format!("{}: {}, {}", label(&point["text"])?, number(&point["x"])?, number(&point["y"])?))
}

/// Returns a number without superfluous zeros.
fn number(value: &Value) -> Option<String> {
    let text = format!("{:.3}", value.as_f64()?);
    Some(text.trim_end_matches('0').trim_end_matches('.').to_owned())
}

/// Returns the values at each place of the axis, of all series.
fn chart(model: &Value) -> Vec<String> {
    let plots = list(model, "plots");
    let points = |plot: &Value| -> Vec<(String, String)> {
        let pair = |pair: &Value| Some((label(&pair[0])?, number(&pair[1])?));
        list(plot, "data").iter().filter_map(pair).collect()
    };
    let mut rows: Vec<(String, Vec<String>)> = Vec::new();
    for (at, value) in plots.iter().flat_map(points) {
        match rows.iter_mut().find(|(known, _)| *known == at) {
            Some((_, values)) => values.push(value),
            None => rows.push((at, vec![value])),
        }
    }
    rows.into_iter().map(|(at, values)| format!("{at}: {}", values.join(", "))).collect()
}

fn commit(commit: &Value) -> Option<String> {
    let text = label(&commit["message"]).or_else(|| label(&commit["id"]))?;
    let parents: Vec<String> = list(commit, "parents").iter().filter_map(label).collect();
    let tags: Vec<String> = list(commit, "tags").iter().filter_map(label).collect();
    let notes: Vec<String> = tags.into_iter().chain(parents).collect();
    let notes = if notes.is_empty() { String::new() } else { format!(" ({})", notes.join(", ")) };
    Some(format!("{}: {text}{notes}", label(&commit["branch"])?))
}

fn columns(model: &Value) -> Vec<String> {
    let nodes = list(model, "nodes");
    let column = |column: &Value| {
        let cards = nodes.iter().filter(|card| card["parentId"] == column["id"]);
        let cards: Vec<String> = cards.filter_map(|card| label(&card["label"])).collect();
        Some(format!("{}: {}", label(&column["label"])?, cards.join(", ")))
    };
    nodes.iter().filter(|node| node["isGroup"].as_bool() == Some(true)).filter_map(column).collect()
}

fn curves(model: &Value) -> Vec<String> {
    let axes: Vec<String> = list(model, "axes").iter().filter_map(|axis| label(&axis["label"])).collect();
    let curve = |curve: &Value| {
        let values = axes.iter().zip(list(curve, "entries"));
        let values: Vec<String> =
            values.filter_map(|(axis, value)| Some(format!("{axis} {}", number(value)?))).collect();
        Some(format!("{}: {}", label(&curve["label"])?, values.join(", ")))
    };
    list(model, "curves").iter().filter_map(curve).collect()
}

fn fields(model: &Value) -> Vec<String> {
    let field = |field: &Value| {
        let (start, end) = (field["start"].as_i64()?, field["end"].as_i64()?);
        let bits = if start == end { start.to_string() } else { format!("{start}–{end}") };
        Some(format!("{bits}: {}", label(&field["label"])?))
    };
    list(model, "packet").iter().filter_map(Value::as_array).flatten().filter_map(field).collect()
}

/// Returns a statement for each branch of a tree that has branches itself.
fn tree(root: &Value) -> Vec<String> {
    let name = |branch: &Value| label(&branch["name"]).or_else(|| label(&branch["text"]));
    let with_value = |branch: &Value| {
        let value = number(&branch["value"]).map_or(String::new(), |value| format!(" {value}"));
        Some(format!("{}{value}", name(branch)?))
    };
    let mut open = vec![root];
    let mut all = Vec::new();
    while let Some(branch) = open.pop() {
        let children = list(branch, "children");
        let names: Vec<String> = children.iter().filter_map(with_value).collect();
        if let Some(name) = name(branch).filter(|_| !names.is_empty()) {
            all.push(format!("{name} → {}", names.join(", ")));
        }
        open.extend(children.iter().rev());
    }
    all
}

fn subset(subset: &Value) -> Option<String> {
    let sets: Vec<String> = list(subset, "sets").iter().filter_map(label).collect();
    let name = label(&subset["label"]).filter(|name| !sets.contains(name));
    let size = number(&subset["size"])?;
    Some(match name {
        Some(name) => format!("{} ({name}): {size}", sets.join(" ∩ ")),
        None => format!("{}: {size}", sets.join(" ∩ ")),
    })
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn days_are_those_of_the_calendar() {
        assert_eq!(date(0), "1970-01-01");
        assert_eq!(date(1_388_534_400_000), "2014-01-01");
        assert_eq!(date(951_782_400_000), "2000-02-29");
        assert_eq!(date(1_388_534_400_000 + 9 * 3_600_000 + 30 * 60_000), "2014-01-01 09:30");
        assert_eq!(date(-86_400_000), "1969-12-31");
    }
}
