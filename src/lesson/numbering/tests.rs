//! Checks names and titles, one form after another.

use super::*;

fn name(text: &str) -> String {
    let parts = read_name(text);
    let mut shown: Vec<String> = parts.bare.iter().map(Number::to_string).collect();
    shown.extend(parts.tokens.iter().map(|a| a.label(English)));
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
    check("2024-03-01-news", "[2024-03-01 news]");
    check("project", "Project []");
}

fn title(text: &str) -> String {
    let (tokens, rest) = read_title(text);
    let mut shown: Vec<String> = tokens.iter().map(|a| a.label(English)).collect();
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
    check("Week 1-2", "Week 1-2 []");
    check("Session - 3 things to know", "Session [3 things to know]");
    check("Week 1 Day 1: Hands-on Session 1: Build", "Week 1 Day 1 Hands-on 1 [Build]");
    check("Docker: the whole story", "[Docker: the whole story]");
    check("Lab environment", "[Lab environment]");
    check("A day in the life of a week: 24 hours", "[A day in the life of a week: 24 hours]");
    check("3과정 비교", "[3과정 비교]");
    check("2.5 release notes", "[2.5 release notes]");
}

/// Titles with the labels that number them, as their authors wrote them, and the remaining name: every word is in one of
/// the two.
const TITLES: &[(&str, &str, &str)] = &[
    ("C++", "", "C++"),
    ("C#", "", "C#"),
    ("F# 함수", "", "F# 함수"),
    (".NET", "", ".NET"),
    (".NET: 첫걸음", "", ".NET: 첫걸음"),
    (".gitignore 이해하기", "", ".gitignore 이해하기"),
    ("Node.js", "", "Node.js"),
    ("Vue.js 3", "", "Vue.js 3"),
    ("3D", "", "3D"),
    ("2PC", "", "2PC"),
    ("5G 네트워크", "", "5G 네트워크"),
    ("7-Zip", "", "7-Zip"),
    ("12-Factor App", "", "12-Factor App"),
    ("4대 보험", "", "4대 보험"),
    ("2024년 회고: 배운 것", "", "2024년 회고: 배운 것"),
    ("90 Days of DevOps", "", "90 Days of DevOps"),
    ("100 days", "", "100 days"),
    ("2.1.3 릴리스", "", "2.1.3 릴리스"),
    ("3과 5의 배수", "", "3과 5의 배수"),
    ("3주 완성 도커", "", "3주 완성 도커"),
    ("3주 만에 배우는 리눅스", "", "3주 만에 배우는 리눅스"),
    ("1주차를 마치며: 회고", "", "1주차를 마치며: 회고"),
    ("1-2주차", "1-2주차", ""),
    ("1-2주차: 도커", "1-2주차", "도커"),
    ("1~2주차 도커", "1~2주차", "도커"),
    ("1–2주차", "1–2주차", ""),
    ("1, 2주차: 도커", "1, 2주차", "도커"),
    ("1주차~2주차: 도커", "1주차~2주차", "도커"),
    ("1주차 & 2주차 도커", "1주차 & 2주차", "도커"),
    ("1~3일차: 준비", "1~3일차", "준비"),
    ("0주차", "0주차", ""),
    ("0주차: 준비", "0주차", "준비"),
    ("제1강", "제1강", ""),
    ("제1강: 소개", "제1강", "소개"),
    ("제1주 소개", "제1주", "소개"),
    ("3주: 리눅스", "3주", "리눅스"),
    ("1과 인사하기", "1과", "인사하기"),
    ("1주차 .NET 기초", "1주차", ".NET 기초"),
    ("1주차: -v 옵션", "1주차", "-v 옵션"),
    ("1주차, 도커", "1주차", "도커"),
    ("1주차 도커 실습: 볼륨", "1주차", "도커 실습: 볼륨"),
    ("1주차 C++: 포인터", "1주차", "C++: 포인터"),
    ("Week 3.5", "Week 3.5", ""),
    ("Week 3.5: 보강", "Week 3.5", "보강"),
    ("Week 1-2", "Week 1-2", ""),
    ("Week 1-2: Docker", "Week 1-2", "Docker"),
    ("Week 1 - 2: Docker", "Week 1 - 2", "Docker"),
    ("Weeks 1–2: Docker", "Weeks 1–2", "Docker"),
    ("Week 1 - Week 2: Docker", "Week 1 - Week 2", "Docker"),
    ("Day 1 & 2", "Day 1 & 2", ""),
    ("Days 1 and 2: Setup", "Days 1 and 2", "Setup"),
    ("Day 1-Day 2", "Day 1-Day 2", ""),
    ("Part 1 of 3: Setup", "Part 1 of 3", "Setup"),
    ("Lab 3a", "Lab 3a", ""),
    ("Lab 3a: Volumes", "Lab 3a", "Volumes"),
    ("Lab #3: Volumes", "Lab #3", "Volumes"),
    ("Section 2.1.3: Volumes", "Section 2.1.3", "Volumes"),
    ("Chapter IV: Networks", "Chapter IV", "Networks"),
    ("Part II", "Part II", ""),
    ("Appendix A: Tools", "Appendix A", "Tools"),
    ("Class C: 네트워크 주소", "", "Class C: 네트워크 주소"),
    ("Project X: 비밀", "", "Project X: 비밀"),
    ("Part 2PC: commit", "", "Part 2PC: commit"),
    ("프로젝트 준비 가이드: 시작하기", "", "프로젝트 준비 가이드: 시작하기"),
    ("프로젝트: 시작하기", "프로젝트", "시작하기"),
    ("Lab environment: setup", "", "Lab environment: setup"),
    ("Session notes: volumes", "", "Session notes: volumes"),
    ("Docker Week 1: Images", "", "Docker Week 1: Images"),
    ("도커 실습 1: 볼륨", "", "도커 실습 1: 볼륨"),
    ("Week 1 Quiz: Images", "", "Week 1 Quiz: Images"),
    ("Day 2 운영: 로그", "", "Day 2 운영: 로그"),
    ("Week 1 (3/2~3/8): 소개", "", "Week 1 (3/2~3/8): 소개"),
    ("Week 1 in review: what we learned", "", "Week 1 in review: what we learned"),
    ("Day 1 - 3 things to know", "Day 1", "3 things to know"),
    ("Session 3 – 5 tips", "Session 3", "5 tips"),
    ("November Week 1: AWS", "Week 1", "AWS"),
    ("11월 2주차: AWS", "2주차", "AWS"),
    ("Week 1: C++: pointers", "Week 1", "C++: pointers"),
    ("Week 1 | Day 2 | .NET", "Week 1 + Day 2", ".NET"),
    ("Session 3. Node.js", "Session 3", "Node.js"),
    ("1주차 2일차 실습 3", "1주차 + 2일차 + 실습 3", ""),
    ("Practice Test - PODs", "Practice Test", "PODs"),
    ("Final Project: Shop", "Final Project", "Shop"),
    ("팀 프로젝트 2: 쇼핑몰", "팀 프로젝트 2", "쇼핑몰"),
    ("Lab Exercise 3: Volumes", "Lab Exercise 3", "Volumes"),
    ("CI/CD: 배포", "", "CI/CD: 배포"),
    ("K8s 1.29: what is new", "", "K8s 1.29: what is new"),
    ("127.0.0.1", "", "127.0.0.1"),
    ("404: Not ParsedFrontMatter", "", "404: Not ParsedFrontMatter"),
];

#[test]
fn titles_keep_every_word() {
    for &(title, labels, name) in TITLES {
        let (tokens, rest) = read_title(title);
        let texts: Vec<&str> = tokens.iter().map(|token| token.text.as_str()).collect();
        assert_eq!((texts.join(" + ").as_str(), rest.as_str()), (labels, name), "{title}");
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
        let is_month = title.starts_with("November") || title.starts_with("11월");
        assert!(is_month || letters(title) == letters(labels) + letters(name), "{title}");
    }
}

/// Names of files with the number that orders them, the labels, and the words that are left.
const NAMES: &[(&str, &str, &str)] = &[
    ("C++", "", "C++"),
    ("c++-basics", "", "c++ basics"),
    ("C#", "", "C#"),
    ("F#_intro", "", "F# intro"),
    (".NET", "", ".NET"),
    ("ASP.NET", "", "ASP.NET"),
    ("01-.NET", "1", ".NET"),
    ("01.NET", "1", "NET"),
    ("Node.js", "", "Node.js"),
    ("node.js-intro", "", "node.js intro"),
    ("Vue.js 3", "", "Vue.js 3"),
    ("docker.compose.basics", "", "docker compose basics"),
    ("03_Node.js", "3", "Node.js"),
    ("a+b", "", "a+b"),
    ("1-2주차", "1-2주차", ""),
    ("1~2주차_도커", "1~2주차", "도커"),
    ("1–2주차", "1–2주차", ""),
    ("1주차~2주차", "1~2주차", ""),
    ("0주차", "0주차", ""),
    ("제1강", "1강", ""),
    ("1_주차", "1주차", ""),
    ("1주차.NET", "1주차", "NET"),
    ("1주차_.NET", "1주차", ".NET"),
    ("3주_완성", "3", "3주 완성"),
    ("2주_리눅스", "2주", "리눅스"),
    ("Week 3.5", "Week 3.5", ""),
    ("week_3.5_review", "Week 3.5", "review"),
    ("Week 1-2", "Week 1-2", ""),
    ("week1-2", "Week 1-2", ""),
    ("week_01-02_docker", "Week 1-2", "docker"),
    ("lab-1-2", "Lab 1-2", ""),
    ("lab-1-2-volumes", "Lab 1", "2 volumes"),
    ("ch01-02-hello", "Chapter 1", "02 hello"),
    ("ch02-01", "Chapter 2-1", ""),
    ("week_1-2_volumes", "Week 1-2", "volumes"),
    ("Day 1 & 2", "Day 1 & 2", ""),
    ("week_1_2", "Week 1", "2"),
    ("lab_3a", "Lab 3a", ""),
    ("Lab 3a", "Lab 3a", ""),
    ("lab3b-volumes", "Lab 3b", "volumes"),
    ("2.1.3", "2.1.3", ""),
    ("2.1.3-volumes", "2.1.3", "volumes"),
    ("2.1_volumes", "2.1", "volumes"),
    ("127.0.0.1", "", "127.0.0.1"),
    ("3D", "3", "3D"),
    ("3d-printing", "3", "3d printing"),
    ("01-3D", "1", "3D"),
    ("2PC", "2", "2PC"),
    ("5G", "5", "5G"),
    ("7-Zip", "7", "7-Zip"),
    ("12-Factor App", "12", "12-Factor App"),
    ("3-tier-architecture", "3", "3-tier architecture"),
    ("01-3-tier", "1", "3-tier"),
    ("100 days", "100", "100 days"),
    ("90-days-of-devops", "90", "90 days of devops"),
    ("5 things", "5", "5 things"),
    ("4대 보험", "4", "4대 보험"),
    ("2024년 회고", "", "2024년 회고"),
    ("2024-03-01-news", "", "2024-03-01 news"),
    ("404-pages", "404", "404 pages"),
    ("101", "101", ""),
    ("2-1-intro", "2", "2-1 intro"),
    ("01-intro", "1", "intro"),
    ("1. intro", "1", "intro"),
    ("1) intro", "1", "intro"),
    ("01intro", "1", "intro"),
    ("1intro", "1", "1intro"),
    ("Chapter IV", "", "Chapter IV"),
    ("appendix_a", "", "appendix a"),
    ("d3js", "", "d3js"),
    ("w3schools", "", "w3schools"),
    ("w1d2-intro", "Week 1 + Day 2", "intro"),
    ("week1day2", "Week 1 + Day 2", ""),
    ("ch03-networks", "Chapter 3", "networks"),
    ("lab-environment", "", "lab environment"),
    ("프로젝트_준비_가이드", "", "프로젝트 준비 가이드"),
    ("homework_2", "Homework 2", ""),
    ("assignment1-loops", "Assignment 1", "loops"),
    ("final-project", "Final project", ""),
    ("class_03_loops", "Class 3", "loops"),
    ("handson_2", "Hands-on 2", ""),
    ("README.ko", "", "README.ko"),
];

#[test]
fn names_keep_every_word() {
    for &(name, numbers, rest) in NAMES {
        let parts = read_name(name);
        let bare = parts.bare.iter().map(ToString::to_string);
        let found: Vec<String> = bare.chain(parts.tokens.iter().map(|token| token.label(token.language))).collect();
        assert_eq!((found.join(" + ").as_str(), parts.rest.as_str()), (numbers, rest), "{name}");
    }
}

#[test]
fn words_in_a_row_are_read_in_good_time() {
    let title = "Lab Session ".repeat(25) + "1-2 of nothing";
    assert_eq!(read_title(&title), (Vec::new(), title.clone()));
    let (tokens, rest) = read_title(&("Day 1-2 ".repeat(37) + ": x"));
    assert_eq!((tokens.len(), rest.as_str()), (37, "x"));
    assert_eq!(read_name(&"w1".repeat(100)).tokens.len(), 100);
}

#[test]
fn labels_in_both_languages() {
    assert_eq!(UnitWord::Week.label(Some("2"), Korean), "2주차");
    assert_eq!(UnitWord::Session.label(Some("2"), Korean), "세션 2");
    assert_eq!(UnitWord::Lecture.label(None, Korean), "강의");
    assert_eq!(UnitWord::HandsOn.label(Some("2"), English), "Hands-on 2");
}

#[test]
fn a_korean_spelling_is_kept() {
    let label = |name: &str, language| read_name(name).tokens[0].label(language);
    assert_eq!(label("02교시", Korean), "2교시");
    assert_eq!(label("2차시", Korean), "2차시");
    assert_eq!(label("챕터_3", Korean), "챕터 3");
    assert_eq!(label("2교시", English), "Lesson 2");
    assert_eq!(label("session_2", Korean), "세션 2");
}
