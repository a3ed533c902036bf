import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { findChromium } from "../../scripts/chromium.ts";
import { QUESTION, QUOTE, UNCOVERED } from "../end-to-end/articles.ts";
import { answerTruly, statementOf } from "../end-to-end/model.ts";
import { replyWith } from "../support/openai-behaviours.ts";
import type { Behaviour } from "../support/openai-server.ts";
import { createPageScene, type OpenPage, type PageScene } from "./page-scene.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SECOND = "They go on next week in Vienna, after consultations in both capitals.";
const DROPPED = "Mayor Ulla Brand said on Monday that the bridge to Zandor stays closed until the summer.";
const ASKED_OF_DROPPED = "What did Mayor Ulla Brand say about the bridge to Zandor?";

describe.skipIf(findChromium() === undefined)(
  "the playground's page (skipped where Chromium is missing)",
  () => {
    let scene: PageScene;
    beforeAll(async () => {
      scene = await createPageScene();
    });
    afterAll(() => scene.close());

    test("is there before the bot is, and says how far that is", () => {
      expect(scene.firstState).toMatch(/^The bot (?:is starting|is here|has read)/);
    });

    test("shows an answer that fills in while a model writes, with what it was asked", async () => {
      const { page, last, ask } = await scene.open();
      const rest = Promise.withResolvers<void>();
      scene.model.chatWith(inTwoParts(rest.promise));
      // An equal question would not be put to the model again.
      await ask(`${QUESTION} In parts?`);
      await last.getByText("checking the next statement").waitFor();
      const half = (await last.textContent()) ?? "";
      expect(half).toContain("Mia used /ask");
      expect(half).toContain(QUOTE);
      expect(half).not.toContain(SECOND);
      rest.resolve();
      await last.getByText(SECOND).waitFor();
      await last.getByText("by a model").waitFor();
      expect(await last.textContent()).not.toContain("checking the next statement");
      await page.locator("#announcer", { hasText: SECOND }).waitFor();
      scene.model.chatWith(answerTruly());
    });

    test("says that the bot thinks", async () => {
      const { page, last, ask } = await scene.open();
      const begin = Promise.withResolvers<void>();
      scene.model.chatWith(async (request, response) => {
        await begin.promise;
        return answerTruly()(request, response);
      });
      await ask(`${QUESTION} In time?`);
      await last.getByText("On Record is thinking…").waitFor();
      // The browser of these tests is one of somebody who wants nothing to move.
      expect(await page.evaluate("getComputedStyle(document.querySelector('.dots i')).animationName")).toBe(
        "none",
      );
      begin.resolve();
      await last.getByText(QUOTE).waitFor();
      scene.model.chatWith(answerTruly());
    });

    test("what somebody has asked for comes into sight, also below an answer that is longer than the window", async () => {
      const { page, last, ask, awaitReply } = await scene.open({ viewport: { width: 1000, height: 320 } });
      await ask(QUESTION);
      await last.getByRole("button", { name: "Receipts" }).click();
      await last.getByText("Only you can see this").waitFor();
      await ask(UNCOVERED);
      await last.getByText("Not covered by the sources here.").waitFor();
      const { y = 0 } = (await last.boundingBox()) ?? {};
      expect(y).toBeLessThan(320 - 100);
      await page.locator("#log").press("Home");
      await page.evaluate("document.getElementById('log').scrollTop = 0");
      await awaitReply(async () => {
        scene.playground.town.findPerson(viewOf(scene))?.slash("sources");
      });
      expect(await page.evaluate("document.getElementById('log').scrollTop")).toBe(0);
    });

    test("opens the receipts for whoever asks, and for nobody else", async () => {
      const { page, last, ask, become } = await scene.open();
      await ask(QUESTION);
      await last.getByRole("button", { name: "Receipts" }).click();
      await last.getByText("Only you can see this").waitFor();
      const link = last.getByRole("link", { name: "read it there" });
      expect(await link.getAttribute("href")).toContain("https://harbour.example/geneva#:~:text=");
      expect(await link.getAttribute("rel")).toContain("noopener");
      await become("Mo");
      await last.getByText(QUOTE).waitFor();
      expect(await page.getByText("Only you can see this").count()).toBe(0);
      await become("Mia");
      await last.getByRole("button", { name: "Dismiss message" }).click();
      expect(await last.getByText("Only you can see this").count()).toBe(0);
    });

    test("follows up through the bot's form", async () => {
      const { page, last, ask } = await scene.open();
      await ask(QUESTION);
      await last.getByRole("button", { name: "Follow up" }).click();
      const form = page.getByRole("dialog", { name: "Follow up" });
      await form.getByLabel("What else would you like to know?").fill("And where do the talks go on?");
      await form.getByRole("button", { name: "Submit" }).click();
      await form.waitFor({ state: "hidden" });
      await last.getByText("And where do the talks go on?").waitFor();
    });

    test("shows the summary, the sources, and what is not covered", async () => {
      const { page, last, box, ask } = await scene.open();
      await page.getByRole("button", { name: "/summary" }).click();
      await last.getByText("Ferry sinks off the coast").first().waitFor();
      await box.fill("/sources");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Enter");
      await last.getByText("What I read here").waitFor();
      await last.getByText("2 articles").waitFor();
      await ask(UNCOVERED);
      await last.getByText("Not covered by the sources here.").waitFor();
    });

    test("offers what the bot completes, and says what is missing", async () => {
      const { page, box } = await scene.open();
      await box.fill("/ask ");
      await page.keyboard.press("Enter");
      await page.getByText("This option is required. Specify a value for this option.").waitFor();
      await page.getByRole("button", { name: "+outlet" }).click();
      await page.getByRole("combobox", { name: "outlet" }).fill("rid");
      await page.getByRole("option", { name: "The Ridge Courier" }).waitFor();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      expect(await page.getByRole("combobox", { name: "outlet" }).inputValue()).toBe("The Ridge Courier");
      await page.getByRole("button", { name: "+private" }).click();
      await page.getByRole("option", { name: "True" }).waitFor();
    });

    test("a member is refused in Discord's words; a moderator reloads", async () => {
      const { page, last, box, become } = await scene.open();
      await box.fill("/newsroom reload ");
      await page.keyboard.press("Enter");
      await page.getByText("You do not have permission to use this command.").first().waitFor();
      await become("Mo");
      await box.fill("/newsroom reload ");
      await page.keyboard.press("Enter");
      await last.getByText(/Read again in/).waitFor();
      await last.getByText("Only you can see this").waitFor();
    });

    test("an article that is dropped is found in its own server alone", async () => {
      const { page, last, ask, become } = await scene.open();
      await drop({
        page,
        title: "Bridge closed",
        text: `${DROPPED} ${"Nothing else was decided. ".repeat(12)}`,
      });
      await page.getByRole("button", { name: "Read it as a moderator" }).click();
      await last
        .getByText(/1 added/)
        .first()
        .waitFor();
      scene.model.chatWith(replyWith({ statements: [] }));
      await become("Mia");
      await ask(ASKED_OF_DROPPED);
      await last.getByText("Bridge closed").first().waitFor();
      await become("Island Club");
      await ask(ASKED_OF_DROPPED);
      await last.getByText("Not covered by the sources here.").waitFor();
      expect(await page.getByRole("log").textContent()).not.toContain("Bridge closed");
      scene.model.chatWith(answerTruly());
    });

    test("an article's text can't script, draw or link", async () => {
      const { page, last, ask } = await scene.open();
      const attacks = [
        "<script>window.owned = 1</script>",
        '<img src="https://evil.example/x.png" onerror="window.owned = 1">',
        "[Zandor](javascript:window.owned=1)",
        "![Zandor](https://evil.example/?q=1)",
        "<svg/onload=window.owned=1>",
        "```\n</code><iframe src=//evil.example></iframe>",
        "@everyone <@1> https://evil.example/login",
      ];
      const filler =
        "The council of Quellmark met and said that nothing about the toll of Quellmark was decided. ";
      const text = attacks
        .map((attack) => `The council of Quellmark said ${attack} about the toll.`)
        .join("\n\n");
      await drop({
        page,
        title: "Toll of Quellmark <img src=x onerror=window.owned=1>",
        text: text + filler.repeat(5),
      });
      await page.getByRole("button", { name: "Read it as a moderator" }).click();
      await last
        .getByText(/1 added/)
        .first()
        .waitFor();
      scene.model.chatWith((_request, response) => void response.writeHead(500).end());
      await ask("What did the council of Quellmark say about the toll?");
      await last.getByText("evil.example").first().waitFor();
      await last.getByRole("button", { name: "Receipts" }).click();
      await last.getByText("Only you can see this").waitFor();
      await page.getByRole("button", { name: "Behind the scenes" }).click();
      await page.locator("#way").getByText("What was found").waitFor();
      expect(await page.evaluate("String(window.owned)")).toBe("undefined");
      for (const tag of ["script", "img", "svg", "iframe", "a[href*=evil]", "a[href^=javascript]"]) {
        expect(await page.locator(`body ${tag}`).count(), tag).toBe(0);
      }
      scene.model.chatWith(answerTruly());
    });

    test("is used by the keyboard alone", async () => {
      const { page, last, awaitReply } = await scene.open();
      const { keyboard } = page;
      await keyboard.press("Tab");
      await keyboard.press("Enter");
      await awaitReply(async () => {
        await keyboard.type("/as");
        await keyboard.press("Enter");
        await keyboard.type(QUESTION);
        await keyboard.press("Enter");
      });
      await last.getByRole("button", { name: "Receipts" }).waitFor();
      for (let presses = 0; presses < 2; presses += 1) await keyboard.press("Shift+Tab");
      expect(await page.locator(":focus").textContent()).toBe("Receipts");
      await keyboard.press("Enter");
      await last.getByText("Only you can see this").waitFor();
      await keyboard.press("Tab");
      expect(await page.locator(":focus").textContent()).toBe("Follow up");
      await keyboard.press("Enter");
      await page.getByRole("dialog", { name: "Follow up" }).waitFor();
      await keyboard.press("Escape");
      await page.getByRole("dialog", { name: "Follow up" }).waitFor({ state: "hidden" });
      expect(await page.locator(":focus").textContent()).toBe("Follow up");
    });

    test("shows the way of the last answer, and the calls with the rules that they broke", async () => {
      const { page, ask } = await scene.open();
      await ask(QUESTION);
      await page.getByRole("button", { name: "Behind the scenes" }).click();
      const way = page.getByRole("tabpanel", { name: "The way" });
      await way.getByText(`“${QUESTION}”`).waitFor();
      await way.getByText(/score 1\.000 = words 1\.000/).waitFor();
      await way.getByText(/The Harbour Post, characters \d+ to \d+: verified/).waitFor();
      const { discord, servers } = scene.playground.town;
      await fetch(`${discord.apiUrl}/v10/channels/${servers[0]?.channels[0]?.id}/messages`, {
        method: "POST",
        headers: { authorization: `Bot ${discord.token}`, "content-type": "application/json" },
        body: "{}",
      });
      await page.getByRole("tab", { name: "Calls" }).click();
      const calls = page.getByRole("tabpanel", { name: "Calls" });
      await calls
        .getByText(/\/callback/)
        .first()
        .waitFor();
      await calls.locator(".wrong summary").first().click();
      await calls.getByText("breaks a rule: ").first().waitFor();
      expect(await calls.textContent()).not.toContain(discord.token);
    });

    test("shows dates as the reader's own clock has them", async () => {
      const { last, ask } = await scene.open({ timezoneId: "Asia/Tokyo", locale: "de-DE" });
      await ask(QUESTION);
      await last.getByText(QUOTE).waitFor();
      const date = last.locator("time").first();
      expect(await date.textContent()).toBe("27. Februar 2026");
      expect(await date.getAttribute("title")).toContain("19:30");
    });

    test("says how to add a model where there is none", async () => {
      const { page } = await scene.open();
      await page.route("**/scene", async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, json: { ...(await response.json()), model: null } });
      });
      await page.reload();
      await page.getByText("Answers are the sources’ own words: no model is set.").waitFor();
      await page.getByText("OPENAI_BASE_URL").waitFor();
    });

    test("fits a telephone of 360 pixels", async () => {
      const { page, last, ask, box } = await scene.open({ viewport: { width: 360, height: 720 } });
      await ask(QUESTION);
      await last.getByText(QUOTE).waitFor();
      await last.getByRole("button", { name: "Receipts" }).click();
      await last.getByText("Only you can see this").waitFor();
      await box.fill("/");
      await page.getByRole("option").first().waitFor();
      await box.fill("");
      await page.getByRole("button", { name: "Behind the scenes" }).click();
      for (const place of ["document.documentElement", "document.getElementById('log')"]) {
        expect(await page.evaluate(`${place}.scrollWidth - ${place}.clientWidth`), place).toBe(0);
      }
    });

    test.each(["dark", "light"] as const)(
      "has no serious violation of WCAG (axe), %s",
      async (colorScheme) => {
        const opened = await scene.open({ colorScheme });
        expect(await findViolations(opened)).toEqual([]);
        const { page, last, ask, box } = opened;
        await ask(QUESTION);
        await last.getByRole("button", { name: "Receipts" }).click();
        await last.getByText("Only you can see this").waitFor();
        await page.getByRole("button", { name: "Behind the scenes" }).click();
        await box.fill("/");
        await page.getByRole("option").first().waitFor();
        expect(await findViolations(opened)).toEqual([]);
        await page.getByRole("tab", { name: "Calls" }).click();
        await box.fill("/newsroom add ");
        expect(await findViolations(opened)).toEqual([]);
        await page.getByRole("button", { name: "Add an article…" }).click();
        expect(await findViolations(opened)).toEqual([]);
        await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
        await page.setViewportSize({ width: 360, height: 720 });
        await page.getByRole("button", { name: "Close" }).click();
        expect(await findViolations(opened)).toEqual([]);
      },
    );

    test("asks no other origin for anything, and runs nothing that is not its own", async () => {
      const { page } = await scene.open();
      const blocked = await page.evaluate(`new Promise((resolve) => {
      const found = [];
      document.addEventListener("securitypolicyviolation", ({ violatedDirective }) => {
        found.push(violatedDirective);
        if (found.includes("img-src") && found.includes("connect-src")) resolve(found.toSorted());
      });
      const paragraph = document.createElement("p");
      const attempts = [
        () => { paragraph.innerHTML = "<b onclick='window.owned = 1'>"; },
        () => paragraph.setAttribute("onclick", "window.owned = 1"),
        () => { document.createElement("script").text = "window.owned = 1"; },
      ];
      for (const attempt of attempts) {
        try { attempt(); found.push("not refused: " + attempt); } catch {}
      }
      const image = document.createElement("img");
      image.src = "https://evil.example/x.png";
      fetch("https://evil.example/").catch(() => {});
    })`);
      expect(blocked).not.toContainEqual(expect.stringContaining("not refused"));
      expect(await page.evaluate("String(window.owned)")).toBe("undefined");
      // A request that the policy stops is told of, and not made.
      const made = scene.requests.filter((url) => !url.startsWith("https://evil.example/"));
      expect(made.filter((url) => new URL(url).origin !== scene.playground.address)).toEqual([]);
      const own = /evil\.example|Trusted|Content Security Policy/;
      expect(scene.complaints.filter((line) => !own.test(line))).toEqual([]);
    });

    test("breaks none of Discord's rules in all of this", () => {
      const broken = scene.playground.town.discord.brokenRules();
      expect(broken.filter(({ route }) => !route.includes("/channels/"))).toEqual([]);
    });
  },
);

/** Mia in the first server, as the page begins. */
const viewOf = ({ playground: { town } }: PageScene) => ({
  serverId: town.servers[0]?.id ?? "",
  personId: town.people[0]?.id ?? "",
});

/** One statement at once; the second when it may. */
function inTwoParts(rest: Promise<void>): Behaviour {
  return async ({ body }, response) => {
    const prompt = body.messages.map(({ content }) => content).join("\n");
    const numberOf = (quote: string) =>
      Number(
        [...prompt.slice(0, prompt.indexOf(quote)).matchAll(/<passage-\w+ number="(\d+)">/g)].at(-1)?.[1],
      );
    const reply = JSON.stringify({
      statements: [QUOTE, SECOND].map((quote) => statementOf(numberOf(quote), quote, quote)),
    });
    const half = reply.indexOf("},{") + 2;
    const send = (content: string, finish_reason: string | null = null) => {
      const choices = [{ index: 0, delta: { content }, finish_reason }];
      response.write(`data: ${JSON.stringify({ object: "chat.completion.chunk", choices })}\n\n`);
    };
    response.writeHead(200, { "content-type": "text/event-stream" });
    send(reply.slice(0, half));
    await rest;
    send(reply.slice(half), "stop");
    response.end("data: [DONE]\n\n");
  };
}

async function drop({
  page,
  title,
  text,
}: Pick<OpenPage, "page"> & { readonly title: string; readonly text: string }) {
  await page.getByRole("button", { name: "Add an article…" }).click();
  const tray = page.getByRole("dialog", { name: "Add an article" });
  await tray.getByLabel("Title").fill(title);
  await tray.getByLabel("Outlet").fill("The Zandor Post");
  await tray.getByLabel("Text").fill(text);
  await tray.getByRole("button", { name: "Put it into the tray" }).click();
}

const violationsSchema = z.array(
  z.object({ id: z.string(), impact: z.string().nullable(), nodes: z.array(z.object({ html: z.string() })) }),
);

/** What axe finds that keeps somebody from using the page. */
async function findViolations({ page }: OpenPage): Promise<string[]> {
  await page.evaluate(AXE);
  const found = violationsSchema.parse(await page.evaluate("axe.run().then(({ violations }) => violations)"));
  return found
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}
