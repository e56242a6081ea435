//! Turns the containers by which other tools show media (`:::youtube`, `{{< vimeo 1 >}}`, `<YouTube id="x" />`) into cards.
//!
//! Sources: Hugo, "Embedded shortcodes"; Quarto, "Videos"; `GitBook`, "Embedded URLs"; `MyST`, "Embedded iframes"; `remark-directive`;
//! the components `lite-youtube-embed`, `react-player`, `astro-embed`.

use comrak::Arena;
use comrak::nodes::{Ast, AstNode, NodeLink, NodeValue, Sourcepos};

use super::attributes::Attributes;
use super::known::TemplateNode;
use super::marker::Opening;
use crate::lesson::media::RemoteMedia;

/// The media that a container shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ShownMedia {
    /// A thing on another site.
    Card(RemoteMedia),
    /// A recording of the course, by its address.
    File(String),
}

/// The sites whose names occur in names of containers (`LiteYouTubeEmbed`), with the address of a thing by its id.
const SITES: [(&str, &str); 14] = [
    ("youtube", "https://youtu.be/"),
    ("vimeo", "https://player.vimeo.com/video/"),
    ("dailymotion", "https://dai.ly/"),
    ("bilibili", "https://www.bilibili.com/video/"),
    ("wistia", "https://fast.wistia.net/embed/iframe/"),
    ("loom", "https://www.loom.com/share/"),
    ("asciinema", "https://asciinema.org/a/"),
    ("codepen", "https://codepen.io/"),
    ("codesandbox", "https://codesandbox.io/s/"),
    ("stackblitz", "https://stackblitz.com/edit/"),
    ("gist", "https://gist.github.com/"),
    ("spotify", "https://open.spotify.com/"),
    ("desmos", "https://www.desmos.com/calculator/"),
    ("geogebra", "https://www.geogebra.org/m/"),
];

/// Containers that show the thing at any address.
const GENERAL: [&str; 10] = [
    "audio",
    "embed",
    "iframe",
    "jsfiddle",
    "figma",
    "reactplayer",
    "speakerdeck",
    "video",
    "videoplayer",
    "audioplayer",
];

/// Extensions of recordings that browsers play.
pub const RECORDINGS: [&str; 12] =
    ["mp4", "webm", "ogv", "mov", "m4v", "mkv", "mp3", "ogg", "oga", "wav", "m4a", "flac"];

/// The attributes that hold an address.
const ADDRESSES: [&str; 6] = ["url", "src", "href", "link", "file", "source"];

/// The attributes that hold an id.
const IDS: [&str; 8] = ["id", "videoid", "video-id", "video_id", "youtubeid", "key", "hash", "embedid"];

/// The attributes that are the title of a thing.
pub(super) const TITLES: [&str; 4] = ["title", "caption", "alt", "label"];

/// Tests whether a container of this name shows media.
pub(super) fn is_media(name: &str) -> bool {
    let name = plain(name);
    GENERAL.contains(&&*name) || site(&name).is_some()
}

/// Returns a name in lower case without signs.
fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// Returns the address of things of the site that a plain name names, with or without words for the player.
fn site(name: &str) -> Option<&'static str> {
    let bare = ["lite", "react", "embed", "player", "video", "shortcode"]
        .into_iter()
        .fold(name.to_owned(), |name, word| name.replacen(word, "", 1));
    SITES.into_iter().find(|(site, _)| *site == bare).map(|(_, address)| address)
}

/// Returns the media that a container shows; `None` if it names no known media.
pub(super) fn of(opening: &Opening) -> Option<ShownMedia> {
    let name = plain(&opening.name);
    let base = site(&name);
    if base.is_none() && !GENERAL.contains(&&*name) {
        return None;
    }
    let attributes = &opening.attributes;
    let ids: Vec<&str> = attributes.get(&IDS).into_iter().chain(attributes.words()).collect();
    let title = opening.title.iter().map(|(_, title)| title.as_str());
    let given: Vec<&str> = attributes.get(&ADDRESSES).into_iter().chain(ids.iter().copied()).chain(title).collect();
    let is_frame = matches!(&*name, "iframe" | "embed");
    let known =
        |address: &str| if is_frame { RemoteMedia::of_frame(address) } else { RemoteMedia::of_address(address) };
    if let Some(media) = given.iter().find_map(|address| known(address)) {
        return Some(ShownMedia::Card(media));
    }
    let is_recording = |address: &&str| {
        let extension = address.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        extension.is_some_and(|extension| RECORDINGS.contains(&&*extension))
    };
    if let Some(file) = given.iter().copied().find(is_recording) {
        return Some(ShownMedia::File(file.to_owned()));
    }
    let base = base?;
    let owner = attributes.get(&["user", "author", "username"]).filter(|_| matches!(&*name, "codepen" | "gist"));
    let middle = if name == "codepen" { "/pen/" } else { "/" };
    let owned = owner.and_then(|owner| Some(format!("{base}{owner}{middle}{}", ids.first()?)));
    let joined = (name == "gist" && ids.len() > 1).then(|| format!("{base}{}/{}", ids[0], ids[1]));
    let single = given.iter().map(|id| format!("{base}{id}"));
    let start = attributes.get(&["start", "time"]).map(|start| format!("?t={start}")).unwrap_or_default();
    let mut addresses = owned.into_iter().chain(joined).chain(single);
    addresses.find_map(|address| RemoteMedia::of_address(&format!("{address}{start}"))).map(ShownMedia::Card)
}

/// Returns the replacement of a tag within running text that shows media: a link, or a recording; an element of HTML that
/// needs a block would break its paragraph.
pub(super) fn in_text(name: &str, attributes: &Attributes) -> Option<TemplateNode> {
    let opening = Opening { name: name.to_owned(), attributes: attributes.clone(), ..Opening::default() };
    let title = title(&opening);
    Some(match of(&opening)? {
        ShownMedia::Card(media) => TemplateNode::Link { words: title.unwrap_or(media.provider), url: media.address },
        ShownMedia::File(url) => TemplateNode::Image { url, alt: title.unwrap_or_default(), caption: None },
    })
}

/// Tests whether a tag without content shows media.
pub(super) fn is_shown(name: &str, attributes: &Attributes) -> bool {
    is_media(name)
        && of(&Opening { name: name.to_owned(), attributes: attributes.clone(), ..Opening::default() }).is_some()
}

/// Returns the title of a container's media; `{youtube} dQw4w9WgXcQ` has none: the words behind its name are the id.
pub(super) fn title(opening: &Opening) -> Option<String> {
    let named = opening.attributes.get(&TITLES).filter(|title| !title.is_empty()).map(str::to_owned);
    named.or_else(|| {
        let (_, words) = opening.title.as_ref()?;
        of(&Opening { title: None, ..opening.clone() }).map(|_| words.clone())
    })
}

/// Makes the paragraph of a container's media: a link to its page, or its recording.
pub(super) fn paragraph<'a>(
    arena: &'a Arena<'a>,
    shown: &ShownMedia,
    title: Option<&str>,
    place: Sourcepos,
) -> &'a AstNode<'a> {
    let node = |value| arena.alloc(AstNode::new(Ast::new_with_sourcepos(value, place).into()));
    let link = |url: &str| Box::new(NodeLink { url: url.to_owned(), title: String::new() });
    let paragraph = node(NodeValue::Paragraph);
    let (inner, words) = match shown {
        ShownMedia::Card(media) => (node(NodeValue::Link(link(&media.address))), title.unwrap_or(&media.provider)),
        ShownMedia::File(file) => (node(NodeValue::Image(link(file))), title.unwrap_or_default()),
    };
    if !words.is_empty() {
        inner.append(node(NodeValue::Text(words.to_owned().into())));
    }
    paragraph.append(inner);
    paragraph
}

#[cfg(test)]
mod tests {
    use super::super::attributes::Attributes;
    use super::*;

    fn address(name: &str, attributes: &str) -> Option<String> {
        let opening =
            Opening { name: name.to_owned(), attributes: Attributes::parse(attributes), ..Opening::default() };
        of(&opening).map(|shown| match shown {
            ShownMedia::Card(media) => media.address,
            ShownMedia::File(file) => file,
        })
    }

    #[test]
    fn names_of_each_tool() {
        for (name, attributes, expected) in [
            ("youtube", "dQw4w9WgXcQ", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
            ("youtube", "id=\"dQw4w9WgXcQ\" start=90", "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=90"),
            ("LiteYouTubeEmbed", "id=\"dQw4w9WgXcQ\" title=\"x\"", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
            ("lite-youtube", "videoid=\"dQw4w9WgXcQ\"", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
            ("video", "https://youtu.be/dQw4w9WgXcQ", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
            ("embed", "url=\"https://vimeo.com/76979871\"", "https://vimeo.com/76979871"),
            ("ReactPlayer", "url='https://vimeo.com/76979871' controls", "https://vimeo.com/76979871"),
            ("gist", "spf13 7896402", "https://gist.github.com/spf13/7896402"),
            ("CodePen", "user=\"team\" id=\"PNaGbb\"", "https://codepen.io/team/pen/PNaGbb"),
            ("iframe", "src=\"https://play.example.org/\"", "https://play.example.org/"),
            ("Video", "src=\"/media/clip.mp4\" controls", "/media/clip.mp4"),
        ] {
            assert_eq!(address(name, attributes).as_deref(), Some(expected), "{name} {attributes}");
        }
        for (name, attributes) in [("youtube", ""), ("Video", "src={clip}"), ("note", "dQw4w9WgXcQ"), ("embed", "x")] {
            assert_eq!(address(name, attributes), None, "{name} {attributes}");
        }
        assert!(is_media("YouTube") && !is_media("videos") && !is_media("note"));
    }
}
