/**
 * How the wire is described. Every data object, enum, managed object and method that edgelab uses is declared once,
 * in `declarations/`; the TypeScript types are inferred from there, and the encoder and decoder walk the same tables.
 *
 * A field is a string: the type's name, then `[]` for a repeated element, then `?` where the schema has minOccurs="0",
 * then ` @8.0.1.0` for the API version that brought it. `&Folder` is a ManagedObjectReference to a Folder. Primitives are
 * `string boolean byte short int long float double dateTime base64 anyType`. The order of the fields is the wire's order,
 * inherited ones first.
 */
import type { types } from "./declarations/types.ts";
import type { enums } from "./declarations/enums.ts";
import type { methods } from "./declarations/methods.ts";
import type { managedObjects } from "./declarations/managed-objects.ts";

export interface TypeDeclaration {
  readonly base: string | null;
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

/** A value for an `xsd:anyType` whose `xsi:type` cannot be told from the JavaScript value: enums, longs, arrays. */
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
  /** Kept as a number: edgelab's longs are sizes and counts below 2^53. The decoder rounds larger ones. */
  long: number;
  float: number;
  double: number;
  dateTime: Date;
  base64: Uint8Array;
  /**
   * Decoded by its `xsi:type`: boxed arrays become arrays, enums strings, data objects carry `_type`. Encoded from a
   * string, boolean, number (`xsd:int`), Date, MoRef, data object with `_type`, or {@link Typed}.
   */
  anyType: unknown;
};

type Unversioned<F extends string> = F extends `${infer T} @${string}` ? T : F;
type Required_<F extends string> = Unversioned<F> extends `${infer T}?` ? T : Unversioned<F>;
type IsOptional<F extends string> = Unversioned<F> extends `${string}?` ? true : false;

/** The JavaScript value of a field string, ignoring `?`. */
export type FieldValue<F extends string> =
  Required_<F> extends `${infer T}[]` ? readonly Value<T>[] : Value<Required_<F>>;

type Value<T extends string> = T extends `&${infer M}`
  ? ManagedObjectReference<M extends "" ? string : string>
  : T extends keyof Primitives
    ? Primitives[T]
    : T extends EnumName
      ? Enums[T] extends readonly (infer V)[]
        ? V
        : never
      : T extends TypeName
        ? Poly<T>
        : never;

type OptionalKeys<R> = {
  [K in keyof R]: R[K] extends string ? (IsOptional<R[K]> extends true ? K : never) : never;
}[keyof R];

type Record_<R> = {
  readonly [K in Exclude<keyof R, OptionalKeys<R>>]: R[K] extends string ? FieldValue<R[K]> : never;
} & {
  readonly [K in OptionalKeys<R>]?: R[K] extends string ? FieldValue<R[K]> | undefined : never;
};

type OwnAndInherited<N extends TypeName> = Record_<Types[N]["fields"]> &
  (Types[N]["base"] extends TypeName ? OwnAndInherited<Types[N]["base"]> : unknown);

/** One data object of exactly this type. `_type` is only needed where a field could hold a subtype. */
export type Data<N extends TypeName> = OwnAndInherited<N> & { readonly _type?: N };

type IsA<K extends TypeName, N extends TypeName> = K extends N
  ? true
  : Types[K]["base"] extends TypeName
    ? IsA<Types[K]["base"], N>
    : false;

/** Names of this type and all that extend it. */
export type Subtype<N extends TypeName> = { [K in TypeName]: IsA<K, N> extends true ? K : never }[TypeName];

/** What a field of declared type N may hold: N itself, or any subtype, told apart by `_type`. */
export type Poly<N extends TypeName> = { [K in Subtype<N>]: OwnAndInherited<K> & { readonly _type?: K } }[Subtype<N>];

/** Parameters of a method, without `_this`. */
export type Params<M extends MethodName> = Record_<Methods[M]["params"]>;

/** What a method returns: `undefined` for void. Optional results may be `undefined`. */
export type Returned<M extends MethodName> = Methods[M]["returns"] extends "void"
  ? undefined
  : IsOptional<Methods[M]["returns"]> extends true
    ? FieldValue<Methods[M]["returns"]> | undefined
    : FieldValue<Methods[M]["returns"]>;

/** Properties of a managed object, inherited ones included. */
export type Properties<N extends ManagedObjectName> = Record_<ManagedObjects[N]["properties"]> &
  (ManagedObjects[N]["base"] extends ManagedObjectName ? Properties<ManagedObjects[N]["base"]> : unknown);
