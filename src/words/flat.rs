//! Numbers laid end to end as bytes: a rule book holds a hundred thousand, and reading each by itself would take a
//! good part of the time in which the program starts. For `#[serde(with = "…")]` on a field of numbers.

use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserializer, Serializer};

/// Writes `numbers`, four bytes each, the lowest first.
pub fn serialize<S: Serializer>(numbers: &[u32], serializer: S) -> Result<S::Ok, S::Error> {
    let bytes: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
    serializer.serialize_bytes(&bytes)
}

/// Reads them back.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u32>, D::Error> {
    deserializer.deserialize_bytes(Bytes)
}

struct Bytes;

impl Visitor<'_> for Bytes {
    type Value = Vec<u32>;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("numbers of four bytes each")
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Self::Value, E> {
        let (numbers, left) = bytes.as_chunks::<4>();
        if !left.is_empty() {
            return Err(E::invalid_length(bytes.len(), &self));
        }
        Ok(numbers.iter().map(|number| u32::from_le_bytes(*number)).collect())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Numbers(#[serde(with = "super")] Vec<u32>);

    proptest! {
        #[test]
        fn numbers_come_back_as_they_went_in(numbers in proptest::collection::vec(any::<u32>(), 0..40)) {
            let bytes = postcard::to_allocvec(&Numbers(numbers.clone())).unwrap();
            prop_assert_eq!(postcard::from_bytes::<Numbers>(&bytes).unwrap(), Numbers(numbers));
            if bytes.len() > 1 {
                prop_assert!(postcard::from_bytes::<Numbers>(&bytes[..bytes.len() - 1]).is_err());
            }
        }
    }
}
