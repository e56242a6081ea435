//! Defines quiz questions: the values that the reader of quizzes (`markdown/quiz`) makes of lists, lines and tables.

pub mod accepted;
pub mod answer;
pub mod gift;
pub mod heading;
pub mod option_mark;

use serde::{Deserialize, Serialize};

use super::Span;
pub use accepted::Accepted;
pub use heading::{QuizHeading, quiz_heading};
pub use option_mark::OptionMark;

/// The way in which readers answer a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum QuizKind {
    /// Choose one option.
    One,
    /// Choose all right options.
    Several,
    /// Choose between true and false: the theme has the words of the two options.
    TrueFalse,
    /// Write a short text.
    Text(Accepted),
    /// Fill the gaps of the question, in order.
    Blanks(Vec<Accepted>),
    /// Put the options in order; the author writes them in order.
    Order,
    /// Match the two parts of each option.
    Match,
    /// Think of an answer, then compare it with the author's: no program can judge it.
    Open,
}

impl QuizKind {
    /// Returns its name in pages and formats.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::One => "one",
            Self::Several => "several",
            Self::TrueFalse => "true-false",
            Self::Text(_) => "text",
            Self::Blanks(_) => "blanks",
            Self::Order => "order",
            Self::Match => "match",
            Self::Open => "open",
        }
    }
}

/// A mistake in a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum QuizProblem {
    /// No option is marked as right, and no answer follows.
    NoAnswer,
    /// Every option is right.
    AllRight,
    /// An option has the same text as an earlier one.
    SameOption(String),
    /// The answer names an option that does not exist.
    NoSuchOption(String),
    /// The options that are marked as right are not those that the answer names.
    Contradiction,
    /// The number of answers differs from the number of gaps.
    Gaps {
        /// The gaps of the question.
        gaps: usize,
        /// The answers.
        answers: usize,
    },
    /// A `quiz` fence holds no question.
    NoQuestion,
}

/// A question of a quiz, without its texts, which are nodes of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuizQuestion {
    /// How readers answer it.
    pub kind: QuizKind,
    /// The indexes of the right options, in order; for true or false, 0 is true.
    pub right: Vec<usize>,
    /// The labels of its options.
    pub labels: OptionMark,
    /// The words of the question, as plain text.
    pub stem: String,
    /// The words of its options and answers, sorted: they name the question if its own words change.
    pub options: String,
    /// The mistakes in it.
    pub problems: Vec<QuizProblem>,
}

/// The part of a question that a block of the document is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuizPart {
    /// A `quiz` fence: questions, and blocks between them.
    Group,
    /// A question: its own blocks, then the options, then the answer.
    Question(Box<QuizQuestion>),
    /// The options.
    Options {
        /// Whether their places are the answer: no search shows them.
        is_secret: bool,
    },
    /// An option, by its index; two parts, if it is a pair.
    Option(usize),
    /// One part of a pair: the first, or the second.
    Side(bool),
    /// The answer, which readers must not see before they tried: explanations.
    Answer,
    /// The explanation of an option, by its index.
    OptionNote(usize),
}

/// A question of a lesson.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuizFact {
    /// Its text with options, answer and explanation: Markdown.
    pub span: Span,
    /// The 1-based lines on which the code blocks of its answer begin: no search may show them.
    pub hidden_lines: Vec<usize>,
    /// The question.
    pub question: QuizQuestion,
    /// The names by which browsers remember its result: answered, and missed, each by the words of the question and by those of
    /// its options. The latter are empty if another question of the page has the same options.
    pub names: QuizNames,
    /// The key of its study card: a hash of its words.
    pub card: String,
    /// The id of the heading above it.
    pub section: Option<String>,
    /// 1-based line.
    pub line: usize,
    /// 1-based column in bytes.
    pub column: usize,
}

/// The names by which browsers remember the result of a question.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuizNames {
    /// Answered, by the words of the question: counts as a task that is done.
    pub done: String,
    /// Answered, by the words of the options.
    pub done_options: String,
    /// Missed, by the words of the question.
    pub missed: String,
    /// Missed, by the words of the options.
    pub missed_options: String,
}

impl QuizFact {
    /// Tests whether it has an answer, judged by a program or by readers.
    pub fn is_complete(&self) -> bool {
        let lacks = |problem: &QuizProblem| matches!(problem, QuizProblem::NoAnswer | QuizProblem::NoQuestion);
        !self.question.problems.iter().any(lacks)
    }

    /// Tests whether a program can judge an answer to it.
    pub fn is_graded(&self) -> bool {
        self.question.is_graded()
    }
}

impl QuizQuestion {
    /// Tests whether a program can judge an answer to it.
    pub fn is_graded(&self) -> bool {
        match self.kind {
            QuizKind::Open => false,
            QuizKind::One | QuizKind::Several | QuizKind::TrueFalse => !self.right.is_empty(),
            QuizKind::Text(_) | QuizKind::Blanks(_) | QuizKind::Order | QuizKind::Match => true,
        }
    }
}

/// Returns the letters and digits of a text, in lower case: rewording of signs and spaces changes no name.
pub fn bare_words(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_ignore_signs_and_spaces() {
        assert_eq!(bare_words("What is **a Pod**?"), bare_words("what is a pod"));
        assert_ne!(bare_words("왜 나누나요?"), bare_words("왜 합치나요?"));
    }
}
