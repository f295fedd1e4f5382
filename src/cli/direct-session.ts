import { apply } from '../fleet/apply';
import { EXIT } from '../fleet/surroundings';
import { FleetProject } from '../project/fleet-project';
import { readSurroundings } from './surroundings';

/** Lets a `.projenrc.ts` that is run by itself, without the command line, write its files. */
export function installDirectSession(): void {
  FleetProject.direct = (project) => {
    const { name, outdir, definition } = project;
    const target = { name, root: outdir, definition, files: project.renderFiles() };
    if (apply([target], { accept: [], release: [] }, false, readSurroundings()) !== EXIT.done)
      process.exitCode = EXIT.failed;
  };
}
