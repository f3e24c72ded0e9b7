/** One thing that goes wrong on purpose with the bytes of a file on their way, for the transfers that match it. */
export interface TransferInjection {
  /** What the path of the URL ends with: `disk-0.vmdk`, `.iso`. @default every transfer */
  readonly pathEnd?: string;
  /** @default both ways */
  readonly direction?: "upload" | "download";
  /** The first matching transfer that is affected, counted from the injection on. @default 1 */
  readonly nth?: number;
  /** How many transfers in a row are affected. @default 1 */
  readonly times?: number;
  /** The connection is cut when so many bytes have passed. */
  readonly cutAfterBytes?: number;
  /** The byte at this offset arrives changed. */
  readonly corruptByteAt?: number;
  /** A plain HTTP answer instead of the transfer. */
  readonly httpStatus?: number;
}

/** A transfer whose connection was cut on purpose. */
export class CutShort extends Error {}

/** The same bytes, as far as the injection lets them through. */
export async function* cutShort(
  chunks: AsyncIterable<Uint8Array>,
  injection: TransferInjection | undefined,
): AsyncGenerator<Uint8Array> {
  const { cutAfterBytes = Infinity, corruptByteAt = -1 } = injection ?? {};
  let passed = 0;
  for await (const chunk of chunks) {
    const at = corruptByteAt - passed;
    const wrong =
      at >= 0 && at < chunk.length ? Uint8Array.from(chunk, (byte, index) => (index === at ? ~byte : byte)) : chunk;
    if (passed + wrong.length > cutAfterBytes) {
      yield wrong.subarray(0, cutAfterBytes - passed);
      throw new CutShort(`cut after ${cutAfterBytes} bytes`);
    }
    passed += wrong.length;
    yield wrong;
  }
}
