//! Tests that a notebook becomes Markdown whose lines map to those of its file.

use super::*;

/// A notebook in the format that Jupyter writes.
const SAVED: &str = r##"{
 "cells": [
  {
   "cell_type": "markdown",
   "metadata": {},
   "source": [
    "# 제목\n",
    "\n",
    "글 **굵게**"
   ]
  },
  {
   "cell_type": "code",
   "execution_count": 1,
   "metadata": {},
   "outputs": [
    {
     "name": "stdout",
     "output_type": "stream",
     "text": [
      "1\n",
      "\u001b[31m2\u001b[0m\n"
     ]
    }
   ],
   "source": [
    "for i in (1, 2):\n",
    "    print(i)"
   ]
  }
 ],
 "metadata": {
  "kernelspec": {
   "display_name": "Python 3",
   "language": "python",
   "name": "python3"
  }
 },
 "nbformat": 4,
 "nbformat_minor": 5
}
"##;

#[test]
fn lines_know_those_of_the_file() {
    let page = page(SAVED).unwrap();
    let found: Vec<(&str, usize)> =
        page.text.lines().zip(page.file_lines).filter(|(line, _)| !line.is_empty()).collect();
    let line = |word: &str| 1 + SAVED.lines().position(|line| line.contains(word)).unwrap();
    let expected = [
        ("# 제목", line("# 제목")),
        ("글 **굵게**", line("글 **")),
        ("```python", line("for i") - 1),
        ("for i in (1, 2):", line("for i")),
        ("    print(i)", line("print")),
        ("```", line("print")),
        ("```output", line("\"1") - 1),
        ("1", line("\"1")),
        ("2", line("\\u001b[31m2")),
        ("```", line("\\u001b[31m2")),
    ];
    assert_eq!(found, expected);
}

/// Returns the text of a notebook of some cells, written on one line, without its empty lines.
fn text_of(cells: &str) -> String {
    let json = format!(r#"{{"cells": [{cells}], "metadata": {{"language_info": {{"name": "julia"}}}}}}"#);
    let page = page(&json).unwrap();
    page.text.split_inclusive('\n').filter(|line| *line != "\n").collect()
}

#[test]
fn cells_on_one_line_are_read() {
    let text = text_of(
        r#"{"cell_type": "markdown", "source": "a\n\n- b"}, {"cell_type": "code", "source": "x = 1\ny", "outputs": []}"#,
    );
    assert_eq!(text, "a\n- b\n```julia\nx = 1\ny\n```\n");
}

#[test]
fn what_a_cell_leaves_open_ends_with_it() {
    let text = text_of(
        r#"{"cell_type": "markdown", "source": "```sh\nls"}, {"cell_type": "markdown", "source": "<!-- a"}, {"cell_type": "markdown", "source": "b"}"#,
    );
    assert_eq!(text, "```sh\nls\n```\n<!-- a\n-->\nb\n");
    let fences = text_of(r#"{"cell_type": "code", "source": "s = '''\n```\n'''"}"#);
    assert_eq!(fences, "````julia\ns = '''\n```\n'''\n````\n");
}

#[test]
fn outputs_have_the_best_form_without_scripts() {
    let output = |data: &str| {
        text_of(&format!(
            r#"{{"cell_type": "code", "source": "", "outputs": [{{"output_type": "display_data", "data": {data}}}]}}"#
        ))
    };
    assert_eq!(
        output(r#"{"text/plain": "<Figure size 1x1>", "image/png": "iVBO\nRw0="}"#),
        "![Figure size 1x1](data:image/png;base64,iVBORw0=)\n"
    );
    assert_eq!(
        output(r#"{"text/html": "<table>\n\n<tr></tr></table>", "text/plain": "x"}"#),
        "<div class=\"notebook-output\">\n<table>\n<tr></tr></table>\n</div>\n"
    );
    assert_eq!(output(r#"{"text/html": "<script>1</script>", "text/plain": "x"}"#), "```output\nx\n```\n");
    assert_eq!(output(r#"{"text/latex": "$x^2$"}"#), "$$\nx^2\n$$\n");
    assert_eq!(output(r#"{"image/png": "not base64!", "text/plain": "x"}"#), "```output\nx\n```\n");
}

#[test]
fn tags_hide_what_a_cell_has() {
    let cell = |tags: &str| {
        text_of(&format!(
            r#"{{"cell_type": "code", "source": "x", "metadata": {{"tags": ["{tags}"]}}, "outputs": [{{"output_type": "stream", "text": "y"}}]}}"#
        ))
    };
    assert_eq!(cell("remove-cell"), "");
    assert_eq!(cell("hide-input"), "```output\ny\n```\n");
    assert_eq!(cell("remove_output"), "```julia\nx\n```\n");
    assert!(
        cell("instructor").starts_with("<!-- instructor -->\n")
            && cell("instructor").ends_with("<!-- /instructor -->\n")
    );
}

#[test]
fn older_notebooks_are_read() {
    let json = r#"{"worksheets": [{"cells": [{"cell_type": "heading", "level": 2, "source": ["Title"]}, {"cell_type": "code", "language": "python", "input": ["a"], "outputs": [{"output_type": "pyout", "text": ["1"], "png": "aaaa"}]}]}]}"#;
    let text = page(json).unwrap().text;
    assert!(
        text.contains("## Title\n")
            && text.contains("```python\na\n```")
            && text.contains("![1](data:image/png;base64,aaaa)")
    );
}

#[test]
fn mistakes_have_a_line() {
    let problem = page("{\n \"cells\": [\n  {,}\n").unwrap_err();
    assert_eq!(problem.line, 3);
    assert_eq!(page(r#"{"cells": 1}"#).unwrap_err().line, 1);
    assert_eq!(page("{}").unwrap_err().line, 1);
    let page = page(r#"{"cells": [1, {"cell_type": "markdown", "source": "a"}, {"cell_type": "code", "source": "b", "outputs": [{"output_type": "display_data", "data": {"application/x": 1}}]}]}"#).unwrap();
    assert!(page.text.contains("a\n") && page.text.contains("b\n"));
    assert_eq!(page.problems.len(), 2);
}
