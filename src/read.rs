//! stand-in until the readers are merged
use std::path::Path;
use crate::text::{Format, Text};
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum ReadError { #[error("{0}")] Io(String) }
pub fn read(path: &Path) -> Result<Text, ReadError> { let b = std::fs::read(path).map_err(|e| ReadError::Io(e.to_string()))?; read_bytes(&path.to_string_lossy(), &b) }
pub fn read_bytes(_n: &str, b: &[u8]) -> Result<Text, ReadError> { Ok(Text::from_notation(&String::from_utf8_lossy(b), Format::Markdown)) }
pub fn is_readable_name(p: &Path) -> bool { p.extension().is_some_and(|e| e=="md") }
