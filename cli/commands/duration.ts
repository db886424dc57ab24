// A length of time as a person writes it: `45m`, `2h`, `3d`.

const minutesIn = { m: 1, h: 60, d: 1440 } as const;

/** In minutes; null for what is no length of time. */
export function durationMinutes(text: string): number | null {
  const match = /^(\d{1,5})(m|h|d)$/.exec(text);
  const unit = match?.[2];
  if (match === null || (unit !== 'm' && unit !== 'h' && unit !== 'd')) return null;
  const minutes = Number(match[1]) * minutesIn[unit];
  return minutes > 0 ? minutes : null;
}
