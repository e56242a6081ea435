//! Turns formulas written in TeX into `MathML`, and into a line of plain text; the only package that names the crate that
//! reads TeX.
//!
//! 1. `bound` refuses what would overflow the stack or fill the memory.
//! 2. `macros` takes definitions (`\newcommand`, `\def`) out of a formula and expands them in it and in those after it.
//! 3. `math-core` makes `MathML` Core; the source stays in it as the attribute `data-tex`, which is not text of the page.
//!
//! ```
//! use seodang_formula::{Display, Formulas, plain};
//!
//! let mut page = Formulas::default();
//! let markup = page.mathml(r"x^2", Display::Inline).unwrap();
//! assert!(markup.starts_with("<math data-tex=\"x^2\"><msup>"));
//! assert!(page.mathml(r"\frac{1}{", Display::Inline).is_err());
//! assert_eq!(plain(r"\frac{\alpha}{2} \le x^2"), "α/2≤x^2");
//! ```

mod bound;
mod macros;
mod plain;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};

use macros::Macros;
pub use plain::plain;

/// The longest formula in bytes. The longest of 39,929 in four courses has 5,073.
pub const MAX_BYTES: usize = 32 * 1024;

/// The layout of a formula on its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Display {
    /// Within a line of text.
    Inline,
    /// On a line of its own.
    Block,
}

/// Why a formula cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormulaError {
    /// The reason, in English, without a period at its end.
    pub message: String,
    /// The bytes of the formula that it is about; `None` where it is about the formula as a whole.
    pub span: Option<Range<usize>>,
}

impl FormulaError {
    fn of_whole(message: &str) -> Self {
        Self { message: message.to_owned(), span: None }
    }
}

/// The formulas of a page, in their order: later ones know the macros and the numbers of earlier ones.
#[derive(Debug, Default)]
pub struct Formulas {
    converter: LatexToMathML,
    macros: Macros,
    labels: BTreeSet<String>,
}

impl Formulas {
    /// Turns a formula into a `math` element that is valid HTML and, with a namespace, XML. A formula that only defines
    /// macros results in an empty text.
    ///
    /// # Errors
    /// Says what is wrong and where: an unknown command, a brace without its partner, a formula that is too long or too deep.
    pub fn mathml(&mut self, tex: &str, display: Display) -> Result<String, FormulaError> {
        if tex.len() > MAX_BYTES {
            return Err(FormulaError::of_whole(&format!("it is longer than {} KB", MAX_BYTES / 1024)));
        }
        let read = self.macros.read(tex)?;
        if read.trim().is_empty() {
            return if tex.trim().is_empty() { Err(FormulaError::of_whole("it is empty")) } else { Ok(String::new()) };
        }
        bound::check(&read)?;
        let read = self.without_known_labels(with_plain_labels(read));
        let inner = self.convert(&read, display).map_err(|error| match read {
            Cow::Borrowed(_) => error,
            Cow::Owned(_) => FormulaError { span: None, ..error },
        })?;
        Ok(with_source(&with_own_ids(inner, &read), tex.trim()))
    }

    /// Turns a formula into one with a number, and an id where a label is given.
    ///
    /// # Errors
    /// As [`Self::mathml`].
    pub fn numbered(&mut self, tex: &str, label: &str) -> Result<String, FormulaError> {
        let is_numbered = NUMBERED.iter().any(|name| tex.contains(&format!("\\begin{{{name}}}")));
        if is_numbered || tex.contains("\\tag") {
            return self.mathml(tex, Display::Block);
        }
        let label = if label.is_empty() { String::new() } else { format!("\\label{{{}}}", plain_label(label)) };
        // A comment at the end of the formula must not swallow what follows.
        let end = if tex.contains('%') { "\n" } else { "" };
        let whole = format!("\\begin{{equation}}{}{end}{label}\\end{{equation}}", tex.trim());
        let markup = self.mathml(&whole, Display::Block).map_err(|error| {
            let shift = "\\begin{equation}".len();
            let lead = tex.len() - tex.trim_start().len();
            let moved = |at: usize| (at + lead).saturating_sub(shift).min(tex.len());
            FormulaError { span: error.span.map(|span| moved(span.start)..moved(span.end)), ..error }
        })?;
        Ok(markup.replacen(&source_attribute(&whole), &source_attribute(tex.trim()), 1))
    }

    /// Converts a formula; one with a number of its own outside of an environment is put into one, as TeX's display is.
    fn convert(&mut self, tex: &str, display: Display) -> Result<String, FormulaError> {
        let mode = match display {
            Display::Inline => MathDisplay::Inline,
            Display::Block => MathDisplay::Block,
        };
        // TeX ignores a line end in a display outside of an environment; authors mean it, as `MathJax` reads it.
        let rows = (display == Display::Block && bound::has_rows(tex))
            .then(|| format!("\\begin{{gathered}}{tex}\\end{{gathered}}"));
        if let Some(made) = rows.and_then(|rows| self.guarded(&rows, mode).ok()) {
            return Ok(made);
        }
        let error = match self.guarded(tex, mode) {
            Err(error) => error,
            made => return made,
        };
        let limits = tex.contains("}\\limits").then(|| tex.replace("}\\limits", "}"));
        let environment = if tex.contains("\\tag") { "equation" } else { "equation*" };
        let is_display = display == Display::Block && (tex.contains("\\tag") || tex.contains("\\label"));
        let whole = is_display.then(|| format!("\\begin{{{environment}}}{tex}\\end{{{environment}}}"));
        // TeX reads a backslash before a line end as a space. Sphinx and MyST align a display that has rows and `&`.
        let spaced = tex.replace("\\\n", "\\ \n");
        let aligned = (display == Display::Block && tex.contains('&') && tex.contains(r"\\"))
            .then(|| format!("\\begin{{aligned}}{spaced}\\end{{aligned}}"));
        let spaced = (spaced != tex).then_some(spaced);
        let braced = macros::with_plain_groups(tex);
        let braced = (braced != tex).then_some(braced);
        let mut other = limits
            .into_iter()
            .chain(whole)
            .chain(spaced)
            .chain(aligned)
            .chain(braced)
            .filter_map(|tex| self.guarded(&tex, mode).ok());
        other.next().ok_or(error)
    }

    /// Converts a formula. A failed assertion of the converter costs that formula only.
    fn guarded(&mut self, tex: &str, mode: MathDisplay) -> Result<String, FormulaError> {
        let converter = AssertUnwindSafe(&mut self.converter);
        let made = catch_unwind(move || {
            let converter = converter;
            converter.0.convert_with_global_state(tex, mode)
        });
        match made {
            Ok(Ok(made)) => Ok(made.mathml),
            Ok(Err(error)) => Err(described(&error)),
            Err(_) => {
                self.converter = LatexToMathML::default();
                Err(FormulaError::of_whole("its rows and columns do not fit together"))
            }
        }
    }

    /// Drops labels that an earlier formula has: an id is unique on a page.
    fn without_known_labels<'t>(&mut self, tex: Cow<'t, str>) -> Cow<'t, str> {
        let mut from = 0;
        let mut tex = tex;
        while let Some(at) = tex[from..].find("\\label{").map(|at| at + from) {
            let Some(end) = tex[at..].find('}').map(|end| at + end) else { break };
            if self.labels.insert(tex[at + "\\label{".len()..end].to_owned()) {
                from = end;
            } else {
                tex.to_mut().replace_range(at..=end, "");
                from = at;
            }
        }
        tex
    }
}

/// The environments whose rows have numbers.
const NUMBERED: [&str; 6] = ["equation", "align", "gather", "multline", "eqnarray", "alignat"];

/// Returns a label with a hyphen for each sign that the converter takes in no label: `eq_one`, one in Hangul.
fn plain_label(label: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '.' | '-');
    label.trim().chars().map(|c| if is_plain(c) { c } else { '-' }).collect()
}

/// Writes the labels of a formula, and references to labels, with plain signs.
fn with_plain_labels(tex: Cow<'_, str>) -> Cow<'_, str> {
    let mut tex = tex;
    for command in ["\\label{", "\\ref{", "\\eqref{"] {
        let mut from = 0;
        while let Some(start) = tex[from..].find(command).map(|at| from + at + command.len()) {
            let Some(end) = tex[start..].find('}').map(|length| start + length) else { break };
            let label = plain_label(&tex[start..end]);
            from = start + label.len();
            if label != tex[start..end] {
                tex.to_mut().replace_range(start..end, &label);
            }
        }
    }
    tex
}

/// Puts the ids of formulas apart from those of headings.
fn with_own_ids(markup: String, tex: &str) -> String {
    if !tex.contains("\\label") && !tex.contains("ref{") {
        return markup;
    }
    markup.replace(" id=\"", " id=\"formula-").replace(" href=\"#", " href=\"#formula-")
}

/// Puts the source into a `math` element.
fn with_source(markup: &str, tex: &str) -> String {
    let Some(rest) = markup.strip_prefix("<math") else { return markup.to_owned() };
    format!("<math{}{rest}", source_attribute(tex))
}

/// Returns the attribute that holds the source. Line ends are escaped: XML reads others in an attribute as spaces.
fn source_attribute(tex: &str) -> String {
    format!(" data-tex=\"{}\"", escape(tex).replace('"', "&quot;").replace('\n', "&#10;"))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn described(error: &math_core::LatexError) -> FormulaError {
    let message = error.error_message();
    let message = message.trim_end_matches('.');
    let mut letters = message.chars();
    let first = letters.next().map(|first| first.to_lowercase().to_string()).unwrap_or_default();
    FormulaError { message: first + letters.as_str(), span: Some(error.0.clone()) }
}

/// Returns a converter that writes unknown commands as they are.
fn lenient() -> Option<LatexToMathML> {
    LatexToMathML::new(MathCoreConfig { ignore_unknown_commands: true, ..MathCoreConfig::default() }).ok()
}

#[cfg(test)]
mod tests;
