//! Turns language tags into values, and the letters of a text into the language that it is written in.
//!
//! A course has two languages: that of its text ([`Language`], any language), and that of the words that seodang adds. The
//! latter is looked up by [`Language::fallbacks`] in the words of the theme; labels such as `Week 1` exist in each
//! [`LabelLanguage`].

mod detect;
mod letter;
mod names;

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

pub use detect::{Letters, detect, is_foreign};
pub use letter::is_alphanumeric;
pub use names::is_known;

/// The most bytes of a tag: `zh-Hant-TW`.
const MAX_TAG: usize = 10;

/// The language of a text: a BCP 47 tag of a language, with a script and a region where they are stated.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language {
    /// The tag in its usual letter case, padded with zeros.
    bytes: [u8; MAX_TAG],
}

impl Language {
    /// Korean.
    pub const KOREAN: Self = Self::constant(b"ko");
    /// English.
    pub const ENGLISH: Self = Self::constant(b"en");

    const fn constant(tag: &[u8]) -> Self {
        let mut bytes = [0; MAX_TAG];
        let mut at = 0;
        while at < tag.len() {
            bytes[at] = tag[at];
            at += 1;
        }
        Self { bytes }
    }

    /// Parses a tag, in any letter case and with `-` or `_` between its parts; `None` if it is not a tag.
    ///
    /// Only language, script and region are read (RFC 5646, section 2.1): readers do not choose an edition by variants and
    /// extensions.
    pub fn parse(tag: &str) -> Option<Self> {
        let mut parts = tag.split(['-', '_']);
        let language = parts.next().filter(|part| matches!(part.len(), 2 | 3) && is_alphabetic(part))?;
        let mut text = language.to_ascii_lowercase();
        let mut next = parts.next();
        if let Some(script) = next.filter(|part| part.len() == 4 && is_alphabetic(part)) {
            let script = script.to_ascii_lowercase();
            text.extend(['-', script.as_bytes()[0].to_ascii_uppercase().into()]);
            text.push_str(&script[1..]);
            next = parts.next();
        }
        if let Some(region) = next {
            let is_number = region.len() == 3 && region.bytes().all(|byte| byte.is_ascii_digit());
            let is_country = region.len() == 2 && is_alphabetic(region);
            if !(is_number || is_country) {
                return None;
            }
            text.push('-');
            text.push_str(&region.to_ascii_uppercase());
        }
        (parts.next().is_none() && text.len() <= MAX_TAG).then(|| Self::constant(text.as_bytes()))
    }

    /// Parses the name of a folder or the ending of a file's name as a language: a known tag (`ko`, `zh-CN`, `pt_BR`), or
    /// one of the short names that courses use instead of a tag (`cn`, `ptbr`).
    pub fn of_name(name: &str) -> Option<Self> {
        names::short_name(&name.to_ascii_lowercase())
            .or_else(|| Self::parse(name).filter(|language| is_known(language.primary())))
    }

    /// Returns the tag, as in HTML's `lang`.
    pub fn tag(&self) -> &str {
        let length = self.bytes.iter().position(|byte| *byte == 0).unwrap_or(MAX_TAG);
        std::str::from_utf8(&self.bytes[..length]).unwrap_or_default()
    }

    /// Returns the language without script and region: `zh` of `zh-Hant-TW`.
    pub fn primary(&self) -> &str {
        self.tag().split('-').next().unwrap_or_default()
    }

    /// Returns the script in which Chinese is written, by the script or the region of its tag: `Hans` or `Hant`.
    fn chinese_script(&self) -> Option<&'static str> {
        let mut parts = self.tag().split('-');
        (parts.next() == Some("zh")).then(|| {
            let is_traditional = parts.any(|part| matches!(part, "Hant" | "TW" | "HK" | "MO"));
            if is_traditional { "Hant" } else { "Hans" }
        })
    }

    /// Tests whether two tags name the same written language: `pt-BR` and `pt`, but not `zh-CN` and `zh-TW`.
    pub fn is_same(&self, other: &Self) -> bool {
        self.primary() == other.primary() && self.chinese_script() == other.chinese_script()
    }

    /// Returns the tags under which words of the language may be found, the nearest first: `zh-TW`, `zh-Hant`, `zh`.
    pub fn fallbacks(&self) -> Vec<String> {
        let mut tags = vec![self.tag().to_owned()];
        tags.extend(self.chinese_script().map(|script| format!("zh-{script}")));
        let mut shorter = self.tag();
        while let Some((before, _)) = shorter.rsplit_once('-') {
            tags.push(before.to_owned());
            shorter = before;
        }
        tags.dedup();
        tags
    }

    /// Returns the direction of its text, as in HTML's `dir`.
    pub fn direction(&self) -> &'static str {
        let is_from_right = match self.tag().split('-').nth(1) {
            Some("Arab" | "Hebr" | "Syrc" | "Thaa" | "Nkoo" | "Adlm") => true,
            Some("Latn" | "Cyrl") => false,
            _ => names::FROM_RIGHT.contains(&self.primary()),
        };
        if is_from_right { "rtl" } else { "ltr" }
    }

    /// Returns the name of the language in itself; the tag of an unknown language.
    pub fn name(&self) -> String {
        names::name(self)
    }

    /// Returns the language in which labels of the course are written: English if the language has no labels.
    pub fn labels(&self) -> LabelLanguage {
        match (self.primary(), self.chinese_script()) {
            ("ko", _) => LabelLanguage::Korean,
            ("ja", _) => LabelLanguage::Japanese,
            (_, Some("Hant")) => LabelLanguage::TraditionalChinese,
            (_, Some(_)) => LabelLanguage::SimplifiedChinese,
            ("es", _) => LabelLanguage::Spanish,
            ("fr", _) => LabelLanguage::French,
            ("de", _) => LabelLanguage::German,
            ("pt", _) => LabelLanguage::Portuguese,
            ("vi", _) => LabelLanguage::Vietnamese,
            _ => LabelLanguage::English,
        }
    }
}

fn is_alphabetic(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_alphabetic())
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Language({})", self.tag())
    }
}

impl Serialize for Language {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.tag())
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let known =
            || Self::parse(&text).filter(|language| language.primary().len() == 3 || is_known(language.primary()));
        known().ok_or_else(|| {
            de::Error::custom(format_args!(
                "`{text}` is no language: write a tag such as \"ko\", \"en\", \"ja\" or \"zh-Hant\""
            ))
        })
    }
}

/// A language in which labels such as `Week 1` are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum LabelLanguage {
    /// Korean.
    Korean,
    /// English.
    English,
    /// Japanese.
    Japanese,
    /// Chinese in simplified characters.
    SimplifiedChinese,
    /// Chinese in traditional characters.
    TraditionalChinese,
    /// Spanish.
    Spanish,
    /// French.
    French,
    /// German.
    German,
    /// Portuguese.
    Portuguese,
    /// Vietnamese.
    Vietnamese,
}

impl LabelLanguage {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Korean,
        Self::English,
        Self::Japanese,
        Self::SimplifiedChinese,
        Self::TraditionalChinese,
        Self::Spanish,
        Self::French,
        Self::German,
        Self::Portuguese,
        Self::Vietnamese,
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_have_one_form() {
        for (text, tag) in [
            ("KO", Some("ko")),
            ("zh_cn", Some("zh-CN")),
            ("ZH-hant-tw", Some("zh-Hant-TW")),
            ("es-419", Some("es-419")),
            ("e", None),
            ("korean", None),
            ("en-", None),
            ("en-US-x-y", None),
            ("한국어", None),
        ] {
            assert_eq!(Language::parse(text).as_ref().map(Language::tag), tag, "{text}");
        }
    }

    #[test]
    fn names_of_folders() {
        for (name, tag) in [("cn", "zh-Hans"), ("ptbr", "pt-BR"), ("pt_BR", "pt-BR"), ("ko", "ko"), ("zh-TW", "zh-TW")]
        {
            assert_eq!(
                Language::of_name(name).map(|language| language.tag().to_owned()).as_deref(),
                Some(tag),
                "{name}"
            );
        }
        for name in ["js", "go", "src", "ts", "api", "old", "lab", "img", "xx"] {
            assert_eq!(Language::of_name(name), None, "{name}");
        }
    }

    #[test]
    fn words_are_looked_up_from_near_to_far() {
        let check = |tag: &str, expected: &[&str]| {
            assert_eq!(Language::parse(tag).unwrap().fallbacks(), expected, "{tag}");
        };
        check("zh-TW", &["zh-TW", "zh-Hant", "zh"]);
        check("zh", &["zh", "zh-Hans"]);
        check("pt-BR", &["pt-BR", "pt"]);
        check("ko", &["ko"]);
    }

    #[test]
    fn directions() {
        let direction = |tag: &str| Language::parse(tag).unwrap().direction();
        assert_eq!((direction("ar"), direction("fa-IR"), direction("ur")), ("rtl", "rtl", "rtl"));
        assert_eq!((direction("ko"), direction("ku"), direction("ku-Arab")), ("ltr", "ltr", "rtl"));
    }
}
