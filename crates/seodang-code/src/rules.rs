//! Maps a scope of a grammar (`string.quoted.double.shell`) to the flat class that colours it, by a table.
//!
//! Decided by looking at real blocks of a dozen languages. Tokens on nearly every line (plain values of YAML,
//! arguments of commands, `=`, punctuation, ordinary variable names) stay plain, which keeps both the page small and
//! the few colours meaningful.

use std::cell::RefCell;
use std::collections::HashMap;

use syntect::parsing::Scope;

use crate::class::Class::{
    self, Annotation, Builtin, Comment, Deleted, Escape, Function, Heading, Inherit, Inserted, Keyword, Literal,
    Number, Operator, Plain, Property, String, Tag, Type, Variable,
};

thread_local! {
    // Building a scope's name takes a lock that all threads share, and a course has a few hundred scopes in some
    // hundred thousand words. The map is never iterated.
    static KNOWN: RefCell<HashMap<Scope, Class>> = RefCell::new(HashMap::new());
}

/// Returns the class of a scope by the most specific rule that matches.
pub(crate) fn class_of(scope: Scope) -> Class {
    KNOWN.with_borrow_mut(|known| *known.entry(scope).or_insert_with(|| look_up(&scope.build_string())))
}

/// Finds the longest rule whose atoms begin the scope's name; of two equally long ones, that for a single language.
fn look_up(scope: &str) -> Class {
    let language = scope.rsplit('.').next().unwrap_or_default();
    RULES
        .iter()
        .filter(|(prefix, only, _)| begins(scope, prefix) && (only.is_empty() || *only == language))
        .max_by_key(|(prefix, only, _)| (prefix.len(), !only.is_empty()))
        .map_or(Inherit, |(_, _, class)| *class)
}

fn begins(scope: &str, prefix: &str) -> bool {
    scope.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Beginning of the scope's name, the language (last atom of the name) it holds for or `""` for all, and the class.
const RULES: &[(&str, &str, Class)] = &[
    // Comments, strings, numbers, constants
    ("comment", "", Comment),
    ("string", "", String),
    ("string.unquoted", "", Inherit),
    ("string.unquoted.heredoc", "", String),
    ("string.unquoted.block", "yaml", String),
    ("constant", "", Literal),
    ("constant.character", "", Escape),
    ("constant.character", "html", Literal),
    ("constant.numeric", "", Number),
    ("constant.other.color", "", Number),
    ("constant.other.database-name", "sql", Plain),
    ("constant.other.table-name", "sql", Plain),
    ("constant.other.placeholder", "", Escape),
    ("constant.other.placeholder", "shell", Variable),
    ("constant.other.object.key", "", Property),
    ("constant.language", "makefile", Operator),
    ("string.ipaddress", "nginx", Inherit),
    // Keywords and operators
    ("keyword", "", Keyword),
    ("keyword.operator", "", Operator),
    ("keyword.operator.accessor", "", Plain),
    ("keyword.operator.assignment", "", Plain),
    ("keyword.operator.assignment.redirection", "", Operator),
    ("keyword.operator.assignment.alias", "sql", Keyword),
    ("keyword.operator.logical.continue", "shell", Plain),
    ("keyword.operator.type.annotation", "", Plain),
    ("keyword.operator", "terraform", Plain),
    ("keyword.other.interpolation", "", Escape),
    ("keyword.other.substitution", "", Escape),
    ("keyword.other.template", "", String),
    ("keyword.other.http-header", "", Property),
    ("keyword.name", "ini", Property),
    ("keyword.other.unit", "", Number),
    ("storage", "", Keyword),
    ("storage.type.string", "", String),
    ("storage.type.numeric", "", Type),
    ("storage.type.primitive", "", Type),
    ("storage.type.built-in", "", Type),
    ("storage.type", "powershell", Type),
    ("storage.type", "go", Type),
    ("storage.type.keyword", "go", Keyword),
    ("storage.type", "sql", Type),
    ("storage.type", "yaml", Type),
    // Names
    ("entity.name", "", Function),
    ("entity.name.class", "", Type),
    ("entity.name.enum", "", Type),
    ("entity.name.enum.tag-digest", "", Literal),
    ("entity.name.impl", "", Type),
    ("entity.name.interface", "", Type),
    ("entity.name.key", "", Property),
    ("entity.name.namespace", "", Inherit),
    ("entity.name.section", "", Heading),
    ("entity.name.table", "toml", Heading),
    ("entity.name.pattern", "", Inherit),
    ("entity.name.struct", "", Type),
    ("entity.name.tag", "", Tag),
    ("entity.name.tag", "yaml", Property),
    ("entity.name.tag", "toml", Property),
    ("entity.name.trait", "", Type),
    ("entity.name.type", "", Type),
    ("entity.name.union", "", Type),
    ("entity.name.val", "", Inherit),
    ("entity.other.attribute-name", "", Property),
    ("entity.other.document", "yaml", Operator),
    ("entity.other.inherited-class", "", Type),
    ("entity.other.pseudo-class", "", Annotation),
    ("entity.section", "ini", Heading),
    ("support", "", Builtin),
    ("support.function", "shell", Function),
    ("support.function", "powershell", Function),
    ("support.type", "", Type),
    ("support.type.property-name", "", Property),
    ("support.type.exception", "", Type),
    ("support.class", "", Type),
    ("support.constant.property-value", "", Literal),
    // Variables: plain unless the language marks them with a sign, by which readers look for them.
    ("variable", "", Inherit),
    ("variable.annotation", "", Annotation),
    ("variable.declaration", "terraform", Property),
    ("variable.function", "", Function),
    ("variable.language", "", Builtin),
    ("variable.language.star", "sql", Operator),
    ("variable.other", "dockerfile", Variable),
    ("variable.other", "env", Property),
    ("variable.other", "makefile", Variable),
    ("variable.parameter", "makefile", Variable),
    ("variable.other", "nginx", Variable),
    ("variable.other", "php", Variable),
    ("variable.other", "powershell", Variable),
    ("variable.other.member", "powershell", Plain),
    ("variable.other.assignment", "shell", Variable),
    ("variable.other.expansion", "shell", Variable),
    ("variable.other.readwrite", "shell", Variable),
    ("variable.other.alias", "yaml", Variable),
    ("variable.parameter.option", "shell", Property),
    ("meta.group.expansion.parameter", "shell", Variable),
    ("support.variable.automatic", "powershell", Variable),
    ("support.variable.drive", "powershell", Variable),
    // Keys of mappings; a quoted key stays a key (see `Class::within`).
    ("meta.mapping.key", "", Property),
    ("meta.object-literal.key", "", Property),
    ("meta.structure.dictionary.key", "", Property),
    ("meta.mapping.value", "", Plain),
    // Code inside strings, and the marks around it
    ("meta.interpolation", "", Plain),
    ("meta.template.expression", "", Plain),
    ("meta.embedded", "", Plain),
    ("meta.group.expansion.command", "shell", Plain),
    ("source", "", Plain),
    ("punctuation.definition.template-expression", "", Escape),
    ("punctuation.section.embedded", "", Escape),
    ("punctuation.section.interpolation", "", Escape),
    ("punctuation.definition.tag", "", Tag),
    ("punctuation.separator.key-value", "", Plain),
    // Annotations and preprocessors
    ("meta.annotation", "", Annotation),
    ("meta.annotation.arguments", "", Plain),
    ("meta.annotation.parameters", "", Plain),
    ("meta.decorator", "", Annotation),
    ("meta.directive", "yaml", Annotation),
    ("meta.preprocessor", "", Annotation),
    ("keyword.control.import", "c", Annotation),
    ("keyword.control.import", "c++", Annotation),
    // Markdown, diffs, logs
    ("markup.heading", "", Heading),
    ("markup.raw", "", String),
    ("markup.underline.link", "", String),
    ("markup.inserted", "", Inserted),
    ("markup.deleted", "", Deleted),
    ("markup.changed", "", Annotation),
    ("markup.list.numbered.bullet", "", Operator),
    ("punctuation.definition.list_item", "", Operator),
    ("meta.diff.header", "", Heading),
    ("meta.diff.range", "", Annotation),
];
