#!/bin/sh
# The linker of the engine: hands on everything but the exports of others. The writer of PDF files exports a reader, a renderer and
# every type of its own, both ways as JSON, when it is built for WebAssembly. Nothing here calls them; what nobody exports is not
# linked, and neither is what it alone needs, its tables of data among it.
# $GONGKAI_WASM_LD is the linker itself (web/build.sh).
left=$#
while [ "$left" -gt 0 ]; do
  argument=$1
  shift
  left=$((left - 1))
  case $argument in
    --export)
      name=$1
      shift
      left=$((left - 1))
      case $name in *Pdf_*) ;; *) set -- "$@" --export "$name" ;; esac
      ;;
    --export=*Pdf_*) ;;
    *) set -- "$@" "$argument" ;;
  esac
done
exec "$GONGKAI_WASM_LD" "$@"
