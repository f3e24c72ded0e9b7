import { inspect } from "node:util";

/** A value that must never be printed: strings, JSON and `console.log` show stars; only `reveal()` gives the text. */
export class Secret {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  reveal(): string {
    return this.#text;
  }
  toString(): string {
    return "****";
  }
  toJSON(): string {
    return "****";
  }
  [inspect.custom](): string {
    return "Secret(****)";
  }
}
