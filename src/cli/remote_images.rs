//! Turns the addresses of images on other sites into fetched images, if the user or the settings ask for them.

use std::path::Path;

use super::terminal::eprint_line;
use crate::check::external::resolve_redirect;
use crate::config::RemoteImages;
use crate::memo::store;
use crate::message;
use crate::message::MessageLanguage;
use crate::pack::remote::{self, AllowedHosts, Images};
use crate::read::project::Project;
use crate::site::Site;

/// Fetches the images of other sites that the pages of a site name, and prints the failures. Fetches no image unless the
/// user (`by_user`) or the settings request it.
pub(super) fn fetched_images(site: &Site, by_user: bool, project: &Project, language: MessageLanguage) -> Images {
    let allowed = match (by_user, project.config.images.remote) {
        (true, _) => AllowedHosts::All,
        // A course may come from anybody: it must not make a build request addresses of a private network.
        (false, RemoteImages::Fetch) => AllowedHosts::Public(resolve_redirect),
        (false, RemoteImages::Link | RemoteImages::Load) => return Images::new(),
    };
    let addresses = remote::addresses(site);
    if addresses.is_empty() && !by_user {
        return Images::new();
    }
    let cache = store::memo_file(Path::new("remote-images"), |name| std::env::var(name).ok());
    let cache = cache.map(|place| place.with_extension("images"));
    let (images, failures) = remote::fetch(&addresses, cache.as_deref(), allowed);
    for (address, reason) in &failures {
        eprint_line(&message!("cli-image-failed", address, reason).text(language));
    }
    let (count, all) = (images.len(), addresses.len());
    eprint_line(&message!("cli-images-fetched", count, all).text(language));
    images
}
