/** A file of more bytes is not indexed: nobody wrote it to be read. */
export const LARGEST_TEXT: number = 1024 * 1024;

/**
 * The prose of a README or licence, on one line: without HTML tags, images, the targets of links and Markdown's signs.
 * Undefined when the bytes are no text.
 */
export function plainText(bytes: Buffer): string | undefined {
  if (bytes.length > LARGEST_TEXT || bytes.subarray(0, 8000).includes(0)) return undefined;
  return bytes
    .toString('utf8')
    .replace(/<!--[\s\S]*?-->|<\/?[a-z][^>]*>/gi, ' ')
    .replace(/!\[[^\]]*\]\([^)]*\)/g, ' ')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s*\[[^\]]+\]:.*$/gm, ' ')
    .replace(/^[#>=*`|~-]+|[*`|]+/gm, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
