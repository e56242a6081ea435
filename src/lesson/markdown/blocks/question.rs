//! Turns a question with its choices (`<Question choices={[{text: "a", correct: true}]} />`) into a question of a quiz.
//!
//! Source: the components of Hugging Face's course, `Question`.

use comrak::nodes::{Ast, AstNode, LineColumn, NodeBlockDirective, NodeValue, Sourcepos};
use comrak::{Arena, Options};

use super::attributes::Attributes;
use super::meaning::Block;
use super::title::title_node;
use crate::lesson::quiz::{OptionMark, QuizKind, QuizPart, QuizProblem, QuizQuestion, bare_words};

/// A choice.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Choice {
    /// Its text: Markdown.
    text: String,
    /// The explanation, or nothing.
    explanation: String,
    is_correct: bool,
}

/// The most choices of one question.
const MAX_CHOICES: usize = 50;

/// Reads the choices that the attributes of a question state; empty for another tag.
pub(super) fn choices(attributes: &Attributes) -> Vec<Choice> {
    let Some(list) = attributes.get(&["choices"]).and_then(|value| value.trim().strip_prefix('[')) else {
        return Vec::new();
    };
    let mut choices = Vec::new();
    let mut rest = list;
    while let Some(open) = rest.find('{').filter(|_| choices.len() < MAX_CHOICES) {
        let (choice, after) = choice(&rest[open + 1..]);
        choices.extend(Some(choice).filter(|choice| !choice.text.is_empty()));
        rest = after;
    }
    choices
}

/// Reads the entries of an object after its opening brace; returns the text after the closing one.
fn choice(text: &str) -> (Choice, &str) {
    let mut choice = Choice::default();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        if rest.is_empty() {
            return (choice, rest);
        } else if let Some(after) = rest.strip_prefix('}') {
            return (choice, after);
        }
        let end = rest.find([':', ',', '}']).unwrap_or(rest.len());
        let key = rest[..end].trim().trim_matches(['"', '\'']);
        let Some(value) = rest[end..].strip_prefix(':') else {
            // A name alone, or a sign that begins no entry.
            rest = rest.get(end.max(1)..).unwrap_or_default();
            continue;
        };
        let (value, after) = value_of(value.trim_start());
        match key {
            "text" | "answer" | "label" => choice.text = value,
            "explain" | "explanation" => choice.explanation = value,
            "correct" | "isCorrect" => choice.is_correct = value == "true",
            _ => {}
        }
        rest = after;
    }
}

/// Reads a value: a text in quotes, or a word. Returns the text after it.
fn value_of(text: &str) -> (String, &str) {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'));
    let Some(quote) = quote else {
        let end = text.find([',', '}']).unwrap_or(text.len());
        return (text[..end].trim().to_owned(), &text[end..]);
    };
    let mut value = String::new();
    let mut chars = text[1..].char_indices();
    while let Some((at, c)) = chars.next() {
        if c == quote {
            return (value, &text[at + 2..]);
        }
        match c {
            '\\' => match chars.next() {
                Some((_, 'n')) => value.push(' '),
                Some((_, other)) => value.push(other),
                None => {}
            },
            '\n' => value.push(' '),
            _ => value.push(c),
        }
    }
    (value, "")
}

/// Makes the nodes of a question of its choices.
pub(super) struct QuestionNodes<'a, 's, 'b> {
    pub(super) arena: &'a Arena<'a>,
    pub(super) options: &'s Options<'static>,
    pub(super) place: Sourcepos,
    pub(super) blocks: &'b mut Vec<Block>,
}

impl<'a> QuestionNodes<'a, '_, '_> {
    /// Returns the question: its title, if it has one, the choices, and the answer with their explanations.
    pub(super) fn make(&mut self, title: Option<&str>, choices: &[Choice]) -> &'a AstNode<'a> {
        let question = self.part(QuizPart::Question(Box::new(question(title, choices))));
        if let Some(title) = title {
            question.append(self.paragraph(title));
        }
        let options = self.part(QuizPart::Options { is_secret: false });
        let answer = self.part(QuizPart::Answer);
        for (at, choice) in choices.iter().enumerate() {
            let option = self.part(QuizPart::Option(at));
            option.append(self.paragraph(&choice.text));
            options.append(option);
            if !choice.explanation.is_empty() {
                let note = self.part(QuizPart::OptionNote(at));
                note.append(self.paragraph(&choice.explanation));
                answer.append(note);
            }
        }
        question.append(options);
        question.append(answer);
        question
    }

    fn paragraph(&self, words: &str) -> &'a AstNode<'a> {
        let at = LineColumn { line: self.place.start.line, column: self.place.start.column };
        let paragraph = self.node(NodeValue::Paragraph);
        let children: Vec<&'a AstNode<'a>> = title_node(self.arena, words, at, self.options).children().collect();
        for child in children {
            paragraph.append(child);
        }
        paragraph
    }

    fn part(&mut self, part: QuizPart) -> &'a AstNode<'a> {
        let info = self.blocks.len().to_string();
        self.blocks.push(Block::Quiz(part));
        let directive = NodeBlockDirective { fence_length: 3, fence_offset: 0, info };
        self.node(NodeValue::BlockDirective(Box::new(directive)))
    }

    fn node(&self, value: NodeValue) -> &'a AstNode<'a> {
        self.arena.alloc(AstNode::new(Ast::new_with_sourcepos(value, self.place).into()))
    }
}

/// Returns the question of some choices.
fn question(title: Option<&str>, choices: &[Choice]) -> QuizQuestion {
    let right: Vec<usize> = (0..choices.len()).filter(|&at| choices[at].is_correct).collect();
    let mut words: Vec<String> = choices.iter().map(|choice| bare_words(&choice.text)).collect();
    words.sort_unstable();
    let problem = match right.len() {
        0 => Some(QuizProblem::NoAnswer),
        all if all == choices.len() => Some(QuizProblem::AllRight),
        _ => None,
    };
    QuizQuestion {
        kind: if right.len() > 1 { QuizKind::Several } else { QuizKind::One },
        right,
        labels: OptionMark::Letter,
        stem: title.unwrap_or_default().to_owned(),
        options: words.join("\n"),
        problems: problem.into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_of_a_question() {
        let of = |text: &str| choices(&Attributes::parse(text));
        let found = of(
            "choices={[\n\t{\n\t\ttext: \"It's `a`, or {b}\",\n\t\texplain: \"No: \\\"x\\\"\"\n\t},\n\t{ text: 'B', correct: true, },\n]}",
        );
        let first =
            Choice { text: "It's `a`, or {b}".to_owned(), explanation: "No: \"x\"".to_owned(), is_correct: false };
        assert_eq!(found, [first, Choice { text: "B".to_owned(), explanation: String::new(), is_correct: true }]);
        assert_eq!(of("choices={[]}"), []);
        assert_eq!(of("title=\"x\""), []);
    }

    #[test]
    fn broken_choices_end() {
        for text in ["[{", "[{text", "[{text:", "[{text: \"", "[{:}", "[{,,}", "[{a b c: {}}", "[{text: '\\"] {
            let mut attributes = Attributes::default();
            attributes.push("choices", text);
            assert!(choices(&attributes).len() < 2, "{text}");
        }
    }
}
