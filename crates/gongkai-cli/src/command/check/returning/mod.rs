//! `--return`: a letter to each body with what is to be mended in its report, its own file with remarks at the very
//! places, an index, and all of it in one archive.

mod bundle;
mod faults;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use gongkai::letter::{Fault, Letter, Weight};
use gongkai::outliers::Question;
use gongkai::words::{InWords as _, Text};
use gongkai::{Annotating, Annotation, Digest, Format, Limits, Loaded, ReadOptions, WriteOptions, Year};
use gongkai_wire::{FileResult, Words};
use jiff::civil::Date;

use super::own_files::OwnFiles;
use crate::inputs::Input;
use crate::language::Language;
use crate::output::csv_table;
use crate::run_files::{Replacing, shown};
use crate::{Status, Terminal, batch, command};
use bundle::Bundle;
use faults::Told;

/// The index that lies beside the letters, and the archive of all.
const INDEX: &str = "退改目录.csv";
const BUNDLE: &str = "退改.zip";

/// Letters that go back with what is to be mended.
#[derive(Debug, Args)]
pub(super) struct Returning {
    /// 给每个有问题的单位写一份修改意见（Word 和网页），并在它自己的 Word、Excel 文件里逐处加批注，放到这个文件夹，附目录和压缩包
    /// （a letter to each body with faults, its own file with remarks, an index and an archive）
    #[arg(long = "return", value_name = "DIR")]
    folder: Option<PathBuf>,
    /// 修改意见的落款单位，也是批注的作者（the office that writes the letters and remarks）
    #[arg(long, value_name = "NAME", requires = "folder")]
    office: Option<String>,
    /// 修改意见和批注的日期，如 2025-01-20（the day of the letters）
    #[arg(long, value_name = "DATE", value_parser = day, requires = "folder")]
    date: Option<Date>,
    /// 重新报送的期限，如 2025-01-27（until when the report is expected again）
    #[arg(long, value_name = "DATE", value_parser = day, requires = "folder")]
    deadline: Option<Date>,
}

/// A day of the command line.
pub(crate) fn day(text: &str) -> Result<Date, String> {
    text.trim().parse().map_err(|_| "请写成 2025-01-20 这样的日期 / a date like 2025-01-20".to_owned())
}

/// What goes back about one file, before it is known what stands out among all.
pub(super) struct Pending {
    file: PathBuf,
    relative: String,
    digest: Option<Digest>,
    organ: Option<String>,
    year: Option<u16>,
    error: Option<Words>,
    told: Vec<Told>,
    undecided: Vec<String>,
}

impl Pending {
    /// What its name ends with.
    fn ending(&self) -> String {
        self.file.extension().unwrap_or_default().to_string_lossy().into_owned()
    }
}

/// The letters of a run, with the name of each.
pub(super) struct Letters<'a> {
    of: &'a Returning,
    folder: &'a Path,
    names: BTreeMap<&'a Path, PathBuf>,
    replacing: Replacing,
    /// How the files are read.
    how: ReadOptions,
    own: OwnFiles<'a>,
}

impl Returning {
    /// The folder that letters go to.
    pub(super) fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// The letters to these files, where letters are asked for. Two files of one name but for its ending keep that.
    pub(super) fn letters<'a>(
        &'a self,
        files: &'a [Input],
        how: ReadOptions,
        replacing: Replacing,
    ) -> Option<Letters<'a>> {
        let folder = self.folder.as_deref()?;
        let bare = |input: &Input| input.relative.with_extension("");
        let mut same: BTreeMap<PathBuf, usize> = BTreeMap::new();
        for input in files {
            *same.entry(bare(input)).or_default() += 1;
        }
        let name = |input: &'a Input| {
            let alone = same.get(&bare(input)) == Some(&1);
            let ending = input.relative.extension().filter(|_| !alone);
            let stem = bare(input).file_name().unwrap_or_default().to_string_lossy().into_owned();
            let ending = ending.map(|ending| format!("-{}", ending.to_string_lossy())).unwrap_or_default();
            (input.path.as_path(), input.relative.with_file_name(format!("{stem}{ending}")))
        };
        let names = files.iter().map(name).collect();
        Some(Letters { of: self, folder, names, replacing, how, own: OwnFiles::of(folder) })
    }
}

impl Letters<'_> {
    /// Every file that may be written.
    pub(super) fn outputs(&self) -> Vec<PathBuf> {
        let of_file = |(path, name): (&&Path, &PathBuf)| {
            let ending = path.extension().unwrap_or_default().to_string_lossy().into_owned();
            let letters = [Format::Docx, Format::Html].map(|format| letter_name(name, format));
            letters.into_iter().chain([copy_name(name, &ending)]).map(|name| self.folder.join(name)).collect::<Vec<_>>()
        };
        let files = self.names.iter().flat_map(of_file);
        files.chain([INDEX, BUNDLE].map(|name| self.folder.join(name))).collect()
    }

    /// What goes back about a file that was checked.
    pub(super) fn prepare(&self, input: &Input, digest: Option<Digest>, result: &FileResult) -> Pending {
        Pending {
            file: input.path.clone(),
            relative: input.relative.display().to_string(),
            digest,
            organ: result.organ.clone(),
            year: result.year,
            error: result.error.clone(),
            told: result.findings.iter().map(|finding| faults::told(finding, result)).collect(),
            undecided: faults::undecided(result),
        }
    }

    /// Writes the letters, the files with remarks, the index and the archive of all. The figures that stand out are asked
    /// about in the letters too.
    pub(super) fn finish(
        self,
        mut pending: Vec<Pending>,
        questions: &[Question],
        jobs: Option<usize>,
        language: Language,
        terminal: &mut Terminal<'_>,
    ) -> Status {
        let mut of_file: BTreeMap<&str, Vec<&Question>> = BTreeMap::new();
        for question in questions {
            of_file.entry(question.file.as_deref().unwrap_or_default()).or_default().push(question);
        }
        for one in &mut pending {
            if let Some(own) = of_file.get(one.relative.as_str()) {
                one.told.extend(self.asked(one, own));
            }
        }
        pending.sort_by(|one, other| one.file.cmp(&other.file));
        let bar = terminal.bar(pending.len());
        let items: Vec<&Pending> = pending.iter().collect();
        let name = |one: &&Pending| one.relative.clone();
        let work = |one: &&Pending| self.write(one, language);
        let broken = |one: &&Pending, said: String| Err(command::broken(language, &one.file, &said));
        let (written, undone) =
            batch::all(&items, jobs, &bar, name, |one| (*one, work(one)), |one, said| (*one, broken(one, said)));
        let mut status = command::say_undone(terminal, language, undone);
        let mut files = Vec::new();
        let mut lines = Vec::new();
        let mut own = Vec::new();
        for (one, written) in written {
            match written {
                Ok(written) => {
                    if let Copied::Not(why) = &written.copy {
                        let why = language.of(why);
                        terminal.diagnose(&format!("{}: {}: {why}", language.note(), shown(&one.file)));
                    }
                    let name = self.names.get(one.file.as_path()).filter(|_| written.letter);
                    let letters = name.map(|name| [Format::Docx, Format::Html].map(|format| letter_name(name, format)));
                    let copy = name.map(|name| copy_name(name, &one.ending()));
                    if let (Some(copy), Copied::As(digest)) = (&copy, &written.copy) {
                        own.push((copy.clone(), *digest));
                        files.push(copy.clone());
                    }
                    lines.push(line(one, &written, letters.as_ref().map(|[word, _]| word.as_path()), copy.as_deref()));
                    files.extend(letters.into_iter().flatten());
                }
                Err(said) => {
                    terminal.diagnose(&said);
                    status = Status::Failed;
                }
            }
        }
        let index = self.index(lines).map(|digest| own.push((PathBuf::from(INDEX), digest)));
        let packed = index.and_then(|()| Bundle::of(self.folder, INDEX, files));
        let saved = packed.and_then(|packed| match packed {
            Some(packed) => {
                let digest =
                    self.save(Path::new(BUNDLE), packed).map_err(|error| command::describe(language, &error))?;
                own.push((PathBuf::from(BUNDLE), digest));
                Ok(())
            }
            None => {
                let (zh, en) = ("退改文件太多，没有打包", "too many files to pack");
                terminal.diagnose(&format!("{}: {}", language.note(), language.pick(zh, en)));
                Ok(())
            }
        });
        let kept = self.own.finish(own).map_err(|error| command::describe(language, &error));
        for said in [saved, kept].into_iter().filter_map(Result::err) {
            terminal.diagnose(&said);
            status = Status::Failed;
        }
        status
    }

    /// The figures of a file that stand out, at the cells where they stand. The file is read again for it: of few files
    /// there is such a question, and of ten thousand not every cell's place is kept.
    fn asked(&self, pending: &Pending, questions: &[&Question]) -> Vec<Told> {
        let reading = Loaded::of(&pending.file, &self.how.limits).and_then(|loaded| loaded.read(&self.how));
        let at = |question: &Question| reading.as_ref().ok()?.provenance.cells.get(&question.key).copied();
        questions.iter().map(|question| faults::asked(question, at(question))).collect()
    }

    /// Writes what goes back about one file.
    fn write(&self, pending: &Pending, language: Language) -> Result<Written, String> {
        let Some(name) = self.names.get(pending.file.as_path()).filter(|_| !pending.told.is_empty()) else {
            return Ok(Written { letter: false, copy: Copied::None });
        };
        let faults: Vec<Fault> = pending.told.iter().map(|told| told.fault.clone()).collect();
        let body = pending.organ.clone().unwrap_or_else(|| "有关单位".to_owned());
        let mut letter = Letter::new(body).dated(self.of.date, self.of.deadline).with_faults(faults);
        if let Some(year) = pending.year.and_then(|year| Year::new(year).ok()) {
            letter = letter.about(year);
        }
        if let Some(office) = &self.of.office {
            letter = letter.from_office(office);
        }
        let document = letter.with_undecided(pending.undecided.clone()).document();
        let options = self.replacing.in_options(WriteOptions::default());
        let options = match pending.digest {
            Some(digest) => options.with_input(digest),
            None => options,
        };
        for format in [Format::Docx, Format::Html] {
            let written =
                gongkai::write_document(&document, format, &options).map_err(|e| command::describe(language, &e))?;
            gongkai::save_bytes(self.folder.join(letter_name(name, format)), written.bytes, &options)
                .map_err(|error| command::describe(language, &error))?;
        }
        let copy = match self.with_remarks(pending) {
            // Nobody's macros are sent on, and a template begins a file of its own when it is opened.
            Some(_) if Format::of_path(&pending.file).is_none() => Copied::Not(Text::new(
                "带宏的文件和模板不另存批注本，意见见修改意见",
                "no copy is made of a file with macros or a template; see the letter",
            )),
            Some(Ok(bytes)) => {
                let saved = self.save(&copy_name(name, &pending.ending()), bytes);
                Copied::As(saved.map_err(|error| command::describe(language, &error))?)
            }
            Some(Err(why)) => Copied::Not(why),
            None => Copied::NoPlace,
        };
        Ok(Written { letter: true, copy })
    }

    /// The file itself with the remarks in it, or why it has none; nothing where its format has no place for them.
    fn with_remarks(&self, pending: &Pending) -> Option<Result<Vec<u8>, Text>> {
        let limits = Limits::default();
        let bytes = match gongkai::read_file(&pending.file, limits.file_bytes) {
            Ok(bytes) => bytes,
            Err(error) => return Some(Err(error.kind.in_words())),
        };
        if pending.digest.is_some_and(|digest| digest != Digest::of(&bytes)) {
            let changed = Text::new("文件在检查以后改动过，请重新检查", "the file was changed after it was checked");
            return Some(Err(changed));
        }
        let remarks: Vec<Annotation> = pending.told.iter().map(Told::annotation).collect();
        let author = self.of.office.clone().unwrap_or_else(|| "审核单位".to_owned());
        let by = Annotating::by(author).on(self.of.date);
        let answer = gongkai::annotate(&bytes, &remarks, &by, &limits)?;
        Some(answer.map(|annotated| annotated.bytes).map_err(|error| Text::of_printed(&error.to_string())))
    }

    /// Writes the index of all files, those without a letter too.
    fn index(&self, lines: Vec<[String; 8]>) -> Result<Digest, String> {
        let heads = ["文件", "机关", "年度", "须修改", "请核对", "建议", "修改意见", "带批注的文件"].map(str::to_owned);
        let table = csv_table(std::iter::once(heads).chain(lines))?;
        self.save(Path::new(INDEX), table).map_err(|error| error.to_string())
    }

    fn save(&self, name: &Path, bytes: Vec<u8>) -> Result<Digest, gongkai::Error> {
        self.own.save(name, bytes, self.replacing)
    }
}

/// What was written about one file. It is small, since ten thousand of them wait for the index: a few words each, kept
/// among the large pieces that writing takes and gives back, would hold on to all of those.
struct Written {
    letter: bool,
    copy: Copied,
}

/// What became of the body's own file with remarks in it.
enum Copied {
    /// There is nothing to remark.
    None,
    /// Its format has no place for remarks.
    NoPlace,
    /// Why it has none.
    Not(Text),
    /// It was written, with this digest.
    As(Digest),
}

/// A file's line of the index.
fn line(pending: &Pending, written: &Written, letter: Option<&Path>, copy: Option<&Path>) -> [String; 8] {
    let of = |weight| pending.told.iter().filter(|told| told.fault.weight == weight).count().to_string();
    let counts = [Weight::Must, Weight::Check, Weight::Suggested].map(of);
    let [must, check, suggested] = if pending.error.is_some() { Default::default() } else { counts };
    let letter = match (&pending.error, letter) {
        (_, Some(letter)) => letter.display().to_string(),
        (Some(error), None) => format!("读不了：{}", error.zh),
        (None, None) => "没有问题".to_owned(),
    };
    let copy = match &written.copy {
        Copied::None => String::new(),
        Copied::NoPlace => "这种格式不加批注".to_owned(),
        Copied::Not(why) => format!("没有加批注：{}", why.zh),
        Copied::As(_) => copy.unwrap_or(Path::new("")).display().to_string(),
    };
    let organ = pending.organ.clone().unwrap_or_default();
    let year = pending.year.map(|year| year.to_string()).unwrap_or_default();
    [pending.file.display().to_string(), organ, year, must, check, suggested, letter, copy]
}

/// The name of a letter. A name may hold dots of its own.
fn letter_name(name: &Path, format: Format) -> PathBuf {
    PathBuf::from(format!("{}-修改意见.{format}", name.display()))
}

/// The name of a body's own file with remarks in it.
fn copy_name(name: &Path, ending: &str) -> PathBuf {
    PathBuf::from(format!("{}-批注.{ending}", name.display()))
}
