//! What stands for a cell whose content its file does not tell: it is no empty cell, and no word of the register.

/// Stands before a text that is struck out or hidden, or for one.
pub(crate) const NOT_IN_FORCE: &str = "（不作数）";
/// Stands for a picture.
pub(crate) const PICTURE: &str = "（图片）";

/// Whether a text is struck out or hidden.
pub(crate) fn is_void(text: &str) -> bool {
    text.starts_with(NOT_IN_FORCE)
}

/// Whether what a cell says is not told.
pub(crate) fn is_untold(text: &str) -> bool {
    is_void(text) || text == PICTURE || text.starts_with(char::REPLACEMENT_CHARACTER)
}
