# Shared by the programs of the stand-in. Sourced by busybox sh, which brings its own awk, findfs, mount and the like.
# shellcheck shell=sh

here=/usr/lib/stand-in
log=/run/stand-in.log

# say TEXT...: to the screen and to the serial console
say() {
  for terminal in /dev/tty1 /dev/ttyS0; do
    printf '%s\n' "$*" >"$terminal"
  done 2>/dev/null
}

# note LEVEL TEXT...: a line of the installer, as Kairos writes them
note() {
  line="$(date -u +%Y-%m-%dT%H:%M:%SZ) $*"
  printf '%s\n' "$line" >>"$log"
  say "$line"
}

# argument NAME: the value of a kernel argument, or its name when it has none
argument() {
  # shellcheck disable=SC2013 # words, not lines
  for word in $(cat /proc/cmdline); do
    case $word in
    "$1") printf '%s' "$1" ;;
    "$1"=*) printf '%s' "${word#*=}" ;;
    esac
  done
}

# has_header FILE: one of the three headers within the first ten lines
has_header() {
  head -n 10 "$1" | tr -d '\r' | grep -qE '^ *#(cloud|kairos|node)-config *$'
}

# use_settings FILE: makes `setting` answer from this cloud-config; prints why when it cannot be read
use_settings() {
  # shellcheck disable=SC2069 # why not, and nothing else, is printed
  awk -f "$here/yaml.awk" "$1" 2>&1 >/run/settings
}

# setting POINTER: the text of a value, empty when it is not there
setting() {
  printf '%b' "$(pointer=$1 awk -F '\t' '$1 == ENVIRON["pointer"] { value = $2 } END { printf "%s", value }' /run/settings)"
}

# is_on POINTER: whether a truth value is true
is_on() {
  case $(setting "$1") in [Tt]rue | TRUE | [Yy]es | YES | [Oo]n | ON) return 0 ;; esac
  return 1
}

# merge FIRST SECOND: one cloud-config on standard output, the second wins; why not on standard error
merge() {
  awk -f "$here/merge.awk" "$1" "$2"
}

# find_user_data FILE: copies the user-data of a CD to FILE and prints the device. Media labelled cidata or CIDATA come
# first, then every CD; ISO 9660 or FAT; the file is user-data, else config.
find_user_data() {
  mkdir -p /run/cidata
  for device in $(findfs LABEL=cidata 2>/dev/null) $(findfs LABEL=CIDATA 2>/dev/null) /dev/sr*; do
    [ -b "$device" ] || continue
    mount -o ro -t iso9660 "$device" /run/cidata 2>/dev/null || mount -o ro -t vfat "$device" /run/cidata 2>/dev/null || continue
    for name in user-data config; do
      [ -f /run/cidata/$name ] || continue
      head -c 1048576 /run/cidata/$name >"$1"
      umount /run/cidata
      printf '%s' "$device"
      return 0
    done
    umount /run/cidata
  done
  return 1
}

# for_ever: what is left to do when nothing is left to do
for_ever() {
  while :; do sleep 86400; done
}
