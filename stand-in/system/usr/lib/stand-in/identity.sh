# The Edge host ID: site.name, else the first of deviceUIDPaths that gives something, else the product UUID, else random.
# shellcheck shell=sh
# shellcheck source=stand-in/system/usr/lib/stand-in/common.sh

# clean: without the characters that Palette refuses, at most 128 long
clean() {
  tr -d "/?#&+%,\$~!@*(){}|=;:<>'.^\" \t\r\n" | cut -c1-128
}

# with_prefix VALUE
with_prefix() {
  prefix=$(setting /stylus/site/prefix)
  prefix=${prefix:-edge}
  value=$(printf '%s' "$1" | tr '[:upper:]' '[:lower:]')
  if printf '%s' "$value" | grep -qE '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'; then value=$(printf '%s' "$value" | tr -d -); fi
  case $value in
  "$prefix"-*) printf '%s' "$value" | clean ;;
  *) printf '%s-%s' "$prefix" "$value" | clean ;;
  esac
}

edge_host_id() {
  name=$(setting /stylus/site/name)
  case $name in
  "") ;;
  "\$random")
    with_prefix "$(random_id)"
    return
    ;;
  *)
    printf '%s' "$name" | clean
    return
    ;;
  esac
  number=0
  while path=$(setting "/stylus/site/deviceUIDPaths/$number/name") && [ -n "$path" ]; do
    expression=$(setting "/stylus/site/deviceUIDPaths/$number/regex")
    found=$(cat "$path" 2>/dev/null)
    [ -n "$expression" ] && found=$(printf '%s\n' "$found" | grep -oE -e "$expression" | head -n 1)
    if [ -n "$found" ]; then
      with_prefix "$found"
      return
    fi
    number=$((number + 1))
  done
  found=
  [ $number = 0 ] && found=$(cat /sys/class/dmi/id/product_uuid 2>/dev/null)
  with_prefix "${found:-$(random_id)}"
}

# random_id: 32 hex digits, the same for one disk
random_id() {
  [ -s /oem/.stand-in-random ] || tr -d - </proc/sys/kernel/random/uuid >/oem/.stand-in-random
  cat /oem/.stand-in-random
}
