//! Turns the engine's model of a diagram into statements for readers who do not see it: "Nginx → API 1, API 2".
//!
//! Signs stand for words, so that a statement is right in every language: `→` leads to, `↔` both ways, `—` belongs together. The start
//! and the end of a process are placeholders, which a page replaces by its words.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::model::{label, list};
use crate::statements_of_data as data;

/// The placeholder for the word of the start of a process. A private-use character.
pub const START: char = '\u{E001}';
/// The placeholder for the word of the end of a process. A private-use character.
pub const END: char = '\u{E002}';

/// The maximum number of statements of a diagram: a longer list helps nobody, and the source is on the page.
const MOST_STATEMENTS: usize = 60;

/// Returns the statements of a diagram; none if its kind is not known or it says nothing besides its labels.
pub(crate) fn statements(kind: &str, model: &Value) -> Vec<String> {
    let mut all = match kind {
        "flowchart" => flowchart(model),
        "state" | "mindmap" => edges(&names(model, "nodes", "id", "label"), list(model, "edges"), &STATE),
        "class" => classes(model),
        "er" => edges(&names(model, "entities", "id", "label"), list(model, "relationships"), &ENTITY),
        "requirement" => edges(&BTreeMap::new(), list(model, "relationships"), &REQUIREMENT),
        "block" => edges(&blocks(model), list(model, "edges"), &STATE),
        "c4" => edges(&names(model, "shapes", "alias", "label"), list(model, "rels"), &FLOW),
        "architecture" => edges(&names(model, "nodes", "id", "title"), list(model, "edges"), &ARCHITECTURE),
        "wardley" => edges(&names(model, "nodes", "id", "label"), list(model, "links"), &BAND),
        "sankey" => edges(&BTreeMap::new(), list(&model["graph"], "links"), &BAND),
        _ => data::statements(kind, model),
    };
    if all.len() > MOST_STATEMENTS {
        all.truncate(MOST_STATEMENTS);
        all.push("…".to_owned());
    }
    all
}

/// The names of an edge's parts in a family's model.
struct EdgeKeys {
    from: &'static str,
    to: &'static str,
    label: &'static str,
}

const FLOW: EdgeKeys = EdgeKeys { from: "from", to: "to", label: "label" };
const STATE: EdgeKeys = EdgeKeys { from: "start", to: "end", label: "label" };
const ENTITY: EdgeKeys = EdgeKeys { from: "entityA", to: "entityB", label: "roleA" };
const REQUIREMENT: EdgeKeys = EdgeKeys { from: "src", to: "dst", label: "type" };
const ARCHITECTURE: EdgeKeys = EdgeKeys { from: "lhsId", to: "rhsId", label: "title" };
const BAND: EdgeKeys = EdgeKeys { from: "source", to: "target", label: "value" };
const CLASS: EdgeKeys = EdgeKeys { from: "id1", to: "id2", label: "title" };

fn flowchart(model: &Value) -> Vec<String> {
    let names = names(model, "nodes", "id", "label");
    let groups = list(model, "subgraphs").iter().filter_map(|group| {
        let members = list(group, "nodes");
        // The model lists the members of a group from the last to the first.
        let members = list(model, "nodes").iter().filter(|node| members.contains(&node["id"]));
        let members: Vec<String> = members.filter_map(|node| name_of(&names, node["id"].as_str()?)).collect();
        let title = label(&group["title"]).filter(|_| !members.is_empty())?;
        Some(format!("{title}: {}", members.join(", ")))
    });
    let mut with_groups = names.clone();
    for group in list(model, "subgraphs") {
        with_groups.extend(group["id"].as_str().map(|id| (id.to_owned(), label(&group["title"]).unwrap_or_default())));
    }
    edges(&with_groups, list(model, "edges"), &FLOW).into_iter().chain(groups).collect()
}

fn classes(model: &Value) -> Vec<String> {
    let members = model["classes"].as_object().into_iter().flat_map(|all| all.values()).filter_map(|class| {
        let parts = ["members", "methods"].into_iter().flat_map(|key| list(class, key));
        let parts: Vec<String> = parts
            .filter_map(|part| label(&part["displayText"]).or_else(|| label(&part["id"])).or_else(|| label(part)))
            .collect();
        let name = label(&class["label"]).filter(|_| !parts.is_empty())?;
        Some(format!("{name}: {}", parts.join(", ")))
    });
    // A head at the first class points at it.
    let has_head = |edge: &Value, end: &str| edge["relation"][end].as_f64().is_some_and(|kind| kind >= 0.0);
    let is_backward = |edge: &Value| has_head(edge, "type1") && !has_head(edge, "type2");
    let backward = EdgeKeys { from: CLASS.to, to: CLASS.from, label: CLASS.label };
    let names = names(model, "classes", "id", "label");
    let relations = list(model, "relations").iter().flat_map(|relation| {
        edges(&names, std::slice::from_ref(relation), if is_backward(relation) { &backward } else { &CLASS })
    });
    relations.chain(members).collect()
}

/// Returns the labels of blocks by their ids, of those within others too.
fn blocks(model: &Value) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open: Vec<&Value> = list(model, "blocks").iter().collect();
    while let Some(block) = open.pop() {
        if let (Some(id), Some(label)) = (block["id"].as_str(), label(&block["label"])) {
            found.insert(id.to_owned(), label);
        }
        open.extend(list(block, "children"));
    }
    found
}

/// Returns a statement for each node that edges begin at, in the order of the first edge of each.
fn edges(names: &BTreeMap<String, String>, edges: &[Value], keys: &EdgeKeys) -> Vec<String> {
    let mut order: Vec<(&str, &str)> = Vec::new();
    let mut ends: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
    for edge in edges {
        let (Some(from), Some(to)) = (edge[keys.from].as_str(), edge[keys.to].as_str()) else { continue };
        let Some(name) = name_of(names, to) else { continue };
        let end = match label(&edge[keys.label]).filter(|label| label != &name) {
            Some(label) => format!("{name} ({label})"),
            None => name,
        };
        let key = (from, sign(edge));
        if !order.contains(&key) {
            order.push(key);
        }
        ends.entry(key).or_default().push(end);
    }
    let statement = |(from, sign): &(&str, &str)| {
        Some(format!("{} {sign} {}", name_of(names, from)?, ends.get(&(*from, *sign))?.join(", ")))
    };
    order.iter().filter_map(statement).collect()
}

/// Returns the sign of an edge's heads.
fn sign(edge: &Value) -> &'static str {
    let kind = edge["type"].as_str().unwrap_or_default();
    if kind.starts_with("double_arrow") || kind == "birel" {
        "↔"
    } else if kind == "arrow_open" || edge["relSpec"].is_object() {
        "—"
    } else {
        "→"
    }
}

/// Returns the label of a node, or its id.
fn name_of(names: &BTreeMap<String, String>, id: &str) -> Option<String> {
    if id.starts_with("root_start") || id.ends_with("_start") && !names.contains_key(id) {
        return Some(START.to_string());
    }
    if id.starts_with("root_end") || id.ends_with("_end") && !names.contains_key(id) {
        return Some(END.to_string());
    }
    let name = names.get(id).cloned().filter(|name| !name.is_empty());
    name.or_else(|| label(&Value::from(id)))
}

/// Returns the labels of a list or a map of things by the ids of these.
fn names(model: &Value, key: &str, id: &str, name: &str) -> BTreeMap<String, String> {
    let listed = list(model, key).iter();
    let mapped = model[key].as_object().into_iter().flat_map(|all| all.values());
    listed.chain(mapped).filter_map(|thing| Some((thing[id].as_str()?.to_owned(), label(&thing[name])?))).collect()
}

#[cfg(test)]
#[expect(clippy::format_collect, reason = "a few small strings are built for reading, not for speed")]
mod tests {
    use super::{END, START};
    use crate::draw;
    use crate::theme::tests::theme;

    fn said(block: &str) -> Vec<String> {
        let statements = draw(&theme(), block).unwrap().statements;
        statements.iter().map(|text| text.replace(START, "start").replace(END, "end")).collect()
    }

    #[test]
    fn relations_of_every_family_are_said() {
        let cases = [
            (
                "flowchart LR\n  N[Nginx] --> A[API 1]\n  N -->|slow| B[API<br/>2]\n  subgraph G [Back]\n    B --- D[(<b>Data</b>)]\n  end\n",
                vec!["Nginx → API 1, API 2 (slow)", "API 2 — Data", "Back: API 2, Data"],
            ),
            (
                "stateDiagram-v2\n  [*] --> Idle\n  Idle --> Busy: work\n  Busy --> [*]\n",
                vec!["start → Idle", "Idle → Busy (work)", "Busy → end"],
            ),
            (
                "classDiagram\n  Animal <|-- Duck : is\n  class Duck {\n    +swim()\n  }\n",
                vec!["Duck → Animal (is)", "Duck: +swim()"],
            ),
            ("erDiagram\n  A ||--o{ B : has\n", vec!["A — B (has)"]),
            ("mindmap\n  root\n    a\n      b\n", vec!["root → a", "a → b"]),
            ("sankey-beta\n\nA,B,10\nA,C,5\n", vec!["A → B (10), C (5)"]),
            (
                "sequenceDiagram\n  Ann->>Bob: hi\n  loop daily\n    Bob-->>Ann: ho\n  end\n  Note over Bob: thinks\n",
                vec!["Ann → Bob: hi", "loop: daily", "Bob → Ann: ho", "Bob: thinks"],
            ),
            ("pie\n  \"a\" : 30\n  \"b\" : 10\n", vec!["a: 75 %", "b: 25 %"]),
            (
                "gantt\n  dateFormat YYYY-MM-DD\n  section S\n  plan :a1, 2026-01-05, 3d\n",
                vec!["S: plan, 2026-01-05 – 2026-01-08"],
            ),
            (
                "timeline\n  2002 : LinkedIn\n  2004 : Facebook : Google\n",
                vec!["2002: LinkedIn", "2004: Facebook, Google"],
            ),
            ("journey\n  section Work\n    Tea: 5: Me, Cat\n", vec!["Work: Tea, 5 (Cat, Me)"]),
            ("xychart-beta\n  x-axis [a, b]\n  bar [1, 2.5]\n", vec!["a: 1", "b: 2.5"]),
            ("gitGraph\n  commit id: \"one\"\n  branch b\n  commit id: \"two\"\n", vec!["main: one", "b: two (one)"]),
            ("kanban\n  Todo\n    [Write]\n    [Read]\n", vec!["Todo: Write, Read"]),
        ];
        let (said, expected): (Vec<_>, Vec<_>) =
            cases.into_iter().map(|(block, expected)| (said(block), expected)).unzip();
        assert_eq!(said, expected);
    }

    #[test]
    fn a_long_diagram_is_cut_short() {
        let many: String = (0..90).map(|n| format!("  a{n} --> b{n}\n")).collect();
        let all = said(&format!("flowchart LR\n{many}"));
        assert_eq!((all.len(), all.last().map(String::as_str)), (61, Some("…")));
    }
}
