// Times as a person says them, in the zone of this machine.
import type { Clock } from '../../look/look.ts';

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = 'January,February,March,April,May,June,July,August,September,October,November,December'.split(',');

/** Empty where no time is wanted. */
export function clock(iso: string, how: Clock): string {
  const date = new Date(iso);
  const [hours, minutes] = [date.getHours(), two(date.getMinutes())];
  switch (how) {
    case '24h':
      return `${two(hours)}:${minutes}`;
    case '12h':
      return `${hours % 12 === 0 ? 12 : hours % 12}:${minutes} ${hours < 12 ? 'am' : 'pm'}`;
    case 'none':
      return '';
  }
}

export function day(iso: string): string {
  const date = new Date(iso);
  return `${days[date.getDay()]}, ${date.getDate()} ${months[date.getMonth()]} ${date.getFullYear()}`;
}

/** Two times on the same day have the same key. */
export function dayKey(iso: string): number {
  const date = new Date(iso);
  return date.getFullYear() * 10_000 + date.getMonth() * 100 + date.getDate();
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
