# Merges two cloud-configs as text: awk -f merge.awk EMBEDDED CD. Mappings merge, lists are joined (an item of one line
# that is there already is not repeated), anything else of the second wins. Works on block style, where indentation shows
# the structure; where the two meet in flow style, or are of different kinds, it stops with the key.

BEGIN { depth = 0 }

{ sub(/\r$/, "") }
FILENAME == ARGV[1] { text["a", ++count["a"]] = $0; next }
{ text["b", ++count["b"]] = $0 }

END {
  for (side = "a"; ; side = "b") {
    if (text[side, first(side, 1, count[side] + 0)] ~ /^ *[[{]/) fail("a cloud-config that is merged must be written in block style")
    if (side == "b") break
  }
  if (failed) exit 1
  print "#cloud-config"
  merge(1, count["a"] + 0, 1, count["b"] + 0, 0, "")
  exit failed
}

function fail(why) {
  if (!failed) print why > "/dev/stderr"
  failed = 1
}

function indent(line) {
  match(line, /^ */)
  return RLENGTH
}

function means(line) { return line !~ /^[ \t]*(#.*)?$/ && line !~ /^(---|\.\.\.)/ }

function pad(count,    out) {
  while (count-- > 0) out = out " "
  return out
}

# First line of `side` from `start` to `end` that means something; end + 1 when there is none.
function first(side, start, end) {
  while (start <= end && !means(text[side, start])) start++
  return start
}

function key_of(line,    key) {
  key = line
  sub(/^ */, "", key)
  if (key ~ /^"[^"]*" *:/) { sub(/" *:.*$/, "", key); return substr(key, 2) }
  if (key ~ /^'[^']*' *:/) { sub(/' *:.*$/, "", key); return substr(key, 2) }
  sub(/ *:([ \t].*)?$/, "", key)
  if (match(key, /: /)) key = substr(key, 1, RSTART - 1)
  return key
}

# What follows the key on its own line, without a comment.
function rest_of(line) {
  sub(/^ */, "", line)
  if (line ~ /^"/) sub(/^"[^"]*" *:/, "", line)
  else if (line ~ /^'/) sub(/^'[^']*' *:/, "", line)
  else if (match(line, /:([ \t]|$)/)) line = substr(line, RSTART + 1)
  sub(/^[ \t]+/, "", line)
  sub(/^#.*$/, "", line)
  return line
}

# Notes where the entries of a mapping start and end, as entry[level, side, number, "start" | "end" | "key"].
function entries(level, side, start, end,    at, margin, number) {
  number = 0
  at = first(side, start, end)
  margin = at <= end ? indent(text[side, at]) : 0
  for (; at <= end; at++) {
    if (!means(text[side, at]) || indent(text[side, at]) != margin || substr(text[side, at], margin + 1) ~ /^-([ \t]|$)/) continue
    if (number) entry[level, side, number, "end"] = at - 1
    number++
    entry[level, side, number, "start"] = at
    entry[level, side, number, "key"] = key_of(text[side, at])
  }
  if (number) entry[level, side, number, "end"] = end
  entry[level, side, "margin"] = margin
  return number
}

function kind(side, start, end,    rest, inner) {
  rest = rest_of(text[side, start])
  if (rest ~ /^[{[]/) return rest ~ /^(\{ *\}|\[ *\])/ ? "empty" : "flow"
  if (rest != "") return rest ~ /^(~|null)[ \t]*(#.*)?$/ ? "empty" : "scalar"
  inner = first(side, start + 1, end)
  if (inner > end) return "empty"
  return text[side, inner] ~ /^ *-([ \t]|$)/ ? "list" : "map"
}

# Prints lines, moved from `margin` to `out`.
function copy(side, start, end, margin, out) {
  for (; start <= end; start++) {
    if (text[side, start] ~ /^[ \t]*$/) print ""
    else print pad(out) substr(text[side, start], (indent(text[side, start]) < margin ? indent(text[side, start]) : margin) + 1)
  }
}

function merge(a_start, a_end, b_start, b_end, out, path,    level, a_count, b_count, i, j, key, a_kind, b_kind) {
  level = ++depth
  a_count = entries(level, "a", a_start, a_end)
  b_count = entries(level, "b", b_start, b_end)
  for (i = 1; i <= a_count && !failed; i++) {
    key = entry[level, "a", i, "key"]
    for (j = b_count; j >= 1 && entry[level, "b", j, "key"] != key; j--) continue
    if (!j) {
      copy("a", entry[level, "a", i, "start"], entry[level, "a", i, "end"], entry[level, "a", "margin"], out)
      continue
    }
    entry[level, "b", j, "used"] = level
    a_kind = kind("a", entry[level, "a", i, "start"], entry[level, "a", i, "end"])
    b_kind = kind("b", entry[level, "b", j, "start"], entry[level, "b", j, "end"])
    if (a_kind == "map" && b_kind == "map") {
      print pad(out) key ":"
      merge(entry[level, "a", i, "start"] + 1, entry[level, "a", i, "end"], entry[level, "b", j, "start"] + 1, entry[level, "b", j, "end"], out + 2, path "." key)
    } else if (a_kind == "list" && b_kind == "list") {
      print pad(out) key ":"
      join_lists(entry[level, "a", i, "start"] + 1, entry[level, "a", i, "end"], entry[level, "b", j, "start"] + 1, entry[level, "b", j, "end"], out + 2)
    } else if (a_kind == b_kind || a_kind == "empty" || b_kind == "empty") {
      if (a_kind == "flow") fail("to merge " substr(path "." key, 2) " it must be written in block style")
      copy("b", entry[level, "b", j, "start"], entry[level, "b", j, "end"], entry[level, "b", "margin"], out)
    } else fail(substr(path "." key, 2) " is a " a_kind " in one text and a " b_kind " in the next")
  }
  for (j = 1; j <= b_count && !failed; j++) {
    if (entry[level, "b", j, "used"] != level)
      copy("b", entry[level, "b", j, "start"], entry[level, "b", j, "end"], entry[level, "b", "margin"], out)
    entry[level, "b", j, "used"] = 0
  }
  depth--
}

function join_lists(a_start, a_end, b_start, b_end, out,    at, margin, item, end, known) {
  at = first("a", a_start, a_end)
  margin = indent(text["a", at])
  copy("a", at, a_end, margin, out)
  at = first("b", b_start, b_end)
  margin = indent(text["b", at])
  while (at <= b_end) {
    for (end = at + 1; end <= b_end && !(means(text["b", end]) && indent(text["b", end]) == margin); end++) continue
    item = substr(text["b", at], margin + 1)
    known = 0
    if (end == at + 1 || first("b", at + 1, end - 1) == end)
      for (margin_a = a_start; margin_a <= a_end; margin_a++)
        if (means(text["a", margin_a]) && substr(text["a", margin_a], indent(text["a", margin_a]) + 1) == item && item !~ /^- *[^ ]+:([ \t]|$)/) known = 1
    if (!known) copy("b", at, end - 1, margin, out)
    at = end
  }
}
