//! Compares `docs/template-reference.md` with the views, roles and templates; `SEODANG_UPDATE=1` rewrites it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::support::{files_below, is_update};

/// The files that define the views, in the order of the reference.
const VIEW_FILES: [&str; 6] = [
    "src/render/page.rs",
    "src/render/date.rs",
    "src/render/article/outline.rs",
    "src/lesson/task.rs",
    "src/render/page/study.rs",
    "src/render/bundle.rs",
];

/// The variables of templates: name, type, templates.
const VARIABLES: [(&str, &str, &str); 10] = [
    ("site", "SiteView", "all"),
    ("page", "PageView", "all"),
    ("nav", "Vec<NavView>", "all"),
    ("words", "the words of the interface in the language of the course, by key", "all"),
    ("logo", "`file` and `type`: the name of the logo among the theme's files, and its media type", "all"),
    ("file", "FileView", "`viewer.html`"),
    ("glossary", "GlossaryView", "`glossary.html`"),
    ("deck", "DeckView", "`cards.html`"),
    ("quiz", "QuizView", "`quiz.html`"),
    ("bundle", "BundleView", "`bundle.html`, which has no `site`, `page` and `nav`"),
];

/// The blocks that templates define: template, block, content.
const BLOCKS: [(&str, &str, &str); 8] = [
    ("article.html", "class", "further classes of `<article>`, with a trailing space"),
    ("article.html", "contents", "the list of the pages below an overview; empty on lessons"),
    ("article.html", "end", "the end of the article, above the links to the previous and next page; empty"),
    ("layout.html", "bar", "the place before the buttons of the top bar; empty"),
    ("layout.html", "foot", "the end of the footer; empty"),
    ("layout.html", "head", "the end of `<head>`; empty"),
    ("layout.html", "main", "the content of the page"),
    ("plain/layout.html", "main", "the content of the page, in the theme `plain`"),
];

/// A struct or an enum with its documented members: name, type, documentation.
struct View {
    name: String,
    doc: String,
    members: Vec<(String, String, String)>,
}

#[test]
fn the_reference_of_templates_is_current() {
    let views: Vec<View> = VIEW_FILES.iter().flat_map(|path| views(&read(path))).collect();
    let text = reference(&views);
    let path = root().join("docs/template-reference.md");
    if is_update() {
        fs::write(&path, &text).unwrap();
    }
    let current = fs::read_to_string(&path).unwrap_or_default();
    assert!(current == text, "docs/template-reference.md is stale: SEODANG_UPDATE=1 cargo test template_reference");
}

#[test]
fn the_reference_lists_every_variable() {
    let mut found = BTreeSet::new();
    for path in files_below(&root().join("src/render")).into_iter().filter(|path| path.ends_with(".rs")) {
        let text = read(&format!("src/render/{path}"));
        for receiver in ["variables", "context", "global_context()"] {
            let call = format!("{receiver}.insert(\"");
            let calls = text.split(&call).skip(1);
            found.extend(calls.filter_map(|rest| rest.split('"').next()).map(ToOwned::to_owned));
        }
    }
    let listed: BTreeSet<String> = VARIABLES.iter().map(|(name, ..)| (*name).to_owned()).collect();
    assert_eq!(found, listed);
}

#[test]
fn the_reference_lists_every_block() {
    let mut found = BTreeSet::new();
    let mut overridden = BTreeSet::new();
    for theme in ["default", "plain", "chalkboard"] {
        let folder = root().join("themes").join(theme).join("templates");
        for path in files_below(&folder) {
            let text = fs::read_to_string(folder.join(&path)).unwrap();
            let tags = text.split("{%").skip(1).map(|tag| tag.trim_start_matches('-').trim_start());
            let blocks = tags.filter_map(|tag| tag.strip_prefix("block ")?.split(' ').next()).map(ToOwned::to_owned);
            let name = if theme == "default" { path } else { format!("{theme}/{path}") };
            let to = if text.starts_with("{% extends") { &mut overridden } else { &mut found };
            to.extend(blocks.map(|block| (name.clone(), block)));
        }
    }
    // `article.html` extends the layout and defines further blocks.
    found.extend(overridden.into_iter().filter(|(path, block)| path == "article.html" && block != "main"));
    let listed: BTreeSet<(String, String)> =
        BLOCKS.iter().map(|(path, block, _)| ((*path).to_owned(), (*block).to_owned())).collect();
    assert_eq!(found, listed);
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// Reads the serialized structs of a source file, which templates can see, with the documentation of their fields.
fn views(source: &str) -> Vec<View> {
    let mut views: Vec<View> = Vec::new();
    let (mut doc, mut is_serialized, mut is_open, mut is_skipped) = (String::new(), false, false, false);
    for line in source.lines().map(|line| line.trim().replacen("pub(crate) ", "pub ", 1)) {
        let line = line.as_str();
        if let Some(text) = line.strip_prefix("///") {
            let gap = if doc.is_empty() { "" } else { " " };
            doc.extend([gap, text.trim()]);
            continue;
        }
        if line.starts_with("#[derive") {
            is_serialized = line.contains("Serialize");
            continue;
        }
        if line == "#[serde(skip)]" {
            is_skipped = true;
            continue;
        }
        if let Some(name) = line.strip_prefix("pub struct ").filter(|_| is_serialized) {
            let name = name.split([' ', '<']).next().unwrap().to_owned();
            views.push(View { name, doc: std::mem::take(&mut doc), members: Vec::new() });
            is_open = true;
        } else if let Some((name, kind)) =
            line.strip_prefix("pub ").filter(|_| is_open).and_then(|f| f.split_once(": "))
        {
            let kind = kind.trim_end_matches(',').to_owned();
            if !is_skipped {
                views.last_mut().unwrap().members.push((name.to_owned(), kind, std::mem::take(&mut doc)));
            }
        } else if line == "}" {
            is_open = false;
        }
        doc.clear();
        is_skipped = false;
    }
    views
}

/// Writes a Rust type as theme authors know it: `list of ChildView`, `text or null`.
fn type_name(kind: &str, known: &BTreeMap<&str, String>) -> String {
    let inner = |prefix: &str| kind.strip_prefix(prefix).and_then(|rest| rest.strip_suffix('>'));
    if let Some(inner) = inner("Option<") {
        return format!("{} or null", type_name(inner, known));
    }
    if let Some(inner) = inner("Vec<") {
        return format!("list of {}", type_name(inner, known));
    }
    match kind.rsplit("::").next().unwrap_or(kind) {
        "String" | "&'static str" | "&'a str" => "text".to_owned(),
        "bool" => "true or false".to_owned(),
        "usize" | "u32" => "number".to_owned(),
        name => match known.get(name) {
            Some(anchor) => format!("[{name}](#{anchor})"),
            None => name.to_owned(),
        },
    }
}

fn reference(views: &[View]) -> String {
    let known: BTreeMap<&str, String> = views.iter().map(|view| (&*view.name, view.name.to_lowercase())).collect();
    let mut text = "# Template reference\n\n\
         Generated from the source by `SEODANG_UPDATE=1 cargo test template_reference`; do not edit.\n\n\
         Templates are Tera templates. A theme replaces a template, or extends it (`{% extends \"default/page.html\" %}`) \
         and fills its blocks. Fields that end in `html` or hold HTML are inserted with `| safe`; all other text is escaped.\n\n\
         ## Variables\n\n| variable | value | templates |\n|---|---|---|\n"
        .to_owned();
    for (name, kind, templates) in VARIABLES {
        let _ = writeln!(text, "| `{name}` | {} | {templates} |", type_name(kind, &known));
    }
    text.push_str("\n## Blocks\n\n| template | block | content |\n|---|---|---|\n");
    for (template, block, content) in BLOCKS {
        let _ = writeln!(text, "| `{template}` | `{block}` | {content} |");
    }
    text.push_str(&roles(&read("src/render/role.rs")));
    text.push_str("\n## Values\n");
    for view in views {
        let _ = writeln!(text, "\n### {}\n\n{}\n\n| field | type | meaning |\n|---|---|---|", view.name, view.doc);
        for (name, kind, doc) in &view.members {
            let _ = writeln!(text, "| `{name}` | {} | {doc} |", type_name(kind, &known));
        }
    }
    text
}

/// Lists the values of `data-role` with the documentation of their variants.
fn roles(source: &str) -> String {
    let mut text = "\n## Roles\n\nThe attribute `data-role` marks the parts of a page that packages leave out.\n\n\
                    | value | meaning |\n|---|---|\n"
        .to_owned();
    let (mut doc, mut docs) = (String::new(), BTreeMap::new());
    for line in source.lines().map(str::trim) {
        if let Some(part) = line.strip_prefix("///") {
            let gap = if doc.is_empty() { "" } else { " " };
            doc.extend([gap, part.trim()]);
        } else {
            docs.entry(line.trim_end_matches(',').to_owned()).or_insert_with(|| doc.clone());
            doc.clear();
        }
    }
    let values = source.lines().filter_map(|line| line.trim().strip_prefix("Self::")?.split_once(" => \""));
    for (variant, value) in values {
        let _ = writeln!(text, "| `{}` | {} |", value.trim_end_matches("\","), docs[variant]);
    }
    text
}
