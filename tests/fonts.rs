//! Checks that pages load the fonts of their own characters, that these files have them, and that no page loads more than it needs.

use std::collections::BTreeMap;

use seodang_font::SourceFont;

use crate::support::{Built, CourseTest, contents};

/// A rule of a style sheet: the family, the file's name and the ranges.
struct FontRule {
    family: String,
    file: String,
    ranges: Vec<(u32, u32)>,
}

fn rules(css: &str) -> Vec<FontRule> {
    let part = |text: &str, before: &str, after: &str| -> Option<String> {
        Some(text.split_once(before)?.1.split_once(after)?.0.to_owned())
    };
    let rule = |text: &str| {
        let address = part(text, "url(\"", "\"")?;
        let range = |part: &str| {
            let part = part.trim().trim_start_matches("U+");
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            (u32::from_str_radix(first, 16).unwrap(), u32::from_str_radix(last, 16).unwrap())
        };
        Some(FontRule {
            family: part(text, "font-family:\"", "\"")?,
            file: address.rsplit('/').next()?.to_owned(),
            ranges: part(text, "unicode-range:", "}")?.split(',').map(range).collect(),
        })
    };
    css.split("@font-face").skip(1).filter_map(|text| rule(text.split_inclusive('}').next()?)).collect()
}

/// The rules of a page: those of the site's style sheet, then its own. Of several for a character the last one wins.
fn rules_of(built: &Built, page: &str) -> Vec<FontRule> {
    let mut all = rules(&built.text("seodang/style.css"));
    all.extend(rules(&built.text(page)));
    all
}

/// Returns the file that shows a character, by the rules of a page.
fn file_of<'r>(rules: &'r [FontRule], family: &str, character: char) -> Option<&'r str> {
    let code = u32::from(character);
    let has = |rule: &&FontRule| rule.ranges.iter().any(|&(first, last)| (first..=last).contains(&code));
    rules.iter().rev().filter(|rule| rule.family == family).find(has).map(|rule| rule.file.as_str())
}

/// The names of the font files of a site.
fn font_files(built: &Built) -> Vec<String> {
    let files = contents(&built.output);
    files.iter().filter_map(|(file, _)| file.strip_prefix("seodang/fonts/")).map(str::to_owned).collect()
}

/// The syllables of the fonts, in their order.
fn syllables() -> Vec<char> {
    SourceFont::read(include_bytes!("../themes/default/fonts/pretendard-hangul.woff")).unwrap().characters().collect()
}

/// A course of twelve pages of 60 syllables each, 40 of which every page has.
fn korean() -> CourseTest {
    let syllables: Vec<char> = syllables().into_iter().step_by(7).collect();
    (0..12).fold(CourseTest::new().file("README.md", "# 강의\n"), |course, number| {
        let own = syllables.iter().skip(40 + number * 20).take(20);
        let text: String = syllables[..40].iter().chain(own).collect();
        course
            .file(&format!("week_01/session_{}.md", number + 1), &format!("# 세션 {number}\n\n{text}\n\n`ls {text}`\n"))
    })
}

#[test]
fn every_syllable_of_a_page_comes_from_a_file_that_has_it() {
    let built = korean().build().ok();
    let files: BTreeMap<String, Vec<u8>> = contents(&built.output).into_iter().collect();
    let font = |name: &str| SourceFont::read(&files[&format!("seodang/fonts/{name}")]).unwrap();
    for page in built.files().iter().filter(|name| name.ends_with(".html") && *name != "404.html") {
        let rules = rules_of(&built, page);
        for (family, element) in [("Seodang Sans", "body"), ("Seodang Mono", "code")] {
            let text = built.page(page).texts(element).concat();
            for character in text.chars().filter(|c| ('가'..='힣').contains(c)) {
                let file = file_of(&rules, family, character);
                let file = file.unwrap_or_else(|| panic!("{page}: no file of {family} shows {character}"));
                assert!(font(file).has(character), "{page}: {file} lacks {character}");
            }
        }
    }
}

#[test]
fn a_page_loads_one_file_beyond_the_common_ones() {
    let built = korean().build().ok();
    let rules = rules_of(&built, "week_01/session_3.html");
    let text = built.prose("week_01/session_3.html").text();
    let mut used: Vec<&str> = text.chars().filter_map(|character| file_of(&rules, "Seodang Sans", character)).collect();
    used.sort_unstable();
    used.dedup();
    assert_eq!(used.len(), 3, "letters, common syllables, those of the page: {used:?}");
    let own: Vec<String> =
        self::rules(&built.text("week_01/session_3.html")).into_iter().map(|rule| rule.file).collect();
    assert_eq!(own.len(), 2, "one for text, one for code: {own:?}");
    assert!(own.iter().all(|name| font_files(&built).contains(name)), "{own:?}");
}

#[test]
fn a_course_has_only_fonts_of_its_script() {
    let fonts = |text: &str| -> Vec<String> {
        let built = CourseTest::of(text).build().ok();
        font_files(&built)
    };
    let english = fonts("# Page\n\nText with “quotes” and `code`.\n");
    // The theme itself shows ⊘.
    let own = ["pretendard-common.woff2", "pretendard-operators.woff2"];
    assert_eq!(english, [&["d2coding-common.woff2"], &own[..]].concat());
    let greek = fonts("# Page\n\nAn angle &alpha; and a caf\u{e9}.\n");
    assert!(
        greek.contains(&"pretendard-greek.woff2".to_owned()) && greek.contains(&"pretendard-latin.woff2".to_owned())
    );
    let korean = fonts("# 쪽\n\n글 &#44032;\n");
    assert!(korean.contains(&"pretendard-hangul-1.woff".to_owned()), "{korean:?}");
}

#[test]
fn a_theme_may_do_without_fonts_or_bring_its_own() {
    let none = "fonts = []\n";
    let built =
        CourseTest::of("# 쪽\n\n글\n").file("themes/bare/theme.toml", none).build_with(&["--theme", "bare"]).ok();
    assert_eq!(font_files(&built), Vec::<String>::new());
    let wrong = "[[more-fonts]]\nfamily = \"Own\"\ncut = \"fonts/own.woff\"\n";
    let course = CourseTest::of("# 쪽\n\n글\n").file("themes/own/theme.toml", wrong);
    let missing = course.build_with(&["--theme", "own"]);
    assert_eq!(missing.exit_code, 2);
    assert!(missing.said.contains("fonts/own.woff, which is not in the theme"), "{}", missing.said);
    let broken = course.bytes("themes/own/fonts/own.woff", b"wOFF").build_with(&["--theme", "own"]);
    assert_eq!(broken.exit_code, 2);
    assert!(broken.said.contains("fonts/own.woff of the theme: "), "{}", broken.said);
    let range = "[[more-fonts]]\nfamily = \"Own\"\nslices = [{ file = \"css/present.css\", characters = \"A-Z\" }]\n";
    let course = CourseTest::of("# P\n\ntext\n").file("themes/own/theme.toml", range);
    let wrong = course.build_with(&["--theme", "own"]);
    assert!(wrong.exit_code == 2 && wrong.said.contains("`A-Z` is no range"), "{}", wrong.said);
}

#[test]
fn a_document_embeds_the_fonts_of_its_text_only() {
    let course = korean();
    course.run(&["pack", "sample", "--single-file=course", "-o", "out"], "out").ok();
    let html = std::fs::read_to_string(course.root().join("out/course.html")).unwrap();
    let fonts = html.matches("url(\"data:font/").count();
    assert_eq!(fonts, 4, "letters and syllables, for text and code");
    assert!(!html.contains("url(\"fonts/"));
}
