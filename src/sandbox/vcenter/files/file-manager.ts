import type { MoRef } from "../../../vim25/schema.ts";
import { fault, invalidArgument } from "../fault.ts";
import type { Datastore } from "../inventory/datastore.ts";
import { type Call, ManagedObject, type MethodTable } from "../managed-object.ts";
import { checkPrivilege } from "../privileges.ts";
import type { World } from "../world.ts";
import { parentPath, parseDatastorePath } from "./datastore-path.ts";

/** A file by its datastore path, or by a `/folder` URL as old clients give it. */
function locate(
  world: World,
  name: string,
  property: string,
): { readonly datastore: Datastore; readonly path: string } {
  const { datastore, path } = parseDatastorePath(name, property);
  const found = world.site.datastoreNamed(datastore);
  if (!found) throw fault("InvalidDatastorePath", { datastorePath: name }, `Invalid datastore path '${name}'.`);
  if (path === "") throw invalidArgument(property);
  return { datastore: found, path };
}

interface FileTask {
  readonly name: string;
  readonly descriptionId: string;
  readonly durationMs: number;
  readonly resultType?: string;
}

function start(call: Call, datastore: Datastore, task: FileTask, work: () => unknown): MoRef {
  const { name, descriptionId, durationMs, resultType } = task;
  checkPrivilege(call, "Datastore.FileManagement", datastore);
  return datastore.world.site.tasks.start(call, {
    name,
    descriptionId,
    resultType,
    entity: datastore,
    work: async ({ elapse }) => {
      await elapse(durationMs);
      return work();
    },
  }).ref;
}

function transfer(
  world: World,
  params: { sourceName: string; target: string; targetProperty: string; force: boolean },
  mode: "copy" | "move",
) {
  const source = locate(world, params.sourceName, "sourceName");
  const target = locate(world, params.target, params.targetProperty);
  const run = (): void => {
    const [from, to] = [source.datastore.files, target.datastore.files];
    if (mode === "move" && from === to) return from.move(source.path, target.path, params.force);
    from.copyTo(source.path, to, target.path, params.force);
    if (mode === "move") from.remove(source.path);
  };
  return { target, run };
}

/** Directories, and files that are no virtual disks. */
export class FileManager extends ManagedObject {
  protected override readonly propertyTable = {};
  protected override readonly methodTable = fileMethods;

  constructor(world: World) {
    super(world, "FileManager", "FileManager");
  }
}

const fileMethods: MethodTable<FileManager> = {
  MakeDirectory: ({ world }, { name, createParentDirectories }, call) => {
    const { datastore, path } = locate(world, name, "name");
    checkPrivilege(call, "Datastore.FileManagement", datastore);
    datastore.files.makeDirectory(path, createParentDirectories ?? false);
  },
  DeleteDatastoreFile_Task: ({ world }, { name }, call) => {
    const { datastore, path } = locate(world, name, "name");
    const task = {
      name: "DeleteDatastoreFile_Task",
      descriptionId: "FileManager.deleteFile",
      durationMs: world.site.durations.fileMs,
    };
    return start(call, datastore, task, () => datastore.files.remove(path));
  },
  MoveDatastoreFile_Task: ({ world }, { sourceName, destinationName, force }, call) => {
    const params = { sourceName, target: destinationName, targetProperty: "destinationName", force: force ?? false };
    const { target, run } = transfer(world, params, "move");
    const task = {
      name: "MoveDatastoreFile_Task",
      descriptionId: "FileManager.moveFile",
      durationMs: world.site.durations.fileMs,
    };
    return start(call, target.datastore, task, run);
  },
  CopyDatastoreFile_Task: ({ world }, { sourceName, destinationName, force }, call) => {
    const params = { sourceName, target: destinationName, targetProperty: "destinationName", force: force ?? false };
    const { target, run } = transfer(world, params, "copy");
    const task = {
      name: "CopyDatastoreFile_Task",
      descriptionId: "FileManager.copyFile",
      durationMs: world.site.durations.fileCopyMs,
    };
    return start(call, target.datastore, task, run);
  },
};

/** Virtual disks: descriptor and extent together. */
export class VirtualDiskManager extends ManagedObject {
  protected override readonly propertyTable = {};
  protected override readonly methodTable = diskMethods;

  constructor(world: World) {
    super(world, "VirtualDiskManager", "virtualDiskManager");
  }
}

/** @throws FileNotFound; InvalidArgument for what is no disk */
function locateDisk(world: World, name: string, property: string): ReturnType<typeof locate> {
  const found = locate(world, name, property);
  found.datastore.files.get(found.path);
  if (!found.datastore.files.diskAt(found.path)) throw invalidArgument(property);
  return found;
}

const diskMethods: MethodTable<VirtualDiskManager> = {
  DeleteVirtualDisk_Task: ({ world }, { name }, call) => {
    const { datastore } = locate(world, name, "name");
    const task = {
      name: "DeleteVirtualDisk_Task",
      descriptionId: "VirtualDiskManager.deleteVirtualDisk",
      durationMs: world.site.durations.fileMs,
    };
    return start(call, datastore, task, () => datastore.files.remove(locateDisk(world, name, "name").path));
  },
  CopyVirtualDisk_Task: ({ world }, { sourceName, destName, force }, call) => {
    const { datastore, path } = locate(world, destName, "destName");
    const task = {
      name: "CopyVirtualDisk_Task",
      descriptionId: "VirtualDiskManager.copyVirtualDisk",
      durationMs: world.site.durations.fileCopyMs,
      resultType: "string",
    };
    return start(call, datastore, task, () => {
      const source = locateDisk(world, sourceName, "sourceName");
      datastore.files.get(parentPath(path));
      source.datastore.files.copyTo(source.path, datastore.files, path, force ?? false);
      return destName;
    });
  },
  MoveVirtualDisk_Task: ({ world }, { sourceName, destName, force }, call) => {
    const { datastore, path } = locate(world, destName, "destName");
    const task = {
      name: "MoveVirtualDisk_Task",
      descriptionId: "VirtualDiskManager.moveVirtualDisk",
      durationMs: world.site.durations.fileMs,
      resultType: "string",
    };
    return start(call, datastore, task, () => {
      const source = locateDisk(world, sourceName, "sourceName");
      source.datastore.files.move(source.path, path, force ?? false);
      return destName;
    });
  },
};
