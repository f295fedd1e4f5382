import { findingAt } from '../finding';
import { asNumber, filledFiles, settingOf, type TenantRule } from '../tenant';

/**
 * Memory in MiB that Fargate has for each CPU size: from, to, in steps of. Source: Amazon ECS developer guide, "Invalid
 * CPU or memory errors"; Linux containers.
 */
const SIZES: readonly { readonly cpu: number; readonly from: number; readonly to: number; readonly step: number }[] = [
  { cpu: 256, from: 512, to: 2048, step: 512 },
  { cpu: 512, from: 1024, to: 4096, step: 1024 },
  { cpu: 1024, from: 2048, to: 8192, step: 1024 },
  { cpu: 2048, from: 4096, to: 16_384, step: 1024 },
  { cpu: 4096, from: 8192, to: 30_720, step: 1024 },
  { cpu: 8192, from: 16_384, to: 61_440, step: 4096 },
  { cpu: 16_384, from: 32_768, to: 122_880, step: 8192 },
];

/** V16: Fargate has the pair of CPU and memory. */
export const checkFargate: TenantRule = function* (tenant, { fields }) {
  for (const file of filledFiles(tenant)) {
    if (!file.values.has(fields.cpu) && !file.values.has(fields.memory)) continue;
    const [cpu, memory] = [fields.cpu, fields.memory].map((field) => settingOf(tenant, file, field));
    const [units, mebibytes] = [asNumber(cpu?.value), asNumber(memory?.value)];
    if (units === undefined || !cpu) continue;
    const size = SIZES.find((each) => each.cpu === units);
    const ownCpu = cpu.place.path === file.path;
    if (!size) {
      const message = `Fargate has no task with ${units} CPU units.`;
      const fix = `${fields.cpu} = ${SIZES.map((each) => each.cpu).join(', ')}`;
      if (ownCpu) yield findingAt('V16', file, cpu.value.start, { message, fix });
      continue;
    }
    if (mebibytes === undefined || !memory) continue;
    if (hasMemory(size, mebibytes)) continue;
    const message = `Fargate has no task with ${units} CPU units and ${mebibytes} MiB.`;
    const fix = `${fields.memory} = ${choices(size)}`;
    const start = memory.place.path === file.path ? memory.value.start : cpu.value.start;
    yield findingAt('V16', file, start, { message, fix });
  }
};

function hasMemory({ cpu, from, to, step }: (typeof SIZES)[number], memory: number): boolean {
  // The smallest task has no size of 1536 MiB.
  if (cpu === 256 && memory === 1536) return false;
  return memory >= from && memory <= to && memory % step === 0;
}

function choices({ cpu, from, to, step }: (typeof SIZES)[number]): string {
  return cpu === 256 ? '512, 1024 or 2048' : `${from} to ${to} in steps of ${step}`;
}
