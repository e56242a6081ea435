//! Checks `seodang publish` and `seodang new ci`: what is sent, what is kept, what is refused.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::{CourseTest, files_below};

/// Runs git with an author of its own, and returns its output.
fn git(folder: &Path, words: &[&str]) -> String {
    let settings = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"];
    let run = Command::new("git").args(settings).args(words).current_dir(folder).output().unwrap();
    assert!(run.status.success(), "{words:?}: {}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).unwrap().trim().to_owned()
}

/// Runs the program in the course's folder; returns its exit code and text.
fn publish(course: &CourseTest, words: &[&str]) -> (Option<i32>, String) {
    let mut command = course.command(&["publish"]);
    command.args(words).current_dir(course.course());
    command.envs([("GIT_AUTHOR_NAME", "A"), ("GIT_AUTHOR_EMAIL", "a@example.org")]);
    command.envs([("GIT_COMMITTER_NAME", "A"), ("GIT_COMMITTER_EMAIL", "a@example.org")]);
    let run = command.output().unwrap();
    (run.status.code(), String::from_utf8(run.stderr).unwrap())
}

#[test]
#[ignore = "needs git"]
fn a_branch_gets_the_site_without_force() {
    let course = CourseTest::of("# P\n\ntext\n").file(".gitignore", "public\n");
    let (folder, remote) = (course.course(), course.root().join("remote.git"));
    fs::create_dir(&remote).unwrap();
    git(&remote, &["init", "--bare", "-q"]);
    git(&folder, &["init", "-q"]);
    git(&folder, &["remote", "add", "origin", remote.to_str().unwrap()]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "-qm", "course"]);
    // A hook of the repository must not run.
    let hook = folder.join(".git/hooks/pre-push");
    fs::write(&hook, "#!/bin/sh\ntouch ran\nexit 1\n").unwrap();
    #[cfg(unix)]
    fs::set_permissions(&hook, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();

    let (code, said) = publish(&course, &["--dry-run"]);
    assert!(code == Some(0) && said.contains("would get"), "{said}");
    assert_eq!(git(&remote, &["branch", "--list"]), "");
    let (code, said) = publish(&course, &[]);
    assert!(code == Some(0) && said.contains("published to the branch gh-pages of "), "{said}");
    let listed = || git(&remote, &["ls-tree", "-r", "--name-only", "gh-pages"]);
    assert!(listed().contains("page.html") && listed().contains(".nojekyll") && !listed().contains("manifest"));
    assert!(!folder.join("ran").exists(), "no hook is run");
    assert_eq!(git(&folder, &["status", "--porcelain"]), "", "neither the working tree nor the index is touched");
    assert!(publish(&course, &[]).1.contains("is up to date"));

    // Someone sets a domain on the branch; the next publication builds on that commit.
    let other = course.root().join("other");
    git(course.root(), &["clone", "-qb", "gh-pages", remote.to_str().unwrap(), "other"]);
    fs::write(other.join("CNAME"), "course.example.org\n").unwrap();
    git(&other, &["add", "."]);
    git(&other, &["commit", "-qm", "domain"]);
    git(&other, &["push", "-q"]);
    course.edit("page.md", "# P\n\nother text\n");
    let (code, said) = publish(&course, &["--message", "second"]);
    assert!(code == Some(0), "{said}");
    assert_eq!(git(&remote, &["show", "gh-pages:CNAME"]), "course.example.org");
    assert_eq!(git(&folder, &["rev-parse", "--is-shallow-repository"]), "false");
    assert_eq!(git(&folder, &["for-each-ref", "--format=%(refname)", "refs/heads", "refs/tags"]), "refs/heads/main");
    assert_eq!(git(&remote, &["log", "--format=%s", "gh-pages"]), "second\ndomain\nPublish the course");
    assert!(git(&remote, &["show", "gh-pages:page.html"]).contains("other text"));

    // A course with errors is not published.
    fs::write(folder.join("broken.md"), b"\xff").unwrap();
    let (code, said) = publish(&course, &[]);
    assert!(code == Some(1) && said.contains("nothing was published"), "{said}");
    for wrong in [["--branch", "-x"], ["--branch", "a:b"], ["--remote", "--upload-pack=x"]] {
        assert_eq!(publish(&course, &wrong).0.filter(|code| *code == 0), None, "{wrong:?}");
    }
}

#[test]
fn a_folder_gets_what_changed() {
    let course = CourseTest::of("# P\n\ntext\n").file("q.md", "# Q\n\n[file](data.bin)\n").file("data.bin", "1");
    let (code, said) = publish(&course, &["--to", "../web"]);
    assert!(code == Some(0) && said.contains("published to"), "{said}");
    let web = course.root().join("web");
    assert_eq!(fs::read(web.join("data.bin")).unwrap(), b"1");
    fs::write(web.join("foreign.txt"), "mine").unwrap();
    course.edit("page.md", "# P\n\nother\n");
    course.remove("q.md");
    let (_, said) = publish(&course, &["--to", "../web", "--dry-run"]);
    assert!(
        said.contains("would get") && fs::read_to_string(web.join("page.html")).unwrap().contains("text"),
        "{said}"
    );
    assert_eq!(publish(&course, &["--to", "../web"]).0, Some(0));
    assert!(fs::read_to_string(web.join("page.html")).unwrap().contains("other"));
    assert!(!web.join("q.html").exists() && web.join("foreign.txt").exists());
    fs::create_dir(course.root().join("full")).unwrap();
    fs::write(course.root().join("full/a"), "").unwrap();
    assert_eq!(publish(&course, &["--to", "../full"]).0, Some(2), "a folder of others is refused");
}

#[cfg(unix)]
#[test]
fn a_bucket_gets_what_changed_and_loses_only_what_was_sent() {
    let course = CourseTest::of("# P\n\ntext\n").file("q.md", "# Q\n");
    let (bin, bucket) = (course.root().join("bin"), course.root().join("bucket"));
    fs::create_dir_all(&bin).unwrap();
    fs::create_dir_all(&bucket).unwrap();
    // A client that keeps a bucket in a folder, and logs its calls.
    let script = format!(
        "#!/bin/sh\necho \"$@\" >> {log}\n[ \"$1\" = --endpoint-url=https://s3.example ] && shift\nshift\nverb=$1; shift\n\
         while [ \"${{1#--}}\" != \"$1\" ]; do shift; done\nplace() {{ echo \"{bucket}/${{1#s3://b/c/}}\"; }}\n\
         case $verb in\nrm) rm \"$(place \"$1\")\" ;;\ncp) case $1 in\n\
         s3://*) cat \"$(place \"$1\")\" 2>/dev/null || {{ echo 'An error occurred (404)' >&2; exit 1; }} ;;\n\
         *) to=$(place \"$2\"); mkdir -p \"$(dirname \"$to\")\"; if [ \"$1\" = - ]; then cat > \"$to\"; else cp \"$1\" \"$to\"; fi ;;\n\
         esac ;;\nesac\n",
        log = course.root().join("log").display(),
        bucket = bucket.display()
    );
    fs::write(bin.join("aws"), script).unwrap();
    fs::set_permissions(bin.join("aws"), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap());
    let send = || {
        let mut command = course.command(&["publish", "--to", "s3://b/c", "--endpoint", "https://s3.example"]);
        let run = command.current_dir(course.course()).env("PATH", &path).output().unwrap();
        let said = String::from_utf8(run.stderr).unwrap();
        assert!(run.status.success(), "{said}");
        let log = fs::read_to_string(course.root().join("log")).unwrap();
        fs::write(course.root().join("log"), "").unwrap();
        (said, log)
    };
    let (_, log) = send();
    let sent = |log: &str| {
        log.lines().filter(|line| line.contains(" cp ") && !line.contains("cp --only-show-errors s3:")).count()
    };
    let files = files_below(&bucket);
    assert_eq!(sent(&log), files.len(), "{log}");
    assert!(
        files.contains(&"page.html".to_owned()) && log.starts_with("--endpoint-url=https://s3.example s3 cp"),
        "{log}"
    );
    let list = log.lines().last().unwrap();
    assert!(list.contains(".seodang-published.json"), "the list is sent last: {list}");
    let (said, log) = send();
    assert!(said.contains("is up to date") && sent(&log) == 0, "{said}");
    fs::write(bucket.join("foreign.txt"), "mine").unwrap();
    course.remove("q.md");
    let (said, log) = send();
    assert!(log.contains("rm --only-show-errors s3://b/c/q.html") && !bucket.join("q.html").exists(), "{said}\n{log}");
    assert!(bucket.join("foreign.txt").exists());
}

#[test]
fn a_program_that_is_missing_is_named() {
    let course = CourseTest::of("# P\n");
    let run = course
        .command(&["publish", "--to", "s3://b"])
        .current_dir(course.course())
        .env("PATH", "/nowhere")
        .output()
        .unwrap();
    let said = String::from_utf8(run.stderr).unwrap();
    assert!(run.status.code() == Some(2) && said.contains("`aws` is not installed"), "{said}");
}

#[test]
fn workflows_stand_at_the_top_of_the_repository() {
    for (service, path) in [
        ("github", ".github/workflows/course.yml"),
        ("gitlab", ".gitlab-ci.yml"),
        ("netlify", "netlify.toml"),
        ("cloudflare", ".github/workflows/course.yml"),
    ] {
        let course = CourseTest::of("# P\n");
        fs::create_dir(course.root().join(".git")).unwrap();
        let run = |code| {
            let run = course.command(&["new", "ci", service]).current_dir(course.course()).output().unwrap();
            assert_eq!(run.status.code(), Some(code), "{}", String::from_utf8_lossy(&run.stderr));
        };
        run(0);
        let text = fs::read_to_string(course.root().join(path)).unwrap();
        assert!(text.contains("sample") && text.contains("seodang check") && text.contains("seodang build"), "{text}");
        if path.ends_with("toml") {
            assert!(text.parse::<toml::Table>().is_ok());
        }
        run(2);
    }
}

#[test]
fn files_for_hosts_pass_through() {
    let course = CourseTest::of("# P\n\ntext\n")
        .file("CNAME", "course.example.org\n")
        .file("robots.txt", "User-agent: *\n")
        .file("favicon.ico", "icon")
        .file("google1234567890abcdef.html", "google-site-verification: google1234567890abcdef.html")
        .file(".well-known/security.txt", "Contact: mailto:a@example.org\n")
        .file("page.html", "not the page")
        .file("static/fonts/a.woff2", "font")
        .file("static/hidden.txt", "secret");
    let built = course.build().ok();
    let names = ["CNAME", "robots.txt", "favicon.ico", "google1234567890abcdef.html", ".well-known/security.txt"];
    for name in names {
        assert_eq!(built.text(name), fs::read_to_string(course.course().join(name)).unwrap());
    }
    assert!(built.text("page.html").contains("<h1"), "a page is never replaced");
    assert!(
        !built.files().iter().any(|file| file.contains("a.woff2")),
        "without settings `static` is a folder as any other"
    );
    // A changed file is seen although no page names it.
    course.edit("robots.txt", "User-agent: b\n");
    assert_eq!(course.build().ok().text("robots.txt"), "User-agent: b\n");
    let course = course.file("seodang.toml", "exclude = [\"static/hidden.txt\", \"favicon.ico\"]\n");
    let built = course.build().ok();
    assert_eq!(built.text("fonts/a.woff2"), "font");
    let files = built.files();
    assert!(!files.contains(&"hidden.txt".to_owned()) && !files.contains(&"favicon.ico".to_owned()), "{files:?}");
    let packed = course.run(&["pack", "sample", "--single-file", "-o", "x"], "x");
    assert_eq!(packed.exit_code, 0, "{}", packed.said);
}

#[test]
fn a_published_course_states_its_tree_as_data() {
    let course = CourseTest::new()
        .file("README.md", "# Course\n\nAbout it all.\n\n[a](week_01/session_1.md)\n")
        .file("week_01/README.md", "# Week 1: Start\n\n[next](session_1.md#two)\n")
        .file(
            "week_01/session_1.md",
            "# Session 1: One\n\n## Session info\n\n**Time**: 09:00-09:50 (50 min)\n\n- [ ] task\n\n## Two\n\n## Check your understanding\n\n\
             1. Why **so**?\n\n   Answer: because\n",
        );
    assert!(!course.build().ok().files().contains(&"course.json".to_owned()), "a site without address stays as it is");
    let built = course.build_with(&["--base-url", "https://example.org/c"]).ok();
    let data: serde_json::Value = serde_json::from_str(&built.text("course.json")).unwrap();
    let schema = include_str!("../docs/course.schema.json");
    let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
    let keys = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&data), keys(&schema["properties"]));
    let entry = &schema["properties"]["entries"]["items"]["properties"];
    for found in data["entries"].as_array().unwrap() {
        assert_eq!(keys(found), keys(entry));
    }
    let session = data["entries"].as_array().unwrap().iter().find(|entry| entry["kind"] == "session").unwrap();
    assert_eq!(session["time"], serde_json::json!({ "start": "09:00", "end": "09:50" }));
    assert_eq!((&session["minutes"], &session["tasks"]), (&50.into(), &2.into()));
    assert_eq!(session["questions"][0]["question"], "Why so?");
    let above = &data["entries"][usize::try_from(session["parent"].as_u64().unwrap()).unwrap()];
    assert_eq!(above["links"], serde_json::json!(["week_01/session_1.html"]));
    let outline = built.text("llms.txt");
    assert!(outline.starts_with("# Course\n\n> About it all.\n"), "{outline}");
    assert!(outline.contains("\n## Week 1: Start\n\n- [Week 1: Start](week_01/index.html)"), "{outline}");
    assert!(outline.contains("- [Session 1: One](week_01/session_1.html)"), "{outline}");
}
