//! Turns texts and pages into the sets of their characters, those of running text and those of code.

/// The number of code points of the basic plane: fonts of themes have no others.
const PLANE: usize = 0x1_0000;

/// A set of characters of the basic plane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CharacterSet(Vec<u64>);

impl Default for CharacterSet {
    fn default() -> Self {
        Self(vec![0; PLANE / 64])
    }
}

impl CharacterSet {
    /// Adds a character; one beyond the basic plane is ignored.
    pub fn insert(&mut self, character: char) {
        let code = u32::from(character) as usize;
        if let Some(word) = self.0.get_mut(code / 64) {
            *word |= 1 << (code % 64);
        }
    }

    /// Adds the characters of a text.
    pub fn insert_all(&mut self, text: &str) {
        text.chars().for_each(|character| self.insert(character));
    }

    /// Adds the characters of another set.
    pub fn add(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(own, other)| *own |= other);
    }

    /// Removes the characters of another set.
    pub fn remove(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(own, other)| *own &= !other);
    }

    /// Tests whether the set has a character.
    pub fn has(&self, character: char) -> bool {
        self.has_code(u32::from(character))
    }

    /// Tests whether the set has the character of a code point.
    pub fn has_code(&self, code: u32) -> bool {
        let code = code as usize;
        self.0.get(code / 64).is_some_and(|word| word >> (code % 64) & 1 == 1)
    }

    /// Returns the characters in their order.
    pub fn iter(&self) -> impl Iterator<Item = char> + '_ {
        let words = self.0.iter().enumerate().filter(|(_, word)| **word != 0);
        words
            .flat_map(|(at, word)| (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| at * 64 + bit))
            .filter_map(|code| char::from_u32(u32::try_from(code).ok()?))
    }
}

/// The characters of a text: in running text, and in code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextCharacters {
    /// Those outside of code.
    pub text: CharacterSet,
    /// Those in code.
    pub code: CharacterSet,
}

/// Returns the characters of a Markdown text. Character references count as what they stand for; a character in code counts as one
/// of the text too, for what stands between backticks is not always code.
pub fn of_markdown(source: &str) -> TextCharacters {
    let mut characters = TextCharacters::default();
    let mut fence: Option<char> = None;
    for line in source.lines() {
        insert_shown(&mut characters.text, line);
        let start = line.trim_start();
        let mark = ['`', '~'].into_iter().find(|&mark| start.chars().take_while(|&c| c == mark).count() >= 3);
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            (Some(_), _) => characters.code.insert_all(line),
            (None, None) => line.split('`').skip(1).step_by(2).for_each(|code| characters.code.insert_all(code)),
        }
    }
    characters
}

/// Elements whose text is set in the font of code.
const CODE: [&str; 4] = ["code", "pre", "kbd", "samp"];

/// Elements whose text is not shown, or not before a reader asks for it.
const HIDDEN: [&str; 5] = ["script", "style", "template", "dialog", "textarea"];

/// Returns the characters that a page shows. It reads tags as the program writes them: names in lower case, `>` only at their end.
pub fn of_page(html: &str) -> TextCharacters {
    let mut characters = TextCharacters::default();
    let mut depth = 0usize;
    let mut rest = html;
    while let Some((text, after)) = rest.split_once('<') {
        let set = if depth > 0 { &mut characters.code } else { &mut characters.text };
        insert_shown(set, text);
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        let (is_end, tag) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
        let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        rest = after;
        if CODE.contains(&name) {
            depth = if is_end { depth.saturating_sub(1) } else { depth + 1 };
        } else if !is_end && HIDDEN.contains(&name) {
            rest = after.find(&format!("</{name}")).map_or("", |end| &after[end..]);
        }
    }
    insert_shown(&mut characters.text, rest);
    characters
}

/// Adds the characters of a text with character references.
fn insert_shown(set: &mut CharacterSet, text: &str) {
    set.insert_all(text);
    if text.contains('&') {
        set.insert_all(&crate::html::unescape(text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(set: &CharacterSet) -> String {
        set.iter().collect()
    }

    #[test]
    fn markdown_has_text_and_code() {
        let set = of_markdown("가 `나` &#45796;\n\n```sh\n라\n```\n마 &rarr;\n");
        assert_eq!(shown(&set.code), "나라");
        assert!("가나다라마→".chars().all(|c| set.text.has(c)), "{}", shown(&set.text));
    }

    #[test]
    fn pages_have_what_they_show() {
        let page = "<!doctype html><title>가</title><script>나</script><p title=\"다\">라 &amp;<code>마<b>바</b></code>사</p><dialog><p>아</p></dialog>자";
        let set = of_page(page);
        assert_eq!(shown(&set.code), "마바");
        assert_eq!(shown(&set.text).replace(|c: char| c.is_ascii(), ""), "가라사자");
    }

    #[test]
    fn sets_add_and_remove() {
        let (mut one, mut two) = (CharacterSet::default(), CharacterSet::default());
        one.insert_all("가나😀");
        two.insert_all("나다");
        one.add(&two);
        assert_eq!(shown(&one), "가나다");
        one.remove(&two);
        assert_eq!(shown(&one), "가");
    }
}
