//! Turns the name of a grammar into the grammar itself, and loads grammars no earlier than a block needs them.
//!
//! The bundled set is one dump in the binary. Reading it takes about 1.6 ms once: a grammar's rules stay packed until its
//! first block unpacks them (0.1 to 0.7 ms each), and a rule's pattern is compiled when it is first tried. Bash costs
//! most, some 6 ms for its first line; YAML, JSON, HCL and Dockerfile under 1 ms.

use std::sync::OnceLock;

use syntect::parsing::{SyntaxDefinition, SyntaxReference, SyntaxSet, SyntaxSetBuilder};

use super::Grammar;

/// A grammar that the bundled set lacks, written for this project.
struct Own {
    name: &'static str,
    definition: &'static str,
    set: OnceLock<Option<SyntaxSet>>,
}

impl Own {
    const fn new(name: &'static str, definition: &'static str) -> Self {
        Self {
            name,
            definition,
            set: OnceLock::new(),
        }
    }

    /// The set that holds just this grammar, so that nobody else waits for its parsing.
    fn set(&self) -> Option<&SyntaxSet> {
        self.set
            .get_or_init(|| {
                let definition = SyntaxDefinition::load_from_str(self.definition, true, Some(self.name)).ok()?;
                let mut builder = SyntaxSetBuilder::new();
                builder.add(definition);
                Some(builder.build())
            })
            .as_ref()
    }
}

static OWN: [Own; 1] = [Own::new("PromQL", include_str!("grammars/promql.sublime-syntax"))];

fn bundled() -> &'static SyntaxSet {
    static BUNDLED: OnceLock<SyntaxSet> = OnceLock::new();
    BUNDLED.get_or_init(two_face::syntax::extra_newlines)
}

/// The grammar and the set that it belongs to; `None` if no grammar has this name.
pub(super) fn find(grammar: Grammar) -> Option<(&'static SyntaxSet, &'static SyntaxReference)> {
    let set = match OWN.iter().find(|own| own.name == grammar.engine_name()) {
        Some(own) => own.set()?,
        None => bundled(),
    };
    Some((set, set.find_syntax_by_name(grammar.engine_name())?))
}

/// The bundled grammar that claims a word as file extension or name; `None` for plain text and for words of nobody.
pub(super) fn bundled_name(word: &str) -> Option<&'static str> {
    let syntax = bundled().find_syntax_by_token(word)?;
    (!syntax.hidden && syntax.name != "Plain Text").then_some(syntax.name.as_str())
}
