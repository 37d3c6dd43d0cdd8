//! Editions, as the program makes and checks them: released, corrected, withdrawn, tampered with, killed.

mod alone;
mod approved;
mod causes;
mod claims;
mod earlier;
mod feed;
mod forged;
mod frozen;
mod immutable;
#[cfg(unix)]
mod killed;
mod limits;
mod refused;
mod registered;
mod reviewed;
mod scenario;
mod tampered;
mod withdrawn;
