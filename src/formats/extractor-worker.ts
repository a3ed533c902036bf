import { serveWorker } from "../worker-serve.ts";
import { requests } from "./extractor-messages.ts";
import { readDownload } from "./read-download.ts";
import { readArticleFile } from "./read-file.ts";
import { UnreadableError } from "./unreadable-error.ts";

const answers: Record<string, (request: unknown) => unknown> = {
  start: () => undefined,
  readFile: (request) => readArticleFile(requests.path.parse(request)),
  readDownload(request) {
    try {
      return readDownload(requests.download.parse(request));
    } catch (error) {
      // An error's class does not survive the way between threads.
      if (error instanceof UnreadableError) return { kind: "unreadable", reason: error.message };
      return { kind: "unreadable", reason: "broken in a way that this reader does not know" };
    }
  },
};

serveWorker(({ method, args }) => answers[method]?.(args[0]));
