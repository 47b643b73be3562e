#!/bin/sh
# The main job on a real report: reads the published text of a township's report, checks its sums, and writes the filing
# as Word, PDF and Excel into out/. Installs a linker and fonts on a fresh Debian machine.
set -eu
cd "$(dirname "$0")/.."
command -v cargo >/dev/null || { [ -r "$HOME/.cargo/env" ] && . "$HOME/.cargo/env"; }
sh .ci/install gcc libc6-dev fonts-noto-cjk fonts-lxgw-wenkai fonts-liberation
mkdir -p out
# Compiled to be there soon, and without its one way to the network; what is released is compiled to be fast.
gongkai() {
  verb=$1
  shift
  cargo "$verb" --profile first --package gongkai-cli --no-default-features --features gongkai/default "$@"
}
gongkai build
gongkai run --quiet -- \
  convert examples/data/shanzao-2023.txt -o out/shanzao-2023.docx -o out/shanzao-2023.pdf -o out/shanzao-2023.xlsx
gongkai run --quiet -- check examples/data/shanzao-2023.txt
ls -l out
