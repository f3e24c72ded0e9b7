import { viewOf, writeBoth32 } from "./sector.ts";

/** POSIX modes with their type bits, as PX carries them. */
export const fileMode = 0o100000;
export const directoryMode = 0o040000;
export const linkMode = 0o120000;

/** Bytes of data that one field holds at most: its length is one byte and includes the four of its header. */
const longestData = 250;
const continues = 1;

/**
 * System use fields of Rock Ridge 1.10 (RRIP_1991A): what lets Linux see `user-data` instead of `USER_DAT.;1`.
 *
 * @param name undefined for the records of a directory itself and of its parent
 * @param isRootSelf the one record that announces the extension to the whole volume
 */
export function rockRidgeFields(
  {
    name,
    target,
    mode,
    links,
  }: { readonly name?: string; readonly target?: string; readonly mode: number; readonly links: number },
  { isRootSelf = false }: { readonly isRootSelf?: boolean } = {},
): Uint8Array[] {
  const fields: Uint8Array[] = [];
  if (isRootSelf) fields.push(field("SP", Uint8Array.of(0xbe, 0xef, 0)));
  const posix = new Uint8Array(32);
  const view = viewOf(posix);
  writeBoth32(view, 0, mode);
  writeBoth32(view, 8, links);
  fields.push(field("PX", posix));
  if (name !== undefined) fields.push(...nameFields(Buffer.from(name)));
  if (target !== undefined) fields.push(...linkFields(target));
  if (isRootSelf) fields.push(extensionReference());
  return fields;
}

function nameFields(name: Uint8Array): Uint8Array[] {
  const parts = chunks(name, longestData - 1);
  return parts.map((part, index) => field("NM", Uint8Array.of(index < parts.length - 1 ? continues : 0, ...part)));
}

/** `SL`: the target, part by part (RRIP 1.10, 4.1.3). A part is never cut: those that a name allows fit one field. */
function linkFields(target: string): Uint8Array[] {
  const areas: Uint8Array[][] = [[]];
  let room = longestData - 1;
  for (const component of linkComponents(target)) {
    if (component.length > room) {
      areas.push([]);
      room = longestData - 1;
    }
    areas.at(-1)?.push(component);
    room -= component.length;
  }
  return areas.map((area, index) =>
    field("SL", Buffer.concat([Uint8Array.of(index < areas.length - 1 ? 1 : 0), ...area])),
  );
}

function* linkComponents(target: string): Generator<Uint8Array> {
  const [special, root] = [{ ".": 2, "..": 4 } as const, 8];
  if (target.startsWith("/")) yield Uint8Array.of(root, 0);
  for (const part of target.split("/").filter(Boolean)) {
    if (part === "." || part === "..") yield Uint8Array.of(special[part], 0);
    else {
      // one field holds a flag byte and 247 bytes of one part beside its header
      const pieces = chunks(Buffer.from(part), longestData - 3);
      yield* pieces.map((piece, index) =>
        Uint8Array.of(index < pieces.length - 1 ? continues : 0, piece.length, ...piece),
      );
    }
  }
}

function chunks(bytes: Uint8Array, length: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / length) }, (_, n) =>
    bytes.subarray(n * length, (n + 1) * length),
  );
}

/** The `ER` field. Its texts are those of the specification, the source left out so that no continuation is needed. */
function extensionReference(): Uint8Array {
  const id = Buffer.from("RRIP_1991A");
  const description = Buffer.from(
    "THE ROCK RIDGE INTERCHANGE PROTOCOL PROVIDES SUPPORT FOR POSIX FILE SYSTEM SEMANTICS",
  );
  return field("ER", Buffer.concat([Uint8Array.of(id.length, description.length, 0, 1), id, description]));
}

/** `CE`: where the fields of this record go on. */
export function continuationField(sector: number, offset: number, length: number): Uint8Array {
  const data = new Uint8Array(24);
  const view = viewOf(data);
  [sector, offset, length].forEach((value, index) => writeBoth32(view, index * 8, value));
  return field("CE", data);
}

export const continuationLength = 28;

function field(signature: string, data: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(signature, "latin1"), Uint8Array.of(4 + data.length, 1), data]);
}
