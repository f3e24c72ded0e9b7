/**
 * The application check: a Service read through a kubeconfig and called.
 *
 * @packageDocumentation
 */
export { type CheckOptions, type CheckResult, checkService, type ServiceWay } from "./check-service.ts";
export { type PodProblem, podProblems } from "./pod-problems.ts";
export { writeKubeconfig } from "./write-kubeconfig.ts";
