// The words for how a user chose to be seen.

export const statuses = ['online', 'away', 'dnd', 'invisible'] as const;
