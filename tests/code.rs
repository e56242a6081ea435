//! Compares the classes of words in coloured code with the expected ones.

use seodang::render::code::{CodeLanguage, highlight, language, language_of_file, title_line};

#[path = "code/text.rs"]
mod text;

/// Writes spans as `⟨class:text⟩`, with entities resolved, for readable expectations.
fn marked(word: &str, code: &str) -> String {
    highlight(&language(word, code), code)
        .replace("<span class=\"hl-", "⟨")
        .replace("\">", ":")
        .replace("</span>", "⟩")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

fn check(word: &str, code: &str, expected: &str) {
    assert_eq!(marked(word, code), expected, "as {word}");
}

fn name(word: &str) -> &'static str {
    language(word, "").name()
}

#[test]
fn words_lead_to_languages() {
    for (word, expected) in [
        ("sh", "Bash"),
        ("zsh", "Bash"),
        ("SHELL", "Bash"),
        ("yml", "YAML"),
        ("tf", "Terraform"),
        ("hcl", "Terraform"),
        ("ps1", "PowerShell"),
        ("pwsh", "PowerShell"),
        ("jsonc", "JSON"),
        ("promql", "PromQL"),
        ("nginx", "nginx"),
        ("ini", "INI"),
        ("properties", "Java Properties"),
        ("env", "DotENV"),
        ("dotenv", "DotENV"),
        ("rego", "Rego"),
        ("toml", "TOML"),
        ("Dockerfile", "Dockerfile"),
        ("docker", "Dockerfile"),
        ("make", "Makefile"),
        ("gitignore", "Git Ignore"),
        ("http", "HTTP"),
        ("sql", "SQL"),
        ("mysql", "SQL"),
        ("ts", "TypeScript"),
        ("tsx", "TSX"),
        ("jsx", "JavaScript"),
        ("vue", "Vue Component"),
        ("kotlin", "Kotlin"),
        ("c#", "C#"),
        ("csharp", "C#"),
        ("c++", "C++"),
        ("golang", "Go"),
        ("py", "Python"),
        ("python3", "Python"),
        ("rust", "Rust"),
        ("java", "Java"),
        ("groovy", "Groovy"),
        ("graphql", "GraphQL"),
        ("proto", "Protocol Buffer"),
        ("diff", "Diff"),
        ("css", "CSS"),
        ("html", "HTML"),
        ("xml", "XML"),
        ("{.python}", "Python"),
        ("js{1,3}", "JavaScript"),
        ("yaml:values.yaml", "YAML"),
    ] {
        assert_eq!(name(word), expected, "{word}");
    }
    for word in ["", "text", "Plaintext", "output", "ascii", "console"] {
        assert_eq!(language(word, "x"), CodeLanguage::Plain, "{word}");
    }
    assert_eq!(language("klingon", "x"), CodeLanguage::Unknown);
    // In these the engine does not terminate on some code; see the list in the grammar module.
    assert_eq!(language("scala", "x"), CodeLanguage::Unknown);
    assert_eq!(name("svelte"), "HTML");
}

#[test]
fn code_decides_what_a_word_leaves_open() {
    assert_eq!(language("console", "$ ls\n").name(), "Console");
    assert_eq!(language("bash", "$ ls\na b\n").name(), "Console");
    assert_eq!(language("bash", "# comment\nls\n").name(), "Bash");
    assert_eq!(language("conf", "server {\n}\n").name(), "nginx");
    assert_eq!(language("conf", "a = b\n").name(), "INI");
    assert_eq!(language("php", "echo 1;").name(), "PHP (without tags)");
    assert_eq!(language("php", "<?php echo 1;").name(), "PHP");
}

#[test]
fn file_names_lead_to_languages() {
    for (file, expected) in [
        ("k8s/app/deployment.yaml", "YAML"),
        ("main.tf", "Terraform"),
        ("Dockerfile", "Dockerfile"),
        ("Dockerfile.prod", "Dockerfile"),
        ("scripts\\setup.SH", "Bash"),
        (".env.example", "DotENV"),
        ("values.yaml.example", "YAML"),
        ("nginx/default.conf", "nginx"),
        ("redis.conf", "INI"),
        ("Makefile", "Makefile"),
        ("go.mod", "Gomod"),
        ("CMakeLists.txt", "CMake"),
        ("src/App.tsx", "TSX"),
        ("app.js", "JavaScript"),
        ("query.promql", "PromQL"),
    ] {
        assert_eq!(language_of_file(file).name(), expected, "{file}");
    }
    assert_eq!(language_of_file("notes.txt"), CodeLanguage::Plain);
    assert_eq!(language_of_file("app.log"), CodeLanguage::Plain);
    assert_eq!(language_of_file("photo.qqq"), CodeLanguage::Unknown);
    assert_eq!(language_of_file("LICENSE"), CodeLanguage::Unknown);
}

#[test]
fn shell_scripts() {
    check(
        "bash",
        "# 준비\nkubectl get pods -n web | grep \"$NAME\" && echo done\n",
        concat!(
            "⟨c:# 준비⟩\n",
            "⟨f:kubectl⟩ get pods ⟨p:-n⟩ web ⟨o:|⟩ ⟨f:grep⟩ ⟨s:\"⟩⟨v:$NAME⟩⟨s:\"⟩ ⟨o:&&⟩ ⟨f:echo⟩ done\n",
        ),
    );
    check(
        "sh",
        "if [ -f x ]; then\n  export A=1 B=\"c d\"\nfi\n",
        "⟨k:if⟩ [ ⟨p:-f⟩ x ]; ⟨k:then⟩\n  ⟨k:export⟩ ⟨v:A⟩=1 ⟨v:B⟩=⟨s:\"c d\"⟩\n⟨k:fi⟩\n",
    );
    check(
        "bash",
        "X=$(date +%s) sudo apt update\naws s3 ls \\\n  --region <리전>\n",
        "⟨v:X⟩=$(⟨f:date⟩ +%s) ⟨f:sudo apt⟩ update\n⟨f:aws⟩ s3 ls \\\n  ⟨p:--region⟩ ⟨v:<리전>⟩\n",
    );
    check(
        "bash",
        "case $1 in\n  start) run a ;;\n  *) exit 1 ;;\nesac\nls\n",
        "⟨k:case⟩ ⟨v:$1⟩ ⟨k:in⟩\n  start) ⟨f:run⟩ a ;;\n  *) ⟨k:exit⟩ 1 ;;\n⟨k:esac⟩\n⟨f:ls⟩\n",
    );
    check(
        "bash",
        "for i in 1 2; do f; done\ng() { x=(a b); }\n",
        "⟨k:for⟩ i ⟨k:in⟩ 1 2; ⟨k:do⟩ ⟨f:f⟩; ⟨k:done⟩\n⟨f:g⟩() { ⟨v:x⟩=(a b); }\n",
    );
}

#[test]
fn here_documents_end_where_they_should() {
    check(
        "bash",
        "cat <<EOF | kubectl apply -f -\nkind: $KIND\nEOF\nls\n",
        "⟨f:cat⟩ ⟨o:<<⟩⟨k:EOF⟩ ⟨o:|⟩ ⟨f:kubectl⟩ apply ⟨p:-f⟩ -\n⟨s:kind:⟩ ⟨v:$KIND⟩\n⟨k:EOF⟩\n⟨f:ls⟩\n",
    );
    check(
        "bash",
        "tee x <<-'YML' > y\na: $b\n\tYML\nls\n",
        "⟨f:tee⟩ x ⟨o:<<-⟩⟨k:'YML'⟩ ⟨o:>⟩ y\n⟨s:a: $b⟩\n\t⟨k:YML⟩\n⟨f:ls⟩\n",
    );
}

#[test]
fn an_apostrophe_in_prose_opens_no_string() {
    check("bash", "echo don't stop\nls -l\n", "⟨f:echo⟩ don't stop\n⟨f:ls⟩ ⟨p:-l⟩\n");
}

#[test]
fn sessions() {
    check(
        "console",
        "$ docker ps -a\nID  NAME\n1   web\n$ exit\n",
        "⟨q:$⟩ ⟨f:docker⟩ ps ⟨p:-a⟩\nID  NAME\n1   web\n⟨q:$⟩ ⟨k:exit⟩\n",
    );
    check(
        "console",
        "user@web:~/app$ cat <<EOF\n<b>\nEOF\n[root@a ~]# ls\nx 'y\n",
        "⟨q:user@web:~/app$⟩ ⟨f:cat⟩ ⟨o:<<⟩⟨k:EOF⟩\n⟨s:<b>⟩\n⟨k:EOF⟩\n⟨q:[root@a ~]#⟩ ⟨f:ls⟩\nx 'y\n",
    );
    check("console", "# apt update\nDone\n", "⟨q:#⟩ ⟨f:apt⟩ update\nDone\n");
    check("console", "# 목록\n$ ls \\\n> -l\ntotal 0\n", "# 목록\n⟨q:$⟩ ⟨f:ls⟩ \\\n⟨q:>⟩ ⟨p:-l⟩\ntotal 0\n");
    check("console", "PS C:\\> Get-Item x\n", "⟨q:PS C:\\>⟩ ⟨f:Get-Item⟩ x\n");
}

#[test]
fn yaml() {
    check(
        "yaml",
        "# 설정\nkind: Pod\nspec:\n  - name: \"a\" # b\n    n: 3\n    on: true\n",
        "⟨c:# 설정⟩\n⟨p:kind⟩: Pod\n⟨p:spec⟩:\n  - ⟨p:name⟩: ⟨s:\"a\"⟩ ⟨c:# b⟩\n    ⟨p:n⟩: ⟨n:3⟩\n    ⟨p:on⟩: ⟨l:true⟩\n",
    );
    check(
        "yaml",
        "- run: |\n    a: b\n\n    c\n  env: {x: [1, 'y']}\n",
        "- ⟨p:run⟩: ⟨o:|⟩\n    ⟨s:a: b⟩\n\n    ⟨s:c⟩\n  ⟨p:env⟩: {⟨p:x⟩: [⟨n:1⟩, ⟨s:'y'⟩]}\n",
    );
    check(
        "yaml",
        "image: {{ .Values.image }}\nurl: http://a:80/b#c\nref: !Ref X\n",
        "⟨p:image⟩: ⟨e:{{ .Values.image }}⟩\n⟨p:url⟩: http://a:80/b#c\n⟨p:ref⟩: ⟨t:!Ref⟩ X\n",
    );
    check(
        "yaml",
        "a: \"open\n b\nnext: [1,\nlast: x\n",
        "⟨p:a⟩: ⟨s:\"open⟩\n ⟨s:b⟩\n⟨p:next⟩: [1,\n⟨p:last⟩: x\n".replace("[1,", "[⟨n:1⟩,").as_str(),
    );
}

#[test]
fn dockerfiles() {
    check(
        "dockerfile",
        "FROM node:18 AS build\nCOPY --from=x a b\nRUN apk add \\\n  # c\n  git && rm -rf x\nCMD [\"a\"]\n",
        concat!(
            "⟨k:FROM⟩ node:18 ⟨k:AS⟩ build\n⟨k:COPY⟩ ⟨p:--from⟩=x a b\n⟨k:RUN⟩ ⟨f:apk⟩ add \\\n",
            "  ⟨c:# c⟩\n  git ⟨o:&&⟩ ⟨f:rm⟩ ⟨p:-rf⟩ x\n⟨k:CMD⟩ [⟨s:\"a\"⟩]\n",
        ),
    );
}

#[test]
fn promql() {
    check(
        "promql",
        "sum by (job) (rate(http_total{code=~\"5..\"}[5m])) > 0.5 # 초당\n",
        "⟨b:sum⟩ ⟨k:by⟩ (job) (⟨f:rate⟩(http_total{⟨p:code⟩⟨o:=~⟩⟨s:\"5..\"⟩}[⟨n:5m⟩])) ⟨o:>⟩ ⟨n:0.5⟩ ⟨c:# 초당⟩\n",
    );
}

#[test]
fn other_languages() {
    check(
        "json",
        "{\"a\": \"x\\n\", \"b\": [1, true]} // c\n",
        "{⟨p:\"a\"⟩: ⟨s:\"x⟩⟨e:\\n⟩⟨s:\"⟩, ⟨p:\"b\"⟩: [⟨n:1⟩, ⟨l:true⟩]} ⟨c:// c⟩\n",
    );
    check(
        "hcl",
        "resource \"a\" \"b\" {\n  x = \"${var.y}-z\"\n}\n",
        "⟨k:resource⟩ ⟨s:\"a\" \"b\"⟩ {\n  ⟨p:x⟩ = ⟨s:\"⟩⟨e:${⟩⟨b:var⟩.y⟨e:}⟩⟨s:-z\"⟩\n}\n",
    );
    check(
        "python",
        "def f(x):\n    return len(x) + 1  # c\n",
        "⟨k:def⟩ ⟨f:f⟩(x):\n    ⟨k:return⟩ ⟨b:len⟩(x) ⟨o:+⟩ ⟨n:1⟩  ⟨c:# c⟩\n",
    );
    check("js", "const a = { k: `x${b}` }; // c\n", "⟨k:const⟩ a = { ⟨p:k⟩: ⟨s:`x⟩⟨e:${⟩b⟨e:}⟩⟨s:`⟩ }; ⟨c:// c⟩\n");
    check("ts", "const a: string = null;\n", "⟨k:const⟩ a: ⟨t:string⟩ = ⟨l:null⟩;\n");
    check(
        "sql",
        "SELECT id FROM t WHERE n = 'x' AND m > 1; -- c\n",
        "⟨k:SELECT⟩ id ⟨k:FROM⟩ t ⟨k:WHERE⟩ n ⟨o:=⟩ ⟨s:'x'⟩ ⟨k:AND⟩ m ⟨o:>⟩ ⟨n:1⟩; ⟨c:-- c⟩\n",
    );
    check(
        "nginx",
        "server {\n  listen 80; # c\n  set $a b;\n}\n",
        "⟨k:server⟩ {\n  ⟨k:listen⟩ 80; ⟨c:# c⟩\n  ⟨k:set⟩ ⟨v:$a⟩ b;\n}\n",
    );
    check(
        "powershell",
        "Get-Item $x | Out-File \"a\" # c\n",
        "⟨f:Get-Item⟩ ⟨v:$x⟩ ⟨o:|⟩ ⟨f:Out-File⟩ ⟨s:\"a\"⟩ ⟨c:# c⟩\n",
    );
    check("ini", "[a]\nb = c\n", "⟨h:[a]⟩\n⟨p:b⟩ = c\n".replace("⟨h:[a]⟩", "[⟨h:a⟩]").as_str());
    check("diff", "-a\n+b\n c\n", "⟨d:-a⟩\n⟨i:+b⟩\n c\n");
    check("html", "<a href=\"b\">x &amp; y</a>\n", "⟨g:<a⟩ ⟨p:href⟩=⟨s:\"b\"⟩⟨g:>⟩x ⟨l:&amp;⟩ y⟨g:</a>⟩\n");
}

#[test]
fn file_names_come_off_the_top() {
    for (code, name, rest) in [
        ("# deployment.yaml\na: 1\n", "deployment.yaml", "a: 1\n"),
        ("// server.js\n\n\nf()", "server.js", "f()"),
        ("-- init.sql\nSELECT 1;", "init.sql", "SELECT 1;"),
        ("<!-- index.html -->\n<p>", "index.html", "<p>"),
        ("/* src/a.css */\nb{}", "src/a.css", "b{}"),
        ("; php.ini\n[a]\n", "php.ini", "[a]\n"),
        ("# k8s/app/deployment.yaml\r\na: 1\r\n", "k8s/app/deployment.yaml", "a: 1\r\n"),
        ("# 파일: x.yaml\na: 1\n", "x.yaml", "a: 1\n"),
        ("# File: `설정.toml`\na = 1\n", "설정.toml", "a = 1\n"),
        ("# Dockerfile\nFROM a\n", "Dockerfile", "FROM a\n"),
        ("# Dockerfile.multi\nFROM a\n", "Dockerfile.multi", "FROM a\n"),
        ("# .env.example\nA=1\n", ".env.example", "A=1\n"),
        ("# /etc/hosts\n1 a\n", "/etc/hosts", "1 a\n"),
        ("#!/bin/bash\n# deploy.sh\n\nls\n", "deploy.sh", "#!/bin/bash\nls\n"),
    ] {
        let (found, kept) = title_line(code).unwrap_or_else(|| panic!("no title in {code:?}"));
        assert_eq!((found.as_str(), kept.as_ref()), (name, rest));
    }
}

#[test]
fn prose_is_no_file_name() {
    for code in [
        "",
        "\n",
        "ls\n",
        "# 설치\nls\n",
        "# docker-compose.yml에 추가\na\n",
        "# docker-compose.yml (기본)\na\n",
        "# edit main.tf\na\n",
        "# Node.js\nnode -v\n",
        "# example.com\ncurl x\n",
        "# 1.25\na\n",
        "# hosts\na\n",
        "# https://a.b/c.sh\na\n",
        "# app.py\n",
        "# app.py\n\n\n",
        "#!/bin/bash\nls\n",
        "#!/usr/bin/env deploy.sh",
        "#include <a.h>\nint x;\n",
        "## a.yaml/\nb\n",
        "--- a.yaml\n+++ b.yaml\n",
    ] {
        assert_eq!(title_line(code), None, "{code:?}");
    }
}
