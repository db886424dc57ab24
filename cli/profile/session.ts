// The login of a profile: who, where, and in which place its token is kept.
import { join } from 'node:path';
import type { TokenId, UserId } from '../../common/ids.ts';
import type { Me } from '../../common/model.ts';
import { isUuid } from '../../common/uuid.ts';
import { defaultUrl, type Profile } from './environment.ts';
import { readPrivate, removePrivate, writePrivate } from './private-file.ts';

export interface Session {
  readonly url: string;
  readonly user_id: UserId;
  readonly username: string;
  readonly token_id: TokenId | null;
  /** So that a command does not have to start a keychain to learn that the token is in a file. */
  readonly secret: 'keychain' | 'file';
}

/** Where the client goes: DEVCHAT_URL, else where this profile is logged in, else the own machine. */
export function urlOf(profile: Profile, session: Session | null): string {
  return profile.url ?? session?.url ?? defaultUrl;
}

/** The token with where it was found; or why there is none, as a sentence. */
export type FoundToken =
  | { readonly type: 'found'; readonly token: string; readonly place: 'environment' | 'keychain' | 'file' }
  | { readonly type: 'none'; readonly why: string };

export function readSession(profile: Profile): Session | null {
  const file = readPrivate(sessionFile(profile));
  if (file === null) return null;
  try {
    return sessionIn(JSON.parse(file.text));
  } catch {
    // A file that cannot be read is no login; logging in writes a new one.
    return null;
  }
}

/** Checked by hand: every one-shot command reads this, and loading a schema for it would be a tenth of its time. */
function sessionIn(value: unknown): Session | null {
  if (typeof value !== 'object' || value === null) return null;
  const field = (name: string): unknown => Reflect.get(value, name);
  const [url, userId, username, tokenId, secret] = ['url', 'user_id', 'username', 'token_id', 'secret'].map(field);
  if (typeof url !== 'string' || !URL.canParse(url) || typeof username !== 'string') return null;
  if (typeof userId !== 'string' || !isUuid<UserId>(userId)) return null;
  if (secret !== 'keychain' && secret !== 'file') return null;
  const token_id = typeof tokenId === 'string' && isUuid<TokenId>(tokenId) ? tokenId : null;
  return { url, user_id: userId, username, token_id, secret };
}

export async function findToken(
  profile: Profile,
  session: Session | null,
  warn: (text: string) => void,
): Promise<FoundToken> {
  if (profile.token !== null) return { type: 'found', token: profile.token, place: 'environment' };
  const url = urlOf(profile, session);
  if (session === null)
    return { type: 'none', why: `You are not logged in; use \`devchat login NAME\`, or set DEVCHAT_TOKEN.` };
  // A token of one host is never shown to another.
  if (session.url !== url) {
    return { type: 'none', why: `You are logged in at ${session.url}, not at ${url}; use \`devchat login NAME\`.` };
  }
  return session.secret === 'keychain' ? await tokenInKeychain(profile, session) : tokenInFile(profile, warn);
}

/** Keeps the login; answers where the token went. */
export async function keepSession(
  profile: Profile,
  login: { url: string; token: string; tokenId: TokenId | null; me: Me },
): Promise<Session> {
  const { url, token, tokenId, me } = login;
  const { storeInKeychain } = await import('./keychain.ts');
  const inKeychain = await storeInKeychain(account(profile, url), token);
  if (inKeychain) removePrivate(tokenFile(profile));
  else writePrivate(tokenFile(profile), `${token}\n`);
  const session: Session = {
    url,
    user_id: me.id,
    username: me.username,
    token_id: tokenId,
    secret: inKeychain ? 'keychain' : 'file',
  };
  writePrivate(sessionFile(profile), `${JSON.stringify(session, null, 2)}\n`);
  return session;
}

export async function forgetSession(profile: Profile, session: Session | null): Promise<void> {
  removePrivate(sessionFile(profile));
  removePrivate(tokenFile(profile));
  if (session?.secret !== 'keychain') return;
  const { removeFromKeychain } = await import('./keychain.ts');
  await removeFromKeychain(account(profile, session.url));
}

/** Said once, when the login is made. */
export const keptInFile = (profile: Profile) =>
  `There is no keychain here, so the login is kept in ${tokenFile(profile)}, which only you may read.`;

export const tokenFile = ({ paths }: Profile) => join(paths.state, 'token');
const sessionFile = ({ paths }: Profile) => join(paths.state, 'session.json');

/** Names the entry of the keychain; one for each profile and host. */
const account = ({ name }: Profile, url: string) => `${name} ${url}`;

async function tokenInKeychain(profile: Profile, session: Session): Promise<FoundToken> {
  const { readFromKeychain } = await import('./keychain.ts');
  const reply = await readFromKeychain(account(profile, session.url));
  if (reply.type === 'ok' && reply.secret !== null) return { type: 'found', token: reply.secret, place: 'keychain' };
  const what = reply.type === 'ok' ? 'has no login for devchat' : `cannot be used: ${reply.why}`;
  return { type: 'none', why: `The keychain ${what}. Use \`devchat login NAME\`, or set DEVCHAT_TOKEN.` };
}

function tokenInFile(profile: Profile, warn: (text: string) => void): FoundToken {
  const file = readPrivate(tokenFile(profile));
  const token = file?.text.trim() ?? '';
  if (file === null || token === '')
    return { type: 'none', why: 'The stored login is gone; use `devchat login NAME`.' };
  if (file.repaired) {
    warn(
      `Other users of this machine could read ${tokenFile(profile)}; now they cannot. If somebody may have, log out and in again.`,
    );
  }
  return { type: 'found', token, place: 'file' };
}
