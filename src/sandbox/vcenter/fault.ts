import type { Data, Poly, Subtype } from "../../vim25/schema.ts";

/** Names of the declared fault types. */
export type FaultName = Subtype<"MethodFault">;

/** A typed vim25 fault: what a method or a task ends with. Anything else that is thrown is a bug of the sandbox. */
export class Fault extends Error {
  override readonly name = "Fault";
  readonly fault: Poly<"MethodFault">;

  constructor(fault: Poly<"MethodFault">, message: string) {
    super(message);
    this.fault = fault;
  }

  /** As it stands in `TaskInfo.error`, `MissingProperty.fault` and the like. */
  get localized(): Data<"LocalizedMethodFault"> {
    return { fault: this.fault, localizedMessage: this.message };
  }
}

/** A {@link Fault} of type `type`; `message` is what `faultstring` or `localizedMessage` says. */
export function fault<N extends FaultName>(type: N, fields: Omit<Data<N>, "_type">, message: string): Fault {
  return new Fault({ ...fields, _type: type } as unknown as Poly<"MethodFault">, message);
}

/** InvalidArgument naming the property path, as vCenter words it. */
export function invalidArgument(invalidProperty: string): Fault {
  return fault("InvalidArgument", { invalidProperty }, `A specified parameter was not correct: ${invalidProperty}`);
}
