// One command from its words to its exit code: `devchat send ...`.
import { Refusal } from '../../common/errors.ts';
import { version } from '../../common/version.ts';
import { readArguments, type ReadArguments } from '../commands/arguments.ts';
import { UsageError, type Command } from '../commands/command.ts';
import { exitCodeOf, exitCodes } from '../commands/exit-code.ts';
import { isFailure, type Failure } from '../net/caller.ts';
import { httpCaller } from '../net/http.ts';
import { readProfile, type Profile } from '../profile/environment.ts';
import { findToken, readSession, urlOf, type FoundToken, type Session } from '../profile/session.ts';
import { aboutThis, loginWords } from './about.ts';
import { perform } from './effects.ts';
import { fillArguments } from './fill.ts';
import { findCommand } from './find-command.ts';
import { newMessageId } from './message-id.ts';
import { rowStyle, rowText, safeLine } from './rows.ts';
import { endQuietlyWhenPipesClose, printOut, red, showsColour, tell } from './terminal.ts';

export interface OneShot {
  readonly argv: readonly string[];
}

/** Answers the exit code; what nobody expected becomes a sentence here, and exit code 1. */
export async function runOneShot(oneShot: OneShot): Promise<number> {
  endQuietlyWhenPipesClose();
  try {
    return await answer(oneShot);
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error));
    return exitCodes.other;
  }
}

async function answer({ argv }: OneShot): Promise<number> {
  if (['--version', '-V', 'version'].includes(argv[0] ?? '')) {
    await printOut(`devchat ${version}\n`);
    return exitCodes.ok;
  }
  if (isHelp(argv[0])) return await help(argv.slice(1));
  const found = findCommand(argv);
  if (found instanceof UsageError) {
    const asked = argv.findIndex(isHelp);
    return asked > 0 ? await help(argv.slice(0, asked)) : wrongUse(found);
  }
  const read = readArguments(found.command, found.words);
  if (read instanceof UsageError) return wrongUse(read, found.command);
  if (read.help) return await help(argv);
  const profile = readProfile(process.env);
  if ('wrong' in profile) return wrongUse(new UsageError(profile.wrong));
  const filled = await fillArguments(found.command, read);
  if (filled === 'interrupted') return exitCodes.interrupted;
  if (filled instanceof UsageError) return wrongUse(filled, found.command);
  return await runCommand(found.command, read, profile);
}

const isHelp = (word: string | undefined) => word === 'help' || word === '--help' || word === '-h';

async function help(words: readonly string[]): Promise<number> {
  const { commandHelp, nounHelp, overview } = await import('./help.ts');
  const names = words.filter((word) => !word.startsWith('-'));
  if (names.length === 0) {
    await printOut(overview());
    return exitCodes.ok;
  }
  const found = findCommand(names);
  const text = found instanceof UsageError ? nounHelp(names.join(' ')) : commandHelp(found.command);
  if (text === null) return wrongUse(found instanceof UsageError ? found : new UsageError(''));
  await printOut(text);
  return exitCodes.ok;
}

function wrongUse({ message }: UsageError, command?: Command): number {
  complain(message);
  if (command !== undefined) tell(`\`devchat ${command.path} --help\` says more. Example: ${command.example}`);
  return exitCodes.usage;
}

function complain(message: string): void {
  tell(`${red('devchat:', showsColour(process.env, process.stderr))} ${safeLine(message)}`);
}

async function runCommand(command: Command, read: ReadArguments, profile: Profile): Promise<number> {
  const session = command.needs === 'nothing' && profile.token !== null ? null : readSession(profile);
  const token = await tokenFor(command, profile, session);
  if (token.type === 'none' && command.needs === 'login') {
    complain(token.why);
    return exitCodes.notLoggedIn;
  }
  const url = urlOf(profile, command.needs === 'host' ? null : session);
  const { timeoutMs: totalMs, quiet, json } = read;
  if (command.needs === 'host' && isOpenToOthers(url)) {
    tell(`${url} is reached without TLS: others on the way can read the password and all messages.`);
  }
  const interrupt = onInterrupt();
  const secret = token.type === 'found' ? token.token : null;
  const caller = () => httpCaller({ url, token: secret, totalMs, signal: interrupt });
  const about = aboutThis({ profile, url, login: () => loginWords(token) });
  const door = { url, token: secret, timeoutMs: totalMs, signal: interrupt, quiet };
  const sendPicture = async (file: string) => await (await import('./send-picture.ts')).sendPicture(file, door);
  const looks = async () => (await import('../look/files.ts')).openLookFiles(profile.paths.config);
  const place = { form: 'shell', here: null, ask: asker(), about, looks } as const;
  const outcome = await command.run({ caller: caller(), newMessageId, sendPicture, ...place }, read.args);
  if (outcome instanceof UsageError) return wrongUse(outcome, command);
  if (isFailure(outcome)) return failed(refusedToken(outcome, token));
  const style = rowStyle(json);
  if (!quiet) for (const row of outcome.rows) await printOut(await rowText(row, style));
  for (const effect of outcome.effects) await perform(effect, { profile, url, quiet, json, timeoutMs: totalMs });
  if (outcome.failure !== undefined) return failed(outcome.failure);
  const following = outcome.effects.find((effect) => effect.type === 'follow');
  if (following === undefined || secret === null) return exitCodes.ok;
  const { follow } = await import('./follow.ts');
  return await follow({ url, token: secret, caller, ...following, style, quiet, signal: interrupt });
}

function isOpenToOthers(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}

/** A login is not looked for where none is needed: it may be in a keychain that asks for a password. */
function tokenFor(command: Command, profile: Profile, session: Session | null): Promise<FoundToken> {
  if (command.needs === 'host') return Promise.resolve({ type: 'none', why: '' });
  return findToken(profile, session, tell);
}

/** "You are not logged in" would send somebody who set a token to the wrong place. */
function refusedToken(failure: Failure, token: FoundToken): Failure {
  if (!(failure instanceof Refusal) || failure.code !== 'not_logged_in' || token.type === 'none') return failure;
  const next = token.place === 'environment' ? 'set another, or unset it' : 'use `devchat login NAME`';
  return new Refusal(failure.code, `The host refuses ${loginWords(token)}: unknown, expired or revoked; ${next}.`);
}

function failed(failure: Failure): number {
  const seconds = 'retry_after_ms' in failure ? Math.ceil((failure.retry_after_ms ?? 0) / 1000) : 0;
  complain(seconds > 0 ? `${failure.message} Try again in ${seconds} s.` : failure.message);
  return exitCodeOf(failure);
}

/** Somebody who is at a terminal can be asked. */
function asker(): ((question: string) => Promise<string | null>) | null {
  if (!process.stdin.isTTY) return null;
  return async (question) => {
    const { askLine } = await import('./prompt.ts');
    return await askLine(safeLine(question));
  };
}

/** The first Ctrl+C lets the command say what is known; the second one ends at once. */
function onInterrupt(): AbortSignal {
  const stop = new AbortController();
  process.once('SIGINT', () => {
    stop.abort();
    process.once('SIGINT', () => process.exit(exitCodes.interrupted));
  });
  return stop.signal;
}
