#!/usr/bin/env bash
# Unpacks the Debian packages that the bootable stand-in installer is made of into a folder, for `edgelab iso stand-in
# --packages FOLDER`. Needs Debian on amd64 with package lists (`apt-get update`), no root, and installs nothing:
# the kernel only goes into the folder. Safe to run again: what is there in this version is kept.
#
#   bash scripts/stand-in-packages.sh FOLDER
set -euo pipefail

folder=${1:?usage: stand-in-packages.sh FOLDER}
wanted=(linux-image-amd64 busybox-static fdisk e2fsprogs curl grub-common grub-pc-bin grub-efi-amd64-bin)

say() { printf 'stand-in packages: %s\n' "$*"; }

if ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then
  say "apt-get and dpkg are needed: run this on Debian, and take the folder along"
  exit 1
fi
mkdir -p "$folder/.packages"
folder=$(cd "$folder" && pwd)

# depends PACKAGE...: the packages and all that they depend on, one a line; virtual ones are left out
depends() {
  apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces --no-enhances "$@" |
    grep -E '^[a-z0-9]' | sort -u
}

# The kernel's own dependencies (initramfs-tools and so on) are for installing it; its image is enough here.
kernel=$(apt-cache depends --no-recommends --no-suggests linux-image-amd64 | sed -nE 's/^ *Depends: (linux-image-[0-9].*)/\1/p' | head -n 1)
[[ -n $kernel ]] || {
  say "there is no linux-image-amd64 in the package lists: run apt-get update, on Debian"
  exit 1
}
mapfile -t packages < <(printf '%s\n' "$kernel" && depends "${wanted[@]:1}" | grep -vxE 'debconf.*|perl.*|cdebconf|dpkg|tar|install-info')

cd "$folder/.packages"
missing=()
for package in "${packages[@]}"; do
  version=$(apt-cache policy "$package" | sed -nE 's/^ *Candidate: (.*)/\1/p')
  if [[ -z $version || $version == "(none)" || $(cat "$package.version" 2>/dev/null) == "$version" ]]; then continue; fi
  missing+=("$package=$version")
done
if ((${#missing[@]})); then
  say "fetching ${#missing[@]} packages"
  rm -f ./*.deb
  apt-get download -qq -o APT::Sandbox::User="$(id -un)" "${missing[@]}" >/dev/null
  for each in "${missing[@]}"; do
    package=${each%%=*}
    dpkg-deb --extract "$package"_*.deb "$folder"
    printf '%s' "${each#*=}" >"$package.version"
  done
  rm -f ./*.deb
fi

# An installed kernel has its lists of modules from depmod; busybox brings one that needs no root.
for modules in "$folder"/lib/modules/*/ "$folder"/usr/lib/modules/*/; do
  [[ -d $modules && ! -e $modules/modules.dep ]] || continue
  base=${modules%/lib/modules/*}
  busybox=$folder/bin/busybox
  [[ -e $busybox ]] || busybox=$folder/usr/bin/busybox
  "$busybox" depmod -b "$base" "$(basename "$modules")"
done
say "${#missing[@]} of ${#packages[@]} packages unpacked, the rest were there; now: edgelab iso stand-in --packages $folder -o stand-in.iso"
