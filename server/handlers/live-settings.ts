// The settings in effect on this node: what the environment says stands; else what was set; else the default.
import type { Settings, SettingSource } from '../../common/administration.ts';
import { hostLimits, isChangeable, isHostLimit, type HostLimitName, type HostLimits } from '../../common/limits.ts';
import type { Host } from '../../common/model.ts';
import type { Database } from '../store/database.ts';
import { readSettings, type StoredSettings } from '../store/settings.ts';

export interface LiveSettings {
  /** Reads them from the database and puts them into effect on this node. */
  look(): Promise<void>;
  shown(): Settings;
  /** Whether the environment says it, so that no setting changes it. */
  isFixed(name: string): boolean;
  /** Called when what everybody sees of the host became different. */
  onHostChanged(tell: (host: Host) => void): void;
}

export interface LiveSettingsParts {
  readonly db: Database;
  /** As the node was started. */
  readonly started: { readonly name: string; readonly limits: HostLimits; readonly fixed: ReadonlySet<string> };
  /** What the node works with; kept as it should be. */
  readonly host: Host;
  readonly limits: Record<HostLimitName, number>;
}

export function createLiveSettings({ db, started, host, limits }: LiveSettingsParts): LiveSettings {
  let stored: StoredSettings = { invitations_only: false, limits: {}, announcement: null };
  let tell: (host: Host) => void = () => {};
  let looking = Promise.resolve();
  const isFixed = (name: string) => started.fixed.has(name);
  const setLimit = (name: HostLimitName) => (isChangeable(name) && !isFixed(name) ? stored.limits[name] : undefined);

  const read = async () => {
    stored = await readSettings(db);
    for (const name of Object.keys(limits).filter(isHostLimit)) limits[name] = setLimit(name) ?? started.limits[name];
    const before = JSON.stringify(host);
    host.name = isFixed('name') ? started.name : (stored.name ?? started.name);
    host.invitations_only = stored.invitations_only;
    host.announcement = stored.announcement;
    if (JSON.stringify(host) !== before) tell(host);
  };

  const source = (name: string, set: unknown): SettingSource =>
    isFixed(name) ? 'environment' : set === undefined ? 'default' : 'setting';

  return {
    // One after the other: what was read last is in effect last.
    look: async () => {
      const last = looking;
      looking = last.catch(() => {}).then(read);
      await looking;
    },
    shown: () => ({
      name: host.name,
      name_source: source('name', stored.name),
      invitations_only: host.invitations_only,
      limits: Object.entries(hostLimits).flatMap(([name, { default: initially, why }]) =>
        isHostLimit(name)
          ? [
              {
                name,
                value: limits[name],
                source: source(name, setLimit(name)),
                default: initially,
                changeable: isChangeable(name),
                why,
              },
            ]
          : [],
      ),
    }),
    isFixed,
    onHostChanged: (listener) => {
      tell = listener;
    },
  };
}
