//! Checks names and titles, one form after another.

use super::*;

fn name(text: &str) -> String {
    let parts = read_name(text);
    let mut shown: Vec<String> = parts.bare.iter().map(Number::to_string).collect();
    shown.extend(parts.atoms.iter().map(|a| a.word.label(a.number.as_ref(), English)));
    shown.push(format!("[{}]", parts.rest));
    shown.join(" ")
}

#[test]
fn names_of_files_and_folders() {
    let check = |text, expected| assert_eq!(name(text), expected, "{text}");
    check("week_01", "Week 1 []");
    check("week01", "Week 1 []");
    check("Week 1", "Week 1 []");
    check("week_03_supplement", "Week 3 [supplement]");
    check("1주차", "Week 1 []");
    check("1주차_도커", "Week 1 [도커]");
    check("3일차", "Day 3 []");
    check("제2강", "Lecture 2 []");
    check("실습1", "Lab 1 []");
    check("실습가이드", "[실습가이드]");
    check("Day01", "Day 1 []");
    check("day_01_orientation", "Day 1 [orientation]");
    check("01-intro", "1 [intro]");
    check("01-week1-intro", "1 Week 1 [intro]");
    check("lecture3", "Lecture 3 []");
    check("ch03-networks", "Chapter 3 [networks]");
    check("w1d2", "Week 1 Day 2 []");
    check("session_2", "Session 2 []");
    check("handson_1", "Hands-on 1 []");
    check("hands-on-2", "Hands-on 2 []");
    check("lab", "Lab []");
    check("lab_scripts", "[lab scripts]");
    check("docker", "[docker]");
    check("s3", "Session 3 []");
    check("2024-03-01-news", "[2024 03 01 news]");
    check("project", "Project []");
}

fn title(text: &str) -> String {
    let (atoms, rest) = read_title(text);
    let mut shown: Vec<String> = atoms.iter().map(|a| a.word.label(a.number.as_ref(), English)).collect();
    shown.push(format!("[{rest}]"));
    shown.join(" ")
}

#[test]
fn titles() {
    let check = |text, expected| assert_eq!(title(text), expected, "{text}");
    check("Week 1 Day 4 Session 2: 멀티 컨테이너", "Week 1 Day 4 Session 2 [멀티 컨테이너]");
    check("November Week 1 Day 2: 네트워크", "Week 1 Day 2 [네트워크]");
    check("11월 보강 Week 1: 소개", "Week 1 [소개]");
    check("Week 5 November Day 5 Lab 1: 종합", "Week 5 Day 5 Lab 1 [종합]");
    check("Session 3 - Volumes: a tour", "Session 3 [Volumes: a tour]");
    check("Lab: Docker", "Lab [Docker]");
    check("1주차 2일차: 컨테이너", "Week 1 Day 2 [컨테이너]");
    check("1주차 도커 기초", "Week 1 [도커 기초]");
    check("제3강. 볼륨", "Lecture 3 [볼륨]");
    check("Chapter 2. Networks", "Chapter 2 [Networks]");
    check("Week 1", "Week 1 []");
    check("첫째 주", "Week 1 []");
    check("셋째주: 복습", "Week 3 [복습]");
    check("둘째 날 실습", "Day 2 [실습]");
    check("첫째 주제", "[첫째 주제]");
    check("DAY _ 1", "Day 1 []");
    check("Day_3", "Day 3 []");
    check("Lab - 4", "Lab 4 []");
    check("Week 1-2", "[Week 1-2]");
    check("Session - 3 things to know", "Session [3 things to know]");
    check("Week 1 Day 1: Hands-on Session 1: Build", "Week 1 Day 1 Hands-on 1 [Build]");
    check("Docker: the whole story", "[Docker: the whole story]");
    check("Lab environment", "[Lab environment]");
    check("A day in the life of a week: 24 hours", "[A day in the life of a week: 24 hours]");
    check("3과정 비교", "[3과정 비교]");
    check("2.5 release notes", "[2.5 release notes]");
}

#[test]
fn labels_in_both_languages() {
    let two = Number::whole(2);
    assert_eq!(Word::Week.label(Some(&two), Korean), "2주차");
    assert_eq!(Word::Session.label(Some(&two), Korean), "세션 2");
    assert_eq!(Word::Lecture.label(None, Korean), "강의");
    assert_eq!(Word::HandsOn.label(Some(&two), English), "Hands-on 2");
}

#[test]
fn a_korean_spelling_is_kept() {
    let label = |name: &str, language| read_name(name).atoms[0].label(language);
    assert_eq!(label("02교시", Korean), "2교시");
    assert_eq!(label("2차시", Korean), "2차시");
    assert_eq!(label("챕터_3", Korean), "챕터 3");
    assert_eq!(label("2교시", English), "Lesson 2");
    assert_eq!(label("session_2", Korean), "세션 2");
}
