//! Checks the architecture: the modules that each folder may use, the length of files, the modules that do I/O.

mod circles;
mod names;
mod sentences;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::support::files_below;

/// The top-level modules from the bottom up: each may use itself and the modules of the layers before its own.
const LAYERS: [&[&str]; 19] = [
    &["source"],
    // Turns HTML into trees, without knowledge of courses.
    &["html"],
    // Contains the texts for the user, with their values.
    &["message"],
    &["diagnostic"],
    &["language"],
    &["config"],
    // `memo` caches pure functions; `site` is the finished site as a value, and writes it.
    &["memo", "site"],
    &["read"],
    &["lesson"],
    &["course"],
    // Removes parts of sources by the audience that lessons state.
    &["audience_filter"],
    // Joins filtered texts.
    &["include"],
    &["render"],
    // Turns a site into packages for students.
    &["pack"],
    // Compares pages with each other, and collects the reports of rendering.
    &["check"],
    // Brings a built site to where others read it.
    &["publish"],
    // Drafts new files in the form of a course.
    &["scaffold"],
    // States the order of all phases below.
    &["pipeline"],
    // An edge, like the command line: may use all layers below, and sockets, threads and time.
    &["serve"],
];

/// The maximum length of a file, in lines.
const MAX_LINES: usize = 450;

/// Returns every source file of the program, with its text up to its unit tests.
fn sources() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = files_below(&folder).into_iter().filter(|path| path.ends_with(".rs") && !path.ends_with("tests.rs"));
    let text = |path: &String| {
        let text = fs::read_to_string(folder.join(path)).unwrap();
        text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned()
    };
    let sources: BTreeMap<String, String> = files.map(|path| (path.clone(), text(&path))).collect();
    assert!(sources.len() > 40, "the sources were found");
    sources
}

/// Returns the top-level module that a file belongs to.
fn module(path: &str) -> &str {
    path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
}

/// Returns the numbered lines of a source, without comments.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(at, line)| (at + 1, line)).filter(|(_, line)| !line.trim_start().starts_with("//"))
}

#[test]
fn folders_use_only_those_below_them() {
    let layer = |module: &str| LAYERS.iter().position(|modules| modules.contains(&module));
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        // The command line is above all layers.
        let Some(own) = layer(module(&path)) else {
            assert!(
                ["lib", "main", "cli"].contains(&module(&path)),
                "{path} belongs to no known module: add it to a layer of LAYERS"
            );
            continue;
        };
        for (line, code) in code(&text) {
            for (at, _) in code.match_indices("crate::") {
                let used: String = code[at + 7..].chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                if used.is_empty() || used == module(&path) {
                    continue;
                }
                if layer(&used).is_none_or(|used| used >= own) {
                    wrong.push(format!("{path}:{line} uses crate::{used}"));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// The modules of the command layer from the bottom up; each may use those before it. Commands use no other command, except that `publish` builds.
const CLI_FLOORS: [&[&str]; 5] = [
    &["args", "terminal"],
    &["help", "language", "remote_images", "summary", "usage_error", "workspace"],
    &["format"],
    &["build", "check", "completions", "config", "init", "licenses", "manual", "new", "overview", "pack", "serve"],
    // Builds first.
    &["publish"],
];

#[test]
fn the_command_layer_has_no_circles() {
    let floor = |module: &str| CLI_FLOORS.iter().position(|modules| modules.contains(&module));
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let Some(inside) = path.strip_prefix("cli/") else { continue };
        let own = module(inside);
        let own_floor = floor(own).unwrap_or_else(|| panic!("{path}: name its floor in CLI_FLOORS"));
        let depth = inside.matches('/').count();
        for (line, code) in code(&text) {
            for start in [format!("use {}", "super::".repeat(depth + 1)), "crate::cli::".to_owned()] {
                let Some((_, used)) = code.split_once(&start) else { continue };
                let used: String = used.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                if used != "super" && used != own && floor(&used).is_none_or(|floor| floor >= own_floor) {
                    wrong.push(format!("{path}:{line} uses cli::{used}"));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn files_are_short_and_say_what_they_do() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    for part in ["src", "crates", "tests", "benches"] {
        for path in files_below(&folder.join(part)).into_iter().filter(|path| path.ends_with(".rs")) {
            let text = fs::read_to_string(folder.join(part).join(&path)).unwrap();
            assert!(text.starts_with("//! "), "{part}/{path} does not open with a sentence that says what it does");
            let lines = text.lines().count();
            assert!(
                lines <= if part == "src" || part == "crates" { MAX_LINES } else { 600 },
                "{part}/{path} has {lines} lines"
            );
        }
    }
}

#[test]
fn the_disk_is_touched_in_few_places() {
    let allowed = |path: &str| {
        let writes = ["memo/store.rs", "check/write.rs", "check/external/store.rs", "scaffold/write.rs"]
            .contains(&path)
            || path.starts_with("site/write");
        // The watcher tests whether a moved path is a folder.
        writes
            || path == "pack/disk.rs"
            || path == "read.rs"
            || path.starts_with("read/")
            || path == "serve/folder_watcher.rs"
    };
    for (path, text) in sources().into_iter().filter(|(path, _)| !allowed(path)) {
        for (line, code) in code(&text) {
            for word in
                ["std::fs", "fs::", "File::open", "File::create", ".is_file()", ".is_dir()", ".exists()", "walkdir"]
            {
                assert!(!code.contains(word), "src/{path}:{line} touches the disk: {code}");
            }
        }
    }
}

#[test]
fn only_the_command_line_prints_and_asks_the_world() {
    for (path, text) in sources().into_iter().filter(|(path, _)| module(path) != "cli" && module(path) != "main") {
        for (line, code) in code(&text) {
            for word in [
                "println!",
                "print!",
                "eprintln!",
                "eprint!",
                "stdout()",
                "stderr()",
                "SystemTime",
                "env::var",
                "env::current_dir",
                "std::net",
            ] {
                // Files have times; the preview has sockets, and reads the variables of the cache and the editor.
                let excused = (module(&path) == "read" && word == "SystemTime")
                    // Uses only the types of addresses.
                    || (path == "check/external.rs" && word == "std::net")
                    || (module(&path) == "serve" && matches!(word, "std::net" | "env::var"));
                assert!(excused || !code.contains(word), "src/{path}:{line}: {code}");
            }
        }
    }
}

#[test]
fn crates_are_named_in_their_places() {
    let places: &[(&str, &[&str])] = &[
        ("zip", &["pack/archive.rs", "pack/book.rs", "pack/quiz/qti.rs", "pack/scorm.rs"]),
        // Only the check of external links and the packing of images use the network.
        ("ureq", &["pack/remote.rs", "check/external/client.rs"]),
        // The packages below `crates/` name the drawing and the highlighting engine.
        ("seodang_diagram", &["render/diagram.rs", "render/article/badge.rs"]),
        ("seodang_code", &["cli/licenses.rs", "render/code.rs"]),
        ("flate2", &["cli/licenses.rs", "render/share_image.rs"]),
        ("seodang_font", &["render/font/theme_font.rs"]),
        ("seodang_formula", &["lesson/markdown/formula.rs", "render/article/formulas.rs"]),
        ("tera", &["render/theme.rs", "render/site/template.rs", "render/bundle.rs"]),
        (
            "comrak",
            &[
                "lesson/markdown.rs",
                "lesson/markdown/",
                "lesson/facts.rs",
                "lesson/facts/",
                "render/article.rs",
                "render/article/",
            ],
        ),
        ("clap", &["cli.rs", "cli/"]),
        ("clap_complete", &["cli/args.rs", "cli/completions.rs"]),
        ("clap_mangen", &["cli/manual.rs"]),
        ("annotate_snippets", &["cli/format/snippet.rs"]),
        ("tiny_http", &["serve/http_server.rs"]),
        ("httparse", &["serve/request_head.rs"]),
        ("notify", &["serve/folder_watcher.rs"]),
        ("aho_corasick", &["course/glossary/search.rs", "check/images.rs", "check/uses.rs", "source/sign_search.rs"]),
        ("html5gum", &["html/tokens.rs"]),
        ("fluent_bundle", &["message/catalog.rs"]),
        ("sys_locale", &["cli/language.rs"]),
        ("csv", &["render/export.rs"]),
        ("ttf_parser", &["render/share_image.rs"]),
        ("ab_glyph_rasterizer", &["render/share_image.rs"]),
        ("globset", &["config/pattern.rs"]),
        (
            "url",
            &[
                "check/external.rs",
                "config.rs",
                "config/base_url.rs",
                "render/site/special.rs",
                "course/address/repository.rs",
                "lesson/media.rs",
                "read/repository.rs",
                "pack/reference.rs",
                "render/site/special.rs",
                "source/scheme.rs",
            ],
        ),
    ];
    let sources = sources();
    for &(name, allowed) in places {
        let users: BTreeSet<&String> = sources
            .iter()
            .filter(|(_, text)| {
                code(text)
                    .any(|(_, code)| code.contains(&format!("{name}::")) || code.contains(&format!("use {name};")))
            })
            .map(|(path, _)| path)
            .collect();
        assert!(!users.is_empty(), "{name} is used somewhere");
        for path in users {
            assert!(allowed.iter().any(|place| path.starts_with(place)), "src/{path} names {name}");
        }
    }
}

#[test]
fn tests_that_need_a_tool_say_so() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let needs = ["Chromium::start", "Firefox::start", "Photographer::start", "compare(\"", "Command::new(\"java"];
    let mut found = 0;
    for path in files_below(&folder).into_iter().filter(|path| path.ends_with(".rs") && path != "tidy.rs") {
        let text = fs::read_to_string(folder.join(&path)).unwrap();
        assert!(!text.contains("#[ignore]"), "tests/{path}: an ignored test names the tool that it needs");
        for test in text.split("#[test]\n").skip(1) {
            let body = test.split("\n}\n").next().unwrap_or_default();
            if needs.iter().any(|need| body.contains(need)) {
                found += 1;
                let name = body.lines().find(|line| line.starts_with("fn ")).unwrap_or_default();
                assert!(
                    body.starts_with("#[ignore = \"needs "),
                    "tests/{path}: {name} does not name the tool that it needs"
                );
            }
        }
    }
    assert!(found > 50, "{found}");
}

#[test]
fn nothing_is_left_to_do() {
    for (path, text) in sources() {
        for (at, line) in text.lines().enumerate() {
            for word in ["todo!", "unimplemented!", "dbg!", "TODO", "FIXME", "XXX", "#[allow(", "#[ignore"] {
                assert!(!line.contains(word), "src/{path}:{}: {line}", at + 1);
            }
        }
    }
}

#[test]
fn every_word_of_the_theme_exists_in_every_language() {
    const LANGUAGES: [&str; 10] = ["de", "en", "es", "fr", "ja", "ko", "pt", "vi", "zh-Hans", "zh-Hant"];
    let words = |language: &str| -> BTreeMap<String, String> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("themes/default/words/{language}.toml"));
        toml::from_str(&fs::read_to_string(path).unwrap()).unwrap()
    };
    let filled_in = |word: &str| -> BTreeSet<String> {
        word.split('{').skip(1).map(|rest| rest.split('}').next().unwrap().to_owned()).collect()
    };
    let english = words("en");
    for language in LANGUAGES {
        let own = words(language);
        assert_eq!(own.keys().collect::<Vec<_>>(), english.keys().collect::<Vec<_>>(), "{language}");
        for (key, word) in &own {
            assert!(!word.trim().is_empty(), "{language}: {key}");
            let count = |list: &str| list.split(' ').count();
            match key.as_str() {
                // Korean and Chinese number the months, and need units after the numbers.
                "date" => assert!(word.contains("{month}") && word.contains("{day}"), "{language}"),
                "months" | "weekdays" => assert_eq!(count(word), count(&english[key]), "{language}: {key}"),
                _ => assert_eq!(filled_in(word), filled_in(&english[key]), "{language}: {key}"),
            }
        }
    }
}
