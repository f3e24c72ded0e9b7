/** Numbers that follow from a seed alone (xorshift128, seeded by splitmix32). */
export class Random {
  readonly #state = new Uint32Array(4);

  constructor(seed: number) {
    let at = seed >>> 0;
    for (let index = 0; index < 4; index += 1) {
      at = (at + 0x9e37_79b9) >>> 0;
      let mixed = Math.imul(at ^ (at >>> 16), 0x21f0_aaad);
      mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a_2d97);
      this.#state[index] = mixed ^ (mixed >>> 15) || 1;
    }
  }

  uint32(): number {
    const state = this.#state;
    let t = state[3]!;
    t ^= t << 11;
    t ^= t >>> 8;
    state[3] = state[2]!;
    state[2] = state[1]!;
    state[1] = state[0]!;
    state[0] = t ^ state[1] ^ (state[1] >>> 19);
    return state[0];
  }

  /** From 0 to `limit` - 1; 0 when there is nothing to choose from. */
  below(limit: number): number {
    return limit < 1 ? 0 : this.uint32() % limit;
  }

  /** True once in `times`. */
  once(times: number): boolean {
    return this.below(times) === 0;
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }
}
