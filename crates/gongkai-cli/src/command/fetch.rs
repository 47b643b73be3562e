//! `gongkai fetch`: bringing published reports from the web, the one command that reaches out to a network.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use gongkai::characters::one_line;
use gongkai::words::Text;
use gongkai::{Limits, Replace, WriteOptions};
use gongkai_policy::{Address, read_addresses};
use gongkai_wire::{FetchRecord, Fetched, Words};

use crate::count::count;
use crate::fetching::{Brought, Keeper, Manners, Proxies, Visitor, bring};
use crate::inputs::FETCH_RECORD;
use crate::language::Language;
use crate::lock::Held;
use crate::run_files::{Reads, Replacing, shown};
use crate::{Status, Terminal, batch, bodies, command};

/// How many hosts are visited at once.
const AT_ONCE: usize = 4;

/// 按网址名单取回已公布的年度报告：网页，或网页里只给了链接的附件（bring published reports from the web）
///
/// 名单每行一个网址，前后可以有机关名称（.txt、.csv、.xlsx、.xls）。每个网站一次只取一个，两次之间停一停，遵守 robots.txt；
/// 只取 http、https，不取内网地址。要经代理上网的，用环境变量 HTTPS_PROXY、HTTP_PROXY、NO_PROXY 写明。
/// 取来的文件不替换已有的；从哪里、什么时候取来的，记在“公布记录.json”。
///
/// 例 / example:
///   gongkai fetch 网址.txt -d 已公布/ && gongkai compare 报送/ 已公布/
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct FetchPages {
    /// 网址名单（the list of addresses）
    #[arg(value_name = "LIST")]
    list: PathBuf,
    /// 取来的文件放到这个文件夹（the folder for what is brought）
    #[arg(short = 'd', long = "dir", value_name = "DIR")]
    folder: PathBuf,
    /// 同一网站两次之间停几秒（seconds between two requests to a host）
    #[arg(long, value_name = "SECONDS", default_value_t = 2, value_parser = count(0_u64..=600))]
    delay: u64,
    /// 每个网址最多几秒（seconds that an address may take in all）
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = count(1_u64..=3600))]
    timeout: u64,
    /// 连接最多几秒（seconds that making a connection may take）
    #[arg(long = "connect-timeout", value_name = "SECONDS", default_value_t = 15, value_parser = count(1_u64..=3600))]
    connect: u64,
    /// 每个文件最多几 MB（the most that is taken of a file, in MB）
    #[arg(long = "max-mb", value_name = "MB", default_value_t = 50, value_parser = count(1_u16..=1000))]
    most: u16,
    /// 最多转向几次（how often one may be sent on）
    #[arg(long = "max-redirects", value_name = "COUNT", default_value_t = 5, value_parser = count(0_u8..=20))]
    redirects: u8,
    /// 也取内网和本机的网址（addresses of private networks too）
    #[arg(long = "allow-private")]
    private: bool,
    #[command(flatten)]
    replacing: Replacing,
}

impl FetchPages {
    pub(crate) fn run(self, language: Language, terminal: &mut Terminal<'_>) -> Status {
        match self.bring(language, terminal) {
            Ok(status) => status,
            Err(said) => {
                terminal.diagnose(&said);
                Status::Failed
            }
        }
    }

    fn bring(&self, language: Language, terminal: &mut Terminal<'_>) -> Result<Status, String> {
        let bytes = bodies::list_bytes(&self.list, language)?;
        let listed =
            read_addresses(&bytes).map_err(|error| command::check::wrong_policy(language, &self.list, &error))?;
        for said in &listed.remarks {
            terminal.note(&format!("{}: {}", language.note(), language.of(said)));
        }
        let record = self.folder.join(FETCH_RECORD);
        if let Err(status) = Reads::of([&self.list]).before_writing([&record], language, terminal) {
            return Ok(status);
        }
        // A file of that name which is none of ours is better said before than after.
        recorded(&record, language)?;
        let proxies = Proxies::of_environment()
            .map_err(|wrong| format!("{}: {}", language.error(), language.of(&wrong.in_words())))?;
        for proxy in proxies.shown() {
            terminal.note(&match language {
                Language::Zh => format!("注意: 按环境变量，经代理服务器 {proxy} 取"),
                Language::En => format!("note: as the environment says, by the proxy {proxy}"),
            });
        }
        let manners = Manners {
            delay: Duration::from_secs(self.delay),
            connect: Duration::from_secs(self.connect),
            whole: Duration::from_secs(self.timeout),
            most_bytes: usize::from(self.most) << 20,
            most_redirects: usize::from(self.redirects),
            private_too: self.private,
        };
        let visitor = Visitor::new(manners, proxies);
        let (mut brought, undone) = all(&visitor, &listed.all, terminal);
        let mut status = command::say_undone(terminal, language, undone);
        let mut keeper = Keeper::new(&self.folder, self.replacing.force);
        let mut problems: Vec<String> = Vec::new();
        for one in &mut brought {
            if let Err(error) = keeper.keep(one) {
                one.failed = true;
                one.fetched.problems.push(Words::from(&Text::of_printed(&error.to_string())));
            }
            status = status.max(match (one.failed, one.fetched.problems.is_empty()) {
                (true, _) => Status::Failed,
                (false, false) => Status::Findings,
                (false, true) => Status::Fine,
            });
            let (name, fetched) = (called(&one.fetched), &one.fetched);
            status = status.max(terminal.print(&lines(&name, fetched, language)));
            problems
                .extend(fetched.problems.iter().map(|said| format!("  {name}: {}", language.pick(&said.zh, &said.en))));
        }
        if !problems.is_empty() {
            let count = brought.iter().filter(|one| !one.fetched.problems.is_empty()).count();
            let (zh, en) = (format!("{count} 个网址有问题："), format!("{count} addresses have problems:"));
            terminal.diagnose(&format!("{}\n{}", language.pick(zh, en), problems.join("\n")));
        }
        if brought.is_empty() {
            return Ok(status);
        }
        write_record(&record, brought, language)?;
        Ok(status)
    }
}

/// What is brought from all addresses, in their order: several hosts at once, each of them one at a time.
fn all(visitor: &Visitor, listed: &[Address], terminal: &Terminal<'_>) -> (Vec<Brought>, usize) {
    let mut by_host: BTreeMap<String, Vec<(usize, &Address)>> = BTreeMap::new();
    for (index, address) in listed.iter().enumerate() {
        let after = address.address.split("://").nth(1).unwrap_or_default();
        let host = after.split(['/', '?', '#', ':']).next().unwrap_or_default().to_ascii_lowercase();
        by_host.entry(host).or_default().push((index, address));
    }
    let hosts: Vec<Vec<(usize, &Address)>> = by_host.into_values().collect();
    let bar = terminal.bar(listed.len());
    // The bar counts hosts as they are done; what is shown beside it says which is visited.
    bar.set_length(u64::try_from(hosts.len()).unwrap_or(u64::MAX));
    let name = |host: &Vec<(usize, &Address)>| host.first().map(|(_, one)| one.address.clone()).unwrap_or_default();
    let work = |host: &Vec<(usize, &Address)>| {
        let undone = |_: &&(usize, &Address)| !batch::is_stopped();
        host.iter().take_while(undone).map(|(index, one)| (*index, bring(visitor, one, now()))).collect::<Vec<_>>()
    };
    let broken = |host: &Vec<(usize, &Address)>, said: String| {
        let failed = |(index, one): &(usize, &Address)| {
            let problem = Words::new(format!("程序内部错误：“{said}”"), format!("an error of the program: “{said}”"));
            let fetched = Fetched {
                organ: one.organ.clone(),
                address: one.address.clone(),
                at: now(),
                page: None,
                attachments: Vec::new(),
                problems: vec![problem],
            };
            (*index, Brought { fetched, kept: Vec::new(), failed: true })
        };
        host.iter().map(failed).collect()
    };
    let (brought, _) = batch::all(&hosts, Some(AT_ONCE), &bar, name, work, broken);
    let mut brought: Vec<(usize, Brought)> = brought.into_iter().flatten().collect();
    brought.sort_by_key(|(index, _)| *index);
    let undone = listed.len() - brought.len();
    (brought.into_iter().map(|(_, one)| one).collect(), undone)
}

fn now() -> String {
    jiff::ZonedDateTime::now().strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

fn called(fetched: &Fetched) -> String {
    one_line(fetched.organ.as_deref().unwrap_or(&fetched.address)).into_owned()
}

/// What is printed of an address: each file that was kept, and how much of a report was read in it.
fn lines(name: &str, fetched: &Fetched, language: Language) -> String {
    let files = fetched.page.iter().chain(&fetched.attachments);
    let kept = files.filter_map(|one| {
        let (file, read, expected) = (one.file.as_ref()?, one.cells_read, one.cells_expected);
        Some(match language {
            Language::Zh => format!("{name}: {file}，读出 {read}/{expected} 个单元格\n"),
            Language::En => format!("{name}: {file}, {read} of {expected} cells read\n"),
        })
    });
    kept.collect()
}

/// What earlier runs recorded.
fn recorded(path: &Path, language: Language) -> Result<Vec<Fetched>, String> {
    if !path.exists() {
        return Ok(Vec::new());
    }
    let failed = |error: &gongkai::Error| command::describe(language, error);
    let bytes = gongkai::read_file(path, Limits::default().file_bytes).map_err(|error| failed(&error))?;
    let record: Result<FetchRecord, _> = serde_json::from_slice(&bytes);
    match record {
        Ok(record) if record.version == gongkai_wire::VERSION => Ok(record.fetched),
        _ => {
            let (zh, en) = ("不是本程序的公布记录，没有改写；请移走或改名", "no record of this program; move it away");
            Err(format!("{}: {}: {}", language.error(), shown(path), language.pick(zh, en)))
        }
    }
}

/// Puts what was brought behind what earlier runs recorded; two runs at once both stand in the record.
fn write_record(path: &Path, brought: Vec<Brought>, language: Language) -> Result<(), String> {
    let failed = |error: &gongkai::Error| command::describe(language, error);
    let folder = path.parent().unwrap_or(Path::new("."));
    let refused = |error: &std::io::Error| {
        let why = gongkai::refusal(error);
        format!("{}: {}: {}", language.error(), shown(path), language.of(&why))
    };
    std::fs::create_dir_all(folder).map_err(|error| refused(&error))?;
    let _held = Held::beside(path).map_err(|error| refused(&error))?;
    let mut fetched = recorded(path, language)?;
    fetched.extend(brought.into_iter().map(|one| one.fetched));
    let record = FetchRecord { version: gongkai_wire::VERSION, fetched };
    let json = serde_json::to_string_pretty(&record).map_err(|error| error.to_string())?;
    let options = WriteOptions::default().with_replace(Replace::Always);
    gongkai::save_unsealed(path, format!("{json}\n").into_bytes(), &options).map_err(|error| failed(&error))
}
