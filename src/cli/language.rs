//! Turns the arguments, the user's own settings and the locale of the machine into the language of all texts.

use std::ffi::OsString;

use super::terminal::eprint_line;
use crate::config::user::{self, UserConfig};
use crate::message;
use crate::message::MessageLanguage;
use crate::read::user_config::user_config;

/// Returns the language: that of `--lang`, else of `language` in the user's own settings, else of the machine.
///
/// The arguments are searched before they are parsed, since help and the mistakes of arguments are texts too.
pub(super) fn choose(args: &[OsString]) -> MessageLanguage {
    let variable = |name: &str| std::env::var(name).ok();
    let machine = MessageLanguage::of_machine(variable, sys_locale::get_locale);
    if let Some(language) = of_arguments(args) {
        return language;
    }
    let settings = user::path(variable).map_or_else(|| Ok(UserConfig::default()), |path| user_config(&path));
    match settings {
        Ok(settings) => settings.language.unwrap_or(machine),
        Err(error) => {
            eprint_line(&message!("cli-user-settings", error).text(machine));
            machine
        }
    }
}

/// Returns the language of the first `--lang` whose value is one; the parser reports a wrong value.
fn of_arguments(args: &[OsString]) -> Option<MessageLanguage> {
    let words: Vec<&str> = args.iter().map_while(|arg| arg.to_str().filter(|word| *word != "--")).collect();
    let following = words.windows(2).filter(|pair| pair[0] == "--lang").map(|pair| pair[1]);
    let joined = words.iter().filter_map(|word| word.strip_prefix("--lang="));
    following.chain(joined).find_map(|tag| tag.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_known_before_the_arguments_are() {
        let of = |words: &[&str]| of_arguments(&words.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(of(&["seodang", "--lang", "ko", "build"]), Some(MessageLanguage::Korean));
        assert_eq!(of(&["seodang", "build", "--lang=en", "--unknown"]), Some(MessageLanguage::English));
        assert_eq!(of(&["seodang", "build", "--lang", "xx"]), None);
        assert_eq!(of(&["seodang", "build", "--", "--lang", "ko"]), None);
        assert_eq!(of(&["seodang", "pack", "--language", "ko"]), None);
    }
}
