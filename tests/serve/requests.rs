//! Holds the replies of the preview to browsers, to malformed requests, and to slow ones.

use std::io::Write;
use std::time::{Duration, Instant};

use crate::support::{Answer, CourseTest, Html, Preview};

/// The time within which others are served: less than any limit that a slow client is given, and enough for a busy machine.
const SOON: Duration = Duration::from_secs(4);

/// Returns a course with a file of each kind.
fn course() -> CourseTest {
    CourseTest::new()
        .file(
            "README.md",
            "# Course\n\n[one](week_01/a.md) [talk](talk.mp4) [tool](lab/setup.sh) [data](d.json) ![dot](dot.png)\n",
        )
        .file("week_01/README.md", "# Week 1: First\n\ntext\n")
        .file("week_01/a.md", "# Session 1: One\n\n```mermaid\ngraph TD\nA --> B\n```\n")
        .file("week_01/가 나.md", "# Session 2: Two\n\ntext\n")
        .file("lab/setup.sh", "#!/bin/sh\necho hello\n")
        .file("d.json", "{}\n")
        .bytes("talk.mp4", &(0..=255).collect::<Vec<u8>>())
        .bytes("dot.png", include_bytes!("../pages/dot.png"))
}

#[test]
fn every_kind_of_file_has_its_type_and_is_not_kept() {
    let course = course();
    let preview = course.serve();
    for (target, kind) in [
        ("/", "text/html; charset=utf-8"),
        ("/index.html", "text/html; charset=utf-8"),
        ("/week_01/a.html", "text/html; charset=utf-8"),
        ("/week_01/%EA%B0%80%20%EB%82%98.html", "text/html; charset=utf-8"),
        // Not encoded, as typed by hand.
        ("/week_01/가%20나.html", "text/html; charset=utf-8"),
        ("/week_01/a.html?x=1", "text/html; charset=utf-8"),
        ("/talk.mp4", "video/mp4"),
        ("/dot.png", "image/png"),
        ("/__seodang/live.js", "text/javascript; charset=utf-8"),
        ("/__seodang/state?since=", "application/json"),
        ("/__seodang/problems", "application/json"),
    ] {
        let answer = preview.get(target);
        assert_eq!(
            (answer.status, answer.header("content-type").as_deref()),
            (200, Some(kind)),
            "{target}: {}",
            answer.head
        );
        for (name, value) in [
            ("cache-control", "no-store"),
            ("x-content-type-options", "nosniff"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name).as_deref(), Some(value), "{target}");
        }
        assert_eq!(answer.header("content-length"), Some(answer.body.len().to_string()), "{target}");
        let head = preview.ask("HEAD", target, "");
        assert_eq!((head.status, head.body.len()), (200, 0), "{target}");
        assert_eq!(head.header("content-type").as_deref(), Some(kind), "{target}");
    }
    let home = Html::new(preview.get("/").page());
    for style in home.elements("link").iter().filter(|link| link.attribute("rel") == Some("stylesheet")) {
        let answer = preview.get(&format!("/{}", style.attribute("href").unwrap()));
        assert_eq!(answer.header("content-type").as_deref(), Some("text/css; charset=utf-8"), "{}", answer.head);
    }
    let length = |head: Answer| head.header("content-length");
    assert_eq!(length(preview.ask("HEAD", "/talk.mp4", "")).as_deref(), Some("256"));
}

#[test]
fn folders_lead_to_their_pages() {
    let course = course();
    let preview = course.serve();
    let answer = preview.get("/week_01");
    assert_eq!((answer.status, answer.header("location").as_deref()), (302, Some("/week_01/")));
    assert!(preview.get("/week_01/").text().contains("First"));
    assert_eq!(preview.get("/lab").status, 404, "a folder without a page leads nowhere");
}

#[test]
fn the_page_for_what_is_not_there_works_at_any_depth() {
    let course = course();
    let preview = course.serve();
    for target in ["/nothing", "/a/b/c/d/nothing.html", "/a/b/"] {
        let answer = preview.get(target);
        assert_eq!(answer.status, 404, "{target}");
        assert_eq!(answer.header("content-type").as_deref(), Some("text/html; charset=utf-8"));
        let page = Html::new(answer.page());
        let links: Vec<String> = ["a", "link", "script", "img"]
            .iter()
            .flat_map(|name| page.elements(name))
            .filter_map(|element| element.attribute("href").or(element.attribute("src")).map(ToOwned::to_owned))
            .filter(|href| !href.starts_with('#') && !href.starts_with("data:"))
            .collect();
        assert!(links.len() > 3, "{target}: {links:?}");
        for link in links {
            assert!(link.starts_with('/'), "{target}: {link}");
            assert_eq!(preview.get(link.split('#').next().unwrap()).status, 200, "{target}: {link}");
        }
    }
}

#[test]
fn videos_can_be_sought_in() {
    let course = course();
    let preview = course.serve();
    let part = |range: &str| {
        let answer = preview.ask("GET", "/talk.mp4", &format!("Range: {range}\r\n"));
        (answer.status, answer.header("content-range").unwrap_or_default(), answer.body)
    };
    assert_eq!(part("bytes=2-4"), (206, "bytes 2-4/256".to_owned(), vec![2, 3, 4]));
    assert_eq!(part("bytes=254-"), (206, "bytes 254-255/256".to_owned(), vec![254, 255]));
    assert_eq!(part("bytes=-1"), (206, "bytes 255-255/256".to_owned(), vec![255]));
    assert_eq!(part("bytes=250-9999").2.len(), 6);
    assert_eq!(part("bytes=256-"), (416, "bytes */256".to_owned(), vec![]));
    assert_eq!(part("bytes=x").0, 200);
    assert_eq!(preview.get("/talk.mp4").header("accept-ranges").as_deref(), Some("bytes"));
}

#[test]
fn nothing_outside_the_site_is_reached() {
    let course = course().file("../secret.txt", "SECRET").file(".env", "SECRET").file("notes.txt", "SECRET");
    let preview = course.serve();
    for target in [
        "/../secret.txt",
        "/week_01/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2E%2E%2Fsecret.txt",
        "/week_01%2f..%2f..%2fsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "/%252e%252e/secret.txt",
        "/secret.txt%00.html",
        "//secret.txt",
        "//etc/passwd",
        "/./secret.txt",
        "/.env",
        "/notes.txt",
        "/seodang.toml",
        "/README.md",
        "/seodang/../../secret.txt",
        "/__seodang/../../secret.txt",
        "/__seodang/lines?page=/../secret.txt",
        "/__seodang/lines?page=%2F..%2Fsecret.txt",
        "file:///etc/passwd",
        "http://other.example/",
    ] {
        let answer = preview.get(target);
        assert!([400, 403, 404].contains(&answer.status), "{target}: {}", answer.head);
        assert!(!answer.text().contains("SECRET") && !answer.text().contains("root:"), "{target}");
    }
}

#[test]
fn only_names_that_no_stranger_can_take_are_answered() {
    let course = course();
    let preview = course.serve();
    let port = preview.address.port();
    let status = |host: &str| preview.raw(format!("GET / HTTP/1.1\r\n{host}\r\n").as_bytes()).status;
    for host in ["localhost", "127.0.0.1", "[::1]"] {
        assert_eq!(status(&format!("Host: {host}:{port}\r\n")), 200, "{host}");
        assert_eq!(status(&format!("Host: {host}\r\n")), 200, "{host}");
    }
    for host in ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "evil.example#127.0.0.1"] {
        assert_eq!(status(&format!("Host: {host}:{port}\r\n")), 403, "{host}");
    }
    assert_eq!(status(""), 403, "a browser always says it");
    for target in ["/__seodang/state?since=", "/__seodang/problems", "/dot.png"] {
        let answer = preview.raw(format!("GET {target} HTTP/1.1\r\nHost: evil.example\r\n\r\n").as_bytes());
        assert_eq!(answer.status, 403, "{target}");
    }
}

#[test]
fn the_preview_is_for_reading() {
    let course = course();
    let preview = course.serve();
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "CONNECT", "FETCH"] {
        let answer = preview.ask(method, "/", "Content-Length: 0\r\n");
        assert_eq!((answer.status, answer.header("allow").as_deref()), (405, Some("GET, HEAD")), "{method}");
    }
    assert_eq!(preview.ask("POST", "/__seodang/open?page=/&line=1", "Content-Length: 0\r\n").status, 405);
    assert_eq!(preview.get("/__seodang/open?page=/").status, 404, "nothing on this port starts an editor");
    assert_eq!(
        preview.ask("GET", "/lab/setup.sh", "Service-Worker: script\r\n").status,
        403,
        "it would outlive the preview"
    );
    for target in ["/__seodang/state?since=&hold=1", "/__seodang/problems", "/__seodang/lines?page=/"] {
        assert_eq!(preview.ask("GET", target, "Sec-Fetch-Site: cross-site\r\n").status, 403, "{target}");
        assert_eq!(preview.ask("GET", target, "Sec-Fetch-Site: same-origin\r\n").status, 200, "{target}");
    }
    // Does not wait for an announced body of a hundred megabytes.
    let start = Instant::now();
    let answer = preview.ask("POST", "/", "Content-Length: 104857600\r\n");
    assert_eq!(answer.status, 405);
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}

#[test]
fn old_and_hasty_clients_are_answered() {
    let course = course();
    let preview = course.serve();
    let host = preview.address;
    let old = preview.raw(format!("GET /dot.png HTTP/1.0\r\nHost: {host}\r\n\r\n").as_bytes());
    assert_eq!((old.status, old.body.len()), (200, include_bytes!("../pages/dot.png").len()), "{}", old.head);
    // Two requests at once: the first is answered, and the connection is closed without an answer to the second.
    let one = format!("GET /dot.png HTTP/1.1\r\nHost: {host}\r\n\r\n");
    let two = preview.raw(format!("{one}{one}").as_bytes());
    assert_eq!((two.status, two.header("connection").as_deref()), (200, Some("close")), "{}", two.head);
    // A request that arrives byte by byte.
    let mut slow = preview.connect();
    for byte in one.bytes() {
        slow.write_all(&[byte]).unwrap();
    }
    assert_eq!(Answer::read(&mut slow).status, 200);
}

#[test]
fn what_is_no_request_harms_nobody() {
    let course = course();
    let preview = course.serve();
    for (request, expected) in [
        (&b"hello\r\n\r\n"[..], &[400, 0][..]),
        (b"GET\r\n\r\n", &[400, 0]),
        (b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n", &[505]),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", &[400]),
        (b"\r\n\r\n", &[400, 0]),
        (b"\0\0\0\0\r\n\r\n", &[400, 0]),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", &[400, 0]),
        (b"GET / HTTP/1.1\r\nno colon here\r\n\r\n", &[400, 403, 0]),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", &[400, 200, 0]),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n", &[400, 200, 0]),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n\r\n", &[100, 200, 0]),
        (b"GET /\r\n\r\n", &[400]),
        (b"GET / HTTP/1.1\t\r\nHost: localhost\r\n\r\n", &[400]),
        (b"GET / HTTP/1.1 \r\nHost: localhost\r\n\r\n", &[400]),
        (b"GET\t/\tHTTP/1.1\r\nHost: localhost\r\n\r\n", &[400]),
        (b"GET / HTTP/1.1\r\nHost: localhost\rX: y\r\n\r\n", &[400]),
        (b"GET / HTTP/1.1\r\nHost: localhost, evil.example\r\n\r\n", &[403]),
        (b"GET / HTTP/1.1\r\nHost: localhost@evil.example\r\n\r\n", &[403]),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999\r\n\r\n", &[200]),
        (b"GET /%0d%0aX-Evil:%20y HTTP/1.1\r\nHost: localhost\r\n\r\n", &[404]),
        (b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", &[400]),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n", &[400, 200]),
    ] {
        let answer = preview.raw(request);
        assert!(expected.contains(&answer.status), "{:?}: {}", String::from_utf8_lossy(request), answer.head);
    }
    let long = format!("GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: {}\r\n\r\n", "x".repeat(1 << 20));
    assert_eq!(preview.raw(long.as_bytes()).status, 431);
    assert_eq!(preview.raw(&vec![b'x'; 1 << 20]).status, 431, "a line that never ends");
    assert_eq!(
        preview.raw(format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "a/".repeat(20_000)).as_bytes()).status,
        400
    );
    drop(preview.connect());
    assert_eq!(preview.get("/").status, 200, "it lives");
}

#[test]
fn other_versions_of_http_are_refused_and_end_nothing() {
    let course = course();
    let preview = course.serve();
    // `tiny_http` never releases a request of another version: 32 of them occupied all connections.
    for round in 0..40 {
        let version = ["HTTP/2.0", "HTTP/3.0", "HTTP/0.9"][round % 3];
        let mut stream = preview.connect();
        stream.set_read_timeout(Some(SOON)).unwrap();
        stream.write_all(format!("GET / {version}\r\nHost: {}\r\n\r\n", preview.address).as_bytes()).unwrap();
        assert_eq!(Answer::read(&mut stream).status, 505, "{version}, round {round}");
    }
    let start = Instant::now();
    assert_eq!(preview.get("/").status, 200, "it lives");
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
}

#[test]
fn slow_clients_block_nobody() {
    let course = course();
    let preview = course.serve();
    preview.rest();
    let mut slow: Vec<_> = (0..200).map(|_| preview.connect()).collect();
    for round in 0..3 {
        for stream in &mut slow {
            // The oldest connections are closed when there are too many.
            let _ = stream.write_all(&b"GET /"[round..=round]);
        }
        for target in ["/", "/dot.png", "/__seodang/state?since="] {
            let start = Instant::now();
            assert_eq!(preview.get(target).status, 200, "{target}");
            assert!(start.elapsed() < SOON, "{target} took {:?}", start.elapsed());
        }
    }
    // Clients that send a request and never read the answer.
    let request = format!("GET / HTTP/1.1\r\nHost: {}\r\n\r\n", preview.address);
    let deaf: Vec<_> = (0..20)
        .map(|_| {
            let mut stream = preview.connect();
            stream.write_all(request.as_bytes()).unwrap();
            stream
        })
        .collect();
    let start = Instant::now();
    assert_eq!(preview.get("/").status, 200);
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
    drop((slow, deaf));
}

#[test]
fn clients_that_read_nothing_of_a_large_file_make_room() {
    let course = course();
    // Larger than the send buffer of the system.
    std::fs::File::options().write(true).open(course.course().join("talk.mp4")).unwrap().set_len(64 << 20).unwrap();
    let preview = course.serve();
    preview.rest();
    let request = format!("GET /talk.mp4 HTTP/1.1\r\nHost: {}\r\n\r\n", preview.address);
    let deaf: Vec<_> = (0..80)
        .map(|_| {
            let mut stream = preview.connect();
            stream.write_all(request.as_bytes()).unwrap();
            stream
        })
        .collect();
    std::thread::sleep(Duration::from_millis(500));
    let start = Instant::now();
    assert_eq!(preview.get("/").status, 200);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    drop(deaf);
}

#[test]
fn the_authors_tab_is_quick_whatever_other_sites_ask_for() {
    let course = course();
    std::fs::File::options().write(true).open(course.course().join("talk.mp4")).unwrap().set_len(64 << 20).unwrap();
    let preview = course.serve();
    preview.rest();
    let ask = |target: &str, site: &str| {
        format!("GET {target} HTTP/1.1\r\nHost: {}\r\nSec-Fetch-Site: {site}\r\n\r\n", preview.address)
    };
    let (large, long) = (ask("/talk.mp4", "cross-site"), ask(&"/a".repeat(30_000), "cross-site"));
    let is_over = std::sync::atomic::AtomicBool::new(false);
    let mut times = std::thread::scope(|scope| {
        scope.spawn(|| {
            // The oldest connections are closed, so that others take their places.
            let mut deaf = std::collections::VecDeque::new();
            while !is_over.load(std::sync::atomic::Ordering::Relaxed) {
                let mut stream = preview.connect();
                let _ = stream.write_all(if deaf.len() % 2 == 0 { large.as_bytes() } else { long.as_bytes() });
                deaf.push_back(stream);
                deaf.drain(..deaf.len().saturating_sub(100));
                std::thread::sleep(Duration::from_millis(3));
            }
        });
        std::thread::sleep(Duration::from_millis(700));
        let mut times = Vec::new();
        for _ in 0..40 {
            let start = Instant::now();
            assert_eq!(preview.raw(ask("/", "same-origin").as_bytes()).status, 200);
            times.push(start.elapsed());
        }
        is_over.store(true, std::sync::atomic::Ordering::Relaxed);
        times
    });
    times.sort();
    // Some milliseconds; 600 without reserved places.
    assert!(times[times.len() / 2] < Duration::from_millis(250), "{times:?}");
}

#[test]
fn held_requests_block_nobody_and_hear_of_the_next_save() {
    let course = course();
    let preview = course.serve();
    preview.rest();
    let state = preview.state();
    std::thread::scope(|scope| {
        let ask =
            || preview.data(&format!("/__seodang/state?hold=1&since={state}"))["state"].as_str().map(ToOwned::to_owned);
        let held: Vec<_> = (0..15).map(|_| scope.spawn(ask)).collect();
        std::thread::sleep(Duration::from_millis(200));
        assert!(held.iter().all(|request| !request.is_finished()), "they wait");
        let start = Instant::now();
        assert_eq!(preview.get("/").status, 200);
        assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
        course.edit("week_01/a.md", "# Session 1: Other\n");
        for request in held {
            assert_ne!(request.join().unwrap().unwrap(), state);
        }
    });
}

#[test]
fn a_taken_port_is_stepped_over() {
    let course = course();
    let first = course.serve();
    let port = first.address.port();
    let second = course.serve_with(&["--port", &port.to_string()]);
    assert!((port + 1..=port + 20).contains(&second.address.port()), "{}", second.address);
    assert!(second.said().contains(&format!("port {port} is taken")), "{:?}", second.said());
    assert_eq!(second.get("/").status, 200);
}

#[test]
fn who_opens_the_preview_to_others_is_warned() {
    let course = course();
    let preview = course.serve_with(&["--port", "0", "--host", "0.0.0.0"]);
    preview.until("the warning", |preview| preview.said().iter().any(|line| line.starts_with("warning: ")));
    assert_eq!(preview.get("/").status, 200);
    let alone = course.serve();
    assert!(alone.address.ip().is_loopback());
    alone.rest();
    assert!(!alone.said().iter().any(|line| line.contains("warning: ")), "{:?}", alone.said());
}

#[test]
fn a_preview_leaves_nothing_behind_and_a_build_none_of_it() {
    let course = course();
    let before = crate::support::files_below(&course.course());
    let preview = course.serve();
    assert!(preview.get("/").text().contains("/__seodang/live.js"), "the preview adds its script");
    course.edit("week_01/a.md", "# Session 1: Other\n\ntext\n");
    preview.until_page("/week_01/a.html", "Other");
    preview.rest();
    drop(preview);
    assert_eq!(crate::support::files_below(&course.course()), before);
    assert!(!course.root().join("public").exists());
    let built = course.build().ok();
    for (path, bytes) in crate::support::contents(&built.output) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("__seodang") && !text.contains("live.js"), "{path}");
    }
}

#[test]
fn requests_during_a_rebuild_get_a_whole_version() {
    let state = |round: usize| format!("# Session 1: R{round:03}\n\n{}", format!("R{round:03} text\n\n").repeat(50));
    let course = course().file("week_01/a.md", &state(0));
    let preview: Preview = course.serve();
    let stop = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for round in 1..40 {
                course.edit("week_01/a.md", &state(round));
                std::thread::sleep(Duration::from_millis(25));
            }
            stop.store(true, std::sync::atomic::Ordering::Relaxed);
        });
        while !stop.load(std::sync::atomic::Ordering::Relaxed) {
            let page = preview.get("/week_01/a.html");
            assert_eq!(page.status, 200);
            let text = page.text();
            let (_, rest) = text.split_once("<h1").unwrap();
            let at = rest.find('R').unwrap();
            let round = &rest[at..at + 4];
            assert_eq!(text.matches(&format!("{round} text")).count(), 50, "{round} is whole");
        }
    });
    preview.until_page("/week_01/a.html", "R039 text");
}
