// Part of the build: how the bundled client reaches Node's own modules, because `import` of one evaluates all that it exports.
import type { Plugin } from 'rolldown';

/**
 * `import` of node:fs costs 3 ms (its promises are loaded, too), of node:util 5 ms, of node:http 25 ms (it loads undici);
 * `process.getBuiltinModule` costs next to nothing. So imports by name become constants: they stand at the top of a file
 * (the formatter and the linter see to that), and are all that is rewritten.
 */
export function builtinsPlugin(): Plugin {
  return {
    name: 'builtins',
    transform: {
      filter: { id: /\/(cli|bin)\/.*\.tsx?$/, code: /from 'node:/ },
      handler: (code) => ({ code: code.replaceAll(namedImport, rewritten), map: null }),
    },
  };
}

const namedImport = /^import \{([^}]*)\} from '(node:[a-z_/]+)';$/gm;

function rewritten(_all: string, names: string, id: string): string {
  const values = names
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '));
  const types = names.split(',').filter((name) => name.trim().startsWith('type '));
  const constants = `const { ${values.map((name) => name.replace(' as ', ': ')).join(', ')} } = process.getBuiltinModule('${id}');`;
  return types.length === 0 ? constants : `${constants} import { ${types.join(', ')} } from '${id}';`;
}
