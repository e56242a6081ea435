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

/// The texts of the marks of a page, in order.
fn marked(built: &crate::support::Built, page: &str) -> Vec<String> {
    let prose = built.prose(page);
    prose.elements("a").into_iter().filter(|a| a.has_class("term")).map(|a| a.text()).collect()
}

const GLOSSARY: &str = "# G\n\n## Key terms\n\n- **Pod (파드)**: the smallest unit\n- **배포 (Deployment)**: 내보내기\n\
                        - **CA (인증 기관)**: 인증서를 낸다\n";

#[test]
fn a_node_whose_whole_label_is_a_term_is_a_link() {
    let built = CourseTest::new()
        .file("a.md", GLOSSARY)
        .file(
            "b.md",
            "# B\n\n```mermaid\ngraph TD\nA[Pod] --> B[\"🐳 Pod (파드)\"]\nB --> C[Pod 생성]\n```\n\n```mermaid\ngraph TD\nA[아무것] --> B[도]\n```\n",
        )
        .build()
        .ok();
    let prose = built.prose("b.html");
    assert_eq!(marked(&built, "b.html"), ["Pod", "🐳 Pod (파드)"]);
    let roles: Vec<_> = prose.elements("svg").iter().map(|svg| svg.attribute("role").unwrap().to_owned()).collect();
    assert_eq!(roles, ["group", "img"], "what holds links is no image");
    assert!(prose.html.contains("<a class=\"term\" href=\"glossary.html#term-pod\" data-term=\"1\"><g class=\"node"));
    assert_eq!(built.page("b.html").inside("id", "sd-notes").elements("div").len(), 1, "one note for both");
}

#[test]
fn no_mark_where_none_belongs() {
    let page = "# B: Pod\n\n## Pod\n\n> **정의**: Pod는 여기서 뜻이 있다\n\n[Pod](a.md) `Pod` <code>Pod</code> <a href=\"a.md\">Pod</a> ![Pod](x.png) Podcast 배포판\n\n\
                - [ ] Pod\n\n| Pod | x |\n|--|--|\n| y | z |\n\n<summary>\n\nPod\n\n</summary>\n";
    let built = CourseTest::new().file("a.md", GLOSSARY).file("b.md", page).build().ok();
    assert_eq!(marked(&built, "b.html"), Vec::<String>::new());
    assert_eq!(marked(&built, "a.html"), Vec::<String>::new());
}

#[test]
fn the_note_holds_the_sense_nearest_to_the_reader() {
    let define = |sense: &str| format!("# S\n\n## 핵심 키워드\n\n- **CA**: {sense}\n");
    let built = CourseTest::new()
        .file("week_01/day1/session_1.md", &define("인증서를 내는 기관"))
        .file("week_01/day2/session_1.md", "# T\n\nCA를 쓴다.\n")
        .file("week_02/day1/session_1.md", &define("노드를 늘리는 오토스케일러"))
        .file("week_02/day2/session_1.md", "# U\n\nCA를 쓴다.\n")
        .file("week_03/day1/session_1.md", "# V\n\nCA를 쓴다.\n")
        .build()
        .ok();
    let note = |page: &str| built.page(page).inside("id", "sd-notes").html;
    assert!(note("week_01/day2/session_1.html").contains("인증서를 내는"), "the same week");
    assert!(note("week_02/day2/session_1.html").contains("오토스케일러"), "the same week");
    assert!(note("week_03/day1/session_1.html").contains("오토스케일러"), "the latest before");
}

#[test]
fn a_term_split_by_emphasis_is_one_link() {
    let page = "# B\n\n새 **Po**d와 *Pod*를, **큰 배포**와\n배포합니다\n";
    let built = CourseTest::new().file("a.md", GLOSSARY).file("b.md", page).build().ok();
    let html = built.prose("b.html").html;
    assert!(html.contains("<a class=\"term\" id=\"use-pod\" href=\"glossary.html#term-pod\" data-term=\"1\"><strong>Po</strong>d</a>와"), "{html}");
    assert!(html.contains("<strong>큰 <a class=\"term\" id=\"use-배포\""), "{html}");
}

#[test]
fn english_terms_are_found_in_plurals_and_at_the_beginning_of_sentences() {
    let terms = "# G\n\n## Glossary\n\n- **container**: a process on its own\n- **Access Policy**: who may do what\n- **IT**: the trade\n- **VPC (Virtual Private Cloud)**: a network\n";
    let page = "# B\n\nContainers run it.\n\n## One\n\nOur containers, and it is so.\n\n## Two\n\nThe access policies hold.\n\n## Three\n\nTwo VPCs, IT's own.\n\n## Four\n\nThe virtual private cloud's edge. A containerised app.\n";
    let built = CourseTest::new().file("a.md", terms).file("b.md", page).build().ok();
    assert_eq!(
        marked(&built, "b.html"),
        ["Container", "container", "access policies", "VPC", "IT", "virtual private cloud"]
    );
}

#[test]
fn names_that_share_an_abbreviation_stay_apart() {
    let built = CourseTest::new()
        .file(
            "a.md",
            "# G\n\n## Glossary\n\n- **CA (Certificate Authority)**: signs\n- **CA (Cluster Autoscaler)**: grows\n- **Cluster Autoscaler**: adds nodes\n- **LB (Load Balancer)**: spreads\n- **로드 밸런서 (Load Balancer)**: 나눈다\n",
        )
        .build()
        .ok();
    let ids: Vec<String> = built.page("glossary.html").ids().into_iter().filter(|id| id.starts_with("term-")).collect();
    assert_eq!(ids, ["term-ca", "term-cluster-autoscaler", "term-lb"], "LB abbreviates what 로드 밸런서 translates");
}
