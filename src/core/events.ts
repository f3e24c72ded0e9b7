/** The phases of the deployment, by their documented order, and the clean-up. */
export const phaseIds = ["model", "install", "register", "provision", "validate", "down"] as const;
export type PhaseId = (typeof phaseIds)[number];

/** A step is one node of the graph that a plan applies: `register/demo-1/clone`. */
export interface StepRef {
  readonly phase: PhaseId;
  /** Unique within a run; stable between runs. */
  readonly step: string;
  /** What a person reads: `clone demo-1 from palette-edge-3f2a`. */
  readonly title: string;
}

/** Everything the engine and the phases tell the outside. Nothing below `cli` prints. */
export type LabEvent =
  | {
      readonly type: "run:start";
      readonly command: "up" | "down";
      readonly lab: string;
      readonly instance: string;
      readonly target: "sandbox" | "vsphere";
      readonly steps: number;
      readonly estimateMs?: number | undefined;
    }
  | { readonly type: "run:end"; readonly outcome: "done" | "failed" | "interrupted"; readonly durationMs: number }
  | ({ readonly type: "step:start"; readonly estimateMs?: number | undefined } & StepRef)
  | ({
      readonly type: "step:progress";
      readonly message?: string;
      readonly done?: number;
      readonly total?: number;
      readonly unit?: "bytes" | "percent" | "items";
    } & StepRef)
  | ({
      readonly type: "step:end";
      readonly outcome: "changed" | "unchanged" | "failed" | "skipped";
      readonly durationMs: number;
      readonly message?: string;
    } & StepRef)
  | {
      readonly type: "waiting";
      readonly phase: PhaseId;
      readonly subject: string;
      readonly waitingFor: string;
      readonly lastSeen: string;
      readonly elapsedMs: number;
    }
  | { readonly type: "note"; readonly message: string; readonly subject?: string }
  | { readonly type: "warning"; readonly code: string; readonly message: string };

export type Emit = (event: LabEvent) => void;
