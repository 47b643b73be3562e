#!/bin/sh
# A county's fortnight: sixty-odd files made by python-docx, openpyxl, LibreOffice and by hand, partly faulty, from the raw
# folder to letters, overview and consolidated report by four commands; then other programs re-read what came out.
#   sh examples/county.sh [FOLDER [BODIES]]      writes into out/county, or into FOLDER; 59 bodies, or so many
# GONGKAI names the command (else it is built), GONGKAI_PYTHON and GONGKAI_SOFFICE the programs.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
folder=${1:-$root/out/county}
bodies=${2:-59}
python=${GONGKAI_PYTHON:-/usr/bin/python3}
soffice=${GONGKAI_SOFFICE:-soffice}
if [ -z "${GONGKAI:-}" ]; then
  cd "$root"
  command -v cargo >/dev/null || { [ -r "$HOME/.cargo/env" ] && . "$HOME/.cargo/env"; }
  sh .ci/install gcc libc6-dev libreoffice-writer-nogui libreoffice-calc-nogui python3-docx python3-openpyxl
  cargo build --quiet --workspace --bin gongkai
  GONGKAI=$root/target/debug/gongkai
fi
# Only what an earlier run of this made is thrown away.
if [ -n "$(ls -A "$folder" 2>/dev/null)" ] && [ ! -e "$folder/.虚构的县" ]; then
  echo "$folder 里有别的文件，请另选一个空文件夹 / holds other files: name an empty folder" >&2
  exit 2
fi
mkdir -p "$folder"
: > "$folder/.虚构的县"
rm -rf "$folder/退改" "$folder/报送" "$folder/往年"
cd "$folder"
rm -rf 状态.toml 状态.报送内容 汇总.* 明细.xlsx
PYTHONDONTWRITEBYTECODE=1 "$python" "$root/examples/county/make.py" . "$soffice" "$bodies"

# A command that finds faults says so by 1, one that cannot read every file by 2: both are expected of such a folder.
may() { most=$1; shift; "$@" && return 0; status=$?; [ "$status" -le "$most" ] || exit "$status"; }

echo '一、检查，退回：每个有问题的单位一份修改意见，它自己的文件里有批注'
may 2 "$GONGKAI" -q check 报送 --year 2024 --expect 名单.xls --previous 往年 \
  --return 退改 --office 某县政务公开办公室 --date 2025-02-10 --deadline 2025-02-17 --track 状态.toml --by 张三 > 检查.txt 2> 检查.提示.txt
tail -n 20 检查.txt
echo '二、给领导看的汇总'
may 0 "$GONGKAI" -q report 报送 --organ 某县人民政府 --year 2024 --expect 名单.xls --previous 往年 --track 状态.toml \
  --deadline 2025-02-10 -o 汇总.docx -o 汇总.html -o 汇总.xlsx
echo '三、全县汇总报告'
may 0 "$GONGKAI" -q consolidate 报送 --year 2024 --expect 名单.xls --organ 某县人民政府 --level county --partial \
  -o 汇总报告.toml -o 汇总报告.docx --contributions 明细.xlsx > 汇总.txt 2> 汇总.提示.txt
echo '四、核对汇总报告'
may 2 "$GONGKAI" -q check 汇总报告.toml --children 报送 --expect 名单.xls > 核对.txt 2>&1
grep -q GK501 核对.txt && { echo '汇总数和各单位的数不符'; cat 核对.txt; exit 1; }
PYTHONDONTWRITEBYTECODE=1 "$python" "$root/examples/county/verify.py" . "$soffice"
