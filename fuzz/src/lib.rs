//! Turns texts of a fuzzer into courses in memory, and checks what holds for each of their pages.

#[path = "../../tests/support/html.rs"]
#[allow(dead_code)]
mod html;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use seodang::audience_filter::{Audience, Omitted, for_audience};
use seodang::config::Config;
use seodang::memo::Memo;
use seodang::pipeline::{Attached, Inputs, Model, Prepared, Reuse, SiteAddress};
use seodang::read::{FileEntry, Sources, theme};
use seodang::render::site::{EditionJob, RenderJob, SiteRenderer};
use seodang::render::theme::Theme;
use seodang::site::Output;
use seodang::source::{CoursePath, Source};
use seodang_diagram::DiagramTheme;

/// The longest input of a target, in bytes: long enough for every construct, short enough for a thousand runs a second.
pub const MAX_BYTES: usize = 4_096;

static CONFIG: LazyLock<Config> = LazyLock::new(Config::default);

static THEME: LazyLock<Arc<Theme>> = LazyLock::new(|| {
    let files = theme::theme(theme::DEFAULT, &[]).expect("the default theme is part of the program");
    Arc::new(Theme::load(&files, seodang::config::Language::KOREAN).expect("the default theme is right"))
});

/// Returns the texts of a course as students get them. Nothing of it is on the disk.
fn inputs(files: &[(&str, &str)]) -> Inputs {
    let texts: BTreeMap<CoursePath, &str> = files.iter().map(|(path, text)| (CoursePath::new(path), *text)).collect();
    let sources = Sources {
        folder_name: "course".to_owned(),
        sources: texts.iter().map(|(path, text)| Source::new(path.clone(), text)).collect(),
        files: texts.keys().map(|path| (path.clone(), FileEntry { disk: PathBuf::from(path.as_str()), ..FileEntry::default() })).collect(),
        folders: texts.keys().filter_map(CoursePath::parent).filter(|folder| !folder.is_root()).collect(),
        ..Sources::default()
    };
    let (report, _) = for_audience(sources, Audience::default());
    let mut diagnostics = Vec::new();
    let sources = report.collect_into(&mut diagnostics);
    Inputs { sources: Arc::new(sources), language: None, omitted: Omitted::default(), diagnostics }
}

/// Lets panics unwind, one line each: seodang catches those of the packages that draw and colour. One that leaves a target still
/// ends the run.
pub fn let_panics_unwind() {
    std::panic::set_hook(Box::new(|panic| eprintln!("{panic}")));
}

/// Returns the look of drawings of the default theme.
pub fn diagram_theme() -> &'static DiagramTheme {
    &THEME.diagram
}

/// Renders each page of a course, checks it, and runs all lints.
///
/// # Panics
/// Panics if a page breaks a rule of [`check_page`].
pub fn check_course(files: &[(&str, &str)]) {
    let model = Model::assemble(inputs(files), &CONFIG, Attached::Images, &mut Reuse::default(), None)
        .expect("no file of the course is on the disk");
    let problems = model.page_problems(&Memo::default());
    for finding in model.findings(problems, &seodang::check::Policy::default()) {
        assert!(!finding.message.to_string().is_empty());
    }
    let prepared = Prepared { model, theme: Arc::clone(&THEME), memo: Arc::default() };
    let renderer = SiteRenderer::new(prepared.render_input(&SiteAddress::Unknown, &Arc::default()))
        .expect("the templates of the default theme are right");
    for entry in 0..prepared.model.course.entries.len() {
        let job = EditionJob { edition: 0, job: RenderJob::Entry(entry) };
        let rendered = renderer.render(&job).expect("the templates of the default theme are right");
        for (path, output) in &rendered.outputs {
            if let Output::Html(page) = output {
                check_page(path.as_str(), page);
            }
        }
    }
}

/// Checks a page: well-formed, one title, unique ids, nothing in it that runs or loads from other sites.
///
/// # Panics
/// Panics if it is not.
pub fn check_page(path: &str, page: &str) {
    assert_eq!(html::misnested(page), None, "{path}:\n{page}");
    let page = html::Html::new(page.to_owned());
    let (mut titles, mut ids) = (0, BTreeSet::new());
    for element in page.elements("*") {
        titles += usize::from(element.name == "h1");
        for (name, value) in &element.attributes {
            assert!(!name.starts_with("on"), "{path}: handler {name}={value}");
            assert!(name != "id" || ids.insert(value.clone()), "{path}: the id {value} occurs twice");
            if ["href", "src", "action", "data", "poster", "formaction", "xlink:href"].contains(&name.as_str()) {
                // Browsers remove these signs (URL Standard, section 4.4).
                let scheme: String = value.chars().filter(|c| *c > ' ').collect();
                assert!(!scheme.to_ascii_lowercase().starts_with("javascript:"), "{path}: {name}={value}");
            }
        }
    }
    assert_eq!(titles, 1, "{path} has {titles} titles");
}

/// Checks the XML of a drawing or formula: well-formed, nothing in it that runs.
///
/// # Panics
/// Panics if it is not.
pub fn check_drawing(xml: &str) {
    assert_eq!(html::misnested(xml), None, "{xml}");
    for element in html::Html::new(xml.to_owned()).elements("*") {
        assert!(!["script", "foreignobject", "iframe"].contains(&element.name.as_str()), "{xml}");
        for (name, value) in &element.attributes {
            assert!(!name.starts_with("on") && !value.to_ascii_lowercase().contains("javascript:"), "{name}={value}");
        }
    }
}
