import { mkdir, readdir, rmdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { EdgelabError } from "../core/errors.ts";
import { unwritable } from "../core/unwritable.ts";

/**
 * A folder for the package with this descriptor. One that was made for it goes away with it, unless it is kept.
 *
 * @throws {EdgelabError} FILE_EXISTS when it is a file, or holds another package; FILE_UNUSABLE when it cannot be made
 */
export async function ownFolder(folder: string, descriptor: string): Promise<AsyncDisposable & { keep(): void }> {
  let firstMade: string | undefined;
  try {
    firstMade = await mkdir(folder, { recursive: true });
  } catch (error) {
    throw (await isFile(folder)) ? fileInTheWay(folder) : unwritable(folder, error);
  }
  const other = (await readdir(folder)).find((name) => /\.ovf$/i.test(name) && name !== descriptor);
  if (other !== undefined) {
    throw new EdgelabError("FILE_EXISTS", {
      what: `${folder} holds another package already: ${other}.`,
      why: "A folder with two descriptors is no package.",
      next: "Choose another folder, or remove what is in it.",
    });
  }
  let isKept = firstMade === undefined;
  return {
    keep: () => {
      isKept = true;
    },
    [Symbol.asyncDispose]: async () => {
      if (!isKept) await removeEmpty(folder, firstMade);
    },
  };
}

/** From the folder up to the first that was made with it, as far as nobody put anything there. */
async function removeEmpty(folder: string, firstMade: string | undefined): Promise<void> {
  await rmdir(folder).then(
    async () => {
      if (folder !== firstMade && firstMade !== undefined && folder.startsWith(firstMade)) {
        await removeEmpty(dirname(folder), firstMade);
      }
    },
    () => undefined,
  );
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => !found.isDirectory(),
    () => false,
  );
}

function fileInTheWay(path: string): EdgelabError {
  return new EdgelabError("FILE_EXISTS", {
    what: `${path} exists already, and is no folder.`,
    next: "Choose another name. A package in one file has a name that ends in .ova.",
  });
}
