//! Turns a page in a state, a scheme and a width into a shot, and two shots into how they differ.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::super::chromium::Chromium;

/// Windows: a desk, a tablet, a phone; CSS pixels.
pub(super) const WINDOWS: [(u32, u32); 3] = [(1440, 900), (768, 1024), (360, 740)];

/// The side of a square of which means are compared, in pixels of the halved picture: 16 CSS pixels, about a letter.
const SIDE: u32 = 8;

/// By how much of 255 the mean of a square may differ in a channel without counting.
const LEVELS: f64 = 4.0;

/// The share of the squares of a shot that may count. `tests/visual/README.md` has the figures behind all three.
pub(super) const SHARE: f64 = 0.001;

/// By how much of 255 no square's mean may differ: something small is there, or is not.
pub(super) const STRONG: f64 = 32.0;

/// Of WebP, from 0 to 1: letters stay readable, and a shot takes some 10 KB.
const QUALITY: f64 = 0.6;

/// A browser with a tab that shows pages and one that compares shots.
pub(super) struct Studio {
    browser: Chromium,
    pages: usize,
}

/// A shot of a window at half its size, as WebP.
pub(super) struct Shot(pub(super) Vec<u8>);

/// How a shot differs from an earlier one.
pub(super) struct Difference {
    /// The share of the squares that differ by more than [`LEVELS`].
    pub(super) share: f64,
    /// The largest difference of a square's mean, of 255.
    pub(super) worst: f64,
    /// Where that is, in CSS pixels from the window's upper left corner.
    pub(super) at: (u64, u64),
    /// Before, now, and now with the squares marked: a PNG, where the two differ too much.
    pub(super) picture: Option<Vec<u8>>,
}

impl Difference {
    /// Whether the two are the same to a reader.
    pub(super) fn is_none(&self) -> bool {
        self.share <= SHARE && self.worst <= STRONG
    }
}

impl Studio {
    /// Starts a browser that draws letters and colours as it does on other machines, with further names in its environment.
    pub(super) fn open(environment: &[(&str, &Path)]) -> Option<Self> {
        let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/visual/fonts.conf");
        // The language of the machine would choose the font of letters that the theme's own has not.
        let language = [("LANG", Path::new("C.UTF-8")), ("LC_ALL", Path::new("C.UTF-8"))];
        let environment = [environment, &[("FONTCONFIG_FILE", &fonts)], &language].concat();
        let mut browser = Chromium::start_with(&["--force-color-profile=srgb"], &environment)?;
        browser.evaluate(include_str!("compare.js"));
        // The tab that was opened last is in front: others draw no frames.
        let pages = browser.open_tab();
        browser.call("Emulation.setTimezoneOverride", &json!({ "timezoneId": "Asia/Seoul" }));
        browser.call("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": include_str!("still.js") }));
        Some(Self { browser, pages })
    }

    /// Opens a page in a window, in light.
    pub(super) fn show(&mut self, page: &Path, window: (u32, u32)) {
        self.dress("light");
        self.browser.resize(window.0, window.1);
        self.browser.open(page);
        assert_eq!(self.browser.complaints(), Vec::<String>::new(), "{}", page.display());
        let images = "Promise.all([...document.images].map(i => { i.loading = 'eager'; i.decoding = 'sync'; return i.decode().catch(() => 0); })).then(() => 0)";
        self.browser.evaluate(images);
        self.settle();
    }

    /// Runs a script on the page.
    pub(super) fn run(&mut self, script: &str) {
        self.browser.evaluate(script);
    }

    /// Presses a button; says whether it is there to be pressed.
    pub(super) fn press(&mut self, button: &str) -> bool {
        let script = "(button => !!button && button.checkVisibility() && (button.click(), true))";
        self.browser.evaluate(&format!("{script}(document.querySelector({}))", json!(button))) == true
    }

    /// Waits until something is so on the page.
    pub(super) fn until(&mut self, condition: &str) {
        self.browser.until(condition);
    }

    /// Sets the scheme, as the reader's system would.
    pub(super) fn dress(&mut self, scheme: &str) {
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.browser.call("Emulation.setEmulatedMedia", &json!({ "features": features }));
    }

    /// Waits for the fonts that the page's text asks for once it is laid out: `swap` shows another one until then, of other
    /// widths, which wraps lines elsewhere and so moves what a later scroll would bring to the edge.
    fn settle(&mut self) {
        self.browser.evaluate("document.documentElement.getBoundingClientRect(); document.fonts.ready.then(() => 0)");
    }

    /// Makes the window so large, and brings an element to its upper edge; without one, the page's beginning.
    pub(super) fn frame(&mut self, window: (u32, u32), top: Option<&str>) {
        let scroll = top.map_or_else(
            || "scrollTo({ top: 0, behavior: 'instant' })".to_owned(),
            |top| {
                format!(
                    "document.querySelector({}).scrollIntoView({{ block: 'start', behavior: 'instant' }})",
                    json!(top)
                )
            },
        );
        self.browser.resize(window.0, window.1);
        self.settle();
        self.browser.evaluate(&format!(
            "{scroll}; new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(0))))"
        ));
    }

    /// Takes a shot of the window.
    pub(super) fn shoot(&mut self) -> Shot {
        let shot = self.browser.call("Page.captureScreenshot", &json!({ "format": "png", "optimizeForSpeed": true }));
        let shot = format!("data:image/png;base64,{}", shot["data"].as_str().unwrap());
        let picture = self.beside(&format!("halved({}, {QUALITY})", json!(shot)));
        Shot(STANDARD.decode(picture.as_str().unwrap()).unwrap())
    }

    /// How a shot differs from an earlier one.
    pub(super) fn compare(&mut self, after: &Shot, before: &Shot) -> Difference {
        if after.0 == before.0 {
            return Difference { share: 0.0, worst: 0.0, at: (0, 0), picture: None };
        }
        let address = |shot: &Shot| json!(format!("data:image/webp;base64,{}", STANDARD.encode(&shot.0)));
        let bound = json!({ "side": SIDE, "levels": LEVELS, "share": SHARE, "strong": STRONG });
        let found = self.beside(&format!("compared({}, {}, {bound})", address(after), address(before)));
        Difference {
            share: found["share"].as_f64().unwrap(),
            worst: found["worst"].as_f64().unwrap(),
            at: (found["at"][0].as_u64().unwrap(), found["at"][1].as_u64().unwrap()),
            picture: found["picture"].as_str().map(|picture| STANDARD.decode(picture).unwrap()),
        }
    }

    /// Asks the tab that compares.
    fn beside(&mut self, script: &str) -> Value {
        self.browser.turn_to(0);
        let answer = self.browser.evaluate(script);
        self.browser.turn_to(self.pages);
        answer
    }
}
