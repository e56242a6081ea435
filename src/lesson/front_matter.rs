//! Turns the YAML or TOML block at the start of a file into the page's settings.

mod addresses;
mod head;
mod schedule;
pub(crate) mod value;
mod visibility;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use self::addresses::PageAddresses;
use self::head::{Format, Head, head};
pub use self::schedule::ScheduleEntry;
use self::value::AnyValue;
use self::visibility::{Meaning, is_forem_article, meaning, nested};
use super::due::{self, DueDate, DueLine};
use super::release_mark;
use super::release_time::ReleaseTime;
use crate::config::Language;
use crate::diagnostic::{Code, Diagnostic};
use crate::message;
use crate::message::Message;
use crate::source::{Dialect, Source, Span, Tool};

/// The values of front matter. All of them are optional, and so is front matter itself.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct FrontMatter {
    /// The page's title, instead of its H1.
    pub title: Option<String>,
    /// The page's title in navigation, if that is another one.
    pub nav_title: Option<String>,
    /// The name by which sidebars of other tools call the page, instead of that of its file.
    pub id: Option<String>,
    /// The title of the page above it.
    pub parent: Option<String>,
    /// The page's place among its siblings.
    pub order: Option<f64>,
    /// The key by which the page is held back, as written: `draft`, `published`.
    pub draft: Option<String>,
    /// Whether that key holds back all pages of the folder (`cascade` of Hugo).
    pub is_folder_draft: bool,
    /// The moments before or after which the page is held back.
    pub schedule: Vec<ScheduleEntry>,
    /// The time from which the page, or the folder that it introduces, is published.
    pub release: Option<ReleaseTime>,
    /// When the work of the page is due.
    pub due: Option<DueLine>,
    /// One sentence about the page, for search engines and overviews.
    pub description: Option<String>,
    /// The addresses that the page has or had on the site of another tool.
    pub addresses: PageAddresses,
    /// The day on which the page was changed last, as it states.
    pub updated: Option<jiff::civil::Date>,
    /// The language that the page states.
    pub language: Option<Language>,
    /// Other names of the page, by which wiki links may name it.
    pub aliases: Vec<String>,
}

/// The readers of a page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Readers {
    /// Everyone who reads the course.
    #[default]
    Everyone,
    /// Instructors only.
    Instructors,
    /// Nobody: the front matter cannot be read, and may hide the page.
    Unknown,
}

/// Front matter as parsed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ParsedFrontMatter {
    /// Its values.
    pub front: FrontMatter,
    /// The bytes from the start of the text up to the first line after it; 0 without front matter.
    pub length: usize,
    /// The readers of the page.
    pub readers: Readers,
}

/// The fields that are read with their types.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Fields {
    title: Option<String>,
    order: Option<f64>,
    /// The order in Hugo and Zola.
    weight: Option<f64>,
    /// The order in Just the Docs.
    nav_order: Option<f64>,
    /// The order in Docusaurus.
    sidebar_position: Option<f64>,
    description: Option<String>,
    summary: Option<String>,
}

/// The keys of a title in navigation: of Docusaurus, Hugo, Mintlify, `MyST`.
const NAV_TITLES: [&str; 4] = ["sidebar_label", "linkTitle", "sidebarTitle", "short_title"];

/// The keys of the day of the last change: of Hugo, Jekyll, Zola, Docusaurus.
const UPDATED: [&str; 6] = ["lastmod", "updated", "last_modified_at", "last_updated", "lastUpdated", "last_update"];

/// A mistake: its place in the file, and the message.
type Mistake = (Span, Message);

/// Reads the front matter of a source, if it has any.
///
/// Front matter that cannot be read, or whose entries about readers cannot be understood, is an error, and the page is for
/// withheld until it is corrected. A wrong value elsewhere (`order: first`) is a warning, and that value is ignored.
pub fn read(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> ParsedFrontMatter {
    let (format, text, start, length) = match head(&source.text) {
        Head::Text => return ParsedFrontMatter::default(),
        Head::Broken { span, message } => {
            diagnostics.push(unreadable(source, span, message));
            return ParsedFrontMatter { readers: Readers::Unknown, ..ParsedFrontMatter::default() };
        }
        Head::Block { format, text, start, length } => (format, text, start, length),
    };
    // `description: … <!-- instructor -->` would be copied into the head of the page.
    if let Some(mark) = super::audience::first_mark(text).or_else(|| release_mark::first_release_mark(text)) {
        let span = Span::new(start + mark.start, start + mark.end);
        diagnostics.push(unreadable(source, span, message!("bad-front-matter-mark")));
        return ParsedFrontMatter { readers: Readers::Unknown, length, ..ParsedFrontMatter::default() };
    }
    let entries: BTreeMap<String, Value> = match parse::<AnyValue>(source, format, text, start) {
        Ok(AnyValue(Value::Object(entries))) => entries.into_iter().collect(),
        Ok(AnyValue(Value::Null)) => BTreeMap::new(),
        Ok(_) => {
            diagnostics.push(unreadable(source, source.line_span(2), message!("bad-front-matter-no-list")));
            return ParsedFrontMatter { readers: Readers::Unknown, length, ..ParsedFrontMatter::default() };
        }
        Err((span, message)) => {
            diagnostics.push(unreadable(source, span, message));
            return ParsedFrontMatter { readers: Readers::Unknown, length, ..ParsedFrontMatter::default() };
        }
    };
    let fields = parse::<Fields>(source, format, text, start).unwrap_or_else(|mistake| {
        diagnostics.push(ignored(source, mistake));
        Fields::of(&entries)
    });
    let order = fields.place(source.dialect);
    let (title, description) = (fields.title, fields.description.or(fields.summary));
    let text = |names: &[&str]| names.iter().find_map(|name| entries.get(*name)).and_then(Value::as_str);
    let nav_title = text(&NAV_TITLES).map(ToOwned::to_owned);
    let (id, parent) = (text(&["id"]).map(ToOwned::to_owned), text(&["parent"]).map(ToOwned::to_owned));
    let mut found = ParsedFrontMatter {
        front: FrontMatter {
            title,
            nav_title,
            id,
            parent,
            order,
            description,
            addresses: PageAddresses::read(&entries),
            language: text(&["lang", "language", "locale"]).and_then(Language::parse),
            updated: text(&UPDATED).and_then(|text| text.get(..10)?.parse().ok()),
            aliases: aliases(&entries),
            due: due(source, &entries, length),
            ..FrontMatter::default()
        },
        length,
        ..ParsedFrontMatter::default()
    };
    let elsewhere = is_forem_article(&entries).then_some("published");
    for (key, value) in entries.iter().filter(|(key, _)| Some(key.as_str()) != elsewhere) {
        match meaning(key, value) {
            Meaning::Draft => found.front.draft = Some(key.clone()),
            Meaning::FolderDraft => {
                (found.front.draft, found.front.is_folder_draft) = (Some(key.clone()), true);
            }
            Meaning::From(moment) => found.front.schedule.push(ScheduleEntry::new(key, moment, false)),
            Meaning::Until(moment) => found.front.schedule.push(ScheduleEntry::new(key, moment, true)),
            Meaning::Release(time) => found.front.release = Some(time),
            Meaning::Instructors if found.readers == Readers::Everyone => found.readers = Readers::Instructors,
            Meaning::Nothing if nested(value).is_some() => {
                let inner = nested(value).unwrap_or_default();
                let message = message!("bad-front-matter-nested", inner, key);
                diagnostics.push(unreadable(source, key_span(source, key, start, length), message));
                found.readers = Readers::Unknown;
            }
            Meaning::Nothing | Meaning::Instructors => {}
            Meaning::Unclear(message) => {
                diagnostics.push(unreadable(source, key_span(source, key, start, length), message));
                found.readers = Readers::Unknown;
            }
        }
    }
    found
}

/// Tests whether front matter that cannot be read states when the page is published.
pub fn states_release(source: &Source) -> bool {
    head::states_release(&source.text)
}

/// Returns the entries of a source's front matter as they are written; nothing if it has none that can be read.
pub fn values(source: &Source) -> Value {
    match head(&source.text) {
        Head::Block { format, text, start, .. } => {
            parse::<AnyValue>(source, format, text, start).map(|value| value.0).unwrap_or_default()
        }
        Head::Text | Head::Broken { .. } => Value::Null,
    }
}

/// Parses a block of front matter.
fn parse<T: Default + for<'de> Deserialize<'de>>(
    source: &Source,
    format: Format,
    text: &str,
    start: usize,
) -> Result<T, Mistake> {
    match format {
        Format::Yaml => serde_saphyr::from_str::<Option<T>>(text).map(Option::unwrap_or_default).map_err(|error| {
            let line = error.location().and_then(|place| usize::try_from(place.line()).ok()).unwrap_or(1).max(1);
            // The block starts on line 2 of the file.
            (source.line_span(line + 1), Message::verbatim(without_place(&first_line(&error.to_string()))))
        }),
        Format::Toml => toml::from_str::<T>(text).map_err(|error| {
            let span = error.span().map_or(Span::new(start, start), |r| Span::new(start + r.start, start + r.end));
            (span, Message::verbatim(first_line(error.message())))
        }),
    }
}

impl Fields {
    /// Takes the fields whose values have the right type.
    fn of(entries: &BTreeMap<String, Value>) -> Self {
        let text = |name: &str| entries.get(name).and_then(Value::as_str).map(ToOwned::to_owned);
        let number = |name: &str| entries.get(name).and_then(Value::as_f64);
        Self {
            title: text("title"),
            order: number("order"),
            weight: number("weight"),
            nav_order: number("nav_order"),
            sidebar_position: number("sidebar_position"),
            description: text("description"),
            summary: text("summary"),
        }
    }

    /// Returns the place of the page among its siblings. A page that moved from one tool to another may state several.
    fn place(&self, dialect: Dialect) -> Option<f64> {
        let of_tool = if dialect.has(Tool::Hugo) { self.weight } else { self.sidebar_position };
        of_tool.or(self.order).or(self.nav_order).or(self.weight).or(self.sidebar_position)
    }
}

/// Returns when the work of the page is due.
fn due(source: &Source, entries: &BTreeMap<String, Value>, length: usize) -> Option<DueLine> {
    let (key, value) = due::KEYS.iter().find_map(|key| Some((*key, entries.get(*key)?.as_str()?)))?;
    Some(DueLine { span: key_line(source, key, length), text: value.to_owned(), date: DueDate::parse(value) })
}

/// Returns the other names of a page: a list, or one name.
fn aliases(entries: &BTreeMap<String, Value>) -> Vec<String> {
    let values = ["aliases", "alias"].into_iter().filter_map(|key| entries.get(key));
    let names = values.flat_map(|value| value.as_array().map_or_else(|| vec![value], |list| list.iter().collect()));
    names.filter_map(Value::as_str).map(ToOwned::to_owned).collect()
}

fn unreadable(source: &Source, span: Span, reason: Message) -> Diagnostic {
    Diagnostic::at(&source.path, span, Code::BadFrontMatter, message!("bad-front-matter", reason))
        .hint(message!("bad-front-matter.hint"))
}

fn ignored(source: &Source, (span, reason): Mistake) -> Diagnostic {
    Diagnostic::at(&source.path, span, Code::BadFrontMatter, message!("bad-front-matter-ignored", reason))
        .hint(message!("bad-front-matter-ignored.hint"))
        .as_warning()
}

/// Finds the line of a key in front matter of a length in bytes.
pub fn key_line(source: &Source, key: &str, length: usize) -> Span {
    key_span(source, key, 0, length)
}

/// Finds the line of a key between two offsets of a text.
fn key_span(source: &Source, key: &str, start: usize, end: usize) -> Span {
    let first = source.line_of(start);
    let is_line = |line: &usize| {
        let span = source.line_span(*line);
        source.text[span.start..span.end].trim_start_matches([' ', '\t', '"', '\'', '{', '-']).starts_with(key)
    };
    source.line_span((first..source.line_of(end)).find(is_line).unwrap_or(first))
}

/// Drops the place that a message begins with: it counts from the block, and the diagnostic has the place in the file.
fn without_place(message: &str) -> &str {
    let bare = message.strip_prefix("error: ").unwrap_or(message);
    bare.strip_prefix("line ").and_then(|rest| Some(rest.split_once(": ")?.1)).unwrap_or(bare)
}

fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::CoursePath;

    fn found(text: &str) -> (ParsedFrontMatter, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let found = read(&Source::new(CoursePath::new("a.md"), text), &mut diagnostics);
        (found, diagnostics)
    }

    #[test]
    fn yaml_and_toml() {
        let (yaml, diagnostics) = found("---\ntitle: 첫 걸음\norder: 2\ndraft: true\nmarp: true\n---\n# H\n");
        assert_eq!(diagnostics, []);
        assert_eq!(yaml.front.title.as_deref(), Some("첫 걸음"));
        assert_eq!((yaml.front.order, yaml.front.draft.as_deref()), (Some(2.0), Some("draft")));
        let (toml, _) = found("+++\ntitle = \"첫 걸음\"\norder = 2\ndraft = true\n+++\n# H\n");
        assert_eq!(toml.front, yaml.front);
    }

    #[test]
    fn a_thematic_break_is_no_front_matter() {
        assert_eq!(found("---\n\n# Title\n\n---\n").0.length, 0);
        assert_eq!(found("---\nno closing: fence\n").0.length, 0);
        assert_eq!(found("# T\n---\ntitle: x\n---\n").0.length, 0);
        assert_eq!(
            found("---\n# 제목\n참고: 이것은 https://a.b 이다\n---\n").0.length,
            0,
            "prose with a colon is not a mapping alone"
        );
    }

    #[test]
    fn a_mistake_is_named_at_its_line() {
        let (found, diagnostics) = found("---\ntitle: \"open\norder: 1\n---\n# H\n");
        assert_eq!(found.front, FrontMatter::default());
        assert_eq!(diagnostics.len(), 1);
        assert_eq!(diagnostics[0].code, Code::BadFrontMatter);
        assert!(found.length > 0);
    }

    #[test]
    fn slips_hide_the_page() {
        for text in [
            "---\ntitle: Quiz: answers\ndraft: true\n---\n# H\n",
            "---\ntitle: \"open\n---\n# H\n",
            "---\ndraft: maybe\n---\n",
            "---\ndraft: true\n\n# H\n",
            "---\ntitle: Never closed\n\n# H\n",
            "---\ndraft: true\n----\n# H\ntext\n---\n",
            "---\n\tdraft: true\n---\n",
            "---\n# of the page\ndraft:true\n---\n",
            "---\ndraft： true\n---\n",
            "---\ndraft = true\n---\n",
            "+++\ndraft: true\n+++\n",
            "\n---\ndraft: true\n---\n",
            " ---\ndraft: true\n---\n",
            "----\ndraft: true\n----\n",
            "draft: true\n---\n# H\n",
            "title: x\naudience: instructor\n\n# H\n",
            "---\naudience: instuctor\n---\n",
            "---\ndraft: true\ndraft: false\n---\n",
        ] {
            let (found, problems) = found(text);
            let is_hidden = found.readers != Readers::Everyone || found.front.draft.is_some();
            assert!(is_hidden, "{text}");
            let is_error = |problem: &Diagnostic| problem.severity == crate::diagnostic::Severity::Error;
            assert_eq!(found.readers == Readers::Unknown, problems.iter().any(is_error), "{text}: {problems:?}");
        }
    }

    #[test]
    fn the_state_of_an_article_elsewhere_hides_no_lesson() {
        let text = "---\ntitle: Day 2\npublished: false\ncover_image: null\ncanonical_url: null\nid: 1048699\n---\n";
        assert_eq!(found(text).0.front.draft, None);
        assert!(found(&text.replace("id: 1048699\n", "")).0.front.draft.is_some(), "without the number of an article");
        assert!(found(&text.replace("---\ntitle", "---\ndraft: true\ntitle")).0.front.draft.is_some());
    }

    #[test]
    fn plain_pages_stay() {
        for text in [
            "---\n\n# Title\n\nDraft: the first of three\n\n---\n",
            "# Title\n\ndraft: true\n",
            "---\nNote: this page has a rule above it\n\n# Title\n",
            "---\n\n```yaml\ndraft: true\n```\n\n---\n",
            "Audience: instructors and others\n\n# Title\n",
            "---\npublisher: A Press\nstatus: done\n---\n# Title\n",
            "- draft: true\n- title: x\n\n# A list\n",
        ] {
            let (found, problems) = found(text);
            assert_eq!((found.readers, found.front.draft, problems), (Readers::Everyone, None, vec![]), "{text}");
        }
    }

    #[test]
    fn a_wrong_value_costs_that_value() {
        let (found, problems) = found("---\ntitle: T\norder: first\n---\n");
        assert_eq!((found.front.title.as_deref(), found.front.order), (Some("T"), None));
        assert_eq!((found.readers, problems.len()), (Readers::Everyone, 1));
        assert_eq!(problems[0].severity, crate::diagnostic::Severity::Warning);
    }
}
