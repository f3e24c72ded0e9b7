/** One mistake in something a person wrote, placed where an editor can jump to. */
export interface Problem {
  readonly severity: "error" | "warning";
  /** Absolute path of the file that holds the mistake; undefined for a command-line or environment setting. */
  readonly file?: string | undefined;
  /** From 1, as editors count. */
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  /** The setting as its author writes it: `cluster.workers[0].hosts[1]`. */
  readonly path?: string | undefined;
  /** What is wrong, as one clause without a full stop. Never a secret. */
  readonly message: string;
  readonly expected?: string | undefined;
  readonly found?: string | undefined;
  /** The valid name that the author most likely meant. */
  readonly nearest?: string | undefined;
  /** How to put it right, when `expected` and `nearest` do not already say it. */
  readonly fix?: string | undefined;
}

/** `lab.yaml:12:3  hosts.demo.cuont: unknown setting; did you mean "count"?` */
export function formatProblem(problem: Problem, { relativeTo }: { readonly relativeTo?: string } = {}): string {
  const { file, line, column, path, message, expected, found, nearest, fix } = problem;
  const place =
    file === undefined
      ? undefined
      : [shorten(file, relativeTo), line, column].filter((part) => part !== undefined).join(":");
  const detail = [
    message,
    expected === undefined ? undefined : `expected ${expected}`,
    found === undefined ? undefined : `found ${found}`,
    nearest === undefined ? undefined : `did you mean ${JSON.stringify(nearest)}?`,
    fix,
  ];
  const sentence = detail.filter((part) => part !== undefined).join("; ");
  const located = path === undefined || path === "" ? sentence : `${path}: ${sentence}`;
  return place === undefined ? located : `${place}  ${located}`;
}

function shorten(file: string, folder: string | undefined): string {
  const prefix = folder === undefined ? undefined : folder.endsWith("/") ? folder : `${folder}/`;
  return prefix !== undefined && file.startsWith(prefix) ? file.slice(prefix.length) : file;
}
