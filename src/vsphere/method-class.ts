import type { Data, MethodName, MoRef } from "../vim25/index.ts";

/** Calls that only read, or whose second run changes nothing: safe to repeat when the answer to the first was lost. */
const repeatable: ReadonlySet<string> = new Set<MethodName>([
  "RetrieveServiceContent",
  "CurrentTime",
  "Login",
  "RetrievePropertiesEx",
  "FindByInventoryPath",
  "FindByUuid",
  "FindAllByUuid",
  "FindChild",
  "HasPrivilegeOnEntities",
  "HasUserPrivilegeOnEntities",
  "FetchUserPrivilegeOnEntities",
  "QueryOptions",
  "QueryEvents",
  "RecommendDatastores",
  "PlaceVm",
  "CreateImportSpec",
  "CreateDescriptor",
  "HttpNfcLeaseGetManifest",
  "HttpNfcLeaseProgress",
  // A second abort finds nothing to abort; a lease that nobody renews lapses.
  "HttpNfcLeaseAbort",
  "ExportVm",
  "ExportSnapshot",
  // What these leave behind when done twice dies with the session.
  "CreatePropertyCollector",
  "CreateListView",
  "CreateContainerView",
  "ResetListView",
  "SearchDatastore_Task",
  "SearchDatastoreSubFolders_Task",
]);

export function isRepeatable(method: MethodName): boolean {
  return repeatable.has(method);
}

const sessionBoundTypes: ReadonlySet<string> = new Set([
  "PropertyFilter",
  "ListView",
  "ContainerView",
  "HttpNfcLease",
  "EventHistoryCollector",
  "TaskHistoryCollector",
]);

/** Objects and tokens that end with the session. The service's own PropertyCollector is there for every session. */
export function isSessionBound(method: MethodName, self: MoRef, content: Data<"ServiceContent">): boolean {
  if (sessionBoundTypes.has(self.type) || method === "ContinueRetrievePropertiesEx") return true;
  return self.type === "PropertyCollector" && self.value !== content.propertyCollector.value;
}
