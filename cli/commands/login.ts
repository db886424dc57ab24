// `login`: get a token for this device and keep it.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { notice } from './effect.ts';

export const login = defineCommand({
  path: 'login',
  slash: null,
  needs: 'host',
  summary: 'Log in and keep the login for later commands.',
  details:
    'The login is kept in the keychain of the operating system, or, where there is none, in a file that only you may read. Scripts can give DEVCHAT_TOKEN instead.',
  example: 'devchat login ada --password-stdin < password.txt',
  positionals: { name: { help: 'your user name', required: true } },
  options: {
    password: { type: 'secret', prompt: 'Password: ', help: 'read the password from standard input' },
  },
  async run({ caller, about }, { name, password }) {
    const answer = await caller.call('auth.login', { username: name, password, device: about.device });
    if (isFailure(answer)) return answer;
    const { me, token } = answer;
    return {
      rows: [{ lines: [me.username], json: { id: me.id, username: me.username, url: about.url } }],
      effects: [{ type: 'remember', token, me }, notice(`You are logged in at ${about.url} as ${me.username}.`)],
    };
  },
});
