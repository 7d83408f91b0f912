/** The last line of our comment: whose it is and of which commit. Anywhere else it is a quotation. */
const MARKER = /^<!-- ftcost:pull-request-comment head=([0-9a-f]{4,64}) -->$/;

export const marker = (headSha: string): string =>
  `<!-- ftcost:pull-request-comment head=${headSha} -->`;

/** The head that a body of ours was written for; undefined when the marker is not its last line. */
export const markedHead = (body: string): string | undefined => {
  const trimmed = body.trimEnd();
  const last = trimmed.slice(trimmed.lastIndexOf("\n") + 1);
  return MARKER.exec(last)?.[1];
};

/** Ends the answer to one command, so that a lost answer is not given twice. */
export const replyMarker = (commandId: number): string => `<!-- ftcost:reply to=${commandId} -->`;
