//! Tests the addresses of media.

use super::*;

fn of(address: &str) -> (String, String, String) {
    let media = RemoteMedia::of_address(address).unwrap_or_else(|| panic!("{address}"));
    (media.provider, media.address, media.frame.unwrap_or_default())
}

#[test]
fn all_forms_of_one_film_are_one() {
    for address in [
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "http://m.youtube.com/watch?feature=share&v=dQw4w9WgXcQ",
        "https://youtu.be/dQw4w9WgXcQ?si=abc",
        "https://www.youtube.com/embed/dQw4w9WgXcQ?rel=0",
        "//www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
        "https://youtube.com/shorts/dQw4w9WgXcQ",
        "https://www.youtube.com/live/dQw4w9WgXcQ",
    ] {
        let media = RemoteMedia::of_address(address).unwrap();
        assert_eq!(media.shown_address(), "youtube.com/watch?v=dQw4w9WgXcQ", "{address}");
        assert_eq!(media.frame.unwrap(), "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ", "{address}");
    }
}

#[test]
fn where_a_film_begins_is_kept() {
    let (_, page, frame) = of("https://youtu.be/dQw4w9WgXcQ?t=1m30s");
    assert_eq!(page, "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=90");
    assert_eq!(frame, "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=90");
    let (_, page, frame) = of("https://www.youtube.com/embed/videoseries?list=PL123");
    assert_eq!(page, "https://www.youtube.com/playlist?list=PL123");
    assert_eq!(frame, "https://www.youtube-nocookie.com/embed/videoseries?list=PL123");
    let (_, _, frame) = of("https://player.vimeo.com/video/76979871?h=8272103f6e");
    assert_eq!(frame, "https://player.vimeo.com/video/76979871?dnt=1&h=8272103f6e");
}

#[test]
fn sites_and_their_frames() {
    for (address, provider, frame) in [
        ("https://vimeo.com/76979871", "Vimeo", "https://player.vimeo.com/video/76979871?dnt=1"),
        ("https://www.loom.com/share/0281766fa2d04bb7", "Loom", "https://www.loom.com/embed/0281766fa2d04bb7"),
        ("https://codepen.io/team/pen/PNaGbb", "CodePen", "https://codepen.io/team/embed/PNaGbb?default-tab=result"),
        ("https://codesandbox.io/s/new-abc", "CodeSandbox", "https://codesandbox.io/embed/new-abc"),
        ("https://stackblitz.com/edit/react?file=a.js", "StackBlitz", "https://stackblitz.com/edit/react?embed=1"),
        ("https://stackblitz.com/github/a/b", "StackBlitz", "https://stackblitz.com/github/a/b?embed=1"),
        (
            "https://docs.google.com/presentation/d/1abc/edit#slide=id.p",
            "Google Slides",
            "https://docs.google.com/presentation/d/1abc/embed",
        ),
        (
            "https://docs.google.com/document/d/e/2PACX/pub?embedded=true",
            "Google Docs",
            "https://docs.google.com/document/d/e/2PACX/pub?embedded=true",
        ),
        (
            "https://www.google.com/maps/embed?pb=!1m18!1m12",
            "Google Maps",
            "https://www.google.com/maps/embed?pb=!1m18!1m12",
        ),
        (
            "https://www.figma.com/file/LKQ4FJ4bTnCSjedbRpk931/Sample?node-id=0",
            "Figma",
            "https://www.figma.com/embed?embed_host=share&url=https%3A%2F%2Fwww.figma.com%2Ffile%2FLKQ4FJ4bTnCSjedbRpk931",
        ),
        ("https://open.spotify.com/episode/7makk4oT", "Spotify", "https://open.spotify.com/embed/episode/7makk4oT"),
        ("https://asciinema.org/a/113463", "asciinema", "https://asciinema.org/a/113463/iframe"),
        ("https://gist.github.com/user/8a1bc3", "Gist", ""),
        ("https://fast.wistia.net/embed/iframe/abc", "Wistia", "https://fast.wistia.net/embed/iframe/abc"),
        ("https://dai.ly/x5e9eog", "Dailymotion", "https://www.dailymotion.com/embed/video/x5e9eog"),
        (
            "//player.bilibili.com/player.html?aid=1&bvid=BV1xx411c7mD&cid=2&page=1",
            "Bilibili",
            "https://player.bilibili.com/player.html?bvid=BV1xx411c7mD&autoplay=0",
        ),
        ("https://tv.naver.com/v/1234567", "Naver TV", "https://tv.naver.com/embed/1234567"),
        (
            "https://tv.kakao.com/channel/11/cliplink/22",
            "KakaoTV",
            "https://tv.kakao.com/embed/player/cliplink/22?service=player_share",
        ),
        ("https://www.desmos.com/calculator/abcd", "Desmos", "https://www.desmos.com/calculator/abcd?embed"),
        ("https://www.geogebra.org/m/abcd", "GeoGebra", "https://www.geogebra.org/material/iframe/id/abcd"),
    ] {
        let (known, _, framed) = of(address);
        assert_eq!((known.as_str(), framed.as_str()), (provider, frame), "{address}");
    }
}

#[test]
fn other_pages_of_a_site_are_links() {
    for address in [
        "https://www.youtube.com/@channel",
        "https://www.youtube.com/c/name/videos",
        "https://youtu.be/short",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ\"><script>",
        "https://vimeo.com/about",
        "https://codepen.io/team",
        "https://notyoutube.com/watch?v=dQw4w9WgXcQ",
        "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
        "javascript://youtube.com/watch?v=dQw4w9WgXcQ",
        "watch?v=dQw4w9WgXcQ",
        "https://www.figma.com/community",
        "https://docs.google.com/",
    ] {
        assert_eq!(RemoteMedia::of_address(address), None, "{address}");
    }
}

#[test]
fn any_site_may_offer_a_frame() {
    let media = RemoteMedia::of_frame("https://lecture.example.ac.kr/play?id=3").unwrap();
    assert_eq!(
        (media.provider.as_str(), media.shown_address()),
        ("lecture.example.ac.kr", "lecture.example.ac.kr/play?id=3")
    );
    assert!(media.frame.is_some());
    // A page that is read over HTTPS may not frame others.
    assert_eq!(RemoteMedia::of_frame("http://lecture.example.ac.kr/play").unwrap().frame, None);
    assert_eq!(RemoteMedia::of_frame("javascript:alert(1)"), None);
    assert_eq!(RemoteMedia::of_frame("slides.pdf"), None);
}
