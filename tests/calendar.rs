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
