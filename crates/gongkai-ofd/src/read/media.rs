//! Through which pictures one sees what lies below them, told by how they begin. No picture is unpacked.

/// How much of a picture is looked at: what says so stands before the picture itself.
pub(super) const HEAD: usize = 16 << 10;

/// Whether something shows through a picture that begins so, at least in places: the print of a seal is empty between its
/// lines.
pub(super) fn shows_through(head: &[u8]) -> bool {
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
    const GIF: &[u8] = b"GIF8";
    if head.starts_with(PNG) {
        // The kind of its colours: of grey or of three parts, each with how much it covers.
        let kind = head.get(25).copied();
        return matches!(kind, Some(4 | 6)) || has(head, b"tRNS");
    }
    if head.starts_with(GIF) {
        // An extension that says how the picture is shown, with whether one of its colours is none.
        let extension = head.windows(4).find(|bytes| bytes.starts_with(&[0x21, 0xf9, 4]));
        return extension.and_then(|bytes| bytes.last()).is_some_and(|flags| flags & 1 == 1);
    }
    false
}

fn has(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}
