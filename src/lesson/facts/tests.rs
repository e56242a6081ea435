//! Checks the facts of small files, form by form.

use super::*;
use crate::source::CoursePath;

fn lesson(text: &str) -> Lesson {
    let report = parse(&Source::new(CoursePath::new("week_01/day1/session_1.md"), text), &Vocabulary::default());
    report.value
}

#[test]
fn info_block_with_soft_breaks() {
    let text = "# Week 1 Day 1 Session 1: 시작\n\n## 🕘 세션 정보\n**시간**: 09:00-09:50 (50분)\n**목표**: 뜻을 *안다*\n**방식**: 토론\n\n---\n\n## 본문 (12분)\n";
    let lesson = lesson(text);
    let info = lesson.info.unwrap();
    assert_eq!(info.minutes, Some(50));
    assert_eq!(info.range.unwrap().to_string(), "09:00–09:50");
    assert_eq!((info.heading_line, info.lines), (Some(3), (4, 6)));
    let values: Vec<&str> = info.facts.iter().map(|fact| &text[fact.value.start..fact.value.end]).collect();
    assert_eq!(values, ["09:00-09:50 (50분)", "뜻을 *안다*", "토론"]);
    assert_eq!(lesson.headings.last().unwrap().minutes, Some(12));
    assert_eq!(lesson.summary.as_deref(), Some("뜻을 안다"));
}

#[test]
fn a_summary_keeps_all_of_its_emoji_or_none() {
    let summary = |text: &str| lesson(text).summary.unwrap();
    assert_eq!(summary("# A\n\n📦 컨테이너 원리 • 🧱 이미지 만들기\n"), "📦 컨테이너 원리 • 🧱 이미지 만들기");
    assert_eq!(summary("# A\n\n🎯 컨테이너의 원리를 이해합니다\n"), "컨테이너의 원리를 이해합니다");
}

#[test]
fn a_page_is_described_by_what_it_says_openly() {
    let summary = |text: &str| lesson(text).summary;
    let hint = "<details><summary>힌트</summary>\n\n여기를 눌러야만 보이는 글입니다.\n\n</details>\n";
    assert_eq!(summary(&format!("# 실습\n\n{hint}")), None);
    assert_eq!(
        summary(&format!("# 실습\n\n{hint}\n서버를 만들고 둘을 이어 봅니다.\n")).unwrap(),
        "서버를 만들고 둘을 이어 봅니다."
    );
    assert_eq!(
        summary("# A\n\n{{#include ../other.md:part}}\n\nThis page says what it is.\n").unwrap(),
        "This page says what it is."
    );
    let definition =
        "# A\n\n첫 문단이 이 쪽을 말한다고 봅니다.\n\n## 개념 1: Pod\n\n> **정의**: 컨테이너를 묶은 가장 작은 단위\n";
    assert_eq!(summary(definition).unwrap(), "첫 문단이 이 쪽을 말한다고 봅니다.");
}

#[test]
fn info_without_a_heading_needs_a_time() {
    let with = lesson("# Lesson 1\n\n**Duration**: 45 min\n**Goal**: know pods\n\nText.\n");
    assert_eq!(with.info.unwrap().minutes, Some(45));
    assert_eq!(lesson("# Lesson 1\n\n**Note**: a\n**Goal**: know pods\n").info, None);
}

#[test]
fn info_with_further_text_keeps_its_heading() {
    let lesson = lesson("# A\n\n## 🕘 세션 정보\n**시간**: 09:00-09:50\n\n더 읽을 말이 여기에 있다.\n\n## 다음\n");
    assert_eq!(lesson.info.unwrap().heading_line, None);
}

#[test]
fn heading_ids_are_githubs() {
    let lesson = lesson(
        "# 🚀 제목\n## 🔑 핵심 키워드\n## 🛠️ 실습\n## 1️⃣ 첫째\n## 같은 말\n## 같은 말\n## `kubectl get` & more!\n",
    );
    let ids: Vec<&str> = lesson.headings.iter().map(|heading| heading.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "-제목",
            "-핵심-키워드",
            "\u{fe0f}-실습",
            "1\u{fe0f}\u{20e3}-첫째",
            "같은-말",
            "같은-말-1",
            "kubectl-get--more"
        ]
    );
}

#[test]
fn terms_with_categories() {
    let text = "# A\n\n## 🔑 핵심 키워드 (5분)\n\n### 🆕 새 용어\n- **Pod (파드)**: 가장 작은\n  단위\n- 그냥 항목\n\n**묶음**:\n- **Node**: 기계\n  - **속**: 안\n\n## 다음\n- **아님**: 설명\n";
    let lesson = lesson(text);
    let shown: Vec<_> =
        lesson.terms.iter().map(|t| (t.term.as_str(), t.alias.as_deref(), t.category.as_deref(), t.line)).collect();
    assert_eq!(shown, [("Pod", Some("파드"), Some("새 용어"), 6), ("Node", None, Some("묶음"), 11)]);
    assert_eq!(&text[lesson.terms[0].definition.start..lesson.terms[0].definition.end], "가장 작은\n  단위");
}

#[test]
fn terms_of_definition_lists() {
    let lesson = lesson("# A\n\n## Glossary\n\nPod (파드)\n: smallest unit\n\nNode\n: a machine\n");
    let shown: Vec<_> = lesson.terms.iter().map(|t| (t.term.as_str(), t.alias.as_deref())).collect();
    assert_eq!(shown, [("Pod", Some("파드")), ("Node", None)]);
}

#[test]
fn links_of_markdown_and_html() {
    let text = "# A\n\n[a](./b.md#c) ![그림](x.png)\n\n<div align=\"center\">\n<img src=\"y.png\" alt=\"둘\"> <a id=\"here\" href=\"z.md\">z</a>\n</div>\n\nhttps://example.com\n";
    let lesson = lesson(text);
    let hrefs: Vec<&str> = lesson.links.iter().map(|link| link.href.as_str()).collect();
    assert_eq!(hrefs, ["./b.md#c", "x.png", "y.png", "z.md", "https://example.com"]);
    let image = &lesson.links[2];
    assert_eq!(&text[image.span.start..image.span.end], "<img src=\"y.png\" alt=\"둘\">");
    assert!(lesson.has_anchor("here"));
}

#[test]
fn checks_and_fences() {
    let lesson =
        lesson("# A\n\n## 성과\n- [ ] 하나\n- [x] **둘**\n  - [ ] 셋\n\n```mermaid\ngraph TD\n```\n\n```bash\nls\n");
    let checks: Vec<_> = lesson.checks.iter().map(|c| (c.text.as_str(), c.checked, c.section.as_deref())).collect();
    assert_eq!(checks, [("하나", false, Some("성과")), ("둘", true, Some("성과")), ("셋", false, Some("성과"))]);
    let fences: Vec<_> = lesson.fences.iter().map(|f| (f.language.as_str(), f.closed, f.line)).collect();
    assert_eq!(fences, [("mermaid", true, 8), ("bash", false, 12)]);
}

#[test]
fn titles() {
    let title = |text: &str| lesson(text).title.unwrap();
    assert_eq!(title("# 🚀 Week 1 Day 4 Session 2: 설계 (50분)\n").name, "설계");
    assert_eq!(title("---\ntitle: 새 이름\n---\n# Week 1: 옛 이름\n").name, "새 이름");
    assert_eq!(title("# Week 3\n").name, "");
}

#[test]
fn titles_that_are_no_first_headings() {
    let title = |text: &str| lesson(text).title.map(|title| title.text);
    assert_eq!(title("<!-- note -->\n\n## 🔭 3.3 Observability\n\n### Why\n").as_deref(), Some("🔭 3.3 Observability"));
    assert_eq!(title("## One\n\n## Two\n"), None, "sections");
    assert_eq!(title("Words.\n\n## One\n"), None, "a section below words");
    let numbered = Source::new(CoursePath::new("week/3.3/README.md"), "## 3.3 Alerts\n\n## 1. Why\n");
    let found = parse(&numbered, &Vocabulary::default()).value.title;
    assert_eq!(found.map(|title| title.text).as_deref(), Some("3.3 Alerts"), "as its folder is numbered");
    assert_eq!(title("## Step 1: Begin\n"), None, "a step");
    assert_eq!(title("# ![Assessment 1](banner.png)\n").as_deref(), Some("Assessment 1"));
    assert_eq!(title("# 1. 개요\n\n# 2. 설치\n"), None, "numbered sections");
    assert_eq!(title("# 3.1 자료\n\n# 3.1.1 형\n\n# 나머지\n").as_deref(), Some("3.1 자료"));
}

/// Returns the terms of a text as `term (alias) [category] = definition`.
fn terms(text: &str) -> Vec<String> {
    let lesson = lesson(text);
    let shown = lesson.terms.iter().map(|term| {
        let alias = term.alias.as_ref().map(|alias| format!(" ({alias})")).unwrap_or_default();
        let category = term.category.as_ref().map(|category| format!(" [{category}]")).unwrap_or_default();
        format!("{}{alias}{category} = {}", term.term, &text[term.definition.start..term.definition.end])
    });
    shown.collect()
}

#[test]
fn terms_of_quotes_under_a_concept() {
    let text = "# A\n\n## 핵심 개념\n\n### 🔍 개념 1: Bridge 네트워크 - 기본 (12분)\n\n> **정의**: 다리로\n> 잇는 `방법`\n> **출처**: 어디\n\n글\n\n> **정의**: 위에 제목이 없다\n\n**🔍 개념 2: Pod (파드)**\n> **정의**: 묶음\n\n### EC2 vs Lambda\n\n> **정의**: 비교\n\n## Volume\n\n### Definition\n\n> **Definition:** a place for data\n";
    assert_eq!(
        terms(text),
        ["Bridge 네트워크 = 다리로\n> 잇는 `방법`", "Pod (파드) = 묶음", "Volume = a place for data"]
    );
    let lesson = lesson(text);
    assert_eq!(lesson.terms[0].section, (5, 17), "the section that needs no mark");
}

#[test]
fn terms_in_plain_words() {
    let text = "# A\n\n> **전문 용어**: 오토스케일링(Auto Scaling)\n> **쉽게 말하면**: 알아서 늘고 줄기\n\n> **Technical term**: idempotent\n>\n> **In plain words**: doing it twice changes nothing\n\n> **쉽게 말하면**: 비유뿐\n";
    assert_eq!(
        terms(text),
        ["오토스케일링 (Auto Scaling) = 알아서 늘고 줄기", "idempotent = doing it twice changes nothing"]
    );
}

#[test]
fn terms_of_tables_paragraphs_and_nested_lists() {
    let table = "# A\n\n| 용어 | 예 | 설명 |\n|---|---|---|\n| **Pod (파드)** | x | 가장 *작은* 단위 |\n| 왜 쓰나? | y | 아님 |\n\n| 항목 | 설명 |\n|--|--|\n| a | b |\n";
    assert_eq!(terms(table), ["Pod (파드) = 가장 *작은* 단위"]);
    let paragraphs = "# A\n\n## Key terms\n\n**Pod** — the smallest unit\n**Node**: a machine,\nreal or not\n\nA word on **this**: no\n";
    assert_eq!(terms(paragraphs), ["Pod = the smallest unit", "Node = a machine,\nreal or not"]);
    let plain = "# A\n\n## Key terms\n\n- Pod: the smallest unit\n- kube-proxy (k-p) - forwards packets\n\nMore:\n\n- Node: a machine\n- and a remark\n";
    assert_eq!(terms(plain), ["Pod = the smallest unit", "kube-proxy (k-p) = forwards packets"]);
    let nested = "# A\n\n## Glossary\n\n- **Networks**:\n  - **DNS**: names\n  - `ping`: reaches\n- 비유: 집과 같다\n- Layer, Union, Copy\n";
    assert_eq!(terms(nested), ["DNS [Networks] = names", "ping [Networks] = reaches"]);
}

#[test]
fn terms_that_are_headings_of_a_keyword_section() {
    let text = "# Glossary\n\nHow to read it.\n\n## A\n\n### API (Application Programming Interface)\n\nA way to\n*call* a program.\n\nMore of it.\n\n## 2. Cluster\n\nMachines as one.\n\n## Overview\n\nNo term.\n\n## Pictures\n\n![p](p.png)\n\n- a list\n";
    assert_eq!(
        terms(text),
        ["API (Application Programming Interface) = A way to\n*call* a program.", "Cluster = Machines as one."]
    );
    // Headings above lists that define terms are categories, and a single heading is not a series.
    let categories = "# A\n\n## Key terms\n\n### Networks\n\nWhat links machines.\n\n- **DNS**: names\n- **ARP**: addresses\n\n### Disks\n\nWhat keeps data.\n";
    assert_eq!(terms(categories), ["DNS [Networks] = names", "ARP [Networks] = addresses"]);
    assert!(terms("# A\n\n## Key terms\n\n### Why words matter\n\nThey do.\n\n## B\n\n### C\n\nText.\n").is_empty());
}

#[test]
fn glossaries_of_directives_define_terms() {
    let terms = |text: &str| {
        let lesson = lesson(text);
        let terms = lesson.terms.iter();
        terms
            .map(|term| (term.term.clone(), text[term.definition.start..term.definition.end].to_owned()))
            .collect::<Vec<_>>()
    };
    let pair = |term: &str, definition: &str| (term.to_owned(), definition.to_owned());
    assert_eq!(
        terms(
            "# A\n\n:::{glossary}\nState\n: What a store holds.\n\nReducer\n: A function.\n:::\n\nText\nof two lines.\n"
        ),
        [pair("State", "What a store holds."), pair("Reducer", "A function.")]
    );
    assert_eq!(
        terms("# A\n\n```{glossary}\nPod\n  The smallest unit.\n\nNode\n  A machine.\n```\n"),
        [pair("Pod", "The smallest unit."), pair("Node", "A machine.")]
    );
}

#[test]
fn a_heading_is_defined_by_the_paragraph_about_it() {
    let text = "# Glossary\n\n## A\n\nIntro.\n\n### Lifecycle hook\n\nEach instance goes through steps.\n\nA *lifecycle hook* is called at a step.\n\n### Vault\n\nAliases: local vault\n\nA folder on your disk.\n\n### State\n\n```ts\ntype State = any\n```\n\nThe value of a store.\n";
    let source = Source::new(CoursePath::new("Glossary.md"), text);
    let lesson = parse(&source, &Vocabulary::default()).value;
    let terms = lesson.terms.iter();
    let found: Vec<(&str, Option<&str>, &str)> = terms
        .map(|term| (&*term.term, term.alias.as_deref(), &text[term.definition.start..term.definition.end]))
        .collect();
    assert_eq!(
        found,
        [
            ("Lifecycle hook", None, "A *lifecycle hook* is called at a step."),
            ("Vault", Some("local vault"), "A folder on your disk."),
            ("State", None, "The value of a store."),
        ]
    );
}
