//! Checks drawn diagrams: the measurements of the original Mermaid, legible labels, unique ids, no active content.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use seodang::render::diagram::{self, DiagramError, DiagramFault, Drawing, default_theme};

use crate::support::files_below;

/// Returns the Mermaid blocks of the documents in `diagrams/truth`, by `file/heading`.
fn documented() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagrams/truth");
    let mut found = BTreeMap::new();
    for file in files_below(&folder).iter().filter(|file| file.ends_with(".md")) {
        let text = fs::read_to_string(folder.join(file)).unwrap();
        for section in text.split("\n## ").skip(1) {
            let (heading, rest) = section.split_once('\n').unwrap();
            let (_, block) = rest.split_once("```mermaid\n").unwrap();
            let (block, _) = block.split_once("\n```").unwrap();
            found.insert(format!("{}/{heading}", file.trim_end_matches(".md")), block.to_owned());
        }
    }
    found
}

/// Returns a diagram of every kind from `diagrams`, by file name.
fn kinds() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagrams");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let diagrams = files.filter(|path| path.extension().is_some_and(|e| e == "mmd"));
    diagrams
        .map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), fs::read_to_string(path).unwrap()))
        .collect()
}

/// Draws a block in the default theme.
fn draw(block: &str) -> Result<Drawing, DiagramError> {
    diagram::draw(&default_theme(), block)
}

/// Returns the style sheet that drawings share.
fn sheet_of<'a>(drawings: impl IntoIterator<Item = &'a Drawing>) -> String {
    diagram::stylesheet(&default_theme(), drawings.into_iter().flat_map(|drawing| &drawing.rules))
}

/// Returns the tags of an SVG: name, attributes.
fn tags(svg: &str) -> Vec<(String, BTreeMap<String, String>)> {
    let mut reader = quick_xml::Reader::from_str(svg);
    let mut found = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) => {
                let attributes = tag.attributes().map(|attribute| {
                    let attribute = attribute.unwrap();
                    (attribute.key.as_ref().to_owned(), attribute.value.into_owned())
                });
                found.push((tag.name().as_ref().to_owned(), attributes.collect()));
            }
            quick_xml::events::Event::Eof => return found,
            _ => {}
        }
    }
}

fn with_class(tags: &[(String, BTreeMap<String, String>)], name: &str, class: &str) -> u64 {
    let has = |attributes: &BTreeMap<String, String>| {
        attributes.get("class").is_some_and(|c| c.split(' ').any(|c| c == class))
    };
    tags.iter().filter(|(n, attributes)| n == name && has(attributes)).count() as u64
}

fn edges(svg: &str) -> u64 {
    svg.split("<g class=\"edgePaths\">")
        .skip(1)
        .map(|rest| rest.split("</g>").next().unwrap().matches("<path").count() as u64)
        .sum()
}

/// Returns the texts of an SVG without white space, in the order of the document, and their number.
fn texts(svg: &str) -> (String, u64) {
    let mut all = String::new();
    let mut count = 0;
    for part in svg.split("<text").skip(1) {
        let part = part.split("</text>").next().unwrap();
        let mut text = String::new();
        for piece in part.split('>').skip(1) {
            text.push_str(piece.split('<').next().unwrap());
        }
        let text: String = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        let text: String = text.split_whitespace().collect();
        count += u64::from(!text.is_empty());
        all.push_str(&text);
    }
    (all, count)
}

/// The measurements of a block that the original Mermaid drew; `diagrams/truth.mjs` writes them.
#[derive(serde::Deserialize)]
struct Measured {
    /// Whether Mermaid draws the block.
    drawn: bool,
    /// The size of the view box, in CSS pixels.
    #[serde(default)]
    width: f64,
    #[serde(default)]
    height: f64,
    #[serde(default)]
    nodes: u64,
    #[serde(default)]
    clusters: u64,
    #[serde(default)]
    edges: u64,
    /// The texts without white space, in the order of the document.
    #[serde(default)]
    labels: Vec<String>,
}

#[derive(serde::Deserialize)]
struct Truth {
    blocks: BTreeMap<String, Measured>,
}

/// Blocks whose size may differ: Mermaid 11.17 leaves more room between the rows of a block diagram.
const OTHER_SIZE: [&str; 1] = ["structure/Block: columns"];

#[test]
fn drawings_have_the_size_and_the_parts_that_mermaid_gives_them() {
    let truth = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagrams/truth.json");
    let truth: Truth = serde_json::from_str(&fs::read_to_string(truth).unwrap()).unwrap();
    let blocks = documented();
    assert!(truth.blocks.keys().eq(blocks.keys()), "run tests/diagrams/truth.mjs: blocks were added or removed");
    let mut wrong = Vec::new();
    for (key, measured) in &truth.blocks {
        let outcome = draw(&blocks[key]);
        assert_eq!(outcome.is_ok(), measured.drawn, "{key}: {outcome:?}");
        let Ok(drawing) = outcome else { continue };
        let svg = drawing.svg("d", "", "");
        let tags = tags(&svg);
        let (text, labels) = texts(&svg);
        // Mermaid draws a node for every comma list of a `style`; seodang applies the style to each name.
        let phantoms = u64::try_from(drawing.expanded_lists.len()).unwrap();
        let counts = [with_class(&tags, "g", "node"), with_class(&tags, "g", "cluster"), edges(&svg), labels];
        let counts = [counts[0] + phantoms, counts[1], counts[2], counts[3] + phantoms];
        let wanted = [measured.nodes, measured.clusters, measured.edges, measured.labels.len() as u64];
        if counts != wanted {
            wrong.push(format!("{key}: nodes, clusters, edges, labels are {counts:?}, Mermaid {wanted:?}"));
        }
        if phantoms > 0 {
            continue;
        }
        let is_near = |value: f32, wanted: f64| (f64::from(value) / wanted - 1.0).abs() <= 0.15;
        let (width, height) = (drawing.width, drawing.height);
        if !OTHER_SIZE.contains(&key.as_str()) && (!is_near(width, measured.width) || !is_near(height, measured.height))
        {
            wrong.push(format!("{key}: {width} × {height}, Mermaid {} × {}", measured.width, measured.height));
        }
        if text != measured.labels.concat() {
            wrong.push(format!("{key}: the texts are {text}, Mermaid {}", measured.labels.concat()));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

fn assert_legible(name: &str, drawing: &Drawing) {
    let least = drawing.least_contrast.unwrap_or(21.0);
    assert!(least >= 4.5, "{name}: a label has a contrast of {least}");
}

#[test]
fn every_label_is_legible_in_both_schemes() {
    for (name, block) in kinds().into_iter().chain(documented()) {
        assert_legible(&name, &draw(&block).unwrap());
    }
}

#[test]
fn every_colour_has_a_counterpart_for_the_dark() {
    let drawings: Vec<Drawing> = kinds().values().map(|block| draw(block).unwrap()).collect();
    let sheet = sheet_of(&drawings);
    assert!(!sheet.contains("@media") && !sheet.contains('!'));
    for drawing in &drawings {
        let svg = drawing.svg("d", "", "");
        assert!(
            !svg.contains("<style")
                && !svg.contains(" style=")
                && !svg.contains("fill=\"#")
                && !svg.contains("stroke=\"#"),
            "{}",
            drawing.kind
        );
        for (name, attributes) in tags(&svg) {
            for class in attributes
                .get("class")
                .into_iter()
                .flat_map(|c| c.split(' '))
                .filter(|c| c.starts_with('d') && c.len() == 7)
            {
                let known = matches!(class, "diagram") || sheet.contains(&format!(".diagram .{class}{{"));
                assert!(known, "{}: <{name}> has the class {class}, for which there is no rule", drawing.kind);
            }
        }
    }
}

#[test]
fn ids_begin_with_the_given_one_and_references_find_them() {
    for (name, block) in kinds() {
        let drawing = draw(&block).unwrap();
        let svg = drawing.svg("page-7", "이름", "설명");
        let tags = tags(&svg);
        let ids: Vec<&String> = tags.iter().filter_map(|(_, attributes)| attributes.get("id")).collect();
        let unique: BTreeSet<&String> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{name}: an id stands twice");
        assert!(ids.iter().all(|id| id.starts_with("page-7-")), "{name}: {ids:?}");
        for (element, attributes) in &tags {
            for value in attributes.values() {
                let target = value.strip_prefix("url(#").map(|v| v.trim_end_matches(')'));
                let target = target.or_else(|| (element == "use").then(|| value.strip_prefix('#')).flatten());
                assert!(target.is_none_or(|id| unique.contains(&id.to_owned())), "{name}: {value} leads nowhere");
            }
        }
        assert!(svg.contains("<title id=\"page-7-t\">이름</title><desc id=\"page-7-d\">설명</desc>"), "{name}");
    }
}

#[test]
fn what_authors_leave_uncoloured_is_calm_and_what_they_choose_stays() {
    let blocks = ["flowchart TD\n  subgraph G\n    A --> B\n  end\n  style A fill:#ffe0b2,stroke:#e65100"];
    let rules = |head: &str| {
        sheet_of(&blocks.map(|block| draw(&format!("{head}{block}")).unwrap()))
            + &blocks.map(|block| draw(&format!("{head}{block}")).unwrap().svg("d", "", "")).concat()
    };
    // The default colours of Mermaid: yellow groups (#ffffde) and violet borders (#9370db).
    let calm = rules("");
    assert!(!calm.contains("#ffffde") && !calm.contains("#9370db"), "{calm}");
    assert!(calm.contains("#ffe0b2") && calm.contains("#e65100"), "{calm}");
    // A theme of Mermaid that the author names is drawn unchanged, from a directive of several lines too.
    let stock = rules("%%{init: {\n  \"theme\": \"default\"\n}}%%\n");
    assert!(stock.contains("#ffffde") && stock.contains("#9370db"), "{stock}");
    assert_eq!(rules("---\nconfig:\n  theme: default\n---\n"), stock);
    assert_eq!(rules("%%{init: {\"flowchart\": {\"curve\": \"basis\"}}}%%\n"), calm);
}

#[test]
fn no_edge_runs_through_the_title_of_a_group() {
    let drawing =
        draw("flowchart TD\n  X --> A\n  subgraph G [바깥]\n    A --> B\n    subgraph H [안]\n      C --> D\n    end\n  end\n").unwrap();
    let svg = drawing.svg("d", "", "");
    let at = |part: &str| svg.find(part).unwrap_or_else(|| panic!("{part}: {svg}"));
    assert!(
        at("class=\"cluster\"") < at("class=\"edgePaths\"") && at("class=\"edgePaths\"") < at(">바깥</text>"),
        "{svg}"
    );
    assert_eq!(svg.matches("cluster-label").count(), 2, "each title stands once");
    let sheet = sheet_of([&drawing]);
    assert_eq!(sheet.matches("paint-order:stroke").count(), 1, "{sheet}");
    assert_eq!(drawing.labels[..2], ["X", "바깥"], "they are read in the same order as before: {:?}", drawing.labels);
}

#[test]
fn comma_lists_style_every_name_and_are_reported() {
    let together = draw("graph TD\n  A --> B\n  style A,B fill:#e3f2fd,stroke:#1976d2").unwrap();
    let apart =
        draw("graph TD\n  A --> B\n  style A fill:#e3f2fd,stroke:#1976d2\n  style B fill:#e3f2fd,stroke:#1976d2")
            .unwrap();
    assert_eq!(together.svg("d", "", ""), apart.svg("d", "", ""));
    assert_eq!((together.expanded_lists, apart.expanded_lists), (vec![3], vec![]));
}

#[test]
fn labels_come_in_reading_order_each_once() {
    let drawing = draw("graph LR\n  B[둘째] --> C[셋째]\n  A[첫째] -->|먼저| B\n  B --> D[셋째]").unwrap();
    assert_eq!(drawing.labels, ["첫째", "먼저", "둘째", "셋째"]);
    let drawing = draw("graph TD\n  accTitle: 이름\n  accDescr: 설명\n  A[한 줄<br/>두 줄]").unwrap();
    assert_eq!((drawing.title.as_deref(), drawing.description.as_deref()), (Some("이름"), Some("설명")));
    assert_eq!(drawing.labels, ["한 줄 두 줄"]);
}

#[test]
fn a_message_to_oneself_is_a_valid_path() {
    let svg = draw("sequenceDiagram\nA->>A: hi").unwrap().svg("d", "", "");
    let paths: Vec<&str> = svg.split("<path").skip(1).map(|rest| rest.split('>').next().unwrap()).collect();
    assert!(!paths.is_empty());
    assert!(paths.iter().all(|path| !path.contains(" x1=")), "{paths:?}");
}

#[test]
fn nothing_harmful_gets_into_a_drawing() {
    let hostile = [
        "graph TD\nA[\"<img src=x onerror=alert(1)><script>alert(1)</script><a href='javascript:alert(1)'>x</a>\"]\nclick A \"javascript:alert(1)\"",
        "graph TD\nA --> B\nstyle A fill:red}body{display:none\nstyle B fill:url(https://a.example/x),font-weight:700}x{\nclassDef a stroke:expression(alert(1))\nclass A a",
        "%%{init: {'theme':'base','themeCSS':'body{display:none}','fontFamily':'x;}body{display:none'}}%%\ngraph TD\nA[\"<svg onload=alert(1)>&lt;script&gt;\"]",
        "flowchart LR\nA@{ img: \"https://a.example/a.png\", label: \"x\", w: 60, h: 60 }\nB@{ icon: \"fa:user\" }\nA-->B",
        "sequenceDiagram\nparticipant A\nlink A: Dashboard @ javascript:alert(1)\nA->>A: <script>x</script>",
    ];
    for block in hostile {
        let Ok(drawing) = draw(block) else { continue };
        let all = format!("{}{}", drawing.svg("d", "", ""), sheet_of([&drawing]));
        for word in [
            "<script",
            "onerror",
            "onload",
            "javascript:",
            "a.example",
            "body{",
            "expression",
            "<img",
            "<image",
            "foreignObject",
        ] {
            assert!(!all.contains(word), "{word} in the drawing of {block}");
        }
    }
    let linked = draw("graph TD\nA-->B\nclick A \"https://example.com/a?b=1&c=2\"\nclick B \"./lab_1.md\"")
        .unwrap()
        .svg("d", "", "");
    assert!(
        linked.contains("href=\"https://example.com/a?b=1&amp;c=2\"")
            && linked.contains("href=\"./lab_1.md\"")
            && linked.contains("role=\"group\""),
        "{linked}"
    );
}

#[test]
fn size_and_depth_are_bounded() {
    let repeat = |n: u32, line: &dyn Fn(u32) -> String| (0..n).map(line).collect::<String>();
    let large = [
        format!("graph TD\nA[\"{}\"]", "가".repeat(400_000)),
        format!("graph TD\n{}", repeat(10_000, &|i| format!("n{i}-->n{}\n", i + 1))),
        format!("graph TD\n{}", repeat(7_000, &|i| format!("{i}-->{}\n", i + 1))),
        format!("graph TD\n{}A\n{}", repeat(400, &|i| format!("subgraph s{i}\n")), "end\n".repeat(400)),
        format!("graph TD\nA[\"{}x\"]", "<b>".repeat(20_000)),
        format!("mindmap\n{}", repeat(400, &|i| format!("{}n{i}\n", " ".repeat(i as usize + 1)))),
        format!("stateDiagram-v2\n{}a\n{}", repeat(300, &|i| format!("state s{i} {{\n")), "}\n".repeat(300)),
    ];
    for block in large {
        let start = Instant::now();
        // Uses the small stack of worker threads.
        let outcome = std::thread::Builder::new()
            .stack_size(2 << 20)
            .spawn(move || draw(&block).map(|d| d.width))
            .unwrap()
            .join()
            .unwrap();
        println!("{:?} after {:?}", outcome.as_ref().map_err(|e| &e.fault), start.elapsed());
        assert!(start.elapsed() < Duration::from_secs(20), "not bounded in time");
    }
}

#[test]
fn a_short_source_with_millions_of_edges_is_refused_at_once() {
    let many = (0..2000).map(|n| format!("n{n}")).collect::<Vec<_>>().join(" & ");
    let start = Instant::now();
    let error = draw(&format!("flowchart TD\n  A --> B\n  {many} --> {many}\n")).unwrap_err();
    assert_eq!((error.fault, error.line), (DiagramFault::TooManyEdges(4_000_001), Some(3)));
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
}

#[test]
fn the_same_source_gives_the_same_drawing_in_every_thread() {
    let sources = kinds();
    let first: Vec<Drawing> = sources.values().map(|block| draw(block).unwrap()).collect();
    let again =
        std::thread::spawn(move || sources.values().rev().map(|block| draw(block).unwrap()).collect::<Vec<_>>())
            .join()
            .unwrap();
    assert!(first.iter().eq(again.iter().rev()));
    assert_eq!(sheet_of(&first), sheet_of(&again));
}

#[test]
fn a_drawing_survives_being_remembered() {
    let drawing = draw("pie title 비율\n\"가\" : 1\n\"나\" : 2").unwrap();
    let kept: Drawing = serde_json::from_str(&serde_json::to_string(&drawing).unwrap()).unwrap();
    assert_eq!(kept, drawing);
}
