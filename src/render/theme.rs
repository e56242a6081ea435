//! Turns the files of a theme into templates, one style sheet, scripts and words.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::Arc;

use anyhow::{Context as _, Result, anyhow};
use serde::Deserialize;
use tera::{Context, Tera};

use super::content_policy::constant_scripts;
use super::diagram::{self, DiagramTheme};
use super::font::characters::CharacterSet;
use super::font::theme_font::{FontManifest, ThemeFont, fonts};
use crate::config::{Language, is_slip};
use crate::read::theme::{MANIFEST, ThemeFiles, WORDS, WORDS_FOLDER};

/// A theme, ready to render with.
#[derive(Debug, Clone)]
pub struct Theme {
    tera: Tera,
    /// The hashes of the inline scripts that its templates hold, for the policies of pages.
    pub inline_scripts: Vec<String>,
    /// The files of words of all languages.
    word_files: Arc<ThemeFiles>,
    /// The words of the user interface, by their keys.
    pub words: Words,
    /// The files of the theme in the site, by their names in the folder of the theme.
    pub files: BTreeMap<String, Arc<[u8]>>,
    /// The style sheet of books (EPUB).
    pub book: String,
    /// The files that only a site with formulas has: [`FORMULA_STYLE`], [`FORMULA_SCRIPT`] and the font.
    pub formula_files: BTreeMap<String, Arc<[u8]>>,
    /// The logo, before the title of the course and as the icon of the page: a name in `files`.
    pub logo: String,
    /// The fonts of pages, cut by the characters of the course.
    pub fonts: Vec<Arc<ThemeFont>>,
    /// The characters that templates and style sheets hold themselves.
    pub own_characters: Arc<CharacterSet>,
    /// The fonts and colours of drawings.
    pub diagram: Arc<DiagramTheme>,
}

/// Words by their keys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words(BTreeMap<String, String>);

impl Words {
    /// Returns the word of a key; the key itself if the theme lacks it.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.0.get(key).map_or(key, String::as_str)
    }

    /// Returns all words.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(String::as_str)
    }
}

/// `theme.toml`: a list replaces that of the base theme, `more-…` extends it.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct ThemeManifest {
    /// Documentation only.
    #[serde(rename = "name")]
    _name: String,
    /// Read by `read::theme`.
    #[serde(rename = "extends")]
    _extends: Option<String>,
    styles: Option<Vec<String>>,
    more_styles: Vec<String>,
    scripts: Option<Vec<String>>,
    more_scripts: Vec<String>,
    files: Option<Vec<String>>,
    more_files: Vec<String>,
    /// The style sheet of books.
    book: Option<String>,
    /// The logo.
    logo: Option<String>,
    formulas: Option<FormulaParts>,
    /// The fonts of pages.
    fonts: Option<Vec<FontManifest>>,
    more_fonts: Vec<FontManifest>,
    /// Read by `diagram::theme_of`.
    #[serde(rename = "diagram")]
    _diagram: Option<toml::Table>,
}

/// The files for formulas.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct FormulaParts {
    style: String,
    script: String,
    files: Vec<String>,
}

/// The lists of files of a theme, merged with those of its base themes.
#[derive(Debug, Default)]
struct ThemeParts {
    styles: Vec<String>,
    scripts: Vec<String>,
    files: Vec<String>,
    formulas: Option<FormulaParts>,
    fonts: Vec<FontManifest>,
    book: Option<String>,
    logo: Option<String>,
}

impl ThemeParts {
    fn read(files: &ThemeFiles) -> Result<Self> {
        let mut parts = Self::default();
        for path in files.keys().filter(|path| path.starts_with(MANIFEST)) {
            let own: ThemeManifest =
                toml::from_str(text(files, path)?).map_err(|error| anyhow!("{MANIFEST}: {error}"))?;
            let lists = [
                (&mut parts.styles, own.styles, own.more_styles),
                (&mut parts.scripts, own.scripts, own.more_scripts),
                (&mut parts.files, own.files, own.more_files),
            ];
            parts.formulas = own.formulas.or(parts.formulas);
            parts.book = own.book.or(parts.book);
            parts.logo = own.logo.or(parts.logo);
            for (list, instead, more) in lists {
                replace_or_extend(list, instead, more);
            }
            replace_or_extend(&mut parts.fonts, own.fonts, own.more_fonts);
        }
        Ok(parts)
    }
}

/// Replaces a list if there is another one, then adds more items to it.
fn replace_or_extend<T>(list: &mut Vec<T>, instead: Option<Vec<T>>, more: Vec<T>) {
    if let Some(instead) = instead {
        *list = instead;
    }
    list.extend(more);
}

/// The size of a usual page in bytes: its text is not moved while it grows to that.
const PAGE_BYTES: usize = 64 * 1024;

/// The name of the joined style sheet in the site.
pub const STYLE: &str = "style.css";

/// The name of the style sheet of pages with formulas.
pub const FORMULA_STYLE: &str = "formulas.css";

/// The name of the script of pages with formulas.
pub const FORMULA_SCRIPT: &str = "formulas.js";

/// The name of the style sheet of all drawings.
pub const DIAGRAM_STYLE: &str = "diagrams.css";

impl Theme {
    /// Parses a theme.
    ///
    /// # Errors
    /// Names the file that is missing or invalid; for a template, with line and column.
    pub fn load(files: &ThemeFiles, language: Language) -> Result<Self> {
        let parts = ThemeParts::read(files)?;
        let words = words(files, language)?;
        let mut tera = Tera::new();
        let templates: Result<Vec<(&str, &str)>> = files
            .keys()
            .filter_map(|path| Some((path.as_str(), path.strip_prefix("templates/")?)))
            .map(|(path, name)| Ok((name, text(files, path)?)))
            .collect();
        let templates = templates?;
        let mut own_characters = CharacterSet::default();
        for (_, template) in &templates {
            own_characters.insert_all(template);
        }
        let mut inline_scripts: Vec<String> =
            templates.iter().flat_map(|(_, template)| constant_scripts(template)).collect();
        inline_scripts.sort();
        inline_scripts.dedup();
        tera.add_raw_templates(templates)
            .map_err(|error| anyhow!("a template of the theme is wrong\n{}", chain(&error)))?;
        tera.global_context().insert("words", &words.0);
        let logo = parts.logo.unwrap_or_default();
        let kind = mime_guess::from_path(&logo).first_or_octet_stream();
        tera.global_context().insert("logo", &BTreeMap::from([("file", logo.as_str()), ("type", kind.as_ref())]));
        let mut outputs = BTreeMap::new();
        let mut style = String::new();
        for path in &parts.styles {
            style.push_str(&minify_style(text(files, path)?));
        }
        own_characters.insert_all(&style);
        outputs.insert(STYLE.to_owned(), Arc::from(style.into_bytes()));
        for path in &parts.scripts {
            let name = path.rsplit('/').next().unwrap_or(path).to_owned();
            outputs.insert(name, Arc::from(minify_script(text(files, path)?).into_bytes()));
        }
        for path in parts.files.iter().chain((!logo.is_empty()).then_some(&logo)) {
            let bytes = files.get(path).ok_or_else(|| missing(path, files))?;
            outputs.insert(path.clone(), Arc::from(&**bytes));
        }
        let formula_files = formula_files(files, parts.formulas)?;
        let book = parts.book.map_or(Ok(""), |path| text(files, &path)).map(str::to_owned)?;
        let diagram = Arc::new(diagram::theme_of(files)?);
        let is_of_words = |path: &str| path.starts_with(WORDS) || path.starts_with(WORDS_FOLDER);
        let word_files = files.iter().filter(|(path, _)| is_of_words(path));
        let word_files = Arc::new(word_files.map(|(path, bytes)| (path.clone(), bytes.clone())).collect());
        let fonts = fonts(parts.fonts, files)?;
        let own_characters = Arc::new(own_characters);
        Ok(Self {
            tera,
            inline_scripts,
            word_files,
            words,
            files: outputs,
            formula_files,
            book,
            logo,
            fonts,
            own_characters,
            diagram,
        })
    }

    /// Returns the theme with its words in another language.
    ///
    /// # Errors
    /// Returns an error if the file of that language's words is wrong.
    pub fn in_language(&self, language: Language) -> Result<Self> {
        let mut theme = self.clone();
        theme.words = words(&self.word_files, language)?;
        theme.tera.global_context().insert("words", &theme.words.0);
        Ok(theme)
    }

    /// Renders a template.
    ///
    /// # Errors
    /// Returns the error of the template engine, with its causes.
    pub fn render(&self, template: &str, context: &Context) -> Result<String> {
        let mut page = Vec::with_capacity(PAGE_BYTES);
        self.tera
            .render_to(template, context, &mut page)
            .map_err(|error| anyhow!("a template of the theme is wrong\n{}", chain(&error)))?;
        String::from_utf8(page).context("a template of the theme is not UTF-8")
    }
}

/// Returns the names of the files that style sheets of a theme can refer to; none if a list of files is wrong.
pub fn file_names(files: &ThemeFiles) -> BTreeSet<String> {
    let parts = ThemeParts::read(files).unwrap_or_default();
    let formulas = parts.formulas.into_iter().flat_map(|formulas| formulas.files);
    parts.files.into_iter().chain(parts.logo).chain(formulas).collect()
}

/// Returns the files that only a site with formulas has.
fn formula_files(files: &ThemeFiles, parts: Option<FormulaParts>) -> Result<BTreeMap<String, Arc<[u8]>>> {
    let mut outputs = BTreeMap::new();
    let Some(parts) = parts else { return Ok(outputs) };
    let style = minify_style(text(files, &parts.style)?);
    outputs.insert(FORMULA_STYLE.to_owned(), Arc::from(style.into_bytes()));
    let script = minify_script(text(files, &parts.script)?);
    outputs.insert(FORMULA_SCRIPT.to_owned(), Arc::from(script.into_bytes()));
    for path in parts.files {
        let bytes = files.get(&path).ok_or_else(|| missing(&path, files))?;
        outputs.insert(path, Arc::from(&**bytes));
    }
    Ok(outputs)
}

/// Removes indentation and whole lines of comments from a script: a fifth of its size. A script in which a template literal
/// may span lines (a line contains an odd number of backticks) is returned unchanged.
fn minify_script(script: &str) -> String {
    if script.lines().any(|line| line.matches('`').count() % 2 == 1) {
        return script.to_owned();
    }
    let lines = script.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// Removes comments (except licences, `/*! … */`), blank lines and indentation from a style sheet: a fifth of its size.
fn minify_style(style: &str) -> String {
    let mut bare = String::with_capacity(style.len());
    let mut quote = None;
    let mut rest = style;
    while let Some(c) = rest.chars().next() {
        if quote.is_none() && rest.starts_with("/*") && !rest.starts_with("/*!") {
            rest = rest[2..].split_once("*/").map_or("", |(_, after)| after);
            continue;
        }
        match quote {
            None if matches!(c, '"' | '\'') => quote = Some(c),
            Some(open) if c == open => quote = None,
            _ => {}
        }
        // An escaped quote does not end the string.
        let length = c.len_utf8() + if c == '\\' { rest[1..].chars().next().map_or(0, char::len_utf8) } else { 0 };
        bare.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    let lines = bare.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// Returns the words of a language: those of the theme, over those of its base themes. A word that it lacks comes from the
/// nearest language that has it, English last.
fn words(files: &ThemeFiles, language: Language) -> Result<Words> {
    let mut tags = vec![Language::ENGLISH.tag().to_owned()];
    tags.extend(language.fallbacks().into_iter().rev());
    let mut by_tag: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for tag in &tags {
        let name = format!("{WORDS_FOLDER}{tag}.toml");
        for path in files.keys().filter(|path| path.starts_with(&name)) {
            let own: BTreeMap<String, String> =
                toml::from_str(text(files, path)?).map_err(|error| anyhow!("{name}: {error}"))?;
            by_tag.entry(tag.clone()).or_default().extend(own);
        }
    }
    for path in files.keys().filter(|path| path.starts_with(WORDS)) {
        let tables: BTreeMap<String, BTreeMap<String, String>> =
            toml::from_str(text(files, path)?).map_err(|error| anyhow!("{WORDS}: {error}"))?;
        for (tag, own) in tables {
            by_tag.entry(tag).or_default().extend(own);
        }
    }
    Ok(Words(tags.iter().filter_map(|tag| by_tag.remove(tag)).flatten().collect()))
}

/// Returns the error for a file that `theme.toml` names and the theme lacks, with the nearest name.
fn missing(path: &str, files: &ThemeFiles) -> anyhow::Error {
    let near = files.keys().find(|name| is_slip(path, name)).map(|name| format!("; did you mean {name}?"));
    anyhow!("theme.toml names {path}, which is not in the theme{}", near.unwrap_or_default())
}

fn text<'a>(files: &'a ThemeFiles, path: &str) -> Result<&'a str> {
    let bytes = files.get(path).ok_or_else(|| missing(path, files))?;
    std::str::from_utf8(bytes).with_context(|| format!("{path} of the theme is not UTF-8"))
}

/// Formats an error of the template engine with all its causes: one of them states the place.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        // Writing to a string cannot fail.
        let _ = write!(text, "\n{inner}");
        cause = inner.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::theme::theme;

    fn overlaid(files: &[(&str, &str)]) -> Result<Theme> {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join("mine").join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        Theme::load(&theme("mine", &[folder.path().to_owned()])?, Language::KOREAN)
    }

    #[test]
    fn an_overlay_changes_only_its_own_files() {
        let theme =
            overlaid(&[("words.toml", "[ko]\nglossary = \"낱말 풀이\"\n"), ("css/tokens.css", ":root { --mine: 0; }")])
                .unwrap();
        assert_eq!(theme.words.get("glossary"), "낱말 풀이");
        assert_eq!(theme.words.get("next"), "다음");
        let style = String::from_utf8(theme.files[STYLE].to_vec()).unwrap();
        assert!(style.starts_with(":root { --mine: 0; }"), "{}", &style[..40]);
        assert!(style.contains(".masthead"), "the other style files are still there");
    }

    #[test]
    fn scripts_lose_comments_and_indentation() {
        assert_eq!(
            minify_script("// What it does.\n(() => {\n\n  // Why.\n  go(); // so\n})();\n"),
            "(() => {\ngo(); // so\n})();\n"
        );
        let long = "const text = `\n  // kept\n`;\n";
        assert_eq!(minify_script(long), long);
    }

    #[test]
    fn styles_lose_comments_and_indentation() {
        let style = "/* It's a\n   note. */\n\n.a::before {\n  content: \"/* kept \\\" */\"; /* why */\n}\n/*! by me */\n.b { color: red }";
        assert_eq!(
            minify_style(style),
            ".a::before {\ncontent: \"/* kept \\\" */\";\n}\n/*! by me */\n.b { color: red }\n"
        );
        assert_eq!(minify_style(".c { } /* never ends"), ".c { }\n");
    }

    #[test]
    fn a_wrong_template_names_its_place() {
        let error = overlaid(&[("templates/page.html", "<p>\n{{ page.title")]).unwrap_err();
        let text = format!("{error:#}");
        assert!(text.contains("page.html") && text.contains('2'), "{text}");
    }

    #[test]
    fn an_unknown_theme_lists_the_known_ones() {
        let error = theme("no-such", &[]).unwrap_err();
        assert!(error.to_string().contains("default"), "{error}");
        assert!(theme("../default", &[]).is_err());
    }
}
