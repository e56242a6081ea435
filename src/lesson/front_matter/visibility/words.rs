//! Lists the keys and words by which front matter states who may read a page.
//!
//! Keys are compared in lower case, without `_`, `-` and a leading `is`. Besides seodang's own `draft`, they are those of other
//! generators and those that instructors write of their own: a course that moves here must not be published by it.

/// Keys that hold a page back, with the value that does. Any other value that is not its opposite is unclear, and hides the page
/// until it is corrected.
pub(super) const HOLDING_KEYS: [(&str, bool); 20] = [
    ("draft", true),
    ("초안", true),
    ("비공개", true),
    ("미공개", true),
    ("草稿", true),
    ("published", false),
    ("publish", false),
    ("dgpublish", false),
    ("public", false),
    ("공개", false),
    ("게시", false),
    ("visible", false),
    ("hidden", true),
    ("private", true),
    ("unlisted", true),
    ("unpublished", true),
    ("unpublish", true),
    ("donotpublish", true),
    ("dontpublish", true),
    ("nopublish", true),
];

/// Keys that hold a page back with this value, and mean something else with any other one: `hide: [toc]` (Material for `MkDocs`),
/// `permalink: /a/` (Jekyll; `false` in Eleventy), `output: html_document`. `headless` is Hugo's, `render` Zola's.
pub(super) const LOOSE_HOLDING_KEYS: [(&str, bool); 14] = [
    ("exclude", true),
    ("excluded", true),
    ("excludefrompublish", true),
    ("excludefrompublishing", true),
    ("excludefromsite", true),
    ("hide", true),
    ("숨김", true),
    ("비밀", true),
    ("secret", true),
    ("confidential", true),
    ("internal", true),
    ("headless", true),
    ("render", false),
    ("permalink", false),
];

/// Tables of Hugo that state how a page is built: `build: {render: never}`. `list: never` leaves the page where it is, and only
/// keeps it out of lists.
pub(super) const BUILD_KEYS: [&str; 1] = ["build"];

/// Keys whose value can be a word that holds a page back.
pub(super) const STATUS_KEYS: [&str; 6] = ["status", "state", "stage", "visibility", "access", "상태"];

/// Keys of remarks, in which only a sentence that forbids to publish holds a page back: see [`FORBIDDING`].
pub(super) const REMARK_KEYS: [&str; 8] = ["note", "notes", "remark", "remarks", "comment", "comments", "비고", "메모"];

/// Sentences that forbid to publish the page itself; a remark that is `not published on PyPI` speaks of something else.
pub(super) const FORBIDDING: [&str; 7] = [
    "do not publish",
    "don t publish",
    "not to be published",
    "not for publication",
    "공개 금지",
    "게시 금지",
    "배포 금지",
];

/// Values of a status that hold a page back.
pub(super) const HOLDING_STATUS: [&str; 12] = [
    "draft",
    "drafts",
    "hidden",
    "private",
    "unpublished",
    "unlisted",
    "confidential",
    "embargoed",
    "초안",
    "비공개",
    "미공개",
    "숨김",
];

/// Words before a word of [`PUBLISHING`] that turn it around: `not to be published`, `don't publish`.
pub(super) const NEGATING: [&str; 8] = ["not", "no", "never", "don", "dont", "cannot", "without", "unfit"];

/// Beginnings of words for making a page public.
pub(super) const PUBLISHING: [&str; 3] = ["publish", "publication", "releas"];

/// Beginnings of Korean words for making a page public, and of those behind them that forbid it: `공개 금지`, `게시하지 마세요`.
pub(super) const KOREAN_PUBLISHING: [&str; 4] = ["공개", "게시", "배포", "발행"];
/// See [`KOREAN_PUBLISHING`].
pub(super) const KOREAN_NEGATING: [&str; 6] = ["금지", "안", "말", "마", "않", "불가"];

/// The most words between a negation and the word that it negates.
pub(super) const MAX_APART: usize = 4;

/// Keys that name the readers of a page.
pub(super) const AUDIENCE_KEYS: [&str; 16] = [
    "audience",
    "audiences",
    "targetaudience",
    "intendedaudience",
    "intendedfor",
    "for",
    "onlyfor",
    "reader",
    "readers",
    "visibleto",
    "visibility",
    "access",
    "대상",
    "독자",
    "읽는사람",
    "열람",
];

/// Keys that hide a page also if they are nested in another key: by a slip, or in a table of their own.
pub(super) const NESTED_KEYS: [&str; 4] = ["draft", "audience", "대상", "독자"];

/// Keys that state by `true` that the page is for instructors. `instructor: Kim` names one.
pub(super) const INSTRUCTOR_KEYS: [&str; 12] = [
    "instructor",
    "instructors",
    "instructoronly",
    "instructorsonly",
    "forinstructors",
    "teacher",
    "teachers",
    "teacheronly",
    "teachersonly",
    "forteachers",
    "강사용",
    "강사전용",
];

/// Words that name learners: a page for instructors and learners is for all. `all` and `both` do not name learners: a page
/// for all instructors is for them only. Korean words may have a particle behind them.
pub(super) const LEARNERS: [&str; 16] = [
    "student",
    "students",
    "learner",
    "learners",
    "trainee",
    "trainees",
    "participant",
    "participants",
    "attendee",
    "attendees",
    "everyone",
    "everybody",
    "anyone",
    "학생",
    "수강생",
    "학습자",
];

/// Words by which an audience excludes readers: `instructors, not students`, `학생 제외`.
pub(super) const EXCEPTING: [&str; 11] =
    ["not", "no", "non", "never", "without", "except", "excluding", "but", "제외", "아닌", "비공개"];

/// Words that may name instructors, or the readers of a course of another kind: the author is asked.
pub(super) const LIKE_INSTRUCTORS: [&str; 19] = [
    "staff",
    "tutor",
    "tutors",
    "ta",
    "tas",
    "assistant",
    "assistants",
    "lecturer",
    "lecturers",
    "professor",
    "professors",
    "조교",
    "교수",
    "교수자",
    "튜터",
    "教师",
    "老师",
    "讲师",
    "助教",
];

/// The longest audience that is asked about, in words: more of them are a description.
pub(super) const MAX_AUDIENCE: usize = 2;

/// Words for true.
pub(super) const TRUE: [&str; 10] = ["true", "yes", "on", "y", "t", "1", "예", "네", "참", "是"];
/// Words for false.
pub(super) const FALSE: [&str; 10] = ["false", "no", "off", "n", "f", "0", "아니오", "아니요", "거짓", "否"];

/// Keys that hold a page back until a date: Hugo's, and those that speak for themselves. `date` is that of a session.
pub(super) const FROM_KEYS: [&str; 9] = [
    "publishdate",
    "publishon",
    "publishat",
    "pubdate",
    "embargo",
    "embargountil",
    "availablefrom",
    "공개일",
    "게시일",
];

/// Keys that hold a page back from a date on.
pub(super) const UNTIL_KEYS: [&str; 6] =
    ["expirydate", "unpublishdate", "unpublishon", "expires", "availableuntil", "공개종료일"];

/// The key of the time from which a page, or the folder that it introduces, is published.
pub(super) const RELEASE_KEY: &str = "release";

/// Keys near it that state something else: the day on which a program was released, the versions of it.
pub(super) const LIKE_RELEASE: [&str; 2] = ["released", "releases"];
