import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readLicences, renderNotice } from "./licences.ts";

/** Writes NOTICE from the lock file and the packages that are installed. */
const root = fileURLToPath(new URL("..", import.meta.url));
writeFileSync(`${root}/NOTICE`, renderNotice(readLicences(root)));
