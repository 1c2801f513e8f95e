//! Rebuilds when a pack file changes: the packs are part of the binary.

fn main() {
    println!("cargo::rerun-if-changed=../../packs");
}
