//! The structure tree of a tagged PDF: which block of the document each marked content is in (ISO 32000-2 §14.7, §14.8).

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier};
use hayro_interpret::hayro_syntax::xref::XRef;
use rustc_hash::{FxHashMap, FxHashSet};

/// A tagged block, counted from 0 in the order of the tree.
pub(super) type BlockId = u32;

/// What the structure tree says.
#[derive(Debug, Default)]
pub(super) struct Tags {
    /// Blocks in the order of the tree.
    pub blocks: Vec<Block>,
    /// The block of each page's marked content.
    contents: FxHashMap<(u32, u32), BlockId>,
}

/// A tagged block.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// What it is.
    pub role: Role,
    /// How many lists it is in.
    pub depth: u8,
    /// The cell it is in.
    pub cell: Option<Cell>,
    /// Whether it is more than the label of an item.
    body: bool,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A heading; level 1 is outermost.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// An item of a list.
    Item,
    /// A line of the contents page.
    Contents,
    /// The words under a figure or over a table.
    Caption,
    /// A footnote or endnote.
    Note,
    /// A quotation set apart.
    Quotation,
}

/// A cell of a tagged table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    /// Number of the table, from 0.
    pub table: u32,
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0, those that cells above reach into counted.
    pub column: u32,
    /// How many columns it takes.
    pub columns: u32,
    /// Whether it is a header.
    pub header: bool,
}

/// Trees with more elements than this are not read on.
const MOST_ELEMENTS: usize = 1_000_000;
/// No table has more columns.
const MOST_COLUMNS: u32 = 200;

impl Tags {
    /// Reads the structure tree of `pdf`; empty where there is none.
    pub fn read(pdf: &Pdf) -> Self {
        let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
        let Some(tree) = root.and_then(|root| root.get::<Dict<'_>>(b"StructTreeRoot")) else { return Self::default() };
        let pages = (1..).zip(pdf.pages().iter()).filter_map(|(number, page)| Some((page.raw().obj_id()?, number)));
        let mut walk = Walk {
            xref: pdf.xref(),
            tags: Self::default(),
            roles: tree.get::<Dict<'_>>(b"RoleMap").unwrap_or_default(),
            pages: pages.collect(),
            seen: FxHashSet::default(),
            elements: 0,
            tables: Vec::new(),
        };
        walk.tree(tree);
        walk.tags
    }

    /// The block that the marked `content` of `page` is in.
    pub fn block(&self, page: u32, content: u32) -> Option<BlockId> {
        self.contents.get(&(page, content)).copied()
    }

    /// Whether any block is a heading.
    pub fn has_headings(&self) -> bool {
        self.blocks.iter().any(|block| matches!(block.role, Role::Heading(_)))
    }
}

/// The way through the tree. An explicit stack, for trees may be deep; nodes once, for they may be in a ring.
struct Walk<'a> {
    xref: &'a XRef,
    tags: Tags,
    roles: Dict<'a>,
    pages: FxHashMap<ObjectIdentifier, u32>,
    seen: FxHashSet<ObjectIdentifier>,
    elements: usize,
    tables: Vec<Grid>,
}

/// What is known of an element from those around it.
#[derive(Clone, Copy, Debug, Default)]
struct Around {
    page: Option<u32>,
    block: Option<BlockId>,
    /// The item it is in.
    item: Option<BlockId>,
    /// Whether it is in the label of an item.
    label: bool,
    cell: Option<Cell>,
    table: Option<usize>,
    /// How many lists it is in.
    lists: u8,
    /// How many sections it is in, for headings without a level.
    sections: u8,
    /// What paragraphs in it are.
    role: Option<Role>,
}

/// How far a table has been filled.
#[derive(Debug, Default)]
struct Grid {
    rows: u32,
    column: u32,
    /// How many rows more each column is taken for by a cell above.
    taken: Vec<u32>,
}

impl<'a> Walk<'a> {
    fn tree(&mut self, tree: Dict<'a>) {
        let mut waiting = self.kids(&tree, Around::default());
        waiting.reverse();
        while let Some((element, around)) = waiting.pop() {
            let around = self.enter(&element, around);
            let mut kids = self.kids(&element, around);
            kids.reverse();
            waiting.append(&mut kids);
        }
    }

    /// The elements under `element`; content under it is noted down at once.
    fn kids(&mut self, element: &Dict<'a>, around: Around) -> Vec<(Dict<'a>, Around)> {
        let mut elements = Vec::new();
        if let Some(many) = element.get::<Array<'a>>(b"K") {
            many.raw_iter().for_each(|kid| self.kid(kid, around, &mut elements));
        } else if let Some(kid) = element.get_raw::<Object<'a>>(b"K") {
            self.kid(kid, around, &mut elements);
        }
        elements
    }

    fn kid(&mut self, kid: MaybeRef<Object<'a>>, around: Around, elements: &mut Vec<(Dict<'a>, Around)>) {
        self.elements += 1;
        if self.elements > MOST_ELEMENTS {
            return;
        }
        let object = match kid {
            MaybeRef::Ref(id) if !self.seen.insert(id.into()) => return,
            MaybeRef::Ref(id) => self.xref.get::<Object<'a>>(id.into()),
            MaybeRef::NotRef(object) => Some(object),
        };
        match object {
            Some(Object::Number(content)) => self.content(content.as_i64(), around),
            Some(Object::Dict(kid)) if kid.contains_key(b"MCID") => {
                let page = self.page(&kid).or(around.page);
                // content of forms is numbered apart, and the canvas cannot tell forms from the page
                if let (Some(content), false) = (kid.get::<i32>(b"MCID"), kid.contains_key(b"Stm")) {
                    self.content(content.into(), Around { page, ..around });
                }
            }
            Some(Object::Dict(kid)) if kid.contains_key(b"S") => elements.push((kid, around)),
            _ => {}
        }
    }

    fn content(&mut self, content: i64, around: Around) {
        let (Some(page), Some(block), Ok(content)) = (around.page, around.block, u32::try_from(content)) else {
            return;
        };
        self.tags.blocks[block as usize].body |= !around.label;
        self.tags.contents.insert((page, content), block);
    }

    fn page(&self, element: &Dict<'_>) -> Option<u32> {
        self.pages.get(&element.get_ref(b"Pg")?.into()).copied()
    }

    /// What is known inside `element`.
    fn enter(&mut self, element: &Dict<'a>, around: Around) -> Around {
        let page = self.page(element).or(around.page);
        let around = Around { page, ..around };
        match self.role(element).as_str() {
            "Table" if around.cell.is_none() => {
                self.tables.push(Grid::default());
                Around { table: Some(self.tables.len() - 1), block: None, ..around }
            }
            "TR" if around.cell.is_none() => {
                around.table.into_iter().for_each(|table| self.tables[table].next_row());
                around
            }
            kind @ ("TH" | "TD") if around.cell.is_none() => self.cell(element, kind == "TH", around),
            "L" => Around { lists: around.lists.saturating_add(1), block: None, ..around },
            "LI" => {
                let item = self.open(Role::Item, around);
                Around { item: Some(item), block: Some(item), ..around }
            }
            "Lbl" => Around { label: true, block: around.item.or(around.block), ..around },
            "Sect" | "Part" | "Art" | "Document" | "DocumentFragment" | "Div" | "Aside" => {
                Around { sections: around.sections.saturating_add(1), block: None, ..around }
            }
            "TOC" => Around { role: Some(Role::Contents), block: None, ..around },
            kind => self.block(kind, around),
        }
    }

    fn block(&mut self, kind: &str, around: Around) -> Around {
        let role = match kind {
            "H" => Role::Heading(around.sections.clamp(1, 6)),
            "Title" => Role::Heading(1),
            "P" => around.role.unwrap_or(Role::Paragraph),
            "TOCI" => Role::Contents,
            "Caption" => Role::Caption,
            "Note" | "FENote" => Role::Note,
            "BlockQuote" => Role::Quotation,
            "Code" | "Index" | "BibEntry" => Role::Paragraph,
            _ => match kind.strip_prefix('H').and_then(|level| level.parse().ok()) {
                Some(level) => Role::Heading(level),
                None => return around,
            },
        };
        if let (Role::Paragraph, Some(item)) = (role, around.item.filter(|item| !self.tags.blocks[*item as usize].body))
        {
            self.tags.blocks[item as usize].body = !around.label;
            return Around { block: Some(item), ..around };
        }
        // a paragraph inside a caption, note or quotation is that, and a heading inside a contents page is a line of it
        let inherits = matches!(role, Role::Note | Role::Quotation | Role::Contents);
        let role_inside = if inherits { Some(role) } else { around.role };
        let role = if around.role == Some(Role::Contents) { Role::Contents } else { role };
        Around { block: Some(self.open(role, around)), role: role_inside, ..around }
    }

    fn open(&mut self, role: Role, around: Around) -> BlockId {
        self.tags.blocks.push(Block { role, depth: around.lists.saturating_sub(1), cell: around.cell, body: false });
        self.tags.blocks.len() as BlockId - 1
    }

    fn cell(&mut self, element: &Dict<'a>, header: bool, around: Around) -> Around {
        let Some(table) = around.table else { return around };
        let span = |key: &[u8]| attribute(element, key).unwrap_or(1).clamp(1, MOST_COLUMNS);
        let grid = &mut self.tables[table];
        let columns = span(b"ColSpan");
        let column = grid.place(columns, span(b"RowSpan"));
        let row = grid.rows.saturating_sub(1);
        let around = Around { cell: Some(Cell { table: table as u32, row, column, columns, header }), ..around };
        Around { block: Some(self.open(Role::Paragraph, around)), item: None, ..around }
    }

    /// The standard name of what `element` is: documents may give their own names, and say what they stand for.
    fn role(&self, element: &Dict<'a>) -> String {
        let mut name = element.get::<Name<'_>>(b"S").map(|name| name.as_str().to_owned()).unwrap_or_default();
        for _ in 0..8 {
            match self.roles.get::<Name<'_>>(name.as_bytes()) {
                Some(other) if other.as_str() != name => name = other.as_str().to_owned(),
                _ => break,
            }
        }
        name
    }
}

/// An attribute of a cell, which may stand in one dictionary or in one of several.
fn attribute(element: &Dict<'_>, key: &[u8]) -> Option<u32> {
    if let Some(all) = element.get::<Array<'_>>(b"A") {
        return all.iter::<Object<'_>>().find_map(|one| one.into_dict()?.get::<u32>(key));
    }
    element.get::<Dict<'_>>(b"A")?.get::<u32>(key)
}

impl Grid {
    fn next_row(&mut self) {
        self.rows += 1;
        self.column = 0;
        self.taken.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
    }

    /// The column of the next cell, which is so many columns wide and so many rows high.
    fn place(&mut self, columns: u32, rows: u32) -> u32 {
        while self.taken.get(self.column as usize).is_some_and(|rows| *rows > 0) {
            self.column += 1;
        }
        let column = self.column.min(MOST_COLUMNS);
        self.column = column + columns;
        let end = self.column as usize;
        self.taken.resize(self.taken.len().max(end), 0);
        self.taken[column as usize..end].fill(rows);
        column
    }
}
