/** Log-normal spread of the lengths of rows in instruction data. assumed: Alpaca 0.7, Orca-Math 0.5, ShareGPT 1. */
export const LENGTH_SIGMA = 0.75;

/** The longest row one can expect among `rows` of a log-normal spread with this mean. */
export const expectedLongest = (tokensPerRow: number, rows: number): number => {
  const z = Math.sqrt(2 * Math.log(Math.max(2, rows)));
  return tokensPerRow * Math.exp(LENGTH_SIGMA * z - (LENGTH_SIGMA * LENGTH_SIGMA) / 2);
};
