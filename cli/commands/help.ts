// `/help`: all keys and commands of the client.
import { defineCommand } from './command.ts';

export const help = defineCommand({
  path: null,
  slash: 'help',
  needs: 'nothing',
  summary: 'Show all keys and commands.',
  example: '/help',
  positionals: {},
  options: {},
  run: () => Promise.resolve({ rows: [], effects: [{ type: 'help' }] }),
});
