//! Turns the name of a grammar into the grammar itself, and loads grammars no earlier than a block needs them.
//!
//! The bundled set is one dump in the binary. Reading it takes about 1.6 ms once: a grammar's rules stay packed until its
//! first block unpacks them (0.1 to 0.7 ms each), and a rule's pattern is compiled when it is first tried. Grammars of our
//! own are read from YAML instead, and do not touch the dump. The first lines in Bash cost some 2 ms, in YAML 1.2, in a
//! Dockerfile 3, in HCL 1, in Python or JavaScript 3 to 4, in TypeScript 10.

use std::sync::OnceLock;

use syntect::parsing::{SyntaxDefinition, SyntaxReference, SyntaxSet, SyntaxSetBuilder};

use crate::Grammar;

/// A grammar that the bundled set lacks, written for this project.
struct Own {
    name: &'static str,
    /// Its definition, and those that it refers to.
    definitions: &'static [&'static str],
    set: OnceLock<Option<SyntaxSet>>,
}

impl Own {
    const fn new(name: &'static str, definitions: &'static [&'static str]) -> Self {
        Self { name, definitions, set: OnceLock::new() }
    }

    /// The set that holds just this grammar, so that nobody else waits for its parsing.
    fn set(&self) -> Option<&SyntaxSet> {
        self.set
            .get_or_init(|| {
                let mut builder = SyntaxSetBuilder::new();
                for definition in self.definitions {
                    builder.add(SyntaxDefinition::load_from_str(definition, true, None).ok()?);
                }
                Some(builder.build())
            })
            .as_ref()
    }
}

const PROMQL: &str = include_str!("../grammars/promql.sublime-syntax");
const DOCKERFILE: &str = include_str!("../grammars/dockerfile.sublime-syntax");
const INI: &str = include_str!("../grammars/ini.sublime-syntax");
const SHELL: &str = include_str!("../grammars/shell.sublime-syntax");
const YAML: &str = include_str!("../grammars/yaml.sublime-syntax");

static OWN: [Own; 5] = [
    Own::new("Dockerfile Lines", &[DOCKERFILE, SHELL]),
    Own::new("INI Lines", &[INI]),
    Own::new("PromQL", &[PROMQL]),
    Own::new("Shell", &[SHELL]),
    Own::new("YAML Lines", &[YAML]),
];

fn bundled() -> &'static SyntaxSet {
    static BUNDLED: OnceLock<SyntaxSet> = OnceLock::new();
    BUNDLED.get_or_init(two_face::syntax::extra_newlines)
}

/// The grammar and the set that it belongs to; `None` if no grammar has this name.
pub(crate) fn find(grammar: Grammar) -> Option<(&'static SyntaxSet, &'static SyntaxReference)> {
    let set = match OWN.iter().find(|own| own.name == grammar.engine_name()) {
        Some(own) => own.set()?,
        None => bundled(),
    };
    Some((set, set.find_syntax_by_name(grammar.engine_name())?))
}

/// Bundled grammars on which the engine runs for ever with some input, as when a comment is left open. Nothing can stop it
/// there, so their code stays plain, or takes another grammar. Found by feeding every grammar with broken code for seconds.
const ENDLESS: &[&str] = &["JavaScript", "Scala", "Svelte"];

/// The bundled grammar that claims a word as file extension or name; `None` for plain text and for words of nobody.
pub(crate) fn bundled_name(word: &str) -> Option<&'static str> {
    let syntax = bundled().find_syntax_by_token(word)?;
    let usable = !syntax.hidden && syntax.name != "Plain Text" && !ENDLESS.contains(&syntax.name.as_str());
    usable.then_some(syntax.name.as_str())
}
