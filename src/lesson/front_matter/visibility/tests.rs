//! Tests the statements of entries of front matter about readers.

use super::*;
use serde_json::json;

#[test]
fn who_may_read_a_page() {
    let check =
        |key: &str, value: Value, expected: Meaning| assert_eq!(meaning(key, &value), expected, "{key}: {value}");
    for (key, value) in [
        ("draft", json!(true)),
        ("Draft", json!("yes")),
        ("DRAFT", json!(1)),
        ("isDraft", json!("True")),
        ("published", json!(false)),
        ("publish", json!("no")),
        ("hidden", json!(true)),
        ("unlisted", json!(true)),
        ("status", json!("Draft")),
        ("초안", json!("예")),
        ("공개", json!("아니요")),
        ("visible", json!(false)),
        ("visibility", json!("private")),
        ("dg-publish", json!(false)),
        ("audience", json!("private")),
        ("exclude", json!(true)),
        ("비밀", json!("예")),
        ("render", json!(false)),
        ("permalink", json!("false")),
        ("do_not_publish", json!(true)),
        ("status", json!("wip, not to be published")),
        ("status", json!("not yet published")),
        ("상태", json!("작성 중, 공개 금지")),
        ("비고", json!("시험 뒤에 공개, 그 전에는 배포 금지")),
        ("note", json!("Do not publish before the exam")),
        ("access", json!("private")),
        ("build", json!({"render": "never", "list": "always"})),
    ] {
        check(key, value, Meaning::Draft);
    }
    for value in [
        json!("instructor"),
        json!(["Instructors"]),
        json!("instructor-only"),
        json!("강사용"),
        json!({"instructor": true}),
        json!("all instructors"),
        json!("both instructors"),
        json!("instructors only, not for students"),
        json!("강사 모두"),
        json!("강사만, 학생 제외"),
    ] {
        check("Audience", value, Meaning::Instructors);
    }
    for (key, value) in [
        ("draft", json!(false)),
        ("publisher", json!("Seodang Press")),
        ("craft", json!("boats")),
        ("status", json!("done")),
        ("audience", json!("developers")),
        ("audience", json!("all")),
        ("for", json!("beginners")),
        ("exclude", json!(["search"])),
        ("hide", json!(["navigation", "toc"])),
        ("permalink", json!("/a/")),
        ("internal", json!("links")),
        ("instructor", json!("Kim")),
        ("note", json!("not published on PyPI")),
        ("status", json!("published, no exercises yet")),
        ("build", json!({"list": "never"})),
        ("expires", json!("never")),
        ("publishDate", Value::Null),
        ("comments", json!(true)),
        ("access", json!("open")),
        ("audience", json!("staff engineers and other developers")),
        ("대상", json!("강사와 학생들")),
        ("visibility", json!("public")),
        ("audience", json!(["students", "instructors"])),
        ("audience", Value::Null),
        ("title", json!("instructor")),
    ] {
        check(key, value, Meaning::Nothing);
    }
    for (key, value) in [
        ("draft", json!("maybe")),
        ("draft", Value::Null),
        ("darft", json!(true)),
        ("publised", json!(false)),
        ("audiance", json!("instructor")),
        ("audience", json!("instuctor")),
        ("audience", json!("TA")),
        ("audience", json!("teaching assistants")),
        ("audience", json!("not students")),
        ("대상", json!("학생은 제외")),
        ("published", json!("not before 2026-12-20")),
        ("published", json!("may be later")),
        ("publishDate", json!("after the exam")),
        ("for", json!("instuctors")),
    ] {
        assert!(matches!(meaning(key, &value), Meaning::Unclear(_)), "{key}: {value}");
    }
}

#[test]
fn readers_of_a_page_by_other_keys() {
    for (key, value) in [
        ("for", json!("instructors")),
        ("독자", json!("강사")),
        ("Readers", json!(["teachers"])),
        ("target_audience", json!("instructors")),
        ("visibility", json!("instructors")),
        ("instructor-only", json!(true)),
        ("instructor", json!("yes")),
        ("강사용", json!("예")),
    ] {
        assert_eq!(meaning(key, &value), Meaning::Instructors, "{key}: {value}");
    }
}

#[test]
fn dates_of_a_page() {
    let moment = |text| Moment::parse(text).unwrap();
    for (key, value) in [("publishDate", "2030-01-01"), ("published", "Nov 21, 2023"), ("공개일", "2026. 12. 20.")] {
        assert_eq!(meaning(key, &json!(value)), Meaning::From(moment(value)), "{key}: {value}");
    }
    assert_eq!(meaning("expiryDate", &json!("2024-01-01")), Meaning::Until(moment("2024-01-01")));
    assert_eq!(meaning("date", &json!("2030-01-01")), Meaning::Nothing, "the date of a session");
}

#[test]
fn what_hugo_hands_down_to_a_folder() {
    assert_eq!(meaning("cascade", &json!([{"draft": true}])), Meaning::FolderDraft);
    // The pages of a glossary that a dedicated template shows.
    assert_eq!(meaning("cascade", &json!({"build": {"render": "never", "list": "local"}})), Meaning::Nothing);
}
