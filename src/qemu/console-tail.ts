import { stripVTControlCharacters } from "node:util";

const keptLines = 200;
const longestLineChars = 500;

/**
 * What a guest writes to its serial port, as lines without control sequences. Only the last ones are kept, each cut to
 * a length, so that a guest which never stops writing costs no memory.
 */
export class ConsoleTail {
  /** Grows with every byte: a guest that still writes is alive. */
  receivedBytes = 0;
  readonly #onLine: (line: string, isComplete: boolean) => void;
  readonly #decoder = new TextDecoder("utf-8");
  readonly #lines: string[] = [];
  #open = "";

  /** @param onLine told of every finished line, and of an unfinished one each time it has grown: prompts end in no newline */
  constructor(onLine: (line: string, isComplete: boolean) => void = () => undefined) {
    this.#onLine = onLine;
  }

  receive(chunk: Uint8Array): void {
    this.receivedBytes += chunk.length;
    const parts = (this.#open + this.#decoder.decode(chunk, { stream: true })).split(/\r?\n|\r(?!$)/);
    this.#open = (parts.pop() ?? "").slice(-longestLineChars);
    for (const part of parts) {
      const line = plain(part);
      if (line === "") continue;
      this.#lines.push(line);
      if (this.#lines.length > keptLines) this.#lines.shift();
      this.#onLine(line, true);
    }
    const prompt = plain(this.#open);
    if (prompt !== "") this.#onLine(prompt, false);
  }

  /** The last `count` lines that are not empty, oldest first. */
  last(count = keptLines): string[] {
    const prompt = plain(this.#open);
    return [...this.#lines, ...(prompt === "" ? [] : [prompt])].slice(-count);
  }
}

function plain(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll(/[\p{Cc}\p{Cf}\uFFFD]/gu, "")
    .trimEnd()
    .slice(0, longestLineChars);
}
