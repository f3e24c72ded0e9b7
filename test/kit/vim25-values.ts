import { enumModel, type Field, type TypeModel, subtypesOf, typeModel, type ValueType } from "../../src/vim25/model.ts";

/** mulberry32: the same values for the same seed, on every machine. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Draws values of declared types, as the decoder would return them. */
export class Values {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = randomFrom(seed);
  }

  /** A data object of exactly this type. Optional fields get rarer with depth, so that recursive types end. */
  data(name: string, depth = 0): Record<string, unknown> {
    const model = typeModel(name);
    if (model === undefined) throw new TypeError(`${name} is not declared`);
    return { ...this.fields(model, depth), _type: name };
  }

  fields(model: TypeModel, depth = 0): Record<string, unknown> {
    const drawn = model.fields
      .filter((field) => field.type.kind !== "opaque" && (!field.optional || this.#random() < 0.6 / (depth + 1)))
      .map((field): [string, unknown] => [field.name, this.field(field, depth)]);
    return Object.fromEntries(drawn);
  }

  field({ type, array, optional }: Field, depth: number): unknown {
    if (!array) return this.value(type, depth);
    const length = optional ? 1 + this.#below(2) : this.#below(3);
    return Array.from({ length: depth > 4 ? Math.min(length, 1) : length }, () => this.value(type, depth));
  }

  value(type: ValueType, depth: number): unknown {
    switch (type.kind) {
      case "primitive":
        return this.#primitive(type.name);
      case "enum":
        return this.#pick([...(enumModel(type.name)?.values.keys() ?? [])]);
      case "reference":
        return { type: type.name || "Folder", value: `group-v${this.#below(1000)}` };
      case "data":
        return this.data(depth > 4 ? type.name : this.#pick(subtypesOf(type.name)), depth + 1);
      case "any":
        return this.#pick([
          () => this.#primitive("string"),
          () => this.#primitive("int"),
          () => this.#primitive("boolean"),
          () => this.#primitive("dateTime"),
          () => this.#primitive("base64"),
          () => ({ type: "VirtualMachine", value: "vm-1" }),
          () => this.data("OptionValue", depth + 3),
        ])();
      case "opaque":
        throw new TypeError(`${type.name} is not declared`);
    }
  }

  #primitive(name: string): unknown {
    switch (name) {
      case "string":
        return this.#pick(["", "a", " padded ", "<&>\"'", "]]>", "line\r\nline\ttab", "Größe 😀", "[ds] dir/x.vmx"]);
      case "boolean":
        return this.#random() < 0.5;
      case "byte":
        return this.#pick([-128, 0, 127]);
      case "short":
        return this.#pick([-32_768, 7, 32_767]);
      case "int":
        return this.#pick([-2_147_483_648, -1, 0, 4000, 2_147_483_647]);
      case "long":
        return this.#pick([Number.MIN_SAFE_INTEGER, 0, 2 ** 41, Number.MAX_SAFE_INTEGER]);
      case "float":
      case "double":
        return this.#pick([-1.5, 0, 1e21, 1e-7, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
      case "dateTime":
        return new Date(Math.floor(this.#random() * 4e12));
      case "base64":
        return new Uint8Array(Array.from({ length: this.#below(5) }, () => this.#below(256)));
      default:
        throw new TypeError(`${name} is not a primitive`);
    }
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  #pick<T>(from: readonly T[]): T {
    const drawn = from[this.#below(from.length)];
    if (drawn === undefined) throw new TypeError("Nothing to draw from");
    return drawn;
  }
}
