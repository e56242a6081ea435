//! Defines which addresses of which sites can be shown in a frame.
//!
//! Sources: the sites' own pages on embedding, as of 2026, and oEmbed's list of providers.

use super::Shape::{self, Film, Page, Sound};

/// An address of a site.
#[derive(Debug)]
pub(super) struct AddressRule {
    /// The name of the site.
    pub(super) provider: &'static str,
    /// Its host, without `www.`; with a dot in front, all that end in it.
    pub(super) host: &'static str,
    /// The path, and the required parameters: `*` matches a value, `**` the rest of the path, `#` digits, `a|b` one of two words.
    pub(super) path: &'static str,
    /// The address of the page, with the values as `{1}`, `{2}`.
    pub(super) page: &'static str,
    /// The address of the frame: the form that keeps no track of readers, if the site has one. Empty, if it allows none.
    pub(super) frame: &'static str,
    /// The form of the frame.
    pub(super) shape: Shape,
    /// Whether more parts may follow in the path.
    pub(super) may_go_on: bool,
    /// The length of the first value; 0 for any.
    pub(super) id_length: usize,
}

const fn rule(
    provider: &'static str,
    host: &'static str,
    path: &'static str,
    page: &'static str,
    frame: &'static str,
    shape: Shape,
) -> AddressRule {
    AddressRule { provider, host, path, page, frame, shape, may_go_on: false, id_length: 0 }
}

const fn youtube(host: &'static str, path: &'static str) -> AddressRule {
    let page = "https://www.youtube.com/watch?v={1}";
    let frame = "https://www.youtube-nocookie.com/embed/{1}";
    AddressRule { id_length: 11, ..rule("YouTube", host, path, page, frame, Film) }
}

const fn youtube_list(host: &'static str, path: &'static str) -> AddressRule {
    let page = "https://www.youtube.com/playlist?list={1}";
    let frame = "https://www.youtube-nocookie.com/embed/videoseries?list={1}";
    rule("YouTube", host, path, page, frame, Film)
}

const fn vimeo(host: &'static str, path: &'static str) -> AddressRule {
    rule("Vimeo", host, path, "https://vimeo.com/{1}", "https://player.vimeo.com/video/{1}?dnt=1", Film)
}

const fn loom(path: &'static str) -> AddressRule {
    rule("Loom", "loom.com", path, "https://www.loom.com/share/{1}", "https://www.loom.com/embed/{1}", Film)
}

const fn dailymotion(host: &'static str, path: &'static str) -> AddressRule {
    let (page, frame) = ("https://www.dailymotion.com/video/{1}", "https://www.dailymotion.com/embed/video/{1}");
    rule("Dailymotion", host, path, page, frame, Film)
}

const fn wistia(host: &'static str, path: &'static str) -> AddressRule {
    let address = "https://fast.wistia.net/embed/iframe/{1}";
    rule("Wistia", host, path, address, address, Film)
}

const fn bilibili(host: &'static str, path: &'static str) -> AddressRule {
    let page = "https://www.bilibili.com/video/{1}";
    let frame = "https://player.bilibili.com/player.html?bvid={1}&autoplay=0";
    AddressRule { may_go_on: true, ..rule("Bilibili", host, path, page, frame, Film) }
}

const fn naver(path: &'static str) -> AddressRule {
    let (page, frame) = ("https://tv.naver.com/v/{1}", "https://tv.naver.com/embed/{1}");
    rule("Naver TV", "tv.naver.com", path, page, frame, Film)
}

const fn kakao(path: &'static str) -> AddressRule {
    let (page, frame) =
        ("https://tv.kakao.com/v/{1}", "https://tv.kakao.com/embed/player/cliplink/{1}?service=player_share");
    rule("KakaoTV", "tv.kakao.com", path, page, frame, Film)
}

const fn codepen(path: &'static str) -> AddressRule {
    let (page, frame) = ("https://codepen.io/{1}/pen/{2}", "https://codepen.io/{1}/embed/{2}?default-tab=result");
    rule("CodePen", "codepen.io", path, page, frame, Page)
}

const fn sandbox(path: &'static str) -> AddressRule {
    let (page, frame) = ("https://codesandbox.io/s/{1}", "https://codesandbox.io/embed/{1}");
    rule("CodeSandbox", "codesandbox.io", path, page, frame, Page)
}

const fn google(provider: &'static str, path: &'static str, page: &'static str, frame: &'static str) -> AddressRule {
    AddressRule { may_go_on: true, ..rule(provider, "docs.google.com", path, page, frame, Page) }
}

const fn figma(path: &'static str, page: &'static str, frame: &'static str) -> AddressRule {
    AddressRule { may_go_on: true, ..rule("Figma", "figma.com", path, page, frame, Page) }
}

const fn spotify(path: &'static str) -> AddressRule {
    let (page, frame) = ("https://open.spotify.com/{1}/{2}", "https://open.spotify.com/embed/{1}/{2}");
    rule("Spotify", "open.spotify.com", path, page, frame, Sound)
}

const fn geogebra(path: &'static str) -> AddressRule {
    let (page, frame) = ("https://www.geogebra.org/m/{1}", "https://www.geogebra.org/material/iframe/id/{1}");
    AddressRule { may_go_on: true, ..rule("GeoGebra", "geogebra.org", path, page, frame, Page) }
}

/// The addresses that are known; the first rule that reads one is right.
pub(super) const RULES: &[AddressRule] = &[
    youtube("youtube.com", "/watch?v=*"),
    youtube("music.youtube.com", "/watch?v=*"),
    youtube("youtu.be", "/*"),
    youtube_list("youtube.com", "/embed/videoseries?list=*"),
    youtube_list("youtube-nocookie.com", "/embed/videoseries?list=*"),
    youtube_list("youtube.com", "/playlist?list=*"),
    youtube("youtube.com", "/embed/*"),
    youtube("youtube-nocookie.com", "/embed/*"),
    youtube("youtube.com", "/shorts/*"),
    youtube("youtube.com", "/live/*"),
    youtube("youtube.com", "/v/*"),
    vimeo("player.vimeo.com", "/video/#"),
    AddressRule {
        page: "https://vimeo.com/{1}/{2}",
        frame: "https://player.vimeo.com/video/{1}?dnt=1&h={2}",
        ..vimeo("vimeo.com", "/#/*")
    },
    vimeo("vimeo.com", "/#"),
    AddressRule {
        page: "https://vimeo.com/{2}",
        frame: "https://player.vimeo.com/video/{2}?dnt=1",
        ..vimeo("vimeo.com", "/channels/*/#")
    },
    loom("/share/*"),
    loom("/embed/*"),
    dailymotion("dailymotion.com", "/video/*"),
    dailymotion("dailymotion.com", "/embed/video/*"),
    dailymotion("geo.dailymotion.com", "/player.html?video=*"),
    dailymotion("dai.ly", "/*"),
    wistia(".wistia.com", "/medias/*"),
    wistia(".wistia.com", "/embed/iframe/*"),
    wistia(".wistia.net", "/embed/iframe/*"),
    wistia(".wistia.net", "/embed/medias/*"),
    bilibili("bilibili.com", "/video/*"),
    bilibili("player.bilibili.com", "/player.html?bvid=*"),
    naver("/v/*"),
    naver("/embed/*"),
    kakao("/v/*"),
    kakao("/embed/player/cliplink/*"),
    AddressRule {
        page: "https://tv.kakao.com/channel/{1}/cliplink/{2}",
        frame: "https://tv.kakao.com/embed/player/cliplink/{2}?service=player_share",
        ..kakao("/channel/*/cliplink/*")
    },
    rule("TED", "ted.com", "/talks/*", "https://www.ted.com/talks/{1}", "https://embed.ted.com/talks/{1}", Film),
    rule("TED", "embed.ted.com", "/talks/*", "https://www.ted.com/talks/{1}", "https://embed.ted.com/talks/{1}", Film),
    rule(
        "Internet Archive",
        "archive.org",
        "/embed/*",
        "https://archive.org/details/{1}",
        "https://archive.org/embed/{1}",
        Film,
    ),
    rule(
        "asciinema",
        "asciinema.org",
        "/a/*",
        "https://asciinema.org/a/{1}",
        "https://asciinema.org/a/{1}/iframe",
        Page,
    ),
    rule(
        "asciinema",
        "asciinema.org",
        "/a/*/iframe",
        "https://asciinema.org/a/{1}",
        "https://asciinema.org/a/{1}/iframe",
        Page,
    ),
    codepen("/*/pen/*"),
    codepen("/*/full/*"),
    codepen("/*/details/*"),
    codepen("/*/embed/*"),
    codepen("/*/embed/preview/*"),
    sandbox("/s/*"),
    sandbox("/embed/*"),
    sandbox("/p/sandbox/*"),
    AddressRule {
        may_go_on: true,
        ..rule(
            "StackBlitz",
            "stackblitz.com",
            "/edit/*",
            "https://stackblitz.com/edit/{1}",
            "https://stackblitz.com/edit/{1}?embed=1",
            Page,
        )
    },
    rule(
        "StackBlitz",
        "stackblitz.com",
        "/github/**",
        "https://stackblitz.com/github/{1}",
        "https://stackblitz.com/github/{1}?embed=1",
        Page,
    ),
    AddressRule {
        may_go_on: true,
        ..rule(
            "JSFiddle",
            "jsfiddle.net",
            "/*/*",
            "https://jsfiddle.net/{1}/{2}/",
            "https://jsfiddle.net/{1}/{2}/embedded/",
            Page,
        )
    },
    rule("Gist", "gist.github.com", "/*/*", "https://gist.github.com/{1}/{2}", "", Page),
    rule("Gist", "gist.github.com", "/*", "https://gist.github.com/{1}", "", Page),
    google(
        "Google Slides",
        "/presentation/d/e/*",
        "https://docs.google.com/presentation/d/e/{1}/pub",
        "https://docs.google.com/presentation/d/e/{1}/embed",
    ),
    google(
        "Google Slides",
        "/presentation/d/*",
        "https://docs.google.com/presentation/d/{1}/view",
        "https://docs.google.com/presentation/d/{1}/embed",
    ),
    google(
        "Google Docs",
        "/document/d/e/*",
        "https://docs.google.com/document/d/e/{1}/pub",
        "https://docs.google.com/document/d/e/{1}/pub?embedded=true",
    ),
    google(
        "Google Docs",
        "/document/d/*",
        "https://docs.google.com/document/d/{1}/view",
        "https://docs.google.com/document/d/{1}/preview",
    ),
    google(
        "Google Sheets",
        "/spreadsheets/d/e/*",
        "https://docs.google.com/spreadsheets/d/e/{1}/pubhtml",
        "https://docs.google.com/spreadsheets/d/e/{1}/pubhtml?widget=true",
    ),
    google(
        "Google Sheets",
        "/spreadsheets/d/*",
        "https://docs.google.com/spreadsheets/d/{1}/view",
        "https://docs.google.com/spreadsheets/d/{1}/preview",
    ),
    google(
        "Google Forms",
        "/forms/d/e/*",
        "https://docs.google.com/forms/d/e/{1}/viewform",
        "https://docs.google.com/forms/d/e/{1}/viewform?embedded=true",
    ),
    AddressRule {
        may_go_on: true,
        ..rule(
            "Google Drive",
            "drive.google.com",
            "/file/d/*",
            "https://drive.google.com/file/d/{1}/view",
            "https://drive.google.com/file/d/{1}/preview",
            Page,
        )
    },
    rule(
        "Google Maps",
        "google.com",
        "/maps/embed?pb=*",
        "https://www.google.com/maps/embed?pb={1}",
        "https://www.google.com/maps/embed?pb={1}",
        Page,
    ),
    rule(
        "Figma",
        "figma.com",
        "/embed?url=*",
        "https://www.figma.com/embed?embed_host=share&url={1}",
        "https://www.figma.com/embed?embed_host=share&url={1}",
        Page,
    ),
    figma(
        "/file/*",
        "https://www.figma.com/file/{1}",
        "https://www.figma.com/embed?embed_host=share&url=https%3A%2F%2Fwww.figma.com%2Ffile%2F{1}",
    ),
    figma(
        "/design/*",
        "https://www.figma.com/design/{1}",
        "https://www.figma.com/embed?embed_host=share&url=https%3A%2F%2Fwww.figma.com%2Fdesign%2F{1}",
    ),
    figma(
        "/proto/*",
        "https://www.figma.com/proto/{1}",
        "https://www.figma.com/embed?embed_host=share&url=https%3A%2F%2Fwww.figma.com%2Fproto%2F{1}",
    ),
    figma(
        "/board/*",
        "https://www.figma.com/board/{1}",
        "https://www.figma.com/embed?embed_host=share&url=https%3A%2F%2Fwww.figma.com%2Fboard%2F{1}",
    ),
    spotify("/embed/track|album|playlist|episode|show/*"),
    spotify("/track|album|playlist|episode|show/*"),
    rule(
        "SoundCloud",
        "w.soundcloud.com",
        "/player?url=*",
        "https://w.soundcloud.com/player/?url={1}",
        "https://w.soundcloud.com/player/?url={1}",
        Sound,
    ),
    rule(
        "Desmos",
        "desmos.com",
        "/calculator/*",
        "https://www.desmos.com/calculator/{1}",
        "https://www.desmos.com/calculator/{1}?embed",
        Page,
    ),
    geogebra("/m/*"),
    geogebra("/material/iframe/id/*"),
    geogebra("/material/show/id/*"),
    rule(
        "Speaker Deck",
        "speakerdeck.com",
        "/player/*",
        "https://speakerdeck.com/player/{1}",
        "https://speakerdeck.com/player/{1}",
        Page,
    ),
    AddressRule {
        may_go_on: true,
        ..rule(
            "Scratch",
            "scratch.mit.edu",
            "/projects/*",
            "https://scratch.mit.edu/projects/{1}/",
            "https://scratch.mit.edu/projects/{1}/embed",
            Page,
        )
    },
];
