//! Follows the README from an empty folder to a served preview, a site and a package, as a stranger would, in both languages.

use std::collections::BTreeSet;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use crate::support::{CourseTest, Html, Preview, files_below, resolve};

const README: &str = include_str!("../README.md");

/// Returns the commands that the README begins with, in order: those of its first two blocks.
fn commands() -> Vec<Vec<String>> {
    let blocks = README.split("```sh\n").skip(1).take(2).filter_map(|rest| rest.split_once("```"));
    let lines = blocks.flat_map(|(block, _)| block.lines());
    let commands = lines.flat_map(|line| line.split('#').next().unwrap_or_default().split("&&"));
    let words = commands.map(|command| command.split_whitespace().map(ToOwned::to_owned).collect::<Vec<_>>());
    words.filter(|words| !words.is_empty()).collect()
}

/// Checks that every reference of every page below a folder leads to a file.
fn assert_links_lead_to_files(site: &Path) {
    let files: BTreeSet<String> = files_below(site).into_iter().collect();
    let mut seen = 0;
    for page in files.iter().filter(|file| file.ends_with(".html") && *file != "404.html") {
        let html = Html::new(fs::read_to_string(site.join(page)).unwrap());
        for (tag, name) in [("a", "href"), ("link", "href"), ("script", "src"), ("img", "src")] {
            for element in html.elements(tag) {
                let Some(href) = element.attribute(name).filter(|href| !href.contains(':')) else { continue };
                let target = resolve(page, href);
                assert!(files.contains(&target), "{page}: {href} leads to {target}");
                seen += 1;
            }
        }
    }
    assert!(seen > 100, "{seen}");
}

#[test]
fn a_stranger_gets_from_the_readme_to_a_package() {
    let commands = commands();
    let named: Vec<&str> = commands.iter().map(|words| words[words.len().min(2) - 1].as_str()).collect();
    for wanted in ["new", "serve", "check", "build", "pack"] {
        assert!(named.contains(&wanted), "the README begins without `{wanted}`: {commands:?}");
    }
    for locale in ["ko_KR.UTF-8", "en_US.UTF-8"] {
        let course = CourseTest::new();
        let mut folder: PathBuf = course.root().to_owned();
        for words in &commands {
            let arguments: Vec<&str> = words[1..].iter().map(String::as_str).collect();
            match (words[0].as_str(), arguments.as_slice()) {
                ("cd", [name]) => folder = folder.join(name),
                ("seodang", ["serve", "--open"]) => {
                    // No browser is opened here, and the port is free.
                    let mut command = course.command(&["serve", "--port", "0"]);
                    let preview = Preview::start(command.current_dir(&folder).env("LC_ALL", locale));
                    let home = preview.get("/");
                    assert!(home.status == 200 && home.text().contains("<h1"), "{}", home.head);
                    let session = preview.get("/week_01/day1/session_1.html");
                    assert_eq!(session.status, 200, "{}", session.head);
                }
                ("seodang", arguments) => {
                    let run = course.command(arguments).current_dir(&folder).env("LC_ALL", locale).output().unwrap();
                    let said = String::from_utf8_lossy(&run.stderr);
                    assert!(run.status.success(), "{words:?}: {said}");
                }
                _ => panic!("the README begins with an unknown command: {words:?}"),
            }
        }
        let title = fs::read_to_string(folder.join("public/index.html")).unwrap();
        assert_eq!(title.contains("터미널 첫걸음"), locale.starts_with("ko"));
        assert_links_lead_to_files(&folder.join("public"));
        let package = files_below(&folder).into_iter().find(|file| file.ends_with(".zip")).unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(fs::read(folder.join(package)).unwrap())).unwrap();
        let unpacked = course.root().join("usb");
        archive.extract(&unpacked).unwrap();
        let top = fs::read_dir(&unpacked).unwrap().flatten().map(|entry| entry.path()).find(|path| path.is_dir());
        let top = top.filter(|top| top.join("index.html").is_file()).unwrap_or(unpacked);
        assert_links_lead_to_files(&top);
    }
}

#[test]
fn the_readme_is_short_and_its_links_lead_somewhere() {
    assert!(README.lines().count() < 150, "details belong to docs/ and the guide");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for document in ["README.md", "docs/authoring.md", "docs/publishing.md", "docs/data.md"] {
        let text = fs::read_to_string(root.join(document)).unwrap();
        let folder = root.join(document).parent().unwrap().to_owned();
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target);
        for target in targets.filter(|target| !target.contains("://") && !target.starts_with('#')) {
            let path = target.split('#').next().unwrap_or_default();
            // Links in examples of code lead nowhere.
            assert!(folder.join(path).exists() || path.contains("week_"), "{document}: {target}");
        }
    }
}
