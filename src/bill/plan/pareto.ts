/** A point in the three things a plan is chosen by; less is better in each. */
export type Point = { usd: number; hours: number; risk: number };

export const dominates = (left: Point, right: Point): boolean =>
  left.usd <= right.usd &&
  left.hours <= right.hours &&
  left.risk <= right.risk &&
  (left.usd < right.usd || left.hours < right.hours || left.risk < right.risk);

/** At least as good in everything: enough to leave the other out unseen. */
export const covers = (left: Point, right: Point): boolean =>
  left.usd <= right.usd && left.hours <= right.hours && left.risk <= right.risk;

/** The points that no other dominates, cheapest first; of equal ones the first. */
export const paretoFront = <T>(items: readonly T[], at: (item: T) => Point): T[] => {
  const points = items.map((item) => ({ item, point: at(item) }));
  points.sort(
    (left, right) =>
      left.point.usd - right.point.usd ||
      left.point.hours - right.point.hours ||
      left.point.risk - right.point.risk,
  );
  const front: { item: T; point: Point }[] = [];
  for (const candidate of points)
    if (!front.some(({ point }) => covers(point, candidate.point))) front.push(candidate);
  return front.map(({ item }) => item);
};
