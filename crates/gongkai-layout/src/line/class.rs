//! How characters behave at the ends of lines (行首行尾禁则, GB/T 15834—2011 clause 5.1).

/// The behaviour of a character at the ends of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// A space, which may end a line and never begins one.
    Space,
    /// A letter, digit or sign of a Western word or number, which stays together.
    Latin,
    /// An opening bracket or quotation mark, which may not end a line.
    Opening,
    /// A stop that may hang in the margin, and may not begin a line.
    Stop,
    /// A closing bracket or quotation mark or another sign that may not begin a line.
    Closing,
    /// A dash or an ellipsis, two of which are one sign.
    Paired,
    /// Anything else: a Chinese character, before and after which a line may break.
    Han,
}

impl Class {
    pub(crate) fn of(character: char) -> Self {
        match character {
            ' ' | '\u{3000}' => Self::Space,
            '，' | '。' | '、' | '；' | '：' | '．' | '｡' | '､' | '！' | '？' => Self::Stop,
            '）' | '］' | '｝' | '〉' | '》' | '」' | '』' | '】' | '〕' | '〗' | '〞' | '”' | '’' | '％' | '‰'
            | '℃' | '·' | '～' | '々' | '〻' | '″' | '′' | '›' | '»' | '°' | '㎡' | '¢' | '￠' | '〟' => {
                Self::Closing
            }
            '（' | '［' | '｛' | '〈' | '《' | '「' | '『' | '【' | '〔' | '〖' | '〝' | '“' | '‘' | '￥' | '＄'
            | '￡' | '«' | '‹' => Self::Opening,
            '—' | '…' | '⸺' => Self::Paired,
            other if crate::fonts::is_latin(other) => Self::Latin,
            _ => Self::Han,
        }
    }
}

/// Whether a line may break between two neighbours.
pub(crate) fn may_break((before, a): (char, Class), (after, b): (char, Class)) -> bool {
    match (a, b) {
        (_, Class::Space | Class::Stop | Class::Closing) | (Class::Opening, _) => false,
        // A long number or word may be broken behind its hyphen, and an address behind its slash, as word processors do.
        (Class::Latin, Class::Latin) => {
            (before == '-' && after.is_alphanumeric()) || (before == '/' && after.is_alphabetic())
        }
        (Class::Paired, Class::Paired) => before != after,
        (_, Class::Paired) => after == '—' || a == Class::Space,
        (_, Class::Latin) if matches!(after, '%' | ')' | ',' | '.' | ':' | ';' | '?' | '!' | ']' | '}') => {
            a == Class::Space
        }
        (Class::Latin, _) => !matches!(before, '(' | '[' | '{' | '$'),
        _ => true,
    }
}
