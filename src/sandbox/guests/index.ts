export { defaultGuestDurations, type GuestDurations } from "./durations.ts";
export { type GuestWorld, runGuest } from "./guest.ts";
export { Registrar } from "./registrar.ts";
