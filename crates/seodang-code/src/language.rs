//! Turns the word after a fence, or a file's name, into the language that colours the code.

use crate::grammar::Grammar;
use crate::{file_name, grammar, session};

/// The language of a piece of code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CodeLanguage {
    /// Deliberately without colours: no word at all, or a word for text or output.
    Plain,
    /// A language with a grammar.
    Known(Grammar),
    /// A word that no grammar has; the code is shown plain.
    Unknown,
}

impl CodeLanguage {
    /// Returns the language's name for readers ("Bash", "YAML"), empty if there is none. Two languages that colour code
    /// differently have different names, so that the name can be part of a cache key.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Known(grammar) => grammar.name(),
            Self::Plain | Self::Unknown => "",
        }
    }
}

/// Words for text without colours. Words of [`SESSION`] mean the same if the code has no prompt: it is output.
const PLAIN: &[&str] = &[
    "",
    "ascii",
    "diagram",
    "directory",
    "goat",
    "no-highlight",
    "nohighlight",
    "none",
    "out",
    "output",
    "plain",
    "plaintext",
    "raw",
    "result",
    "stderr",
    "stdout",
    "text",
    "tree",
    "txt",
];

/// Words for a dialogue with a shell.
const SESSION: &[&str] =
    &["bash-session", "console", "sh-session", "shell-session", "shellsession", "terminal", "zsh-session"];

/// Words for shell scripts, whose blocks often hold dialogues nevertheless.
const SHELL: &[&str] = &["ash", "bash", "command", "cli", "dash", "ksh", "sh", "shell", "shellscript", "zsh"];

/// Grammars with their words that the bundled set lacks, or has for another grammar.
const ALIASES: &[(&str, &[&str])] = &[
    ("Apache Conf", &["apache", "apacheconf", "htaccess", "httpd"]),
    ("Batch File", &["batch", "batchfile", "dosbatch"]),
    ("C", &["h"]),
    ("C#", &["c#", "csharp", "dotnet"]),
    ("C++", &["c++", "cplusplus", "cpp", "cuda", "ino", "arduino"]),
    ("CMake", &["cmakelists"]),
    ("Crontab", &["cron", "crontab"]),
    ("Dockerfile Lines", &["containerfile", "docker", "dockerfile"]),
    ("DotENV", &["dotenv", "env"]),
    ("F#", &["f#", "fsharp"]),
    ("Git Config", &["git-config", "gitconfig"]),
    ("Git Ignore", &["dockerignore", "git-ignore", "gitignore", "helmignore", "ignore", "npmignore"]),
    ("Go", &["golang"]),
    ("Gomod", &["gomod"]),
    ("Graphviz (DOT)", &["graphviz"]),
    ("Groovy", &["jenkins", "jenkinsfile"]),
    ("HTML", &["astro", "go-html-template", "go-template", "gohtml", "gotmpl", "html5", "svelte", "vue-html", "xhtml"]),
    ("HTML (Jinja2)", &["html+jinja", "njk", "nunjucks", "tera", "twig"]),
    ("HTTP Request and Response", &["http", "https", "rest"]),
    ("Haskell", &["haskell"]),
    (
        "INI Lines",
        &["cnf", "desktop", "editorconfig", "inf", "ini", "npmrc", "reg", "service", "systemd", "timer", "unit"],
    ),
    ("JSON", &["json5", "jsonc", "jsonl", "jsonlines", "ndjson", "geojson", "webmanifest"]),
    ("Java Properties", &["javaproperties", "props", "properties"]),
    ("JavaScript (Babel)", &["cjs", "ecmascript", "javascript", "js", "jsx", "mjs", "node", "nodejs", "react"]),
    ("Kotlin", &["kotlin"]),
    ("Lisp", &["elisp", "emacs-lisp", "scheme"]),
    ("MATLAB", &["octave"]),
    ("Makefile", &["gnumake", "makefile"]),
    ("Objective-C", &["objc", "objective-c", "objectivec"]),
    ("Perl", &["perl"]),
    ("PowerShell", &["posh", "powershell", "ps", "ps1", "pwsh"]),
    ("PromQL", &["logql", "metricsql", "promql"]),
    ("Protocol Buffer", &["protobuf3"]),
    ("Python", &["python", "python2", "python3", "pycon", "ipython", "ipython2", "ipython3", "starlark"]),
    ("Requirements.txt", &["requirements"]),
    ("Ruby", &["ruby", "jruby", "vagrantfile"]),
    (
        "SQL",
        &[
            "mariadb",
            "mssql",
            "mysql",
            "oracle",
            "pgsql",
            "plpgsql",
            "plsql",
            "postgres",
            "postgresql",
            "psql",
            "sqlite",
            "tsql",
        ],
    ),
    ("SSH Config", &["ssh-config", "sshconfig"]),
    ("Terraform", &["hcl2", "nomad", "opentofu", "packer", "terraform", "tofu"]),
    ("TypeScript", &["typescript"]),
    ("TypeScriptReact", &["tsx", "typescriptreact"]),
    ("VimL", &["viml", "vimscript"]),
    ("XML", &["plist", "pom", "svg", "xsl"]),
    (
        "YAML Lines",
        &[
            "ansible",
            "cloudformation",
            "compose",
            "docker-compose",
            "gitlab-ci",
            "helm",
            "k8s",
            "kubernetes",
            "openapi",
            "swagger",
            "yaml",
            "yml",
        ],
    ),
    ("nginx", &["nginxconf"]),
    ("x86_64 Assembly", &["armasm", "assembly", "masm"]),
];

/// Returns the language of a fence with the info string `token` and the text `code`.
///
/// The word counts up to white space or one of `{,:;`, in any case, with an optional leading dot (`.python`). The code
/// decides only what the word leaves open: whether a shell block is a dialogue with prompts, which configuration a
/// `conf` is, whether PHP begins with its tag.
pub fn language(token: &str, code: &str) -> CodeLanguage {
    let word = token
        .trim_start_matches(['{', '.', ' '])
        .split(|c: char| c.is_whitespace() || "{},:;".contains(c))
        .next()
        .unwrap_or_default()
        .to_lowercase();
    // VitePress fills in variables where a word ends in this way: `sh-vue`.
    let word = word.strip_suffix("-vue").unwrap_or(&word);
    if PLAIN.contains(&word) {
        return CodeLanguage::Plain;
    }
    if SESSION.contains(&word) {
        return if session::has_prompt(code) { CodeLanguage::Known(Grammar::SESSION) } else { CodeLanguage::Plain };
    }
    if SHELL.contains(&word) {
        let session = session::begins_with_prompt(code);
        return CodeLanguage::Known(if session { Grammar::SESSION } else { Grammar::SHELL });
    }
    match word {
        "conf" | "config" | "cfg" => known(configuration(code)),
        "php" if !code.contains("<?") => known("PHP Source"),
        _ => by_word(word),
    }
}

/// Returns the language of a file by its name, or its path with `/`: well-known names first, then the extension.
pub fn language_of_file(name: &str) -> CodeLanguage {
    match file_name::word(name) {
        Some(word) if PLAIN.contains(&word.as_str()) => CodeLanguage::Plain,
        Some(word) if SHELL.contains(&word.as_str()) => CodeLanguage::Known(Grammar::SHELL),
        Some(word) => by_word(&word),
        None => CodeLanguage::Unknown,
    }
}

fn by_word(word: &str) -> CodeLanguage {
    let alias = ALIASES.iter().find(|(_, words)| words.contains(&word));
    match alias.map(|(name, _)| *name).or_else(|| grammar::bundled_name(word)) {
        Some("Bourne Again Shell (bash)") => CodeLanguage::Known(Grammar::SHELL),
        Some(name) => known(name),
        None => CodeLanguage::Unknown,
    }
}

fn known(engine_name: &'static str) -> CodeLanguage {
    CodeLanguage::Known(Grammar::new(engine_name))
}

/// Guesses the grammar of a configuration: blocks in braces are nginx's form, tags Apache's, all else is close to INI.
fn configuration(code: &str) -> &'static str {
    let ends_with = |end: char| code.lines().any(|line| line.trim_end().ends_with(end));
    if ends_with('{') || ends_with(';') {
        "nginx"
    } else if code.lines().any(|line| line.trim_start().starts_with("</")) {
        "Apache Conf"
    } else {
        "INI Lines"
    }
}
