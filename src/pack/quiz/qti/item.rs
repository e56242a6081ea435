//! Turns a question into an item of QTI: its right response, how it is judged, its text with the controls.

use super::QtiVersion;
use super::element::XmlElement;
use crate::pack::quiz::{ExchangeForm, ExchangeOption, ExchangeQuestion, GAP, TextBlock, number};

/// The words that items show beside those of the author.
pub(super) struct ItemWords<'a> {
    pub(super) is_true: &'a str,
    pub(super) is_false: &'a str,
}

/// Returns the item of a question.
pub(super) fn item(
    question: &ExchangeQuestion,
    version: QtiVersion,
    language: &str,
    words: &ItemWords<'_>,
) -> XmlElement {
    let new = XmlElement::new;
    let title = question.title();
    let root = version.with_namespaces(new("assessmentItem"));
    let root = root
        .with("identifier", &*question.id)
        .with("title", if title.is_empty() { question.id.clone() } else { title })
        .with("xml:lang", language)
        .with("adaptive", "false")
        .with("timeDependent", "false");
    let mut item = root.children(declarations(question));
    let score =
        new("outcomeDeclaration").with("identifier", "SCORE").with("cardinality", "single").with("baseType", "float");
    item = item.child(score.child(new("defaultValue").child(new("value").text("0"))));
    let has_feedback = !question.explanation.is_empty();
    if has_feedback {
        let feedback = new("outcomeDeclaration").with("identifier", "FEEDBACK");
        item = item.child(feedback.with("cardinality", "single").with("baseType", "identifier"));
    }
    item = item.child(body(question, words)).child(processing(question, has_feedback));
    if has_feedback {
        let feedback = new("modalFeedback").with("outcomeIdentifier", "FEEDBACK").with("identifier", "EXPLANATION");
        let paragraphs = question.explanation.lines().map(|line| new("p").text(line));
        let feedback = feedback.with("showHide", "show");
        item = item.child(match version {
            QtiVersion::V2_1 => feedback.children(paragraphs),
            QtiVersion::V3_0 => feedback.child(new("contentBody").children(paragraphs)),
        });
    }
    item
}

/// Returns the name of the response of a gap; there is one response where there are no gaps.
fn response(gap: usize) -> String {
    if gap == 0 { "RESPONSE".to_owned() } else { format!("RESPONSE_{}", gap + 1) }
}

fn declarations(question: &ExchangeQuestion) -> Vec<XmlElement> {
    let new = XmlElement::new;
    let declare = |name: String, cardinality: &str, base: &str| {
        new("responseDeclaration").with("identifier", name).with("cardinality", cardinality).with("baseType", base)
    };
    let correct =
        |values: Vec<String>| new("correctResponse").children(values.into_iter().map(|value| new("value").text(value)));
    let one = |cardinality, base, values| vec![declare(response(0), cardinality, base).child(correct(values))];
    match &question.form {
        ExchangeForm::One(options) => one("single", "identifier", right(options)),
        ExchangeForm::Several(options) => one("multiple", "identifier", right(options)),
        ExchangeForm::TrueFalse(is_true) => {
            one("single", "identifier", vec![if *is_true { "TRUE" } else { "FALSE" }.to_owned()])
        }
        ExchangeForm::Text(spellings) => match number_of(spellings) {
            Some((value, _)) => one("single", "float", vec![value.to_string()]),
            None => vec![text_response(0, spellings)],
        },
        ExchangeForm::Gaps(gaps) => gaps.iter().enumerate().map(|(at, gap)| text_response(at, gap)).collect(),
        ExchangeForm::Order(items) => {
            one("ordered", "identifier", (1..=items.len()).map(|at| format!("I{at}")).collect())
        }
        ExchangeForm::Match(pairs) => one("multiple", "directedPair", right_pairs(pairs)),
        ExchangeForm::Essay => vec![declare(response(0), "single", "string")],
    }
}

/// Returns the number that a short answer is, with its tolerance.
fn number_of(spellings: &[String]) -> Option<(f64, f64)> {
    spellings.first().and_then(|first| number(first))
}

/// Returns the response of a text: a mapping of every spelling.
fn text_response(gap: usize, spellings: &[String]) -> XmlElement {
    let new = XmlElement::new;
    let declaration = new("responseDeclaration").with("identifier", response(gap)).with("cardinality", "single");
    let first = spellings.first().cloned().unwrap_or_default();
    let entry = |spelling: &String| {
        let entry = new("mapEntry").with("mapKey", &**spelling).with("mappedValue", "1");
        entry.with("caseSensitive", "false")
    };
    declaration
        .with("baseType", "string")
        .child(new("correctResponse").child(new("value").text(first)))
        .child(new("mapping").with("defaultValue", "0").children(spellings.iter().map(entry)))
}

fn right(options: &[ExchangeOption]) -> Vec<String> {
    let right = options.iter().enumerate().filter(|(_, option)| option.is_right);
    right.map(|(at, _)| format!("O{}", at + 1)).collect()
}

/// Returns the second parts of pairs, each once, in an order that does not give the pairs away.
fn targets(pairs: &[(String, String)]) -> Vec<&str> {
    let mut targets: Vec<&str> = pairs.iter().map(|(_, right)| right.as_str()).collect();
    targets.sort_unstable();
    targets.dedup();
    targets
}

fn right_pairs(pairs: &[(String, String)]) -> Vec<String> {
    let targets = targets(pairs);
    let place = |right: &str| targets.iter().position(|target| *target == right).unwrap_or_default() + 1;
    pairs.iter().enumerate().map(|(at, (_, right))| format!("L{} R{}", at + 1, place(right))).collect()
}

fn body(question: &ExchangeQuestion, words: &ItemWords<'_>) -> XmlElement {
    let new = XmlElement::new;
    let mut gap = 0;
    let mut entry = || {
        let entry = new("textEntryInteraction").with("responseIdentifier", response(gap));
        gap += 1;
        entry.with("expectedLength", "20")
    };
    let mut body = new("itemBody");
    for block in &question.stem {
        body = body.child(match block {
            TextBlock::Code(text) => new("pre").text(text.as_str()),
            TextBlock::Paragraph(text) => {
                let mut paragraph = new("p");
                for (at, part) in text.split(GAP).enumerate() {
                    if at > 0 {
                        paragraph = paragraph.child(entry());
                    }
                    paragraph = paragraph.text(part);
                }
                paragraph
            }
        });
    }
    match interaction(question, words) {
        Some(interaction) => body.child(interaction),
        None if matches!(question.form, ExchangeForm::Text(_)) => body.child(new("p").child(entry())),
        None => body,
    }
}

/// Returns the block of controls of a question; `None` if its controls stand in its text.
fn interaction(question: &ExchangeQuestion, words: &ItemWords<'_>) -> Option<XmlElement> {
    let new = XmlElement::new;
    let of = |name| new(name).with("responseIdentifier", response(0));
    let choice = |id: String, text: &str| new("simpleChoice").with("identifier", id).text(text);
    let options = |options: &[ExchangeOption]| -> Vec<XmlElement> {
        options.iter().enumerate().map(|(at, option)| choice(format!("O{}", at + 1), &option.text)).collect()
    };
    let choices = |most: &str| of("choiceInteraction").with("shuffle", "false").with("maxChoices", most);
    Some(match &question.form {
        ExchangeForm::One(all) => choices("1").children(options(all)),
        ExchangeForm::Several(all) => choices("0").children(options(all)),
        ExchangeForm::TrueFalse(_) => {
            let (yes, no) = (choice("TRUE".to_owned(), words.is_true), choice("FALSE".to_owned(), words.is_false));
            choices("1").children([yes, no])
        }
        ExchangeForm::Order(items) => {
            let mut items: Vec<(usize, &String)> = items.iter().enumerate().collect();
            // Sorted by their words, for programs that do not shuffle.
            items.sort_by_key(|(_, item)| *item);
            let items = items.into_iter().map(|(at, item)| choice(format!("I{}", at + 1), item));
            of("orderInteraction").with("shuffle", "true").children(items)
        }
        ExchangeForm::Match(pairs) => {
            let associable = |id: String, most: &str, text: &str| {
                new("simpleAssociableChoice").with("identifier", id).with("matchMax", most).text(text)
            };
            let lefts = pairs.iter().enumerate().map(|(at, (left, _))| associable(format!("L{}", at + 1), "1", left));
            let targets = targets(pairs);
            let rights = targets.iter().enumerate().map(|(at, right)| associable(format!("R{}", at + 1), "0", right));
            let matching =
                of("matchInteraction").with("shuffle", "true").with("maxAssociations", pairs.len().to_string());
            matching.child(new("simpleMatchSet").children(lefts)).child(new("simpleMatchSet").children(rights))
        }
        ExchangeForm::Essay => of("extendedTextInteraction"),
        ExchangeForm::Text(_) | ExchangeForm::Gaps(_) => return None,
    })
}

/// Returns the rules that judge a response.
fn processing(question: &ExchangeQuestion, has_feedback: bool) -> XmlElement {
    let new = XmlElement::new;
    let assign = |name: &str, value: XmlElement| new("setOutcomeValue").with("identifier", name).child(value);
    let base = |kind: &str, text: &str| new("baseValue").with("baseType", kind).text(text);
    let mut rules = new("responseProcessing");
    rules = match &question.form {
        ExchangeForm::Essay => rules,
        ExchangeForm::Text(spellings) if number_of(spellings).is_none() => rules.child(assign("SCORE", points(0))),
        ExchangeForm::Gaps(gaps) => {
            let sum = new("sum").children((0..gaps.len()).map(points));
            let count = base("float", &gaps.len().to_string());
            rules.child(assign("SCORE", new("divide").child(sum).child(count)))
        }
        form => {
            let variable = new("variable").with("identifier", response(0));
            let is_right = match form {
                ExchangeForm::Text(spellings) => {
                    let tolerance = number_of(spellings).map_or(0.0, |(_, tolerance)| tolerance).to_string();
                    // Two tolerances, below and above (2.1, 3.0: `tolerance` is a list of one or two numbers).
                    new("equal").with("toleranceMode", "absolute").with("tolerance", format!("{tolerance} {tolerance}"))
                }
                _ => new("match"),
            };
            let equal = is_right.child(variable).child(new("correct").with("identifier", response(0)));
            let right = new("responseIf").child(equal).child(assign("SCORE", base("float", "1")));
            rules.child(new("responseCondition").child(right))
        }
    };
    if has_feedback {
        rules = rules.child(assign("FEEDBACK", base("identifier", "EXPLANATION")));
    }
    rules
}

/// Returns the points of the text of a gap, by its mapping.
fn points(gap: usize) -> XmlElement {
    XmlElement::new("mapResponse").with("identifier", response(gap))
}
