import { describe, expect, test } from "vitest";
import type { CommandData } from "../../src/commands/command.ts";
import { commands } from "../../src/commands/index.ts";

const LOCALES = ["de", "en-GB", "en-US", "es-419", "es-ES", "fr", "ja", "pt-BR"];

type Localizations = CommandData["name_localizations"];

interface Named {
  readonly name: string;
  readonly name_localizations?: Localizations;
  readonly description_localizations?: Localizations;
  readonly options?: readonly Named[] | undefined;
}

const flatten = (named: Named): Named[] => [named, ...(named.options ?? []).flatMap(flatten)];

describe.each(commands.map(({ data }) => [data.name, data] as const))("/%s", (_name, data) => {
  test("has a name and a description in every language, of the length that Discord takes", () => {
    for (const { name_localizations, description_localizations, ...named } of flatten(data)) {
      expect(Object.keys(name_localizations ?? {}).toSorted()).toEqual(LOCALES);
      expect(Object.keys(description_localizations ?? {}).toSorted()).toEqual(LOCALES);
      for (const name of [named.name, ...Object.values(name_localizations ?? {})]) {
        expect(name).toMatch(/^[-_\p{L}\p{N}]{1,32}$/u);
        expect(name).toBe(name?.toLowerCase());
      }
      for (const description of Object.values(description_localizations ?? {})) {
        expect(description?.length).toBeGreaterThan(0);
        expect(description?.length).toBeLessThanOrEqual(100);
      }
    }
  });
});

test.each(LOCALES)("no two commands, and no two options of one, have the same name in %s", (locale) => {
  const nameIn = ({ name, name_localizations }: Named) =>
    new Map(Object.entries(name_localizations ?? {})).get(locale) ?? name;
  const expectDistinct = (list: readonly Named[]) => {
    expect(new Set(list.map(nameIn)).size).toBe(list.length);
    for (const { options } of list) if (options) expectDistinct(options);
  };
  expectDistinct(commands.map(({ data }) => data));
});
