// How the client looks, as far as its user chooses: settings of this machine, applied where a pass unlocks them.
import { clientLimits } from '../../common/limits.ts';

export const messageLayouts = ['cosy', 'compact', 'bubbles'] as const;
export type MessageLayout = (typeof messageLayouts)[number];

export const clocks = ['24h', '12h', 'none'] as const;
export type Clock = (typeof clocks)[number];

export const sidebars = ['left', 'right', 'hidden'] as const;
export type SidebarPlace = (typeof sidebars)[number];

export const sidebarOrders = ['rooms', 'dms', 'servers'] as const;
/** Which part of the sidebar stands at its top. */
export type SidebarOrder = (typeof sidebarOrders)[number];

export interface Look {
  readonly theme: string;
  readonly layout: MessageLayout;
  readonly clock: Clock;
  /** What stands before a message in the layout "compact": text with {time} and {name}, or {name:12} and {name:>12} for a width. */
  readonly line: string;
  readonly sidebar: SidebarPlace;
  readonly order: SidebarOrder;
}

export const plainLook: Look = {
  theme: 'auto',
  layout: 'cosy',
  clock: '24h',
  line: '{time} {name:>12} │ ',
  sidebar: 'left',
  order: 'rooms',
};

export type LookField = keyof Look;
export const lookFields = Object.keys(plainLook) as LookField[];

/** The fields that are one of a few words. */
export const lookChoices = {
  layout: messageLayouts,
  clock: clocks,
  sidebar: sidebars,
  order: sidebarOrders,
} as const satisfies Partial<Record<LookField, readonly string[]>>;

export function isSameLook(one: Look, other: Look): boolean {
  return lookFields.every((field) => one[field] === other[field]);
}

export type LinePart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'time' }
  | { readonly type: 'name'; readonly width: number | null; readonly align: 'left' | 'right' };

/** The parts of a line format, or a sentence that says what is wrong with it. */
export function readLine(format: string): readonly LinePart[] | { readonly wrong: string } {
  if (format.length > clientLimits.lineFormatMaxChars)
    return { wrong: `A line format has at most ${clientLimits.lineFormatMaxChars} characters.` };
  if (/\p{Cc}/u.test(format)) return { wrong: 'A line format is one line of plain text.' };
  const parts: LinePart[] = [];
  for (const piece of format.split(/(\{[^{}]*\})/)) {
    if (piece === '') continue;
    const part = readPart(piece);
    if (part === undefined)
      return { wrong: `"${piece}" means nothing; there are {time}, {name}, {name:12} and {name:>12}.` };
    parts.push(part);
  }
  return parts;
}

function readPart(piece: string): LinePart | undefined {
  if (piece === '{time}') return { type: 'time' };
  const name = /^\{name(?::(>?)(\d{1,2}))?\}$/.exec(piece);
  if (name !== null) {
    const [, align, width] = name;
    return { type: 'name', width: width === undefined ? null : Number(width), align: align === '>' ? 'right' : 'left' };
  }
  return /[{}]/.test(piece) ? undefined : { type: 'text', text: piece };
}
