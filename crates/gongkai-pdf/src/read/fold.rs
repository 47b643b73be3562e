//! Characters as people mean them: fonts' tables name radicals, compatibility forms and private codes.

use gongkai_core::characters::is_invisible;

use super::compatibility::unified;

/// Stands for a character whose font does not say which it is.
pub(super) const UNREADABLE: char = '\u{FFFD}';

/// The Kangxi radicals U+2F00 to U+2FD5 as the ordinary characters that look the same. PDF writers that go back from a
/// font's glyphs to characters often name these: `⼀` for `一`, `⼈` for `人`.
const KANGXI: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Radicals of the supplement block that are whole characters too.
const SUPPLEMENT: &[(char, char)] = &[
    ('⺁', '厂'),
    ('⺅', '亻'),
    ('⺉', '刂'),
    ('⺎', '兀'),
    ('⺐', '尢'),
    ('⺒', '巳'),
    ('⺓', '幺'),
    ('⺕', '彐'),
    ('⺖', '忄'),
    ('⺘', '扌'),
    ('⺙', '攵'),
    ('⺡', '氵'),
    ('⺣', '灬'),
    ('⺦', '丬'),
    ('⺨', '犭'),
    ('⺭', '礻'),
    ('⺰', '纟'),
    ('⺺', '肀'),
    ('⺾', '艹'),
    ('⻂', '衤'),
    ('⻈', '讠'),
    ('⻌', '辶'),
    ('⻐', '钅'),
    ('⻖', '阝'),
    ('⻠', '饣'),
    ('⻪', '黾'),
    ('⺄', '乙'),
    ('⺟', '母'),
    ('⺠', '民'),
    ('⻁', '虎'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻧', '卤'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻬', '齐'),
    ('⻮', '齿'),
    ('⻰', '龙'),
    ('⻳', '龟'),
];

/// Punctuation in forms of its own, and as it is typed.
const FORMS: &[(char, char)] = &[
    ('\u{FE10}', '，'),
    ('\u{FE11}', '、'),
    ('\u{FE12}', '。'),
    ('\u{FE13}', '：'),
    ('\u{FE14}', '；'),
    ('\u{FE15}', '！'),
    ('\u{FE16}', '？'),
    ('\u{FE17}', '〖'),
    ('\u{FE18}', '〗'),
    ('\u{FE19}', '…'),
    ('\u{FE30}', '…'),
    ('\u{FE31}', '—'),
    ('\u{FE32}', '–'),
    ('\u{FE33}', '_'),
    ('\u{FE35}', '（'),
    ('\u{FE36}', '）'),
    ('\u{FE37}', '｛'),
    ('\u{FE38}', '｝'),
    ('\u{FE39}', '〔'),
    ('\u{FE3A}', '〕'),
    ('\u{FE3B}', '【'),
    ('\u{FE3C}', '】'),
    ('\u{FE3D}', '《'),
    ('\u{FE3E}', '》'),
    ('\u{FE3F}', '〈'),
    ('\u{FE40}', '〉'),
    ('\u{FE41}', '「'),
    ('\u{FE42}', '」'),
    ('\u{FE43}', '『'),
    ('\u{FE44}', '』'),
    ('\u{FE47}', '［'),
    ('\u{FE48}', '］'),
    ('\u{FE50}', '，'),
    ('\u{FE51}', '、'),
    ('\u{FE52}', '.'),
    ('\u{FE54}', '；'),
    ('\u{FE55}', '：'),
    ('\u{FE56}', '？'),
    ('\u{FE57}', '！'),
    ('\u{FE58}', '—'),
    ('\u{FE59}', '（'),
    ('\u{FE5A}', '）'),
    ('\u{FE5B}', '｛'),
    ('\u{FE5C}', '｝'),
    ('\u{FE5D}', '〔'),
    ('\u{FE5E}', '〕'),
    ('\u{FF61}', '。'),
];

/// Adds the character as it is meant: ligatures in parts, every kind of space as a space, nothing for marks without
/// width.
pub(super) fn fold(char: char, into: &mut Vec<char>) {
    match char {
        '\u{FB00}' => into.extend("ff".chars()),
        '\u{FB01}' => into.extend("fi".chars()),
        '\u{FB02}' => into.extend("fl".chars()),
        '\u{FB03}' => into.extend("ffi".chars()),
        '\u{FB04}' => into.extend("ffl".chars()),
        // The Chinese dash, which faces draw as one stroke.
        '\u{2E3A}' => into.extend("——".chars()),
        _ if is_invisible(char) => {}
        // The ideographic space is a character of the text; the others are all the word space.
        '\u{3000}' => into.push(char),
        _ if char.is_whitespace() => into.push(' '),
        _ if char.is_control() || matches!(char, '\u{E000}'..='\u{F8FF}') => into.push(UNREADABLE),
        '\u{2F00}'..='\u{2FD5}' => {
            let index = usize::try_from(u32::from(char) - 0x2F00).unwrap_or(0);
            into.push(KANGXI.chars().nth(index).unwrap_or(char));
        }
        '\u{F900}'..='\u{FAD9}' | '\u{2F800}'..='\u{2FA1D}' => into.push(unified(char)),
        // Digits in the styles of formulas.
        '\u{1D7CE}'..='\u{1D7FF}' => into.extend(char::from_digit((u32::from(char) - 0x1D7CE) % 10, 10)),
        // Punctuation in the forms that it has in vertical lines, and in small.
        '\u{FE10}'..='\u{FE19}'
        | '\u{FE30}'..='\u{FE44}'
        | '\u{FE47}'
        | '\u{FE48}'
        | '\u{FE50}'..='\u{FE5E}'
        | '\u{FF61}' => {
            into.push(FORMS.iter().find(|(form, _)| *form == char).map_or(char, |&(_, meant)| meant));
        }
        // The one rare character that shares a common one's glyph in free faces.
        '㬵' => into.push('胶'),
        '\u{2E80}'..='\u{2EF3}' => {
            into.push(SUPPLEMENT.iter().find(|(radical, _)| *radical == char).map_or(char, |&(_, meant)| meant));
        }
        _ => into.push(char),
    }
}

/// Whether a character is set on the square grid of Chinese text, and joins its neighbours without a space.
pub(super) fn is_wide(char: char) -> bool {
    matches!(char,
        '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}' | '\u{2014}' | '\u{2018}'..='\u{201D}' | '\u{2026}'
        | '\u{2460}'..='\u{24FF}' | '\u{25A0}'..='\u{25FF}' | '\u{FFFD}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_radicals_and_ligatures() {
        let mut chars = Vec::new();
        "⼈⺠政府ﬁ\u{A0}１\u{2E3A}\u{E123}".chars().for_each(|char| fold(char, &mut chars));
        assert_eq!(chars.iter().collect::<String>(), "人民政府fi １——\u{FFFD}");
        let mut chars = Vec::new();
        "\u{1D7D0}\u{1D7E9}\u{FA08}\u{FE10}\u{FE59}\u{FF61}\u{FE34}".chars().for_each(|char| fold(char, &mut chars));
        assert_eq!(chars.iter().collect::<String>(), "27行，（。\u{FE34}");
        assert_eq!(KANGXI.chars().count(), 0xD6);
        assert_eq!(KANGXI.chars().last(), Some('龠'));
    }
}
