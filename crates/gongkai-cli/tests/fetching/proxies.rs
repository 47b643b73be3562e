//! An office that reaches the web through a proxy alone.

use std::collections::BTreeMap;
use std::io::{self, Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::sync::{Arc, Mutex};

use gongkai::Format;

use crate::run::gongkai_with;
use crate::server::{Server, head, header, listen, page, to};
use crate::{fetch_with, report_in};

/// A proxy that knows some sites, each on a port of this machine, and wants to be told a word where one is given.
struct Proxy {
    port: u16,
    /// What it was asked, with the method.
    asked: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    fn of(sites: &[(&str, u16)], word: Option<&'static str>) -> Self {
        let sites: BTreeMap<String, u16> = sites.iter().map(|(site, port)| ((*site).to_owned(), *port)).collect();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&asked);
        let port = listen(move |mut stream| {
            let lines = head(&mut stream);
            let Some(first) = lines.first() else { return };
            let mut parts = first.split(' ');
            let (method, target) = (parts.next().unwrap(), parts.next().unwrap());
            seen.lock().unwrap().push(format!("{method} {target}"));
            if header(&lines, "proxy-authorization") != word {
                let _ = stream.write_all(b"HTTP/1.1 407 Who\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                return;
            }
            let rest = target.strip_prefix("http://").unwrap_or(target);
            let (site, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            let Some(port) = sites.get(site) else {
                let _ = stream.write_all(b"HTTP/1.1 403 No\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno");
                return;
            };
            let mut server = TcpStream::connect(("127.0.0.1", *port)).unwrap();
            if method == "CONNECT" {
                stream.write_all(b"HTTP/1.1 200 Go\r\n\r\n").unwrap();
            } else {
                let headers: String = lines.iter().skip(1).map(|line| format!("{line}\r\n")).collect();
                server.write_all(format!("{method} {path} HTTP/1.1\r\n{headers}\r\n").as_bytes()).unwrap();
            }
            let (mut up, mut down) = (stream.try_clone().unwrap(), server.try_clone().unwrap());
            std::thread::spawn(move || {
                let _ = io::copy(&mut up, &mut down);
                let _ = down.shutdown(Shutdown::Write);
            });
            let _ = io::copy(&mut server, &mut stream);
            let _ = stream.shutdown(Shutdown::Write);
        });
        Self { port, asked }
    }

    fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

#[test]
fn plain_sites_are_asked_for_by_the_whole_address_and_others_through_a_tunnel() {
    let server = Server::of(&[
        ("/a.html", page(report_in("青山镇人民政府", Format::Html))),
        ("/moved?x=1", to("http://other.qingshan.test/a.html")),
    ]);
    let folder = tempfile::tempdir().unwrap();
    let sites = [("www.qingshan.test", server.port), ("other.qingshan.test", server.port)];
    let proxy = Proxy::of(&sites, None);
    let list = "青山镇 http://www.qingshan.test/a.html\n绿水镇 http://www.qingshan.test/moved?x=1\n";
    let ran = fetch_with(folder.path(), list, &[("http_proxy", &proxy.address())], &[]);
    assert_eq!((ran.status, ran.out.matches("200/200").count()), (0, 2), "{}{}", ran.out, ran.err);
    assert!(ran.err.contains(&format!("经代理服务器 127.0.0.1:{} 取", proxy.port)), "{}", ran.err);
    let asked = proxy.asked();
    assert!(asked.contains(&"GET http://www.qingshan.test/a.html".to_owned()), "{asked:?}");
    assert!(asked.contains(&"GET http://other.qingshan.test/robots.txt".to_owned()), "{asked:?}");
    assert!(asked.iter().all(|line| line.starts_with("GET http://")), "{asked:?}");
    // The site is told who asks, and nothing that is the proxy's.
    assert!(server.asked.lock().unwrap().iter().all(|(_, agent)| agent.starts_with("gongkai/")));
    // A site that is named is asked itself; this machine always is.
    let direct = [("http_proxy", proxy.address()), ("no_proxy", "qingshan.test".to_owned())];
    let direct = direct.each_ref().map(|(name, value)| (*name, value.as_str()));
    let ran = fetch_with(folder.path(), "http://www.qingshan.test/a.html", &direct, &[]);
    assert!(ran.status == 2 && ran.err.contains("找不到这个网站"), "{}", ran.err);
    let ran = fetch_with(folder.path(), &server.at("/a.html"), &[("ALL_PROXY", &proxy.address())], &[]);
    assert_eq!((ran.status, proxy.asked().len()), (0, asked.len()), "{}", ran.err);
}

#[test]
#[cfg(target_os = "linux")]
fn encrypted_sites_are_judged_by_their_own_certificates_behind_a_proxy_too() {
    let authority = crate::secure::Authority::new();
    let folder = tempfile::tempdir().unwrap();
    let root = authority.written(folder.path());
    let whole = [("/a.html", page(report_in("青山镇人民政府", Format::Html)))];
    let good = Server::encrypted(&whole, authority.site("www.qingshan.test", 2020, 2120));
    let other = Server::encrypted(&whole, authority.site("elsewhere.test", 2020, 2120));
    let sites = [("www.qingshan.test:443", good.port), ("www.lushui.test:443", other.port)];
    let proxy = Proxy::of(&sites, Some("Basic 5bygOnBAc3M="));
    let list = "青山镇 https://www.qingshan.test/a.html\n绿水镇 https://www.lushui.test/a.html\n\
                红土镇 https://www.hongtu.test/a.html\n";
    let named = proxy.address().replace("http://", "http://%E5%BC%A0:p%40ss@");
    let trusted = ("SSL_CERT_FILE", root.as_str());
    let ran = fetch_with(folder.path(), list, &[trusted, ("HTTPS_PROXY", &named)], &[]);
    assert_eq!((ran.status, ran.out.matches("200/200").count()), (2, 1), "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("绿水镇: 网站的证书不可信，没有取：证书是别的网站的"), "{}", ran.err);
    let refused = format!("红土镇: 代理服务器 127.0.0.1:{} 不让连这个网站", proxy.port);
    assert!(ran.err.contains(&refused) && !ran.err.contains("p%40ss"), "{}", ran.err);
    assert!(proxy.asked().iter().all(|line| line.starts_with("CONNECT ") && line.ends_with(":443")));
    // Who does not say who he is is told what to do.
    let plain = "黄石镇 http://www.huangshi.test/\n";
    let both = [trusted, ("ALL_PROXY", &proxy.address())];
    let ran = fetch_with(folder.path(), &format!("{list}{plain}"), &both, &[]);
    assert!(ran.status == 2 && ran.err.matches("要用户名和密码").count() == 4, "{}", ran.err);
}

#[test]
fn no_proxy_is_asked_for_what_is_private() {
    let proxy = Proxy::of(&[], None);
    let folder = tempfile::tempdir().unwrap();
    let inside = Server::of(&[("/x", page("secret"))]);
    let site = Server::of(&[("/sent", to(inside.at("/x"))), ("/sent10", to("http://10.1.2.3/x"))]);
    let through = Proxy::of(&[("www.qingshan.test", site.port)], None);
    std::fs::write(folder.path().join("甲.txt"), "甲 http://10.0.0.1/x\n乙 https://192.168.1.1/x\n").unwrap();
    let sent = "丙 http://www.qingshan.test/sent\n丁 http://www.qingshan.test/sent10\n";
    std::fs::write(folder.path().join("丙.txt"), sent).unwrap();
    for (list, proxy) in [("甲.txt", &proxy), ("丙.txt", &through)] {
        let args = ["fetch", list, "-d", "公布", "--delay", "0"];
        let ran = gongkai_with(folder.path(), &[("ALL_PROXY", &proxy.address())], &args);
        assert_eq!((ran.status, ran.err.matches("网址指向内网或本机").count()), (2, 2), "{}", ran.err);
    }
    assert_eq!((proxy.asked(), inside.asked()), (Vec::<String>::new(), Vec::new()));
    assert!(through.asked().iter().all(|line| line.starts_with("GET http://www.qingshan.test/")));
}

#[test]
fn a_proxy_that_is_none_is_said() {
    let folder = tempfile::tempdir().unwrap();
    // A port that nobody listens on any more.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let list = "青山镇 http://www.qingshan.test/a\n绿水镇 https://www.qingshan.test/a\n";
    let ran = fetch_with(folder.path(), list, &[("ALL_PROXY", &format!("127.0.0.1:{port}"))], &[]);
    let said = format!("经代理服务器 127.0.0.1:{port} 连不上");
    assert_eq!((ran.status, ran.err.matches(&said).count()), (2, 2), "{}", ran.err);
    for (value, said) in [("socks5://u:secret@p:1", "socks5 代理"), ("http://", "不是代理的地址")] {
        let ran = fetch_with(folder.path(), list, &[("HTTPS_PROXY", value)], &[]);
        assert!(ran.status == 2 && ran.err.contains(said) && !ran.err.contains("secret"), "{}", ran.err);
    }
    // One that goes away in the middle.
    let silent = listen(|mut stream| drop(stream.read(&mut [0; 64])));
    let ran = fetch_with(folder.path(), list, &[("ALL_PROXY", &format!("127.0.0.1:{silent}"))], &[]);
    assert!(ran.status == 2 && ran.err.contains("2 个网址有问题"), "{}", ran.err);
}

#[test]
fn what_a_proxy_answers_itself_is_not_taken_for_the_site() {
    let proxy = Proxy::of(&[], None);
    let folder = tempfile::tempdir().unwrap();
    let ran = fetch_with(folder.path(), "青山镇 http://www.qingshan.test/a", &[("ALL_PROXY", &proxy.address())], &[]);
    assert!(ran.status == 2 && ran.err.contains("拒绝访问"), "{}", ran.err);
}
