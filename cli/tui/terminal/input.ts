// Bytes of a terminal as keys: each key apart, however many arrive in one chunk, and what was pasted in one piece.

export type Input =
  /** Printable text, one or many characters. */
  | { readonly type: 'text'; readonly text: string }
  /** Anything else, named like `ctrl+k`, `alt+enter`, `shift+tab`, `pageup`. */
  | { readonly type: 'key'; readonly key: string }
  | { readonly type: 'paste'; readonly text: string }
  | { readonly type: 'focus'; readonly focused: boolean }
  /** The terminal speaks the kitty keyboard protocol. */
  | { readonly type: 'kitty' };

export interface Reading {
  readonly inputs: readonly Input[];
  /** The beginning of something whose end has not come yet. */
  readonly rest: string;
}

const pasteStart = '\u001b[200~';
const pasteEnd = '\u001b[201~';

/** Reads all of `bytes` that is whole. `final`: nothing follows, so a lone ESC is the Escape key. */
export function readInput(bytes: string, how: 'more may follow' | 'final' = 'more may follow'): Reading {
  const inputs: Input[] = [];
  let at = 0;
  while (at < bytes.length) {
    const rest = bytes.slice(at);
    const step = readOne(rest, how === 'final');
    if (step === null) return { inputs, rest };
    if (step.input !== null) inputs.push(step.input);
    at += step.length;
  }
  return { inputs, rest: '' };
}

interface Step {
  readonly input: Input | null;
  readonly length: number;
}

const key = (name: string, length: number): Step => ({ input: { type: 'key', key: name }, length });

function readOne(bytes: string, final: boolean): Step | null {
  const [text] = /^[^\p{Cc}]+/u.exec(bytes) ?? [];
  if (text !== undefined) return { input: { type: 'text', text }, length: text.length };
  if (bytes.startsWith('\u001b')) return readEscape(bytes, final);
  return control(bytes.charCodeAt(0));
}

function control(code: number): Step {
  const named: Readonly<Record<number, string>> = {
    0: 'ctrl+space',
    8: 'backspace',
    9: 'tab',
    13: 'enter',
    127: 'backspace',
  };
  const name = named[code];
  if (name !== undefined) return key(name, 1);
  if (code <= 26) return key(`ctrl+${String.fromCharCode(96 + code)}`, 1);
  if (code < 32) return key(`ctrl+${String.fromCharCode(64 + code).toLowerCase()}`, 1);
  // The 8-bit controls are not typed by anybody.
  return { input: null, length: 1 };
}

function readEscape(bytes: string, final: boolean): Step | null {
  if (bytes.startsWith(pasteStart)) return readPaste(bytes);
  const body = bytes.slice(1);
  if (body === '') return final ? key('escape', 1) : null;
  // Alt with a key that is itself a sequence.
  if (body.startsWith('\u001b[')) return longer(readEscape(body, final));
  const csi = /^\[([0-?]*)[ -/]*([@-~])/.exec(body);
  if (csi !== null) return { input: fromCsi(csi[1] ?? '', csi[2] ?? ''), length: 1 + csi[0].length };
  if (/^\[[0-?]*[ -/]*$/.test(body)) return final ? key('alt+[', bytes.length) : null;
  const ss3 = /^O([0-9;]*)([A-Za-z])/.exec(body);
  if (ss3 !== null) return { input: named(ss3Keys[ss3[2] ?? ''], modifiers(ss3[1] ?? '')), length: 1 + ss3[0].length };
  if (body === 'O') return final ? key('alt+shift+o', 2) : null;
  if (/^[\]P^X]/.test(body)) return readReply(bytes);
  if (body.startsWith('\u001b')) return key('escape', 1);
  return altOf(bytes);
}

/** Strings of the terminal itself (OSC, DCS, PM, SOS) are answers to questions that are not ours; they end in BEL or ST. */
function readReply(bytes: string): Step {
  const [bell, end] = [bytes.indexOf('\u0007'), bytes.indexOf('\u001b\\', 2)];
  if (end !== -1 && (bell === -1 || end < bell)) return { input: null, length: end + 2 };
  return bell === -1 ? altOf(bytes) : { input: null, length: bell + 1 };
}

function longer(step: Step | null): Step | null {
  return step === null ? null : { input: step.input, length: step.length + 1 };
}

/** ESC before a key is Alt with that key, and only with its first character. */
function altOf(bytes: string): Step {
  const character = String.fromCodePoint(bytes.codePointAt(1) ?? 0);
  if (character >= ' ' && character !== '\u007f') {
    const upper = character !== character.toLowerCase();
    return key(`alt+${upper ? 'shift+' : ''}${character.toLowerCase()}`, 1 + character.length);
  }
  const { input, length } = control(character.charCodeAt(0));
  return input?.type === 'key' ? key(`alt+${input.key}`, 1 + length) : { input: null, length: 1 + length };
}

function readPaste(bytes: string): Step | null {
  const end = bytes.indexOf(pasteEnd);
  if (end === -1) return null;
  const text = bytes.slice(pasteStart.length, end).replaceAll(/\r\n?/g, '\n');
  return { input: { type: 'paste', text }, length: end + pasteEnd.length };
}

const csiKeys: Readonly<Record<string, string>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  H: 'home',
  F: 'end',
  P: 'f1',
  Q: 'f2',
  S: 'f4',
  Z: 'shift+tab',
};
const ss3Keys: Readonly<Record<string, string>> = { ...csiKeys, R: 'f3', M: 'enter' };
const tildeKeys: Readonly<Record<string, string>> = {
  1: 'home',
  2: 'insert',
  3: 'delete',
  4: 'end',
  5: 'pageup',
  6: 'pagedown',
  7: 'home',
  8: 'end',
  11: 'f1',
  12: 'f2',
  13: 'f3',
  14: 'f4',
  15: 'f5',
  17: 'f6',
  18: 'f7',
  19: 'f8',
};
const codeKeys: Readonly<Record<number, string>> = {
  9: 'tab',
  13: 'enter',
  27: 'escape',
  32: 'space',
  127: 'backspace',
  57414: 'enter',
};

function fromCsi(parameters: string, end: string): Input | null {
  if (end === 'I' && parameters === '') return { type: 'focus', focused: true };
  if (end === 'O' && parameters === '') return { type: 'focus', focused: false };
  if (end === 'u' && parameters.startsWith('?')) return { type: 'kitty' };
  const [first = '', second = '', third = ''] = parameters.split(';');
  if (end === '~' && first === '27') return fromCode(Number(third), modifiers(`1;${second}`));
  if (end === '~') return named(tildeKeys[first], modifiers(parameters));
  if (end === 'u') return fromCode(Number(first.split(':')[0]), modifiers(parameters));
  return /^(1;[0-9:]+)?$/.test(parameters) ? named(csiKeys[end], modifiers(parameters)) : null;
}

function fromCode(code: number, held: string): Input | null {
  const known = codeKeys[code];
  if (known !== undefined) return known === 'space' && held === '' ? { type: 'text', text: ' ' } : named(known, held);
  if (!Number.isInteger(code) || code < 32 || (code >= 57344 && code <= 63743) || code > 0x10ffff) return null;
  const character = String.fromCodePoint(code);
  return held === '' || held === 'shift+' ? { type: 'text', text: character } : named(character, held);
}

function named(name: string | undefined, held: string): Input | null {
  return name === undefined ? null : { type: 'key', key: held + name };
}

/** The second parameter of a key: 1 plus a bit for each held modifier. */
function modifiers(parameters: string): string {
  const bits = Number((parameters.split(';')[1] ?? '1').split(':')[0] || '1') - 1;
  return `${bits & 4 ? 'ctrl+' : ''}${bits & 2 ? 'alt+' : ''}${bits & 1 ? 'shift+' : ''}`;
}
