import robotsParser from "robots-parser";
import { SourceError } from "../source.ts";

/** By this name a robots.txt may speak to us. */
export const ROBOT_NAME = "OnRecord";
const CACHED_MS = 24 * 60 * 60 * 1000;
const MAX_CACHED = 1000;

/** What a site's robots.txt says of one page. */
export interface RobotsVerdict {
  readonly isAllowed: boolean;
  /** `search=yes, ai-input=no`, of the lines that are for us. */
  readonly contentSignal: string | undefined;
}

/** A robots.txt as it was found: its text, or why there is none. */
export type RobotsFile = { readonly text: string } | { readonly problem: "missing" | "unreachable" };

/**
 * Asks each site's robots.txt once a day (RFC 9309: a missing one allows all, one that can't be reached nothing for
 * now). Throws a `SourceError` when the page may not be read.
 */
export function createRobots(
  load: (robotsUrl: URL, signal: AbortSignal | undefined) => Promise<RobotsFile>,
  now: () => Date,
): (page: URL, signal: AbortSignal | undefined) => Promise<{ readonly contentSignal: string | undefined }> {
  const cache = new Map<string, { readonly file: RobotsFile; readonly until: number }>();
  const find = async (robotsUrl: URL, signal: AbortSignal | undefined): Promise<RobotsFile> => {
    const cached = cache.get(robotsUrl.href);
    if (cached && cached.until > now().getTime()) return cached.file;
    const file = await load(robotsUrl, signal);
    cache.delete(robotsUrl.href);
    // What can't be reached is asked for again by the next page.
    if ("text" in file || file.problem === "missing") {
      cache.set(robotsUrl.href, { file, until: now().getTime() + CACHED_MS });
    }
    if (cache.size > MAX_CACHED) cache.delete(cache.keys().next().value ?? "");
    return file;
  };
  return async (page, signal) => {
    const robotsUrl = new URL("/robots.txt", page);
    const file = await find(robotsUrl, signal);
    if (!("text" in file)) {
      if (file.problem === "missing") return { contentSignal: undefined };
      throw new SourceError("its site's robots.txt can't be read, so that the page is not read either", {
        problem: "unreachable",
      });
    }
    if (robotsParser(robotsUrl.href, file.text).isAllowed(page.href, ROBOT_NAME) !== true) {
      throw new SourceError("its site's robots.txt does not allow reading it", { problem: "unreadable" });
    }
    return { contentSignal: findContentSignal(file.text) };
  };
}

/** `Content-Signal` lines belong to the group of agents above them: https://contentsignals.org */
export function findContentSignal(text: string): string | undefined {
  const signals: { readonly agents: readonly string[]; readonly value: string }[] = [];
  let agents: string[] = [];
  let isNamingAgents = false;
  for (const line of text.split(/\r?\n/)) {
    const [, field = "", value = ""] = /^\s*([\w-]+)\s*:\s*([^#]*)/.exec(line) ?? [];
    const isAgent = field.toLowerCase() === "user-agent";
    if (isAgent) agents = [...(isNamingAgents ? agents : []), value.trim().toLowerCase()];
    if (field !== "") isNamingAgents = isAgent;
    if (field.toLowerCase() === "content-signal") signals.push({ agents, value: value.trim() });
  }
  const own = signals.find((signal) => signal.agents.includes(ROBOT_NAME.toLowerCase()));
  return (own ?? signals.find((signal) => signal.agents.includes("*") || signal.agents.length === 0))?.value;
}
