//! The colour profile for print shops that the writer of PDF files carries along: two thirds of a megabyte, written only into files
//! that promise conformity with PDF/X, which none of ours does. Its bytes are blanked, and what is blank is not kept in a module.

/// A profile is larger than this, or not worth the search. (The reader's own, which it does use, are a few kilobytes.)
const LARGE: usize = 100_000;
/// Where a profile says that it is one (ICC.1, 7.2).
const SIGNATURE: (usize, &[u8]) = (36, b"acsp");

/// How the contract begins and ends under which the profile may be handed on, which goes with it, and how long it is at most.
const CONTRACT: (&[u8], &[u8], usize) =
    (b"COLOR PROFILE BUNDLING AGREEMENT", b"signed by an authorized signatory of\nAdobe.", 24_000);

/// Blanks the large colour profiles in a module's data, and the contract that belongs to them, and says how many bytes that were.
pub fn blank(data: &mut [u8]) -> usize {
    blank_profiles(data) + blank_contract(data)
}

fn blank_contract(data: &mut [u8]) -> usize {
    let (begins, ends, most) = CONTRACT;
    let Some(start) = data.windows(begins.len()).position(|window| window == begins) else { return 0 };
    let within = data.get(start..).map(|rest| rest.get(..most).unwrap_or(rest)).unwrap_or_default();
    let Some(end) = within.windows(ends.len()).rposition(|window| window == ends) else { return 0 };
    let length = end + ends.len();
    data.get_mut(start..start + length).into_iter().for_each(|contract| contract.fill(0));
    length
}

fn blank_profiles(data: &mut [u8]) -> usize {
    let mut blanked = 0;
    let mut from = 0;
    while let Some(start) = next(data, from) {
        let size = size(data, start);
        match data.get_mut(start..start + size) {
            Some(profile) if size >= LARGE => {
                profile.fill(0);
                blanked += size;
                from = start + size;
            }
            _ => from = start + 1,
        }
    }
    blanked
}

/// Where the next profile begins.
fn next(data: &[u8], from: usize) -> Option<usize> {
    let (offset, signature) = SIGNATURE;
    let after = data.get(from + offset..)?;
    after.windows(signature.len()).position(|window| window == signature).map(|at| from + at)
}

/// How large a profile says that it is: its first four bytes.
fn size(data: &[u8], start: usize) -> usize {
    let bytes = data.get(start..start + 4).and_then(|bytes| bytes.try_into().ok());
    bytes.map_or(0, |bytes| u32::from_be_bytes(bytes) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(size: usize) -> Vec<u8> {
        let mut bytes = vec![7; size];
        bytes[..4].copy_from_slice(&u32::try_from(size).unwrap().to_be_bytes());
        bytes[36..40].copy_from_slice(b"acsp");
        bytes
    }

    #[test]
    fn large_profiles_are_blanked_and_small_ones_and_the_rest_stay() {
        let mut data = [b"before".to_vec(), profile(200), profile(120_000), b"after".to_vec()].concat();
        let before = data.clone();
        assert_eq!(blank(&mut data), 120_000);
        assert_eq!(data[..206], before[..206]);
        assert!(data[206..120_206].iter().all(|byte| *byte == 0));
        assert_eq!(data[120_206..], *b"after");
    }

    #[test]
    fn the_contract_of_a_profile_goes_to_its_end_and_what_follows_stays() {
        let contract = "COLOR PROFILE BUNDLING AGREEMENT\n\n… signed by an authorized signatory of\nAdobe.\n… \
                        consent, in writing, signed by an authorized signatory of\nAdobe.";
        let mut data = format!("before{contract}after").into_bytes();
        assert_eq!(blank(&mut data), contract.len());
        assert_eq!(data, format!("before{}after", "\0".repeat(contract.len())).into_bytes());
        let mut other = b"COLOR PROFILE BUNDLING AGREEMENT, of which no end is found".to_vec();
        assert_eq!(blank(&mut other), 0);
    }
}
