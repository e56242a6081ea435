//! Turns films, programs and documents of other sites into cards that load nothing until a reader asks for it, and recordings
//! of the course into players with their captions.
//!
//! A card is a link with the title, the site and the address; it stays a link without JavaScript, in print, in a book and in a
//! single file. `js/media.js` shows its button, which puts the frame above it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use comrak::nodes::{AstNode, NodeBlockDirective, NodeValue};

use super::images::ShownImage;
use super::links::encode_address;
use super::plain::{Exit, begin_block};
use super::writer::ArticleWriter;
use crate::course::Target;
use crate::course::link::captions_of;
use crate::html::{Element, Tag, tags};
use crate::lesson::markdown::{Block, MediaBlock, RECORDINGS};
use crate::lesson::media::{RemoteMedia, Shape};
use crate::render::role::Role;
use crate::site::SitePath;
use crate::source::{CoursePath, Span};

/// Extensions of the recordings that are sound.
const SOUNDS: [&str; 6] = ["mp3", "ogg", "oga", "wav", "m4a", "flac"];

/// The most bytes of an element in which its sources and captions are searched.
const MAX_ELEMENT: usize = 8 * 1024;

/// The most bytes of captions that a page holds; a lecture of an hour has some 80,000.
const MAX_CAPTIONS: usize = 200_000;

/// The content of a card.
pub(super) struct MediaCard<'m> {
    /// The site; the name of the file for one of the course.
    provider: &'m str,
    href: String,
    /// The address as readers see it.
    address: &'m str,
    title: Option<&'m str>,
    /// A picture of the course.
    picture: Option<Element<'static>>,
}

/// Adds the attributes by which the script makes the frame of a card.
fn frame_attributes(element: Element<'static>, media: &RemoteMedia, size: Option<(u32, u32)>) -> Element<'static> {
    let Some(frame) = &media.frame else { return element };
    let shape = match media.shape {
        Shape::Film => "film",
        Shape::Sound => "sound",
        Shape::Page => "page",
        Shape::Video => "video",
        Shape::Audio => "audio",
    };
    let element = element.with("data-frame", encode_address(frame)).with("data-shape", shape);
    let element = element.with_some("data-size", size.map(|(width, height)| format!("{width}/{height}")));
    element.with_some("data-referrer", media.needs_referrer().then_some(""))
}

impl<'a> ArticleWriter<'a> {
    /// Returns the block of media whose link a paragraph holds.
    pub(super) fn media_of<'n>(&self, paragraph: &'n AstNode<'n>) -> Option<MediaBlock> {
        let parent = paragraph.parent().filter(|_| paragraph.previous_sibling().is_none())?;
        match &parent.data().value {
            NodeValue::BlockDirective(directive) => match self.block(directive)? {
                Block::Media(block) => Some(block.clone()),
                _ => None,
            },
            _ => None,
        }
    }

    /// Begins the figure of media.
    pub(super) fn begin_media(&mut self, block: &MediaBlock) -> Exit {
        let figure = frame_attributes(Element::new("figure").with("class", "media"), &block.media, None);
        self.article.scripts.media = true;
        let id = begin_block(&mut self.out, figure);
        self.out.line_end();
        Exit::Block(id)
    }

    /// Writes the card of media in place of the paragraph with its link.
    pub(super) fn media_paragraph<'n>(&mut self, paragraph: &'n AstNode<'n>, block: &MediaBlock) {
        let image = paragraph.descendants().find_map(|node| match &node.data().value {
            NodeValue::Image(image) => Some(image.url.clone()),
            _ => None,
        });
        let picture = image.and_then(|url| match self.image(&url, "", None) {
            ShownImage::Image(image) => Some(image),
            _ => None,
        });
        let media = &block.media;
        let href = encode_address(&media.address);
        let address = media.shown_address();
        let title = block.title.as_deref();
        let card = MediaCard { provider: &media.provider, href, address, title, picture };
        self.card(card, media.frame.is_some());
        self.out.line_end();
    }

    /// Writes the link of a card, and its button.
    fn card(&mut self, card: MediaCard<'_>, has_frame: bool) {
        let name = card.title.unwrap_or(card.provider).to_owned();
        let link = self.out.open(Element::new("a").with("class", "media-link").with("href", card.href));
        if let Some(mut picture) = card.picture {
            picture.push("class", "media-picture");
            self.out.leaf(picture);
        }
        self.out.element_with_text(Element::new("span").with("class", "media-title"), name.clone());
        self.out.text(" ");
        let address = match card.title {
            Some(_) if !card.address.starts_with(card.provider) => format!("{} · {}", card.provider, card.address),
            _ => card.address.to_owned(),
        };
        self.out.element_with_text(Element::new("span").with("class", "media-address"), address);
        self.out.close(link);
        if has_frame {
            let button = Element::new("button").with("class", "media-load").with("type", "button");
            let button = self.out.open(button.with("hidden", "").with(Role::ATTRIBUTE, Role::SiteOnly.as_str()));
            self.out.text(self.word("media_load").to_owned());
            self.out.element_with_text(Element::new("span").with("class", "hidden-words"), format!(": {name}"));
            self.out.close(button);
        }
    }

    /// Writes the card of a frame in raw HTML; returns `false` for one that leads nowhere.
    pub(super) fn frame(&mut self, tag: &Tag, is_block: bool) -> bool {
        let address = tag.attribute(if tag.name == "object" { "data" } else { "src" }).unwrap_or_default().trim();
        let title = tag.attribute("title").map(str::trim).filter(|title| !title.is_empty());
        if tag.name == "script" {
            // The scripts of Gist and asciinema write a frame.
            let media = address.strip_suffix(".js").and_then(RemoteMedia::of_address);
            return media.is_some_and(|media| self.media_element(&media, title, None, is_block));
        }
        if let Some(media) = RemoteMedia::of_frame(address) {
            let side = |name| tag.attribute(name).and_then(|value| value.trim_end_matches("px").parse::<u32>().ok());
            let size = side("width").zip(side("height")).filter(|(width, height)| *width > 0 && *height > 0);
            return self.media_element(&media, title, size, is_block);
        }
        match self.target(address) {
            None | Some(Target::External | Target::Broken | Target::LeftOut) => return false,
            Some(_) => {}
        }
        let Some(href) = self.href(address) else { return false };
        let name = address.split(['?', '#']).next().unwrap_or(address);
        let file = name.rsplit('/').next().unwrap_or(name);
        let media = self.out.open(media_element(is_block));
        self.card(MediaCard { provider: file, href, address: file, title, picture: None }, false);
        self.out.close(media);
        self.out.line_end();
        true
    }

    fn media_element(
        &mut self,
        media: &RemoteMedia,
        title: Option<&str>,
        size: Option<(u32, u32)>,
        is_block: bool,
    ) -> bool {
        self.article.scripts.media = true;
        let element = self.out.open(frame_attributes(media_element(is_block), media, size));
        let (href, address) = (encode_address(&media.address), media.shown_address());
        let card = MediaCard { provider: &media.provider, href, address, title, picture: None };
        self.card(card, media.frame.is_some());
        self.out.close(element);
        if is_block {
            self.out.line_end();
        }
        true
    }

    /// Writes the card of a recording in raw HTML whose sources are all on other sites; returns `false` for any other.
    pub(super) fn remote_recording(&mut self, tag: &Tag, place: Span, is_block: bool) -> bool {
        let inner = tags(self.element_text(tag, place));
        let own = tag.attribute("src").into_iter();
        let sources: Vec<&str> = own.chain(inner.iter().filter_map(source_of)).collect();
        let is_local = |address: &&str| matches!(self.target(address), Some(Target::File { .. }));
        if sources.iter().any(is_local) {
            return false;
        }
        let media = sources.into_iter().find_map(|address| {
            let shape = if tag.name == "audio" { Shape::Audio } else { Shape::Video };
            RemoteMedia::of_frame(address)
                .map(|media| if media.shape == Shape::Page { RemoteMedia { shape, ..media } } else { media })
        });
        let title = tag.attribute("title").or_else(|| tag.attribute("aria-label"));
        media.is_some_and(|media| self.media_element(&media, title, None, is_block))
    }

    /// Completes the player of a recording in raw HTML: readers can stop it, it loads no more than its length, and it has the captions
    /// beside its file.
    pub(super) fn complete_player(
        &self,
        tag: &Tag,
        place: Span,
        player: &mut Element<'static>,
    ) -> Vec<Element<'static>> {
        for (name, value) in [("controls", ""), ("preload", "metadata")] {
            if player.get(name).is_none() {
                player.push(name, value);
            }
        }
        if player.get("muted").is_none() {
            player.remove("autoplay");
        }
        let inner = tags(self.element_text(tag, place));
        if inner.iter().any(|tag| tag.name == "track") {
            return Vec::new();
        }
        let mut sources = tag.attribute("src").into_iter().chain(inner.iter().filter_map(source_of));
        let recording = sources.find_map(|address| match self.target(address) {
            Some(Target::File { path, .. }) => Some(path),
            _ => None,
        });
        recording.map(|path| self.tracks(path)).unwrap_or_default()
    }

    /// Returns the source of an element from its start tag to its end tag.
    fn element_text(&self, tag: &Tag, place: Span) -> &str {
        let text = &self.source.text[place.start..];
        let near = &text[..text.floor_char_boundary(MAX_ELEMENT)];
        let end = near.find(&format!("</{}", tag.name)).filter(|_| near.starts_with('<'));
        end.map_or("", |end| &near[..end])
    }

    /// Returns the player of a recording that an image names (`![](talk.mp4)`).
    pub(super) fn recording(&self, path: &CoursePath, site: &SitePath, alt: &str) -> Option<ShownImage> {
        let extension = path.extension();
        if !RECORDINGS.contains(&&*extension) {
            return None;
        }
        let name = if SOUNDS.contains(&&*extension) { "audio" } else { "video" };
        let alt = Some(alt.trim().to_owned()).filter(|alt| !alt.is_empty());
        let player = Element::new(name).with("controls", "").with("preload", "metadata");
        let player = player.with_some("aria-label", alt).with("src", self.site.href_to(site));
        Some(ShownImage::Recording(player, self.tracks(path)))
    }

    /// Returns the captions beside a recording.
    fn tracks(&self, recording: &CoursePath) -> Vec<Element<'static>> {
        let course = self.context.course;
        let stem = recording.as_str().rsplit_once('.').map_or("", |(stem, _)| stem);
        let language_of = |path: &'a CoursePath| -> &'a str {
            path.as_str().strip_prefix(stem).unwrap_or_default().trim_end_matches("vtt").trim_matches('.')
        };
        let captions: Vec<_> = captions_of(recording, &course.assets).collect();
        let is_own = |(path, _): &(&'a CoursePath, _)| {
            let language = language_of(path);
            language.is_empty() || language == course.language.tag()
        };
        let shown = captions.iter().position(is_own).unwrap_or_default();
        let tracks = captions.into_iter().enumerate().map(|(at, (path, site))| {
            let middle = language_of(path);
            let language = if middle.is_empty() { course.language.tag() } else { middle };
            let label = if middle.is_empty() { self.word("captions") } else { middle };
            let track = Element::new("track").with("kind", "captions").with("src", self.caption_address(path, site));
            let track = track.with("srclang", language.to_owned()).with("label", label.to_owned());
            track.with_some("default", (at == shown).then_some(""))
        });
        tracks.collect()
    }

    /// Returns the address of captions: one that holds them, because browsers load none for a page that is opened from the disk.
    pub(super) fn caption_address(&self, path: &CoursePath, site: &SitePath) -> String {
        let text = self.context.attachments.get(path).and_then(|file| file.text.as_deref());
        match text.filter(|text| text.len() <= MAX_CAPTIONS) {
            Some(text) => format!("data:text/vtt;base64,{}", STANDARD.encode(text)),
            None => self.site.href_to(site),
        }
    }

    /// Returns the block of a block directive.
    pub(super) fn block(&self, directive: &NodeBlockDirective) -> Option<&Block> {
        self.blocks.get(directive.info.parse::<usize>().ok()?)
    }
}

/// Returns the element of a card: an inline element in running text.
fn media_element(is_block: bool) -> Element<'static> {
    Element::new(if is_block { "figure" } else { "span" }).with("class", "media")
}

fn source_of(tag: &Tag) -> Option<&str> {
    if tag.name == "source" { tag.attribute("src") } else { None }
}
