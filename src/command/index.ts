export { readCommand } from "./read-command.ts";
export type { Command, Kind, Understood } from "./command.ts";
