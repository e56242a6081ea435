//! Turns the name of a grammar into the grammar, which is loaded when the first block needs it.
//!
//! There are two sets, each a dump in the binary: the bundled one, and the grammars in `grammars/` that it lacks. Reading the
//! bundled one takes about 1.6 ms once: a grammar's rules stay packed until its first block unpacks them (0.1 to 0.7 ms
//! each), and a rule's pattern is compiled when it is first tried. The first lines in Python or JavaScript cost 3 to 4 ms, in
//! TypeScript 10. The words of the bundled grammars are a list of their own, so that a caller that keeps its coloured code
//! reads no grammar at all.

use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

use syntect::dumps::from_uncompressed_data;
use syntect::parsing::{SyntaxReference, SyntaxSet};

/// A grammar that is built in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Grammar {
    engine_name: &'static str,
    session: bool,
}

impl Grammar {
    /// Creates a reference to a grammar of the engine.
    pub(crate) const fn new(engine_name: &'static str) -> Self {
        Self { engine_name, session: false }
    }

    /// Commands after prompts, with their output.
    pub(crate) const SESSION: Self = Self { engine_name: SHELL_GRAMMAR, session: true };
    pub(crate) const SHELL: Self = Self::new(SHELL_GRAMMAR);
    pub(crate) const POWERSHELL: Self = Self::new("PowerShell");

    /// Returns the engine's name of the grammar.
    pub(crate) fn engine_name(self) -> &'static str {
        self.engine_name
    }

    /// Tests whether the code has prompts and output.
    pub(crate) fn session(self) -> bool {
        self.session
    }

    /// Returns the name for readers.
    pub(crate) fn name(self) -> &'static str {
        match self.engine_name {
            _ if self.session => "Console",
            SHELL_GRAMMAR => "Bash",
            "Batch File" => "Batch",
            "Dockerfile Lines" => "Dockerfile",
            "HTTP Request and Response" => "HTTP",
            "INI Lines" => "INI",
            "JavaScript (Babel)" => "JavaScript",
            "PHP Source" => "PHP (without tags)",
            "TypeScriptReact" => "TSX",
            "YAML Lines" => "YAML",
            name => name,
        }
    }
}

const SHELL_GRAMMAR: &str = "Shell";

/// The grammars of `grammars/*.sublime-syntax`, as `cargo run -p seodang-code --features dump --example dump-grammars`
/// writes them, so that the program needs no YAML parser for them.
const OWN: &[u8] = include_bytes!("../grammars/grammars.dump");

/// The names of the grammars in [`OWN`].
const OWN_NAMES: [&str; 5] = ["Dockerfile Lines", "INI Lines", "PromQL", "Shell", "YAML Lines"];

fn own() -> Option<&'static SyntaxSet> {
    static SET: OnceLock<Option<SyntaxSet>> = OnceLock::new();
    SET.get_or_init(|| from_uncompressed_data(OWN).ok()).as_ref()
}

fn bundled() -> &'static SyntaxSet {
    static BUNDLED: OnceLock<SyntaxSet> = OnceLock::new();
    BUNDLED.get_or_init(two_face::syntax::extra_newlines)
}

/// Returns a grammar and the set that it belongs to; `None` if no grammar has this name.
pub(crate) fn find(grammar: Grammar) -> Option<(&'static SyntaxSet, &'static SyntaxReference)> {
    let set = if OWN_NAMES.contains(&grammar.engine_name()) { own()? } else { bundled() };
    Some((set, set.find_syntax_by_name(grammar.engine_name())?))
}

/// Bundled grammars on which the engine does not terminate for some input, such as an open comment, and cannot be stopped:
/// their code stays plain or uses another grammar. Found by running each grammar on broken code for seconds.
const ENDLESS: &[&str] = &["JavaScript", "Scala", "Svelte"];

/// The words of the bundled grammars: lines of a word in lower case, a tab, and the name of the grammar.
const BUNDLED_WORDS: &str = include_str!("../grammars/bundled-words.tsv");

/// Returns the bundled grammar with a word in lower case as its file extension or name; `None` for plain text and unknown
/// words.
pub(crate) fn bundled_name(word: &str) -> Option<&'static str> {
    static NAMES: LazyLock<HashMap<&str, &str>> =
        LazyLock::new(|| BUNDLED_WORDS.lines().filter_map(|line| line.split_once('\t')).collect());
    NAMES.get(word).copied().filter(|name| !ENDLESS.contains(name))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{BUNDLED_WORDS, OWN_NAMES, bundled, own};

    /// The definitions with the checksum that the tool wrote with their dump.
    const DEFINITIONS: [&str; 5] = [
        include_str!("../grammars/dockerfile.sublime-syntax"),
        include_str!("../grammars/ini.sublime-syntax"),
        include_str!("../grammars/promql.sublime-syntax"),
        include_str!("../grammars/shell.sublime-syntax"),
        include_str!("../grammars/yaml.sublime-syntax"),
    ];

    #[test]
    fn the_dump_is_that_of_the_definitions() {
        let recorded = include_str!("../grammars/grammars.checksum").trim();
        let current = blake3::hash(DEFINITIONS.concat().as_bytes()).to_hex();
        let tool = "cargo run -p seodang-code --features dump --example dump-grammars";
        assert_eq!(recorded, current.as_str(), "the definitions were changed after the dump was made: run `{tool}`");
    }

    #[test]
    fn the_words_are_those_of_the_bundled_grammars() {
        let words = bundled().syntaxes().iter().flat_map(|syntax| syntax.file_extensions.iter().chain([&syntax.name]));
        let words = words.map(|word| word.to_lowercase()).filter(|word| !word.contains(['\t', '\n']));
        let name = |word: String| {
            let syntax = bundled().find_syntax_by_token(&word)?;
            (!syntax.hidden && syntax.name != "Plain Text").then(|| (word, syntax.name.clone()))
        };
        let words: BTreeMap<String, String> = words.filter_map(name).collect();
        let list: String = words.iter().flat_map(|(word, name)| [word, "\t", name, "\n"]).collect();
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/grammars/bundled-words.tsv");
        if std::env::var_os("SEODANG_UPDATE").is_some() {
            std::fs::write(file, &list).unwrap();
        }
        assert!(list == BUNDLED_WORDS, "the bundled grammars changed: run this test with SEODANG_UPDATE=1, then again");
    }

    #[test]
    fn the_dump_holds_every_grammar() {
        let set = own().unwrap();
        for name in OWN_NAMES {
            assert!(set.find_syntax_by_name(name).is_some(), "{name}");
        }
    }
}
