//! Turns the `[search]` table of the settings into names by which the search finds a page besides those that it holds.

use serde::Deserialize;

use super::table::{Field, Mistakes, Value};
use super::top_level_names;

/// The `[search]` table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchConfig {
    /// Groups of names of one thing, in addition to the table of loanwords.
    pub names: Vec<NameGroup>,
}

/// Two or more names of one thing: `kubernetes`, `쿠버네티스`, `k8s`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct NameGroup(Vec<String>);

impl NameGroup {
    /// Returns the names.
    pub fn names(&self) -> &[String] {
        &self.0
    }
}

impl TryFrom<Vec<String>> for NameGroup {
    type Error = &'static str;

    fn try_from(names: Vec<String>) -> Result<Self, Self::Error> {
        let names: Vec<String> =
            names.iter().map(|name| name.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        let is_name = |name: &String| name.chars().any(char::is_alphanumeric) && !name.contains('|');
        if names.len() < 2 || !names.iter().all(is_name) {
            return Err("write two or more names of one thing, such as [\"kubernetes\", \"쿠버네티스\"]");
        }
        Ok(Self(names))
    }
}

/// The keys of the table.
pub(super) const FIELDS: &[Field<SearchConfig>] =
    &[Field { name: "names", read: |search, value, mistakes| mistakes.list(&mut search.names, value) }];

impl SearchConfig {
    /// Reads the table.
    pub(super) fn read(&mut self, value: Value<'_>, mistakes: &mut Mistakes) {
        if let Some(table) = mistakes.table(value) {
            mistakes.fields(FIELDS, &top_level_names(), self, table);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Config;

    #[test]
    fn names_are_groups_of_two_or_more() {
        let config: Config = "[search]\nnames = [[\"Argo  CD\", \"아르고시디\"]]\n".parse().unwrap();
        assert_eq!(config.search.names[0].names(), ["Argo CD", "아르고시디"]);
        for wrong in ["[[\"one\"]]", "[[\"a\", \"\"]]", "[[\"a\", \"b|c\"]]", "[\"a\"]", "3"] {
            let error = format!("[search]\nnames = {wrong}\n").parse::<Config>().unwrap_err();
            assert_eq!(error.mistakes.len(), 1, "{wrong}");
        }
        assert!("[search]\nname = []\n".parse::<Config>().is_err());
    }
}
