import { apply } from '../fleet/apply';
import { EXIT, messageOf } from '../fleet/surroundings';
import { targetOf } from '../fleet/targets';
import { FleetProject } from '../project/fleet-project';
import { ownChangelog, ownPackage } from './own-package';
import { readSurroundings } from './surroundings';

/** Lets a `.projenrc.ts` that is run by itself, without the command line, write its files. */
export function installDirectSession(): void {
  FleetProject.direct = (project) => {
    const surroundings = readSurroundings();
    // The process lives until this is done; what goes wrong is a sentence here, too.
    const work = async (): Promise<void> => {
      const target = await targetOf(project, project.outdir, ownPackage().version);
      const options = { accept: [], release: [], json: false, allowDowngrade: false, changelog: ownChangelog };
      if (apply([target], options, surroundings) !== EXIT.done) process.exitCode = EXIT.failed;
    };
    work().catch((error: unknown) => {
      surroundings.printError(messageOf(error));
      process.exitCode = EXIT.failed;
    });
  };
}
