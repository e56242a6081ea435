//! Holds the separation of the editions of a course (searches, glossaries, packages), their links to each other, and the
//! words of languages that a theme adds.

use std::collections::BTreeSet;
use std::fs;
use std::io::Cursor;

use crate::support::CourseTest;

/// Returns a course in English with one page translated.
fn course() -> CourseTest {
    CourseTest::new()
        .file("README.md", "# Glass\n\n[Melting](melt.md) and [cooling](cool.md) are the parts of this course that you will read.\n")
        .file("melt.md", "# Melting\n\nThis is the page on how the sand melts.\n\n## Keywords\n\n- **Furnace**: the place that it melts in\n")
        .file("cool.md", "# Cooling\n\nThis is the page on how the glass cools, and it is what you read at the end.\n")
        .file("img/dot.txt", "A file that both editions use.\n")
        .file("translations/ko/README.md", "# 유리\n\n[녹이기](melt.md)와 식히기를 배우는 과정입니다. [파일](../../img/dot.txt)\n")
        .file("translations/ko/melt.md", "# 녹이기\n\n모래를 녹이는 법을 배웁니다.\n\n## 핵심 용어\n\n- **가마**: 모래를 녹이는 곳\n")
}

#[test]
fn each_edition_has_a_search_and_a_glossary_of_its_own() {
    let built = course().build().ok();
    let (english, korean) = (built.text("glossary.html"), built.text("translations/ko/glossary.html"));
    assert!(english.contains("Furnace") && !english.contains("가마"));
    assert!(korean.contains("가마") && !korean.contains("Furnace") && korean.contains("<html lang=\"ko\">"));
    let (first, second) = (built.text("seodang/search/head.js"), built.text("seodang/search/1/head.js"));
    assert!(first.contains("Melting") && !first.contains("녹이기"));
    assert!(second.contains("녹이기") && !second.contains("Melting"));
    assert!(built.text("translations/ko/melt.html").contains("data-search=\"search/1/\""));
    assert_eq!(
        built.page("translations/ko/melt.html").find("class", "bar-search").unwrap().attribute("aria-label"),
        Some("검색")
    );
}

#[test]
fn addresses_of_other_languages_are_stated_where_they_are_known() {
    let built = course().build_with(&["--base-url", "https://example.org/c/"]).ok();
    let alternates = |page: &str| -> BTreeSet<String> {
        let links = built.page(page).elements("link");
        let links = links.iter().filter(|link| link.attribute("rel") == Some("alternate"));
        links
            .map(|link| format!("{} {}", link.attribute("hreflang").unwrap(), link.attribute("href").unwrap()))
            .collect()
    };
    let both = ["en https://example.org/c/melt.html", "ko https://example.org/c/translations/ko/melt.html"];
    assert_eq!(alternates("melt.html"), both.map(str::to_owned).into());
    assert_eq!(alternates("translations/ko/melt.html"), alternates("melt.html"));
    assert_eq!(alternates("cool.html"), ["en https://example.org/c/cool.html".to_owned()].into());
    assert!(built.text("sitemap.xml").contains("translations/ko/melt.html"));
}

#[test]
fn a_package_of_one_language_holds_nothing_of_the_others() {
    let course = course();
    let packed = course.run(&["pack", "sample", "--language", "ko", "-o", "ko.zip"], "ko.zip").ok();
    let mut archive = zip::ZipArchive::new(Cursor::new(fs::read(&packed.output).unwrap())).unwrap();
    let files = (0..archive.len()).map(|at| archive.by_index(at).unwrap().name().unwrap().into_owned());
    let pages: BTreeSet<String> = files.filter(|name| name.ends_with(".html")).collect();
    let names = |pages: &BTreeSet<String>| {
        pages.iter().map(|page| page.rsplit('/').next().unwrap().to_owned()).collect::<BTreeSet<_>>()
    };
    assert!(names(&pages).contains("melt.html") && !names(&pages).contains("cool.html"), "{pages:?}");
    assert!(pages.iter().any(|page| page.ends_with("/index.html") && page.matches('/').count() <= 1), "{pages:?}");
    let unknown = course.run(&["pack", "sample", "--language", "de", "-o", "de.zip"], "de.zip");
    assert_eq!(unknown.exit_code, 2);
    assert!(unknown.said.contains("no edition in `de`") && unknown.said.contains("en, ko"), "{}", unknown.said);
}

#[test]
fn a_theme_adds_a_language() {
    let built = CourseTest::new()
        .file(
            "README.md",
            "# Corso\n\nQuesta è la pagina che si legge per prima, e sono anche le altre della lezione nel corso.\n",
        )
        .file("a.md", "# Altra\n\nTesto.\n")
        .file("seodang.toml", "language = \"it\"\ntheme = \"mine\"\n")
        .file("../themes/mine/words/it.toml", "search = \"Cerca\"\n")
        .build()
        .ok();
    let page = built.page("index.html");
    assert_eq!(page.find("class", "bar-search").unwrap().attribute("aria-label"), Some("Cerca"));
    assert!(built.text("index.html").contains("<html lang=\"it\">"));
    assert!(built.text("index.html").contains("Skip to content"), "words that it lacks are English");
}

#[test]
fn interface_and_text_have_languages_of_their_own() {
    let built = CourseTest::new()
        .file("README.md", "# Course\n\nThis is the page that you read.\n")
        .file("seodang.toml", "language = \"en\"\ninterface-language = \"ko\"\n")
        .build()
        .ok();
    let page = built.page("index.html");
    assert_eq!(page.find("class", "bar-search").unwrap().attribute("aria-label"), Some("검색"));
    assert!(built.text("index.html").contains("<html lang=\"en\">"));
}

#[test]
fn the_preview_serves_one_language_or_all() {
    let course = course();
    let all = course.serve();
    all.until_page("/", "Glass");
    all.until_page("/translations/ko/melt.html", "녹이기");
    let one = course.serve_with(&["--port", "0", "--language", "ko"]);
    one.until_page("/", "유리");
    assert_eq!(one.get("/cool.html").status, 404);
}

#[test]
fn one_short_page_in_another_script_makes_no_course_of_its_language() {
    let code = "kubectl get pods --all-namespaces --output wide\n".repeat(20);
    let built = CourseTest::new()
        .file("README.md", "# Boxes\n\nShort.\n")
        .file("01_a.md", &format!("# One\n\n```bash\n{code}```\n"))
        .file("02_b.md", "# Two\n\n**예상 결과**\n")
        .build()
        .ok();
    assert!(built.text("index.html").contains("<html lang=\"en\">"));
    let korean = CourseTest::new()
        .file("README.md", "# 상자\n\n상자를 다루는 과정입니다.\n")
        .file("01_a.md", &format!("# 하나\n\n상자를 나열하는 명령을 배웁니다.\n\n```bash\n{code}```\n"))
        .build()
        .ok();
    assert!(korean.text("index.html").contains("<html lang=\"ko\">"), "most letters are code");
}

#[test]
fn a_course_has_words_of_its_own() {
    let course = |settings: &str| {
        CourseTest::of("# Glass\n\nText.\n")
            .file("words.toml", "[en]\nsearch = \"Look up\"\n")
            .file("seodang.toml", settings)
    };
    assert!(course("language = \"en\"\n").build().ok().text("index.html").contains("Look up"));
    let without = CourseTest::of("# Glass\n\nText.\n").file("words.toml", "no toml").build().ok();
    assert!(without.text("index.html").contains("Search"), "a file of that name means something else without settings");
    let wrong = CourseTest::of("# Glass\n").file("words.toml", "[en]\nsearch = 1\n").file("seodang.toml", "").build();
    assert!(wrong.said.contains("words.toml"), "{}", wrong.said);
}
