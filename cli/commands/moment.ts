// A time to come as a person writes it in a command: `7d`, `12h`, `30m`, or a date.

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** In ISO 8601, UTC; null where it cannot be read. A date without a time is its beginning in UTC. */
export function readMoment(text: string, now: number): string | null {
  const [, amount, unit] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  if (amount !== undefined && (unit === 'm' || unit === 'h' || unit === 'd'))
    return new Date(now + Number(amount) * unitMs[unit]).toISOString();
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?Z?)?$/.test(text)) return null;
  const time = Date.parse(text.includes('T') && !text.endsWith('Z') ? `${text}Z` : text);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

export const momentForms = 'like 7d, 12h, 2026-12-31 or 2026-12-31T18:00 (UTC)';

/** `2026-12-31 18:00 UTC`. */
export function momentText(time: string): string {
  return `${time.slice(0, 16).replace('T', ' ')} UTC`;
}
