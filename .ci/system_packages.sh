#!/usr/bin/env bash
# Makes sure that the programs outside Python are there; says nothing when they are.
# Usage: .ci/system_packages.sh [office|browser|font|pdf|python]...   (none named: all that the tests need)
# What is missing is installed where apt-get and the rights are at hand; otherwise the script says what to
# install, and fails.
set -euo pipefail

has() { command -v "$1" >/dev/null 2>&1; }

# soffice alone may be there without its spreadsheet part.
has_office() {
  has soffice || return 1
  [ "$(uname)" = Darwin ] || [ -e "$(dirname "$(readlink -f "$(command -v soffice)")")/libsclo.so" ]
}
has_browser() { has chromium || has chromium-browser || has google-chrome || [ -d "/Applications/Chromium.app" ]; }
has_font() { [ "$(uname)" = Darwin ] || { has fc-list && [ -n "$(fc-list :lang=ko family)" ]; }; }
has_pdf() { has pdftoppm; }
has_python() { python3 -c 'import ensurepip, venv' 2>/dev/null; }

debian() {
  case $1 in
    office) echo libreoffice-calc ;;
    browser) echo chromium ;;
    font) echo fonts-nanum fontconfig ;;
    pdf) echo poppler-utils ;;
    python) echo python3-venv ;;
  esac
}
fedora() {
  case $1 in
    office) echo libreoffice-calc ;;
    browser) echo chromium ;;
    font) echo google-noto-sans-cjk-fonts fontconfig ;;
    pdf) echo poppler-utils ;;
    python) echo python3 ;;
  esac
}
macos() {
  case $1 in
    office) echo --cask libreoffice ;;
    browser) echo --cask chromium ;;
    pdf) echo poppler ;;
    python) echo python ;;
  esac
}

find_missing() {
  local name
  for name in "$@"; do "has_$name" || echo "$name"; done
}

explain() {
  echo "These are missing: $*. Install them, then run the same command again:"
  echo "  Debian, Ubuntu:  sudo apt-get install --no-install-recommends $(for n in "$@"; do debian "$n"; done | xargs)"
  echo "  Fedora:          sudo dnf install $(for n in "$@"; do fedora "$n"; done | xargs)"
  for n in "$@"; do [ -z "$(macos "$n")" ] || echo "  macOS:           brew install $(macos "$n")"; done
}

# Root, or sudo that asks for no password: prints the words to put before a command.
rights() {
  if [ "$(id -u)" = 0 ]; then echo env; elif has sudo && sudo -n true 2>/dev/null; then echo "sudo -n"; else return 1; fi
}

install() {
  local packages as_root
  has apt-get && as_root=$(rights) || return 1
  packages=$(for n in "$@"; do debian "$n"; done)
  echo "Installing system packages:" $packages
  $as_root apt-get update -qq </dev/null &&
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages \
      </dev/null >/dev/null
}

[ $# -gt 0 ] || set -- office browser font pdf
missing=($(find_missing "$@"))
[ ${#missing[@]} -eq 0 ] && exit 0
install "${missing[@]}" || true
missing=($(find_missing "${missing[@]}"))
[ ${#missing[@]} -eq 0 ] || { explain "${missing[@]}" >&2; exit 1; }
