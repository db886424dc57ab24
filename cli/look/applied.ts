// Which look is applied: what is free for everybody, and with the pass all that was chosen.
import { lookFields, plainLook, type Look, type LookField } from './look.ts';
import { isBuiltIn } from './theme.ts';

export interface Applied {
  readonly look: Look;
  /** What was chosen and needs the pass: it is kept, and plain meanwhile. */
  readonly withheld: readonly LookField[];
}

/** `me`: who one is, as the host says; null: it has not said so yet. */
export function applied(look: Look, me: Holder | null, now: number): Applied {
  if (hasPass(me, now)) return { look, withheld: [] };
  const withheld = lookFields.filter((field) => look[field] !== plainLook[field] && !isFree(field, look));
  if (withheld.length === 0) return { look, withheld };
  const plain = Object.fromEntries(withheld.map((field) => [field, plainLook[field]]));
  return { look: { ...look, ...plain }, withheld };
}

/** Of somebody, what says until when they have the pass. */
export interface Holder {
  readonly pass_until: string | null;
}

export function hasPass(me: Holder | null, now: number): boolean {
  return passEnd(me) > now;
}

/** In ms since the epoch; 0 for who has none, and for what is no time. */
export function passEnd(me: Holder | null): number {
  return me === null || me.pass_until === null ? 0 : Date.parse(me.pass_until) || 0;
}

/** The built-in themes, and 24 or 12 hours. */
function isFree(field: LookField, { theme, clock }: Look): boolean {
  if (field === 'theme') return isBuiltIn(theme);
  return field === 'clock' && clock !== 'none';
}

/** What the pass unlocks of the look, in a line. */
export const unlocked =
  'A pass unlocks your own themes, the layouts compact and bubbles, line formats, the place and order of the sidebar, and no times.';

/** What waits for the pass, as a sentence. */
export function withheldWords(withheld: readonly LookField[]): string {
  const last = withheld.at(-1) ?? '';
  const words = withheld.length < 2 ? last : `${withheld.slice(0, -1).join(', ')} and ${last}`;
  return `Your ${words} ${withheld.length === 1 ? 'needs' : 'need'} a pass; what you chose is kept until you have one.`;
}
