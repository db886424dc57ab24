// InspIRCd, which stores nothing, with its limits of rate and queue out of the way.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, exists, withDirectory, withProgram, type Contender } from './server.ts';

const binary = '/usr/sbin/inspircd';

const config = (port: number, directory: string) => `
<server name="irc.localhost" description="bench" network="bench" id="1AA">
<admin name="bench" nick="bench" email="bench@localhost">
<bind address="127.0.0.1" port="${port}" type="clients">
<connect name="bench" allow="*" timeout="60" pingfreq="600" softsendq="1000000000" hardsendq="1000000000" recvq="1000000"
  threshold="1000000000" commandrate="1000000000" fakelag="no" localmax="5000" globalmax="5000" maxchans="20" limit="5000"
  resolvehostnames="no" useident="no">
<performance softlimit="5000" somaxconn="1024" quietbursts="yes">
<pid file="${join(directory, 'inspircd.pid')}">
<path datadir="${directory}" logdir="${directory}" runtimedir="${directory}">
`;

export const inspircd: Contender = {
  name: 'InspIRCd',
  stores: 'nothing',
  missing: async () => ((await exists(binary)) ? undefined : 'not installed: apt-get install inspircd'),
  run: async (members, load) =>
    await withDirectory(async (directory) => {
      const port = await freePort();
      const file = join(directory, 'inspircd.conf');
      await writeFile(file, config(port, directory));
      const args = ['--runasroot', '--nofork', '--nolog', '--config', file];
      const names = Array.from({ length: members }, (_, i) => `user${i}`);
      return await withProgram({ command: binary, args, port }, () =>
        load({ protocol: 'irc', port, channel: '#bench', members: names }),
      );
    }),
};
