import type { CommandContext } from "../io.ts";

/** Shows one long piece of work with its progress in bytes. */
export async function longStep<T>(
  { emit, signal }: Pick<CommandContext, "emit" | "signal">,
  { step, title }: { readonly step: string; readonly title: string },
  work: (options: {
    readonly signal: AbortSignal;
    readonly onProgress: (doneBytes: number, totalBytes: number) => void;
  }) => Promise<T>,
): Promise<T> {
  const ref = { phase: "install", step, title } as const;
  const start = performance.now();
  const end = (outcome: "changed" | "failed") =>
    emit({ type: "step:end", ...ref, outcome, durationMs: Math.round(performance.now() - start) });
  emit({ type: "step:start", ...ref });
  try {
    let told = -1;
    const onProgress = (done: number, total: number) => {
      const percent = Math.floor((100 * done) / Math.max(total, 1));
      if (percent === told) return;
      told = percent;
      emit({ type: "step:progress", ...ref, done, total, unit: "bytes" });
    };
    const result = await work({ signal, onProgress });
    end("changed");
    return result;
  } catch (error) {
    end("failed");
    throw error;
  }
}
