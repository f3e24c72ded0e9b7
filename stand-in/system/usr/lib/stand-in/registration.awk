# The body of POST /v1/edgehosts/register: a v1EdgeHostDevice of Palette's published API, as a host describes itself. The
# real agent's own body is not public. Reads the flattened settings (tags), then one file for each network interface:
# MAC address, address, prefix length, gateway, name servers. Everything else comes from the environment.

BEGIN { FS = "\t" }

FILENAME == ARGV[1] {
  if ($1 ~ /^\/stylus\/site\/tags\/[^\/]+$/) {
    key = substr($1, length("/stylus/site/tags/") + 1)
    gsub(/~1/, "/", key)
    gsub(/~0/, "~", key)
    labels = labels (labels ? "," : "") text(key) ":" text(unescape($2))
  }
  next
}

{
  name = FILENAME
  sub(/.*\//, "", name)
  count = split($5, servers, " ")
  dns = ""
  for (i = 1; i <= count; i++) dns = dns (i > 1 ? "," : "") text(servers[i])
  nics = nics (nics ? "," : "") "{" pair("nicName", name) "," pair("macAddr", $1) "," pair("ip", $2) "," pair("subnet", dotted($3)) "," \
    pair("gateway", $4) ",\"dns\":[" dns "],\"isDefault\":" (nics ? "false" : "true") "}"
  if (!address) {
    address = $2
    mac = $1
  }
}

END {
  printf "{\"metadata\":{%s,%s,\"labels\":{%s}},", pair("name", ENVIRON["id"]), pair("uid", ENVIRON["id"]), labels
  printf "\"spec\":{\"host\":{%s,%s,%s,%s,\"project\":{%s,%s},\"disableAutoRegister\":%s,%s},", pair("hostUid", ENVIRON["id"]), \
    pair("hostAddress", address), pair("macAddress", mac), pair("hostAuthToken", ENVIRON["token"]), pair("name", ENVIRON["project_name"]), \
    pair("uid", ENVIRON["project_uid"]), ENVIRON["disable_auto_register"], pair("remoteSsh", "enabled")
  printf "\"device\":{%s,%s,%s,\"cpu\":{\"cores\":%d},\"memory\":{\"sizeInMB\":%d},", pair("archType", "amd64"), \
    pair("hostType", "appliance"), pair("hostState", "registration"), ENVIRON["cpus"], ENVIRON["memory_mib"]
  printf "\"disks\":[{%s,\"size\":%d,%s,\"partitions\":[]}],\"nics\":[%s],", pair("controller", "SCSI"), ENVIRON["disk_gib"], \
    pair("vendor", ENVIRON["disk_vendor"]), nics
  printf "\"os\":{%s,%s},\"gpus\":[]}}}\n", pair("family", "edgelab-stand-in"), pair("version", "1")
}

function unescape(value,    out, i, c) {
  for (i = 1; i <= length(value); i++) {
    c = substr(value, i, 1)
    if (c == "\\") {
      c = substr(value, ++i, 1)
      c = c == "n" ? "\n" : c == "t" ? "\t" : c
    }
    out = out c
  }
  return out
}

function text(value) {
  gsub(/\\/, "\\\\", value)
  gsub(/"/, "\\\"", value)
  gsub(/\n/, "\\n", value)
  gsub(/\t/, "\\t", value)
  gsub(/[\001-\037]/, "", value)
  return "\"" value "\""
}

function pair(name, value) { return text(name) ":" text(value) }

function dotted(bits,    out, i, part) {
  for (i = 0; i < 4; i++) {
    part = bits >= 8 ? 255 : bits > 0 ? 256 - 2 ^ (8 - bits) : 0
    bits -= 8
    out = out (i ? "." : "") part
  }
  return out
}
