//! Prepares the text of a block for the engine: comma lists taken apart, each line traceable to the block.

/// Maximum size of a block in bytes; larger ones are refused. The largest of a real course has 123 lines, about 6 KB; a
/// block of 50 KB takes seconds.
pub const MOST_BYTES: usize = 100_000;

/// Maximum number of edges of a flowchart; diagrams with more are refused. Mermaid itself draws 500 unless it is told otherwise
/// (`maxEdges`).
pub const MOST_EDGES: usize = 2_000;

/// A prepared block.
pub(crate) struct DiagramSource {
    pub(crate) text: String,
    /// For each line of `text`, its line in the block, from 1.
    lines: Vec<usize>,
    /// Lines of the block, from 1, on which a comma list was taken apart.
    pub(crate) expanded: Vec<usize>,
}

impl DiagramSource {
    /// Splits `style A,B fill:…` in flowcharts, which the engine would read as a node named `A,B`.
    pub(crate) fn prepare(block: &str) -> Self {
        let block = block.replace("\r\n", "\n").replace(crate::remove_unused::PREFIX, "\u{FFFD}");
        let mut source = Self { text: String::with_capacity(block.len()), lines: Vec::new(), expanded: Vec::new() };
        let flowchart = is_flowchart(&block);
        for (number, line) in (1..).zip(block.split('\n')) {
            match comma_list(line).filter(|_| flowchart) {
                Some(single) => {
                    source.expanded.push(number);
                    for one in single {
                        source.push(&one, number);
                    }
                }
                None => source.push(line, number),
            }
        }
        source
    }

    fn push(&mut self, line: &str, number: usize) {
        if !self.lines.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(line);
        self.lines.push(number);
    }

    /// Returns a line of the block, from 1, as it was prepared.
    pub(crate) fn block_line(&self, line: usize) -> Option<&str> {
        let at = self.lines.iter().position(|known| *known == line)?;
        self.text.split('\n').nth(at)
    }

    /// Counts the edges that a flowchart will have, roughly but never too few, until there are more than [`MOST_EDGES`]: `A & B --> C & D`
    /// has four. Returns their number and the offset of the line that exceeds the limit.
    pub(crate) fn excess_edges(&self) -> Option<(usize, usize)> {
        if !is_flowchart(&self.text) {
            return None;
        }
        let mut edges = 0_usize;
        let mut start = 0;
        for line in self.text.split_inclusive('\n') {
            edges = line.split(';').fold(edges, |sum, statement| sum.saturating_add(edges_of(statement)));
            if edges > MOST_EDGES {
                return Some((edges, start));
            }
            start += line.len();
        }
        None
    }

    /// Returns the line of the block for a line of `text`, both from 1.
    pub(crate) fn line_of(&self, line: usize) -> usize {
        let at = line.clamp(1, self.lines.len().max(1)) - 1;
        self.lines.get(at).copied().unwrap_or(1)
    }
}

/// Counts the edges of a statement: between groups of nodes that are joined by `&`, the product of their sizes.
fn edges_of(statement: &str) -> usize {
    let mut groups = vec![1_usize];
    let mut is_quoted = false;
    let mut before = ' ';
    for c in statement.chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            '&' if !is_quoted => {
                if let Some(last) = groups.last_mut() {
                    *last += 1;
                }
            }
            // Two signs of a line begin the next group; a label within the line makes a group of its own.
            '-' | '=' | '~' | '.' if !is_quoted && matches!(before, '-' | '=' | '~') => {
                groups.extend((groups.last() != Some(&0)).then_some(0));
            }
            c if !c.is_whitespace() && !matches!(c, '>' | '-' | '=' | '~' | '.') => {
                if let Some(last) = groups.last_mut().filter(|last| **last == 0) {
                    *last = 1;
                }
            }
            _ => {}
        }
        before = c;
    }
    let product = |pair: &[usize]| pair[0].saturating_mul(pair[1]);
    let neighbours: usize = groups.windows(2).map(product).fold(0, usize::saturating_add);
    let across: usize = groups.windows(3).map(|three| three[0].saturating_mul(three[2])).fold(0, usize::saturating_add);
    neighbours.max(across)
}

/// Tests whether a block is a flowchart.
fn is_flowchart(block: &str) -> bool {
    matches!(kind(block), Some("graph" | "flowchart" | "flowchart-v2" | "flowchart-elk"))
}

/// Returns the lines of a flowchart, from 1, that hold a comma list, each with the lines that replace it.
pub(crate) fn style_lists(block: &str) -> Vec<(usize, Vec<String>)> {
    if !is_flowchart(block) {
        return Vec::new();
    }
    (1..).zip(block.lines()).filter_map(|(number, line)| Some((number, comma_list(line)?))).collect()
}

/// Returns the word that names the kind of diagram: the first of the first line that is neither empty nor comment nor front matter.
pub(crate) fn kind(block: &str) -> Option<&str> {
    let mut lines = block.lines().map(str::trim);
    let mut in_front_matter = false;
    let mut first = true;
    lines.find_map(|line| {
        if line == "---" && (first || in_front_matter) {
            in_front_matter = !in_front_matter;
            first = false;
            return None;
        }
        if in_front_matter || line.is_empty() || line.starts_with("%%") {
            return None;
        }
        first = false;
        line.split(|c: char| c.is_whitespace() || matches!(c, ';' | ':' | '{')).find(|word| !word.is_empty())
    })
}

/// Returns the title in the front matter.
pub(crate) fn title(block: &str) -> Option<String> {
    let mut lines = block.lines().skip_while(|line| line.trim().is_empty());
    if lines.next()?.trim() != "---" {
        return None;
    }
    let title = lines.take_while(|line| line.trim() != "---").find_map(|line| line.strip_prefix("title:"))?;
    let title = title.trim().trim_matches(['"', '\'']).trim();
    (!title.is_empty()).then(|| title.to_owned())
}

/// Tests whether a flowchart runs sideways.
pub(crate) fn runs_sideways(block: &str) -> bool {
    let head = block.lines().map(str::trim).find(|line| line.starts_with("graph") || line.starts_with("flowchart"));
    head.and_then(|line| line.split_whitespace().nth(1))
        .is_some_and(|word| word.starts_with("LR") || word.starts_with("RL"))
}

/// Expands `style A,B fill:…` to one line for each name.
fn comma_list(line: &str) -> Option<Vec<String>> {
    let statement = line.trim_start();
    let indent = &line[..line.len() - statement.len()];
    let rest = statement.strip_prefix("style").filter(|rest| rest.starts_with([' ', '\t']))?;
    // Names end where the first property begins: the word before the first colon.
    let colon = rest.find(':')?;
    let (names, property) = rest[..colon].trim_end().rsplit_once([' ', '\t'])?;
    if !names.contains(',') {
        return None;
    }
    let names: Vec<&str> = names.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    if names.is_empty() || names.iter().any(|name| name.contains([' ', '\t', '"'])) {
        return None;
    }
    Some(names.iter().map(|name| format!("{indent}style {name} {property}{}", &rest[colon..])).collect())
}

#[cfg(test)]
mod tests {
    use super::{DiagramSource, edges_of, kind, runs_sideways};

    #[test]
    fn comma_lists_become_a_line_for_each_name() {
        let source =
            DiagramSource::prepare("graph TD\n  A-->B\n  style A, B,C fill:#fff,stroke:#000\n  style D fill:red");
        assert_eq!(
            source.text,
            "graph TD\n  A-->B\n  style A fill:#fff,stroke:#000\n  style B fill:#fff,stroke:#000\n  style C fill:#fff,stroke:#000\n  style D fill:red"
        );
        assert_eq!(source.expanded, [3]);
        assert_eq!([3, 4, 5, 6, 99].map(|line| source.line_of(line)), [3, 3, 3, 4, 4]);
    }

    #[test]
    fn other_lines_stay_as_they_are() {
        for block in [
            "graph TD\nstyle A fill:#fff,stroke:#000",
            "sequenceDiagram\nstyle A,B fill:red",
            "graph TD\nA[style x,y z:1]",
        ] {
            let source = DiagramSource::prepare(block);
            assert_eq!(source.text, block);
            assert!(source.expanded.is_empty());
        }
    }

    #[test]
    fn edges_are_counted_before_they_are_made() {
        for (statement, edges) in [
            ("A --> B", 1),
            ("A & B --> C & D", 4),
            ("A & B & C -- text --> D & E", 6),
            ("A --> B --> C", 2),
            ("A[\"x & y --> z\"] --> B", 1),
            ("A", 0),
        ] {
            assert!(
                edges_of(statement) >= edges && edges_of(statement) <= edges + 3,
                "{statement}: {}",
                edges_of(statement)
            );
        }
        let many = (0..2000).map(|n| format!("n{n}")).collect::<Vec<_>>().join(" & ");
        let source = DiagramSource::prepare(&format!("graph TD\n{many} --> {many}\n"));
        assert_eq!(source.excess_edges(), Some((4_000_000, 9)));
    }

    #[test]
    fn the_kind_is_found_behind_front_matter_and_comments() {
        assert_eq!(kind("---\ntitle: x\n---\n%% a\n\nflowchart LR\n"), Some("flowchart"));
        assert_eq!(kind("\n %%{init: {}}%%\npie title x"), Some("pie"));
        assert_eq!(kind("  \n"), None);
        assert!(runs_sideways("graph LR;\nA-->B") && !runs_sideways("graph TD"));
    }
}
