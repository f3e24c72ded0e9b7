"""Imports, lets a lease expire, exports: by hand, as scripts do; prints what it saw as JSON."""

import hashlib
import json
import os
import ssl
import time
import urllib.request

from pyVim.connect import Disconnect, SmartConnect
from pyVmomi import vim

seen = {}
context = ssl.create_default_context(cafile=os.environ["CA_FILE"])
si = SmartConnect(
    host=os.environ["VCENTER"],
    port=int(os.environ["PORT"]),
    user=os.environ["USERNAME"],
    pwd=os.environ["PASSWORD"],
    sslContext=context,
)
content = si.content
datacenter = content.rootFolder.childEntity[0]
edge = datacenter.vmFolder.childEntity[0].childEntity[0]
pool = datacenter.hostFolder.childEntity[0].resourcePool.resourcePool[0]
datastore = datacenter.datastoreFolder.childEntity[0]
network = datacenter.networkFolder.childEntity[0]
with open(os.environ["OVF"], encoding="utf-8") as file:
    descriptor = file.read()
with open(os.environ["VMDK"], "rb") as file:
    vmdk = file.read()

parsed = content.ovfManager.ParseDescriptor(descriptor, vim.OvfManager.ParseDescriptorParams(locale="", deploymentOption=""))
seen["parsed"] = [parsed.defaultEntityName, [one.name for one in parsed.network], parsed.approximateFlatDeploymentSize]


def spec(name):
    mapping = vim.OvfManager.NetworkMapping(name="lab network", network=network)
    params = vim.OvfManager.CreateImportSpecParams(
        locale="", deploymentOption="", entityName=name, diskProvisioning="thin", networkMapping=[mapping]
    )
    result = content.ovfManager.CreateImportSpec(descriptor, pool, datastore, params)
    return result


def wait(lease):
    while lease.state == vim.HttpNfcLease.State.initializing:
        time.sleep(0.05)
    return lease.state


def url(device):
    return device.url.replace("*", os.environ["VCENTER"])


result = spec("by-hand")
seen["spec"] = [type(result.importSpec).__name__, [item.path for item in result.fileItem], len(result.warning)]
lease = pool.ImportVApp(result.importSpec, edge)
seen["import"] = wait(lease)
device = lease.info.deviceUrl[0]
seen["matches"] = device.importKey == result.fileItem[0].deviceId
thumbprint = hashlib.sha1(ssl.PEM_cert_to_DER_cert(os.environ["CERT"])).hexdigest().upper()
seen["thumbprint"] = device.sslThumbprint.replace(":", "") == thumbprint
request = urllib.request.Request(url(device), data=vmdk, method="POST")
with urllib.request.urlopen(request, context=context) as response:
    seen["upload"] = response.status
lease.HttpNfcLeaseProgress(100)
entry = lease.HttpNfcLeaseGetManifest()[0]
seen["manifest"] = [entry.checksumType, entry.checksum == hashlib.sha256(vmdk).hexdigest(), entry.size == len(vmdk)]
vm = lease.info.entity
lease.HttpNfcLeaseComplete()
seen["machine"] = [lease.state, vm.name, vm.config.hardware.memoryMB, vm.config.version, vm.runtime.powerState]

# Time passes a hundred times as fast here: 300 s without a renewal are three.
forgotten = pool.ImportVApp(spec("forgotten").importSpec, edge)
wait(forgotten)
for _ in range(6):
    time.sleep(0.8)
    forgotten.HttpNfcLeaseProgress(1)
seen["renewed"] = forgotten.state
deadline = time.monotonic() + 20
while forgotten.state == vim.HttpNfcLease.State.ready and time.monotonic() < deadline:
    time.sleep(0.2)
seen["expired"] = [forgotten.state, type(forgotten.error).__name__]
try:
    forgotten.HttpNfcLeaseProgress(2)
except vim.fault.Timedout:
    seen["late"] = "Timedout"
seen["left"] = sorted(child.name for child in edge.childEntity)

export = vm.ExportVm()
seen["export"] = wait(export)
device = export.info.deviceUrl[0]
with urllib.request.urlopen(url(device), context=context) as response:
    fetched = response.read()
seen["fetched"] = fetched == vmdk
export.HttpNfcLeaseComplete()
described = content.ovfManager.CreateDescriptor(
    vm,
    vim.OvfManager.CreateDescriptorParams(
        name="copy", ovfFiles=[vim.OvfManager.OvfFile(deviceId=device.key, path="copy.vmdk", size=len(fetched))]
    ),
)
seen["described"] = ['ovf:href="copy.vmdk"' in described.ovfDescriptor, len(described.error)]
vm.Destroy_Task()
Disconnect(si)
print(json.dumps(seen))
