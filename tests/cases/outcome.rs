//! Turns a case into a course on the disk, and a run of the program into the outcome that the case expects.

use std::fmt::Write as _;

use serde_json::Value;

use super::document::{Annotation, Block, Case, Role, unannotated};
use super::shape::shape;
use crate::navigation::check_every_link;
use crate::support::{Built, CourseTest, Element, Html, Problem, tree};

/// Elements that no article may contain, and the prefixes of attributes and addresses that run scripts.
const FORBIDDEN: [&str; 8] = ["script", "iframe", "object", "embed", "base", "meta", "link", "style"];

/// A case whose course was built, or checked.
pub(super) struct Outcome {
    course: CourseTest,
    built: Built,
    /// The diagnostics of a build, with the ranges of `seodang check`; or all diagnostics of the latter.
    problems: Vec<Problem>,
}

impl Outcome {
    /// Writes the course of a case and runs the program on it.
    pub(super) fn of(case: &Case, is_check: bool) -> Self {
        let course = case.blocks().fold(CourseTest::new(), |course, block| match block.role() {
            Role::File(path) => course.file(path, &unannotated(&block.text)),
            Role::Picture(path) => course.bytes(path, include_bytes!("../pages/dot.png")),
            Role::Titles => block
                .text
                .lines()
                .filter_map(|line| line.split_once(": "))
                .fold(course, |course, (path, title)| course.file(path, &format!("# {title}\n"))),
            Role::Expectation(..) => course,
        });
        let built = course.build();
        let mut problems = checked(&course);
        if !is_check {
            // The only information that a build reports is that files were left out.
            let mut reported: Vec<String> = built.problems().into_iter().map(|problem| problem.code).collect();
            let warned: Vec<String> =
                problems.iter().filter(|problem| problem.level != "info").map(|problem| problem.code.clone()).collect();
            problems.retain(|problem| {
                let is_reported = reported.contains(&problem.code) && !warned.contains(&problem.code);
                problem.level != "info" || is_reported
            });
            // A build prints errors at the end, `check` in the order of files.
            let mut codes: Vec<String> = problems.iter().map(|problem| problem.code.clone()).collect();
            codes.sort();
            reported.sort();
            assert_eq!(codes, reported, "{}: `check` and `build` report the same", case.name);
        }
        let is_error = built.problems().iter().any(|problem| problem.level == "error");
        assert_eq!(built.exit_code, i32::from(is_error), "{}: {}", case.name, built.said);
        check_pages(&case.name, &built);
        Self { course, built, problems }
    }

    /// Returns the diagnostics of a file of the course, in order.
    pub(super) fn annotations(&self, path: &str) -> Vec<Annotation> {
        self.problems.iter().filter_map(|problem| annotation(problem, path)).collect()
    }

    /// Returns the diagnostics of files that no block of the case writes.
    pub(super) fn elsewhere(&self, case: &Case) -> Vec<&Problem> {
        let paths: Vec<&str> = case
            .blocks()
            .filter_map(|block| match block.role() {
                Role::File(path) => Some(path),
                _ => None,
            })
            .collect();
        let is_known = |problem: &&Problem| paths.iter().any(|path| annotation(problem, path).is_some());
        self.problems.iter().filter(|problem| !is_known(problem)).collect()
    }

    /// Returns the text that an expectation should have.
    pub(super) fn expected(&self, language: &str, arguments: &str) -> String {
        let (subject, selector) = arguments.split_once(' ').unwrap_or((arguments, ""));
        match (language, subject, selector) {
            (_, "tree", "") => tree(&self.course),
            (_, "pages", "") => lines(self.built.pages()),
            (_, "files", "") => lines(self.built.files()),
            ("diff", "fix", "") => self.diff(),
            ("html", page, "") => format!("{}\n", self.built.prose(page).html.trim()),
            ("shape", page, "") => shape(&self.built.prose(page).html),
            ("shape", page, selector) => {
                select(&self.built.page(page), selector).iter().map(outer_html).map(|html| shape(&html)).collect()
            }
            ("text", page, "") => format!("{}\n", self.built.prose(page).text()),
            ("text", page, "headings") => headings(&self.built.prose(page)),
            ("html", page, selector) => lines(select(&self.built.page(page), selector).iter().map(outer_html)),
            ("tags", page, selector) => lines(select(&self.built.page(page), selector).iter().map(start_tag)),
            ("text", page, selector) => lines(select(&self.built.page(page), selector).iter().map(Element::text)),
            _ => panic!("`{language} expect {arguments}` is no expectation: see tests/README.md"),
        }
    }

    /// Returns the diff that `seodang check --fix --dry-run` prints.
    fn diff(&self) -> String {
        let run = crate::check::check(&self.course, &["--fix", "--dry-run"]);
        let is_diff = |line: &&str| line.starts_with([' ', '+', '-', '@']);
        lines(run.out.lines().take_while(is_diff).map(str::to_owned))
    }
}

/// Returns the diagnostic of a file as an annotation.
fn annotation(problem: &Problem, path: &str) -> Option<Annotation> {
    let rest = problem.place.strip_prefix(path)?;
    let (line, column) = match rest.strip_prefix(':').and_then(|rest| rest.split_once(':')) {
        Some((line, column)) => (line.parse().ok()?, format!("{column} ")),
        None if rest.is_empty() => (0, String::new()),
        None => return None,
    };
    Some((line, format!("{column}{}[{}]: {}", problem.level, problem.code, problem.message)))
}

/// Runs `seodang check` and returns its findings.
fn checked(course: &CourseTest) -> Vec<Problem> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let problem = |finding: &Value| {
        let start = &finding["range"]["start"];
        let at = if start.is_null() { String::new() } else { format!(":{}:{}", start["line"], start["column"]) };
        Problem {
            level: text(&finding["severity"]),
            code: text(&finding["code"]),
            place: text(&finding["path"]) + &at,
            message: text(&finding["message"]).replace('\n', "\\n"),
        }
    };
    crate::check::findings(course).iter().map(problem).collect()
}

/// Checks what holds for the pages of every course: one title, unique ids, links that lead somewhere, nothing that runs.
pub(crate) fn check_pages(case: &str, built: &Built) {
    check_every_link(built);
    for path in built.pages() {
        let page = built.page(&path);
        assert_eq!(page.elements("h1").len(), 1, "{case}: {path} has one title");
        let mut ids = page.ids();
        ids.sort();
        let all = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), all, "{case}: {path} bears an id twice");
        let Some(prose) = page.find("class", "prose").map(|prose| Html::new(prose.inner)) else { continue };
        for element in prose.elements("*") {
            assert!(!FORBIDDEN.contains(&element.name.as_str()), "{case}: {path} holds {element:?}");
            for (name, value) in &element.attributes {
                let value = value.replace(char::is_whitespace, "").to_lowercase();
                let runs = ["javascript:", "vbscript:", "data:text"].iter().any(|scheme| value.starts_with(scheme));
                assert!(!name.starts_with("on") && !runs, "{case}: {path} holds {element:?}");
                assert!(name != "style" || !value.contains("url("), "{case}: {path} holds {element:?}");
            }
        }
    }
}

/// Returns the elements that match the last of some simple selectors (`tag`, `.class`, `tag.class`, `#id`,
/// `tag[name=value]`) within those that match the selectors before it.
fn select(page: &Html, selector: &str) -> Vec<Element> {
    let mut parts = selector.split(' ');
    let first = parts.next_back().unwrap_or_default();
    let outer = parts.fold(vec![Html::new(page.html.clone())], |outer, part| {
        let inner = outer.iter().flat_map(|html| matching(html, part));
        inner.map(|element| Html::new(element.inner)).collect()
    });
    outer.iter().flat_map(|html| matching(html, first)).collect()
}

fn matching(html: &Html, selector: &str) -> Vec<Element> {
    if let Some(id) = selector.strip_prefix('#') {
        return html.elements("*").into_iter().filter(|element| element.attribute("id") == Some(id)).collect();
    }
    if let Some((name, rest)) = selector.trim_end_matches(']').split_once('[') {
        let (attribute, value) = rest.split_once('=').unwrap();
        let elements = html.elements(name).into_iter();
        return elements.filter(|element| element.attribute(attribute) == Some(value)).collect();
    }
    let (name, class) = selector.split_once('.').map_or((selector, None), |(name, class)| (name, Some(class)));
    let elements = html.elements(if name.is_empty() { "*" } else { name });
    elements.into_iter().filter(|element| class.is_none_or(|class| element.has_class(class))).collect()
}

/// Writes the start tag of an element.
fn start_tag(element: &Element) -> String {
    let mut tag = format!("<{}", element.name);
    for (name, value) in &element.attributes {
        write!(tag, " {name}=\"{}\"", value.replace('&', "&amp;").replace('"', "&quot;")).unwrap();
    }
    tag + ">"
}

/// Writes an element.
fn outer_html(element: &Element) -> String {
    let end = if element.inner.is_empty() { String::new() } else { format!("{}</{}>", element.inner, element.name) };
    start_tag(element) + &end
}

/// Lists the headings of an article: level, id, text.
fn headings(prose: &Html) -> String {
    let all = prose.elements("*").into_iter();
    let headings = all.filter(|e| matches!(e.name.as_str(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6"));
    lines(headings.map(|e| format!("{} #{} {}", e.name, e.attribute("id").unwrap_or_default(), e.text())))
}

fn lines(all: impl IntoIterator<Item = String>) -> String {
    all.into_iter().map(|line| line + "\n").collect()
}

/// Returns the text that a block of a case should have.
pub(super) fn expected_text(outcome: &Outcome, block: &Block) -> String {
    match block.role() {
        Role::File(path) => super::document::annotated(&block.text, &outcome.annotations(path)),
        Role::Expectation(language, arguments) => outcome.expected(language, arguments),
        Role::Picture(_) | Role::Titles => block.text.clone(),
    }
}
