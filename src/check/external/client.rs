//! Turns a plan into verdicts with HTTP requests: one at a time and with a pause for each host, several hosts at once.

use std::collections::{BTreeMap, VecDeque};
use std::error::Error as _;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use ureq::Agent;

use super::{FailureReason, RequestPlan, Response, Verdict, host, resolve_redirect, should_retry_with_get, verdict_of};

/// The `User-Agent` header.
const USER_AGENT: &str = concat!("seodang/", env!("CARGO_PKG_VERSION"), " (link check)");

/// The most redirects followed for one address.
const MAX_REDIRECTS: usize = 5;

/// The limits of a run.
#[derive(Debug, Clone, Copy)]
pub struct RequestLimits {
    /// The pause between two requests to one host.
    pub pause: Duration,
    /// The longest that one request may take, from connecting to the end of the response head.
    pub request_timeout: Duration,
    /// The time after which a run requests no further address.
    pub run_timeout: Duration,
    /// The most hosts that are requested at once.
    pub hosts: usize,
}

impl Default for RequestLimits {
    /// Returns limits of five requests a second to a host, eight hosts at once, and five minutes in all.
    fn default() -> Self {
        Self {
            pause: Duration::from_millis(200),
            request_timeout: Duration::from_secs(10),
            run_timeout: Duration::from_mins(5),
            hosts: 8,
        }
    }
}

/// The result of a run.
#[derive(Debug, Default)]
pub struct RunResult {
    /// The verdict on each address that was requested.
    pub verdicts: BTreeMap<String, Verdict>,
    /// Whether any host responded.
    pub is_online: bool,
    /// The number of addresses that were not requested for lack of time.
    pub skipped: usize,
}

/// Requests all addresses of a plan.
pub fn run(plan: &RequestPlan, limits: RequestLimits) -> RunResult {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        // Redirects are followed below: each host has its own pause.
        .max_redirects(0)
        .timeout_global(Some(limits.request_timeout))
        .user_agent(USER_AGENT)
        .build();
    let checker = LinkChecker { agent: config.into(), limits, turns: Mutex::default() };
    let deadline = Instant::now() + limits.run_timeout;
    let queue: Mutex<VecDeque<_>> = Mutex::new(plan.hosts.iter().collect());
    let result = Mutex::new(RunResult { skipped: plan.skipped, ..RunResult::default() });
    // A closure, so that the lock on the queue is released while its addresses are requested.
    let next = || locked(&queue).pop_front();
    let work = || {
        while let Some((_, addresses)) = next() {
            for address in addresses {
                if Instant::now() >= deadline {
                    locked(&result).skipped += 1;
                    continue;
                }
                let (verdict, responded) = checker.follow(address);
                let mut result = locked(&result);
                result.is_online |= responded;
                result.verdicts.insert(address.clone(), verdict);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..limits.hosts.min(plan.hosts.len()) {
            scope.spawn(work);
        }
    });
    result.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The time of the last request to a host; the holder of the lock may send the next one.
type HostTurn = Arc<Mutex<Option<Instant>>>;

/// An HTTP client that keeps the pause of each host.
struct LinkChecker {
    agent: Agent,
    limits: RequestLimits,
    turns: Mutex<BTreeMap<String, HostTurn>>,
}

impl LinkChecker {
    /// Follows the redirects of an address; returns the verdict and whether any host responded.
    fn follow(&self, address: &str) -> (Verdict, bool) {
        let mut at = address.to_owned();
        let mut moved = None;
        let mut is_permanent = true;
        for hop in 0..=MAX_REDIRECTS {
            let mut response = self.request(&at, true);
            if should_retry_with_get(&response) {
                response = self.request(&at, false);
            }
            let responded = hop > 0 || matches!(response, Response::Status { .. });
            let Response::Status { status: status @ (301 | 302 | 303 | 307 | 308), location: Some(to), .. } = &response
            else {
                return (verdict_of(&response, moved), responded);
            };
            // A redirect out of the public network cannot be followed; the server knows the address in any case.
            let Some(next) = resolve_redirect(&at, to) else { return (Verdict::Reachable, true) };
            is_permanent &= matches!(status, 301 | 308);
            if is_permanent {
                moved = Some(next.clone());
            }
            at = next;
        }
        (Verdict::Unclear(FailureReason::Redirects), true)
    }

    /// Sends one request after the pause of the host. Never reads the body.
    fn request(&self, address: &str, head: bool) -> Response {
        let turn = locked(&self.turns).entry(host(address).unwrap_or_default()).or_default().clone();
        let mut last = locked(&turn);
        if let Some(last) = *last {
            std::thread::sleep(self.limits.pause.saturating_sub(last.elapsed()));
        }
        let response = if head { self.agent.head(address).call() } else { self.agent.get(address).call() };
        *last = Some(Instant::now());
        match response {
            Ok(response) => {
                let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
                Response::Status {
                    status: response.status().as_u16(),
                    later: header("retry-after").is_some(),
                    location: header("location").map(str::to_owned),
                }
            }
            // Through a proxy, the name that was not found is the proxy's.
            Err(error) => match failure(&error) {
                Response::NoHost if self.agent.config().proxy().is_some() => Response::None(FailureReason::Unreached),
                response => response,
            },
        }
    }
}

/// Classifies an error of the HTTP client.
fn failure(error: &ureq::Error) -> Response {
    match error {
        ureq::Error::HostNotFound => Response::NoHost,
        ureq::Error::Timeout(_) => Response::None(FailureReason::TimedOut),
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => Response::None(FailureReason::Certificate),
        ureq::Error::Io(error) => io_failure(error),
        _ => Response::None(FailureReason::NotHttp),
    }
}

/// Classifies an I/O error of the HTTP client.
fn io_failure(error: &io::Error) -> Response {
    let text = error.to_string();
    // The standard library has no error kind for unknown host names: these are the words of glibc, musl and the BSDs, and
    // the error number of Windows. Other words (a failing resolver, other languages) prove nothing.
    let is_unknown = ["Name or service not known", "Name does not resolve", "nodename nor servname"]
        .iter()
        .any(|words| text.contains("failed to lookup") && text.contains(words));
    if is_unknown || (cfg!(windows) && error.raw_os_error() == Some(11001)) {
        return Response::NoHost;
    }
    if error.kind() == io::ErrorKind::TimedOut {
        return Response::None(FailureReason::TimedOut);
    }
    let is_tls =
        text.contains("certificate") || error.source().is_some_and(|cause| cause.to_string().contains("certificate"));
    Response::None(if is_tls { FailureReason::Certificate } else { FailureReason::Unreached })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_words_state_that_a_host_name_is_unknown() {
        let failure =
            |text: &str| io_failure(&io::Error::other(format!("failed to lookup address information: {text}")));
        assert_eq!(failure("Name or service not known"), Response::NoHost);
        for text in ["Temporary failure in name resolution", "Non-recoverable failure in name resolution", "?"] {
            assert_eq!(failure(text), Response::None(FailureReason::Unreached), "{text}");
        }
    }
}
