// `/quit`: leave the client.
import { defineCommand } from './command.ts';

export const quit = defineCommand({
  path: null,
  slash: 'quit',
  needs: 'nothing',
  summary: 'Leave devchat.',
  example: '/quit',
  positionals: {},
  options: {},
  run: () => Promise.resolve({ rows: [], effects: [{ type: 'quit' }] }),
});
