//! Tests that spellings keep the places of the file, and that texts that only look like them stay as they are.

use comrak::Arena;
use comrak::nodes::NodeValue;

use crate::lesson::markdown::{parse, text};
use crate::source::{Dialect, Tool};

/// Returns the words of a text, and the kinds and places (line and columns) of its nodes of a kind.
fn found(body: &str, dialect: Dialect, is_meant: impl Fn(&NodeValue) -> bool) -> (String, Vec<String>) {
    let arena = Arena::new();
    let document = parse(&arena, body, dialect);
    let nodes = document.root.descendants().filter(|node| is_meant(&node.data().value));
    (text(document.root), nodes.map(|node| format!("{} {}", node.data().sourcepos, text(node))).collect())
}

#[test]
fn places_are_those_of_the_file() {
    let is_mark = |value: &NodeValue| matches!(value, NodeValue::Highlight);
    let (words, marks) = found("> - a \\* ==말== b\n", Dialect::default(), is_mark);
    assert_eq!((&*words, marks), ("a * 말 b", vec!["1:10-1:16 말".to_owned()]));
    let wiki = Dialect::default().with(Tool::Wiki);
    let is_link = |value: &NodeValue| matches!(value, NodeValue::Link(_));
    let (words, links) = found("가 &amp; [[a|b]] [[c_d_|*e*]].\n", wiki, is_link);
    assert_eq!(words, "가 & b *e*.");
    assert_eq!(links[0], "1:11-1:17 b");
}

#[test]
fn plain_texts_stay() {
    for body in [
        "1:2:3 a:b:c C++ i++ and j++ a == b == c x = y ^^ {a} {{b}} [c] [[d]] ~/e ~f ~100~ 2^10 3^5 ^_^",
        "std::vec::Vec :: :-) :) :D :100 :: smile: a:smile:b",
        "{{ site.url }} ${HOME} {a=b} {0} {x: 1} #{x} f{.2f}",
        "[[ -f x ]] a[[1]] [[0, 1], [2, 3]] [[maybe_unused]] ![[x]]",
        "ㅎㅎ ^^ 반가워요^^ ==> <== === a==b b==c `==x==` {1..3}",
    ] {
        let plain =
            text(comrak::parse_document(&Arena::new(), body, &crate::lesson::markdown::options(Dialect::default())));
        assert_eq!(found(body, Dialect::default(), |_| false).0, plain, "{body}");
    }
}

#[test]
fn many_signs_take_no_long_time() {
    for sign in ["==a ", "[[", "![[", "{++a ", "x^", ":a:", "++a", "{: ", "[[a|*b* ", "^[", "{/*"] {
        let body = sign.repeat(40_000);
        let start = std::time::Instant::now();
        found(&body, Dialect::default().with(Tool::Wiki).with(Tool::MkDocs), |_| false);
        assert!(start.elapsed().as_secs() < 20, "{sign} takes {:?}", start.elapsed());
    }
}
