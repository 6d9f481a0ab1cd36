//! Comments in OpenDocument texts.

mod again;
mod laws;
mod paper;
mod places;
mod refused;
