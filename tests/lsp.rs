//! The language server, spoken with as an editor does.

use std::path::{Path, PathBuf};

use lsp_server::{Connection, Message, Notification, Request, RequestId};
use serde_json::{Value, json};

use planlint::{Date, Options, RuleBook, Service, serve};

const PLAN: &str = "# Better Care Fund plan 2015/16\n\n## Prevention and early help\n\nWe hope to reduce “hidden” loneliness among older people in the years to come – it matters.\n\n## Finance\n\nThe pooled budget is £12m in the year and is reviewed by the board each quarter.\n";

/// The day that the editor has.
const TODAY: Date = Date::new(2026, 11, 25);

const ADDRESS: &str = "file:///plans/wester%20ing.md";

/// Sends `messages` after the greeting, and gives back everything that the server said.
fn conversation(capabilities: Value, messages: Vec<Message>) -> Vec<Value> {
    conversation_in(Path::new("/plans"), capabilities, messages)
}

/// The same with an editor that shows `folder`, whose Markdown files are its plans.
fn conversation_in(folder: &Path, capabilities: Value, messages: Vec<Message>) -> Vec<Value> {
    let shown = json!([{"uri": format!("file://{}", folder.display()), "name": "plans"}]);
    let plans = |folder: PathBuf| {
        let files = std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
        files.filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect::<Vec<_>>()
    };
    let (server, client) = Connection::memory();
    let talk = std::thread::spawn(move || {
        let greeting = Request::new(
            RequestId::from(1),
            "initialize".to_owned(),
            json!({"capabilities": capabilities, "workspaceFolders": shown}),
        );
        client.sender.send(greeting.into()).unwrap();
        let mut heard = vec![client.receiver.recv().unwrap()];
        client.sender.send(Notification::new("initialized".to_owned(), json!({})).into()).unwrap();
        let bye = Request::new(RequestId::from(99), "shutdown".to_owned(), Value::Null);
        let exit = Notification::new("exit".to_owned(), Value::Null);
        messages.into_iter().for_each(|message| client.sender.send(message).unwrap());
        client.sender.send(bye.into()).unwrap();
        client.sender.send(exit.into()).unwrap();
        heard.extend(client.receiver.iter());
        heard
    });
    let options =
        Options { kind: Some("bcf-2014".to_owned()), packs: vec!["care-act".to_owned()], ..Options::default() };
    let options = |_: &Path| options.clone();
    let service = Service { book: RuleBook::builtin(), options: &options, plans: &plans, today: &|| TODAY };
    serve(&server, &service).unwrap();
    drop(server);
    talk.join().unwrap().iter().map(|message| serde_json::to_value(message).unwrap()).collect()
}

fn opened(text: &str) -> Message {
    let document = json!({"uri": ADDRESS, "languageId": "markdown", "version": 3, "text": text});
    Notification::new("textDocument/didOpen".to_owned(), json!({"textDocument": document})).into()
}

fn asked(method: &str, params: Value) -> Message {
    Request::new(RequestId::from(7), method.to_owned(), params).into()
}

fn diagnostics(heard: &[Value]) -> Vec<Value> {
    let published = heard.iter().find(|message| message["method"] == "textDocument/publishDiagnostics");
    published.unwrap()["params"]["diagnostics"].as_array().unwrap().clone()
}

fn answer(heard: &[Value]) -> Value {
    heard.iter().find(|message| message["id"] == 7).unwrap()["result"].clone()
}

#[test]
fn opening_a_plan_shows_what_is_missing_at_its_heading() {
    let heard = conversation(json!({}), vec![opened(PLAN)]);
    let found = diagnostics(&heard);
    let first = found.iter().find(|each| each["code"] == "CA-1").unwrap();
    assert_eq!(first["source"], "planlint");
    assert_eq!(first["range"]["start"], json!({"line": 2, "character": 0}));
    assert_eq!(first["data"]["insert"]["line"], 4);
    assert!(first["message"].as_str().unwrap().starts_with("a wish, not yet an action"), "{first}");
    assert_eq!(first["relatedInformation"][1]["location"]["range"]["start"]["line"], 4);
}

#[test]
fn places_are_counted_in_the_units_the_editor_knows() {
    let insert = |capabilities: Value| {
        let heard = conversation(capabilities, vec![opened(PLAN)]);
        let found = diagnostics(&heard);
        let first = found.iter().find(|each| each["code"] == "CA-1").unwrap();
        (
            heard[0]["result"]["capabilities"]["positionEncoding"].clone(),
            first["data"]["insert"]["character"].as_u64().unwrap(),
        )
    };
    let line = PLAN.lines().nth(4).unwrap();
    let wide = insert(json!({}));
    assert_eq!(wide, (json!("utf-16"), line.encode_utf16().count() as u64));
    let narrow = insert(json!({"general": {"positionEncodings": ["utf-8", "utf-16"]}}));
    assert_eq!(narrow, (json!("utf-8"), line.len() as u64));
}

#[test]
fn hovering_tells_why_it_is_expected() {
    let place = json!({"textDocument": {"uri": ADDRESS}, "position": {"line": 2, "character": 4}});
    let card = answer(&conversation(json!({}), vec![opened(PLAN), asked("textDocument/hover", place)]));
    let words = card["contents"]["value"].as_str().unwrap();
    assert!(words.contains("**CA-1") && words.contains("*Basis:*") && words.contains("Care Act 2014"), "{words}");
}

#[test]
fn a_drafted_action_can_be_inserted_or_the_finding_waived() {
    let range = json!({"start": {"line": 2, "character": 0}, "end": {"line": 2, "character": 3}});
    let params = json!({"textDocument": {"uri": ADDRESS}, "range": range, "context": {"diagnostics": []}});
    let actions = answer(&conversation(json!({}), vec![opened(PLAN), asked("textDocument/codeAction", params)]));
    let titles: Vec<&str> =
        actions.as_array().unwrap().iter().map(|action| action["title"].as_str().unwrap()).collect();
    assert!(titles.contains(&"insert drafted action (CA-1)"), "{titles:?}");
    assert!(titles.contains(&"waive CA-1 in this plan…"), "{titles:?}");
    let draft =
        actions.as_array().unwrap().iter().find(|action| action["title"] == "insert drafted action (CA-1)").unwrap();
    let edit = &draft["edit"]["changes"][ADDRESS][0];
    assert_eq!(edit["range"]["start"], edit["range"]["end"]);
    let written = edit["newText"].as_str().unwrap();
    assert!(written.starts_with("\n\n"), "{edit}");
    assert!(written.contains(r"We will \<commission or provide>"), "a blank that Markdown shows: {edit}");
}

#[test]
fn what_is_inserted_is_seen_as_a_draft_that_nobody_has_filled_in() {
    for (address, blank) in [(ADDRESS, r"\<date>"), ("file:///plans/plan.txt", " <date>")] {
        let document = json!({"uri": address, "languageId": "markdown", "version": 1, "text": PLAN});
        let open = Notification::new("textDocument/didOpen".to_owned(), json!({"textDocument": document}));
        let found = diagnostics(&conversation(json!({}), vec![open.into()]));
        let first = found.iter().find(|each| each["code"] == "CA-1").unwrap();
        let fix = first["data"]["fix"].as_str().unwrap();
        assert!(fix.contains(blank), "{fix}");
        let text = format!("{PLAN}\n{fix}\n");
        let document = json!({"uri": address, "languageId": "markdown", "version": 1, "text": text});
        let open = Notification::new("textDocument/didOpen".to_owned(), json!({"textDocument": document}));
        let after = diagnostics(&conversation(json!({}), vec![open.into()]));
        assert_eq!(after.len(), found.len(), "{fix}");
    }
}

#[test]
fn diagnostics_can_be_asked_for() {
    let params = json!({"textDocument": {"uri": ADDRESS}});
    let heard = conversation(json!({}), vec![opened(PLAN), asked("textDocument/diagnostic", params)]);
    let report = answer(&heard);
    assert_eq!(report["kind"], "full");
    assert_eq!(report["items"].as_array().unwrap(), &diagnostics(&heard));
}

#[test]
fn a_plan_of_the_workspace_that_is_as_it_was_is_not_checked_again() {
    let folder = tempfile::tempdir().unwrap();
    let [kept, gone] = ["kept.md", "gone.md"].map(|name| folder.path().join(name));
    for plan in [&kept, &gone] {
        std::fs::write(plan, PLAN).unwrap();
    }
    let ask = |known: Value| {
        let asks = asked("workspace/diagnostic", json!({"previousResultIds": known}));
        let heard = conversation_in(folder.path(), json!({"textDocument": {"diagnostic": {}}}), vec![asks]);
        answer(&heard)["items"].as_array().unwrap().clone()
    };
    let known: Vec<Value> = ask(json!([]))
        .iter()
        .inspect(|plan| assert_eq!(plan["kind"], "full"))
        .map(|plan| json!({"uri": plan["uri"], "value": plan["resultId"]}))
        .collect();
    assert_eq!(known.len(), 2);
    std::fs::remove_file(&gone).unwrap();
    let named = |plans: &[Value], name: &str| {
        plans.iter().find(|plan| plan["uri"].as_str().unwrap().ends_with(name)).unwrap().clone()
    };
    let later = ask(json!(known));
    assert_eq!(named(&later, "kept.md")["kind"], "unchanged");
    assert_eq!(named(&later, "gone.md")["items"], json!([]), "what was shown of it goes too");
    std::fs::write(&kept, "# Better Care Fund plan").unwrap();
    assert_eq!(named(&ask(json!(known)), "kept.md")["kind"], "full");
}

#[test]
fn an_editor_that_asks_is_not_told_a_second_time() {
    let params = json!({"textDocument": {"uri": ADDRESS}});
    let asks = json!({"textDocument": {"diagnostic": {}}});
    let heard = conversation(asks, vec![opened(PLAN), asked("textDocument/diagnostic", params)]);
    assert!(!answer(&heard)["items"].as_array().unwrap().is_empty());
    assert!(heard.iter().all(|message| message["method"] != "textDocument/publishDiagnostics"), "{heard:?}");
}

#[test]
fn closing_a_plan_takes_its_findings_away_and_an_empty_one_is_undecided() {
    let close = Notification::new("textDocument/didClose".to_owned(), json!({"textDocument": {"uri": ADDRESS}}));
    let heard = conversation(json!({}), vec![opened(""), close.into()]);
    let shown: Vec<usize> = heard
        .iter()
        .filter(|message| message["method"] == "textDocument/publishDiagnostics")
        .map(|message| message["params"]["diagnostics"].as_array().unwrap().len())
        .collect();
    assert_eq!(shown[0], 1, "nothing read is never a pass, and is said once");
    assert_eq!(shown[1], 0);
}

#[test]
fn what_the_server_does_not_know_is_answered_and_not_fatal() {
    let heard = conversation(json!({}), vec![asked("textDocument/rename", json!({})), opened(PLAN)]);
    let refused = heard.iter().find(|message| message["id"] == 7).unwrap();
    assert_eq!(refused["error"]["message"], "planlint does not answer `textDocument/rename`");
    assert!(!diagnostics(&heard).is_empty());
}

#[test]
fn a_comment_that_waives_is_heard_and_one_that_does_not_hold_is_said_at_its_line() {
    let with = |comment: &str| {
        let found =
            diagnostics(&conversation(json!({}), vec![opened(&format!("{PLAN}\n<!-- planlint: {comment} -->\n"))]));
        let waived = found.iter().find(|each| each["code"] == "CA-1").unwrap().clone();
        (waived, found.into_iter().find(|each| each["code"].is_null()))
    };
    let (waived, other) = with("waive CA-1 until 2026-12-31 – the new service");
    assert_eq!((waived["severity"].clone(), other), (json!(4), None), "a hint, and no fault: {waived}");
    let words = waived["message"].as_str().unwrap();
    assert!(
        words.contains("waived in the document itself, line 11, until 31 December 2026: the new service"),
        "{words}"
    );
    for (comment, words) in [
        ("waive CA-1 – <reason, and who approved it>", "gives no reason"),
        ("waive CA-1 until 2026-11-24 – the new service", "lapsed on 24 November 2026"),
        ("waive CA-99 – the new service", "no expectation called `CA-99`"),
    ] {
        let (counted, other) = with(comment);
        assert_eq!(counted["severity"], 1, "{comment}");
        let other = other.expect(comment);
        assert_eq!((&other["range"]["start"]["line"], &other["severity"]), (&json!(10), &json!(2)), "{other}");
        assert!(other["message"].as_str().unwrap().contains(words), "{other}");
    }
}

#[test]
fn what_is_waived_is_not_offered_to_be_waived_again() {
    let range = json!({"start": {"line": 2, "character": 0}, "end": {"line": 2, "character": 3}});
    let params = json!({"textDocument": {"uri": ADDRESS}, "range": range, "context": {"diagnostics": []}});
    let plan = format!("{PLAN}\n<!-- planlint: waive CA-1 – the new service -->\n");
    let actions = answer(&conversation(json!({}), vec![opened(&plan), asked("textDocument/codeAction", params)]));
    let titles: Vec<&str> =
        actions.as_array().unwrap().iter().map(|action| action["title"].as_str().unwrap()).collect();
    assert!(titles.contains(&"insert drafted action (CA-1)"), "{titles:?}");
    assert!(!titles.contains(&"waive CA-1 in this plan…"), "{titles:?}");
}

#[test]
fn what_comes_after_shutdown_is_refused_and_not_fatal() {
    let bye = Request::new(RequestId::from(8), "shutdown".to_owned(), Value::Null);
    let heard = conversation(json!({}), vec![bye.into(), opened(PLAN), asked("textDocument/hover", json!({}))]);
    let refused = heard.iter().find(|message| message["id"] == 7).unwrap();
    assert_eq!(refused["error"]["message"], "planlint was told to shut down");
    assert!(heard.iter().all(|message| message["method"] != "textDocument/publishDiagnostics"), "{heard:?}");
}

#[test]
fn what_is_no_message_ends_the_server_with_the_reason_and_none_of_the_words() {
    use std::io::Write;
    let framed = |body: &str| format!("Content-Length: {}\r\n\r\n{body}", body.len());
    let greeting = framed(r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"#);
    let begun = greeting + &framed(r#"{"jsonrpc":"2.0","method":"initialized","params":{}}"#);
    let huge = "Content-Length: 99999999999999\r\n\r\n{}".to_owned();
    for (sent, answers, words) in [
        (huge.clone(), 0, "a message of 99999999999999 bytes"),
        (begun.clone() + &huge, 1, "a message of 99999999999999 bytes"),
        (framed("{\"secret\":"), 0, "no message of the protocol, at line 1, column 10"),
        (begun + &framed("{\"secret\":"), 1, "no message of the protocol, at line 1, column 10"),
        (String::new(), 0, "the editor went away before it began"),
    ] {
        let mut server = std::process::Command::new(env!("CARGO_BIN_EXE_planlint"))
            .arg("lsp")
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        server.stdin.take().unwrap().write_all(sent.as_bytes()).unwrap();
        let output = server.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).replace('│', "");
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(words) && !said.contains("secret") && !said.contains("panicked"), "{said}");
        assert_eq!(String::from_utf8_lossy(&output.stdout).matches("Content-Length").count(), answers, "{said}");
    }
}
