import { UntrustedCertificateError } from "../../core/tls.ts";
import type { LabPlace } from "../../index.ts";
import type { CommandContext } from "../io.ts";

type Ends = Pick<LabPlace, "vcenter"> & Partial<Pick<LabPlace, "palette">>;

/**
 * Runs a command's work. A certificate that nobody vouches for is shown on first contact, and trusted for this run once a
 * person has compared its fingerprint; without a terminal it is refused.
 */
export async function trusting<Place extends Ends, T>(
  place: Place,
  context: Pick<CommandContext, "confirm" | "say">,
  work: (place: Place) => Promise<T>,
): Promise<T> {
  try {
    return await work(place);
  } catch (error) {
    const untrusted = untrustedIn(error);
    if (untrusted === undefined || untrusted.isPinned || context.confirm === undefined) throw error;
    const end = endOf(place, untrusted.server);
    if (end === undefined) throw error;
    const { what, why } = untrusted.details;
    const question = "Compare it with the one that the server's administrator gives you. Is it the same?";
    if (!(await context.confirm(`${what}\n${why ?? ""}\n${question}`))) throw error;
    const { fingerprint } = untrusted;
    context.say(
      `Trusted for this run. To keep it, write \`${end}: { tls: { fingerprint: "${fingerprint}" } }\` in the lab file.`,
    );
    const settings = place[end];
    return trusting({ ...place, [end]: { ...settings, tls: { ...settings?.tls, fingerprint } } }, context, work);
  }
}

function untrustedIn(error: unknown): UntrustedCertificateError | undefined {
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof UntrustedCertificateError) return at;
  return undefined;
}

function endOf({ vcenter, palette }: Ends, server: string): "vcenter" | "palette" | undefined {
  const isAt = (url: string | undefined) => {
    if (url === undefined) return false;
    const { hostname, port } = new URL(url);
    return `${hostname.replace(/^\[|\]$/g, "")}:${port || 443}` === server;
  };
  return isAt(vcenter.server) ? "vcenter" : isAt(palette?.endpoint) ? "palette" : undefined;
}
