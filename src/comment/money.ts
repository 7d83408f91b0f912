/**
 * Money in a comment. Rows and their sum must add up as shown, so figures become whole cents first and
 * differences are taken between what is shown (report/format.ts rounds each figure by itself).
 */
import { centsOf } from "./attribution.ts";

const formats = new Map<string, Intl.NumberFormat>();

/** With thousands grouped; made once each, since making a format takes longer than using it a hundred times. */
export const grouped = (value: number, digits: number, most = digits): string => {
  const key = `${digits} ${most}`;
  let format = formats.get(key);
  if (format === undefined) {
    const between = { minimumFractionDigits: digits, maximumFractionDigits: most };
    format = new Intl.NumberFormat("en-US", between);
    formats.set(key, format);
  }
  return format.format(value);
};

export const dollars = (cents: number): string =>
  `${cents < 0 ? "-" : ""}$${grouped(Math.abs(cents) / 100, 2)}`;

export const signed = (cents: number): string =>
  cents > 0 ? `+${dollars(cents)}` : dollars(cents);

/** A ratio where it reads better than a percentage: from doubling on. Nothing against a zero. */
export const relative = (beforeCents: number, afterCents: number): string => {
  if (beforeCents <= 0) return "";
  const ratio = afterCents / beforeCents;
  if (ratio >= 2) return `${grouped(Number(ratio.toPrecision(2)), 0, 1)}x`;
  const percent = (ratio - 1) * 100;
  const digits = Math.abs(percent) < 10 ? 1 : 0;
  if (Math.abs(percent) < 0.05) return percent < 0 ? "under -0.1 %" : "under +0.1 %";
  return `${percent > 0 ? "+" : ""}${grouped(percent, digits)} %`;
};

const DOLLAR_CENTS = 100;

/** Before, after and difference for a headline: whole dollars from $100 on, unless that hides the change. */
export const headlineMoney = (beforeUsd: number, afterUsd: number) => {
  const [before, after] = [centsOf(beforeUsd), centsOf(afterUsd)];
  const coarse = (cents: number) => Math.round(cents / DOLLAR_CENTS) * DOLLAR_CENTS;
  const isLarge = Math.max(before, after) >= 100 * DOLLAR_CENTS;
  const isCoarse = isLarge && (before === after || coarse(before) !== coarse(after));
  const show = (cents: number) =>
    isCoarse ? `$${grouped(coarse(cents) / DOLLAR_CENTS, 0)}` : dollars(cents);
  const difference = isCoarse ? coarse(after) - coarse(before) : after - before;
  const sign = difference > 0 ? "+" : "-";
  return {
    before: show(before),
    after: show(after),
    difference: difference === 0 ? "" : `${sign}${show(Math.abs(difference))}`,
    relative: relative(before, after),
    isChanged: before !== after,
  };
};
