import { EdgelabError, type ErrorCode, type ErrorDetails } from "../core/errors.ts";
import { type Data, faultsOf, isA, type MoRef, type Poly, SoapFault, type TypeName } from "../vim25/index.ts";

/**
 * What a fault asks for.
 * `retry`: passes by itself. `relogin`: log in once and repeat. `adopt`: the object may be there already, look at it.
 * `stop`: nothing that a program can do.
 */
export type Reaction = "retry" | "relogin" | "adopt" | "stop";

export interface FaultContext {
  /** On the wire: `CloneVM_Task`. */
  readonly method: string;
  readonly object: MoRef;
  /** What the call was for, as in `Cannot ${what}.` */
  readonly what?: string | undefined;
  /** Names that are known, by moid. */
  readonly names?: ReadonlyMap<string, string> | undefined;
}

/** A fault of the vCenter, with what it means for a user. Faults keep their type: match with `is`, never on text. */
export class FaultError extends EdgelabError {
  override readonly name = "FaultError";
  readonly fault: Poly<"MethodFault">;
  readonly method: string;
  readonly object: MoRef;
  readonly reaction: Reaction;

  constructor(cause: SoapFault, { method, object, what, names }: FaultContext) {
    const { fault } = cause;
    const meaning = meaningOf(fault, cause.faultString, names);
    super(meaning.code, {
      what: `Cannot ${what ?? `call ${method} on ${nameOf(object, names)}`}.`,
      why: meaning.why,
      next: meaning.next,
      cause,
    });
    this.fault = fault;
    this.method = method;
    this.object = object;
    this.reaction = meaning.reaction;
  }

  /** This fault, or one in its chain of causes, is of this type or extends it. */
  is(type: string): boolean {
    return faultsOf(this).some(({ _type }) => _type === type || isA(_type, type as TypeName));
  }
}

/** From `TaskInfo.error`, a lease's error or a missing property. */
export function faultError(
  { fault, localizedMessage }: Data<"LocalizedMethodFault">,
  context: FaultContext,
): FaultError {
  return new FaultError(new SoapFault(fault, localizedMessage ?? ""), context);
}

/** True when the error is a {@link FaultError} of one of these types. */
export function isFault(error: unknown, ...types: readonly string[]): error is FaultError {
  return error instanceof FaultError && types.some((type) => error.is(type));
}

interface Meaning extends Omit<ErrorDetails, "what" | "cause"> {
  readonly code: ErrorCode;
  readonly reaction: Reaction;
}
/** Of a fault whose type is known by its entry. References are told apart by {@link nameOf}. */
type Names = ReadonlyMap<string, string> | undefined;
type Fields = Readonly<Record<string, string | undefined>>;

/** Most specific first: the first entry that a fault is or extends decides. */
const meanings: readonly (readonly [string, (fault: Fields, text: string, names: Names) => Meaning])[] = [
  ["NotAuthenticated", () => ({ code: "FAULT", reaction: "relogin", why: "The session has ended." })],
  [
    "InvalidLogin",
    () => ({
      code: "LOGIN_REFUSED",
      reaction: "stop",
      why: "The user name or password is wrong, or the account is locked.",
      next: "Check GOVC_USERNAME (with its domain: name@vsphere.local) and GOVC_PASSWORD.",
    }),
  ],
  [
    "NoPermission",
    ({ object, privilegeId, missingPrivileges }, _, names) => ({
      code: "PRIVILEGE_MISSING",
      reaction: "stop",
      why: `The user lacks ${privileges(privilegeId, missingPrivileges)} on ${nameOf(object, names)}.`,
      next: "Ask the vCenter's administrator for a role that holds this privilege there.",
    }),
  ],
  [
    "NoDiskSpace",
    ({ datastore, file }) => ({
      code: "DATASTORE_FULL",
      reaction: "stop",
      why: `Datastore ${quoted(datastore)} has no room left${file === undefined ? "" : ` for ${file}`}.`,
      next: "Free some space, or choose another datastore.",
    }),
  ],
  [
    "DuplicateName",
    ({ name: taken, object }, _, names) => ({
      code: "NAME_TAKEN",
      reaction: "adopt",
      why: `The name ${quoted(taken)} is taken by ${nameOf(object, names)}.`,
      next: "Choose another name, or remove what holds it if it is yours.",
    }),
  ],
  [
    "AlreadyExists",
    ({ name: taken }) => ({ code: "NAME_TAKEN", reaction: "adopt", why: `${quoted(taken)} exists already.` }),
  ],
  [
    "FileAlreadyExists",
    ({ file }) => ({ code: "NAME_TAKEN", reaction: "adopt", why: `${file ?? "The file"} exists already.` }),
  ],
  [
    "ManagedObjectNotFound",
    ({ obj }, _, names) => ({ code: "NOT_FOUND", reaction: "adopt", why: `${nameOf(obj, names)} is gone.` }),
  ],
  [
    "FileNotFound",
    ({ file }) => ({ code: "NOT_FOUND", reaction: "stop", why: `There is no file ${file ?? "of that name"}.` }),
  ],
  [
    "FileLocked",
    ({ file }) => ({
      code: "FAULT",
      reaction: "retry",
      why: `${file ?? "The file"} is locked by another host or task.`,
      next: "Wait for what holds it, or look at the VM's events to find it.",
    }),
  ],
  [
    "TaskInProgress",
    ({ task }, _, names) => ({
      code: "FAULT",
      reaction: "retry",
      why: `The object is busy with ${nameOf(task, names)}.`,
    }),
  ],
  ["ConcurrentAccess", () => ({ code: "FAULT", reaction: "retry", why: "Somebody else changed it at the same time." })],
  [
    "ResourceInUse",
    ({ type, name: what }) => ({
      code: "FAULT",
      reaction: "retry",
      why: `${type ?? "It"} ${quoted(what)} is in use.`,
    }),
  ],
  [
    "HostCommunication",
    (_, text) => ({ code: "FAULT", reaction: "retry", why: text || "The vCenter cannot reach the host." }),
  ],
  ["Timedout", (_, text) => ({ code: "TIMED_OUT", reaction: "adopt", why: text || "The vCenter gave up waiting." })],
  [
    "InvalidPowerState",
    ({ existingState, requestedState }) => ({
      code: "FAULT",
      reaction: "adopt",
      why: `It is ${existingState ?? "in another power state"}${requestedState ? `, and would have to be ${requestedState}` : ""}.`,
    }),
  ],
  [
    "InsufficientResourcesFault",
    (_, text) => ({
      code: "FAULT",
      reaction: "stop",
      why: `The cluster or host has not enough resources: ${text}`,
      next: "Power off what is not needed, or choose another cluster, host or resource pool.",
    }),
  ],
  [
    "InvalidDeviceSpec",
    ({ deviceIndex, property }, text) => ({
      code: "FAULT",
      reaction: "stop",
      why: `Device ${deviceIndex ?? "?"} of the request is not acceptable (${property ?? ""}): ${text}`,
    }),
  ],
  [
    "InvalidVmConfig",
    ({ property }, text) => ({
      code: "FAULT",
      reaction: "stop",
      why: `${property ?? "The configuration"} is not acceptable: ${text}`,
    }),
  ],
  ["GenericVmConfigFault", ({ reason }, text) => ({ code: "FAULT", reaction: "stop", why: reason ?? text })],
  [
    "InvalidDatastore",
    ({ name: store, datastore }, text, names) => ({
      code: "FAULT",
      reaction: "stop",
      why: `Datastore ${store ? quoted(store) : nameOf(datastore, names)} cannot be used: ${text}`,
      next: "Choose a datastore that the host can reach and write.",
    }),
  ],
  [
    "OvfInvalidPackage",
    ({ lineNumber }, text) => ({
      code: "OVF_INVALID",
      reaction: "stop",
      why: `The vCenter does not understand the descriptor${lineNumber === undefined ? "" : ` at line ${lineNumber}`}: ${text}`,
      next: "Run `edgelab template verify` on the package.",
    }),
  ],
  [
    "OvfNoHostNic",
    (_, text) => ({
      code: "UNSUPPORTED",
      reaction: "stop",
      why: `No network of the host matches the package's: ${text}`,
      next: "Name the network to connect the machine to.",
    }),
  ],
  [
    "OvfUnsupportedPackage",
    ({ _type, lineNumber }, text) => ({
      code: "UNSUPPORTED",
      reaction: "stop",
      why: `The vCenter does not support what the descriptor asks for (${_type}${lineNumber === undefined ? "" : `, line ${lineNumber}`}): ${text}`,
    }),
  ],
  ["RequestCanceled", () => ({ code: "FAULT", reaction: "stop", why: "Somebody cancelled the task." })],
  [
    "InvalidArgument",
    ({ invalidProperty }, text) => ({
      code: "FAULT",
      reaction: "stop",
      why: `${invalidProperty ?? "An argument"} is not acceptable: ${text}`,
    }),
  ],
  [
    "NotSupported",
    (_, text) => ({ code: "UNSUPPORTED", reaction: "stop", why: text || "This vCenter does not support it." }),
  ],
];

function meaningOf(fault: Poly<"MethodFault">, text: string, names: Names): Meaning {
  const type = fault._type ?? "MethodFault";
  const found = meanings.find(([base]) => isA(type, base as TypeName) || type === base);
  if (found) return found[1](fault as unknown as Fields, text, names);
  return { code: "FAULT", reaction: "stop", why: `The vCenter answered ${type}${text ? `: ${text}` : "."}` };
}

const quoted = (text: string | undefined) => JSON.stringify(text ?? "");

function nameOf(ref: unknown, names: Names): string {
  const { type, value = "" } = (ref ?? {}) as Partial<MoRef>;
  if (type === undefined) return "the object";
  const name = names?.get(value);
  return name === undefined ? `${type} ${value}` : `${type} "${name}" (${value})`;
}

function privileges(privilegeId: unknown, missing: unknown): string {
  const all = (Array.isArray(missing) ? missing : []).flatMap((entry) => {
    const { privilegeIds } = entry as { privilegeIds?: readonly string[] };
    return privilegeIds ?? [];
  });
  const ids = new Set([...(typeof privilegeId === "string" ? [privilegeId] : []), ...all]);
  return ids.size === 0 ? "a privilege" : `the privilege ${[...ids].join(", ")}`;
}
