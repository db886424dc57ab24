// Load: each of many people asks for suggestions, one after the other, over one connection of HTTP.
import * as z from 'zod/mini';
import { serveTask } from '../child.ts';

export interface SuggestTask {
  readonly url: string;
  /** One for each who asks. */
  readonly tokens: readonly string[];
}

export interface SuggestAnswer {
  /** Milliseconds, in the order of the tokens. */
  readonly took: number[];
  /** How many suggestions there were, all together. */
  readonly found: number;
}

const Answer = z.object({ suggestions: z.array(z.unknown()) });
const warmUps = 30;

serveTask(async ({ url, tokens }: SuggestTask): Promise<SuggestAnswer> => {
  const ask = async (token: string) => {
    const started = performance.now();
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const response = await fetch(`${url}/v1/friend.suggest`, { method: 'POST', headers, body: '{}' });
    const { suggestions } = Answer.parse(await response.json());
    return { ms: performance.now() - started, found: suggestions.length };
  };
  for (const token of tokens.slice(-warmUps)) await ask(token);
  const took: number[] = [];
  let found = 0;
  for (const token of tokens) {
    const answer = await ask(token);
    took.push(answer.ms);
    found += answer.found;
  }
  return { took, found };
});
