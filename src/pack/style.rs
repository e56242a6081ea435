//! Turns style sheets of the site into ones that stand alone: fonts inside, or light colours only.

/// A style sheet in which files named by `url("…")` stand as data; `data` gives those that are there.
pub fn with_files(css: &str, data: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("url(\"") {
        out.push_str(before);
        let Some((name, after)) = after.split_once("\")") else {
            rest = after;
            continue;
        };
        let inside = if name.starts_with("data:") { None } else { data(name) };
        out.push_str("url(\"");
        out.push_str(inside.as_deref().unwrap_or(name));
        out.push_str("\")");
        rest = after;
    }
    out.push_str(rest);
    out
}

/// A text in which each `light-dark(a, b)` is `a`: many readers of books know no such function, and have a light page.
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
    fn sheets_that_stand_alone() {
        assert_eq!(light_only("a{fill:light-dark(rgb(1, 2, 3),#000);b:c}"), "a{fill:rgb(1, 2, 3);b:c}");
        assert_eq!(light_only("light-dark(#fff"), "#fff");
        let data = |name: &str| (name == "a.woff2").then(|| "data:x".to_owned());
        assert_eq!(with_files("src:url(\"a.woff2\"),url(\"b\")", data), "src:url(\"data:x\"),url(\"b\")");
    }
}
