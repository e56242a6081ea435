//! Turns the addresses outside a course into findings: those of an earlier day, then the answers of the network.

use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::check::Subject;
use crate::check::baseline::Network;
use crate::check::external::client::{self, Manners};
use crate::check::external::store::{FILE_NAME, Known};
use crate::check::external::{self, Verdict};
use crate::cli::terminal::eprint_line;
use crate::diagnostic::Diagnostic;
use crate::memo::store;

/// Adds the findings about addresses outside the course; returns whether every address was checked.
pub(super) fn ask(subject: Subject<'_>, problems: &mut Vec<Diagnostic>) -> Network {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let place = store::cache_folder(|name| std::env::var(name).ok()).map(|folder| folder.join(FILE_NAME));
    let mut known = place.as_deref().map(|place| Known::load(place, now)).unwrap_or_default();
    let places = external::collect(subject);
    let mut verdicts: BTreeMap<String, Verdict> =
        places.keys().filter_map(|address| Some((address.clone(), known.get(address)?.clone()))).collect();
    let plan = external::plan(places.keys().filter(|address| !verdicts.contains_key(*address)));
    let outcome = client::ask(&plan, Manners::default());
    let is_offline = !plan.hosts.is_empty() && !outcome.is_online;
    if is_offline {
        eprint_line(&format!(
            "note: no host outside could be reached ({} asked): the network is down, or all of them are. \
             Addresses outside the course were not checked",
            plan.hosts.len()
        ));
    } else {
        if outcome.left > 0 {
            eprint_line(&format!(
                "note: {} addresses outside the course were left for the next run: the time limit was reached",
                outcome.left
            ));
        }
        known.learn(&outcome.verdicts, now);
        if let Some(place) = place.filter(|_| !plan.hosts.is_empty()) {
            // If the answers cannot be saved, the next check requests them again; the findings are the same.
            let _ = known.save(&place);
        }
        verdicts.extend(outcome.verdicts);
    }
    problems.extend(external::findings(&places, &verdicts));
    let is_whole = !is_offline && outcome.left == 0 && !verdicts.values().any(|verdict| *verdict == Verdict::Later);
    if is_whole { Network::Asked } else { Network::NotAsked }
}
