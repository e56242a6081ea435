#!/bin/sh
# Installs seodang @TAG@ for this user: downloads the archive of this system, compares its SHA-256, and copies the program.
# SEODANG_INSTALL_DIR names the folder [default: ~/.local/bin]. Nothing else is changed, and no administrator is needed.
set -eu
base=${SEODANG_BASE_URL:-https://github.com/@REPOSITORY@/releases/download/@TAG@}
tag=@TAG@
folder=${SEODANG_INSTALL_DIR:-$HOME/.local/bin}
case $(uname -s)-$(uname -m) in
  Linux-x86_64) target=x86_64-unknown-linux-musl ;;
  Linux-aarch64 | Linux-arm64) target=aarch64-unknown-linux-musl ;;
  Darwin-x86_64) target=x86_64-apple-darwin ;;
  Darwin-arm64) target=aarch64-apple-darwin ;;
  *) echo "there is no archive for $(uname -s) on $(uname -m): use cargo install" >&2; exit 1 ;;
esac
name=seodang-${tag#v}-$target
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
get() {
  if command -v curl > /dev/null; then curl -fsSL --proto '=https,file' -o "$1" "$base/$1"; else wget -q -O "$1" "$base/$1"; fi
}
get "$name.tar.gz"
get "$name.tar.gz.sha256"
if command -v sha256sum > /dev/null; then sha256sum -c "$name.tar.gz.sha256" > /dev/null; else shasum -a 256 -c "$name.tar.gz.sha256" > /dev/null; fi
tar -xzf "$name.tar.gz"
mkdir -p "$folder"
cp "$name/seodang" "$folder/seodang.new"
chmod 755 "$folder/seodang.new"
mv "$folder/seodang.new" "$folder/seodang"
echo "installed: $folder/seodang"
case :$PATH: in
  *:"$folder":*) ;;
  *) echo "add $folder to PATH to run it as seodang" ;;
esac
