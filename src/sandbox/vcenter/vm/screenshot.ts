import type { MoRef } from "../../../vim25/schema.ts";
import { formatDatastorePath } from "../files/datastore-path.ts";
import type { Call } from "../managed-object.ts";
import { renderConsole } from "../console-image.ts";
import { demandPower } from "./power.ts";
import type { VirtualMachine } from "./virtual-machine.ts";

/** `CreateScreenshot_Task`: a PNG in the VM's directory; the result is its datastore path. */
export function createScreenshot(vm: VirtualMachine, _: unknown, call: Call): MoRef {
  const { site } = vm.world;
  return site.tasks.start(call, {
    name: "CreateScreenshot_Task",
    descriptionId: "VirtualMachine.createScreenshot",
    entity: vm,
    work: async ({ elapse }) => {
      demandPower(vm, undefined, ["poweredOn"]);
      await elapse(site.durations.fileMs);
      const { files, name } = vm.datastore;
      const path = freeName(
        (count) => `${vm.directory}/${vm.name}-${count}.png`,
        (candidate) => files.find(candidate) !== undefined,
      );
      const image = renderConsole(vm.consoleLines);
      await files.receive(path, oneChunk(image), image.length);
      return formatDatastorePath({ datastore: name, path });
    },
  }).ref;
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function freeName(name: (count: number) => string, isTaken: (candidate: string) => boolean): string {
  let count = 0;
  while (isTaken(name(count))) count += 1;
  return name(count);
}
