// Opens the client for the profile that the environment names.
import { aboutThis, loginWords } from '../cli/oneshot/about.ts';
import { keepLogin } from '../cli/oneshot/keep-login.ts';
import { readProfile, type Profile } from '../cli/profile/environment.ts';
import {
  findToken,
  forgetSession,
  keptInFile,
  readSession,
  urlOf,
  type FoundToken,
  type Session,
} from '../cli/profile/session.ts';
import { openClient as open } from '../cli/tui/main.tsx';

/** Answers the exit code. */
export async function openClient(env: NodeJS.ProcessEnv = process.env): Promise<number> {
  const profile = readProfile(env);
  if ('wrong' in profile) {
    process.stderr.write(`devchat: ${profile.wrong}\n`);
    return 2;
  }
  return await open(optionsOf(profile, env));
}

type ClientOptions = Parameters<typeof open>[0];

/** How long a login of the client waits for the host. */
const answerWithinMs = 20_000;

function optionsOf(profile: Profile, env: NodeJS.ProcessEnv): ClientOptions {
  let session: Session | null = readSession(profile);
  let found: FoundToken | null = null;
  const url = urlOf(profile, session);
  // Loaded when it is used: a client that is logged in talks over its socket only.
  const ask = async (token: string | null) =>
    (await import('../cli/net/http.ts')).httpCaller({ url, token, totalMs: answerWithinMs });
  return {
    env,
    about: aboutThis({ profile, url, login: () => (found === null ? 'not looked for yet' : loginWords(found)) }),
    token: async () => {
      // What a person should know about the stored login would be lost under the screen; `devchat whoami` says it.
      found = await findToken(profile, session, () => {});
      return found.type === 'found' ? found.token : null;
    },
    remember: async ({ token, me }) => {
      session = await keepLogin({ profile, url, token, me, timeoutMs: answerWithinMs });
      found = { type: 'found', token, place: session.secret };
      return session.secret === 'file' ? keptInFile(profile) : null;
    },
    forget: async () => {
      if (profile.token !== null) return;
      await forgetSession(profile, session);
      session = null;
      found = null;
    },
    anonymous: () => ask(null),
  };
}
