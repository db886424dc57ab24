// What an id looks like and how a new one is made, for programs that start too often to load schemas for it.
import { v7 } from 'uuid';

export const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Whether the text may be an id of that kind; only the host knows whether there is such a thing. */
export function isUuid<Id extends string>(text: string): text is Id {
  return uuidPattern.test(text);
}

/** A new id of the present moment from 16 random bytes. This makes the brand, as `newId` of ids.ts does. */
export function newUuid<Id extends string>(random: Uint8Array): Id {
  return v7({ random }) as Id;
}
