//! Turns the text of a shard into a filter of n-grams, which excludes shards that cannot contain a word.
//!
//! The n-grams are pairs of adjacent Hangul syllables, with or without a space between them, and triples of ASCII letters
//! and digits, in lower case. The filter is a set of hashes, as a Bloom filter with one hash function: false positives
//! occur, false negatives do not. `shard-filter.js` hashes the words of a reader in the same way.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;

/// The number of bits of a hash: 16,384 places, of which the 10,000 pairs of a shard fill some 45 %, so that a word of
/// four syllables is a false positive in one shard of ten.
const BITS: u32 = 14;

/// Returns the filter of some texts as base64 of its bits, the lowest bit of each byte first.
pub(super) fn signature(texts: impl IntoIterator<Item = String>) -> String {
    let mut bits = vec![0u8; 1 << (BITS - 3)];
    for text in texts {
        each(&text, |hash| bits[(hash >> 3) as usize] |= 1 << (hash & 7));
    }
    STANDARD_NO_PAD.encode(bits)
}

/// Calls a function with the hash of each n-gram.
fn each(text: &str, mut note: impl FnMut(u32)) {
    let mut syllable: Option<u32> = None;
    let mut spaced = false;
    let mut letters = 0u32;
    for c in text.chars() {
        match c {
            '가'..='힣' => {
                if let Some(before) = syllable {
                    note(hash(before.wrapping_mul(0x85eb_ca6b) ^ u32::from(c)));
                }
                (syllable, spaced, letters) = (Some(u32::from(c)), false, 0);
            }
            // One space between syllables is ignored: compounds are written both ways.
            ' ' if !spaced => (spaced, letters) = (true, 0),
            c if c.is_ascii_alphanumeric() => {
                letters = (letters << 8 | u32::from(c.to_ascii_lowercase())) & 0xff_ffff;
                if letters > 0xffff {
                    note(hash(letters));
                }
                (syllable, spaced) = (None, false);
            }
            _ => (syllable, spaced, letters) = (None, false, 0),
        }
    }
}

fn hash(x: u32) -> u32 {
    x.wrapping_mul(0x9e37_79b1) >> (32 - BITS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(text: &str, word: &str) -> bool {
        let bits = STANDARD_NO_PAD.decode(signature([text.to_owned()])).unwrap();
        let mut all = true;
        each(word, |hash| all &= bits[(hash >> 3) as usize] >> (hash & 7) & 1 == 1);
        all
    }

    #[test]
    fn there_are_no_false_negatives() {
        let text = "요청을 로드 밸런서가 나눈다. Run `kubectl get pods -A`.";
        for word in ["로드밸런서", "밸런서", "로드 밸런서", "KUBECTL", "pods", "ube"] {
            assert!(holds(text, word), "{word}");
        }
        for word in ["컨테이너", "docker", "서버"] {
            assert!(!holds(text, word), "{word}");
        }
    }
}
