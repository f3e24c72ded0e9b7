import { type Abortable, orAborted } from "../core/abort.ts";

/** One reader's end of a watch: keeps the newest state until it is read, and only what differs from the one before. */
export class Watch<Subject, State> {
  readonly subject: Subject;
  #last: string | undefined;
  #news: { readonly state: State } | undefined;
  #failure: { readonly error: unknown } | undefined;
  #arrived = deferred();

  constructor(subject: Subject) {
    this.subject = subject;
  }

  /** @returns whether the state differs from the last one; the first one does not count as a change */
  offer(state: State): boolean {
    const digest = JSON.stringify(state instanceof Map ? [...state] : state) ?? "gone";
    const isChange = this.#last !== undefined && this.#last !== digest;
    if (this.#last === undefined || isChange) {
      this.#last = digest;
      this.#news = { state };
      this.#arrived.resolve();
    }
    return isChange;
  }

  fail(error: unknown): void {
    this.#failure = { error };
    this.#arrived.resolve();
  }

  async next(options: Abortable): Promise<State> {
    await orAborted(this.#arrived.promise, options);
    this.#arrived = deferred();
    const news = this.#news;
    this.#news = undefined;
    if (this.#failure || !news) throw this.#failure?.error;
    return news.state;
  }
}

/** `Promise.withResolvers`, which Node 22 has. */
function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}
