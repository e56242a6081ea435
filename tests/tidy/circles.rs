//! Holds that the files of a folder do not use each other in a cycle, so that each can be read after those that it uses.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::support::files_below;

/// A module by its path from the root of its package: `["render", "site"]`.
type Module = Vec<String>;

/// The folders whose files may use each other in a circle, with the package that contains them.
const EXCEPTIONS: [(&str, &str); 1] = [
    // A document is a tree: the writer of a quote calls the writer of a list, which calls that of a quote.
    ("src", "render/article"),
];

/// The modules of a package with their code, without comments and tests, and the names that each takes from its children.
struct Package {
    code: BTreeMap<Module, String>,
    exports: BTreeMap<Module, BTreeMap<String, Module>>,
}

impl Package {
    fn read(folder: &Path) -> Self {
        let is_module = |path: &String| path.ends_with(".rs") && !path.ends_with("tests.rs");
        let mut code: BTreeMap<Module, String> = BTreeMap::new();
        for path in files_below(folder).into_iter().filter(is_module) {
            let text = fs::read_to_string(folder.join(&path)).unwrap();
            let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            let name = path.trim_end_matches(".rs");
            let module = if matches!(name, "lib" | "main") { "" } else { name };
            let module = module.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
            code.entry(module).or_default().extend(lines.flat_map(|line| [line, "\n"]));
        }
        let mut package = Self { code, exports: BTreeMap::new() };
        package.exports =
            package.code.iter().map(|(module, code)| (module.clone(), package.taken(module, code))).collect();
        package
    }

    /// Returns the names that a module imports from its children: other modules may use them by its path.
    fn taken(&self, module: &Module, code: &str) -> BTreeMap<String, Module> {
        let mut names = BTreeMap::new();
        for line in code.split_inclusive(';').filter_map(|statement| statement.trim_start().split_once("use ")) {
            let path = line.1.trim_start_matches("self::");
            let child = path.split("::").next().map(|name| [module.as_slice(), &[name.to_owned()]].concat());
            let Some(child) = child.filter(|child| self.code.contains_key(child)) else { continue };
            let mut found = Vec::new();
            read_paths(path, Vec::new(), &mut found);
            names.extend(found.into_iter().filter_map(|path| Some((path.last()?.to_owned(), child.clone()))));
        }
        names
    }

    /// Returns the modules that a module uses.
    fn uses(&self, module: &Module) -> BTreeSet<Module> {
        let code = &self.code[module];
        let starts = ["crate::", "super::"].iter().flat_map(|start| code.match_indices(start));
        let is_start = |at: usize| !code[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ':'));
        let mut paths = Vec::new();
        for (at, _) in starts.filter(|(at, _)| is_start(*at)) {
            read_paths(&code[at..], Vec::new(), &mut paths);
        }
        paths.into_iter().map(|path| self.resolve(module, &path)).collect()
    }

    /// Returns the module that defines the item of a path.
    fn resolve(&self, from: &Module, path: &[String]) -> Module {
        let up = path.iter().take_while(|part| *part == "super").count();
        let mut module: Module = if up == 0 { Vec::new() } else { from[..from.len() - up].to_vec() };
        for part in &path[up.max(1)..] {
            let child = [module.as_slice(), std::slice::from_ref(part)].concat();
            if self.code.contains_key(&child) {
                module = child;
            } else {
                return self.exports[&module].get(part).cloned().unwrap_or(module);
            }
        }
        module
    }

    /// Returns the uses among the children of a module that form circles, or connect them.
    fn circles(parent: &Module, uses: &BTreeMap<Module, BTreeSet<Module>>) -> BTreeSet<(String, String)> {
        let child = |module: &Module| module.strip_prefix(parent.as_slice()).and_then(<[String]>::first).cloned();
        let pairs = uses.iter().flat_map(|(from, to)| to.iter().map(move |to| (child(from), child(to))));
        let mut arrows: BTreeSet<(String, String)> =
            pairs.filter_map(|(from, to)| Some((from?, to?))).filter(|(from, to)| from != to).collect();
        loop {
            let sources: BTreeSet<String> = arrows.iter().map(|(from, _)| from.clone()).collect();
            let targets: BTreeSet<String> = arrows.iter().map(|(_, to)| to.clone()).collect();
            let before = arrows.len();
            arrows.retain(|(from, to)| targets.contains(from) && sources.contains(to));
            if arrows.len() == before {
                return arrows;
            }
        }
    }
}

/// Reads a path, or each path of a tree such as `a::{b, c::d}`; returns the text after it.
fn read_paths<'t>(text: &'t str, mut path: Vec<String>, found: &mut Vec<Vec<String>>) -> &'t str {
    let mut rest = text;
    loop {
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        if end > 0 && &rest[..end] != "self" {
            path.push(rest[..end].to_owned());
        }
        rest = &rest[end..];
        match rest.strip_prefix("::") {
            Some(group) if group.starts_with('{') => {
                rest = &group[1..];
                while !rest.trim_start().starts_with('}') && !rest.is_empty() {
                    rest = read_paths(rest.trim_start(), path.clone(), found);
                    rest = &rest[rest.find([',', '}']).unwrap_or(rest.len())..];
                    rest = rest.strip_prefix(',').unwrap_or(rest);
                }
                return rest.trim_start().strip_prefix('}').unwrap_or(rest);
            }
            Some(next) => rest = next,
            None => {
                found.push(path);
                return rest;
            }
        }
    }
}

#[test]
fn files_of_a_folder_use_each_other_in_no_circle() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut wrong = Vec::new();
    let mut allowed = BTreeSet::new();
    for folder in ["src", "crates/seodang-code/src", "crates/seodang-diagram/src"] {
        let package = Package::read(&root.join(folder));
        assert!(package.code.len() > 5, "the modules of {folder} were found");
        let uses: BTreeMap<Module, BTreeSet<Module>> =
            package.code.keys().map(|module| (module.clone(), package.uses(module))).collect();
        let parents: BTreeSet<Module> =
            package.code.keys().filter_map(|module| Some(module.split_last()?.1.to_vec())).collect();
        for parent in parents {
            let circles = Package::circles(&parent, &uses);
            let place = parent.join("/");
            if circles.is_empty() {
                continue;
            }
            if EXCEPTIONS.contains(&(folder, &place)) {
                allowed.insert((folder, place));
            } else {
                let uses = circles.iter().map(|(from, to)| format!("{folder}/{place}: {from} uses {to}"));
                wrong.extend(uses);
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert_eq!(allowed.len(), EXCEPTIONS.len(), "an exception without a circle");
}

#[test]
fn circles_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("lib.rs", "mod a;\nmod b;\nmod c;\npub use b::{B, other};\n");
    write("a.rs", "use crate::{c::C, B};\n");
    write("b.rs", "fn b() { crate::c::f() }\n");
    write("c.rs", "use super::a;\n");
    let package = Package::read(folder.path());
    let uses: BTreeMap<Module, BTreeSet<Module>> =
        package.code.keys().map(|module| (module.clone(), package.uses(module))).collect();
    let circles = Package::circles(&Vec::new(), &uses);
    let names: Vec<(&str, &str)> = circles.iter().map(|(from, to)| (from.as_str(), to.as_str())).collect();
    assert_eq!(names, [("a", "b"), ("a", "c"), ("b", "c"), ("c", "a")]);
    write("c.rs", "// use super::a;\n");
    let package = Package::read(folder.path());
    let uses: BTreeMap<Module, BTreeSet<Module>> =
        package.code.keys().map(|module| (module.clone(), package.uses(module))).collect();
    assert_eq!(Package::circles(&Vec::new(), &uses), BTreeSet::new());
}
