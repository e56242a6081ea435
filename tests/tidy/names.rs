//! Holds that a type's name is defined once in the workspace, so that searching for it finds one meaning.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::support::files_below;

/// Names that may be defined more than once, at most five, each with its reason in a comment.
const EXCEPTIONS: [&str; 0] = [];

/// Returns the names of the structs, enums, traits, unions and type aliases that a module defines, without its tests.
///
/// Definitions are not indented; indented ones are associated types or local to a function.
fn type_names(text: &str) -> BTreeSet<String> {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    code.lines()
        .filter_map(|line| {
            let line = match line.strip_prefix("pub") {
                Some(rest) if rest.starts_with('(') => rest.split_once(") ").map_or("", |(_, rest)| rest),
                Some(rest) => rest.trim_start(),
                None => line,
            };
            let keywords = ["struct ", "enum ", "trait ", "union ", "type "];
            let name = keywords.iter().find_map(|keyword| line.strip_prefix(keyword))?;
            Some(name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
        })
        .collect()
}

#[test]
fn each_type_name_is_defined_once() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for part in ["src", "crates"] {
        for path in files_below(&root.join(part)).into_iter().filter(|path| path.ends_with(".rs")) {
            if path.ends_with("tests.rs") || path.contains("/tests/") || path.contains("/benches/") {
                continue;
            }
            for name in type_names(&fs::read_to_string(root.join(part).join(&path)).unwrap()) {
                places.entry(name).or_default().push(format!("{part}/{path}"));
            }
        }
    }
    assert!(places.len() > 200, "the types were found");
    let repeated: BTreeMap<&str, &Vec<String>> =
        places.iter().filter(|(_, files)| files.len() > 1).map(|(name, files)| (name.as_str(), files)).collect();
    let allowed = |name: &str| EXCEPTIONS.contains(&name);
    let wrong: Vec<String> = repeated
        .iter()
        .filter(|(name, _)| !allowed(name))
        .map(|(name, files)| format!("{name}: {}", files.join(", ")))
        .collect();
    assert!(wrong.is_empty(), "qualify these names (docs/style.md):\n{}", wrong.join("\n"));
    let stale: Vec<&&str> = EXCEPTIONS.iter().filter(|name| !repeated.contains_key(**name)).collect();
    assert!(stale.is_empty(), "defined once: remove them from the exceptions: {stale:?}");
}
