//! What is kept as bytes until somebody asks for it: of a rule book's thousands of searches a small plan needs few.

use std::fmt;
use std::sync::OnceLock;

use serde::de::{DeserializeOwned, Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer, ser};

/// A value, or the bytes that it is read from when it is first asked for.
#[derive(Clone)]
pub struct Late<T> {
    bytes: Box<[u8]>,
    value: OnceLock<T>,
}

impl<T> From<T> for Late<T> {
    fn from(value: T) -> Self {
        Self { bytes: Box::default(), value: OnceLock::from(value) }
    }
}

impl<T: DeserializeOwned> Late<T> {
    /// The value.
    ///
    /// # Panics
    /// If it was read from bytes that [`Late`] did not write.
    pub fn get(&self) -> &T {
        self.value.get_or_init(|| postcard::from_bytes(&self.bytes).expect("written as it is read"))
    }

    /// The value, to be changed.
    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.get();
        self.bytes = Box::default();
        self.value.get_mut()
    }
}

impl<T: DeserializeOwned + fmt::Debug> fmt::Debug for Late<T> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(to)
    }
}

impl<T: Serialize> Serialize for Late<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.value.get() {
            Some(value) => serializer.serialize_bytes(&postcard::to_allocvec(value).map_err(ser::Error::custom)?),
            None => serializer.serialize_bytes(&self.bytes),
        }
    }
}

impl<'de, T> Deserialize<'de> for Late<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes = deserializer.deserialize_bytes(Bytes)?;
        Ok(Self { bytes, value: OnceLock::new() })
    }
}

struct Bytes;

impl Visitor<'_> for Bytes {
    type Value = Box<[u8]>;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("the bytes of a value")
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Self::Value, E> {
        Ok(bytes.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_comes_back_when_it_is_asked_for_and_can_be_written_before() {
        let value = Late::from(vec!["befriending".to_owned(), "lunch club".to_owned()]);
        let bytes = postcard::to_allocvec(&value).unwrap();
        let late: Late<Vec<String>> = postcard::from_bytes(&bytes).unwrap();
        assert_eq!(postcard::to_allocvec(&late).unwrap(), bytes);
        assert_eq!(late.get(), value.get());
    }

    #[test]
    fn what_was_changed_is_what_is_written() {
        let bytes = postcard::to_allocvec(&Late::from(1_u32)).unwrap();
        let mut late: Late<u32> = postcard::from_bytes(&bytes).unwrap();
        *late.get_mut().unwrap() += 1;
        let again: Late<u32> = postcard::from_bytes(&postcard::to_allocvec(&late).unwrap()).unwrap();
        assert_eq!(*again.get(), 2);
    }
}
