//! Editions, as the program makes and checks them: released, corrected, withdrawn, tampered with, killed.

mod approved;
mod earlier;
mod immutable;
#[cfg(unix)]
mod killed;
mod refused;
mod reviewed;
mod scenario;
mod tampered;
