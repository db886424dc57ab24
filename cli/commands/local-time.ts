// A time of the host as somebody reads it where they are.

/** With the zone, for a time that others may read elsewhere, or that is still to come. */
export function localTimeWithZone(timestamp: string): string {
  const time = new Date(timestamp);
  if (Number.isNaN(time.getTime())) return localTime(timestamp);
  const parts = new Intl.DateTimeFormat('en', { timeZoneName: 'short' }).formatToParts(time);
  return `${localTime(timestamp)} ${parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''}`.trimEnd();
}

export function localTime(timestamp: string): string {
  const time = new Date(timestamp);
  if (Number.isNaN(time.getTime())) return '????-??-?? ??:??';
  const two = (part: number) => String(part).padStart(2, '0');
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())} ${two(time.getHours())}:${two(time.getMinutes())}`;
}
