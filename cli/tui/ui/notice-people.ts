// What is said on the screen when somebody asks for friendship, or has accepted.
import type { SafeEvent } from '../../net/parse.ts';
import { say, type App } from './app.ts';

export function noticePeople(app: App, events: readonly SafeEvent[]): void {
  for (const event of events) {
    if (event.type !== 'friend.updated') continue;
    const { kind, user } = event.relation;
    if (kind === 'incoming')
      say(app, 'info', `@${user.username} asks for friendship: /friend accept ${user.username}, or /friends.`);
    if (kind === 'friend') say(app, 'info', `@${user.username} is your friend.`);
  }
}
