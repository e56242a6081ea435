//! Holds that colouring hostile and ordinary code loses no text and stays fast.

use std::path::Path;
use std::time::{Duration, Instant};

use seodang::render::code::{MAX_BLOCK, MAX_LINE, highlight, language};

/// Returns the text that a browser shows; fails on unknown tags, on nesting and on spans across lines.
fn text_of(html: &str) -> String {
    let mut text = String::new();
    let mut open = false;
    let mut rest = html;
    while let Some(at) = rest.find(['<', '\n', '&']) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let step = if let Some(class) = rest.strip_prefix("<span class=\"hl-") {
            assert!(!open && class.as_bytes()[0].is_ascii_lowercase() && class[1..].starts_with("\">"), "{html}");
            open = true;
            "<span class=\"hl-x\">".len()
        } else if rest.starts_with("</span>") {
            assert!(open, "{html}");
            open = false;
            "</span>".len()
        } else if rest.starts_with('\n') {
            assert!(!open, "a span crosses a line: {html}");
            text.push('\n');
            1
        } else {
            let entities = [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>')];
            let Some((entity, sign)) = entities.iter().find(|(entity, _)| rest.starts_with(entity)) else {
                panic!("a bare sign at {rest}");
            };
            text.push(*sign);
            entity.len()
        };
        rest = &rest[step..];
    }
    assert!(!open && !rest.contains('>'), "{html}");
    text + rest
}

/// Returns code that has broken highlighters: unclosed, nested, overlong, or not text.
fn hostile() -> Vec<String> {
    let mut pieces: Vec<String> = [
        "",
        "\n",
        "\r\n",
        "a\r\nb\r\n",
        "\r",
        "a\rb",
        "\0",
        "a\0b\n\0",
        "<script>alert(1)</script>",
        "&lt;&amp;",
        "\u{feff}a: b",
        "\"",
        "'",
        "`",
        "\"\\",
        "$(",
        "${",
        "{{",
        "<<EOF",
        "<<EOF\n",
        "<<'",
        "/*",
        "<!--",
        "\\",
        "\\\n",
        "\\\r\n",
        "'''",
        "[[",
        "((",
        "case x in",
        "한글 \"따옴표",
        "👩‍👩‍👧‍👦 | x",
        "\t\t\n  \n",
        "a: |\n",
        "- |\n x\ny",
        "---\n...\n",
        "R\"(",
        "<?php",
        "%{",
    ]
    .map(str::to_owned)
    .to_vec();
    for unit in [
        "(", "[", "{", "{{", "$(", "${", "\"${", "<a ", "a:", "- ", "'\"", "\\", "<<A\n", "if x\n", "`", "*", "a.b(",
        "/*",
    ] {
        pieces.push(unit.repeat(1_500));
        pieces.push(unit.repeat(900) + "\n" + &unit.repeat(900));
    }
    // An unclosed comment after a statement caused an endless loop in one bundled grammar.
    pieces.push("x\n /* a\n".to_owned());
    pieces.push("a".repeat(MAX_LINE));
    pieces.push(format!("{}!", "a ".repeat(MAX_LINE / 2 - 1)));
    pieces.push("\"".to_owned() + &"\\".repeat(MAX_LINE - 2));
    pieces.push("x = ".to_owned() + &"a+".repeat(1_900));
    pieces
}

const EVERY: &[&str] = &[
    "bash",
    "console",
    "yaml",
    "dockerfile",
    "promql",
    "json",
    "hcl",
    "python",
    "js",
    "jsx",
    "ts",
    "tsx",
    "sql",
    "nginx",
    "powershell",
    "ini",
    "toml",
    "diff",
    "html",
    "xml",
    "css",
    "markdown",
    "go",
    "java",
    "rust",
    "php",
    "c",
    "c++",
    "c#",
    "ruby",
    "makefile",
    "http",
    "rego",
    "properties",
    "dotenv",
    "groovy",
    "kotlin",
    "vue",
    "gitignore",
    "graphql",
];

#[test]
fn hostile_code_keeps_its_text() {
    for code in hostile() {
        for word in EVERY {
            // The prompt marks the text as a session.
            let code = if *word == "console" { format!("$ {code}") } else { code.clone() };
            let html = highlight(&language(word, &code), &code);
            assert_eq!(text_of(&html), code, "as {word}");
        }
    }
}

#[test]
fn huge_code_is_plain_and_quick() {
    let line = format!("a: \"{}\"\nb: 1\n", "<".repeat(MAX_LINE));
    let html = highlight(&language("yaml", &line), &line);
    assert_eq!(text_of(&html), line);
    assert!(html.starts_with("a: \"&lt;"), "the long line is plain");
    assert!(html.ends_with("<span class=\"hl-p\">b</span>: <span class=\"hl-n\">1</span>\n"), "the next is not");

    let started = Instant::now();
    for huge in ["echo \"x\" | y\n".repeat(MAX_BLOCK / 8), "a".repeat(10_000_000)] {
        let html = highlight(&language("bash", &huge), &huge);
        assert!(!html.contains("<span"));
        assert_eq!(html.len(), huge.len());
    }
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
}

#[test]
fn the_same_code_gives_the_same_html_on_every_thread() {
    let code = "kubectl get po -o json | jq '.items[] | .name' > a.txt # b\n";
    let once = highlight(&language("bash", code), code);
    let again = std::thread::spawn(move || highlight(&language("bash", code), code)).join().unwrap();
    assert_eq!(once, again);
}

/// Returns the info strings and texts of all fences of a Markdown text, by a simple scan.
fn fences(markdown: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut lines = markdown.split_inclusive('\n');
    while let Some(line) = lines.next() {
        let Some(word) = line.trim_start().strip_prefix("```") else {
            continue;
        };
        let code = lines.by_ref().take_while(|line| line.trim() != "```").collect();
        found.push((word.trim().to_owned(), code));
    }
    found
}

fn markdown_files(folder: &Path, found: &mut Vec<String>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            markdown_files(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(std::fs::read_to_string(path)?);
        }
    }
    Ok(())
}

/// Colours blocks as on a page, and every block of the course in the repository.
#[test]
fn every_block_keeps_its_text() -> std::io::Result<()> {
    let page = "1. 설치\n   ```bash\n   sudo apt <이름>\n   ```\n\n```\n┌─┐ a && b\n```\n```yaml\na: [\"<b>\"]\n```\n";
    let mut texts = vec![page.to_owned()];
    markdown_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sessions"), &mut texts)?;
    let blocks: Vec<_> = texts.iter().flat_map(|text| fences(text)).collect();
    assert!(blocks.len() >= 100, "{} blocks", blocks.len());
    for (word, code) in blocks {
        assert_eq!(text_of(&highlight(&language(&word, &code), &code)), code, "as {word}");
    }
    Ok(())
}
