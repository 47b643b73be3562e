#!/bin/sh
# Has other programs look at eight varied filings as web pages and as parts to be pasted, and at eight documents of marks,
# links and small tables: the Nu HTML checker at their markup, axe in headless Chromium at what every reader can use of
# them, on a wide and on a narrow screen and in the dark. Any error or violation fails.
set -eu
cd "$(dirname "$0")/.."
command -v cargo >/dev/null || { [ -r "$HOME/.cargo/env" ] && . "$HOME/.cargo/env"; }
command -v npm >/dev/null || sh .ci/install npm
command -v java >/dev/null || sh .ci/install default-jre-headless
command -v chromium >/dev/null || sh .ci/install chromium
target=${CARGO_TARGET_DIR:-target}
tools=$target/html-checkers
files=$target/pages
[ -d "$tools/node_modules/axe-core" ] || PUPPETEER_SKIP_DOWNLOAD=1 npm install --silent --no-fund --no-audit --prefix "$tools" \
  vnu-jar@26.9.27 axe-core@4.14.1 puppeteer-core@25.16.0 >/dev/null
rm -rf "$files"
mkdir -p "$files/docx"
# The whole workspace is built, as the tests build it, so that nothing is compiled a second time with fewer features.
cargo build --quiet --workspace --bins --examples
"$target/debug/examples/varied" "$files/docx" 8
"$target/debug/gongkai" convert "$files"/docx/[0-9][0-9][0-9].docx -d "$files/page" --to html >/dev/null 2>&1
"$target/debug/gongkai" convert "$files"/docx/[0-9][0-9][0-9].docx -d "$files/part" --to html --fragment >/dev/null 2>&1
"$target/debug/examples/marked_pages" "$files" 8
# A part is looked at in the page of a site.
for part in "$files"/part/*.html; do
  { printf '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>年报</title></head><body><main>\n'
    cat "$part"; printf '</main></body></html>\n'; } >"$part.page"
  mv "$part.page" "$part"
done
[ "$(ls "$files/page" "$files/part" | grep -c html)" -eq 32 ]
java -jar "$tools/node_modules/vnu-jar/build/dist/vnu.jar" --errors-only --format gnu "$files"/page/*.html "$files"/part/*.html
echo "Nu HTML checker: 32 files, no errors"
NODE_PATH=$tools/node_modules node tests/html/axe.cjs "$files"/page/*.html "$files"/part/*.html
