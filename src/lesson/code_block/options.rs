//! Turns the options at the top of a code cell or directive into attributes, and the rest into its code.

use super::CodeAttributes;

/// Takes the options off a block whose info string begins with a brace; returns the code below them.
///
/// MyST writes a line `:name: value` each, or YAML between two lines `---`; Quarto a comment `#| name: value` each.
pub(super) fn take<'t>(literal: &'t str, info: &str, attributes: &mut CodeAttributes) -> &'t str {
    let is_directive = ["{code", "{sourcecode", "{highlight", "{mermaid"].iter().any(|name| info.starts_with(name));
    if is_directive && let Some(rest) = literal.strip_prefix("---\n") {
        let Some(end) = rest.find("\n---") else { return literal };
        rest[..end].lines().for_each(|line| option(line, attributes));
        let after = &rest[end + 4..];
        return after.strip_prefix('\n').unwrap_or(after);
    }
    let mut rest = literal;
    let mut has_options = false;
    while let Some((line, after)) = rest.split_once('\n') {
        let found =
            if is_directive { line.strip_prefix(':').filter(|line| line.contains(':')) } else { cell_option(line) };
        let Some(inner) = found else { break };
        option(inner, attributes);
        (has_options, rest) = (true, after);
    }
    if has_options && is_directive { rest.strip_prefix('\n').unwrap_or(rest) } else { rest }
}

/// Returns the option of a cell that a comment of its language holds.
fn cell_option(line: &str) -> Option<&str> {
    ["#|", "//|", "--|", "%%|", "%|"].iter().find_map(|sign| line.strip_prefix(sign))
}

/// Reads one option, `name: value`. The `name` of a directive is that of a target, not of a file.
fn option(line: &str, attributes: &mut CodeAttributes) {
    let Some((name, value)) = line.trim().split_once(':') else { return };
    if name.trim() != "name" {
        attributes.named(name.trim(), value.trim().trim_matches(['"', '\'']));
    }
}
