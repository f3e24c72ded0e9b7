# Flattens a cloud-config: one line for each value, its JSON pointer (RFC 6901), a tab and the value with \\, \n and \t
# escaped. Null values give no line. Reads block and flow collections, plain, quoted and block scalars; anchors, tags
# and several documents are refused with their line, because a guess would be worse.

{ sub(/\r$/, ""); line[++last] = $0 }

END {
  at = 1
  skip()
  if (at <= last) block("", indent(line[at]))
  skip()
  if (!failed && at <= last) fail("this line belongs to nothing before it")
  exit failed
}

function fail(why) {
  if (!failed) printf "line %d: %s\n", at, why > "/dev/stderr"
  failed = 1
  at = last + 1
}

function indent(text) {
  match(text, /^ */)
  return RLENGTH
}

function trim(text) {
  gsub(/^[ \t]+|[ \t]+$/, "", text)
  return text
}

# To the next line that means something.
function skip() {
  while (at <= last && (line[at] ~ /^[ \t]*(#.*)?$/ || (line[at] ~ /^---[ \t]*(#.*)?$/ && !started))) at++
  if (at <= last && line[at] ~ /^(---|\.\.\.)/) fail("more than one document")
  if (at <= last && line[at] ~ /^ *\t/) fail("a tab cannot indent")
  started = 1
}

# Where the key of a line ends: the position of its colon, or 0.
function colon(text,    quote, i) {
  text = substr(text, indent(text) + 1)
  quote = substr(text, 1, 1)
  if (quote == "\"" || quote == "'") {
    i = closing(text, 1)
    return i && substr(text, i + 1) ~ /^ *:([ \t]|$)/ ? i + index(substr(text, i + 1), ":") : 0
  }
  if (quote ~ /[[{#|>]/) return 0
  return match(text, /:([ \t]|$)/) && !(substr(text, 1, RSTART) ~ / #/) ? RSTART : 0
}

# The position of the quote that ends the one at `from`, or 0.
function closing(text, from,    quote, i, c) {
  quote = substr(text, from, 1)
  for (i = from + 1; i <= length(text); i++) {
    c = substr(text, i, 1)
    if (c == "\\" && quote == "\"") i++
    else if (c == quote) {
      if (quote == "'" && substr(text, i + 1, 1) == "'") i++
      else return i
    }
  }
  return 0
}

function unquote(text,    out, i, c) {
  if (text ~ /^'/) {
    text = substr(text, 2, length(text) - 2)
    gsub(/''/, "'", text)
    return text
  }
  if (text !~ /^"/) return text
  for (i = 2; i < length(text); i++) {
    c = substr(text, i, 1)
    if (c == "\\") {
      c = substr(text, ++i, 1)
      if (c == "n") c = "\n"
      else if (c == "t") c = "\t"
      else if (c !~ /["\\\/ ]/) fail("the escape \\" c " is not read here")
    }
    out = out c
  }
  return out
}

function pointer(path, key) {
  gsub(/~/, "~0", key)
  gsub(/\//, "~1", key)
  return path "/" key
}

function emit(path, value) {
  gsub(/\\/, "\\\\", value)
  gsub(/\n/, "\\n", value)
  gsub(/\t/, "\\t", value)
  if (!failed) print path "\t" value
}

function unread() { fail("anchors, aliases and tags are not read here") }

function plain(path, value) {
  if (value ~ /^[&*!]/) return unread()
  if (value !~ /^(~|null|Null|NULL|)$/) emit(path, value)
}

function block(path, depth) {
  if (failed) return
  if (line[at] ~ /^ *-([ \t]|$)/) sequence(path, depth)
  else if (colon(line[at])) mapping(path, depth)
  else value(path, depth - 1, trim(line[at]))
}

function mapping(path, depth,    here, end) {
  for (skip(); at <= last && indent(line[at]) == depth && line[at] !~ /^ *-([ \t]|$)/; skip()) {
    end = colon(line[at])
    if (!end) return fail("expected `key: value`")
    here = substr(line[at], depth + 1)
    value(pointer(path, unquote(trim(substr(here, 1, end - 1)))), depth, trim(substr(here, end + 1)), 1)
  }
  if (at <= last && indent(line[at]) > depth) fail("indented further than the keys before it")
}

function sequence(path, depth,    number, rest) {
  number = 0
  for (skip(); at <= last && indent(line[at]) == depth && line[at] ~ /^ *-([ \t]|$)/; skip()) {
    rest = substr(line[at], depth + 2)
    if (trim(rest) ~ /^(#.*)?$/) value(path "/" number++, depth, "")
    else {
      line[at] = substr(line[at], 1, depth) " " rest
      if (colon(line[at]) || trim(rest) ~ /^-([ \t]|$)/) block(path "/" number++, indent(line[at]))
      else value(path "/" number++, depth, trim(rest))
    }
  }
}

# The value that starts with `rest` on this line, of a key or an item at `depth`.
function value(path, depth, rest, of_key,    text, end) {
  if (failed) return
  if (rest ~ /^#/) rest = ""
  if (rest == "") {
    at++
    skip()
    if (at > last) return
    if (indent(line[at]) > depth || (of_key && indent(line[at]) == depth && line[at] ~ /^ *-([ \t]|$)/))
      block(path, indent(line[at]))
  } else if (rest ~ /^[|>]/) literal(path, depth, rest)
  else if (rest ~ /^[[{]/) {
    text = rest
    at++
    while (!balanced(text) && at <= last) text = text " " trim(line[at++])
    flow_text = text
    flow_at = 1
    flow(path)
    if (substr(flow_text, flow_at) !~ /^ *(#.*)?$/) fail("unexpected text after a flow collection")
  } else if (rest ~ /^["']/) {
    text = rest
    while (!(end = closing(text, 1)) && at < last) text = text " " trim(line[++at])
    if (!end) return fail("the quote never ends")
    if (substr(text, end + 1) !~ /^[ \t]*(#.*)?$/) fail("unexpected text after a quoted value")
    emit(path, unquote(substr(text, 1, end)))
    at++
  } else if (rest ~ /^[&*!]/) unread()
  else {
    text = uncommented(rest)
    at++
    while (at <= last && line[at] !~ /^[ \t]*(#.*)?$/ && indent(line[at]) > depth) text = text " " uncommented(line[at++])
    plain(path, text)
  }
}

function uncommented(text) {
  sub(/[ \t]#.*$/, "", text)
  return trim(text)
}

function literal(path, depth, header,    folded, chomp, margin, text, blanks, i, before) {
  folded = header ~ /^>/
  chomp = header ~ /^..?-/ || header ~ /^.-/ ? "-" : header ~ /\+/ ? "+" : ""
  margin = match(header, /[1-9]/) ? depth + substr(header, RSTART, 1) : 0
  for (at++; at <= last; at++) {
    if (line[at] ~ /^ *$/) {
      blanks++
      continue
    }
    if (!margin) margin = indent(line[at])
    if (indent(line[at]) <= depth || indent(line[at]) < margin) break
    before = text == "" ? "" : folded && !blanks ? " " : "\n"
    for (i = folded && text != "" ? 1 : 0; i < blanks; i++) before = before "\n"
    text = text before substr(line[at], margin + 1)
    blanks = 0
  }
  if (chomp == "+") while (blanks-- > 0) text = text "\n"
  if (chomp != "-" && text != "") text = text "\n"
  emit(path, text)
}

function balanced(text,    i, c, open) {
  for (i = 1; i <= length(text); i++) {
    c = substr(text, i, 1)
    if ((c == "\"" || c == "'") && substr(text, i - 1, 1) ~ /[[{,: ]/) {
      i = closing(text, i)
      if (!i) return 0
    } else if (c ~ /[[{]/) open++
    else if (c == "]" || c == "}") open--
  }
  return open <= 0
}

function flow_space() {
  while (substr(flow_text, flow_at, 1) ~ /^[ \t]$/) flow_at++
}

# A scalar of a flow collection, still quoted; `stop` are the characters that end a plain one.
function flow_scalar(stop,    start, end) {
  start = flow_at
  if (substr(flow_text, start, 1) ~ /["']/) {
    end = closing(flow_text, start)
    flow_at = end ? end + 1 : length(flow_text) + 1
  } else while (flow_at <= length(flow_text) && index(stop, substr(flow_text, flow_at, 1)) == 0) flow_at++
  return trim(substr(flow_text, start, flow_at - start))
}

function flow_value(path,    text) {
  flow_space()
  if (substr(flow_text, flow_at, 1) ~ /[[{]/) return flow(path)
  text = flow_scalar(",]}")
  if (text ~ /^["']/) emit(path, unquote(text))
  else plain(path, text)
}

function flow(path,    end, number, key) {
  end = substr(flow_text, flow_at++, 1) == "{" ? "}" : "]"
  for (number = 0; !failed; number++) {
    flow_space()
    if (substr(flow_text, flow_at, 1) == end) break
    if (flow_at > length(flow_text)) return fail("a flow collection never ends")
    if (end == "}") {
      key = unquote(flow_scalar(":,}"))
      flow_space()
      if (substr(flow_text, flow_at, 1) == ":") {
        flow_at++
        flow_value(pointer(path, key))
      }
    } else flow_value(path "/" number)
    flow_space()
    if (substr(flow_text, flow_at, 1) == ",") flow_at++
  }
  flow_at++
}
