// The one table of keys: it drives the screen, the help and docs/keys.md.
import type { EditAction } from './editor/edit-keys.ts';

/** Where a key means something; the first context of the moment that knows a key decides. */
export type Context =
  | 'everywhere'
  | 'empty composer'
  | 'composer'
  | 'message'
  | 'switcher'
  | 'panel'
  | 'panel text'
  | 'help'
  | 'question'
  | 'form';

export type ActionName = Exclude<Named, 'edit'>;

export type Action = { readonly type: 'edit'; readonly edit: EditAction } | { readonly type: Exclude<Named, 'edit'> };

type Named =
  | 'send'
  | 'complete'
  | 'complete back'
  | 'up'
  | 'down'
  | 'page up'
  | 'page down'
  | 'scroll up'
  | 'scroll down'
  | 'top'
  | 'bottom'
  | 'first unread'
  | 'next unread'
  | 'next channel'
  | 'previous channel'
  | 'last channel'
  | 'switcher'
  | 'help'
  | 'members'
  | 'redraw'
  | 'cancel'
  | 'interrupt'
  | 'suspend'
  | 'select'
  | 'select up'
  | 'select down'
  | 'edit message'
  | 'delete message'
  | 'copy message'
  | 'pin message'
  | 'report message'
  | 'retry'
  | 'open blocked'
  | 'profile'
  | 'choose'
  | 'filter'
  | 'reload'
  | 'take text'
  | 'yes'
  | 'no'
  | 'yes to a paste'
  | 'next field'
  | 'previous field'
  | 'submit'
  | 'other form';

export interface KeyRow {
  readonly keys: readonly string[];
  readonly context: Context;
  readonly action: Action;
  readonly help: string;
}

const act = (context: Context, keys: string, type: Exclude<Named, 'edit'>, help: string): KeyRow => ({
  keys: keys.split(' '),
  context,
  action: { type },
  help,
});
const edit = (keys: string, what: EditAction, help: string): KeyRow => ({
  keys: keys.split(' '),
  context: 'composer',
  action: { type: 'edit', edit: what },
  help,
});

export const keymap: readonly KeyRow[] = [
  act('everywhere', 'ctrl+p', 'switcher', 'go to a channel or a person'),
  act('everywhere', 'f1', 'help', 'show this help'),
  act('everywhere', 'alt+a', 'next unread', 'go to the next unread channel'),
  act('everywhere', 'alt+down ctrl+n', 'next channel', 'next channel'),
  act('everywhere', 'alt+up', 'previous channel', 'previous channel'),
  act('everywhere', 'alt+/', 'last channel', 'back to the channel before'),
  act('everywhere', 'f7 alt+m', 'members', 'show or hide who is here'),
  act('everywhere', 'pageup', 'page up', 'read back'),
  act('everywhere', 'pagedown', 'page down', 'read on'),
  act('everywhere', 'shift+up ctrl+up', 'scroll up', 'scroll up a little'),
  act('everywhere', 'shift+down ctrl+down', 'scroll down', 'scroll down a little'),
  act('everywhere', 'alt+u', 'first unread', 'go to the first unread message'),
  act('everywhere', 'ctrl+l', 'redraw', 'draw the screen anew'),
  act('everywhere', 'ctrl+z', 'suspend', 'leave for the shell; `fg` comes back'),
  act('everywhere', 'ctrl+c', 'interrupt', 'clear the line; twice: leave devchat'),
  act('everywhere', 'escape', 'cancel', 'one step back; never deletes text'),

  act('empty composer', 'ctrl+k', 'switcher', 'go to a channel or a person'),
  act('empty composer', '?', 'help', 'show this help'),
  act('empty composer', 'home', 'top', 'read from the beginning of what is loaded'),
  act('empty composer', 'end', 'bottom', 'to the newest message'),
  act('empty composer', 'up', 'select', 'choose a message, to edit, delete or copy it'),

  act('composer', 'enter', 'send', 'send'),
  edit('alt+enter shift+enter ctrl+j', 'newline', 'new line'),
  act('composer', 'tab', 'complete', 'complete @name, #room or /command'),
  act('composer', 'shift+tab', 'complete back', 'the completion before'),
  act('composer', 'up alt+p', 'up', 'row above; at the first: what you sent before'),
  act('composer', 'down alt+n', 'down', 'row below; at the last: what you sent after'),
  edit('left ctrl+b', 'left', 'character left'),
  edit('right ctrl+f', 'right', 'character right'),
  edit('alt+b ctrl+left alt+left', 'word left', 'word left'),
  edit('alt+f ctrl+right alt+right', 'word right', 'word right'),
  edit('ctrl+a home', 'line start', 'start of the line'),
  edit('ctrl+e end', 'line end', 'end of the line'),
  edit('backspace', 'delete left', 'delete the character left'),
  edit('delete ctrl+d', 'delete right', 'delete the character right'),
  edit('ctrl+w', 'delete to space', 'delete the word left, to the space'),
  edit('alt+backspace', 'delete word left', 'delete the word left'),
  edit('alt+d', 'delete word right', 'delete the word right'),
  edit('ctrl+u', 'delete to line start', 'delete to the start of the line'),
  edit('ctrl+k', 'delete to line end', 'delete to the end of the line'),
  edit('ctrl+y', 'put back', 'put back what was deleted'),
  edit('ctrl+_ alt+z', 'undo', 'undo'),

  act('message', 'up k', 'select up', 'message above'),
  act('message', 'down j', 'select down', 'message below'),
  act('message', 'e', 'edit message', 'edit (your own)'),
  act(
    'message',
    'd delete',
    'delete message',
    'delete (your own; those of others where you manage messages), or discard one that was not sent',
  ),
  act('message', 'p', 'pin message', 'pin it, or take the pin away, where you manage messages'),
  act('message', '!', 'report message', 'report it to those who look after the place'),
  act('message', 'y', 'copy message', 'copy its text to the clipboard (OSC 52)'),
  act('message', 'i', 'profile', 'show who wrote it'),
  act('message', 'r', 'retry', 'send again what was not sent'),
  act('message', 'o enter', 'open blocked', 'show or fold messages of somebody whom you have blocked'),
  act('message', 'end', 'bottom', 'to the newest message'),
  act('message', 'home', 'top', 'to the beginning of what is loaded'),

  act('switcher', 'up ctrl+p', 'select up', 'up'),
  act('switcher', 'down ctrl+n tab', 'select down', 'down'),
  act('switcher', 'enter', 'choose', 'go there; joins a room that you are not in'),

  act('panel', 'up k', 'select up', 'up'),
  act('panel', 'down j', 'select down', 'down'),
  act('panel', 'pageup', 'page up', 'page up'),
  act('panel', 'pagedown', 'page down', 'page down'),
  act('panel', 'home', 'top', 'to the first row'),
  act('panel', 'end', 'bottom', 'to the last row'),
  act('panel', 'enter space', 'choose', 'the first thing that the last line of the screen names'),
  act('panel', '/', 'filter', 'show only the rows with what you type'),
  act('panel', 'r', 'reload', 'ask the host again'),
  act('panel', '?', 'help', 'show the keys of this list, and all others'),
  act('panel', 'q', 'cancel', 'one step back, like Esc'),

  act('panel text', 'enter', 'take text', 'take what was typed'),
  act('panel text', 'up', 'select up', 'up'),
  act('panel text', 'down tab', 'select down', 'down'),

  act('help', 'up k', 'select up', 'up'),
  act('help', 'down j', 'select down', 'down'),
  act('help', 'pageup', 'page up', 'page up'),
  act('help', 'pagedown space', 'page down', 'page down'),
  act('help', 'home', 'top', 'to the beginning'),
  act('help', 'end', 'bottom', 'to the end'),
  act('help', '? q', 'cancel', 'close'),

  act('question', 'y', 'yes', 'yes'),
  act('question', 'enter', 'yes to a paste', 'yes to a paste; never to what deletes'),
  act('question', 'n', 'no', 'no'),

  act('form', 'tab down', 'next field', 'next field'),
  act('form', 'shift+tab up', 'previous field', 'field above'),
  act('form', 'enter', 'submit', 'next, and at the end: go'),
  act('form', 'ctrl+n', 'other form', 'sign up or log in'),
];

const byContext = new Map<string, Action>(
  keymap.flatMap(({ keys, context, action }) => keys.map((key) => [`${context} ${key}`, action] as const)),
);

export function actionOf(contexts: readonly Context[], key: string): Action | null {
  for (const context of contexts) {
    const action = byContext.get(`${context} ${key}`);
    if (action !== undefined) return action;
  }
  return null;
}

const titles: Readonly<Record<Context, string>> = {
  everywhere: 'Everywhere',
  'empty composer': 'While nothing is typed',
  composer: 'Writing',
  message: 'On a chosen message',
  switcher: 'In the switcher',
  panel: 'In a list',
  'panel text': 'Typing in a list',
  help: 'In the help, and on a profile',
  question: 'When asked',
  form: 'In a form',
};

/** What a panel cannot have for itself. */
export const panelKeys: ReadonlySet<string> = new Set(
  keymap.filter(({ context }) => context === 'panel').flatMap(({ keys }) => keys),
);

export interface KeyGroup {
  readonly title: string;
  readonly rows: readonly { readonly keys: string; readonly help: string }[];
}

export function keyGroups(): KeyGroup[] {
  return (Object.keys(titles) as Context[]).flatMap((context) => {
    const rows = keymap
      .filter((row) => row.context === context)
      .map((row) => ({ keys: row.keys.map(keyName).join(', '), help: row.help }));
    return rows.length === 0 ? [] : [{ title: titles[context], rows }];
  });
}

/** docs/keys.md, with a part from a table that is not known here. */
export function keysMarkdown(more: string): string {
  const parts = keyGroups().map(
    ({ title, rows }) =>
      `## ${title}\n\n| key | what it does |\n|---|---|\n${rows.map(({ keys, help }) => `| ${keys.replaceAll('|', '\\|')} | ${help} |`).join('\n')}\n`,
  );
  return `# Keys\n\n${[...parts, more].join('\n')}`;
}

const names: Readonly<Record<string, string>> = {
  pageup: 'PgUp',
  pagedown: 'PgDn',
  escape: 'Esc',
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
};

function keyName(key: string): string {
  const parts = key.split('+').filter((part) => part !== '');
  return parts
    .map(
      (part) =>
        names[part] ?? (part.length === 1 && parts.length === 1 ? part : part.charAt(0).toUpperCase() + part.slice(1)),
    )
    .join('+');
}
