//! Turns HTTP requests into plain values for a router and its replies into responses: the only module that uses
//! `tiny_http`.

use std::io::Result;
use std::net::SocketAddr;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tiny_http::{Header, Response, Server, StatusCode};

use super::connection_limiter::ConnectionLimiter;
use super::reply::Reply;
use super::request::Request;
use super::request_head::{HAVE, KEY, LOCAL};

/// A router that replies to requests.
pub trait RequestHandler: Send + Sync + 'static {
    /// Replies to a request. It may wait: each request has a thread of its own.
    fn handle(&self, request: &Request) -> Reply;
}

/// An HTTP server on a port of its own, behind a [`ConnectionLimiter`].
pub struct HttpServer {
    server: Server,
    /// The address at which it listens.
    pub address: SocketAddr,
}

impl HttpServer {
    /// Starts to listen.
    ///
    /// # Errors
    /// Returns an error if no port is free.
    pub fn new() -> Result<Self> {
        let server = Server::http("127.0.0.1:0").map_err(std::io::Error::other)?;
        let address = server.server_addr().to_ip().ok_or_else(|| std::io::Error::other("no address"))?;
        Ok(Self { server, address })
    }

    /// Replies to requests, without end, each in a thread of its own: a request that waits for changes is held for seconds.
    pub fn run(mut self, handler: &Arc<impl RequestHandler>, limiter: &ConnectionLimiter) {
        loop {
            match self.server.recv() {
                Ok(request) => {
                    let handler = Arc::clone(handler);
                    // Without a thread the request is dropped, which replies with an error.
                    let _ = thread::Builder::new().spawn(move || respond(&*handler, request));
                }
                // It stopped accepting: start another one.
                Err(_) => match Self::new() {
                    Ok(next) => {
                        limiter.forward_to(next.address);
                        self = next;
                    }
                    Err(_) => thread::sleep(Duration::from_millis(100)),
                },
            }
        }
    }
}

fn respond(handler: &impl RequestHandler, request: tiny_http::Request) {
    let reply = handler.handle(&read(&request));
    // The client may have gone away.
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
    // Not in chunks: a browser needs the length to show how long a video is.
    Response::new(StatusCode(reply.status), headers, reply.body, length, None).with_chunked_threshold(usize::MAX)
}
