#!/bin/sh
# Builds gongkai.exe and tries it under Wine: folders with Chinese names, the faces of C:\Windows\Fonts, files dropped on the
# icon, a file that another program holds, pipes.
#   sh tests/windows.sh            builds, then tries
#   sh tests/windows.sh build      builds alone: target/windows/gongkai.exe
#   sh tests/windows.sh check      compiles without linking, which takes a third of the time
# The target comes from rustup; where there is none, from Debian's own compiler, which builds the standard library as well.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
command -v cargo >/dev/null || { [ -r "$HOME/.cargo/env" ] && . "$HOME/.cargo/env"; }
say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }
target=x86_64-pc-windows-gnu
out=$root/target/windows
: "${GONGKAI_WINDOWS_TARGET:=$root/target/windows/build}"
: "${GONGKAI_WINDOWS_PROFILE:=dist}"

# cargo VERB …: by the compiler that has the target.
cargo_for_windows() {
  verb=$1
  shift
  if [ -d "$(rustc --print sysroot)/lib/rustlib/$target" ] ||
     { command -v rustup >/dev/null && rustup target add "$target" >/dev/null 2>&1; }; then
    env CARGO_TARGET_DIR="$GONGKAI_WINDOWS_TARGET" cargo "$verb" --quiet --locked --target "$target" "$@"
  else
    sh .ci/install rustc-web cargo-web rust-web-src
    # Named in full, so that the two compilers of a machine are not mixed up.
    env CARGO_TARGET_DIR="$GONGKAI_WINDOWS_TARGET" RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 \
      /usr/bin/cargo "$verb" --quiet --locked -Zbuild-std=std,panic_unwind --target "$target" "$@"
  fi
}

# What is compiled of C for the connections is compiled for a check too.
sh .ci/install gcc-mingw-w64-x86-64
if [ "${1:-}" = check ]; then
  cargo_for_windows check --package gongkai-cli
  exit 0
fi
cargo_for_windows build --package gongkai-cli --profile "$GONGKAI_WINDOWS_PROFILE"
mkdir -p "$out"
cp "$GONGKAI_WINDOWS_TARGET/$target/$GONGKAI_WINDOWS_PROFILE/gongkai.exe" "$out/gongkai.exe"
say "target/windows/gongkai.exe $(wc -c < "$out/gongkai.exe") bytes"
[ "${1:-}" = build ] && exit 0

sh .ci/install wine64 wine fonts-noto-cjk fonts-lxgw-wenkai poppler-utils
made=$(mktemp -d)
trap 'wineserver -k 2>/dev/null || true; rm -rf "$made"' EXIT
export WINEPREFIX="$made/wine" WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml=' LC_ALL=C.UTF-8
wineboot --init >/dev/null 2>&1
wineserver -w
mkdir -p "$made/程序"
cp "$out/gongkai.exe" "$made/程序/"

# Wine 8 lacks the library of random numbers that every Windows since 8 has.
cat > "$made/prng.c" <<'C'
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(void *bytes, ULONG length);
__declspec(dllexport) BOOL WINAPI ProcessPrng(unsigned char *bytes, SIZE_T length) {
  return SystemFunction036(bytes, (ULONG)length);
}
C
x86_64-w64-mingw32-gcc -shared -o "$made/程序/bcryptprimitives.dll" "$made/prng.c" -ladvapi32
# A program that holds a file as Word does: others may not touch it.
cat > "$made/hold.c" <<'C'
#include <windows.h>
#include <stdio.h>
int wmain(int count, wchar_t **names) {
  HANDLE file = CreateFileW(names[1], GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
  if (file == INVALID_HANDLE_VALUE) return 1;
  puts("held");
  fflush(stdout);
  Sleep(600000);
  return 0;
}
C
x86_64-w64-mingw32-gcc -municode -o "$made/hold.exe" "$made/hold.c"
fonts="$WINEPREFIX/drive_c/windows/Fonts"
mkdir -p "$fonts"
find /usr/share/fonts -name 'NotoSerifCJK-Regular.ttc' -o -name 'LXGWWenKai-Regular.ttf' | xargs -I{} cp {} "$fonts/"

wine_run() { wine "$made/程序/gongkai.exe" "$@" < /dev/null; }
tried=0
ok() { tried=$((tried + 1)); say "  通过 $1"; }
# expect STATUS WHAT COMMAND…: runs, keeps what it said in $made/said, and compares the exit code.
expect() {
  want=$1 what=$2
  shift 2
  got=0
  "$@" > "$made/said" 2>&1 || got=$?
  [ "$got" = "$want" ] || { cat "$made/said" >&2; die "失败 $what：退出码 $got，应为 $want"; }
  ok "$what"
}
has() { grep -q -- "$1" "$made/said" || { cat "$made/said" >&2; die "失败：没有说“$1”"; }; }

work="$made/各 乡镇（2024）"
mkdir -p "$work/青山镇"
cp examples/data/shanzao-2023.txt "$work/青山镇/报告.txt"
cd "$work"
expect 0 '写出四种格式' wine_run convert '青山镇\报告.txt' -o '写出\报告.docx' -o '写出\报告.xlsx' -o '写出\报告.json' -o '写出\报告.pdf'
pdffonts '写出/报告.pdf' > "$made/said"
has 'yes yes'
ok '用 C:\Windows\Fonts 的字体'
expect 0 '查一个文件夹' wine_run check . --format json -o '..\结果.json'
for name in 报告.docx 报告.xlsx 报告.pdf; do
  grep -q "$name" "$made/结果.json" || die "失败：结果里没有 $name"
done
expect 0 '读回各格式' wine_run check '写出' --strict
expect 0 '大小写不同的名字是同一个文件' wine_run check '写出\报告.docx'
expect 2 '不替换读进来的文件' wine_run convert '写出\报告.JSON' -o '写出\报告.json'
has '输出就是输入文件'
expect 0 '拖到图标上' wine_run "$(winepath -w "$work/写出/报告.docx")" "$(winepath -w "$work/写出/报告.xlsx")"
[ -s '写出/检查结果.html' ] || die '失败：没有写出检查结果.html'
expect 0 '再拖一次，上次的还在' wine_run "$(winepath -w "$work/写出/报告.docx")"
[ -s '写出/检查结果-2.html' ] || die '失败：没有写出检查结果-2.html'

touch "$made/held"
wine "$made/hold.exe" "$(winepath -w "$work/写出/报告.docx")" > "$made/held" 2>/dev/null &
until grep -q held "$made/held"; do sleep 1; done
before=$(sha256sum '写出/报告.docx')
expect 2 '被占用的输出' wine_run convert '青山镇\报告.txt' -o '写出\报告.docx' --force
has '打开'
[ "$before" = "$(sha256sum '写出/报告.docx')" ] || die '失败：被占用的文件变了'
expect 2 '被占用的输入，其他文件照查' wine_run check '写出'
has '打开'
has '报告.pdf'
wineserver -k
wineserver -w 2>/dev/null || true
find '写出' -name '.gongkai-*' | grep -q . && die '失败：留下了临时文件'
ok '没有留下临时文件'

expect 2 '没有的盘' wine_run check 'Q:\没有\报告.docx'
has '不存在'
wine_run rules > "$made/said" 2>/dev/null
iconv -f UTF-8 -t UTF-8 "$made/said" > /dev/null && has '上年结转'
ok '管道里是 UTF-8'
say "gongkai.exe：$tried 项都通过"
