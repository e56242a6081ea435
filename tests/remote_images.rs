//! Holds how images of other sites are shown: by default nothing is loaded, and the placeholder fits into a sentence.

use crate::support::CourseTest;

const PAGE: &str = "# Course\n\nA sentence with ![a chart](https://a.example/chart.png) in it.\n\n![far](http://127.0.0.1:1/far.png)\n\n<img src=\"https://a.example/raw.png\" alt=\"raw\">\n";

fn course(remote: &str) -> CourseTest {
    CourseTest::of(PAGE).file("seodang.toml", &format!("[images]\nremote = \"{remote}\"\n"))
}

#[test]
fn by_default_an_image_is_a_link_within_its_sentence() {
    for course in [CourseTest::of(PAGE), course("link")] {
        let built = course.build().ok();
        let page = built.prose("page.html");
        assert!(page.elements("img").is_empty(), "{}", page.html);
        let sentence = &page.elements("p")[0];
        assert!(sentence.inner.contains("<a class=\"remote-image\"") && sentence.inner.ends_with("in it."));
        assert_eq!(page.elements("figure").len(), 1);
    }
}

#[test]
fn the_settings_may_load_images_when_pages_are_read_but_packages_load_nothing() {
    let course = course("load");
    let images = course.build().ok().prose("page.html").elements("img");
    let sources: Vec<_> = images.iter().map(|image| image.attribute("src").unwrap()).collect();
    assert_eq!(sources, ["https://a.example/chart.png", "http://127.0.0.1:1/far.png", "https://a.example/raw.png"]);
    assert!(images.iter().all(|image| image.attribute("referrerpolicy") == Some("no-referrer")));
    let packed = course.run(&["pack", "sample", "--single-file=course", "-o", "packed"], "packed");
    let document = packed.text(&packed.files()[0]);
    assert!(!document.contains("src=\"https://") && document.contains("remote-image"));
}

#[test]
fn the_settings_fetch_from_the_public_web_only() {
    let course = CourseTest::of("# P\n\n![far](http://127.0.0.1:1/far.png)\n")
        .file("seodang.toml", "[images]\nremote = \"fetch\"\n");
    let built = course.build().ok();
    assert!(built.said.contains("http://127.0.0.1:1/far.png could not be fetched: it is not on the public web"));
    assert!(built.prose("page.html").html.contains("remote-image"));
}

#[test]
fn a_treatment_that_is_not_known_is_named() {
    let built = course("lod").build();
    assert_eq!(built.exit_code, 2);
    assert!(built.said.contains("`link`, `load`, `fetch`"), "{}", built.said);
}
