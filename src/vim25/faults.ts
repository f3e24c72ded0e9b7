import { EdgelabError } from "../core/errors.ts";
import type { Data, Poly, Subtype } from "./schema.ts";
import { isA } from "./types.ts";

export type FaultName = Subtype<"MethodFault">;

/** A method's answer that is a fault. `fault._type` may name a fault that is not declared here. */
export class SoapFault extends EdgelabError {
  override readonly name = "SoapFault";
  readonly fault: Poly<"MethodFault">;
  /** Translated text, for people: match `fault`, never this. */
  readonly faultString: string;

  constructor(fault: Poly<"MethodFault">, faultString: string, cause?: unknown) {
    super("FAULT", {
      what: `The server answered with the fault ${fault._type ?? "MethodFault"}.`,
      why: faultString,
      cause,
    });
    this.fault = fault;
    this.faultString = faultString;
  }
}

const longestChain = 32;

/**
 * The fault of an error, a LocalizedMethodFault (`TaskInfo.error`) or a fault, and then what caused it, outermost first:
 * along `Error.cause` to the first SoapFault, and along `MethodFault.faultCause`.
 */
export function faultsOf(from: unknown): readonly Poly<"MethodFault">[] {
  let at: unknown = from;
  for (let hops = 0; at instanceof Error && hops < longestChain; hops += 1) {
    at = at instanceof SoapFault ? at.fault : at.cause;
  }
  const faults: Poly<"MethodFault">[] = [];
  while (faults.length < longestChain) {
    const fault = isLocalized(at) ? at.fault : at;
    if (!isFault(fault)) break;
    faults.push(fault);
    at = fault.faultCause;
  }
  return faults;
}

/** The first fault of that type, subtypes included, in {@link faultsOf}: `findFault(error, "NotAuthenticated")`. */
export function findFault<N extends FaultName>(from: unknown, name: N): Poly<N> | undefined {
  return faultsOf(from).find((fault) => isA(fault._type, name)) as unknown as Poly<N> | undefined;
}

/** How a fault travels inside data: `TaskInfo.error`, `MissingProperty.fault`. */
export const localized = (fault: Poly<"MethodFault">, message?: string): Data<"LocalizedMethodFault"> => ({
  _type: "LocalizedMethodFault",
  fault,
  ...(message !== undefined && { localizedMessage: message }),
});

type MaybeFault = { readonly fault?: unknown; readonly _type?: unknown } | null | undefined;

const isLocalized = (value: unknown): value is { fault: unknown } =>
  typeof value === "object" && value !== null && "fault" in value && isFault((value as MaybeFault)?.fault);

/** Undeclared faults count as well: they are known by their place, not by their name. */
const isFault = (value: unknown): value is Poly<"MethodFault"> =>
  typeof value === "object" &&
  value !== null &&
  typeof (value as MaybeFault)?._type === "string" &&
  !isLocalizedType(value);

const isLocalizedType = (value: object): boolean => (value as MaybeFault)?._type === "LocalizedMethodFault";
