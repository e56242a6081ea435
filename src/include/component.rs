//! Turns the imports of MDX that name a file into the files that components show.
//!
//! Sources: Docusaurus "Importing code snippets" (`raw-loader`) and "Importing Markdown", Vite `?raw` (Starlight).

use std::collections::BTreeMap;

use super::change::{Change, CodeForm, Include, IncludeForm};
use super::selection::LineSelection;
use crate::read::page_file::is_markdown_text;
use crate::source::{CoursePath, Source};

/// The files that a page imports, by the names that it gives them.
#[derive(Debug, Default)]
pub(super) struct Imports {
    by_name: BTreeMap<String, ImportedFile>,
}

#[derive(Debug)]
struct ImportedFile {
    reference: String,
    /// Whether its text is shown as code; otherwise it is Markdown.
    is_code: bool,
}

impl Imports {
    /// Reads the lines `import Name from './path'` of a page.
    pub(super) fn read(source: &Source) -> Self {
        if !source.text.contains("import ") {
            return Self::default();
        }
        Self { by_name: source.text.lines().filter_map(import).collect() }
    }

    /// Reads a line that imports a file, or shows an imported one.
    pub(super) fn of_line(&self, line: &str) -> Option<Change> {
        if self.by_name.is_empty() {
            return None;
        }
        if let Some((name, _)) = import(line) {
            return self.by_name.contains_key(&name).then_some(Change::Remove);
        }
        let inner = line.strip_prefix('<')?;
        let name = &inner[..inner.find([' ', '/', '>']).unwrap_or(inner.len())];
        if let Some(file) = self.by_name.get(name).filter(|file| !file.is_code && inner.ends_with("/>")) {
            let (reference, selection) = (file.reference.clone(), LineSelection::default());
            return Some(Change::Include(Box::new(Include { reference, selection, form: IncludeForm::Text })));
        }
        self.shown_code(name, inner)
    }

    /// Reads `<CodeBlock language="js">{Name}</CodeBlock>` and `<Code code={Name} lang="js" />`.
    fn shown_code(&self, component: &str, inner: &str) -> Option<Change> {
        let attributes = crate::lesson::code_block::attributes(inner[component.len()..].split('>').next()?);
        let value = |name: &str| attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
        let shown = match component {
            "CodeBlock" => inner.split_once(">{")?.1.strip_suffix("}</CodeBlock>")?.to_owned(),
            "Code" => value("code")?,
            _ => return None,
        };
        let file = self.by_name.get(shown.trim()).filter(|file| file.is_code)?;
        let rest = attributes.iter().filter(|(name, _)| !matches!(name.as_str(), "code" | "lang" | "language" | ""));
        let rest: Vec<String> = rest.map(|(name, value)| format!("{name}=\"{}\"", value.replace('"', "'"))).collect();
        let language = value("language").or_else(|| value("lang")).unwrap_or_default();
        let form = CodeForm { language, attributes: rest.join(" "), ..CodeForm::default() };
        let (reference, selection) = (file.reference.clone(), LineSelection::default());
        Some(Change::Include(Box::new(Include { reference, selection, form: IncludeForm::Code(form) })))
    }
}

/// Reads a line that imports a text of the course: code by a loader of raw text, or Markdown.
fn import(line: &str) -> Option<(String, ImportedFile)> {
    let (name, path) = line.trim().strip_prefix("import ")?.split_once(" from ")?;
    // Formatters write `./\_part.md`.
    let path = path.trim().trim_end_matches(';').trim().trim_matches(['"', '\'']).replace("\\_", "_");
    let name = name.trim();
    if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || c == '_') {
        return None;
    }
    let raw = path.strip_prefix("!!raw-loader!").or_else(|| path.strip_suffix("?raw"));
    let is_markdown = is_markdown_text(&CoursePath::new(&path));
    let reference = raw.unwrap_or(&path).to_owned();
    (raw.is_some() || is_markdown).then(|| (name.to_owned(), ImportedFile { reference, is_code: raw.is_some() }))
}
