/** One JSON answer of the Hub, within a time and a size; every failure is a value with its reason. */
export type Received =
  | { ok: true; value: unknown }
  | { ok: false; status: number; errorCode: string; reason: string };

const TIMEOUT_MS = 5000;
/** The largest config.json seen has some 200 kB (label maps); the API's answers list every file. */
const LARGEST_BYTES = 3 * 1024 * 1024;

const readCapped = async (response: Response): Promise<string | undefined> => {
  if (Number(response.headers.get("content-length") ?? 0) > LARGEST_BYTES) {
    await response.body?.cancel();
    return undefined;
  }
  if (response.body === null) return "";
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > LARGEST_BYTES) {
      await reader.cancel();
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
};

const failed = (reason: string, status = 0, errorCode = ""): Received => ({
  ok: false,
  status,
  errorCode,
  reason,
});

/** The token goes to the Hub alone: a redirect to another host drops the header (fetch standard). */
export const receiveJson = async (
  fetcher: typeof fetch,
  url: string,
  token: string,
  timeoutMs = TIMEOUT_MS,
): Promise<Received> => {
  try {
    const response = await fetcher(url, {
      headers: {
        accept: "application/json",
        "user-agent": "ftcost",
        ...(token === "" ? {} : { authorization: `Bearer ${token}` }),
      },
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) {
      await response.body?.cancel();
      const code = response.headers.get("x-error-code") ?? "";
      return failed(`status ${response.status}`, response.status, code);
    }
    const text = await readCapped(response);
    if (text === undefined) return failed("its answer is too large", response.status);
    try {
      return { ok: true, value: JSON.parse(text) as unknown };
    } catch {
      return failed("its answer is no JSON", response.status);
    }
  } catch (cause) {
    const late = cause instanceof Error && cause.name === "TimeoutError";
    return failed(late ? "it took too long" : "it could not be reached");
  }
};
