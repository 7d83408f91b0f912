/** What stands in the box that an event came from. The Worker's types know no DOM. */
export const valueOf = (event: Event): string =>
  (event.target as unknown as { value: string }).value;
