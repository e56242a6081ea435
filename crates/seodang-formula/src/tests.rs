//! Tests the guarantees of the package for formulas.

use super::*;

fn mathml(tex: &str) -> String {
    Formulas::default().mathml(tex, Display::Block).unwrap_or_else(|error| panic!("{tex}: {}", error.message))
}

#[test]
fn errors_state_their_place() {
    let error = Formulas::default().mathml(r"x + \nosuch y", Display::Inline).unwrap_err();
    assert_eq!(error.span, Some(4..11));
    assert_eq!(error.message, r#"unknown command "\nosuch""#);
    for tex in ["a\\\nb", "y & = a \\\\\n  & = b", "a \\\n + c"] {
        assert!(Formulas::default().mathml(tex, Display::Block).is_ok(), "{tex}");
    }
    for broken in [r"\frac{1}{", r"\left( x", "", " ", r"\begin{matrix} a", "a & b", "}", "x^1^2"] {
        assert!(Formulas::default().mathml(broken, Display::Block).is_err(), "{broken}");
    }
}

#[test]
fn macros_hold_for_the_rest_of_the_page() {
    let mut page = Formulas::default();
    assert_eq!(page.mathml(r"\newcommand{\R}{\mathbb{R}} \def\norm#1{\|#1\|}", Display::Block), Ok(String::new()));
    let made = page.mathml(r"\norm{x} \in \R", Display::Inline).unwrap();
    assert!(made.contains("ℝ") && made.contains("‖") && made.contains(r#" data-tex="\norm{x} \in \R""#), "{made}");
    page.mathml(r"\newcommand{\p}[2][n]{#1^{#2}} \DeclareMathOperator*{\best}{best} x", Display::Block).unwrap();
    let made = page.mathml(r"\p{2} + \p[m]3 + \best_x", Display::Block).unwrap();
    assert!(made.contains("<mi>n</mi><mn>2</mn>") && made.contains("<mi>m</mi><mn>3</mn>"), "{made}");
    assert!(made.contains("best") && made.contains("munder"), "{made}");
}

#[test]
fn bombs_are_bounded() {
    let deep = |open: &str, close: &str, levels: usize| open.repeat(levels) + "x" + &close.repeat(levels);
    let whole = 12_000;
    for (open, close) in [
        ("{", "}"),
        ("\\sqrt ", ""),
        ("\\hat", ""),
        ("\\left(", "\\right)"),
        ("x^{", "}"),
        ("\\text{", "}"),
        ("x_", ""),
        ("\\begin{matrix}", "\\end{matrix}"),
        ("\\sqrt[", "]2"),
        ("-\\frac1", ""),
    ] {
        for levels in [50, 59, 1000, (whole / (open.len() + close.len()))] {
            // A build thread has a stack of 2 MB.
            let tex = deep(open, close, levels);
            let run = move || drop((Formulas::default().mathml(&tex, Display::Block), plain(&tex)));
            std::thread::Builder::new().stack_size(2 * 1024 * 1024).spawn(run).unwrap().join().unwrap();
        }
    }
    let mut page = Formulas::default();
    for bomb in [
        r"\def\a{\a\a} \a",
        r"\def\a{x\b}\def\b{x\a} \a",
        r"\def\a{xx}\def\b{\a\a\a\a\a\a\a\a}\def\c{\b\b\b\b\b\b\b\b}\def\d{\c\c\c\c\c\c\c\c}\def\e{\d\d\d\d\d\d\d\d} \e\e\e\e",
    ] {
        assert_eq!(page.mathml(bomb, Display::Block).unwrap_err().message, "its macros grow without end");
    }
    assert!(page.mathml(&"x".repeat(MAX_BYTES + 1), Display::Block).unwrap_err().message.contains("32 KB"));
}

#[test]
fn numbers_count_and_labels_are_ids() {
    let mut page = Formulas::default();
    let first = page.numbered("a = b", "eq:one").unwrap();
    assert!(first.contains("<mtext>(1)</mtext>") && first.contains(" id=\"formula-eq:one\""), "{first}");
    assert!(first.contains(" data-tex=\"a = b\""), "{first}");
    let second = page.mathml(r"\begin{equation} c \label{eq:one} \end{equation}", Display::Block).unwrap();
    assert!(second.contains("<mtext>(2)</mtext>") && !second.contains(" id="), "an id stands once: {second}");
    let third = page.numbered("d", "eq_three").unwrap();
    assert!(third.contains(" id=\"formula-eq-three\"") && third.contains(" data-tex=\"d\""), "{third}");
    let fourth = page.mathml(r"\begin{align} a \label{eq_4} \end{align}", Display::Block).unwrap();
    assert!(fourth.contains(" id=\"formula-eq-4\""), "{fourth}");
    assert!(page.mathml(r"\eqref{eq_4}", Display::Inline).unwrap().contains("#formula-eq-4"));
    assert!(page.mathml(r"x \tag{3.1}", Display::Block).unwrap().contains("<mtext>(3.1)</mtext>"));
    assert!(page.mathml(r"see \eqref{eq:one}", Display::Inline).unwrap().contains("#formula-eq:one"));
}

#[test]
fn commands_of_other_engines() {
    assert!(mathml(r"\textcircled{3} \to \textcircled{x}").contains('③'));
    for tex in [
        r"\boxed{x^2}",
        r"\begin{split} a &= b \\ c &= d \end{split}",
        r"\begin{alignat}{2} a &= b & c &= d \end{alignat}",
        r"\begin{eqnarray} a &=& b \end{eqnarray}",
        r"\substack{a \\ b}",
        r"\textcolor{red}{x}",
        r"\widetilde{xy}",
        r"\mathop{\inf}\limits_x y",
        r"\mbox{if } x",
    ] {
        assert!(mathml(tex).starts_with("<math"), "{tex}");
    }
}

#[test]
fn line_ends_of_a_display_are_rows() {
    assert_eq!(mathml(r"a \\ b").matches("<mtr>").count(), 2);
    assert_eq!(mathml(r"a \\").matches("<mtr>").count(), 0);
    assert_eq!(mathml(r"\begin{aligned} a \\ b \end{aligned}").matches("<mtr>").count(), 2);
}

#[test]
fn markup_never_comes_from_the_source() {
    for tex in [r"\text{<b onclick=x>} a<b&c", r"\href{javascript:alert(1)}{x}", r#"\text{"><script>}"#] {
        let made = mathml_or_source(tex);
        let markup = made.split_once("\">").map_or(made.as_str(), |(_, markup)| markup);
        assert!(!made.contains("<b ") && !made.contains("<script") && !markup.contains(" href"), "{made}");
        assert_eq!(made.matches('"').count() % 2, 0, "{made}");
    }
}

#[test]
fn the_source_is_an_attribute() {
    let made = mathml_or_source("a \"<b>\" \\& % rest\nc");
    assert!(
        made.starts_with("<math data-tex=\"a &quot;&lt;b&gt;&quot; \\&amp; % rest&#10;c\" display=\"block\">"),
        "{made}"
    );
    assert!(!made.contains("annotation"), "{made}");
}

fn mathml_or_source(tex: &str) -> String {
    Formulas::default().mathml(tex, Display::Block).unwrap_or_default()
}

#[test]
fn plain_text() {
    let cases = [
        (r"x_i^2", "x_i^2"),
        (r"\frac{a+b}{2}", "(a+b)/2"),
        (r"\sum_{i=1}^n \mathbf{x}_i", "∑_(i=1)^nx_i"),
        (r"\sqrt{x}", "√x"),
        (r"\text{손실 } L", "손실 L"),
        (r"\nosuch x", r"\nosuchx"),
        (r"\frac{", r"\frac{"),
        ("a < b", "a<b"),
        (r"\begin{equation} a \label{e} \end{equation}", "a (1)"),
    ];
    for (tex, text) in cases {
        assert_eq!(plain(tex), text, "{tex}");
    }
}

#[test]
fn braces_that_only_other_programs_read() {
    for tex in [
        r"\begin{bmatrix} \color{red}{x_1} & \color{blue}{x_2} \end{bmatrix}",
        r"\color{#FF0000}{x} + \textcolor{#0a0}{y} + {\color{#00f} z}",
        r"\frac{n-1}{n} y \bigg{|}_{0}^{v} + \Big\{ x \Big\}",
    ] {
        assert!(Formulas::default().mathml(tex, Display::Block).is_ok(), "{tex}");
    }
    assert!(Formulas::default().numbered("x = 1 , % a comment", "a").is_ok());
}

#[test]
fn formulas_within_texts() {
    let markup = Formulas::default().mathml(r"\underbrace{A}_{\text{$n$ times}}", Display::Block).unwrap();
    let shown = markup.split_once('>').map_or("", |(_, inner)| inner);
    assert!(!shown.contains('$') && shown.contains("times"), "{markup}");
    let price = Formulas::default().mathml(r"\text{5\$ and 6\$}", Display::Inline).unwrap();
    assert!(price.contains("5$ and 6$") || price.contains("5$"), "{price}");
}

#[test]
fn a_star_is_a_sign_behind_commands_without_a_starred_form() {
    assert!(mathml(r"\gamma*V").contains("∗") || mathml(r"\gamma*V").contains('*'));
    assert!(mathml(r"r + \gamma*\max_a Q").contains("γ"));
    assert!(mathml(r"\operatorname*{best}_x").contains("munder"));
    assert!(Formulas::default().mathml(r"\nosuch*V", Display::Inline).is_err());
}
