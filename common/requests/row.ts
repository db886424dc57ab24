// A row of the table of requests.
import type * as z from 'zod/mini';

/** Which budget a request draws on; the numbers are in limits.ts. */
export type Rate = 'auth' | 'send' | 'write' | 'read' | 'state';

export interface Row {
  readonly summary: string;
  /** `anyone` needs no login. */
  readonly access: 'anyone' | 'user';
  readonly rate: Rate;
  readonly params: z.ZodMiniType;
  readonly result: z.ZodMiniType;
}

export const row = <A extends Row['access'], P extends z.ZodMiniType, R extends z.ZodMiniType>(
  access: A,
  rate: Rate,
  summary: string,
  params: P,
  result: R,
) => ({ access, rate, summary, params, result }) as const;
