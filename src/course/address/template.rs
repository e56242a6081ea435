//! Turns template expressions in addresses (Liquid, Hugo's `ref`, the aliases of Docusaurus and Zola) into plain
//! addresses, where their value does not depend on settings of the tool.

/// An address that held a template expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateAddress {
    /// The plain address; it begins with `/` if it is seen from the root of the site.
    pub address: String,
    /// Whether the expression is a reference that the tool looks up by the name of a page, at any depth.
    pub is_reference: bool,
}

/// The variables of Jekyll and Hugo that hold the address of the site or its path on the host.
const ROOTS: [&str; 7] =
    ["site.url", "site.baseurl", "site.base_url", "site.baseURL", ".Site.BaseURL", "base_url", "$withBase"];

/// The filters of Liquid that turn a path into an address of the site.
const FILTERS: [&str; 2] = ["relative_url", "absolute_url"];

/// The tags and shortcodes whose argument names a page: Liquid's `link` and `post_url`, Hugo's `ref` and `relref`.
const REFERENCES: [&str; 4] = ["link", "post_url", "ref", "relref"];

/// Tests whether an address holds a template expression, understood or not.
pub fn is_template(href: &str) -> bool {
    (href.contains("{{") && href.contains("}}")) || (href.contains("{%") && href.contains("%}"))
}

/// Reads an address with a template expression or an alias of the site's root; `None` if it is plain, or if the value of
/// an expression is not known.
pub fn read(href: &str) -> Option<TemplateAddress> {
    let at_root = |rest: &str| TemplateAddress { address: format!("/{rest}"), is_reference: false };
    // Zola writes `@/blog/a.md`, Docusaurus `@site/docs/a.md`.
    if let Some(rest) = href.strip_prefix("@/").or_else(|| href.strip_prefix("@site/")) {
        return Some(at_root(rest));
    }
    if !is_template(href) {
        return None;
    }
    let (mut address, mut is_reference, mut rest) = (String::new(), false, href);
    while let Some((before, expression, after)) = next_expression(rest) {
        address.push_str(before);
        match value(expression)? {
            ExpressionValue::Root => {}
            ExpressionValue::Path(path) => address.push_str(path),
            ExpressionValue::Reference(name) => {
                is_reference = true;
                address.push_str(name);
            }
        }
        rest = after;
    }
    address.push_str(rest);
    let is_path = address.starts_with('/') || is_reference;
    // `{{ site.baseurl }}x` is a slip for `{{ site.baseurl }}/x`.
    Some(TemplateAddress { address: if is_path { address } else { format!("/{address}") }, is_reference })
}

/// The value of an expression.
enum ExpressionValue<'a> {
    /// The root of the site.
    Root,
    /// A path.
    Path(&'a str),
    /// The name or path of a page.
    Reference(&'a str),
}

/// Splits a text at its first expression: before it, its content, after it.
fn next_expression(text: &str) -> Option<(&str, &str, &str)> {
    let start = [text.find("{{"), text.find("{%")].into_iter().flatten().min()?;
    let close = if text[start..].starts_with("{{") { "}}" } else { "%}" };
    let inner = &text[start + 2..];
    let end = inner.find(close)?;
    Some((&text[..start], &inner[..end], &inner[end + 2..]))
}

/// Returns the value of an expression; `None` if it depends on more than the course.
fn value(expression: &str) -> Option<ExpressionValue<'_>> {
    // Hugo's delimiters `{{< … >}}` and `{{% … %}}`, and Liquid's `{%- … -%}`.
    let inner = expression.trim_matches(|c: char| matches!(c, '<' | '>' | '%' | '-') || is_blank(c));
    if ROOTS.contains(&inner) {
        return Some(ExpressionValue::Root);
    }
    if let Some((path, filter)) = inner.split_once('|') {
        let (path, filter) = (path.trim_matches(is_blank), filter.trim_matches(is_blank));
        let path = if ROOTS.contains(&path) { "" } else { unquoted(path)? };
        return FILTERS.contains(&filter).then_some(ExpressionValue::Path(path));
    }
    let (word, argument) = inner.split_once(is_blank)?;
    let argument = argument.trim_matches(is_blank);
    let argument = argument.strip_prefix("path=").unwrap_or(argument);
    // Arguments after the name (`lang="de"`) select an edition.
    let name = match unquoted(argument) {
        Some(name) => name,
        None => argument.split(is_blank).next()?,
    };
    (REFERENCES.contains(&word) && !name.is_empty()).then_some(ExpressionValue::Reference(name))
}

/// Tests for the blanks of an expression: `+` replaces a space, which would end the address
/// (`markdown/template_address.rs`).
fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '+'
}

/// Returns the text in the first pair of quotes.
fn unquoted(text: &str) -> Option<&str> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    text[1..].split(quote).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_of_other_tools() {
        let check = |href: &str, expected: Option<(&str, bool)>| {
            let found = read(href);
            assert_eq!(found.as_ref().map(|found| (&*found.address, found.is_reference)), expected, "{href}");
        };
        check("@/docs/a.md#x", Some(("/docs/a.md#x", false)));
        check("@site/docs/a.md", Some(("/docs/a.md", false)));
        check("{{ site.baseurl }}/a/", Some(("/a/", false)));
        check("{{site.url}}{{+site.baseurl+}}/a/", Some(("/a/", false)));
        check("{{site.baseurl}}a.html", Some(("/a.html", false)));
        check("{{+\"/a/b\"+|+relative_url+}}", Some(("/a/b", false)));
        check("{{ site.baseurl }}{% link docs/a.md %}#b", Some(("docs/a.md#b", true)));
        check("{%-+post_url+2020-01-02-a+-%}", Some(("2020-01-02-a", true)));
        check("{{<+ref+\"a.md#b\"+>}}", Some(("a.md#b", true)));
        check("{{%+relref+path=\"/a/b\"+lang=\"de\"+%}}", Some(("/a/b", true)));
        check("{{ page.next.url }}", None);
        check("{{ site.data.link }}/a", None);
        check("/a/b.md", None);
        check("user@example.org", None);
    }
}
