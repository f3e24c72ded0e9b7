import type { Abortable } from "../core/abort.ts";

export interface RetryOptions extends Abortable {
  readonly isRetryable: (error: unknown) => boolean;
}

/** Four more attempts with jitter, after about 0.5, 1, 2 and 4 s. p-retry is loaded when the first attempt has failed. */
export async function retrying<T>(work: () => Promise<T>, { signal, isRetryable }: RetryOptions): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (signal.aborted || !isRetryable(error)) throw error;
    const { default: pRetry } = await import("p-retry");
    let hasFailedBefore = true;
    const attempt = async (): Promise<T> => {
      if (!hasFailedBefore) return await work();
      hasFailedBefore = false;
      throw error as Error;
    };
    const shouldRetry = (context: { readonly error: Error }) => isRetryable(context.error);
    return await pRetry(attempt, { retries: 4, minTimeout: 500, factor: 2, randomize: true, signal, shouldRetry });
  }
}
