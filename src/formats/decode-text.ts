import { isUtf8 } from "node:buffer";
import { UnreadableError } from "./unreadable-error.ts";

/** Prologs and `<meta charset>` stand at the top; HTML's rule looks at the first 1,024 bytes, real pages are later. */
const DECLARATION_BYTES = 4_096;
const XML_ENCODING = /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w:.-]+)["']/i;
const XML_START = [0x3c, 0x3f] as const;
const META_CHARSET = /<meta[^>]+charset\s*=\s*["']?\s*([\w:.-]+)/i;
/** Real pages carry the odd broken byte, often where a text was cut; more than this is the wrong encoding. */
const MAX_BROKEN_SHARE = 0.001;
const UTF_8 = "utf-8";
/** Written in the bytes of ASCII alone, so that it would pass for UTF-8; other encodings hardly ever do. */
const SEVEN_BIT = /^(?:iso-2022|csiso2022|hz-)/;

const SIGNATURES: readonly { readonly name: string; readonly bytes: readonly number[] }[] = [
  { name: "a PDF document", bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { name: "a zip archive or office document", bytes: [0x50, 0x4b, 0x03, 0x04] },
  { name: "an image", bytes: [0x89, 0x50, 0x4e, 0x47] },
  { name: "an image", bytes: [0xff, 0xd8, 0xff] },
  { name: "compressed data", bytes: [0x1f, 0x8b] },
];

/** Plain text in UTF-8, or in UTF-16 with a byte order mark. Throws `UnreadableError` on anything else. */
export function decodePlainText(bytes: Uint8Array): string {
  refuseBinary(bytes);
  try {
    return new TextDecoder(findBomEncoding(bytes) ?? "utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UnreadableError("not valid UTF-8 text", { cause });
  }
}

/**
 * HTML or XML in the encoding that its byte order mark names; else in UTF-8 where it is valid UTF-8, whatever it is
 * called; else as its XML prolog or `<meta>` says, else as the HTTP header's `charset` says. What travels with the text
 * comes before the header, which is often a server's default for everything. Throws `UnreadableError` when the bytes are
 * in none of these.
 */
export function decodeMarkup(bytes: Uint8Array, headerCharset?: string): string {
  refuseBinary(bytes);
  let refusal: UnreadableError | undefined;
  for (const encoding of listEncodings(bytes, headerCharset?.trim().toLowerCase())) {
    try {
      return decodeAs(encoding, bytes);
    } catch (error) {
      if (!(error instanceof UnreadableError)) throw error;
      refusal ??= error;
    }
  }
  throw refusal ?? new UnreadableError("not text");
}

/** The encodings that the bytes may be in, likeliest first. */
function listEncodings(bytes: Uint8Array, headerCharset: string | undefined): string[] {
  const marked = findBomEncoding(bytes);
  if (marked !== undefined) return [marked];
  const named = [findDeclaredEncoding(bytes) ?? "", headerCharset ?? ""].filter((name) => name !== "");
  const sevenBit = named.find((name) => SEVEN_BIT.test(name));
  if (sevenBit !== undefined) return [sevenBit];
  return isUtf8(bytes) ? [UTF_8] : [...new Set([...named, UTF_8])];
}

function decodeAs(encoding: string, bytes: Uint8Array): string {
  const text = decodeLeniently(encoding, bytes);
  const broken = text.split("\uFFFD").length - 1;
  if (broken > Math.max(1, text.length * MAX_BROKEN_SHARE)) {
    throw new UnreadableError(`not valid ${encoding === UTF_8 ? "UTF-8" : encoding} text`);
  }
  return text;
}

function decodeLeniently(encoding: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder(encoding).decode(bytes);
  } catch (cause) {
    throw new UnreadableError(`declares an unknown encoding, ${encoding}`, { cause });
  }
}

function refuseBinary(bytes: Uint8Array): void {
  const known = SIGNATURES.find(({ bytes: signature }) =>
    signature.every((byte, index) => bytes[index] === byte),
  );
  if (known) throw new UnreadableError(`binary: ${known.name}, not text`);
  if (!findBomEncoding(bytes) && bytes.includes(0)) throw new UnreadableError("binary, not text");
}

function findBomEncoding(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  // XML's "<?" in UTF-16 without a mark.
  if (XML_START.every((byte, index) => bytes[index * 2] === byte && bytes[index * 2 + 1] === 0))
    return "utf-16le";
  if (XML_START.every((byte, index) => bytes[index * 2 + 1] === byte && bytes[index * 2] === 0))
    return "utf-16be";
  return undefined;
}

function findDeclaredEncoding(bytes: Uint8Array): string | undefined {
  const top = new TextDecoder("latin1").decode(bytes.subarray(0, DECLARATION_BYTES));
  const declared = (XML_ENCODING.exec(top) ?? META_CHARSET.exec(top))?.[1]?.toLowerCase();
  // Text in which the declaration can be read byte by byte is not UTF-16, whatever it says.
  return declared?.startsWith("utf-16") ? "utf-8" : declared;
}
