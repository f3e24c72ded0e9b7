/**
 * The application check: a Service read through a kubeconfig and called.
 *
 * @packageDocumentation
 */
export { type CheckOptions, type CheckResult, checkService, type NotTaken } from "./check-service.ts";
export { type PodProblem, podProblems } from "./pod-problems.ts";
export type { ServiceWay } from "./service-ways.ts";
export { writeKubeconfig } from "./write-kubeconfig.ts";
