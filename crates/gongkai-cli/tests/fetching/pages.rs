//! What sites send, and what is kept of it.

use std::fs;

use gongkai::Format;

use crate::run::{gongkai, names};
use crate::server::{Sends, Server, page, status, to};
use crate::{fetch, record, report_in};

#[test]
fn pages_come_with_a_record_of_where_they_came_from() {
    let whole = report_in("青山镇人民政府", Format::Html);
    // As old sites send pages: in one encoding, saying that it is another.
    let gbk = encoding_rs::GBK.encode(std::str::from_utf8(&whole).unwrap()).0.into_owned();
    let server = Server::of(&[
        ("/robots.txt", Sends::This(200, Vec::new(), b"User-agent: *\nDisallow: /private\n".to_vec())),
        ("/utf8.html", page(whole.clone())),
        ("/gbk.html", page(gbk)),
        ("/moved", to("/step")),
        ("/step", to("utf8.html#top")),
        ("/refresh", page("<html><head><meta http-equiv='refresh' content='0; url=utf8.html'></head></html>")),
    ]);
    let folder = tempfile::tempdir().unwrap();
    let list = format!(
        "青山镇人民政府\t{}\n绿水镇人民政府,{}\n{}\n{} 红土镇人民政府\n",
        server.at("/utf8.html"),
        server.at("/gbk.html"),
        server.at("/moved"),
        server.at("/refresh"),
    );
    let ran = fetch(folder.path(), &list, &[]);
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    assert_eq!(
        names(&folder.path().join("公布")),
        ["127.0.0.1_utf8.html", "公布记录.json", "红土镇人民政府.html", "绿水镇人民政府.html", "青山镇人民政府.html"]
    );
    assert_eq!(ran.out.matches("200/200").count(), 4, "{}", ran.out);
    let record = record(folder.path());
    assert_eq!(record["fetched"][2]["page"]["redirects"], serde_json::json!([server.at("/moved"), server.at("/step")]));
    assert_eq!(record["fetched"][0]["page"]["sha256"], gongkai::Digest::of(&whole).to_string());
    assert_eq!(record["fetched"][3]["page"]["redirects"], serde_json::json!([server.at("/refresh")]));
    // Who asks is said, and the site's wishes are asked for once.
    assert!(server.asked.lock().unwrap().iter().all(|(_, agent)| agent.starts_with("gongkai/")));
    assert_eq!(server.asked().iter().filter(|path| *path == "/robots.txt").count(), 1);
    // What was brought is a folder of reports, the record among them is none; again, nothing changes but the record.
    let ran = gongkai(folder.path(), &["check", "公布", "--format", "csv"]);
    assert!(ran.err.contains("跳过 1 个其他文件：公布/公布记录.json"), "{}", ran.err);
    let before = names(&folder.path().join("公布"));
    assert_eq!(fetch(folder.path(), &list, &[]).status, 0);
    assert_eq!(names(&folder.path().join("公布")), before);
    assert_eq!(self::record(folder.path())["fetched"].as_array().unwrap().len(), 8);
}

#[test]
fn what_a_page_only_links_to_is_brought() {
    let docx = report_in("青山镇人民政府", Format::Docx);
    let xlsx = report_in("绿水镇人民政府", Format::Xlsx);
    let server = Server::of(&[
        (
            "/a/index.html",
            page(
                "<html><body><a href='/'>首页</a><a href='../files/2024.docx'>附件：青山镇2024年度报告.docx</a></body></html>",
            ),
        ),
        (
            "/files/2024.docx",
            Sends::This(
                200,
                vec![
                    ("Content-Type", "application/octet-stream".to_owned()),
                    ("Content-Disposition", "attachment; filename=\"../../evil.sh\"".to_owned()),
                ],
                docx,
            ),
        ),
        (
            "/b",
            page(
                "<html><body><p>年度报告</p><a href='/down?id=7'>绿水镇年报.xlsx（30KB）</a><a href='/x.zip'>x.zip</a></body></html>",
            ),
        ),
        ("/down?id=7", Sends::This(200, vec![("Content-Type", "text/html".to_owned())], xlsx)),
        ("/c", page("<html><body><a href='gone.doc'>年度报告.doc</a></body></html>")),
        ("/d", page("<html><body><iframe src='/v/viewer.html?file=/files/2024.docx'></iframe></body></html>")),
    ]);
    let folder = tempfile::tempdir().unwrap();
    let list = format!(
        "青山镇 {}\n绿水镇 {}\n红土镇 {}\n../../黄石镇 {}\n",
        server.at("/a/index.html"),
        server.at("/b"),
        server.at("/c"),
        server.at("/d"),
    );
    let ran = fetch(folder.path(), &list, &[]);
    assert_eq!(ran.status, 1, "{}{}", ran.out, ran.err);
    assert_eq!(
        names(&folder.path().join("公布")),
        [".._.._黄石镇.docx", "公布记录.json", "红土镇.html", "绿水镇.xlsx", "青山镇.docx"]
    );
    assert_eq!(names(folder.path()), ["公布", "网址.txt"]);
    assert!(ran.err.contains("gone.doc: 网页不存在") && ran.err.contains("1 个网址有问题"), "{}", ran.err);
    let ran =
        gongkai(folder.path(), &["fetch", "网址.txt", "-d", "英", "--delay", "0", "--allow-private", "--lang", "en"]);
    assert!(ran.err.contains("the page does not exist") && !ran.err.contains("不存在"), "{}", ran.err);
}

#[test]
fn one_bad_address_stops_no_other_and_each_is_named_with_its_reason() {
    let server = Server::of(&[
        ("/robots.txt", Sends::This(200, Vec::new(), b"User-agent: gongkai\nDisallow: /forbidden\n".to_vec())),
        ("/good.html", page(report_in("青山镇人民政府", Format::Html))),
        ("/gone", status(410)),
        ("/denied", status(403)),
        ("/circle", to("/circle2")),
        ("/circle2", to("/circle")),
        ("/far0", to("/far1")),
        ("/far1", to("/far2")),
        ("/far2", to("/far3")),
        ("/far3", to("/good.html")),
        ("/file", to("file:///etc/passwd")),
        (
            "/picture",
            Sends::This(200, vec![("Content-Type", "text/html".to_owned())], b"\x89PNG\r\n\x1a\n\0\0\0".to_vec()),
        ),
        ("/empty", page("")),
        ("/endless", Sends::Endless),
        ("/large", Sends::This(200, Vec::new(), vec![b' '; 2 << 20])),
        ("/forbidden/x.html", page("secret")),
        ("/sent", to("/forbidden/x.html")),
    ]);
    let folder = tempfile::tempdir().unwrap();
    let paths = [
        "/gone",
        "/denied",
        "/circle",
        "/far0",
        "/file",
        "/picture",
        "/empty",
        "/endless",
        "/large",
        "/forbidden/x.html",
        "/sent",
        "/good.html",
    ];
    let list: String =
        paths.iter().map(|path| format!("单位{} {}\n", path.replace('/', "_"), server.at(path))).collect();
    let list = format!("ftp单位 ftp://127.0.0.1/x http://\n坏 http://[::\n{list}");
    let ran = fetch(folder.path(), &list, &["--max-mb", "1", "--max-redirects", "3"]);
    assert_eq!(ran.status, 2, "{}", ran.err);
    for (path, said) in [
        ("/gone", "网页不存在"),
        ("/denied", "拒绝访问"),
        ("/circle", "没有尽头"),
        ("/far0", "转向超过 3 次"),
        ("/file", "不取“file”"),
        ("/picture", "PNG 图片"),
        ("/empty", "网页是空的"),
        ("/endless", "超过 1 MB"),
        ("/large", "超过 1 MB"),
        ("/forbidden/x.html", "robots.txt 不允许"),
        ("/sent", "robots.txt 不允许"),
    ] {
        let name = format!("单位{}", path.replace('/', "_"));
        assert!(ran.err.lines().any(|line| line.contains(&name) && line.contains(said)), "{path}: {}", ran.err);
    }
    assert!(ran.err.contains("坏: 不是网址"), "{}", ran.err);
    assert!(!server.asked().iter().any(|path| path.starts_with("/forbidden")), "{:?}", server.asked());
    assert_eq!(names(&folder.path().join("公布")), ["公布记录.json", "单位_good.html.html"]);
}

#[test]
fn private_networks_are_entered_only_where_that_is_meant() {
    let server = Server::of(&[("/x", page("secret"))]);
    let folder = tempfile::tempdir().unwrap();
    let port = server.port;
    let list: String = [
        format!("http://127.0.0.1:{port}/x"),
        format!("http://localhost:{port}/x"),
        format!("http://0x7f.1:{port}/x"),
        format!("http://[::ffff:127.0.0.1]:{port}/x"),
    ]
    .map(|address| format!("{address}\n"))
    .concat();
    fs::write(folder.path().join("网址.txt"), list).unwrap();
    let ran = gongkai(folder.path(), &["fetch", "网址.txt", "-d", "公布", "--delay", "0"]);
    assert_eq!((ran.status, ran.err.matches("网址指向内网或本机").count()), (2, 4), "{}", ran.err);
    assert!(server.asked().is_empty(), "{:?}", server.asked());
}

#[test]
fn what_does_not_come_in_time_is_given_up() {
    let server = Server::of(&[("/slow", Sends::Slow), ("/nothing", Sends::Nothing)]);
    let folder = tempfile::tempdir().unwrap();
    let list = format!("{}\n{}\n", server.at("/slow"), server.at("/nothing"));
    let ran = fetch(folder.path(), &list, &["--timeout", "5"]);
    assert_eq!((ran.status, ran.err.matches("5 秒内没有取完").count()), (2, 2), "{}", ran.err);
    assert_eq!(names(&folder.path().join("公布")), ["公布记录.json"]);
}

#[test]
fn a_site_that_cannot_say_what_it_asks_is_left_alone() {
    let server = Server::of(&[("/robots.txt", status(503)), ("/x", page("x"))]);
    let folder = tempfile::tempdir().unwrap();
    let ran = fetch(folder.path(), &server.at("/x"), &[]);
    assert!(ran.status == 2 && ran.err.contains("robots.txt 暂时读不到"), "{}", ran.err);
    assert_eq!(server.asked(), ["/robots.txt"]);
}

#[test]
fn lists_come_in_gbk_and_in_workbooks_and_files_that_are_there_stay() {
    let server = Server::of(&[("/a", page(report_in("青山镇人民政府", Format::Html)))]);
    let folder = tempfile::tempdir().unwrap();
    let list = format!("单位,网址\n青山镇,{}\n", server.at("/a"));
    let (gbk, _, _) = encoding_rs::GBK.encode(&list);
    fs::write(folder.path().join("名单.csv"), gbk).unwrap();
    fs::create_dir(folder.path().join("公布")).unwrap();
    fs::write(folder.path().join("公布/青山镇.html"), "mine").unwrap();
    let args = ["fetch", "名单.csv", "-d", "公布", "--delay", "0", "--allow-private"];
    let ran = gongkai(folder.path(), &args);
    assert!(ran.status == 0 && ran.out.contains("青山镇-2.html"), "{}{}", ran.out, ran.err);
    assert_eq!(fs::read_to_string(folder.path().join("公布/青山镇.html")).unwrap(), "mine");
    // A record of another's is not written over.
    fs::write(folder.path().join("公布/公布记录.json"), "{}").unwrap();
    let ran = gongkai(folder.path(), &args);
    assert!(ran.status == 2 && ran.err.contains("不是本程序的公布记录"), "{}", ran.err);
}

#[test]
fn what_a_page_asks_of_a_program_is_asked_in_its_own_encoding() {
    let docx = report_in("青山镇人民政府", Format::Docx);
    let asked = "/down.jsp?name=%C4%EA%B1%A8.docx";
    let text = "<html><head><meta charset=gb2312></head><body><p>年度报告见附件</p><a href='down.jsp?name=年报.docx'>年报.docx</a></body></html>";
    let server = Server::of(&[
        ("/a.html", page(encoding_rs::GBK.encode(text).0.into_owned())),
        (asked, Sends::This(200, Vec::new(), docx)),
    ]);
    let folder = tempfile::tempdir().unwrap();
    let ran = fetch(folder.path(), &format!("青山镇 {}", server.at("/a.html")), &[]);
    assert_eq!((ran.status, ran.out.contains("青山镇.docx，读出 200/200")), (0, true), "{}{}", ran.out, ran.err);
    assert!(server.asked().iter().any(|path| path == asked), "{:?}", server.asked());
}

#[test]
fn of_an_endless_list_of_wishes_what_stands_in_front_counts() {
    let mut robots = b"User-agent: *\nDisallow: /closed\n".to_vec();
    robots.resize(3 << 20, b'#');
    let server = Server::of(&[
        ("/robots.txt", Sends::This(200, Vec::new(), robots)),
        ("/closed/a", page("x")),
        ("/open", page(report_in("青山镇人民政府", Format::Html))),
    ]);
    let folder = tempfile::tempdir().unwrap();
    let list = format!("甲 {}\n乙 {}\n", server.at("/closed/a"), server.at("/open"));
    let ran = fetch(folder.path(), &list, &[]);
    assert!(ran.status == 2 && ran.err.contains("甲: 网站的 robots.txt 不允许"), "{}", ran.err);
    assert!(ran.out.contains("乙.html") && !server.asked().iter().any(|path| path.starts_with("/closed")));
}
