//! `gongkai fonts`: which face plays which role.

use clap::Args;

use crate::command::convert::Look;
use crate::language::Language;
use crate::{Status, Terminal, command};

/// 查看各处用什么字体：找到的、替代的、缺少的（which fonts are found, substituted, missing）
#[derive(Debug, Args)]
pub(crate) struct Fonts {
    #[command(flatten)]
    look: Look,
}

impl Fonts {
    pub(crate) fn run(self, language: Language, terminal: &mut Terminal<'_>) -> Status {
        let options = match self.look.options() {
            Ok(options) => options,
            Err(error) => return command::fail_with(terminal, language, &error),
        };
        let mut text = String::new();
        let mut missing = false;
        for found in options.fonts().roles(&options.style) {
            let state = match (&found.face, found.substituted) {
                (None, _) => language.pick("缺少", "missing"),
                (Some(_), true) => language.pick("替代", "substituted"),
                (Some(_), false) => language.pick("找到", "found"),
            };
            missing |= found.face.is_none();
            let face = found.face.as_ref().map_or("—", |face| face.family());
            let path = found.face.as_ref().and_then(|face| face.path()).map(|path| path.display().to_string());
            text.push_str(&format!(
                "{}\t{state}\t{} → {face}\t{}\n",
                found.role.printed(),
                found.wanted,
                path.unwrap_or_default()
            ));
        }
        let status = terminal.print(&text);
        if missing {
            let zh = "缺少中文字体；Debian/Ubuntu 请安装 fonts-noto-cjk（宋、黑）和 fonts-lxgw-wenkai（楷），或用 --font-dir 指定文件夹";
            let en = "no Chinese font for some roles; install fonts-noto-cjk and fonts-lxgw-wenkai, or give --font-dir";
            return command::fail(terminal, language, zh, en);
        }
        status
    }
}
