//! Years compared, and changes led back to what caused them.

mod attribution;
mod attribution_restated;
mod compare_pages;
mod comparison;
mod gap;
mod lineage;
