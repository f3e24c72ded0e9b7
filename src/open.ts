import type { Abortable } from "./core/abort.ts";
import type { Plan } from "./engine/plan.ts";
import type { Lab } from "./lab/lab.ts";
import type * as R from "./phases/results.ts";

const todo = (..._: unknown[]): never => {
  throw new Error("not yet");
};
export const plan = async (lab: Lab, options: Abortable): Promise<Plan> => todo(lab, options);
export const up = async (lab: Lab, options: R.UpOptions): Promise<R.UpResult> => todo(lab, options);
export const down = async (lab: R.LabRef, options: R.DownOptions): Promise<R.DownResult> => todo(lab, options);
export const status = async (lab: R.LabRef, options: Abortable): Promise<R.LabStatus> => todo(lab, options);
export const hosts = async (lab: R.LabRef, options: Abortable): Promise<readonly R.HostReport[]> => todo(lab, options);
export const list = async (place: R.LabPlace, options: Abortable): Promise<readonly R.LabSummary[]> =>
  todo(place, options);
