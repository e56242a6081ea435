//! Turns the names of tags (`<Badge>`, `{{< figure >}}`, `{% raw %}`) into their meanings: the table of names that are not boxes,
//! tabs or layouts ([`meaning`](super::meaning) has those).
//!
//! # How to add a name
//!
//! A row in [`KNOWN`]. A new meaning is a variant of [`KnownTag`] with an arm in [`template_node`], which makes the node in
//! running text; a block needs an arm in `pair`.
//!
//! Sources: Hugo, "Shortcodes"; Jekyll, "Tags" and "Include tags"; Docusaurus, "Assets" and "Theme components"; Starlight, "Components";
//! Mintlify, "Components"; Zola, "Shortcodes".

use super::attributes::Attributes;
use super::tags::{TagSyntax, TemplateTag};
use crate::html::escape;
use crate::source::{Source, Span};

/// The meaning of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KnownTag {
    /// Shows nothing by itself: an icon, an anchor, an assignment.
    Silent,
    /// An image.
    Image,
    /// A link with words: a button or a card without content.
    Link,
    /// A highlighted word or two.
    Badge,
    /// A line end.
    LineBreak,
    /// Keys to press.
    Keys,
    /// A container of code.
    Code,
    /// A container in which tags are text.
    Verbatim,
    /// A container whose content is not text: only the tool can fill the body of a loop.
    Loop,
    /// A container that no reader sees.
    Hidden,
}

/// The names; letter case is ignored.
const KNOWN: [(&str, KnownTag); 64] = [
    ("anchor", KnownTag::Silent),
    ("assign", KnownTag::Silent),
    ("badge", KnownTag::Badge),
    ("br", KnownTag::LineBreak),
    ("break", KnownTag::Silent),
    ("button", KnownTag::Link),
    ("capture", KnownTag::Hidden),
    ("card", KnownTag::Link),
    ("case", KnownTag::Silent),
    ("clear", KnownTag::Silent),
    ("clearfix", KnownTag::Silent),
    ("code-highlight", KnownTag::Code),
    ("code-toggle", KnownTag::Code),
    ("comment", KnownTag::Hidden),
    ("continue", KnownTag::Silent),
    ("cycle", KnownTag::Silent),
    ("decrement", KnownTag::Silent),
    ("doccardlist", KnownTag::Silent),
    ("else", KnownTag::Silent),
    ("elseif", KnownTag::Silent),
    ("elsif", KnownTag::Silent),
    ("extends", KnownTag::Silent),
    ("fa", KnownTag::Silent),
    ("figure", KnownTag::Image),
    ("fontawesome", KnownTag::Silent),
    ("for", KnownTag::Loop),
    ("fragment", KnownTag::Silent),
    ("head", KnownTag::Hidden),
    ("highlight", KnownTag::Code),
    ("icon", KnownTag::Silent),
    ("if", KnownTag::Silent),
    ("ifchanged", KnownTag::Silent),
    ("image", KnownTag::Image),
    ("img", KnownTag::Image),
    ("increment", KnownTag::Silent),
    ("kbd", KnownTag::Keys),
    ("layout", KnownTag::Silent),
    ("linkbutton", KnownTag::Link),
    ("linkcard", KnownTag::Link),
    ("lipsum", KnownTag::Silent),
    ("more", KnownTag::Silent),
    ("pagebreak", KnownTag::Silent),
    ("picture", KnownTag::Image),
    ("prefetch", KnownTag::Silent),
    ("raw", KnownTag::Verbatim),
    ("router-link", KnownTag::Silent),
    ("script", KnownTag::Hidden),
    ("seo", KnownTag::Silent),
    ("separator", KnownTag::Silent),
    ("set", KnownTag::Silent),
    ("spacer", KnownTag::Silent),
    ("style", KnownTag::Hidden),
    ("tablerow", KnownTag::Loop),
    ("tag", KnownTag::Badge),
    ("template", KnownTag::Silent),
    ("themedimage", KnownTag::Image),
    ("then", KnownTag::Silent),
    ("toc", KnownTag::Silent),
    ("tocinline", KnownTag::Silent),
    ("transition", KnownTag::Silent),
    ("unless", KnownTag::Silent),
    ("verbatim", KnownTag::Verbatim),
    ("when", KnownTag::Silent),
    ("zoom-image", KnownTag::Image),
];

/// The longest text that a label repeats, in bytes.
const LONGEST_LABEL: usize = 80;

/// The endings of pictures.
const PICTURES: [&str; 7] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif"];

/// The replacement of a tag or expression in running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TemplateNode {
    Nothing,
    /// A small label: its content is known only to the tool.
    Placeholder(String),
    Text(String),
    Code(String),
    Image {
        url: String,
        alt: String,
        caption: Option<String>,
    },
    Link {
        url: String,
        words: String,
    },
    Strong(String),
    LineBreak,
    /// A tag of HTML in the spelling of HTML.
    Html(String),
}

/// A tag or expression that is not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownTemplate {
    /// Its name, in the spelling of its language.
    pub name: String,
    /// The 0-based line.
    pub(super) line: usize,
    /// The bytes of the line.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether a label replaces it; else its content is kept.
    pub is_lost: bool,
}

impl UnknownTemplate {
    /// Returns it for a text that holds the present one from a line and column on.
    pub(in crate::lesson::markdown) fn moved(self, lines: usize, columns: usize) -> Self {
        Self { line: self.line + lines, start: self.start + columns, end: self.end + columns, ..self }
    }

    /// Returns its span in a source.
    pub fn span(&self, source: &Source) -> Span {
        let start = source.line_start(self.line + 1);
        Span::new(start + self.start, start + self.end)
    }
}

impl KnownTag {
    /// Finds the meaning of a name.
    pub(super) fn of(name: &str) -> Option<Self> {
        let at =
            KNOWN.binary_search_by(|(known, _)| known.bytes().cmp(name.bytes().map(|byte| byte.to_ascii_lowercase())));
        at.ok().map(|at| KNOWN[at].1)
    }
}

/// Returns the replacement of a tag without content, and whether the tag is known.
pub(super) fn template_node(tag: &TemplateTag) -> (TemplateNode, bool) {
    let attributes = &tag.attributes;
    let node = match KnownTag::of(&tag.name) {
        None => picture(attributes),
        Some(KnownTag::Code) => None,
        Some(KnownTag::Image) => image(attributes),
        Some(KnownTag::Link) => link(attributes),
        Some(KnownTag::Badge) => {
            let named = attributes.get(&["text", "content", "label", "title", "name", "value"]);
            named
                .or_else(|| attributes.quoted())
                .or_else(|| attributes.words().next())
                .map(|text| TemplateNode::Strong(text.to_owned()))
        }
        Some(KnownTag::Keys) => keys(attributes),
        Some(KnownTag::LineBreak) => Some(TemplateNode::LineBreak),
        Some(KnownTag::Silent | KnownTag::Verbatim | KnownTag::Loop | KnownTag::Hidden) => Some(TemplateNode::Nothing),
    };
    node.map_or_else(|| (TemplateNode::Placeholder(label(tag)), false), |node| (node, true))
}

/// Tests for an expression that is the title of its page in Jekyll, `MkDocs` ("Variables"), `VitePress` ("Frontmatter").
pub fn is_page_title(expression: &str) -> bool {
    matches!(expression, "page.title" | "$frontmatter.title" | "$page.title")
}

/// Returns the words of the label for a tag: its name and the words that it states.
fn label(tag: &TemplateTag) -> String {
    let attributes = &tag.attributes;
    let stated = attributes.get(&["title", "label", "text", "name"]).or_else(|| attributes.quoted());
    let word = || attributes.words().next().filter(|_| tag.syntax == TagSyntax::Shortcode);
    let is_plain =
        |words: &&str| words.len() <= LONGEST_LABEL && !words.contains(['{', '<', '\n', '=']) && !words.is_empty();
    match stated.or_else(word).filter(is_plain) {
        Some(words) => format!("{}: {words}", tag.name),
        None => tag.name.clone(),
    }
}

/// Makes an image of a tag of any name whose `src` is a picture.
fn picture(attributes: &Attributes) -> Option<TemplateNode> {
    let url = address(attributes.get(&["src", "light"])?)?;
    let end = url.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    PICTURES.contains(&&*end).then(|| image(attributes)).flatten()
}

/// Makes an image: `src`, or the light one of several sources, or the first word.
fn image(attributes: &Attributes) -> Option<TemplateNode> {
    let named = attributes.get(&["src", "image", "img", "file", "link-src", "sources", "path", "url", "light"]);
    let url = address(named.or_else(|| attributes.quoted()).or_else(|| attributes.words().next())?)?;
    let text = |names: &[&str]| attributes.get(names).filter(|text| !text.is_empty()).map(str::to_owned);
    let caption = text(&["caption", "title"]);
    let alt = text(&["alt"]).or_else(|| caption.clone()).unwrap_or_default();
    Some(TemplateNode::Image { url, alt, caption })
}

/// Makes keys of the first word, or of the first key that an attribute names: `{{< kbd Shift-P mac=Shift-Command-P >}}` (Quarto).
fn keys(attributes: &Attributes) -> Option<TemplateNode> {
    let words = attributes.words().next().or_else(|| attributes.pairs().next().map(|(_, keys)| keys))?;
    Some(TemplateNode::Html(format!("<kbd>{}</kbd>", escape(words))))
}

fn link(attributes: &Attributes) -> Option<TemplateNode> {
    let url = attributes.get(&["href", "link", "url", "to", "relref", "ref"]).and_then(address);
    let words = attributes.get(&["title", "text", "label", "name"]).or_else(|| attributes.quoted());
    let words = words.filter(|words| !words.is_empty());
    match (url, words) {
        (Some(url), words) => Some(TemplateNode::Link { words: words.unwrap_or(&url).to_owned(), url }),
        (None, Some(words)) => Some(TemplateNode::Strong(words.to_owned())),
        (None, None) => None,
    }
}

/// Returns the address that a value states: itself, or the first text in an expression (`useBaseUrl('/img/a.png')`).
pub(super) fn address(value: &str) -> Option<String> {
    let value = value.trim();
    let quoted = value.find(['\'', '"', '`']).map(|at| {
        let rest = &value[at + 1..];
        rest.find(&value[at..=at]).map_or(rest, |end| &rest[..end])
    });
    let is_expression = value.contains(['(', '{', '[']) && quoted.is_some();
    let address = if is_expression { quoted.unwrap_or_default() } else { value };
    let is_address =
        !address.is_empty() && (address.contains(['.', '/', '#', ':']) && !address.contains(['{', '}', '\n']));
    is_address.then(|| address.to_owned())
}

/// Returns the name of a tag in the spelling of its language.
pub(super) fn shown_name(syntax: TagSyntax, name: &str) -> String {
    match syntax {
        TagSyntax::Component | TagSyntax::Element => format!("<{name}>"),
        TagSyntax::Shortcode => format!("{{{{< {name} >}}}}"),
        TagSyntax::Liquid => format!("{{% {name} %}}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted() {
        assert!(KNOWN.is_sorted_by(|(before, _), (after, _)| before < after));
        assert_eq!(KnownTag::of("LinkCard"), Some(KnownTag::Link));
        assert_eq!(KnownTag::of("Unknown"), None);
    }

    #[test]
    fn addresses_in_values() {
        let check = |value: &str, wanted: Option<&str>| assert_eq!(address(value).as_deref(), wanted, "{value}");
        check("/img/a.png", Some("/img/a.png"));
        check("useBaseUrl('/img/a.png')", Some("/img/a.png"));
        check("require('./a.png').default", Some("./a.png"));
        check("{ light: useBaseUrl(\"/l.svg\"), dark: '/d.svg' }", Some("/l.svg"));
        check("logo", None);
        check("", None);
    }
}
