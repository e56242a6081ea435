//! Turns the headings that begin a part of a book (`# (PART) Basics {-}`, `# (APPENDIX) Appendix {-}`: bookdown) into the names
//! of the parts, which navigation shows and pages do not.
//!
//! Source: "Parts" and "Appendix" in the manual of bookdown.

use comrak::nodes::{AstNode, NodeValue};

use super::text;

/// The marks of such headings.
const MARKS: [&str; 3] = ["(PART) ", "(PART*) ", "(APPENDIX) "];

/// Removes the headings that begin a part from a document.
pub(super) fn remove<'a>(root: &'a AstNode<'a>) {
    let is_part = |node: &&'a AstNode<'a>| {
        matches!(&node.data().value, NodeValue::Heading(heading) if heading.level == 1)
            && MARKS.iter().any(|mark| text(node).starts_with(mark))
    };
    let parts: Vec<&'a AstNode<'a>> = root.children().filter(is_part).collect();
    for part in parts {
        part.detach();
    }
}

/// Tests whether a text may begin a part.
pub(super) fn may_be_in(text: &str) -> bool {
    text.contains("# (PART") || text.contains("# (APPENDIX) ")
}

/// Returns the name of the part that begins before the first title of a text.
pub fn first(text: &str) -> Option<&str> {
    let title = first_title(text)?;
    let mark = ["(PART) ", "(PART\\*) ", "(PART*) ", "(APPENDIX) "].into_iter().find(|mark| title.starts_with(mark))?;
    let name = &title[mark.len()..];
    Some(name.split(" {").next().unwrap_or(name).trim())
}

/// Returns the first title of a text, outside of its front matter and its code.
fn first_title(text: &str) -> Option<&str> {
    let mut hidden_until = text.starts_with("---").then_some("---");
    for line in text.lines().skip(usize::from(hidden_until.is_some())) {
        match hidden_until {
            Some(end) => hidden_until = hidden_until.filter(|_| !line.starts_with(end)),
            None if line.starts_with("```") => hidden_until = Some("```"),
            None if line.starts_with("# ") => return line.strip_prefix("# "),
            None => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_title_may_begin_a_part() {
        assert_eq!(first("# (PART) Part one {-}\n\n# Chapter {#a}\n"), Some("Part one"));
        assert_eq!(first("---\ntitle: x\n---\n# (PART\\*) Two {.unnumbered}\n"), Some("Two"));
        assert_eq!(first("# (APPENDIX) Appendix {-}\n# More\n"), Some("Appendix"));
        assert_eq!(first("```{r}\n# set up\n```\n# (PART) Three {-}\n"), Some("Three"));
        assert_eq!(first("# Chapter\n\n# (PART) Later {-}\n"), None);
        assert_eq!(first("# (Part of) a talk\n"), None);
    }
}
