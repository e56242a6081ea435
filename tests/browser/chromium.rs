//! Turns calls into messages of the `DevTools` protocol to a Chromium of the test, over two pipes: no port, no driver.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

/// The time to wait for an answer before the test fails.
const PATIENCE: Duration = Duration::from_secs(30);

/// A shell command that moves the two pipes to the file descriptors 3 and 4 of the protocol, which safe Rust cannot do.
const PLUMBING: &str = "exec 3<&0 4>&1 </dev/null >/dev/null 2>&1; exec \"$@\"";

/// A browser, one of whose tabs receives the messages.
pub(super) struct Chromium {
    child: Child,
    to: ChildStdin,
    from: Receiver<Value>,
    /// The target and the session of each tab; `here` is the index of the current one.
    tabs: Vec<(String, String)>,
    here: Option<usize>,
    count: u64,
    /// The events that the tabs have sent since the last page was opened.
    pub(super) events: Vec<Value>,
    _profile: TempDir,
}

impl Chromium {
    /// Starts the browser; fails if Chromium is not installed. Tests that call this are ignored by default.
    pub(super) fn start() -> Self {
        Self::start_with(&[], &[])
    }

    /// Starts it with further arguments and environment variables.
    pub(super) fn start_with(words: &[&str], environment: &[(&str, &Path)]) -> Self {
        let program = find().expect("a Chromium on the PATH");
        let profile = tempfile::tempdir().unwrap();
        let mut child = Command::new("sh")
            .args(["-c", PLUMBING, "sh"])
            .arg(program)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-dev-shm-usage",
            ])
            .args([
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
            ])
            .args(words)
            .arg("--remote-debugging-pipe")
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .envs(environment.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let to = child.stdin.take().unwrap();
        let mut pipe = BufReader::new(child.stdout.take().unwrap());
        let (sender, from) = channel();
        std::thread::spawn(move || {
            let mut message = Vec::new();
            while pipe.read_until(0, &mut message).is_ok_and(|length| length > 0) {
                message.pop();
                if serde_json::from_slice(&message).is_ok_and(|value| sender.send(value).is_err()) {
                    return;
                }
                message.clear();
            }
        });
        let mut browser =
            Self { child, to, from, tabs: Vec::new(), here: None, count: 0, events: Vec::new(), _profile: profile };
        browser.open_tab();
        browser
    }

    /// Opens another tab and makes it the current one; returns its number.
    pub(super) fn open_tab(&mut self) -> usize {
        self.here = None;
        let tab = self.call("Target.createTarget", &json!({ "url": "about:blank" }));
        let target = tab["targetId"].as_str().unwrap().to_owned();
        let session = self.call("Target.attachToTarget", &json!({ "targetId": target, "flatten": true }));
        self.tabs.push((target, session["sessionId"].as_str().unwrap().to_owned()));
        self.here = Some(self.tabs.len() - 1);
        for domain in ["Page", "Runtime", "Network", "Log"] {
            self.call(&format!("{domain}.enable"), &json!({}));
        }
        self.tabs.len() - 1
    }

    /// Makes another tab the current one.
    pub(super) fn turn_to(&mut self, tab: usize) {
        self.here = Some(tab);
    }

    /// Closes a tab; the caller must then choose another as the current one.
    pub(super) fn close_tab(&mut self, tab: usize) {
        self.here = None;
        let target = self.tabs[tab].0.clone();
        self.call("Target.closeTarget", &json!({ "targetId": target }));
    }

    /// Calls a method and returns its result.
    pub(super) fn call(&mut self, method: &str, params: &Value) -> Value {
        self.try_call(method, params).unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// Calls a method that can fail: no page answers during a navigation.
    fn try_call(&mut self, method: &str, params: &Value) -> Result<Value, Value> {
        self.count += 1;
        let mut message = json!({ "id": self.count, "method": method, "params": params });
        if let Some(tab) = self.here {
            message["sessionId"] = json!(self.tabs[tab].1);
        }
        self.to.write_all(message.to_string().as_bytes()).unwrap();
        self.to.write_all(&[0]).unwrap();
        loop {
            let mut answer = self.receive();
            if answer["id"] == json!(self.count) {
                return if answer["error"].is_null() {
                    Ok(answer["result"].take())
                } else {
                    Err(answer["error"].take())
                };
            }
            self.events.push(answer);
        }
    }

    fn receive(&mut self) -> Value {
        self.from.recv_timeout(PATIENCE).expect("the browser answers")
    }

    /// Waits for the next event of a kind, and removes it from the recorded ones.
    pub(super) fn event(&mut self, method: &str) -> Value {
        loop {
            if let Some(at) = self.events.iter().position(|event| event["method"] == method) {
                return self.events.remove(at);
            }
            let event = self.receive();
            self.events.push(event);
        }
    }

    /// Opens a file and waits until it is loaded with its fonts.
    pub(super) fn open(&mut self, page: &Path) {
        self.visit(&address(page));
    }

    /// Opens an address and waits until it is loaded with its fonts.
    pub(super) fn visit(&mut self, address: &str) {
        self.events.clear();
        self.call("Page.navigate", &json!({ "url": address }));
        self.event("Page.loadEventFired");
        self.evaluate("document.fonts.ready.then(() => 0)");
    }

    /// Sets the width and height of the window, in CSS pixels.
    pub(super) fn resize(&mut self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.call("Emulation.setDeviceMetricsOverride", &size);
    }

    /// Runs a script on the page and returns its value.
    pub(super) fn evaluate(&mut self, script: &str) -> Value {
        let params = json!({ "expression": script, "returnByValue": true, "awaitPromise": true, "userGesture": true });
        let mut result = self.call("Runtime.evaluate", &params);
        assert!(result["exceptionDetails"].is_null(), "{script}: {}", result["exceptionDetails"]);
        result["result"]["value"].take()
    }

    /// Runs a script that may throw, on a page that may be about to close.
    pub(super) fn ask(&mut self, script: &str) -> Result<Value, Value> {
        let params = json!({ "expression": script, "returnByValue": true, "awaitPromise": true, "userGesture": true });
        let mut result = self.try_call("Runtime.evaluate", &params)?;
        let thrown = result["exceptionDetails"].take();
        if thrown.is_null() { Ok(result["result"]["value"].take()) } else { Err(thrown) }
    }

    /// Waits until a script returns `true`, across navigations.
    pub(super) fn until(&mut self, script: &str) {
        let start = Instant::now();
        let params = json!({ "expression": script, "returnByValue": true, "awaitPromise": true });
        loop {
            let result = self.try_call("Runtime.evaluate", &params);
            if result.as_ref().is_ok_and(|result| result["result"]["value"] == true) {
                return;
            }
            assert!(start.elapsed() < PATIENCE, "never: {script}: {result:?}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Presses a key.
    pub(super) fn press(&mut self, key: &str, code: u32) {
        for kind in ["rawKeyDown", "keyUp"] {
            let mut event = json!({ "type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code });
            if kind == "rawKeyDown" && key == "Enter" {
                event["type"] = json!("keyDown");
                event["text"] = json!("\r");
            }
            self.call("Input.dispatchKeyEvent", &event);
        }
    }

    /// Clicks at a point of the window with real input events, with or without the Alt key.
    pub(super) fn click_at(&mut self, x: f64, y: f64, alt: bool) {
        let mut event = json!({ "x": x, "y": y, "button": "left", "clickCount": 1, "modifiers": u8::from(alt) });
        for kind in ["mousePressed", "mouseReleased"] {
            event["type"] = json!(kind);
            self.call("Input.dispatchMouseEvent", &event);
        }
    }

    /// Moves the pointer, with or without the Alt key.
    pub(super) fn point_at(&mut self, x: f64, y: f64, alt: bool) {
        let event = json!({ "type": "mouseMoved", "x": x, "y": y, "modifiers": u8::from(alt) });
        self.call("Input.dispatchMouseEvent", &event);
    }

    /// Returns the errors of the page: exceptions, errors in the console, files that could not be loaded.
    pub(super) fn complaints(&self) -> Vec<String> {
        let is_bad = |event: &&Value| match event["method"].as_str() {
            Some("Runtime.exceptionThrown" | "Network.loadingFailed") => true,
            Some("Runtime.consoleAPICalled") => event["params"]["type"] == "error",
            Some("Log.entryAdded") => event["params"]["entry"]["level"] == "error",
            _ => false,
        };
        self.events.iter().filter(is_bad).map(|event| event["params"].to_string()).collect()
    }

    /// Returns the addresses that the page requested.
    pub(super) fn requests(&self) -> Vec<String> {
        let sent = self.events.iter().filter(|event| event["method"] == "Network.requestWillBeSent");
        sent.filter_map(|event| event["params"]["request"]["url"].as_str()).map(ToOwned::to_owned).collect()
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        // Its profile is temporary, so it needs no orderly exit.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Returns the address of a file on the disk.
pub(super) fn address(file: &Path) -> String {
    let parts: Vec<String> = file.to_str().unwrap().split('/').map(seodang::site::path::encode).collect();
    format!("file://{}", parts.join("/"))
}

fn find() -> Option<PathBuf> {
    let folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
    let names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
    names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).find(|path| path.is_file())
}
