// Times as a person says them, in the zone of this machine.

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = 'January,February,March,April,May,June,July,August,September,October,November,December'.split(',');

export function clock(iso: string): string {
  const date = new Date(iso);
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
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
