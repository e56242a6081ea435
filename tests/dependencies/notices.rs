//! Collects the licences of all packages that are part of the program, as their authors wrote them, and checks that the text
//! of `licenses/third-party.txt` is that of `Cargo.lock`.
//!
//! `SEODANG_UPDATE=1 cargo test --test main dependencies` writes it anew, from the packages that Cargo has downloaded
//! (`cargo fetch --locked` brings those of other systems).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::{locked, project};
use crate::support::{files_below, is_update};

const NOTICES: &str = "licenses/third-party.txt";

/// The packages of the lock that are in no program: those of tests, of build scripts, and of other systems.
const NOT_SHIPPED: &str = "licenses/not-shipped.txt";

/// The systems that archives are made for (`.github/workflows/release.yml`).
const TARGETS: [&str; 6] = [
    "x86_64-unknown-linux-gnu",
    "x86_64-unknown-linux-musl",
    "aarch64-unknown-linux-musl",
    "x86_64-apple-darwin",
    "aarch64-apple-darwin",
    "x86_64-pc-windows-msvc",
];

/// Folders of packages whose files are in no program.
const NOT_CODE: [&str; 6] = ["tests", "test", "benches", "examples", "fuzz", "target"];

/// The line before each notice.
const RULE: &str = "--------------------------------------------------------------------------------";

/// A package that is part of the program.
struct Package {
    /// `name version`.
    name: String,
    /// Its licence as an expression of SPDX.
    expression: String,
    authors: Vec<String>,
    folder: PathBuf,
}

/// Returns the packages that are linked into the program on a system, from the graph that Cargo resolves.
fn shipped_on(target: &str) -> Vec<Package> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--locked", "--offline", "--filter-platform", target])
        .current_dir(project("."))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let data: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let nodes: BTreeMap<String, &Value> =
        data["resolve"]["nodes"].as_array().unwrap().iter().map(|node| (text(&node["id"]), node)).collect();
    let mut waiting = vec![text(&data["resolve"]["root"])];
    let mut seen = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if !seen.insert(id.clone()) {
            continue;
        }
        let is_normal = |edge: &&Value| edge["dep_kinds"].as_array().unwrap().iter().any(|kind| kind["kind"].is_null());
        waiting.extend(nodes[&id]["deps"].as_array().unwrap().iter().filter(is_normal).map(|edge| text(&edge["pkg"])));
    }
    let packages = data["packages"].as_array().unwrap().iter();
    let is_shipped = |package: &&Value| seen.contains(&text(&package["id"])) && !package["source"].is_null();
    packages
        .filter(is_shipped)
        .map(|package| Package {
            name: format!("{} {}", text(&package["name"]), text(&package["version"])),
            expression: text(&package["license"]),
            authors: package["authors"].as_array().unwrap().iter().map(text).collect(),
            folder: Path::new(&text(&package["manifest_path"])).parent().unwrap().to_owned(),
        })
        .collect()
}

/// Returns the texts of a package's licences, with those of code that it contains.
fn texts(package: &Package) -> Vec<String> {
    let is_notice = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or_default().to_ascii_uppercase();
        let starts = ["LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE", "THIRD_PARTY_NOTICES"];
        starts.iter().any(|start| name.starts_with(start))
            && !name.ends_with(".RS")
            && !path.split('/').any(|part| NOT_CODE.contains(&part))
    };
    let files: Vec<String> = files_below(&package.folder).into_iter().filter(|path| is_notice(path)).collect();
    // Of a choice of licences, MIT is the one that is used.
    let has_mit = package.expression.contains("MIT") && !package.expression.contains("AND");
    let is_other = |path: &String| {
        let name = path.to_ascii_uppercase();
        !name.contains('/') && ["APACHE", "UNLICENSE", "ZLIB", "BOOST", "0BSD"].iter().any(|other| name.contains(other))
    };
    let own_mit = files.iter().any(|path| !path.contains('/') && !is_other(path) && !path.starts_with("NOTICE"));
    let chosen: Vec<&String> = files.iter().filter(|path| !(has_mit && own_mit && is_other(path))).collect();
    let mut texts: Vec<String> = chosen
        .into_iter()
        .map(|path| String::from_utf8_lossy(&fs::read(package.folder.join(path)).unwrap()).replace('\r', ""))
        .collect();
    if !files.iter().any(|path| !path.contains('/')) {
        texts.push(standard_text(package));
    }
    texts
}

/// Returns the text of the licence of a package that brings none.
fn standard_text(package: &Package) -> String {
    let name = &package.name;
    let authors =
        if package.authors.is_empty() { format!("the authors of {name}") } else { package.authors.join(", ") };
    if package.expression.contains("MIT") {
        let own = fs::read_to_string(project("LICENSE-MIT")).unwrap();
        let terms = own.find("Permission is hereby granted").unwrap();
        return format!("MIT License\n\nCopyright (c) {authors}\n\n{}", &own[terms..]);
    }
    assert!(package.expression.contains("Apache-2.0"), "{name} has no text of its licence ({})", package.expression);
    fs::read_to_string(project("LICENSE-APACHE")).unwrap()
}

/// Returns the text of all notices, and the list of packages that are not shipped.
fn collected() -> (String, String) {
    let packages: BTreeMap<String, Package> =
        TARGETS.iter().flat_map(|target| shipped_on(target)).map(|package| (package.name.clone(), package)).collect();
    // Equal texts, apart from their lines, are one.
    let mut notices: BTreeMap<Vec<String>, (Vec<&str>, String)> = BTreeMap::new();
    for package in packages.values() {
        for text in texts(package) {
            let words = text.split_whitespace().map(ToOwned::to_owned).collect();
            let (names, _) = notices.entry(words).or_insert_with(|| (Vec::new(), text));
            if names.last() != Some(&package.name.as_str()) {
                names.push(&package.name);
            }
        }
    }
    let mut notices: Vec<(Vec<&str>, String)> = notices.into_values().collect();
    notices.sort();
    let mut text = String::from("Packages in the program, with their licences\n\n");
    for package in packages.values() {
        let _ = writeln!(text, "{} ({})", package.name, package.expression);
    }
    for (names, notice) in &notices {
        let _ = write!(text, "\n{RULE}\n{}\n\n{}\n", names.join(", "), notice.trim_matches('\n').trim_end());
    }
    for font in ["pretendard", "d2coding", "stix-two"] {
        let license = fs::read_to_string(project(&format!("themes/default/fonts/{font}-OFL.txt"))).unwrap();
        let _ = write!(text, "\n{RULE}\nThe font {font}\n\n{}\n", license.replace('\r', "").trim());
    }
    let not_shipped: Vec<String> = locked().into_iter().filter(|name| !packages.contains_key(name)).collect();
    (text, not_shipped.join("\n") + "\n")
}

#[test]
fn the_notices_are_those_of_the_lock() {
    if is_update() {
        let (notices, not_shipped) = collected();
        fs::write(project(NOTICES), notices).unwrap();
        fs::write(project(NOT_SHIPPED), not_shipped).unwrap();
    }
    let notices = fs::read_to_string(project(NOTICES)).unwrap();
    let list = notices.split(RULE).next().unwrap().lines().skip(2);
    let shipped: BTreeSet<String> =
        list.filter_map(|line| line.split_once(" (")).map(|(name, _)| name.to_owned()).collect();
    assert!(shipped.len() > 100, "the list was read: {}", shipped.len());
    let not_shipped = fs::read_to_string(project(NOT_SHIPPED)).unwrap();
    let known: BTreeSet<String> = shipped.iter().cloned().chain(not_shipped.lines().map(ToOwned::to_owned)).collect();
    let locked = locked();
    let changed: Vec<&String> = known.symmetric_difference(&locked).collect();
    assert!(
        changed.is_empty(),
        "Cargo.lock has changed ({changed:?}): `cargo fetch --locked`, then `SEODANG_UPDATE=1 cargo test --test main dependencies`"
    );
    for name in shipped {
        let has_notice = notices.split(RULE).skip(1).any(|notice| {
            notice.trim_start().lines().next().is_some_and(|names| names.split(", ").any(|other| other == name))
        });
        assert!(has_notice, "{name} has no notice");
    }
}

#[test]
fn the_program_prints_all_notices() {
    let printed = Command::new(env!("CARGO_BIN_EXE_seodang")).arg("--licenses").output().unwrap();
    assert!(printed.status.success());
    let printed = String::from_utf8(printed.stdout).unwrap();
    let notices = fs::read_to_string(project(NOTICES)).unwrap();
    assert!(printed.contains(&notices), "the notices of packages and fonts");
    for part in ["seodang ", "MIT License", "Oniguruma", "SIL OPEN FONT LICENSE", "Grammars that colour code"] {
        assert!(printed.contains(part), "{part}");
    }
}
