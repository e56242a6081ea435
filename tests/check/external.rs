//! Checks `seodang check --external` against a simulated network: a proxy that answers for every host.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use seodang::check::external::client::{self, RequestLimits};
use seodang::check::external::{RequestPlan, Verdict};

use crate::support::CourseTest;

/// A request that the network received: method, host with path, the times of its arrival and its answer.
type Seen = (String, String, Instant, Instant);

/// A network in which every name leads to this process.
struct Network {
    address: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

fn network() -> Network {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&seen);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let log = Arc::clone(&log);
            std::thread::spawn(move || serve(stream, &log));
        }
    });
    Network { address, seen }
}

fn head(stream: &mut TcpStream) -> Option<String> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).ok()?;
        head.push(byte[0]);
    }
    String::from_utf8(head).ok()
}

fn serve(mut stream: TcpStream, log: &Mutex<Vec<Seen>>) {
    let Some(mut request) = head(&mut stream) else { return };
    if request.starts_with("CONNECT nobody.") {
        let _ = stream.write_all(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
        return;
    }
    if request.starts_with("CONNECT") {
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
        let Some(next) = head(&mut stream) else { return };
        request = next;
    }
    let came = Instant::now();
    let method = request.split(' ').next().unwrap().to_owned();
    let target = request.split(' ').nth(1).unwrap();
    let path = target.strip_prefix("http://").map_or(target, |rest| &rest[rest.find('/').unwrap()..]).to_owned();
    let host = request.lines().find_map(|line| line.to_lowercase().strip_prefix("host: ").map(str::to_owned)).unwrap();
    assert!(request.to_lowercase().contains("user-agent: seodang/"), "{request}");
    std::thread::sleep(Duration::from_millis(20));
    log.lock().unwrap().push((method.clone(), format!("{host}{path}"), came, Instant::now()));
    let status = match (path.as_str(), method.as_str()) {
        ("/get-only", "HEAD") | ("/gone", _) => "404 Not Found",
        ("/members", _) => "403 Forbidden",
        ("/busy", _) => "429 Too Many Requests\r\nRetry-After: 60",
        ("/ill", _) => "500 Oh",
        ("/old", _) => "301 Moved\r\nLocation: http://new.school.kr/here",
        ("/circle", _) => "302 Found\r\nLocation: /circle",
        ("/garbage", _) => {
            let _ = stream.write_all(b"\0\x01nonsense\r\n\r\n");
            return;
        }
        ("/drip", _) => {
            for _ in 0..100 {
                std::thread::sleep(Duration::from_millis(50));
                if stream.write_all(b"H").is_err() {
                    return;
                }
            }
            return;
        }
        ("/endless", "GET") => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
            while stream.write_all(&[b'x'; 4096]).is_ok() {}
            return;
        }
        ("/endless", _) => "405 No",
        _ => "200 OK",
    };
    let _ = write!(stream, "HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
}

fn run(course: &CourseTest, proxy: &str, further: &[&str]) -> (Vec<String>, String) {
    let words = ["check", "sample", "--format", "json", "--only", "dead-external-link,moved-external-link"];
    let mut command = course.command(&words);
    // Removes the variables first: on Windows their names are the same in either case.
    let names =
        ["ALL_PROXY", "all_proxy", "HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy", "http_proxy", "HTTP_PROXY"];
    for name in names {
        command.env_remove(name);
    }
    let run = command.args(further).env("HTTP_PROXY", format!("http://{proxy}")).output().unwrap();
    let out = String::from_utf8(run.stdout).unwrap();
    let finding = |line: &str| {
        let finding: serde_json::Value = serde_json::from_str(line).unwrap();
        let message = finding["message"].as_str().unwrap();
        format!("{} {} {message}", finding["severity"].as_str().unwrap_or("?"), finding["code"].as_str().unwrap())
    };
    (out.lines().map(finding).collect(), String::from_utf8(run.stderr).unwrap())
}

#[test]
fn what_servers_say_becomes_findings_once_a_day() {
    let paths = ["fine", "fine#part", "get-only", "gone", "members", "busy", "ill", "old", "circle"];
    let links: String = paths.iter().map(|path| format!("[a](http://a.school.kr/{path})\n")).collect();
    let course = CourseTest::of(&format!("# P\n\n{links}\n[b](http://b.school.kr/gone)\n[c](http://localhost/gone)\n"));
    let net = network();
    assert_eq!(run(&course, &net.address, &[]).0, Vec::<String>::new());
    assert!(net.seen.lock().unwrap().is_empty(), "nothing is asked without --external");

    let (found, said) = run(&course, &net.address, &["--external"]);
    assert_eq!(
        found,
        [
            "warning dead-external-link `http://a.school.kr/gone` does not exist: the server answers 404",
            "info dead-external-link `http://a.school.kr/ill` could not be read: the server answers 500",
            "info moved-external-link `http://a.school.kr/old` has moved permanently",
            "info dead-external-link `http://a.school.kr/circle` could not be read: it redirects in a circle, or too often",
            "warning dead-external-link `http://b.school.kr/gone` does not exist: the server answers 404",
        ],
        "{said}"
    );
    let seen = std::mem::take(&mut *net.seen.lock().unwrap());
    assert_eq!(seen.iter().filter(|(_, url, ..)| url == "a.school.kr/fine").count(), 1);
    assert!(seen.iter().any(|(_, url, ..)| url == "new.school.kr/here"), "redirects lead to other hosts");
    let mut own: Vec<&Seen> = seen.iter().filter(|(_, url, ..)| url.starts_with("a.school.kr")).collect();
    own.sort_by_key(|(.., came, _)| *came);
    for pair in own.windows(2) {
        let pause = pair[1].2.checked_duration_since(pair[0].3);
        assert!(pause.is_some_and(|pause| pause >= Duration::from_millis(150)), "{pair:?}");
    }

    let (again, _) = run(&course, &net.address, &["--external"]);
    assert_eq!(again, found);
    let seen: Vec<String> = net.seen.lock().unwrap().iter().map(|(_, url, ..)| url.clone()).collect();
    assert_eq!(seen, ["a.school.kr/busy"], "only what was put off is asked for again");
}

#[test]
fn a_network_that_is_down_is_said_once() {
    let course = CourseTest::of("# P\n\n[a](http://a.school.kr/)\n[b](http://b.school.kr/)\n");
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let (found, said) = run(&course, &closed, &["--external"]);
    assert_eq!(found, Vec::<String>::new());
    assert_eq!(said.matches("none of 2 external hosts could be reached").count(), 1, "{said}");
}

#[test]
fn what_a_proxy_says_of_itself_is_no_answer() {
    let course = CourseTest::of("# P\n\n[a](http://nobody.school.kr/)\n");
    let (found, said) = run(&course, &network().address, &["--external"]);
    assert_eq!(found, Vec::<String>::new());
    assert!(said.contains("none of 1 external hosts could be reached"), "{said}");
}

#[test]
fn a_few_hosts_are_asked_at_once() {
    let links: String = (0..20).map(|at| format!("[a](http://h{at}.school.kr/)\n")).collect();
    let course = CourseTest::of(&format!("# P\n\n{links}"));
    let net = network();
    run(&course, &net.address, &["--external"]);
    let seen = net.seen.lock().unwrap();
    assert_eq!(seen.len(), 20);
    let at_once = |at: &Seen| seen.iter().filter(|(.., came, done)| (*came..*done).contains(&at.2)).count();
    let most = seen.iter().map(at_once).max().unwrap();
    assert!((2..=8).contains(&most), "{most}");
}

#[test]
fn servers_that_misbehave_end_in_time() {
    let net = network();
    let url = |path: &str| format!("http://{}/{path}", net.address);
    let paths = ["garbage", "drip", "endless", "fine"];
    let plan = RequestPlan { hosts: vec![("x".to_owned(), paths.map(url).to_vec())], skipped: 0 };
    let limits = RequestLimits {
        request_timeout: Duration::from_millis(500),
        pause: Duration::ZERO,
        ..RequestLimits::default()
    };
    let began = Instant::now();
    let outcome = client::run(&plan, limits);
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
    let is_there = paths.map(|path| outcome.verdicts[&url(path)] == Verdict::Reachable);
    assert_eq!(is_there, [false, false, true, true], "{outcome:?}");
    let none = client::run(&plan, RequestLimits { run_timeout: Duration::ZERO, ..limits });
    assert_eq!((none.skipped, none.verdicts.len()), (4, 0));
}
