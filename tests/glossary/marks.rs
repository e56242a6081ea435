//! Holds what pages mark, and what they say of it.

use crate::support::CourseTest;

#[test]
fn the_first_use_in_each_section_is_a_link_with_a_note() {
    let built = CourseTest::new()
        .file("a.md", "# A\n\n## 🔑 핵심 키워드\n\n- **로드 밸런서 (Load Balancer)**: 부하를 `나누는` 것\n")
        .file(
            "b.md",
            "# B\n\n앞에서 로드 밸런서를 보았다. 로드 밸런서는 좋다.\n\n## 둘째 로드 밸런서\n\n**Load** Balancer와 `로드 밸런서`, \
             [로드 밸런서](a.md).\n\n### 더\n\n로드밸런서도.\n",
        )
        .build()
        .ok();
    let page = built.prose("b.html");
    let marks: Vec<_> = page.elements("a").into_iter().filter(|a| a.attribute("class") == Some("term")).collect();
    assert_eq!(marks.len(), 2, "one before the first section, one in it");
    assert!(marks.iter().all(|a| a.attribute("href") == Some("glossary.html#term-로드-밸런서")));
    assert!(page.html.contains("data-term=\"1\">로드 밸런서</a>를 보았다. 로드 밸런서는"));
    assert!(page.html.contains("<strong>Load</strong> Balancer</a>와"));
    let notes = built.page("b.html").inside("id", "sd-notes");
    assert!(notes.html.contains("부하를 <code>나누는</code> 것"));
    assert!(notes.html.contains("href=\"a.html#term-로드-밸런서\""));
}
