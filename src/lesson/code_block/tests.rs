//! Checks the spellings of attributes and marks, each as its tool documents it.

use super::*;

/// Reads a block and writes it as text: language, title, first number, marks of lines.
fn read(info: &str, code: &str) -> String {
    let block = CodeBlock::read(info, code, false);
    let sign = |mark: &LineMark| match mark {
        LineMark::Highlighted => '*',
        LineMark::Inserted => '+',
        LineMark::Deleted => '-',
        LineMark::Error => '!',
        LineMark::Warning => '?',
    };
    let mut parts = vec![block.language.to_owned()];
    parts.extend(block.title.map(|title| format!("[{title}]")));
    parts.extend(block.first_number.map(|number| format!("#{number}")));
    parts.extend(block.marks.iter().map(|(line, mark)| format!("{}{line}", sign(mark))));
    parts.extend(block.words.iter().map(|(word, mark)| format!("{}\"{word}\"", sign(mark))));
    parts.join(" ")
}

#[test]
fn attributes_are_never_the_language() {
    let five = "a\nb\nc\nd\ne\n";
    for (info, expected) in [
        ("", ""),
        ("js", "js"),
        ("js{1,3-4}", "js *1 *3 *4"),
        ("js {1,3}", "js *1 *3"),
        ("js{1}{3}", "js *1 *3"),
        ("jsx title=\"/src/a.js\" {2} showLineNumbers", "jsx [/src/a.js] #1 *2"),
        ("js showLineNumbers=5", "js #5"),
        ("js showLineNumbers {1}", "js #1 *1"),
        ("ts:line-numbers {1}", "ts #1 *1"),
        ("ts:line-numbers=2 {1}", "ts #2 *1"),
        ("ts:no-line-numbers", "ts"),
        ("ts [config.ts]", "ts [config.ts]"),
        ("js{2}[a.js]", "js [a.js] *2"),
        ("py title=\"bubble_sort.py\" linenums=\"1\" hl_lines=\"2 4-5\"", "py [bubble_sort.py] #1 *2 *4 *5"),
        ("{.python .numberLines startFrom=\"5\"}", "python #5"),
        ("{ .yaml .no-copy title=\"a.yml\" }", "yaml [a.yml]"),
        ("{#mycode .haskell .numberLines startFrom=\"100\"}", "haskell #100"),
        ("{r, echo=FALSE}", "r"),
        ("{r setup, include=FALSE}", "r"),
        ("{python}", "python"),
        ("{.python .input  n=3}", "python"),
        ("{code-block} python", "python"),
        ("{code-cell} ipython3", "ipython3"),
        ("rust,ignore", "rust"),
        ("rust,editable,compile_fail", "rust"),
        ("rust,linenos,linenostart=20,hl_lines=1 3-4,name=a.rs", "rust [a.rs] #20 *1 *3 *4"),
        ("go {linenos=inline hl_lines=[3,\"4-5\"] style=emacs}", "go #1 *3 *4 *5"),
        ("go {linenos=table,hl_lines=[1,\"3-4\"],linenostart=199}", "go #199 *1 *3 *4"),
        ("go {linenos=false}", "go"),
        ("toml {file=\"hugo.toml\" copy=true}", "toml [hugo.toml]"),
        ("js ins={2} del={1} {\"1. note\":4-5}", "js -1 +2 *4 *5"),
        ("js \"word\" ins=\"added\" /re[a-z]/", "js *\"word\" +\"added\""),
        ("ts twoslash", "ts"),
        ("js server.js", "js [server.js]"),
        ("js filename=\"a.js\" highlight={2}", "js [a.js] *2"),
        ("js:server.js", "js [server.js]"),
        ("title=\"a.txt\"", " [a.txt]"),
        ("hl_lines=\"2\"", " *2"),
        ("js header=\"a.js\" run", "js [a.js]"),
        ("sh copy", "sh"),
        ("diff", "diff"),
        ("console", "console"),
    ] {
        assert_eq!(read(info, five), expected, "{info}");
        assert_eq!(language_word(info), expected.split(' ').next().unwrap(), "{info}");
    }
    assert_eq!(read("js {1-99999999999}", "a\nb\n"), "js *1 *2");
}

#[test]
fn options_of_cells_are_no_code() {
    let check = |info: &str, literal: &str, code: &str, expected: &str| {
        assert_eq!(CodeBlock::read(info, literal, false).code, code, "{info}");
        assert_eq!(read(info, literal), expected, "{info}");
    };
    let options = ":linenos:\n:emphasize-lines: 2\n:caption: A title\n:name: label\n\na\nb\n";
    check("{code-block} python", options, "a\nb\n", "python [A title] #1 *2");
    check("{code-cell} ipython3", "---\ntags: [hide-input]\n---\na\n", "a\n", "ipython3");
    check("{r}", "#| echo: false\n#| lst-cap: \"X\"\na\n", "a\n", "r [X]");
    check("{python}", "# a\n", "# a\n", "python");
    check("python", ":a: b\n", ":a: b\n", "python");
}

#[test]
fn comments_mark_lines() {
    let check = |info: &str, literal: &str, code: &str, expected: &str| {
        assert_eq!(CodeBlock::read(info, literal, false).code, code, "{literal}");
        assert_eq!(read(info, literal), expected, "{literal}");
    };
    check("js", "a // [!code ++]\nb // [!code --]\nc // [!code error]\n", "a\nb\nc\n", "js +1 -2 !3");
    check("js", "a // [!code focus:2]\nb\nc\n", "a\nb\nc\n", "js *1 *2");
    check("html", "<a> <!-- [!code highlight] -->\n", "<a>\n", "html *1");
    check("py", "# [!code highlight:2]\na\nb\nc\n", "a\nb\nc\n", "py *1 *2");
    check("js", "// highlight-next-line\na\nb\n", "a\nb\n", "js *1");
    check("jsx", "a\n{/* highlight-start */}\nb\nc\n{/* highlight-end */}\nd\n", "a\nb\nc\nd\n", "jsx *2 *3");
    check("css", "/* error-next-line */\na\n", "a\n", "css !1");
    check("js", "// [!code word:Hi]\nHi\n", "Hi\n", "js *\"Hi\"");
    check("js", "// [!code other]\na // the [!code ++] sign\n", "// [!code other]\na // the [!code ++] sign\n", "js");
}

#[test]
fn comparisons_of_code_lose_their_signs() {
    let block = CodeBlock::read("diff-js", "- a\n+b\n c\n", false);
    assert_eq!((block.language, &*block.code), ("js", " a\nb\nc\n"));
    assert_eq!(read("diff lang=\"js\"", "-a\n+b\n"), "js -1 +2");
    assert_eq!(CodeBlock::read("diff", "-a\n+b\n", false).code, "-a\n+b\n");
    assert_eq!(CodeBlock::read("diff-js", "@@ -1 +1 @@\n-a\n", false).code, "@@ -1 +1 @@\n-a\n");
}

#[test]
fn hidden_lines_of_rust() {
    let block = CodeBlock::read("rust", "# fn main() {\n    let x = 1;\n#\n## not hidden\n#[derive(A)]\n# }\n", false);
    assert_eq!(block.code, "    let x = 1;\n# not hidden\n#[derive(A)]\n");
    assert_eq!(block.whole.unwrap(), "fn main() {\n    let x = 1;\n\n# not hidden\n#[derive(A)]\n}\n");
    assert_eq!(CodeBlock::read("rust", "# all\n", false).code, "all\n");
    assert_eq!(CodeBlock::read("sh", "# comment\nls\n", false).code, "# comment\nls\n");
    assert_eq!(CodeBlock::read("python,hidelines=!!!", "!!!a\nb\n", false).code, "b\n");
}

#[test]
fn notes_below_code() {
    let block = CodeBlock::read("yaml", "a: 1 # (1)!\nb: f(2)\nc: 3 # (2) (3)\n", true);
    assert_eq!(block.code, "a: 1\nb: f(2)\nc: 3\n");
    assert_eq!(block.notes, BTreeMap::from([(1, vec![1]), (3, vec![2, 3])]));
    assert_eq!(CodeBlock::read("yaml", "a: 1 # (1)!\n", false).code, "a: 1 # (1)!\n");
}
