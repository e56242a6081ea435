//! Turns a file's name into the word that a fence of the same code would have, and distinguishes names of files from prose.

/// Names without a telling extension, in lower case, and the word of their language.
const NAMES: &[(&str, &str)] = &[
    (".bash_profile", "bash"),
    (".bashrc", "bash"),
    (".dockerignore", "gitignore"),
    (".editorconfig", "ini"),
    (".env", "dotenv"),
    (".eslintrc", "json"),
    (".gitattributes", "gitattributes"),
    (".gitconfig", "gitconfig"),
    (".gitignore", "gitignore"),
    (".gitmodules", "gitconfig"),
    (".helmignore", "gitignore"),
    (".htaccess", "apache"),
    (".npmignore", "gitignore"),
    (".npmrc", "ini"),
    (".prettierrc", "json"),
    (".profile", "bash"),
    (".terraformrc", "hcl"),
    (".vimrc", "vim"),
    (".zshrc", "bash"),
    ("brewfile", "ruby"),
    ("cargo.lock", "toml"),
    ("cmakelists.txt", "cmake"),
    ("containerfile", "dockerfile"),
    ("crontab", "crontab"),
    ("dockerfile", "dockerfile"),
    ("fstab", "fstab"),
    ("gemfile", "ruby"),
    ("gnumakefile", "makefile"),
    ("go.mod", "go.mod"),
    ("go.sum", "go.sum"),
    ("hosts", "hosts"),
    ("jenkinsfile", "groovy"),
    ("makefile", "makefile"),
    ("nginx.conf", "nginx"),
    ("pipfile", "toml"),
    ("podfile", "ruby"),
    ("procfile", "yaml"),
    ("rakefile", "ruby"),
    ("requirements.txt", "requirements"),
    ("resolv.conf", "resolv.conf"),
    ("ssh_config", "ssh-config"),
    ("sshd_config", "sshd_config"),
    ("vagrantfile", "ruby"),
];

/// Extensions that make a word with a dot a file's name. `com`, `io` and `net` are left out: they are hosts.
const EXTENSIONS: &[&str] = &[
    "adoc",
    "asm",
    "astro",
    "avsc",
    "bash",
    "bat",
    "bicep",
    "c",
    "cc",
    "cfg",
    "cjs",
    "cmake",
    "cmd",
    "cnf",
    "conf",
    "config",
    "cpp",
    "crt",
    "cs",
    "csproj",
    "css",
    "csv",
    "cxx",
    "dart",
    "dockerfile",
    "dockerignore",
    "env",
    "erb",
    "ex",
    "example",
    "exs",
    "fish",
    "gitignore",
    "go",
    "gql",
    "gradle",
    "graphql",
    "groovy",
    "h",
    "hbs",
    "hcl",
    "hpp",
    "hs",
    "htm",
    "html",
    "http",
    "ini",
    "ipynb",
    "j2",
    "java",
    "jl",
    "jq",
    "js",
    "json",
    "json5",
    "jsonc",
    "jsonl",
    "jsonnet",
    "jsp",
    "jsx",
    "key",
    "kt",
    "kts",
    "less",
    "libsonnet",
    "lock",
    "log",
    "lua",
    "m",
    "md",
    "mdx",
    "mermaid",
    "mjs",
    "mk",
    "ml",
    "mmd",
    "mod",
    "mts",
    "nix",
    "pem",
    "php",
    "pl",
    "plist",
    "pm",
    "prisma",
    "promql",
    "properties",
    "proto",
    "ps1",
    "psd1",
    "psm1",
    "py",
    "pyi",
    "r",
    "rb",
    "rego",
    "rs",
    "rst",
    "sample",
    "sass",
    "scala",
    "scss",
    "service",
    "sh",
    "socket",
    "sol",
    "sql",
    "sum",
    "svelte",
    "svg",
    "swift",
    "tex",
    "tf",
    "tfstate",
    "tfvars",
    "timer",
    "toml",
    "tpl",
    "ts",
    "tsx",
    "txt",
    "vb",
    "vim",
    "vue",
    "xml",
    "xsd",
    "xsl",
    "yaml",
    "yml",
    "zig",
    "zsh",
];

/// Products whose names look like scripts; a comment that holds just one of them is a heading, not a file's name.
const PRODUCTS: &[&str] = &[
    "alpine.js",
    "angular.js",
    "backbone.js",
    "chart.js",
    "d3.js",
    "deno.js",
    "discord.js",
    "ember.js",
    "express.js",
    "gatsby.js",
    "moment.js",
    "nest.js",
    "next.js",
    "node.js",
    "nuxt.js",
    "p5.js",
    "passport.js",
    "react.js",
    "require.js",
    "solid.js",
    "three.js",
    "vue.js",
];

/// Returns the language word of a fence with this file's text; `None` for an unknown name.
pub(crate) fn word(path: &str) -> Option<String> {
    let path = path.replace('\\', "/").to_lowercase();
    let name = path.rsplit('/').next().unwrap_or_default();
    if let Some((_, word)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Some((*word).to_owned());
    }
    let (stem, extension) = name.rsplit_once('.')?;
    let word = match extension {
        // `Dockerfile.prod`, `.env.example`: the name decides the language, and the extension only names a variant.
        _ if stem == "dockerfile" || stem.starts_with("dockerfile.") => "dockerfile",
        _ if stem == ".env" || stem.starts_with(".env.") => "dotenv",
        "conf" if path.contains("nginx") || path.contains("conf.d") || name == "default.conf" => "nginx",
        "conf" if path.contains("apache") || path.contains("httpd") => "apache",
        "conf" | "cfg" | "config" => "ini",
        "log" => "text",
        // `values.yaml.example`, `main.tf.j2`: the language is that of the name before it.
        "example" | "sample" | "template" | "tpl" | "bak" | "orig" | "dist" => {
            return word_of_inner(stem);
        }
        other => other,
    };
    Some(word.to_owned())
}

fn word_of_inner(stem: &str) -> Option<String> {
    stem.contains('.').then(|| word(stem)).flatten()
}

/// Tests whether a word is the name or the path of a file, by its letters and a known name or extension at its end.
pub(crate) fn is_path(word: &str) -> bool {
    let lower = word.replace('\\', "/").to_lowercase();
    let letters = |c: char| c.is_alphanumeric() || "._-/~@+".contains(c);
    if !lower.chars().all(letters) || lower.contains("//") || lower.ends_with('/') {
        return false;
    }
    let name = lower.rsplit('/').next().unwrap_or_default();
    if PRODUCTS.contains(&lower.as_str()) {
        return false;
    }
    if NAMES.iter().any(|(known, _)| *known == name) {
        // A bare "hosts" or "crontab" may be a word of prose; in a folder it is a file.
        return name.contains('.') || name.ends_with("file") || lower.contains('/');
    }
    let Some((stem, extension)) = name.rsplit_once('.') else {
        return false;
    };
    let variant = stem == "dockerfile" || stem == ".env" || stem == "jenkinsfile";
    variant || (!stem.is_empty() && EXTENSIONS.contains(&extension)) || (stem.is_empty() && extension == "env")
}
