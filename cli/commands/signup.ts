// `signup`: make an account, and be logged in at once.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { notice } from './effect.ts';

export const signup = defineCommand({
  path: 'signup',
  slash: null,
  needs: 'host',
  summary: 'Make an account and log in.',
  details:
    'The password is asked for on the terminal without showing it, or read from standard input with --password-stdin. The first account of a host is its owner.',
  example: 'devchat signup ada --email ada@example.org --password-stdin < password.txt',
  positionals: { name: { help: 'your user name', required: true } },
  options: {
    invite: { type: 'text', value: 'CODE', help: 'where the host takes new accounts by invitation only' },
    email: { type: 'text', value: 'ADDRESS', help: 'your address; optional' },
    password: {
      type: 'secret',
      prompt: 'Password: ',
      again: 'The same again: ',
      help: 'read the password from standard input',
    },
  },
  async run({ caller, about }, { name, email, password, invite }) {
    const params = { username: name, password, device: about.device };
    const more = { ...(email === undefined ? {} : { email }), ...(invite === undefined ? {} : { invite }) };
    const login = await caller.call('auth.signup', { ...params, ...more });
    if (isFailure(login)) return login;
    return {
      rows: [{ lines: [login.me.username], json: { id: login.me.id, username: login.me.username, url: about.url } }],
      effects: [
        { type: 'remember', token: login.token, me: login.me },
        notice(`Welcome, ${login.me.username}. You are logged in at ${about.url}.`),
      ],
    };
  },
});
