//! The local page's server: who may speak to it, how much it takes on, and what it says when it refuses.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use planlint::web::serve::{ServeLimits, serve};

const PLAN: &str = "# Carers strategy 2020 to 2024\n\nWe aspire to be a place where no carer is lonely. The Café group – run \
                    by volunteers – meets monthly for isolated carers, led by the Head of Carers.\n";

/// A server with `limits`, which ends with the tests.
fn server(limits: ServeLimits) -> SocketAddr {
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || serve(0, limits, move |address| tell.send(address).unwrap()));
    told.recv().unwrap()
}

fn quick() -> ServeLimits {
    ServeLimits { most_bytes: 1 << 20, turn: Duration::from_millis(200), ..ServeLimits::default() }
}

/// An answer: its status, its head and its body.
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

fn open(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

fn answer(mut stream: TcpStream) -> Answer {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer but {text:?}"));
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, head: head.to_owned(), body: body.to_owned() }
}

/// Sends a request with these headers beside `Host` and `Connection`.
fn ask(address: SocketAddr, line: &str, headers: &[&str], body: &[u8]) -> Answer {
    let host = format!("Host: {address}");
    let mut all = vec![host.as_str(), "Connection: close"];
    if headers.iter().any(|header| header.starts_with("Host:")) {
        all.remove(0);
    }
    all.extend(headers);
    let length = format!("Content-Length: {}", body.len());
    all.push(&length);
    let mut stream = open(address);
    write!(stream, "{line} HTTP/1.1\r\n{}\r\n\r\n", all.join("\r\n")).unwrap();
    stream.write_all(body).unwrap();
    answer(stream)
}

const PLAIN: &str = "Content-Type: application/octet-stream";

fn post(address: SocketAddr, path: &str, asked: &str, plan: &[u8]) -> Answer {
    let body = [asked.as_bytes(), b"\n", plan].concat();
    ask(address, &format!("POST {path}"), &[PLAIN, &format!("Origin: http://{address}")], &body)
}

#[test]
fn the_page_and_its_files_come_with_headers_that_keep_it_to_itself() {
    let address = server(quick());
    let page = ask(address, "GET /", &[], b"");
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    let policy = page.header("content-security-policy").unwrap();
    for part in ["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"] {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(!policy.contains("unsafe"), "{policy}");
    assert_eq!(page.header("cache-control"), Some("no-store"));
    assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
    for address_of_file in page.body.split(['"', '\'']).filter(|part| part.ends_with(".js") || part.ends_with(".css")) {
        assert_eq!(ask(address, &format!("GET /{address_of_file}"), &[], b"").status, 200, "{address_of_file}");
    }
}

#[test]
fn every_module_that_a_module_names_is_served() {
    let address = server(quick());
    let mut left = vec!["page.js".to_owned()];
    let mut seen = Vec::new();
    while let Some(name) = left.pop() {
        let file = ask(address, &format!("GET /{name}"), &[], b"");
        assert_eq!(file.status, 200, "{name}");
        seen.push(name);
        let named = file.body.split("from \"./").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned);
        left.extend(named.filter(|name| !seen.contains(name)));
    }
    assert!(seen.len() > 5, "{seen:?}");
}

#[test]
fn no_script_or_style_stands_in_the_page_itself() {
    let page = ask(server(quick()), "GET /", &[], b"").body;
    assert!(!page.contains("<style") && !page.contains(" style=") && !page.contains(" onclick"), "{page}");
    assert!(page.split("<script").skip(1).all(|script| script.contains(" src=") && script.contains("></script>")));
}

#[test]
fn a_plan_comes_back_with_its_evidence_and_what_is_missing() {
    let address = server(quick());
    let answer = post(address, "/page", r#"{"name":"carers.md"}"#, PLAN.as_bytes());
    assert_eq!(answer.status, 200, "{}", answer.body);
    let page = answer.json();
    assert_eq!(page["title"], "Carers strategy 2020 to 2024");
    let passages = page["passages"].as_array().unwrap();
    assert!(!passages.is_empty());
    let findings = page["outcomes"].as_array().unwrap().iter().filter(|outcome| !outcome["severity"].is_null());
    assert!(findings.clone().count() > 0 && findings.clone().all(|finding| finding["place"]["after"].is_u64()));
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let address = server(quick());
    let once = post(address, "/page", r#"{"name":"carers.md"}"#, PLAN.as_bytes());
    assert_eq!(once.body, post(address, "/page", r#"{"name":"carers.md"}"#, PLAN.as_bytes()).body);
}

#[test]
fn names_that_are_not_this_machines_own_are_refused() {
    let address = server(quick());
    let port = address.port();
    for host in ["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1", "0.0.0.0", "localhost.evil.example", ""]
    {
        let host = if host.contains(':') || host.is_empty() { host.to_owned() } else { format!("{host}:{}", port ^ 1) };
        let refused = ask(address, "GET /", &[&format!("Host: {host}")], b"");
        assert_eq!(refused.status, 403, "{host}");
        assert!(refused.json()["help"].as_str().unwrap().contains(&address.to_string()));
    }
    let named = format!("Host: evil.example:{port}");
    assert_eq!(ask(address, "GET /about.json", &[&named], b"").status, 403);
    assert_eq!(ask(address, "GET /", &[&format!("Host: localhost:{port}")], b"").status, 200);
}

#[test]
fn two_hosts_or_two_origins_are_refused() {
    let address = server(quick());
    let host = format!("Host: {address}");
    assert_eq!(ask(address, "GET /", &[&host, "Host: evil.example"], b"").status, 403);
    let own = format!("Origin: http://{address}");
    assert_eq!(ask(address, "GET /", &[&own, "Origin: http://evil.example"], b"").status, 403);
}

#[test]
fn pages_of_other_origins_are_refused() {
    let address = server(quick());
    let other_port = format!("http://127.0.0.1:{}", address.port() ^ 1);
    let secure = format!("https://{address}");
    for origin in ["http://evil.example", "null", "", other_port.as_str(), secure.as_str()] {
        let refused = ask(address, "POST /page", &[PLAIN, &format!("Origin: {origin}")], b"{}\n# Plan\n");
        assert_eq!(refused.status, 403, "{origin}");
    }
    for site in ["cross-site", "same-site"] {
        let site = format!("Sec-Fetch-Site: {site}");
        assert_eq!(ask(address, "POST /page", &[PLAIN, &site], b"{}\n# Plan\n").status, 403);
        assert_eq!(ask(address, "GET /about.json", &[&site, "Sec-Fetch-Mode: no-cors"], b"").status, 403);
        assert_eq!(
            ask(address, "GET /", &[&site, "Sec-Fetch-Mode: navigate"], b"").status,
            200,
            "a link may lead here"
        );
    }
}

#[test]
fn a_form_of_another_site_cannot_send_a_plan() {
    let address = server(quick());
    for media in ["text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"] {
        let refused = ask(address, "POST /page", &[&format!("Content-Type: {media}")], b"{}\n# Plan\n");
        assert_eq!(refused.status, 415, "{media}");
    }
    let asked = ask(address, "OPTIONS /page", &["Origin: http://evil.example"], b"");
    assert!(asked.status == 403 && asked.header("access-control-allow-origin").is_none());
}

#[test]
fn other_methods_and_addresses_are_refused() {
    let address = server(quick());
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"] {
        assert_eq!(ask(address, &format!("{method} /page"), &[], b"").status, 405, "{method}");
    }
    for path in ["/nothing", "/../Cargo.toml", "/page.css/..", "/%2e%2e/Cargo.toml", "/page"] {
        assert_eq!(ask(address, &format!("GET {path}"), &[], b"").status, 404, "{path}");
    }
    assert_eq!(ask(address, "POST /download/rtf", &[PLAIN], b"{}\n# Plan\n").status, 404);
}

#[test]
fn a_file_that_is_too_large_is_refused_before_it_is_sent() {
    let address = server(ServeLimits::default());
    let mut stream = open(address);
    let began = Instant::now();
    write!(stream, "POST /page HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{PLAIN}\r\nContent-Length: 209715200\r\n\r\n{{}}\n")
        .unwrap();
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line).unwrap();
    assert!(line.contains(" 413 ") && began.elapsed() < Duration::from_secs(2), "{line}");
}

#[test]
fn a_file_that_grows_too_large_while_it_is_sent_is_refused() {
    let address = server(quick());
    let mut stream = open(address);
    write!(
        stream,
        "POST /page HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{PLAIN}\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    .unwrap();
    let piece = vec![b'a'; 64 << 10];
    for _ in 0..40 {
        if write!(stream, "{:x}\r\n", piece.len())
            .and_then(|()| stream.write_all(&piece))
            .and_then(|()| stream.write_all(b"\r\n"))
            .is_err()
        {
            break;
        }
    }
    let _ = stream.write_all(b"0\r\n\r\n");
    assert_eq!(answer(stream).status, 413);
    assert_eq!(ask(address, "GET /", &[], b"").status, 200, "and others are served");
}

#[test]
fn a_large_file_that_is_sent_all_the_same_still_reads_the_refusal() {
    let address = server(quick());
    let refused = post(address, "/page", r#"{"name":"big.txt"}"#, &vec![b'a'; 8 << 20]);
    assert_eq!(refused.status, 413);
    assert_eq!(refused.json()["message"], "the file is larger than 1 MB");
}

#[test]
fn a_plan_sent_while_others_are_under_way_waits_and_is_then_refused_or_checked() {
    let address = server(ServeLimits { at_once: 1, ..quick() });
    let mut first = open(address);
    write!(first, "POST /page HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{PLAIN}\r\nContent-Length: 300\r\n\r\n{{\"name\":")
        .unwrap();
    std::thread::sleep(Duration::from_millis(100));
    let second = post(address, "/page", r#"{"name":"carers.md"}"#, PLAN.as_bytes());
    assert_eq!((second.status, second.header("retry-after")), (503, Some("5")), "{}", second.body);
    drop(first);
    std::thread::sleep(Duration::from_millis(100));
    assert_eq!(post(address, "/page", r#"{"name":"carers.md"}"#, PLAN.as_bytes()).status, 200);
}

#[test]
fn plans_sent_at_once_are_all_checked() {
    let address = server(ServeLimits { turn: Duration::from_secs(20), ..quick() });
    let sent: Vec<_> = (0..6)
        .map(|_| std::thread::spawn(move || post(address, "/page", r#"{"name":"carers.md"}"#, PLAN.as_bytes()).status))
        .collect();
    assert!(sent.into_iter().all(|sent| sent.join().unwrap() == 200));
}

#[test]
fn a_plan_that_takes_too_long_to_arrive_is_given_up() {
    let address = server(ServeLimits { body: Duration::from_millis(200), head: Duration::from_millis(200), ..quick() });
    let mut slow = open(address);
    write!(
        slow,
        "POST /page HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{PLAIN}\r\nContent-Length: 300\r\n\r\n{{"
    )
    .unwrap();
    assert_eq!(answer(slow).status, 408);
    let mut silent = open(address);
    silent.write_all(b"GET / HTTP/1.1\r\n").unwrap();
    let mut rest = Vec::new();
    let _ = silent.read_to_end(&mut rest);
    assert!(!String::from_utf8_lossy(&rest).contains(" 200 "), "a head that never ends is not waited for");
}

#[test]
fn what_cannot_be_read_is_said_with_the_way_out() {
    let address = server(quick());
    let cases: [(&str, &[u8], &str); 4] = [
        (r#"{"name":"scan.xyz"}"#, b"\x00\x01\x02\x03", "scan.xyz"),
        (r#"{"name":"old.doc"}"#, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old.doc"),
        (r#"{"name":"carers.md","kind":"carers-stratgy"}"#, b"# Plan", "no kind of plan called"),
        (r#"{"name":"carers.md","as_of":"yesterday"}"#, b"# Plan", "not a date"),
    ];
    for (asked, bytes, words) in cases {
        let refused = post(address, "/page", asked, bytes);
        assert_eq!(refused.status, 422, "{asked}");
        assert!(refused.json()["message"].as_str().unwrap().contains(words), "{}", refused.body);
        assert!(!refused.json()["help"].as_str().unwrap().is_empty(), "{}", refused.body);
    }
    for body in ["", "\n", "{}", "not json\n# Plan", "{\"unknown\":1}\n# Plan"] {
        assert_eq!(ask(address, "POST /page", &[PLAIN], body.as_bytes()).status, 400, "{body}");
    }
}

#[test]
fn an_empty_plan_is_undecided_and_says_so() {
    let page = post(server(quick()), "/page", r#"{"name":"empty.md"}"#, b"").json();
    assert!(
        page["undecided"].as_str().unwrap().contains("no words could be read; look whether"),
        "{}",
        page["undecided"]
    );
    assert_eq!(page["verdicts"]["met"], 0);
}

#[test]
fn the_json_download_is_what_check_prints() {
    let address = server(quick());
    let file = post(
        address,
        "/download/json",
        r#"{"name":"examples/northmoor-draft.md"}"#,
        include_bytes!("../examples/northmoor-draft.md"),
    );
    let checked = Command::new(env!("CARGO_BIN_EXE_planlint"))
        .args(["check", "--format", "json", "examples/northmoor-draft.md"])
        .output()
        .unwrap();
    assert_eq!(file.body, String::from_utf8(checked.stdout).unwrap());
}

/// The command, running; ended when let go.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn the_command_says_where_the_page_is_and_that_a_port_is_taken() {
    let command = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_planlint"));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    };
    let mut running = Running(command().args(["serve", "--port", "0"]).spawn().unwrap());
    let mut line = String::new();
    BufReader::new(running.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address: SocketAddr = line.split("http://").nth(1).unwrap().split('/').next().unwrap().parse().unwrap();
    assert!(address.ip().is_loopback());
    assert_eq!(ask(address, "GET /", &[], b"").status, 200);
    let second = command().args(["serve", "--port", &address.port().to_string()]).output().unwrap();
    let said = String::from_utf8(second.stderr).unwrap();
    assert_eq!(second.status.code(), Some(2));
    assert!(said.contains("is taken") && said.contains("--port"), "{said}");
}
