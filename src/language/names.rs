//! Lists languages: their tags, their names in themselves, the direction of their text.

use super::Language;

/// The languages that courses are translated into, by ISO 639-1 (639-3 for `fil` and `pcm`), each with its own name.
///
/// Codes that have other meanings as names of folders in courses about computing are left out: `go`, `io`, `ts` and `st`
/// are programming languages or extensions, `as` and `an` words, `cv` a résumé, `se` and `os` fields.
const NAMES: [(&str, &str); 87] = [
    ("af", "Afrikaans"),
    ("am", "አማርኛ"),
    ("ar", "العربية"),
    ("az", "Azərbaycanca"),
    ("be", "Беларуская"),
    ("bg", "Български"),
    ("bn", "বাংলা"),
    ("bs", "Bosanski"),
    ("ca", "Català"),
    ("cs", "Čeština"),
    ("cy", "Cymraeg"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("eo", "Esperanto"),
    ("es", "Español"),
    ("et", "Eesti"),
    ("eu", "Euskara"),
    ("fa", "فارسی"),
    ("fi", "Suomi"),
    ("fil", "Filipino"),
    ("fr", "Français"),
    ("ga", "Gaeilge"),
    ("gl", "Galego"),
    ("gu", "ગુજરાતી"),
    ("ha", "Hausa"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hr", "Hrvatski"),
    ("hu", "Magyar"),
    ("hy", "Հայերեն"),
    ("id", "Bahasa Indonesia"),
    ("ig", "Igbo"),
    ("is", "Íslenska"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ka", "ქართული"),
    ("kk", "Қазақша"),
    ("km", "ខ្មែរ"),
    ("kn", "ಕನ್ನಡ"),
    ("ko", "한국어"),
    ("ku", "Kurdî"),
    ("ky", "Кыргызча"),
    ("lo", "ລາວ"),
    ("lt", "Lietuvių"),
    ("lv", "Latviešu"),
    ("mk", "Македонски"),
    ("ml", "മലയാളം"),
    ("mn", "Монгол"),
    ("mr", "मराठी"),
    ("ms", "Bahasa Melayu"),
    ("my", "မြန်မာ"),
    ("nb", "Norsk bokmål"),
    ("ne", "नेपाली"),
    ("nl", "Nederlands"),
    ("no", "Norsk"),
    ("or", "ଓଡ଼ିଆ"),
    ("pa", "ਪੰਜਾਬੀ"),
    ("pcm", "Naijá"),
    ("pl", "Polski"),
    ("ps", "پښتو"),
    ("pt", "Português"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("sd", "سنڌي"),
    ("si", "සිංහල"),
    ("sk", "Slovenčina"),
    ("sl", "Slovenščina"),
    ("so", "Soomaali"),
    ("sq", "Shqip"),
    ("sr", "Српски"),
    ("sv", "Svenska"),
    ("sw", "Kiswahili"),
    ("ta", "தமிழ்"),
    ("te", "తెలుగు"),
    ("tg", "Тоҷикӣ"),
    ("th", "ไทย"),
    ("tl", "Tagalog"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("ur", "اردو"),
    ("uz", "Oʻzbekcha"),
    ("vi", "Tiếng Việt"),
    ("yo", "Yorùbá"),
    ("zh", "中文"),
    ("zu", "isiZulu"),
];

/// The languages that are written from right to left by default (Unicode CLDR, `characterOrder`).
pub(super) const FROM_RIGHT: [&str; 9] = ["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur"];

/// Short names of folders that are not tags: names of countries, or tags without a hyphen.
const SHORT_NAMES: [(&str, &str); 11] = [
    ("br", "pt-BR"),
    ("ch", "zh-Hans"),
    ("cn", "zh-Hans"),
    ("hk", "zh-HK"),
    ("jp", "ja"),
    ("kr", "ko"),
    ("mo", "zh-MO"),
    ("ptbr", "pt-BR"),
    ("tw", "zh-TW"),
    ("ua", "uk"),
    ("zhcn", "zh-CN"),
];

/// Names of languages with a script or region, where the region's code does not distinguish them.
const VARIANTS: [(&str, &str); 10] = [
    ("pt-BR", "Português (Brasil)"),
    ("pt-PT", "Português (Portugal)"),
    ("sr-Latn", "Srpski"),
    ("zh-CN", "简体中文"),
    ("zh-HK", "繁體中文（香港）"),
    ("zh-Hans", "简体中文"),
    ("zh-Hant", "繁體中文"),
    ("zh-MO", "繁體中文（澳門）"),
    ("zh-SG", "简体中文（新加坡）"),
    ("zh-TW", "繁體中文"),
];

/// Tests whether courses are known to be translated into a language.
pub fn is_known(primary: &str) -> bool {
    NAMES.binary_search_by(|(tag, _)| (*tag).cmp(primary)).is_ok()
}

pub(super) fn short_name(name: &str) -> Option<Language> {
    SHORT_NAMES.iter().find(|(short, _)| *short == name).and_then(|(_, tag)| Language::parse(tag))
}

pub(super) fn name(language: &Language) -> String {
    let of = |tag: &str| VARIANTS.iter().chain(&NAMES).find(|(known, _)| *known == tag).map(|(_, name)| *name);
    if let Some(name) = of(language.tag()) {
        return name.to_owned();
    }
    match (of(language.primary()), language.tag().split_once('-')) {
        (Some(name), Some((_, variant))) => format!("{name} ({variant})"),
        (Some(name), None) => name.to_owned(),
        (None, _) => language.tag().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        assert!(NAMES.is_sorted_by_key(|(tag, _)| *tag) && FROM_RIGHT.is_sorted());
    }

    #[test]
    fn names_of_languages() {
        let name = |tag: &str| Language::parse(tag).unwrap().name();
        assert_eq!(name("ko"), "한국어");
        assert_eq!(name("zh-TW"), "繁體中文");
        assert_eq!(name("en-US"), "English (US)");
        assert_eq!(name("tlh"), "tlh");
    }
}
