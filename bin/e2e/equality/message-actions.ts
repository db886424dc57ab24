// What each request about messages does to what people know.
import { MessageId, newId } from '../../../common/ids.ts';
import type { Params } from '../../../common/requests.ts';
import type { EventType } from '../../../common/events.ts';
import { nobody, type Table } from './action.ts';
import type { Hears } from './verify.ts';
import type { Principal, World } from './world.ts';

type MessageRequest = Extract<keyof Table, `message.${string}`>;
type Place = keyof World['places'];

export const messageActions: Pick<Table, MessageRequest> = {
  'message.send': {
    changes: [
      { what: 'in a room', params: written('room', 'hello'), hears: inRoom('message.created') },
      { what: 'that mentions a member', params: written('room', '@bob, @eve: look'), hears: inRoom('message.created') },
      {
        what: 'that mentions the actor',
        by: 'member',
        params: written('room', '@ada, look'),
        hears: inRoom('message.created'),
      },
      {
        what: 'in another room',
        params: written('side', 'hi @carol'),
        hears: { ...all('message.created'), neighbour: ['message.created'] },
      },
      {
        what: 'in a DM',
        params: written('dm', 'psst, @dan'),
        hears: { ...all('message.created'), peer: ['message.created'] },
      },
      { what: 'hostile', params: written('room', '\u001b[2Jgone\u202e\u0000 @bob'), hears: inRoom('message.created') },
      { what: 'the same id again', params: sentBefore('the same'), hears: nobody },
      {
        what: 'the same id with another text',
        params: async (world) => ({ ...(await sentBefore('once')(world)), content: 'twice' }),
        refused: 'conflict',
        hears: nobody,
      },
      { what: 'in a room of others', params: written('elsewhere', 'hello?'), refused: 'not_a_member', hears: nobody },
      { what: 'in a DM of others', by: 'member', params: written('dm', 'hello?'), refused: 'not_found', hears: nobody },
    ],
  },
  'message.edit': {
    changes: [
      { what: 'the text', params: edited('one', 'two'), hears: inRoom('message.edited') },
      { what: 'into a mention', params: edited('hi', '@bob hi'), hears: recounted('message.edited') },
      { what: 'out of a mention', params: edited('@bob hi', 'hi'), hears: recounted('message.edited') },
      {
        what: 'what is read',
        params: editedWhenRead('@bob was here', '@bob is here'),
        hears: recounted('message.edited'),
      },
      {
        what: 'of somebody else',
        by: 'member',
        params: edited('mine', 'yours'),
        refused: 'forbidden',
        hears: nobody,
      },
      { what: 'unseen', by: 'stranger', params: edited('mine', 'yours'), refused: 'not_found', hears: nobody },
    ],
  },
  'message.delete': {
    changes: [
      { what: 'unread by others', params: idOf('oops'), hears: inRoom('message.deleted') },
      { what: 'a mention', params: idOf('@bob oops'), hears: recounted('message.deleted') },
      { what: 'what is read', params: idOfRead('@bob oops'), hears: recounted('message.deleted') },
      { what: 'again', params: idOfDeleted, hears: nobody },
      {
        what: 'of somebody else, by who made the room',
        params: async ({ devices, places }) => ({
          id: (await devices.member.person.send(places.room, 'rude')).id,
          reason: 'it is rude',
        }),
        hears: inRoom('message.deleted'),
      },
      { what: 'of somebody else', by: 'member', params: idOf('mine'), refused: 'forbidden', hears: nobody },
    ],
  },
  'message.pin': {
    changes: [
      { what: 'in a room', params: idOf('look here'), hears: inRoom('message.pinned') },
      { what: 'again', params: idOfPinned, hears: nobody },
      {
        what: 'of the other, in a DM',
        params: async ({ devices, places }) => ({ id: (await devices.peer.person.send(places.dm, 'keep this')).id }),
        hears: { ...all('message.pinned'), peer: ['message.pinned'] },
      },
      { what: 'by who looks after nothing', by: 'member', params: idOf('mine'), refused: 'forbidden', hears: nobody },
    ],
  },
  'message.unpin': {
    changes: [
      { what: 'in a room', params: idOfPinned, hears: inRoom('message.unpinned') },
      { what: 'what is not pinned', params: idOf('never'), hears: nobody },
    ],
  },
  'message.pins': { onlyReads: [{ what: 'of a room', params: ({ places }) => ({ channel: places.room }) }] },
  'message.history': {
    onlyReads: [
      { what: 'the newest page', params: ({ places }) => ({ channel: places.room }) },
      {
        what: 'of others',
        by: 'stranger',
        params: ({ places }) => ({ channel: places.room }),
        refused: 'not_a_member',
      },
    ],
  },
};

function all<E extends EventType>(event: E): Hears {
  return { actor: [event], phone: [event] };
}

function inRoom(event: EventType): Hears {
  return { ...all(event), member: [event] };
}

/** Whose mentions changed is told the new counts besides. */
function recounted(event: EventType): Hears {
  return { ...all(event), member: [event, 'marker.updated'] };
}

function written(place: Place, content: string): (world: World) => Params<'message.send'> {
  return ({ places }) => ({ id: newId(MessageId), channel: places[place], content });
}

function sentBefore(content: string): (world: World) => Promise<Params<'message.send'>> {
  return async (world) => {
    const params = written('room', content)(world);
    return await world.devices.actor.person.ask('message.send', params).then(() => params);
  };
}

function idOf(content: string): (world: World) => Promise<Params<'message.delete'>> {
  return async (world) => ({ id: (await sentBefore(content)(world)).id });
}

function idOfRead(content: string): (world: World) => Promise<Params<'message.delete'>> {
  return async (world) => {
    const { id } = await idOf(content)(world);
    await readBy('member', world);
    return { id };
  };
}

async function idOfPinned(world: World): Promise<Params<'message.pin'>> {
  const params = await idOf('pinned')(world);
  await world.devices.actor.person.ask('message.pin', params);
  return params;
}

async function idOfDeleted(world: World): Promise<Params<'message.delete'>> {
  const params = await idOf('gone')(world);
  await world.devices.actor.person.ask('message.delete', params);
  return params;
}

function edited(before: string, content: string): (world: World) => Promise<Params<'message.edit'>> {
  return async (world) => ({ ...(await idOf(before)(world)), content });
}

function editedWhenRead(before: string, content: string): (world: World) => Promise<Params<'message.edit'>> {
  return async (world) => ({ ...(await idOfRead(before)(world)), content });
}

async function readBy(who: Principal, { places, devices }: World): Promise<void> {
  await devices[who].person.ask('channel.read', { channel: places.room, seq: 1_000_000 });
}
