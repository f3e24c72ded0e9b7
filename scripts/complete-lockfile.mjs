// A registry that mirrors only some platforms leaves the others' optional packages out of package-lock.json, and `npm ci`
// then refuses the lockfile everywhere. This adds the missing entries, by name, version and platform; those platforms'
// own npm resolves them. Run after `npm install` when `npm ci` says "Missing: ...".
import { readFileSync, writeFileSync } from "node:fs";

const path = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(path, "utf8"));
const systems = ["aix", "android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32"];
const processors = ["arm64", "arm", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "x64", "wasm32"];

for (const [owner, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
  if (owner === "") continue;
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const entry = `node_modules/${name}`;
    const nested = Object.keys(lock.packages).some((at) => at.endsWith(entry));
    const words = name.split(/[-/]/);
    const os = systems.find((system) => words.includes(system));
    if (nested || os === undefined || !/^\d/.test(version)) continue;
    const cpu = processors.find((processor) => words.includes(processor)) ?? words.at(-1);
    const libc = words.includes("musl") ? { libc: ["musl"] } : {};
    lock.packages[entry] = { version, cpu: [cpu], ...(dev && { dev }), ...libc, optional: true, os: [os] };
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
