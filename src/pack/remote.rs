//! Turns the placeholders of images on other sites into fetched images (`--fetch-remote`).

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use ureq::Agent;

use super::{disk, page};
use crate::html::{Element, Node, parse};
use crate::render::article::{REMOTE_ADDRESS, REMOTE_ALT};
use crate::site::{Output, Site, SitePath};

/// The largest image in bytes.
const MAX_IMAGE: u64 = 8 * 1024 * 1024;

/// The largest sum of all images of a course, in bytes.
const MAX_TOTAL: u64 = 100 * 1024 * 1024;

/// The time limit of one image with its redirects.
const TIMEOUT: Duration = Duration::from_secs(20);

/// The most redirects that are followed for one image.
const MAX_REDIRECTS: u32 = 5;

/// The media types of images that browsers show, with the extensions of their files.
const IMAGE_TYPES: [(&str, &str); 6] = [
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

/// Returns the addresses of images for which the pages of a site have placeholders.
pub fn addresses(site: &Site) -> BTreeSet<String> {
    let pages = site.files.values().filter_map(|output| match output {
        // Fast path: most pages have none, and are not parsed.
        Output::Html(page) if page.contains(REMOTE_ADDRESS) => Some(page),
        _ => None,
    });
    let mut addresses = BTreeSet::new();
    for page in pages {
        let tree = parse(page);
        for element in tree.descendants(tree.root()).filter_map(|id| tree.element(id)) {
            addresses.extend(element.get(REMOTE_ADDRESS).map(str::to_owned));
        }
    }
    addresses
}

/// The addresses that may be requested.
#[derive(Clone, Copy)]
pub enum AllowedHosts {
    /// All: the user asked for the images.
    All,
    /// Those of the public web, because only the settings of a course request them. The function returns the address that a
    /// redirect leads to; `None` if it leaves the public web.
    Public(fn(&str, &str) -> Option<String>),
}

/// Fetches images that are not in the folder `cache`; returns the images, and the addresses that failed with the reason.
pub fn fetch(
    addresses: &BTreeSet<String>,
    cache: Option<&Path>,
    allowed: AllowedHosts,
) -> (Images, Vec<(String, String)>) {
    let redirects = if matches!(allowed, AllowedHosts::All) { MAX_REDIRECTS } else { 0 };
    let agent: Agent = Agent::config_builder().timeout_global(Some(TIMEOUT)).max_redirects(redirects).build().into();
    let (mut images, mut failures, mut total) = (BTreeMap::new(), Vec::new(), 0);
    for address in addresses {
        let fetched = read_cached(address, cache).map_or_else(|| request(&agent, address, allowed), Ok);
        match fetched {
            Ok(image) if total + image.bytes.len() as u64 <= MAX_TOTAL => {
                total += image.bytes.len() as u64;
                write_cached(address, &image, cache);
                images.insert(address.clone(), image);
            }
            Ok(_) => failures.push((address.clone(), format!("all images together have over {} MB", MAX_TOTAL >> 20))),
            Err(reason) => failures.push((address.clone(), reason)),
        }
    }
    (images, failures)
}

/// Requests an image; follows redirects only to addresses that are allowed.
fn request(agent: &Agent, address: &str, allowed: AllowedHosts) -> Result<Image, String> {
    let call = |address: &str| agent.get(address).call().map_err(|error| error.to_string());
    let AllowedHosts::Public(next) = allowed else { return image(call(address)?) };
    let is_private = || "it is not on the public web".to_owned();
    let mut here = next(address, address).ok_or_else(is_private)?;
    for _ in 0..=MAX_REDIRECTS {
        let response = call(&here)?;
        let location = response.headers().get("location").and_then(|value| value.to_str().ok());
        match location.filter(|_| response.status().is_redirection()) {
            Some(location) => here = next(&here, location).ok_or_else(is_private)?,
            None => return image(response),
        }
    }
    Err("it redirects too often".to_owned())
}

/// Reads the image in a response.
fn image(mut response: ureq::http::Response<ureq::Body>) -> Result<Image, String> {
    let media_type = response.body().mime_type().unwrap_or_default().to_ascii_lowercase();
    let Some((_, extension)) = IMAGE_TYPES.iter().find(|(known, _)| *known == media_type) else {
        return Err(format!("it is no image but `{media_type}`"));
    };
    let bytes = response.body_mut().with_config().limit(MAX_IMAGE).read_to_vec().map_err(|error| error.to_string())?;
    Ok(Image { bytes, extension })
}

fn file_name(address: &str, extension: &str) -> String {
    format!("{}.{extension}", &blake3::hash(address.as_bytes()).to_hex()[..16])
}

fn read_cached(address: &str, cache: Option<&Path>) -> Option<Image> {
    let folder = cache?;
    IMAGE_TYPES.iter().find_map(|(_, extension)| {
        let bytes = disk::read(&folder.join(file_name(address, extension)))?;
        Some(Image { bytes, extension })
    })
}

fn write_cached(address: &str, image: &Image, cache: Option<&Path>) {
    let Some(file) = cache.map(|folder| folder.join(file_name(address, image.extension))) else { return };
    if !disk::exists(&file) {
        // An image that cannot be written is fetched again next time.
        let _ = disk::write_bytes(&file, &image.bytes);
    }
}

/// Replaces placeholders by images, and adds the images to the site.
pub fn embed(site: &mut Site, images: &Images, folder: &str) {
    if images.is_empty() {
        return;
    }
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

/// Replaces the placeholders of a page for which `find` returns an image.
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
    fn images_replace_their_placeholders() {
        let page = "<p><a class=\"remote-image\" data-remote=\"https://a.example/x.png\" data-alt=\"a map\" href=\"y\">a <b>map</b></a>!</p>";
        let found = with_images(page, |address| (address == "https://a.example/x.png").then(|| "x.png".to_owned()));
        assert_eq!(found, "<p><img src=\"x.png\" alt=\"a map\" loading=\"lazy\">!</p>");
        assert_eq!(with_images(page, |_| None), page);
    }
}
