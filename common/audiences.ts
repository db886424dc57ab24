// Who may do something that concerns somebody: each takes in those after it. Without schemas: the one-shot commands load it.
export const audiences = ['everyone', 'shared_server', 'friends', 'nobody'] as const;
