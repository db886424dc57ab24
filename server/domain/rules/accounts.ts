// Who may ask about the host and about their own account: everybody whom the table lets in.
import { always, type Own, type Rules } from './rule.ts';

export interface AccountJudged {
  'host.info': Own;
  'auth.signup': Own;
  'auth.login': Own;
  'auth.reset': Own;
  'auth.logout': Own;
  'auth.whoami': Own;
  'token.create': Own;
  'token.list': Own;
  'token.revoke': Own;
  'state.get': Own;
  'status.set': Own;
}

export const accountRules: Rules<AccountJudged> = {
  'host.info': always,
  'auth.signup': always,
  'auth.login': always,
  'auth.reset': always,
  'auth.logout': always,
  'auth.whoami': always,
  'token.create': always,
  'token.list': always,
  'token.revoke': always,
  'state.get': always,
  'status.set': always,
};
