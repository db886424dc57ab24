// How many messages each day brought: each node adds up its own and stores the sum now and then, so that nobody ever counts
// the messages themselves. A node that dies loses what it had not stored yet, of the sum only.
import { rows, type Database } from './database.ts';

export interface MessageDays {
  add(messages: number): void;
  /** Stores what was added since the last time. */
  store(): Promise<void>;
}

const addToday = {
  name: 'message_days_add',
  text: `insert into message_days (day, messages) values ((now() at time zone 'utc')::date, $1)
         on conflict (day) do update set messages = message_days.messages + excluded.messages`,
};

export function createMessageDays(db: Database): MessageDays {
  let added = 0;
  return {
    add: (messages) => {
      added += messages;
    },
    store: async () => {
      const now = added;
      if (now === 0) return;
      added = 0;
      try {
        await rows(db, addToday, [now]);
      } catch (error) {
        added += now;
        throw error;
      }
    },
  };
}
