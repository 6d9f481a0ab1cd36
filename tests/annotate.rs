//! Comments in documents: where they go, that nothing else changes, and what a second run makes of them.

mod again;
mod laws;
mod odt;
mod office;
mod paper;
mod places;
mod refused;
