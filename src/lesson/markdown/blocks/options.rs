//! Turns the lines below a marker that are options of it (`:class: dropdown`, YAML between `---` or indented) into attributes.
//!
//! Sources: `MyST`, "Directives: directive options"; `PyMdown` Extensions, "Blocks: options".

use super::line::Line;
use super::marker::OptionStyle;
use super::name::is_name;

/// The columns by which indented options are indented.
const INDENT: usize = 4;

/// The options whose value is an option's without the space before it too: no text has one between two colons.
const SIZES: [&str; 5] = ["width", "height", "align", "figclass", "figwidth"];

/// The options of the container that a scan has just entered.
#[derive(Debug, Clone, Copy)]
pub(super) struct Options {
    /// The number of its container.
    pub(super) container: usize,
    style: OptionStyle,
    /// The column of the marker.
    indent: usize,
    /// Whether the lines are YAML between `---`.
    is_yaml: bool,
    is_first: bool,
}

/// The role of a line below a directive.
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
    /// Begins the options of a container whose marker is in a column.
    pub(super) fn of(container: usize, style: OptionStyle, indent: usize) -> Self {
        Self { container, style, indent, is_yaml: false, is_first: true }
    }

    /// Reads a line; after `Content`, no line is an option.
    pub(super) fn read<'t>(&mut self, line: &Line<'t>) -> OptionLine<'t> {
        let words = line.words();
        if self.style == OptionStyle::Indented {
            let option = words.split_once(':').filter(|(name, _)| line.indent >= self.indent + INDENT && is_name(name));
            return option
                .map_or(OptionLine::Content, |(name, value)| OptionLine::Option(name, unquoted(value.trim())));
        }
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
        let is_option = |name: &str, value: &str| value.is_empty() || value.starts_with(' ') || SIZES.contains(&name);
        match option.filter(|(name, value)| is_name(name) && is_option(name, value)) {
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
        let mut options = Options::of(0, OptionStyle::Colons, 0);
        assert_eq!(options.read(&Line::new(":class: tip dropdown", 0)), OptionLine::Option("class", "tip dropdown"));
        assert_eq!(options.read(&Line::new(":open:", 0)), OptionLine::Option("open", ""));
        assert_eq!(options.read(&Line::new(":width:100%", 0)), OptionLine::Option("width", "100%"));
        assert_eq!(options.read(&Line::new(":smile:s", 0)), OptionLine::Content);
        let mut options = Options::of(0, OptionStyle::Indented, 0);
        assert_eq!(options.read(&Line::new("    type: warning", 0)), OptionLine::Option("type", "warning"));
        assert_eq!(options.read(&Line::new("type: warning", 0)), OptionLine::Content);
        let mut options = Options::of(0, OptionStyle::Colons, 0);
        let yaml = ["---", "class: 'tip'", "# x", "---", "text"].map(|line| options.read(&Line::new(line, 0)));
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
