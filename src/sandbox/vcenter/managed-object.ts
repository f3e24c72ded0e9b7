import type { ManagedObjectName, MethodName, MoRef, Params, Properties, Returned } from "../../vim25/schema.ts";
import type { Privileges } from "./privileges.ts";
import type { Session } from "./session.ts";
import type { World } from "./world.ts";

/** What a method is told about the call that runs it. */
export interface Call {
  readonly session: Session;
  readonly privileges: Privileges;
  /** API version that the caller speaks. */
  readonly version: string;
  readonly operationId: string | undefined;
  /** Aborted when the caller hangs up. */
  readonly signal: AbortSignal;
  /** Ends the task that this call starts, instead of its own outcome. */
  readonly taskFault?: Error | undefined;
}

/** How the top-level properties of `T`, a managed object of type `N`, are computed. What is missing is unset. */
export type PropertyTable<T, N extends ManagedObjectName> = {
  readonly [K in keyof Properties<N>]?: (object: T, session: Session) => Properties<N>[K];
};

type Result<M extends MethodName> = Returned<M> | (undefined extends Returned<M> ? void : never);

/** The methods of `T`. A method that is declared but missing here answers NotSupported. */
export type MethodTable<T> = {
  readonly [M in MethodName]?: (object: T, params: Params<M>, call: Call) => Result<M> | Promise<Result<M>>;
};

/** Everything that a managed object reference can name. */
export abstract class ManagedObject {
  readonly world: World;
  readonly ref: MoRef;
  /** Set for what lives and dies with a session and is not there for anybody else. */
  readonly session: Session | undefined = undefined;

  constructor(world: World, type: ManagedObjectName, moid: string) {
    this.world = world;
    this.ref = { type, value: moid };
  }

  /** The table of this object's kind; its functions are called with the object itself. */
  protected abstract readonly propertyTable: Readonly<Record<string, unknown>>;
  protected abstract readonly methodTable: Readonly<Record<string, unknown>>;

  /** Value of a top-level property as this session sees it; undefined when unset. */
  property(name: string, session: Session): unknown {
    const compute = Object.hasOwn(this.propertyTable, name) ? this.propertyTable[name] : undefined;
    return typeof compute === "function" ? (compute(this, session) as unknown) : undefined;
  }

  /** The method's implementation, bound; undefined when there is none. */
  method(name: string): ((params: unknown, call: Call) => unknown) | undefined {
    const run = Object.hasOwn(this.methodTable, name) ? this.methodTable[name] : undefined;
    return typeof run === "function" ? (params, call) => run(this, params, call) as unknown : undefined;
  }

  /** The session that this object belongs to has ended. */
  released(): void {}

  /** Tells everybody who watches that these top-level properties may have changed. */
  touch(...properties: readonly string[]): void {
    this.world.touched(this, properties);
  }
}
