//! Messages as they come from an editor over standard input and go back over standard output. What comes is held to a
//! size, and what is wrong with it is said without its words: they may be those of a plan.

use std::io::{self, BufRead, Read};
use std::sync::mpsc;
use std::thread;

use lsp_server::{Connection, Message, ProtocolError};

use super::Trouble;

/// The most bytes of a message: far more than any plan that is typed.
const MOST: usize = 64 << 20;

/// The most bytes of a line before a message, which says how long it is.
const LONGEST_LINE: u64 = 4096;

/// Has `converse` speak with the editor at the other end of standard input and output.
///
/// # Errors
/// What `converse` gives; or why no more could be understood or said, which is the cause where both are.
pub(crate) fn stdio(converse: impl FnOnce(&Connection) -> Result<(), Trouble>) -> Result<(), Trouble> {
    let (server, editor) = Connection::memory();
    let (heard, said) = (editor.sender, editor.receiver);
    let writer = thread::spawn(move || -> io::Result<()> {
        said.into_iter().try_for_each(|message| message.write(&mut io::stdout().lock()))
    });
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        // it is told before the editor counts as gone, so that the cause is known by then
        let _ = tell.send(listen(&mut io::stdin().lock(), |message| heard.send(message).is_ok()));
        drop(heard);
    });
    let ended = converse(&server);
    drop(server);
    // where the conversation was broken off at this end, more may be to come for ever
    let listened = if ended.is_ok() { told.recv().ok() } else { told.try_recv().ok() };
    let written = writer.join();
    listened.unwrap_or(Ok(()))?;
    match written {
        Ok(Err(error)) => return Err(format!("the editor can no longer be reached: {error}").into()),
        Err(_) => return Err("what was to be said could not be written".into()),
        Ok(Ok(())) => {}
    }
    ended.map_err(|error| match error.downcast_ref::<ProtocolError>() {
        Some(gone) if gone.channel_is_disconnected() => "the editor went away before it began".into(),
        _ => error,
    })
}

/// Gives each message of `input` to `take`, until there is no more, it is the last, or `take` wants none.
fn listen(input: &mut impl BufRead, mut take: impl FnMut(Message) -> bool) -> Result<(), Trouble> {
    while let Some(message) = message(input)? {
        let last = matches!(&message, Message::Notification(told) if told.method == "exit");
        if !take(message) || last {
            break;
        }
    }
    Ok(())
}

/// The next message; none where there is no more.
fn message(input: &mut impl BufRead) -> Result<Option<Message>, Trouble> {
    let Some(size) = size(input)? else { return Ok(None) };
    if size > MOST {
        return Err(format!("the editor announced a message of {size} bytes, and {MOST} are the most").into());
    }
    let mut bytes = Vec::new();
    if input.take(size as u64).read_to_end(&mut bytes)? < size {
        return Err("a message of the editor broke off in the middle".into());
    }
    serde_json::from_slice(&bytes).map(Some).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let at = if line > 0 { format!(", at line {line}, column {column}") } else { String::new() };
        format!("the editor sent what is no message of the protocol{at}").into()
    })
}

/// How many bytes the next message has, by the lines before it; none where there is no more.
fn size(input: &mut impl BufRead) -> Result<Option<usize>, Trouble> {
    let mut size = None;
    loop {
        let mut line = Vec::new();
        if input.take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let line = line.strip_suffix(b"\r\n").and_then(|line| std::str::from_utf8(line).ok());
        let line = line.ok_or("the editor sent a line that is none of the protocol")?;
        if line.is_empty() {
            return size.map(Some).ok_or_else(|| "the editor did not say how long its message is".into());
        }
        let (name, value) = line.split_once(':').ok_or("the editor sent a line that is none of the protocol")?;
        if name.eq_ignore_ascii_case("content-length") {
            let value = value.trim().parse::<usize>();
            size = Some(value.map_err(|_| "the editor gave the length of a message as what is no number of bytes")?);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(mut input: &[u8]) -> (usize, Option<String>) {
        let mut count = 0;
        let ended = listen(&mut input, |_| {
            count += 1;
            true
        });
        (count, ended.err().map(|error| error.to_string()))
    }

    #[test]
    fn messages_are_taken_until_the_last_and_what_is_wrong_is_said_without_their_words() {
        let note =
            b"Content-Length: 42\r\nContent-Type: any\r\n\r\n{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"params\":{}}";
        let exit = b"content-length:33\r\n\r\n{\"jsonrpc\":\"2.0\",\"method\":\"exit\"}";
        assert_eq!(heard(&[&note[..], note].concat()), (2, None));
        assert_eq!(heard(&[&exit[..], note].concat()), (1, None));
        let long = format!("X{}", "x".repeat(100_000));
        for (wrong, words) in [
            (&b"Content-Length: 99999999999999\r\n\r\n{}"[..], "announced a message of 99999999999999 bytes"),
            (b"Content-Length: 99999999999999999999\r\n\r\n{}", "no number of bytes"),
            (b"Content-Length: -1\r\n\r\n{}", "no number of bytes"),
            (b"Content-Length: 9\r\n\r\n{}", "broke off in the middle"),
            (b"Content-Length: 13\r\n\r\n{\"secret\":12", "broke off in the middle"),
            (b"Content-Length: 11\r\n\r\n{\"secret\":1", "no message of the protocol, at line 1, column 11"),
            (b"Content-Length: 12\r\n\r\n{\"secret\":1}", "no message of the protocol"),
            (b"Content-Type: secret\r\n\r\n{}", "did not say how long"),
            (b"secret\r\n\r\n{}", "a line that is none"),
            (long.as_bytes(), "a line that is none"),
        ] {
            let (count, said) = heard(&[&note[..], wrong].concat());
            let said = said.expect(words);
            assert!(count == 1 && said.contains(words) && !said.contains("secret"), "{said}");
        }
    }
}
