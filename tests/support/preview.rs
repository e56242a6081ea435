//! Turns a course of a test into a running preview, and raw bytes into its replies.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::CourseTest;

/// The time to wait before a test fails; it allows for busy machines.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// The time without changes after which the preview is idle.
const REST: Duration = Duration::from_millis(700);

/// A running preview, which ends when the value is dropped.
pub(crate) struct Preview {
    child: Child,
    /// The address that it listens on.
    pub(crate) address: SocketAddr,
    said: Arc<Mutex<Vec<String>>>,
}

/// An answer of the preview.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    /// The status; 0 if the connection was closed without an answer.
    pub(crate) status: u16,
    /// The status line and the headers.
    pub(crate) head: String,
    /// The body.
    pub(crate) body: Vec<u8>,
}

impl CourseTest {
    /// Starts a preview of the course on a free port.
    pub(crate) fn serve(&self) -> Preview {
        self.serve_with(&["--port", "0"])
    }

    /// Starts a preview with further words on the command line; they name the port.
    pub(crate) fn serve_with(&self, further: &[&str]) -> Preview {
        Preview::start(&mut self.serve_command(further))
    }

    /// Returns the command of a preview, without the editor of the user who runs the tests.
    pub(crate) fn serve_command(&self, further: &[&str]) -> Command {
        let mut words = vec!["serve", "sample"];
        words.extend(further);
        let mut command = self.command(&words);
        for name in ["SEODANG_EDITOR", "VISUAL", "EDITOR"] {
            command.env_remove(name);
        }
        command
    }
}

impl Preview {
    /// Starts a preview and waits until it prints its address.
    pub(crate) fn start(command: &mut Command) -> Self {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let said = Arc::new(Mutex::new(Vec::new()));
        let note = Arc::clone(&said);
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| note.lock().unwrap().push(line)));
        let start = Instant::now();
        let address = loop {
            let place = |line: &String| line.split_once("http://")?.1.split('/').next()?.parse().ok();
            if let Some(address) = said.lock().unwrap().iter().find_map(place) {
                break address;
            }
            let ended = child.try_wait().unwrap();
            assert!(ended.is_none() && start.elapsed() < PATIENCE, "no preview: {:#?}", said.lock().unwrap());
            std::thread::sleep(Duration::from_millis(5));
        };
        Self { child, address, said }
    }

    /// Returns the id of the process.
    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    /// Returns the address of a page.
    pub(crate) fn url(&self, target: &str) -> String {
        format!("http://{}{target}", self.address)
    }

    /// Returns the lines that it has printed so far.
    pub(crate) fn said(&self) -> Vec<String> {
        self.said.lock().unwrap().clone()
    }

    /// Opens a connection.
    pub(crate) fn connect(&self) -> TcpStream {
        connect(self.address)
    }

    /// Sends bytes and reads the answer to its end.
    pub(crate) fn raw(&self, request: &[u8]) -> Answer {
        send(self.address, request)
    }

    /// Sends bytes to another address and reads the answer to its end.
    pub(crate) fn raw_at(&self, address: SocketAddr, request: &[u8]) -> Answer {
        assert_eq!(address.port(), self.address.port(), "it is the same preview");
        send(address, request)
    }

    /// Returns the address of the port that opens editors, as pages contain it.
    pub(crate) fn editor_port(&self) -> SocketAddr {
        let page = self.get("/").text();
        let (_, rest) = page.split_once("data-editor=\"http://").expect("pages on this machine know the port");
        rest.split_once('"').unwrap().0.parse().unwrap()
    }

    /// Returns the key that the editor's port gives only to its own frame.
    pub(crate) fn editor_key(&self) -> String {
        let port = self.editor_port();
        let frame = send(port, format!("GET / HTTP/1.1\r\nHost: {port}\r\n\r\n").as_bytes()).text();
        frame.split_once("data-key=\"").unwrap().1.split_once('"').unwrap().0.to_owned()
    }

    /// Requests the editor's port to open a place, with the given header lines.
    pub(crate) fn ask_editor(&self, query: &str, headers: &str) -> Answer {
        send(self.editor_port(), format!("POST /open?{query} HTTP/1.1\r\n{headers}\r\n").as_bytes())
    }

    /// Opens a place as the preview's own frame does.
    pub(crate) fn open_in_editor(&self, query: &str) -> Answer {
        let (port, key) = (self.editor_port(), self.editor_key());
        self.ask_editor(query, &format!("Host: {port}\r\nOrigin: http://{port}\r\nX-Seodang-Key: {key}\r\n"))
    }

    /// Sends a request with a method and further header lines.
    pub(crate) fn ask(&self, method: &str, target: &str, headers: &str) -> Answer {
        self.raw(format!("{method} {target} HTTP/1.1\r\nHost: {}\r\n{headers}\r\n", self.address).as_bytes())
    }

    /// Gets a target.
    pub(crate) fn get(&self, target: &str) -> Answer {
        self.ask("GET", target, "")
    }

    /// Gets data from an endpoint of the preview.
    pub(crate) fn data(&self, target: &str) -> Value {
        let answer = self.get(target);
        serde_json::from_slice(&answer.body).unwrap_or_else(|error| panic!("{target}: {error}: {answer:?}"))
    }

    /// Returns the name of the current state.
    pub(crate) fn state(&self) -> String {
        self.data("/__seodang/state?since=")["state"].as_str().unwrap().to_owned()
    }

    /// Waits until a condition holds; fails with `what` if it never does.
    pub(crate) fn until(&self, what: &str, mut holds: impl FnMut(&Self) -> bool) {
        let start = Instant::now();
        while !holds(self) {
            assert!(start.elapsed() < PATIENCE, "never: {what}; it said {:#?}", self.said());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Waits until a page holds a text.
    pub(crate) fn until_page(&self, target: &str, text: &str) {
        self.until(&format!("`{text}` on {target}"), |preview| preview.get(target).text().contains(text));
    }

    /// Waits until the preview is idle.
    pub(crate) fn rest(&self) {
        let (mut state, mut since) = (self.state(), Instant::now());
        self.until("it comes to rest", |preview| {
            let now = preview.state();
            if now != state {
                (state, since) = (now, Instant::now());
            }
            since.elapsed() >= REST
        });
    }
}

fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream
}

/// Sends bytes and reads the answer to its end.
fn send(address: SocketAddr, request: &[u8]) -> Answer {
    let mut stream = connect(address);
    // The write fails if the preview refuses the request before its end.
    let _ = stream.write_all(request);
    Answer::read(&mut stream)
}

impl Drop for Preview {
    fn drop(&mut self) {
        // It has no state to save.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Answer {
    /// Reads an answer until the connection is closed.
    pub(crate) fn read(stream: &mut TcpStream) -> Self {
        let mut all = Vec::new();
        // A reset connection has ended too.
        let _ = stream.read_to_end(&mut all);
        let end = all.windows(4).position(|four| four == b"\r\n\r\n");
        let head = String::from_utf8_lossy(&all[..end.unwrap_or(all.len())]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
        Self { status, head, body: end.map(|end| all[end + 4..].to_vec()).unwrap_or_default() }
    }

    /// Returns the body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Returns the body as in the site: without the script that the preview adds, and the frame that it allows.
    pub(crate) fn page(&self) -> String {
        let text = self.text();
        let Some((before, rest)) = text.split_once("<script src=\"/__seodang/live.js\"") else { return text };
        let (_, after) = rest.split_once("</script>").unwrap();
        // `frame-src http://127.0.0.1:1` is `'none'` in the site, or the origin stands before those that the page needs.
        let Some((policy, origin)) = after.split_once("frame-src http://127.0.0.1:") else {
            return format!("{before}{after}");
        };
        let rest = origin.trim_start_matches(|c: char| c.is_ascii_digit());
        let frames = rest.strip_prefix(' ').map_or_else(|| format!("'none'{rest}"), ToOwned::to_owned);
        format!("{before}{policy}frame-src {frames}")
    }

    /// Returns the value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let mut fields = self.head.lines().skip(1).filter_map(|line| line.split_once(':'));
        fields.find(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim().to_owned())
    }
}
