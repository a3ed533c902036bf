import { UnreadableError } from "./unreadable-error.ts";

/** Prologs and `<meta charset>` stand at the top; HTML's rule looks at the first 1,024 bytes, real pages are later. */
const DECLARATION_BYTES = 4_096;
const XML_ENCODING = /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w:.-]+)["']/i;
const META_CHARSET = /<meta[^>]+charset\s*=\s*["']?\s*([\w:.-]+)/i;
/** Real pages carry the odd broken byte, often where a text was cut; more than this is the wrong encoding. */
const MAX_BROKEN_SHARE = 0.001;

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
 * HTML or XML in the encoding that its byte order mark, XML prolog or `<meta>` declares, else UTF-8. Throws
 * `UnreadableError` when the bytes are not in that encoding.
 */
export function decodeMarkup(bytes: Uint8Array): string {
  refuseBinary(bytes);
  const declared = findBomEncoding(bytes) ?? findDeclaredEncoding(bytes) ?? "utf-8";
  const text = decodeAs(declared, bytes);
  const broken = text.split("\uFFFD").length - 1;
  if (broken > Math.max(1, text.length * MAX_BROKEN_SHARE)) {
    throw new UnreadableError(`not valid ${declared === "utf-8" ? "UTF-8" : declared} text`);
  }
  return text;
}

function decodeAs(encoding: string, bytes: Uint8Array): string {
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
  return undefined;
}

function findDeclaredEncoding(bytes: Uint8Array): string | undefined {
  const top = new TextDecoder("latin1").decode(bytes.subarray(0, DECLARATION_BYTES));
  const declared = (XML_ENCODING.exec(top) ?? META_CHARSET.exec(top))?.[1]?.toLowerCase();
  // Text in which the declaration can be read byte by byte is not UTF-16, whatever it says.
  return declared?.startsWith("utf-16") ? "utf-8" : declared;
}
