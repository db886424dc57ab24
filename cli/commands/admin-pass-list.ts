// `admin pass list`: the codes of the pass that were made.
import type { PassCode } from '../../common/administration.ts';
import { protocolLimits } from '../../common/limits.ts';
import { isFailure, type Caller, type Failure } from '../net/caller.ts';
import { columns } from './columns.ts';
import { defineCommand, UsageError } from './command.ts';
import { ifEmpty } from './effect.ts';
import { said } from './said.ts';

const states = ['unused', 'redeemed', 'revoked'] as const;

export const adminPassList = defineCommand({
  path: 'admin pass list',
  slash: 'admin pass list',
  needs: 'login',
  summary: 'List the codes of the pass, newest first, without the codes themselves.',
  example: 'devchat admin pass list --state unused',
  positionals: {},
  options: {
    state: { type: 'text', value: 'STATE', help: 'only those that are unused, redeemed or revoked' },
    lines: { type: 'count', value: 'N', short: 'n', min: 1, max: 100_000, initially: 1000, help: 'at most so many' },
  },
  async run({ caller, form }, { state: word, lines }) {
    const state = states.find((one) => one === word);
    if (word !== undefined && state === undefined)
      return new UsageError(`--state takes unused, redeemed or revoked, not "${word}".`);
    const codes = await passCodesOf(caller, state, lines);
    if (isFailure(codes)) return codes;
    const texts = columns(codes.map((code) => [code.id, ...passCodeCells(code)]));
    const rows = codes.map((code, i) => ({ lines: [texts[i] ?? ''], json: { ...code } }));
    return {
      rows,
      effects: ifEmpty(rows, `There is no such code; ${said({ form }, 'admin pass create')} makes some.`),
    };
  },
});

export function passCodeCells({ days, note, created_at, redeemed_by, redeemed_at, revoked_at }: PassCode): string[] {
  const state =
    redeemed_at !== null
      ? `used ${redeemed_at.slice(0, 10)}${redeemed_by === null ? '' : ` by @${redeemed_by.username}`}`
      : revoked_at === null
        ? 'unused'
        : `revoked ${revoked_at.slice(0, 10)}`;
  return [`${days} days`, state, `made ${created_at.slice(0, 10)}`, note];
}

export async function passCodesOf(
  caller: Caller,
  state: PassState | undefined,
  most: number,
): Promise<PassCode[] | Failure> {
  const codes: PassCode[] = [];
  for (;;) {
    const last = codes.at(-1)?.id;
    const page = await caller.call('admin.pass.list', {
      limit: Math.min(protocolLimits.pageMaxPassCodes, most - codes.length),
      ...(last === undefined ? {} : { before: last }),
      ...(state === undefined ? {} : { state }),
    });
    if (isFailure(page)) return page;
    codes.push(...page.codes);
    if (!page.has_more || page.codes.length === 0 || codes.length >= most) return codes;
  }
}

type PassState = (typeof states)[number];
