// What a clock shows here, and somewhere else.

/** Like `Wed 14:05`; null for a zone that this computer does not know. */
export function timeIn(zone: string, now: Date): string | null {
  try {
    const parts = { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone } as const;
    return new Intl.DateTimeFormat('en', parts).format(now).replace(',', '');
  } catch {
    return null;
  }
}

/** Here, with the day where it is not today. */
export function localClock(time: string): string {
  const at = new Date(time);
  if (Number.isNaN(at.getTime())) return '??:??';
  const two = (part: number) => String(part).padStart(2, '0');
  const isToday = at.toDateString() === new Date().toDateString();
  const day = isToday ? '' : `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} `;
  return `${day}${two(at.getHours())}:${two(at.getMinutes())}`;
}
