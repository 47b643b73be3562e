#!/bin/sh
# Builds the engine (WebAssembly) and the page: web/dist/gongkai.html, one file that needs nothing else.
#   sh web/build.sh            the engine and the page
#   sh web/build.sh engine     the engine alone: web/engine/dist
# Needs cargo and Node (with npm). The target for WebAssembly comes from rustup; where there is none, from Debian's own compiler
# (packages rustc-web cargo-web rust-web-src lld-19), which builds the standard library as well.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
command -v cargo >/dev/null || { [ -r "$HOME/.cargo/env" ] && . "$HOME/.cargo/env"; }
say() { printf '%s\n' "$*" >&2; }
# A folder of its own: the programs' own builds are not thrown away by another compiler.
: "${GONGKAI_WASM_TARGET:=$root/target/wasm}"
target=wasm32-unknown-unknown

# Without the extensions that browsers of 2020 lack (reference types, bulk memory): 360, UOS and Kylin ship such.
flags='-C target-cpu=mvp'
if [ -d "$(rustc --print sysroot)/lib/rustlib/$target" ] ||
   { command -v rustup >/dev/null && rustup target add "$target" >/dev/null 2>&1; }; then
  # (The standard library that rustup brings has them all the same; Chromium 97 and its like know them.)
  env CARGO_TARGET_DIR="$GONGKAI_WASM_TARGET" RUSTFLAGS="$flags" \
    cargo build --quiet --locked --package gongkai-wasm --lib --profile wasm --target "$target"
elif [ -x /usr/bin/rustc ] && [ -x /usr/bin/cargo ] && [ -e /usr/lib/rustlib/src/rust/library/std/src/lib.rs ]; then
  linker=$(ls /usr/bin/wasm-ld-* 2>/dev/null | sort -V | tail -n 1)
  [ -n "$linker" ] || { say "没有 wasm-ld：请安装 lld-19 / no wasm-ld: install lld-19"; exit 2; }
  # Named in full, so that the two compilers of a machine are not mixed up.
  env CARGO_TARGET_DIR="$GONGKAI_WASM_TARGET" RUSTFLAGS="$flags" RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 \
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER="$linker" \
    /usr/bin/cargo build --quiet --locked -Zbuild-std=std,panic_abort \
    --package gongkai-wasm --lib --profile wasm --target "$target"
else
  say "没有编译到 WebAssembly 的工具：rustup target add $target，或 Debian 上 apt install rustc-web cargo-web rust-web-src lld-19"
  say "nothing here compiles to WebAssembly: rustup target add $target, or on Debian the packages above"
  exit 2
fi

# The JavaScript around the module is of the very version of wasm-bindgen that is inside it.
inside=$(sed -n '/^name = "wasm-bindgen"$/{n;s/version = "\(.*\)"/\1/p;}' Cargo.lock)
around=$(sed -n '/^name = "wasm-bindgen-cli-support"$/{n;s/version = "\(.*\)"/\1/p;}' web/bindgen/Cargo.lock)
[ "$inside" = "$around" ] || { say "wasm-bindgen $inside ≠ $around: web/bindgen/Cargo.toml"; exit 2; }
cargo build --quiet --locked --release --manifest-path web/bindgen/Cargo.toml --target-dir target/tools

command -v wasm-opt >/dev/null || [ -x web/engine/node_modules/.bin/wasm-opt ] ||
  npm ci --silent --no-audit --no-fund --prefix web/engine
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
target/tools/release/gongkai-bindgen "$GONGKAI_WASM_TARGET/$target/wasm/gongkai_wasm.wasm" "$made"
say "wasm-opt …"
node web/engine/finish.js "$made"
rm -rf web/engine/dist
mkdir -p web/engine/dist
cp "$made"/gongkai.js "$made"/gongkai.d.ts "$made"/gongkai_bg.wasm web/engine/dist/
say "web/engine/dist/gongkai_bg.wasm $(wc -c < web/engine/dist/gongkai_bg.wasm) bytes"
[ "${1:-}" = engine ] && exit 0

cd web
[ -d node_modules ] || npm ci --silent --no-audit --no-fund
npm run --silent build
