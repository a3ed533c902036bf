import { flattenComponents, type Message } from "../local-discord/messages.ts";
import type { Town } from "./town.ts";

/** Makes each server's tray one of its sources, as a moderator would: the command, and the button to keep it. */
export async function addTrays({ servers, ownerOf }: Town, origin: string): Promise<void> {
  for (const server of servers) {
    const owner = ownerOf(server);
    const address = `${origin}/feed?server=${server.id}`;
    const proposal = await owner.slash("newsroom add", { address, name: "Tray" }).reply();
    await owner.click(proposal, confirmationOf(proposal)).reply((message) => confirms(message) === undefined);
  }
}

const confirms = ({ components }: Message) =>
  flattenComponents(components).find(({ custom_id }) => custom_id?.startsWith("confirm:"))?.custom_id ??
  undefined;

function confirmationOf(proposal: Message): string {
  const id = confirms(proposal);
  if (id === undefined) {
    const texts = flattenComponents(proposal.components).flatMap(({ content }) => content ?? []);
    throw new Error(`the tray can't be added: ${texts.join(" ")}`);
  }
  return id;
}
