//! Turns HTTP requests into plain values for a router and its replies into responses: the only place that knows
//! `tiny_http`.

use std::io::Result;
use std::net::SocketAddr;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tiny_http::{Header, Response, Server, StatusCode};

use super::gate::Gate;
use super::reply::Reply;
use super::request::Request;
use super::request_head::{HAVE, KEY, LOCAL};

/// Answers requests.
pub trait Answer: Send + Sync + 'static {
    /// Answers one; it may take its time, for each has a thread of its own.
    fn answer(&self, request: &Request) -> Reply;
}

/// An HTTP server on a port of its own that only the gate knows.
pub struct Http {
    server: Server,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Http {
    /// Starts to listen.
    ///
    /// # Errors
    /// Where no port is free.
    pub fn new() -> Result<Self> {
        let server = Server::http("127.0.0.1:0").map_err(std::io::Error::other)?;
        let address = server.server_addr().to_ip().ok_or_else(|| std::io::Error::other("no address"))?;
        Ok(Self { server, address })
    }

    /// Answers requests for ever, each in a thread of its own: a request for news is held for seconds.
    pub fn run(mut self, router: &Arc<impl Answer>, gate: &Gate) {
        loop {
            match self.server.recv() {
                Ok(request) => {
                    let router = Arc::clone(router);
                    // Where no thread is to be had the request is dropped, which answers it with an error.
                    let _ = thread::Builder::new().spawn(move || answer(&*router, request));
                }
                // It accepts no more: another one takes over.
                Err(_) => match Self::new() {
                    Ok(next) => {
                        gate.lead_to(next.address);
                        self = next;
                    }
                    Err(_) => thread::sleep(Duration::from_millis(100)),
                },
            }
        }
    }
}

fn answer(router: &impl Answer, request: tiny_http::Request) {
    let reply = router.answer(&read(&request));
    // A client that has gone away is no concern of ours.
    let _ = request.respond(response(reply));
}

fn read(request: &tiny_http::Request) -> Request {
    let header = |name: &'static str| {
        request.headers().iter().find(|header| header.field.equiv(name)).map(|header| header.value.as_str().to_owned())
    };
    Request {
        method: request.method().to_string(),
        target: request.url().to_owned(),
        host: header("Host"),
        origin: header("Origin"),
        site: header("Sec-Fetch-Site"),
        is_service_worker: header("Service-Worker").is_some(),
        range: header("Range"),
        have: header(HAVE),
        key: header(KEY),
        is_local: header(LOCAL).is_some(),
    }
}

fn response(reply: Reply) -> Response<Box<dyn std::io::Read + Send>> {
    let headers = reply
        .headers
        .into_iter()
        .filter_map(|(name, value)| Header::from_bytes(name.as_bytes(), value.as_bytes()).ok())
        .collect();
    let length = usize::try_from(reply.length).ok();
    // Without chunks: a length tells a browser how much of a video there is.
    Response::new(StatusCode(reply.status), headers, reply.body, length, None).with_chunked_threshold(usize::MAX)
}
