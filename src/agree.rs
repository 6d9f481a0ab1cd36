//! Agreement: a sheet of passages drawn for people to code without seeing what planlint says of them, and, once it is
//! coded, how far the two agree beyond chance.

pub mod measures;
pub mod random;
pub mod result;
pub mod sample;
pub mod sheet;
pub mod words;
