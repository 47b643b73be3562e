//! Why nothing was brought from an address.

use std::time::Duration;

use gongkai::words::Text;

/// Why nothing was brought from an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It is no address.
    BadAddress(String),
    /// It leads elsewhere than to the web.
    NotWeb(String),
    /// It leads into a private network.
    Private,
    /// The site asks programs to leave it alone.
    Forbidden,
    /// The site cannot say what it asks of programs.
    Undecided,
    /// The server answers that there is nothing, or not for us.
    Status(u16),
    /// It sends on too often.
    TooManyRedirects(usize),
    /// It sends on to where we have been.
    Circle,
    /// There is more than is taken.
    TooLarge(usize),
    /// It did not come whole in time.
    NotWithin(Duration),
    /// There was no connection in time.
    NoConnectionWithin(Duration),
    /// Nobody knows the host.
    UnknownHost,
    /// There was no connection.
    NoConnection(String),
    /// Nobody whom the system trusts says that the site is what it claims to be.
    Untrusted(Untrusted),
    /// The site speaks no way of encrypting that is safe today.
    OldEncryption,
    /// The site does not encrypt where it should.
    NotEncrypted,
    /// The office's proxy cannot be reached.
    NoProxy(String, String),
    /// The office's proxy asks who is there.
    ProxyDenies(String),
    /// The office's proxy does not let through.
    ProxyRefuses(String, String),
    /// What came is no answer.
    Broken(String),
    /// What came is empty.
    Empty,
    /// What came is neither a page nor a document.
    OtherKind(Option<String>),
    /// Somebody asked to stop.
    Stopped,
}

/// Why a site's certificate is not trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Untrusted {
    Expired,
    NotYet,
    OtherSite,
    /// By nobody whom the system trusts, or by the site itself.
    UnknownIssuer,
    Revoked,
    Other(String),
}

impl Untrusted {
    fn in_words(&self) -> Text {
        match self {
            Self::Expired => Text::new("证书已过期", "the certificate has expired"),
            Self::NotYet => Text::new(
                "证书还没有生效，也可能是本机日期不对",
                "the certificate is not valid yet, or this machine's date is wrong",
            ),
            Self::OtherSite => Text::new("证书是别的网站的", "the certificate is another site's"),
            Self::UnknownIssuer => Text::new(
                "证书不是本机信任的机构签发的（或者是自签名的）；单位自有的根证书，请先装进系统",
                "nobody whom this machine trusts issued the certificate, or the site itself did; an office's own \
                 authority has to be installed in the system first",
            ),
            Self::Revoked => Text::new("证书已吊销", "the certificate has been revoked"),
            Self::Other(why) => Text::new(format!("“{why}”"), format!("“{why}”")),
        }
    }
}

impl Refusal {
    /// What is said of it.
    pub(super) fn in_words(&self) -> Text {
        let two = |zh: String, en: String| Text::new(zh, en);
        match self {
            Self::BadAddress(address) => two(format!("不是网址：“{address}”"), format!("no address: “{address}”")),
            Self::NotWeb(scheme) => two(
                format!("只取 http、https 的网址，不取“{scheme}”"),
                format!("only addresses of http and https are fetched, not “{scheme}”"),
            ),
            Self::Private => Text::new(
                "网址指向内网或本机，没有取；确要取的，加 --allow-private",
                "the address leads into a private network; add --allow-private if that is meant",
            ),
            Self::Forbidden => Text::new(
                "网站的 robots.txt 不允许程序读取，请用浏览器打开后另存",
                "the site's robots.txt asks programs to leave it alone; save the page from a browser",
            ),
            Self::Undecided => Text::new(
                "网站的 robots.txt 暂时读不到，没有取；请稍后再取",
                "the site's robots.txt cannot be read at present; try again later",
            ),
            Self::Status(404 | 410) => {
                Text::new("网页不存在（已删除或移走）", "the page does not exist (deleted or moved)")
            }
            Self::Status(401 | 403) => {
                Text::new("网站拒绝访问，请用浏览器打开后另存", "the site denies access; save the page from a browser")
            }
            Self::Status(429) => {
                Text::new("网站说请求太多，请稍后再取", "the site says there are too many requests; try again later")
            }
            Self::Status(status) => two(format!("网站答复 {status}"), format!("the site answers {status}")),
            Self::TooManyRedirects(most) => {
                two(format!("转向超过 {most} 次"), format!("sent on more than {most} times"))
            }
            Self::Circle => Text::new("网址互相转向，没有尽头", "the addresses send on to each other in a circle"),
            Self::TooLarge(most) => {
                let most = most >> 20;
                two(
                    format!("超过 {most} MB，没有取；可以用 --max-mb 放宽"),
                    format!("more than {most} MB; --max-mb allows more"),
                )
            }
            Self::NotWithin(time) => {
                let seconds = time.as_secs();
                two(
                    format!("{seconds} 秒内没有取完；可以用 --timeout 放宽"),
                    format!("not whole within {seconds} s; --timeout allows more"),
                )
            }
            Self::NoConnectionWithin(time) => {
                let seconds = time.as_secs();
                two(format!("{seconds} 秒内没有连上"), format!("no connection within {seconds} s"))
            }
            Self::UnknownHost => Text::new("找不到这个网站（域名不存在，或没有联网）", "no such host, or no network"),
            Self::NoConnection(why) => two(format!("连不上：“{why}”"), format!("no connection: “{why}”")),
            Self::Untrusted(why) => {
                let why = why.in_words();
                two(
                    format!("网站的证书不可信，没有取：{}", why.zh),
                    format!("the site's certificate is not trusted: {}", why.en),
                )
            }
            Self::OldEncryption => Text::new(
                "与网站商定不了加密方式（多半是网站只支持过旧的 TLS），没有取；请用浏览器打开后另存",
                "no way of encrypting is agreed on with the site, which may know old ones alone; save the page from a browser",
            ),
            Self::NotEncrypted => Text::new(
                "网站在这个端口上没有加密，没有取；网址或许应写 http://",
                "the site does not encrypt there; perhaps the address should begin with http://",
            ),
            Self::NoProxy(proxy, why) => {
                let why = if why.is_empty() { String::new() } else { format!("：“{why}”") };
                let en = why.replace('：', ": ");
                two(
                    format!("经代理服务器 {proxy} 连不上{why}；请核对环境变量，或把网站写进 NO_PROXY"),
                    format!(
                        "no connection by the proxy {proxy}{en}; check the environment, or name the site in NO_PROXY"
                    ),
                )
            }
            Self::ProxyDenies(proxy) => two(
                format!("代理服务器 {proxy} 要用户名和密码，请写进环境变量：http://用户名:密码@{proxy}"),
                format!("the proxy {proxy} wants a name and a password; set them as http://name:password@{proxy}"),
            ),
            Self::ProxyRefuses(proxy, why) => two(
                format!("代理服务器 {proxy} 不让连这个网站：“{why}”"),
                format!("the proxy {proxy} does not let through: “{why}”"),
            ),
            Self::Broken(why) => {
                two(format!("网站的答复有误：“{why}”"), format!("the site's answer is broken: “{why}”"))
            }
            Self::Empty => Text::new("网页是空的", "the page is empty"),
            Self::OtherKind(None) => {
                Text::new("既不是网页，也不是可读的文件", "neither a page nor a file of a kind that is read")
            }
            Self::OtherKind(Some(what)) => {
                let what = Text::of_printed(what);
                two(
                    format!("既不是网页，也不是可读的文件：{}", what.zh),
                    format!("neither a page nor a file of a kind that is read: {}", what.en),
                )
            }
            Self::Stopped => Text::new("已中断", "stopped"),
        }
    }
}
