//! Turns characters into escaped HTML text, and such text into characters.

use std::borrow::Cow;

use super::tokens::strings;

/// Escapes a text for HTML and XML, in elements and in quoted attributes: `&`, `<`, `>` and `"`.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    push_escaped(text, &mut escaped);
    escaped
}

/// Appends a text, escaped; see [`escape`].
pub fn push_escaped(text: &str, out: &mut String) {
    push(text, out, true);
}

/// Appends the text of an element, in which quotes need no escape.
pub(super) fn push_text(text: &str, out: &mut String) {
    push(text, out, false);
}

fn push(text: &str, out: &mut String, quotes: bool) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let reference = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' if quotes => "&quot;",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(reference);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}

/// Resolves the character references of a text between tags (HTML Living Standard, section 13.2.5.72).
pub fn unescape(source: &str) -> Cow<'_, str> {
    if source.contains('&') { Cow::Owned(strings(source)) } else { Cow::Borrowed(source) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_go_there_and_back() {
        let text = "a < b && \"c\" > 'd' 가";
        assert_eq!(escape(text), "a &lt; b &amp;&amp; &quot;c&quot; &gt; 'd' 가");
        assert_eq!(unescape(&escape(text)), text);
        assert_eq!(unescape("&nbsp;&copy&#x2F;&#39;&nosuch; 1 < 2"), "\u{a0}©/'&nosuch; 1 < 2");
        assert!(matches!(unescape("plain"), Cow::Borrowed("plain")));
    }
}
