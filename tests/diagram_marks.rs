//! Checks that drawings are right as drawn: widths and sizes as browsers compute them, nothing hidden, marks and labels that can be
//! seen in both schemes.

use seodang::render::diagram::{Drawing, default_theme, draw, stylesheet};
use seodang_diagram::{Colour, SchemeColour};

fn drawn(block: &str) -> Drawing {
    draw(&default_theme(), block).unwrap_or_else(|error| panic!("{block}\n{error}"))
}

fn svg(block: &str) -> String {
    drawn(block).svg("d", "", "")
}

fn sheet(drawing: &Drawing) -> String {
    stylesheet(&default_theme(), &drawing.rules)
}

/// Returns the start tags of an SVG that contain a text.
fn tags<'s>(svg: &'s str, part: &str) -> Vec<&'s str> {
    svg.split('<').filter_map(|tag| tag.split('>').next()).filter(|tag| tag.contains(part)).collect()
}

/// Returns the declarations of the rules for a tag's classes.
fn declarations(tag: &str, sheet: &str) -> String {
    let classes = tag.split("class=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
    let rule = |class: &str| sheet.split(&format!(".diagram .{class}{{")).nth(1)?.split('}').next();
    classes.split(' ').filter_map(rule).collect::<Vec<_>>().join(";")
}

/// Returns the last value of a property in declarations.
fn value<'s>(declarations: &'s str, property: &str) -> Option<&'s str> {
    declarations.split(';').filter_map(|each| each.strip_prefix(property)?.strip_prefix(':')).next_back()
}

/// Parses a colour or a pair of them.
fn colours(css: &str) -> Option<SchemeColour> {
    let Some(pair) = css.strip_prefix("light-dark(").and_then(|pair| pair.strip_suffix(')')) else {
        return Colour::parse(css).map(SchemeColour::same);
    };
    let (light, dark) = pair.split_once(',')?;
    Some(SchemeColour { light: Colour::parse(light)?, dark: Colour::parse(dark)? })
}

/// Returns the least contrast of a colour to the page in either scheme.
fn contrast_to_page(css: &str) -> f32 {
    let page = default_theme().paper;
    let colour = colours(css).unwrap_or_else(|| panic!("{css}"));
    colour.light.contrast(page.light).min(colour.dark.contrast(page.dark))
}

#[test]
fn edges_of_a_mindmap_are_drawn_at_every_depth() {
    let levels: String = (1..8).map(|depth| format!("{}level {depth}\n", "  ".repeat(depth))).collect();
    let drawing = drawn(&format!("mindmap\n{levels}"));
    let (svg, sheet) = (drawing.svg("d", "", ""), sheet(&drawing));
    let edges = svg.split("class=\"edgePaths\"").nth(1).unwrap().split("</g>").next().unwrap();
    let edges = tags(edges, "path ");
    assert_eq!(edges.len(), 6, "{svg}");
    for edge in edges {
        let css = declarations(edge, &sheet);
        let stroke = value(&css, "stroke").unwrap_or_else(|| panic!("an edge has no stroke: {css}"));
        assert!(contrast_to_page(stroke) >= 3.0, "{stroke}");
    }
}

#[test]
fn heads_of_arrows_are_above_the_titles_that_they_touch() {
    let svg = svg("flowchart TD\n  X[From outside] --> G\n  subgraph G [A title]\n    A --> B\n  end\n  Y --> B\n");
    let title = svg.find(">A title<").unwrap();
    let heads: Vec<usize> = svg.match_indices("marker-end=").map(|(at, _)| at).collect();
    assert_eq!(heads.len(), 3, "no head is lost or doubled: {svg}");
    assert_eq!(heads.iter().filter(|at| **at > title).count(), 1, "the one that touches the title is above it: {svg}");
    assert_eq!(
        svg.split("class=\"edgePaths\"").nth(1).unwrap().split("</g>").next().unwrap().matches("<path").count(),
        3
    );
}

#[test]
fn variables_of_a_theme_merge_into_the_palette() {
    let block = |head: &str| format!("{head}xychart-beta\n  x-axis [a, b]\n  bar [1, 2]\n");
    let plain = drawn(&block(""));
    let own = drawn(&block("%%{init: {\"themeVariables\": {\"xyChart\": {\"titleColor\": \"#a00000\"}}}}%%\n"));
    let bars = |drawing: &Drawing| {
        let svg = drawing.svg("d", "", "");
        tags(&svg, "rect ").iter().map(|tag| declarations(tag, &sheet(drawing))).collect::<Vec<_>>()
    };
    assert_eq!(bars(&plain), bars(&own));
    for css in bars(&own).iter().filter_map(|css| value(css, "fill")) {
        assert!(contrast_to_page(css) >= 3.0, "{css}");
    }
    let flow = drawn("---\nconfig:\n  themeVariables:\n    lineColor: '#a00000'\n---\nflowchart LR\n  A --> B\n");
    assert!(sheet(&flow).contains("#a00000") && sheet(&flow).contains("#eef2fb"), "{}", sheet(&flow));
    // Variables that follow the one that the author sets are not those of the palette.
    let actors = drawn("%%{init: {\"themeVariables\": {\"mainBkg\": \"#ffe0b2\"}}}%%\nsequenceDiagram\n  A->>B: hi\n");
    assert!(!sheet(&actors).contains("fill:#eef2fb"), "{}", sheet(&actors));
}

#[test]
fn discs_of_numbered_messages_have_the_size_that_mermaid_gives_them() {
    let drawing = drawn("sequenceDiagram\n  autonumber\n  A->>B: hi\n");
    let (svg, sheet) = (drawing.svg("d", "", ""), sheet(&drawing));
    let line = tags(&svg, "marker-start")[0];
    // A marker is as many times larger as the line is wide: a radius of 6 becomes 12.
    assert_eq!(value(&declarations(line, &sheet), "stroke-width"), Some("2"), "{line}");
    assert!(drawing.least_contrast.unwrap() >= 4.5);
}

#[test]
fn a_label_that_a_line_crosses_has_a_rim_and_keeps_its_ink() {
    let rims = |block: &str| sheet(&drawn(block)).matches("paint-order:stroke").count();
    assert_eq!(rims("sequenceDiagram\n  A->>B: to the neighbour\n"), 0);
    let across = "sequenceDiagram\n  participant A\n  participant B\n  participant C\n  A->>C: over the line of B\n";
    assert_eq!(rims(across), 1);
    let css = sheet(&drawn(across));
    let rule = css.split("paint-order").next().unwrap().rsplit('{').next().unwrap();
    assert_eq!(value(rule, "fill"), Some("light-dark(#333,#d9dee5)"), "{rule}");
}

#[test]
fn sizes_in_every_unit_of_fonts_are_kept() {
    let timeline = drawn("timeline\n  title History\n  2002 : LinkedIn\n");
    assert!(sheet(&timeline).contains("font-size:33.92px"), "4ex: {}", sheet(&timeline));
    let journey = drawn("journey\n  title A day\n  section Work\n    Tea: 5: Me\n");
    assert!(sheet(&journey).contains("font-size:33.92px"), "4ex: {}", sheet(&journey));
}

#[test]
fn lowered_and_raised_letters_and_code_look_so() {
    let drawing = drawn("flowchart LR\n  A[\"H<sub>2</sub>O and x<sup>2</sup>\"] --> B[\"call <code>f</code>\"]\n");
    let (svg, sheet) = (drawing.svg("d", "", ""), sheet(&drawing));
    let shifts: Vec<&str> = svg.split(" dy=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(shifts, ["3.2", "-3.2", "-5.6"], "{svg}");
    assert!(sheet.contains("font-size:12px") && sheet.contains("font-family:monospace"), "{sheet}");
    assert_eq!(drawing.labels, ["H2O and x2", "call f"]);
}

#[test]
fn labels_of_states_wrap_at_the_width_of_mermaid() {
    let drawing = drawn("stateDiagram-v2\n  state \"This is a state description\" as s2\n");
    // 214 × 56 in Mermaid 11.17: the label is on one line.
    assert!(
        (drawing.width - 214.0).abs() < 8.0 && (drawing.height - 56.0).abs() < 8.0,
        "{} × {}",
        drawing.width,
        drawing.height
    );
}

#[test]
fn labels_beside_the_last_nodes_are_inside_the_drawing() {
    let block = "---\nconfig:\n  sankey:\n    labelStyle: outlined\n    showValues: false\n---\nsankey\n\nGrid,Heating and cooling of homes,114\nGrid,Industry,342\n";
    let drawing = drawn(block);
    assert!(drawing.width > 720.0, "600 without the labels: {}", drawing.width);
}

#[test]
fn a_plan_has_no_line_for_today() {
    let svg = svg("gantt\n  dateFormat YYYY-MM-DD\n  section S\n  a :a1, 2026-01-05, 3d\n  b :2026-01-09, 3d\n");
    let beyond =
        |name: &str| tags(&svg, &format!(" {name}=\"-")).into_iter().filter(|tag| tag.starts_with("line")).count();
    assert_eq!((beyond("x1"), beyond("x2")), (0, 0), "{svg}");
}

#[test]
fn lines_heads_bars_and_borders_of_groups_can_be_seen_in_both_schemes() {
    for (block, part) in [
        ("flowchart LR\n  A --> B\n  linkStyle 0 stroke:#eeeeee\n", "flowchart-link"),
        ("flowchart LR\n  subgraph G [g]\n    A --> B\n  end\n  style G fill:#fff,stroke:#f5f5f5\n", "rect "),
        ("sequenceDiagram\n  A->>B: x\n", "line "),
        ("xychart-beta\n  x-axis [a, b]\n  bar [1, 2]\n  line [2, 1]\n", "rect "),
        ("gitGraph\n  commit\n  branch b\n  commit\n", "circle "),
        ("stateDiagram-v2\n  state Outer {\n    a --> b\n  }\n", "transition"),
    ] {
        let drawing = drawn(block);
        let (svg, sheet) = (drawing.svg("d", "", ""), sheet(&drawing));
        let found = tags(&svg, part);
        assert!(!found.is_empty(), "{block}");
        for tag in found {
            let css = declarations(tag, &sheet);
            let contrast = |name: &str| value(&css, name).filter(|css| *css != "none").map_or(0.0, contrast_to_page);
            let is_seen = contrast("stroke") >= 3.0 || contrast("fill") >= 3.0;
            assert!(is_seen, "{block}: {tag}: {css}");
        }
    }
}

#[test]
fn every_pair_of_colours_follows_a_plain_one() {
    let drawing = drawn("flowchart LR\n  A[one] -->|two| B\n");
    for rule in sheet(&drawing).lines().filter(|rule| rule.contains("light-dark(")) {
        let parts: Vec<&str> = rule.split(['{', ';', '}']).collect();
        for pair in parts.windows(2).filter(|pair| pair[1].contains(":light-dark(")) {
            let (name, colour) = pair[1].split_once(":light-dark(").unwrap();
            assert_eq!(pair[0], format!("{name}:{}", colour.split(',').next().unwrap()), "{rule}");
        }
    }
}
