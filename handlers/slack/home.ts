/** App Home: a person's recent estimates and saved runs, the alerts of the workspace, and how old the prices are. */
import { loadCatalog } from "../../pricing/catalog.ts";
import { date } from "../../src/report/format.ts";
import { priceBook } from "../prices/book.ts";
import { alertTeam, subscriptionLine } from "./alerts.ts";
import type { Asker } from "./one-run.ts";
import {
  actions,
  type Block,
  button,
  context,
  divider,
  escape,
  header,
  inert,
  lines,
  section,
} from "./blocks/elements.ts";
import { EXAMPLES } from "./blocks/help.ts";
import { workspaceOf } from "./post.ts";
import { savedRows } from "./saved.ts";

export type HomeView = { type: "home"; blocks: Block[] };

const MAX_HOME_BLOCKS = 100;
const MAX_BUTTON_VALUE = 2000;

const recentBlocks = async (asker: Asker): Promise<Block[]> => {
  const recent = await workspaceOf(asker.env, asker.teamId).recent(asker.userId);
  if (recent.length === 0) return [section("None yet.")];
  return recent.map(({ headline, run, askedAt }) =>
    section(
      `${inert(headline)}\n${date(askedAt)}`,
      run.length <= MAX_BUTTON_VALUE
        ? button("run_recent", "Estimate again", { value: run })
        : undefined,
    ),
  );
};

const savedBlocks = async (asker: Asker): Promise<Block[]> => {
  const saved = await workspaceOf(asker.env, asker.teamId).saved(asker.userId);
  if (saved.length === 0)
    return [section("None yet. `/ftcost save nightly llama-3.1-8b qlora 50k rows` keeps one.")];
  return savedRows(saved).map(({ name, words }) =>
    section(
      `*${inert(name)}*  ${inert(words)}`,
      button("run_saved", "Estimate now", { value: name }),
    ),
  );
};

const alertBlocks = async (asker: Asker): Promise<Block[]> => {
  const all = await priceBook(asker.env)
    .subscriptions(alertTeam(asker))
    .catch(() => undefined);
  if (all === undefined) return [section("The price book does not answer just now.")];
  if (all.length === 0)
    return [section("None yet. `/ftcost alerts on h100 10%` in a channel sets one.")];
  return lines(
    all.slice(0, 40).map((one) => `${subscriptionLine(one)} in <#${escape(one.channel)}>`),
  );
};

export const homeView = async (asker: Asker): Promise<HomeView> => {
  const catalog = await loadCatalog(asker.env, asker.now);
  const ageDays = Math.floor((asker.now.getTime() - Date.parse(catalog.asOf)) / 86_400_000);
  const age = Number.isFinite(ageDays) && ageDays >= 0 ? `, ${ageDays} days old` : "";
  const blocks: Block[] = [
    header("What will a fine-tuning run cost?"),
    section(`Type in any channel:\n${EXAMPLES.map((one) => `\`${one}\``).join("\n")}`),
    actions("home", [button("form", "Open form", { style: "primary" })]),
    divider,
    header("Your recent estimates"),
    ...(await recentBlocks(asker)),
    header("Your saved runs"),
    ...(await savedBlocks(asker)),
    header("Price alerts of this workspace"),
    ...(await alertBlocks(asker)),
    divider,
    context(
      escape(
        `Prices as of ${date(catalog.asOf)}${age}${catalog.stale ? " (stale)" : ""}; ${catalog.offers.length} offers, catalog ${catalog.id}.`,
      ),
    ),
  ];
  return { type: "home", blocks: blocks.slice(0, MAX_HOME_BLOCKS) };
};
