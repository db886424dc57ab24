// The loading half of requests that touch nothing beyond the asker's own account.
import type { Own } from '../domain/rules/rule.ts';

export async function ownAccount(): Promise<Own> {
  return 'own account';
}
