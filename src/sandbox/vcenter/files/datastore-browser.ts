import type { Data, MoRef, Params, Poly } from "../../../vim25/schema.ts";
import type { Datastore } from "../inventory/datastore.ts";
import { fault } from "../fault.ts";
import { type Call, ManagedObject, type PropertyTable } from "../managed-object.ts";
import type { World } from "../world.ts";
import { type Entry, sizeOf } from "./datastore-files.ts";
import { formatDatastorePath, parseDatastorePath } from "./datastore-path.ts";

type SearchSpec = NonNullable<Params<"SearchDatastore_Task">["searchSpec"]>;

/** Lists the files of a datastore. */
export class DatastoreBrowser extends ManagedObject {
  protected override readonly propertyTable = properties;
  protected override readonly methodTable = methods;
  readonly datastore: Datastore;

  constructor(world: World, moid: string, datastore: Datastore) {
    super(world, "HostDatastoreBrowser", moid);
    this.datastore = datastore;
  }
}

/** Files and query types by the end of their name. */
const kinds: readonly (readonly [end: RegExp, type: NonNullable<Poly<"FileInfo">["_type"]>])[] = [
  [/\.vmdk$/i, "VmDiskFileInfo"],
  [/\.iso$/i, "IsoImageFileInfo"],
  [/\.vmx$/i, "VmConfigFileInfo"],
  [/\.vmtx$/i, "TemplateConfigFileInfo"],
  [/\.nvram$/i, "VmNvramFileInfo"],
  [/\.vms[nd]$/i, "VmSnapshotFileInfo"],
  [/\.flp$/i, "FloppyImageFileInfo"],
  [/\.log$/i, "VmLogFileInfo"],
];

function typeOf(name: string, entry: Entry): NonNullable<Poly<"FileInfo">["_type"]> {
  if (entry.content.kind === "directory") return "FolderFileInfo";
  return kinds.find(([end]) => end.test(name))?.[1] ?? "FileInfo";
}

function search(
  { datastore, world }: DatastoreBrowser,
  { datastorePath, searchSpec }: Params<"SearchDatastore_Task">,
  call: Call,
  recursive: boolean,
): MoRef {
  const { site } = world;
  const resultType = `HostDatastoreBrowserSearchResults${recursive ? "[]" : ""}`;
  return site.tasks.start(call, {
    name: recursive ? "SearchDatastoreSubFolders_Task" : "SearchDatastore_Task",
    descriptionId: recursive ? "HostDatastoreBrowser.searchSubFolders" : "HostDatastoreBrowser.search",
    entity: datastore,
    resultType,
    work: async ({ elapse }) => {
      const at = parseDatastorePath(datastorePath, "datastorePath");
      if (at.datastore !== datastore.name) {
        throw fault("InvalidDatastorePath", { datastorePath }, `Invalid datastore path '${datastorePath}'.`);
      }
      await elapse(site.durations.fileMs);
      const results = listing(datastore, at.path, searchSpec, recursive);
      return recursive ? results : results[0];
    },
  }).ref;
}

function listing(
  datastore: Datastore,
  directory: string,
  spec: SearchSpec | undefined,
  recursive: boolean,
): readonly Data<"HostDatastoreBrowserSearchResults">[] {
  const entries = datastore.files.list(directory);
  const patterns = spec?.matchPattern?.map((pattern) => globToRegExp(pattern, spec.searchCaseInsensitive ?? false));
  const queried = spec?.query?.flatMap(({ _type }) =>
    _type === undefined || _type === "FileQuery" ? [] : [_type.replace(/Query$/, "Info")],
  );
  const file = entries
    .filter(([name]) => !patterns?.length || patterns.some((pattern) => pattern.test(name)))
    .filter(([name, entry]) => !queried?.length || queried.includes(typeOf(name, entry)))
    .map(([name, entry]) => fileInfo(name, entry, spec?.details));
  if (spec?.sortFoldersFirst)
    file.sort((a, b) => Number(b._type === "FolderFileInfo") - Number(a._type === "FolderFileInfo"));
  const folderPath = formatDatastorePath({ datastore: datastore.name, path: directory === "" ? "" : `${directory}/` });
  const found = { datastore: datastore.ref, folderPath, file };
  if (!recursive) return [found];
  const below = entries
    .filter(([, { content }]) => content.kind === "directory")
    .flatMap(([name]) => listing(datastore, directory === "" ? name : `${directory}/${name}`, spec, true));
  return [found, ...below];
}

function fileInfo(path: string, entry: Entry, details: Data<"FileQueryFlags"> | undefined): Poly<"FileInfo"> {
  const { content, modifiedMs } = entry;
  const common = {
    path,
    ...(details?.fileSize && { fileSize: sizeOf(content) }),
    ...(details?.modification && { modification: new Date(modifiedMs) }),
    ...(details?.fileOwner && { owner: "root" }),
  };
  const _type = details?.fileType ? typeOf(path, entry) : "FileInfo";
  if (_type === "VmDiskFileInfo" && content.kind === "disk") {
    const { capacityBytes, thin } = content.disk;
    return {
      ...common,
      _type,
      capacityKb: Math.ceil(capacityBytes / 1024),
      thin,
      diskType: "VirtualDiskFlatVer2BackingInfo",
    };
  }
  return { ...common, _type };
}

function globToRegExp(glob: string, ignoreCase: boolean): RegExp {
  const source = glob
    .replaceAll(/[.+^${}()|\\[\]]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, ignoreCase ? "i" : "");
}

const properties: PropertyTable<DatastoreBrowser, "HostDatastoreBrowser"> = {
  datastore: ({ datastore }) => [datastore.ref],
  supportedType: () => [],
};

const methods = {
  SearchDatastore_Task: (browser: DatastoreBrowser, params: Params<"SearchDatastore_Task">, call: Call) =>
    search(browser, params, call, false),
  SearchDatastoreSubFolders_Task: (browser: DatastoreBrowser, params: Params<"SearchDatastore_Task">, call: Call) =>
    search(browser, params, call, true),
};
