//! Compares screenshots of each kind of page with reviewed ones: the default theme in every window and scheme, the others in
//! five cases each. `tests/visual/README.md` says how to review new ones.

mod baselines;
mod screenshot;

use std::path::Path;

use serde_json::json;

use crate::support::{CourseTest, Html, contents, files_below};
use baselines::Baselines;
use screenshot::{Photographer, SHARE, STRONG, WINDOWS};

/// A view of a page that is captured.
struct Case {
    name: &'static str,
    page: &'static str,
    /// The element at the window's upper edge, else the beginning of the page.
    top: Option<&'static str>,
    /// A button that is pressed first, and the condition that holds once it has worked. Such a case needs scripts.
    action: Option<(&'static str, &'static str)>,
}

const fn page(name: &'static str, page: &'static str) -> Case {
    Case { name, page, top: None, action: None }
}

const fn part(name: &'static str, page: &'static str, top: &'static str) -> Case {
    Case { name, page, top: Some(top), action: None }
}

const fn after(name: &'static str, button: &'static str, done: &'static str) -> Case {
    Case { name, page: SESSION, top: None, action: Some((button, done)) }
}

const SESSION: &str = "week_01/day1/session_1.html";
const LAB: &str = "week_01/day1/lab_1.html";

const CASES: [Case; 19] = [
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
    after("contents", ".bar-menu", "document.querySelector('#sd-nav').matches(':popover-open')"),
    after("search", ".bar-search", SEARCH),
    after("slides", ".present-button", "!!document.querySelector('.present[open] .slide')"),
    after("keys", ".foot-keys", "document.querySelectorAll('#sd-keys dt').length > 2"),
    after("progress", ".meter-open", "document.querySelectorAll('#sd-tasks dt').length > 1"),
];

/// Types a word that titles, headings and text contain into the search, until the search is done and states a number.
const SEARCH: &str = "(() => {
  const input = document.querySelector('dialog.search[open] .search-input');
  if (!input || input.value) return /\\d/.test(document.querySelector('.search [role=status]').textContent);
  input.value = '열쇠';
  input.dispatchEvent(new Event('input'));
})()";

/// Ticks two tasks, so that there is progress to show.
const TICK: &str =
    "document.querySelectorAll('.prose input[data-task]').forEach((box, at) => at < 2 && !box.checked && box.click())";

/// The cases for the other themes: the pages that differ most between themes.
const FEW: [&str; 5] = ["home", "week", "session", "session-remarks", "lab"];

/// The windows and schemes of [`FEW`].
const FEW_VIEWS: [(usize, &str); 2] = [(0, "light"), (2, "dark")];

/// Returns the course that shows each form once.
fn course() -> CourseTest {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/visual/course");
    contents(&folder).iter().fold(CourseTest::new(), |course, (path, bytes)| course.bytes(path, bytes))
}

/// The number of times that a page is opened before its screenshot counts as different.
const ATTEMPTS: usize = 3;

/// A window (an index into [`WINDOWS`]) and a scheme.
type View = (usize, &'static str);

/// Every window and scheme.
const ALL_VIEWS: [View; 6] = [(0, "light"), (0, "dark"), (1, "light"), (1, "dark"), (2, "light"), (2, "dark")];

/// Captures cases in views and calls `check` with the name of each and whether this is the last attempt; `check` returns
/// whether its verdict is final.
fn capture(
    photographer: &mut Photographer,
    site: &Path,
    cases: &[&Case],
    views: &[View],
    mut check: impl FnMut(&mut Photographer, &str, bool) -> bool,
) {
    for case in cases {
        let mut opened = None;
        for &(at, scheme) in views {
            let window = WINDOWS[at];
            // A change of the window may undo an action (it closes a drawer); a page without an action adapts to it.
            let is_open = opened.is_some_and(|opened| opened == at || case.action.is_none());
            if !is_open && !open(photographer, site, case, window) {
                continue;
            }
            opened = Some(at);
            let name = format!("{}-{scheme}-{}", case.name, window.0);
            for attempt in 1..=ATTEMPTS {
                if attempt > 1 {
                    open(photographer, site, case, window);
                }
                photographer.set_scheme(scheme);
                photographer.scroll(window, case.top);
                if check(photographer, &name, attempt == ATTEMPTS) {
                    break;
                }
            }
        }
    }
}

/// Opens the page of a case and performs its action; returns whether that is possible in this window.
fn open(photographer: &mut Photographer, site: &Path, case: &Case, window: (u32, u32)) -> bool {
    photographer.show(&site.join(case.page), window);
    let Some((button, done)) = case.action else { return true };
    let is_visible = photographer.press(button);
    if is_visible {
        photographer.until(done);
    }
    is_visible
}

/// Compares the cases of a theme with its baselines.
fn compare(theme: &str, is_compared: impl Fn(&Case) -> bool, views: &[View]) {
    let mut photographer = Photographer::start(&[]);
    let built = course().build_with(&["--theme", theme]).ok();
    photographer.show(&built.output.join(SESSION), WINDOWS[0]);
    photographer.run(TICK);
    let cases: Vec<&Case> = CASES.iter().filter(|case| is_compared(case)).collect();
    let mut baselines = Baselines::of_theme(theme);
    capture(&mut photographer, &built.output, &cases, views, |photographer, name, is_last| {
        baselines.check(photographer, name, is_last)
    });
    baselines.finish();
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn default_looks_as_it_was_reviewed() {
    compare("default", |_| true, &ALL_VIEWS);
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn chalkboard_looks_as_it_was_reviewed() {
    compare("chalkboard", |case| FEW.contains(&case.name), &FEW_VIEWS);
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn plain_looks_as_it_was_reviewed() {
    compare("plain", |case| FEW.contains(&case.name), &FEW_VIEWS);
}

#[test]
fn baselines_take_at_most_a_megabyte() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/visual");
    let pictures: Vec<String> = files_below(&folder).into_iter().filter(|file| file.ends_with(".webp")).collect();
    assert!(pictures.len() > 100, "{} pictures", pictures.len());
    let bytes: u64 = pictures.iter().map(|file| std::fs::metadata(folder.join(file)).unwrap().len()).sum();
    assert!(bytes <= 1_000_000, "{bytes} bytes: let fewer views of a case be captured");
}

#[test]
fn the_fonts_of_screenshots_hold_every_character() {
    let characters = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/visual/fonts/characters.txt");
    let characters = std::fs::read_to_string(characters).unwrap();
    for theme in ["default", "chalkboard", "plain"] {
        let built = course().build_with(&["--theme", theme]).ok();
        for page in built.files().iter().filter(|file| file.ends_with(".html")) {
            let text = Html::new(built.text(page)).text();
            let missing: String = text.chars().filter(|&c| !characters.contains(c)).collect();
            assert_eq!(missing, "", "{page}: add these to characters.txt and run tests/visual/fonts/subset.py");
        }
    }
}

/// Regressions that must be detected: a name, the scheme, the style that causes it.
const REGRESSIONS: [(&str, &str, &str); 7] = [
    ("the side bar 4 px aside", "light", ".course-nav { translate: 4px }"),
    ("the colour of links 6 % off", "light", ":root { --link: #1a66df }"),
    ("the ground 6 % off", "dark", ":root { --paper: #23262b }"),
    ("no label over the title", "light", ".masthead-label { visibility: hidden }"),
    ("none of the theme's fonts", "light", ":root { --sans: serif }"),
    ("a light colour in the dark", "dark", ":root { --ink: #1f2328 }"),
    ("all below the facts 2 px lower", "dark", ".info { margin-block-end: calc(1.5rem + 2px) }"),
];

/// Font preferences of a machine, which must not change a screenshot.
const PREFERENCES: &str = "<?xml version=\"1.0\"?><fontconfig><match target=\"font\"><edit name=\"hintstyle\" mode=\"assign\"><const>hintfull</const></edit><edit name=\"rgba\" mode=\"assign\"><const>rgb</const></edit></match></fontconfig>";

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn the_tolerance_lies_between_noise_and_regressions() {
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir(home.path().join("fontconfig")).unwrap();
    std::fs::write(home.path().join("fontconfig/fonts.conf"), PREFERENCES).unwrap();
    let mut photographer = Photographer::start(&[]);
    let mut other = Photographer::start(&[("XDG_CONFIG_HOME", home.path())]);
    let built = course().build().ok();
    let page = built.output.join(SESSION);
    let take = |photographer: &mut Photographer, scheme: &str, style: &str| {
        photographer.show(&page, WINDOWS[0]);
        photographer.run(&format!(
            "document.head.append(Object.assign(document.createElement('style'), {{ textContent: {} }}))",
            json!(style)
        ));
        photographer.set_scheme(scheme);
        photographer.scroll(WINDOWS[0], None);
        photographer.capture()
    };
    for scheme in ["light", "dark"] {
        let before = take(&mut photographer, scheme, "");
        for (who, photographer) in
            [("the same browser again", &mut photographer), ("one that prefers other letters", &mut other)]
        {
            let after = take(photographer, scheme, "");
            let found = photographer.compare(&after, &before);
            println!("{who}: {:.3} %, {:.1} of 255", 100.0 * found.share, found.worst);
            assert!(found.share <= SHARE / 2.0 && found.worst <= STRONG / 2.0, "{who}");
        }
        for (what, _, style) in REGRESSIONS.iter().filter(|(_, seen, _)| *seen == scheme) {
            let after = take(&mut photographer, scheme, style);
            let found = photographer.compare(&after, &before);
            println!("{what}: {:.3} %, {:.1} of 255", 100.0 * found.share, found.worst);
            assert!(!found.is_none(), "{what}");
        }
    }
}

#[test]
#[ignore = "needs Chromium (see tests/README.md)"]
fn a_changed_token_is_reported_with_a_picture() {
    let mut photographer = Photographer::start(&[]);
    let tokens = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/css/tokens.css");
    let tokens = std::fs::read_to_string(tokens).unwrap();
    let changed = tokens.replace("--paper: light-dark(#ffffff,", "--paper: light-dark(#f0f2f4,");
    assert_ne!(tokens, changed);
    let course = course();
    let (known, new) = (course.root().join("known"), course.root().join("new"));
    let cases: Vec<&Case> = CASES.iter().filter(|case| case.name == "not-found").collect();
    let mut baselines = Baselines::at(known.clone(), new.clone(), true);
    let built = course.build().ok();
    capture(&mut photographer, &built.output, &cases, &ALL_VIEWS, |photographer, name, is_last| {
        baselines.check(photographer, name, is_last)
    });
    course.edit("../themes/default/css/tokens.css", &changed);
    let built = course.build().ok();
    let mut baselines = Baselines::at(known, new.clone(), false);
    capture(&mut photographer, &built.output, &cases, &ALL_VIEWS, |photographer, name, is_last| {
        baselines.check(photographer, name, is_last)
    });
    assert_eq!(baselines.differences.len(), 3, "each light one is reported: {:?}", baselines.differences);
    for window in WINDOWS {
        let name = format!("not-found-light-{}", window.0);
        assert!(
            baselines.differences.iter().any(|line| line.starts_with(&name)),
            "{name}: {:?}",
            baselines.differences
        );
        let sheet = std::fs::read(new.join(format!("{name}.png"))).unwrap();
        assert!(sheet.starts_with(b"\x89PNG"), "{name}: before, now and where");
    }
}
