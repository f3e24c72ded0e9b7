import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";

export interface Vcsim extends AsyncDisposable {
  /** `https://127.0.0.1:port/sdk` */
  readonly url: string;
  readonly username: string;
  readonly password: string;
}

/**
 * Starts govmomi's vCenter simulator on a free loopback port and waits until it listens.
 *
 * @param path of the program, from `peer("vcsim")`
 * @param args more flags, as `["-vm", "0", "-delay", "20"]`
 */
export async function startVcsim(path: string, args: readonly string[] = []): Promise<Vcsim> {
  const folder = await mkdtemp(join(tmpdir(), "edgelab-vcsim-"));
  const username = "lab-user";
  const password = "vcsim password & <more>";
  await writeFile(join(folder, "password"), password, { mode: 0o600 });
  const child = execa(
    path,
    ["-l", "127.0.0.1:0", "-username", username, "-password-file", join(folder, "password"), ...args],
    {
      reject: false,
      cleanup: true,
      buffer: { stdout: false },
    },
  );
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      const found = /GOVC_URL=(\S+)/.exec(text)?.[1];
      if (found) resolve(found);
    });
    void child.then(({ stderr }) => reject(new Error(`vcsim ended at start: ${stderr}`)));
  });
  return {
    url,
    username,
    password,
    async [Symbol.asyncDispose]() {
      child.kill();
      await child;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
