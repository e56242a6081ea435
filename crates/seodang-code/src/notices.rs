//! Turns the licences of the bundled grammars into one text.

/// Returns the copyright notices of the bundled grammars: the path of each among them, then its licence.
pub fn grammar_notices() -> String {
    let listing = two_face::acknowledgement::listing();
    let notice = |license: &two_face::acknowledgement::License| {
        format!("{}\n\n{}\n", license.rel_path.display(), license.text.trim())
    };
    listing.for_syntaxes().iter().map(notice).collect::<Vec<_>>().join("\n")
}
