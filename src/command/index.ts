export { readCommand } from "./read-command.ts";
export type { Command, Kind, Understood } from "./command.ts";
export type { Question } from "./decide.ts";
export { VENDORS_TUNED_PREFIX } from "./nicknames.ts";
