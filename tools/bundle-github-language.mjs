// Bundles GitHub's own parser and expressions as one file in vendor/: what reads workflows needs it, compiled or not.
import { readFileSync } from 'node:fs';
import { bundle } from './bundle.mjs';
import { fixes } from './github-language-fixes.mjs';

/** Applies the fixes while the packages are bundled. */
const fixing = {
  name: 'fixes',
  setup({ onLoad, onEnd }) {
    const open = new Set(fixes);
    onLoad({ filter: /@actions.*\.js$/ }, ({ path }) => {
      let contents = readFileSync(path, 'utf8');
      for (const fix of fixes.filter(({ file }) => file.test(path))) {
        if (contents.split(fix.from).length !== 2) throw new Error(`${path} has not once: ${fix.from}`);
        contents = contents.replace(fix.from, () => fix.to);
        open.delete(fix);
      }
      return { contents };
    });
    onEnd(() => {
      if (open.size > 0) throw new Error(`Not applied: ${[...open].map(({ from }) => from).join(' ')}`);
    });
  },
};

await bundle({ name: 'github-language', entry: 'tools/github-language.mjs', plugins: [fixing] });
