/** CPU that the workerd processes of this process have used, in milliseconds, by /proc (Linux). */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const TICKS_PER_SECOND = 100;

const workerdIds = (): string[] =>
  execFileSync("ps", ["-eo", "pid,ppid,comm"], { encoding: "utf8" })
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, parent, command]) => command === "workerd" && parent === String(process.pid))
    .map(([id]) => id!);

export const workerdCpuMs = (): number =>
  workerdIds().reduce((sum, id) => {
    const fields = readFileSync(`/proc/${id}/stat`, "utf8").split(") ")[1]!.split(" ");
    return sum + ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND;
  }, 0);
