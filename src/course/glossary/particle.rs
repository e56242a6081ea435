//! Decides whether the text right after a noun in Korean is a chain of particles and endings, or the rest of another
//! word.
//!
//! Particles follow a noun without a space (`컨테이너에서는`), and so do the second parts of compounds (`배포판`, `서비스업`). The
//! text is therefore read to the end of the word as a chain of particles, each of which must agree with the syllable
//! before it (`을` follows a final consonant, `를` a vowel); if a rest remains, it is another word. The grammar is that
//! of the Standard Korean Language Dictionary (표준국어대사전); forms are those of written Korean.
//!
//! A noun with `하다`, `되다`, `시키다` or `받다` counts as itself: `배포합니다` is a use of `배포`, for such verbs mean what their
//! nouns mean, and nouns of things do not take them.

use super::name::is_hangul;

/// The syllable that a particle requires before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Preceding {
    /// Anything.
    Any,
    /// A syllable with a final consonant: `을`.
    Consonant,
    /// A syllable without one: `를`.
    Vowel,
    /// A syllable without one, or with `ㄹ`: `로`.
    VowelOrL,
    /// A syllable with one other than `ㄹ`: `으로`.
    ConsonantNotL,
}

/// The continuation that a particle allows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Following {
    /// Nothing: `을`.
    End,
    /// A particle of topic or attribute: `는`, `도`, `만`, `의` after `에서`.
    Topic,
    /// Everything that may follow a noun: `들`, `만`, `까지`.
    Noun,
}

/// Particles, and suffixes that keep the noun's meaning, each with the syllable it requires and the continuation it allows.
///
/// Suffixes that make another word of the noun (`-화`, `-형`, `-업`, `-판`, `-자`, `-적`, `-성`, `-명`) are not here.
const PARTICLES: &[(Preceding, Following, &str)] = &[
    (Preceding::Any, Following::Noun, "들 별 당 간 내 용 상 부터 까지 만 뿐"),
    (Preceding::Any, Following::End, "의 도 에다 에다가 같이 뿐만"),
    (
        Preceding::Any,
        Following::Topic,
        "하고 에 에서 에서부터 에게 에게서 에까지 한테 처럼 보다 만큼 대로 마다 마저 조차 밖에 치고",
    ),
    (Preceding::Consonant, Following::End, "이 을 은 이나 이나마 이라도 이든 이든지 이야말로"),
    (Preceding::Vowel, Following::End, "가 를 는 나 나마 라도 든 든지 야말로"),
    (Preceding::Consonant, Following::Topic, "과 이랑"),
    (Preceding::Vowel, Following::Topic, "와 랑"),
    (Preceding::ConsonantNotL, Following::Topic, "으로 으로서 으로써 으로부터 으로까지"),
    (Preceding::VowelOrL, Following::Topic, "로 로서 로써 로부터 로까지"),
];

/// Particles that may follow `에서`, `로`, `와` and the like.
const TOPICS: &str = "\
    는 도 만 만의 만은 만을 만이 만도 의 까지 까지도 까지는 까지의 부터 부터는 부터의 나 라도 든 든지 \
    조차 조차도 마저 마저도 뿐 뿐만 처럼 보다 보다는 보다도 서 야 요 밖에";

/// Endings of the copula after `이` (which may be contracted after a vowel): `이다`, `이라는`.
const COPULA: &str = "\
    다 고 고도 며 면 면서 지만 라 라는 라고 라고도 라고는 라던가 라든가 라든지 라서 라면 라며 라도 란 \
    므로 니 니까 든 든지 거나 기 기에 기도 기는 긴 기만 자 지 지요 죠 었다 었던 었고 었지만 었으며 \
    었습니다 었는데 었을 에요 어야 어서 어도 야 네 네요 구나 군요";

/// Endings of the copula that need `이` also after a vowel: without it they are other words.
const NEEDS_STEM: &str = "\
    기 기에 기도 기는 긴 기만 자 지 지요 었다 었던 었고 었지만 었으며 었습니다 었는데 었을 어야 어서 \
    어도 에요 네 구나 고도";

/// Forms of the copula that are one syllable with their ending.
const FUSED_COPULA: &str = "\
    입니다 입니다만 입니까 인 인데 인데요 인지 인지는 인지를 인가 인가요 인만큼 일 일까 일까요 일지 \
    일지라도 일수록 일뿐 임 임을 임에도 임은 이었다 였다 였던 였고 였으며 였지만 였습니다 였는데 예요 \
    여야 여서 여도 인가를";

/// Verbs that keep the noun's meaning: the first syllable, and the syllables that may follow it.
const VERBS: &[(&str, &str)] = &[
    ("하", "다고며면여는기게지자도거려므니던든세십였시느라네셔소신실심"),
    ("한", "다는지데"),
    ("할", "지까수때"),
    ("함", "으을은이과에"),
    ("합", "니시"),
    ("해", "서야도주줄줘준줌볼봅보본봐봤요졌진지질집둔둡두놓왔온올오나낸낼내"),
    ("했", "다던고지으습는을기더거"),
    ("되", "다고며면어는기게지자도거려므니던든었네셔라"),
    ("된", "다지데"),
    ("될", "지까수때"),
    ("됨", "으을은이과에"),
    ("됩", "니"),
    ("돼", "서야도요있"),
    ("됐", "다던고지으습는을기더"),
    ("시", "키킨킬킴킵켜켰"),
    ("받", "은는을아았고기게지도으"),
];

/// The most syllables of a verb with its endings: `하였습니다만`.
const MOST_ENDING: usize = 8;

/// Tests whether the text after a noun, up to the next character that is not Hangul, consists only of particles and
/// endings.
///
/// `noun` is the noun's last character, `rest` begins right behind it.
pub(super) fn follows(noun: char, rest: &str) -> bool {
    let end = rest.find(|c: char| !is_hangul(c)).unwrap_or(rest.len());
    let run = &rest[..end];
    run.is_empty() || chain(noun, run, 0) || is_verb(run)
}

/// Tests whether a run of Hangul is a chain of particles behind a noun (or a noun with particles after which more may
/// follow).
fn chain(before: char, run: &str, depth: usize) -> bool {
    if is_copula(before, run) {
        return true;
    }
    // Four particles (`들만으로도`) are the longest chain in written Korean.
    let fitting = PARTICLES.iter().filter(|(after, _, _)| depth < 4 && agrees(before, *after));
    fitting.flat_map(|(_, then, particles)| particles.split(' ').map(move |particle| (then, particle))).any(
        |(then, particle)| {
            let Some(rest) = run.strip_prefix(particle) else { return false };
            let last = particle.chars().next_back().unwrap_or(before);
            rest.is_empty()
                || match then {
                    Following::End => false,
                    Following::Topic => is_one_of(TOPICS, rest) || is_copula(last, rest),
                    Following::Noun => chain(last, rest, depth + 1),
                }
        },
    )
}

/// Tests whether a word is in a list that is separated by spaces.
fn is_one_of(list: &str, word: &str) -> bool {
    list.split(' ').any(|known| known == word)
}

fn is_copula(before: char, run: &str) -> bool {
    if is_one_of(FUSED_COPULA, run) {
        // `였다` and `예요` have contracted their `이` after a vowel.
        return !run.starts_with(['였', '예', '여']) || agrees(before, Preceding::Vowel);
    }
    match run.strip_prefix('이') {
        Some(ending) => is_one_of(COPULA, ending),
        None => agrees(before, Preceding::Vowel) && is_one_of(COPULA, run) && !is_one_of(NEEDS_STEM, run),
    }
}

fn is_verb(run: &str) -> bool {
    VERBS.iter().any(|(first, next)| {
        run.strip_prefix(first).is_some_and(|rest| {
            let whole_alone = *first != "시" && *first != "받" && *first != "하" && *first != "되" && *first != "합";
            rest.chars().next().map_or(whole_alone, |second| next.contains(second))
                && run.chars().count() <= MOST_ENDING
        })
    })
}

/// Tests whether a particle may follow a character. Other scripts are pronounced in more than one way (`VPC을`, `VPC를`),
/// so every particle may follow them.
fn agrees(before: char, after: Preceding) -> bool {
    // Unicode orders syllables by their final consonant within 28; the eighth is `ㄹ` (Unicode Standard, section 3.12).
    let last = is_hangul(before).then(|| (u32::from(before) - u32::from('가')) % 28);
    match (after, last) {
        (Preceding::Any, _) | (_, None) => true,
        (Preceding::Consonant, Some(last)) => last != 0,
        (Preceding::Vowel, Some(last)) => last == 0,
        (Preceding::VowelOrL, Some(last)) => last == 0 || last == 8,
        (Preceding::ConsonantNotL, Some(last)) => last != 0 && last != 8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(noun: &str, rests: &[&str], expected: bool) {
        let last = noun.chars().next_back().unwrap();
        for rest in rests {
            assert_eq!(follows(last, rest), expected, "{noun}|{rest}");
        }
    }

    #[test]
    fn particles_and_endings() {
        check(
            "컨테이너",
            &[
                "",
                "를",
                "가",
                "는",
                "의",
                "에서",
                "에서는",
                "로",
                "로서",
                "와",
                "와의",
                "도",
                "만",
                "만을",
                "까지",
                "부터",
                "처럼",
                "보다는",
                "마다",
                "나",
                "라고",
                "라는",
                "란",
                "다",
                "입니다",
                "이다",
                "들",
                "들이",
                "들만으로도",
                "별로",
                "였다",
                "인",
                "임을",
                "에는",
                "로의",
                "뿐만",
                "라면",
                "이며",
                "까지도",
                "에서만",
                "(Container)는",
                " 안에",
                ".",
            ],
            true,
        );
        check(
            "서브넷",
            &["을", "이", "은", "과", "으로", "으로의", "이나", "이라는", "이란", "이었다", "입니다", "이고", "에도"],
            true,
        );
        check(
            "배포",
            &[
                "하다",
                "합니다",
                "할",
                "하는",
                "한",
                "해",
                "했다",
                "하고",
                "되는",
                "된다",
                "됩니다",
                "되었습니다",
                "시킨다",
                "해야",
                "하세요",
            ],
            true,
        );
        check("터미널", &["로", "을", "로는", "이"], true);
        check("VPC", &["를", "을", "에서", "로", "으로", "는", "은", "의", "입니다"], true);
    }

    #[test]
    fn other_words() {
        check("배포", &["판", "자", "본", "처", "가격", "을", "이", "은", "으로", "과"], false);
        check("서비스", &["업", "화", "명", "센터", "형", "직"], false);
        check("이미지", &["화", "맵", "네이션", "시스템", "을"], false);
        check("서브넷", &["를", "가", "는", "와", "로", "마스크", "팅"], false);
        check("터미널", &["으로", "를"], false);
        check("보안", &["관", "성", "상태", "팀", "시각", "받이"], false);
        check("노드", &["포트", "셀렉터", "자", "지", "기"], false);
    }
}
