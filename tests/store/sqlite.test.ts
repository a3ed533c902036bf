import { createSqliteStore } from "../../src/store/sqlite.ts";
import { describeStore } from "./contract.ts";

describeStore("SQLite in memory", () => createSqliteStore({ file: ":memory:" }));
