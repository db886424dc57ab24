// The verbs about the look and the themes, in the order of the help.
import type { Command } from './command.ts';
import { lookSet } from './look-set.ts';
import { lookReset } from './look-reset.ts';
import { lookSave } from './look-save.ts';
import { lookUse } from './look-use.ts';
import { lookList } from './look-list.ts';
import { lookDelete } from './look-delete.ts';
import { lookShow } from './look-show.ts';
import { themeList } from './theme-list.ts';
import { themeShow } from './theme-show.ts';
import { themeUse } from './theme-use.ts';
import { themeNew } from './theme-new.ts';
import { themeSet } from './theme-set.ts';
import { themeImport } from './theme-import.ts';
import { themeExport } from './theme-export.ts';
import { themeDelete } from './theme-delete.ts';
import { themeReload } from './theme-reload.ts';

export const lookCommands: readonly Command[] = [
  lookShow,
  lookSet,
  lookReset,
  lookSave,
  lookUse,
  lookList,
  lookDelete,
  themeList,
  themeShow,
  themeUse,
  themeNew,
  themeSet,
  themeImport,
  themeExport,
  themeDelete,
  themeReload,
];
