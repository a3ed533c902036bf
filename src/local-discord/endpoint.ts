import { generateKeyPairSync, sign } from "node:crypto";
import { InteractionType } from "discord-api-types/v10";
import { z } from "zod";

/** The application's address for interactions over HTTP, and the key that they are signed with. */
export interface Endpoint {
  /** As the application's page shows it: 64 hexadecimal digits. */
  readonly publicKey: string;
  /** From now on interactions go there and not over the gateway. Rejects when Discord would not take the address. */
  use(url: string): Promise<void>;
  /** Undefined while interactions go over the gateway; else what the bot answered to the request itself. */
  deliver(payload: object): Promise<EndpointAnswer> | undefined;
}

/** Undefined payload: the bot answers through the callback, or not at all. */
export interface EndpointAnswer {
  readonly payload: unknown;
}

const TIMEOUT_MS = 3000;
const pongSchema = z.object({ type: z.literal(1) });

/** Creates an application that has no address yet. https://docs.discord.com/developers/interactions/overview */
export function createEndpoint(): Endpoint {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const x = z.string().parse(publicKey.export({ format: "jwk" }).x);
  let address: string | undefined;

  const post = (url: string, payload: object, isGenuine = true) => {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const body = JSON.stringify(payload);
    const signature = sign(null, Buffer.from(timestamp + body + (isGenuine ? "" : " ")), privateKey);
    return fetch(url, {
      method: "POST",
      body,
      headers: {
        "content-type": "application/json",
        "x-signature-ed25519": signature.toString("hex"),
        "x-signature-timestamp": timestamp,
      },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  };
  return {
    publicKey: Buffer.from(x, "base64url").toString("hex"),
    async use(url) {
      const ping = { type: InteractionType.Ping };
      const pong = await post(url, ping);
      const isPong = pong.status === 200 && pongSchema.safeParse(await pong.json()).success;
      const forged = await post(url, ping, false);
      if (!isPong || forged.status !== 401) {
        throw new Error(`the address ${url} could not be verified (${pong.status}, ${forged.status})`);
      }
      address = url;
    },
    deliver(payload) {
      if (address === undefined) return undefined;
      return post(address, payload).then(
        async (response) => ({ payload: response.status === 200 ? await response.json() : undefined }),
        () => ({ payload: undefined }),
      );
    },
  };
}
