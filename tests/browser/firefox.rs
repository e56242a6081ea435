//! Turns calls into messages of Marionette, the remote control of Firefox, to a Firefox that the test starts: TCP, no driver.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

/// The time to wait for the start or an answer before the test fails.
const PATIENCE: Duration = Duration::from_mins(1);

/// A browser with one tab and no network: its proxy is a closed port. It makes no connection before a page asks for one, as it
/// would for a link that a reader points at.
pub(super) struct Firefox {
    child: Child,
    stream: TcpStream,
    count: u64,
    _profile: TempDir,
}

impl Firefox {
    /// Starts the browser; fails if Firefox is not installed. Tests that call this are ignored by default.
    pub(super) fn start() -> Self {
        let program = find().expect("a Firefox on the PATH");
        let profile = tempfile::tempdir().unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let settings = format!(
            "user_pref(\"marionette.port\", {port});\nuser_pref(\"network.proxy.type\", 1);\n\
             user_pref(\"network.proxy.http\", \"127.0.0.1\");\nuser_pref(\"network.proxy.http_port\", 9);\n\
             user_pref(\"network.proxy.ssl\", \"127.0.0.1\");\nuser_pref(\"network.proxy.ssl_port\", 9);\n\
             user_pref(\"network.http.speculative-parallel-limit\", 0);\nuser_pref(\"network.predictor.enabled\", false);\n\
             user_pref(\"app.update.enabled\", false);\nuser_pref(\"datareporting.policy.dataSubmissionEnabled\", false);\n"
        );
        std::fs::write(profile.path().join("user.js"), settings).unwrap();
        let child = Command::new(program)
            .args(["--headless", "--marionette", "--no-remote", "-remote-allow-system-access", "--profile"])
            .arg(profile.path())
            .env("HOME", profile.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let began = Instant::now();
        let stream = loop {
            match TcpStream::connect(("127.0.0.1", port)) {
                Ok(stream) => break stream,
                Err(error) => assert!(began.elapsed() < PATIENCE, "Firefox does not listen: {error}"),
            }
            std::thread::sleep(Duration::from_millis(100));
        };
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let mut browser = Self { child, stream, count: 0, _profile: profile };
        browser.receive();
        browser.call("WebDriver:NewSession", &json!({}));
        browser
    }

    /// Opens an address and waits until it is loaded.
    pub(super) fn visit(&mut self, address: &str) {
        self.call("WebDriver:Navigate", &json!({ "url": address }));
    }

    /// Runs the body of a function on the page and returns its result; awaits a promise.
    pub(super) fn run(&mut self, body: &str) -> Value {
        self.ask(body).unwrap_or_else(|error| panic!("{body}: {error}"))
    }

    /// Runs the body of a function on a page that may be about to close.
    pub(super) fn ask(&mut self, body: &str) -> Result<Value, Value> {
        let script =
            format!("const done = arguments[0]; (async () => {{ {body} }})().then(done, e => done('failed: ' + e));");
        let mut answer = self.try_call("WebDriver:ExecuteAsyncScript", &json!({ "script": script, "args": [] }))?;
        Ok(answer["value"].take())
    }

    /// Presses a key.
    pub(super) fn press(&mut self, key: &str) {
        let strokes = ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": key }));
        let actions = json!([{ "type": "key", "id": "keys", "actions": strokes }]);
        self.call("WebDriver:PerformActions", &json!({ "actions": actions }));
    }

    /// Clicks at a point of the window with real input events; calls `held` between pressing Alt and clicking. Without
    /// `held`, the Alt key is not pressed.
    pub(super) fn click_at(&mut self, x: f64, y: f64, held: Option<impl FnOnce(&mut Self)>) {
        let alt =
            |kind: &str| json!({ "type": "key", "id": "keys", "actions": [{ "type": kind, "value": "\u{E00A}" }] });
        let point = json!({ "type": "pointerMove", "x": x.round(), "y": y.round(), "duration": 0 });
        let with_alt = held.is_some();
        if let Some(held) = held {
            self.call("WebDriver:PerformActions", &json!({ "actions": [alt("keyDown")] }));
            held(self);
        }
        let press = |kind: &str| json!({ "type": kind, "button": 0 });
        let steps = json!([point, press("pointerDown"), press("pointerUp")]);
        let mouse = json!({ "type": "pointer", "id": "mouse", "actions": steps });
        self.call("WebDriver:PerformActions", &json!({ "actions": [mouse] }));
        if with_alt {
            self.call("WebDriver:PerformActions", &json!({ "actions": [alt("keyUp")] }));
        }
    }

    /// Returns the errors of pages since the last call, as the browser's console lists them.
    pub(super) fn complaints(&mut self) -> Vec<String> {
        self.call("Marionette:SetContext", &json!({ "value": "chrome" }));
        let body = "const all = Services.console.getMessageArray().filter(m => m instanceof Ci.nsIScriptError \
                    && !(m.flags & Ci.nsIScriptError.warningFlag) && (m.sourceName || '').startsWith('file:'))\
                    .map(m => m.sourceName + ': ' + m.errorMessage); Services.console.reset(); return all;";
        let found = self.run(body);
        self.call("Marionette:SetContext", &json!({ "value": "content" }));
        found.as_array().unwrap_or_else(|| panic!("{found}")).iter().map(ToString::to_string).collect()
    }

    fn call(&mut self, command: &str, parameters: &Value) -> Value {
        self.try_call(command, parameters).unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    fn try_call(&mut self, command: &str, parameters: &Value) -> Result<Value, Value> {
        self.count += 1;
        let message = json!([0, self.count, command, parameters]).to_string();
        write!(self.stream, "{}:{message}", message.len()).unwrap();
        let mut answer = self.receive();
        if answer[2].is_null() { Ok(answer[3].take()) } else { Err(answer[2].take()) }
    }

    /// Reads one message: its length in bytes, a colon, JSON.
    fn receive(&mut self) -> Value {
        let mut length = String::new();
        let mut byte = [0];
        loop {
            self.stream.read_exact(&mut byte).expect("Firefox answers");
            if byte[0] == b':' {
                break;
            }
            length.push(char::from(byte[0]));
        }
        let mut message = vec![0; length.parse().unwrap()];
        self.stream.read_exact(&mut message).expect("Firefox answers");
        serde_json::from_slice(&message).unwrap()
    }
}

impl Drop for Firefox {
    fn drop(&mut self) {
        // Its profile is temporary, so it needs no orderly exit.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn find() -> Option<PathBuf> {
    let folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
    let names = ["firefox-esr", "firefox"];
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|path: &PathBuf| Path::is_file(path))
}
