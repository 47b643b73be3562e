#!/bin/sh
# Builds the engine (WebAssembly) and the page: web/dist/gongkai.html, one file that needs nothing else.
#   sh web/build.sh            the engine and the page
#   sh web/build.sh engine     the engine alone: web/engine/dist
# Needs cargo and Node (with npm), and the sources of Rust's standard library, which is built for size with the rest: rustup's component
# rust-src, or Debian's own compiler (packages rustc-web cargo-web rust-web-src lld-19). Without them the engine is half a megabyte larger.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
command -v cargo >/dev/null || { [ -r "$HOME/.cargo/env" ] && . "$HOME/.cargo/env"; }
say() { printf '%s\n' "$*" >&2; }
# A folder of its own: the programs' own builds are not thrown away by another compiler.
: "${GONGKAI_WASM_TARGET:=$root/target/wasm}"
target=wasm32-unknown-unknown

# Without the extensions that browsers of 2020 lack (reference types, bulk memory): 360, UOS and Kylin ship such. And without the
# names of this machine's folders: where libraries lie is cut off what a panic says.
cargo fetch --quiet --locked
flags=-Ctarget-cpu=mvp
for sources in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*/; do
  flags=$(printf '%s\037--remap-path-prefix=%s=' "$flags" "$sources")
done
# Nothing of others is exported (web/engine/exports.sh).
export GONGKAI_WASM_LD CARGO_ENCODED_RUSTFLAGS="$flags" CARGO_TARGET_DIR="$GONGKAI_WASM_TARGET"
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER="$root/web/engine/exports.sh"
# As one kind of library alone: with a Rust library beside it, which its tests use, cargo would not optimize across crates.
build() {
  cargo=$1
  shift
  "$cargo" rustc --quiet --locked --package gongkai-wasm --lib --crate-type cdylib --profile wasm --target "$target" "$@"
}
# The standard library too: with short ways of sorting, of which the engine has more than a hundred.
small() (
  export RUSTC_BOOTSTRAP=1
  build "$1" -Zbuild-std=std,panic_abort -Zbuild-std-features=optimize_for_size
)
has_sources() { [ -e "$1/lib/rustlib/src/rust/library/std/src/lib.rs" ]; }
rustup=$(command -v rustup || true)
sysroot=$(rustc --print sysroot)
lld=$sysroot/lib/rustlib/$(rustc -vV | sed -n 's/^host: //p')/bin/rust-lld
GONGKAI_WASM_LD=$lld
has_sources "$sysroot" || [ -z "$rustup" ] || rustup component add rust-src >/dev/null 2>&1 || true
if has_sources "$sysroot" && [ -x "$lld" ] && small cargo; then
  :
elif [ -x /usr/bin/rustc ] && [ -x /usr/bin/cargo ] && has_sources /usr; then
  GONGKAI_WASM_LD=$(ls /usr/bin/wasm-ld-* 2>/dev/null | sort -V | tail -n 1)
  [ -n "$GONGKAI_WASM_LD" ] || { say "没有 wasm-ld：请安装 lld-19 / no wasm-ld: install lld-19"; exit 2; }
  # Named in full, so that the two compilers of a machine are not mixed up.
  (export RUSTC=/usr/bin/rustc && small /usr/bin/cargo)
elif [ -d "$sysroot/lib/rustlib/$target" ] || { [ -n "$rustup" ] && rustup target add "$target" >/dev/null 2>&1; }; then
  GONGKAI_WASM_LD=$lld
  build cargo
else
  say "没有编译到 WebAssembly 的工具：rustup component add rust-src，或 Debian 上 apt install rustc-web cargo-web rust-web-src lld-19"
  say "nothing here compiles to WebAssembly: rustup component add rust-src, or on Debian the packages above"
  exit 2
fi

# The JavaScript around the module is of the very version of wasm-bindgen that is inside it.
inside=$(sed -n '/^name = "wasm-bindgen"$/{n;s/version = "\(.*\)"/\1/p;}' Cargo.lock)
around=$(sed -n '/^name = "wasm-bindgen-cli-support"$/{n;s/version = "\(.*\)"/\1/p;}' web/bindgen/Cargo.lock)
[ "$inside" = "$around" ] || { say "wasm-bindgen $inside ≠ $around: web/bindgen/Cargo.toml"; exit 2; }
unset CARGO_ENCODED_RUSTFLAGS CARGO_TARGET_DIR
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
