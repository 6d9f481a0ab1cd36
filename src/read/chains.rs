//! The container of Office files until 2003 ([MS-CFB]): whether its chains of sectors come to an end, for calamine follows
//! one that does not until there is no memory left.

/// Sectors from here on are not sectors ([MS-CFB] 2.1).
const RESERVED: u32 = 0xffff_fffa;

/// Whether every chain of sectors in `bytes` ends.
pub(super) fn end(bytes: &[u8]) -> bool {
    let Some(container) = Container::of(bytes) else { return true };
    let table = container.table();
    if !all_end(&table) {
        return false;
    }
    // [MS-CFB] 2.2: where the table of the small sectors begins
    let small = container.chain(number(bytes, 60), &table);
    all_end(&small)
}

struct Container<'a> {
    bytes: &'a [u8],
    sector: usize,
}

impl<'a> Container<'a> {
    fn of(bytes: &'a [u8]) -> Option<Self> {
        let shift = *bytes.get(30)?;
        (7..=16).contains(&shift).then(|| Self { bytes, sector: 1 << shift })
    }

    /// The numbers in sector `id`; none if it is past the end.
    fn numbers(&self, id: u32) -> impl Iterator<Item = u32> + 'a {
        let start = (id as usize + 1).saturating_mul(self.sector).min(self.bytes.len());
        let end = (start + self.sector).min(self.bytes.len());
        let (numbers, _) = self.bytes[start..end].as_chunks::<4>();
        numbers.iter().map(|bytes| u32::from_le_bytes(*bytes))
    }

    /// For each sector the one that follows it ([MS-CFB] 2.3).
    fn table(&self) -> Vec<u32> {
        let most = self.bytes.len() / self.sector + 2;
        let mut places: Vec<u32> = (0..109).map(|at| number(self.bytes, 76 + 4 * at)).collect();
        let mut next = number(self.bytes, 68);
        for _ in 0..most {
            if next >= RESERVED {
                break;
            }
            places.extend(self.numbers(next));
            next = places.pop().unwrap_or(RESERVED);
        }
        let places = places.into_iter().filter(|place| *place < RESERVED).take(most);
        places.flat_map(|place| self.numbers(place)).collect()
    }

    /// The numbers in the chain that begins with sector `id`; `table` has no chain without end.
    fn chain(&self, id: u32, table: &[u32]) -> Vec<u32> {
        let next = |id: &u32| table.get(*id as usize).copied();
        let sectors = std::iter::successors(Some(id), next).take_while(|id| *id < RESERVED);
        sectors.flat_map(|id| self.numbers(id)).collect()
    }
}

fn number(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map_or(u32::MAX, u32::from_le_bytes)
}

/// Whether nobody who goes on from number to number comes back to where they were.
fn all_end(table: &[u32]) -> bool {
    let mut passed = vec![0_u32; table.len()];
    for start in 0..table.len() {
        let (walk, mut at) = (start as u32 + 1, start);
        while let Some(mark) = passed.get_mut(at).filter(|mark| **mark == 0 || **mark == walk) {
            if *mark == walk {
                return false;
            }
            *mark = walk;
            at = table[at] as usize;
        }
    }
    true
}
