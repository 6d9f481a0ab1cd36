//! What cannot be read is refused with a message that says what to do.

use std::path::Path;

use miette::Diagnostic;
use planlint::{Limits, ReadError, read, read_bytes, read_bytes_with};

/// The message, code and help of a failure.
pub(super) fn says(error: &ReadError) -> String {
    let part = |part: Option<Box<dyn std::fmt::Display + '_>>| part.map(|part| part.to_string()).unwrap_or_default();
    format!("{}\n{error}\n{}", part(error.code()), part(error.help()))
}

fn refused(name: &str, bytes: &[u8]) -> String {
    says(&read_bytes(name, bytes).expect_err("it cannot be read"))
}

/// An old compound file with a stream of this name.
pub(crate) fn wide(name: &str) -> Vec<u8> {
    let name = name.encode_utf16().flat_map(u16::to_le_bytes);
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".iter().copied().chain([0; 600]).chain(name).collect()
}

#[test]
fn an_empty_file_is_an_empty_text() {
    for name in ["plan.md", "plan.txt", "plan"] {
        let text = read_bytes(name, b"").unwrap();
        assert_eq!((text.as_str(), text.notices()), ("", &["The file is empty.".to_owned()][..]));
    }
}

#[test]
fn a_document_with_a_password_says_so() {
    insta::assert_snapshot!(refused("plan.docx", &wide("EncryptedPackage")), @"
    planlint::read::locked
    `plan.docx` is protected by a password
    open it, with its password if it asks for one, remove all protection (in Word or Excel: File, Info, Protect) and save it again
    ");
}

#[test]
fn old_office_files_say_how_to_bring_them_up_to_date() {
    insta::assert_snapshot!(refused("plan.doc", &wide("WordDocument")), @"
    planlint::read::legacy
    `plan.doc` is in the old Word format of 1997 to 2003 (.doc)
    open it in Word and save it as a Word document (.docx)
    ");
    assert!(refused("plan.xls", &wide("Workbook")).contains("its sheets cannot be read"));
}

#[test]
fn formats_that_are_not_read_say_how_to_convert_them() {
    insta::assert_snapshot!(refused("plan.txt", b"{\\rtf1 x}"), @"
    planlint::read::unread
    `plan.txt` is a rich text (RTF) file, which planlint does not read
    open it in Word and save it as .docx
    ");
    assert!(refused("plan", b"{\\rtf1 x}").contains("is a rich text (RTF) file"));
}

#[test]
fn an_unknown_kind_names_what_is_read() {
    assert!(refused("plan.xyz", b"\x00\x01\x02\x03").contains("planlint reads Markdown (.md), plain text (.txt)"));
}

#[test]
fn text_under_an_unknown_name_is_still_text() {
    assert_eq!(read_bytes("-", b"# Plan\n\nWords\n").unwrap().as_str(), "# Plan\nWords\n");
    assert_eq!(read_bytes("notes.tmp", b"Words\n").unwrap().as_str(), "Words\n");
}

#[test]
fn noise_is_not_text() {
    let noise: Vec<u8> = (0..5000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    assert!(refused("plan.txt", &noise).contains("it holds no text that can be read"));
}

#[test]
fn a_line_of_fifty_megabytes_is_refused_at_once() {
    let line = "word ".repeat(10 << 20);
    assert!(refused("plan.txt", line.as_bytes()).contains("it holds more than 8 MB of text"));
    let small = Limits { max_text_bytes: 10, ..Limits::default() };
    assert!(
        says(&read_bytes_with("plan.md", b"# Eleven bytes", &small).unwrap_err())
            .contains("more than 10 bytes of text")
    );
}

#[test]
fn text_in_too_many_pieces_is_refused() {
    let limits = Limits { max_text_bytes: 100_000, ..Limits::default() };
    let refused = |name, part: &str| {
        says(&read_bytes_with(name, part.repeat(80_000 / part.len()).as_bytes(), &limits).unwrap_err())
    };
    assert!(refused("plan.txt", "a\n").contains("its text is in more than 12500 lines"));
    assert!(refused("plan.md", "[").contains("in more than 12500 marks"));
}

#[test]
fn a_long_line_within_the_limit_is_read() {
    let line = "word\u{ad} **x** ".repeat(20_000);
    assert!(read_bytes("plan.md", line.as_bytes()).is_ok());
    assert!(read_bytes("plan.txt", line.as_bytes()).is_ok());
}

#[test]
fn a_missing_file_names_its_neighbour() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("Plan 2015.docx"), "").unwrap();
    let message = says(&read(&folder.path().join("plan2015.doc")).unwrap_err());
    assert!(message.contains("there is no such file") && message.contains("Plan 2015.docx`?"), "{message}");
    assert!(
        says(&read(Path::new("no/such/folder/plan.md")).unwrap_err())
            .contains("`no/such/folder` does not exist either")
    );
}

#[test]
fn a_folder_is_not_a_plan() {
    let folder = tempfile::tempdir().unwrap();
    let message = says(&read(folder.path()).unwrap_err());
    assert!(message.contains("it is a folder") && message.contains("planlint check"), "{message}");
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_opened_says_whom_to_ask() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.md");
    std::fs::write(&path, "x").unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    match read(&path) {
        Ok(_) => println!("skipped: this user may open every file"),
        Err(error) => assert!(says(&error).contains("ask its owner"), "{}", says(&error)),
    }
}

/// A container of Office files until 2003 with one stream, and a folder in which another one stands.
fn container(outside: &str, inside: &str) -> Vec<u8> {
    // [MS-CFB] 2.2: sectors of 512 bytes, the table of sectors in sector 0, the list of names in sector 1
    let mut bytes = vec![0xff_u8; 512 * 3];
    bytes[..80].fill(0);
    bytes[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    (bytes[26], bytes[28], bytes[29], bytes[30], bytes[32], bytes[44], bytes[48]) = (3, 0xfe, 0xff, 9, 6, 1, 1);
    for none in [60, 68] {
        bytes[none..none + 4].fill(0xff);
    }
    bytes[512] = 0xfd;
    bytes[516] = 0xfe;
    // [MS-CFB] 2.6.1: each name with the entry to its right and the first of those in it
    let none = u32::MAX;
    let entries = [("Root Entry", none, 1), (outside, 2, none), ("MBD0001", none, 3), (inside, none, none)];
    for (entry, (name, right, first)) in bytes[1024..].chunks_exact_mut(128).zip(entries) {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry[..64].fill(0);
        entry[..name.len()].copy_from_slice(&name);
        entry[64] = name.len() as u8 + 2;
        entry[72..76].copy_from_slice(&u32::to_le_bytes(right));
        entry[76..80].copy_from_slice(&u32::to_le_bytes(first));
    }
    bytes
}

#[test]
fn a_document_placed_in_an_old_office_file_does_not_say_what_the_file_is() {
    let says = |outside: &str, inside: &str| refused("plan.xls", &container(outside, inside));
    for name in ["Workbook", "WORKBOOK", "Book"] {
        let said = says(name, "WordDocument");
        assert!(said.contains("its sheets cannot be read") && said.contains("save it as an Excel workbook"), "{said}");
    }
    assert!(says("WordDocument", "Workbook").contains("is in the old Word format"));
    assert!(says("Workbook", "EncryptedPackage").contains("its sheets cannot be read"));
    assert!(says("EncryptedPackage", "Workbook").contains("is protected by a password"));
    assert!(says("PowerPoint Document", "Workbook").contains("is not a kind of document planlint knows"));
}

#[test]
fn a_list_of_names_that_leads_back_into_itself_comes_to_an_end() {
    let mut bytes = container("Something", "Workbook");
    bytes[1024 + 2 * 128 + 68..][..4].copy_from_slice(&1_u32.to_le_bytes());
    assert!(refused("plan.xls", &bytes).contains("is not a kind of document planlint knows"));
}
