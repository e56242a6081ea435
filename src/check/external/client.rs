//! Turns a plan into verdicts by asking the hosts: one request at a time each, with a pause, a few hosts at once.

use std::collections::{BTreeMap, VecDeque};
use std::error::Error as _;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use ureq::Agent;

use super::{Answer, Plan, Verdict, asks_for_get, host, judge, redirected};

/// How servers are told who asks.
const USER_AGENT: &str = concat!("seodang/", env!("CARGO_PKG_VERSION"), " (link check)");

/// The redirects that are followed for one address.
const MAX_REDIRECTS: usize = 5;

/// Why nothing came back, where it took too long.
pub const TIMED_OUT: &str = "it did not answer in time";

/// Why nothing came back, where no more is known.
const UNREACHED: &str = "it could not be reached";

/// How patient and how polite a run is.
#[derive(Debug, Clone, Copy)]
pub struct Manners {
    /// The pause between two requests to one host.
    pub pause: Duration,
    /// How long one request may take, with all that belongs to it.
    pub patience: Duration,
    /// How long the whole run may take before no further address is asked for.
    pub whole: Duration,
    /// How many hosts are asked at once.
    pub hosts: usize,
}

impl Default for Manners {
    /// Five requests a second to a host at the most, eight hosts at once, five minutes in all.
    fn default() -> Self {
        Self {
            pause: Duration::from_millis(200),
            patience: Duration::from_secs(10),
            whole: Duration::from_mins(5),
            hosts: 8,
        }
    }
}

/// What a run came to.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What is known of each address that was asked for.
    pub verdicts: BTreeMap<String, Verdict>,
    /// Whether any host answered at all.
    pub is_online: bool,
    /// How many addresses there was no time for.
    pub left: usize,
}

/// Asks for all addresses of a plan.
pub fn ask(plan: &Plan, manners: Manners) -> Outcome {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        // Redirects are followed here: each host has its own pause.
        .max_redirects(0)
        .timeout_global(Some(manners.patience))
        .user_agent(USER_AGENT)
        .build();
    let run = Run { agent: config.into(), manners, turns: Mutex::default() };
    let until = Instant::now() + manners.whole;
    let queue: Mutex<VecDeque<_>> = Mutex::new(plan.hosts.iter().collect());
    let outcome = Mutex::new(Outcome { left: plan.left, ..Outcome::default() });
    // A function of its own, so that the queue is free again while its addresses are asked for.
    let next = || locked(&queue).pop_front();
    let work = || {
        while let Some((_, addresses)) = next() {
            for address in addresses {
                if Instant::now() >= until {
                    locked(&outcome).left += 1;
                    continue;
                }
                let (verdict, answered) = run.look(address);
                let mut outcome = locked(&outcome);
                outcome.is_online |= answered;
                outcome.verdicts.insert(address.clone(), verdict);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..manners.hosts.min(plan.hosts.len()) {
            scope.spawn(work);
        }
    });
    outcome.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// When a host was last asked; whoever holds it may ask.
type Turn = Arc<Mutex<Option<Instant>>>;

struct Run {
    agent: Agent,
    manners: Manners,
    turns: Mutex<BTreeMap<String, Turn>>,
}

impl Run {
    /// Follows an address to its end; tells too whether anyone answered.
    fn look(&self, address: &str) -> (Verdict, bool) {
        let mut at = address.to_owned();
        let mut moved = None;
        let mut is_permanent = true;
        for hop in 0..=MAX_REDIRECTS {
            let mut answer = self.request(&at, true);
            if asks_for_get(&answer) {
                answer = self.request(&at, false);
            }
            let answered = hop > 0 || matches!(answer, Answer::Status { .. });
            let Answer::Status { status: status @ (301 | 302 | 303 | 307 | 308), location: Some(to), .. } = &answer
            else {
                return (judge(&answer, moved), answered);
            };
            // Where it leads no further that can be asked for, the server at least knows the address.
            let Some(next) = redirected(&at, to) else { return (Verdict::There, true) };
            is_permanent &= matches!(status, 301 | 308);
            if is_permanent {
                moved = Some(next.clone());
            }
            at = next;
        }
        (Verdict::Unsure("it redirects in a circle, or too often".to_owned()), true)
    }

    /// Asks once, when it is the host's turn. The body is never read.
    fn request(&self, address: &str, head: bool) -> Answer {
        let turn = locked(&self.turns).entry(host(address).unwrap_or_default()).or_default().clone();
        let mut last = locked(&turn);
        if let Some(last) = *last {
            std::thread::sleep(self.manners.pause.saturating_sub(last.elapsed()));
        }
        let answer = if head { self.agent.head(address).call() } else { self.agent.get(address).call() };
        *last = Some(Instant::now());
        match answer {
            Ok(response) => {
                let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
                Answer::Status {
                    status: response.status().as_u16(),
                    later: header("retry-after").is_some(),
                    location: header("location").map(str::to_owned),
                }
            }
            // Behind a proxy it is the proxy's name that was looked up here.
            Err(error) => match failure(&error) {
                Answer::NoHost if self.agent.config().proxy().is_some() => Answer::Silent(UNREACHED),
                answer => answer,
            },
        }
    }
}

/// What an error of the client says of the address.
fn failure(error: &ureq::Error) -> Answer {
    match error {
        ureq::Error::HostNotFound => Answer::NoHost,
        ureq::Error::Timeout(_) => Answer::Silent(TIMED_OUT),
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => Answer::Silent("its certificate cannot be trusted"),
        ureq::Error::Io(error) => broken(error),
        _ => Answer::Silent("it did not answer as a web server does"),
    }
}

fn broken(error: &io::Error) -> Answer {
    let text = error.to_string();
    // The standard library has no kind for names that are not found: these are the words of glibc, musl and the BSDs, and
    // the number of Windows. Other words (a resolver that is ill, other languages) are no proof.
    let is_unknown = ["Name or service not known", "Name does not resolve", "nodename nor servname"]
        .iter()
        .any(|words| text.contains("failed to lookup") && text.contains(words));
    if is_unknown || (cfg!(windows) && error.raw_os_error() == Some(11001)) {
        return Answer::NoHost;
    }
    if error.kind() == io::ErrorKind::TimedOut {
        return Answer::Silent(TIMED_OUT);
    }
    let is_tls =
        text.contains("certificate") || error.source().is_some_and(|cause| cause.to_string().contains("certificate"));
    Answer::Silent(if is_tls { "its certificate cannot be trusted" } else { UNREACHED })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_words_say_that_a_name_is_nobodys() {
        let said = |text: &str| broken(&io::Error::other(format!("failed to lookup address information: {text}")));
        assert_eq!(said("Name or service not known"), Answer::NoHost);
        for text in ["Temporary failure in name resolution", "Non-recoverable failure in name resolution", "?"] {
            assert_eq!(said(text), Answer::Silent(UNREACHED), "{text}");
        }
    }
}
