import type { Action, DroppedArticle, Outcome, PageEvent, Scene, View } from "../protocol.ts";

/** The playground's server, which is this page's own other half: what it says is taken as its types say. */
export async function loadScene(): Promise<Scene> {
  return (await fetch("/scene")).json();
}

/** Does something as somebody. A server that is gone is a notice, as it is on Discord. */
export async function act(view: View, action: Action): Promise<Outcome> {
  try {
    const response = await post("/act", { view, action });
    return response.ok ? await response.json() : { kind: "notice", notice: await response.text() };
  } catch {
    return { kind: "notice", notice: "The playground does not answer: is it still running?" };
  }
}

/** Puts an article into a server's tray. Rejects with a line for people. */
export async function dropArticle(article: DroppedArticle): Promise<void> {
  const response = await post("/articles", article);
  if (!response.ok) throw new Error(await response.text());
}

const post = (path: string, body: unknown) =>
  fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

/** Listens as somebody, until the returned function is called. */
export function listen(
  { serverId, personId }: View,
  { onEvent, onLost }: { readonly onEvent: (event: PageEvent) => void; readonly onLost: () => void },
): () => void {
  const source = new EventSource(`/events?${new URLSearchParams({ server: serverId, person: personId })}`);
  source.addEventListener("message", ({ data }) => onEvent(JSON.parse(data)));
  source.addEventListener("error", onLost);
  return () => source.close();
}
