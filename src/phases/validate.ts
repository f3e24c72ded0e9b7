import { readFile } from "node:fs/promises";
import type { Graph, Node } from "../engine/graph.ts";
import { checkService, type ServiceWay } from "../kubernetes/index.ts";
import type { Lab } from "../lab/lab.ts";
import type { Provisioned } from "./provision.ts";
import type { CheckReport } from "./results.ts";

const ways: Readonly<Record<ServiceWay, string>> = {
  "load-balancer": "load balancer",
  "node-port": "node port",
  "service-proxy": "API server's service proxy",
};

/** Adds a call of each application that the lab file names. */
export function addValidate(
  graph: Graph,
  lab: Lab,
  cluster: Node<Provisioned>,
  answered: (check: CheckReport) => void,
): void {
  for (const [index, { service, namespace, port, path, expectStatus, timeoutMs }] of lab.checks.entries()) {
    graph.add({
      phase: "validate",
      id: `validate/${index + 1}-${service}`,
      title: `call ${service}:${port}${path}`,
      after: [cluster],
      run: async (step, { kubeconfig }) => {
        const text = await readFile(kubeconfig, "utf8");
        const result = await checkService(
          text,
          {
            namespace,
            service,
            port,
            path,
            expectStatus,
            timeoutMs,
            waiting: (lastSeen) => step.waiting(service, `an answer with status ${expectStatus}`, lastSeen),
          },
          step,
        );
        const way = ways[result.way];
        step.note(`answered ${result.status} through the ${way}: ${result.url}`, service);
        const { url, status, sha256 } = result;
        answered({ service, url, way, status, answer: excerpt(result.body), sha256 });
      },
    });
  }
}

/** The beginning of what a person would see of it. */
function excerpt(body: string): string {
  const line = body
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
