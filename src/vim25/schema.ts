/**
 * How the wire is described. Every data object, enum, managed object and method that edgelab uses is declared once,
 * in `declarations/`; the TypeScript types are generated from there, and the encoder and decoder walk the same tables.
 *
 * A field is a string: the type's name, then `[]` for a repeated element, then `?` where the schema has minOccurs="0",
 * then ` @8.0.1.0` for the API version that brought it. `&Folder` is a ManagedObjectReference to a Folder. Primitives are
 * `string boolean byte short int long float double dateTime base64 anyType`. The order of the fields is the wire's order,
 * inherited ones first. `~CryptoSpec` names a type that edgelab leaves undeclared: it cannot be sent, a server refuses
 * it, a client skips it.
 */
// The types come from declarations/generated.ts on purpose. Inferring them took the compiler minutes and gigabytes.
import type {
  DataObjects,
  EnumValues,
  ManagedProperties,
  MethodTypes,
  NamedObjects,
  Polymorphs,
  Subtypes,
} from "./declarations/generated.ts";

export interface TypeDeclaration {
  /** `DynamicData` and `MethodFault` are the roots. */
  readonly base: string | null;
  /** The API version that brought the type. */
  readonly since?: string;
  /** vSphere has subtypes, though none is declared here: `xsi:type` is written all the same. */
  readonly open?: true;
  readonly fields: Readonly<Record<string, string>>;
}

export interface MethodDeclaration {
  readonly on: string;
  readonly params: Readonly<Record<string, string>>;
  /** A field string, or `void`. `&Task` for methods whose name ends in `_Task`. */
  readonly returns: string;
  /** What `TaskInfo.result` holds, for methods that return a task with a result. */
  readonly taskResult?: string;
}

export interface ManagedObjectDeclaration {
  readonly base: string | null;
  readonly properties: Readonly<Record<string, string>>;
}

export type TypeName = keyof DataObjects;
export type EnumName = keyof EnumValues;
export type MethodName = keyof MethodTypes;
export type ManagedObjectName = keyof ManagedProperties;

/** A managed object reference, `<_this type="Folder">group-v3</_this>`. `value` is the moid. */
export interface ManagedObjectReference<T extends string = string> {
  readonly type: T;
  readonly value: string;
}
export type MoRef<T extends string = string> = ManagedObjectReference<T>;

/**
 * A value for an `xsd:anyType` whose `xsi:type` cannot be told from the JavaScript value: enums, longs, arrays.
 * `xsiType` is as on the wire: `xsd:long`, `VirtualMachinePowerState`, `ArrayOfVirtualDevice`.
 */
export interface Typed {
  readonly xsiType: string;
  readonly value: unknown;
}

/** The values of an enumeration. */
export type EnumValue<E extends EnumName> = EnumValues[E];

/** One data object of exactly this type. Decoded ones always carry `_type`. */
export type Data<N extends TypeName> = DataObjects[N];

/** Names of this type and all that extend it. */
export type Subtype<N extends TypeName> = Subtypes[N];

/** What a field of declared type N may hold: N itself, or any subtype, which must be named by `_type`. */
export type Poly<N extends TypeName> = Polymorphs[N];

/** As {@link Poly}, with `_type` always there, as in what was decoded. */
export type Named<N extends TypeName> = NamedObjects[N];

/** Parameters of a method, without `_this`. */
export type Params<M extends MethodName> = MethodTypes[M]["params"];

/** What a method returns: `undefined` for void and for absent optional results; arrays are never absent. */
export type Returned<M extends MethodName> = MethodTypes[M]["returns"];

/** What `TaskInfo.result` holds after a method that returns a task; `undefined` when it holds nothing. */
export type TaskResult<M extends MethodName> = MethodTypes[M]["taskResult"];

/** Properties of a managed object, inherited ones included. */
export type Properties<N extends ManagedObjectName> = ManagedProperties[N];

/** What is at a property path such as `summary.runtime.powerState`; `unknown` for paths with keys in brackets. */
export type PropertyAt<N extends ManagedObjectName, P extends string> = P extends `${string}[${string}`
  ? unknown
  : At<Properties<N>, P>;
type At<T, P extends string> = P extends `${infer Head}.${infer Rest}` ? At<Member<T, Head>, Rest> : Member<T, P>;
type Member<T, K extends string> = T extends object ? (K extends keyof T ? T[K] : undefined) : undefined;
