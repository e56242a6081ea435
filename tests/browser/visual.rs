//! Holds what pages look like: each kind of page in each theme, light and dark, on a desk, a tablet and a phone, against
//! pictures that were reviewed. `tests/visual/README.md` says how to look at them and take new ones.

mod album;
mod studio;

use std::path::Path;

use serde_json::json;

use crate::support::{CourseTest, contents};
use album::Album;
use studio::{SHARE, STRONG, Studio, WINDOWS};

/// What is photographed.
struct Scene {
    name: &'static str,
    page: &'static str,
    /// What is at the window's upper edge, else the page's beginning.
    top: Option<&'static str>,
    /// What a reader does first: the button that is pressed, and what shows that it is done. Such a scene needs scripts.
    act: Option<(&'static str, &'static str)>,
}

const fn page(name: &'static str, page: &'static str) -> Scene {
    Scene { name, page, top: None, act: None }
}

const fn part(name: &'static str, page: &'static str, top: &'static str) -> Scene {
    Scene { name, page, top: Some(top), act: None }
}

const fn act(name: &'static str, button: &'static str, done: &'static str) -> Scene {
    Scene { name, page: SESSION, top: None, act: Some((button, done)) }
}

const SESSION: &str = "week_01/day1/session_1.html";
const LAB: &str = "week_01/day1/lab_1.html";

const SCENES: [Scene; 19] = [
    page("home", "index.html"),
    page("week", "week_01/index.html"),
    page("day", "week_01/day1/index.html"),
    page("session", SESSION),
    part("session-drawing", SESSION, "figure.diagram"),
    part("session-remarks", SESSION, ".prose h3"),
    part("session-table", SESSION, ".prose ol"),
    part("session-end", SESSION, "figure.image"),
    page("english", "week_01/day1/session_2.html"),
    page("lab", LAB),
    part("lab-step", LAB, ".output"),
    page("glossary", "glossary.html"),
    page("cards", "cards.html"),
    page("not-found", "404.html"),
    act("contents", ".bar-menu", "document.querySelector('#sd-nav').matches(':popover-open')"),
    act("search", ".bar-search", SEARCH),
    act("slides", ".present-button", "!!document.querySelector('.present[open] .slide')"),
    act("keys", ".foot-keys", "document.querySelectorAll('#sd-keys dt').length > 2"),
    act("progress", ".meter-open", "document.querySelectorAll('#sd-tasks dt').length > 1"),
];

/// Asks the search for a word that titles, headings and text hold, until it has been found.
const SEARCH: &str = "(() => {
  const input = document.querySelector('dialog.search[open] .search-input');
  if (!input || input.value) return document.querySelectorAll('.search [role=option]').length > 4;
  input.value = '열쇠';
  input.dispatchEvent(new Event('input'));
})()";

/// Ticks two tasks, so that there is progress to be seen.
const TICK: &str =
    "document.querySelectorAll('.prose input[data-task]').forEach((box, at) => at < 2 && !box.checked && box.click())";

/// The course that shows each form once.
fn course() -> CourseTest {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/visual/course");
    contents(&folder).iter().fold(CourseTest::new(), |course, (path, bytes)| course.bytes(path, bytes))
}

/// So often a scene is opened before it is said to differ.
const LOOKS: usize = 3;

/// Shows scenes in each window and scheme, and has each held, by its name; whether it is settled is answered, and whether
/// this is the last look is said.
fn photograph(
    studio: &mut Studio,
    site: &Path,
    scenes: &[&Scene],
    mut hold: impl FnMut(&mut Studio, &str, bool) -> bool,
) {
    for scene in scenes {
        for (at, window) in WINDOWS.into_iter().enumerate() {
            // What was done may end when the window changes, as a drawer does; a page alone follows it.
            if (at == 0 || scene.act.is_some()) && !open(studio, site, scene, window) {
                continue;
            }
            for scheme in ["light", "dark"] {
                let name = format!("{}-{scheme}-{}", scene.name, window.0);
                for look in 1..=LOOKS {
                    if look > 1 {
                        open(studio, site, scene, window);
                    }
                    studio.dress(scheme);
                    studio.frame(window, scene.top);
                    if hold(studio, &name, look == LOOKS) {
                        break;
                    }
                }
            }
        }
    }
}

/// Opens the page of a scene and does what a reader does first; says whether that can be done in this window.
fn open(studio: &mut Studio, site: &Path, scene: &Scene, window: (u32, u32)) -> bool {
    studio.show(&site.join(scene.page), window);
    let Some((button, done)) = scene.act else { return true };
    let is_there = studio.press(button);
    if is_there {
        studio.until(done);
    }
    is_there
}

fn hold(theme: &str) {
    let Some(mut studio) = Studio::open(&[]) else { return };
    let built = course().build_with(&["--theme", theme]).ok();
    studio.show(&built.output.join(SESSION), WINDOWS[0]);
    studio.run(TICK);
    let scripts = built.output.join("seodang/reader.js").exists();
    let scenes: Vec<&Scene> = SCENES.iter().filter(|scene| scripts || scene.act.is_none()).collect();
    let mut album = Album::of(theme);
    photograph(&mut studio, &built.output, &scenes, |studio, name, last| album.hold(studio, name, last));
    album.close();
}

#[test]
fn default_looks_as_it_was_reviewed() {
    hold("default");
}

#[test]
fn chalkboard_looks_as_it_was_reviewed() {
    hold("chalkboard");
}

#[test]
fn plain_looks_as_it_was_reviewed() {
    hold("plain");
}

/// What must be seen: a name, the scheme, the style that does it.
const REGRESSIONS: [(&str, &str, &str); 7] = [
    ("the side bar 4 px aside", "light", ".course-nav { translate: 4px }"),
    ("the colour of links 6 % off", "light", ":root { --link: #1a66df }"),
    ("the ground 6 % off", "dark", ":root { --paper: #23262b }"),
    ("no label over the title", "light", ".masthead-label { visibility: hidden }"),
    ("none of the theme's fonts", "light", ":root { --sans: serif }"),
    ("a light colour in the dark", "dark", ":root { --ink: #1f2328 }"),
    ("all below the facts 2 px lower", "dark", ".info { margin-block-end: calc(1.5rem + 2px) }"),
];

/// What a machine may prefer for its letters.
const PREFERENCES: &str = "<?xml version=\"1.0\"?><fontconfig><match target=\"font\"><edit name=\"hintstyle\" mode=\"assign\"><const>hintfull</const></edit><edit name=\"rgba\" mode=\"assign\"><const>rgb</const></edit></match></fontconfig>";

#[test]
fn the_tolerance_lies_between_noise_and_regressions() {
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir(home.path().join("fontconfig")).unwrap();
    std::fs::write(home.path().join("fontconfig/fonts.conf"), PREFERENCES).unwrap();
    let Some(mut studio) = Studio::open(&[]) else { return };
    let Some(mut other) = Studio::open(&[("XDG_CONFIG_HOME", home.path())]) else { return };
    let built = course().build().ok();
    let page = built.output.join(SESSION);
    let take = |studio: &mut Studio, scheme: &str, style: &str| {
        studio.show(&page, WINDOWS[0]);
        studio.run(&format!(
            "document.head.append(Object.assign(document.createElement('style'), {{ textContent: {} }}))",
            json!(style)
        ));
        studio.dress(scheme);
        studio.frame(WINDOWS[0], None);
        studio.shoot()
    };
    for scheme in ["light", "dark"] {
        let before = take(&mut studio, scheme, "");
        for (who, studio) in [("the same browser again", &mut studio), ("one that prefers other letters", &mut other)] {
            let after = take(studio, scheme, "");
            let found = studio.compare(&after, &before);
            println!("{who}: {:.3} %, {:.1} of 255", 100.0 * found.share, found.worst);
            assert!(found.share <= SHARE / 2.0 && found.worst <= STRONG / 2.0, "{who}");
        }
        for (what, _, style) in REGRESSIONS.iter().filter(|(_, seen, _)| *seen == scheme) {
            let after = take(&mut studio, scheme, style);
            let found = studio.compare(&after, &before);
            println!("{what}: {:.3} %, {:.1} of 255", 100.0 * found.share, found.worst);
            assert!(!found.is_none(), "{what}");
        }
    }
}

#[test]
fn a_changed_token_is_reported_with_a_picture() {
    let Some(mut studio) = Studio::open(&[]) else { return };
    let tokens = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/css/tokens.css");
    let tokens = std::fs::read_to_string(tokens).unwrap();
    let changed = tokens.replace("--paper: light-dark(#ffffff,", "--paper: light-dark(#f0f2f4,");
    assert_ne!(tokens, changed);
    let course = course();
    let (known, new) = (course.root().join("known"), course.root().join("new"));
    let scenes: Vec<&Scene> = SCENES.iter().filter(|scene| scene.name == "not-found").collect();
    let mut album = Album::at(known.clone(), new.clone(), true);
    let built = course.build().ok();
    photograph(&mut studio, &built.output, &scenes, |studio, name, last| album.hold(studio, name, last));
    course.edit("../themes/default/css/tokens.css", &changed);
    let built = course.build().ok();
    let mut album = Album::at(known, new.clone(), false);
    photograph(&mut studio, &built.output, &scenes, |studio, name, last| album.hold(studio, name, last));
    assert_eq!(album.found.len(), 3, "each light one is told: {:?}", album.found);
    for window in WINDOWS {
        let name = format!("not-found-light-{}", window.0);
        assert!(album.found.iter().any(|line| line.starts_with(&name)), "{name}: {:?}", album.found);
        let sheet = std::fs::read(new.join(format!("{name}.png"))).unwrap();
        assert!(sheet.starts_with(b"\x89PNG"), "{name}: before, now and where");
    }
}
