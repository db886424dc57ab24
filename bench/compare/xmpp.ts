// A member of a room over XMPP (RFC 6120, XEP-0045); its password is its name.
import { talk, type Room, type Seat } from './seat.ts';

const domain = 'localhost';
const stream = `<stream:stream to='${domain}' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>`;
const bind = `<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>`;

export async function joinXmpp({ port, channel, members }: Room, member: number): Promise<Seat> {
  const name = members[member] ?? '';
  const { socket, tell } = await talk(port);
  await tell(stream, '</stream:features>');
  const plain = Buffer.from(`\0${name}\0${name}`).toString('base64');
  await tell(`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>${plain}</auth>`, '<success');
  await tell(stream, '</stream:features>');
  await tell(bind, '<jid>');
  const muc = `<x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0'/></x>`;
  // 110 marks one's own presence, the last of those that come.
  await tell(`<presence to='${channel}/${name}'>${muc}</presence>`, '110');
  const say = (content: string) => {
    socket.write(`<message to='${channel}' type='groupchat' id='m'><body>${content}</body></message>`);
  };
  return { socket, say };
}
