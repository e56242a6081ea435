//! Holds the effect of a theme's `[diagram]` table on drawings, and the messages about wrong values.

use seodang::read::theme::{DEFAULT, theme};
use seodang::render::diagram::{default_theme, theme_of};

use crate::support::{Built, CourseTest};

const FLOW: &str = "# 그림\n\n```mermaid\ngraph TD\n  subgraph G [묶음]\n    A[시작] --> B[끝]\n  end\n```\n";

fn course(manifest: &str) -> CourseTest {
    CourseTest::of(FLOW).file("themes/mine/theme.toml", manifest)
}

fn rules(built: &Built) -> String {
    built.text("seodang/diagrams.css")
}

#[test]
fn a_theme_names_the_colours_that_it_changes() {
    let plain = rules(&CourseTest::of(FLOW).build().ok());
    assert!(plain.contains("fill:light-dark(#eef2fb,") && plain.contains("font-family:\"Seodang Sans\""), "{plain}");
    let own = course(
        "[diagram]\nnode = { light = \"#ffe8d6\", dark = \"#402010\" }\nfont-family = '\"Mine\", serif'\ngroup-border = \"#8f7f6f\"\n",
    );
    let own = rules(&own.build_with(&["--theme", "mine"]).ok());
    assert!(own.contains("fill:light-dark(#ffe8d6,#402010)") && !own.contains("#eef2fb"), "{own}");
    assert!(own.contains("stroke:light-dark(#8f7f6f,") && own.contains("font-family:\"Mine\", serif"), "{own}");
    assert!(
        own.contains("stroke:light-dark(#7d8ba3,"),
        "the default theme's colour is there where none is named: {own}"
    );
}

#[test]
fn the_table_of_the_guide_is_what_the_guide_says() {
    let guide = include_str!("../sessions/guide/12_theme.md");
    let table = guide.split("```toml\n").find(|block| block.starts_with("[diagram]")).unwrap();
    let own = rules(&course(table.split("```").next().unwrap()).build_with(&["--theme", "mine"]).ok());
    assert!(own.contains("fill:light-dark(#e3f3f0,") && own.contains("stroke:light-dark(#4f8a80,#7fb8ad)"), "{own}");
}

#[test]
fn themes_inherit_the_look_of_the_one_that_they_extend() {
    let course = course("extends = \"other\"\n[diagram]\ngroup = \"#f0f0e0\"\n")
        .file("themes/other/theme.toml", "extends = \"plain\"\n[diagram]\nnode = \"#ffe8d6\"\ngroup = \"#000000\"\n");
    let own = rules(&course.build_with(&["--theme", "mine"]).ok());
    assert!(own.contains("#ffe8d6") && own.contains("#f0f0e0") && !own.contains("light-dark(#000,"), "{own}");
}

#[test]
fn another_palette_is_drawn_anew_though_the_diagram_is_remembered() {
    let course = course("[diagram]\nnode = \"#ffe8d6\"\n");
    let first = rules(&course.build_with(&["--theme", "mine"]).ok());
    course.edit("themes/mine/theme.toml", "[diagram]\nnode = \"#d6ffe8\"\n");
    let second = rules(&course.build_with(&["--theme", "mine"]).ok());
    assert!(first.contains("#ffe8d6") && second.contains("#d6ffe8") && !second.contains("#ffe8d6"), "{second}");
    course.edit("themes/mine/theme.toml", "[diagram]\nnode = \"#ffe8d6\"\n");
    assert_eq!(rules(&course.build_with(&["--theme", "mine"]).ok()), first);
}

#[test]
fn contrast_is_judged_against_the_paper_of_the_theme() {
    // The labels of the pie are on the page itself: grey text is legible on white, not on grey.
    let grey = course("[diagram]\npaper = { light = \"#888888\", dark = \"#777777\" }\nink = \"#808080\"\n")
        .file("page.md", "# 그림\n\n```mermaid\npie title 비율\n \"가\" : 1\n \"나\" : 2\n```\n");
    let grey = rules(&grey.build_with(&["--theme", "mine"]).ok());
    assert!(grey.contains("fill:#000") || grey.contains("fill:light-dark(#0"), "{grey}");
}

#[test]
fn a_wrong_value_names_file_key_and_what_is_allowed() {
    for (line, parts) in [
        ("node = \"blueish\"", ["diagram.node", "blueish", "a colour"]),
        ("node = { light = \"#fff\" }", ["diagram.node", "#fff", "dark = "]),
        ("areas = \"#fff\"", ["diagram.areas", "#fff", "a list of colours"]),
        ("areas = []", ["diagram.areas", "[]", "a list of colours"]),
        ("nodes = \"#fff\"", ["diagram.nodes", "not a key", "node-border"]),
        ("paper = \"#fff\"", ["diagram.paper", "#fff", "two opaque colours"]),
        ("paper = { light = \"#ffffff80\", dark = \"#000\" }", ["diagram.paper", "#ffffff80", "two opaque colours"]),
        ("neutral = { chroma = 3.0, hue = 20.0 }", ["diagram.neutral", "3.0", "0 to 0.4"]),
        ("font-family = 'x}body{display:none'", ["diagram.font-family", "display", "names of fonts"]),
        ("font-family = '\"x'", ["diagram.font-family", "x", "names of fonts"]),
        ("font-metrics = \"fonts/no.tsv\"", ["diagram.font-metrics", "fonts/no.tsv", "not in the theme"]),
        ("font-metrics = \"bad.tsv\"", ["bad.tsv", "line 2", "units-per-em"]),
        (
            "node = { light = \"#eef\", dark = \"#223\" }\ntask = \"#eef\"",
            ["diagram.task", "diagram.node", "must agree"],
        ),
    ] {
        let course =
            course(&format!("[diagram]\n{line}\n")).file("themes/mine/bad.tsv", "ascent\t1000\nascent-of\t1\n");
        let built = course.build_with(&["--theme", "mine"]);
        assert_eq!(built.exit_code, 2, "{line}: {}", built.said);
        for part in parts.into_iter().chain(["theme.toml"]) {
            assert!(built.said.contains(part), "{line}: `{part}` is missing in: {}", built.said);
        }
    }
}

#[test]
fn built_in_themes_can_be_read() {
    for name in ["default", "chalkboard", "plain"] {
        theme_of(&theme(name, &[]).unwrap()).unwrap();
    }
    let default = theme_of(&theme(DEFAULT, &[]).unwrap()).unwrap();
    assert_eq!(default_theme().fingerprint(), default.fingerprint());
}
