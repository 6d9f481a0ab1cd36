//! Real Word documents, where they are at hand.

use std::path::Path;

use planlint::read;

use crate::read::assert_law;

#[test]
fn real_documents_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let Ok(files) = std::fs::read_dir(&folder) else {
        return println!("skipped: there is no folder of real documents beside the project");
    };
    for path in
        files.map(|file| file.unwrap().path()).filter(|path| path.extension().is_some_and(|ending| ending == "docx"))
    {
        let text = read(&path).unwrap();
        assert_law(&text);
        let rows = text.as_str().lines().filter(|line| line.starts_with("|---")).count();
        assert!(text.as_str().len() > 10_000 && rows > 0, "{} has text and tables with headers", path.display());
    }
}
