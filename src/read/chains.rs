//! The container of Office files until 2003 ([MS-CFB]): what stands in it, and whether its chains of sectors come to an
//! end, for calamine follows one that does not until there is no memory left.

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

/// The names of the streams that stand in `bytes` themselves, in capitals, and not in a document placed in them; none if
/// the list of names cannot be read.
pub(super) fn outermost(bytes: &[u8]) -> Vec<String> {
    let Some(container) = Container::of(bytes) else { return Vec::new() };
    let table = container.table();
    if !all_end(&table) {
        return Vec::new();
    }
    // [MS-CFB] 2.2: where the list of names begins
    let list = container.bytes_of(number(bytes, 48), &table);
    let entries: Vec<Entry<'_>> = list.chunks_exact(Entry::SIZE).map(Entry).collect();
    let mut waiting: Vec<u32> = entries.first().map(Entry::inside).into_iter().collect();
    let mut names = Vec::new();
    // a list that leads back into itself is left once it has named as much as it holds
    while let Some(at) = waiting.pop().filter(|_| names.len() < entries.len()) {
        if let Some(entry) = entries.get(at as usize) {
            names.push(entry.name());
            waiting.extend(entry.beside());
        }
    }
    names
}

/// What the list of names says of a stream, or of a folder of streams ([MS-CFB] 2.6.1).
struct Entry<'a>(&'a [u8]);

impl Entry<'_> {
    const SIZE: usize = 128;

    /// Its name; case makes no difference between names.
    fn name(&self) -> String {
        let length = usize::from(self.0[64]).saturating_sub(2).min(62);
        let (units, _) = self.0[..length].as_chunks::<2>();
        let letters = char::decode_utf16(units.iter().map(|unit| u16::from_le_bytes(*unit)));
        letters.map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).flat_map(char::to_uppercase).collect()
    }

    /// The entries of the same folder that it leads to.
    fn beside(&self) -> [u32; 2] {
        [number(self.0, 68), number(self.0, 72)]
    }

    /// The entry of what stands in it.
    fn inside(&self) -> u32 {
        number(self.0, 76)
    }
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

    /// The bytes of sector `id`; none if it is past the end.
    fn sector(&self, id: u32) -> &'a [u8] {
        let start = (id as usize + 1).saturating_mul(self.sector).min(self.bytes.len());
        &self.bytes[start..(start + self.sector).min(self.bytes.len())]
    }

    /// The numbers in sector `id`.
    fn numbers(&self, id: u32) -> impl Iterator<Item = u32> + 'a {
        let (numbers, _) = self.sector(id).as_chunks::<4>();
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

    /// The sectors of the chain that begins with sector `id`; `table` has no chain without end.
    fn sectors(&self, id: u32, table: &[u32]) -> impl Iterator<Item = u32> {
        let next = |id: &u32| table.get(*id as usize).copied();
        std::iter::successors(Some(id), next).take_while(|id| *id < RESERVED)
    }

    /// The numbers in the chain that begins with sector `id`.
    fn chain(&self, id: u32, table: &[u32]) -> Vec<u32> {
        self.sectors(id, table).flat_map(|id| self.numbers(id)).collect()
    }

    /// The bytes in the chain that begins with sector `id`.
    fn bytes_of(&self, id: u32, table: &[u32]) -> Vec<u8> {
        self.sectors(id, table).flat_map(|id| self.sector(id)).copied().collect()
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
