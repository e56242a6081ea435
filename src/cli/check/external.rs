//! Turns the addresses outside a course into findings: from cached verdicts, then from requests.

use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::check::Subject;
use crate::check::baseline::Network;
use crate::check::external::client::{self, RequestLimits};
use crate::check::external::store::{FILE_NAME, VerdictCache};
use crate::check::external::{self, Verdict};
use crate::cli::terminal::eprint_line;
use crate::diagnostic::Diagnostic;
use crate::memo::store;
use crate::message;
use crate::message::MessageLanguage;

/// Adds the findings about addresses outside the course; returns whether all of them have a verdict.
pub(super) fn ask(subject: Subject<'_>, problems: &mut Vec<Diagnostic>, language: MessageLanguage) -> Network {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let place = store::cache_folder(|name| std::env::var(name).ok()).map(|folder| folder.join(FILE_NAME));
    let mut cache = place.as_deref().map(|place| VerdictCache::load(place, now)).unwrap_or_default();
    let links = external::collect(subject);
    let mut verdicts: BTreeMap<String, Verdict> =
        links.keys().filter_map(|address| Some((address.clone(), cache.get(address)?.clone()))).collect();
    let plan = external::plan(links.keys().filter(|address| !verdicts.contains_key(*address)));
    let result = client::run(&plan, RequestLimits::default());
    let is_offline = !plan.hosts.is_empty() && !result.is_online;
    if is_offline {
        eprint_line(&message!("cli-offline", count = plan.hosts.len()).text(language));
    } else {
        if result.skipped > 0 {
            eprint_line(&message!("cli-skipped", count = result.skipped).text(language));
        }
        cache.insert(&result.verdicts, now);
        if let Some(place) = place.filter(|_| !plan.hosts.is_empty()) {
            // Without a cache, the next check requests the addresses again; its findings are the same.
            let _ = cache.save(&place);
        }
        verdicts.extend(result.verdicts);
    }
    problems.extend(external::findings(&links, &verdicts));
    let is_complete =
        !is_offline && result.skipped == 0 && !verdicts.values().any(|verdict| *verdict == Verdict::Deferred);
    if is_complete { Network::Asked } else { Network::NotAsked }
}
