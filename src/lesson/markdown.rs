//! Turns the text of a source into a comrak tree whose places are byte spans of that text; names comrak's options once.

mod attributes;
mod blocks;
pub mod book_part;
mod cells;
mod ends;
mod footnotes;
pub mod formula;
mod grid_table;
mod heading_id;
mod literal_map;
mod media;
mod plain_text;
mod print_layout;
mod quiz;
mod setext;
mod signs;
mod slide_images;
mod spans;
mod template_address;

use std::borrow::Cow;

use comrak::arena_tree::NodeEdge;
use comrak::nodes::{AstNode, NodeCodeBlock, NodeValue, Sourcepos};
use comrak::{Arena, Options};

use crate::language::is_alphanumeric;
use crate::source::{Dialect, Source, Span, Tool};

pub use blocks::{
    Arrangement, Block, BoxBlock, BoxKind, KnownKind, MediaBlock, Problem, RECORDINGS, UnknownTemplate, is_page_title,
};
pub use heading_id::{HeadingIds, is_empty as is_empty_heading, labels, slug};
pub use literal_map::LiteralMap;
pub use plain_text::plain_text;
pub(crate) use quiz::GAP as QUIZ_GAP;
pub use signs::Signs;
pub use spans::LABEL_SIGN;

/// Block quotes nested deeper than this are flattened: browsers themselves stop nesting at 512 elements, and no author
/// uses a hundredth level.
pub const MAX_QUOTE_DEPTH: usize = 64;

/// A text with this many `>` in a row is not searched for alerts.
const LONGEST_ROW: usize = 500;

/// Returns the dialect of every lesson: `CommonMark` and GFM as on GitHub, with extensions for Korean text.
pub fn options(_dialect: Dialect) -> Options<'static> {
    let mut options = Options::default();
    let extension = &mut options.extension;
    extension.strikethrough = true;
    extension.table = true;
    extension.autolink = true;
    extension.tasklist = true;
    extension.footnotes = true;
    extension.description_lists = true;
    extension.alerts = true;
    // `**"말"**은` shows its asterisks under CommonMark's rule for delimiters (16 words on 8 pages of the real course).
    extension.cjk_friendly_emphasis = true;
    // [`parse`] handles headings underlined with `=` or `-`.
    options.parse.ignore_setext = true;
    options.render.r#unsafe = true;
    options
}

/// A parsed document; `flattened` is set if quotes were nested deeper than [`MAX_QUOTE_DEPTH`].
pub struct ParsedDocument<'a> {
    /// The root of the tree.
    pub root: &'a AstNode<'a>,
    /// The first span that was flattened.
    pub flattened: Option<Sourcepos>,
    /// The containers: the info of a [`NodeValue::BlockDirective`] is a place in this list.
    pub blocks: Vec<Block>,
    /// The mistakes in its containers.
    pub problems: Vec<Problem>,
    /// The tags and expressions of templates that are not understood.
    pub unknown: Vec<UnknownTemplate>,
}

/// Parses the body of a source: front matter is blanked, so that byte offsets stay the same.
pub fn parse<'a>(arena: &'a Arena<'a>, body: &str, dialect: Dialect) -> ParsedDocument<'a> {
    parse_signs(arena, body, dialect, Signs::of(body))
}

/// Parses the body of a source whose [`Signs`] are known, as [`parse`] does.
pub fn parse_signs<'a>(arena: &'a Arena<'a>, body: &str, dialect: Dialect, signs: Signs) -> ParsedDocument<'a> {
    let body = &*quiz::with_fences(body);
    let mut document = parse_blocks(arena, body, dialect, signs);
    let has_brackets = (dialect.has(Tool::HuggingFace) || dialect.has(Tool::Mdx)) && body.contains("]]");
    if signs.has_grids() {
        grid_table::read(arena, &mut document, body, dialect);
    }
    if dialect.has(Tool::Quarto) {
        grid_table::read_captions(arena, document.root);
        if book_part::may_be_in(body) {
            book_part::remove(document.root);
        }
    }
    if dialect.has(Tool::Quarto) && signs.has_braces() {
        cells::read(arena, document.root, &options(dialect), &mut document.blocks);
    }
    if cells::tags::may_be_in(body) {
        cells::tags::read(arena, document.root, &options(dialect), &mut document.blocks);
    }
    quiz::read(arena, &mut document, &options(dialect), |text| parse_blocks(arena, text, dialect, Signs::of(text)));
    if signs.has_braces() || has_brackets {
        heading_id::read(document.root, has_brackets);
    }
    if signs.has_spans() || dialect.has(Tool::Quarto) {
        spans::read(arena, document.root, body, dialect);
    }
    if slide_images::may_be_in(body) {
        slide_images::read(document.root);
    }
    if print_layout::may_be_in(body) {
        print_layout::remove(document.root);
    }
    document
}

/// Parses a piece of a source that is one question of a quiz.
pub fn parse_question<'a>(arena: &'a Arena<'a>, text: &str, dialect: Dialect) -> ParsedDocument<'a> {
    let mut document = parse_blocks(arena, text, dialect, Signs::of(text));
    quiz::read_single(arena, &mut document, &options(dialect));
    document
}

/// Parses the body of a source, without the spellings of other tools within running text.
fn parse_blocks<'a>(arena: &'a Arena<'a>, body: &str, dialect: Dialect, signs: Signs) -> ParsedDocument<'a> {
    let mut options = options(dialect);
    // At each `>` comrak looks for an alert after all that follow it: a row of 100,000 takes seconds.
    options.extension.alerts = !(signs.has_quote_rows() && body.contains(&">".repeat(LONGEST_ROW)));
    options.extension.inline_footnotes = signs.has_inline_footnotes();
    let may_hold = signs.has_containers() || (dialect != Dialect::default() && signs.has_templates());
    let scanned = if may_hold { blocks::scan(body, dialect) } else { blocks::ScannedText::plain(body) };
    let text = scanned.parsed();
    let is_underlined = signs.has_underlines();
    options.parse.ignore_setext = !is_underlined;
    let mut root = comrak::parse_document(arena, text, &options);
    let mut text = Cow::Borrowed(text);
    if signs.has_expressions()
        && template_address::may_hold(&text)
        && let Some(joined) = template_address::without_spaces(root, &text)
    {
        text = Cow::Owned(joined);
        root = comrak::parse_document(arena, &text, &options);
    }
    if is_underlined && let Some(breaks) = setext::without_dashes(root, &text) {
        text = Cow::Owned(breaks);
        root = comrak::parse_document(arena, &text, &options);
    }
    if signs.has_formulas() {
        root = with_formulas(arena, root, &text, &mut options);
    }
    if is_underlined {
        setext::undo_short(root, &text);
    }
    let blocks::FoundBlocks { containers: mut blocks, problems, unknown } = scanned.make_blocks(arena, root, &options);
    if dialect.has(Tool::Hugo) && body.contains("*/") {
        blocks::show_commented(root);
    }
    if signs.has_media() {
        media::read(arena, root, &mut blocks);
    }
    if signs.has_footnotes() {
        footnotes::drop_repeated(root);
    }
    if signs.has_end_tags() {
        ends::hoist(arena, root);
    }
    ParsedDocument { root, flattened: flatten_quotes(root), blocks, problems, unknown }
}

/// Parses a text again with its formulas, if it has any.
fn with_formulas<'a>(
    arena: &'a Arena<'a>,
    root: &'a AstNode<'a>,
    body: &str,
    options: &mut Options<'_>,
) -> &'a AstNode<'a> {
    let Some(written) = formula::rewrite(root, body) else { return root };
    options.extension.math_dollars = written.has_inline;
    options.extension.math_code = written.has_inline;
    let root = if written.is_changed() { comrak::parse_document(arena, &written.text, options) } else { root };
    written.restore(root);
    root
}

/// The spans of code and of quotes in a text.
#[derive(Debug, Default)]
pub struct Layout {
    /// Closed fenced code blocks, and code in running text, where marks are literal. An indented block may be a mistake, and an
    /// unclosed block contains text of the page.
    pub verbatim: Vec<Span>,
    /// Code of any form.
    pub code: Vec<Span>,
    /// Quotes with all of their content.
    pub quotes: Vec<Span>,
}

/// Finds the spans of code and quotes of a source.
pub fn layout(source: &Source, front_matter: usize) -> Layout {
    let arena = Arena::new();
    let body = body(source, front_matter);
    let mut layout = Layout::default();
    for node in parse_blocks(&arena, &body, source.dialect, Signs::of(&body)).root.descendants() {
        let data = node.data();
        if matches!(data.value, NodeValue::CodeBlock(_) | NodeValue::Code(_)) {
            layout.code.push(span(source, data.sourcepos));
        }
        match data.value {
            NodeValue::CodeBlock(ref block) if !block.fenced || !block.closed || swallows_fence(block) => {}
            NodeValue::CodeBlock(_) | NodeValue::Code(_) | NodeValue::Math(_) => {
                layout.verbatim.push(span(source, data.sourcepos));
            }
            NodeValue::BlockQuote => layout.quotes.push(span(source, data.sourcepos)),
            _ => {}
        }
    }
    layout
}

/// Tests whether a code block contains the opening of another one: its own end is missing, and it contains text of the page.
fn swallows_fence(block: &NodeCodeBlock) -> bool {
    let fence = char::from(block.fence_char).to_string().repeat(block.fence_length);
    block.literal.lines().any(|line| line.trim_start().starts_with(&fence))
}

/// Returns the text of a source with its first `front_matter` bytes blanked.
pub fn body(source: &Source, front_matter: usize) -> Cow<'_, str> {
    if front_matter == 0 {
        return Cow::Borrowed(&source.text);
    }
    let (front, rest) = source.text.split_at(front_matter);
    let blank: String = front.bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }).collect();
    Cow::Owned(blank + rest)
}

/// Replaces each quote below the deepest allowed level with its content. Iterative, for 100,000 levels must not overflow.
fn flatten_quotes<'a>(root: &'a AstNode<'a>) -> Option<Sourcepos> {
    let mut too_deep = Vec::new();
    let mut depth = 0usize;
    for edge in root.traverse() {
        match edge {
            NodeEdge::Start(node) if is_quote(node) => {
                depth += 1;
                if depth > MAX_QUOTE_DEPTH {
                    too_deep.push(node);
                }
            }
            NodeEdge::End(node) if is_quote(node) => depth -= 1,
            _ => {}
        }
    }
    let first = too_deep.first().map(|node| node.data().sourcepos);
    for quote in too_deep {
        while let Some(child) = quote.first_child() {
            quote.insert_before(child);
        }
        quote.detach();
    }
    first
}

fn is_quote<'a>(node: &'a AstNode<'a>) -> bool {
    matches!(node.data().value, NodeValue::BlockQuote | NodeValue::Alert(_) | NodeValue::BlockDirective(_))
}

/// Converts comrak's positions (1-based, columns in bytes, the end inclusive) to a span.
pub fn span(source: &Source, place: Sourcepos) -> Span {
    let start = source.line_start(place.start.line) + place.start.column.saturating_sub(1);
    let end = source.line_start(place.end.line) + place.end.column;
    let length = source.text.len();
    let (mut start, mut end) = (start.min(length), end.min(length));
    while !source.text.is_char_boundary(start) {
        start -= 1;
    }
    while !source.text.is_char_boundary(end) {
        end += 1;
    }
    Span::new(start, end)
}

/// Tests whether a node ends a line.
pub fn is_line_end<'a>(node: &'a AstNode<'a>) -> bool {
    matches!(node.data().value, NodeValue::SoftBreak | NodeValue::LineBreak)
}

/// Returns the visible text of a node, with soft breaks as spaces. Iterative, like all walks here.
///
/// The alternative text of images is left out: neither GitHub's heading ids nor a summary count it.
pub fn text<'a>(node: &'a AstNode<'a>) -> String {
    let mut text = String::new();
    let mut image_depth = 0usize;
    for edge in node.traverse() {
        let (inner, entering) = match edge {
            NodeEdge::Start(inner) => (inner, true),
            NodeEdge::End(inner) => (inner, false),
        };
        if matches!(inner.data().value, NodeValue::Image(_)) && !inner.same_node(node) {
            image_depth = if entering { image_depth + 1 } else { image_depth - 1 };
        }
        if !entering || image_depth > 0 {
            continue;
        }
        match &inner.data().value {
            NodeValue::Text(literal) => text.push_str(literal),
            NodeValue::Code(code) => text.push_str(&code.literal),
            NodeValue::Math(math) => text.push_str(&formula::plain(math)),
            NodeValue::SoftBreak | NodeValue::LineBreak => text.push(' '),
            _ => {}
        }
    }
    text
}

/// Returns the alternative texts of the images in a node: the text of a heading that is an image.
pub fn picture_text<'a>(node: &'a AstNode<'a>) -> String {
    let images = node.descendants().filter(|inner| matches!(inner.data().value, NodeValue::Image(_)));
    images.map(text).collect::<Vec<_>>().join(" ")
}

/// The most nodes without words that may stand before the first word of an item: a longer row begins nothing, and looking through
/// it at each of its links would take quadratic time.
const MOST_SIGNS: usize = 16;

/// Tests whether an inline node begins an item of a list, a cell of a table or a heading, apart from signs such as emoji.
pub fn begins_entry<'a>(node: &'a AstNode<'a>) -> bool {
    let is_first = |node: &'a AstNode<'a>| {
        let mut before = node.preceding_siblings().skip(1);
        let is_sign = |node| !text(node).contains(is_alphanumeric);
        before.by_ref().take(MOST_SIGNS).all(is_sign) && before.next().is_none()
    };
    let mut here = node;
    while is_first(here)
        && let Some(parent) = here.parent()
    {
        match parent.data().value {
            NodeValue::Item(_) | NodeValue::TaskItem(_) | NodeValue::TableCell | NodeValue::Heading(_) => return true,
            NodeValue::Strong | NodeValue::Emph | NodeValue::Paragraph => here = parent,
            _ => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::CoursePath;

    #[test]
    fn spans_are_bytes_of_the_text() {
        let source = Source::new(CoursePath::new("a.md"), "# 가\n\n- **나다**: 라\n");
        let arena = Arena::new();
        let document = parse(&arena, &source.text, source.dialect);
        let strong = document.root.descendants().find(|n| matches!(n.data().value, NodeValue::Strong)).unwrap();
        let span = span(&source, strong.data().sourcepos);
        assert_eq!(&source.text[span.start..span.end], "**나다**");
    }

    #[test]
    fn quotes_without_end_are_laid_flat() {
        let arena = Arena::new();
        let document = parse(&arena, &("> ".repeat(100_000) + "deep\n"), Dialect::default());
        assert!(document.flattened.is_some());
        let depth = document.root.descendants().filter(|n| is_quote(n)).count();
        assert_eq!(depth, MAX_QUOTE_DEPTH);
        assert!(text(document.root).contains("deep"));
    }

    /// Returns the blocks of a text: their kinds and their words.
    fn blocks(text: &str) -> Vec<String> {
        let arena = Arena::new();
        let document = parse(&arena, text, Dialect::default());
        let kind = |value: &NodeValue| match value {
            NodeValue::Heading(heading) => format!("h{}", heading.level),
            NodeValue::Paragraph => "p".to_owned(),
            NodeValue::ThematicBreak => "hr".to_owned(),
            NodeValue::Alert(alert) => format!("alert {:?}", alert.alert_type),
            NodeValue::CodeBlock(code) => format!("code {}", code.literal.trim()),
            NodeValue::BlockQuote => "quote".to_owned(),
            NodeValue::BlockDirective(directive) => match &document.blocks[directive.info.parse::<usize>().unwrap()] {
                Block::Box(block) => format!("box {:?} {:?}", block.kind, block.fold),
                other => format!("{other:?}"),
            },
            other => format!("{other:?}"),
        };
        document.root.children().map(|node| format!("{} {}", kind(&node.data().value), self::text(node))).collect()
    }

    #[test]
    fn titles_may_be_underlined() {
        assert_eq!(blocks("제목\n====\n글\n"), ["h1 제목", "p 글"]);
        assert_eq!(
            blocks("제목\n====\n- a\n"),
            [
                "h1 제목",
                "List(NodeList { list_type: Bullet, marker_offset: 0, padding: 2, start: 1, delimiter: Period, bullet_char: 45, tight: true, is_task_list: false }) a"
            ]
        );
        assert_eq!(
            blocks("제목\n===\n\n글\n---\n\n끝\n"),
            ["h1 제목", "p 글", "hr ", "p 끝"],
            "a line of dashes stays a break"
        );
        assert_eq!(blocks("글\n---\n"), ["p 글", "hr "]);
        assert_eq!(blocks("제목\n===\n\n글\n--\n"), ["h1 제목", "p 글"]);
        assert_eq!(blocks("```text\na\n===\n---\n```\n"), ["code a\n===\n--- "]);
        assert_eq!(blocks("a\n\n===\n"), ["p a", "p ==="]);
    }

    #[test]
    fn alerts_need_no_space() {
        assert_eq!(blocks("> [!NOTE]\n> 글\n"), ["alert Note 글"]);
        for text in [">[!NOTE]\n>글\n", ">  [!note]\n> 글\n", ">[!Note]  \n>글\n"] {
            assert!(["alert Note 글", "box Known(Note) None 글"].contains(&&*blocks(text)[0]), "{text}");
        }
        assert_eq!(blocks(">[!TIP]\n>\n> - a\n")[0], "box Known(Tip) None a");
        assert_eq!(blocks(">[!NOTE] 글 **굵게**\n> 더\n"), ["box Known(Note) None 글 굵게더"]);
        assert_eq!(blocks("> [!info|right]- 글\n"), ["box Known(Info) Some(false) 글"]);
        assert_eq!(blocks("> [!note]+\n> 글\n"), ["box Known(Note) Some(true) 글"]);
        assert_eq!(blocks(">[!OTHER]\n>글\n"), ["box Other(\"OTHER\") None 글"]);
        assert_eq!(blocks(">[!INSTRUCTOR]\n>글\n"), ["quote [!INSTRUCTOR] 글"]);
        assert_eq!(blocks(">`[!NOTE]`\n>글\n"), ["quote [!NOTE] 글"]);
    }

    #[test]
    fn emphasis_next_to_hangul() {
        let arena = Arena::new();
        let document = parse(&arena, "**\"말\"**은 **이미지(Image)**를\n", Dialect::default());
        assert_eq!(document.root.descendants().filter(|n| matches!(n.data().value, NodeValue::Strong)).count(), 2);
    }
}
