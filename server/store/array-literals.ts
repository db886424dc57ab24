// Arrays as PostgreSQL reads them. A batch passes thousands of elements, and the driver would escape each of them twice, ids too.

/** Elements in which nothing needs quoting, such as ids. */
export function plainArray(elements: readonly string[]): string {
  return `{${elements.join(',')}}`;
}

export function textArray(texts: readonly string[]): string {
  return `{${texts.map(quoted).join(',')}}`;
}

/** Bytes that are given in hexadecimal. */
export function byteaArray(hexes: readonly string[]): string {
  return `{${hexes.map((hex) => String.raw`"\\x${hex}"`).join(',')}}`;
}

const special = /["\\]/;

function quoted(text: string): string {
  return special.test(text) ? `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"` : `"${text}"`;
}
