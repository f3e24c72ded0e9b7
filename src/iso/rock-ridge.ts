import { viewOf, writeBoth32 } from "./sector.ts";

/** POSIX modes with their type bits, as PX carries them. */
export const fileMode = 0o100000;
export const directoryMode = 0o040000;

/**
 * System use fields of Rock Ridge 1.10 (RRIP_1991A): what lets Linux see `user-data` instead of `USER_DAT.;1`.
 *
 * @param name undefined for the records of a directory itself and of its parent
 * @param isRootSelf the one record that announces the extension to the whole volume
 */
export function encodeRockRidge(
  { name, mode, links }: { readonly name?: string; readonly mode: number; readonly links: number },
  { isRootSelf = false }: { readonly isRootSelf?: boolean } = {},
): Uint8Array {
  const fields: Uint8Array[] = [];
  if (isRootSelf) fields.push(field("SP", Uint8Array.of(0xbe, 0xef, 0)));
  const posix = new Uint8Array(32);
  const view = viewOf(posix);
  writeBoth32(view, 0, mode);
  writeBoth32(view, 8, links);
  fields.push(field("PX", posix));
  if (name !== undefined) fields.push(field("NM", Uint8Array.of(0, ...Buffer.from(name))));
  if (isRootSelf) fields.push(extensionReference());
  return Buffer.concat(fields);
}

/** The `ER` field. Its texts are those of the specification, the source left out so that no continuation is needed. */
function extensionReference(): Uint8Array {
  const id = Buffer.from("RRIP_1991A");
  const description = Buffer.from(
    "THE ROCK RIDGE INTERCHANGE PROTOCOL PROVIDES SUPPORT FOR POSIX FILE SYSTEM SEMANTICS",
  );
  return field("ER", Buffer.concat([Uint8Array.of(id.length, description.length, 0, 1), id, description]));
}

function field(signature: string, data: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(signature, "latin1"), Uint8Array.of(4 + data.length, 1), data]);
}
