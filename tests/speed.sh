#!/bin/sh
# How fast the command is, as whole processes: folders converted and checked, and one filing beside python-docx, XlsxWriter
# and LibreOffice. Nothing is asserted: a machine is as fast as it is. docs/performance.md says what was measured.
#   sh tests/speed.sh          folders of 1,000 reports
#   sh tests/speed.sh 200      folders of 200
set -eu
cd "$(dirname "$0")/.."
command -v cargo >/dev/null || { [ -r "$HOME/.cargo/env" ] && . "$HOME/.cargo/env"; }
sh .ci/install gcc libc6-dev fonts-noto-cjk fonts-lxgw-wenkai fonts-liberation libreoffice-writer-nogui \
  python3-docx python3-xlsxwriter
many=${1:-1000}
# What is released is measured, unless GONGKAI names another program. Compiling it twice takes half an hour.
gongkai=${GONGKAI:-$(sh .ci/release)}
python=/usr/bin/python3
speed=$PWD/tests/speed
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
time_of() { "$python" "$speed/time.py" "$@"; }

mkdir -p "$work/txt"
"$python" - examples/data/shanzao-2023.txt "$work/txt" "$many" <<'PY'
import pathlib, sys
source, folder, many = sys.argv[1:]
text = pathlib.Path(source).read_text(encoding="utf-8")
for number in range(int(many)):
    pathlib.Path(folder, f"{number:05}.txt").write_text(text.replace("山枣镇", f"山枣{number}镇"), encoding="utf-8")
PY
cd "$work"
echo "folders of $many"
time_of 3 'txt → docx, pdf, xlsx' "$many" "$gongkai" convert txt -d out --to docx,pdf,xlsx --force
"$gongkai" convert txt -d out --to html --force >/dev/null 2>&1
for format in docx pdf xlsx html; do
  mkdir -p "$format"
  find out -name "*.$format" -exec mv {} "$format/" \;
done
for format in txt html docx xlsx pdf; do
  time_of 3 "check $format" "$many" "$gongkai" check "$format" --format csv
done

echo "one filing"
one=$(find txt -name '00000.txt')
"$gongkai" convert "$one" -o one.html -o one.docx -o one.json >/dev/null 2>&1
for format in docx xlsx pdf; do
  time_of 9 "gongkai json → $format" 1 "$gongkai" convert one.json -o "one-made.$format" --force
done
time_of 5 'python-docx' 1 "$python" "$speed/others.py" docx one.html python.docx
time_of 5 'XlsxWriter' 1 "$python" "$speed/others.py" xlsx one.html python.xlsx
time_of 3 'LibreOffice docx → pdf' 1 soffice -env:UserInstallation="file://$work/office" --headless --convert-to pdf one.docx
