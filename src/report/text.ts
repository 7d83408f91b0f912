import type { Place, Report, Row } from "./index.ts";

const PLACES_SHOWN = 8;

const rowLine = ({ label, value, note }: Row): string =>
  `  ${label.padEnd(26)} ${value}${note === undefined ? "" : `  (${note})`}`;

const placeLine = (place: Place): string =>
  `  ${place.usd.padStart(9)}  ${place.hours.padStart(9)}  ${place.machine.padEnd(22)} ${place.where}, ${place.price}; ${place.fits}; ${place.source}`;

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ["", title, ...lines];

/** A Report for a terminal. */
export const asText = (report: Report): string => {
  const more = report.places.length - PLACES_SHOWN;
  return [
    report.headline,
    report.subject,
    ...section("", report.figures.map(rowLine)).slice(1),
    ...section("Where to run it", report.places.slice(0, PLACES_SHOWN).map(placeLine)),
    ...(more > 0 ? [`  and ${more} more offers`] : []),
    ...section("As a service", report.managed.map(placeLine)),
    ...section("Memory at its peak, per GPU", report.memoryParts.map(rowLine)),
    ...section("The whole bill", report.bill.map(rowLine)),
    ...section("What it assumes", report.assumptions.map(rowLine)),
    ...section("Cheaper", report.advice.map(rowLine)),
    ...section(
      "To narrow the range, state",
      report.narrowBy.map((field) => `  ${field}`),
    ),
    ...section(
      "Not certain",
      report.warnings.map((warning) => `  ${warning}`),
    ),
    "",
    report.provenance,
  ].join("\n");
};
