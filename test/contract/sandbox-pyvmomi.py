"""What a pyvmomi script does with a vCenter; prints what it saw as JSON."""

import json
import os
import ssl

from pyVim.connect import Disconnect, SmartConnect
from pyVim.task import WaitForTask
from pyVmomi import vim, vmodl

seen = {}
si = SmartConnect(
    host=os.environ["VCENTER"],
    port=int(os.environ["PORT"]),
    user=os.environ["USERNAME"],
    pwd=os.environ["PASSWORD"],
    sslContext=ssl.create_default_context(cafile=os.environ["CA_FILE"]),
)
content = si.content
seen["apiType"] = content.about.apiType

# Attribute by attribute: each is a call of the hidden method Fetch.
datacenter = content.rootFolder.childEntity[0]
edge = datacenter.vmFolder.childEntity[0].childEntity[0]
names, at = [], edge
while at is not None:
    names.insert(0, at.name)
    at = at.parent
seen["path"] = names
cluster = datacenter.hostFolder.childEntity[0]
seen["hosts"] = len(cluster.host)
pool = cluster.resourcePool.resourcePool[0]

device = vim.vm.device
controller = device.ParaVirtualSCSIController(key=-1, busNumber=0, sharedBus="noSharing")
disk = device.VirtualDisk(
    key=-2,
    controllerKey=-1,
    unitNumber=0,
    capacityInKB=1 << 20,
    backing=device.VirtualDisk.FlatVer2BackingInfo(fileName="", diskMode="persistent", thinProvisioned=True),
)
nic = device.VirtualVmxnet3(key=-3, backing=device.VirtualEthernetCard.NetworkBackingInfo(deviceName="VM Network"))
config = vim.vm.ConfigSpec(
    name="py-base",
    memoryMB=1024,
    numCPUs=1,
    files=vim.vm.FileInfo(vmPathName="[nvme-01]"),
    extraConfig=[vim.option.OptionValue(key="lab.mark", value="mine")],
    deviceChange=[
        device.VirtualDeviceSpec(operation="add", device=controller),
        device.VirtualDeviceSpec(operation="add", fileOperation="create", device=disk),
        device.VirtualDeviceSpec(operation="add", device=nic),
    ],
)
task = edge.CreateVM_Task(config=config, pool=pool)
WaitForTask(task)
base = task.info.result
seen["created"] = {
    "power": base.runtime.powerState,
    "memory": base.config.hardware.memoryMB,
    "devices": sorted({type(one).__name__.rsplit(".", 1)[-1] for one in base.config.hardware.device}),
}

WaitForTask(base.CreateSnapshot_Task(name="ready", memory=False, quiesce=False))
base.MarkAsTemplate()
try:
    unplaced = vim.vm.CloneSpec(location=vim.vm.RelocateSpec(), powerOn=False, template=False)
    WaitForTask(base.CloneVM_Task(folder=edge, name="nowhere", spec=unplaced))
except vmodl.fault.InvalidArgument as fault:
    seen["templateWithoutPool"] = fault.invalidProperty

spec = vim.vm.CloneSpec(
    location=vim.vm.RelocateSpec(pool=pool, diskMoveType="createNewChildDiskBacking"),
    snapshot=base.snapshot.currentSnapshot,
    powerOn=True,
    template=False,
    config=vim.vm.ConfigSpec(uuid="4238f297-b433-f698-aa8d-ec90c3437c28"),
)
task = base.CloneVM_Task(folder=edge, name="py-1", spec=spec)
WaitForTask(task)
vm = task.info.result
disks = [one for one in vm.config.hardware.device if isinstance(one, device.VirtualDisk)]
seen["linked"] = {
    "uuid": vm.config.uuid,
    "power": vm.runtime.powerState,
    "mark": [one.value for one in vm.config.extraConfig if one.key == "lab.mark"],
    "parent": disks[0].backing.parent.fileName,
}
try:
    WaitForTask(base.CloneVM_Task(folder=edge, name="py-1", spec=spec))
except vim.fault.DuplicateName as fault:
    seen["duplicate"] = fault.object.name
try:
    WaitForTask(vm.Destroy_Task())
except vim.fault.InvalidPowerState as fault:
    seen["destroyWhileOn"] = fault.existingState
WaitForTask(vm.PowerOffVM_Task())
WaitForTask(vm.Destroy_Task())
try:
    seen["gone"] = vm.name
except vmodl.fault.ManagedObjectNotFound:
    seen["gone"] = True

view = content.viewManager.CreateContainerView(content.rootFolder, [vim.VirtualMachine], True)
seen["inView"] = [one.name for one in view.view]
view.Destroy()
seen["foundByUuid"] = content.searchIndex.FindByUuid(None, base.config.uuid, True) == base
seen["user"] = content.sessionManager.currentSession.userName
Disconnect(si)
print(json.dumps(seen))
