// Which files are changed, and which suites must notice.
import { readdirSync } from 'node:fs';
import type { Mutant } from './mutants.ts';

const rules = 'server/domain/rules';

export function judgedFiles(): string[] {
  const names = readdirSync(new URL(`../../${rules}`, import.meta.url)).filter((name) => /(?<!\.test)\.ts$/.test(name));
  return ['server/domain/effective.ts', ...names.map((name) => `${rules}/${name}`)];
}

/** Where each check is judged; of other areas the entries of the tables are. */
const own = /(effective|roles|rule)\.ts$/;
const quick = ['server/domain/effective.test.ts', 'server/domain/rules'];

export function isJudged({ file, kind }: Pick<Mutant, 'file' | 'kind'>): boolean {
  return kind === 'rule' || own.test(file);
}

/** One run of suites, those of their tests whose names begin so. */
export interface Run {
  readonly suites: readonly string[];
  readonly names?: string;
}

/** In their order: suites on loaded objects take a second, the matrix, which goes through the HTTP door, many. */
export function runsFor({ file, request }: Pick<Mutant, 'file' | 'request'>): readonly Run[] {
  if (own.test(file) || request === null) return [{ suites: quick }];
  return [{ suites: ['server/permissions.test.ts'], names: `^${request.replaceAll('.', '\\.')} ` }];
}
