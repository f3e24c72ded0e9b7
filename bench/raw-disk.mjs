import { createHash } from "node:crypto";
import { copyFile, link, mkdir, open, readdir, readFile, stat, truncate, writeFile } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { timed } from "./process.mjs";

const mebibyte = 1 << 20;
const diskBytes = 4096 * mebibyte;
/** What an installed system is made of, in bytes of files. */
const shares = { program: 850 * mebibyte, text: 500 * mebibyte, packed: 200 * mebibyte };
const packedNames = new Set([".gz", ".xz", ".bz2", ".zst", ".zip", ".jar", ".whl", ".png", ".jpg", ".deb", ".woff2"]);
const largest = 64 * mebibyte;

/**
 * Makes a raw disk of 4 GiB with an ext4 of about 1.6 GiB of this machine's own programs, texts and compressed files,
 * without root. The same /usr gives the same disk. Needs mke2fs.
 *
 * @param {string} folder takes the disk, and the files meanwhile
 * @returns {Promise<{ path: string, files: Record<string, number> }>}
 */
export async function makeRawDisk(folder) {
  const path = join(folder, "disk.raw");
  const tree = join(folder, "tree");
  const taken = Object.fromEntries(Object.keys(shares).map((kind) => [kind, 0]));
  const add = async (kind, size, write) => {
    if (taken[kind] + size > shares[kind]) return;
    taken[kind] += size;
    await write();
  };
  // by digest of the name: a bit of everything, and the same again the next time
  const names = (await filesBelow("/usr")).map((name) => [createHash("md5").update(name).digest("hex"), name]).sort();
  for (const [, name] of names) {
    const { size } = await stat(name);
    const kind = await kindOf(name, size);
    if (kind) await add(kind, size, () => place(name, join(tree, name)));
  }
  // container layers are compressed archives; a machine without any gets texts that were packed for the purpose
  for (const [digest, name] of names) {
    if (taken.packed >= shares.packed * 0.99) break;
    const { size } = await stat(name);
    if (size < 4096 || size > mebibyte || packedNames.has(extname(name))) continue;
    const packed = gzipSync(await readFile(name));
    await add("packed", packed.length, () => put(join(tree, "packed", `${digest}.gz`), packed));
  }
  await writeFile(path, "");
  await truncate(path, diskBytes);
  const uuid = "6d1ab000-0000-4000-8000-000000000001";
  const options = ["-q", "-F", "-t", "ext4", "-L", "BENCH", "-U", uuid, "-E", `hash_seed=${uuid}`, "-d", tree, path];
  const env = { PATH: `${process.env.PATH}:/usr/sbin:/sbin`, E2FSPROGS_FAKE_TIME: "1767225600" };
  await timed("mke2fs", options, { env });
  return { path, files: taken };
}

async function filesBelow(folder) {
  const found = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...(await filesBelow(path)));
    else if (entry.isFile()) found.push(path);
  }
  return found;
}

/** undefined for what would be the only thing on the disk, or nothing. */
async function kindOf(name, size) {
  if (size === 0 || size > largest) return undefined;
  if (packedNames.has(extname(name))) return "packed";
  const file = await open(name);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    return buffer.subarray(0, bytesRead).includes(0) ? "program" : "text";
  } finally {
    await file.close();
  }
}

async function place(from, to) {
  await mkdir(dirname(to), { recursive: true });
  // a link costs nothing; others' files may not be linked, nor those of another file system
  await link(from, to).catch(() => copyFile(from, to));
}

async function put(path, bytes) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}
