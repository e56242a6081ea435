//! Turns questions into GIFT, the text format of Moodle (docs.moodle.org, "GIFT format"), which its question bank imports.

use std::fmt::Write as _;

use super::{ExchangeForm, ExchangeOption, ExchangeQuestion, GAP, PageQuestions, TextBlock, number};

/// Writes a file with all questions: a category for each page.
pub fn write(course: &str, pages: &[PageQuestions]) -> String {
    let mut text = format!("// {}\n", one_line(course));
    for page in pages {
        // A slash divides categories; two of them are one in a name.
        let category = |name: &str| one_line(name).replace('/', "//");
        let _ = write!(text, "\n$CATEGORY: {}/{}\n", category(course), category(&page.title));
        for question in &page.questions {
            let _ = write!(text, "\n::{}::{}\n", escaped(&question.title()), body(question));
        }
    }
    text
}

/// Returns the text of a question with its answers.
fn body(question: &ExchangeQuestion) -> String {
    let stem = stem(&question.stem);
    let general = match question.explanation.as_str() {
        "" => String::new(),
        text => format!("####{}", escaped(text)),
    };
    match &question.form {
        ExchangeForm::One(options) => {
            format!("{stem} {{\n{}{}}}", options.iter().map(choice).collect::<String>(), line(&general))
        }
        ExchangeForm::Several(options) => format!("{stem} {{\n{}{}}}", several(options), line(&general)),
        ExchangeForm::TrueFalse(is_true) => format!("{stem} {{{}{general}}}", if *is_true { "TRUE" } else { "FALSE" }),
        ExchangeForm::Text(spellings) => format!("{stem} {{{}{general}}}", short_answer(spellings)),
        ExchangeForm::Gaps(gaps) => {
            if let [only] = &gaps[..] {
                // The answers stand in the place of the gap.
                return stem.replacen(GAP, &format!("{{{}{general}}}", short_answer(only)), 1);
            }
            let numbered_gaps = gaps.iter().enumerate();
            let pairs = numbered_gaps.filter_map(|(at, gap)| Some((format!("({})", at + 1), gap.first()?.clone())));
            format!("{} {{\n{}{}}}", numbered(&stem), matching(&pairs.collect::<Vec<_>>()), line(&general))
        }
        ExchangeForm::Order(items) => {
            let pairs = items.iter().enumerate().map(|(at, item)| ((at + 1).to_string(), item.clone()));
            format!("{stem} {{\n{}{}}}", matching(&pairs.collect::<Vec<_>>()), line(&general))
        }
        ExchangeForm::Match(pairs) => format!("{stem} {{\n{}{}}}", matching(pairs), line(&general)),
        ExchangeForm::Essay => format!("{stem} {{{general}}}"),
    }
}

/// Returns a text with its format; code needs HTML to keep its lines.
fn stem(blocks: &[TextBlock]) -> String {
    let has_code = blocks.iter().any(|block| matches!(block, TextBlock::Code(_)));
    if !has_code {
        let text: Vec<&str> = blocks.iter().map(TextBlock::text).collect();
        return format!("[plain]{}", escaped(&text.join("\n")));
    }
    let html: String = blocks
        .iter()
        .map(|block| match block {
            TextBlock::Paragraph(text) => format!("<p>{}</p>", html(text)),
            TextBlock::Code(text) => format!("<pre>{}</pre>", html(text)),
        })
        .collect();
    format!("[html]{}", escaped(&html))
}

fn html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn choice(option: &ExchangeOption) -> String {
    let sign = if option.is_right { '=' } else { '~' };
    format!("{sign}{}{}\n", escaped(&option.text), note(option))
}

/// Returns options of which several are right: each has its share of the points, and wrong ones take all of them.
fn several(options: &[ExchangeOption]) -> String {
    let right = options.iter().filter(|option| option.is_right).count().max(1);
    // Moodle knows these fractions with five digits.
    let share = if 100 % right == 0 {
        (100 / right).to_string()
    } else {
        let hundred_thousandths = 10_000_000 / right;
        format!("{}.{:05}", hundred_thousandths / 100_000, hundred_thousandths % 100_000)
    };
    let option = |option: &ExchangeOption| {
        let weight = if option.is_right { share.as_str() } else { "-100" };
        format!("~%{weight}%{}{}\n", escaped(&option.text), note(option))
    };
    options.iter().map(option).collect()
}

fn note(option: &ExchangeOption) -> String {
    if option.note.is_empty() { String::new() } else { format!("#{}", escaped(&option.note)) }
}

/// Returns the answers of a short text; numbers are compared with their tolerance.
fn short_answer(spellings: &[String]) -> String {
    let numbers: Option<Vec<(f64, f64)>> = spellings.iter().map(|spelling| number(spelling)).collect();
    match numbers.as_deref() {
        Some([(value, tolerance)]) => format!("#{value}:{tolerance}"),
        Some(several) if several.len() > 1 => {
            let answers = several.iter().map(|(value, tolerance)| format!("={value}:{tolerance}"));
            format!("#{}", answers.collect::<String>())
        }
        _ => spellings.iter().map(|spelling| format!("={}", escaped(spelling))).collect::<Vec<_>>().join(" "),
    }
}

/// Returns pairs. Moodle wants at least two pairs and three answers.
fn matching(pairs: &[(String, String)]) -> String {
    let lines: Vec<String> =
        pairs.iter().map(|(left, right)| format!("={} -> {}\n", escaped(left), escaped(right))).collect();
    let mut text = lines.concat();
    if pairs.len() < 3 {
        text.push_str("= -> –\n");
    }
    text
}

/// Numbers the gaps of a text.
fn numbered(stem: &str) -> String {
    let mut parts = stem.split(GAP);
    let mut text = parts.next().unwrap_or_default().to_owned();
    for (at, part) in parts.enumerate() {
        let _ = write!(text, "___({}){part}", at + 1);
    }
    text
}

fn line(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{text}\n") }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Escapes the signs of the format; a line end is written as `\n`.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '~' | '=' | '#' | '{' | '}' | ':' | '\\' => escaped.extend(['\\', character]),
            '\n' => escaped.push_str("\\n"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(form: ExchangeForm) -> ExchangeQuestion {
        let stem = vec![TextBlock::Paragraph("Which: {a}?".to_owned())];
        ExchangeQuestion { id: "q-1".to_owned(), number: 1, stem, form, explanation: String::new() }
    }

    #[test]
    fn signs_are_escaped_and_shares_add_up() {
        let option =
            |text: &str, is_right| ExchangeOption { text: text.to_owned(), is_right, note: "no=te".to_owned() };
        let one = body(&question(ExchangeForm::One(vec![option("x~y", true), option("z", false)])));
        assert_eq!(one, "[plain]Which\\: \\{a\\}? {\n=x\\~y#no\\=te\n~z#no\\=te\n}");
        let three = vec![option("a", true), option("b", true), option("c", true), option("d", false)];
        let several = body(&question(ExchangeForm::Several(three)));
        assert_eq!(several.matches("~%33.33333%").count(), 3, "{several}");
        let number = body(&question(ExchangeForm::Text(vec!["3.14 ± 0.01".to_owned()])));
        assert!(number.ends_with("{#3.14:0.01}"), "{number}");
    }
}
