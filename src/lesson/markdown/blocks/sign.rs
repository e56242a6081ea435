//! Turns the numbers of tags in running text into the signs that the parser reads in their place, and back.

/// The first sign that replaces a tag in running text: in a plane of private use (Unicode 16, section 23.5), so that the parser
/// sees a letter. The number of the tag is added.
const FIRST_SIGN: u32 = 0xF_0000;

/// The most tags in running text of one page: as many signs as the plane has.
pub(super) const MAX_SIGNS: usize = 0xFFFD;

/// The length of a sign in bytes.
const SIGN_LENGTH: usize = 4;

/// The letter that follows a sign, up to the length of the tag: an address may not contain control characters.
pub(super) const PADDING: char = 'x';

/// Returns the sign of a tag by its number.
pub(super) fn template_sign(index: usize) -> Option<char> {
    u32::try_from(index).ok().and_then(|index| char::from_u32(FIRST_SIGN + index))
}

/// Returns the number of bytes that follow the sign of a tag with `length` bytes on its first line.
pub(super) fn padding(length: usize) -> usize {
    length.saturating_sub(SIGN_LENGTH)
}

/// Returns the number of the tag that a sign replaces.
pub(super) fn template_of(sign: char) -> Option<usize> {
    let index = u32::from(sign).checked_sub(FIRST_SIGN).and_then(|index| usize::try_from(index).ok());
    index.filter(|index| *index < MAX_SIGNS)
}

/// The bytes before a sign that show whether it is in an address or a formula.
const CONTEXT: usize = 400;

/// Returns the end of a text before a sign.
pub(super) fn tail(text: &str) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(CONTEXT))..]
}
