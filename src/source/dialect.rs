//! Turns the names of tools' own files into the dialects of Markdown that a course may be written in.
//!
//! Most spellings of a dialect have no other meaning, and are read in every course. A spelling that plain Markdown uses too
//! (`{{ name }}`, `[[word]]`) is read only in a course that has the tool's own file.

/// A tool whose own file shows that a course is written for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tool {
    /// Astro's Starlight.
    Starlight,
    /// Docusaurus.
    Docusaurus,
    /// `GitBook` and `HonKit`.
    GitBook,
    /// Hugging Face's builder of documents.
    HuggingFace,
    /// Hugo.
    Hugo,
    /// Jekyll.
    Jekyll,
    /// Jupyter Book 1.
    JupyterBook,
    /// mdBook.
    MdBook,
    /// MDX in an unknown tool, such as Mintlify: a file that ends in `.mdx`.
    Mdx,
    /// `MkDocs` and Zensical.
    MkDocs,
    /// `MyST`.
    Myst,
    /// Obsidian.
    Obsidian,
    /// Quarto.
    Quarto,
    /// Sphinx.
    Sphinx,
    /// `VitePress` and `VuePress`.
    VitePress,
    /// A wiki of any tool: its links name pages in double brackets.
    Wiki,
    /// Zola.
    Zola,
}

/// The files and folders of tools: a path below the folder of a course, or of its repository.
///
/// Sources: the first page of each tool's configuration reference.
const FILES: [(&str, Tool); 51] = [
    ("astro.config.mjs", Tool::Starlight),
    ("astro.config.ts", Tool::Starlight),
    ("astro.config.js", Tool::Starlight),
    ("docusaurus.config.js", Tool::Docusaurus),
    ("docusaurus.config.mjs", Tool::Docusaurus),
    ("docusaurus.config.ts", Tool::Docusaurus),
    ("website/docusaurus.config.js", Tool::Docusaurus),
    ("website/docusaurus.config.ts", Tool::Docusaurus),
    ("sidebars.js", Tool::Docusaurus),
    ("sidebars.ts", Tool::Docusaurus),
    (".gitbook.yaml", Tool::GitBook),
    ("book.json", Tool::GitBook),
    ("_toctree.yml", Tool::HuggingFace),
    ("hugo.toml", Tool::Hugo),
    ("hugo.yaml", Tool::Hugo),
    ("hugo.yml", Tool::Hugo),
    ("hugo.json", Tool::Hugo),
    ("archetypes", Tool::Hugo),
    ("config/_default", Tool::Hugo),
    ("content/_index.md", Tool::Hugo),
    ("content/en/_index.md", Tool::Hugo),
    ("Gemfile", Tool::Jekyll),
    ("_layouts", Tool::Jekyll),
    ("_includes", Tool::Jekyll),
    ("_posts", Tool::Jekyll),
    ("_toc.yml", Tool::JupyterBook),
    ("book.toml", Tool::MdBook),
    ("docs.json", Tool::Mdx),
    ("mint.json", Tool::Mdx),
    ("mkdocs.yml", Tool::MkDocs),
    ("mkdocs.yaml", Tool::MkDocs),
    ("zensical.toml", Tool::MkDocs),
    ("myst.yml", Tool::Myst),
    (".obsidian", Tool::Obsidian),
    ("_bookdown.yml", Tool::Quarto),
    ("_quarto.yml", Tool::Quarto),
    ("conf.py", Tool::Sphinx),
    ("doc/conf.py", Tool::Sphinx),
    ("doc/source/conf.py", Tool::Sphinx),
    ("docs/conf.py", Tool::Sphinx),
    ("docs/source/conf.py", Tool::Sphinx),
    ("source/conf.py", Tool::Sphinx),
    (".vitepress", Tool::VitePress),
    (".vuepress", Tool::VitePress),
    ("docs/.vitepress", Tool::VitePress),
    ("docs/.vuepress", Tool::VitePress),
    ("templates/base.html", Tool::Zola),
    (".foam", Tool::Wiki),
    (".vscode/foam.json", Tool::Wiki),
    ("dendron.yml", Tool::Wiki),
    ("logseq/config.edn", Tool::Wiki),
];

/// Names that a folder of examples within any course may have too: they show a tool only in the folder of a course, and in that
/// of its repository.
const COMMON_NAMES: [&str; 16] = [
    "sidebars.js",
    "sidebars.ts",
    "book.json",
    "archetypes",
    "Gemfile",
    "_layouts",
    "_includes",
    "_posts",
    "docs.json",
    "conf.py",
    "doc/conf.py",
    "doc/source/conf.py",
    "docs/conf.py",
    "docs/source/conf.py",
    "source/conf.py",
    "templates/base.html",
];

/// The tools that a text may be written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Dialect {
    /// A bit for each tool.
    tools: u32,
}

impl Dialect {
    /// Finds the tools whose files exist; `exists` tests a path that is separated by `/`.
    pub fn of_files(exists: impl Fn(&str) -> bool) -> Self {
        let found = FILES.into_iter().filter(|(path, _)| exists(path)).map(|(_, tool)| tool);
        found.fold(Self::default(), Self::with)
    }

    /// Finds the tools whose files exist in a folder within a course, where some names mean nothing.
    pub fn of_inner_files(exists: impl Fn(&str) -> bool) -> Self {
        Self::of_files(|path| !COMMON_NAMES.contains(&path) && exists(path))
    }

    /// Returns the dialect that the extension of a file in lower case shows.
    pub fn of_extension(extension: &str) -> Self {
        match extension {
            "mdx" => Self::default().with(Tool::Mdx),
            // R Markdown has the cells of knitr and the Markdown of Pandoc, as Quarto has.
            "qmd" | "rmd" => Self::default().with(Tool::Quarto),
            _ => Self::default(),
        }
    }

    /// Returns the dialect with one more tool.
    #[must_use]
    pub fn with(self, tool: Tool) -> Self {
        Self { tools: self.tools | Self::bit(tool) }
    }

    /// Returns the tools of both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { tools: self.tools | other.tools }
    }

    /// Tests whether a text may be written for a tool.
    pub fn has(self, tool: Tool) -> bool {
        self.tools & Self::bit(tool) != 0
    }

    /// Tests whether components of MDX (`<Tabs>`, `import`) are part of a text.
    pub fn has_components(self) -> bool {
        [Tool::Mdx, Tool::Docusaurus, Tool::Starlight].into_iter().any(|tool| self.has(tool))
    }

    /// Tests whether templates in Liquid (`{% x %}`, `{{ x }}`) are part of a text.
    pub fn has_liquid(self) -> bool {
        [Tool::Jekyll, Tool::GitBook].into_iter().any(|tool| self.has(tool))
    }

    /// Tests whether the directives and roles of `MyST` are part of a text.
    pub fn has_roles(self) -> bool {
        [Tool::Myst, Tool::JupyterBook, Tool::Sphinx].into_iter().any(|tool| self.has(tool))
    }

    /// Tests whether links in double brackets (`[[page]]`) are part of a text.
    pub fn has_wiki_links(self) -> bool {
        self.has(Tool::Obsidian) || self.has(Tool::Wiki)
    }

    fn bit(tool: Tool) -> u32 {
        1 << tool as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tool_is_known_by_its_file() {
        let dialect = Dialect::of_files(|path| path == "mkdocs.yml");
        assert!(dialect.has(Tool::MkDocs) && !dialect.has(Tool::Hugo));
        assert_eq!(Dialect::of_files(|_| false), Dialect::default());
        let every = Dialect::of_files(|_| true);
        assert!(FILES.into_iter().all(|(_, tool)| every.has(tool)));
    }
}
