//! Tests the names of containers.

/// Tests whether a text can be the name of a container: letters, digits, `-`, `_`, `.`, `:`, a letter first.
pub(super) fn is_name(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'))
}
