import { renderSources } from "../discord/render-newsroom.ts";
import type { Command } from "./command.ts";
import { named } from "./names.ts";
import { IN_SERVERS } from "./options.ts";

/** `/sources`: what the bot reads here, how fresh each source is, and what failed last. */
export const sources: Command = {
  data: { ...named("sources"), ...IN_SERVERS },
  isEphemeral: () => true,

  async run({ asker, words, services }) {
    return {
      outcome: "done",
      blocks: renderSources(await services.newsroom.listSources(asker.guildId), words),
    };
  },
};
