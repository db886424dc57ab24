// The option of commands whose deed is kept in an audit log.

export const reason = { type: 'text', value: 'TEXT', help: 'why, for the audit log' } as const;
