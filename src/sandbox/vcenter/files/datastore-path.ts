import { invalidArgument } from "../fault.ts";

/** `[nvme-01] edgelab/iso/x.iso` apart. `path` has neither leading nor trailing slash; the datastore's root is "". */
export interface DatastorePath {
  readonly datastore: string;
  readonly path: string;
}

const form = /^\[([^\]]+)\]\s*(.*)$/;

/** @param property what InvalidArgument names when the text is no datastore path */
export function parseDatastorePath(text: string, property: string): DatastorePath {
  const match = form.exec(text);
  if (!match) throw invalidArgument(property);
  return { datastore: match[1]!, path: normalizePath(match[2]!, property) };
}

/** Single slashes, none at the ends. A path that climbs with `..` is refused. */
export function normalizePath(text: string, property: string): string {
  const parts = text.split("/").filter((part) => part !== "" && part !== ".");
  if (parts.includes("..")) throw invalidArgument(property);
  return parts.join("/");
}

export function formatDatastorePath({ datastore, path }: DatastorePath): string {
  return path === "" ? `[${datastore}]` : `[${datastore}] ${path}`;
}

/** The directory part; "" at the top. */
export function parentPath(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
