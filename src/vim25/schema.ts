/**
 * How the wire is described. Every data object, enum, managed object and method that edgelab uses is declared once,
 * in `declarations/`; the TypeScript types are inferred from there, and the encoder and decoder walk the same tables.
 *
 * A field is a string: the type's name, then `[]` for a repeated element, then `?` where the schema has minOccurs="0",
 * then ` @8.0.1.0` for the API version that brought it. `&Folder` is a ManagedObjectReference to a Folder. Primitives are
 * `string boolean byte short int long float double dateTime base64 anyType`. The order of the fields is the wire's order,
 * inherited ones first. `~CryptoSpec` names a type that edgelab leaves undeclared: it cannot be sent, a server refuses
 * it, a client skips it.
 */
import type { types } from "./declarations/types.ts";
import type { enums } from "./declarations/enums.ts";
import type { methods } from "./declarations/methods.ts";
import type { managedObjects } from "./declarations/managed-objects.ts";

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

type Types = typeof types;
type Enums = typeof enums;
type Methods = typeof methods;
type ManagedObjects = typeof managedObjects;

export type TypeName = keyof Types & string;
export type EnumName = keyof Enums & string;
export type MethodName = keyof Methods & string;
export type ManagedObjectName = keyof ManagedObjects & string;

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

type Primitives = {
  string: string;
  boolean: boolean;
  byte: number;
  short: number;
  int: number;
  /** Kept as a number: edgelab's longs are sizes and counts below 2^53. Larger ones are rounded when read, refused when sent. */
  long: number;
  float: number;
  double: number;
  dateTime: Date;
  base64: Uint8Array;
  /**
   * Decoded by its `xsi:type`: boxed arrays become arrays, enums strings. Encoded from a string, boolean, number
   * (`xsd:int`), Date, Uint8Array, MoRef, data object with `_type`, or {@link Typed}.
   */
  anyType: unknown;
};

type Unversioned<F extends string> = F extends `${infer T} @${string}` ? T : F;
type Bare<F extends string> = Unversioned<F> extends `${infer T}?` ? T : Unversioned<F>;
type IsOptional<F extends string> = Unversioned<F> extends `${string}?` ? true : false;

/** The JavaScript value of a field string, ignoring `?`. */
export type FieldValue<F extends string> = Bare<F> extends `${infer T}[]` ? readonly Value<T>[] : Value<Bare<F>>;

type Value<T extends string> = T extends `&${string}`
  ? ManagedObjectReference
  : T extends keyof Primitives
    ? Primitives[T]
    : T extends EnumName
      ? EnumValue<T>
      : T extends TypeName
        ? Poly<T>
        : never;

/** The values of an enumeration. */
export type EnumValue<E extends EnumName> = Unversioned<Enums[E][number]>;

type OptionalKeys<R> = {
  [K in keyof R]: R[K] extends string ? (IsOptional<R[K]> extends true ? K : never) : never;
}[keyof R];

type Fields<R> = {
  readonly [K in Exclude<keyof R, OptionalKeys<R>>]: R[K] extends string ? FieldValue<R[K]> : never;
} & {
  readonly [K in OptionalKeys<R>]?: R[K] extends string ? FieldValue<R[K]> | undefined : never;
};

/** The fields of every type, inherited ones included. A table, so that each is worked out once and only when used. */
type Shapes = { [K in TypeName]: Fields<Types[K]["fields"]> & Inherited<Types[K]["base"]> };
type Inherited<B> = B extends TypeName ? Shapes[B] : unknown;

/** Direct subtypes by base: the table of bases turned over. */
type ByBase = { [K in TypeName as Types[K]["base"] & string]: K };
type Subtypes = { [K in TypeName]: K | Below<K> };
type Below<K> = K extends keyof ByBase ? Subtypes[ByBase[K]] : never;
type Polys = { [K in TypeName]: Datas[K] | Derived<Below<K>> };
type Datas = { [K in TypeName]: Shapes[K] & { readonly _type?: K } };
type AllNamed = { [K in TypeName]: Derived<Subtypes[K]> };
type Derived<K> = K extends TypeName ? Shapes[K] & { readonly _type: K } : never;

/** One data object of exactly this type. Decoded ones always carry `_type`. */
export type Data<N extends TypeName> = Datas[N];

/** Names of this type and all that extend it. */
export type Subtype<N extends TypeName> = Subtypes[N];

/** What a field of declared type N may hold: N itself, or any subtype, which must be named by `_type`. */
export type Poly<N extends TypeName> = Polys[N];

/** As {@link Poly}, with `_type` always there, as in what was decoded. */
export type Named<N extends TypeName> = AllNamed[N];

/** Parameters of a method, without `_this`. */
export type Params<M extends MethodName> = AllParams[M];
type AllParams = { [M in MethodName]: Fields<Methods[M]["params"]> };

/** What a method returns: `undefined` for void and for absent optional results; arrays are never absent. */
export type Returned<M extends MethodName> = Results[M];
type Results = { [M in MethodName]: ReturnValue<Methods[M]["returns"]> };
type ReturnValue<R extends string> = R extends "void"
  ? undefined
  : Bare<R> extends `${string}[]`
    ? FieldValue<R>
    : IsOptional<R> extends true
      ? FieldValue<R> | undefined
      : FieldValue<R>;

/** Properties of a managed object, inherited ones included. */
export type Properties<N extends ManagedObjectName> = AllProperties[N];
type AllProperties = {
  [N in ManagedObjectName]: Fields<ManagedObjects[N]["properties"]> & InheritedProperties<ManagedObjects[N]["base"]>;
};
type InheritedProperties<B> = B extends ManagedObjectName ? AllProperties[B] : unknown;

/** What is at a property path such as `summary.runtime.powerState`; `unknown` for paths with keys in brackets. */
export type PropertyAt<N extends ManagedObjectName, P extends string> = P extends `${string}[${string}`
  ? unknown
  : At<Properties<N>, P>;
type At<T, P extends string> = P extends `${infer Head}.${infer Rest}` ? At<Member<T, Head>, Rest> : Member<T, P>;
type Member<T, K extends string> = T extends object ? (K extends keyof T ? T[K] : undefined) : undefined;
