// `npm run docs`: writes what the tables of the code say into docs/; with `--check` it only says which page is not up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import { scalingTables } from '../bench/scaling/tables.ts';
import { commandsMarkdown } from '../cli/commands/markdown.ts';
import { keysMarkdown } from '../cli/tui/keymap.ts';
import { screenCommands } from '../cli/tui/panels/commands.ts';
import { panels } from '../cli/tui/panels/index.ts';
import { panelKeysMarkdown } from '../cli/tui/panels/markdown.ts';
import { clientLimitTable, hostLimitTable, protocolLimitTable } from './docs/limits.ts';
import { groupTable } from './docs/looks.ts';
import { metricList } from './docs/metrics.ts';
import { permissionList } from './docs/permissions.ts';
import { closeCodes, errorCodes, eventList, frameTypes, requestList, typeList } from './docs/protocol.ts';

/** A page is written by people, with blocks between markers that are made here; or it is made as a whole. */
const pages: Readonly<Record<string, Readonly<Record<string, string>> | string>> = {
  'protocol.md': {
    requests: requestList(),
    events: eventList(),
    frames: frameTypes(),
    'close codes': closeCodes(),
    errors: errorCodes(),
    types: typeList(),
  },
  'limits.md': {
    'host limits': hostLimitTable(),
    'protocol limits': protocolLimitTable(),
    'client limits': clientLimitTable(),
  },
  'looks.md': { groups: groupTable() },
  'permissions.md': { permissions: permissionList() },
  'operate.md': { metrics: metricList() },
  'scaling.md': scalingTables(),
  'commands.md': commandsMarkdown(screenCommands(panels)),
  'keys.md': keysMarkdown(panelKeysMarkdown()),
};

const onlyCheck = process.argv.includes('--check');
const stale = Object.entries(pages).filter(([name, made]) => {
  const file = new URL(`../docs/${name}`, import.meta.url);
  const before = readPage(file);
  const after = typeof made === 'string' ? made : withBlocks(name, before, made);
  if (after !== before && !onlyCheck) writeFileSync(file, after);
  return after !== before;
});

for (const [name] of stale) process.stderr.write(`docs/${name} ${onlyCheck ? 'is not up to date' : 'was written'}\n`);
if (onlyCheck && stale.length > 0) {
  process.stderr.write('Run `npm run docs` and look at what changed.\n');
  process.exitCode = 1;
}

function readPage(file: URL): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function withBlocks(page: string, text: string, blocks: Readonly<Record<string, string>>): string {
  return Object.entries(blocks).reduce((before, [name, block]) => {
    const [start, end] = [`<!-- ${name}: made by \`npm run docs\` -->`, `<!-- end of ${name} -->`];
    const [from, to] = [before.indexOf(start), before.indexOf(end)];
    if (from === -1 || to < from) throw new Error(`docs/${page} has no place for "${name}": ${start} ... ${end}`);
    return `${before.slice(0, from + start.length)}\n\n${block.trim()}\n\n${before.slice(to)}`;
  }, text);
}
