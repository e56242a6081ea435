//! Turns the text of a script into the data in it: literals, and the constants and functions that return some.
//!
//! Nothing is run. A value that is not data (a call of an unknown function, a condition) is `null`. The crates that read
//! JSON with comments refuse declarations, spreads and types, of which such files are full; a parser of all of the language
//! costs minutes of compiling.

mod token;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::source::Source;
use token::{ScriptToken, tokens};

/// The deepest nesting of literals and names.
const MAX_NESTING: usize = 48;

/// The most values that are read from a script: names that refer to each other may multiply.
const MAX_VALUES: usize = 200_000;

/// The most tokens of a type between a name and its value.
const MAX_TYPE: usize = 200;

/// The most tokens of a function before it returns.
const MAX_BODY: usize = 5_000;

/// The scripts of a configuration, read as one.
pub(super) struct Scripts<'a> {
    tokens: Vec<ScriptToken<'a>>,
    /// For each opening bracket, the token behind the one that closes it.
    closed: Vec<usize>,
    /// The token with which the value of each name begins; the first declaration counts.
    names: BTreeMap<&'a str, usize>,
    /// The token with which the exported value of each script begins, by the stem of its file.
    exports: BTreeMap<&'a str, usize>,
    values: usize,
}

impl<'a> Scripts<'a> {
    /// Reads scripts; the first one exports the configuration.
    pub(super) fn new(sources: impl IntoIterator<Item = &'a Source>) -> Self {
        let mut scripts = Self {
            tokens: Vec::new(),
            closed: Vec::new(),
            names: BTreeMap::new(),
            exports: BTreeMap::new(),
            values: 0,
        };
        let mut starts = Vec::new();
        for source in sources {
            starts.push((scripts.tokens.len(), source.path.stem()));
            let first = scripts.tokens.len();
            scripts.tokens.extend(tokens(&source.text));
            // Separates the scripts.
            scripts.tokens.push(ScriptToken::Sign(';'));
            scripts.close_brackets(first);
        }
        for (number, (first, stem)) in starts.iter().enumerate() {
            let end = starts.get(number + 1).map_or(scripts.tokens.len(), |(next, _)| *next);
            scripts.declare(*first, end, stem);
        }
        scripts
    }

    /// Returns the value that a script exports.
    pub(super) fn export(&mut self, stem: &str) -> Value {
        self.exports.get(stem).copied().map_or(Value::Null, |at| self.value(at, 0).0)
    }

    /// Returns the value of a name.
    pub(super) fn named(&mut self, name: &str) -> Value {
        self.names.get(name).copied().map_or(Value::Null, |at| self.value(at, 0).0)
    }

    /// Pairs the brackets of the tokens from `first` on. One that is never closed ends with its script.
    fn close_brackets(&mut self, first: usize) {
        let end = self.tokens.len();
        self.closed.resize(end, end);
        let mut open = Vec::new();
        for at in first..end {
            match self.tokens[at] {
                ScriptToken::Sign('(' | '[' | '{') => open.push(at),
                ScriptToken::Sign(')' | ']' | '}') => {
                    if let Some(opening) = open.pop() {
                        self.closed[opening] = at + 1;
                    }
                }
                _ => {}
            }
        }
    }

    /// Finds the declarations in the tokens of a script.
    fn declare(&mut self, first: usize, end: usize, stem: &'a str) {
        for at in first..end {
            let ScriptToken::Name(word) = self.tokens[at] else { continue };
            match (word, self.token(at + 1)) {
                ("const" | "let" | "var", ScriptToken::Name(name)) => {
                    if let Some(value) = self.behind_equals(at + 2) {
                        self.names.entry(name).or_insert(value);
                    }
                }
                ("function", ScriptToken::Name(name)) => {
                    if let Some(value) = self.returned(at + 2) {
                        self.names.entry(name).or_insert(value);
                    }
                }
                // `import sidebar from './sidebar'`: the name refers to the export of the script.
                ("import", ScriptToken::Name(name)) if self.token(at + 2) == ScriptToken::Name("from") => {
                    if let ScriptToken::Text(_) = self.token(at + 3) {
                        self.names.entry(name).or_insert(at + 3);
                    }
                }
                ("export", ScriptToken::Name("default")) => {
                    self.exports.entry(stem).or_insert(at + 2);
                }
                ("module", ScriptToken::Sign('.')) if self.token(at + 2) == ScriptToken::Name("exports") => {
                    if let Some(value) = self.behind_equals(at + 3) {
                        self.exports.entry(stem).or_insert(value);
                    }
                }
                _ => {}
            }
        }
        if !self.exports.contains_key(stem) && matches!(self.token(first), ScriptToken::Sign('{' | '[')) {
            self.exports.insert(stem, first);
        }
    }

    fn token(&self, at: usize) -> ScriptToken<'a> {
        self.tokens.get(at).cloned().unwrap_or(ScriptToken::Sign(';'))
    }

    /// Returns the token behind the `=` of a declaration, which a type may precede.
    fn behind_equals(&self, from: usize) -> Option<usize> {
        let mut at = from;
        for _ in 0..MAX_TYPE {
            match self.token(at) {
                ScriptToken::Sign('=') if self.token(at + 1) == ScriptToken::Sign('>') => at += 2,
                ScriptToken::Sign('=') => return Some(at + 1),
                ScriptToken::Sign(';') => return None,
                ScriptToken::Sign('(' | '[' | '{') => at = self.behind_brackets(at),
                _ => at += 1,
            }
        }
        None
    }

    /// Returns the first token of the value that a function returns; `from` is the bracket of its parameters.
    fn returned(&self, from: usize) -> Option<usize> {
        let parameters = self.behind_brackets(from);
        // The type of the result may be between.
        let body =
            (parameters..parameters + MAX_TYPE).find(|at| matches!(self.token(*at), ScriptToken::Sign('{' | ';')))?;
        self.returned_by_body(body)
    }

    fn returned_by_body(&self, body: usize) -> Option<usize> {
        let end = self.behind_brackets(body).min(body + MAX_BODY);
        (body..end).find(|at| self.token(*at) == ScriptToken::Name("return")).map(|at| at + 1)
    }

    /// Returns the token behind the bracket that closes the one at `at`.
    fn behind_brackets(&self, at: usize) -> usize {
        self.closed.get(at).copied().unwrap_or(self.tokens.len()).max(at + 1)
    }

    /// Returns the value that begins at a token, and the token behind it.
    fn value(&mut self, at: usize, nesting: usize) -> (Value, usize) {
        self.values += 1;
        if nesting > MAX_NESTING || self.values > MAX_VALUES {
            let is_open = matches!(self.token(at), ScriptToken::Sign('(' | '[' | '{'));
            return (Value::Null, if is_open { self.behind_brackets(at) } else { at + 1 });
        }
        match self.token(at) {
            ScriptToken::Text(text) => (Value::String(text), at + 1),
            ScriptToken::Number(number) => (number.parse::<f64>().map_or(Value::Null, Value::from), at + 1),
            ScriptToken::Sign('[') => self.array(at, nesting),
            ScriptToken::Sign('{') => self.object(at, nesting),
            ScriptToken::Sign('(') => self.parenthesis(at, nesting),
            ScriptToken::Name("async" | "await" | "new") => self.value(at + 1, nesting + 1),
            ScriptToken::Name("true") => (Value::Bool(true), at + 1),
            ScriptToken::Name("false") => (Value::Bool(false), at + 1),
            ScriptToken::Name(name) => self.name(name, at, nesting),
            _ => (Value::Null, at + 1),
        }
    }

    /// Reads a name: a declared one, or a call, which often only gives its argument a type: `defineConfig({…})`.
    fn name(&mut self, name: &str, at: usize, nesting: usize) -> (Value, usize) {
        let mut behind = at + 1;
        // `require.resolve('./sidebars.js')`
        while self.token(behind) == ScriptToken::Sign('.') {
            behind += 2;
        }
        let is_member = behind > at + 1;
        let declared = self.names.get(name).copied().filter(|_| !is_member);
        let behind = self.behind_type_arguments(behind);
        if self.token(behind) == ScriptToken::Sign('(') {
            let value = declared.map_or(Value::Null, |value| self.declared(value, nesting));
            // The result of a function of another package is unknown; most return their argument.
            let value = if value.is_null() { self.value(behind + 1, nesting + 1).0 } else { value };
            return (value, self.behind_brackets(behind));
        }
        // `path => …` of a function with one parameter.
        if self.token(behind) == ScriptToken::Sign('=') && self.token(behind + 1) == ScriptToken::Sign('>') {
            return self.arrow(behind + 2, nesting);
        }
        (declared.map_or(Value::Null, |value| self.declared(value, nesting)), behind)
    }

    /// Returns the token behind the types of a call, if there are some: `defineConfig<Theme>(…)`.
    fn behind_type_arguments(&self, at: usize) -> usize {
        if self.token(at) != ScriptToken::Sign('<') {
            return at;
        }
        let ends =
            |end: &usize| self.token(*end) == ScriptToken::Sign('>') && self.token(*end + 1) == ScriptToken::Sign('(');
        (at..at + MAX_TYPE).find(ends).map_or(at, |end| end + 1)
    }

    /// Returns the value of a declaration; for the path of an import, the export of that script.
    fn declared(&mut self, at: usize, nesting: usize) -> Value {
        if let ScriptToken::Text(path) = self.token(at)
            && at >= 1
            && self.token(at - 1) == ScriptToken::Name("from")
        {
            let name = path.rsplit('/').next().unwrap_or_default();
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            let export = self.exports.get(stem).copied();
            return export.map_or(Value::Null, |at| self.value(at, nesting + 1).0);
        }
        self.value(at, nesting + 1).0
    }

    /// Reads a value in parentheses, or the value of a function that is written with an arrow.
    fn parenthesis(&mut self, at: usize, nesting: usize) -> (Value, usize) {
        let end = self.behind_brackets(at);
        let mut arrow = end;
        // `(): Item[] => [...]`: the type of the result.
        if self.token(end) == ScriptToken::Sign(':') {
            let ends = |at: &usize| matches!(self.token(*at), ScriptToken::Sign('=' | ';' | '{' | ','));
            arrow = (end..end + MAX_TYPE).find(ends).unwrap_or(end);
        }
        if self.token(arrow) == ScriptToken::Sign('=') && self.token(arrow + 1) == ScriptToken::Sign('>') {
            return self.arrow(arrow + 2, nesting);
        }
        (self.value(at + 1, nesting + 1).0, end)
    }

    fn arrow(&mut self, body: usize, nesting: usize) -> (Value, usize) {
        if self.token(body) != ScriptToken::Sign('{') {
            return self.value(body, nesting + 1);
        }
        let value = self.returned_by_body(body).map_or(Value::Null, |at| self.value(at, nesting + 1).0);
        (value, self.behind_brackets(body))
    }

    fn array(&mut self, at: usize, nesting: usize) -> (Value, usize) {
        let end = self.behind_brackets(at);
        let (mut items, mut here) = (Vec::new(), at + 1);
        while here < end - 1 {
            if self.token(here) == ScriptToken::Sign(',') {
                here += 1;
                continue;
            }
            let is_spread = self.token(here) == ScriptToken::Spread;
            let (value, behind) = self.value(here + usize::from(is_spread), nesting + 1);
            match value {
                Value::Array(inner) if is_spread => items.extend(inner),
                _ if is_spread => {}
                value => items.push(value),
            }
            here = self.behind_item(behind, end);
        }
        (Value::Array(items), end)
    }

    fn object(&mut self, at: usize, nesting: usize) -> (Value, usize) {
        let end = self.behind_brackets(at);
        let (mut object, mut here) = (Map::new(), at + 1);
        while here < end - 1 {
            let key = match self.token(here) {
                ScriptToken::Text(key) => key,
                ScriptToken::Name(key) => key.to_owned(),
                ScriptToken::Spread => {
                    let (value, behind) = self.value(here + 1, nesting + 1);
                    if let Value::Object(inner) = value {
                        object.extend(inner);
                    }
                    here = self.behind_item(behind, end);
                    continue;
                }
                _ => {
                    here = if here == at + 1 || self.token(here) == ScriptToken::Sign(',') {
                        here + 1
                    } else {
                        self.behind_item(here, end)
                    };
                    continue;
                }
            };
            let (value, behind) = match self.token(here + 1) {
                ScriptToken::Sign(':') => self.value(here + 2, nesting + 1),
                // `{ sidebar }` is `{ sidebar: sidebar }`.
                ScriptToken::Sign(',' | '}') => self.value(here, nesting + 1),
                _ => (Value::Null, here + 1),
            };
            if value != Value::Null {
                object.insert(key, value);
            }
            here = self.behind_item(behind, end);
        }
        (Value::Object(object), end)
    }

    /// Returns the token behind the next comma, or the end of the brackets: skips code after a value.
    fn behind_item(&self, from: usize, end: usize) -> usize {
        let mut at = from;
        while at < end - 1 {
            match self.token(at) {
                ScriptToken::Sign(',') => return at + 1,
                ScriptToken::Sign('(' | '[' | '{') => at = self.behind_brackets(at),
                _ => at += 1,
            }
        }
        at
    }
}
