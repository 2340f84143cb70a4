#!/usr/bin/env bash
# Makes sure that what Alokon needs from the system is there. Called by ./alokon and by docker/Dockerfile.
#
#   install-prerequisites.sh build|run|test
#
#   build  .NET SDK 10, Node with npm, ICU
#   run    PostgreSQL 15 or newer, a headless Chromium, the fonts of the papers; as root also the account `alokon`,
#          under which PostgreSQL and Chromium run (neither may be root)
#   test   what the tests check the results with (unzip, openssl, qpdf, pdftotext) and move a node's clock with (libfaketime)
#
# Each level is asked for by itself. Nothing missing: silent, and done at once. Something missing: installed with apt-get
# as root or where sudo asks no password; otherwise one line says what to install, and the exit code is 1.
set -euo pipefail

missing=()   # packages of Debian
unpackaged=() # what Debian has no package for

has() { command -v "$1" >/dev/null 2>&1; }

newest_postgresql() {
  local newest=0 folder
  for folder in /usr/lib/postgresql/*/bin/postgres; do
    [ -x "$folder" ] || continue
    folder=${folder#/usr/lib/postgresql/}
    folder=${folder%%/*}
    [[ $folder =~ ^[0-9]+$ ]] && [ "$folder" -gt "$newest" ] && newest=$folder
  done
  if [ "$newest" -lt 15 ] && has pg_config; then
    newest=$(pg_config --version | sed -E 's/^[^0-9]*([0-9]+).*/\1/')
  fi
  echo "$newest"
}

has_browser() {
  [ -n "${ALOKON_CHROMIUM:-}" ] && return 0
  local name
  for name in chromium-headless-shell chromium chromium-browser google-chrome; do has "$name" && return 0; done
  return 1
}

# Metric-compatible with Arial and Times New Roman: a letter breaks its lines as it would in an office's own fonts.
has_fonts() {
  compgen -G '/usr/share/fonts/truetype/liberation*/LiberationSans-Regular.ttf' >/dev/null &&
    compgen -G '/usr/share/fonts/truetype/liberation*/LiberationSerif-Regular.ttf' >/dev/null
}

need_for_build() {
  if ! has dotnet || ! dotnet --list-sdks 2>/dev/null | grep -q '^10\.'; then
    unpackaged+=(".NET SDK 10 (https://dot.net/download)")
  fi
  { has node && has npm; } || missing+=(nodejs npm)
  compgen -G '/usr/lib/*/libicuuc.so.*' >/dev/null || compgen -G '/usr/lib*/libicuuc.so.*' >/dev/null || missing+=(libicu)
}

need_for_run() {
  [ "$(newest_postgresql)" -ge 15 ] || missing+=(postgresql)
  has_browser || missing+=(chromium-headless-shell)
  has_fonts || missing+=(fonts-liberation)
  has setsid || missing+=(util-linux)
  compgen -G '/usr/lib/*/libicuuc.so.*' >/dev/null || compgen -G '/usr/lib*/libicuuc.so.*' >/dev/null || missing+=(libicu)
  [ -e /usr/share/zoneinfo/Asia/Jakarta ] || missing+=(tzdata)
}

need_for_test() {
  has unzip || missing+=(unzip)
  has openssl || missing+=(openssl)
  has qpdf || missing+=(qpdf)
  has pdftotext || missing+=(poppler-utils)
  compgen -G '/usr/lib/*/faketime/libfaketimeMT.so.1' >/dev/null || missing+=(libfaketime)
}

# Debian gives libicu its version in the name, and had two packages of Liberation for a while: 2.x is the one that draws
# as the papers were laid out with.
package_name() {
  case $1 in
    libicu) apt-cache --names-only search '^libicu[0-9]+$' | cut -d' ' -f1 | sort -V | tail -1 ;;
    fonts-liberation) if apt-cache show fonts-liberation2 >/dev/null 2>&1; then echo fonts-liberation2; else echo fonts-liberation; fi ;;
    *) echo "$1" ;;
  esac
}

install_missing() {
  local as_root=() package names=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
  export DEBIAN_FRONTEND=noninteractive
  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q)
  echo "alokon: installing ${missing[*]} (takes a minute or two)" >&2
  "${apt[@]}" update >&2
  for package in "${missing[@]}"; do names+=("$(package_name "$package")"); done
  if [[ " ${missing[*]} " == *" postgresql "* ]]; then
    # First, because Debian's package would otherwise start a cluster of its own on port 5432.
    "${apt[@]}" install -y --no-install-recommends postgresql-common >&2
    "${as_root[@]}" sed -ri 's/^#?\s*create_main_cluster\s*=.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
  fi
  "${apt[@]}" install -y --no-install-recommends "${names[@]}" >&2
}

can_install() {
  has apt-get && { [ "$(id -u)" -eq 0 ] || { has sudo && sudo -n true 2>/dev/null; }; }
}

list() { local IFS=,; local joined="$*"; echo "${joined//,/, }"; }

main() {
  case ${1:-} in
    build) need_for_build ;;
    run) need_for_run ;;
    test) need_for_test ;;
    *) echo "usage: install-prerequisites.sh build|run|test" >&2; exit 2 ;;
  esac

  if [ ${#unpackaged[@]} -gt 0 ]; then
    echo "alokon: please install $(list "${unpackaged[@]}" "${missing[@]}")" >&2
    exit 1
  fi

  if [ ${#missing[@]} -gt 0 ]; then
    if ! can_install; then
      echo "alokon: please install $(list "${missing[@]}") (on Debian: apt-get install --no-install-recommends ${missing[*]})" >&2
      exit 1
    fi
    install_missing || { echo "alokon: apt-get could not install ${missing[*]}; what it said stands above" >&2; exit 1; }
  fi

  if [ "$1" = run ] && [ "$(id -u)" -eq 0 ] && ! getent passwd alokon >/dev/null; then
    useradd --system --user-group --no-create-home --home-dir /var/lib/alokon --shell /usr/sbin/nologin alokon
  fi
}

main "$@"
