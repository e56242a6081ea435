//! Turns the placeholders of images on other sites into images, where someone asked for that; here alone packing has a
//! network.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use ureq::Agent;

use super::{disk, page};
use crate::html::{Element, Node, parse};
use crate::render::article::{REMOTE_ADDRESS, REMOTE_ALT};
use crate::site::{Output, Site, SitePath};

/// The largest image that is fetched, in bytes.
const MAX_IMAGE: u64 = 8 * 1024 * 1024;

/// All that is fetched for one course, in bytes.
const MAX_ALL: u64 = 100 * 1024 * 1024;

/// How long one image may take, redirects included.
const PATIENCE: Duration = Duration::from_secs(20);

/// The kinds of images that browsers show, with the extensions of their files.
const KINDS: [(&str, &str); 6] = [
    ("image/png", "png"),
    ("image/jpeg", "jpg"),
    ("image/gif", "gif"),
    ("image/webp", "webp"),
    ("image/avif", "avif"),
    ("image/svg+xml", "svg"),
];

/// A fetched image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The extension of its file.
    pub extension: &'static str,
}

/// Fetched images by their addresses.
pub type Images = BTreeMap<String, Image>;

/// The addresses of images on other sites that the pages of a site show placeholders for.
pub fn wanted(site: &Site) -> BTreeSet<String> {
    let pages = site.files.values().filter_map(|output| match output {
        // Most pages hold none, and need not be parsed.
        Output::Html(page) if page.contains(REMOTE_ADDRESS) => Some(page),
        _ => None,
    });
    let mut wanted = BTreeSet::new();
    for page in pages {
        let tree = parse(page);
        for element in tree.descendants(tree.root()).filter_map(|id| tree.element(id)) {
            wanted.extend(element.get(REMOTE_ADDRESS).map(str::to_owned));
        }
    }
    wanted
}

/// Fetches images, each once ever where a folder keeps them; says what could not be fetched.
pub fn fetch(addresses: &BTreeSet<String>, kept: Option<&Path>) -> (Images, Vec<(String, String)>) {
    let agent: Agent = Agent::config_builder().timeout_global(Some(PATIENCE)).max_redirects(5).build().into();
    let (mut images, mut failures, mut all) = (BTreeMap::new(), Vec::new(), 0);
    for address in addresses {
        let fetched = recalled(address, kept).map_or_else(|| get(&agent, address), Ok);
        match fetched {
            Ok(image) if all + image.bytes.len() as u64 <= MAX_ALL => {
                all += image.bytes.len() as u64;
                remember(address, &image, kept);
                images.insert(address.clone(), image);
            }
            Ok(_) => failures.push((address.clone(), format!("all images together have over {} MB", MAX_ALL >> 20))),
            Err(reason) => failures.push((address.clone(), reason)),
        }
    }
    (images, failures)
}

fn get(agent: &Agent, address: &str) -> Result<Image, String> {
    let mut answer = agent.get(address).call().map_err(|error| error.to_string())?;
    let kind = answer.body().mime_type().unwrap_or_default().to_ascii_lowercase();
    let Some((_, extension)) = KINDS.iter().find(|(known, _)| *known == kind) else {
        return Err(format!("it is no image but `{kind}`"));
    };
    let bytes = answer.body_mut().with_config().limit(MAX_IMAGE).read_to_vec().map_err(|error| error.to_string())?;
    Ok(Image { bytes, extension })
}

fn file_name(address: &str, extension: &str) -> String {
    format!("{}.{extension}", &blake3::hash(address.as_bytes()).to_hex()[..16])
}

fn recalled(address: &str, kept: Option<&Path>) -> Option<Image> {
    let folder = kept?;
    KINDS.iter().find_map(|(_, extension)| {
        let bytes = disk::read(&folder.join(file_name(address, extension)))?;
        Some(Image { bytes, extension })
    })
}

fn remember(address: &str, image: &Image, kept: Option<&Path>) {
    let Some(file) = kept.map(|folder| folder.join(file_name(address, image.extension))) else { return };
    if !disk::is_there(&file) {
        // An image that cannot be kept is fetched again.
        let _ = disk::write_bytes(&file, &image.bytes);
    }
}

/// Puts images where their placeholders stand, and into the site.
pub fn put(site: &mut Site, images: &Images, folder: &str) {
    let place = |address: &str, image: &Image| {
        SitePath::new(&format!("{folder}/remote/{}", file_name(address, image.extension)))
    };
    for (path, output) in &mut site.files {
        if let Output::Html(page) = output
            && page.contains(REMOTE_ADDRESS)
        {
            let find = |address: &str| images.get(address).map(|image| path.href_to(&place(address, image)));
            *page = with_images(page, find);
        }
    }
    for (address, image) in images {
        site.files.insert(place(address, image), Output::Bytes(image.bytes.clone().into()));
    }
}

/// Puts the images that are there in the place of their placeholders on a page.
fn with_images(text: &str, find: impl Fn(&str) -> Option<String>) -> String {
    let mut tree = parse(text);
    for id in page::elements(&tree, tree.root()) {
        let Some(placeholder) = tree.element(id) else { continue };
        let Some(src) = placeholder.get(REMOTE_ADDRESS).and_then(&find) else { continue };
        let alt = placeholder.get(REMOTE_ALT).unwrap_or_default().to_owned();
        let image = Element::new("img").with("src", src).with("alt", alt).with("loading", "lazy");
        let image = tree.create(Node::Element(image));
        tree.insert_before(id, image);
        tree.detach(id);
    }
    tree.html(tree.root())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_take_the_place_of_their_placeholders() {
        let page = "<p><a class=\"remote-image\" data-remote=\"https://a.example/x.png\" data-alt=\"a map\" href=\"y\">a <b>map</b></a>!</p>";
        let found = with_images(page, |address| (address == "https://a.example/x.png").then(|| "x.png".to_owned()));
        assert_eq!(found, "<p><img src=\"x.png\" alt=\"a map\" loading=\"lazy\">!</p>");
        assert_eq!(with_images(page, |_| None), page);
    }
}
