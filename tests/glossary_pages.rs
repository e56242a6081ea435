//! Checks the pages of the glossary: entries, downloads, terms of overviews, notes of pages, study cards.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::navigation::check_every_link;
use crate::support::{Built, CourseTest, Html, misnested};

/// Returns a course of two weeks that define terms, some of them twice, and ask questions.
fn course() -> CourseTest {
    CourseTest::of_files(
        r#"== README.md
# 컨테이너 과정
== week_01/day1/session_1.md
# Session 1: 상자

## 내용

상자를 쓴다.

## 🔑 핵심 키워드

### 기본
- **상자 (Box)**: 물건을 *담는* `것`
- **=수식**: +기호로 수를 더하는 식

### 💡 이해도 체크 질문

- ✅ "상자는 왜 쓰나요?"
- ✅ "뚜껑은 무엇인가요?"
== week_01/day1/session_2.md
# Session 2: 뚜껑

## 쓰임

날마다 상자를 열고 <b>닫는</b> 일이다.

## 🔑 핵심 키워드

- **뚜껑**: [상자](session_1.md)를 덮는 것

## 확인 질문

1. 뚜껑이 둘이면?

   <details><summary>답</summary>

   하나를 **버린다**.

   </details>
2. 셋이면?
   - 답: 둘을 버린다
== week_02/day1/session_1.md
# Session 1: 창고

## 🔑 핵심 키워드

- **상자**: 창고의 한 칸을 이르는 다른 말이며 물건과 무관하다
- **창고**: 상자가 모인 곳
"#,
    )
}

fn entry(built: &Built, id: &str) -> Html {
    built.page("glossary.html").inside("id", id)
}

#[test]
fn an_entry_says_what_where_and_where_used() {
    let built = course().build().ok();
    let page = entry(&built, "term-상자");
    assert_eq!(page.texts("q"), ["날마다 상자를 열고 닫는 일이다."]);
    assert_eq!(page.texts("mark"), ["상자"]);
    let hrefs: Vec<String> = page.links().into_iter().map(|link| link.href).collect();
    assert_eq!(hrefs[..2], ["week_01/day1/session_1.html#term-상자", "week_02/day1/session_1.html#term-상자"]);
    assert!(hrefs[2].starts_with("week_01/day1/session_2.html#"), "{hrefs:?}");
    let anchor = page.elements("a").into_iter().find(|a| a.has_class("anchor")).unwrap();
    assert_eq!(anchor.attribute("href"), Some("#term-상자"), "the entry's own address can be copied");
    let labels: Vec<String> = page
        .elements("span")
        .into_iter()
        .filter(|span| span.has_class("sense-label"))
        .map(|span| span.text())
        .collect();
    assert_eq!(labels[0], "1주차 1일차 Session 1", "a session is named with its week and day");
    assert!(page.text().contains("기본"), "the category is shown");
    check_every_link(&built);
}

#[test]
fn pages_of_the_glossary_are_balanced_and_name_nothing_twice() {
    let built = course().build().ok();
    for path in
        ["glossary.html", "cards.html", "week_01/cards.html", "week_01/index.html", "week_01/day1/session_2.html"]
    {
        assert_eq!(misnested(&built.text(path)), None, "{path}");
        let ids = built.page(path).ids();
        let unique: BTreeSet<&String> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len(), "{path}: {ids:?}");
    }
}

#[test]
fn weeks_and_days_list_the_terms_below_them() {
    let built = course().build().ok();
    let section = |path: &str| built.page(path).inside("class", "study-terms");
    assert_eq!(section("week_01/index.html").texts("dt"), ["뚜껑", "상자", "=수식"]);
    assert_eq!(section("week_02/day1/index.html").texts("dt"), ["상자", "창고"]);
    let week_two = section("week_02/index.html");
    assert!(
        week_two.text().contains("창고의 한 칸") && !week_two.text().contains("담는"),
        "each week shows its own sense"
    );
    assert_eq!(section("week_01/index.html").link("플래시카드 7").unwrap(), "cards.html");
    assert_eq!(week_two.link("상자").unwrap(), "../glossary.html#term-상자");
    assert!(section("index.html").texts("dt").is_empty(), "the course's page has the glossary itself");
}

#[test]
fn many_terms_stand_folded() {
    let terms: String = (0..13).map(|number| format!("- **낱말{number}**: {number}번째로 적은 뜻풀이\n")).collect();
    let built = CourseTest::new().file("week_01/day1/a.md", &format!("# A\n\n## 핵심 키워드\n\n{terms}")).build().ok();
    let section = built.page("week_01/day1/index.html").inside("class", "study-terms");
    assert_eq!(section.texts("summary"), ["용어 13개"]);
    assert_eq!(section.texts("dt").len(), 13);
}

#[test]
fn cards_are_a_list_without_scripts() {
    let built = course().build().ok();
    let page = built.page("week_01/cards.html");
    let fronts = page.inside("class", "card-list").texts("summary");
    assert_eq!(
        fronts,
        ["상자 Box", "=수식", "상자는 왜 쓰나요?", "뚜껑은 무엇인가요?", "뚜껑", "뚜껑이 둘이면?", "셋이면?"]
            .map(str::to_owned)[..],
        "by session, terms before questions, without their quotation marks"
    );
    let list = built.text("week_01/cards.html");
    assert!(list.contains("<em>담는</em>") && list.contains("<strong>버린다</strong>") && list.contains("둘을 버린다"));
    let asked = page.links().into_iter().find(|link| link.href.starts_with("day1/session_1.html#-이해도")).unwrap();
    assert!(asked.text.contains("상자"), "a question without an answer leads to its place");
    assert_eq!(built.page("cards.html").inside("class", "card-list").texts("summary").len(), 8);
    assert_eq!(built.page("cards.html").inside("class", "decks").links().len(), 2);
}

fn keys(built: &Built, path: &str) -> Vec<(String, String)> {
    let cards = built.page(path).elements("li").into_iter().filter(|li| li.has_class("card"));
    cards
        .map(|li| {
            (Html::new(li.inner.clone()).texts("summary").remove(0), li.attribute("data-key").unwrap().to_owned())
        })
        .collect()
}

#[test]
fn a_card_keeps_its_key_until_it_is_worded_anew() {
    let course = course();
    let before = keys(&course.build().ok(), "week_01/cards.html");
    course.edit("week_01/day1/session_3.md", "# Session 3: 셋\n\n## 핵심 키워드\n\n- **새말**: 뜻\n");
    course.edit("week_01/day1/session_2.md", "# Session 2: 뚜껑\n\n## 핵심 키워드\n\n- **뚜껑**: 덮개\n");
    let after = keys(&course.build().ok(), "week_01/cards.html");
    let key =
        |keys: &[(String, String)], front: &str| keys.iter().find(|(own, _)| own == front).map(|(_, key)| key.clone());
    assert!(key(&before, "상자 Box").is_some());
    assert_eq!(key(&before, "상자 Box"), key(&after, "상자 Box"));
    assert_ne!(key(&before, "뚜껑"), key(&after, "뚜껑"));
    let unique: BTreeSet<&String> = before.iter().map(|(_, key)| key).collect();
    assert_eq!(unique.len(), before.len());
}

#[test]
fn a_course_without_terms_has_neither_glossary_nor_cards() {
    let built = CourseTest::of("# A\n\ntext\n").build().ok();
    assert_eq!(built.files(), ["404.html", "index.html", "page.html"]);
}

#[test]
fn terms_leave_for_spreadsheets_anki_and_programs() {
    let built = course().build().ok();
    let csv = built.text("terms.csv");
    assert!(csv.starts_with("\u{feff}용어,다른 이름,뜻,분류,단원,페이지,주소\r\n"), "{csv}");
    assert!(csv.contains(
        "상자,Box,물건을 담는 것,기본,1주차 / 1일차,1주차 1일차 Session 1: 상자,week_01/day1/session_1.html#"
    ));
    assert!(csv.contains("'=수식,,'+기호로 수를 더하는 식,"), "no cell is a formula: {csv}");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    assert_eq!(reader.records().map(Result::unwrap).count(), 5, "a row for each definition");

    let anki = built.text("terms-anki.tsv");
    let rows: Vec<Vec<&str>> =
        anki.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect();
    assert!(rows.len() == 4 && rows.iter().all(|row| row.len() == 4), "{anki}");
    let of_box = rows.iter().find(|row| row[1].starts_with("상자")).unwrap();
    assert!(of_box[2].contains("<em>담는</em>") && of_box[2].contains("창고의 한 칸"), "{of_box:?}");
    assert_eq!(of_box[3], "1주차::1일차 기본 2주차::1일차");
    assert!(!anki.contains("href"), "nothing in a note leads back into the site's folder");

    let json: Value = serde_json::from_str(&built.text("terms.json")).unwrap();
    assert_eq!((json["version"].as_u64(), json["course"].as_str()), (Some(1), Some("컨테이너 과정")));
    let of_box = json["terms"].as_array().unwrap().iter().find(|term| term["term"] == "상자").unwrap();
    assert_eq!(of_box["definitions"][0]["units"], serde_json::json!(["1주차", "1일차"]));
    assert_eq!(of_box["definitions"].as_array().unwrap().len(), 2);

    let links: Vec<String> =
        built.page("glossary.html").inside("class", "downloads").links().into_iter().map(|link| link.href).collect();
    assert_eq!(links, ["terms.csv", "terms-anki.tsv", "terms.json"]);
}

#[test]
fn a_page_carries_the_notes_of_its_marks_and_no_more() {
    let built = course().build().ok();
    let page = built.page("week_01/day1/session_2.html");
    let marks: Vec<_> = page.elements("a").into_iter().filter(|a| a.has_class("term")).collect();
    let notes: Vec<String> = page.ids().into_iter().filter(|id| id.starts_with("sd-means-")).collect();
    let marked: BTreeSet<String> =
        marks.iter().map(|mark| format!("sd-means-{}", mark.attribute("data-term").unwrap())).collect();
    assert!(!marks.is_empty());
    assert_eq!(marked, notes.into_iter().collect());
    assert!(
        page.elements("script")
            .iter()
            .any(|script| script.attribute("src").is_some_and(|src| src.ends_with("terms.js")))
    );
    let plain = built.text("index.html");
    assert!(!plain.contains("terms.js") && !plain.contains("sd-notes"), "a page without marks loads nothing for them");
}

#[test]
fn a_large_glossary_stays_light() {
    let pages = (0..40).fold(CourseTest::new(), |course, page| {
        let terms: String =
            (0..25).map(|term| format!("- **낱말{page}번{term}**: {term}번째로 적은 뜻풀이 한 줄\n")).collect();
        let uses: String = (0..40)
            .map(|term| {
                format!(
                    "## 절 {term}\n\n낱말{}번{}을 여기에서 다시 쓰는 조금 긴 문장이 하나 있다.\n\n",
                    (page + term) % 40,
                    term % 25
                )
            })
            .collect();
        course.file(
            &format!("week_0{}/day1/session_{page}.md", page % 4 + 1),
            &format!("# Session {page}\n\n{uses}## 핵심 키워드\n\n{terms}"),
        )
    });
    let built = pages.build().ok();
    let page = built.text("glossary.html");
    assert_eq!(built.page("glossary.html").texts("dt").len(), 1000);
    assert!(page.len() < 2_000_000, "{} bytes for 1,000 terms", page.len());
}
