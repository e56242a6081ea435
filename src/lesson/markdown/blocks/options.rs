//! Turns the lines below a directive of MyST that are options of it (`:class: dropdown`, or YAML between `---`) into attributes.
//!
//! Source: MyST, "Directives: directive options".

use super::marker::is_name;

/// The options of the directive that a scan has just entered.
#[derive(Debug, Clone, Copy)]
pub(super) struct Options {
    /// The number of its container.
    pub(super) container: usize,
    /// Whether the lines are YAML between `---`.
    is_yaml: bool,
    is_first: bool,
}

/// What a line is to a directive above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OptionLine<'t> {
    /// An option: its name and value.
    Option(&'t str, &'t str),
    /// A bound of YAML, or a line of it that is not one option.
    Bound,
    /// The content begins.
    Content,
}

impl Options {
    /// Begins the options of a container.
    pub(super) fn of(container: usize) -> Self {
        Self { container, is_yaml: false, is_first: true }
    }

    /// Reads a line without its indentation; after `Content`, no line is an option.
    pub(super) fn read<'t>(&mut self, words: &'t str) -> OptionLine<'t> {
        let is_first = std::mem::take(&mut self.is_first);
        let is_bound = words.trim_end() == "---";
        if is_bound && is_first {
            self.is_yaml = true;
            return OptionLine::Bound;
        }
        if self.is_yaml {
            self.is_yaml = !is_bound;
            let option = words.split_once(':').filter(|(name, _)| is_name(name));
            return option.map_or(OptionLine::Bound, |(name, value)| OptionLine::Option(name, unquoted(value.trim())));
        }
        let option = words.strip_prefix(':').and_then(|rest| rest.split_once(':'));
        match option.filter(|(name, value)| is_name(name) && (value.is_empty() || value.starts_with(' '))) {
            Some((name, value)) => OptionLine::Option(name, value.trim()),
            None => OptionLine::Content,
        }
    }
}

fn unquoted(value: &str) -> &str {
    let inner = |sign| value.strip_prefix(sign).and_then(|rest| rest.strip_suffix(sign));
    inner('"').or_else(|| inner('\'')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn option_lines() {
        let mut options = Options::of(0);
        assert_eq!(options.read(":class: tip dropdown"), OptionLine::Option("class", "tip dropdown"));
        assert_eq!(options.read(":open:"), OptionLine::Option("open", ""));
        assert_eq!(options.read(":smile:s"), OptionLine::Content);
        let mut options = Options::of(0);
        let yaml = ["---", "class: 'tip'", "# x", "---", "text"].map(|line| options.read(line));
        let expected = [
            OptionLine::Bound,
            OptionLine::Option("class", "tip"),
            OptionLine::Bound,
            OptionLine::Bound,
            OptionLine::Content,
        ];
        assert_eq!(yaml, expected);
    }
}
