// Loads Ink without paying for the HTTP client of Node: yoga-layout's loader would call `fetch` on the bytes that it already has.

import type { Mounted } from './mount.tsx';
import type { View } from './Screen.tsx';

export async function loadInk(): Promise<{
  mount(view: View, output: NodeJS.WriteStream, onFrame?: () => void): Mounted;
}> {
  const { fetch } = globalThis;
  Reflect.deleteProperty(globalThis, 'fetch');
  try {
    return await import('./mount.tsx');
  } finally {
    globalThis.fetch = fetch;
  }
}
