//! Checks the search data of a course, and the conditions under which its files change.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::support::{Built, CourseTest, files_below};

/// Returns the value that a script of the search data passes to its function.
fn data(built: &Built, name: &str) -> Value {
    let script = unpacked(&built.text(&format!("seodang/search/{name}.js")));
    let inner = script.strip_prefix(&format!("seodangSearch(\"{name}\",")).and_then(|rest| rest.strip_suffix(");\n"));
    serde_json::from_str(inner.expect("a call with a name and a value")).unwrap()
}

/// Unpacks syllables, as the page does.
fn unpacked(text: &str) -> String {
    let syllable = |code: u32| {
        0xac00
            + code / 91 * 588
            + [0, 1, 4, 5, 6, 8, 9, 11, 12, 13, 17, 18, 20][(code / 7 % 13) as usize] * 28
            + [0, 1, 4, 8, 16, 17, 21][(code % 7) as usize]
    };
    let back = |c: char| match u32::from(c) {
        code @ 0x100..=0x7c0 => char::from_u32(syllable(code - 0x100)).unwrap(),
        _ => c,
    };
    text.chars().map(back).collect()
}

/// Returns the text and the headings of all pages, as the files contain them.
fn texts(built: &Built) -> String {
    let head = data(built, "head");
    let units = head["units"].as_array().unwrap();
    let mut all = String::new();
    for unit in units {
        let name = unit["name"].as_str().unwrap();
        all += &data(built, name).to_string();
        for shard in 0..unit["shards"].as_array().unwrap().len() {
            for text in data(built, &format!("{name}-{shard}")).as_array().unwrap() {
                all += text.as_str().unwrap();
                all += "\n";
            }
        }
    }
    all
}

fn course() -> CourseTest {
    CourseTest::new()
        .file("README.md", "# 검색 과정\n\n머리말입니다.\n")
        .file(
            "week_01/session_1.md",
            "# Session 1: 그릇\n\n## 🍚 밥그릇 (10분)\n\n문단에 **굵은** 말과 `낱말.코드`.\n\n| 항목 | 값 |\n|---|---|\n| 포트 | 8080 |\n\n- [ ] 할 일 하나\n\n```yaml\nkind: Bowl\n    name:   deep\n┌───┐\n```\n\n```mermaid\ngraph TB\n    A[\"요청 상자\"] --> B[응답]\n    style A fill:#fff\n```\n\n<details><summary>펼칠 말</summary>\n\n숨은 글\n\n</details>\n\n<!-- 비밀 -->\n\n## 🔑 핵심 키워드\n\n- **그릇 (Bowl)**: 음식을 담는 것\n",
        )
        .file("week_02/session_1.md", "# Session 1: 접시\n\n접시 이야기.\n")
        .file("week_02/draft.md", "---\ndraft: true\n---\n\n# 아직\n\n내놓지 않은 글\n")
}

#[test]
fn all_that_readers_can_read_is_searched_and_nothing_else() {
    let built = course().build().ok();
    let texts = texts(&built);
    for text in [
        "머리말입니다",
        "밥그릇",
        "문단에 굵은 말과 낱말.코드.",
        "항목 | 값\n포트 | 8080",
        "할 일 하나",
        "\tkind: Bowl\n\tname: deep",
        "요청 상자 · 응답",
        "펼칠 말",
        "숨은 글",
        "그릇 (Bowl): 음식을 담는 것",
        "접시 이야기.",
    ] {
        assert!(texts.contains(text), "{text:?} is in\n{texts}");
    }
    for text in ["비밀", "내놓지", "아직", "fill:", "style A", "┌", "🍚", "**"] {
        assert!(!texts.contains(text), "{text:?} is not in\n{texts}");
    }
}

#[test]
fn the_head_names_pages_units_and_terms() {
    let built = course().build().ok();
    let head = data(&built, "head");
    let units: Vec<&str> = head["units"].as_array().unwrap().iter().filter_map(|unit| unit["label"].as_str()).collect();
    assert_eq!(units, ["검색 과정", "1주차", "2주차"]);
    let pages = head["units"][1]["pages"].as_array().unwrap();
    let session = pages.iter().find(|page| page[0] == "session").unwrap();
    assert_eq!(session[3], "week_01/session_1.html");
    assert!(built.files().contains(&"week_01/session_1.html".to_owned()));
    let place =
        head["units"][0]["pages"].as_array().unwrap().len() + pages.iter().position(|page| page == session).unwrap();
    assert_eq!(head["terms"][0][0], "그릇");
    assert_eq!(head["terms"][0][1], json!(["Bowl"]));
    assert_eq!(head["terms"][0][3], json!([place]), "the page that defines it");
    assert_eq!(data(&built, "terms"), json!(["음식을 담는 것"]));
    // The data store the id of a heading as the text around its slug.
    let outline = data(&built, head["units"][1]["name"].as_str().unwrap());
    let at = pages.iter().position(|page| page == session).unwrap();
    assert!(outline["pages"][at][0].as_str().unwrap().starts_with("밥그릇\n"));
    let around = outline["pages"][at][1][0].as_u64().unwrap();
    assert_eq!(outline["around"][usize::try_from(around).unwrap()], "-\n-10분");
    assert!(built.text("week_01/session_1.html").contains("id=\"-밥그릇-10분\""));
}

#[test]
fn a_change_in_one_week_leaves_the_data_of_the_others() {
    let course = course();
    let search = |built: &Built| -> BTreeMap<String, String> {
        let names = files_below(&built.output.join("seodang/search"));
        names.into_iter().map(|name| (name.clone(), built.text(&format!("seodang/search/{name}")))).collect()
    };
    let before = search(&course.build().ok());
    course.edit("week_02/session_1.md", "# Session 1: 접시\n\n다른 이야기.\n");
    let built = course.build_into("again", &[]).ok();
    let after = search(&built);
    let head = data(&built, "head");
    let other = format!("{}-0.js", head["units"][2]["name"].as_str().unwrap());
    let changed: Vec<&String> =
        after.iter().filter(|(name, text)| before.get(*name) != Some(text)).map(|(name, _)| name).collect();
    assert_eq!(after.len(), before.len());
    let mut expected = [other.as_str(), "head.js"];
    expected.sort_unstable();
    assert_eq!(changed, expected);
}

#[test]
fn pages_say_how_the_search_is_opened() {
    let built = course().build().ok();
    let html = built.text("week_02/session_1.html");
    assert!(html.contains("data-load=\"search.js\" data-keys=\"/ Ctrl+k\""), "{html}");
    for name in ["search", "did-you-mean", "highlight-hits"] {
        assert!(built.text(&format!("seodang/{name}.js")).contains("use strict"));
        assert!(!html.contains(&format!("{name}.js\" defer")), "no page loads {name}.js by itself");
    }
}
