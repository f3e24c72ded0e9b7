# Network interfaces by the names that systemd gives them, configured from the user-data or by DHCP.
# shellcheck shell=sh disable=SC2154 # `here` is set by common.sh

# name_interfaces: eth0 becomes ens160, or enp0s2 where the slot has no number
name_interfaces() {
  for each in /sys/class/net/*; do
    [ -e "$each/device" ] || continue
    address=$(find_pci_address "$each/device")
    [ -n "$address" ] || continue
    ip link set "${each##*/}" name "$(name_of "$address")" 2>/dev/null
  done
}

# find_pci_address DEVICE: a NIC of virtio sits one step below its PCI device
find_pci_address() {
  device=$(readlink -f "$1")
  while [ "$device" != / ] && [ ! -e "$device/config" ]; do device=$(dirname "$device"); done
  [ "$device" = / ] || basename "$device"
}

name_of() {
  for slot in /sys/bus/pci/slots/*; do
    [ -e "$slot/address" ] || continue
    if [ "$(cat "$slot/address")" = "${1%.*}" ]; then
      printf 'ens%s' "${slot##*/}"
      return
    fi
  done
  bus=${1#*:} bus=${bus%%:*}
  place=${1##*:} place=${place%.*}
  printf 'enp%ds%d' "0x$bus" "0x$place"
}

# prefix_of MASK: the length of a dotted mask, 24 without one
prefix_of() {
  printf '%s' "${1:-255.255.255.0}" | awk -F . '{ for (i = 1; i <= 4; i++) for (part = $i; part > 0; part = int(part / 2)) bits += part % 2; print bits }'
}

# configure_interface NAME: succeeds once it has an address; what it got is in /run/stylus/nics/NAME
configure_interface() {
  ip link set "$1" up
  of=/stylus/site/network/interfaces/$1
  address=$(setting "$of/ipAddress")
  if [ "$(setting "$of/type")" = static ] && [ -n "$address" ]; then
    length=${address#*/}
    [ "$length" = "$address" ] && length=$(prefix_of "$(setting "$of/mask")")
    interface=$1 ip=${address%/*} mask=$length router=$(setting "$of/gateway") dns=$(setting "$of/nameserver" | tr ',' ' ') "$here/dhcp" bound
    return
  fi
  # -n: give up without a lease, for the next try; the MAC address is the client identifier by default
  udhcpc -i "$1" -s "$here/dhcp" -n -t 4 -T 2 -A 1 -x "hostname:$(hostname)" >/dev/null 2>&1
}

# await_network: configures the interfaces until one has an address
await_network() {
  mkdir -p /run/stylus/nics
  said=
  while :; do
    for each in /sys/class/net/*; do
      name=${each##*/}
      [ -e "$each/device" ] || continue
      [ -e "/run/stylus/nics/$name" ] || configure_interface "$name"
    done
    [ -n "$(ls /run/stylus/nics)" ] && return
    if [ -z "$said" ]; then
      if ls -d /sys/class/net/*/device >/dev/null 2>&1; then say "No DHCPOFFERS received"; else say "No network interface found"; fi
    fi
    said=yes
    sleep 5
  done
}
