//! Turns a page that seodang wrote into pieces, and pieces into HTML or XHTML again.
//!
//! It reads what this program writes (attributes in double quotes, every element closed) and is no parser for HTML at
//! large: that stands in `lesson/raw_html.rs`, and has made the author's own HTML such by then.

use std::borrow::Cow;

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text as it is written, with its references.
    Text(&'a str),
    /// A start tag.
    Open(Tag<'a>),
    /// An end tag, by its name.
    Close(&'a str),
}

/// A start tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag<'a> {
    /// The name of its element.
    pub name: Cow<'a, str>,
    /// Its attributes with their values decoded, in their order.
    pub attributes: Vec<(&'a str, Cow<'a, str>)>,
    /// Whether it is its element's end too: `<path/>`.
    pub closed: bool,
}

/// Elements without an end tag (HTML Living Standard, section 13.1.2).
const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// The references by name that authors type in raw HTML; XML knows five of its own.
const NAMED: [(&str, u32); 20] = [
    ("nbsp", 160),
    ("copy", 169),
    ("reg", 174),
    ("deg", 176),
    ("plusmn", 177),
    ("middot", 183),
    ("times", 215),
    ("ensp", 8194),
    ("emsp", 8195),
    ("ndash", 8211),
    ("mdash", 8212),
    ("lsquo", 8216),
    ("rsquo", 8217),
    ("ldquo", 8220),
    ("rdquo", 8221),
    ("bull", 8226),
    ("hellip", 8230),
    ("trade", 8482),
    ("larr", 8592),
    ("rarr", 8594),
];

impl Tag<'_> {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| *key == name).map(|(_, value)| &**value)
    }

    /// Gives an attribute another value, where it is there.
    pub fn set(&mut self, name: &str, value: String) {
        if let Some(found) = self.attributes.iter_mut().find(|(key, _)| *key == name) {
            found.1 = Cow::Owned(value);
        }
    }

    /// Whether it carries a class.
    pub fn has_class(&self, class: &str) -> bool {
        self.get("class").is_some_and(|all| all.split_ascii_whitespace().any(|one| one == class))
    }

    /// Whether nothing can be in it.
    pub fn is_void(&self) -> bool {
        self.closed || VOID.contains(&&*self.name)
    }

    /// Writes it as HTML.
    pub fn write(&self, out: &mut String) {
        self.put(out, false);
    }

    fn put(&self, out: &mut String, is_xml: bool) {
        out.push('<');
        out.push_str(&self.name);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            if !value.is_empty() || is_xml || *name == "alt" {
                out.push_str("=\"");
                out.push_str(&escape(value));
                out.push('"');
            }
        }
        let ends = if is_xml { self.is_void() } else { self.closed };
        out.push_str(if ends { "/>" } else { ">" });
    }
}

impl Piece<'_> {
    /// Writes it as HTML.
    pub fn write(&self, out: &mut String) {
        match self {
            Self::Text(text) => out.push_str(text),
            Self::Open(tag) => tag.write(out),
            Self::Close(name) => close(name, out),
        }
    }
}

fn close(name: &str, out: &mut String) {
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

/// Takes a page, or a part of one, into its pieces. Comments and the document type are left out.
pub fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(found) = html[at..].find('<').map(|found| at + found) {
        if found > at {
            pieces.push(Piece::Text(&html[at..found]));
        }
        let rest = &html[found..];
        let end = if rest.starts_with("<!--") { rest.find("-->").map(|end| end + 3) } else { end_of_tag(rest) };
        let Some(end) = end else { return pieces };
        at = found + end;
        if rest.starts_with("<!") {
            continue;
        }
        if let Some(name) = rest.strip_prefix("</") {
            pieces.push(Piece::Close(name[..end - 3].trim_end()));
            continue;
        }
        let tag = tag(&rest[1..end - 1]);
        let raw = matches!(&*tag.name, "script" | "style").then(|| format!("</{}", tag.name));
        pieces.push(Piece::Open(tag));
        if let Some(length) = raw.and_then(|end| html[at..].find(&end)) {
            pieces.push(Piece::Text(&html[at..at + length]));
            at += length;
        }
    }
    if at < html.len() {
        pieces.push(Piece::Text(&html[at..]));
    }
    pieces
}

/// The offset behind the `>` that ends a tag.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut quoted = false;
    text.bytes()
        .position(|byte| {
            quoted ^= byte == b'"';
            byte == b'>' && !quoted
        })
        .map(|at| at + 1)
}

/// Reads what stands between `<` and `>`.
fn tag(text: &str) -> Tag<'_> {
    let (text, closed) = text.strip_suffix('/').map_or((text, false), |text| (text, true));
    let (name, mut rest) = text.split_at(text.find(|c: char| c.is_ascii_whitespace()).unwrap_or(text.len()));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            break;
        }
        let end = rest.find(|c: char| c == '=' || c.is_ascii_whitespace()).unwrap_or(rest.len());
        let (key, after) = rest.split_at(end);
        if let Some((value, after)) = after.strip_prefix("=\"").and_then(|after| after.split_once('"')) {
            attributes.push((key, decode(value)));
            rest = after;
        } else {
            attributes.push((key, Cow::Borrowed("")));
            rest = after.strip_prefix('=').unwrap_or(after);
        }
    }
    Tag { name: Cow::Borrowed(name), attributes, closed }
}

/// Reads the references of a text.
pub fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        decoded.push_str(before);
        if let Some((c, after)) = after.split_once(';').and_then(|(name, after)| Some((character(name)?, after))) {
            decoded.push(c);
            rest = after;
        } else {
            decoded.push('&');
            rest = after;
        }
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        let code = hex.map_or_else(|| number.parse(), |hex| u32::from_str_radix(hex, 16)).ok()?;
        return char::from_u32(code);
    }
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        name => NAMED.iter().find(|(known, _)| *known == name).and_then(|(_, code)| char::from_u32(*code)),
    }
}

/// Escapes a text for HTML and XML, quotes included.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The part of a page between the tags of its `<main>`.
pub fn main(page: &str) -> &str {
    let Some(start) = page.find("<main").and_then(|at| Some(at + end_of_tag(&page[at..])?)) else { return "" };
    let end = page[start..].rfind("</main>").map_or(page.len(), |end| start + end);
    &page[start..end]
}

/// Writes XML, whose ends always match their beginnings.
#[derive(Debug, Default)]
pub struct Xml {
    out: String,
    open: Vec<String>,
}

impl Xml {
    /// Writes a piece. An end without a beginning is dropped, what was left open inside is closed.
    pub fn put(&mut self, piece: &Piece<'_>) {
        match piece {
            Piece::Text(text) => self.out.push_str(&escape(&decode(text)).replace("&quot;", "\"")),
            Piece::Open(tag) => {
                tag.put(&mut self.out, true);
                if !tag.is_void() {
                    self.open.push(tag.name.clone().into_owned());
                }
            }
            Piece::Close(name) => {
                if let Some(depth) = self.open.iter().rposition(|open| open == name) {
                    for open in self.open.split_off(depth).into_iter().rev() {
                        close(&open, &mut self.out);
                    }
                }
            }
        }
    }

    /// Writes text that is XML already.
    pub fn raw(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Closes what is open and gives the text.
    pub fn finish(mut self) -> String {
        while let Some(open) = self.open.pop() {
            close(&open, &mut self.out);
        }
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_come_apart_and_together_again() {
        let page =
            "<p class=\"a &amp; b\" hidden>x &lt; y<br>\n<svg><path d=\"M0 0>1\"/></svg></p><script>a<b</script>";
        let mut html = String::new();
        for piece in pieces(page) {
            piece.write(&mut html);
        }
        assert_eq!(html, page.replace("0>1", "0&gt;1"));
        let mut xml = Xml::default();
        for piece in pieces("<!-- c --><p>a&nbsp;<img src=\"x\" alt=\"\">&copy <b>open</p></i>") {
            xml.put(&piece);
        }
        assert_eq!(xml.finish(), "<p>a\u{a0}<img src=\"x\" alt=\"\"/>&amp;copy <b>open</b></p>");
    }

    #[test]
    fn the_main_part() {
        assert_eq!(main("<body><main id=\"m\">a<p>b</p></main></body>"), "a<p>b</p>");
        assert_eq!(main("<body></body>"), "");
    }
}
