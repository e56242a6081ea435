//! Turns one finding into text for people: the message, the place, the line with a caret, the hint.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::Texts;
use crate::cli::summary::severity_word;
use crate::diagnostic::{Diagnostic, Severity};
use crate::message;
use crate::message::MessageLanguage;
use crate::source::Span;

/// The longest line that is shown, in bytes; of a longer one only the place is printed.
const MAX_LINE: usize = 400;

/// Renders a finding, with colours; the terminal strips them if they are not wanted.
pub fn render(problem: &Diagnostic, texts: &Texts<'_>, language: MessageLanguage) -> String {
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let level = level.with_name(severity_word(problem.severity, language));
    let path = problem.path.to_string();
    let title = level.primary_title(problem.message.text(language)).id(problem.code.as_str());
    let source = texts.get(&problem.path);
    let mut groups = vec![match (problem.span, source) {
        (Some(span), Some(source)) => {
            let place = source.position(span.start);
            let line = source.line_span(place.line);
            let place = source.file_position(span.start);
            if line.end - line.start > MAX_LINE {
                title.element(Origin::path(&path).line(place.line).char_column(place.column))
            } else {
                let text = &source.text[line.start..line.end];
                title.element(
                    Snippet::source(text)
                        .path(&path)
                        .line_start(place.line)
                        .annotation(AnnotationKind::Primary.span(within(span, line, text))),
                )
            }
        }
        _ => title.element(Origin::path(&path)),
    }];
    if let Some(hint) = &problem.hint {
        let help = Level::HELP.with_name(message!("cli-help").text(language));
        groups.push(Group::with_title(help.secondary_title(hint.text(language))));
    }
    Renderer::styled().render(&groups)
}

/// Returns the part of a span on a line, as a range of the line's text; never empty, so that a caret is visible.
fn within(span: Span, line: Span, text: &str) -> std::ops::Range<usize> {
    let start = text.floor_char_boundary(span.start.clamp(line.start, line.end) - line.start);
    let end = text.ceil_char_boundary(span.end.clamp(line.start, line.end) - line.start);
    let next = text[start..].chars().next().map_or(0, char::len_utf8);
    start..end.max(start + next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::source::{CoursePath, Source};

    #[test]
    fn the_caret_stands_under_hangul() {
        let source = Source::new(CoursePath::new("week_01/가.md"), "# 제목\n\n[컨테이너](./없음.md) 본다\n");
        let start = source.text.find('[').unwrap();
        let span = Span::new(start, source.text.find(" 본다").unwrap());
        let problem =
            Diagnostic::at(&source.path, span, Code::BrokenLink, "`./없음.md` leads to no file of the course")
                .hint("write the file");
        let shown = anstream::adapter::strip_str(&render(
            &problem,
            &Texts::from([(&source.path, &source)]),
            MessageLanguage::English,
        ))
        .to_string();
        let expected = [
            "warning[broken-link]: `./없음.md` leads to no file of the course",
            " --> week_01/가.md:3:1",
            "  |",
            "3 | [컨테이너](./없음.md) 본다",
            "  | ^^^^^^^^^^^^^^^^^^^^^",
            "  |",
            "help: write the file",
        ];
        assert_eq!(shown.lines().collect::<Vec<_>>(), expected);
    }
}
