//! How an output looks.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use gongkai::{Style, WriteOptions};

/// How the output looks.
#[derive(Debug, Args)]
pub(crate) struct Look {
    /// 版式：gbt9704 公文格式，plain 普通（page style: gbt9704 official, plain）
    #[arg(long, value_enum, default_value_t)]
    profile: Profile,
    /// 本单位的版式文件（house style in TOML；see docs）
    #[arg(long = "style", value_name = "FILE", conflicts_with = "profile")]
    style_file: Option<PathBuf>,
    /// 额外的字体文件夹，可写多次（more folders of fonts）
    #[arg(long = "font-dir", value_name = "DIR")]
    font_dirs: Vec<PathBuf>,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum Profile {
    /// 普通页面：四边等宽、小四宋体（a plain page with even margins）
    Plain,
    /// GB/T 9704—2012 党政机关公文格式（the format of official documents）
    #[default]
    Gbt9704,
}

impl Look {
    /// The style file, which is read.
    pub(crate) fn style_file(&self) -> Option<&Path> {
        self.style_file.as_deref()
    }

    /// The options of writing that were asked for.
    pub(crate) fn options(&self) -> Result<WriteOptions, gongkai::Error> {
        let style = match (&self.style_file, self.profile) {
            (Some(file), _) => gongkai::open_style(file)?,
            (None, Profile::Plain) => Style::plain(),
            (None, Profile::Gbt9704) => Style::gbt9704(),
        };
        let options = WriteOptions::default().with_style(style).with_font_dirs(self.font_dirs.clone());
        options.check_font_dirs()?;
        Ok(options)
    }
}
