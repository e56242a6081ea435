//! Checks the list of dependencies, the notices of their authors, and the oldest compiler against `Cargo.toml` and `Cargo.lock`.

mod notices;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

/// Returns the path of a file of the project.
fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn table(path: &str) -> Table {
    fs::read_to_string(project(path)).unwrap().parse().unwrap()
}

/// Returns the packages of `Cargo.lock` that are not part of the workspace: `name version`.
fn locked() -> BTreeSet<String> {
    let lock = table("Cargo.lock");
    let packages = lock["package"].as_array().unwrap();
    let text = |package: &Value, key: &str| package[key].as_str().unwrap().to_owned();
    packages
        .iter()
        .filter(|package| package.get("source").is_some())
        .map(|package| format!("{} {}", text(package, "name"), text(package, "version")))
        .collect()
}

/// Returns the packages that a manifest names, without those of the workspace.
fn named(manifest: &str) -> BTreeSet<String> {
    let manifest = table(manifest);
    ["dependencies", "build-dependencies", "dev-dependencies"]
        .iter()
        .filter_map(|kind| manifest.get(*kind)?.as_table())
        .flat_map(Table::keys)
        .filter(|name| !name.starts_with("seodang"))
        .cloned()
        .collect()
}

#[test]
fn every_direct_dependency_has_its_reason() {
    let crates = fs::read_dir(project("crates")).unwrap().map(|folder| folder.unwrap().file_name());
    let crates = crates.map(|name| format!("crates/{}/Cargo.toml", name.to_str().unwrap()));
    let used: BTreeSet<String> =
        crates.chain(["Cargo.toml".to_owned()]).flat_map(|manifest| named(&manifest)).collect();
    let document = fs::read_to_string(project("docs/dependencies.md")).unwrap();
    let rows = document.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | "));
    let mut listed = BTreeSet::new();
    for (name, reason) in rows {
        assert!(reason.len() > 20, "docs/dependencies.md gives no reason for {name}");
        assert!(listed.insert(name.to_owned()), "docs/dependencies.md lists {name} twice");
    }
    assert_eq!(used, listed, "the dependencies of Cargo.toml, and the rows of docs/dependencies.md");
}

#[test]
fn the_oldest_compiler_is_one_number() {
    let oldest = table("Cargo.toml")["workspace"]["package"]["rust-version"].as_str().unwrap().to_owned();
    let workflow = fs::read_to_string(project(".github/workflows/ci.yml")).unwrap();
    let installed: BTreeSet<&str> =
        workflow.lines().filter_map(|line| line.split_once("rustup toolchain install ")?.1.split(' ').next()).collect();
    assert!(installed.contains(oldest.as_str()), "no job of ci.yml builds with Rust {oldest}: {installed:?}");
    let contributing = fs::read_to_string(project("CONTRIBUTING.md")).unwrap();
    assert!(contributing.contains(&format!("Rust {oldest} or later")), "CONTRIBUTING.md names the oldest compiler");
}
