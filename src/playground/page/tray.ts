import { dropArticle } from "./api.ts";
import { find } from "./dom.ts";

export interface TrayOptions {
  /** The server that is looked at, and its folder. */
  readonly place: () => { readonly serverId: string; readonly serverName: string; readonly inbox: string };
  /** Hears what was put into it. */
  readonly onDropped: (names: readonly string[]) => void;
  readonly onRefused: (reason: string) => void;
}

/** Keeps the tray: a form to write into, files to choose, and files that are dropped anywhere on the page. */
export function createTray({ place, onDropped, onRefused }: TrayOptions): void {
  const dialog = find("tray", HTMLDialogElement);
  const form = find("tray-form", HTMLFormElement);
  const [name, outlet, files] = ["tray-name", "tray-outlet", "tray-files"].map((id) =>
    find(id, HTMLInputElement),
  );
  const text = find("tray-text", HTMLTextAreaElement);
  const error = find("tray-error", HTMLElement);

  const drop = async (chosen: readonly { readonly name: string; readonly text: string }[]) => {
    for (const article of chosen) await dropArticle({ serverId: place().serverId, ...article });
    onDropped(chosen.map((article) => article.name));
  };
  const need = () => {
    const hasFiles = (files?.files?.length ?? 0) > 0;
    text.required = !hasFiles;
    if (name) name.required = !hasFiles;
  };

  files?.addEventListener("change", need);
  find("open-tray", HTMLElement).addEventListener("click", () => {
    form.reset();
    need();
    error.textContent = "";
    const { serverName, inbox } = place();
    find("tray-note", HTMLElement).textContent =
      `For ${serverName} alone. A moderator reads it with /newsroom reload. Files may also be put into ${inbox}.`;
    dialog.showModal();
  });
  find("tray-cancel", HTMLElement).addEventListener("click", () => dialog.close());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const written = { name: name?.value ?? "", outlet: outlet?.value ?? "", text: text.value };
      const pasted = written.text.trim() === "" ? [] : [asWireCopy(written)];
      await drop([...pasted, ...(await readFiles(files?.files))]);
      dialog.close();
    } catch (problem) {
      error.textContent = sayProblem(problem);
    }
  });
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    readFiles(event.dataTransfer?.files)
      .then((read) => (read.length > 0 ? drop(read) : undefined))
      .catch((problem: unknown) => onRefused(sayProblem(problem)));
  });
}

const sayProblem = (problem: unknown) => (problem instanceof Error ? problem.message : String(problem));

const readFiles = (files: FileList | null | undefined) =>
  Promise.all([...(files ?? [])].map(async (file) => ({ name: file.name, text: await file.text() })));

/** As agencies write it: the newsroom reads title, outlet and date from the top. */
function asWireCopy({
  name,
  outlet,
  text,
}: {
  readonly name: string;
  readonly outlet: string;
  readonly text: string;
}) {
  const day = new Date().toISOString().slice(0, 10);
  const source = outlet.trim() === "" ? [] : [`Source: ${oneLine(outlet)}`];
  const head = [`Title: ${oneLine(name)}`, ...source, `Date: ${day}`].join("\n");
  return { name: `${oneLine(name)}.txt`, text: `${head}\n\n${text.trim()}\n` };
}

const oneLine = (value: string) => value.replace(/\s+/g, " ").trim();
