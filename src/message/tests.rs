//! Tests of languages and values of messages.

use super::*;

#[test]
fn the_locale_decides() {
    let of = |set: &[(&str, &str)], system: Option<&str>| {
        let variable = |name: &str| set.iter().find(|(other, _)| *other == name).map(|(_, value)| (*value).to_owned());
        MessageLanguage::of_machine(variable, || system.map(str::to_owned))
    };
    assert_eq!(of(&[("LANG", "ko_KR.UTF-8")], None), MessageLanguage::Korean);
    assert_eq!(of(&[("LANG", "ko_KR.UTF-8"), ("LC_ALL", "C")], None), MessageLanguage::English);
    assert_eq!(of(&[("LANG", "en_US"), ("LC_MESSAGES", "ko")], None), MessageLanguage::Korean);
    assert_eq!(of(&[("LC_ALL", ""), ("LANG", "fr_FR")], Some("ko-KR")), MessageLanguage::English);
    assert_eq!(of(&[], Some("ko-KR")), MessageLanguage::Korean);
    assert_eq!(of(&[], None), MessageLanguage::English);
    assert_eq!("kok".parse::<MessageLanguage>(), Err(ParseMessageLanguageError));
}

#[test]
fn values_are_put_into_words() {
    let message = message!("broken-link", href = "session_9.md");
    assert_eq!(message.text(MessageLanguage::Korean), "`session_9.md`에 해당하는 파일이 강의에 없습니다");
    let many = |pages: usize| message!("held-folder", name = "_drafts", pages);
    assert!(many(1).to_string().ends_with("with 1 page") && many(3).to_string().ends_with("with 3 pages"));
    assert!(many(3).text(MessageLanguage::Korean).contains("페이지 3개"));
    assert_eq!(Message::verbatim("a {b}").text(MessageLanguage::Korean), "a {b}");
}
