import { javascript } from 'projen';

const COMPILER = {
  ...{ strict: true, noUncheckedIndexedAccess: true, noImplicitOverride: true, noUnusedLocals: true },
  ...{ noUnusedParameters: true, esModuleInterop: true, resolveJsonModule: true, skipLibCheck: true },
  ...{ target: 'ES2022', lib: ['ES2023'], module: 'CommonJS' },
};

/** `tsconfig.json` compiles the package, `tsconfig.dev.json` checks everything that is TypeScript. */
export function addTypeScript(project: javascript.NodeProject): void {
  new javascript.TypescriptConfig(project, {
    fileName: 'tsconfig.json',
    include: ['src/**/*.ts', 'src/**/*.json', 'repos/*.ts'],
    compilerOptions: { ...COMPILER, types: ['node'], rootDir: '.', outDir: 'lib', declaration: true },
  });
  new javascript.TypescriptConfig(project, {
    fileName: 'tsconfig.dev.json',
    include: [
      '.projenrc.ts',
      'projenrc/*.ts',
      'src/**/*.ts',
      'src/**/*.json',
      'repos/*.ts',
      'test/**/*.ts',
      'tools/*.ts',
    ],
    exclude: ['node_modules', 'test/targets'],
    compilerOptions: { ...COMPILER, types: ['node', 'jest'], noEmit: true, isolatedModules: true },
  });
}
