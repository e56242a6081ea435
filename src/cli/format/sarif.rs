//! Turns findings into a SARIF 2.1.0 log, as code scanning services read it (OASIS standard of 27 March 2020).

use std::collections::BTreeSet;

use percent_encoding::utf8_percent_encode;
use serde_json::{Value, json};

use super::{FindingContext, Region};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::message::MessageLanguage;
use crate::site::path::ESCAPED;

/// Returns the log of some findings.
pub fn log(problems: &[Diagnostic], context: &FindingContext<'_>) -> String {
    let codes: BTreeSet<Code> = problems.iter().map(|problem| problem.code).collect();
    let rules: Vec<Value> = codes.iter().map(|code| rule(*code)).collect();
    let results: Vec<Value> = problems.iter().map(|problem| result(problem, &codes, context)).collect();
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "seodang", "semanticVersion": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn rule(code: Code) -> Value {
    let explanation = code.explanation(MessageLanguage::English);
    json!({
        "id": code.as_str(),
        "shortDescription": { "text": code.summary(MessageLanguage::English) },
        "fullDescription": { "text": explanation, "markdown": explanation },
        "defaultConfiguration": { "level": level(code.severity()) },
    })
}

fn result(problem: &Diagnostic, codes: &BTreeSet<Code>, context: &FindingContext<'_>) -> Value {
    let uri = utf8_percent_encode(&context.file(&problem.path), ESCAPED).to_string();
    let mut place = json!({ "artifactLocation": { "uri": uri } });
    if let Some(region) = problem.span.and_then(|span| context.region(&problem.path, span)) {
        place["region"] = lines_and_columns(region);
    }
    let hint = problem.hint.as_ref().map(|hint| format!(" ({hint})")).unwrap_or_default();
    let mut result = json!({
        "ruleId": problem.code.as_str(),
        "ruleIndex": codes.iter().position(|code| *code == problem.code),
        "level": level(problem.severity),
        "message": { "text": format!("{}{hint}", problem.message) },
        "locations": [{ "physicalLocation": place }],
    });
    if let Some(fix) = &problem.fix {
        let replacement = |edit: &crate::diagnostic::Edit| {
            let region = context.region(&problem.path, edit.span)?;
            Some(json!({ "deletedRegion": lines_and_columns(region), "insertedContent": { "text": edit.text } }))
        };
        let replacements: Vec<Value> = fix.edits.iter().filter_map(replacement).collect();
        if !replacements.is_empty() {
            let change = json!({ "artifactLocation": { "uri": uri }, "replacements": replacements });
            result["fixes"] = json!([{ "artifactChanges": [change] }]);
        }
    }
    result
}

fn lines_and_columns(region: Region) -> Value {
    json!({
        "startLine": region.start.line,
        "startColumn": region.start.column,
        "endLine": region.end.line,
        "endColumn": region.end.column,
    })
}
