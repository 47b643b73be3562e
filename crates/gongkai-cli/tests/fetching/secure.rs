//! Sites that encrypt, and what their certificates are worth.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::sync::Arc;

use gongkai::Format;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::server::{Sends, Server, listen, page, to};
use crate::{fetch, fetch_with, report_in};

/// An authority of an office's own, which issues certificates.
pub(crate) struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pem: String,
}

impl Authority {
    pub(crate) fn new() -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let pem = params.self_signed(&key).unwrap().pem();
        Self { issuer: Issuer::new(params, key), pem }
    }

    /// Writes what a system has to hold to trust it.
    pub(crate) fn written(&self, folder: &Path) -> String {
        let path = folder.join("根证书.pem");
        fs::write(&path, &self.pem).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// What a site shows whose certificate is for a name, and holds from one year to another.
    pub(crate) fn site(&self, name: &str, from: i32, to: i32) -> ServerConfig {
        let key = KeyPair::generate().unwrap();
        let certificate = of(name, from, to).signed_by(&key, &self.issuer).unwrap();
        showing(certificate.der().clone(), &key)
    }
}

fn of(name: &str, from: i32, to: i32) -> CertificateParams {
    let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
    (params.not_before, params.not_after) = (date_time_ymd(from, 1, 1), date_time_ymd(to, 1, 1));
    params
}

fn showing(certificate: CertificateDer<'static>, key: &KeyPair) -> ServerConfig {
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap()
}

#[test]
#[cfg(target_os = "linux")]
fn what_the_system_trusts_is_trusted_and_nothing_else() {
    let authority = Authority::new();
    let docx = report_in("绿水镇人民政府", Format::Docx);
    let link = "<html><body><a href='/2024.docx'>附件：年度报告.docx</a></body></html>";
    let whole = page(report_in("青山镇人民政府", Format::Html));
    let paths = [("/a.html", whole.clone()), ("/b", page(link)), ("/2024.docx", Sends::This(200, Vec::new(), docx))];
    let good = Server::encrypted(&paths, authority.site("127.0.0.1", 2020, 2120));
    let plain = Server::of(&[("/moved", to(good.at("/a.html")))]);
    let folder = tempfile::tempdir().unwrap();
    let root = authority.written(folder.path());
    let list = format!("青山镇 {}\n绿水镇 {}\n红土镇 {}\n", good.at("/a.html"), good.at("/b"), plain.at("/moved"));
    let ran = fetch_with(folder.path(), &list, &[("SSL_CERT_FILE", &root)], &[]);
    assert_eq!((ran.status, ran.out.matches("200/200").count()), (0, 3), "{}{}", ran.out, ran.err);

    let paths = [("/a.html", whole)];
    let key = KeyPair::generate().unwrap();
    let own = of("127.0.0.1", 2020, 2120).self_signed(&key).unwrap();
    let servers = [
        ("过期", authority.site("127.0.0.1", 2020, 2021), "证书已过期", "has expired"),
        ("未到", authority.site("127.0.0.1", 2119, 2120), "证书还没有生效", "not valid yet"),
        ("别家", authority.site("www.elsewhere.test", 2020, 2120), "证书是别的网站的", "another site's"),
        ("自签", showing(own.der().clone(), &key), "不是本机信任的机构签发的", "nobody whom this machine trusts"),
        ("外人", Authority::new().site("127.0.0.1", 2020, 2120), "不是本机信任的机构签发的", "nobody whom"),
    ]
    .map(|(name, config, zh, en)| (name, Server::encrypted(&paths, config), zh, en));
    let mut list: String =
        servers.iter().map(|(name, server, ..)| format!("{name} {}\n", server.at("/a.html"))).collect();
    // What does not speak that language says so in its own.
    let port = listen(|mut stream| {
        let _ = stream.read(&mut [0; 16]);
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
        let _ = stream.read_to_end(&mut Vec::new());
    });
    list.push_str(&format!("未加密 https://127.0.0.1:{port}/a.html\n"));
    let ran = fetch_with(folder.path(), &list, &[("SSL_CERT_FILE", &root)], &[]);
    let english = fetch_with(folder.path(), &list, &[("SSL_CERT_FILE", &root)], &["--lang", "en"]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{}", ran.err);
    for (name, server, zh, en) in &servers {
        let said = |ran: &str, words: &str| ran.lines().any(|line| line.contains(name) && line.contains(words));
        assert!(said(&ran.err, zh), "{name}: {}", ran.err);
        assert!(said(&english.err, en), "{name}: {}", english.err);
        assert!(server.asked().is_empty(), "{name}: {:?}", server.asked());
    }
    assert!(ran.err.lines().any(|line| line.contains("未加密: ") && line.contains("没有加密")), "{}", ran.err);
}

#[test]
fn an_authority_that_the_system_does_not_know_is_said() {
    let server = Server::encrypted(&[("/a", page("x"))], Authority::new().site("127.0.0.1", 2020, 2120));
    let folder = tempfile::tempdir().unwrap();
    let ran = fetch(folder.path(), &server.at("/a"), &[]);
    assert!(ran.status == 2 && ran.err.contains("网站的证书不可信，没有取"), "{}", ran.err);
    assert!(server.asked().is_empty(), "{:?}", server.asked());
}
