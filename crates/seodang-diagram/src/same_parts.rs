//! Tests that the passes after the engine lose nothing: blocks of each kind and feature have the same edges, heads and labels before
//! and after, all labels can be read, and all lines have a width.

use std::fmt::Write as _;

use crate::theme::tests::theme;
use crate::xml::{self, is_within, name};

/// Links of flowcharts (Mermaid, "Flowcharts", links between nodes).
const LINKS: [&str; 16] = [
    "-->",
    "---",
    "-.->",
    "==>",
    "--o",
    "--x",
    "<-->",
    "o--o",
    "x--x",
    "-->|text|",
    "-- text -->",
    "-. text .->",
    "== text ==>",
    "---->",
    "~~~",
    "-.-",
];
/// Shapes of nodes, with the label in place of `*`.
const SHAPES: [&str; 14] = [
    "[*]", "(*)", "([*])", "[[*]]", "[(*)]", "((*))", ">*]", "{*}", "{{*}}", "[/*/]", "[\\*\\]", "[/*\\]", "[\\*/]",
    "(((*)))",
];
const DIRECTIONS: [&str; 3] = ["TD", "LR", "BT"];
const MESSAGES: [&str; 10] = ["->", "-->", "->>", "-->>", "-x", "--x", "-)", "--)", "<<->>", "<<-->>"];
const SEQUENCE_BLOCKS: [(&str, &str); 6] = [
    ("loop each", ""),
    ("opt maybe", ""),
    ("alt yes", "else no\n  A->>B: other\n"),
    ("par one", "and two\n  B->>A: other\n"),
    ("critical it", "option not\n  A->>B: other\n"),
    ("break off", ""),
];
const CARDINALITIES: [&str; 4] = ["||", "|o", "}o", "}|"];
const RELATIONS: [&str; 8] = ["<|--", "*--", "o--", "-->", "--", "..>", "..|>", ".."];

/// Returns blocks of every kind and feature.
fn blocks() -> Vec<String> {
    let mut all = Vec::new();
    for link in LINKS {
        for (at, shape) in SHAPES.into_iter().enumerate() {
            let direction = DIRECTIONS[at % DIRECTIONS.len()];
            let node = shape.replace('*', "라벨 <b>b</b>");
            all.push(format!(
                "flowchart {direction}\n  A{node} {link} B\n  subgraph G [title]\n    B --> C\n  end\n  X --> G\n"
            ));
        }
    }
    for message in MESSAGES {
        for (open, other) in SEQUENCE_BLOCKS {
            for head in ["", "  autonumber\n", "  actor B\n"] {
                all.push(format!("sequenceDiagram\n{head}  A{message}C: over\n  A{message}B: text\n  {open}\n  B{message}A: back\n{other}  end\n  Note over A,B: a note\n"));
            }
        }
    }
    for left in CARDINALITIES {
        for right in ["||", "o|", "o{", "|{"] {
            for line in ["--", ".."] {
                all.push(format!("erDiagram\n  A {left}{line}{right} B : has\n  A {{\n    string name PK\n  }}\n"));
            }
        }
    }
    for relation in RELATIONS {
        for label in ["", " : uses"] {
            all.push(format!("classDiagram\n  A {relation} B{label}\n  class A {{\n    +int x\n    +f() bool\n  }}\n"));
        }
    }
    for depth in 1..9 {
        let levels: String = (0..=depth).fold(String::new(), |mut text, level| {
            let _ = writeln!(text, "{}level {level}", "  ".repeat(level + 1));
            text
        });
        all.push(format!("mindmap\n{levels}"));
    }
    for count in 2..14 {
        let numbers: Vec<String> = (1..=count).map(|n| n.to_string()).collect();
        let list = numbers.join(", ");
        all.push(format!("xychart-beta\n  x-axis [{list}]\n  bar [{list}]\n  line [{list}]\n"));
        all.push(format!("pie\n{}", numbers.iter().map(|n| format!("  \"part {n}\" : {n}\n")).collect::<String>()));
        let events = |n: &String| format!("  20{n:0>2} : event {n}\n");
        all.push(format!("timeline\n  title T\n{}", numbers.iter().map(events).collect::<String>()));
        all.push(format!(
            "journey\n  title J\n  section S\n{}",
            numbers.iter().map(|n| format!("    Step {n}: 3: Me\n")).collect::<String>()
        ));
        let task = |n: &String| format!("  task {n} :t{n}, 2026-01-{n:0>2}, 2d\n");
        all.push(format!(
            "gantt\n  dateFormat YYYY-MM-DD\n  section S\n{}",
            numbers.iter().map(task).collect::<String>()
        ));
        all.push(format!(
            "gitGraph\n{}",
            numbers.iter().map(|n| format!("  branch b{n}\n  commit id: \"c{n}\"\n")).collect::<String>().replacen(
                "  branch",
                "  commit\n  branch",
                1
            )
        ));
        all.push(format!(
            "stateDiagram-v2\n  [*] --> s1\n{}",
            numbers.windows(2).map(|pair| format!("  s{} --> s{} : go\n", pair[0], pair[1])).collect::<String>()
        ));
        all.push(format!(
            "kanban\n  Todo\n{}",
            numbers.iter().map(|n| format!("    c{n}[Card {n}]\n")).collect::<String>()
        ));
        all.push(format!(
            "sankey-beta\n\n{}",
            numbers.iter().map(|n| format!("Source,Target {n},{n}\n")).collect::<String>()
        ));
        all.push(format!(
            "block-beta\n  columns 3\n{}",
            numbers.iter().map(|n| format!("  b{n}[\"Block {n}\"]\n")).collect::<String>()
        ));
        all.push(format!(
            "packet-beta\n{}",
            numbers
                .iter()
                .zip((0..).step_by(8))
                .map(|(n, bit)| format!("  {bit}-{}: \"Field {n}\"\n", bit + 7))
                .collect::<String>()
        ));
        all.push(format!(
            "quadrantChart\n  x-axis Low --> High\n{}",
            numbers.iter().map(|n| format!("  Point {n}: [0.{n:0>2}, 0.5]\n")).collect::<String>()
        ));
        all.push(format!(
            "radar-beta\n  axis {}\n  curve c{{{list}}}\n",
            numbers.iter().map(|n| format!("a{n}[\"Axis {n}\"]")).collect::<Vec<_>>().join(", ")
        ));
        all.push(format!(
            "treemap-beta\n\"All\"\n{}",
            numbers.iter().map(|n| format!("    \"Part {n}\": {n}\n")).collect::<String>()
        ));
    }
    all
}

/// Counts the edges and the heads of the engine's drawing that are seen.
fn parts_of_engine(svg: &str) -> (usize, usize) {
    let text = xml::with_entities(svg);
    let document = xml::parse(&text).unwrap();
    let paths = document.descendants().filter(|node| name(*node) == "path" && !is_within(*node, "defs"));
    let in_edges = |node: &roxmltree::Node<'_, '_>| {
        node.ancestors()
            .any(|around| around.attribute("class").is_some_and(|class| class.split(' ').any(|c| c == "edgePaths")))
    };
    let edges = paths.filter(in_edges).filter(|node| node.attribute("d").is_some_and(|d| !d.is_empty())).count();
    let ends = ["marker-start", "marker-end"];
    let heads =
        document.descendants().map(|node| ends.iter().filter(|end| node.attribute(**end).is_some()).count()).sum();
    (edges, heads)
}

fn parts(svg: &str) -> (usize, usize) {
    let edges = svg
        .split("class=\"edgePaths\"")
        .skip(1)
        .map(|rest| rest.split("</g>").next().unwrap_or_default().matches("<path").count());
    (edges.sum(), svg.matches("marker-start=").count() + svg.matches("marker-end=").count())
}

#[test]
fn nothing_is_lost_after_the_engine() {
    let theme = theme();
    let blocks = blocks();
    assert!(blocks.len() >= 600, "{}", blocks.len());
    let mut wrong = Vec::new();
    for block in &blocks {
        let source = crate::source::DiagramSource::prepare(block);
        let Ok(engine) = crate::engine(&theme).draw(&source.text) else {
            wrong.push(format!("not drawn: {block}"));
            continue;
        };
        let drawing = crate::draw(&theme, block).unwrap();
        let (before, after) = (parts_of_engine(&engine.svg), parts(&drawing.svg("d", "", "")));
        if before != after {
            wrong.push(format!("edges and heads were {before:?}, are {after:?}: {block}"));
        }
        if drawing.least_contrast.is_some_and(|least| least < 4.5) {
            wrong.push(format!("a label has a contrast of {:?}: {block}", drawing.least_contrast));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}: {}",
        wrong.len(),
        blocks.len(),
        wrong.iter().take(8).cloned().collect::<Vec<_>>().join("\n")
    );
}
