//! Tests the data that is read from scripts.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::Scripts;
use crate::source::{CoursePath, Source};

fn exported(texts: &[&str]) -> Value {
    let name = |number: usize| CoursePath::new(if number == 0 { "config.ts" } else { "other.ts" });
    let sources: Vec<Source> = texts.iter().enumerate().map(|(number, text)| Source::new(name(number), text)).collect();
    Scripts::new(&sources).export("config")
}

#[test]
fn literals() {
    let check = |text: &str, expected: Value| assert_eq!(exported(&[text]), expected, "{text}");
    check("module.exports = { a: 'x', \"b\": [1, true, `y`,], c: null };", json!({"a": "x", "b": [1.0, true, "y"]}));
    check("export default ['it\\'s', 'a\\u0041\\u{1f600}', \"한글\"]", json!(["it's", "aA😀", "한글"]));
    check("export default { a: 'x' /* no: 'y' */, // z: 'z'\n b: 'w' }", json!({"a": "x", "b": "w"}));
    check("export default [`v${1 + 1}`, /['\"]/g, 'x']", json!([null, null, "x"]));
    check("{ \"a\": [\"json\"] }", json!({"a": ["json"]}));
    check("export default { a: cond ? 'x' : 'y', f() { return 1 }, g: x => x, b: 'z' } as const", json!({"b": "z"}));
}

#[test]
fn names_and_functions() {
    let check = |text: &str, expected: Value| assert_eq!(exported(&[text]), expected, "{text}");
    check("const a: Item[] = ['x']; export default { a, b: [...a, 'y'] }", json!({"a": ["x"], "b": ["x", "y"]}));
    check("export default defineConfig({ a: list() })\nfunction list(): A<B>[] { return ['x'] }", json!({"a": ["x"]}));
    check("const list = (): A[] => ['x']\nexport default { ...{ b: 'y' }, a: list() }", json!({"b": "y", "a": ["x"]}));
    check("module.exports = ctx => ({ a: ctx.x ? 1 : 2, b: 'y' })", json!({"b": "y"}));
    check("export default defineConfig<A<B>>({ a: ['x'] })", json!({"a": ["x"]}));
    check("import star from 'star'; export default { a: [star({ b: 'x' })] }", json!({"a": [{"b": "x"}]}));
    let other = "export default ['x']\nexport const named = ['y']";
    let config = "import own from './other'; import { named } from './other'; export default { own, named }";
    assert_eq!(exported(&[config, other]), json!({"own": ["x"], "named": ["y"]}));
}

#[test]
fn hostile_scripts_end_soon() {
    let begun = Instant::now();
    for text in [
        "const a = [b, b, b, b], b = [a, a, a, a]; export default a".to_owned(),
        format!("export default {}", "[".repeat(200_000)),
        format!("export default {}", "{a:".repeat(200_000)),
        "function a(".repeat(20_000),
        "const a: ".repeat(20_000),
        "function a() {".repeat(20_000),
        format!("export default '{}", "x".repeat(500_000)),
        "`".repeat(100_001),
        "export default [...[...[...".repeat(20_000),
    ] {
        exported(&[&text]);
    }
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}
