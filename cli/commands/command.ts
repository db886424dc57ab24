// What a command is: one verb that feeds `devchat VERB`, the `/slash` form on the screen, the help and docs/commands.md.
import type { ChannelId, MessageId } from '../../common/ids.ts';
import type { Pixels } from '../../common/pixels.ts';
import type { Depth } from '../look/depth.ts';
import type { LookFiles } from '../look/files.ts';
import type { Answer, Caller, Failure } from '../net/caller.ts';
import type { Effect } from './effect.ts';

export interface Positional {
  readonly help: string;
  readonly required: boolean;
  /** `word` (the default) is one word; `rest` is all that is left, with its spaces as typed. */
  readonly takes?: 'word' | 'rest';
  /**
   * Where a value that was not given comes from. `here`: the open channel, on the screen. `stdin`: standard input, in a
   * shell, when it is not a terminal or when the value is `-`.
   */
  readonly otherwise?: 'here' | 'stdin';
  /** Also the name of a server, which looks like any other words. */
  readonly mayBeServer?: true;
  readonly completes?: Completes | readonly string[];
}

/** What Tab offers on the screen; each kind has its source in tui/ui/complete.ts. */
export type Completes = 'channel' | 'server' | 'user';

export type Option =
  | { readonly type: 'flag'; readonly help: string; readonly short?: string }
  | { readonly type: 'text'; readonly help: string; readonly value: string; readonly required?: boolean }
  | {
      readonly type: 'count';
      readonly help: string;
      readonly value: string;
      readonly short?: string;
      readonly min: number;
      readonly max: number;
      readonly initially: number;
    }
  /** Asked for on the terminal without echo (twice, where there is `again`), or read from standard input when the flag (`--password-stdin`) is given. */
  | { readonly type: 'secret'; readonly help: string; readonly prompt: string; readonly again?: string };

export type Positionals = Readonly<Record<string, Positional>>;
export type Options = Readonly<Record<string, Option>>;

type OptionValue<O extends Option> = O extends { type: 'flag' }
  ? boolean
  : O extends { type: 'count' }
    ? number
    : O extends { type: 'secret' } | { required: true }
      ? string
      : string | undefined;

export type Values<P extends Positionals, O extends Options> = {
  readonly [K in keyof P]: P[K] extends { required: true } ? string : string | undefined;
} & { readonly [K in keyof O]: OptionValue<O[K]> };

/** What a command may use. Everything that reaches the host goes through `caller`; what is on this machine through `looks`; a command does no other I/O. */
export interface Context {
  readonly caller: Caller;
  readonly newMessageId: () => MessageId;
  /** Shows the picture in this file on one’s profile. */
  readonly sendPicture: (file: string) => Promise<Answer<'picture.set'> | UsageError>;
  /** Where the answer is read: what it tells to do next must work there. */
  readonly form: 'shell' | 'screen';
  /** The open channel, on the screen; null in a shell. */
  readonly here: ChannelId | null;
  /** Asks the person for a line, null when they gave up; null itself where there is nobody to ask. */
  readonly ask: ((question: string) => Promise<string | null>) | null;
  /** What this process knows about itself, for `info` and for naming the login. */
  readonly about: About;
  /** The look and the themes of this machine; loaded when they are asked for. */
  readonly looks: () => Promise<LookFiles>;
}

export interface About {
  readonly version: string;
  readonly node: string;
  readonly url: string;
  readonly profile: string;
  /** How this login is named in lists, like `ada-laptop`. */
  readonly device: string;
  /** Where a token was found, in words; never the token. */
  readonly login: string;
  readonly paths: Readonly<Record<'config' | 'data' | 'state' | 'cache', string>>;
}

/** One result: what a person reads (not yet safe to print) and the same as one JSON object. */
export interface Row {
  /** How the head looks in a shell, instead of bold: the parameters of SGR at that depth. A sample of a theme. */
  readonly headStyle?: (depth: Depth) => string;
  /** Stands before the first line; the further ones are indented by its width, so that they cannot pass for another row. */
  readonly head?: string;
  readonly lines: readonly string[];
  /** Drawn on a terminal at the left of the lines, from the line `pictureFrom` on. */
  readonly picture?: Pixels;
  readonly pictureFrom?: number;
  readonly json: Readonly<Record<string, unknown>>;
}

/** What a command gives back, as data: the rows are the answer, the effects are what should happen besides. */
export interface Outcome {
  readonly rows: readonly Row[];
  readonly effects: readonly Effect[];
  /** What went wrong after there was something to show, like the id of a message whose fate is unknown. */
  readonly failure?: Failure;
}

/** A use of a command that cannot be understood: a sentence that says what to do. */
export class UsageError {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

export interface CommandOf<P extends Positionals, O extends Options> {
  /** The words in a shell, like `channel join`; null when the verb exists on the screen only. */
  readonly path: string | null;
  /** What stands after `/` on the screen: a word, or the words of `path`, which are understood in any case; null when the verb exists in a shell only. */
  readonly slash: string | null;
  /** `host`: asks without a login. `nothing`: works without a host. */
  readonly needs: 'login' | 'host' | 'nothing';
  readonly summary: string;
  /** More than the summary says, for `--help` and the docs; sentences. */
  readonly details?: string;
  readonly example: string;
  readonly positionals: P;
  readonly options: O;
  run(context: Context, args: Values<P, O>): Promise<Outcome | Failure | UsageError>;
}

/** The values that a reader of words hands over; what each must be is said by the positionals and options. */
export type ArgumentValues = Record<string, string | number | boolean | undefined>;

/** Any row of the table. */
export interface Command extends Omit<CommandOf<Positionals, Options>, 'run'> {
  run(context: Context, args: Readonly<ArgumentValues>): Promise<Outcome | Failure | UsageError>;
}

/** Only gives the arguments of `run` their types from the positionals and options. */
export function defineCommand<const P extends Positionals, const O extends Options>(
  command: CommandOf<P, O>,
): CommandOf<P, O> {
  return command;
}
