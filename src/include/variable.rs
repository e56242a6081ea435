//! Turns the names of variables in running text (`{{< meta subtitle >}}`, `{{ site.title }}`, `{{ book.version }}`) into the values
//! that front matter and the files of tools state.
//!
//! Sources: Quarto, "Variables"; Hugo, "Param shortcode"; Jekyll, "Variables"; `HonKit`, "Variables"; `VitePress`, "Using Vue in
//! Markdown".

use std::collections::BTreeMap;

use serde_json::Value;

use crate::course::structure::values_of;
use crate::lesson::front_matter;
use crate::read::Sources;
use crate::source::{Dialect, Source, Tool};

/// The longest value that is put into a text, in bytes.
const MAX_VALUE: usize = 500;

/// The variables that hold addresses: `course/address/template` reads them.
const ADDRESSES: [&str; 4] = ["url", "baseurl", "base_url", "baseURL"];

/// A variable in a text: its bytes in the line, and its value.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct VariableValue {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: String,
}

/// The values that the files of tools state for all pages.
#[derive(Debug, Default)]
pub(super) struct CourseVariables {
    quarto: Value,
    quarto_variables: Value,
    jekyll: Value,
    /// The parameters of each file of Hugo's configuration, those nearest to the root first.
    hugo: Vec<Value>,
    book: Value,
}

impl CourseVariables {
    /// Reads the files of tools that are nearest to the root of the course.
    pub(super) fn of(sources: &Sources) -> Self {
        let above = sources.structure_above.iter().flat_map(|above| &above.files);
        let mut files: Vec<&Source> = sources.structure_files.iter().chain(above).collect();
        files.sort_by_key(|file| file.path.parts().count());
        let named = |names: &[&str]| {
            let file = files.iter().find(|file| names.contains(&file.path.name()));
            file.map(|file| values_of(file)).unwrap_or_default()
        };
        Self {
            quarto: named(&["_quarto.yml", "_quarto.yaml"]),
            quarto_variables: named(&["_variables.yml"]),
            jekyll: named(&["_config.yml"]),
            hugo: files.iter().filter_map(|file| hugo_parameters(file)).collect(),
            book: named(&["book.json"]),
        }
    }
}

/// The values that a page can name.
pub(super) struct PageVariables<'a> {
    course: &'a CourseVariables,
    front: Value,
    /// The texts that the page itself gives names: `{% set icon = "…" %}`.
    own: BTreeMap<String, String>,
    dialect: Dialect,
}

impl<'a> PageVariables<'a> {
    pub(super) fn of(page: &Source, course: &'a CourseVariables) -> Self {
        let tools = [Tool::Quarto, Tool::Hugo, Tool::Jekyll, Tool::GitBook, Tool::VitePress];
        let has_variables = tools.into_iter().any(|tool| page.dialect.has(tool));
        let front = if has_variables { front_matter::values(page) } else { Value::Null };
        let own = if page.dialect.has_liquid() { assignments(&page.text) } else { BTreeMap::new() };
        Self { course, front, own, dialect: page.dialect }
    }

    /// Tests whether variables count in code too: Hugo reads shortcodes before Markdown, unless they are commented out. Authors for
    /// other tools show the spelling there.
    pub(super) fn are_in_code(&self) -> bool {
        self.dialect.has(Tool::Hugo)
    }

    /// Finds the variables of a line that have a value.
    pub(super) fn in_line(&self, line: &str) -> Vec<VariableValue> {
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(start) = line[from..].find("{{").map(|at| from + at) {
            let Some(end) = line[start..].find("}}").map(|at| start + at + 2) else { break };
            from = end;
            let value = self.value(&line[start + 2..end - 2]);
            found.extend(value.map(|text| VariableValue { start, end, text }));
        }
        found
    }

    /// Returns the value of the expression between double braces.
    fn value(&self, inner: &str) -> Option<String> {
        let has = |tool| self.dialect.has(tool);
        let shortcode = [('<', '>'), ('%', '%')]
            .into_iter()
            .find_map(|(open, close)| inner.strip_prefix(open)?.strip_suffix(close))
            .and_then(|inner| inner.trim().split_once(' '));
        if let Some((name, key)) = shortcode {
            let key = key.trim().trim_matches(['"', '\'']);
            return match name {
                "meta" if has(Tool::Quarto) => at(&self.front, key, '.').or_else(|| at(&self.course.quarto, key, '.')),
                "var" if has(Tool::Quarto) => at(&self.course.quarto_variables, key, '.'),
                "param" if has(Tool::Hugo) => {
                    let front = at(&self.front, key, '.').or_else(|| at(self.front.get("params")?, key, '.'));
                    front.or_else(|| self.course.hugo.iter().find_map(|parameters| at(parameters, key, '.')))
                }
                _ => None,
            };
        }
        if let Some(text) = self.own.get(inner.trim_matches(['-', ' '])) {
            return Some(text.clone());
        }
        let (name, key) = inner.trim().split_once('.')?;
        match name {
            "site" if has(Tool::Jekyll) && !ADDRESSES.contains(&key) => at(&self.course.jekyll, key, '.'),
            "page" if has(Tool::Jekyll) => at(&self.front, key, '.'),
            "book" if has(Tool::GitBook) => at(self.course.book.get("variables")?, key, '.'),
            "$frontmatter" if has(Tool::VitePress) => at(&self.front, key, '.'),
            _ => None,
        }
    }
}

/// Returns the texts that a page assigns to names: `{% set name = "text" %}` (Nunjucks, "set"), `{% assign name = "text" %}` (Liquid,
/// "Variable"). A name with two values is left out: only the tool knows which one counts.
fn assignments(text: &str) -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, Option<String>> = BTreeMap::new();
    for tag in text.split("{%").skip(1).filter_map(|rest| rest.split_once("%}")) {
        let tag = tag.0.trim_matches(['-', ' ']);
        let assigned = ["set ", "assign "].iter().find_map(|word| tag.strip_prefix(word)?.split_once('='));
        let Some((name, value)) = assigned else { continue };
        let value = value.trim();
        let quoted = ['"', '\''].into_iter().find_map(|sign| value.strip_prefix(sign)?.strip_suffix(sign));
        let is_number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
        let value =
            quoted.or_else(|| is_number.then_some(value)).filter(|value| is_shown(value)).map(ToOwned::to_owned);
        let known = found.entry(name.trim().to_owned()).or_insert_with(|| value.clone());
        if *known != value {
            *known = None;
        }
    }
    found.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// Tests whether a value may stand in a line.
fn is_shown(value: &str) -> bool {
    value.len() <= MAX_VALUE && !value.contains(['\n', '{'])
}

/// Returns the parameters that a file of Hugo's configuration states; the folder `config/_default` has a file for them (Hugo, "Configuration
/// directory").
fn hugo_parameters(file: &Source) -> Option<Value> {
    match file.path.name() {
        "hugo.toml" | "hugo.yaml" | "config.toml" | "config.yaml" => values_of(file).get("params").cloned(),
        "params.toml" | "params.yaml" => {
            let folder = file.path.parent().unwrap_or_default();
            (folder.name() == "_default").then(|| values_of(file))
        }
        _ => None,
    }
}

/// Returns the text of the value at a path of keys; lists and mappings have none.
fn at(value: &Value, path: &str, sign: char) -> Option<String> {
    let found = path.split(sign).try_fold(value, |value, key| match key.parse::<usize>() {
        Ok(index) => value.get(key).or_else(|| value.get(index)),
        Err(_) => value.get(key),
    })?;
    let text = match found {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(is_set) => is_set.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
    };
    is_shown(&text).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::CoursePath;

    #[test]
    fn each_tool_has_its_names() {
        let mut sources = Sources::default();
        let file = |path: &str, text: &str| Source::new(CoursePath::new(path), text);
        sources.structure_files = vec![
            file("_config.yml", "title: The site\nurl: https://example.org\n"),
            file("_variables.yml", "email:\n  info: a@example.org\n"),
            file("book.json", "{\"variables\": {\"version\": 2}}"),
            file("hugo.toml", "[params]\nversion = 'v3'\n"),
        ];
        let course = CourseVariables::of(&sources);
        let of = |tool: Tool, line: &str| {
            let page = file("a.md", "---\nsubtitle: Part\n---\n").in_dialect(Dialect::default().with(tool));
            let values = PageVariables::of(&page, &course).in_line(line);
            values.into_iter().map(|value| value.text).collect::<Vec<_>>()
        };
        assert_eq!(of(Tool::Quarto, "a {{< meta subtitle >}} {{< var email.info >}} b"), ["Part", "a@example.org"]);
        assert_eq!(of(Tool::Hugo, "{{< param version >}}{{% param \"subtitle\" %}}"), ["v3", "Part"]);
        assert_eq!(of(Tool::Jekyll, "{{ site.title }} {{site.url}} {{ page.subtitle }}"), ["The site", "Part"]);
        assert_eq!(of(Tool::GitBook, "{{book.version}}"), ["2"]);
        let page = "{% set icon = '<b>!</b>' %}{% assign n = 2 %}{%- set two = \"a\" -%}{% set two = \"b\" %}{% set x = y | z %}";
        let page = file("a.md", page).in_dialect(Dialect::default().with(Tool::GitBook));
        let found = PageVariables::of(&page, &course).in_line("{{ icon }} {{n}} {{ two }} {{ x }} {{- icon -}}");
        assert_eq!(found.into_iter().map(|value| value.text).collect::<Vec<_>>(), ["<b>!</b>", "2", "<b>!</b>"]);
        assert_eq!(of(Tool::MkDocs, "{{ site.title }} {{< meta subtitle >}}"), [] as [&str; 0]);
    }
}
