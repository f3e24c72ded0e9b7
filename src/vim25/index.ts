/**
 * vim25, the wire of vSphere: what its types are, and how they become SOAP and come back. No I/O.
 * Both ends use it: the client encodes requests, the sandbox's vCenter encodes responses.
 */
export type * from "./schema.ts";
export { types } from "./declarations/types.ts";
export { enums } from "./declarations/enums.ts";
export { methods } from "./declarations/methods.ts";
export { managedObjects } from "./declarations/managed-objects.ts";

export { WireError, type WireErrorKind } from "./wire-error.ts";
export { type Limits } from "./xml.ts";
export {
  encodeRequest,
  decodeRequest,
  encodeResponse,
  decodeResponse,
  encodeFault,
  type Call,
  type CallOf,
  type RequestOptions,
  type VersionOption,
} from "./envelope.ts";
export { SoapFault, findFault, faultsOf, localized } from "./faults.ts";
export { isA, isType, isManagedA, moRef, sameRef, typed } from "./types.ts";
export {
  compareVersions,
  encodeServiceVersions,
  knownVersions,
  latestVersion,
  negotiateVersion,
  parseSoapAction,
  soapAction,
} from "./version.ts";
export {
  applyChanges,
  formatPath,
  isProperty,
  parsePath,
  readPath,
  readProperty,
  type PathSegment,
} from "./property-path.ts";
