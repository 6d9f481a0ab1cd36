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

/// What stands in the first stream of this name, in capitals; `bytes` have no chain without end.
pub(super) fn stream(bytes: &[u8], name: &str) -> Option<Vec<u8>> {
    let container = Container::of(bytes)?;
    let table = container.table();
    let list = container.bytes_of(number(bytes, 48), &table);
    let mut entries = list.chunks_exact(Entry::SIZE).map(Entry);
    let entry = entries.clone().find(|entry| entry.name() == name)?;
    let mut stream = if entry.size() >= LEAST {
        container.bytes_of(entry.start(), &table)
    } else {
        // [MS-CFB] 2.4: small streams stand in small sectors, and those in the stream of the first name
        let all = container.bytes_of(entries.next()?.start(), &table);
        let small = Container { bytes: &all, sector: SMALL };
        let table = container.chain(number(bytes, 60), &table);
        following(entry.start(), &table).flat_map(|id| small.at(id as usize * SMALL)).copied().collect()
    };
    stream.truncate(entry.size());
    Some(stream)
}

/// Streams of this size or more stand in sectors of full size.
const LEAST: usize = 4096;

/// Size of a small sector.
const SMALL: usize = 64;

/// The sectors of the chain that begins with sector `id`; `table` has no chain without end.
fn following(id: u32, table: &[u32]) -> impl Iterator<Item = u32> {
    let next = |id: &u32| table.get(*id as usize).copied();
    std::iter::successors(Some(id), next).take_while(|id| *id < RESERVED)
}

/// What the list of names says of a stream, or of a folder of streams ([MS-CFB] 2.6.1).
struct Entry<'a>(&'a [u8]);

impl Entry<'_> {
    const SIZE: usize = 128;

    /// Its name; case makes no difference between names.
    fn name(&self) -> String {
        let (units, _) = self.0[..64].as_chunks::<2>();
        let units = units.iter().map(|unit| u16::from_le_bytes(*unit)).take_while(|unit| *unit != 0);
        let letters = char::decode_utf16(units);
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

    /// The first of its sectors.
    fn start(&self) -> u32 {
        number(self.0, 116)
    }

    /// How many bytes it has.
    fn size(&self) -> usize {
        number(self.0, 120) as usize
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
        self.at((id as usize + 1).saturating_mul(self.sector))
    }

    /// The bytes of the sector that begins at byte `start`.
    fn at(&self, start: usize) -> &'a [u8] {
        let start = start.min(self.bytes.len());
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

    /// The numbers in the chain that begins with sector `id`.
    fn chain(&self, id: u32, table: &[u32]) -> Vec<u32> {
        following(id, table).flat_map(|id| self.numbers(id)).collect()
    }

    /// The bytes in the chain that begins with sector `id`.
    fn bytes_of(&self, id: u32, table: &[u32]) -> Vec<u8> {
        following(id, table).flat_map(|id| self.sector(id)).copied().collect()
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
