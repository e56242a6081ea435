//! Turns the names of variables in running text (`{{< meta subtitle >}}`, `{{ site.title }}`, `{{ book.version }}`) into the values
//! that front matter and the files of tools state.
//!
//! Sources: Quarto, "Variables"; Hugo, "Param shortcode"; Jekyll, "Variables"; `HonKit`, "Variables"; `VitePress`, "Using Vue in
//! Markdown".

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
    hugo: Value,
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
            hugo: named(&["hugo.toml", "hugo.yaml", "config.toml", "config.yaml"]),
            book: named(&["book.json"]),
        }
    }
}

/// The values that a page can name.
pub(super) struct PageVariables<'a> {
    course: &'a CourseVariables,
    front: Value,
    dialect: Dialect,
}

impl<'a> PageVariables<'a> {
    pub(super) fn of(page: &Source, course: &'a CourseVariables) -> Self {
        let tools = [Tool::Quarto, Tool::Hugo, Tool::Jekyll, Tool::GitBook, Tool::VitePress];
        let has_variables = tools.into_iter().any(|tool| page.dialect.has(tool));
        let front = if has_variables { front_matter::values(page) } else { Value::Null };
        Self { course, front, dialect: page.dialect }
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
                    front.or_else(|| at(self.course.hugo.get("params")?, key, '.'))
                }
                _ => None,
            };
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
    (text.len() <= MAX_VALUE && !text.contains(['\n', '{'])).then_some(text)
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
        assert_eq!(of(Tool::MkDocs, "{{ site.title }} {{< meta subtitle >}}"), [] as [&str; 0]);
    }
}
