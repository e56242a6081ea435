//! Turns style sheets of the site into self-contained ones: fonts embedded, or light colours only.

/// Replaces each `url("…")` of a style sheet by the address that `data` returns for it.
pub fn with_files(css: &str, data: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("url(\"") {
        out.push_str(before);
        let Some((name, after)) = after.split_once("\")") else {
            rest = after;
            continue;
        };
        let embedded = if name.starts_with("data:") { None } else { data(name) };
        out.push_str("url(\"");
        out.push_str(embedded.as_deref().unwrap_or(name));
        out.push_str("\")");
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Replaces each `light-dark(a, b)` of a text by `a`: many reading systems lack that function and have light pages.
pub fn light_only(css: &str) -> String {
    const NAME: &str = "light-dark(";
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once(NAME) {
        out.push_str(before);
        let (mut depth, mut comma, mut end) = (1usize, None, after.len());
        for (at, byte) in after.bytes().enumerate() {
            match byte {
                b'(' => depth += 1,
                b')' => depth -= 1,
                b',' if depth == 1 => comma = comma.or(Some(at)),
                _ => {}
            }
            if depth == 0 {
                end = at;
                break;
            }
        }
        out.push_str(after[..comma.unwrap_or(end)].trim());
        rest = after.get(end + 1..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn self_contained_sheets() {
        assert_eq!(light_only("a{fill:light-dark(rgb(1, 2, 3),#000);b:c}"), "a{fill:rgb(1, 2, 3);b:c}");
        assert_eq!(light_only("light-dark(#fff"), "#fff");
        let data = |name: &str| (name == "a.woff2").then(|| "data:x".to_owned());
        assert_eq!(with_files("src:url(\"a.woff2\"),url(\"b\")", data), "src:url(\"data:x\"),url(\"b\")");
    }
}
