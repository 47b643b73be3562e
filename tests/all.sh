#!/bin/sh
# Every test, on a fresh Debian machine: installs the linker, the fonts and the independent programs that re-read what
# the writers make, then runs formatting, lints and tests.
set -eu
cd "$(dirname "$0")/.."
command -v cargo >/dev/null || { [ -r "$HOME/.cargo/env" ] && . "$HOME/.cargo/env"; }
sh .ci/install gcc libc6-dev fonts-noto-cjk fonts-lxgw-wenkai fonts-liberation poppler-utils qpdf \
  libreoffice-writer-nogui libreoffice-calc-nogui python3-docx python3-openpyxl libfaketime
# With these the tests have other programs (the interpreter that the modules were installed for, named in full) read, recalculate and save again what was written.
GONGKAI_PYTHON=/usr/bin/python3 GONGKAI_SOFFICE=soffice
export GONGKAI_PYTHON GONGKAI_SOFFICE
cargo fmt --all --check
cargo clippy --workspace --all-targets --quiet -- -D warnings
# The command without its one way to the network; every other feature stays, so that nothing else is compiled again.
cargo clippy --workspace --bin gongkai --no-default-features --features gongkai/default,gongkai-collate/default --quiet -- -D warnings
cargo test --workspace --quiet
# The values of the domain for those who have types of their own.
cargo test --package gongkai-core --features serde --lib --quiet serialized
RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --quiet
# Every crate can be packed as it would be published.
cargo package --workspace --no-verify --allow-dirty --quiet
sh tests/validate.sh
sh tests/html.sh
# The page and the engine inside it, by the compiler that is here, where the library's sources come with it, or Debian's own.
command -v npm >/dev/null || sh .ci/install nodejs npm
rustup component add rust-src 2>/dev/null || rustup target add wasm32-unknown-unknown 2>/dev/null ||
  sh .ci/install rustc-web cargo-web rust-web-src lld-19
sh .ci/install chromium binaryen
# The program for Windows compiles; what it does there is tried by tests/windows.sh without an argument.
sh tests/windows.sh check
sh web/build.sh
(cd web/engine && npm test --silent)
sh web/test.sh
