//! Holds the effect of the settings' start on a course: dates on its pages, a file for calendar programs; and times by the
//! clock, which need no settings.

use crate::support::{CourseTest, Element, Html};

fn course() -> CourseTest {
    let session = |n: u8, time: &str| {
        format!("# Session {n}: S{n}\n\n## Session Info\n\n**Time**: {time} (50 min)\n\n## Text\n\nText.\n")
    };
    CourseTest::new()
        .file("README.md", "# Course\n")
        .file("week_01/README.md", "# Week 1: Begin\n")
        .file("week_01/day1/README.md", "# Week 1 Day 1: One\n")
        .file("week_01/day1/session_1.md", &session(1, "09:00-09:50"))
        .file("week_01/day1/session_2.md", &session(2, "10:00-10:50"))
        .file(
            "week_01/day2/README.md",
            "# Week 1 Day 2: Two\n\n| Time | What |\n|---|---|\n| 09:00-09:50 | Session |\n",
        )
        .file("week_01/day2/session_1.md", &session(1, "09:00-09:50"))
        .file("week_01/day2/session_2.md", &session(2, "11:00-11:50"))
}

/// Returns the dates on a page: each for programs, and for readers.
fn dates(page: &Html) -> Vec<(String, String)> {
    let dated = ["span", "p"].into_iter().flat_map(|tag| page.elements(tag));
    let date =
        |element: Element| Some((element.attribute("data-days")?.to_owned(), Html::new(element.inner.clone()).text()));
    dated.filter_map(date).collect()
}

#[test]
fn a_start_dates_weeks_days_and_sessions() {
    let settings = "[calendar]\nstart = 2025-11-03\nholidays = [2025-11-04]\n";
    let built = course().file("seodang.toml", settings).build().ok();
    let pair = |days: &str, text: &str| (days.to_owned(), text.to_owned());
    let (first, second) = (pair("2025-11-03", "Mon 3 Nov"), pair("2025-11-05", "Wed 5 Nov"));
    let whole = pair("2025-11-03/2025-11-05", "Mon 3 Nov – Wed 5 Nov");
    assert_eq!(dates(&built.page("week_01/day2/session_1.html")), std::slice::from_ref(&second));
    let week = dates(&built.page("week_01/index.html"));
    assert_eq!(week[0], whole);
    assert!(week.contains(&first) && week.contains(&second), "{week:?}");
    let file = built.text("course.ics");
    assert_eq!(file.matches("BEGIN:VEVENT").count(), 4, "{file}");
    assert!(file.contains("DTSTART:20251105T110000\r\nDTEND:20251105T115000\r\n"), "{file}");
    assert!(built.text("week_01/index.html").contains("href=\"../course.ics\""));
}

#[test]
fn without_a_start_nothing_is_dated_but_times_are_there_for_the_clock() {
    let built = course().build().ok();
    assert!(!built.files().contains(&"course.ics".to_owned()));
    let day = built.text("week_01/day1/index.html");
    assert!(day.contains("data-span=\"540-590\"") && !day.contains("data-days"), "{day}");
    assert!(built.text("week_01/day2/index.html").contains("<tr class=\"session\" data-span=\"540-590\">"));
}

#[test]
fn a_week_by_the_clock_puts_days_beside_each_other() {
    let built = course().build().ok();
    let week = built.page("week_01/index.html");
    let map = week.elements("table").into_iter().find(|table| table.has_class("week-map")).unwrap();
    let rows: Vec<String> =
        Html::new(map.inner).elements("tr").iter().map(|row| Html::new(row.inner.clone()).text()).collect();
    // Each time at which something begins or ends divides the axis: 9:00, 9:50, 10:00, 10:50, 11:00, 11:50.
    assert_eq!(rows.len(), 6, "{rows:?}");
    assert!(rows[1].starts_with("09:00") && rows[1].matches("Session 1").count() == 2, "{rows:?}");
    assert!(rows[1].contains("09:00–09:50") && rows[2] == "10 min 70 min", "{rows:?}");
    assert!(rows[3].starts_with("10:00") && rows[3].contains("Session 2"), "{rows:?}");
    assert!(rows[5].starts_with("11:00") && rows[5].contains("Session 2"), "{rows:?}");
}

#[test]
fn dates_for_what_is_not_there_are_reported() {
    let settings = "[calendar]\nstart = 2025-11-03\n[calendar.dates]\n\"week_09\" = 2025-12-01\n";
    let built = course().file("seodang.toml", settings).build();
    assert!(built.said.contains("`week_09`, which is neither a page nor a folder of the course"), "{}", built.said);
    let built = course().file("seodang.toml", "[calendar]\nstart = \"soon\"\n").build();
    assert!(built.said.contains("`soon` is no date"), "{}", built.said);
}

#[test]
fn due_dates_stand_on_their_pages_weeks_and_calendar() {
    let built = course()
        .file("seodang.toml", "time-zone = \"Asia/Seoul\"\n[calendar]\nstart = 2025-11-03\n")
        .file(
            "week_01/day1/lab_1.md",
            "# Lab 1: Try\n\n## Lab Info\n\n**Due**: 11/9 18:00\n**Method**: alone\n\n## Text\n",
        )
        .file("week_01/day2/lab_1.md", "---\ndue: 2025-11-08\n---\n# Lab 1: Write\n\nText.\n")
        .file("week_02/lab.md", "# Lab 2: Next year\n\n제출: 1/5 24:00까지\n\n## Text\n")
        .file("week_02/how.md", "# Lab 3: No date\n\n**제출**: 팀 저장소\n\n## Text\n")
        .build()
        .ok();
    let dues = |page: &str| -> Vec<(String, String)> {
        let due = |element: Element| {
            Some((element.attribute("data-due")?.to_owned(), Html::new(element.inner.clone()).text()))
        };
        built.page(page).elements("span").into_iter().filter_map(due).collect()
    };
    let pair = |moment: &str, text: &str| (moment.to_owned(), text.to_owned());
    assert_eq!(dues("week_01/day1/lab_1.html"), [pair("2025-11-09T18:00+09:00", "Due: Sun 9 Nov, 18:00")]);
    assert_eq!(
        dues("week_01/index.html"),
        [pair("2025-11-08", "Sat 8 Nov"), pair("2025-11-09T18:00+09:00", "Sun 9 Nov, 18:00")]
    );
    assert_eq!(dues("week_02/lab.html"), [pair("2026-01-06T00:00+09:00", "Due: Tue 6 Jan, 00:00")]);
    assert_eq!(dues("week_02/how.html"), []);
    assert_eq!(dues("index.html"), [], "the home page does not grow with the course");
    let file = built.text("course.ics").replace("\r\n ", "");
    assert!(file.contains("DTSTART:20251109T090000Z\r\nSUMMARY:Due: "), "{file}");
    assert!(file.contains("DTSTART;VALUE=DATE:20251108\r\n"), "{file}");
    assert_eq!(file.matches("BEGIN:VALARM\r\nACTION:DISPLAY\r\n").count(), 3, "{file}");
    assert_eq!(file.matches("TRIGGER:-P1D").count(), 3);
    let data = built.text("seodang/due-dates.js");
    assert!(data.contains("[\"2025-11-08\",\"Sat 8 Nov\",\"week_01/day2/lab_1.html\","), "{data}");
    let home = built.text("index.html");
    assert!(home.contains("start-due") && home.contains("seodang/due-dates.js") && home.contains("seodang/due.js"));
    assert!(
        !built.text("week_01/day1/session_1.html").contains("due.js"),
        "a page without a due date loads nothing for it"
    );
}

#[test]
fn due_dates_that_are_none_are_reported() {
    let built = CourseTest::of("# Page\n\n**Due**: 3/99 18:00\n\n## Text\n").build();
    assert_eq!(built.reports(), ["bad-due-date page.md:3:1"]);
    // Without a year and without a calendar no day is meant.
    let built = CourseTest::of("# Page\n\n**Due**: 3/14 18:00\n\n## Text\n").build();
    assert_eq!(built.reports(), ["bad-due-date page.md:3:1"]);
    let built = CourseTest::of("# Page\n\n**Due**: 2026-03-14 18:00\n\n## Text\n").build().ok();
    assert!(built.reports().is_empty() && built.text("course.ics").contains("DTSTART:20260314T180000\r\n"));
}
