#!/usr/bin/env bash
# Puts the real programs that edgelab is tested against on this machine: govc and vcsim (built from a Go module beside
# this script), pyvmomi (a virtual environment), and Debian's packages. Everything of ours goes to .peers/ in the
# checkout; only `--apt` touches the system. Safe to run again: what is there already is kept.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD/.peers
mkdir -p "$root/bin"

say() { printf 'peers: %s\n' "$*"; }

if [[ ${1:-} == --apt ]]; then
  missing=()
  # program:package; a program that is there already, from whichever package, is used as it is
  pairs=(
    xorriso:xorriso
    isoinfo:genisoimage
    bsdtar:libarchive-tools
    blkid:util-linux
    sfdisk:fdisk
    kubectl:kubernetes-client
    openssl:openssl
    qemu-img:qemu-utils
    qemu-system-x86_64:qemu-system-x86
    mke2fs:e2fsprogs
    debugfs:e2fsprogs
    e2fsck:e2fsprogs
    mkfs.vfat:dosfstools
    mcopy:mtools
    grub-mkimage:grub-pc-bin
    busybox:busybox-static
  )
  for pair in "${pairs[@]}"; do
    command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
  done
  [[ -e /usr/share/OVMF/OVMF_VARS_4M.fd ]] || missing+=(ovmf)
  # not by a program's name: other packages bring those as well
  [[ -e /usr/lib/grub/i386-pc/boot.img ]] || missing+=(grub-pc-bin)
  [[ -e /usr/lib/grub/x86_64-efi/normal.mod ]] || missing+=(grub-efi-amd64-bin)
  compgen -G '/boot/vmlinuz-*' >/dev/null || missing+=(linux-image-amd64)
  [[ -e /usr/lib/grub-rescue/grub-rescue-cdrom.iso ]] || missing+=(grub-rescue-pc)
  [[ -e /usr/lib/ipxe/ipxe.iso ]] || missing+=(ipxe)
  python3 -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3 python3-venv)
  if ((${#missing[@]})); then
    say "installing ${missing[*]}"
    sudo=$([[ $(id -u) == 0 ]] || echo sudo)
    $sudo apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  fi
fi

if [[ ${1:-} == --apt && ! -e $root/stand-in/complete ]]; then
  say "unpacking what the stand-in installer is made of (100 MB, no root)"
  bash scripts/stand-in-packages.sh "$root/stand-in"
  touch "$root/stand-in/complete"
fi

digest=$(cat scripts/peers/go.mod scripts/peers/go.sum scripts/peers/*/main.go | sha256sum | cut -c1-16)
if [[ $(cat "$root/go.digest" 2>/dev/null) != "$digest" ]]; then
  command -v go >/dev/null || { say "Go 1.25 or newer is needed for govc and vcsim"; exit 1; }
  say "building vcsim and govc (about a minute the first time)"
  (cd scripts/peers && CGO_ENABLED=0 go build -trimpath -o "$root/bin/" ./vcsim ./govc)
  echo "$digest" >"$root/go.digest"
fi

pyvmomi=9.1.1.0
if [[ $(cat "$root/pyvmomi.version" 2>/dev/null) != "$pyvmomi" ]]; then
  command -v python3 >/dev/null || { say "Python 3 is needed for pyvmomi"; exit 1; }
  say "installing pyvmomi $pyvmomi"
  python3 -m venv --clear "$root/venv"
  "$root/venv/bin/pip" install --quiet --disable-pip-version-check "pyvmomi==$pyvmomi"
  echo "$pyvmomi" >"$root/pyvmomi.version"
fi

say "ready in $root"
