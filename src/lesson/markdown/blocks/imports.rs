//! Turns the `import` statements of MDX into the paths of files by the names that a page gives them: `import demo from "./demo.mp4"`.
//!
//! Sources: Docusaurus, "Static assets"; Astro, "Images"; Next.js, "MDX".

use std::collections::BTreeMap;

/// The paths that a text imports, by name.
#[derive(Debug, Default)]
pub(super) struct ImportedPaths(BTreeMap<String, String>);

impl ImportedPaths {
    /// Adds the import of a statement that names one thing of a path of the course; others name code.
    pub(super) fn add(&mut self, statement: &str) {
        let Some((name, path)) = statement.strip_prefix("import ").and_then(|rest| rest.split_once(" from ")) else {
            return;
        };
        let path = path.trim().trim_end_matches(';').trim().trim_matches(['"', '\'']);
        // `import * as name` and `?url` (Vite) name the file too.
        let name = name.trim();
        let name = name.strip_prefix("* as ").unwrap_or(name).trim();
        let path = path.strip_suffix("?url").unwrap_or(path);
        if !name.is_empty() && name.chars().all(is_sign) && path.starts_with(['.', '/', '@']) {
            self.0.insert(name.to_owned(), path.to_owned());
        }
    }

    /// Returns the path that the value of an attribute names: `demo`, `logo.src` or the first name of an object
    /// (`{light: logo, dark: other}`).
    pub(super) fn path(&self, value: &str) -> Option<&str> {
        if self.0.is_empty() || value.contains(['"', '\'', '`']) {
            return None;
        }
        let value = value.trim();
        if value.starts_with(['{', '[']) {
            return value.split(|c| !is_sign(c)).find_map(|name| self.0.get(name)).map(String::as_str);
        }
        let name = [".src", ".default"].iter().find_map(|end| value.strip_suffix(end)).unwrap_or(value);
        self.0.get(name).map(String::as_str)
    }
}

/// Tests for a character of a name in JavaScript.
fn is_sign(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files() {
        let mut imports = ImportedPaths::default();
        for statement in [
            "import Logo from './logo.png';\n",
            "import * as demo from \"@site/static/demo.mp4\"\n",
            "import film from './film.webm?url'\n",
            "import React from 'react'\n",
            "import { A, B } from './parts'\n",
        ] {
            imports.add(statement);
        }
        for (value, path) in [
            ("Logo", Some("./logo.png")),
            ("Logo.src", Some("./logo.png")),
            ("demo.default", Some("@site/static/demo.mp4")),
            ("{ light: Logo, dark: demo }", Some("./logo.png")),
            ("film", Some("./film.webm")),
            ("React", None),
            ("A", None),
            ("Logos", None),
            ("{ light: 'Logo' }", None),
        ] {
            assert_eq!(imports.path(value), path, "{value}");
        }
    }
}
