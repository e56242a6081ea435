//! Turns a page in a state, a scheme and a width into a screenshot, and two screenshots into their difference.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::super::chromium::Chromium;

/// Sizes of windows on a desktop, a tablet and a phone, in CSS pixels.
pub(super) const WINDOWS: [(u32, u32); 3] = [(1440, 900), (768, 1024), (360, 740)];

/// The side of a square of which means are compared, in pixels of the halved picture: 16 CSS pixels, about a letter.
const SIDE: u32 = 8;

/// The difference of a square's mean in a channel, of 255, up to which the square counts as equal.
const LEVELS: f64 = 4.0;

/// The share of the squares of a screenshot that may differ. `tests/visual/README.md` has the figures behind all three.
pub(super) const SHARE: f64 = 0.001;

/// The largest permitted difference of a square's mean, of 255: a larger one means that a small element appeared or vanished.
pub(super) const STRONG: f64 = 32.0;

/// The quality of the WebP files, from 0 to 1: letters stay readable, and a screenshot takes some 6 KB.
const QUALITY: f64 = 0.4;

/// A browser with a tab that shows pages and one that compares screenshots.
pub(super) struct Photographer {
    browser: Chromium,
    pages: usize,
}

/// A screenshot of a window at half its size, as WebP.
pub(super) struct Screenshot(pub(super) Vec<u8>);

/// The difference of a screenshot from an earlier one.
pub(super) struct Difference {
    /// The share of the squares that differ by more than [`LEVELS`].
    pub(super) share: f64,
    /// The largest difference of a square's mean, of 255.
    pub(super) worst: f64,
    /// The place of that square, in CSS pixels from the window's upper left corner.
    pub(super) at: (u64, u64),
    /// A PNG of both, and of the later with the squares marked, if the two differ too much.
    pub(super) picture: Option<Vec<u8>>,
}

impl Difference {
    /// Tests whether the two are the same to a reader.
    pub(super) fn is_none(&self) -> bool {
        self.share <= SHARE && self.worst <= STRONG
    }
}

impl Photographer {
    /// Starts a browser that draws letters and colours as it does on other machines, with further environment variables.
    pub(super) fn start(environment: &[(&str, &Path)]) -> Self {
        let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/visual/fonts/fonts.conf");
        // The language of the machine would choose the font of characters that the theme's font lacks.
        let language = [("LANG", Path::new("C.UTF-8")), ("LC_ALL", Path::new("C.UTF-8"))];
        let environment = [environment, &[("FONTCONFIG_FILE", &fonts)], &language].concat();
        let mut browser = Chromium::start_with(&["--force-color-profile=srgb"], &environment);
        browser.evaluate(include_str!("compare.js"));
        // The tab that was opened last is in front: others draw no frames.
        let pages = browser.open_tab();
        browser.call("Emulation.setTimezoneOverride", &json!({ "timezoneId": "Asia/Seoul" }));
        browser.call("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": include_str!("still.js") }));
        Self { browser, pages }
    }

    /// Opens a page in a window, in light.
    pub(super) fn show(&mut self, page: &Path, window: (u32, u32)) {
        self.set_scheme("light");
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

    /// Presses a button; returns whether it is visible.
    pub(super) fn press(&mut self, button: &str) -> bool {
        let script = "(button => !!button && button.checkVisibility() && (button.click(), true))";
        self.browser.evaluate(&format!("{script}(document.querySelector({}))", json!(button))) == true
    }

    /// Waits until a condition holds on the page.
    pub(super) fn until(&mut self, condition: &str) {
        self.browser.until(condition);
    }

    /// Sets the colour scheme, as the reader's system would.
    pub(super) fn set_scheme(&mut self, scheme: &str) {
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.browser.call("Emulation.setEmulatedMedia", &json!({ "features": features }));
    }

    /// Waits for the fonts that the laid-out text needs: `swap` shows another font until then, whose widths wrap
    /// lines elsewhere and so move the element that a later scroll brings to the edge.
    fn settle(&mut self) {
        self.browser.evaluate("document.documentElement.getBoundingClientRect(); document.fonts.ready.then(() => 0)");
    }

    /// Sets the size of the window and scrolls to an element, or to the beginning of the page.
    pub(super) fn scroll(&mut self, window: (u32, u32), top: Option<&str>) {
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

    /// Takes a screenshot of the window.
    pub(super) fn capture(&mut self) -> Screenshot {
        let png = self.browser.call("Page.captureScreenshot", &json!({ "format": "png", "optimizeForSpeed": true }));
        let png = format!("data:image/png;base64,{}", png["data"].as_str().unwrap());
        let picture = self.in_comparing_tab(&format!("halved({}, {QUALITY})", json!(png)));
        Screenshot(STANDARD.decode(picture.as_str().unwrap()).unwrap())
    }

    /// Compares a screenshot with an earlier one.
    pub(super) fn compare(&mut self, after: &Screenshot, before: &Screenshot) -> Difference {
        if after.0 == before.0 {
            return Difference { share: 0.0, worst: 0.0, at: (0, 0), picture: None };
        }
        let address =
            |screenshot: &Screenshot| json!(format!("data:image/webp;base64,{}", STANDARD.encode(&screenshot.0)));
        let bound = json!({ "side": SIDE, "levels": LEVELS, "share": SHARE, "strong": STRONG });
        let found = self.in_comparing_tab(&format!("compared({}, {}, {bound})", address(after), address(before)));
        Difference {
            share: found["share"].as_f64().unwrap(),
            worst: found["worst"].as_f64().unwrap(),
            at: (found["at"][0].as_u64().unwrap(), found["at"][1].as_u64().unwrap()),
            picture: found["picture"].as_str().map(|picture| STANDARD.decode(picture).unwrap()),
        }
    }

    /// Runs a script in the tab that compares.
    fn in_comparing_tab(&mut self, script: &str) -> Value {
        self.browser.turn_to(0);
        let answer = self.browser.evaluate(script);
        self.browser.turn_to(self.pages);
        answer
    }
}
