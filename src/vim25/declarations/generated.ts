// Generated from declarations/ by `npm run generate`. A test fails when it is stale. Not formatted, not edited.
import type { ManagedObjectReference } from "../schema.ts";

export interface EnumValues {
  ArrayUpdateOperation: "add" | "remove" | "edit";
  DrsBehavior: "manual" | "partiallyAutomated" | "fullyAutomated";
  EventFilterSpecRecursionOption: "self" | "children" | "all";
  HostSystemConnectionState: "connected" | "notResponding" | "disconnected";
  HostSystemPowerState: "poweredOn" | "poweredOff" | "standBy" | "unknown";
  HttpNfcLeaseState: "initializing" | "ready" | "done" | "error";
  LatencySensitivitySensitivityLevel: "low" | "normal" | "medium" | "high" | "custom";
  ManagedEntityStatus: "gray" | "green" | "yellow" | "red";
  ObjectUpdateKind: "modify" | "enter" | "leave";
  PropertyChangeOp: "add" | "remove" | "assign" | "indirectRemove";
  SharesLevel: "low" | "normal" | "high" | "custom";
  TaskFilterSpecRecursionOption: "self" | "children" | "all";
  TaskFilterSpecTimeOption: "queuedTime" | "startedTime" | "completedTime";
  TaskInfoState: "queued" | "running" | "success" | "error";
  VirtualDeviceConfigSpecFileOperation: "create" | "destroy" | "replace";
  VirtualDeviceConfigSpecOperation: "add" | "remove" | "edit";
  VirtualMachineConnectionState: "connected" | "disconnected" | "orphaned" | "inaccessible" | "invalid";
  VirtualMachineFaultToleranceState: "notConfigured" | "disabled" | "enabled" | "needSecondary" | "starting" | "running";
  VirtualMachineMovePriority: "lowPriority" | "highPriority" | "defaultPriority";
  VirtualMachinePowerState: "poweredOff" | "poweredOn" | "suspended";
  VirtualMachineRecordReplayState: "recording" | "replaying" | "inactive";
  VirtualMachineRelocateTransformation: "flat" | "sparse";
  VirtualMachineToolsStatus: "toolsNotInstalled" | "toolsNotRunning" | "toolsOld" | "toolsOk";
  VirtualSCSISharing: "noSharing" | "virtualSharing" | "physicalSharing";
}

export interface DynamicData {  }
export interface ArrayUpdateSpec extends DynamicData { readonly operation: EnumValues["ArrayUpdateOperation"]; readonly removeKey?: unknown | undefined; }
export interface Description extends DynamicData { readonly label: string; readonly summary: string; }
export interface ElementDescription extends Description { readonly key: string; }
export interface ExtendedElementDescription extends ElementDescription { readonly messageCatalogKeyPrefix: string; readonly messageArg?: readonly KeyAnyValue[] | undefined; readonly _type?: "ExtendedElementDescription"; }
export interface KeyAnyValue extends DynamicData { readonly key: string; readonly value: unknown; readonly _type?: "KeyAnyValue"; }
export interface TypeDescription extends Description { readonly key: string; readonly _type?: "TypeDescription"; }
export interface EnumDescription extends DynamicData { readonly key: string; readonly tags: readonly AnyElementDescription[]; readonly _type?: "EnumDescription"; }
export interface KeyValue extends DynamicData { readonly key: string; readonly value: string; readonly _type?: "KeyValue"; }
export interface LocalizableMessage extends DynamicData { readonly key: string; readonly arg?: readonly KeyAnyValue[] | undefined; readonly message?: string | undefined; readonly _type?: "LocalizableMessage"; }
export interface OptionType extends DynamicData { readonly valueIsReadonly?: boolean | undefined; }
export interface OptionValue extends DynamicData { readonly key: string; readonly value?: unknown | undefined; readonly _type?: "OptionValue"; }
export interface ResourceAllocationInfo extends DynamicData { readonly reservation?: number | undefined; readonly expandableReservation?: boolean | undefined; readonly limit?: number | undefined; readonly shares?: SharesInfo | undefined; readonly overheadLimit?: number | undefined; readonly _type?: "ResourceAllocationInfo"; }
export interface SharesInfo extends DynamicData { readonly shares: number; readonly level: EnumValues["SharesLevel"]; readonly _type?: "SharesInfo"; }
export interface Tag extends DynamicData { readonly key: string; readonly _type?: "Tag"; }
export interface ServiceContent extends DynamicData { readonly rootFolder: ManagedObjectReference; readonly propertyCollector: ManagedObjectReference; readonly viewManager?: ManagedObjectReference | undefined; readonly about: AboutInfo; readonly setting?: ManagedObjectReference | undefined; readonly userDirectory?: ManagedObjectReference | undefined; readonly sessionManager?: ManagedObjectReference | undefined; readonly authorizationManager?: ManagedObjectReference | undefined; readonly serviceManager?: ManagedObjectReference | undefined; readonly perfManager?: ManagedObjectReference | undefined; readonly scheduledTaskManager?: ManagedObjectReference | undefined; readonly alarmManager?: ManagedObjectReference | undefined; readonly eventManager?: ManagedObjectReference | undefined; readonly taskManager?: ManagedObjectReference | undefined; readonly extensionManager?: ManagedObjectReference | undefined; readonly customizationSpecManager?: ManagedObjectReference | undefined; readonly guestCustomizationManager?: ManagedObjectReference | undefined; readonly customFieldsManager?: ManagedObjectReference | undefined; readonly accountManager?: ManagedObjectReference | undefined; readonly diagnosticManager?: ManagedObjectReference | undefined; readonly licenseManager?: ManagedObjectReference | undefined; readonly searchIndex?: ManagedObjectReference | undefined; readonly fileManager?: ManagedObjectReference | undefined; readonly datastoreNamespaceManager?: ManagedObjectReference | undefined; readonly virtualDiskManager?: ManagedObjectReference | undefined; readonly virtualizationManager?: ManagedObjectReference | undefined; readonly snmpSystem?: ManagedObjectReference | undefined; readonly vmProvisioningChecker?: ManagedObjectReference | undefined; readonly vmCompatibilityChecker?: ManagedObjectReference | undefined; readonly ovfManager?: ManagedObjectReference | undefined; readonly ipPoolManager?: ManagedObjectReference | undefined; readonly dvSwitchManager?: ManagedObjectReference | undefined; readonly hostProfileManager?: ManagedObjectReference | undefined; readonly clusterProfileManager?: ManagedObjectReference | undefined; readonly complianceManager?: ManagedObjectReference | undefined; readonly localizationManager?: ManagedObjectReference | undefined; readonly storageResourceManager?: ManagedObjectReference | undefined; readonly guestOperationsManager?: ManagedObjectReference | undefined; readonly overheadMemoryManager?: ManagedObjectReference | undefined; readonly certificateManager?: ManagedObjectReference | undefined; readonly ioFilterManager?: ManagedObjectReference | undefined; readonly vStorageObjectManager?: ManagedObjectReference | undefined; readonly hostSpecManager?: ManagedObjectReference | undefined; readonly cryptoManager?: ManagedObjectReference | undefined; readonly healthUpdateManager?: ManagedObjectReference | undefined; readonly failoverClusterConfigurator?: ManagedObjectReference | undefined; readonly failoverClusterManager?: ManagedObjectReference | undefined; readonly tenantManager?: ManagedObjectReference | undefined; readonly siteInfoManager?: ManagedObjectReference | undefined; readonly storageQueryManager?: ManagedObjectReference | undefined; readonly directPathProfileManager?: ManagedObjectReference | undefined; readonly _type?: "ServiceContent"; }
export interface AboutInfo extends DynamicData { readonly name: string; readonly fullName: string; readonly vendor: string; readonly version: string; readonly patchLevel?: string | undefined; readonly build: string; readonly localeVersion?: string | undefined; readonly localeBuild?: string | undefined; readonly osType: string; readonly productLineId: string; readonly apiType: string; readonly apiVersion: string; readonly instanceUuid?: string | undefined; readonly licenseProductName?: string | undefined; readonly licenseProductVersion?: string | undefined; readonly _type?: "AboutInfo"; }
export interface AuthorizationDescription extends DynamicData { readonly privilege: readonly AnyElementDescription[]; readonly privilegeGroup: readonly AnyElementDescription[]; readonly _type?: "AuthorizationDescription"; }
export interface AuthorizationPrivilege extends DynamicData { readonly privId: string; readonly onParent: boolean; readonly name: string; readonly privGroupName: string; readonly _type?: "AuthorizationPrivilege"; }
export interface AuthorizationRole extends DynamicData { readonly roleId: number; readonly system: boolean; readonly name: string; readonly info: AnyDescription; readonly privilege?: readonly string[] | undefined; readonly _type?: "AuthorizationRole"; }
export interface Capability extends DynamicData { readonly provisioningSupported: boolean; readonly multiHostSupported: boolean; readonly userShellAccessSupported: boolean; readonly supportedEVCMode?: readonly never[] | undefined; readonly supportedEVCGraphicsMode?: readonly never[] | undefined; readonly networkBackupAndRestoreSupported?: boolean | undefined; readonly ftDrsWithoutEvcSupported?: boolean | undefined; readonly hciWorkflowSupported?: boolean | undefined; readonly computePolicyVersion?: number | undefined; readonly clusterPlacementSupported?: boolean | undefined; readonly lifecycleManagementSupported?: boolean | undefined; readonly hostSeedingSupported?: boolean | undefined; readonly scalableSharesSupported?: boolean | undefined; readonly hadcsSupported?: boolean | undefined; readonly configMgmtSupported?: boolean | undefined; readonly _type?: "Capability"; }
export interface CustomFieldDef extends DynamicData { readonly key: number; readonly name: string; readonly type: string; readonly managedObjectType?: string | undefined; readonly fieldDefPrivileges?: PrivilegePolicyDef | undefined; readonly fieldInstancePrivileges?: PrivilegePolicyDef | undefined; readonly _type?: "CustomFieldDef"; }
export interface PrivilegePolicyDef extends DynamicData { readonly createPrivilege: string; readonly readPrivilege: string; readonly updatePrivilege: string; readonly deletePrivilege: string; readonly _type?: "PrivilegePolicyDef"; }
export interface CustomFieldValue extends DynamicData { readonly key: number; }
export interface CustomFieldStringValue extends CustomFieldValue { readonly value: string; readonly _type?: "CustomFieldStringValue"; }
export interface EntityPrivilege extends DynamicData { readonly entity: ManagedObjectReference; readonly privAvailability: readonly PrivilegeAvailability[]; readonly _type?: "EntityPrivilege"; }
export interface PrivilegeAvailability extends DynamicData { readonly privId: string; readonly isGranted: boolean; readonly _type?: "PrivilegeAvailability"; }
export interface Permission extends DynamicData { readonly entity?: ManagedObjectReference | undefined; readonly principal: string; readonly group: boolean; readonly roleId: number; readonly propagate: boolean; readonly _type?: "Permission"; }
export interface SessionManagerGenericServiceTicket extends DynamicData { readonly id: string; readonly hostName?: string | undefined; readonly sslThumbprint?: string | undefined; readonly certThumbprintList?: readonly VirtualMachineCertThumbprint[] | undefined; readonly sslCertificate?: string | undefined; readonly ticketType?: string | undefined; readonly _type?: "SessionManagerGenericServiceTicket"; }
export interface SessionManagerServiceRequestSpec extends DynamicData {  }
export interface SessionManagerHttpServiceRequestSpec extends SessionManagerServiceRequestSpec { readonly method?: string | undefined; readonly url: string; readonly _type?: "SessionManagerHttpServiceRequestSpec"; }
export interface UserPrivilegeResult extends DynamicData { readonly entity: ManagedObjectReference; readonly privileges?: readonly string[] | undefined; readonly _type?: "UserPrivilegeResult"; }
export interface UserSession extends DynamicData { readonly key: string; readonly userName: string; readonly fullName: string; readonly loginTime: Date; readonly lastActiveTime: Date; readonly locale: string; readonly messageLocale: string; readonly extensionSession: boolean; readonly ipAddress: string; readonly userAgent: string; readonly callCount: number; readonly _type?: "UserSession"; }
export interface PropertyFilterSpec extends DynamicData { readonly propSet: readonly PropertySpec[]; readonly objectSet: readonly ObjectSpec[]; readonly reportMissingObjectsInResults?: boolean | undefined; readonly _type?: "PropertyFilterSpec"; }
export interface PropertySpec extends DynamicData { readonly type: string; readonly all?: boolean | undefined; readonly pathSet?: readonly string[] | undefined; readonly _type?: "PropertySpec"; }
export interface ObjectSpec extends DynamicData { readonly obj: ManagedObjectReference; readonly skip?: boolean | undefined; readonly selectSet?: readonly AnySelectionSpec[] | undefined; readonly _type?: "ObjectSpec"; }
export interface SelectionSpec extends DynamicData { readonly name?: string | undefined; }
export interface TraversalSpec extends SelectionSpec { readonly type: string; readonly path: string; readonly skip?: boolean | undefined; readonly selectSet?: readonly AnySelectionSpec[] | undefined; readonly _type?: "TraversalSpec"; }
export interface RetrieveOptions extends DynamicData { readonly maxObjects?: number | undefined; readonly _type?: "RetrieveOptions"; }
export interface RetrieveResult extends DynamicData { readonly token?: string | undefined; readonly objects: readonly ObjectContent[]; readonly _type?: "RetrieveResult"; }
export interface ObjectContent extends DynamicData { readonly obj: ManagedObjectReference; readonly propSet?: readonly DynamicProperty[] | undefined; readonly missingSet?: readonly MissingProperty[] | undefined; readonly _type?: "ObjectContent"; }
export interface DynamicProperty { readonly name: string; readonly val: unknown; readonly _type?: "DynamicProperty"; }
export interface MissingProperty extends DynamicData { readonly path: string; readonly fault: LocalizedMethodFault; readonly _type?: "MissingProperty"; }
export interface WaitOptions extends DynamicData { readonly maxWaitSeconds?: number | undefined; readonly maxObjectUpdates?: number | undefined; readonly _type?: "WaitOptions"; }
export interface UpdateSet extends DynamicData { readonly version: string; readonly filterSet?: readonly PropertyFilterUpdate[] | undefined; readonly truncated?: boolean | undefined; readonly _type?: "UpdateSet"; }
export interface PropertyFilterUpdate extends DynamicData { readonly filter: ManagedObjectReference; readonly objectSet?: readonly ObjectUpdate[] | undefined; readonly missingSet?: readonly MissingObject[] | undefined; readonly _type?: "PropertyFilterUpdate"; }
export interface ObjectUpdate extends DynamicData { readonly kind: EnumValues["ObjectUpdateKind"]; readonly obj: ManagedObjectReference; readonly changeSet?: readonly PropertyChange[] | undefined; readonly missingSet?: readonly MissingProperty[] | undefined; readonly _type?: "ObjectUpdate"; }
export interface PropertyChange extends DynamicData { readonly name: string; readonly op: EnumValues["PropertyChangeOp"]; readonly val?: unknown | undefined; readonly _type?: "PropertyChange"; }
export interface MissingObject extends DynamicData { readonly obj: ManagedObjectReference; readonly fault: LocalizedMethodFault; readonly _type?: "MissingObject"; }
export interface TaskInfo extends DynamicData { readonly key: string; readonly task: ManagedObjectReference; readonly description?: LocalizableMessage | undefined; readonly name?: string | undefined; readonly descriptionId: string; readonly entity?: ManagedObjectReference | undefined; readonly entityName?: string | undefined; readonly locked?: readonly ManagedObjectReference[] | undefined; readonly state: EnumValues["TaskInfoState"]; readonly cancelled: boolean; readonly cancelable: boolean; readonly error?: LocalizedMethodFault | undefined; readonly result?: unknown | undefined; readonly progress?: number | undefined; readonly progressDetails?: readonly KeyAnyValue[] | undefined; readonly reason: AnyTaskReason; readonly queueTime: Date; readonly startTime?: Date | undefined; readonly completeTime?: Date | undefined; readonly eventChainId: number; readonly changeTag?: string | undefined; readonly parentTaskKey?: string | undefined; readonly rootTaskKey?: string | undefined; readonly activationId?: string | undefined; readonly _type?: "TaskInfo"; }
export interface TaskReason extends DynamicData {  }
export interface TaskReasonAlarm extends TaskReason { readonly alarmName: string; readonly alarm: ManagedObjectReference; readonly entityName: string; readonly entity: ManagedObjectReference; readonly _type?: "TaskReasonAlarm"; }
export interface TaskReasonSchedule extends TaskReason { readonly name: string; readonly scheduledTask: ManagedObjectReference; readonly _type?: "TaskReasonSchedule"; }
export interface TaskReasonSystem extends TaskReason {  readonly _type?: "TaskReasonSystem"; }
export interface TaskReasonUser extends TaskReason { readonly userName: string; readonly _type?: "TaskReasonUser"; }
export interface TaskDescription extends DynamicData { readonly methodInfo: readonly AnyElementDescription[]; readonly state: readonly AnyElementDescription[]; readonly reason: readonly TypeDescription[]; readonly _type?: "TaskDescription"; }
export interface TaskFilterSpec extends DynamicData { readonly entity?: TaskFilterSpecByEntity | undefined; readonly time?: TaskFilterSpecByTime | undefined; readonly userName?: TaskFilterSpecByUsername | undefined; readonly activationId?: readonly string[] | undefined; readonly state?: readonly EnumValues["TaskInfoState"][] | undefined; readonly alarm?: ManagedObjectReference | undefined; readonly scheduledTask?: ManagedObjectReference | undefined; readonly eventChainId?: readonly number[] | undefined; readonly tag?: readonly string[] | undefined; readonly parentTaskKey?: readonly string[] | undefined; readonly rootTaskKey?: readonly string[] | undefined; readonly _type?: "TaskFilterSpec"; }
export interface TaskFilterSpecByEntity extends DynamicData { readonly entity: ManagedObjectReference; readonly recursion: EnumValues["TaskFilterSpecRecursionOption"]; readonly _type?: "TaskFilterSpecByEntity"; }
export interface TaskFilterSpecByTime extends DynamicData { readonly timeType: EnumValues["TaskFilterSpecTimeOption"]; readonly beginTime?: Date | undefined; readonly endTime?: Date | undefined; readonly _type?: "TaskFilterSpecByTime"; }
export interface TaskFilterSpecByUsername extends DynamicData { readonly systemUser: boolean; readonly userList?: readonly string[] | undefined; readonly _type?: "TaskFilterSpecByUsername"; }
export interface Event extends DynamicData { readonly key: number; readonly chainId: number; readonly createdTime: Date; readonly userName: string; readonly datacenter?: DatacenterEventArgument | undefined; readonly computeResource?: ComputeResourceEventArgument | undefined; readonly host?: HostEventArgument | undefined; readonly vm?: VmEventArgument | undefined; readonly ds?: DatastoreEventArgument | undefined; readonly net?: NetworkEventArgument | undefined; readonly dvs?: DvsEventArgument | undefined; readonly fullFormattedMessage?: string | undefined; readonly changeTag?: string | undefined; }
export interface EventArgument extends DynamicData {  }
export interface EntityEventArgument extends EventArgument { readonly name: string; }
export interface ComputeResourceEventArgument extends EntityEventArgument { readonly computeResource: ManagedObjectReference; readonly _type?: "ComputeResourceEventArgument"; }
export interface DatacenterEventArgument extends EntityEventArgument { readonly datacenter: ManagedObjectReference; readonly _type?: "DatacenterEventArgument"; }
export interface DatastoreEventArgument extends EntityEventArgument { readonly datastore: ManagedObjectReference; readonly _type?: "DatastoreEventArgument"; }
export interface DvsEventArgument extends EntityEventArgument { readonly dvs: ManagedObjectReference; readonly _type?: "DvsEventArgument"; }
export interface FolderEventArgument extends EntityEventArgument { readonly folder: ManagedObjectReference; readonly _type?: "FolderEventArgument"; }
export interface HostEventArgument extends EntityEventArgument { readonly host: ManagedObjectReference; readonly _type?: "HostEventArgument"; }
export interface ManagedEntityEventArgument extends EntityEventArgument { readonly entity: ManagedObjectReference; readonly _type?: "ManagedEntityEventArgument"; }
export interface NetworkEventArgument extends EntityEventArgument { readonly network: ManagedObjectReference; readonly _type?: "NetworkEventArgument"; }
export interface ResourcePoolEventArgument extends EntityEventArgument { readonly resourcePool: ManagedObjectReference; readonly _type?: "ResourcePoolEventArgument"; }
export interface VmEventArgument extends EntityEventArgument { readonly vm: ManagedObjectReference; readonly _type?: "VmEventArgument"; }
export interface EventEx extends Event { readonly eventTypeId: string; readonly severity?: string | undefined; readonly message?: string | undefined; readonly arguments?: readonly KeyAnyValue[] | undefined; readonly objectId?: string | undefined; readonly objectType?: string | undefined; readonly objectName?: string | undefined; readonly fault?: LocalizedMethodFault | undefined; readonly _type?: "EventEx"; }
export interface GeneralEvent extends Event { readonly message: string; }
export interface ExtendedEvent extends GeneralEvent { readonly eventTypeId: string; readonly managedObject: ManagedObjectReference; readonly data?: readonly ExtendedEventPair[] | undefined; readonly _type?: "ExtendedEvent"; }
export interface ExtendedEventPair extends DynamicData { readonly key: string; readonly value: string; readonly _type?: "ExtendedEventPair"; }
export interface GeneralUserEvent extends GeneralEvent { readonly entity?: ManagedEntityEventArgument | undefined; readonly _type?: "GeneralUserEvent"; }
export interface SessionEvent extends Event {  }
export interface BadUsernameSessionEvent extends SessionEvent { readonly ipAddress: string; readonly _type?: "BadUsernameSessionEvent"; }
export interface UserLoginSessionEvent extends SessionEvent { readonly ipAddress: string; readonly userAgent?: string | undefined; readonly locale: string; readonly sessionId: string; readonly _type?: "UserLoginSessionEvent"; }
export interface UserLogoutSessionEvent extends SessionEvent { readonly ipAddress?: string | undefined; readonly userAgent?: string | undefined; readonly callCount?: number | undefined; readonly sessionId?: string | undefined; readonly loginTime?: Date | undefined; readonly _type?: "UserLogoutSessionEvent"; }
export interface TaskEvent extends Event { readonly info: TaskInfo; readonly _type?: "TaskEvent"; }
export interface VmEvent extends Event { readonly template: boolean; }
export interface NotEnoughResourcesToStartVmEvent extends VmEvent { readonly reason: string; readonly _type?: "NotEnoughResourcesToStartVmEvent"; }
export interface VmBeingCreatedEvent extends VmEvent { readonly configSpec?: VirtualMachineConfigSpec | undefined; readonly _type?: "VmBeingCreatedEvent"; }
export interface VmBeingDeployedEvent extends VmEvent { readonly srcTemplate: VmEventArgument; readonly _type?: "VmBeingDeployedEvent"; }
export interface VmCloneEvent extends VmEvent {  }
export interface VmBeingClonedEvent extends VmCloneEvent { readonly destFolder: FolderEventArgument; readonly destName: string; readonly destHost: HostEventArgument; readonly _type?: "VmBeingClonedEvent"; }
export interface VmCloneFailedEvent extends VmCloneEvent { readonly destFolder: FolderEventArgument; readonly destName: string; readonly destHost: HostEventArgument; readonly reason: LocalizedMethodFault; readonly _type?: "VmCloneFailedEvent"; }
export interface VmClonedEvent extends VmCloneEvent { readonly sourceVm: VmEventArgument; readonly _type?: "VmClonedEvent"; }
export interface VmCreatedEvent extends VmEvent {  readonly _type?: "VmCreatedEvent"; }
export interface VmDeployFailedEvent extends VmEvent { readonly destDatastore: AnyEntityEventArgument; readonly reason: LocalizedMethodFault; readonly _type?: "VmDeployFailedEvent"; }
export interface VmDeployedEvent extends VmEvent { readonly srcTemplate: VmEventArgument; readonly _type?: "VmDeployedEvent"; }
export interface VmFailedToPowerOffEvent extends VmEvent { readonly reason: LocalizedMethodFault; readonly _type?: "VmFailedToPowerOffEvent"; }
export interface VmFailedToPowerOnEvent extends VmEvent { readonly reason: LocalizedMethodFault; readonly _type?: "VmFailedToPowerOnEvent"; }
export interface VmGuestRebootEvent extends VmEvent {  readonly _type?: "VmGuestRebootEvent"; }
export interface VmGuestShutdownEvent extends VmEvent {  readonly _type?: "VmGuestShutdownEvent"; }
export interface VmInstanceUuidAssignedEvent extends VmEvent { readonly instanceUuid: string; readonly _type?: "VmInstanceUuidAssignedEvent"; }
export interface VmMacAssignedEvent extends VmEvent { readonly adapter: string; readonly mac: string; readonly _type?: "VmMacAssignedEvent"; }
export interface VmMessageErrorEvent extends VmEvent { readonly message: string; readonly messageInfo?: readonly VirtualMachineMessage[] | undefined; readonly _type?: "VmMessageErrorEvent"; }
export interface VmMessageEvent extends VmEvent { readonly message: string; readonly messageInfo?: readonly VirtualMachineMessage[] | undefined; readonly _type?: "VmMessageEvent"; }
export interface VmMessageWarningEvent extends VmEvent { readonly message: string; readonly messageInfo?: readonly VirtualMachineMessage[] | undefined; readonly _type?: "VmMessageWarningEvent"; }
export interface VmPoweredOffEvent extends VmEvent {  readonly _type?: "VmPoweredOffEvent"; }
export interface VmPoweredOnEvent extends VmEvent {  }
export interface DrsVmPoweredOnEvent extends VmPoweredOnEvent {  readonly _type?: "DrsVmPoweredOnEvent"; }
export interface VmReconfiguredEvent extends VmEvent { readonly configSpec: VirtualMachineConfigSpec; readonly configChanges?: ChangesInfoEventArgument | undefined; readonly _type?: "VmReconfiguredEvent"; }
export interface ChangesInfoEventArgument extends DynamicData { readonly modified?: string | undefined; readonly added?: string | undefined; readonly deleted?: string | undefined; readonly _type?: "ChangesInfoEventArgument"; }
export interface VmRegisteredEvent extends VmEvent {  readonly _type?: "VmRegisteredEvent"; }
export interface VmRemovedEvent extends VmEvent {  readonly _type?: "VmRemovedEvent"; }
export interface VmRenamedEvent extends VmEvent { readonly oldName: string; readonly newName: string; readonly _type?: "VmRenamedEvent"; }
export interface VmResettingEvent extends VmEvent {  readonly _type?: "VmResettingEvent"; }
export interface VmStartingEvent extends VmEvent {  readonly _type?: "VmStartingEvent"; }
export interface VmStoppingEvent extends VmEvent {  readonly _type?: "VmStoppingEvent"; }
export interface VmSuspendedEvent extends VmEvent {  readonly _type?: "VmSuspendedEvent"; }
export interface VmUuidAssignedEvent extends VmEvent { readonly uuid: string; readonly _type?: "VmUuidAssignedEvent"; }
export interface EventDescription extends DynamicData { readonly category: readonly AnyElementDescription[]; readonly eventInfo: readonly EventDescriptionEventDetail[]; readonly enumeratedTypes?: readonly EnumDescription[] | undefined; readonly _type?: "EventDescription"; }
export interface EventDescriptionEventDetail extends DynamicData { readonly key: string; readonly description?: string | undefined; readonly category: string; readonly formatOnDatacenter: string; readonly formatOnComputeResource: string; readonly formatOnHost: string; readonly formatOnVm: string; readonly fullFormat: string; readonly longDescription?: string | undefined; readonly _type?: "EventDescriptionEventDetail"; }
export interface EventFilterSpec extends DynamicData { readonly entity?: EventFilterSpecByEntity | undefined; readonly time?: EventFilterSpecByTime | undefined; readonly userName?: EventFilterSpecByUsername | undefined; readonly eventChainId?: number | undefined; readonly alarm?: ManagedObjectReference | undefined; readonly scheduledTask?: ManagedObjectReference | undefined; readonly disableFullMessage?: boolean | undefined; readonly category?: readonly string[] | undefined; readonly type?: readonly string[] | undefined; readonly tag?: readonly string[] | undefined; readonly eventTypeId?: readonly string[] | undefined; readonly maxCount?: number | undefined; readonly delayedInit?: boolean | undefined; readonly _type?: "EventFilterSpec"; }
export interface EventFilterSpecByEntity extends DynamicData { readonly entity: ManagedObjectReference; readonly recursion: EnumValues["EventFilterSpecRecursionOption"]; readonly _type?: "EventFilterSpecByEntity"; }
export interface EventFilterSpecByTime extends DynamicData { readonly beginTime?: Date | undefined; readonly endTime?: Date | undefined; readonly _type?: "EventFilterSpecByTime"; }
export interface EventFilterSpecByUsername extends DynamicData { readonly systemUser: boolean; readonly userList?: readonly string[] | undefined; readonly _type?: "EventFilterSpecByUsername"; }
export interface EventManagerEventViewSpec extends DynamicData {  readonly _type?: "EventManagerEventViewSpec"; }
export interface HostListSummary extends DynamicData { readonly host?: ManagedObjectReference | undefined; readonly hardware?: HostHardwareSummary | undefined; readonly runtime?: HostRuntimeInfo | undefined; readonly config: HostConfigSummary; readonly quickStats: HostListSummaryQuickStats; readonly overallStatus: EnumValues["ManagedEntityStatus"]; readonly rebootRequired: boolean; readonly customValue?: readonly AnyCustomFieldValue[] | undefined; readonly managementServerIp?: string | undefined; readonly maxEVCModeKey?: string | undefined; readonly currentEVCModeKey?: string | undefined; readonly currentEVCGraphicsModeKey?: string | undefined; readonly gateway?: never | undefined; readonly tpmAttestation?: never | undefined; readonly trustAuthorityAttestationInfos?: readonly never[] | undefined; readonly _type?: "HostListSummary"; }
export interface HostHardwareSummary extends DynamicData { readonly vendor: string; readonly model: string; readonly family?: string | undefined; readonly uuid: string; readonly otherIdentifyingInfo?: readonly HostSystemIdentificationInfo[] | undefined; readonly memorySize: number; readonly cpuModel: string; readonly cpuMhz: number; readonly numCpuPkgs: number; readonly numCpuCores: number; readonly numCpuThreads: number; readonly numNics: number; readonly numHBAs: number; readonly _type?: "HostHardwareSummary"; }
export interface HostSystemIdentificationInfo extends DynamicData { readonly identifierValue: string; readonly identifierType: AnyElementDescription; readonly _type?: "HostSystemIdentificationInfo"; }
export interface HostRuntimeInfo extends DynamicData { readonly connectionState: EnumValues["HostSystemConnectionState"]; readonly powerState: EnumValues["HostSystemPowerState"]; readonly standbyMode?: string | undefined; readonly inMaintenanceMode: boolean; readonly inQuarantineMode?: boolean | undefined; readonly bootTime?: Date | undefined; readonly healthSystemRuntime?: never | undefined; readonly dasHostState?: ClusterDasFdmHostState | undefined; readonly tpmPcrValues?: readonly never[] | undefined; readonly vsanRuntimeInfo?: never | undefined; readonly networkRuntimeInfo?: never | undefined; readonly vFlashResourceRuntimeInfo?: never | undefined; readonly hostMaxVirtualDiskCapacity?: number | undefined; readonly cryptoState?: string | undefined; readonly cryptoKeyId?: never | undefined; readonly statelessNvdsMigrationReady?: string | undefined; readonly partialMaintenanceMode?: readonly never[] | undefined; readonly stateEncryption?: never | undefined; readonly podVMInfo?: never | undefined; readonly _type?: "HostRuntimeInfo"; }
export interface ClusterDasFdmHostState extends DynamicData { readonly state: string; readonly stateReporter?: ManagedObjectReference | undefined; readonly _type?: "ClusterDasFdmHostState"; }
export interface HostConfigSummary extends DynamicData { readonly name: string; readonly port: number; readonly sslThumbprint?: string | undefined; readonly sslCertificate?: string | undefined; readonly product?: AboutInfo | undefined; readonly vmotionEnabled: boolean; readonly faultToleranceEnabled: boolean; readonly featureVersion?: readonly never[] | undefined; readonly agentVmDatastore?: ManagedObjectReference | undefined; readonly agentVmNetwork?: ManagedObjectReference | undefined; readonly _type?: "HostConfigSummary"; }
export interface HostListSummaryQuickStats extends DynamicData { readonly overallCpuUsage?: number | undefined; readonly overallMemoryUsage?: number | undefined; readonly distributedCpuFairness?: number | undefined; readonly distributedMemoryFairness?: number | undefined; readonly availablePMemCapacity?: number | undefined; readonly uptime?: number | undefined; readonly _type?: "HostListSummaryQuickStats"; }
export interface ComputeResourceSummary extends DynamicData { readonly totalCpu: number; readonly totalMemory: number; readonly numCpuCores: number; readonly numCpuThreads: number; readonly effectiveCpu: number; readonly effectiveMemory: number; readonly numHosts: number; readonly numEffectiveHosts: number; readonly overallStatus: EnumValues["ManagedEntityStatus"]; }
export interface ClusterComputeResourceSummary extends ComputeResourceSummary { readonly currentFailoverLevel: number; readonly admissionControlInfo?: never | undefined; readonly numVmotions: number; readonly targetBalance?: number | undefined; readonly currentBalance?: number | undefined; readonly drsScore?: number | undefined; readonly numVmsPerDrsScoreBucket?: readonly number[] | undefined; readonly usageSummary?: ClusterUsageSummary | undefined; readonly currentEVCModeKey?: string | undefined; readonly currentEVCGraphicsModeKey?: string | undefined; readonly dasData?: never | undefined; readonly clusterMaintenanceModeStatus?: string | undefined; readonly vcsHealthStatus?: string | undefined; readonly vcsSlots?: readonly never[] | undefined; readonly _type?: "ClusterComputeResourceSummary"; }
export interface ClusterUsageSummary extends DynamicData { readonly totalCpuCapacityMhz: number; readonly totalMemCapacityMB: number; readonly cpuReservationMhz: number; readonly memReservationMB: number; readonly poweredOffCpuReservationMhz?: number | undefined; readonly poweredOffMemReservationMB?: number | undefined; readonly cpuDemandMhz: number; readonly memDemandMB: number; readonly statsGenNumber: number; readonly cpuEntitledMhz: number; readonly memEntitledMB: number; readonly poweredOffVmCount: number; readonly totalVmCount: number; readonly tier0MemCapacityMB?: number | undefined; readonly reservedTier0MemMB?: number | undefined; readonly unreservedTier0MemMB?: number | undefined; readonly _type?: "ClusterUsageSummary"; }
export interface ComputeResourceConfigInfo extends DynamicData { readonly vmSwapPlacement: string; readonly spbmEnabled?: boolean | undefined; readonly defaultHardwareVersionKey?: string | undefined; readonly maximumHardwareVersionKey?: string | undefined; }
export interface ClusterConfigInfoEx extends ComputeResourceConfigInfo { readonly systemVMsConfig?: never | undefined; readonly dasConfig: ClusterDasConfigInfo; readonly dasVmConfig?: readonly never[] | undefined; readonly drsConfig: ClusterDrsConfigInfo; readonly drsVmConfig?: readonly never[] | undefined; readonly rule?: readonly ClusterRuleInfo[] | undefined; readonly orchestration?: never | undefined; readonly vmOrchestration?: readonly never[] | undefined; readonly dpmConfigInfo?: never | undefined; readonly dpmHostConfig?: readonly never[] | undefined; readonly vsanConfigInfo?: never | undefined; readonly vsanHostConfig?: readonly never[] | undefined; readonly group?: readonly never[] | undefined; readonly infraUpdateHaConfig?: never | undefined; readonly proactiveDrsConfig?: never | undefined; readonly cryptoConfig?: never | undefined; readonly vsanCoreConfig?: VsanClusterCoreConfig | undefined; readonly _type?: "ClusterConfigInfoEx"; }
export interface ClusterDasConfigInfo extends DynamicData { readonly enabled?: boolean | undefined; readonly vmMonitoring?: string | undefined; readonly hostMonitoring?: string | undefined; readonly vmComponentProtecting?: string | undefined; readonly failoverLevel?: number | undefined; readonly admissionControlPolicy?: never | undefined; readonly admissionControlEnabled?: boolean | undefined; readonly defaultVmSettings?: never | undefined; readonly option?: readonly OptionValue[] | undefined; readonly heartbeatDatastore?: readonly ManagedObjectReference[] | undefined; readonly hBDatastoreCandidatePolicy?: string | undefined; readonly _type?: "ClusterDasConfigInfo"; }
export interface ClusterDrsConfigInfo extends DynamicData { readonly enabled?: boolean | undefined; readonly enableVmBehaviorOverrides?: boolean | undefined; readonly defaultVmBehavior?: EnumValues["DrsBehavior"] | undefined; readonly vmotionRate?: number | undefined; readonly scaleDescendantsShares?: string | undefined; readonly option?: readonly OptionValue[] | undefined; readonly _type?: "ClusterDrsConfigInfo"; }
export interface ClusterRuleInfo extends DynamicData { readonly key?: number | undefined; readonly status?: EnumValues["ManagedEntityStatus"] | undefined; readonly enabled?: boolean | undefined; readonly name?: string | undefined; readonly mandatory?: boolean | undefined; readonly userCreated?: boolean | undefined; readonly inCompliance?: boolean | undefined; readonly ruleUuid?: string | undefined; readonly _type?: "ClusterRuleInfo"; }
export interface VsanClusterCoreConfig extends DynamicData { readonly vsanMaxEnabled?: boolean | undefined; readonly _type?: "VsanClusterCoreConfig"; }
export interface DVPortgroupConfigInfo extends DynamicData { readonly key: string; readonly name: string; readonly numPorts: number; readonly distributedVirtualSwitch?: ManagedObjectReference | undefined; readonly defaultPortConfig?: never | undefined; readonly description?: string | undefined; readonly type: string; readonly backingType?: string | undefined; readonly policy: DVPortgroupPolicy; readonly portNameFormat?: string | undefined; readonly scope?: readonly ManagedObjectReference[] | undefined; readonly vendorSpecificConfig?: readonly DistributedVirtualSwitchKeyedOpaqueBlob[] | undefined; readonly configVersion?: string | undefined; readonly autoExpand?: boolean | undefined; readonly vmVnicNetworkResourcePoolKey?: string | undefined; readonly uplink?: boolean | undefined; readonly transportZoneUuid?: string | undefined; readonly transportZoneName?: string | undefined; readonly logicalSwitchUuid?: string | undefined; readonly segmentId?: string | undefined; readonly subnetId?: string | undefined; readonly _type?: "DVPortgroupConfigInfo"; }
export interface DVPortgroupPolicy extends DynamicData { readonly blockOverrideAllowed: boolean; readonly shapingOverrideAllowed: boolean; readonly vendorConfigOverrideAllowed: boolean; readonly livePortMovingAllowed: boolean; readonly portConfigResetAtDisconnect: boolean; readonly networkResourcePoolOverrideAllowed?: boolean | undefined; readonly trafficFilterOverrideAllowed?: boolean | undefined; readonly _type?: "DVPortgroupPolicy"; }
export interface DistributedVirtualSwitchKeyedOpaqueBlob extends DynamicData { readonly key: string; readonly opaqueData: string; readonly _type?: "DistributedVirtualSwitchKeyedOpaqueBlob"; }
export interface DVSSummary extends DynamicData { readonly name: string; readonly uuid: string; readonly numPorts: number; readonly productInfo?: DistributedVirtualSwitchProductSpec | undefined; readonly hostMember?: readonly ManagedObjectReference[] | undefined; readonly vm?: readonly ManagedObjectReference[] | undefined; readonly host?: readonly ManagedObjectReference[] | undefined; readonly portgroupName?: readonly string[] | undefined; readonly description?: string | undefined; readonly contact?: DVSContactInfo | undefined; readonly numHosts?: number | undefined; readonly _type?: "DVSSummary"; }
export interface DistributedVirtualSwitchProductSpec extends DynamicData { readonly name?: string | undefined; readonly vendor?: string | undefined; readonly version?: string | undefined; readonly build?: string | undefined; readonly forwardingClass?: string | undefined; readonly bundleId?: string | undefined; readonly bundleUrl?: string | undefined; readonly _type?: "DistributedVirtualSwitchProductSpec"; }
export interface DVSContactInfo extends DynamicData { readonly name?: string | undefined; readonly contact?: string | undefined; readonly _type?: "DVSContactInfo"; }
export interface DatacenterConfigInfo extends DynamicData { readonly defaultHardwareVersionKey?: string | undefined; readonly maximumHardwareVersionKey?: string | undefined; readonly _type?: "DatacenterConfigInfo"; }
export interface HostCapability extends DynamicData { readonly recursiveResourcePoolsSupported: boolean; readonly cpuMemoryResourceConfigurationSupported: boolean; readonly rebootSupported: boolean; readonly shutdownSupported: boolean; readonly vmotionSupported: boolean; readonly standbySupported: boolean; readonly ipmiSupported?: boolean | undefined; readonly maxSupportedVMs?: number | undefined; readonly maxRunningVMs?: number | undefined; readonly maxSupportedVcpus?: number | undefined; readonly maxRegisteredVMs?: number | undefined; readonly datastorePrincipalSupported: boolean; readonly sanSupported: boolean; readonly nfsSupported: boolean; readonly iscsiSupported: boolean; readonly vlanTaggingSupported: boolean; readonly nicTeamingSupported: boolean; readonly highGuestMemSupported: boolean; readonly maintenanceModeSupported: boolean; readonly suspendedRelocateSupported: boolean; readonly restrictedSnapshotRelocateSupported: boolean; readonly perVmSwapFiles: boolean; readonly localSwapDatastoreSupported: boolean; readonly unsharedSwapVMotionSupported: boolean; readonly backgroundSnapshotsSupported: boolean; readonly preAssignedPCIUnitNumbersSupported: boolean; readonly screenshotSupported: boolean; readonly scaledScreenshotSupported: boolean; readonly storageVMotionSupported: boolean; readonly vmotionWithStorageVMotionSupported: boolean; readonly vmotionAcrossNetworkSupported?: boolean | undefined; readonly maxNumDisksSVMotion?: number | undefined; readonly maxVirtualDiskDescVersionSupported?: number | undefined; readonly hbrNicSelectionSupported: boolean; readonly vrNfcNicSelectionSupported: boolean; readonly recordReplaySupported: boolean; readonly ftSupported: boolean; readonly replayUnsupportedReason?: string | undefined; readonly replayCompatibilityIssues?: readonly string[] | undefined; readonly smpFtSupported: boolean; readonly ftCompatibilityIssues?: readonly string[] | undefined; readonly smpFtCompatibilityIssues?: readonly string[] | undefined; readonly maxVcpusPerFtVm?: number | undefined; readonly loginBySSLThumbprintSupported?: boolean | undefined; readonly cloneFromSnapshotSupported: boolean; readonly deltaDiskBackingsSupported: boolean; readonly perVMNetworkTrafficShapingSupported: boolean; readonly tpmSupported: boolean; readonly tpmVersion?: string | undefined; readonly txtEnabled?: boolean | undefined; readonly supportedCpuFeature?: readonly HostCpuIdInfo[] | undefined; readonly virtualExecUsageSupported: boolean; readonly storageIORMSupported: boolean; readonly vmDirectPathGen2Supported?: boolean | undefined; readonly vmDirectPathGen2UnsupportedReason?: readonly string[] | undefined; readonly vmDirectPathGen2UnsupportedReasonExtended?: string | undefined; readonly supportedVmfsMajorVersion?: readonly number[] | undefined; readonly vStorageCapable: boolean; readonly snapshotRelayoutSupported: boolean; readonly firewallIpRulesSupported?: boolean | undefined; readonly servicePackageInfoSupported?: boolean | undefined; readonly maxHostRunningVms?: number | undefined; readonly maxHostSupportedVcpus?: number | undefined; readonly vmfsDatastoreMountCapable: boolean; readonly eightPlusHostVmfsSharedAccessSupported: boolean; readonly nestedHVSupported: boolean; readonly vPMCSupported: boolean; readonly interVMCommunicationThroughVMCISupported: boolean; readonly scheduledHardwareUpgradeSupported?: boolean | undefined; readonly featureCapabilitiesSupported: boolean; readonly latencySensitivitySupported: boolean; readonly storagePolicySupported?: boolean | undefined; readonly accel3dSupported: boolean; readonly reliableMemoryAware?: boolean | undefined; readonly multipleNetworkStackInstanceSupported?: boolean | undefined; readonly messageBusProxySupported?: boolean | undefined; readonly vsanSupported?: boolean | undefined; readonly vFlashSupported?: boolean | undefined; readonly hostAccessManagerSupported?: boolean | undefined; readonly provisioningNicSelectionSupported: boolean; readonly nfs41Supported?: boolean | undefined; readonly nfs41Krb5iSupported?: boolean | undefined; readonly turnDiskLocatorLedSupported?: boolean | undefined; readonly virtualVolumeDatastoreSupported?: boolean | undefined; readonly markAsSsdSupported?: boolean | undefined; readonly markAsLocalSupported?: boolean | undefined; readonly smartCardAuthenticationSupported?: boolean | undefined; readonly pMemSupported?: boolean | undefined; readonly pMemSnapshotSupported?: boolean | undefined; readonly cryptoSupported?: boolean | undefined; readonly oneKVolumeAPIsSupported?: boolean | undefined; readonly gatewayOnNicSupported?: boolean | undefined; readonly upitSupported?: boolean | undefined; readonly cpuHwMmuSupported?: boolean | undefined; readonly encryptedVMotionSupported?: boolean | undefined; readonly encryptionChangeOnAddRemoveSupported?: boolean | undefined; readonly encryptionHotOperationSupported?: boolean | undefined; readonly encryptionWithSnapshotsSupported?: boolean | undefined; readonly encryptionFaultToleranceSupported?: boolean | undefined; readonly encryptionMemorySaveSupported?: boolean | undefined; readonly encryptionRDMSupported?: boolean | undefined; readonly encryptionVFlashSupported?: boolean | undefined; readonly encryptionCBRCSupported?: boolean | undefined; readonly encryptionHBRSupported?: boolean | undefined; readonly ftEfiSupported?: boolean | undefined; readonly unmapMethodSupported?: string | undefined; readonly maxMemMBPerFtVm?: number | undefined; readonly virtualMmuUsageIgnored?: boolean | undefined; readonly virtualExecUsageIgnored?: boolean | undefined; readonly vmCreateDateSupported?: boolean | undefined; readonly vmfs3EOLSupported?: boolean | undefined; readonly ftVmcpSupported?: boolean | undefined; readonly quickBootSupported?: boolean | undefined; readonly encryptedFtSupported?: boolean | undefined; readonly assignableHardwareSupported?: boolean | undefined; readonly suspendToMemorySupported?: boolean | undefined; readonly useFeatureReqsForOldHWv?: boolean | undefined; readonly markPerenniallyReservedSupported?: boolean | undefined; readonly hppPspSupported?: boolean | undefined; readonly deviceRebindWithoutRebootSupported?: boolean | undefined; readonly storagePolicyChangeSupported?: boolean | undefined; readonly precisionTimeProtocolSupported?: boolean | undefined; readonly remoteDeviceVMotionSupported?: boolean | undefined; readonly maxSupportedVmMemory?: number | undefined; readonly ahDeviceHintsSupported?: boolean | undefined; readonly nvmeOverTcpSupported?: boolean | undefined; readonly nvmeStorageFabricServicesSupported?: boolean | undefined; readonly assignHwPciConfigSupported?: boolean | undefined; readonly timeConfigSupported?: boolean | undefined; readonly nvmeBatchOperationsSupported?: boolean | undefined; readonly pMemFailoverSupported?: boolean | undefined; readonly hostConfigEncryptionSupported?: boolean | undefined; readonly maxSupportedSimultaneousThreads?: number | undefined; readonly ptpConfigSupported?: boolean | undefined; readonly maxSupportedPtpPorts?: number | undefined; readonly sgxRegistrationSupported?: boolean | undefined; readonly pMemIndependentSnapshotSupported?: boolean | undefined; readonly iommuSLDirtyCapable?: boolean | undefined; readonly vmknicBindingSupported?: boolean | undefined; readonly ultralowFixedUnmapSupported?: boolean | undefined; readonly nvmeVvolSupported?: boolean | undefined; readonly fptHotplugSupported?: boolean | undefined; readonly mconnectSupported?: boolean | undefined; readonly vsanNicMgmtSupported?: boolean | undefined; readonly vvolNQNSupported?: boolean | undefined; readonly stretchedSCSupported?: boolean | undefined; readonly vmknicBindingOnNFSv41?: boolean | undefined; readonly vpStatusCheckSupported?: boolean | undefined; readonly e2e4knSupported?: boolean | undefined; readonly vsanDedicatedVmkNicSupported?: boolean | undefined; readonly nConnectSupported?: boolean | undefined; readonly userKeySupported?: boolean | undefined; readonly ndcmSupported?: boolean | undefined; readonly uefiSecureBoot?: boolean | undefined; readonly vpxdVmxGenerationSupported?: boolean | undefined; readonly nfs41Krb5pSupported?: boolean | undefined; readonly cimSupported?: boolean | undefined; readonly npivSupported?: boolean | undefined; readonly entitlementSupported?: boolean | undefined; readonly fcdLinkedCloneSupported?: boolean | undefined; readonly _type?: "HostCapability"; }
export interface HostConfigManager extends DynamicData { readonly cpuScheduler?: ManagedObjectReference | undefined; readonly datastoreSystem?: ManagedObjectReference | undefined; readonly memoryManager?: ManagedObjectReference | undefined; readonly storageSystem?: ManagedObjectReference | undefined; readonly networkSystem?: ManagedObjectReference | undefined; readonly vmotionSystem?: ManagedObjectReference | undefined; readonly virtualNicManager?: ManagedObjectReference | undefined; readonly serviceSystem?: ManagedObjectReference | undefined; readonly firewallSystem?: ManagedObjectReference | undefined; readonly advancedOption?: ManagedObjectReference | undefined; readonly diagnosticSystem?: ManagedObjectReference | undefined; readonly autoStartManager?: ManagedObjectReference | undefined; readonly snmpSystem?: ManagedObjectReference | undefined; readonly dateTimeSystem?: ManagedObjectReference | undefined; readonly patchManager?: ManagedObjectReference | undefined; readonly imageConfigManager?: ManagedObjectReference | undefined; readonly bootDeviceSystem?: ManagedObjectReference | undefined; readonly firmwareSystem?: ManagedObjectReference | undefined; readonly healthStatusSystem?: ManagedObjectReference | undefined; readonly pciPassthruSystem?: ManagedObjectReference | undefined; readonly licenseManager?: ManagedObjectReference | undefined; readonly kernelModuleSystem?: ManagedObjectReference | undefined; readonly authenticationManager?: ManagedObjectReference | undefined; readonly powerSystem?: ManagedObjectReference | undefined; readonly cacheConfigurationManager?: ManagedObjectReference | undefined; readonly esxAgentHostManager?: ManagedObjectReference | undefined; readonly iscsiManager?: ManagedObjectReference | undefined; readonly vFlashManager?: ManagedObjectReference | undefined; readonly vsanSystem?: ManagedObjectReference | undefined; readonly messageBusProxy?: ManagedObjectReference | undefined; readonly userDirectory?: ManagedObjectReference | undefined; readonly accountManager?: ManagedObjectReference | undefined; readonly hostAccessManager?: ManagedObjectReference | undefined; readonly graphicsManager?: ManagedObjectReference | undefined; readonly vsanInternalSystem?: ManagedObjectReference | undefined; readonly certificateManager?: ManagedObjectReference | undefined; readonly cryptoManager?: ManagedObjectReference | undefined; readonly nvdimmSystem?: ManagedObjectReference | undefined; readonly assignableHardwareManager?: ManagedObjectReference | undefined; readonly _type?: "HostConfigManager"; }
export interface NetworkSummary extends DynamicData { readonly network?: ManagedObjectReference | undefined; readonly name: string; readonly accessible: boolean; readonly ipPoolName: string; readonly ipPoolId?: number | undefined; }
export interface OpaqueNetworkSummary extends NetworkSummary { readonly opaqueNetworkId: string; readonly opaqueNetworkType: string; readonly _type?: "OpaqueNetworkSummary"; }
export interface OpaqueNetworkCapability extends DynamicData { readonly networkReservationSupported: boolean; readonly _type?: "OpaqueNetworkCapability"; }
export interface ResourcePoolSummary extends DynamicData { readonly name: string; readonly config: ResourceConfigSpec; readonly runtime: ResourcePoolRuntimeInfo; readonly quickStats?: ResourcePoolQuickStats | undefined; readonly configuredMemoryMB?: number | undefined; readonly _type?: "ResourcePoolSummary"; }
export interface ResourceConfigSpec extends DynamicData { readonly entity?: ManagedObjectReference | undefined; readonly changeVersion?: string | undefined; readonly lastModified?: Date | undefined; readonly cpuAllocation: ResourceAllocationInfo; readonly memoryAllocation: ResourceAllocationInfo; readonly scaleDescendantsShares?: string | undefined; readonly _type?: "ResourceConfigSpec"; }
export interface ResourcePoolRuntimeInfo extends DynamicData { readonly memory: ResourcePoolResourceUsage; readonly cpu: ResourcePoolResourceUsage; readonly vmRp?: readonly ResourcePoolVmResourceProfileUsage[] | undefined; readonly overallStatus: EnumValues["ManagedEntityStatus"]; readonly sharesScalable?: string | undefined; readonly _type?: "ResourcePoolRuntimeInfo"; }
export interface ResourcePoolResourceUsage extends DynamicData { readonly reservationUsed: number; readonly reservationUsedForVm: number; readonly unreservedForPool: number; readonly unreservedForVm: number; readonly overallUsage: number; readonly maxUsage: number; readonly _type?: "ResourcePoolResourceUsage"; }
export interface ResourcePoolVmResourceProfileUsage extends DynamicData { readonly id: string; readonly reservedForPool: number; readonly reservationUsedForVms: number; readonly reservationUsedForChildPools: number; readonly _type?: "ResourcePoolVmResourceProfileUsage"; }
export interface ResourcePoolQuickStats extends DynamicData { readonly overallCpuUsage?: number | undefined; readonly overallCpuDemand?: number | undefined; readonly guestMemoryUsage?: number | undefined; readonly hostMemoryUsage?: number | undefined; readonly distributedCpuEntitlement?: number | undefined; readonly distributedMemoryEntitlement?: number | undefined; readonly staticCpuEntitlement?: number | undefined; readonly staticMemoryEntitlement?: number | undefined; readonly privateMemory?: number | undefined; readonly sharedMemory?: number | undefined; readonly swappedMemory?: number | undefined; readonly balloonedMemory?: number | undefined; readonly overheadMemory?: number | undefined; readonly consumedOverheadMemory?: number | undefined; readonly compressedMemory?: number | undefined; readonly _type?: "ResourcePoolQuickStats"; }
export interface DatastoreSummary extends DynamicData { readonly datastore?: ManagedObjectReference | undefined; readonly name: string; readonly url: string; readonly capacity: number; readonly freeSpace: number; readonly uncommitted?: number | undefined; readonly accessible: boolean; readonly multipleHostAccess?: boolean | undefined; readonly type: string; readonly maintenanceMode?: string | undefined; readonly _type?: "DatastoreSummary"; }
export interface DatastoreInfo extends DynamicData { readonly name: string; readonly url: string; readonly freeSpace: number; readonly maxFileSize: number; readonly maxVirtualDiskCapacity?: number | undefined; readonly maxMemoryFileSize: number; readonly timestamp?: Date | undefined; readonly containerId?: string | undefined; readonly aliasOf?: string | undefined; readonly supportedVDiskFormats?: readonly string[] | undefined; readonly logicalSectorSize?: number | undefined; readonly physicalSectorSize?: number | undefined; }
export interface LocalDatastoreInfo extends DatastoreInfo { readonly path?: string | undefined; readonly _type?: "LocalDatastoreInfo"; }
export interface NasDatastoreInfo extends DatastoreInfo { readonly nas?: never | undefined; readonly _type?: "NasDatastoreInfo"; }
export interface VmfsDatastoreInfo extends DatastoreInfo { readonly maxPhysicalRDMFileSize: number; readonly maxVirtualRDMFileSize: number; readonly vmfs?: never | undefined; readonly _type?: "VmfsDatastoreInfo"; }
export interface VsanDatastoreInfo extends DatastoreInfo { readonly membershipUuid?: string | undefined; readonly accessGenNo?: number | undefined; readonly _type?: "VsanDatastoreInfo"; }
export interface HostDatastoreBrowserSearchSpec extends DynamicData { readonly query?: readonly AnyFileQuery[] | undefined; readonly details?: FileQueryFlags | undefined; readonly searchCaseInsensitive?: boolean | undefined; readonly matchPattern?: readonly string[] | undefined; readonly sortFoldersFirst?: boolean | undefined; readonly _type?: "HostDatastoreBrowserSearchSpec"; }
export interface FileQuery extends DynamicData {  }
export interface FloppyImageFileQuery extends FileQuery {  readonly _type?: "FloppyImageFileQuery"; }
export interface FolderFileQuery extends FileQuery {  readonly _type?: "FolderFileQuery"; }
export interface IsoImageFileQuery extends FileQuery {  readonly _type?: "IsoImageFileQuery"; }
export interface VmConfigFileQuery extends FileQuery { readonly filter?: VmConfigFileQueryFilter | undefined; readonly details?: VmConfigFileQueryFlags | undefined; }
export interface VmConfigFileQueryFilter extends DynamicData { readonly matchConfigVersion?: readonly number[] | undefined; readonly encrypted?: boolean | undefined; readonly _type?: "VmConfigFileQueryFilter"; }
export interface VmConfigFileQueryFlags extends DynamicData { readonly configVersion: boolean; readonly encryption?: boolean | undefined; readonly _type?: "VmConfigFileQueryFlags"; }
export interface TemplateConfigFileQuery extends VmConfigFileQuery {  readonly _type?: "TemplateConfigFileQuery"; }
export interface VmDiskFileQuery extends FileQuery { readonly filter?: VmDiskFileQueryFilter | undefined; readonly details?: VmDiskFileQueryFlags | undefined; readonly _type?: "VmDiskFileQuery"; }
export interface VmDiskFileQueryFilter extends DynamicData { readonly diskType?: readonly string[] | undefined; readonly matchHardwareVersion?: readonly number[] | undefined; readonly controllerType?: readonly string[] | undefined; readonly thin?: boolean | undefined; readonly encrypted?: boolean | undefined; readonly _type?: "VmDiskFileQueryFilter"; }
export interface VmDiskFileQueryFlags extends DynamicData { readonly diskType: boolean; readonly capacityKb: boolean; readonly hardwareVersion: boolean; readonly controllerType?: boolean | undefined; readonly diskExtents?: boolean | undefined; readonly thin?: boolean | undefined; readonly encryption?: boolean | undefined; readonly sectorFormat?: boolean | undefined; readonly _type?: "VmDiskFileQueryFlags"; }
export interface VmLogFileQuery extends FileQuery {  readonly _type?: "VmLogFileQuery"; }
export interface VmNvramFileQuery extends FileQuery {  readonly _type?: "VmNvramFileQuery"; }
export interface VmSnapshotFileQuery extends FileQuery {  readonly _type?: "VmSnapshotFileQuery"; }
export interface FileQueryFlags extends DynamicData { readonly fileType: boolean; readonly fileSize: boolean; readonly modification: boolean; readonly fileOwner: boolean; readonly _type?: "FileQueryFlags"; }
export interface DatastoreCapability extends DynamicData { readonly directoryHierarchySupported: boolean; readonly rawDiskMappingsSupported: boolean; readonly perFileThinProvisioningSupported: boolean; readonly storageIORMSupported: boolean; readonly nativeSnapshotSupported: boolean; readonly topLevelDirectoryCreateSupported?: boolean | undefined; readonly seSparseSupported?: boolean | undefined; readonly vmfsSparseSupported?: boolean | undefined; readonly vsanSparseSupported?: boolean | undefined; readonly upitSupported?: boolean | undefined; readonly vmdkExpandSupported?: boolean | undefined; readonly clusteredVmdkSupported?: boolean | undefined; readonly _type?: "DatastoreCapability"; }
export interface DatastoreHostMount extends DynamicData { readonly key: ManagedObjectReference; readonly mountInfo: HostMountInfo; readonly _type?: "DatastoreHostMount"; }
export interface HostMountInfo extends DynamicData { readonly path?: string | undefined; readonly accessMode: string; readonly mounted?: boolean | undefined; readonly accessible?: boolean | undefined; readonly inaccessibleReason?: string | undefined; readonly vmknicName?: string | undefined; readonly vmknicActive?: boolean | undefined; readonly mountFailedReason?: string | undefined; readonly numTcpConnections?: number | undefined; readonly _type?: "HostMountInfo"; }
export interface HostDatastoreBrowserSearchResults extends DynamicData { readonly datastore?: ManagedObjectReference | undefined; readonly folderPath?: string | undefined; readonly file?: readonly AnyFileInfo[] | undefined; readonly _type?: "HostDatastoreBrowserSearchResults"; }
export interface FileInfo extends DynamicData { readonly path: string; readonly friendlyName?: string | undefined; readonly fileSize?: number | undefined; readonly modification?: Date | undefined; readonly owner?: string | undefined; }
export interface FloppyImageFileInfo extends FileInfo {  readonly _type?: "FloppyImageFileInfo"; }
export interface FolderFileInfo extends FileInfo {  readonly _type?: "FolderFileInfo"; }
export interface IsoImageFileInfo extends FileInfo {  readonly _type?: "IsoImageFileInfo"; }
export interface VmConfigFileInfo extends FileInfo { readonly configVersion?: number | undefined; readonly encryption?: VmConfigFileEncryptionInfo | undefined; }
export interface VmConfigFileEncryptionInfo extends DynamicData { readonly keyId?: never | undefined; readonly _type?: "VmConfigFileEncryptionInfo"; }
export interface TemplateConfigFileInfo extends VmConfigFileInfo {  readonly _type?: "TemplateConfigFileInfo"; }
export interface VmDiskFileInfo extends FileInfo { readonly diskType?: string | undefined; readonly capacityKb?: number | undefined; readonly hardwareVersion?: number | undefined; readonly controllerType?: string | undefined; readonly diskExtents?: readonly string[] | undefined; readonly thin?: boolean | undefined; readonly encryption?: VmDiskFileEncryptionInfo | undefined; readonly sectorFormat?: string | undefined; readonly _type?: "VmDiskFileInfo"; }
export interface VmDiskFileEncryptionInfo extends DynamicData { readonly keyId?: never | undefined; readonly _type?: "VmDiskFileEncryptionInfo"; }
export interface VmLogFileInfo extends FileInfo {  readonly _type?: "VmLogFileInfo"; }
export interface VmNvramFileInfo extends FileInfo {  readonly _type?: "VmNvramFileInfo"; }
export interface VmSnapshotFileInfo extends FileInfo {  readonly _type?: "VmSnapshotFileInfo"; }
export interface StoragePodSummary extends DynamicData { readonly name: string; readonly capacity: number; readonly freeSpace: number; readonly _type?: "StoragePodSummary"; }
export interface VirtualDiskSpec extends DynamicData { readonly diskType: string; readonly adapterType: string; }
export interface FileBackedVirtualDiskSpec extends VirtualDiskSpec { readonly capacityKb: number; readonly profile?: readonly AnyVirtualMachineProfileSpec[] | undefined; readonly crypto?: never | undefined; readonly sectorFormat?: string | undefined; readonly _type?: "FileBackedVirtualDiskSpec"; }
export interface VirtualMachineSummary extends DynamicData { readonly vm?: ManagedObjectReference | undefined; readonly runtime: VirtualMachineRuntimeInfo; readonly guest?: VirtualMachineGuestSummary | undefined; readonly config: VirtualMachineConfigSummary; readonly storage?: VirtualMachineStorageSummary | undefined; readonly quickStats: VirtualMachineQuickStats; readonly overallStatus: EnumValues["ManagedEntityStatus"]; readonly customValue?: readonly AnyCustomFieldValue[] | undefined; readonly _type?: "VirtualMachineSummary"; }
export interface VirtualMachineRuntimeInfo extends DynamicData { readonly device?: readonly VirtualMachineDeviceRuntimeInfo[] | undefined; readonly host?: ManagedObjectReference | undefined; readonly connectionState: EnumValues["VirtualMachineConnectionState"]; readonly powerState: EnumValues["VirtualMachinePowerState"]; readonly vmFailoverInProgress?: boolean | undefined; readonly faultToleranceState: EnumValues["VirtualMachineFaultToleranceState"]; readonly dasVmProtection?: VirtualMachineRuntimeInfoDasProtectionState | undefined; readonly toolsInstallerMounted: boolean; readonly suspendTime?: Date | undefined; readonly bootTime?: Date | undefined; readonly suspendInterval?: number | undefined; readonly question?: VirtualMachineQuestionInfo | undefined; readonly memoryOverhead?: number | undefined; readonly maxCpuUsage?: number | undefined; readonly maxMemoryUsage?: number | undefined; readonly numMksConnections: number; readonly recordReplayState: EnumValues["VirtualMachineRecordReplayState"]; readonly cleanPowerOff?: boolean | undefined; readonly needSecondaryReason?: string | undefined; readonly onlineStandby: boolean; readonly minRequiredEVCModeKey?: string | undefined; readonly consolidationNeeded: boolean; readonly offlineFeatureRequirement?: readonly VirtualMachineFeatureRequirement[] | undefined; readonly featureRequirement?: readonly VirtualMachineFeatureRequirement[] | undefined; readonly featureMask?: readonly HostFeatureMask[] | undefined; readonly vFlashCacheAllocation?: number | undefined; readonly paused?: boolean | undefined; readonly snapshotInBackground?: boolean | undefined; readonly quiescedForkParent?: boolean | undefined; readonly instantCloneFrozen?: boolean | undefined; readonly cryptoState?: string | undefined; readonly suspendedToMemory?: boolean | undefined; readonly opNotificationTimeout?: number | undefined; readonly iommuActive?: boolean | undefined; readonly _type?: "VirtualMachineRuntimeInfo"; }
export interface VirtualMachineDeviceRuntimeInfo extends DynamicData { readonly runtimeState: AnyVirtualMachineDeviceRuntimeInfoDeviceRuntimeState; readonly key: number; readonly _type?: "VirtualMachineDeviceRuntimeInfo"; }
export interface VirtualMachineDeviceRuntimeInfoDeviceRuntimeState extends DynamicData {  }
export interface VirtualMachineDeviceRuntimeInfoVirtualEthernetCardRuntimeState extends VirtualMachineDeviceRuntimeInfoDeviceRuntimeState { readonly vmDirectPathGen2Active?: boolean | undefined; readonly vmDirectPathGen2InactiveReasonVm?: readonly string[] | undefined; readonly vmDirectPathGen2InactiveReasonOther?: readonly string[] | undefined; readonly vmDirectPathGen2InactiveReasonExtended?: string | undefined; readonly uptv2Active?: boolean | undefined; readonly uptv2InactiveReasonVm?: readonly string[] | undefined; readonly uptv2InactiveReasonOther?: readonly string[] | undefined; readonly reservationStatus?: string | undefined; readonly attachmentStatus?: string | undefined; readonly featureRequirement?: readonly VirtualMachineFeatureRequirement[] | undefined; readonly _type?: "VirtualMachineDeviceRuntimeInfoVirtualEthernetCardRuntimeState"; }
export interface VirtualMachineFeatureRequirement extends DynamicData { readonly key: string; readonly featureName: string; readonly value: string; readonly _type?: "VirtualMachineFeatureRequirement"; }
export interface VirtualMachineRuntimeInfoDasProtectionState extends DynamicData { readonly dasProtected: boolean; readonly _type?: "VirtualMachineRuntimeInfoDasProtectionState"; }
export interface VirtualMachineQuestionInfo extends DynamicData { readonly id: string; readonly text: string; readonly choice: ChoiceOption; readonly message?: readonly VirtualMachineMessage[] | undefined; readonly _type?: "VirtualMachineQuestionInfo"; }
export interface ChoiceOption extends OptionType { readonly choiceInfo: readonly AnyElementDescription[]; readonly defaultIndex?: number | undefined; readonly _type?: "ChoiceOption"; }
export interface VirtualMachineMessage extends DynamicData { readonly id: string; readonly argument?: readonly unknown[] | undefined; readonly text?: string | undefined; readonly _type?: "VirtualMachineMessage"; }
export interface HostFeatureMask extends DynamicData { readonly key: string; readonly featureName: string; readonly value: string; readonly _type?: "HostFeatureMask"; }
export interface VirtualMachineGuestSummary extends DynamicData { readonly guestId?: string | undefined; readonly guestFullName?: string | undefined; readonly toolsStatus?: EnumValues["VirtualMachineToolsStatus"] | undefined; readonly toolsVersionStatus?: string | undefined; readonly toolsVersionStatus2?: string | undefined; readonly toolsRunningStatus?: string | undefined; readonly hostName?: string | undefined; readonly ipAddress?: string | undefined; readonly hwVersion?: string | undefined; readonly _type?: "VirtualMachineGuestSummary"; }
export interface VirtualMachineConfigSummary extends DynamicData { readonly name: string; readonly template: boolean; readonly vmPathName: string; readonly memorySizeMB?: number | undefined; readonly cpuReservation?: number | undefined; readonly memoryReservation?: number | undefined; readonly numCpu?: number | undefined; readonly numEthernetCards?: number | undefined; readonly numVirtualDisks?: number | undefined; readonly uuid?: string | undefined; readonly instanceUuid?: string | undefined; readonly guestId?: string | undefined; readonly guestFullName?: string | undefined; readonly annotation?: string | undefined; readonly product?: VAppProductInfo | undefined; readonly installBootRequired?: boolean | undefined; readonly ftInfo?: never | undefined; readonly managedBy?: ManagedByInfo | undefined; readonly tpmPresent?: boolean | undefined; readonly numVmiopBackings?: number | undefined; readonly hwVersion?: string | undefined; readonly _type?: "VirtualMachineConfigSummary"; }
export interface VirtualMachineStorageSummary extends DynamicData { readonly committed: number; readonly uncommitted: number; readonly unshared: number; readonly timestamp: Date; readonly _type?: "VirtualMachineStorageSummary"; }
export interface VirtualMachineQuickStats extends DynamicData { readonly overallCpuUsage?: number | undefined; readonly overallCpuDemand?: number | undefined; readonly overallCpuReadiness?: number | undefined; readonly guestMemoryUsage?: number | undefined; readonly hostMemoryUsage?: number | undefined; readonly guestHeartbeatStatus: EnumValues["ManagedEntityStatus"]; readonly distributedCpuEntitlement?: number | undefined; readonly distributedMemoryEntitlement?: number | undefined; readonly staticCpuEntitlement?: number | undefined; readonly staticMemoryEntitlement?: number | undefined; readonly grantedMemory?: number | undefined; readonly privateMemory?: number | undefined; readonly sharedMemory?: number | undefined; readonly swappedMemory?: number | undefined; readonly balloonedMemory?: number | undefined; readonly consumedOverheadMemory?: number | undefined; readonly ftLogBandwidth?: number | undefined; readonly ftSecondaryLatency?: number | undefined; readonly ftLatencyStatus?: EnumValues["ManagedEntityStatus"] | undefined; readonly compressedMemory?: number | undefined; readonly uptimeSeconds?: number | undefined; readonly ssdSwappedMemory?: number | undefined; readonly activeMemory?: number | undefined; readonly memoryTierStats?: readonly VirtualMachineQuickStatsMemoryTierStats[] | undefined; readonly _type?: "VirtualMachineQuickStats"; }
export interface VirtualMachineQuickStatsMemoryTierStats extends DynamicData { readonly memoryTierType: string; readonly readBandwidth: number; readonly _type?: "VirtualMachineQuickStatsMemoryTierStats"; }
export interface UsbScanCodeSpec extends DynamicData { readonly keyEvents: readonly UsbScanCodeSpecKeyEvent[]; readonly _type?: "UsbScanCodeSpec"; }
export interface UsbScanCodeSpecKeyEvent extends DynamicData { readonly usbHidCode: number; readonly modifiers?: UsbScanCodeSpecModifierType | undefined; readonly _type?: "UsbScanCodeSpecKeyEvent"; }
export interface UsbScanCodeSpecModifierType extends DynamicData { readonly leftControl?: boolean | undefined; readonly leftShift?: boolean | undefined; readonly leftAlt?: boolean | undefined; readonly leftGui?: boolean | undefined; readonly rightControl?: boolean | undefined; readonly rightShift?: boolean | undefined; readonly rightAlt?: boolean | undefined; readonly rightGui?: boolean | undefined; readonly _type?: "UsbScanCodeSpecModifierType"; }
export interface VirtualMachineCapability extends DynamicData { readonly snapshotOperationsSupported: boolean; readonly multipleSnapshotsSupported: boolean; readonly snapshotConfigSupported: boolean; readonly poweredOffSnapshotsSupported: boolean; readonly memorySnapshotsSupported: boolean; readonly revertToSnapshotSupported: boolean; readonly quiescedSnapshotsSupported: boolean; readonly disableSnapshotsSupported: boolean; readonly lockSnapshotsSupported: boolean; readonly consolePreferencesSupported: boolean; readonly cpuFeatureMaskSupported: boolean; readonly s1AcpiManagementSupported: boolean; readonly settingScreenResolutionSupported: boolean; readonly toolsAutoUpdateSupported: boolean; readonly vmNpivWwnSupported: boolean; readonly npivWwnOnNonRdmVmSupported: boolean; readonly vmNpivWwnDisableSupported: boolean; readonly vmNpivWwnUpdateSupported: boolean; readonly swapPlacementSupported: boolean; readonly toolsSyncTimeSupported: boolean; readonly virtualMmuUsageSupported: boolean; readonly diskSharesSupported: boolean; readonly bootOptionsSupported: boolean; readonly bootRetryOptionsSupported: boolean; readonly settingVideoRamSizeSupported: boolean; readonly settingDisplayTopologySupported: boolean; readonly recordReplaySupported: boolean; readonly changeTrackingSupported: boolean; readonly multipleCoresPerSocketSupported: boolean; readonly hostBasedReplicationSupported: boolean; readonly guestAutoLockSupported: boolean; readonly memoryReservationLockSupported: boolean; readonly featureRequirementSupported: boolean; readonly poweredOnMonitorTypeChangeSupported: boolean; readonly seSparseDiskSupported: boolean; readonly nestedHVSupported: boolean; readonly vPMCSupported: boolean; readonly secureBootSupported?: boolean | undefined; readonly perVmEvcSupported?: boolean | undefined; readonly virtualMmuUsageIgnored?: boolean | undefined; readonly virtualExecUsageIgnored?: boolean | undefined; readonly diskOnlySnapshotOnSuspendedVMSupported?: boolean | undefined; readonly suspendToMemorySupported?: boolean | undefined; readonly toolsSyncTimeAllowSupported?: boolean | undefined; readonly sevSupported?: boolean | undefined; readonly pmemFailoverSupported?: boolean | undefined; readonly requireSgxAttestationSupported?: boolean | undefined; readonly changeModeDisksSupported?: boolean | undefined; readonly vendorDeviceGroupSupported?: boolean | undefined; readonly sevSnpSupported?: boolean | undefined; readonly tdxSupported?: boolean | undefined; readonly _type?: "VirtualMachineCapability"; }
export interface VirtualMachineFileLayout extends DynamicData { readonly configFile?: readonly string[] | undefined; readonly logFile?: readonly string[] | undefined; readonly disk?: readonly VirtualMachineFileLayoutDiskLayout[] | undefined; readonly snapshot?: readonly VirtualMachineFileLayoutSnapshotLayout[] | undefined; readonly swapFile?: string | undefined; readonly _type?: "VirtualMachineFileLayout"; }
export interface VirtualMachineFileLayoutDiskLayout extends DynamicData { readonly key: number; readonly diskFile: readonly string[]; readonly _type?: "VirtualMachineFileLayoutDiskLayout"; }
export interface VirtualMachineFileLayoutSnapshotLayout extends DynamicData { readonly key: ManagedObjectReference; readonly snapshotFile: readonly string[]; readonly _type?: "VirtualMachineFileLayoutSnapshotLayout"; }
export interface VirtualMachineFileLayoutEx extends DynamicData { readonly file?: readonly VirtualMachineFileLayoutExFileInfo[] | undefined; readonly disk?: readonly VirtualMachineFileLayoutExDiskLayout[] | undefined; readonly snapshot?: readonly VirtualMachineFileLayoutExSnapshotLayout[] | undefined; readonly timestamp: Date; readonly _type?: "VirtualMachineFileLayoutEx"; }
export interface VirtualMachineFileLayoutExFileInfo extends DynamicData { readonly key: number; readonly name: string; readonly type: string; readonly size: number; readonly uniqueSize?: number | undefined; readonly backingObjectId?: string | undefined; readonly accessible?: boolean | undefined; readonly _type?: "VirtualMachineFileLayoutExFileInfo"; }
export interface VirtualMachineFileLayoutExDiskLayout extends DynamicData { readonly key: number; readonly virtualDiskFormat?: string | undefined; readonly chain?: readonly VirtualMachineFileLayoutExDiskUnit[] | undefined; readonly _type?: "VirtualMachineFileLayoutExDiskLayout"; }
export interface VirtualMachineFileLayoutExDiskUnit extends DynamicData { readonly fileKey: readonly number[]; readonly _type?: "VirtualMachineFileLayoutExDiskUnit"; }
export interface VirtualMachineFileLayoutExSnapshotLayout extends DynamicData { readonly key: ManagedObjectReference; readonly dataKey: number; readonly memoryKey: number; readonly disk?: readonly VirtualMachineFileLayoutExDiskLayout[] | undefined; readonly _type?: "VirtualMachineFileLayoutExSnapshotLayout"; }
export interface VirtualMachineSnapshotInfo extends DynamicData { readonly currentSnapshot?: ManagedObjectReference | undefined; readonly rootSnapshotList: readonly VirtualMachineSnapshotTree[]; readonly _type?: "VirtualMachineSnapshotInfo"; }
export interface VirtualMachineSnapshotTree extends DynamicData { readonly snapshot: ManagedObjectReference; readonly vm: ManagedObjectReference; readonly name: string; readonly description: string; readonly id: number; readonly createTime: Date; readonly state: EnumValues["VirtualMachinePowerState"]; readonly quiesced: boolean; readonly backupManifest?: string | undefined; readonly childSnapshotList?: readonly VirtualMachineSnapshotTree[] | undefined; readonly replaySupported?: boolean | undefined; readonly _type?: "VirtualMachineSnapshotTree"; }
export interface VirtualMachineStorageInfo extends DynamicData { readonly perDatastoreUsage?: readonly VirtualMachineUsageOnDatastore[] | undefined; readonly timestamp: Date; readonly _type?: "VirtualMachineStorageInfo"; }
export interface VirtualMachineUsageOnDatastore extends DynamicData { readonly datastore: ManagedObjectReference; readonly committed: number; readonly uncommitted: number; readonly unshared: number; readonly _type?: "VirtualMachineUsageOnDatastore"; }
export interface VirtualMachineTicket extends DynamicData { readonly ticket: string; readonly cfgFile: string; readonly host?: string | undefined; readonly port?: number | undefined; readonly sslThumbprint?: string | undefined; readonly certThumbprintList?: readonly VirtualMachineCertThumbprint[] | undefined; readonly sslCertificate?: string | undefined; readonly url?: string | undefined; readonly _type?: "VirtualMachineTicket"; }
export interface VirtualMachineCertThumbprint extends DynamicData { readonly thumbprint: string; readonly hashAlgorithm?: string | undefined; readonly _type?: "VirtualMachineCertThumbprint"; }
export interface VirtualMachineConfigSpec extends DynamicData { readonly changeVersion?: string | undefined; readonly name?: string | undefined; readonly version?: string | undefined; readonly createDate?: Date | undefined; readonly uuid?: string | undefined; readonly instanceUuid?: string | undefined; readonly npivNodeWorldWideName?: readonly number[] | undefined; readonly npivPortWorldWideName?: readonly number[] | undefined; readonly npivWorldWideNameType?: string | undefined; readonly npivDesiredNodeWwns?: number | undefined; readonly npivDesiredPortWwns?: number | undefined; readonly npivTemporaryDisabled?: boolean | undefined; readonly npivOnNonRdmDisks?: boolean | undefined; readonly npivWorldWideNameOp?: string | undefined; readonly locationId?: string | undefined; readonly guestId?: string | undefined; readonly alternateGuestName?: string | undefined; readonly annotation?: string | undefined; readonly files?: VirtualMachineFileInfo | undefined; readonly tools?: ToolsConfigInfo | undefined; readonly flags?: VirtualMachineFlagInfo | undefined; readonly consolePreferences?: VirtualMachineConsolePreferences | undefined; readonly powerOpInfo?: VirtualMachineDefaultPowerOpInfo | undefined; readonly rebootPowerOff?: boolean | undefined; readonly numCPUs?: number | undefined; readonly vcpuConfig?: readonly VirtualMachineVcpuConfig[] | undefined; readonly numCoresPerSocket?: number | undefined; readonly memoryMB?: number | undefined; readonly memoryHotAddEnabled?: boolean | undefined; readonly cpuHotAddEnabled?: boolean | undefined; readonly cpuHotRemoveEnabled?: boolean | undefined; readonly virtualICH7MPresent?: boolean | undefined; readonly virtualSMCPresent?: boolean | undefined; readonly deviceChange?: readonly AnyVirtualDeviceConfigSpec[] | undefined; readonly cpuAllocation?: ResourceAllocationInfo | undefined; readonly memoryAllocation?: ResourceAllocationInfo | undefined; readonly latencySensitivity?: LatencySensitivity | undefined; readonly cpuAffinity?: VirtualMachineAffinityInfo | undefined; readonly memoryAffinity?: VirtualMachineAffinityInfo | undefined; readonly networkShaper?: VirtualMachineNetworkShaperInfo | undefined; readonly cpuFeatureMask?: readonly VirtualMachineCpuIdInfoSpec[] | undefined; readonly extraConfig?: readonly OptionValue[] | undefined; readonly swapPlacement?: string | undefined; readonly bootOptions?: VirtualMachineBootOptions | undefined; readonly vAppConfig?: AnyVmConfigSpec | undefined; readonly ftInfo?: never | undefined; readonly repConfig?: never | undefined; readonly vAppConfigRemoved?: boolean | undefined; readonly vAssertsEnabled?: boolean | undefined; readonly changeTrackingEnabled?: boolean | undefined; readonly firmware?: string | undefined; readonly maxMksConnections?: number | undefined; readonly guestAutoLockEnabled?: boolean | undefined; readonly managedBy?: ManagedByInfo | undefined; readonly memoryReservationLockedToMax?: boolean | undefined; readonly nestedHVEnabled?: boolean | undefined; readonly vPMCEnabled?: boolean | undefined; readonly scheduledHardwareUpgradeInfo?: never | undefined; readonly vmProfile?: readonly AnyVirtualMachineProfileSpec[] | undefined; readonly messageBusTunnelEnabled?: boolean | undefined; readonly crypto?: never | undefined; readonly migrateEncryption?: string | undefined; readonly sgxInfo?: VirtualMachineSgxInfo | undefined; readonly ftEncryptionMode?: string | undefined; readonly guestMonitoringModeInfo?: VirtualMachineGuestMonitoringModeInfo | undefined; readonly sevEnabled?: boolean | undefined; readonly virtualNuma?: VirtualMachineVirtualNuma | undefined; readonly motherboardLayout?: string | undefined; readonly pmemFailoverEnabled?: boolean | undefined; readonly vmxStatsCollectionEnabled?: boolean | undefined; readonly vmOpNotificationToAppEnabled?: boolean | undefined; readonly vmOpNotificationTimeout?: number | undefined; readonly deviceSwap?: VirtualMachineVirtualDeviceSwap | undefined; readonly simultaneousThreads?: number | undefined; readonly pmem?: VirtualMachineVirtualPMem | undefined; readonly deviceGroups?: never | undefined; readonly fixedPassthruHotPlugEnabled?: boolean | undefined; readonly metroFtEnabled?: boolean | undefined; readonly metroFtHostGroup?: string | undefined; readonly tdxEnabled?: boolean | undefined; readonly sevSnpEnabled?: boolean | undefined; readonly tagSpecs?: readonly TagSpec[] | undefined; readonly vmPlacementPolicies?: readonly never[] | undefined; readonly extensionCompatibilityConstraint?: never | undefined; readonly skipExtensionCompatibilityChecks?: boolean | undefined; readonly _type?: "VirtualMachineConfigSpec"; }
export interface VirtualMachineFileInfo extends DynamicData { readonly vmPathName?: string | undefined; readonly snapshotDirectory?: string | undefined; readonly suspendDirectory?: string | undefined; readonly logDirectory?: string | undefined; readonly ftMetadataDirectory?: string | undefined; readonly _type?: "VirtualMachineFileInfo"; }
export interface ToolsConfigInfo extends DynamicData { readonly toolsVersion?: number | undefined; readonly toolsInstallType?: string | undefined; readonly afterPowerOn?: boolean | undefined; readonly afterResume?: boolean | undefined; readonly beforeGuestStandby?: boolean | undefined; readonly beforeGuestShutdown?: boolean | undefined; readonly beforeGuestReboot?: boolean | undefined; readonly toolsUpgradePolicy?: string | undefined; readonly pendingCustomization?: string | undefined; readonly customizationKeyId?: never | undefined; readonly syncTimeWithHostAllowed?: boolean | undefined; readonly syncTimeWithHost?: boolean | undefined; readonly lastInstallInfo?: ToolsConfigInfoToolsLastInstallInfo | undefined; readonly _type?: "ToolsConfigInfo"; }
export interface ToolsConfigInfoToolsLastInstallInfo extends DynamicData { readonly counter: number; readonly fault?: LocalizedMethodFault | undefined; readonly _type?: "ToolsConfigInfoToolsLastInstallInfo"; }
export interface VirtualMachineFlagInfo extends DynamicData { readonly disableAcceleration?: boolean | undefined; readonly enableLogging?: boolean | undefined; readonly useToe?: boolean | undefined; readonly runWithDebugInfo?: boolean | undefined; readonly monitorType?: string | undefined; readonly htSharing?: string | undefined; readonly snapshotDisabled?: boolean | undefined; readonly snapshotLocked?: boolean | undefined; readonly diskUuidEnabled?: boolean | undefined; readonly virtualMmuUsage?: string | undefined; readonly virtualExecUsage?: string | undefined; readonly snapshotPowerOffBehavior?: string | undefined; readonly recordReplayEnabled?: boolean | undefined; readonly faultToleranceType?: string | undefined; readonly cbrcCacheEnabled?: boolean | undefined; readonly vvtdEnabled?: boolean | undefined; readonly vbsEnabled?: boolean | undefined; readonly _type?: "VirtualMachineFlagInfo"; }
export interface VirtualMachineConsolePreferences extends DynamicData { readonly powerOnWhenOpened?: boolean | undefined; readonly enterFullScreenOnPowerOn?: boolean | undefined; readonly closeOnPowerOffOrSuspend?: boolean | undefined; readonly _type?: "VirtualMachineConsolePreferences"; }
export interface VirtualMachineDefaultPowerOpInfo extends DynamicData { readonly powerOffType?: string | undefined; readonly suspendType?: string | undefined; readonly resetType?: string | undefined; readonly defaultPowerOffType?: string | undefined; readonly defaultSuspendType?: string | undefined; readonly defaultResetType?: string | undefined; readonly standbyAction?: string | undefined; readonly _type?: "VirtualMachineDefaultPowerOpInfo"; }
export interface VirtualMachineVcpuConfig extends DynamicData { readonly latencySensitivity?: LatencySensitivity | undefined; readonly _type?: "VirtualMachineVcpuConfig"; }
export interface LatencySensitivity extends DynamicData { readonly level: EnumValues["LatencySensitivitySensitivityLevel"]; readonly sensitivity?: number | undefined; readonly _type?: "LatencySensitivity"; }
export interface VirtualMachineAffinityInfo extends DynamicData { readonly affinitySet?: readonly number[] | undefined; readonly _type?: "VirtualMachineAffinityInfo"; }
export interface VirtualMachineNetworkShaperInfo extends DynamicData { readonly enabled?: boolean | undefined; readonly peakBps?: number | undefined; readonly averageBps?: number | undefined; readonly burstSize?: number | undefined; readonly _type?: "VirtualMachineNetworkShaperInfo"; }
export interface VirtualMachineCpuIdInfoSpec extends ArrayUpdateSpec { readonly info?: HostCpuIdInfo | undefined; readonly _type?: "VirtualMachineCpuIdInfoSpec"; }
export interface HostCpuIdInfo extends DynamicData { readonly level: number; readonly vendor?: string | undefined; readonly eax?: string | undefined; readonly ebx?: string | undefined; readonly ecx?: string | undefined; readonly edx?: string | undefined; readonly _type?: "HostCpuIdInfo"; }
export interface VirtualMachineBootOptions extends DynamicData { readonly bootDelay?: number | undefined; readonly enterBIOSSetup?: boolean | undefined; readonly efiSecureBootEnabled?: boolean | undefined; readonly bootRetryEnabled?: boolean | undefined; readonly bootRetryDelay?: number | undefined; readonly bootOrder?: readonly AnyVirtualMachineBootOptionsBootableDevice[] | undefined; readonly networkBootProtocol?: string | undefined; readonly _type?: "VirtualMachineBootOptions"; }
export interface VirtualMachineBootOptionsBootableDevice extends DynamicData {  }
export interface VirtualMachineBootOptionsBootableCdromDevice extends VirtualMachineBootOptionsBootableDevice {  readonly _type?: "VirtualMachineBootOptionsBootableCdromDevice"; }
export interface VirtualMachineBootOptionsBootableDiskDevice extends VirtualMachineBootOptionsBootableDevice { readonly deviceKey: number; readonly _type?: "VirtualMachineBootOptionsBootableDiskDevice"; }
export interface VirtualMachineBootOptionsBootableEthernetDevice extends VirtualMachineBootOptionsBootableDevice { readonly deviceKey: number; readonly _type?: "VirtualMachineBootOptionsBootableEthernetDevice"; }
export interface VirtualMachineBootOptionsBootableFloppyDevice extends VirtualMachineBootOptionsBootableDevice {  readonly _type?: "VirtualMachineBootOptionsBootableFloppyDevice"; }
export interface ManagedByInfo extends DynamicData { readonly extensionKey: string; readonly type: string; readonly _type?: "ManagedByInfo"; }
export interface VirtualMachineProfileSpec extends DynamicData {  }
export interface VirtualMachineDefaultProfileSpec extends VirtualMachineProfileSpec {  readonly _type?: "VirtualMachineDefaultProfileSpec"; }
export interface VirtualMachineDefinedProfileSpec extends VirtualMachineProfileSpec { readonly profileId: string; readonly replicationSpec?: ReplicationSpec | undefined; readonly profileData?: VirtualMachineProfileRawData | undefined; readonly profileParams?: readonly KeyValue[] | undefined; readonly _type?: "VirtualMachineDefinedProfileSpec"; }
export interface ReplicationSpec extends DynamicData { readonly replicationGroupId: ReplicationGroupId; readonly _type?: "ReplicationSpec"; }
export interface ReplicationGroupId extends DynamicData { readonly faultDomainId: FaultDomainId; readonly deviceGroupId: DeviceGroupId; readonly _type?: "ReplicationGroupId"; }
export interface FaultDomainId extends DynamicData { readonly id: string; readonly _type?: "FaultDomainId"; }
export interface DeviceGroupId extends DynamicData { readonly id: string; readonly _type?: "DeviceGroupId"; }
export interface VirtualMachineProfileRawData extends DynamicData { readonly extensionKey: string; readonly objectData?: string | undefined; readonly _type?: "VirtualMachineProfileRawData"; }
export interface VirtualMachineEmptyProfileSpec extends VirtualMachineProfileSpec {  readonly _type?: "VirtualMachineEmptyProfileSpec"; }
export interface VirtualMachineSgxInfo extends DynamicData { readonly epcSize: number; readonly flcMode?: string | undefined; readonly lePubKeyHash?: string | undefined; readonly requireAttestation?: boolean | undefined; readonly _type?: "VirtualMachineSgxInfo"; }
export interface VirtualMachineGuestMonitoringModeInfo extends DynamicData { readonly gmmFile?: string | undefined; readonly gmmAppliance?: string | undefined; readonly _type?: "VirtualMachineGuestMonitoringModeInfo"; }
export interface VirtualMachineVirtualNuma extends DynamicData { readonly coresPerNumaNode?: number | undefined; readonly exposeVnumaOnCpuHotadd?: boolean | undefined; readonly _type?: "VirtualMachineVirtualNuma"; }
export interface VirtualMachineVirtualDeviceSwap extends DynamicData { readonly lsiToPvscsi?: VirtualMachineVirtualDeviceSwapDeviceSwapInfo | undefined; readonly _type?: "VirtualMachineVirtualDeviceSwap"; }
export interface VirtualMachineVirtualDeviceSwapDeviceSwapInfo extends DynamicData { readonly enabled?: boolean | undefined; readonly applicable?: boolean | undefined; readonly status?: string | undefined; readonly _type?: "VirtualMachineVirtualDeviceSwapDeviceSwapInfo"; }
export interface VirtualMachineVirtualPMem extends DynamicData { readonly snapshotMode?: string | undefined; readonly _type?: "VirtualMachineVirtualPMem"; }
export interface VirtualMachineConfigInfo extends DynamicData { readonly changeVersion: string; readonly modified: Date; readonly name: string; readonly guestFullName: string; readonly version: string; readonly uuid: string; readonly createDate?: Date | undefined; readonly instanceUuid?: string | undefined; readonly npivNodeWorldWideName?: readonly number[] | undefined; readonly npivPortWorldWideName?: readonly number[] | undefined; readonly npivWorldWideNameType?: string | undefined; readonly npivDesiredNodeWwns?: number | undefined; readonly npivDesiredPortWwns?: number | undefined; readonly npivTemporaryDisabled?: boolean | undefined; readonly npivOnNonRdmDisks?: boolean | undefined; readonly locationId?: string | undefined; readonly template: boolean; readonly guestId: string; readonly alternateGuestName: string; readonly annotation?: string | undefined; readonly files: VirtualMachineFileInfo; readonly tools?: ToolsConfigInfo | undefined; readonly flags: VirtualMachineFlagInfo; readonly consolePreferences?: VirtualMachineConsolePreferences | undefined; readonly defaultPowerOps: VirtualMachineDefaultPowerOpInfo; readonly rebootPowerOff?: boolean | undefined; readonly hardware: VirtualHardware; readonly vcpuConfig?: readonly VirtualMachineVcpuConfig[] | undefined; readonly cpuAllocation?: ResourceAllocationInfo | undefined; readonly memoryAllocation?: ResourceAllocationInfo | undefined; readonly latencySensitivity?: LatencySensitivity | undefined; readonly memoryHotAddEnabled?: boolean | undefined; readonly cpuHotAddEnabled?: boolean | undefined; readonly cpuHotRemoveEnabled?: boolean | undefined; readonly hotPlugMemoryLimit?: number | undefined; readonly hotPlugMemoryIncrementSize?: number | undefined; readonly cpuAffinity?: VirtualMachineAffinityInfo | undefined; readonly memoryAffinity?: VirtualMachineAffinityInfo | undefined; readonly networkShaper?: VirtualMachineNetworkShaperInfo | undefined; readonly extraConfig?: readonly OptionValue[] | undefined; readonly cpuFeatureMask?: readonly HostCpuIdInfo[] | undefined; readonly datastoreUrl?: readonly VirtualMachineConfigInfoDatastoreUrlPair[] | undefined; readonly swapPlacement?: string | undefined; readonly bootOptions?: VirtualMachineBootOptions | undefined; readonly ftInfo?: never | undefined; readonly repConfig?: never | undefined; readonly vAppConfig?: VmConfigInfo | undefined; readonly vAssertsEnabled?: boolean | undefined; readonly changeTrackingEnabled?: boolean | undefined; readonly firmware?: string | undefined; readonly maxMksConnections?: number | undefined; readonly guestAutoLockEnabled?: boolean | undefined; readonly managedBy?: ManagedByInfo | undefined; readonly memoryReservationLockedToMax?: boolean | undefined; readonly initialOverhead?: VirtualMachineConfigInfoOverheadInfo | undefined; readonly nestedHVEnabled?: boolean | undefined; readonly vPMCEnabled?: boolean | undefined; readonly scheduledHardwareUpgradeInfo?: never | undefined; readonly forkConfigInfo?: never | undefined; readonly vFlashCacheReservation?: number | undefined; readonly vmxConfigChecksum?: Uint8Array | undefined; readonly messageBusTunnelEnabled?: boolean | undefined; readonly vmStorageObjectId?: string | undefined; readonly swapStorageObjectId?: string | undefined; readonly keyId?: never | undefined; readonly guestIntegrityInfo?: never | undefined; readonly migrateEncryption?: string | undefined; readonly sgxInfo?: VirtualMachineSgxInfo | undefined; readonly contentLibItemInfo?: VirtualMachineContentLibraryItemInfo | undefined; readonly ftEncryptionMode?: string | undefined; readonly guestMonitoringModeInfo?: VirtualMachineGuestMonitoringModeInfo | undefined; readonly sevEnabled?: boolean | undefined; readonly numaInfo?: VirtualMachineVirtualNumaInfo | undefined; readonly pmemFailoverEnabled?: boolean | undefined; readonly vmxStatsCollectionEnabled?: boolean | undefined; readonly vmOpNotificationToAppEnabled?: boolean | undefined; readonly vmOpNotificationTimeout?: number | undefined; readonly deviceSwap?: VirtualMachineVirtualDeviceSwap | undefined; readonly pmem?: VirtualMachineVirtualPMem | undefined; readonly deviceGroups?: never | undefined; readonly fixedPassthruHotPlugEnabled?: boolean | undefined; readonly metroFtEnabled?: boolean | undefined; readonly vmxRuntimeConfig?: readonly OptionValue[] | undefined; readonly metroFtHostGroup?: string | undefined; readonly tdxEnabled?: boolean | undefined; readonly sevSnpEnabled?: boolean | undefined; readonly extensionCompatibilityConstraint?: never | undefined; readonly _type?: "VirtualMachineConfigInfo"; }
export interface VirtualMachineConfigInfoDatastoreUrlPair extends DynamicData { readonly name: string; readonly url: string; readonly _type?: "VirtualMachineConfigInfoDatastoreUrlPair"; }
export interface VirtualMachineConfigInfoOverheadInfo extends DynamicData { readonly initialMemoryReservation?: number | undefined; readonly initialSwapReservation?: number | undefined; readonly _type?: "VirtualMachineConfigInfoOverheadInfo"; }
export interface VirtualMachineContentLibraryItemInfo extends DynamicData { readonly contentLibraryItemUuid: string; readonly contentLibraryItemVersion?: string | undefined; readonly _type?: "VirtualMachineContentLibraryItemInfo"; }
export interface VirtualMachineVirtualNumaInfo extends DynamicData { readonly coresPerNumaNode?: number | undefined; readonly autoCoresPerNumaNode?: boolean | undefined; readonly vnumaOnCpuHotaddExposed?: boolean | undefined; readonly _type?: "VirtualMachineVirtualNumaInfo"; }
export interface VirtualHardware extends DynamicData { readonly numCPU: number; readonly numCoresPerSocket?: number | undefined; readonly autoCoresPerSocket?: boolean | undefined; readonly memoryMB: number; readonly virtualICH7MPresent?: boolean | undefined; readonly virtualSMCPresent?: boolean | undefined; readonly device?: readonly AnyVirtualDevice[] | undefined; readonly motherboardLayout?: string | undefined; readonly simultaneousThreads?: number | undefined; readonly _type?: "VirtualHardware"; }
export interface VirtualDevice extends DynamicData { readonly key: number; readonly deviceInfo?: AnyDescription | undefined; readonly backing?: AnyVirtualDeviceBackingInfo | undefined; readonly connectable?: VirtualDeviceConnectInfo | undefined; readonly slotInfo?: AnyVirtualDeviceBusSlotInfo | undefined; readonly controllerKey?: number | undefined; readonly unitNumber?: number | undefined; readonly numaNode?: number | undefined; readonly deviceGroupInfo?: VirtualDeviceDeviceGroupInfo | undefined; }
export interface VirtualDeviceConnectInfo extends DynamicData { readonly migrateConnect?: string | undefined; readonly startConnected: boolean; readonly allowGuestControl: boolean; readonly connected: boolean; readonly status?: string | undefined; readonly _type?: "VirtualDeviceConnectInfo"; }
export interface VirtualDeviceBusSlotInfo extends DynamicData {  }
export interface VirtualDevicePciBusSlotInfo extends VirtualDeviceBusSlotInfo { readonly pciSlotNumber: number; }
export interface VirtualUSBControllerPciBusSlotInfo extends VirtualDevicePciBusSlotInfo { readonly ehciPciSlotNumber?: number | undefined; readonly _type?: "VirtualUSBControllerPciBusSlotInfo"; }
export interface VirtualDeviceDeviceGroupInfo extends DynamicData { readonly groupInstanceKey: number; readonly sequenceId: number; readonly _type?: "VirtualDeviceDeviceGroupInfo"; }
export interface VirtualCdrom extends VirtualDevice {  readonly _type?: "VirtualCdrom"; }
export interface VirtualController extends VirtualDevice { readonly busNumber: number; readonly device?: readonly number[] | undefined; }
export interface VirtualIDEController extends VirtualController {  readonly _type?: "VirtualIDEController"; }
export interface VirtualNVMEController extends VirtualController { readonly sharedBus?: string | undefined; readonly _type?: "VirtualNVMEController"; }
export interface VirtualPCIController extends VirtualController {  readonly _type?: "VirtualPCIController"; }
export interface VirtualPS2Controller extends VirtualController {  readonly _type?: "VirtualPS2Controller"; }
export interface VirtualSATAController extends VirtualController {  }
export interface VirtualAHCIController extends VirtualSATAController {  readonly _type?: "VirtualAHCIController"; }
export interface VirtualSCSIController extends VirtualController { readonly hotAddRemove?: boolean | undefined; readonly sharedBus: EnumValues["VirtualSCSISharing"]; readonly scsiCtlrUnitNumber?: number | undefined; }
export interface ParaVirtualSCSIController extends VirtualSCSIController {  readonly _type?: "ParaVirtualSCSIController"; }
export interface VirtualBusLogicController extends VirtualSCSIController {  readonly _type?: "VirtualBusLogicController"; }
export interface VirtualLsiLogicController extends VirtualSCSIController {  readonly _type?: "VirtualLsiLogicController"; }
export interface VirtualLsiLogicSASController extends VirtualSCSIController {  readonly _type?: "VirtualLsiLogicSASController"; }
export interface VirtualSIOController extends VirtualController {  readonly _type?: "VirtualSIOController"; }
export interface VirtualUSBController extends VirtualController { readonly autoConnectDevices?: boolean | undefined; readonly ehciEnabled?: boolean | undefined; readonly _type?: "VirtualUSBController"; }
export interface VirtualUSBXHCIController extends VirtualController { readonly autoConnectDevices?: boolean | undefined; readonly _type?: "VirtualUSBXHCIController"; }
export interface VirtualDisk extends VirtualDevice { readonly capacityInKB: number; readonly capacityInBytes?: number | undefined; readonly shares?: SharesInfo | undefined; readonly storageIOAllocation?: StorageIOAllocationInfo | undefined; readonly diskObjectId?: string | undefined; readonly vFlashCacheConfigInfo?: VirtualDiskVFlashCacheConfigInfo | undefined; readonly iofilter?: readonly string[] | undefined; readonly vDiskId?: ID | undefined; readonly vDiskVersion?: number | undefined; readonly virtualDiskFormat?: string | undefined; readonly nativeUnmanagedLinkedClone?: boolean | undefined; readonly independentFilters?: readonly never[] | undefined; readonly guestReadOnly?: boolean | undefined; readonly _type?: "VirtualDisk"; }
export interface StorageIOAllocationInfo extends DynamicData { readonly limit?: number | undefined; readonly shares?: SharesInfo | undefined; readonly reservation?: number | undefined; readonly _type?: "StorageIOAllocationInfo"; }
export interface VirtualDiskVFlashCacheConfigInfo extends DynamicData { readonly vFlashModule?: string | undefined; readonly reservationInMB?: number | undefined; readonly cacheConsistencyType?: string | undefined; readonly cacheMode?: string | undefined; readonly blockSizeInKB?: number | undefined; readonly _type?: "VirtualDiskVFlashCacheConfigInfo"; }
export interface ID extends DynamicData { readonly id: string; readonly _type?: "ID"; }
export interface VirtualEthernetCard extends VirtualDevice { readonly addressType?: string | undefined; readonly macAddress?: string | undefined; readonly wakeOnLanEnabled?: boolean | undefined; readonly resourceAllocation?: VirtualEthernetCardResourceAllocation | undefined; readonly externalId?: string | undefined; readonly uptCompatibilityEnabled?: boolean | undefined; readonly subnetId?: string | undefined; }
export interface VirtualEthernetCardResourceAllocation extends DynamicData { readonly reservation?: number | undefined; readonly share: SharesInfo; readonly limit?: number | undefined; readonly _type?: "VirtualEthernetCardResourceAllocation"; }
export interface VirtualE1000 extends VirtualEthernetCard {  readonly _type?: "VirtualE1000"; }
export interface VirtualE1000e extends VirtualEthernetCard {  readonly _type?: "VirtualE1000e"; }
export interface VirtualPCNet32 extends VirtualEthernetCard {  readonly _type?: "VirtualPCNet32"; }
export interface VirtualVmxnet extends VirtualEthernetCard {  }
export interface VirtualVmxnet2 extends VirtualVmxnet {  readonly _type?: "VirtualVmxnet2"; }
export interface VirtualVmxnet3 extends VirtualVmxnet { readonly uptv2Enabled?: boolean | undefined; readonly strictLatencyConfig?: VirtualVmxnet3StrictLatencyConfig | undefined; readonly _type?: "VirtualVmxnet3"; }
export interface VirtualVmxnet3StrictLatencyConfig extends DynamicData { readonly allowed?: boolean | undefined; readonly measureLatency?: boolean | undefined; readonly maxTxQueues?: number | undefined; readonly maxRxQueues?: number | undefined; readonly txDataRingDescSize?: number | undefined; readonly rxDataRingDescSize?: number | undefined; readonly disableOffload?: string | undefined; readonly _type?: "VirtualVmxnet3StrictLatencyConfig"; }
export interface VirtualFloppy extends VirtualDevice {  readonly _type?: "VirtualFloppy"; }
export interface VirtualKeyboard extends VirtualDevice {  readonly _type?: "VirtualKeyboard"; }
export interface VirtualMachineVMCIDevice extends VirtualDevice { readonly id?: number | undefined; readonly allowUnrestrictedCommunication?: boolean | undefined; readonly filterEnable?: boolean | undefined; readonly filterInfo?: VirtualMachineVMCIDeviceFilterInfo | undefined; readonly _type?: "VirtualMachineVMCIDevice"; }
export interface VirtualMachineVMCIDeviceFilterInfo extends DynamicData { readonly filters?: readonly VirtualMachineVMCIDeviceFilterSpec[] | undefined; readonly _type?: "VirtualMachineVMCIDeviceFilterInfo"; }
export interface VirtualMachineVMCIDeviceFilterSpec extends DynamicData { readonly rank: number; readonly action: string; readonly protocol: string; readonly direction: string; readonly lowerDstPortBoundary?: number | undefined; readonly upperDstPortBoundary?: number | undefined; readonly _type?: "VirtualMachineVMCIDeviceFilterSpec"; }
export interface VirtualMachineVideoCard extends VirtualDevice { readonly videoRamSizeInKB?: number | undefined; readonly numDisplays?: number | undefined; readonly useAutoDetect?: boolean | undefined; readonly enable3DSupport?: boolean | undefined; readonly use3dRenderer?: string | undefined; readonly graphicsMemorySizeInKB?: number | undefined; readonly _type?: "VirtualMachineVideoCard"; }
export interface VirtualPointingDevice extends VirtualDevice {  readonly _type?: "VirtualPointingDevice"; }
export interface VirtualSerialPort extends VirtualDevice { readonly yieldOnPoll: boolean; readonly _type?: "VirtualSerialPort"; }
export interface VirtualTPM extends VirtualDevice { readonly endorsementKeyCertificateSigningRequest?: readonly Uint8Array[] | undefined; readonly endorsementKeyCertificate?: readonly Uint8Array[] | undefined; readonly _type?: "VirtualTPM"; }
export interface VirtualUSB extends VirtualDevice { readonly connected: boolean; readonly vendor?: number | undefined; readonly product?: number | undefined; readonly family?: readonly string[] | undefined; readonly speed?: readonly string[] | undefined; readonly _type?: "VirtualUSB"; }
export interface VirtualDeviceConfigSpec extends DynamicData { readonly operation?: EnumValues["VirtualDeviceConfigSpecOperation"] | undefined; readonly fileOperation?: EnumValues["VirtualDeviceConfigSpecFileOperation"] | undefined; readonly device: AnyVirtualDevice; readonly profile?: readonly AnyVirtualMachineProfileSpec[] | undefined; readonly backing?: VirtualDeviceConfigSpecBackingSpec | undefined; readonly filterSpec?: readonly never[] | undefined; readonly changeMode?: string | undefined; }
export interface VirtualDeviceConfigSpecBackingSpec extends DynamicData { readonly parent?: VirtualDeviceConfigSpecBackingSpec | undefined; readonly crypto?: never | undefined; readonly _type?: "VirtualDeviceConfigSpecBackingSpec"; }
export interface VirtualDiskConfigSpec extends VirtualDeviceConfigSpec { readonly diskMoveType?: string | undefined; readonly migrateCache?: boolean | undefined; readonly _type?: "VirtualDiskConfigSpec"; }
export interface VirtualDeviceBackingInfo extends DynamicData {  }
export interface VirtualDeviceDeviceBackingInfo extends VirtualDeviceBackingInfo { readonly deviceName: string; readonly useAutoDetect?: boolean | undefined; }
export interface VirtualCdromAtapiBackingInfo extends VirtualDeviceDeviceBackingInfo {  readonly _type?: "VirtualCdromAtapiBackingInfo"; }
export interface VirtualCdromPassthroughBackingInfo extends VirtualDeviceDeviceBackingInfo { readonly exclusive: boolean; readonly _type?: "VirtualCdromPassthroughBackingInfo"; }
export interface VirtualEthernetCardLegacyNetworkBackingInfo extends VirtualDeviceDeviceBackingInfo {  readonly _type?: "VirtualEthernetCardLegacyNetworkBackingInfo"; }
export interface VirtualEthernetCardNetworkBackingInfo extends VirtualDeviceDeviceBackingInfo { readonly network?: ManagedObjectReference | undefined; readonly inPassthroughMode?: boolean | undefined; readonly _type?: "VirtualEthernetCardNetworkBackingInfo"; }
export interface VirtualFloppyDeviceBackingInfo extends VirtualDeviceDeviceBackingInfo {  readonly _type?: "VirtualFloppyDeviceBackingInfo"; }
export interface VirtualPointingDeviceDeviceBackingInfo extends VirtualDeviceDeviceBackingInfo { readonly hostPointingDevice: string; readonly _type?: "VirtualPointingDeviceDeviceBackingInfo"; }
export interface VirtualSerialPortDeviceBackingInfo extends VirtualDeviceDeviceBackingInfo {  readonly _type?: "VirtualSerialPortDeviceBackingInfo"; }
export interface VirtualUSBRemoteHostBackingInfo extends VirtualDeviceDeviceBackingInfo { readonly hostname: string; readonly _type?: "VirtualUSBRemoteHostBackingInfo"; }
export interface VirtualUSBUSBBackingInfo extends VirtualDeviceDeviceBackingInfo {  readonly _type?: "VirtualUSBUSBBackingInfo"; }
export interface VirtualDeviceFileBackingInfo extends VirtualDeviceBackingInfo { readonly fileName: string; readonly datastore?: ManagedObjectReference | undefined; readonly backingObjectId?: string | undefined; }
export interface VirtualCdromIsoBackingInfo extends VirtualDeviceFileBackingInfo {  readonly _type?: "VirtualCdromIsoBackingInfo"; }
export interface VirtualDiskFlatVer1BackingInfo extends VirtualDeviceFileBackingInfo { readonly diskMode: string; readonly split?: boolean | undefined; readonly writeThrough?: boolean | undefined; readonly contentId?: string | undefined; readonly parent?: VirtualDiskFlatVer1BackingInfo | undefined; readonly _type?: "VirtualDiskFlatVer1BackingInfo"; }
export interface VirtualDiskFlatVer2BackingInfo extends VirtualDeviceFileBackingInfo { readonly diskMode: string; readonly split?: boolean | undefined; readonly writeThrough?: boolean | undefined; readonly thinProvisioned?: boolean | undefined; readonly eagerlyScrub?: boolean | undefined; readonly uuid?: string | undefined; readonly contentId?: string | undefined; readonly changeId?: string | undefined; readonly parent?: VirtualDiskFlatVer2BackingInfo | undefined; readonly deltaDiskFormat?: string | undefined; readonly digestEnabled?: boolean | undefined; readonly deltaGrainSize?: number | undefined; readonly deltaDiskFormatVariant?: string | undefined; readonly sharing?: string | undefined; readonly keyId?: never | undefined; readonly _type?: "VirtualDiskFlatVer2BackingInfo"; }
export interface VirtualDiskRawDiskMappingVer1BackingInfo extends VirtualDeviceFileBackingInfo { readonly lunUuid?: string | undefined; readonly deviceName?: string | undefined; readonly compatibilityMode?: string | undefined; readonly diskMode?: string | undefined; readonly uuid?: string | undefined; readonly contentId?: string | undefined; readonly changeId?: string | undefined; readonly parent?: VirtualDiskRawDiskMappingVer1BackingInfo | undefined; readonly deltaDiskFormat?: string | undefined; readonly deltaGrainSize?: number | undefined; readonly sharing?: string | undefined; readonly _type?: "VirtualDiskRawDiskMappingVer1BackingInfo"; }
export interface VirtualDiskSeSparseBackingInfo extends VirtualDeviceFileBackingInfo { readonly diskMode: string; readonly writeThrough?: boolean | undefined; readonly uuid?: string | undefined; readonly contentId?: string | undefined; readonly changeId?: string | undefined; readonly parent?: VirtualDiskSeSparseBackingInfo | undefined; readonly deltaDiskFormat?: string | undefined; readonly digestEnabled?: boolean | undefined; readonly grainSize?: number | undefined; readonly keyId?: never | undefined; readonly _type?: "VirtualDiskSeSparseBackingInfo"; }
export interface VirtualDiskSparseVer1BackingInfo extends VirtualDeviceFileBackingInfo { readonly diskMode: string; readonly split?: boolean | undefined; readonly writeThrough?: boolean | undefined; readonly spaceUsedInKB?: number | undefined; readonly contentId?: string | undefined; readonly parent?: VirtualDiskSparseVer1BackingInfo | undefined; readonly _type?: "VirtualDiskSparseVer1BackingInfo"; }
export interface VirtualDiskSparseVer2BackingInfo extends VirtualDeviceFileBackingInfo { readonly diskMode: string; readonly split?: boolean | undefined; readonly writeThrough?: boolean | undefined; readonly spaceUsedInKB?: number | undefined; readonly uuid?: string | undefined; readonly contentId?: string | undefined; readonly changeId?: string | undefined; readonly parent?: VirtualDiskSparseVer2BackingInfo | undefined; readonly keyId?: never | undefined; readonly _type?: "VirtualDiskSparseVer2BackingInfo"; }
export interface VirtualFloppyImageBackingInfo extends VirtualDeviceFileBackingInfo {  readonly _type?: "VirtualFloppyImageBackingInfo"; }
export interface VirtualSerialPortFileBackingInfo extends VirtualDeviceFileBackingInfo {  readonly _type?: "VirtualSerialPortFileBackingInfo"; }
export interface VirtualDevicePipeBackingInfo extends VirtualDeviceBackingInfo { readonly pipeName: string; }
export interface VirtualSerialPortPipeBackingInfo extends VirtualDevicePipeBackingInfo { readonly endpoint: string; readonly noRxLoss?: boolean | undefined; readonly _type?: "VirtualSerialPortPipeBackingInfo"; }
export interface VirtualDeviceRemoteDeviceBackingInfo extends VirtualDeviceBackingInfo { readonly deviceName: string; readonly useAutoDetect?: boolean | undefined; }
export interface VirtualCdromRemoteAtapiBackingInfo extends VirtualDeviceRemoteDeviceBackingInfo {  readonly _type?: "VirtualCdromRemoteAtapiBackingInfo"; }
export interface VirtualCdromRemotePassthroughBackingInfo extends VirtualDeviceRemoteDeviceBackingInfo { readonly exclusive: boolean; readonly _type?: "VirtualCdromRemotePassthroughBackingInfo"; }
export interface VirtualFloppyRemoteDeviceBackingInfo extends VirtualDeviceRemoteDeviceBackingInfo {  readonly _type?: "VirtualFloppyRemoteDeviceBackingInfo"; }
export interface VirtualUSBRemoteClientBackingInfo extends VirtualDeviceRemoteDeviceBackingInfo { readonly hostname: string; readonly _type?: "VirtualUSBRemoteClientBackingInfo"; }
export interface VirtualDeviceURIBackingInfo extends VirtualDeviceBackingInfo { readonly serviceURI: string; readonly direction: string; readonly proxyURI?: string | undefined; }
export interface VirtualSerialPortURIBackingInfo extends VirtualDeviceURIBackingInfo {  readonly _type?: "VirtualSerialPortURIBackingInfo"; }
export interface VirtualEthernetCardDistributedVirtualPortBackingInfo extends VirtualDeviceBackingInfo { readonly port: DistributedVirtualSwitchPortConnection; readonly _type?: "VirtualEthernetCardDistributedVirtualPortBackingInfo"; }
export interface DistributedVirtualSwitchPortConnection extends DynamicData { readonly switchUuid: string; readonly portgroupKey?: string | undefined; readonly portKey?: string | undefined; readonly connectionCookie?: number | undefined; readonly _type?: "DistributedVirtualSwitchPortConnection"; }
export interface VirtualEthernetCardOpaqueNetworkBackingInfo extends VirtualDeviceBackingInfo { readonly opaqueNetworkId: string; readonly opaqueNetworkType: string; readonly _type?: "VirtualEthernetCardOpaqueNetworkBackingInfo"; }
export interface VirtualSerialPortThinPrintBackingInfo extends VirtualDeviceBackingInfo {  readonly _type?: "VirtualSerialPortThinPrintBackingInfo"; }
export interface VmConfigInfo extends DynamicData { readonly product?: readonly VAppProductInfo[] | undefined; readonly property?: readonly VAppPropertyInfo[] | undefined; readonly ipAssignment: VAppIPAssignmentInfo; readonly eula?: readonly string[] | undefined; readonly ovfSection?: readonly VAppOvfSectionInfo[] | undefined; readonly ovfEnvironmentTransport?: readonly string[] | undefined; readonly installBootRequired: boolean; readonly installBootStopDelay: number; readonly _type?: "VmConfigInfo"; }
export interface VAppProductInfo extends DynamicData { readonly key: number; readonly classId?: string | undefined; readonly instanceId?: string | undefined; readonly name?: string | undefined; readonly vendor?: string | undefined; readonly version?: string | undefined; readonly fullVersion?: string | undefined; readonly vendorUrl?: string | undefined; readonly productUrl?: string | undefined; readonly appUrl?: string | undefined; readonly _type?: "VAppProductInfo"; }
export interface VAppPropertyInfo extends DynamicData { readonly key: number; readonly classId?: string | undefined; readonly instanceId?: string | undefined; readonly id?: string | undefined; readonly category?: string | undefined; readonly label?: string | undefined; readonly type?: string | undefined; readonly typeReference?: string | undefined; readonly userConfigurable?: boolean | undefined; readonly defaultValue?: string | undefined; readonly value?: string | undefined; readonly description?: string | undefined; readonly _type?: "VAppPropertyInfo"; }
export interface VAppIPAssignmentInfo extends DynamicData { readonly supportedAllocationScheme?: readonly string[] | undefined; readonly ipAllocationPolicy?: string | undefined; readonly supportedIpProtocol?: readonly string[] | undefined; readonly ipProtocol?: string | undefined; readonly _type?: "VAppIPAssignmentInfo"; }
export interface VAppOvfSectionInfo extends DynamicData { readonly key?: number | undefined; readonly namespace?: string | undefined; readonly type?: string | undefined; readonly atEnvelopeLevel?: boolean | undefined; readonly contents?: string | undefined; readonly _type?: "VAppOvfSectionInfo"; }
export interface VmConfigSpec extends DynamicData { readonly product?: readonly VAppProductSpec[] | undefined; readonly property?: readonly VAppPropertySpec[] | undefined; readonly ipAssignment?: VAppIPAssignmentInfo | undefined; readonly eula?: readonly string[] | undefined; readonly ovfSection?: readonly VAppOvfSectionSpec[] | undefined; readonly ovfEnvironmentTransport?: readonly string[] | undefined; readonly installBootRequired?: boolean | undefined; readonly installBootStopDelay?: number | undefined; }
export interface VAppProductSpec extends ArrayUpdateSpec { readonly info?: VAppProductInfo | undefined; readonly _type?: "VAppProductSpec"; }
export interface VAppPropertySpec extends ArrayUpdateSpec { readonly info?: VAppPropertyInfo | undefined; readonly _type?: "VAppPropertySpec"; }
export interface VAppOvfSectionSpec extends ArrayUpdateSpec { readonly info?: VAppOvfSectionInfo | undefined; readonly _type?: "VAppOvfSectionSpec"; }
export interface VAppConfigSpec extends VmConfigSpec { readonly entityConfig?: readonly VAppEntityConfigInfo[] | undefined; readonly annotation?: string | undefined; readonly instanceUuid?: string | undefined; readonly managedBy?: ManagedByInfo | undefined; readonly _type?: "VAppConfigSpec"; }
export interface VAppEntityConfigInfo extends DynamicData { readonly key?: ManagedObjectReference | undefined; readonly tag?: string | undefined; readonly startOrder?: number | undefined; readonly startDelay?: number | undefined; readonly waitingForGuest?: boolean | undefined; readonly startAction?: string | undefined; readonly stopDelay?: number | undefined; readonly stopAction?: string | undefined; readonly destroyWithParent?: boolean | undefined; readonly _type?: "VAppEntityConfigInfo"; }
export interface GuestInfo extends DynamicData { readonly toolsStatus?: EnumValues["VirtualMachineToolsStatus"] | undefined; readonly toolsVersionStatus?: string | undefined; readonly toolsVersionStatus2?: string | undefined; readonly toolsRunningStatus?: string | undefined; readonly toolsVersion?: string | undefined; readonly toolsInstallType?: string | undefined; readonly guestId?: string | undefined; readonly guestFamily?: string | undefined; readonly guestFullName?: string | undefined; readonly guestDetailedData?: string | undefined; readonly hostName?: string | undefined; readonly ipAddress?: string | undefined; readonly net?: readonly GuestNicInfo[] | undefined; readonly ipStack?: readonly GuestStackInfo[] | undefined; readonly disk?: readonly GuestDiskInfo[] | undefined; readonly screen?: GuestScreenInfo | undefined; readonly guestState: string; readonly appHeartbeatStatus?: string | undefined; readonly guestKernelCrashed?: boolean | undefined; readonly appState?: string | undefined; readonly guestOperationsReady?: boolean | undefined; readonly interactiveGuestOperationsReady?: boolean | undefined; readonly guestStateChangeSupported?: boolean | undefined; readonly generationInfo?: readonly GuestInfoNamespaceGenerationInfo[] | undefined; readonly hwVersion?: string | undefined; readonly customizationInfo?: GuestInfoCustomizationInfo | undefined; readonly _type?: "GuestInfo"; }
export interface GuestNicInfo extends DynamicData { readonly network?: string | undefined; readonly ipAddress?: readonly string[] | undefined; readonly macAddress?: string | undefined; readonly connected: boolean; readonly deviceConfigId: number; readonly dnsConfig?: NetDnsConfigInfo | undefined; readonly ipConfig?: NetIpConfigInfo | undefined; readonly netBIOSConfig?: NetBIOSConfigInfo | undefined; readonly _type?: "GuestNicInfo"; }
export interface NetDnsConfigInfo extends DynamicData { readonly dhcp: boolean; readonly hostName: string; readonly domainName: string; readonly ipAddress?: readonly string[] | undefined; readonly searchDomain?: readonly string[] | undefined; readonly _type?: "NetDnsConfigInfo"; }
export interface NetIpConfigInfo extends DynamicData { readonly ipAddress?: readonly NetIpConfigInfoIpAddress[] | undefined; readonly dhcp?: NetDhcpConfigInfo | undefined; readonly autoConfigurationEnabled?: boolean | undefined; readonly _type?: "NetIpConfigInfo"; }
export interface NetIpConfigInfoIpAddress extends DynamicData { readonly ipAddress: string; readonly prefixLength: number; readonly origin?: string | undefined; readonly state?: string | undefined; readonly lifetime?: Date | undefined; readonly _type?: "NetIpConfigInfoIpAddress"; }
export interface NetDhcpConfigInfo extends DynamicData { readonly ipv6?: NetDhcpConfigInfoDhcpOptions | undefined; readonly ipv4?: NetDhcpConfigInfoDhcpOptions | undefined; readonly _type?: "NetDhcpConfigInfo"; }
export interface NetDhcpConfigInfoDhcpOptions extends DynamicData { readonly enable: boolean; readonly config?: readonly KeyValue[] | undefined; readonly _type?: "NetDhcpConfigInfoDhcpOptions"; }
export interface NetBIOSConfigInfo extends DynamicData { readonly mode: string; readonly _type?: "NetBIOSConfigInfo"; }
export interface GuestStackInfo extends DynamicData { readonly dnsConfig?: NetDnsConfigInfo | undefined; readonly ipRouteConfig?: NetIpRouteConfigInfo | undefined; readonly ipStackConfig?: readonly KeyValue[] | undefined; readonly dhcpConfig?: NetDhcpConfigInfo | undefined; readonly _type?: "GuestStackInfo"; }
export interface NetIpRouteConfigInfo extends DynamicData { readonly ipRoute?: readonly NetIpRouteConfigInfoIpRoute[] | undefined; readonly _type?: "NetIpRouteConfigInfo"; }
export interface NetIpRouteConfigInfoIpRoute extends DynamicData { readonly network: string; readonly prefixLength: number; readonly gateway: NetIpRouteConfigInfoGateway; readonly _type?: "NetIpRouteConfigInfoIpRoute"; }
export interface NetIpRouteConfigInfoGateway extends DynamicData { readonly ipAddress?: string | undefined; readonly device?: string | undefined; readonly _type?: "NetIpRouteConfigInfoGateway"; }
export interface GuestDiskInfo extends DynamicData { readonly diskPath?: string | undefined; readonly capacity?: number | undefined; readonly freeSpace?: number | undefined; readonly filesystemType?: string | undefined; readonly mappings?: readonly GuestInfoVirtualDiskMapping[] | undefined; readonly _type?: "GuestDiskInfo"; }
export interface GuestInfoVirtualDiskMapping extends DynamicData { readonly key: number; readonly _type?: "GuestInfoVirtualDiskMapping"; }
export interface GuestScreenInfo extends DynamicData { readonly width: number; readonly height: number; readonly _type?: "GuestScreenInfo"; }
export interface GuestInfoNamespaceGenerationInfo extends DynamicData { readonly key: string; readonly generationNo: number; readonly _type?: "GuestInfoNamespaceGenerationInfo"; }
export interface GuestInfoCustomizationInfo extends DynamicData { readonly customizationStatus: string; readonly startTime?: Date | undefined; readonly endTime?: Date | undefined; readonly errorMsg?: string | undefined; readonly _type?: "GuestInfoCustomizationInfo"; }
export interface VirtualMachineCloneSpec extends DynamicData { readonly location: VirtualMachineRelocateSpec; readonly template: boolean; readonly config?: VirtualMachineConfigSpec | undefined; readonly customization?: never | undefined; readonly powerOn: boolean; readonly snapshot?: ManagedObjectReference | undefined; readonly memory?: boolean | undefined; readonly tpmProvisionPolicy?: string | undefined; readonly _type?: "VirtualMachineCloneSpec"; }
export interface VirtualMachineRelocateSpec extends DynamicData { readonly service?: never | undefined; readonly folder?: ManagedObjectReference | undefined; readonly datastore?: ManagedObjectReference | undefined; readonly diskMoveType?: string | undefined; readonly pool?: ManagedObjectReference | undefined; readonly host?: ManagedObjectReference | undefined; readonly disk?: readonly VirtualMachineRelocateSpecDiskLocator[] | undefined; readonly transform?: EnumValues["VirtualMachineRelocateTransformation"] | undefined; readonly deviceChange?: readonly AnyVirtualDeviceConfigSpec[] | undefined; readonly profile?: readonly AnyVirtualMachineProfileSpec[] | undefined; readonly cryptoSpec?: never | undefined; readonly tagSpecs?: readonly TagSpec[] | undefined; readonly vmPlacementPolicies?: readonly never[] | undefined; readonly skipExtensionCompatibilityChecks?: boolean | undefined; readonly _type?: "VirtualMachineRelocateSpec"; }
export interface VirtualMachineRelocateSpecDiskLocator extends DynamicData { readonly diskId: number; readonly datastore: ManagedObjectReference; readonly diskMoveType?: string | undefined; readonly diskBackingInfo?: AnyVirtualDeviceBackingInfo | undefined; readonly profile?: readonly AnyVirtualMachineProfileSpec[] | undefined; readonly backing?: VirtualMachineRelocateSpecDiskLocatorBackingSpec | undefined; readonly filterSpec?: readonly never[] | undefined; readonly _type?: "VirtualMachineRelocateSpecDiskLocator"; }
export interface VirtualMachineRelocateSpecDiskLocatorBackingSpec extends DynamicData { readonly parent?: VirtualMachineRelocateSpecDiskLocatorBackingSpec | undefined; readonly crypto?: never | undefined; readonly _type?: "VirtualMachineRelocateSpecDiskLocatorBackingSpec"; }
export interface TagSpec extends ArrayUpdateSpec { readonly id: TagId; readonly _type?: "TagSpec"; }
export interface TagId extends DynamicData { readonly nameId?: TagIdNameId | undefined; readonly uuid?: string | undefined; readonly _type?: "TagId"; }
export interface TagIdNameId extends DynamicData { readonly tag: string; readonly category: string; readonly _type?: "TagIdNameId"; }
export interface ClusterPowerOnVmResult extends DynamicData { readonly attempted?: readonly ClusterAttemptedVmInfo[] | undefined; readonly notAttempted?: readonly ClusterNotAttemptedVmInfo[] | undefined; readonly recommendations?: readonly ClusterRecommendation[] | undefined; readonly _type?: "ClusterPowerOnVmResult"; }
export interface ClusterAttemptedVmInfo extends DynamicData { readonly vm: ManagedObjectReference; readonly task?: ManagedObjectReference | undefined; readonly _type?: "ClusterAttemptedVmInfo"; }
export interface ClusterNotAttemptedVmInfo extends DynamicData { readonly vm: ManagedObjectReference; readonly fault: LocalizedMethodFault; readonly _type?: "ClusterNotAttemptedVmInfo"; }
export interface ClusterRecommendation extends DynamicData { readonly key: string; readonly type: string; readonly time: Date; readonly rating: number; readonly reason: string; readonly reasonText: string; readonly warningText?: string | undefined; readonly warningDetails?: LocalizableMessage | undefined; readonly prerequisite?: readonly string[] | undefined; readonly action?: readonly AnyClusterAction[] | undefined; readonly target?: ManagedObjectReference | undefined; readonly _type?: "ClusterRecommendation"; }
export interface ClusterAction extends DynamicData { readonly type: string; readonly target?: ManagedObjectReference | undefined; }
export interface ClusterInitialPlacementAction extends ClusterAction { readonly targetHost: ManagedObjectReference; readonly pool?: ManagedObjectReference | undefined; readonly _type?: "ClusterInitialPlacementAction"; }
export interface ClusterMigrationAction extends ClusterAction { readonly drsMigration?: never | undefined; readonly _type?: "ClusterMigrationAction"; }
export interface PlacementAction extends ClusterAction { readonly vm?: ManagedObjectReference | undefined; readonly targetHost?: ManagedObjectReference | undefined; readonly relocateSpec?: VirtualMachineRelocateSpec | undefined; readonly _type?: "PlacementAction"; }
export interface StoragePlacementAction extends ClusterAction { readonly vm?: ManagedObjectReference | undefined; readonly relocateSpec: VirtualMachineRelocateSpec; readonly destination: ManagedObjectReference; readonly spaceUtilBefore?: number | undefined; readonly spaceDemandBefore?: number | undefined; readonly spaceUtilAfter?: number | undefined; readonly spaceDemandAfter?: number | undefined; readonly ioLatencyBefore?: number | undefined; readonly _type?: "StoragePlacementAction"; }
export interface PlacementResult extends DynamicData { readonly recommendations?: readonly ClusterRecommendation[] | undefined; readonly drsFault?: never | undefined; readonly _type?: "PlacementResult"; }
export interface PlacementSpec extends DynamicData { readonly priority?: EnumValues["VirtualMachineMovePriority"] | undefined; readonly vm?: ManagedObjectReference | undefined; readonly configSpec?: VirtualMachineConfigSpec | undefined; readonly relocateSpec?: VirtualMachineRelocateSpec | undefined; readonly hosts?: readonly ManagedObjectReference[] | undefined; readonly datastores?: readonly ManagedObjectReference[] | undefined; readonly storagePods?: readonly ManagedObjectReference[] | undefined; readonly disallowPrerequisiteMoves?: boolean | undefined; readonly rules?: readonly ClusterRuleInfo[] | undefined; readonly key?: string | undefined; readonly placementType?: string | undefined; readonly cloneSpec?: VirtualMachineCloneSpec | undefined; readonly cloneName?: string | undefined; readonly _type?: "PlacementSpec"; }
export interface SnapshotSelectionSpec extends DynamicData { readonly retentionDays?: number | undefined; readonly _type?: "SnapshotSelectionSpec"; }
export interface StoragePlacementResult extends DynamicData { readonly recommendations?: readonly ClusterRecommendation[] | undefined; readonly drsFault?: never | undefined; readonly task?: ManagedObjectReference | undefined; readonly _type?: "StoragePlacementResult"; }
export interface StoragePlacementSpec extends DynamicData { readonly type: string; readonly priority?: EnumValues["VirtualMachineMovePriority"] | undefined; readonly vm?: ManagedObjectReference | undefined; readonly podSelectionSpec: StorageDrsPodSelectionSpec; readonly cloneSpec?: VirtualMachineCloneSpec | undefined; readonly cloneName?: string | undefined; readonly configSpec?: VirtualMachineConfigSpec | undefined; readonly relocateSpec?: VirtualMachineRelocateSpec | undefined; readonly resourcePool?: ManagedObjectReference | undefined; readonly host?: ManagedObjectReference | undefined; readonly folder?: ManagedObjectReference | undefined; readonly disallowPrerequisiteMoves?: boolean | undefined; readonly resourceLeaseDurationSec?: number | undefined; readonly _type?: "StoragePlacementSpec"; }
export interface StorageDrsPodSelectionSpec extends DynamicData { readonly initialVmConfig?: readonly VmPodConfigForPlacement[] | undefined; readonly storagePod?: ManagedObjectReference | undefined; readonly _type?: "StorageDrsPodSelectionSpec"; }
export interface VmPodConfigForPlacement extends DynamicData { readonly storagePod: ManagedObjectReference; readonly disk?: readonly PodDiskLocator[] | undefined; readonly vmConfig?: never | undefined; readonly interVmRule?: readonly ClusterRuleInfo[] | undefined; readonly _type?: "VmPodConfigForPlacement"; }
export interface PodDiskLocator extends DynamicData { readonly diskId: number; readonly diskMoveType?: string | undefined; readonly diskBackingInfo?: AnyVirtualDeviceBackingInfo | undefined; readonly profile?: readonly AnyVirtualMachineProfileSpec[] | undefined; readonly _type?: "PodDiskLocator"; }
export interface OvfManagerCommonParams extends DynamicData { readonly locale: string; readonly deploymentOption: string; readonly msgBundle?: readonly KeyValue[] | undefined; readonly importOption?: readonly string[] | undefined; }
export interface OvfCreateImportSpecParams extends OvfManagerCommonParams { readonly entityName: string; readonly hostSystem?: ManagedObjectReference | undefined; readonly networkMapping?: readonly OvfNetworkMapping[] | undefined; readonly ipAllocationPolicy?: string | undefined; readonly ipProtocol?: string | undefined; readonly propertyMapping?: readonly KeyValue[] | undefined; readonly resourceMapping?: readonly OvfResourceMap[] | undefined; readonly diskProvisioning?: string | undefined; readonly instantiationOst?: never | undefined; readonly _type?: "OvfCreateImportSpecParams"; }
export interface OvfNetworkMapping extends DynamicData { readonly name: string; readonly network: ManagedObjectReference; readonly _type?: "OvfNetworkMapping"; }
export interface OvfResourceMap extends DynamicData { readonly source: string; readonly parent?: ManagedObjectReference | undefined; readonly resourceSpec?: ResourceConfigSpec | undefined; readonly datastore?: ManagedObjectReference | undefined; readonly _type?: "OvfResourceMap"; }
export interface OvfParseDescriptorParams extends OvfManagerCommonParams {  readonly _type?: "OvfParseDescriptorParams"; }
export interface OvfCreateImportSpecResult extends DynamicData { readonly importSpec?: AnyImportSpec | undefined; readonly fileItem?: readonly OvfFileItem[] | undefined; readonly warning?: readonly LocalizedMethodFault[] | undefined; readonly error?: readonly LocalizedMethodFault[] | undefined; readonly _type?: "OvfCreateImportSpecResult"; }
export interface ImportSpec extends DynamicData { readonly entityConfig?: VAppEntityConfigInfo | undefined; readonly instantiationOst?: never | undefined; }
export interface VirtualAppImportSpec extends ImportSpec { readonly name: string; readonly vAppConfigSpec: VAppConfigSpec; readonly resourcePoolSpec: ResourceConfigSpec; readonly child?: readonly AnyImportSpec[] | undefined; readonly _type?: "VirtualAppImportSpec"; }
export interface VirtualMachineImportSpec extends ImportSpec { readonly configSpec: VirtualMachineConfigSpec; readonly resPoolEntity?: ManagedObjectReference | undefined; readonly _type?: "VirtualMachineImportSpec"; }
export interface OvfFileItem extends DynamicData { readonly deviceId: string; readonly path: string; readonly compressionMethod?: string | undefined; readonly chunkSize?: number | undefined; readonly size?: number | undefined; readonly cimType: number; readonly create: boolean; readonly _type?: "OvfFileItem"; }
export interface HttpNfcLeaseInfo extends DynamicData { readonly lease: ManagedObjectReference; readonly entity: ManagedObjectReference; readonly deviceUrl?: readonly HttpNfcLeaseDeviceUrl[] | undefined; readonly totalDiskCapacityInKB: number; readonly leaseTimeout: number; readonly hostMap?: readonly HttpNfcLeaseDatastoreLeaseInfo[] | undefined; readonly _type?: "HttpNfcLeaseInfo"; }
export interface HttpNfcLeaseDeviceUrl extends DynamicData { readonly key: string; readonly importKey: string; readonly url: string; readonly sslThumbprint: string; readonly sslCertificate?: string | undefined; readonly disk?: boolean | undefined; readonly targetId?: string | undefined; readonly datastoreKey?: string | undefined; readonly fileSize?: number | undefined; readonly _type?: "HttpNfcLeaseDeviceUrl"; }
export interface HttpNfcLeaseDatastoreLeaseInfo extends DynamicData { readonly datastoreKey: string; readonly hosts: readonly HttpNfcLeaseHostInfo[]; readonly _type?: "HttpNfcLeaseDatastoreLeaseInfo"; }
export interface HttpNfcLeaseHostInfo extends DynamicData { readonly url: string; readonly sslThumbprint: string; readonly _type?: "HttpNfcLeaseHostInfo"; }
export interface HttpNfcLeaseCapabilities extends DynamicData { readonly pullModeSupported: boolean; readonly corsSupported: boolean; readonly _type?: "HttpNfcLeaseCapabilities"; }
export interface HttpNfcLeaseManifestEntry extends DynamicData { readonly key: string; readonly sha1: string; readonly checksum?: string | undefined; readonly checksumType?: string | undefined; readonly size: number; readonly disk: boolean; readonly capacity?: number | undefined; readonly populatedSize?: number | undefined; readonly _type?: "HttpNfcLeaseManifestEntry"; }
export interface HttpNfcLeaseSourceFile extends DynamicData { readonly targetDeviceId: string; readonly url: string; readonly memberName?: string | undefined; readonly create: boolean; readonly sslThumbprint?: string | undefined; readonly sslCertificate?: string | undefined; readonly httpHeaders?: readonly KeyValue[] | undefined; readonly size?: number | undefined; readonly _type?: "HttpNfcLeaseSourceFile"; }
export interface OvfCreateDescriptorParams extends DynamicData { readonly ovfFiles?: readonly OvfFile[] | undefined; readonly name?: string | undefined; readonly description?: string | undefined; readonly includeImageFiles?: boolean | undefined; readonly exportOption?: readonly string[] | undefined; readonly snapshot?: ManagedObjectReference | undefined; readonly _type?: "OvfCreateDescriptorParams"; }
export interface OvfFile extends DynamicData { readonly deviceId: string; readonly path: string; readonly compressionMethod?: string | undefined; readonly chunkSize?: number | undefined; readonly size: number; readonly capacity?: number | undefined; readonly populatedSize?: number | undefined; readonly _type?: "OvfFile"; }
export interface OvfCreateDescriptorResult extends DynamicData { readonly ovfDescriptor: string; readonly error?: readonly LocalizedMethodFault[] | undefined; readonly warning?: readonly LocalizedMethodFault[] | undefined; readonly includeImageFiles?: boolean | undefined; readonly _type?: "OvfCreateDescriptorResult"; }
export interface OvfOptionInfo extends DynamicData { readonly option: string; readonly description: LocalizableMessage; readonly _type?: "OvfOptionInfo"; }
export interface OvfParseDescriptorResult extends DynamicData { readonly eula?: readonly string[] | undefined; readonly network?: readonly OvfNetworkInfo[] | undefined; readonly ipAllocationScheme?: readonly string[] | undefined; readonly ipProtocols?: readonly string[] | undefined; readonly property?: readonly VAppPropertyInfo[] | undefined; readonly productInfo?: VAppProductInfo | undefined; readonly annotation: string; readonly approximateDownloadSize?: number | undefined; readonly approximateFlatDeploymentSize?: number | undefined; readonly approximateSparseDeploymentSize?: number | undefined; readonly defaultEntityName: string; readonly virtualApp: boolean; readonly deploymentOption?: readonly OvfDeploymentOption[] | undefined; readonly defaultDeploymentOption: string; readonly entityName?: readonly KeyValue[] | undefined; readonly annotatedOst?: never | undefined; readonly error?: readonly LocalizedMethodFault[] | undefined; readonly warning?: readonly LocalizedMethodFault[] | undefined; readonly _type?: "OvfParseDescriptorResult"; }
export interface OvfNetworkInfo extends DynamicData { readonly name: string; readonly description: string; readonly _type?: "OvfNetworkInfo"; }
export interface OvfDeploymentOption extends DynamicData { readonly key: string; readonly label: string; readonly description: string; readonly _type?: "OvfDeploymentOption"; }
export interface LocalizedMethodFault extends DynamicData { readonly fault: AnyMethodFault; readonly localizedMessage?: string | undefined; readonly _type?: "LocalizedMethodFault"; }
export interface MethodFault { readonly faultCause?: LocalizedMethodFault | undefined; readonly faultMessage?: readonly LocalizableMessage[] | undefined; }
export interface InvalidCollectorVersion extends MethodFault {  readonly _type?: "InvalidCollectorVersion"; }
export interface InvalidProperty extends MethodFault { readonly name: string; readonly _type?: "InvalidProperty"; }
export interface RuntimeFault extends MethodFault {  }
export interface HostCommunication extends RuntimeFault {  }
export interface HostNotConnected extends HostCommunication {  readonly _type?: "HostNotConnected"; }
export interface HostNotReachable extends HostCommunication {  readonly _type?: "HostNotReachable"; }
export interface InvalidArgument extends RuntimeFault { readonly invalidProperty?: string | undefined; readonly _type?: "InvalidArgument"; }
export interface InvalidRequest extends RuntimeFault {  }
export interface InvalidType extends InvalidRequest { readonly argument?: string | undefined; readonly _type?: "InvalidType"; }
export interface MethodNotFound extends InvalidRequest { readonly receiver: ManagedObjectReference; readonly method: string; readonly _type?: "MethodNotFound"; }
export interface ManagedObjectNotFound extends RuntimeFault { readonly obj: ManagedObjectReference; readonly _type?: "ManagedObjectNotFound"; }
export interface MethodDisabled extends RuntimeFault { readonly source?: string | undefined; readonly _type?: "MethodDisabled"; }
export interface NotEnoughLicenses extends RuntimeFault {  readonly _type?: "NotEnoughLicenses"; }
export interface NotImplemented extends RuntimeFault {  readonly _type?: "NotImplemented"; }
export interface NotSupported extends RuntimeFault {  readonly _type?: "NotSupported"; }
export interface RequestCanceled extends RuntimeFault {  readonly _type?: "RequestCanceled"; }
export interface SecurityError extends RuntimeFault {  }
export interface NoPermission extends SecurityError { readonly object?: ManagedObjectReference | undefined; readonly privilegeId?: string | undefined; readonly missingPrivileges?: readonly NoPermissionEntityPrivileges[] | undefined; }
export interface NoPermissionEntityPrivileges extends DynamicData { readonly entity: ManagedObjectReference; readonly privilegeIds?: readonly string[] | undefined; readonly _type?: "NoPermissionEntityPrivileges"; }
export interface NotAuthenticated extends NoPermission {  readonly _type?: "NotAuthenticated"; }
export interface RestrictedVersion extends SecurityError {  readonly _type?: "RestrictedVersion"; }
export interface SystemError extends RuntimeFault { readonly reason: string; readonly _type?: "SystemError"; }
export interface UnexpectedFault extends RuntimeFault { readonly faultName: string; readonly fault?: LocalizedMethodFault | undefined; readonly _type?: "UnexpectedFault"; }
export interface VimFault extends MethodFault {  }
export interface AlreadyExists extends VimFault { readonly name?: string | undefined; readonly _type?: "AlreadyExists"; }
export interface ConcurrentAccess extends VimFault {  readonly _type?: "ConcurrentAccess"; }
export interface CustomizationFault extends VimFault {  readonly _type?: "CustomizationFault"; }
export interface DuplicateName extends VimFault { readonly name: string; readonly object: ManagedObjectReference; readonly _type?: "DuplicateName"; }
export interface FileFault extends VimFault { readonly file: string; }
export interface CannotAccessFile extends FileFault {  readonly _type?: "CannotAccessFile"; }
export interface FileAlreadyExists extends FileFault {  readonly _type?: "FileAlreadyExists"; }
export interface FileLocked extends FileFault {  readonly _type?: "FileLocked"; }
export interface FileNotFound extends FileFault {  readonly _type?: "FileNotFound"; }
export interface NoDiskSpace extends FileFault { readonly datastore: string; readonly _type?: "NoDiskSpace"; }
export interface HostConnectFault extends VimFault {  }
export interface NoHost extends HostConnectFault { readonly name?: string | undefined; readonly _type?: "NoHost"; }
export interface SSLVerifyFault extends HostConnectFault { readonly selfSigned: boolean; readonly thumbprint?: string | undefined; readonly certificate?: string | undefined; readonly _type?: "SSLVerifyFault"; }
export interface HttpFault extends VimFault { readonly statusCode: number; readonly statusMessage: string; readonly _type?: "HttpFault"; }
export interface InsufficientResourcesFault extends VimFault {  }
export interface InsufficientCpuResourcesFault extends InsufficientResourcesFault { readonly unreserved: number; readonly requested: number; readonly _type?: "InsufficientCpuResourcesFault"; }
export interface InsufficientFailoverResourcesFault extends InsufficientResourcesFault {  readonly _type?: "InsufficientFailoverResourcesFault"; }
export interface InsufficientHostCapacityFault extends InsufficientResourcesFault { readonly host?: ManagedObjectReference | undefined; }
export interface InsufficientHostCpuCapacityFault extends InsufficientHostCapacityFault { readonly unreserved: number; readonly requested: number; readonly _type?: "InsufficientHostCpuCapacityFault"; }
export interface InsufficientHostMemoryCapacityFault extends InsufficientHostCapacityFault { readonly unreserved: number; readonly requested: number; readonly _type?: "InsufficientHostMemoryCapacityFault"; }
export interface InsufficientMemoryResourcesFault extends InsufficientResourcesFault { readonly unreserved: number; readonly requested: number; readonly _type?: "InsufficientMemoryResourcesFault"; }
export interface InsufficientStorageSpace extends InsufficientResourcesFault {  readonly _type?: "InsufficientStorageSpace"; }
export interface InvalidDatastore extends VimFault { readonly datastore?: ManagedObjectReference | undefined; readonly name?: string | undefined; }
export interface DatastoreNotWritableOnHost extends InvalidDatastore { readonly host: ManagedObjectReference; readonly _type?: "DatastoreNotWritableOnHost"; }
export interface InaccessibleDatastore extends InvalidDatastore { readonly detail?: string | undefined; readonly _type?: "InaccessibleDatastore"; }
export interface InvalidDatastorePath extends InvalidDatastore { readonly datastorePath: string; readonly _type?: "InvalidDatastorePath"; }
export interface InvalidFolder extends VimFault { readonly target: ManagedObjectReference; readonly _type?: "InvalidFolder"; }
export interface InvalidLocale extends VimFault {  readonly _type?: "InvalidLocale"; }
export interface InvalidLogin extends VimFault {  readonly _type?: "InvalidLogin"; }
export interface InvalidName extends VimFault { readonly name: string; readonly entity?: ManagedObjectReference | undefined; readonly _type?: "InvalidName"; }
export interface InvalidPrivilege extends VimFault { readonly privilege: string; readonly _type?: "InvalidPrivilege"; }
export interface InvalidState extends VimFault {  }
export interface InvalidPowerState extends InvalidState { readonly requestedState?: EnumValues["VirtualMachinePowerState"] | undefined; readonly existingState: EnumValues["VirtualMachinePowerState"]; readonly _type?: "InvalidPowerState"; }
export interface NoActiveHostInCluster extends InvalidState { readonly computeResource: ManagedObjectReference; readonly _type?: "NoActiveHostInCluster"; }
export interface MigrationFault extends VimFault {  readonly _type?: "MigrationFault"; }
export interface NoCompatibleHost extends VimFault { readonly host?: readonly ManagedObjectReference[] | undefined; readonly error?: readonly LocalizedMethodFault[] | undefined; readonly _type?: "NoCompatibleHost"; }
export interface NotFound extends VimFault {  readonly _type?: "NotFound"; }
export interface OutOfBounds extends VimFault { readonly argumentName: string; readonly _type?: "OutOfBounds"; }
export interface OvfFault extends VimFault {  }
export interface OvfExport extends OvfFault {  }
export interface OvfHardwareExport extends OvfExport { readonly device?: AnyVirtualDevice | undefined; readonly vmPath: string; readonly _type?: "OvfHardwareExport"; }
export interface OvfImport extends OvfFault {  }
export interface OvfNetworkMappingNotSupported extends OvfImport {  readonly _type?: "OvfNetworkMappingNotSupported"; }
export interface OvfUnsupportedDiskProvisioning extends OvfImport { readonly diskProvisioning: string; readonly supportedDiskProvisioning: string; readonly _type?: "OvfUnsupportedDiskProvisioning"; }
export interface OvfMissingHardware extends OvfImport { readonly name: string; readonly resourceType: number; readonly _type?: "OvfMissingHardware"; }
export interface OvfInvalidPackage extends OvfFault { readonly lineNumber: number; }
export interface OvfAttribute extends OvfInvalidPackage { readonly elementName: string; readonly attributeName: string; }
export interface OvfInvalidValue extends OvfAttribute { readonly value: string; readonly _type?: "OvfInvalidValue"; }
export interface OvfElement extends OvfInvalidPackage { readonly name: string; }
export interface OvfMissingElement extends OvfElement {  readonly _type?: "OvfMissingElement"; }
export interface OvfXmlFormat extends OvfInvalidPackage { readonly description: string; readonly _type?: "OvfXmlFormat"; }
export interface OvfSystemFault extends OvfFault {  readonly _type?: "OvfSystemFault"; }
export interface OvfUnsupportedPackage extends OvfFault { readonly lineNumber?: number | undefined; }
export interface OvfInvalidVmName extends OvfUnsupportedPackage { readonly name: string; readonly _type?: "OvfInvalidVmName"; }
export interface OvfUnsupportedType extends OvfUnsupportedPackage { readonly name: string; readonly instanceId: string; readonly deviceType: number; readonly _type?: "OvfUnsupportedType"; }
export interface OvfUnsupportedSubType extends OvfUnsupportedPackage { readonly elementName: string; readonly instanceId: string; readonly deviceType: number; readonly deviceSubType: string; readonly _type?: "OvfUnsupportedSubType"; }
export interface OvfNoHostNic extends OvfUnsupportedPackage {  readonly _type?: "OvfNoHostNic"; }
export interface OvfNoSupportedHardwareFamily extends OvfUnsupportedPackage { readonly version: string; readonly _type?: "OvfNoSupportedHardwareFamily"; }
export interface OvfUnsupportedAttribute extends OvfUnsupportedPackage { readonly elementName: string; readonly attributeName: string; readonly _type?: "OvfUnsupportedAttribute"; }
export interface OvfUnsupportedElement extends OvfUnsupportedPackage { readonly name: string; readonly _type?: "OvfUnsupportedElement"; }
export interface ResourceInUse extends VimFault { readonly type?: string | undefined; readonly name?: string | undefined; readonly _type?: "ResourceInUse"; }
export interface SnapshotFault extends VimFault {  readonly _type?: "SnapshotFault"; }
export interface TaskInProgress extends VimFault { readonly task: ManagedObjectReference; readonly _type?: "TaskInProgress"; }
export interface Timedout extends VimFault {  readonly _type?: "Timedout"; }
export interface ToolsUnavailable extends VimFault {  readonly _type?: "ToolsUnavailable"; }
export interface UserNotFound extends VimFault { readonly principal: string; readonly unresolved: boolean; readonly _type?: "UserNotFound"; }
export interface VmConfigFault extends VimFault {  }
export interface GenericVmConfigFault extends VmConfigFault { readonly reason: string; readonly _type?: "GenericVmConfigFault"; }
export interface InvalidFormat extends VmConfigFault {  }
export interface InvalidDiskFormat extends InvalidFormat {  readonly _type?: "InvalidDiskFormat"; }
export interface InvalidVmConfig extends VmConfigFault { readonly property?: string | undefined; }
export interface InvalidDeviceSpec extends InvalidVmConfig { readonly deviceIndex: number; }
export interface DeviceNotFound extends InvalidDeviceSpec {  readonly _type?: "DeviceNotFound"; }
export interface InvalidController extends InvalidDeviceSpec { readonly controllerKey: number; readonly _type?: "InvalidController"; }
export interface InvalidDeviceBacking extends InvalidDeviceSpec {  readonly _type?: "InvalidDeviceBacking"; }
export interface InvalidDeviceOperation extends InvalidDeviceSpec { readonly badOp?: EnumValues["VirtualDeviceConfigSpecOperation"] | undefined; readonly badFileOp?: EnumValues["VirtualDeviceConfigSpecFileOperation"] | undefined; readonly _type?: "InvalidDeviceOperation"; }
export interface UnsupportedGuest extends InvalidVmConfig { readonly unsupportedGuestOS: string; readonly _type?: "UnsupportedGuest"; }
export interface RuleViolation extends VmConfigFault { readonly host?: ManagedObjectReference | undefined; readonly rule: ClusterRuleInfo; readonly _type?: "RuleViolation"; }

export type AnyArrayUpdateSpec = (ArrayUpdateSpec & { readonly _type?: "ArrayUpdateSpec" }) | (VirtualMachineCpuIdInfoSpec & { readonly _type: "VirtualMachineCpuIdInfoSpec" }) | (VAppProductSpec & { readonly _type: "VAppProductSpec" }) | (VAppPropertySpec & { readonly _type: "VAppPropertySpec" }) | (VAppOvfSectionSpec & { readonly _type: "VAppOvfSectionSpec" }) | (TagSpec & { readonly _type: "TagSpec" });
export type AnyDescription = (Description & { readonly _type?: "Description" }) | (ElementDescription & { readonly _type: "ElementDescription" }) | (ExtendedElementDescription & { readonly _type: "ExtendedElementDescription" }) | (TypeDescription & { readonly _type: "TypeDescription" });
export type AnyElementDescription = (ElementDescription & { readonly _type?: "ElementDescription" }) | (ExtendedElementDescription & { readonly _type: "ExtendedElementDescription" });
export type AnyOptionType = (OptionType & { readonly _type?: "OptionType" }) | (ChoiceOption & { readonly _type: "ChoiceOption" });
export type AnyCustomFieldValue = (CustomFieldValue & { readonly _type?: "CustomFieldValue" }) | (CustomFieldStringValue & { readonly _type: "CustomFieldStringValue" });
export type AnySessionManagerServiceRequestSpec = (SessionManagerServiceRequestSpec & { readonly _type?: "SessionManagerServiceRequestSpec" }) | (SessionManagerHttpServiceRequestSpec & { readonly _type: "SessionManagerHttpServiceRequestSpec" });
export type AnySelectionSpec = (SelectionSpec & { readonly _type?: "SelectionSpec" }) | (TraversalSpec & { readonly _type: "TraversalSpec" });
export type AnyTaskReason = (TaskReason & { readonly _type?: "TaskReason" }) | (TaskReasonAlarm & { readonly _type: "TaskReasonAlarm" }) | (TaskReasonSchedule & { readonly _type: "TaskReasonSchedule" }) | (TaskReasonSystem & { readonly _type: "TaskReasonSystem" }) | (TaskReasonUser & { readonly _type: "TaskReasonUser" });
export type AnyEvent = (Event & { readonly _type?: "Event" }) | (EventEx & { readonly _type: "EventEx" }) | (GeneralEvent & { readonly _type: "GeneralEvent" }) | (ExtendedEvent & { readonly _type: "ExtendedEvent" }) | (GeneralUserEvent & { readonly _type: "GeneralUserEvent" }) | (SessionEvent & { readonly _type: "SessionEvent" }) | (BadUsernameSessionEvent & { readonly _type: "BadUsernameSessionEvent" }) | (UserLoginSessionEvent & { readonly _type: "UserLoginSessionEvent" }) | (UserLogoutSessionEvent & { readonly _type: "UserLogoutSessionEvent" }) | (TaskEvent & { readonly _type: "TaskEvent" }) | (VmEvent & { readonly _type: "VmEvent" }) | (NotEnoughResourcesToStartVmEvent & { readonly _type: "NotEnoughResourcesToStartVmEvent" }) | (VmBeingCreatedEvent & { readonly _type: "VmBeingCreatedEvent" }) | (VmBeingDeployedEvent & { readonly _type: "VmBeingDeployedEvent" }) | (VmCloneEvent & { readonly _type: "VmCloneEvent" }) | (VmBeingClonedEvent & { readonly _type: "VmBeingClonedEvent" }) | (VmCloneFailedEvent & { readonly _type: "VmCloneFailedEvent" }) | (VmClonedEvent & { readonly _type: "VmClonedEvent" }) | (VmCreatedEvent & { readonly _type: "VmCreatedEvent" }) | (VmDeployFailedEvent & { readonly _type: "VmDeployFailedEvent" }) | (VmDeployedEvent & { readonly _type: "VmDeployedEvent" }) | (VmFailedToPowerOffEvent & { readonly _type: "VmFailedToPowerOffEvent" }) | (VmFailedToPowerOnEvent & { readonly _type: "VmFailedToPowerOnEvent" }) | (VmGuestRebootEvent & { readonly _type: "VmGuestRebootEvent" }) | (VmGuestShutdownEvent & { readonly _type: "VmGuestShutdownEvent" }) | (VmInstanceUuidAssignedEvent & { readonly _type: "VmInstanceUuidAssignedEvent" }) | (VmMacAssignedEvent & { readonly _type: "VmMacAssignedEvent" }) | (VmMessageErrorEvent & { readonly _type: "VmMessageErrorEvent" }) | (VmMessageEvent & { readonly _type: "VmMessageEvent" }) | (VmMessageWarningEvent & { readonly _type: "VmMessageWarningEvent" }) | (VmPoweredOffEvent & { readonly _type: "VmPoweredOffEvent" }) | (VmPoweredOnEvent & { readonly _type: "VmPoweredOnEvent" }) | (DrsVmPoweredOnEvent & { readonly _type: "DrsVmPoweredOnEvent" }) | (VmReconfiguredEvent & { readonly _type: "VmReconfiguredEvent" }) | (VmRegisteredEvent & { readonly _type: "VmRegisteredEvent" }) | (VmRemovedEvent & { readonly _type: "VmRemovedEvent" }) | (VmRenamedEvent & { readonly _type: "VmRenamedEvent" }) | (VmResettingEvent & { readonly _type: "VmResettingEvent" }) | (VmStartingEvent & { readonly _type: "VmStartingEvent" }) | (VmStoppingEvent & { readonly _type: "VmStoppingEvent" }) | (VmSuspendedEvent & { readonly _type: "VmSuspendedEvent" }) | (VmUuidAssignedEvent & { readonly _type: "VmUuidAssignedEvent" });
export type AnyEventArgument = (EventArgument & { readonly _type?: "EventArgument" }) | (EntityEventArgument & { readonly _type: "EntityEventArgument" }) | (ComputeResourceEventArgument & { readonly _type: "ComputeResourceEventArgument" }) | (DatacenterEventArgument & { readonly _type: "DatacenterEventArgument" }) | (DatastoreEventArgument & { readonly _type: "DatastoreEventArgument" }) | (DvsEventArgument & { readonly _type: "DvsEventArgument" }) | (FolderEventArgument & { readonly _type: "FolderEventArgument" }) | (HostEventArgument & { readonly _type: "HostEventArgument" }) | (ManagedEntityEventArgument & { readonly _type: "ManagedEntityEventArgument" }) | (NetworkEventArgument & { readonly _type: "NetworkEventArgument" }) | (ResourcePoolEventArgument & { readonly _type: "ResourcePoolEventArgument" }) | (VmEventArgument & { readonly _type: "VmEventArgument" });
export type AnyEntityEventArgument = (EntityEventArgument & { readonly _type?: "EntityEventArgument" }) | (ComputeResourceEventArgument & { readonly _type: "ComputeResourceEventArgument" }) | (DatacenterEventArgument & { readonly _type: "DatacenterEventArgument" }) | (DatastoreEventArgument & { readonly _type: "DatastoreEventArgument" }) | (DvsEventArgument & { readonly _type: "DvsEventArgument" }) | (FolderEventArgument & { readonly _type: "FolderEventArgument" }) | (HostEventArgument & { readonly _type: "HostEventArgument" }) | (ManagedEntityEventArgument & { readonly _type: "ManagedEntityEventArgument" }) | (NetworkEventArgument & { readonly _type: "NetworkEventArgument" }) | (ResourcePoolEventArgument & { readonly _type: "ResourcePoolEventArgument" }) | (VmEventArgument & { readonly _type: "VmEventArgument" });
export type AnyGeneralEvent = (GeneralEvent & { readonly _type?: "GeneralEvent" }) | (ExtendedEvent & { readonly _type: "ExtendedEvent" }) | (GeneralUserEvent & { readonly _type: "GeneralUserEvent" });
export type AnySessionEvent = (SessionEvent & { readonly _type?: "SessionEvent" }) | (BadUsernameSessionEvent & { readonly _type: "BadUsernameSessionEvent" }) | (UserLoginSessionEvent & { readonly _type: "UserLoginSessionEvent" }) | (UserLogoutSessionEvent & { readonly _type: "UserLogoutSessionEvent" });
export type AnyVmEvent = (VmEvent & { readonly _type?: "VmEvent" }) | (NotEnoughResourcesToStartVmEvent & { readonly _type: "NotEnoughResourcesToStartVmEvent" }) | (VmBeingCreatedEvent & { readonly _type: "VmBeingCreatedEvent" }) | (VmBeingDeployedEvent & { readonly _type: "VmBeingDeployedEvent" }) | (VmCloneEvent & { readonly _type: "VmCloneEvent" }) | (VmBeingClonedEvent & { readonly _type: "VmBeingClonedEvent" }) | (VmCloneFailedEvent & { readonly _type: "VmCloneFailedEvent" }) | (VmClonedEvent & { readonly _type: "VmClonedEvent" }) | (VmCreatedEvent & { readonly _type: "VmCreatedEvent" }) | (VmDeployFailedEvent & { readonly _type: "VmDeployFailedEvent" }) | (VmDeployedEvent & { readonly _type: "VmDeployedEvent" }) | (VmFailedToPowerOffEvent & { readonly _type: "VmFailedToPowerOffEvent" }) | (VmFailedToPowerOnEvent & { readonly _type: "VmFailedToPowerOnEvent" }) | (VmGuestRebootEvent & { readonly _type: "VmGuestRebootEvent" }) | (VmGuestShutdownEvent & { readonly _type: "VmGuestShutdownEvent" }) | (VmInstanceUuidAssignedEvent & { readonly _type: "VmInstanceUuidAssignedEvent" }) | (VmMacAssignedEvent & { readonly _type: "VmMacAssignedEvent" }) | (VmMessageErrorEvent & { readonly _type: "VmMessageErrorEvent" }) | (VmMessageEvent & { readonly _type: "VmMessageEvent" }) | (VmMessageWarningEvent & { readonly _type: "VmMessageWarningEvent" }) | (VmPoweredOffEvent & { readonly _type: "VmPoweredOffEvent" }) | (VmPoweredOnEvent & { readonly _type: "VmPoweredOnEvent" }) | (DrsVmPoweredOnEvent & { readonly _type: "DrsVmPoweredOnEvent" }) | (VmReconfiguredEvent & { readonly _type: "VmReconfiguredEvent" }) | (VmRegisteredEvent & { readonly _type: "VmRegisteredEvent" }) | (VmRemovedEvent & { readonly _type: "VmRemovedEvent" }) | (VmRenamedEvent & { readonly _type: "VmRenamedEvent" }) | (VmResettingEvent & { readonly _type: "VmResettingEvent" }) | (VmStartingEvent & { readonly _type: "VmStartingEvent" }) | (VmStoppingEvent & { readonly _type: "VmStoppingEvent" }) | (VmSuspendedEvent & { readonly _type: "VmSuspendedEvent" }) | (VmUuidAssignedEvent & { readonly _type: "VmUuidAssignedEvent" });
export type AnyVmCloneEvent = (VmCloneEvent & { readonly _type?: "VmCloneEvent" }) | (VmBeingClonedEvent & { readonly _type: "VmBeingClonedEvent" }) | (VmCloneFailedEvent & { readonly _type: "VmCloneFailedEvent" }) | (VmClonedEvent & { readonly _type: "VmClonedEvent" });
export type AnyVmPoweredOnEvent = (VmPoweredOnEvent & { readonly _type?: "VmPoweredOnEvent" }) | (DrsVmPoweredOnEvent & { readonly _type: "DrsVmPoweredOnEvent" });
export type AnyComputeResourceSummary = (ComputeResourceSummary & { readonly _type?: "ComputeResourceSummary" }) | (ClusterComputeResourceSummary & { readonly _type: "ClusterComputeResourceSummary" });
export type AnyComputeResourceConfigInfo = (ComputeResourceConfigInfo & { readonly _type?: "ComputeResourceConfigInfo" }) | (ClusterConfigInfoEx & { readonly _type: "ClusterConfigInfoEx" });
export type AnyNetworkSummary = (NetworkSummary & { readonly _type?: "NetworkSummary" }) | (OpaqueNetworkSummary & { readonly _type: "OpaqueNetworkSummary" });
export type AnyDatastoreInfo = (DatastoreInfo & { readonly _type?: "DatastoreInfo" }) | (LocalDatastoreInfo & { readonly _type: "LocalDatastoreInfo" }) | (NasDatastoreInfo & { readonly _type: "NasDatastoreInfo" }) | (VmfsDatastoreInfo & { readonly _type: "VmfsDatastoreInfo" }) | (VsanDatastoreInfo & { readonly _type: "VsanDatastoreInfo" });
export type AnyFileQuery = (FileQuery & { readonly _type?: "FileQuery" }) | (FloppyImageFileQuery & { readonly _type: "FloppyImageFileQuery" }) | (FolderFileQuery & { readonly _type: "FolderFileQuery" }) | (IsoImageFileQuery & { readonly _type: "IsoImageFileQuery" }) | (VmConfigFileQuery & { readonly _type: "VmConfigFileQuery" }) | (TemplateConfigFileQuery & { readonly _type: "TemplateConfigFileQuery" }) | (VmDiskFileQuery & { readonly _type: "VmDiskFileQuery" }) | (VmLogFileQuery & { readonly _type: "VmLogFileQuery" }) | (VmNvramFileQuery & { readonly _type: "VmNvramFileQuery" }) | (VmSnapshotFileQuery & { readonly _type: "VmSnapshotFileQuery" });
export type AnyVmConfigFileQuery = (VmConfigFileQuery & { readonly _type?: "VmConfigFileQuery" }) | (TemplateConfigFileQuery & { readonly _type: "TemplateConfigFileQuery" });
export type AnyFileInfo = (FileInfo & { readonly _type?: "FileInfo" }) | (FloppyImageFileInfo & { readonly _type: "FloppyImageFileInfo" }) | (FolderFileInfo & { readonly _type: "FolderFileInfo" }) | (IsoImageFileInfo & { readonly _type: "IsoImageFileInfo" }) | (VmConfigFileInfo & { readonly _type: "VmConfigFileInfo" }) | (TemplateConfigFileInfo & { readonly _type: "TemplateConfigFileInfo" }) | (VmDiskFileInfo & { readonly _type: "VmDiskFileInfo" }) | (VmLogFileInfo & { readonly _type: "VmLogFileInfo" }) | (VmNvramFileInfo & { readonly _type: "VmNvramFileInfo" }) | (VmSnapshotFileInfo & { readonly _type: "VmSnapshotFileInfo" });
export type AnyVmConfigFileInfo = (VmConfigFileInfo & { readonly _type?: "VmConfigFileInfo" }) | (TemplateConfigFileInfo & { readonly _type: "TemplateConfigFileInfo" });
export type AnyVirtualDiskSpec = (VirtualDiskSpec & { readonly _type?: "VirtualDiskSpec" }) | (FileBackedVirtualDiskSpec & { readonly _type: "FileBackedVirtualDiskSpec" });
export type AnyVirtualMachineDeviceRuntimeInfoDeviceRuntimeState = (VirtualMachineDeviceRuntimeInfoDeviceRuntimeState & { readonly _type?: "VirtualMachineDeviceRuntimeInfoDeviceRuntimeState" }) | (VirtualMachineDeviceRuntimeInfoVirtualEthernetCardRuntimeState & { readonly _type: "VirtualMachineDeviceRuntimeInfoVirtualEthernetCardRuntimeState" });
export type AnyVirtualMachineBootOptionsBootableDevice = (VirtualMachineBootOptionsBootableDevice & { readonly _type?: "VirtualMachineBootOptionsBootableDevice" }) | (VirtualMachineBootOptionsBootableCdromDevice & { readonly _type: "VirtualMachineBootOptionsBootableCdromDevice" }) | (VirtualMachineBootOptionsBootableDiskDevice & { readonly _type: "VirtualMachineBootOptionsBootableDiskDevice" }) | (VirtualMachineBootOptionsBootableEthernetDevice & { readonly _type: "VirtualMachineBootOptionsBootableEthernetDevice" }) | (VirtualMachineBootOptionsBootableFloppyDevice & { readonly _type: "VirtualMachineBootOptionsBootableFloppyDevice" });
export type AnyVirtualMachineProfileSpec = (VirtualMachineProfileSpec & { readonly _type?: "VirtualMachineProfileSpec" }) | (VirtualMachineDefaultProfileSpec & { readonly _type: "VirtualMachineDefaultProfileSpec" }) | (VirtualMachineDefinedProfileSpec & { readonly _type: "VirtualMachineDefinedProfileSpec" }) | (VirtualMachineEmptyProfileSpec & { readonly _type: "VirtualMachineEmptyProfileSpec" });
export type AnyVirtualDevice = (VirtualDevice & { readonly _type?: "VirtualDevice" }) | (VirtualCdrom & { readonly _type: "VirtualCdrom" }) | (VirtualController & { readonly _type: "VirtualController" }) | (VirtualIDEController & { readonly _type: "VirtualIDEController" }) | (VirtualNVMEController & { readonly _type: "VirtualNVMEController" }) | (VirtualPCIController & { readonly _type: "VirtualPCIController" }) | (VirtualPS2Controller & { readonly _type: "VirtualPS2Controller" }) | (VirtualSATAController & { readonly _type: "VirtualSATAController" }) | (VirtualAHCIController & { readonly _type: "VirtualAHCIController" }) | (VirtualSCSIController & { readonly _type: "VirtualSCSIController" }) | (ParaVirtualSCSIController & { readonly _type: "ParaVirtualSCSIController" }) | (VirtualBusLogicController & { readonly _type: "VirtualBusLogicController" }) | (VirtualLsiLogicController & { readonly _type: "VirtualLsiLogicController" }) | (VirtualLsiLogicSASController & { readonly _type: "VirtualLsiLogicSASController" }) | (VirtualSIOController & { readonly _type: "VirtualSIOController" }) | (VirtualUSBController & { readonly _type: "VirtualUSBController" }) | (VirtualUSBXHCIController & { readonly _type: "VirtualUSBXHCIController" }) | (VirtualDisk & { readonly _type: "VirtualDisk" }) | (VirtualEthernetCard & { readonly _type: "VirtualEthernetCard" }) | (VirtualE1000 & { readonly _type: "VirtualE1000" }) | (VirtualE1000e & { readonly _type: "VirtualE1000e" }) | (VirtualPCNet32 & { readonly _type: "VirtualPCNet32" }) | (VirtualVmxnet & { readonly _type: "VirtualVmxnet" }) | (VirtualVmxnet2 & { readonly _type: "VirtualVmxnet2" }) | (VirtualVmxnet3 & { readonly _type: "VirtualVmxnet3" }) | (VirtualFloppy & { readonly _type: "VirtualFloppy" }) | (VirtualKeyboard & { readonly _type: "VirtualKeyboard" }) | (VirtualMachineVMCIDevice & { readonly _type: "VirtualMachineVMCIDevice" }) | (VirtualMachineVideoCard & { readonly _type: "VirtualMachineVideoCard" }) | (VirtualPointingDevice & { readonly _type: "VirtualPointingDevice" }) | (VirtualSerialPort & { readonly _type: "VirtualSerialPort" }) | (VirtualTPM & { readonly _type: "VirtualTPM" }) | (VirtualUSB & { readonly _type: "VirtualUSB" });
export type AnyVirtualDeviceBusSlotInfo = (VirtualDeviceBusSlotInfo & { readonly _type?: "VirtualDeviceBusSlotInfo" }) | (VirtualDevicePciBusSlotInfo & { readonly _type: "VirtualDevicePciBusSlotInfo" }) | (VirtualUSBControllerPciBusSlotInfo & { readonly _type: "VirtualUSBControllerPciBusSlotInfo" });
export type AnyVirtualDevicePciBusSlotInfo = (VirtualDevicePciBusSlotInfo & { readonly _type?: "VirtualDevicePciBusSlotInfo" }) | (VirtualUSBControllerPciBusSlotInfo & { readonly _type: "VirtualUSBControllerPciBusSlotInfo" });
export type AnyVirtualController = (VirtualController & { readonly _type?: "VirtualController" }) | (VirtualIDEController & { readonly _type: "VirtualIDEController" }) | (VirtualNVMEController & { readonly _type: "VirtualNVMEController" }) | (VirtualPCIController & { readonly _type: "VirtualPCIController" }) | (VirtualPS2Controller & { readonly _type: "VirtualPS2Controller" }) | (VirtualSATAController & { readonly _type: "VirtualSATAController" }) | (VirtualAHCIController & { readonly _type: "VirtualAHCIController" }) | (VirtualSCSIController & { readonly _type: "VirtualSCSIController" }) | (ParaVirtualSCSIController & { readonly _type: "ParaVirtualSCSIController" }) | (VirtualBusLogicController & { readonly _type: "VirtualBusLogicController" }) | (VirtualLsiLogicController & { readonly _type: "VirtualLsiLogicController" }) | (VirtualLsiLogicSASController & { readonly _type: "VirtualLsiLogicSASController" }) | (VirtualSIOController & { readonly _type: "VirtualSIOController" }) | (VirtualUSBController & { readonly _type: "VirtualUSBController" }) | (VirtualUSBXHCIController & { readonly _type: "VirtualUSBXHCIController" });
export type AnyVirtualSATAController = (VirtualSATAController & { readonly _type?: "VirtualSATAController" }) | (VirtualAHCIController & { readonly _type: "VirtualAHCIController" });
export type AnyVirtualSCSIController = (VirtualSCSIController & { readonly _type?: "VirtualSCSIController" }) | (ParaVirtualSCSIController & { readonly _type: "ParaVirtualSCSIController" }) | (VirtualBusLogicController & { readonly _type: "VirtualBusLogicController" }) | (VirtualLsiLogicController & { readonly _type: "VirtualLsiLogicController" }) | (VirtualLsiLogicSASController & { readonly _type: "VirtualLsiLogicSASController" });
export type AnyVirtualEthernetCard = (VirtualEthernetCard & { readonly _type?: "VirtualEthernetCard" }) | (VirtualE1000 & { readonly _type: "VirtualE1000" }) | (VirtualE1000e & { readonly _type: "VirtualE1000e" }) | (VirtualPCNet32 & { readonly _type: "VirtualPCNet32" }) | (VirtualVmxnet & { readonly _type: "VirtualVmxnet" }) | (VirtualVmxnet2 & { readonly _type: "VirtualVmxnet2" }) | (VirtualVmxnet3 & { readonly _type: "VirtualVmxnet3" });
export type AnyVirtualVmxnet = (VirtualVmxnet & { readonly _type?: "VirtualVmxnet" }) | (VirtualVmxnet2 & { readonly _type: "VirtualVmxnet2" }) | (VirtualVmxnet3 & { readonly _type: "VirtualVmxnet3" });
export type AnyVirtualDeviceConfigSpec = (VirtualDeviceConfigSpec & { readonly _type?: "VirtualDeviceConfigSpec" }) | (VirtualDiskConfigSpec & { readonly _type: "VirtualDiskConfigSpec" });
export type AnyVirtualDeviceBackingInfo = (VirtualDeviceBackingInfo & { readonly _type?: "VirtualDeviceBackingInfo" }) | (VirtualDeviceDeviceBackingInfo & { readonly _type: "VirtualDeviceDeviceBackingInfo" }) | (VirtualCdromAtapiBackingInfo & { readonly _type: "VirtualCdromAtapiBackingInfo" }) | (VirtualCdromPassthroughBackingInfo & { readonly _type: "VirtualCdromPassthroughBackingInfo" }) | (VirtualEthernetCardLegacyNetworkBackingInfo & { readonly _type: "VirtualEthernetCardLegacyNetworkBackingInfo" }) | (VirtualEthernetCardNetworkBackingInfo & { readonly _type: "VirtualEthernetCardNetworkBackingInfo" }) | (VirtualFloppyDeviceBackingInfo & { readonly _type: "VirtualFloppyDeviceBackingInfo" }) | (VirtualPointingDeviceDeviceBackingInfo & { readonly _type: "VirtualPointingDeviceDeviceBackingInfo" }) | (VirtualSerialPortDeviceBackingInfo & { readonly _type: "VirtualSerialPortDeviceBackingInfo" }) | (VirtualUSBRemoteHostBackingInfo & { readonly _type: "VirtualUSBRemoteHostBackingInfo" }) | (VirtualUSBUSBBackingInfo & { readonly _type: "VirtualUSBUSBBackingInfo" }) | (VirtualDeviceFileBackingInfo & { readonly _type: "VirtualDeviceFileBackingInfo" }) | (VirtualCdromIsoBackingInfo & { readonly _type: "VirtualCdromIsoBackingInfo" }) | (VirtualDiskFlatVer1BackingInfo & { readonly _type: "VirtualDiskFlatVer1BackingInfo" }) | (VirtualDiskFlatVer2BackingInfo & { readonly _type: "VirtualDiskFlatVer2BackingInfo" }) | (VirtualDiskRawDiskMappingVer1BackingInfo & { readonly _type: "VirtualDiskRawDiskMappingVer1BackingInfo" }) | (VirtualDiskSeSparseBackingInfo & { readonly _type: "VirtualDiskSeSparseBackingInfo" }) | (VirtualDiskSparseVer1BackingInfo & { readonly _type: "VirtualDiskSparseVer1BackingInfo" }) | (VirtualDiskSparseVer2BackingInfo & { readonly _type: "VirtualDiskSparseVer2BackingInfo" }) | (VirtualFloppyImageBackingInfo & { readonly _type: "VirtualFloppyImageBackingInfo" }) | (VirtualSerialPortFileBackingInfo & { readonly _type: "VirtualSerialPortFileBackingInfo" }) | (VirtualDevicePipeBackingInfo & { readonly _type: "VirtualDevicePipeBackingInfo" }) | (VirtualSerialPortPipeBackingInfo & { readonly _type: "VirtualSerialPortPipeBackingInfo" }) | (VirtualDeviceRemoteDeviceBackingInfo & { readonly _type: "VirtualDeviceRemoteDeviceBackingInfo" }) | (VirtualCdromRemoteAtapiBackingInfo & { readonly _type: "VirtualCdromRemoteAtapiBackingInfo" }) | (VirtualCdromRemotePassthroughBackingInfo & { readonly _type: "VirtualCdromRemotePassthroughBackingInfo" }) | (VirtualFloppyRemoteDeviceBackingInfo & { readonly _type: "VirtualFloppyRemoteDeviceBackingInfo" }) | (VirtualUSBRemoteClientBackingInfo & { readonly _type: "VirtualUSBRemoteClientBackingInfo" }) | (VirtualDeviceURIBackingInfo & { readonly _type: "VirtualDeviceURIBackingInfo" }) | (VirtualSerialPortURIBackingInfo & { readonly _type: "VirtualSerialPortURIBackingInfo" }) | (VirtualEthernetCardDistributedVirtualPortBackingInfo & { readonly _type: "VirtualEthernetCardDistributedVirtualPortBackingInfo" }) | (VirtualEthernetCardOpaqueNetworkBackingInfo & { readonly _type: "VirtualEthernetCardOpaqueNetworkBackingInfo" }) | (VirtualSerialPortThinPrintBackingInfo & { readonly _type: "VirtualSerialPortThinPrintBackingInfo" });
export type AnyVirtualDeviceDeviceBackingInfo = (VirtualDeviceDeviceBackingInfo & { readonly _type?: "VirtualDeviceDeviceBackingInfo" }) | (VirtualCdromAtapiBackingInfo & { readonly _type: "VirtualCdromAtapiBackingInfo" }) | (VirtualCdromPassthroughBackingInfo & { readonly _type: "VirtualCdromPassthroughBackingInfo" }) | (VirtualEthernetCardLegacyNetworkBackingInfo & { readonly _type: "VirtualEthernetCardLegacyNetworkBackingInfo" }) | (VirtualEthernetCardNetworkBackingInfo & { readonly _type: "VirtualEthernetCardNetworkBackingInfo" }) | (VirtualFloppyDeviceBackingInfo & { readonly _type: "VirtualFloppyDeviceBackingInfo" }) | (VirtualPointingDeviceDeviceBackingInfo & { readonly _type: "VirtualPointingDeviceDeviceBackingInfo" }) | (VirtualSerialPortDeviceBackingInfo & { readonly _type: "VirtualSerialPortDeviceBackingInfo" }) | (VirtualUSBRemoteHostBackingInfo & { readonly _type: "VirtualUSBRemoteHostBackingInfo" }) | (VirtualUSBUSBBackingInfo & { readonly _type: "VirtualUSBUSBBackingInfo" });
export type AnyVirtualDeviceFileBackingInfo = (VirtualDeviceFileBackingInfo & { readonly _type?: "VirtualDeviceFileBackingInfo" }) | (VirtualCdromIsoBackingInfo & { readonly _type: "VirtualCdromIsoBackingInfo" }) | (VirtualDiskFlatVer1BackingInfo & { readonly _type: "VirtualDiskFlatVer1BackingInfo" }) | (VirtualDiskFlatVer2BackingInfo & { readonly _type: "VirtualDiskFlatVer2BackingInfo" }) | (VirtualDiskRawDiskMappingVer1BackingInfo & { readonly _type: "VirtualDiskRawDiskMappingVer1BackingInfo" }) | (VirtualDiskSeSparseBackingInfo & { readonly _type: "VirtualDiskSeSparseBackingInfo" }) | (VirtualDiskSparseVer1BackingInfo & { readonly _type: "VirtualDiskSparseVer1BackingInfo" }) | (VirtualDiskSparseVer2BackingInfo & { readonly _type: "VirtualDiskSparseVer2BackingInfo" }) | (VirtualFloppyImageBackingInfo & { readonly _type: "VirtualFloppyImageBackingInfo" }) | (VirtualSerialPortFileBackingInfo & { readonly _type: "VirtualSerialPortFileBackingInfo" });
export type AnyVirtualDevicePipeBackingInfo = (VirtualDevicePipeBackingInfo & { readonly _type?: "VirtualDevicePipeBackingInfo" }) | (VirtualSerialPortPipeBackingInfo & { readonly _type: "VirtualSerialPortPipeBackingInfo" });
export type AnyVirtualDeviceRemoteDeviceBackingInfo = (VirtualDeviceRemoteDeviceBackingInfo & { readonly _type?: "VirtualDeviceRemoteDeviceBackingInfo" }) | (VirtualCdromRemoteAtapiBackingInfo & { readonly _type: "VirtualCdromRemoteAtapiBackingInfo" }) | (VirtualCdromRemotePassthroughBackingInfo & { readonly _type: "VirtualCdromRemotePassthroughBackingInfo" }) | (VirtualFloppyRemoteDeviceBackingInfo & { readonly _type: "VirtualFloppyRemoteDeviceBackingInfo" }) | (VirtualUSBRemoteClientBackingInfo & { readonly _type: "VirtualUSBRemoteClientBackingInfo" });
export type AnyVirtualDeviceURIBackingInfo = (VirtualDeviceURIBackingInfo & { readonly _type?: "VirtualDeviceURIBackingInfo" }) | (VirtualSerialPortURIBackingInfo & { readonly _type: "VirtualSerialPortURIBackingInfo" });
export type AnyVmConfigSpec = (VmConfigSpec & { readonly _type?: "VmConfigSpec" }) | (VAppConfigSpec & { readonly _type: "VAppConfigSpec" });
export type AnyClusterAction = (ClusterAction & { readonly _type?: "ClusterAction" }) | (ClusterInitialPlacementAction & { readonly _type: "ClusterInitialPlacementAction" }) | (ClusterMigrationAction & { readonly _type: "ClusterMigrationAction" }) | (PlacementAction & { readonly _type: "PlacementAction" }) | (StoragePlacementAction & { readonly _type: "StoragePlacementAction" });
export type AnyOvfManagerCommonParams = (OvfManagerCommonParams & { readonly _type?: "OvfManagerCommonParams" }) | (OvfCreateImportSpecParams & { readonly _type: "OvfCreateImportSpecParams" }) | (OvfParseDescriptorParams & { readonly _type: "OvfParseDescriptorParams" });
export type AnyImportSpec = (ImportSpec & { readonly _type?: "ImportSpec" }) | (VirtualAppImportSpec & { readonly _type: "VirtualAppImportSpec" }) | (VirtualMachineImportSpec & { readonly _type: "VirtualMachineImportSpec" });
export type AnyMethodFault = (MethodFault & { readonly _type?: "MethodFault" }) | (InvalidCollectorVersion & { readonly _type: "InvalidCollectorVersion" }) | (InvalidProperty & { readonly _type: "InvalidProperty" }) | (RuntimeFault & { readonly _type: "RuntimeFault" }) | (HostCommunication & { readonly _type: "HostCommunication" }) | (HostNotConnected & { readonly _type: "HostNotConnected" }) | (HostNotReachable & { readonly _type: "HostNotReachable" }) | (InvalidArgument & { readonly _type: "InvalidArgument" }) | (InvalidRequest & { readonly _type: "InvalidRequest" }) | (InvalidType & { readonly _type: "InvalidType" }) | (MethodNotFound & { readonly _type: "MethodNotFound" }) | (ManagedObjectNotFound & { readonly _type: "ManagedObjectNotFound" }) | (MethodDisabled & { readonly _type: "MethodDisabled" }) | (NotEnoughLicenses & { readonly _type: "NotEnoughLicenses" }) | (NotImplemented & { readonly _type: "NotImplemented" }) | (NotSupported & { readonly _type: "NotSupported" }) | (RequestCanceled & { readonly _type: "RequestCanceled" }) | (SecurityError & { readonly _type: "SecurityError" }) | (NoPermission & { readonly _type: "NoPermission" }) | (NotAuthenticated & { readonly _type: "NotAuthenticated" }) | (RestrictedVersion & { readonly _type: "RestrictedVersion" }) | (SystemError & { readonly _type: "SystemError" }) | (UnexpectedFault & { readonly _type: "UnexpectedFault" }) | (VimFault & { readonly _type: "VimFault" }) | (AlreadyExists & { readonly _type: "AlreadyExists" }) | (ConcurrentAccess & { readonly _type: "ConcurrentAccess" }) | (CustomizationFault & { readonly _type: "CustomizationFault" }) | (DuplicateName & { readonly _type: "DuplicateName" }) | (FileFault & { readonly _type: "FileFault" }) | (CannotAccessFile & { readonly _type: "CannotAccessFile" }) | (FileAlreadyExists & { readonly _type: "FileAlreadyExists" }) | (FileLocked & { readonly _type: "FileLocked" }) | (FileNotFound & { readonly _type: "FileNotFound" }) | (NoDiskSpace & { readonly _type: "NoDiskSpace" }) | (HostConnectFault & { readonly _type: "HostConnectFault" }) | (NoHost & { readonly _type: "NoHost" }) | (SSLVerifyFault & { readonly _type: "SSLVerifyFault" }) | (HttpFault & { readonly _type: "HttpFault" }) | (InsufficientResourcesFault & { readonly _type: "InsufficientResourcesFault" }) | (InsufficientCpuResourcesFault & { readonly _type: "InsufficientCpuResourcesFault" }) | (InsufficientFailoverResourcesFault & { readonly _type: "InsufficientFailoverResourcesFault" }) | (InsufficientHostCapacityFault & { readonly _type: "InsufficientHostCapacityFault" }) | (InsufficientHostCpuCapacityFault & { readonly _type: "InsufficientHostCpuCapacityFault" }) | (InsufficientHostMemoryCapacityFault & { readonly _type: "InsufficientHostMemoryCapacityFault" }) | (InsufficientMemoryResourcesFault & { readonly _type: "InsufficientMemoryResourcesFault" }) | (InsufficientStorageSpace & { readonly _type: "InsufficientStorageSpace" }) | (InvalidDatastore & { readonly _type: "InvalidDatastore" }) | (DatastoreNotWritableOnHost & { readonly _type: "DatastoreNotWritableOnHost" }) | (InaccessibleDatastore & { readonly _type: "InaccessibleDatastore" }) | (InvalidDatastorePath & { readonly _type: "InvalidDatastorePath" }) | (InvalidFolder & { readonly _type: "InvalidFolder" }) | (InvalidLocale & { readonly _type: "InvalidLocale" }) | (InvalidLogin & { readonly _type: "InvalidLogin" }) | (InvalidName & { readonly _type: "InvalidName" }) | (InvalidPrivilege & { readonly _type: "InvalidPrivilege" }) | (InvalidState & { readonly _type: "InvalidState" }) | (InvalidPowerState & { readonly _type: "InvalidPowerState" }) | (NoActiveHostInCluster & { readonly _type: "NoActiveHostInCluster" }) | (MigrationFault & { readonly _type: "MigrationFault" }) | (NoCompatibleHost & { readonly _type: "NoCompatibleHost" }) | (NotFound & { readonly _type: "NotFound" }) | (OutOfBounds & { readonly _type: "OutOfBounds" }) | (OvfFault & { readonly _type: "OvfFault" }) | (OvfExport & { readonly _type: "OvfExport" }) | (OvfHardwareExport & { readonly _type: "OvfHardwareExport" }) | (OvfImport & { readonly _type: "OvfImport" }) | (OvfNetworkMappingNotSupported & { readonly _type: "OvfNetworkMappingNotSupported" }) | (OvfUnsupportedDiskProvisioning & { readonly _type: "OvfUnsupportedDiskProvisioning" }) | (OvfMissingHardware & { readonly _type: "OvfMissingHardware" }) | (OvfInvalidPackage & { readonly _type: "OvfInvalidPackage" }) | (OvfAttribute & { readonly _type: "OvfAttribute" }) | (OvfInvalidValue & { readonly _type: "OvfInvalidValue" }) | (OvfElement & { readonly _type: "OvfElement" }) | (OvfMissingElement & { readonly _type: "OvfMissingElement" }) | (OvfXmlFormat & { readonly _type: "OvfXmlFormat" }) | (OvfSystemFault & { readonly _type: "OvfSystemFault" }) | (OvfUnsupportedPackage & { readonly _type: "OvfUnsupportedPackage" }) | (OvfInvalidVmName & { readonly _type: "OvfInvalidVmName" }) | (OvfUnsupportedType & { readonly _type: "OvfUnsupportedType" }) | (OvfUnsupportedSubType & { readonly _type: "OvfUnsupportedSubType" }) | (OvfNoHostNic & { readonly _type: "OvfNoHostNic" }) | (OvfNoSupportedHardwareFamily & { readonly _type: "OvfNoSupportedHardwareFamily" }) | (OvfUnsupportedAttribute & { readonly _type: "OvfUnsupportedAttribute" }) | (OvfUnsupportedElement & { readonly _type: "OvfUnsupportedElement" }) | (ResourceInUse & { readonly _type: "ResourceInUse" }) | (SnapshotFault & { readonly _type: "SnapshotFault" }) | (TaskInProgress & { readonly _type: "TaskInProgress" }) | (Timedout & { readonly _type: "Timedout" }) | (ToolsUnavailable & { readonly _type: "ToolsUnavailable" }) | (UserNotFound & { readonly _type: "UserNotFound" }) | (VmConfigFault & { readonly _type: "VmConfigFault" }) | (GenericVmConfigFault & { readonly _type: "GenericVmConfigFault" }) | (InvalidFormat & { readonly _type: "InvalidFormat" }) | (InvalidDiskFormat & { readonly _type: "InvalidDiskFormat" }) | (InvalidVmConfig & { readonly _type: "InvalidVmConfig" }) | (InvalidDeviceSpec & { readonly _type: "InvalidDeviceSpec" }) | (DeviceNotFound & { readonly _type: "DeviceNotFound" }) | (InvalidController & { readonly _type: "InvalidController" }) | (InvalidDeviceBacking & { readonly _type: "InvalidDeviceBacking" }) | (InvalidDeviceOperation & { readonly _type: "InvalidDeviceOperation" }) | (UnsupportedGuest & { readonly _type: "UnsupportedGuest" }) | (RuleViolation & { readonly _type: "RuleViolation" });
export type AnyRuntimeFault = (RuntimeFault & { readonly _type?: "RuntimeFault" }) | (HostCommunication & { readonly _type: "HostCommunication" }) | (HostNotConnected & { readonly _type: "HostNotConnected" }) | (HostNotReachable & { readonly _type: "HostNotReachable" }) | (InvalidArgument & { readonly _type: "InvalidArgument" }) | (InvalidRequest & { readonly _type: "InvalidRequest" }) | (InvalidType & { readonly _type: "InvalidType" }) | (MethodNotFound & { readonly _type: "MethodNotFound" }) | (ManagedObjectNotFound & { readonly _type: "ManagedObjectNotFound" }) | (MethodDisabled & { readonly _type: "MethodDisabled" }) | (NotEnoughLicenses & { readonly _type: "NotEnoughLicenses" }) | (NotImplemented & { readonly _type: "NotImplemented" }) | (NotSupported & { readonly _type: "NotSupported" }) | (RequestCanceled & { readonly _type: "RequestCanceled" }) | (SecurityError & { readonly _type: "SecurityError" }) | (NoPermission & { readonly _type: "NoPermission" }) | (NotAuthenticated & { readonly _type: "NotAuthenticated" }) | (RestrictedVersion & { readonly _type: "RestrictedVersion" }) | (SystemError & { readonly _type: "SystemError" }) | (UnexpectedFault & { readonly _type: "UnexpectedFault" });
export type AnyHostCommunication = (HostCommunication & { readonly _type?: "HostCommunication" }) | (HostNotConnected & { readonly _type: "HostNotConnected" }) | (HostNotReachable & { readonly _type: "HostNotReachable" });
export type AnyInvalidRequest = (InvalidRequest & { readonly _type?: "InvalidRequest" }) | (InvalidType & { readonly _type: "InvalidType" }) | (MethodNotFound & { readonly _type: "MethodNotFound" });
export type AnySecurityError = (SecurityError & { readonly _type?: "SecurityError" }) | (NoPermission & { readonly _type: "NoPermission" }) | (NotAuthenticated & { readonly _type: "NotAuthenticated" }) | (RestrictedVersion & { readonly _type: "RestrictedVersion" });
export type AnyNoPermission = (NoPermission & { readonly _type?: "NoPermission" }) | (NotAuthenticated & { readonly _type: "NotAuthenticated" });
export type AnyVimFault = (VimFault & { readonly _type?: "VimFault" }) | (AlreadyExists & { readonly _type: "AlreadyExists" }) | (ConcurrentAccess & { readonly _type: "ConcurrentAccess" }) | (CustomizationFault & { readonly _type: "CustomizationFault" }) | (DuplicateName & { readonly _type: "DuplicateName" }) | (FileFault & { readonly _type: "FileFault" }) | (CannotAccessFile & { readonly _type: "CannotAccessFile" }) | (FileAlreadyExists & { readonly _type: "FileAlreadyExists" }) | (FileLocked & { readonly _type: "FileLocked" }) | (FileNotFound & { readonly _type: "FileNotFound" }) | (NoDiskSpace & { readonly _type: "NoDiskSpace" }) | (HostConnectFault & { readonly _type: "HostConnectFault" }) | (NoHost & { readonly _type: "NoHost" }) | (SSLVerifyFault & { readonly _type: "SSLVerifyFault" }) | (HttpFault & { readonly _type: "HttpFault" }) | (InsufficientResourcesFault & { readonly _type: "InsufficientResourcesFault" }) | (InsufficientCpuResourcesFault & { readonly _type: "InsufficientCpuResourcesFault" }) | (InsufficientFailoverResourcesFault & { readonly _type: "InsufficientFailoverResourcesFault" }) | (InsufficientHostCapacityFault & { readonly _type: "InsufficientHostCapacityFault" }) | (InsufficientHostCpuCapacityFault & { readonly _type: "InsufficientHostCpuCapacityFault" }) | (InsufficientHostMemoryCapacityFault & { readonly _type: "InsufficientHostMemoryCapacityFault" }) | (InsufficientMemoryResourcesFault & { readonly _type: "InsufficientMemoryResourcesFault" }) | (InsufficientStorageSpace & { readonly _type: "InsufficientStorageSpace" }) | (InvalidDatastore & { readonly _type: "InvalidDatastore" }) | (DatastoreNotWritableOnHost & { readonly _type: "DatastoreNotWritableOnHost" }) | (InaccessibleDatastore & { readonly _type: "InaccessibleDatastore" }) | (InvalidDatastorePath & { readonly _type: "InvalidDatastorePath" }) | (InvalidFolder & { readonly _type: "InvalidFolder" }) | (InvalidLocale & { readonly _type: "InvalidLocale" }) | (InvalidLogin & { readonly _type: "InvalidLogin" }) | (InvalidName & { readonly _type: "InvalidName" }) | (InvalidPrivilege & { readonly _type: "InvalidPrivilege" }) | (InvalidState & { readonly _type: "InvalidState" }) | (InvalidPowerState & { readonly _type: "InvalidPowerState" }) | (NoActiveHostInCluster & { readonly _type: "NoActiveHostInCluster" }) | (MigrationFault & { readonly _type: "MigrationFault" }) | (NoCompatibleHost & { readonly _type: "NoCompatibleHost" }) | (NotFound & { readonly _type: "NotFound" }) | (OutOfBounds & { readonly _type: "OutOfBounds" }) | (OvfFault & { readonly _type: "OvfFault" }) | (OvfExport & { readonly _type: "OvfExport" }) | (OvfHardwareExport & { readonly _type: "OvfHardwareExport" }) | (OvfImport & { readonly _type: "OvfImport" }) | (OvfNetworkMappingNotSupported & { readonly _type: "OvfNetworkMappingNotSupported" }) | (OvfUnsupportedDiskProvisioning & { readonly _type: "OvfUnsupportedDiskProvisioning" }) | (OvfMissingHardware & { readonly _type: "OvfMissingHardware" }) | (OvfInvalidPackage & { readonly _type: "OvfInvalidPackage" }) | (OvfAttribute & { readonly _type: "OvfAttribute" }) | (OvfInvalidValue & { readonly _type: "OvfInvalidValue" }) | (OvfElement & { readonly _type: "OvfElement" }) | (OvfMissingElement & { readonly _type: "OvfMissingElement" }) | (OvfXmlFormat & { readonly _type: "OvfXmlFormat" }) | (OvfSystemFault & { readonly _type: "OvfSystemFault" }) | (OvfUnsupportedPackage & { readonly _type: "OvfUnsupportedPackage" }) | (OvfInvalidVmName & { readonly _type: "OvfInvalidVmName" }) | (OvfUnsupportedType & { readonly _type: "OvfUnsupportedType" }) | (OvfUnsupportedSubType & { readonly _type: "OvfUnsupportedSubType" }) | (OvfNoHostNic & { readonly _type: "OvfNoHostNic" }) | (OvfNoSupportedHardwareFamily & { readonly _type: "OvfNoSupportedHardwareFamily" }) | (OvfUnsupportedAttribute & { readonly _type: "OvfUnsupportedAttribute" }) | (OvfUnsupportedElement & { readonly _type: "OvfUnsupportedElement" }) | (ResourceInUse & { readonly _type: "ResourceInUse" }) | (SnapshotFault & { readonly _type: "SnapshotFault" }) | (TaskInProgress & { readonly _type: "TaskInProgress" }) | (Timedout & { readonly _type: "Timedout" }) | (ToolsUnavailable & { readonly _type: "ToolsUnavailable" }) | (UserNotFound & { readonly _type: "UserNotFound" }) | (VmConfigFault & { readonly _type: "VmConfigFault" }) | (GenericVmConfigFault & { readonly _type: "GenericVmConfigFault" }) | (InvalidFormat & { readonly _type: "InvalidFormat" }) | (InvalidDiskFormat & { readonly _type: "InvalidDiskFormat" }) | (InvalidVmConfig & { readonly _type: "InvalidVmConfig" }) | (InvalidDeviceSpec & { readonly _type: "InvalidDeviceSpec" }) | (DeviceNotFound & { readonly _type: "DeviceNotFound" }) | (InvalidController & { readonly _type: "InvalidController" }) | (InvalidDeviceBacking & { readonly _type: "InvalidDeviceBacking" }) | (InvalidDeviceOperation & { readonly _type: "InvalidDeviceOperation" }) | (UnsupportedGuest & { readonly _type: "UnsupportedGuest" }) | (RuleViolation & { readonly _type: "RuleViolation" });
export type AnyFileFault = (FileFault & { readonly _type?: "FileFault" }) | (CannotAccessFile & { readonly _type: "CannotAccessFile" }) | (FileAlreadyExists & { readonly _type: "FileAlreadyExists" }) | (FileLocked & { readonly _type: "FileLocked" }) | (FileNotFound & { readonly _type: "FileNotFound" }) | (NoDiskSpace & { readonly _type: "NoDiskSpace" });
export type AnyHostConnectFault = (HostConnectFault & { readonly _type?: "HostConnectFault" }) | (NoHost & { readonly _type: "NoHost" }) | (SSLVerifyFault & { readonly _type: "SSLVerifyFault" });
export type AnyInsufficientResourcesFault = (InsufficientResourcesFault & { readonly _type?: "InsufficientResourcesFault" }) | (InsufficientCpuResourcesFault & { readonly _type: "InsufficientCpuResourcesFault" }) | (InsufficientFailoverResourcesFault & { readonly _type: "InsufficientFailoverResourcesFault" }) | (InsufficientHostCapacityFault & { readonly _type: "InsufficientHostCapacityFault" }) | (InsufficientHostCpuCapacityFault & { readonly _type: "InsufficientHostCpuCapacityFault" }) | (InsufficientHostMemoryCapacityFault & { readonly _type: "InsufficientHostMemoryCapacityFault" }) | (InsufficientMemoryResourcesFault & { readonly _type: "InsufficientMemoryResourcesFault" }) | (InsufficientStorageSpace & { readonly _type: "InsufficientStorageSpace" });
export type AnyInsufficientHostCapacityFault = (InsufficientHostCapacityFault & { readonly _type?: "InsufficientHostCapacityFault" }) | (InsufficientHostCpuCapacityFault & { readonly _type: "InsufficientHostCpuCapacityFault" }) | (InsufficientHostMemoryCapacityFault & { readonly _type: "InsufficientHostMemoryCapacityFault" });
export type AnyInvalidDatastore = (InvalidDatastore & { readonly _type?: "InvalidDatastore" }) | (DatastoreNotWritableOnHost & { readonly _type: "DatastoreNotWritableOnHost" }) | (InaccessibleDatastore & { readonly _type: "InaccessibleDatastore" }) | (InvalidDatastorePath & { readonly _type: "InvalidDatastorePath" });
export type AnyInvalidState = (InvalidState & { readonly _type?: "InvalidState" }) | (InvalidPowerState & { readonly _type: "InvalidPowerState" }) | (NoActiveHostInCluster & { readonly _type: "NoActiveHostInCluster" });
export type AnyOvfFault = (OvfFault & { readonly _type?: "OvfFault" }) | (OvfExport & { readonly _type: "OvfExport" }) | (OvfHardwareExport & { readonly _type: "OvfHardwareExport" }) | (OvfImport & { readonly _type: "OvfImport" }) | (OvfNetworkMappingNotSupported & { readonly _type: "OvfNetworkMappingNotSupported" }) | (OvfUnsupportedDiskProvisioning & { readonly _type: "OvfUnsupportedDiskProvisioning" }) | (OvfMissingHardware & { readonly _type: "OvfMissingHardware" }) | (OvfInvalidPackage & { readonly _type: "OvfInvalidPackage" }) | (OvfAttribute & { readonly _type: "OvfAttribute" }) | (OvfInvalidValue & { readonly _type: "OvfInvalidValue" }) | (OvfElement & { readonly _type: "OvfElement" }) | (OvfMissingElement & { readonly _type: "OvfMissingElement" }) | (OvfXmlFormat & { readonly _type: "OvfXmlFormat" }) | (OvfSystemFault & { readonly _type: "OvfSystemFault" }) | (OvfUnsupportedPackage & { readonly _type: "OvfUnsupportedPackage" }) | (OvfInvalidVmName & { readonly _type: "OvfInvalidVmName" }) | (OvfUnsupportedType & { readonly _type: "OvfUnsupportedType" }) | (OvfUnsupportedSubType & { readonly _type: "OvfUnsupportedSubType" }) | (OvfNoHostNic & { readonly _type: "OvfNoHostNic" }) | (OvfNoSupportedHardwareFamily & { readonly _type: "OvfNoSupportedHardwareFamily" }) | (OvfUnsupportedAttribute & { readonly _type: "OvfUnsupportedAttribute" }) | (OvfUnsupportedElement & { readonly _type: "OvfUnsupportedElement" });
export type AnyOvfExport = (OvfExport & { readonly _type?: "OvfExport" }) | (OvfHardwareExport & { readonly _type: "OvfHardwareExport" });
export type AnyOvfImport = (OvfImport & { readonly _type?: "OvfImport" }) | (OvfNetworkMappingNotSupported & { readonly _type: "OvfNetworkMappingNotSupported" }) | (OvfUnsupportedDiskProvisioning & { readonly _type: "OvfUnsupportedDiskProvisioning" }) | (OvfMissingHardware & { readonly _type: "OvfMissingHardware" });
export type AnyOvfInvalidPackage = (OvfInvalidPackage & { readonly _type?: "OvfInvalidPackage" }) | (OvfAttribute & { readonly _type: "OvfAttribute" }) | (OvfInvalidValue & { readonly _type: "OvfInvalidValue" }) | (OvfElement & { readonly _type: "OvfElement" }) | (OvfMissingElement & { readonly _type: "OvfMissingElement" }) | (OvfXmlFormat & { readonly _type: "OvfXmlFormat" });
export type AnyOvfAttribute = (OvfAttribute & { readonly _type?: "OvfAttribute" }) | (OvfInvalidValue & { readonly _type: "OvfInvalidValue" });
export type AnyOvfElement = (OvfElement & { readonly _type?: "OvfElement" }) | (OvfMissingElement & { readonly _type: "OvfMissingElement" });
export type AnyOvfUnsupportedPackage = (OvfUnsupportedPackage & { readonly _type?: "OvfUnsupportedPackage" }) | (OvfInvalidVmName & { readonly _type: "OvfInvalidVmName" }) | (OvfUnsupportedType & { readonly _type: "OvfUnsupportedType" }) | (OvfUnsupportedSubType & { readonly _type: "OvfUnsupportedSubType" }) | (OvfNoHostNic & { readonly _type: "OvfNoHostNic" }) | (OvfNoSupportedHardwareFamily & { readonly _type: "OvfNoSupportedHardwareFamily" }) | (OvfUnsupportedAttribute & { readonly _type: "OvfUnsupportedAttribute" }) | (OvfUnsupportedElement & { readonly _type: "OvfUnsupportedElement" });
export type AnyVmConfigFault = (VmConfigFault & { readonly _type?: "VmConfigFault" }) | (GenericVmConfigFault & { readonly _type: "GenericVmConfigFault" }) | (InvalidFormat & { readonly _type: "InvalidFormat" }) | (InvalidDiskFormat & { readonly _type: "InvalidDiskFormat" }) | (InvalidVmConfig & { readonly _type: "InvalidVmConfig" }) | (InvalidDeviceSpec & { readonly _type: "InvalidDeviceSpec" }) | (DeviceNotFound & { readonly _type: "DeviceNotFound" }) | (InvalidController & { readonly _type: "InvalidController" }) | (InvalidDeviceBacking & { readonly _type: "InvalidDeviceBacking" }) | (InvalidDeviceOperation & { readonly _type: "InvalidDeviceOperation" }) | (UnsupportedGuest & { readonly _type: "UnsupportedGuest" }) | (RuleViolation & { readonly _type: "RuleViolation" });
export type AnyInvalidFormat = (InvalidFormat & { readonly _type?: "InvalidFormat" }) | (InvalidDiskFormat & { readonly _type: "InvalidDiskFormat" });
export type AnyInvalidVmConfig = (InvalidVmConfig & { readonly _type?: "InvalidVmConfig" }) | (InvalidDeviceSpec & { readonly _type: "InvalidDeviceSpec" }) | (DeviceNotFound & { readonly _type: "DeviceNotFound" }) | (InvalidController & { readonly _type: "InvalidController" }) | (InvalidDeviceBacking & { readonly _type: "InvalidDeviceBacking" }) | (InvalidDeviceOperation & { readonly _type: "InvalidDeviceOperation" }) | (UnsupportedGuest & { readonly _type: "UnsupportedGuest" });
export type AnyInvalidDeviceSpec = (InvalidDeviceSpec & { readonly _type?: "InvalidDeviceSpec" }) | (DeviceNotFound & { readonly _type: "DeviceNotFound" }) | (InvalidController & { readonly _type: "InvalidController" }) | (InvalidDeviceBacking & { readonly _type: "InvalidDeviceBacking" }) | (InvalidDeviceOperation & { readonly _type: "InvalidDeviceOperation" });

export interface DataObjects {
  DynamicData: DynamicData;
  ArrayUpdateSpec: ArrayUpdateSpec & { readonly _type?: "ArrayUpdateSpec" };
  Description: Description & { readonly _type?: "Description" };
  ElementDescription: ElementDescription & { readonly _type?: "ElementDescription" };
  ExtendedElementDescription: ExtendedElementDescription;
  KeyAnyValue: KeyAnyValue;
  TypeDescription: TypeDescription;
  EnumDescription: EnumDescription;
  KeyValue: KeyValue;
  LocalizableMessage: LocalizableMessage;
  OptionType: OptionType & { readonly _type?: "OptionType" };
  OptionValue: OptionValue;
  ResourceAllocationInfo: ResourceAllocationInfo;
  SharesInfo: SharesInfo;
  Tag: Tag;
  ServiceContent: ServiceContent;
  AboutInfo: AboutInfo;
  AuthorizationDescription: AuthorizationDescription;
  AuthorizationPrivilege: AuthorizationPrivilege;
  AuthorizationRole: AuthorizationRole;
  Capability: Capability;
  CustomFieldDef: CustomFieldDef;
  PrivilegePolicyDef: PrivilegePolicyDef;
  CustomFieldValue: CustomFieldValue & { readonly _type?: "CustomFieldValue" };
  CustomFieldStringValue: CustomFieldStringValue;
  EntityPrivilege: EntityPrivilege;
  PrivilegeAvailability: PrivilegeAvailability;
  Permission: Permission;
  SessionManagerGenericServiceTicket: SessionManagerGenericServiceTicket;
  SessionManagerServiceRequestSpec: SessionManagerServiceRequestSpec & { readonly _type?: "SessionManagerServiceRequestSpec" };
  SessionManagerHttpServiceRequestSpec: SessionManagerHttpServiceRequestSpec;
  UserPrivilegeResult: UserPrivilegeResult;
  UserSession: UserSession;
  PropertyFilterSpec: PropertyFilterSpec;
  PropertySpec: PropertySpec;
  ObjectSpec: ObjectSpec;
  SelectionSpec: SelectionSpec & { readonly _type?: "SelectionSpec" };
  TraversalSpec: TraversalSpec;
  RetrieveOptions: RetrieveOptions;
  RetrieveResult: RetrieveResult;
  ObjectContent: ObjectContent;
  DynamicProperty: DynamicProperty;
  MissingProperty: MissingProperty;
  WaitOptions: WaitOptions;
  UpdateSet: UpdateSet;
  PropertyFilterUpdate: PropertyFilterUpdate;
  ObjectUpdate: ObjectUpdate;
  PropertyChange: PropertyChange;
  MissingObject: MissingObject;
  TaskInfo: TaskInfo;
  TaskReason: TaskReason & { readonly _type?: "TaskReason" };
  TaskReasonAlarm: TaskReasonAlarm;
  TaskReasonSchedule: TaskReasonSchedule;
  TaskReasonSystem: TaskReasonSystem;
  TaskReasonUser: TaskReasonUser;
  TaskDescription: TaskDescription;
  TaskFilterSpec: TaskFilterSpec;
  TaskFilterSpecByEntity: TaskFilterSpecByEntity;
  TaskFilterSpecByTime: TaskFilterSpecByTime;
  TaskFilterSpecByUsername: TaskFilterSpecByUsername;
  Event: Event & { readonly _type?: "Event" };
  EventArgument: EventArgument & { readonly _type?: "EventArgument" };
  EntityEventArgument: EntityEventArgument & { readonly _type?: "EntityEventArgument" };
  ComputeResourceEventArgument: ComputeResourceEventArgument;
  DatacenterEventArgument: DatacenterEventArgument;
  DatastoreEventArgument: DatastoreEventArgument;
  DvsEventArgument: DvsEventArgument;
  FolderEventArgument: FolderEventArgument;
  HostEventArgument: HostEventArgument;
  ManagedEntityEventArgument: ManagedEntityEventArgument;
  NetworkEventArgument: NetworkEventArgument;
  ResourcePoolEventArgument: ResourcePoolEventArgument;
  VmEventArgument: VmEventArgument;
  EventEx: EventEx;
  GeneralEvent: GeneralEvent & { readonly _type?: "GeneralEvent" };
  ExtendedEvent: ExtendedEvent;
  ExtendedEventPair: ExtendedEventPair;
  GeneralUserEvent: GeneralUserEvent;
  SessionEvent: SessionEvent & { readonly _type?: "SessionEvent" };
  BadUsernameSessionEvent: BadUsernameSessionEvent;
  UserLoginSessionEvent: UserLoginSessionEvent;
  UserLogoutSessionEvent: UserLogoutSessionEvent;
  TaskEvent: TaskEvent;
  VmEvent: VmEvent & { readonly _type?: "VmEvent" };
  NotEnoughResourcesToStartVmEvent: NotEnoughResourcesToStartVmEvent;
  VmBeingCreatedEvent: VmBeingCreatedEvent;
  VmBeingDeployedEvent: VmBeingDeployedEvent;
  VmCloneEvent: VmCloneEvent & { readonly _type?: "VmCloneEvent" };
  VmBeingClonedEvent: VmBeingClonedEvent;
  VmCloneFailedEvent: VmCloneFailedEvent;
  VmClonedEvent: VmClonedEvent;
  VmCreatedEvent: VmCreatedEvent;
  VmDeployFailedEvent: VmDeployFailedEvent;
  VmDeployedEvent: VmDeployedEvent;
  VmFailedToPowerOffEvent: VmFailedToPowerOffEvent;
  VmFailedToPowerOnEvent: VmFailedToPowerOnEvent;
  VmGuestRebootEvent: VmGuestRebootEvent;
  VmGuestShutdownEvent: VmGuestShutdownEvent;
  VmInstanceUuidAssignedEvent: VmInstanceUuidAssignedEvent;
  VmMacAssignedEvent: VmMacAssignedEvent;
  VmMessageErrorEvent: VmMessageErrorEvent;
  VmMessageEvent: VmMessageEvent;
  VmMessageWarningEvent: VmMessageWarningEvent;
  VmPoweredOffEvent: VmPoweredOffEvent;
  VmPoweredOnEvent: VmPoweredOnEvent & { readonly _type?: "VmPoweredOnEvent" };
  DrsVmPoweredOnEvent: DrsVmPoweredOnEvent;
  VmReconfiguredEvent: VmReconfiguredEvent;
  ChangesInfoEventArgument: ChangesInfoEventArgument;
  VmRegisteredEvent: VmRegisteredEvent;
  VmRemovedEvent: VmRemovedEvent;
  VmRenamedEvent: VmRenamedEvent;
  VmResettingEvent: VmResettingEvent;
  VmStartingEvent: VmStartingEvent;
  VmStoppingEvent: VmStoppingEvent;
  VmSuspendedEvent: VmSuspendedEvent;
  VmUuidAssignedEvent: VmUuidAssignedEvent;
  EventDescription: EventDescription;
  EventDescriptionEventDetail: EventDescriptionEventDetail;
  EventFilterSpec: EventFilterSpec;
  EventFilterSpecByEntity: EventFilterSpecByEntity;
  EventFilterSpecByTime: EventFilterSpecByTime;
  EventFilterSpecByUsername: EventFilterSpecByUsername;
  EventManagerEventViewSpec: EventManagerEventViewSpec;
  HostListSummary: HostListSummary;
  HostHardwareSummary: HostHardwareSummary;
  HostSystemIdentificationInfo: HostSystemIdentificationInfo;
  HostRuntimeInfo: HostRuntimeInfo;
  ClusterDasFdmHostState: ClusterDasFdmHostState;
  HostConfigSummary: HostConfigSummary;
  HostListSummaryQuickStats: HostListSummaryQuickStats;
  ComputeResourceSummary: ComputeResourceSummary & { readonly _type?: "ComputeResourceSummary" };
  ClusterComputeResourceSummary: ClusterComputeResourceSummary;
  ClusterUsageSummary: ClusterUsageSummary;
  ComputeResourceConfigInfo: ComputeResourceConfigInfo & { readonly _type?: "ComputeResourceConfigInfo" };
  ClusterConfigInfoEx: ClusterConfigInfoEx;
  ClusterDasConfigInfo: ClusterDasConfigInfo;
  ClusterDrsConfigInfo: ClusterDrsConfigInfo;
  ClusterRuleInfo: ClusterRuleInfo;
  VsanClusterCoreConfig: VsanClusterCoreConfig;
  DVPortgroupConfigInfo: DVPortgroupConfigInfo;
  DVPortgroupPolicy: DVPortgroupPolicy;
  DistributedVirtualSwitchKeyedOpaqueBlob: DistributedVirtualSwitchKeyedOpaqueBlob;
  DVSSummary: DVSSummary;
  DistributedVirtualSwitchProductSpec: DistributedVirtualSwitchProductSpec;
  DVSContactInfo: DVSContactInfo;
  DatacenterConfigInfo: DatacenterConfigInfo;
  HostCapability: HostCapability;
  HostConfigManager: HostConfigManager;
  NetworkSummary: NetworkSummary & { readonly _type?: "NetworkSummary" };
  OpaqueNetworkSummary: OpaqueNetworkSummary;
  OpaqueNetworkCapability: OpaqueNetworkCapability;
  ResourcePoolSummary: ResourcePoolSummary;
  ResourceConfigSpec: ResourceConfigSpec;
  ResourcePoolRuntimeInfo: ResourcePoolRuntimeInfo;
  ResourcePoolResourceUsage: ResourcePoolResourceUsage;
  ResourcePoolVmResourceProfileUsage: ResourcePoolVmResourceProfileUsage;
  ResourcePoolQuickStats: ResourcePoolQuickStats;
  DatastoreSummary: DatastoreSummary;
  DatastoreInfo: DatastoreInfo & { readonly _type?: "DatastoreInfo" };
  LocalDatastoreInfo: LocalDatastoreInfo;
  NasDatastoreInfo: NasDatastoreInfo;
  VmfsDatastoreInfo: VmfsDatastoreInfo;
  VsanDatastoreInfo: VsanDatastoreInfo;
  HostDatastoreBrowserSearchSpec: HostDatastoreBrowserSearchSpec;
  FileQuery: FileQuery & { readonly _type?: "FileQuery" };
  FloppyImageFileQuery: FloppyImageFileQuery;
  FolderFileQuery: FolderFileQuery;
  IsoImageFileQuery: IsoImageFileQuery;
  VmConfigFileQuery: VmConfigFileQuery & { readonly _type?: "VmConfigFileQuery" };
  VmConfigFileQueryFilter: VmConfigFileQueryFilter;
  VmConfigFileQueryFlags: VmConfigFileQueryFlags;
  TemplateConfigFileQuery: TemplateConfigFileQuery;
  VmDiskFileQuery: VmDiskFileQuery;
  VmDiskFileQueryFilter: VmDiskFileQueryFilter;
  VmDiskFileQueryFlags: VmDiskFileQueryFlags;
  VmLogFileQuery: VmLogFileQuery;
  VmNvramFileQuery: VmNvramFileQuery;
  VmSnapshotFileQuery: VmSnapshotFileQuery;
  FileQueryFlags: FileQueryFlags;
  DatastoreCapability: DatastoreCapability;
  DatastoreHostMount: DatastoreHostMount;
  HostMountInfo: HostMountInfo;
  HostDatastoreBrowserSearchResults: HostDatastoreBrowserSearchResults;
  FileInfo: FileInfo & { readonly _type?: "FileInfo" };
  FloppyImageFileInfo: FloppyImageFileInfo;
  FolderFileInfo: FolderFileInfo;
  IsoImageFileInfo: IsoImageFileInfo;
  VmConfigFileInfo: VmConfigFileInfo & { readonly _type?: "VmConfigFileInfo" };
  VmConfigFileEncryptionInfo: VmConfigFileEncryptionInfo;
  TemplateConfigFileInfo: TemplateConfigFileInfo;
  VmDiskFileInfo: VmDiskFileInfo;
  VmDiskFileEncryptionInfo: VmDiskFileEncryptionInfo;
  VmLogFileInfo: VmLogFileInfo;
  VmNvramFileInfo: VmNvramFileInfo;
  VmSnapshotFileInfo: VmSnapshotFileInfo;
  StoragePodSummary: StoragePodSummary;
  VirtualDiskSpec: VirtualDiskSpec & { readonly _type?: "VirtualDiskSpec" };
  FileBackedVirtualDiskSpec: FileBackedVirtualDiskSpec;
  VirtualMachineSummary: VirtualMachineSummary;
  VirtualMachineRuntimeInfo: VirtualMachineRuntimeInfo;
  VirtualMachineDeviceRuntimeInfo: VirtualMachineDeviceRuntimeInfo;
  VirtualMachineDeviceRuntimeInfoDeviceRuntimeState: VirtualMachineDeviceRuntimeInfoDeviceRuntimeState & { readonly _type?: "VirtualMachineDeviceRuntimeInfoDeviceRuntimeState" };
  VirtualMachineDeviceRuntimeInfoVirtualEthernetCardRuntimeState: VirtualMachineDeviceRuntimeInfoVirtualEthernetCardRuntimeState;
  VirtualMachineFeatureRequirement: VirtualMachineFeatureRequirement;
  VirtualMachineRuntimeInfoDasProtectionState: VirtualMachineRuntimeInfoDasProtectionState;
  VirtualMachineQuestionInfo: VirtualMachineQuestionInfo;
  ChoiceOption: ChoiceOption;
  VirtualMachineMessage: VirtualMachineMessage;
  HostFeatureMask: HostFeatureMask;
  VirtualMachineGuestSummary: VirtualMachineGuestSummary;
  VirtualMachineConfigSummary: VirtualMachineConfigSummary;
  VirtualMachineStorageSummary: VirtualMachineStorageSummary;
  VirtualMachineQuickStats: VirtualMachineQuickStats;
  VirtualMachineQuickStatsMemoryTierStats: VirtualMachineQuickStatsMemoryTierStats;
  UsbScanCodeSpec: UsbScanCodeSpec;
  UsbScanCodeSpecKeyEvent: UsbScanCodeSpecKeyEvent;
  UsbScanCodeSpecModifierType: UsbScanCodeSpecModifierType;
  VirtualMachineCapability: VirtualMachineCapability;
  VirtualMachineFileLayout: VirtualMachineFileLayout;
  VirtualMachineFileLayoutDiskLayout: VirtualMachineFileLayoutDiskLayout;
  VirtualMachineFileLayoutSnapshotLayout: VirtualMachineFileLayoutSnapshotLayout;
  VirtualMachineFileLayoutEx: VirtualMachineFileLayoutEx;
  VirtualMachineFileLayoutExFileInfo: VirtualMachineFileLayoutExFileInfo;
  VirtualMachineFileLayoutExDiskLayout: VirtualMachineFileLayoutExDiskLayout;
  VirtualMachineFileLayoutExDiskUnit: VirtualMachineFileLayoutExDiskUnit;
  VirtualMachineFileLayoutExSnapshotLayout: VirtualMachineFileLayoutExSnapshotLayout;
  VirtualMachineSnapshotInfo: VirtualMachineSnapshotInfo;
  VirtualMachineSnapshotTree: VirtualMachineSnapshotTree;
  VirtualMachineStorageInfo: VirtualMachineStorageInfo;
  VirtualMachineUsageOnDatastore: VirtualMachineUsageOnDatastore;
  VirtualMachineTicket: VirtualMachineTicket;
  VirtualMachineCertThumbprint: VirtualMachineCertThumbprint;
  VirtualMachineConfigSpec: VirtualMachineConfigSpec;
  VirtualMachineFileInfo: VirtualMachineFileInfo;
  ToolsConfigInfo: ToolsConfigInfo;
  ToolsConfigInfoToolsLastInstallInfo: ToolsConfigInfoToolsLastInstallInfo;
  VirtualMachineFlagInfo: VirtualMachineFlagInfo;
  VirtualMachineConsolePreferences: VirtualMachineConsolePreferences;
  VirtualMachineDefaultPowerOpInfo: VirtualMachineDefaultPowerOpInfo;
  VirtualMachineVcpuConfig: VirtualMachineVcpuConfig;
  LatencySensitivity: LatencySensitivity;
  VirtualMachineAffinityInfo: VirtualMachineAffinityInfo;
  VirtualMachineNetworkShaperInfo: VirtualMachineNetworkShaperInfo;
  VirtualMachineCpuIdInfoSpec: VirtualMachineCpuIdInfoSpec;
  HostCpuIdInfo: HostCpuIdInfo;
  VirtualMachineBootOptions: VirtualMachineBootOptions;
  VirtualMachineBootOptionsBootableDevice: VirtualMachineBootOptionsBootableDevice & { readonly _type?: "VirtualMachineBootOptionsBootableDevice" };
  VirtualMachineBootOptionsBootableCdromDevice: VirtualMachineBootOptionsBootableCdromDevice;
  VirtualMachineBootOptionsBootableDiskDevice: VirtualMachineBootOptionsBootableDiskDevice;
  VirtualMachineBootOptionsBootableEthernetDevice: VirtualMachineBootOptionsBootableEthernetDevice;
  VirtualMachineBootOptionsBootableFloppyDevice: VirtualMachineBootOptionsBootableFloppyDevice;
  ManagedByInfo: ManagedByInfo;
  VirtualMachineProfileSpec: VirtualMachineProfileSpec & { readonly _type?: "VirtualMachineProfileSpec" };
  VirtualMachineDefaultProfileSpec: VirtualMachineDefaultProfileSpec;
  VirtualMachineDefinedProfileSpec: VirtualMachineDefinedProfileSpec;
  ReplicationSpec: ReplicationSpec;
  ReplicationGroupId: ReplicationGroupId;
  FaultDomainId: FaultDomainId;
  DeviceGroupId: DeviceGroupId;
  VirtualMachineProfileRawData: VirtualMachineProfileRawData;
  VirtualMachineEmptyProfileSpec: VirtualMachineEmptyProfileSpec;
  VirtualMachineSgxInfo: VirtualMachineSgxInfo;
  VirtualMachineGuestMonitoringModeInfo: VirtualMachineGuestMonitoringModeInfo;
  VirtualMachineVirtualNuma: VirtualMachineVirtualNuma;
  VirtualMachineVirtualDeviceSwap: VirtualMachineVirtualDeviceSwap;
  VirtualMachineVirtualDeviceSwapDeviceSwapInfo: VirtualMachineVirtualDeviceSwapDeviceSwapInfo;
  VirtualMachineVirtualPMem: VirtualMachineVirtualPMem;
  VirtualMachineConfigInfo: VirtualMachineConfigInfo;
  VirtualMachineConfigInfoDatastoreUrlPair: VirtualMachineConfigInfoDatastoreUrlPair;
  VirtualMachineConfigInfoOverheadInfo: VirtualMachineConfigInfoOverheadInfo;
  VirtualMachineContentLibraryItemInfo: VirtualMachineContentLibraryItemInfo;
  VirtualMachineVirtualNumaInfo: VirtualMachineVirtualNumaInfo;
  VirtualHardware: VirtualHardware;
  VirtualDevice: VirtualDevice & { readonly _type?: "VirtualDevice" };
  VirtualDeviceConnectInfo: VirtualDeviceConnectInfo;
  VirtualDeviceBusSlotInfo: VirtualDeviceBusSlotInfo & { readonly _type?: "VirtualDeviceBusSlotInfo" };
  VirtualDevicePciBusSlotInfo: VirtualDevicePciBusSlotInfo & { readonly _type?: "VirtualDevicePciBusSlotInfo" };
  VirtualUSBControllerPciBusSlotInfo: VirtualUSBControllerPciBusSlotInfo;
  VirtualDeviceDeviceGroupInfo: VirtualDeviceDeviceGroupInfo;
  VirtualCdrom: VirtualCdrom;
  VirtualController: VirtualController & { readonly _type?: "VirtualController" };
  VirtualIDEController: VirtualIDEController;
  VirtualNVMEController: VirtualNVMEController;
  VirtualPCIController: VirtualPCIController;
  VirtualPS2Controller: VirtualPS2Controller;
  VirtualSATAController: VirtualSATAController & { readonly _type?: "VirtualSATAController" };
  VirtualAHCIController: VirtualAHCIController;
  VirtualSCSIController: VirtualSCSIController & { readonly _type?: "VirtualSCSIController" };
  ParaVirtualSCSIController: ParaVirtualSCSIController;
  VirtualBusLogicController: VirtualBusLogicController;
  VirtualLsiLogicController: VirtualLsiLogicController;
  VirtualLsiLogicSASController: VirtualLsiLogicSASController;
  VirtualSIOController: VirtualSIOController;
  VirtualUSBController: VirtualUSBController;
  VirtualUSBXHCIController: VirtualUSBXHCIController;
  VirtualDisk: VirtualDisk;
  StorageIOAllocationInfo: StorageIOAllocationInfo;
  VirtualDiskVFlashCacheConfigInfo: VirtualDiskVFlashCacheConfigInfo;
  ID: ID;
  VirtualEthernetCard: VirtualEthernetCard & { readonly _type?: "VirtualEthernetCard" };
  VirtualEthernetCardResourceAllocation: VirtualEthernetCardResourceAllocation;
  VirtualE1000: VirtualE1000;
  VirtualE1000e: VirtualE1000e;
  VirtualPCNet32: VirtualPCNet32;
  VirtualVmxnet: VirtualVmxnet & { readonly _type?: "VirtualVmxnet" };
  VirtualVmxnet2: VirtualVmxnet2;
  VirtualVmxnet3: VirtualVmxnet3;
  VirtualVmxnet3StrictLatencyConfig: VirtualVmxnet3StrictLatencyConfig;
  VirtualFloppy: VirtualFloppy;
  VirtualKeyboard: VirtualKeyboard;
  VirtualMachineVMCIDevice: VirtualMachineVMCIDevice;
  VirtualMachineVMCIDeviceFilterInfo: VirtualMachineVMCIDeviceFilterInfo;
  VirtualMachineVMCIDeviceFilterSpec: VirtualMachineVMCIDeviceFilterSpec;
  VirtualMachineVideoCard: VirtualMachineVideoCard;
  VirtualPointingDevice: VirtualPointingDevice;
  VirtualSerialPort: VirtualSerialPort;
  VirtualTPM: VirtualTPM;
  VirtualUSB: VirtualUSB;
  VirtualDeviceConfigSpec: VirtualDeviceConfigSpec & { readonly _type?: "VirtualDeviceConfigSpec" };
  VirtualDeviceConfigSpecBackingSpec: VirtualDeviceConfigSpecBackingSpec;
  VirtualDiskConfigSpec: VirtualDiskConfigSpec;
  VirtualDeviceBackingInfo: VirtualDeviceBackingInfo & { readonly _type?: "VirtualDeviceBackingInfo" };
  VirtualDeviceDeviceBackingInfo: VirtualDeviceDeviceBackingInfo & { readonly _type?: "VirtualDeviceDeviceBackingInfo" };
  VirtualCdromAtapiBackingInfo: VirtualCdromAtapiBackingInfo;
  VirtualCdromPassthroughBackingInfo: VirtualCdromPassthroughBackingInfo;
  VirtualEthernetCardLegacyNetworkBackingInfo: VirtualEthernetCardLegacyNetworkBackingInfo;
  VirtualEthernetCardNetworkBackingInfo: VirtualEthernetCardNetworkBackingInfo;
  VirtualFloppyDeviceBackingInfo: VirtualFloppyDeviceBackingInfo;
  VirtualPointingDeviceDeviceBackingInfo: VirtualPointingDeviceDeviceBackingInfo;
  VirtualSerialPortDeviceBackingInfo: VirtualSerialPortDeviceBackingInfo;
  VirtualUSBRemoteHostBackingInfo: VirtualUSBRemoteHostBackingInfo;
  VirtualUSBUSBBackingInfo: VirtualUSBUSBBackingInfo;
  VirtualDeviceFileBackingInfo: VirtualDeviceFileBackingInfo & { readonly _type?: "VirtualDeviceFileBackingInfo" };
  VirtualCdromIsoBackingInfo: VirtualCdromIsoBackingInfo;
  VirtualDiskFlatVer1BackingInfo: VirtualDiskFlatVer1BackingInfo;
  VirtualDiskFlatVer2BackingInfo: VirtualDiskFlatVer2BackingInfo;
  VirtualDiskRawDiskMappingVer1BackingInfo: VirtualDiskRawDiskMappingVer1BackingInfo;
  VirtualDiskSeSparseBackingInfo: VirtualDiskSeSparseBackingInfo;
  VirtualDiskSparseVer1BackingInfo: VirtualDiskSparseVer1BackingInfo;
  VirtualDiskSparseVer2BackingInfo: VirtualDiskSparseVer2BackingInfo;
  VirtualFloppyImageBackingInfo: VirtualFloppyImageBackingInfo;
  VirtualSerialPortFileBackingInfo: VirtualSerialPortFileBackingInfo;
  VirtualDevicePipeBackingInfo: VirtualDevicePipeBackingInfo & { readonly _type?: "VirtualDevicePipeBackingInfo" };
  VirtualSerialPortPipeBackingInfo: VirtualSerialPortPipeBackingInfo;
  VirtualDeviceRemoteDeviceBackingInfo: VirtualDeviceRemoteDeviceBackingInfo & { readonly _type?: "VirtualDeviceRemoteDeviceBackingInfo" };
  VirtualCdromRemoteAtapiBackingInfo: VirtualCdromRemoteAtapiBackingInfo;
  VirtualCdromRemotePassthroughBackingInfo: VirtualCdromRemotePassthroughBackingInfo;
  VirtualFloppyRemoteDeviceBackingInfo: VirtualFloppyRemoteDeviceBackingInfo;
  VirtualUSBRemoteClientBackingInfo: VirtualUSBRemoteClientBackingInfo;
  VirtualDeviceURIBackingInfo: VirtualDeviceURIBackingInfo & { readonly _type?: "VirtualDeviceURIBackingInfo" };
  VirtualSerialPortURIBackingInfo: VirtualSerialPortURIBackingInfo;
  VirtualEthernetCardDistributedVirtualPortBackingInfo: VirtualEthernetCardDistributedVirtualPortBackingInfo;
  DistributedVirtualSwitchPortConnection: DistributedVirtualSwitchPortConnection;
  VirtualEthernetCardOpaqueNetworkBackingInfo: VirtualEthernetCardOpaqueNetworkBackingInfo;
  VirtualSerialPortThinPrintBackingInfo: VirtualSerialPortThinPrintBackingInfo;
  VmConfigInfo: VmConfigInfo;
  VAppProductInfo: VAppProductInfo;
  VAppPropertyInfo: VAppPropertyInfo;
  VAppIPAssignmentInfo: VAppIPAssignmentInfo;
  VAppOvfSectionInfo: VAppOvfSectionInfo;
  VmConfigSpec: VmConfigSpec & { readonly _type?: "VmConfigSpec" };
  VAppProductSpec: VAppProductSpec;
  VAppPropertySpec: VAppPropertySpec;
  VAppOvfSectionSpec: VAppOvfSectionSpec;
  VAppConfigSpec: VAppConfigSpec;
  VAppEntityConfigInfo: VAppEntityConfigInfo;
  GuestInfo: GuestInfo;
  GuestNicInfo: GuestNicInfo;
  NetDnsConfigInfo: NetDnsConfigInfo;
  NetIpConfigInfo: NetIpConfigInfo;
  NetIpConfigInfoIpAddress: NetIpConfigInfoIpAddress;
  NetDhcpConfigInfo: NetDhcpConfigInfo;
  NetDhcpConfigInfoDhcpOptions: NetDhcpConfigInfoDhcpOptions;
  NetBIOSConfigInfo: NetBIOSConfigInfo;
  GuestStackInfo: GuestStackInfo;
  NetIpRouteConfigInfo: NetIpRouteConfigInfo;
  NetIpRouteConfigInfoIpRoute: NetIpRouteConfigInfoIpRoute;
  NetIpRouteConfigInfoGateway: NetIpRouteConfigInfoGateway;
  GuestDiskInfo: GuestDiskInfo;
  GuestInfoVirtualDiskMapping: GuestInfoVirtualDiskMapping;
  GuestScreenInfo: GuestScreenInfo;
  GuestInfoNamespaceGenerationInfo: GuestInfoNamespaceGenerationInfo;
  GuestInfoCustomizationInfo: GuestInfoCustomizationInfo;
  VirtualMachineCloneSpec: VirtualMachineCloneSpec;
  VirtualMachineRelocateSpec: VirtualMachineRelocateSpec;
  VirtualMachineRelocateSpecDiskLocator: VirtualMachineRelocateSpecDiskLocator;
  VirtualMachineRelocateSpecDiskLocatorBackingSpec: VirtualMachineRelocateSpecDiskLocatorBackingSpec;
  TagSpec: TagSpec;
  TagId: TagId;
  TagIdNameId: TagIdNameId;
  ClusterPowerOnVmResult: ClusterPowerOnVmResult;
  ClusterAttemptedVmInfo: ClusterAttemptedVmInfo;
  ClusterNotAttemptedVmInfo: ClusterNotAttemptedVmInfo;
  ClusterRecommendation: ClusterRecommendation;
  ClusterAction: ClusterAction & { readonly _type?: "ClusterAction" };
  ClusterInitialPlacementAction: ClusterInitialPlacementAction;
  ClusterMigrationAction: ClusterMigrationAction;
  PlacementAction: PlacementAction;
  StoragePlacementAction: StoragePlacementAction;
  PlacementResult: PlacementResult;
  PlacementSpec: PlacementSpec;
  SnapshotSelectionSpec: SnapshotSelectionSpec;
  StoragePlacementResult: StoragePlacementResult;
  StoragePlacementSpec: StoragePlacementSpec;
  StorageDrsPodSelectionSpec: StorageDrsPodSelectionSpec;
  VmPodConfigForPlacement: VmPodConfigForPlacement;
  PodDiskLocator: PodDiskLocator;
  OvfManagerCommonParams: OvfManagerCommonParams & { readonly _type?: "OvfManagerCommonParams" };
  OvfCreateImportSpecParams: OvfCreateImportSpecParams;
  OvfNetworkMapping: OvfNetworkMapping;
  OvfResourceMap: OvfResourceMap;
  OvfParseDescriptorParams: OvfParseDescriptorParams;
  OvfCreateImportSpecResult: OvfCreateImportSpecResult;
  ImportSpec: ImportSpec & { readonly _type?: "ImportSpec" };
  VirtualAppImportSpec: VirtualAppImportSpec;
  VirtualMachineImportSpec: VirtualMachineImportSpec;
  OvfFileItem: OvfFileItem;
  HttpNfcLeaseInfo: HttpNfcLeaseInfo;
  HttpNfcLeaseDeviceUrl: HttpNfcLeaseDeviceUrl;
  HttpNfcLeaseDatastoreLeaseInfo: HttpNfcLeaseDatastoreLeaseInfo;
  HttpNfcLeaseHostInfo: HttpNfcLeaseHostInfo;
  HttpNfcLeaseCapabilities: HttpNfcLeaseCapabilities;
  HttpNfcLeaseManifestEntry: HttpNfcLeaseManifestEntry;
  HttpNfcLeaseSourceFile: HttpNfcLeaseSourceFile;
  OvfCreateDescriptorParams: OvfCreateDescriptorParams;
  OvfFile: OvfFile;
  OvfCreateDescriptorResult: OvfCreateDescriptorResult;
  OvfOptionInfo: OvfOptionInfo;
  OvfParseDescriptorResult: OvfParseDescriptorResult;
  OvfNetworkInfo: OvfNetworkInfo;
  OvfDeploymentOption: OvfDeploymentOption;
  LocalizedMethodFault: LocalizedMethodFault;
  MethodFault: MethodFault & { readonly _type?: "MethodFault" };
  InvalidCollectorVersion: InvalidCollectorVersion;
  InvalidProperty: InvalidProperty;
  RuntimeFault: RuntimeFault & { readonly _type?: "RuntimeFault" };
  HostCommunication: HostCommunication & { readonly _type?: "HostCommunication" };
  HostNotConnected: HostNotConnected;
  HostNotReachable: HostNotReachable;
  InvalidArgument: InvalidArgument;
  InvalidRequest: InvalidRequest & { readonly _type?: "InvalidRequest" };
  InvalidType: InvalidType;
  MethodNotFound: MethodNotFound;
  ManagedObjectNotFound: ManagedObjectNotFound;
  MethodDisabled: MethodDisabled;
  NotEnoughLicenses: NotEnoughLicenses;
  NotImplemented: NotImplemented;
  NotSupported: NotSupported;
  RequestCanceled: RequestCanceled;
  SecurityError: SecurityError & { readonly _type?: "SecurityError" };
  NoPermission: NoPermission & { readonly _type?: "NoPermission" };
  NoPermissionEntityPrivileges: NoPermissionEntityPrivileges;
  NotAuthenticated: NotAuthenticated;
  RestrictedVersion: RestrictedVersion;
  SystemError: SystemError;
  UnexpectedFault: UnexpectedFault;
  VimFault: VimFault & { readonly _type?: "VimFault" };
  AlreadyExists: AlreadyExists;
  ConcurrentAccess: ConcurrentAccess;
  CustomizationFault: CustomizationFault;
  DuplicateName: DuplicateName;
  FileFault: FileFault & { readonly _type?: "FileFault" };
  CannotAccessFile: CannotAccessFile;
  FileAlreadyExists: FileAlreadyExists;
  FileLocked: FileLocked;
  FileNotFound: FileNotFound;
  NoDiskSpace: NoDiskSpace;
  HostConnectFault: HostConnectFault & { readonly _type?: "HostConnectFault" };
  NoHost: NoHost;
  SSLVerifyFault: SSLVerifyFault;
  HttpFault: HttpFault;
  InsufficientResourcesFault: InsufficientResourcesFault & { readonly _type?: "InsufficientResourcesFault" };
  InsufficientCpuResourcesFault: InsufficientCpuResourcesFault;
  InsufficientFailoverResourcesFault: InsufficientFailoverResourcesFault;
  InsufficientHostCapacityFault: InsufficientHostCapacityFault & { readonly _type?: "InsufficientHostCapacityFault" };
  InsufficientHostCpuCapacityFault: InsufficientHostCpuCapacityFault;
  InsufficientHostMemoryCapacityFault: InsufficientHostMemoryCapacityFault;
  InsufficientMemoryResourcesFault: InsufficientMemoryResourcesFault;
  InsufficientStorageSpace: InsufficientStorageSpace;
  InvalidDatastore: InvalidDatastore & { readonly _type?: "InvalidDatastore" };
  DatastoreNotWritableOnHost: DatastoreNotWritableOnHost;
  InaccessibleDatastore: InaccessibleDatastore;
  InvalidDatastorePath: InvalidDatastorePath;
  InvalidFolder: InvalidFolder;
  InvalidLocale: InvalidLocale;
  InvalidLogin: InvalidLogin;
  InvalidName: InvalidName;
  InvalidPrivilege: InvalidPrivilege;
  InvalidState: InvalidState & { readonly _type?: "InvalidState" };
  InvalidPowerState: InvalidPowerState;
  NoActiveHostInCluster: NoActiveHostInCluster;
  MigrationFault: MigrationFault;
  NoCompatibleHost: NoCompatibleHost;
  NotFound: NotFound;
  OutOfBounds: OutOfBounds;
  OvfFault: OvfFault & { readonly _type?: "OvfFault" };
  OvfExport: OvfExport & { readonly _type?: "OvfExport" };
  OvfHardwareExport: OvfHardwareExport;
  OvfImport: OvfImport & { readonly _type?: "OvfImport" };
  OvfNetworkMappingNotSupported: OvfNetworkMappingNotSupported;
  OvfUnsupportedDiskProvisioning: OvfUnsupportedDiskProvisioning;
  OvfMissingHardware: OvfMissingHardware;
  OvfInvalidPackage: OvfInvalidPackage & { readonly _type?: "OvfInvalidPackage" };
  OvfAttribute: OvfAttribute & { readonly _type?: "OvfAttribute" };
  OvfInvalidValue: OvfInvalidValue;
  OvfElement: OvfElement & { readonly _type?: "OvfElement" };
  OvfMissingElement: OvfMissingElement;
  OvfXmlFormat: OvfXmlFormat;
  OvfSystemFault: OvfSystemFault;
  OvfUnsupportedPackage: OvfUnsupportedPackage & { readonly _type?: "OvfUnsupportedPackage" };
  OvfInvalidVmName: OvfInvalidVmName;
  OvfUnsupportedType: OvfUnsupportedType;
  OvfUnsupportedSubType: OvfUnsupportedSubType;
  OvfNoHostNic: OvfNoHostNic;
  OvfNoSupportedHardwareFamily: OvfNoSupportedHardwareFamily;
  OvfUnsupportedAttribute: OvfUnsupportedAttribute;
  OvfUnsupportedElement: OvfUnsupportedElement;
  ResourceInUse: ResourceInUse;
  SnapshotFault: SnapshotFault;
  TaskInProgress: TaskInProgress;
  Timedout: Timedout;
  ToolsUnavailable: ToolsUnavailable;
  UserNotFound: UserNotFound;
  VmConfigFault: VmConfigFault & { readonly _type?: "VmConfigFault" };
  GenericVmConfigFault: GenericVmConfigFault;
  InvalidFormat: InvalidFormat & { readonly _type?: "InvalidFormat" };
  InvalidDiskFormat: InvalidDiskFormat;
  InvalidVmConfig: InvalidVmConfig & { readonly _type?: "InvalidVmConfig" };
  InvalidDeviceSpec: InvalidDeviceSpec & { readonly _type?: "InvalidDeviceSpec" };
  DeviceNotFound: DeviceNotFound;
  InvalidController: InvalidController;
  InvalidDeviceBacking: InvalidDeviceBacking;
  InvalidDeviceOperation: InvalidDeviceOperation;
  UnsupportedGuest: UnsupportedGuest;
  RuleViolation: RuleViolation;
}

export interface Polymorphs {
  DynamicData: DynamicData;
  ArrayUpdateSpec: AnyArrayUpdateSpec;
  Description: AnyDescription;
  ElementDescription: AnyElementDescription;
  ExtendedElementDescription: ExtendedElementDescription;
  KeyAnyValue: KeyAnyValue;
  TypeDescription: TypeDescription;
  EnumDescription: EnumDescription;
  KeyValue: KeyValue;
  LocalizableMessage: LocalizableMessage;
  OptionType: AnyOptionType;
  OptionValue: OptionValue;
  ResourceAllocationInfo: ResourceAllocationInfo;
  SharesInfo: SharesInfo;
  Tag: Tag;
  ServiceContent: ServiceContent;
  AboutInfo: AboutInfo;
  AuthorizationDescription: AuthorizationDescription;
  AuthorizationPrivilege: AuthorizationPrivilege;
  AuthorizationRole: AuthorizationRole;
  Capability: Capability;
  CustomFieldDef: CustomFieldDef;
  PrivilegePolicyDef: PrivilegePolicyDef;
  CustomFieldValue: AnyCustomFieldValue;
  CustomFieldStringValue: CustomFieldStringValue;
  EntityPrivilege: EntityPrivilege;
  PrivilegeAvailability: PrivilegeAvailability;
  Permission: Permission;
  SessionManagerGenericServiceTicket: SessionManagerGenericServiceTicket;
  SessionManagerServiceRequestSpec: AnySessionManagerServiceRequestSpec;
  SessionManagerHttpServiceRequestSpec: SessionManagerHttpServiceRequestSpec;
  UserPrivilegeResult: UserPrivilegeResult;
  UserSession: UserSession;
  PropertyFilterSpec: PropertyFilterSpec;
  PropertySpec: PropertySpec;
  ObjectSpec: ObjectSpec;
  SelectionSpec: AnySelectionSpec;
  TraversalSpec: TraversalSpec;
  RetrieveOptions: RetrieveOptions;
  RetrieveResult: RetrieveResult;
  ObjectContent: ObjectContent;
  DynamicProperty: DynamicProperty;
  MissingProperty: MissingProperty;
  WaitOptions: WaitOptions;
  UpdateSet: UpdateSet;
  PropertyFilterUpdate: PropertyFilterUpdate;
  ObjectUpdate: ObjectUpdate;
  PropertyChange: PropertyChange;
  MissingObject: MissingObject;
  TaskInfo: TaskInfo;
  TaskReason: AnyTaskReason;
  TaskReasonAlarm: TaskReasonAlarm;
  TaskReasonSchedule: TaskReasonSchedule;
  TaskReasonSystem: TaskReasonSystem;
  TaskReasonUser: TaskReasonUser;
  TaskDescription: TaskDescription;
  TaskFilterSpec: TaskFilterSpec;
  TaskFilterSpecByEntity: TaskFilterSpecByEntity;
  TaskFilterSpecByTime: TaskFilterSpecByTime;
  TaskFilterSpecByUsername: TaskFilterSpecByUsername;
  Event: AnyEvent;
  EventArgument: AnyEventArgument;
  EntityEventArgument: AnyEntityEventArgument;
  ComputeResourceEventArgument: ComputeResourceEventArgument;
  DatacenterEventArgument: DatacenterEventArgument;
  DatastoreEventArgument: DatastoreEventArgument;
  DvsEventArgument: DvsEventArgument;
  FolderEventArgument: FolderEventArgument;
  HostEventArgument: HostEventArgument;
  ManagedEntityEventArgument: ManagedEntityEventArgument;
  NetworkEventArgument: NetworkEventArgument;
  ResourcePoolEventArgument: ResourcePoolEventArgument;
  VmEventArgument: VmEventArgument;
  EventEx: EventEx;
  GeneralEvent: AnyGeneralEvent;
  ExtendedEvent: ExtendedEvent;
  ExtendedEventPair: ExtendedEventPair;
  GeneralUserEvent: GeneralUserEvent;
  SessionEvent: AnySessionEvent;
  BadUsernameSessionEvent: BadUsernameSessionEvent;
  UserLoginSessionEvent: UserLoginSessionEvent;
  UserLogoutSessionEvent: UserLogoutSessionEvent;
  TaskEvent: TaskEvent;
  VmEvent: AnyVmEvent;
  NotEnoughResourcesToStartVmEvent: NotEnoughResourcesToStartVmEvent;
  VmBeingCreatedEvent: VmBeingCreatedEvent;
  VmBeingDeployedEvent: VmBeingDeployedEvent;
  VmCloneEvent: AnyVmCloneEvent;
  VmBeingClonedEvent: VmBeingClonedEvent;
  VmCloneFailedEvent: VmCloneFailedEvent;
  VmClonedEvent: VmClonedEvent;
  VmCreatedEvent: VmCreatedEvent;
  VmDeployFailedEvent: VmDeployFailedEvent;
  VmDeployedEvent: VmDeployedEvent;
  VmFailedToPowerOffEvent: VmFailedToPowerOffEvent;
  VmFailedToPowerOnEvent: VmFailedToPowerOnEvent;
  VmGuestRebootEvent: VmGuestRebootEvent;
  VmGuestShutdownEvent: VmGuestShutdownEvent;
  VmInstanceUuidAssignedEvent: VmInstanceUuidAssignedEvent;
  VmMacAssignedEvent: VmMacAssignedEvent;
  VmMessageErrorEvent: VmMessageErrorEvent;
  VmMessageEvent: VmMessageEvent;
  VmMessageWarningEvent: VmMessageWarningEvent;
  VmPoweredOffEvent: VmPoweredOffEvent;
  VmPoweredOnEvent: AnyVmPoweredOnEvent;
  DrsVmPoweredOnEvent: DrsVmPoweredOnEvent;
  VmReconfiguredEvent: VmReconfiguredEvent;
  ChangesInfoEventArgument: ChangesInfoEventArgument;
  VmRegisteredEvent: VmRegisteredEvent;
  VmRemovedEvent: VmRemovedEvent;
  VmRenamedEvent: VmRenamedEvent;
  VmResettingEvent: VmResettingEvent;
  VmStartingEvent: VmStartingEvent;
  VmStoppingEvent: VmStoppingEvent;
  VmSuspendedEvent: VmSuspendedEvent;
  VmUuidAssignedEvent: VmUuidAssignedEvent;
  EventDescription: EventDescription;
  EventDescriptionEventDetail: EventDescriptionEventDetail;
  EventFilterSpec: EventFilterSpec;
  EventFilterSpecByEntity: EventFilterSpecByEntity;
  EventFilterSpecByTime: EventFilterSpecByTime;
  EventFilterSpecByUsername: EventFilterSpecByUsername;
  EventManagerEventViewSpec: EventManagerEventViewSpec;
  HostListSummary: HostListSummary;
  HostHardwareSummary: HostHardwareSummary;
  HostSystemIdentificationInfo: HostSystemIdentificationInfo;
  HostRuntimeInfo: HostRuntimeInfo;
  ClusterDasFdmHostState: ClusterDasFdmHostState;
  HostConfigSummary: HostConfigSummary;
  HostListSummaryQuickStats: HostListSummaryQuickStats;
  ComputeResourceSummary: AnyComputeResourceSummary;
  ClusterComputeResourceSummary: ClusterComputeResourceSummary;
  ClusterUsageSummary: ClusterUsageSummary;
  ComputeResourceConfigInfo: AnyComputeResourceConfigInfo;
  ClusterConfigInfoEx: ClusterConfigInfoEx;
  ClusterDasConfigInfo: ClusterDasConfigInfo;
  ClusterDrsConfigInfo: ClusterDrsConfigInfo;
  ClusterRuleInfo: ClusterRuleInfo;
  VsanClusterCoreConfig: VsanClusterCoreConfig;
  DVPortgroupConfigInfo: DVPortgroupConfigInfo;
  DVPortgroupPolicy: DVPortgroupPolicy;
  DistributedVirtualSwitchKeyedOpaqueBlob: DistributedVirtualSwitchKeyedOpaqueBlob;
  DVSSummary: DVSSummary;
  DistributedVirtualSwitchProductSpec: DistributedVirtualSwitchProductSpec;
  DVSContactInfo: DVSContactInfo;
  DatacenterConfigInfo: DatacenterConfigInfo;
  HostCapability: HostCapability;
  HostConfigManager: HostConfigManager;
  NetworkSummary: AnyNetworkSummary;
  OpaqueNetworkSummary: OpaqueNetworkSummary;
  OpaqueNetworkCapability: OpaqueNetworkCapability;
  ResourcePoolSummary: ResourcePoolSummary;
  ResourceConfigSpec: ResourceConfigSpec;
  ResourcePoolRuntimeInfo: ResourcePoolRuntimeInfo;
  ResourcePoolResourceUsage: ResourcePoolResourceUsage;
  ResourcePoolVmResourceProfileUsage: ResourcePoolVmResourceProfileUsage;
  ResourcePoolQuickStats: ResourcePoolQuickStats;
  DatastoreSummary: DatastoreSummary;
  DatastoreInfo: AnyDatastoreInfo;
  LocalDatastoreInfo: LocalDatastoreInfo;
  NasDatastoreInfo: NasDatastoreInfo;
  VmfsDatastoreInfo: VmfsDatastoreInfo;
  VsanDatastoreInfo: VsanDatastoreInfo;
  HostDatastoreBrowserSearchSpec: HostDatastoreBrowserSearchSpec;
  FileQuery: AnyFileQuery;
  FloppyImageFileQuery: FloppyImageFileQuery;
  FolderFileQuery: FolderFileQuery;
  IsoImageFileQuery: IsoImageFileQuery;
  VmConfigFileQuery: AnyVmConfigFileQuery;
  VmConfigFileQueryFilter: VmConfigFileQueryFilter;
  VmConfigFileQueryFlags: VmConfigFileQueryFlags;
  TemplateConfigFileQuery: TemplateConfigFileQuery;
  VmDiskFileQuery: VmDiskFileQuery;
  VmDiskFileQueryFilter: VmDiskFileQueryFilter;
  VmDiskFileQueryFlags: VmDiskFileQueryFlags;
  VmLogFileQuery: VmLogFileQuery;
  VmNvramFileQuery: VmNvramFileQuery;
  VmSnapshotFileQuery: VmSnapshotFileQuery;
  FileQueryFlags: FileQueryFlags;
  DatastoreCapability: DatastoreCapability;
  DatastoreHostMount: DatastoreHostMount;
  HostMountInfo: HostMountInfo;
  HostDatastoreBrowserSearchResults: HostDatastoreBrowserSearchResults;
  FileInfo: AnyFileInfo;
  FloppyImageFileInfo: FloppyImageFileInfo;
  FolderFileInfo: FolderFileInfo;
  IsoImageFileInfo: IsoImageFileInfo;
  VmConfigFileInfo: AnyVmConfigFileInfo;
  VmConfigFileEncryptionInfo: VmConfigFileEncryptionInfo;
  TemplateConfigFileInfo: TemplateConfigFileInfo;
  VmDiskFileInfo: VmDiskFileInfo;
  VmDiskFileEncryptionInfo: VmDiskFileEncryptionInfo;
  VmLogFileInfo: VmLogFileInfo;
  VmNvramFileInfo: VmNvramFileInfo;
  VmSnapshotFileInfo: VmSnapshotFileInfo;
  StoragePodSummary: StoragePodSummary;
  VirtualDiskSpec: AnyVirtualDiskSpec;
  FileBackedVirtualDiskSpec: FileBackedVirtualDiskSpec;
  VirtualMachineSummary: VirtualMachineSummary;
  VirtualMachineRuntimeInfo: VirtualMachineRuntimeInfo;
  VirtualMachineDeviceRuntimeInfo: VirtualMachineDeviceRuntimeInfo;
  VirtualMachineDeviceRuntimeInfoDeviceRuntimeState: AnyVirtualMachineDeviceRuntimeInfoDeviceRuntimeState;
  VirtualMachineDeviceRuntimeInfoVirtualEthernetCardRuntimeState: VirtualMachineDeviceRuntimeInfoVirtualEthernetCardRuntimeState;
  VirtualMachineFeatureRequirement: VirtualMachineFeatureRequirement;
  VirtualMachineRuntimeInfoDasProtectionState: VirtualMachineRuntimeInfoDasProtectionState;
  VirtualMachineQuestionInfo: VirtualMachineQuestionInfo;
  ChoiceOption: ChoiceOption;
  VirtualMachineMessage: VirtualMachineMessage;
  HostFeatureMask: HostFeatureMask;
  VirtualMachineGuestSummary: VirtualMachineGuestSummary;
  VirtualMachineConfigSummary: VirtualMachineConfigSummary;
  VirtualMachineStorageSummary: VirtualMachineStorageSummary;
  VirtualMachineQuickStats: VirtualMachineQuickStats;
  VirtualMachineQuickStatsMemoryTierStats: VirtualMachineQuickStatsMemoryTierStats;
  UsbScanCodeSpec: UsbScanCodeSpec;
  UsbScanCodeSpecKeyEvent: UsbScanCodeSpecKeyEvent;
  UsbScanCodeSpecModifierType: UsbScanCodeSpecModifierType;
  VirtualMachineCapability: VirtualMachineCapability;
  VirtualMachineFileLayout: VirtualMachineFileLayout;
  VirtualMachineFileLayoutDiskLayout: VirtualMachineFileLayoutDiskLayout;
  VirtualMachineFileLayoutSnapshotLayout: VirtualMachineFileLayoutSnapshotLayout;
  VirtualMachineFileLayoutEx: VirtualMachineFileLayoutEx;
  VirtualMachineFileLayoutExFileInfo: VirtualMachineFileLayoutExFileInfo;
  VirtualMachineFileLayoutExDiskLayout: VirtualMachineFileLayoutExDiskLayout;
  VirtualMachineFileLayoutExDiskUnit: VirtualMachineFileLayoutExDiskUnit;
  VirtualMachineFileLayoutExSnapshotLayout: VirtualMachineFileLayoutExSnapshotLayout;
  VirtualMachineSnapshotInfo: VirtualMachineSnapshotInfo;
  VirtualMachineSnapshotTree: VirtualMachineSnapshotTree;
  VirtualMachineStorageInfo: VirtualMachineStorageInfo;
  VirtualMachineUsageOnDatastore: VirtualMachineUsageOnDatastore;
  VirtualMachineTicket: VirtualMachineTicket;
  VirtualMachineCertThumbprint: VirtualMachineCertThumbprint;
  VirtualMachineConfigSpec: VirtualMachineConfigSpec;
  VirtualMachineFileInfo: VirtualMachineFileInfo;
  ToolsConfigInfo: ToolsConfigInfo;
  ToolsConfigInfoToolsLastInstallInfo: ToolsConfigInfoToolsLastInstallInfo;
  VirtualMachineFlagInfo: VirtualMachineFlagInfo;
  VirtualMachineConsolePreferences: VirtualMachineConsolePreferences;
  VirtualMachineDefaultPowerOpInfo: VirtualMachineDefaultPowerOpInfo;
  VirtualMachineVcpuConfig: VirtualMachineVcpuConfig;
  LatencySensitivity: LatencySensitivity;
  VirtualMachineAffinityInfo: VirtualMachineAffinityInfo;
  VirtualMachineNetworkShaperInfo: VirtualMachineNetworkShaperInfo;
  VirtualMachineCpuIdInfoSpec: VirtualMachineCpuIdInfoSpec;
  HostCpuIdInfo: HostCpuIdInfo;
  VirtualMachineBootOptions: VirtualMachineBootOptions;
  VirtualMachineBootOptionsBootableDevice: AnyVirtualMachineBootOptionsBootableDevice;
  VirtualMachineBootOptionsBootableCdromDevice: VirtualMachineBootOptionsBootableCdromDevice;
  VirtualMachineBootOptionsBootableDiskDevice: VirtualMachineBootOptionsBootableDiskDevice;
  VirtualMachineBootOptionsBootableEthernetDevice: VirtualMachineBootOptionsBootableEthernetDevice;
  VirtualMachineBootOptionsBootableFloppyDevice: VirtualMachineBootOptionsBootableFloppyDevice;
  ManagedByInfo: ManagedByInfo;
  VirtualMachineProfileSpec: AnyVirtualMachineProfileSpec;
  VirtualMachineDefaultProfileSpec: VirtualMachineDefaultProfileSpec;
  VirtualMachineDefinedProfileSpec: VirtualMachineDefinedProfileSpec;
  ReplicationSpec: ReplicationSpec;
  ReplicationGroupId: ReplicationGroupId;
  FaultDomainId: FaultDomainId;
  DeviceGroupId: DeviceGroupId;
  VirtualMachineProfileRawData: VirtualMachineProfileRawData;
  VirtualMachineEmptyProfileSpec: VirtualMachineEmptyProfileSpec;
  VirtualMachineSgxInfo: VirtualMachineSgxInfo;
  VirtualMachineGuestMonitoringModeInfo: VirtualMachineGuestMonitoringModeInfo;
  VirtualMachineVirtualNuma: VirtualMachineVirtualNuma;
  VirtualMachineVirtualDeviceSwap: VirtualMachineVirtualDeviceSwap;
  VirtualMachineVirtualDeviceSwapDeviceSwapInfo: VirtualMachineVirtualDeviceSwapDeviceSwapInfo;
  VirtualMachineVirtualPMem: VirtualMachineVirtualPMem;
  VirtualMachineConfigInfo: VirtualMachineConfigInfo;
  VirtualMachineConfigInfoDatastoreUrlPair: VirtualMachineConfigInfoDatastoreUrlPair;
  VirtualMachineConfigInfoOverheadInfo: VirtualMachineConfigInfoOverheadInfo;
  VirtualMachineContentLibraryItemInfo: VirtualMachineContentLibraryItemInfo;
  VirtualMachineVirtualNumaInfo: VirtualMachineVirtualNumaInfo;
  VirtualHardware: VirtualHardware;
  VirtualDevice: AnyVirtualDevice;
  VirtualDeviceConnectInfo: VirtualDeviceConnectInfo;
  VirtualDeviceBusSlotInfo: AnyVirtualDeviceBusSlotInfo;
  VirtualDevicePciBusSlotInfo: AnyVirtualDevicePciBusSlotInfo;
  VirtualUSBControllerPciBusSlotInfo: VirtualUSBControllerPciBusSlotInfo;
  VirtualDeviceDeviceGroupInfo: VirtualDeviceDeviceGroupInfo;
  VirtualCdrom: VirtualCdrom;
  VirtualController: AnyVirtualController;
  VirtualIDEController: VirtualIDEController;
  VirtualNVMEController: VirtualNVMEController;
  VirtualPCIController: VirtualPCIController;
  VirtualPS2Controller: VirtualPS2Controller;
  VirtualSATAController: AnyVirtualSATAController;
  VirtualAHCIController: VirtualAHCIController;
  VirtualSCSIController: AnyVirtualSCSIController;
  ParaVirtualSCSIController: ParaVirtualSCSIController;
  VirtualBusLogicController: VirtualBusLogicController;
  VirtualLsiLogicController: VirtualLsiLogicController;
  VirtualLsiLogicSASController: VirtualLsiLogicSASController;
  VirtualSIOController: VirtualSIOController;
  VirtualUSBController: VirtualUSBController;
  VirtualUSBXHCIController: VirtualUSBXHCIController;
  VirtualDisk: VirtualDisk;
  StorageIOAllocationInfo: StorageIOAllocationInfo;
  VirtualDiskVFlashCacheConfigInfo: VirtualDiskVFlashCacheConfigInfo;
  ID: ID;
  VirtualEthernetCard: AnyVirtualEthernetCard;
  VirtualEthernetCardResourceAllocation: VirtualEthernetCardResourceAllocation;
  VirtualE1000: VirtualE1000;
  VirtualE1000e: VirtualE1000e;
  VirtualPCNet32: VirtualPCNet32;
  VirtualVmxnet: AnyVirtualVmxnet;
  VirtualVmxnet2: VirtualVmxnet2;
  VirtualVmxnet3: VirtualVmxnet3;
  VirtualVmxnet3StrictLatencyConfig: VirtualVmxnet3StrictLatencyConfig;
  VirtualFloppy: VirtualFloppy;
  VirtualKeyboard: VirtualKeyboard;
  VirtualMachineVMCIDevice: VirtualMachineVMCIDevice;
  VirtualMachineVMCIDeviceFilterInfo: VirtualMachineVMCIDeviceFilterInfo;
  VirtualMachineVMCIDeviceFilterSpec: VirtualMachineVMCIDeviceFilterSpec;
  VirtualMachineVideoCard: VirtualMachineVideoCard;
  VirtualPointingDevice: VirtualPointingDevice;
  VirtualSerialPort: VirtualSerialPort;
  VirtualTPM: VirtualTPM;
  VirtualUSB: VirtualUSB;
  VirtualDeviceConfigSpec: AnyVirtualDeviceConfigSpec;
  VirtualDeviceConfigSpecBackingSpec: VirtualDeviceConfigSpecBackingSpec;
  VirtualDiskConfigSpec: VirtualDiskConfigSpec;
  VirtualDeviceBackingInfo: AnyVirtualDeviceBackingInfo;
  VirtualDeviceDeviceBackingInfo: AnyVirtualDeviceDeviceBackingInfo;
  VirtualCdromAtapiBackingInfo: VirtualCdromAtapiBackingInfo;
  VirtualCdromPassthroughBackingInfo: VirtualCdromPassthroughBackingInfo;
  VirtualEthernetCardLegacyNetworkBackingInfo: VirtualEthernetCardLegacyNetworkBackingInfo;
  VirtualEthernetCardNetworkBackingInfo: VirtualEthernetCardNetworkBackingInfo;
  VirtualFloppyDeviceBackingInfo: VirtualFloppyDeviceBackingInfo;
  VirtualPointingDeviceDeviceBackingInfo: VirtualPointingDeviceDeviceBackingInfo;
  VirtualSerialPortDeviceBackingInfo: VirtualSerialPortDeviceBackingInfo;
  VirtualUSBRemoteHostBackingInfo: VirtualUSBRemoteHostBackingInfo;
  VirtualUSBUSBBackingInfo: VirtualUSBUSBBackingInfo;
  VirtualDeviceFileBackingInfo: AnyVirtualDeviceFileBackingInfo;
  VirtualCdromIsoBackingInfo: VirtualCdromIsoBackingInfo;
  VirtualDiskFlatVer1BackingInfo: VirtualDiskFlatVer1BackingInfo;
  VirtualDiskFlatVer2BackingInfo: VirtualDiskFlatVer2BackingInfo;
  VirtualDiskRawDiskMappingVer1BackingInfo: VirtualDiskRawDiskMappingVer1BackingInfo;
  VirtualDiskSeSparseBackingInfo: VirtualDiskSeSparseBackingInfo;
  VirtualDiskSparseVer1BackingInfo: VirtualDiskSparseVer1BackingInfo;
  VirtualDiskSparseVer2BackingInfo: VirtualDiskSparseVer2BackingInfo;
  VirtualFloppyImageBackingInfo: VirtualFloppyImageBackingInfo;
  VirtualSerialPortFileBackingInfo: VirtualSerialPortFileBackingInfo;
  VirtualDevicePipeBackingInfo: AnyVirtualDevicePipeBackingInfo;
  VirtualSerialPortPipeBackingInfo: VirtualSerialPortPipeBackingInfo;
  VirtualDeviceRemoteDeviceBackingInfo: AnyVirtualDeviceRemoteDeviceBackingInfo;
  VirtualCdromRemoteAtapiBackingInfo: VirtualCdromRemoteAtapiBackingInfo;
  VirtualCdromRemotePassthroughBackingInfo: VirtualCdromRemotePassthroughBackingInfo;
  VirtualFloppyRemoteDeviceBackingInfo: VirtualFloppyRemoteDeviceBackingInfo;
  VirtualUSBRemoteClientBackingInfo: VirtualUSBRemoteClientBackingInfo;
  VirtualDeviceURIBackingInfo: AnyVirtualDeviceURIBackingInfo;
  VirtualSerialPortURIBackingInfo: VirtualSerialPortURIBackingInfo;
  VirtualEthernetCardDistributedVirtualPortBackingInfo: VirtualEthernetCardDistributedVirtualPortBackingInfo;
  DistributedVirtualSwitchPortConnection: DistributedVirtualSwitchPortConnection;
  VirtualEthernetCardOpaqueNetworkBackingInfo: VirtualEthernetCardOpaqueNetworkBackingInfo;
  VirtualSerialPortThinPrintBackingInfo: VirtualSerialPortThinPrintBackingInfo;
  VmConfigInfo: VmConfigInfo;
  VAppProductInfo: VAppProductInfo;
  VAppPropertyInfo: VAppPropertyInfo;
  VAppIPAssignmentInfo: VAppIPAssignmentInfo;
  VAppOvfSectionInfo: VAppOvfSectionInfo;
  VmConfigSpec: AnyVmConfigSpec;
  VAppProductSpec: VAppProductSpec;
  VAppPropertySpec: VAppPropertySpec;
  VAppOvfSectionSpec: VAppOvfSectionSpec;
  VAppConfigSpec: VAppConfigSpec;
  VAppEntityConfigInfo: VAppEntityConfigInfo;
  GuestInfo: GuestInfo;
  GuestNicInfo: GuestNicInfo;
  NetDnsConfigInfo: NetDnsConfigInfo;
  NetIpConfigInfo: NetIpConfigInfo;
  NetIpConfigInfoIpAddress: NetIpConfigInfoIpAddress;
  NetDhcpConfigInfo: NetDhcpConfigInfo;
  NetDhcpConfigInfoDhcpOptions: NetDhcpConfigInfoDhcpOptions;
  NetBIOSConfigInfo: NetBIOSConfigInfo;
  GuestStackInfo: GuestStackInfo;
  NetIpRouteConfigInfo: NetIpRouteConfigInfo;
  NetIpRouteConfigInfoIpRoute: NetIpRouteConfigInfoIpRoute;
  NetIpRouteConfigInfoGateway: NetIpRouteConfigInfoGateway;
  GuestDiskInfo: GuestDiskInfo;
  GuestInfoVirtualDiskMapping: GuestInfoVirtualDiskMapping;
  GuestScreenInfo: GuestScreenInfo;
  GuestInfoNamespaceGenerationInfo: GuestInfoNamespaceGenerationInfo;
  GuestInfoCustomizationInfo: GuestInfoCustomizationInfo;
  VirtualMachineCloneSpec: VirtualMachineCloneSpec;
  VirtualMachineRelocateSpec: VirtualMachineRelocateSpec;
  VirtualMachineRelocateSpecDiskLocator: VirtualMachineRelocateSpecDiskLocator;
  VirtualMachineRelocateSpecDiskLocatorBackingSpec: VirtualMachineRelocateSpecDiskLocatorBackingSpec;
  TagSpec: TagSpec;
  TagId: TagId;
  TagIdNameId: TagIdNameId;
  ClusterPowerOnVmResult: ClusterPowerOnVmResult;
  ClusterAttemptedVmInfo: ClusterAttemptedVmInfo;
  ClusterNotAttemptedVmInfo: ClusterNotAttemptedVmInfo;
  ClusterRecommendation: ClusterRecommendation;
  ClusterAction: AnyClusterAction;
  ClusterInitialPlacementAction: ClusterInitialPlacementAction;
  ClusterMigrationAction: ClusterMigrationAction;
  PlacementAction: PlacementAction;
  StoragePlacementAction: StoragePlacementAction;
  PlacementResult: PlacementResult;
  PlacementSpec: PlacementSpec;
  SnapshotSelectionSpec: SnapshotSelectionSpec;
  StoragePlacementResult: StoragePlacementResult;
  StoragePlacementSpec: StoragePlacementSpec;
  StorageDrsPodSelectionSpec: StorageDrsPodSelectionSpec;
  VmPodConfigForPlacement: VmPodConfigForPlacement;
  PodDiskLocator: PodDiskLocator;
  OvfManagerCommonParams: AnyOvfManagerCommonParams;
  OvfCreateImportSpecParams: OvfCreateImportSpecParams;
  OvfNetworkMapping: OvfNetworkMapping;
  OvfResourceMap: OvfResourceMap;
  OvfParseDescriptorParams: OvfParseDescriptorParams;
  OvfCreateImportSpecResult: OvfCreateImportSpecResult;
  ImportSpec: AnyImportSpec;
  VirtualAppImportSpec: VirtualAppImportSpec;
  VirtualMachineImportSpec: VirtualMachineImportSpec;
  OvfFileItem: OvfFileItem;
  HttpNfcLeaseInfo: HttpNfcLeaseInfo;
  HttpNfcLeaseDeviceUrl: HttpNfcLeaseDeviceUrl;
  HttpNfcLeaseDatastoreLeaseInfo: HttpNfcLeaseDatastoreLeaseInfo;
  HttpNfcLeaseHostInfo: HttpNfcLeaseHostInfo;
  HttpNfcLeaseCapabilities: HttpNfcLeaseCapabilities;
  HttpNfcLeaseManifestEntry: HttpNfcLeaseManifestEntry;
  HttpNfcLeaseSourceFile: HttpNfcLeaseSourceFile;
  OvfCreateDescriptorParams: OvfCreateDescriptorParams;
  OvfFile: OvfFile;
  OvfCreateDescriptorResult: OvfCreateDescriptorResult;
  OvfOptionInfo: OvfOptionInfo;
  OvfParseDescriptorResult: OvfParseDescriptorResult;
  OvfNetworkInfo: OvfNetworkInfo;
  OvfDeploymentOption: OvfDeploymentOption;
  LocalizedMethodFault: LocalizedMethodFault;
  MethodFault: AnyMethodFault;
  InvalidCollectorVersion: InvalidCollectorVersion;
  InvalidProperty: InvalidProperty;
  RuntimeFault: AnyRuntimeFault;
  HostCommunication: AnyHostCommunication;
  HostNotConnected: HostNotConnected;
  HostNotReachable: HostNotReachable;
  InvalidArgument: InvalidArgument;
  InvalidRequest: AnyInvalidRequest;
  InvalidType: InvalidType;
  MethodNotFound: MethodNotFound;
  ManagedObjectNotFound: ManagedObjectNotFound;
  MethodDisabled: MethodDisabled;
  NotEnoughLicenses: NotEnoughLicenses;
  NotImplemented: NotImplemented;
  NotSupported: NotSupported;
  RequestCanceled: RequestCanceled;
  SecurityError: AnySecurityError;
  NoPermission: AnyNoPermission;
  NoPermissionEntityPrivileges: NoPermissionEntityPrivileges;
  NotAuthenticated: NotAuthenticated;
  RestrictedVersion: RestrictedVersion;
  SystemError: SystemError;
  UnexpectedFault: UnexpectedFault;
  VimFault: AnyVimFault;
  AlreadyExists: AlreadyExists;
  ConcurrentAccess: ConcurrentAccess;
  CustomizationFault: CustomizationFault;
  DuplicateName: DuplicateName;
  FileFault: AnyFileFault;
  CannotAccessFile: CannotAccessFile;
  FileAlreadyExists: FileAlreadyExists;
  FileLocked: FileLocked;
  FileNotFound: FileNotFound;
  NoDiskSpace: NoDiskSpace;
  HostConnectFault: AnyHostConnectFault;
  NoHost: NoHost;
  SSLVerifyFault: SSLVerifyFault;
  HttpFault: HttpFault;
  InsufficientResourcesFault: AnyInsufficientResourcesFault;
  InsufficientCpuResourcesFault: InsufficientCpuResourcesFault;
  InsufficientFailoverResourcesFault: InsufficientFailoverResourcesFault;
  InsufficientHostCapacityFault: AnyInsufficientHostCapacityFault;
  InsufficientHostCpuCapacityFault: InsufficientHostCpuCapacityFault;
  InsufficientHostMemoryCapacityFault: InsufficientHostMemoryCapacityFault;
  InsufficientMemoryResourcesFault: InsufficientMemoryResourcesFault;
  InsufficientStorageSpace: InsufficientStorageSpace;
  InvalidDatastore: AnyInvalidDatastore;
  DatastoreNotWritableOnHost: DatastoreNotWritableOnHost;
  InaccessibleDatastore: InaccessibleDatastore;
  InvalidDatastorePath: InvalidDatastorePath;
  InvalidFolder: InvalidFolder;
  InvalidLocale: InvalidLocale;
  InvalidLogin: InvalidLogin;
  InvalidName: InvalidName;
  InvalidPrivilege: InvalidPrivilege;
  InvalidState: AnyInvalidState;
  InvalidPowerState: InvalidPowerState;
  NoActiveHostInCluster: NoActiveHostInCluster;
  MigrationFault: MigrationFault;
  NoCompatibleHost: NoCompatibleHost;
  NotFound: NotFound;
  OutOfBounds: OutOfBounds;
  OvfFault: AnyOvfFault;
  OvfExport: AnyOvfExport;
  OvfHardwareExport: OvfHardwareExport;
  OvfImport: AnyOvfImport;
  OvfNetworkMappingNotSupported: OvfNetworkMappingNotSupported;
  OvfUnsupportedDiskProvisioning: OvfUnsupportedDiskProvisioning;
  OvfMissingHardware: OvfMissingHardware;
  OvfInvalidPackage: AnyOvfInvalidPackage;
  OvfAttribute: AnyOvfAttribute;
  OvfInvalidValue: OvfInvalidValue;
  OvfElement: AnyOvfElement;
  OvfMissingElement: OvfMissingElement;
  OvfXmlFormat: OvfXmlFormat;
  OvfSystemFault: OvfSystemFault;
  OvfUnsupportedPackage: AnyOvfUnsupportedPackage;
  OvfInvalidVmName: OvfInvalidVmName;
  OvfUnsupportedType: OvfUnsupportedType;
  OvfUnsupportedSubType: OvfUnsupportedSubType;
  OvfNoHostNic: OvfNoHostNic;
  OvfNoSupportedHardwareFamily: OvfNoSupportedHardwareFamily;
  OvfUnsupportedAttribute: OvfUnsupportedAttribute;
  OvfUnsupportedElement: OvfUnsupportedElement;
  ResourceInUse: ResourceInUse;
  SnapshotFault: SnapshotFault;
  TaskInProgress: TaskInProgress;
  Timedout: Timedout;
  ToolsUnavailable: ToolsUnavailable;
  UserNotFound: UserNotFound;
  VmConfigFault: AnyVmConfigFault;
  GenericVmConfigFault: GenericVmConfigFault;
  InvalidFormat: AnyInvalidFormat;
  InvalidDiskFormat: InvalidDiskFormat;
  InvalidVmConfig: AnyInvalidVmConfig;
  InvalidDeviceSpec: AnyInvalidDeviceSpec;
  DeviceNotFound: DeviceNotFound;
  InvalidController: InvalidController;
  InvalidDeviceBacking: InvalidDeviceBacking;
  InvalidDeviceOperation: InvalidDeviceOperation;
  UnsupportedGuest: UnsupportedGuest;
  RuleViolation: RuleViolation;
}

export interface NamedObjects {
  DynamicData: DynamicData & { readonly _type: "DynamicData" };
  ArrayUpdateSpec: (ArrayUpdateSpec & { readonly _type: "ArrayUpdateSpec" }) | (VirtualMachineCpuIdInfoSpec & { readonly _type: "VirtualMachineCpuIdInfoSpec" }) | (VAppProductSpec & { readonly _type: "VAppProductSpec" }) | (VAppPropertySpec & { readonly _type: "VAppPropertySpec" }) | (VAppOvfSectionSpec & { readonly _type: "VAppOvfSectionSpec" }) | (TagSpec & { readonly _type: "TagSpec" });
  Description: (Description & { readonly _type: "Description" }) | (ElementDescription & { readonly _type: "ElementDescription" }) | (ExtendedElementDescription & { readonly _type: "ExtendedElementDescription" }) | (TypeDescription & { readonly _type: "TypeDescription" });
  ElementDescription: (ElementDescription & { readonly _type: "ElementDescription" }) | (ExtendedElementDescription & { readonly _type: "ExtendedElementDescription" });
  ExtendedElementDescription: ExtendedElementDescription & { readonly _type: "ExtendedElementDescription" };
  KeyAnyValue: KeyAnyValue & { readonly _type: "KeyAnyValue" };
  TypeDescription: TypeDescription & { readonly _type: "TypeDescription" };
  EnumDescription: EnumDescription & { readonly _type: "EnumDescription" };
  KeyValue: KeyValue & { readonly _type: "KeyValue" };
  LocalizableMessage: LocalizableMessage & { readonly _type: "LocalizableMessage" };
  OptionType: (OptionType & { readonly _type: "OptionType" }) | (ChoiceOption & { readonly _type: "ChoiceOption" });
  OptionValue: OptionValue & { readonly _type: "OptionValue" };
  ResourceAllocationInfo: ResourceAllocationInfo & { readonly _type: "ResourceAllocationInfo" };
  SharesInfo: SharesInfo & { readonly _type: "SharesInfo" };
  Tag: Tag & { readonly _type: "Tag" };
  ServiceContent: ServiceContent & { readonly _type: "ServiceContent" };
  AboutInfo: AboutInfo & { readonly _type: "AboutInfo" };
  AuthorizationDescription: AuthorizationDescription & { readonly _type: "AuthorizationDescription" };
  AuthorizationPrivilege: AuthorizationPrivilege & { readonly _type: "AuthorizationPrivilege" };
  AuthorizationRole: AuthorizationRole & { readonly _type: "AuthorizationRole" };
  Capability: Capability & { readonly _type: "Capability" };
  CustomFieldDef: CustomFieldDef & { readonly _type: "CustomFieldDef" };
  PrivilegePolicyDef: PrivilegePolicyDef & { readonly _type: "PrivilegePolicyDef" };
  CustomFieldValue: (CustomFieldValue & { readonly _type: "CustomFieldValue" }) | (CustomFieldStringValue & { readonly _type: "CustomFieldStringValue" });
  CustomFieldStringValue: CustomFieldStringValue & { readonly _type: "CustomFieldStringValue" };
  EntityPrivilege: EntityPrivilege & { readonly _type: "EntityPrivilege" };
  PrivilegeAvailability: PrivilegeAvailability & { readonly _type: "PrivilegeAvailability" };
  Permission: Permission & { readonly _type: "Permission" };
  SessionManagerGenericServiceTicket: SessionManagerGenericServiceTicket & { readonly _type: "SessionManagerGenericServiceTicket" };
  SessionManagerServiceRequestSpec: (SessionManagerServiceRequestSpec & { readonly _type: "SessionManagerServiceRequestSpec" }) | (SessionManagerHttpServiceRequestSpec & { readonly _type: "SessionManagerHttpServiceRequestSpec" });
  SessionManagerHttpServiceRequestSpec: SessionManagerHttpServiceRequestSpec & { readonly _type: "SessionManagerHttpServiceRequestSpec" };
  UserPrivilegeResult: UserPrivilegeResult & { readonly _type: "UserPrivilegeResult" };
  UserSession: UserSession & { readonly _type: "UserSession" };
  PropertyFilterSpec: PropertyFilterSpec & { readonly _type: "PropertyFilterSpec" };
  PropertySpec: PropertySpec & { readonly _type: "PropertySpec" };
  ObjectSpec: ObjectSpec & { readonly _type: "ObjectSpec" };
  SelectionSpec: (SelectionSpec & { readonly _type: "SelectionSpec" }) | (TraversalSpec & { readonly _type: "TraversalSpec" });
  TraversalSpec: TraversalSpec & { readonly _type: "TraversalSpec" };
  RetrieveOptions: RetrieveOptions & { readonly _type: "RetrieveOptions" };
  RetrieveResult: RetrieveResult & { readonly _type: "RetrieveResult" };
  ObjectContent: ObjectContent & { readonly _type: "ObjectContent" };
  DynamicProperty: DynamicProperty & { readonly _type: "DynamicProperty" };
  MissingProperty: MissingProperty & { readonly _type: "MissingProperty" };
  WaitOptions: WaitOptions & { readonly _type: "WaitOptions" };
  UpdateSet: UpdateSet & { readonly _type: "UpdateSet" };
  PropertyFilterUpdate: PropertyFilterUpdate & { readonly _type: "PropertyFilterUpdate" };
  ObjectUpdate: ObjectUpdate & { readonly _type: "ObjectUpdate" };
  PropertyChange: PropertyChange & { readonly _type: "PropertyChange" };
  MissingObject: MissingObject & { readonly _type: "MissingObject" };
  TaskInfo: TaskInfo & { readonly _type: "TaskInfo" };
  TaskReason: (TaskReason & { readonly _type: "TaskReason" }) | (TaskReasonAlarm & { readonly _type: "TaskReasonAlarm" }) | (TaskReasonSchedule & { readonly _type: "TaskReasonSchedule" }) | (TaskReasonSystem & { readonly _type: "TaskReasonSystem" }) | (TaskReasonUser & { readonly _type: "TaskReasonUser" });
  TaskReasonAlarm: TaskReasonAlarm & { readonly _type: "TaskReasonAlarm" };
  TaskReasonSchedule: TaskReasonSchedule & { readonly _type: "TaskReasonSchedule" };
  TaskReasonSystem: TaskReasonSystem & { readonly _type: "TaskReasonSystem" };
  TaskReasonUser: TaskReasonUser & { readonly _type: "TaskReasonUser" };
  TaskDescription: TaskDescription & { readonly _type: "TaskDescription" };
  TaskFilterSpec: TaskFilterSpec & { readonly _type: "TaskFilterSpec" };
  TaskFilterSpecByEntity: TaskFilterSpecByEntity & { readonly _type: "TaskFilterSpecByEntity" };
  TaskFilterSpecByTime: TaskFilterSpecByTime & { readonly _type: "TaskFilterSpecByTime" };
  TaskFilterSpecByUsername: TaskFilterSpecByUsername & { readonly _type: "TaskFilterSpecByUsername" };
  Event: (Event & { readonly _type: "Event" }) | (EventEx & { readonly _type: "EventEx" }) | (GeneralEvent & { readonly _type: "GeneralEvent" }) | (ExtendedEvent & { readonly _type: "ExtendedEvent" }) | (GeneralUserEvent & { readonly _type: "GeneralUserEvent" }) | (SessionEvent & { readonly _type: "SessionEvent" }) | (BadUsernameSessionEvent & { readonly _type: "BadUsernameSessionEvent" }) | (UserLoginSessionEvent & { readonly _type: "UserLoginSessionEvent" }) | (UserLogoutSessionEvent & { readonly _type: "UserLogoutSessionEvent" }) | (TaskEvent & { readonly _type: "TaskEvent" }) | (VmEvent & { readonly _type: "VmEvent" }) | (NotEnoughResourcesToStartVmEvent & { readonly _type: "NotEnoughResourcesToStartVmEvent" }) | (VmBeingCreatedEvent & { readonly _type: "VmBeingCreatedEvent" }) | (VmBeingDeployedEvent & { readonly _type: "VmBeingDeployedEvent" }) | (VmCloneEvent & { readonly _type: "VmCloneEvent" }) | (VmBeingClonedEvent & { readonly _type: "VmBeingClonedEvent" }) | (VmCloneFailedEvent & { readonly _type: "VmCloneFailedEvent" }) | (VmClonedEvent & { readonly _type: "VmClonedEvent" }) | (VmCreatedEvent & { readonly _type: "VmCreatedEvent" }) | (VmDeployFailedEvent & { readonly _type: "VmDeployFailedEvent" }) | (VmDeployedEvent & { readonly _type: "VmDeployedEvent" }) | (VmFailedToPowerOffEvent & { readonly _type: "VmFailedToPowerOffEvent" }) | (VmFailedToPowerOnEvent & { readonly _type: "VmFailedToPowerOnEvent" }) | (VmGuestRebootEvent & { readonly _type: "VmGuestRebootEvent" }) | (VmGuestShutdownEvent & { readonly _type: "VmGuestShutdownEvent" }) | (VmInstanceUuidAssignedEvent & { readonly _type: "VmInstanceUuidAssignedEvent" }) | (VmMacAssignedEvent & { readonly _type: "VmMacAssignedEvent" }) | (VmMessageErrorEvent & { readonly _type: "VmMessageErrorEvent" }) | (VmMessageEvent & { readonly _type: "VmMessageEvent" }) | (VmMessageWarningEvent & { readonly _type: "VmMessageWarningEvent" }) | (VmPoweredOffEvent & { readonly _type: "VmPoweredOffEvent" }) | (VmPoweredOnEvent & { readonly _type: "VmPoweredOnEvent" }) | (DrsVmPoweredOnEvent & { readonly _type: "DrsVmPoweredOnEvent" }) | (VmReconfiguredEvent & { readonly _type: "VmReconfiguredEvent" }) | (VmRegisteredEvent & { readonly _type: "VmRegisteredEvent" }) | (VmRemovedEvent & { readonly _type: "VmRemovedEvent" }) | (VmRenamedEvent & { readonly _type: "VmRenamedEvent" }) | (VmResettingEvent & { readonly _type: "VmResettingEvent" }) | (VmStartingEvent & { readonly _type: "VmStartingEvent" }) | (VmStoppingEvent & { readonly _type: "VmStoppingEvent" }) | (VmSuspendedEvent & { readonly _type: "VmSuspendedEvent" }) | (VmUuidAssignedEvent & { readonly _type: "VmUuidAssignedEvent" });
  EventArgument: (EventArgument & { readonly _type: "EventArgument" }) | (EntityEventArgument & { readonly _type: "EntityEventArgument" }) | (ComputeResourceEventArgument & { readonly _type: "ComputeResourceEventArgument" }) | (DatacenterEventArgument & { readonly _type: "DatacenterEventArgument" }) | (DatastoreEventArgument & { readonly _type: "DatastoreEventArgument" }) | (DvsEventArgument & { readonly _type: "DvsEventArgument" }) | (FolderEventArgument & { readonly _type: "FolderEventArgument" }) | (HostEventArgument & { readonly _type: "HostEventArgument" }) | (ManagedEntityEventArgument & { readonly _type: "ManagedEntityEventArgument" }) | (NetworkEventArgument & { readonly _type: "NetworkEventArgument" }) | (ResourcePoolEventArgument & { readonly _type: "ResourcePoolEventArgument" }) | (VmEventArgument & { readonly _type: "VmEventArgument" });
  EntityEventArgument: (EntityEventArgument & { readonly _type: "EntityEventArgument" }) | (ComputeResourceEventArgument & { readonly _type: "ComputeResourceEventArgument" }) | (DatacenterEventArgument & { readonly _type: "DatacenterEventArgument" }) | (DatastoreEventArgument & { readonly _type: "DatastoreEventArgument" }) | (DvsEventArgument & { readonly _type: "DvsEventArgument" }) | (FolderEventArgument & { readonly _type: "FolderEventArgument" }) | (HostEventArgument & { readonly _type: "HostEventArgument" }) | (ManagedEntityEventArgument & { readonly _type: "ManagedEntityEventArgument" }) | (NetworkEventArgument & { readonly _type: "NetworkEventArgument" }) | (ResourcePoolEventArgument & { readonly _type: "ResourcePoolEventArgument" }) | (VmEventArgument & { readonly _type: "VmEventArgument" });
  ComputeResourceEventArgument: ComputeResourceEventArgument & { readonly _type: "ComputeResourceEventArgument" };
  DatacenterEventArgument: DatacenterEventArgument & { readonly _type: "DatacenterEventArgument" };
  DatastoreEventArgument: DatastoreEventArgument & { readonly _type: "DatastoreEventArgument" };
  DvsEventArgument: DvsEventArgument & { readonly _type: "DvsEventArgument" };
  FolderEventArgument: FolderEventArgument & { readonly _type: "FolderEventArgument" };
  HostEventArgument: HostEventArgument & { readonly _type: "HostEventArgument" };
  ManagedEntityEventArgument: ManagedEntityEventArgument & { readonly _type: "ManagedEntityEventArgument" };
  NetworkEventArgument: NetworkEventArgument & { readonly _type: "NetworkEventArgument" };
  ResourcePoolEventArgument: ResourcePoolEventArgument & { readonly _type: "ResourcePoolEventArgument" };
  VmEventArgument: VmEventArgument & { readonly _type: "VmEventArgument" };
  EventEx: EventEx & { readonly _type: "EventEx" };
  GeneralEvent: (GeneralEvent & { readonly _type: "GeneralEvent" }) | (ExtendedEvent & { readonly _type: "ExtendedEvent" }) | (GeneralUserEvent & { readonly _type: "GeneralUserEvent" });
  ExtendedEvent: ExtendedEvent & { readonly _type: "ExtendedEvent" };
  ExtendedEventPair: ExtendedEventPair & { readonly _type: "ExtendedEventPair" };
  GeneralUserEvent: GeneralUserEvent & { readonly _type: "GeneralUserEvent" };
  SessionEvent: (SessionEvent & { readonly _type: "SessionEvent" }) | (BadUsernameSessionEvent & { readonly _type: "BadUsernameSessionEvent" }) | (UserLoginSessionEvent & { readonly _type: "UserLoginSessionEvent" }) | (UserLogoutSessionEvent & { readonly _type: "UserLogoutSessionEvent" });
  BadUsernameSessionEvent: BadUsernameSessionEvent & { readonly _type: "BadUsernameSessionEvent" };
  UserLoginSessionEvent: UserLoginSessionEvent & { readonly _type: "UserLoginSessionEvent" };
  UserLogoutSessionEvent: UserLogoutSessionEvent & { readonly _type: "UserLogoutSessionEvent" };
  TaskEvent: TaskEvent & { readonly _type: "TaskEvent" };
  VmEvent: (VmEvent & { readonly _type: "VmEvent" }) | (NotEnoughResourcesToStartVmEvent & { readonly _type: "NotEnoughResourcesToStartVmEvent" }) | (VmBeingCreatedEvent & { readonly _type: "VmBeingCreatedEvent" }) | (VmBeingDeployedEvent & { readonly _type: "VmBeingDeployedEvent" }) | (VmCloneEvent & { readonly _type: "VmCloneEvent" }) | (VmBeingClonedEvent & { readonly _type: "VmBeingClonedEvent" }) | (VmCloneFailedEvent & { readonly _type: "VmCloneFailedEvent" }) | (VmClonedEvent & { readonly _type: "VmClonedEvent" }) | (VmCreatedEvent & { readonly _type: "VmCreatedEvent" }) | (VmDeployFailedEvent & { readonly _type: "VmDeployFailedEvent" }) | (VmDeployedEvent & { readonly _type: "VmDeployedEvent" }) | (VmFailedToPowerOffEvent & { readonly _type: "VmFailedToPowerOffEvent" }) | (VmFailedToPowerOnEvent & { readonly _type: "VmFailedToPowerOnEvent" }) | (VmGuestRebootEvent & { readonly _type: "VmGuestRebootEvent" }) | (VmGuestShutdownEvent & { readonly _type: "VmGuestShutdownEvent" }) | (VmInstanceUuidAssignedEvent & { readonly _type: "VmInstanceUuidAssignedEvent" }) | (VmMacAssignedEvent & { readonly _type: "VmMacAssignedEvent" }) | (VmMessageErrorEvent & { readonly _type: "VmMessageErrorEvent" }) | (VmMessageEvent & { readonly _type: "VmMessageEvent" }) | (VmMessageWarningEvent & { readonly _type: "VmMessageWarningEvent" }) | (VmPoweredOffEvent & { readonly _type: "VmPoweredOffEvent" }) | (VmPoweredOnEvent & { readonly _type: "VmPoweredOnEvent" }) | (DrsVmPoweredOnEvent & { readonly _type: "DrsVmPoweredOnEvent" }) | (VmReconfiguredEvent & { readonly _type: "VmReconfiguredEvent" }) | (VmRegisteredEvent & { readonly _type: "VmRegisteredEvent" }) | (VmRemovedEvent & { readonly _type: "VmRemovedEvent" }) | (VmRenamedEvent & { readonly _type: "VmRenamedEvent" }) | (VmResettingEvent & { readonly _type: "VmResettingEvent" }) | (VmStartingEvent & { readonly _type: "VmStartingEvent" }) | (VmStoppingEvent & { readonly _type: "VmStoppingEvent" }) | (VmSuspendedEvent & { readonly _type: "VmSuspendedEvent" }) | (VmUuidAssignedEvent & { readonly _type: "VmUuidAssignedEvent" });
  NotEnoughResourcesToStartVmEvent: NotEnoughResourcesToStartVmEvent & { readonly _type: "NotEnoughResourcesToStartVmEvent" };
  VmBeingCreatedEvent: VmBeingCreatedEvent & { readonly _type: "VmBeingCreatedEvent" };
  VmBeingDeployedEvent: VmBeingDeployedEvent & { readonly _type: "VmBeingDeployedEvent" };
  VmCloneEvent: (VmCloneEvent & { readonly _type: "VmCloneEvent" }) | (VmBeingClonedEvent & { readonly _type: "VmBeingClonedEvent" }) | (VmCloneFailedEvent & { readonly _type: "VmCloneFailedEvent" }) | (VmClonedEvent & { readonly _type: "VmClonedEvent" });
  VmBeingClonedEvent: VmBeingClonedEvent & { readonly _type: "VmBeingClonedEvent" };
  VmCloneFailedEvent: VmCloneFailedEvent & { readonly _type: "VmCloneFailedEvent" };
  VmClonedEvent: VmClonedEvent & { readonly _type: "VmClonedEvent" };
  VmCreatedEvent: VmCreatedEvent & { readonly _type: "VmCreatedEvent" };
  VmDeployFailedEvent: VmDeployFailedEvent & { readonly _type: "VmDeployFailedEvent" };
  VmDeployedEvent: VmDeployedEvent & { readonly _type: "VmDeployedEvent" };
  VmFailedToPowerOffEvent: VmFailedToPowerOffEvent & { readonly _type: "VmFailedToPowerOffEvent" };
  VmFailedToPowerOnEvent: VmFailedToPowerOnEvent & { readonly _type: "VmFailedToPowerOnEvent" };
  VmGuestRebootEvent: VmGuestRebootEvent & { readonly _type: "VmGuestRebootEvent" };
  VmGuestShutdownEvent: VmGuestShutdownEvent & { readonly _type: "VmGuestShutdownEvent" };
  VmInstanceUuidAssignedEvent: VmInstanceUuidAssignedEvent & { readonly _type: "VmInstanceUuidAssignedEvent" };
  VmMacAssignedEvent: VmMacAssignedEvent & { readonly _type: "VmMacAssignedEvent" };
  VmMessageErrorEvent: VmMessageErrorEvent & { readonly _type: "VmMessageErrorEvent" };
  VmMessageEvent: VmMessageEvent & { readonly _type: "VmMessageEvent" };
  VmMessageWarningEvent: VmMessageWarningEvent & { readonly _type: "VmMessageWarningEvent" };
  VmPoweredOffEvent: VmPoweredOffEvent & { readonly _type: "VmPoweredOffEvent" };
  VmPoweredOnEvent: (VmPoweredOnEvent & { readonly _type: "VmPoweredOnEvent" }) | (DrsVmPoweredOnEvent & { readonly _type: "DrsVmPoweredOnEvent" });
  DrsVmPoweredOnEvent: DrsVmPoweredOnEvent & { readonly _type: "DrsVmPoweredOnEvent" };
  VmReconfiguredEvent: VmReconfiguredEvent & { readonly _type: "VmReconfiguredEvent" };
  ChangesInfoEventArgument: ChangesInfoEventArgument & { readonly _type: "ChangesInfoEventArgument" };
  VmRegisteredEvent: VmRegisteredEvent & { readonly _type: "VmRegisteredEvent" };
  VmRemovedEvent: VmRemovedEvent & { readonly _type: "VmRemovedEvent" };
  VmRenamedEvent: VmRenamedEvent & { readonly _type: "VmRenamedEvent" };
  VmResettingEvent: VmResettingEvent & { readonly _type: "VmResettingEvent" };
  VmStartingEvent: VmStartingEvent & { readonly _type: "VmStartingEvent" };
  VmStoppingEvent: VmStoppingEvent & { readonly _type: "VmStoppingEvent" };
  VmSuspendedEvent: VmSuspendedEvent & { readonly _type: "VmSuspendedEvent" };
  VmUuidAssignedEvent: VmUuidAssignedEvent & { readonly _type: "VmUuidAssignedEvent" };
  EventDescription: EventDescription & { readonly _type: "EventDescription" };
  EventDescriptionEventDetail: EventDescriptionEventDetail & { readonly _type: "EventDescriptionEventDetail" };
  EventFilterSpec: EventFilterSpec & { readonly _type: "EventFilterSpec" };
  EventFilterSpecByEntity: EventFilterSpecByEntity & { readonly _type: "EventFilterSpecByEntity" };
  EventFilterSpecByTime: EventFilterSpecByTime & { readonly _type: "EventFilterSpecByTime" };
  EventFilterSpecByUsername: EventFilterSpecByUsername & { readonly _type: "EventFilterSpecByUsername" };
  EventManagerEventViewSpec: EventManagerEventViewSpec & { readonly _type: "EventManagerEventViewSpec" };
  HostListSummary: HostListSummary & { readonly _type: "HostListSummary" };
  HostHardwareSummary: HostHardwareSummary & { readonly _type: "HostHardwareSummary" };
  HostSystemIdentificationInfo: HostSystemIdentificationInfo & { readonly _type: "HostSystemIdentificationInfo" };
  HostRuntimeInfo: HostRuntimeInfo & { readonly _type: "HostRuntimeInfo" };
  ClusterDasFdmHostState: ClusterDasFdmHostState & { readonly _type: "ClusterDasFdmHostState" };
  HostConfigSummary: HostConfigSummary & { readonly _type: "HostConfigSummary" };
  HostListSummaryQuickStats: HostListSummaryQuickStats & { readonly _type: "HostListSummaryQuickStats" };
  ComputeResourceSummary: (ComputeResourceSummary & { readonly _type: "ComputeResourceSummary" }) | (ClusterComputeResourceSummary & { readonly _type: "ClusterComputeResourceSummary" });
  ClusterComputeResourceSummary: ClusterComputeResourceSummary & { readonly _type: "ClusterComputeResourceSummary" };
  ClusterUsageSummary: ClusterUsageSummary & { readonly _type: "ClusterUsageSummary" };
  ComputeResourceConfigInfo: (ComputeResourceConfigInfo & { readonly _type: "ComputeResourceConfigInfo" }) | (ClusterConfigInfoEx & { readonly _type: "ClusterConfigInfoEx" });
  ClusterConfigInfoEx: ClusterConfigInfoEx & { readonly _type: "ClusterConfigInfoEx" };
  ClusterDasConfigInfo: ClusterDasConfigInfo & { readonly _type: "ClusterDasConfigInfo" };
  ClusterDrsConfigInfo: ClusterDrsConfigInfo & { readonly _type: "ClusterDrsConfigInfo" };
  ClusterRuleInfo: ClusterRuleInfo & { readonly _type: "ClusterRuleInfo" };
  VsanClusterCoreConfig: VsanClusterCoreConfig & { readonly _type: "VsanClusterCoreConfig" };
  DVPortgroupConfigInfo: DVPortgroupConfigInfo & { readonly _type: "DVPortgroupConfigInfo" };
  DVPortgroupPolicy: DVPortgroupPolicy & { readonly _type: "DVPortgroupPolicy" };
  DistributedVirtualSwitchKeyedOpaqueBlob: DistributedVirtualSwitchKeyedOpaqueBlob & { readonly _type: "DistributedVirtualSwitchKeyedOpaqueBlob" };
  DVSSummary: DVSSummary & { readonly _type: "DVSSummary" };
  DistributedVirtualSwitchProductSpec: DistributedVirtualSwitchProductSpec & { readonly _type: "DistributedVirtualSwitchProductSpec" };
  DVSContactInfo: DVSContactInfo & { readonly _type: "DVSContactInfo" };
  DatacenterConfigInfo: DatacenterConfigInfo & { readonly _type: "DatacenterConfigInfo" };
  HostCapability: HostCapability & { readonly _type: "HostCapability" };
  HostConfigManager: HostConfigManager & { readonly _type: "HostConfigManager" };
  NetworkSummary: (NetworkSummary & { readonly _type: "NetworkSummary" }) | (OpaqueNetworkSummary & { readonly _type: "OpaqueNetworkSummary" });
  OpaqueNetworkSummary: OpaqueNetworkSummary & { readonly _type: "OpaqueNetworkSummary" };
  OpaqueNetworkCapability: OpaqueNetworkCapability & { readonly _type: "OpaqueNetworkCapability" };
  ResourcePoolSummary: ResourcePoolSummary & { readonly _type: "ResourcePoolSummary" };
  ResourceConfigSpec: ResourceConfigSpec & { readonly _type: "ResourceConfigSpec" };
  ResourcePoolRuntimeInfo: ResourcePoolRuntimeInfo & { readonly _type: "ResourcePoolRuntimeInfo" };
  ResourcePoolResourceUsage: ResourcePoolResourceUsage & { readonly _type: "ResourcePoolResourceUsage" };
  ResourcePoolVmResourceProfileUsage: ResourcePoolVmResourceProfileUsage & { readonly _type: "ResourcePoolVmResourceProfileUsage" };
  ResourcePoolQuickStats: ResourcePoolQuickStats & { readonly _type: "ResourcePoolQuickStats" };
  DatastoreSummary: DatastoreSummary & { readonly _type: "DatastoreSummary" };
  DatastoreInfo: (DatastoreInfo & { readonly _type: "DatastoreInfo" }) | (LocalDatastoreInfo & { readonly _type: "LocalDatastoreInfo" }) | (NasDatastoreInfo & { readonly _type: "NasDatastoreInfo" }) | (VmfsDatastoreInfo & { readonly _type: "VmfsDatastoreInfo" }) | (VsanDatastoreInfo & { readonly _type: "VsanDatastoreInfo" });
  LocalDatastoreInfo: LocalDatastoreInfo & { readonly _type: "LocalDatastoreInfo" };
  NasDatastoreInfo: NasDatastoreInfo & { readonly _type: "NasDatastoreInfo" };
  VmfsDatastoreInfo: VmfsDatastoreInfo & { readonly _type: "VmfsDatastoreInfo" };
  VsanDatastoreInfo: VsanDatastoreInfo & { readonly _type: "VsanDatastoreInfo" };
  HostDatastoreBrowserSearchSpec: HostDatastoreBrowserSearchSpec & { readonly _type: "HostDatastoreBrowserSearchSpec" };
  FileQuery: (FileQuery & { readonly _type: "FileQuery" }) | (FloppyImageFileQuery & { readonly _type: "FloppyImageFileQuery" }) | (FolderFileQuery & { readonly _type: "FolderFileQuery" }) | (IsoImageFileQuery & { readonly _type: "IsoImageFileQuery" }) | (VmConfigFileQuery & { readonly _type: "VmConfigFileQuery" }) | (TemplateConfigFileQuery & { readonly _type: "TemplateConfigFileQuery" }) | (VmDiskFileQuery & { readonly _type: "VmDiskFileQuery" }) | (VmLogFileQuery & { readonly _type: "VmLogFileQuery" }) | (VmNvramFileQuery & { readonly _type: "VmNvramFileQuery" }) | (VmSnapshotFileQuery & { readonly _type: "VmSnapshotFileQuery" });
  FloppyImageFileQuery: FloppyImageFileQuery & { readonly _type: "FloppyImageFileQuery" };
  FolderFileQuery: FolderFileQuery & { readonly _type: "FolderFileQuery" };
  IsoImageFileQuery: IsoImageFileQuery & { readonly _type: "IsoImageFileQuery" };
  VmConfigFileQuery: (VmConfigFileQuery & { readonly _type: "VmConfigFileQuery" }) | (TemplateConfigFileQuery & { readonly _type: "TemplateConfigFileQuery" });
  VmConfigFileQueryFilter: VmConfigFileQueryFilter & { readonly _type: "VmConfigFileQueryFilter" };
  VmConfigFileQueryFlags: VmConfigFileQueryFlags & { readonly _type: "VmConfigFileQueryFlags" };
  TemplateConfigFileQuery: TemplateConfigFileQuery & { readonly _type: "TemplateConfigFileQuery" };
  VmDiskFileQuery: VmDiskFileQuery & { readonly _type: "VmDiskFileQuery" };
  VmDiskFileQueryFilter: VmDiskFileQueryFilter & { readonly _type: "VmDiskFileQueryFilter" };
  VmDiskFileQueryFlags: VmDiskFileQueryFlags & { readonly _type: "VmDiskFileQueryFlags" };
  VmLogFileQuery: VmLogFileQuery & { readonly _type: "VmLogFileQuery" };
  VmNvramFileQuery: VmNvramFileQuery & { readonly _type: "VmNvramFileQuery" };
  VmSnapshotFileQuery: VmSnapshotFileQuery & { readonly _type: "VmSnapshotFileQuery" };
  FileQueryFlags: FileQueryFlags & { readonly _type: "FileQueryFlags" };
  DatastoreCapability: DatastoreCapability & { readonly _type: "DatastoreCapability" };
  DatastoreHostMount: DatastoreHostMount & { readonly _type: "DatastoreHostMount" };
  HostMountInfo: HostMountInfo & { readonly _type: "HostMountInfo" };
  HostDatastoreBrowserSearchResults: HostDatastoreBrowserSearchResults & { readonly _type: "HostDatastoreBrowserSearchResults" };
  FileInfo: (FileInfo & { readonly _type: "FileInfo" }) | (FloppyImageFileInfo & { readonly _type: "FloppyImageFileInfo" }) | (FolderFileInfo & { readonly _type: "FolderFileInfo" }) | (IsoImageFileInfo & { readonly _type: "IsoImageFileInfo" }) | (VmConfigFileInfo & { readonly _type: "VmConfigFileInfo" }) | (TemplateConfigFileInfo & { readonly _type: "TemplateConfigFileInfo" }) | (VmDiskFileInfo & { readonly _type: "VmDiskFileInfo" }) | (VmLogFileInfo & { readonly _type: "VmLogFileInfo" }) | (VmNvramFileInfo & { readonly _type: "VmNvramFileInfo" }) | (VmSnapshotFileInfo & { readonly _type: "VmSnapshotFileInfo" });
  FloppyImageFileInfo: FloppyImageFileInfo & { readonly _type: "FloppyImageFileInfo" };
  FolderFileInfo: FolderFileInfo & { readonly _type: "FolderFileInfo" };
  IsoImageFileInfo: IsoImageFileInfo & { readonly _type: "IsoImageFileInfo" };
  VmConfigFileInfo: (VmConfigFileInfo & { readonly _type: "VmConfigFileInfo" }) | (TemplateConfigFileInfo & { readonly _type: "TemplateConfigFileInfo" });
  VmConfigFileEncryptionInfo: VmConfigFileEncryptionInfo & { readonly _type: "VmConfigFileEncryptionInfo" };
  TemplateConfigFileInfo: TemplateConfigFileInfo & { readonly _type: "TemplateConfigFileInfo" };
  VmDiskFileInfo: VmDiskFileInfo & { readonly _type: "VmDiskFileInfo" };
  VmDiskFileEncryptionInfo: VmDiskFileEncryptionInfo & { readonly _type: "VmDiskFileEncryptionInfo" };
  VmLogFileInfo: VmLogFileInfo & { readonly _type: "VmLogFileInfo" };
  VmNvramFileInfo: VmNvramFileInfo & { readonly _type: "VmNvramFileInfo" };
  VmSnapshotFileInfo: VmSnapshotFileInfo & { readonly _type: "VmSnapshotFileInfo" };
  StoragePodSummary: StoragePodSummary & { readonly _type: "StoragePodSummary" };
  VirtualDiskSpec: (VirtualDiskSpec & { readonly _type: "VirtualDiskSpec" }) | (FileBackedVirtualDiskSpec & { readonly _type: "FileBackedVirtualDiskSpec" });
  FileBackedVirtualDiskSpec: FileBackedVirtualDiskSpec & { readonly _type: "FileBackedVirtualDiskSpec" };
  VirtualMachineSummary: VirtualMachineSummary & { readonly _type: "VirtualMachineSummary" };
  VirtualMachineRuntimeInfo: VirtualMachineRuntimeInfo & { readonly _type: "VirtualMachineRuntimeInfo" };
  VirtualMachineDeviceRuntimeInfo: VirtualMachineDeviceRuntimeInfo & { readonly _type: "VirtualMachineDeviceRuntimeInfo" };
  VirtualMachineDeviceRuntimeInfoDeviceRuntimeState: (VirtualMachineDeviceRuntimeInfoDeviceRuntimeState & { readonly _type: "VirtualMachineDeviceRuntimeInfoDeviceRuntimeState" }) | (VirtualMachineDeviceRuntimeInfoVirtualEthernetCardRuntimeState & { readonly _type: "VirtualMachineDeviceRuntimeInfoVirtualEthernetCardRuntimeState" });
  VirtualMachineDeviceRuntimeInfoVirtualEthernetCardRuntimeState: VirtualMachineDeviceRuntimeInfoVirtualEthernetCardRuntimeState & { readonly _type: "VirtualMachineDeviceRuntimeInfoVirtualEthernetCardRuntimeState" };
  VirtualMachineFeatureRequirement: VirtualMachineFeatureRequirement & { readonly _type: "VirtualMachineFeatureRequirement" };
  VirtualMachineRuntimeInfoDasProtectionState: VirtualMachineRuntimeInfoDasProtectionState & { readonly _type: "VirtualMachineRuntimeInfoDasProtectionState" };
  VirtualMachineQuestionInfo: VirtualMachineQuestionInfo & { readonly _type: "VirtualMachineQuestionInfo" };
  ChoiceOption: ChoiceOption & { readonly _type: "ChoiceOption" };
  VirtualMachineMessage: VirtualMachineMessage & { readonly _type: "VirtualMachineMessage" };
  HostFeatureMask: HostFeatureMask & { readonly _type: "HostFeatureMask" };
  VirtualMachineGuestSummary: VirtualMachineGuestSummary & { readonly _type: "VirtualMachineGuestSummary" };
  VirtualMachineConfigSummary: VirtualMachineConfigSummary & { readonly _type: "VirtualMachineConfigSummary" };
  VirtualMachineStorageSummary: VirtualMachineStorageSummary & { readonly _type: "VirtualMachineStorageSummary" };
  VirtualMachineQuickStats: VirtualMachineQuickStats & { readonly _type: "VirtualMachineQuickStats" };
  VirtualMachineQuickStatsMemoryTierStats: VirtualMachineQuickStatsMemoryTierStats & { readonly _type: "VirtualMachineQuickStatsMemoryTierStats" };
  UsbScanCodeSpec: UsbScanCodeSpec & { readonly _type: "UsbScanCodeSpec" };
  UsbScanCodeSpecKeyEvent: UsbScanCodeSpecKeyEvent & { readonly _type: "UsbScanCodeSpecKeyEvent" };
  UsbScanCodeSpecModifierType: UsbScanCodeSpecModifierType & { readonly _type: "UsbScanCodeSpecModifierType" };
  VirtualMachineCapability: VirtualMachineCapability & { readonly _type: "VirtualMachineCapability" };
  VirtualMachineFileLayout: VirtualMachineFileLayout & { readonly _type: "VirtualMachineFileLayout" };
  VirtualMachineFileLayoutDiskLayout: VirtualMachineFileLayoutDiskLayout & { readonly _type: "VirtualMachineFileLayoutDiskLayout" };
  VirtualMachineFileLayoutSnapshotLayout: VirtualMachineFileLayoutSnapshotLayout & { readonly _type: "VirtualMachineFileLayoutSnapshotLayout" };
  VirtualMachineFileLayoutEx: VirtualMachineFileLayoutEx & { readonly _type: "VirtualMachineFileLayoutEx" };
  VirtualMachineFileLayoutExFileInfo: VirtualMachineFileLayoutExFileInfo & { readonly _type: "VirtualMachineFileLayoutExFileInfo" };
  VirtualMachineFileLayoutExDiskLayout: VirtualMachineFileLayoutExDiskLayout & { readonly _type: "VirtualMachineFileLayoutExDiskLayout" };
  VirtualMachineFileLayoutExDiskUnit: VirtualMachineFileLayoutExDiskUnit & { readonly _type: "VirtualMachineFileLayoutExDiskUnit" };
  VirtualMachineFileLayoutExSnapshotLayout: VirtualMachineFileLayoutExSnapshotLayout & { readonly _type: "VirtualMachineFileLayoutExSnapshotLayout" };
  VirtualMachineSnapshotInfo: VirtualMachineSnapshotInfo & { readonly _type: "VirtualMachineSnapshotInfo" };
  VirtualMachineSnapshotTree: VirtualMachineSnapshotTree & { readonly _type: "VirtualMachineSnapshotTree" };
  VirtualMachineStorageInfo: VirtualMachineStorageInfo & { readonly _type: "VirtualMachineStorageInfo" };
  VirtualMachineUsageOnDatastore: VirtualMachineUsageOnDatastore & { readonly _type: "VirtualMachineUsageOnDatastore" };
  VirtualMachineTicket: VirtualMachineTicket & { readonly _type: "VirtualMachineTicket" };
  VirtualMachineCertThumbprint: VirtualMachineCertThumbprint & { readonly _type: "VirtualMachineCertThumbprint" };
  VirtualMachineConfigSpec: VirtualMachineConfigSpec & { readonly _type: "VirtualMachineConfigSpec" };
  VirtualMachineFileInfo: VirtualMachineFileInfo & { readonly _type: "VirtualMachineFileInfo" };
  ToolsConfigInfo: ToolsConfigInfo & { readonly _type: "ToolsConfigInfo" };
  ToolsConfigInfoToolsLastInstallInfo: ToolsConfigInfoToolsLastInstallInfo & { readonly _type: "ToolsConfigInfoToolsLastInstallInfo" };
  VirtualMachineFlagInfo: VirtualMachineFlagInfo & { readonly _type: "VirtualMachineFlagInfo" };
  VirtualMachineConsolePreferences: VirtualMachineConsolePreferences & { readonly _type: "VirtualMachineConsolePreferences" };
  VirtualMachineDefaultPowerOpInfo: VirtualMachineDefaultPowerOpInfo & { readonly _type: "VirtualMachineDefaultPowerOpInfo" };
  VirtualMachineVcpuConfig: VirtualMachineVcpuConfig & { readonly _type: "VirtualMachineVcpuConfig" };
  LatencySensitivity: LatencySensitivity & { readonly _type: "LatencySensitivity" };
  VirtualMachineAffinityInfo: VirtualMachineAffinityInfo & { readonly _type: "VirtualMachineAffinityInfo" };
  VirtualMachineNetworkShaperInfo: VirtualMachineNetworkShaperInfo & { readonly _type: "VirtualMachineNetworkShaperInfo" };
  VirtualMachineCpuIdInfoSpec: VirtualMachineCpuIdInfoSpec & { readonly _type: "VirtualMachineCpuIdInfoSpec" };
  HostCpuIdInfo: HostCpuIdInfo & { readonly _type: "HostCpuIdInfo" };
  VirtualMachineBootOptions: VirtualMachineBootOptions & { readonly _type: "VirtualMachineBootOptions" };
  VirtualMachineBootOptionsBootableDevice: (VirtualMachineBootOptionsBootableDevice & { readonly _type: "VirtualMachineBootOptionsBootableDevice" }) | (VirtualMachineBootOptionsBootableCdromDevice & { readonly _type: "VirtualMachineBootOptionsBootableCdromDevice" }) | (VirtualMachineBootOptionsBootableDiskDevice & { readonly _type: "VirtualMachineBootOptionsBootableDiskDevice" }) | (VirtualMachineBootOptionsBootableEthernetDevice & { readonly _type: "VirtualMachineBootOptionsBootableEthernetDevice" }) | (VirtualMachineBootOptionsBootableFloppyDevice & { readonly _type: "VirtualMachineBootOptionsBootableFloppyDevice" });
  VirtualMachineBootOptionsBootableCdromDevice: VirtualMachineBootOptionsBootableCdromDevice & { readonly _type: "VirtualMachineBootOptionsBootableCdromDevice" };
  VirtualMachineBootOptionsBootableDiskDevice: VirtualMachineBootOptionsBootableDiskDevice & { readonly _type: "VirtualMachineBootOptionsBootableDiskDevice" };
  VirtualMachineBootOptionsBootableEthernetDevice: VirtualMachineBootOptionsBootableEthernetDevice & { readonly _type: "VirtualMachineBootOptionsBootableEthernetDevice" };
  VirtualMachineBootOptionsBootableFloppyDevice: VirtualMachineBootOptionsBootableFloppyDevice & { readonly _type: "VirtualMachineBootOptionsBootableFloppyDevice" };
  ManagedByInfo: ManagedByInfo & { readonly _type: "ManagedByInfo" };
  VirtualMachineProfileSpec: (VirtualMachineProfileSpec & { readonly _type: "VirtualMachineProfileSpec" }) | (VirtualMachineDefaultProfileSpec & { readonly _type: "VirtualMachineDefaultProfileSpec" }) | (VirtualMachineDefinedProfileSpec & { readonly _type: "VirtualMachineDefinedProfileSpec" }) | (VirtualMachineEmptyProfileSpec & { readonly _type: "VirtualMachineEmptyProfileSpec" });
  VirtualMachineDefaultProfileSpec: VirtualMachineDefaultProfileSpec & { readonly _type: "VirtualMachineDefaultProfileSpec" };
  VirtualMachineDefinedProfileSpec: VirtualMachineDefinedProfileSpec & { readonly _type: "VirtualMachineDefinedProfileSpec" };
  ReplicationSpec: ReplicationSpec & { readonly _type: "ReplicationSpec" };
  ReplicationGroupId: ReplicationGroupId & { readonly _type: "ReplicationGroupId" };
  FaultDomainId: FaultDomainId & { readonly _type: "FaultDomainId" };
  DeviceGroupId: DeviceGroupId & { readonly _type: "DeviceGroupId" };
  VirtualMachineProfileRawData: VirtualMachineProfileRawData & { readonly _type: "VirtualMachineProfileRawData" };
  VirtualMachineEmptyProfileSpec: VirtualMachineEmptyProfileSpec & { readonly _type: "VirtualMachineEmptyProfileSpec" };
  VirtualMachineSgxInfo: VirtualMachineSgxInfo & { readonly _type: "VirtualMachineSgxInfo" };
  VirtualMachineGuestMonitoringModeInfo: VirtualMachineGuestMonitoringModeInfo & { readonly _type: "VirtualMachineGuestMonitoringModeInfo" };
  VirtualMachineVirtualNuma: VirtualMachineVirtualNuma & { readonly _type: "VirtualMachineVirtualNuma" };
  VirtualMachineVirtualDeviceSwap: VirtualMachineVirtualDeviceSwap & { readonly _type: "VirtualMachineVirtualDeviceSwap" };
  VirtualMachineVirtualDeviceSwapDeviceSwapInfo: VirtualMachineVirtualDeviceSwapDeviceSwapInfo & { readonly _type: "VirtualMachineVirtualDeviceSwapDeviceSwapInfo" };
  VirtualMachineVirtualPMem: VirtualMachineVirtualPMem & { readonly _type: "VirtualMachineVirtualPMem" };
  VirtualMachineConfigInfo: VirtualMachineConfigInfo & { readonly _type: "VirtualMachineConfigInfo" };
  VirtualMachineConfigInfoDatastoreUrlPair: VirtualMachineConfigInfoDatastoreUrlPair & { readonly _type: "VirtualMachineConfigInfoDatastoreUrlPair" };
  VirtualMachineConfigInfoOverheadInfo: VirtualMachineConfigInfoOverheadInfo & { readonly _type: "VirtualMachineConfigInfoOverheadInfo" };
  VirtualMachineContentLibraryItemInfo: VirtualMachineContentLibraryItemInfo & { readonly _type: "VirtualMachineContentLibraryItemInfo" };
  VirtualMachineVirtualNumaInfo: VirtualMachineVirtualNumaInfo & { readonly _type: "VirtualMachineVirtualNumaInfo" };
  VirtualHardware: VirtualHardware & { readonly _type: "VirtualHardware" };
  VirtualDevice: (VirtualDevice & { readonly _type: "VirtualDevice" }) | (VirtualCdrom & { readonly _type: "VirtualCdrom" }) | (VirtualController & { readonly _type: "VirtualController" }) | (VirtualIDEController & { readonly _type: "VirtualIDEController" }) | (VirtualNVMEController & { readonly _type: "VirtualNVMEController" }) | (VirtualPCIController & { readonly _type: "VirtualPCIController" }) | (VirtualPS2Controller & { readonly _type: "VirtualPS2Controller" }) | (VirtualSATAController & { readonly _type: "VirtualSATAController" }) | (VirtualAHCIController & { readonly _type: "VirtualAHCIController" }) | (VirtualSCSIController & { readonly _type: "VirtualSCSIController" }) | (ParaVirtualSCSIController & { readonly _type: "ParaVirtualSCSIController" }) | (VirtualBusLogicController & { readonly _type: "VirtualBusLogicController" }) | (VirtualLsiLogicController & { readonly _type: "VirtualLsiLogicController" }) | (VirtualLsiLogicSASController & { readonly _type: "VirtualLsiLogicSASController" }) | (VirtualSIOController & { readonly _type: "VirtualSIOController" }) | (VirtualUSBController & { readonly _type: "VirtualUSBController" }) | (VirtualUSBXHCIController & { readonly _type: "VirtualUSBXHCIController" }) | (VirtualDisk & { readonly _type: "VirtualDisk" }) | (VirtualEthernetCard & { readonly _type: "VirtualEthernetCard" }) | (VirtualE1000 & { readonly _type: "VirtualE1000" }) | (VirtualE1000e & { readonly _type: "VirtualE1000e" }) | (VirtualPCNet32 & { readonly _type: "VirtualPCNet32" }) | (VirtualVmxnet & { readonly _type: "VirtualVmxnet" }) | (VirtualVmxnet2 & { readonly _type: "VirtualVmxnet2" }) | (VirtualVmxnet3 & { readonly _type: "VirtualVmxnet3" }) | (VirtualFloppy & { readonly _type: "VirtualFloppy" }) | (VirtualKeyboard & { readonly _type: "VirtualKeyboard" }) | (VirtualMachineVMCIDevice & { readonly _type: "VirtualMachineVMCIDevice" }) | (VirtualMachineVideoCard & { readonly _type: "VirtualMachineVideoCard" }) | (VirtualPointingDevice & { readonly _type: "VirtualPointingDevice" }) | (VirtualSerialPort & { readonly _type: "VirtualSerialPort" }) | (VirtualTPM & { readonly _type: "VirtualTPM" }) | (VirtualUSB & { readonly _type: "VirtualUSB" });
  VirtualDeviceConnectInfo: VirtualDeviceConnectInfo & { readonly _type: "VirtualDeviceConnectInfo" };
  VirtualDeviceBusSlotInfo: (VirtualDeviceBusSlotInfo & { readonly _type: "VirtualDeviceBusSlotInfo" }) | (VirtualDevicePciBusSlotInfo & { readonly _type: "VirtualDevicePciBusSlotInfo" }) | (VirtualUSBControllerPciBusSlotInfo & { readonly _type: "VirtualUSBControllerPciBusSlotInfo" });
  VirtualDevicePciBusSlotInfo: (VirtualDevicePciBusSlotInfo & { readonly _type: "VirtualDevicePciBusSlotInfo" }) | (VirtualUSBControllerPciBusSlotInfo & { readonly _type: "VirtualUSBControllerPciBusSlotInfo" });
  VirtualUSBControllerPciBusSlotInfo: VirtualUSBControllerPciBusSlotInfo & { readonly _type: "VirtualUSBControllerPciBusSlotInfo" };
  VirtualDeviceDeviceGroupInfo: VirtualDeviceDeviceGroupInfo & { readonly _type: "VirtualDeviceDeviceGroupInfo" };
  VirtualCdrom: VirtualCdrom & { readonly _type: "VirtualCdrom" };
  VirtualController: (VirtualController & { readonly _type: "VirtualController" }) | (VirtualIDEController & { readonly _type: "VirtualIDEController" }) | (VirtualNVMEController & { readonly _type: "VirtualNVMEController" }) | (VirtualPCIController & { readonly _type: "VirtualPCIController" }) | (VirtualPS2Controller & { readonly _type: "VirtualPS2Controller" }) | (VirtualSATAController & { readonly _type: "VirtualSATAController" }) | (VirtualAHCIController & { readonly _type: "VirtualAHCIController" }) | (VirtualSCSIController & { readonly _type: "VirtualSCSIController" }) | (ParaVirtualSCSIController & { readonly _type: "ParaVirtualSCSIController" }) | (VirtualBusLogicController & { readonly _type: "VirtualBusLogicController" }) | (VirtualLsiLogicController & { readonly _type: "VirtualLsiLogicController" }) | (VirtualLsiLogicSASController & { readonly _type: "VirtualLsiLogicSASController" }) | (VirtualSIOController & { readonly _type: "VirtualSIOController" }) | (VirtualUSBController & { readonly _type: "VirtualUSBController" }) | (VirtualUSBXHCIController & { readonly _type: "VirtualUSBXHCIController" });
  VirtualIDEController: VirtualIDEController & { readonly _type: "VirtualIDEController" };
  VirtualNVMEController: VirtualNVMEController & { readonly _type: "VirtualNVMEController" };
  VirtualPCIController: VirtualPCIController & { readonly _type: "VirtualPCIController" };
  VirtualPS2Controller: VirtualPS2Controller & { readonly _type: "VirtualPS2Controller" };
  VirtualSATAController: (VirtualSATAController & { readonly _type: "VirtualSATAController" }) | (VirtualAHCIController & { readonly _type: "VirtualAHCIController" });
  VirtualAHCIController: VirtualAHCIController & { readonly _type: "VirtualAHCIController" };
  VirtualSCSIController: (VirtualSCSIController & { readonly _type: "VirtualSCSIController" }) | (ParaVirtualSCSIController & { readonly _type: "ParaVirtualSCSIController" }) | (VirtualBusLogicController & { readonly _type: "VirtualBusLogicController" }) | (VirtualLsiLogicController & { readonly _type: "VirtualLsiLogicController" }) | (VirtualLsiLogicSASController & { readonly _type: "VirtualLsiLogicSASController" });
  ParaVirtualSCSIController: ParaVirtualSCSIController & { readonly _type: "ParaVirtualSCSIController" };
  VirtualBusLogicController: VirtualBusLogicController & { readonly _type: "VirtualBusLogicController" };
  VirtualLsiLogicController: VirtualLsiLogicController & { readonly _type: "VirtualLsiLogicController" };
  VirtualLsiLogicSASController: VirtualLsiLogicSASController & { readonly _type: "VirtualLsiLogicSASController" };
  VirtualSIOController: VirtualSIOController & { readonly _type: "VirtualSIOController" };
  VirtualUSBController: VirtualUSBController & { readonly _type: "VirtualUSBController" };
  VirtualUSBXHCIController: VirtualUSBXHCIController & { readonly _type: "VirtualUSBXHCIController" };
  VirtualDisk: VirtualDisk & { readonly _type: "VirtualDisk" };
  StorageIOAllocationInfo: StorageIOAllocationInfo & { readonly _type: "StorageIOAllocationInfo" };
  VirtualDiskVFlashCacheConfigInfo: VirtualDiskVFlashCacheConfigInfo & { readonly _type: "VirtualDiskVFlashCacheConfigInfo" };
  ID: ID & { readonly _type: "ID" };
  VirtualEthernetCard: (VirtualEthernetCard & { readonly _type: "VirtualEthernetCard" }) | (VirtualE1000 & { readonly _type: "VirtualE1000" }) | (VirtualE1000e & { readonly _type: "VirtualE1000e" }) | (VirtualPCNet32 & { readonly _type: "VirtualPCNet32" }) | (VirtualVmxnet & { readonly _type: "VirtualVmxnet" }) | (VirtualVmxnet2 & { readonly _type: "VirtualVmxnet2" }) | (VirtualVmxnet3 & { readonly _type: "VirtualVmxnet3" });
  VirtualEthernetCardResourceAllocation: VirtualEthernetCardResourceAllocation & { readonly _type: "VirtualEthernetCardResourceAllocation" };
  VirtualE1000: VirtualE1000 & { readonly _type: "VirtualE1000" };
  VirtualE1000e: VirtualE1000e & { readonly _type: "VirtualE1000e" };
  VirtualPCNet32: VirtualPCNet32 & { readonly _type: "VirtualPCNet32" };
  VirtualVmxnet: (VirtualVmxnet & { readonly _type: "VirtualVmxnet" }) | (VirtualVmxnet2 & { readonly _type: "VirtualVmxnet2" }) | (VirtualVmxnet3 & { readonly _type: "VirtualVmxnet3" });
  VirtualVmxnet2: VirtualVmxnet2 & { readonly _type: "VirtualVmxnet2" };
  VirtualVmxnet3: VirtualVmxnet3 & { readonly _type: "VirtualVmxnet3" };
  VirtualVmxnet3StrictLatencyConfig: VirtualVmxnet3StrictLatencyConfig & { readonly _type: "VirtualVmxnet3StrictLatencyConfig" };
  VirtualFloppy: VirtualFloppy & { readonly _type: "VirtualFloppy" };
  VirtualKeyboard: VirtualKeyboard & { readonly _type: "VirtualKeyboard" };
  VirtualMachineVMCIDevice: VirtualMachineVMCIDevice & { readonly _type: "VirtualMachineVMCIDevice" };
  VirtualMachineVMCIDeviceFilterInfo: VirtualMachineVMCIDeviceFilterInfo & { readonly _type: "VirtualMachineVMCIDeviceFilterInfo" };
  VirtualMachineVMCIDeviceFilterSpec: VirtualMachineVMCIDeviceFilterSpec & { readonly _type: "VirtualMachineVMCIDeviceFilterSpec" };
  VirtualMachineVideoCard: VirtualMachineVideoCard & { readonly _type: "VirtualMachineVideoCard" };
  VirtualPointingDevice: VirtualPointingDevice & { readonly _type: "VirtualPointingDevice" };
  VirtualSerialPort: VirtualSerialPort & { readonly _type: "VirtualSerialPort" };
  VirtualTPM: VirtualTPM & { readonly _type: "VirtualTPM" };
  VirtualUSB: VirtualUSB & { readonly _type: "VirtualUSB" };
  VirtualDeviceConfigSpec: (VirtualDeviceConfigSpec & { readonly _type: "VirtualDeviceConfigSpec" }) | (VirtualDiskConfigSpec & { readonly _type: "VirtualDiskConfigSpec" });
  VirtualDeviceConfigSpecBackingSpec: VirtualDeviceConfigSpecBackingSpec & { readonly _type: "VirtualDeviceConfigSpecBackingSpec" };
  VirtualDiskConfigSpec: VirtualDiskConfigSpec & { readonly _type: "VirtualDiskConfigSpec" };
  VirtualDeviceBackingInfo: (VirtualDeviceBackingInfo & { readonly _type: "VirtualDeviceBackingInfo" }) | (VirtualDeviceDeviceBackingInfo & { readonly _type: "VirtualDeviceDeviceBackingInfo" }) | (VirtualCdromAtapiBackingInfo & { readonly _type: "VirtualCdromAtapiBackingInfo" }) | (VirtualCdromPassthroughBackingInfo & { readonly _type: "VirtualCdromPassthroughBackingInfo" }) | (VirtualEthernetCardLegacyNetworkBackingInfo & { readonly _type: "VirtualEthernetCardLegacyNetworkBackingInfo" }) | (VirtualEthernetCardNetworkBackingInfo & { readonly _type: "VirtualEthernetCardNetworkBackingInfo" }) | (VirtualFloppyDeviceBackingInfo & { readonly _type: "VirtualFloppyDeviceBackingInfo" }) | (VirtualPointingDeviceDeviceBackingInfo & { readonly _type: "VirtualPointingDeviceDeviceBackingInfo" }) | (VirtualSerialPortDeviceBackingInfo & { readonly _type: "VirtualSerialPortDeviceBackingInfo" }) | (VirtualUSBRemoteHostBackingInfo & { readonly _type: "VirtualUSBRemoteHostBackingInfo" }) | (VirtualUSBUSBBackingInfo & { readonly _type: "VirtualUSBUSBBackingInfo" }) | (VirtualDeviceFileBackingInfo & { readonly _type: "VirtualDeviceFileBackingInfo" }) | (VirtualCdromIsoBackingInfo & { readonly _type: "VirtualCdromIsoBackingInfo" }) | (VirtualDiskFlatVer1BackingInfo & { readonly _type: "VirtualDiskFlatVer1BackingInfo" }) | (VirtualDiskFlatVer2BackingInfo & { readonly _type: "VirtualDiskFlatVer2BackingInfo" }) | (VirtualDiskRawDiskMappingVer1BackingInfo & { readonly _type: "VirtualDiskRawDiskMappingVer1BackingInfo" }) | (VirtualDiskSeSparseBackingInfo & { readonly _type: "VirtualDiskSeSparseBackingInfo" }) | (VirtualDiskSparseVer1BackingInfo & { readonly _type: "VirtualDiskSparseVer1BackingInfo" }) | (VirtualDiskSparseVer2BackingInfo & { readonly _type: "VirtualDiskSparseVer2BackingInfo" }) | (VirtualFloppyImageBackingInfo & { readonly _type: "VirtualFloppyImageBackingInfo" }) | (VirtualSerialPortFileBackingInfo & { readonly _type: "VirtualSerialPortFileBackingInfo" }) | (VirtualDevicePipeBackingInfo & { readonly _type: "VirtualDevicePipeBackingInfo" }) | (VirtualSerialPortPipeBackingInfo & { readonly _type: "VirtualSerialPortPipeBackingInfo" }) | (VirtualDeviceRemoteDeviceBackingInfo & { readonly _type: "VirtualDeviceRemoteDeviceBackingInfo" }) | (VirtualCdromRemoteAtapiBackingInfo & { readonly _type: "VirtualCdromRemoteAtapiBackingInfo" }) | (VirtualCdromRemotePassthroughBackingInfo & { readonly _type: "VirtualCdromRemotePassthroughBackingInfo" }) | (VirtualFloppyRemoteDeviceBackingInfo & { readonly _type: "VirtualFloppyRemoteDeviceBackingInfo" }) | (VirtualUSBRemoteClientBackingInfo & { readonly _type: "VirtualUSBRemoteClientBackingInfo" }) | (VirtualDeviceURIBackingInfo & { readonly _type: "VirtualDeviceURIBackingInfo" }) | (VirtualSerialPortURIBackingInfo & { readonly _type: "VirtualSerialPortURIBackingInfo" }) | (VirtualEthernetCardDistributedVirtualPortBackingInfo & { readonly _type: "VirtualEthernetCardDistributedVirtualPortBackingInfo" }) | (VirtualEthernetCardOpaqueNetworkBackingInfo & { readonly _type: "VirtualEthernetCardOpaqueNetworkBackingInfo" }) | (VirtualSerialPortThinPrintBackingInfo & { readonly _type: "VirtualSerialPortThinPrintBackingInfo" });
  VirtualDeviceDeviceBackingInfo: (VirtualDeviceDeviceBackingInfo & { readonly _type: "VirtualDeviceDeviceBackingInfo" }) | (VirtualCdromAtapiBackingInfo & { readonly _type: "VirtualCdromAtapiBackingInfo" }) | (VirtualCdromPassthroughBackingInfo & { readonly _type: "VirtualCdromPassthroughBackingInfo" }) | (VirtualEthernetCardLegacyNetworkBackingInfo & { readonly _type: "VirtualEthernetCardLegacyNetworkBackingInfo" }) | (VirtualEthernetCardNetworkBackingInfo & { readonly _type: "VirtualEthernetCardNetworkBackingInfo" }) | (VirtualFloppyDeviceBackingInfo & { readonly _type: "VirtualFloppyDeviceBackingInfo" }) | (VirtualPointingDeviceDeviceBackingInfo & { readonly _type: "VirtualPointingDeviceDeviceBackingInfo" }) | (VirtualSerialPortDeviceBackingInfo & { readonly _type: "VirtualSerialPortDeviceBackingInfo" }) | (VirtualUSBRemoteHostBackingInfo & { readonly _type: "VirtualUSBRemoteHostBackingInfo" }) | (VirtualUSBUSBBackingInfo & { readonly _type: "VirtualUSBUSBBackingInfo" });
  VirtualCdromAtapiBackingInfo: VirtualCdromAtapiBackingInfo & { readonly _type: "VirtualCdromAtapiBackingInfo" };
  VirtualCdromPassthroughBackingInfo: VirtualCdromPassthroughBackingInfo & { readonly _type: "VirtualCdromPassthroughBackingInfo" };
  VirtualEthernetCardLegacyNetworkBackingInfo: VirtualEthernetCardLegacyNetworkBackingInfo & { readonly _type: "VirtualEthernetCardLegacyNetworkBackingInfo" };
  VirtualEthernetCardNetworkBackingInfo: VirtualEthernetCardNetworkBackingInfo & { readonly _type: "VirtualEthernetCardNetworkBackingInfo" };
  VirtualFloppyDeviceBackingInfo: VirtualFloppyDeviceBackingInfo & { readonly _type: "VirtualFloppyDeviceBackingInfo" };
  VirtualPointingDeviceDeviceBackingInfo: VirtualPointingDeviceDeviceBackingInfo & { readonly _type: "VirtualPointingDeviceDeviceBackingInfo" };
  VirtualSerialPortDeviceBackingInfo: VirtualSerialPortDeviceBackingInfo & { readonly _type: "VirtualSerialPortDeviceBackingInfo" };
  VirtualUSBRemoteHostBackingInfo: VirtualUSBRemoteHostBackingInfo & { readonly _type: "VirtualUSBRemoteHostBackingInfo" };
  VirtualUSBUSBBackingInfo: VirtualUSBUSBBackingInfo & { readonly _type: "VirtualUSBUSBBackingInfo" };
  VirtualDeviceFileBackingInfo: (VirtualDeviceFileBackingInfo & { readonly _type: "VirtualDeviceFileBackingInfo" }) | (VirtualCdromIsoBackingInfo & { readonly _type: "VirtualCdromIsoBackingInfo" }) | (VirtualDiskFlatVer1BackingInfo & { readonly _type: "VirtualDiskFlatVer1BackingInfo" }) | (VirtualDiskFlatVer2BackingInfo & { readonly _type: "VirtualDiskFlatVer2BackingInfo" }) | (VirtualDiskRawDiskMappingVer1BackingInfo & { readonly _type: "VirtualDiskRawDiskMappingVer1BackingInfo" }) | (VirtualDiskSeSparseBackingInfo & { readonly _type: "VirtualDiskSeSparseBackingInfo" }) | (VirtualDiskSparseVer1BackingInfo & { readonly _type: "VirtualDiskSparseVer1BackingInfo" }) | (VirtualDiskSparseVer2BackingInfo & { readonly _type: "VirtualDiskSparseVer2BackingInfo" }) | (VirtualFloppyImageBackingInfo & { readonly _type: "VirtualFloppyImageBackingInfo" }) | (VirtualSerialPortFileBackingInfo & { readonly _type: "VirtualSerialPortFileBackingInfo" });
  VirtualCdromIsoBackingInfo: VirtualCdromIsoBackingInfo & { readonly _type: "VirtualCdromIsoBackingInfo" };
  VirtualDiskFlatVer1BackingInfo: VirtualDiskFlatVer1BackingInfo & { readonly _type: "VirtualDiskFlatVer1BackingInfo" };
  VirtualDiskFlatVer2BackingInfo: VirtualDiskFlatVer2BackingInfo & { readonly _type: "VirtualDiskFlatVer2BackingInfo" };
  VirtualDiskRawDiskMappingVer1BackingInfo: VirtualDiskRawDiskMappingVer1BackingInfo & { readonly _type: "VirtualDiskRawDiskMappingVer1BackingInfo" };
  VirtualDiskSeSparseBackingInfo: VirtualDiskSeSparseBackingInfo & { readonly _type: "VirtualDiskSeSparseBackingInfo" };
  VirtualDiskSparseVer1BackingInfo: VirtualDiskSparseVer1BackingInfo & { readonly _type: "VirtualDiskSparseVer1BackingInfo" };
  VirtualDiskSparseVer2BackingInfo: VirtualDiskSparseVer2BackingInfo & { readonly _type: "VirtualDiskSparseVer2BackingInfo" };
  VirtualFloppyImageBackingInfo: VirtualFloppyImageBackingInfo & { readonly _type: "VirtualFloppyImageBackingInfo" };
  VirtualSerialPortFileBackingInfo: VirtualSerialPortFileBackingInfo & { readonly _type: "VirtualSerialPortFileBackingInfo" };
  VirtualDevicePipeBackingInfo: (VirtualDevicePipeBackingInfo & { readonly _type: "VirtualDevicePipeBackingInfo" }) | (VirtualSerialPortPipeBackingInfo & { readonly _type: "VirtualSerialPortPipeBackingInfo" });
  VirtualSerialPortPipeBackingInfo: VirtualSerialPortPipeBackingInfo & { readonly _type: "VirtualSerialPortPipeBackingInfo" };
  VirtualDeviceRemoteDeviceBackingInfo: (VirtualDeviceRemoteDeviceBackingInfo & { readonly _type: "VirtualDeviceRemoteDeviceBackingInfo" }) | (VirtualCdromRemoteAtapiBackingInfo & { readonly _type: "VirtualCdromRemoteAtapiBackingInfo" }) | (VirtualCdromRemotePassthroughBackingInfo & { readonly _type: "VirtualCdromRemotePassthroughBackingInfo" }) | (VirtualFloppyRemoteDeviceBackingInfo & { readonly _type: "VirtualFloppyRemoteDeviceBackingInfo" }) | (VirtualUSBRemoteClientBackingInfo & { readonly _type: "VirtualUSBRemoteClientBackingInfo" });
  VirtualCdromRemoteAtapiBackingInfo: VirtualCdromRemoteAtapiBackingInfo & { readonly _type: "VirtualCdromRemoteAtapiBackingInfo" };
  VirtualCdromRemotePassthroughBackingInfo: VirtualCdromRemotePassthroughBackingInfo & { readonly _type: "VirtualCdromRemotePassthroughBackingInfo" };
  VirtualFloppyRemoteDeviceBackingInfo: VirtualFloppyRemoteDeviceBackingInfo & { readonly _type: "VirtualFloppyRemoteDeviceBackingInfo" };
  VirtualUSBRemoteClientBackingInfo: VirtualUSBRemoteClientBackingInfo & { readonly _type: "VirtualUSBRemoteClientBackingInfo" };
  VirtualDeviceURIBackingInfo: (VirtualDeviceURIBackingInfo & { readonly _type: "VirtualDeviceURIBackingInfo" }) | (VirtualSerialPortURIBackingInfo & { readonly _type: "VirtualSerialPortURIBackingInfo" });
  VirtualSerialPortURIBackingInfo: VirtualSerialPortURIBackingInfo & { readonly _type: "VirtualSerialPortURIBackingInfo" };
  VirtualEthernetCardDistributedVirtualPortBackingInfo: VirtualEthernetCardDistributedVirtualPortBackingInfo & { readonly _type: "VirtualEthernetCardDistributedVirtualPortBackingInfo" };
  DistributedVirtualSwitchPortConnection: DistributedVirtualSwitchPortConnection & { readonly _type: "DistributedVirtualSwitchPortConnection" };
  VirtualEthernetCardOpaqueNetworkBackingInfo: VirtualEthernetCardOpaqueNetworkBackingInfo & { readonly _type: "VirtualEthernetCardOpaqueNetworkBackingInfo" };
  VirtualSerialPortThinPrintBackingInfo: VirtualSerialPortThinPrintBackingInfo & { readonly _type: "VirtualSerialPortThinPrintBackingInfo" };
  VmConfigInfo: VmConfigInfo & { readonly _type: "VmConfigInfo" };
  VAppProductInfo: VAppProductInfo & { readonly _type: "VAppProductInfo" };
  VAppPropertyInfo: VAppPropertyInfo & { readonly _type: "VAppPropertyInfo" };
  VAppIPAssignmentInfo: VAppIPAssignmentInfo & { readonly _type: "VAppIPAssignmentInfo" };
  VAppOvfSectionInfo: VAppOvfSectionInfo & { readonly _type: "VAppOvfSectionInfo" };
  VmConfigSpec: (VmConfigSpec & { readonly _type: "VmConfigSpec" }) | (VAppConfigSpec & { readonly _type: "VAppConfigSpec" });
  VAppProductSpec: VAppProductSpec & { readonly _type: "VAppProductSpec" };
  VAppPropertySpec: VAppPropertySpec & { readonly _type: "VAppPropertySpec" };
  VAppOvfSectionSpec: VAppOvfSectionSpec & { readonly _type: "VAppOvfSectionSpec" };
  VAppConfigSpec: VAppConfigSpec & { readonly _type: "VAppConfigSpec" };
  VAppEntityConfigInfo: VAppEntityConfigInfo & { readonly _type: "VAppEntityConfigInfo" };
  GuestInfo: GuestInfo & { readonly _type: "GuestInfo" };
  GuestNicInfo: GuestNicInfo & { readonly _type: "GuestNicInfo" };
  NetDnsConfigInfo: NetDnsConfigInfo & { readonly _type: "NetDnsConfigInfo" };
  NetIpConfigInfo: NetIpConfigInfo & { readonly _type: "NetIpConfigInfo" };
  NetIpConfigInfoIpAddress: NetIpConfigInfoIpAddress & { readonly _type: "NetIpConfigInfoIpAddress" };
  NetDhcpConfigInfo: NetDhcpConfigInfo & { readonly _type: "NetDhcpConfigInfo" };
  NetDhcpConfigInfoDhcpOptions: NetDhcpConfigInfoDhcpOptions & { readonly _type: "NetDhcpConfigInfoDhcpOptions" };
  NetBIOSConfigInfo: NetBIOSConfigInfo & { readonly _type: "NetBIOSConfigInfo" };
  GuestStackInfo: GuestStackInfo & { readonly _type: "GuestStackInfo" };
  NetIpRouteConfigInfo: NetIpRouteConfigInfo & { readonly _type: "NetIpRouteConfigInfo" };
  NetIpRouteConfigInfoIpRoute: NetIpRouteConfigInfoIpRoute & { readonly _type: "NetIpRouteConfigInfoIpRoute" };
  NetIpRouteConfigInfoGateway: NetIpRouteConfigInfoGateway & { readonly _type: "NetIpRouteConfigInfoGateway" };
  GuestDiskInfo: GuestDiskInfo & { readonly _type: "GuestDiskInfo" };
  GuestInfoVirtualDiskMapping: GuestInfoVirtualDiskMapping & { readonly _type: "GuestInfoVirtualDiskMapping" };
  GuestScreenInfo: GuestScreenInfo & { readonly _type: "GuestScreenInfo" };
  GuestInfoNamespaceGenerationInfo: GuestInfoNamespaceGenerationInfo & { readonly _type: "GuestInfoNamespaceGenerationInfo" };
  GuestInfoCustomizationInfo: GuestInfoCustomizationInfo & { readonly _type: "GuestInfoCustomizationInfo" };
  VirtualMachineCloneSpec: VirtualMachineCloneSpec & { readonly _type: "VirtualMachineCloneSpec" };
  VirtualMachineRelocateSpec: VirtualMachineRelocateSpec & { readonly _type: "VirtualMachineRelocateSpec" };
  VirtualMachineRelocateSpecDiskLocator: VirtualMachineRelocateSpecDiskLocator & { readonly _type: "VirtualMachineRelocateSpecDiskLocator" };
  VirtualMachineRelocateSpecDiskLocatorBackingSpec: VirtualMachineRelocateSpecDiskLocatorBackingSpec & { readonly _type: "VirtualMachineRelocateSpecDiskLocatorBackingSpec" };
  TagSpec: TagSpec & { readonly _type: "TagSpec" };
  TagId: TagId & { readonly _type: "TagId" };
  TagIdNameId: TagIdNameId & { readonly _type: "TagIdNameId" };
  ClusterPowerOnVmResult: ClusterPowerOnVmResult & { readonly _type: "ClusterPowerOnVmResult" };
  ClusterAttemptedVmInfo: ClusterAttemptedVmInfo & { readonly _type: "ClusterAttemptedVmInfo" };
  ClusterNotAttemptedVmInfo: ClusterNotAttemptedVmInfo & { readonly _type: "ClusterNotAttemptedVmInfo" };
  ClusterRecommendation: ClusterRecommendation & { readonly _type: "ClusterRecommendation" };
  ClusterAction: (ClusterAction & { readonly _type: "ClusterAction" }) | (ClusterInitialPlacementAction & { readonly _type: "ClusterInitialPlacementAction" }) | (ClusterMigrationAction & { readonly _type: "ClusterMigrationAction" }) | (PlacementAction & { readonly _type: "PlacementAction" }) | (StoragePlacementAction & { readonly _type: "StoragePlacementAction" });
  ClusterInitialPlacementAction: ClusterInitialPlacementAction & { readonly _type: "ClusterInitialPlacementAction" };
  ClusterMigrationAction: ClusterMigrationAction & { readonly _type: "ClusterMigrationAction" };
  PlacementAction: PlacementAction & { readonly _type: "PlacementAction" };
  StoragePlacementAction: StoragePlacementAction & { readonly _type: "StoragePlacementAction" };
  PlacementResult: PlacementResult & { readonly _type: "PlacementResult" };
  PlacementSpec: PlacementSpec & { readonly _type: "PlacementSpec" };
  SnapshotSelectionSpec: SnapshotSelectionSpec & { readonly _type: "SnapshotSelectionSpec" };
  StoragePlacementResult: StoragePlacementResult & { readonly _type: "StoragePlacementResult" };
  StoragePlacementSpec: StoragePlacementSpec & { readonly _type: "StoragePlacementSpec" };
  StorageDrsPodSelectionSpec: StorageDrsPodSelectionSpec & { readonly _type: "StorageDrsPodSelectionSpec" };
  VmPodConfigForPlacement: VmPodConfigForPlacement & { readonly _type: "VmPodConfigForPlacement" };
  PodDiskLocator: PodDiskLocator & { readonly _type: "PodDiskLocator" };
  OvfManagerCommonParams: (OvfManagerCommonParams & { readonly _type: "OvfManagerCommonParams" }) | (OvfCreateImportSpecParams & { readonly _type: "OvfCreateImportSpecParams" }) | (OvfParseDescriptorParams & { readonly _type: "OvfParseDescriptorParams" });
  OvfCreateImportSpecParams: OvfCreateImportSpecParams & { readonly _type: "OvfCreateImportSpecParams" };
  OvfNetworkMapping: OvfNetworkMapping & { readonly _type: "OvfNetworkMapping" };
  OvfResourceMap: OvfResourceMap & { readonly _type: "OvfResourceMap" };
  OvfParseDescriptorParams: OvfParseDescriptorParams & { readonly _type: "OvfParseDescriptorParams" };
  OvfCreateImportSpecResult: OvfCreateImportSpecResult & { readonly _type: "OvfCreateImportSpecResult" };
  ImportSpec: (ImportSpec & { readonly _type: "ImportSpec" }) | (VirtualAppImportSpec & { readonly _type: "VirtualAppImportSpec" }) | (VirtualMachineImportSpec & { readonly _type: "VirtualMachineImportSpec" });
  VirtualAppImportSpec: VirtualAppImportSpec & { readonly _type: "VirtualAppImportSpec" };
  VirtualMachineImportSpec: VirtualMachineImportSpec & { readonly _type: "VirtualMachineImportSpec" };
  OvfFileItem: OvfFileItem & { readonly _type: "OvfFileItem" };
  HttpNfcLeaseInfo: HttpNfcLeaseInfo & { readonly _type: "HttpNfcLeaseInfo" };
  HttpNfcLeaseDeviceUrl: HttpNfcLeaseDeviceUrl & { readonly _type: "HttpNfcLeaseDeviceUrl" };
  HttpNfcLeaseDatastoreLeaseInfo: HttpNfcLeaseDatastoreLeaseInfo & { readonly _type: "HttpNfcLeaseDatastoreLeaseInfo" };
  HttpNfcLeaseHostInfo: HttpNfcLeaseHostInfo & { readonly _type: "HttpNfcLeaseHostInfo" };
  HttpNfcLeaseCapabilities: HttpNfcLeaseCapabilities & { readonly _type: "HttpNfcLeaseCapabilities" };
  HttpNfcLeaseManifestEntry: HttpNfcLeaseManifestEntry & { readonly _type: "HttpNfcLeaseManifestEntry" };
  HttpNfcLeaseSourceFile: HttpNfcLeaseSourceFile & { readonly _type: "HttpNfcLeaseSourceFile" };
  OvfCreateDescriptorParams: OvfCreateDescriptorParams & { readonly _type: "OvfCreateDescriptorParams" };
  OvfFile: OvfFile & { readonly _type: "OvfFile" };
  OvfCreateDescriptorResult: OvfCreateDescriptorResult & { readonly _type: "OvfCreateDescriptorResult" };
  OvfOptionInfo: OvfOptionInfo & { readonly _type: "OvfOptionInfo" };
  OvfParseDescriptorResult: OvfParseDescriptorResult & { readonly _type: "OvfParseDescriptorResult" };
  OvfNetworkInfo: OvfNetworkInfo & { readonly _type: "OvfNetworkInfo" };
  OvfDeploymentOption: OvfDeploymentOption & { readonly _type: "OvfDeploymentOption" };
  LocalizedMethodFault: LocalizedMethodFault & { readonly _type: "LocalizedMethodFault" };
  MethodFault: (MethodFault & { readonly _type: "MethodFault" }) | (InvalidCollectorVersion & { readonly _type: "InvalidCollectorVersion" }) | (InvalidProperty & { readonly _type: "InvalidProperty" }) | (RuntimeFault & { readonly _type: "RuntimeFault" }) | (HostCommunication & { readonly _type: "HostCommunication" }) | (HostNotConnected & { readonly _type: "HostNotConnected" }) | (HostNotReachable & { readonly _type: "HostNotReachable" }) | (InvalidArgument & { readonly _type: "InvalidArgument" }) | (InvalidRequest & { readonly _type: "InvalidRequest" }) | (InvalidType & { readonly _type: "InvalidType" }) | (MethodNotFound & { readonly _type: "MethodNotFound" }) | (ManagedObjectNotFound & { readonly _type: "ManagedObjectNotFound" }) | (MethodDisabled & { readonly _type: "MethodDisabled" }) | (NotEnoughLicenses & { readonly _type: "NotEnoughLicenses" }) | (NotImplemented & { readonly _type: "NotImplemented" }) | (NotSupported & { readonly _type: "NotSupported" }) | (RequestCanceled & { readonly _type: "RequestCanceled" }) | (SecurityError & { readonly _type: "SecurityError" }) | (NoPermission & { readonly _type: "NoPermission" }) | (NotAuthenticated & { readonly _type: "NotAuthenticated" }) | (RestrictedVersion & { readonly _type: "RestrictedVersion" }) | (SystemError & { readonly _type: "SystemError" }) | (UnexpectedFault & { readonly _type: "UnexpectedFault" }) | (VimFault & { readonly _type: "VimFault" }) | (AlreadyExists & { readonly _type: "AlreadyExists" }) | (ConcurrentAccess & { readonly _type: "ConcurrentAccess" }) | (CustomizationFault & { readonly _type: "CustomizationFault" }) | (DuplicateName & { readonly _type: "DuplicateName" }) | (FileFault & { readonly _type: "FileFault" }) | (CannotAccessFile & { readonly _type: "CannotAccessFile" }) | (FileAlreadyExists & { readonly _type: "FileAlreadyExists" }) | (FileLocked & { readonly _type: "FileLocked" }) | (FileNotFound & { readonly _type: "FileNotFound" }) | (NoDiskSpace & { readonly _type: "NoDiskSpace" }) | (HostConnectFault & { readonly _type: "HostConnectFault" }) | (NoHost & { readonly _type: "NoHost" }) | (SSLVerifyFault & { readonly _type: "SSLVerifyFault" }) | (HttpFault & { readonly _type: "HttpFault" }) | (InsufficientResourcesFault & { readonly _type: "InsufficientResourcesFault" }) | (InsufficientCpuResourcesFault & { readonly _type: "InsufficientCpuResourcesFault" }) | (InsufficientFailoverResourcesFault & { readonly _type: "InsufficientFailoverResourcesFault" }) | (InsufficientHostCapacityFault & { readonly _type: "InsufficientHostCapacityFault" }) | (InsufficientHostCpuCapacityFault & { readonly _type: "InsufficientHostCpuCapacityFault" }) | (InsufficientHostMemoryCapacityFault & { readonly _type: "InsufficientHostMemoryCapacityFault" }) | (InsufficientMemoryResourcesFault & { readonly _type: "InsufficientMemoryResourcesFault" }) | (InsufficientStorageSpace & { readonly _type: "InsufficientStorageSpace" }) | (InvalidDatastore & { readonly _type: "InvalidDatastore" }) | (DatastoreNotWritableOnHost & { readonly _type: "DatastoreNotWritableOnHost" }) | (InaccessibleDatastore & { readonly _type: "InaccessibleDatastore" }) | (InvalidDatastorePath & { readonly _type: "InvalidDatastorePath" }) | (InvalidFolder & { readonly _type: "InvalidFolder" }) | (InvalidLocale & { readonly _type: "InvalidLocale" }) | (InvalidLogin & { readonly _type: "InvalidLogin" }) | (InvalidName & { readonly _type: "InvalidName" }) | (InvalidPrivilege & { readonly _type: "InvalidPrivilege" }) | (InvalidState & { readonly _type: "InvalidState" }) | (InvalidPowerState & { readonly _type: "InvalidPowerState" }) | (NoActiveHostInCluster & { readonly _type: "NoActiveHostInCluster" }) | (MigrationFault & { readonly _type: "MigrationFault" }) | (NoCompatibleHost & { readonly _type: "NoCompatibleHost" }) | (NotFound & { readonly _type: "NotFound" }) | (OutOfBounds & { readonly _type: "OutOfBounds" }) | (OvfFault & { readonly _type: "OvfFault" }) | (OvfExport & { readonly _type: "OvfExport" }) | (OvfHardwareExport & { readonly _type: "OvfHardwareExport" }) | (OvfImport & { readonly _type: "OvfImport" }) | (OvfNetworkMappingNotSupported & { readonly _type: "OvfNetworkMappingNotSupported" }) | (OvfUnsupportedDiskProvisioning & { readonly _type: "OvfUnsupportedDiskProvisioning" }) | (OvfMissingHardware & { readonly _type: "OvfMissingHardware" }) | (OvfInvalidPackage & { readonly _type: "OvfInvalidPackage" }) | (OvfAttribute & { readonly _type: "OvfAttribute" }) | (OvfInvalidValue & { readonly _type: "OvfInvalidValue" }) | (OvfElement & { readonly _type: "OvfElement" }) | (OvfMissingElement & { readonly _type: "OvfMissingElement" }) | (OvfXmlFormat & { readonly _type: "OvfXmlFormat" }) | (OvfSystemFault & { readonly _type: "OvfSystemFault" }) | (OvfUnsupportedPackage & { readonly _type: "OvfUnsupportedPackage" }) | (OvfInvalidVmName & { readonly _type: "OvfInvalidVmName" }) | (OvfUnsupportedType & { readonly _type: "OvfUnsupportedType" }) | (OvfUnsupportedSubType & { readonly _type: "OvfUnsupportedSubType" }) | (OvfNoHostNic & { readonly _type: "OvfNoHostNic" }) | (OvfNoSupportedHardwareFamily & { readonly _type: "OvfNoSupportedHardwareFamily" }) | (OvfUnsupportedAttribute & { readonly _type: "OvfUnsupportedAttribute" }) | (OvfUnsupportedElement & { readonly _type: "OvfUnsupportedElement" }) | (ResourceInUse & { readonly _type: "ResourceInUse" }) | (SnapshotFault & { readonly _type: "SnapshotFault" }) | (TaskInProgress & { readonly _type: "TaskInProgress" }) | (Timedout & { readonly _type: "Timedout" }) | (ToolsUnavailable & { readonly _type: "ToolsUnavailable" }) | (UserNotFound & { readonly _type: "UserNotFound" }) | (VmConfigFault & { readonly _type: "VmConfigFault" }) | (GenericVmConfigFault & { readonly _type: "GenericVmConfigFault" }) | (InvalidFormat & { readonly _type: "InvalidFormat" }) | (InvalidDiskFormat & { readonly _type: "InvalidDiskFormat" }) | (InvalidVmConfig & { readonly _type: "InvalidVmConfig" }) | (InvalidDeviceSpec & { readonly _type: "InvalidDeviceSpec" }) | (DeviceNotFound & { readonly _type: "DeviceNotFound" }) | (InvalidController & { readonly _type: "InvalidController" }) | (InvalidDeviceBacking & { readonly _type: "InvalidDeviceBacking" }) | (InvalidDeviceOperation & { readonly _type: "InvalidDeviceOperation" }) | (UnsupportedGuest & { readonly _type: "UnsupportedGuest" }) | (RuleViolation & { readonly _type: "RuleViolation" });
  InvalidCollectorVersion: InvalidCollectorVersion & { readonly _type: "InvalidCollectorVersion" };
  InvalidProperty: InvalidProperty & { readonly _type: "InvalidProperty" };
  RuntimeFault: (RuntimeFault & { readonly _type: "RuntimeFault" }) | (HostCommunication & { readonly _type: "HostCommunication" }) | (HostNotConnected & { readonly _type: "HostNotConnected" }) | (HostNotReachable & { readonly _type: "HostNotReachable" }) | (InvalidArgument & { readonly _type: "InvalidArgument" }) | (InvalidRequest & { readonly _type: "InvalidRequest" }) | (InvalidType & { readonly _type: "InvalidType" }) | (MethodNotFound & { readonly _type: "MethodNotFound" }) | (ManagedObjectNotFound & { readonly _type: "ManagedObjectNotFound" }) | (MethodDisabled & { readonly _type: "MethodDisabled" }) | (NotEnoughLicenses & { readonly _type: "NotEnoughLicenses" }) | (NotImplemented & { readonly _type: "NotImplemented" }) | (NotSupported & { readonly _type: "NotSupported" }) | (RequestCanceled & { readonly _type: "RequestCanceled" }) | (SecurityError & { readonly _type: "SecurityError" }) | (NoPermission & { readonly _type: "NoPermission" }) | (NotAuthenticated & { readonly _type: "NotAuthenticated" }) | (RestrictedVersion & { readonly _type: "RestrictedVersion" }) | (SystemError & { readonly _type: "SystemError" }) | (UnexpectedFault & { readonly _type: "UnexpectedFault" });
  HostCommunication: (HostCommunication & { readonly _type: "HostCommunication" }) | (HostNotConnected & { readonly _type: "HostNotConnected" }) | (HostNotReachable & { readonly _type: "HostNotReachable" });
  HostNotConnected: HostNotConnected & { readonly _type: "HostNotConnected" };
  HostNotReachable: HostNotReachable & { readonly _type: "HostNotReachable" };
  InvalidArgument: InvalidArgument & { readonly _type: "InvalidArgument" };
  InvalidRequest: (InvalidRequest & { readonly _type: "InvalidRequest" }) | (InvalidType & { readonly _type: "InvalidType" }) | (MethodNotFound & { readonly _type: "MethodNotFound" });
  InvalidType: InvalidType & { readonly _type: "InvalidType" };
  MethodNotFound: MethodNotFound & { readonly _type: "MethodNotFound" };
  ManagedObjectNotFound: ManagedObjectNotFound & { readonly _type: "ManagedObjectNotFound" };
  MethodDisabled: MethodDisabled & { readonly _type: "MethodDisabled" };
  NotEnoughLicenses: NotEnoughLicenses & { readonly _type: "NotEnoughLicenses" };
  NotImplemented: NotImplemented & { readonly _type: "NotImplemented" };
  NotSupported: NotSupported & { readonly _type: "NotSupported" };
  RequestCanceled: RequestCanceled & { readonly _type: "RequestCanceled" };
  SecurityError: (SecurityError & { readonly _type: "SecurityError" }) | (NoPermission & { readonly _type: "NoPermission" }) | (NotAuthenticated & { readonly _type: "NotAuthenticated" }) | (RestrictedVersion & { readonly _type: "RestrictedVersion" });
  NoPermission: (NoPermission & { readonly _type: "NoPermission" }) | (NotAuthenticated & { readonly _type: "NotAuthenticated" });
  NoPermissionEntityPrivileges: NoPermissionEntityPrivileges & { readonly _type: "NoPermissionEntityPrivileges" };
  NotAuthenticated: NotAuthenticated & { readonly _type: "NotAuthenticated" };
  RestrictedVersion: RestrictedVersion & { readonly _type: "RestrictedVersion" };
  SystemError: SystemError & { readonly _type: "SystemError" };
  UnexpectedFault: UnexpectedFault & { readonly _type: "UnexpectedFault" };
  VimFault: (VimFault & { readonly _type: "VimFault" }) | (AlreadyExists & { readonly _type: "AlreadyExists" }) | (ConcurrentAccess & { readonly _type: "ConcurrentAccess" }) | (CustomizationFault & { readonly _type: "CustomizationFault" }) | (DuplicateName & { readonly _type: "DuplicateName" }) | (FileFault & { readonly _type: "FileFault" }) | (CannotAccessFile & { readonly _type: "CannotAccessFile" }) | (FileAlreadyExists & { readonly _type: "FileAlreadyExists" }) | (FileLocked & { readonly _type: "FileLocked" }) | (FileNotFound & { readonly _type: "FileNotFound" }) | (NoDiskSpace & { readonly _type: "NoDiskSpace" }) | (HostConnectFault & { readonly _type: "HostConnectFault" }) | (NoHost & { readonly _type: "NoHost" }) | (SSLVerifyFault & { readonly _type: "SSLVerifyFault" }) | (HttpFault & { readonly _type: "HttpFault" }) | (InsufficientResourcesFault & { readonly _type: "InsufficientResourcesFault" }) | (InsufficientCpuResourcesFault & { readonly _type: "InsufficientCpuResourcesFault" }) | (InsufficientFailoverResourcesFault & { readonly _type: "InsufficientFailoverResourcesFault" }) | (InsufficientHostCapacityFault & { readonly _type: "InsufficientHostCapacityFault" }) | (InsufficientHostCpuCapacityFault & { readonly _type: "InsufficientHostCpuCapacityFault" }) | (InsufficientHostMemoryCapacityFault & { readonly _type: "InsufficientHostMemoryCapacityFault" }) | (InsufficientMemoryResourcesFault & { readonly _type: "InsufficientMemoryResourcesFault" }) | (InsufficientStorageSpace & { readonly _type: "InsufficientStorageSpace" }) | (InvalidDatastore & { readonly _type: "InvalidDatastore" }) | (DatastoreNotWritableOnHost & { readonly _type: "DatastoreNotWritableOnHost" }) | (InaccessibleDatastore & { readonly _type: "InaccessibleDatastore" }) | (InvalidDatastorePath & { readonly _type: "InvalidDatastorePath" }) | (InvalidFolder & { readonly _type: "InvalidFolder" }) | (InvalidLocale & { readonly _type: "InvalidLocale" }) | (InvalidLogin & { readonly _type: "InvalidLogin" }) | (InvalidName & { readonly _type: "InvalidName" }) | (InvalidPrivilege & { readonly _type: "InvalidPrivilege" }) | (InvalidState & { readonly _type: "InvalidState" }) | (InvalidPowerState & { readonly _type: "InvalidPowerState" }) | (NoActiveHostInCluster & { readonly _type: "NoActiveHostInCluster" }) | (MigrationFault & { readonly _type: "MigrationFault" }) | (NoCompatibleHost & { readonly _type: "NoCompatibleHost" }) | (NotFound & { readonly _type: "NotFound" }) | (OutOfBounds & { readonly _type: "OutOfBounds" }) | (OvfFault & { readonly _type: "OvfFault" }) | (OvfExport & { readonly _type: "OvfExport" }) | (OvfHardwareExport & { readonly _type: "OvfHardwareExport" }) | (OvfImport & { readonly _type: "OvfImport" }) | (OvfNetworkMappingNotSupported & { readonly _type: "OvfNetworkMappingNotSupported" }) | (OvfUnsupportedDiskProvisioning & { readonly _type: "OvfUnsupportedDiskProvisioning" }) | (OvfMissingHardware & { readonly _type: "OvfMissingHardware" }) | (OvfInvalidPackage & { readonly _type: "OvfInvalidPackage" }) | (OvfAttribute & { readonly _type: "OvfAttribute" }) | (OvfInvalidValue & { readonly _type: "OvfInvalidValue" }) | (OvfElement & { readonly _type: "OvfElement" }) | (OvfMissingElement & { readonly _type: "OvfMissingElement" }) | (OvfXmlFormat & { readonly _type: "OvfXmlFormat" }) | (OvfSystemFault & { readonly _type: "OvfSystemFault" }) | (OvfUnsupportedPackage & { readonly _type: "OvfUnsupportedPackage" }) | (OvfInvalidVmName & { readonly _type: "OvfInvalidVmName" }) | (OvfUnsupportedType & { readonly _type: "OvfUnsupportedType" }) | (OvfUnsupportedSubType & { readonly _type: "OvfUnsupportedSubType" }) | (OvfNoHostNic & { readonly _type: "OvfNoHostNic" }) | (OvfNoSupportedHardwareFamily & { readonly _type: "OvfNoSupportedHardwareFamily" }) | (OvfUnsupportedAttribute & { readonly _type: "OvfUnsupportedAttribute" }) | (OvfUnsupportedElement & { readonly _type: "OvfUnsupportedElement" }) | (ResourceInUse & { readonly _type: "ResourceInUse" }) | (SnapshotFault & { readonly _type: "SnapshotFault" }) | (TaskInProgress & { readonly _type: "TaskInProgress" }) | (Timedout & { readonly _type: "Timedout" }) | (ToolsUnavailable & { readonly _type: "ToolsUnavailable" }) | (UserNotFound & { readonly _type: "UserNotFound" }) | (VmConfigFault & { readonly _type: "VmConfigFault" }) | (GenericVmConfigFault & { readonly _type: "GenericVmConfigFault" }) | (InvalidFormat & { readonly _type: "InvalidFormat" }) | (InvalidDiskFormat & { readonly _type: "InvalidDiskFormat" }) | (InvalidVmConfig & { readonly _type: "InvalidVmConfig" }) | (InvalidDeviceSpec & { readonly _type: "InvalidDeviceSpec" }) | (DeviceNotFound & { readonly _type: "DeviceNotFound" }) | (InvalidController & { readonly _type: "InvalidController" }) | (InvalidDeviceBacking & { readonly _type: "InvalidDeviceBacking" }) | (InvalidDeviceOperation & { readonly _type: "InvalidDeviceOperation" }) | (UnsupportedGuest & { readonly _type: "UnsupportedGuest" }) | (RuleViolation & { readonly _type: "RuleViolation" });
  AlreadyExists: AlreadyExists & { readonly _type: "AlreadyExists" };
  ConcurrentAccess: ConcurrentAccess & { readonly _type: "ConcurrentAccess" };
  CustomizationFault: CustomizationFault & { readonly _type: "CustomizationFault" };
  DuplicateName: DuplicateName & { readonly _type: "DuplicateName" };
  FileFault: (FileFault & { readonly _type: "FileFault" }) | (CannotAccessFile & { readonly _type: "CannotAccessFile" }) | (FileAlreadyExists & { readonly _type: "FileAlreadyExists" }) | (FileLocked & { readonly _type: "FileLocked" }) | (FileNotFound & { readonly _type: "FileNotFound" }) | (NoDiskSpace & { readonly _type: "NoDiskSpace" });
  CannotAccessFile: CannotAccessFile & { readonly _type: "CannotAccessFile" };
  FileAlreadyExists: FileAlreadyExists & { readonly _type: "FileAlreadyExists" };
  FileLocked: FileLocked & { readonly _type: "FileLocked" };
  FileNotFound: FileNotFound & { readonly _type: "FileNotFound" };
  NoDiskSpace: NoDiskSpace & { readonly _type: "NoDiskSpace" };
  HostConnectFault: (HostConnectFault & { readonly _type: "HostConnectFault" }) | (NoHost & { readonly _type: "NoHost" }) | (SSLVerifyFault & { readonly _type: "SSLVerifyFault" });
  NoHost: NoHost & { readonly _type: "NoHost" };
  SSLVerifyFault: SSLVerifyFault & { readonly _type: "SSLVerifyFault" };
  HttpFault: HttpFault & { readonly _type: "HttpFault" };
  InsufficientResourcesFault: (InsufficientResourcesFault & { readonly _type: "InsufficientResourcesFault" }) | (InsufficientCpuResourcesFault & { readonly _type: "InsufficientCpuResourcesFault" }) | (InsufficientFailoverResourcesFault & { readonly _type: "InsufficientFailoverResourcesFault" }) | (InsufficientHostCapacityFault & { readonly _type: "InsufficientHostCapacityFault" }) | (InsufficientHostCpuCapacityFault & { readonly _type: "InsufficientHostCpuCapacityFault" }) | (InsufficientHostMemoryCapacityFault & { readonly _type: "InsufficientHostMemoryCapacityFault" }) | (InsufficientMemoryResourcesFault & { readonly _type: "InsufficientMemoryResourcesFault" }) | (InsufficientStorageSpace & { readonly _type: "InsufficientStorageSpace" });
  InsufficientCpuResourcesFault: InsufficientCpuResourcesFault & { readonly _type: "InsufficientCpuResourcesFault" };
  InsufficientFailoverResourcesFault: InsufficientFailoverResourcesFault & { readonly _type: "InsufficientFailoverResourcesFault" };
  InsufficientHostCapacityFault: (InsufficientHostCapacityFault & { readonly _type: "InsufficientHostCapacityFault" }) | (InsufficientHostCpuCapacityFault & { readonly _type: "InsufficientHostCpuCapacityFault" }) | (InsufficientHostMemoryCapacityFault & { readonly _type: "InsufficientHostMemoryCapacityFault" });
  InsufficientHostCpuCapacityFault: InsufficientHostCpuCapacityFault & { readonly _type: "InsufficientHostCpuCapacityFault" };
  InsufficientHostMemoryCapacityFault: InsufficientHostMemoryCapacityFault & { readonly _type: "InsufficientHostMemoryCapacityFault" };
  InsufficientMemoryResourcesFault: InsufficientMemoryResourcesFault & { readonly _type: "InsufficientMemoryResourcesFault" };
  InsufficientStorageSpace: InsufficientStorageSpace & { readonly _type: "InsufficientStorageSpace" };
  InvalidDatastore: (InvalidDatastore & { readonly _type: "InvalidDatastore" }) | (DatastoreNotWritableOnHost & { readonly _type: "DatastoreNotWritableOnHost" }) | (InaccessibleDatastore & { readonly _type: "InaccessibleDatastore" }) | (InvalidDatastorePath & { readonly _type: "InvalidDatastorePath" });
  DatastoreNotWritableOnHost: DatastoreNotWritableOnHost & { readonly _type: "DatastoreNotWritableOnHost" };
  InaccessibleDatastore: InaccessibleDatastore & { readonly _type: "InaccessibleDatastore" };
  InvalidDatastorePath: InvalidDatastorePath & { readonly _type: "InvalidDatastorePath" };
  InvalidFolder: InvalidFolder & { readonly _type: "InvalidFolder" };
  InvalidLocale: InvalidLocale & { readonly _type: "InvalidLocale" };
  InvalidLogin: InvalidLogin & { readonly _type: "InvalidLogin" };
  InvalidName: InvalidName & { readonly _type: "InvalidName" };
  InvalidPrivilege: InvalidPrivilege & { readonly _type: "InvalidPrivilege" };
  InvalidState: (InvalidState & { readonly _type: "InvalidState" }) | (InvalidPowerState & { readonly _type: "InvalidPowerState" }) | (NoActiveHostInCluster & { readonly _type: "NoActiveHostInCluster" });
  InvalidPowerState: InvalidPowerState & { readonly _type: "InvalidPowerState" };
  NoActiveHostInCluster: NoActiveHostInCluster & { readonly _type: "NoActiveHostInCluster" };
  MigrationFault: MigrationFault & { readonly _type: "MigrationFault" };
  NoCompatibleHost: NoCompatibleHost & { readonly _type: "NoCompatibleHost" };
  NotFound: NotFound & { readonly _type: "NotFound" };
  OutOfBounds: OutOfBounds & { readonly _type: "OutOfBounds" };
  OvfFault: (OvfFault & { readonly _type: "OvfFault" }) | (OvfExport & { readonly _type: "OvfExport" }) | (OvfHardwareExport & { readonly _type: "OvfHardwareExport" }) | (OvfImport & { readonly _type: "OvfImport" }) | (OvfNetworkMappingNotSupported & { readonly _type: "OvfNetworkMappingNotSupported" }) | (OvfUnsupportedDiskProvisioning & { readonly _type: "OvfUnsupportedDiskProvisioning" }) | (OvfMissingHardware & { readonly _type: "OvfMissingHardware" }) | (OvfInvalidPackage & { readonly _type: "OvfInvalidPackage" }) | (OvfAttribute & { readonly _type: "OvfAttribute" }) | (OvfInvalidValue & { readonly _type: "OvfInvalidValue" }) | (OvfElement & { readonly _type: "OvfElement" }) | (OvfMissingElement & { readonly _type: "OvfMissingElement" }) | (OvfXmlFormat & { readonly _type: "OvfXmlFormat" }) | (OvfSystemFault & { readonly _type: "OvfSystemFault" }) | (OvfUnsupportedPackage & { readonly _type: "OvfUnsupportedPackage" }) | (OvfInvalidVmName & { readonly _type: "OvfInvalidVmName" }) | (OvfUnsupportedType & { readonly _type: "OvfUnsupportedType" }) | (OvfUnsupportedSubType & { readonly _type: "OvfUnsupportedSubType" }) | (OvfNoHostNic & { readonly _type: "OvfNoHostNic" }) | (OvfNoSupportedHardwareFamily & { readonly _type: "OvfNoSupportedHardwareFamily" }) | (OvfUnsupportedAttribute & { readonly _type: "OvfUnsupportedAttribute" }) | (OvfUnsupportedElement & { readonly _type: "OvfUnsupportedElement" });
  OvfExport: (OvfExport & { readonly _type: "OvfExport" }) | (OvfHardwareExport & { readonly _type: "OvfHardwareExport" });
  OvfHardwareExport: OvfHardwareExport & { readonly _type: "OvfHardwareExport" };
  OvfImport: (OvfImport & { readonly _type: "OvfImport" }) | (OvfNetworkMappingNotSupported & { readonly _type: "OvfNetworkMappingNotSupported" }) | (OvfUnsupportedDiskProvisioning & { readonly _type: "OvfUnsupportedDiskProvisioning" }) | (OvfMissingHardware & { readonly _type: "OvfMissingHardware" });
  OvfNetworkMappingNotSupported: OvfNetworkMappingNotSupported & { readonly _type: "OvfNetworkMappingNotSupported" };
  OvfUnsupportedDiskProvisioning: OvfUnsupportedDiskProvisioning & { readonly _type: "OvfUnsupportedDiskProvisioning" };
  OvfMissingHardware: OvfMissingHardware & { readonly _type: "OvfMissingHardware" };
  OvfInvalidPackage: (OvfInvalidPackage & { readonly _type: "OvfInvalidPackage" }) | (OvfAttribute & { readonly _type: "OvfAttribute" }) | (OvfInvalidValue & { readonly _type: "OvfInvalidValue" }) | (OvfElement & { readonly _type: "OvfElement" }) | (OvfMissingElement & { readonly _type: "OvfMissingElement" }) | (OvfXmlFormat & { readonly _type: "OvfXmlFormat" });
  OvfAttribute: (OvfAttribute & { readonly _type: "OvfAttribute" }) | (OvfInvalidValue & { readonly _type: "OvfInvalidValue" });
  OvfInvalidValue: OvfInvalidValue & { readonly _type: "OvfInvalidValue" };
  OvfElement: (OvfElement & { readonly _type: "OvfElement" }) | (OvfMissingElement & { readonly _type: "OvfMissingElement" });
  OvfMissingElement: OvfMissingElement & { readonly _type: "OvfMissingElement" };
  OvfXmlFormat: OvfXmlFormat & { readonly _type: "OvfXmlFormat" };
  OvfSystemFault: OvfSystemFault & { readonly _type: "OvfSystemFault" };
  OvfUnsupportedPackage: (OvfUnsupportedPackage & { readonly _type: "OvfUnsupportedPackage" }) | (OvfInvalidVmName & { readonly _type: "OvfInvalidVmName" }) | (OvfUnsupportedType & { readonly _type: "OvfUnsupportedType" }) | (OvfUnsupportedSubType & { readonly _type: "OvfUnsupportedSubType" }) | (OvfNoHostNic & { readonly _type: "OvfNoHostNic" }) | (OvfNoSupportedHardwareFamily & { readonly _type: "OvfNoSupportedHardwareFamily" }) | (OvfUnsupportedAttribute & { readonly _type: "OvfUnsupportedAttribute" }) | (OvfUnsupportedElement & { readonly _type: "OvfUnsupportedElement" });
  OvfInvalidVmName: OvfInvalidVmName & { readonly _type: "OvfInvalidVmName" };
  OvfUnsupportedType: OvfUnsupportedType & { readonly _type: "OvfUnsupportedType" };
  OvfUnsupportedSubType: OvfUnsupportedSubType & { readonly _type: "OvfUnsupportedSubType" };
  OvfNoHostNic: OvfNoHostNic & { readonly _type: "OvfNoHostNic" };
  OvfNoSupportedHardwareFamily: OvfNoSupportedHardwareFamily & { readonly _type: "OvfNoSupportedHardwareFamily" };
  OvfUnsupportedAttribute: OvfUnsupportedAttribute & { readonly _type: "OvfUnsupportedAttribute" };
  OvfUnsupportedElement: OvfUnsupportedElement & { readonly _type: "OvfUnsupportedElement" };
  ResourceInUse: ResourceInUse & { readonly _type: "ResourceInUse" };
  SnapshotFault: SnapshotFault & { readonly _type: "SnapshotFault" };
  TaskInProgress: TaskInProgress & { readonly _type: "TaskInProgress" };
  Timedout: Timedout & { readonly _type: "Timedout" };
  ToolsUnavailable: ToolsUnavailable & { readonly _type: "ToolsUnavailable" };
  UserNotFound: UserNotFound & { readonly _type: "UserNotFound" };
  VmConfigFault: (VmConfigFault & { readonly _type: "VmConfigFault" }) | (GenericVmConfigFault & { readonly _type: "GenericVmConfigFault" }) | (InvalidFormat & { readonly _type: "InvalidFormat" }) | (InvalidDiskFormat & { readonly _type: "InvalidDiskFormat" }) | (InvalidVmConfig & { readonly _type: "InvalidVmConfig" }) | (InvalidDeviceSpec & { readonly _type: "InvalidDeviceSpec" }) | (DeviceNotFound & { readonly _type: "DeviceNotFound" }) | (InvalidController & { readonly _type: "InvalidController" }) | (InvalidDeviceBacking & { readonly _type: "InvalidDeviceBacking" }) | (InvalidDeviceOperation & { readonly _type: "InvalidDeviceOperation" }) | (UnsupportedGuest & { readonly _type: "UnsupportedGuest" }) | (RuleViolation & { readonly _type: "RuleViolation" });
  GenericVmConfigFault: GenericVmConfigFault & { readonly _type: "GenericVmConfigFault" };
  InvalidFormat: (InvalidFormat & { readonly _type: "InvalidFormat" }) | (InvalidDiskFormat & { readonly _type: "InvalidDiskFormat" });
  InvalidDiskFormat: InvalidDiskFormat & { readonly _type: "InvalidDiskFormat" };
  InvalidVmConfig: (InvalidVmConfig & { readonly _type: "InvalidVmConfig" }) | (InvalidDeviceSpec & { readonly _type: "InvalidDeviceSpec" }) | (DeviceNotFound & { readonly _type: "DeviceNotFound" }) | (InvalidController & { readonly _type: "InvalidController" }) | (InvalidDeviceBacking & { readonly _type: "InvalidDeviceBacking" }) | (InvalidDeviceOperation & { readonly _type: "InvalidDeviceOperation" }) | (UnsupportedGuest & { readonly _type: "UnsupportedGuest" });
  InvalidDeviceSpec: (InvalidDeviceSpec & { readonly _type: "InvalidDeviceSpec" }) | (DeviceNotFound & { readonly _type: "DeviceNotFound" }) | (InvalidController & { readonly _type: "InvalidController" }) | (InvalidDeviceBacking & { readonly _type: "InvalidDeviceBacking" }) | (InvalidDeviceOperation & { readonly _type: "InvalidDeviceOperation" });
  DeviceNotFound: DeviceNotFound & { readonly _type: "DeviceNotFound" };
  InvalidController: InvalidController & { readonly _type: "InvalidController" };
  InvalidDeviceBacking: InvalidDeviceBacking & { readonly _type: "InvalidDeviceBacking" };
  InvalidDeviceOperation: InvalidDeviceOperation & { readonly _type: "InvalidDeviceOperation" };
  UnsupportedGuest: UnsupportedGuest & { readonly _type: "UnsupportedGuest" };
  RuleViolation: RuleViolation & { readonly _type: "RuleViolation" };
}

export interface Subtypes {
  DynamicData: "DynamicData";
  ArrayUpdateSpec: "ArrayUpdateSpec" | "VirtualMachineCpuIdInfoSpec" | "VAppProductSpec" | "VAppPropertySpec" | "VAppOvfSectionSpec" | "TagSpec";
  Description: "Description" | "ElementDescription" | "ExtendedElementDescription" | "TypeDescription";
  ElementDescription: "ElementDescription" | "ExtendedElementDescription";
  ExtendedElementDescription: "ExtendedElementDescription";
  KeyAnyValue: "KeyAnyValue";
  TypeDescription: "TypeDescription";
  EnumDescription: "EnumDescription";
  KeyValue: "KeyValue";
  LocalizableMessage: "LocalizableMessage";
  OptionType: "OptionType" | "ChoiceOption";
  OptionValue: "OptionValue";
  ResourceAllocationInfo: "ResourceAllocationInfo";
  SharesInfo: "SharesInfo";
  Tag: "Tag";
  ServiceContent: "ServiceContent";
  AboutInfo: "AboutInfo";
  AuthorizationDescription: "AuthorizationDescription";
  AuthorizationPrivilege: "AuthorizationPrivilege";
  AuthorizationRole: "AuthorizationRole";
  Capability: "Capability";
  CustomFieldDef: "CustomFieldDef";
  PrivilegePolicyDef: "PrivilegePolicyDef";
  CustomFieldValue: "CustomFieldValue" | "CustomFieldStringValue";
  CustomFieldStringValue: "CustomFieldStringValue";
  EntityPrivilege: "EntityPrivilege";
  PrivilegeAvailability: "PrivilegeAvailability";
  Permission: "Permission";
  SessionManagerGenericServiceTicket: "SessionManagerGenericServiceTicket";
  SessionManagerServiceRequestSpec: "SessionManagerServiceRequestSpec" | "SessionManagerHttpServiceRequestSpec";
  SessionManagerHttpServiceRequestSpec: "SessionManagerHttpServiceRequestSpec";
  UserPrivilegeResult: "UserPrivilegeResult";
  UserSession: "UserSession";
  PropertyFilterSpec: "PropertyFilterSpec";
  PropertySpec: "PropertySpec";
  ObjectSpec: "ObjectSpec";
  SelectionSpec: "SelectionSpec" | "TraversalSpec";
  TraversalSpec: "TraversalSpec";
  RetrieveOptions: "RetrieveOptions";
  RetrieveResult: "RetrieveResult";
  ObjectContent: "ObjectContent";
  DynamicProperty: "DynamicProperty";
  MissingProperty: "MissingProperty";
  WaitOptions: "WaitOptions";
  UpdateSet: "UpdateSet";
  PropertyFilterUpdate: "PropertyFilterUpdate";
  ObjectUpdate: "ObjectUpdate";
  PropertyChange: "PropertyChange";
  MissingObject: "MissingObject";
  TaskInfo: "TaskInfo";
  TaskReason: "TaskReason" | "TaskReasonAlarm" | "TaskReasonSchedule" | "TaskReasonSystem" | "TaskReasonUser";
  TaskReasonAlarm: "TaskReasonAlarm";
  TaskReasonSchedule: "TaskReasonSchedule";
  TaskReasonSystem: "TaskReasonSystem";
  TaskReasonUser: "TaskReasonUser";
  TaskDescription: "TaskDescription";
  TaskFilterSpec: "TaskFilterSpec";
  TaskFilterSpecByEntity: "TaskFilterSpecByEntity";
  TaskFilterSpecByTime: "TaskFilterSpecByTime";
  TaskFilterSpecByUsername: "TaskFilterSpecByUsername";
  Event: "Event" | "EventEx" | "GeneralEvent" | "ExtendedEvent" | "GeneralUserEvent" | "SessionEvent" | "BadUsernameSessionEvent" | "UserLoginSessionEvent" | "UserLogoutSessionEvent" | "TaskEvent" | "VmEvent" | "NotEnoughResourcesToStartVmEvent" | "VmBeingCreatedEvent" | "VmBeingDeployedEvent" | "VmCloneEvent" | "VmBeingClonedEvent" | "VmCloneFailedEvent" | "VmClonedEvent" | "VmCreatedEvent" | "VmDeployFailedEvent" | "VmDeployedEvent" | "VmFailedToPowerOffEvent" | "VmFailedToPowerOnEvent" | "VmGuestRebootEvent" | "VmGuestShutdownEvent" | "VmInstanceUuidAssignedEvent" | "VmMacAssignedEvent" | "VmMessageErrorEvent" | "VmMessageEvent" | "VmMessageWarningEvent" | "VmPoweredOffEvent" | "VmPoweredOnEvent" | "DrsVmPoweredOnEvent" | "VmReconfiguredEvent" | "VmRegisteredEvent" | "VmRemovedEvent" | "VmRenamedEvent" | "VmResettingEvent" | "VmStartingEvent" | "VmStoppingEvent" | "VmSuspendedEvent" | "VmUuidAssignedEvent";
  EventArgument: "EventArgument" | "EntityEventArgument" | "ComputeResourceEventArgument" | "DatacenterEventArgument" | "DatastoreEventArgument" | "DvsEventArgument" | "FolderEventArgument" | "HostEventArgument" | "ManagedEntityEventArgument" | "NetworkEventArgument" | "ResourcePoolEventArgument" | "VmEventArgument";
  EntityEventArgument: "EntityEventArgument" | "ComputeResourceEventArgument" | "DatacenterEventArgument" | "DatastoreEventArgument" | "DvsEventArgument" | "FolderEventArgument" | "HostEventArgument" | "ManagedEntityEventArgument" | "NetworkEventArgument" | "ResourcePoolEventArgument" | "VmEventArgument";
  ComputeResourceEventArgument: "ComputeResourceEventArgument";
  DatacenterEventArgument: "DatacenterEventArgument";
  DatastoreEventArgument: "DatastoreEventArgument";
  DvsEventArgument: "DvsEventArgument";
  FolderEventArgument: "FolderEventArgument";
  HostEventArgument: "HostEventArgument";
  ManagedEntityEventArgument: "ManagedEntityEventArgument";
  NetworkEventArgument: "NetworkEventArgument";
  ResourcePoolEventArgument: "ResourcePoolEventArgument";
  VmEventArgument: "VmEventArgument";
  EventEx: "EventEx";
  GeneralEvent: "GeneralEvent" | "ExtendedEvent" | "GeneralUserEvent";
  ExtendedEvent: "ExtendedEvent";
  ExtendedEventPair: "ExtendedEventPair";
  GeneralUserEvent: "GeneralUserEvent";
  SessionEvent: "SessionEvent" | "BadUsernameSessionEvent" | "UserLoginSessionEvent" | "UserLogoutSessionEvent";
  BadUsernameSessionEvent: "BadUsernameSessionEvent";
  UserLoginSessionEvent: "UserLoginSessionEvent";
  UserLogoutSessionEvent: "UserLogoutSessionEvent";
  TaskEvent: "TaskEvent";
  VmEvent: "VmEvent" | "NotEnoughResourcesToStartVmEvent" | "VmBeingCreatedEvent" | "VmBeingDeployedEvent" | "VmCloneEvent" | "VmBeingClonedEvent" | "VmCloneFailedEvent" | "VmClonedEvent" | "VmCreatedEvent" | "VmDeployFailedEvent" | "VmDeployedEvent" | "VmFailedToPowerOffEvent" | "VmFailedToPowerOnEvent" | "VmGuestRebootEvent" | "VmGuestShutdownEvent" | "VmInstanceUuidAssignedEvent" | "VmMacAssignedEvent" | "VmMessageErrorEvent" | "VmMessageEvent" | "VmMessageWarningEvent" | "VmPoweredOffEvent" | "VmPoweredOnEvent" | "DrsVmPoweredOnEvent" | "VmReconfiguredEvent" | "VmRegisteredEvent" | "VmRemovedEvent" | "VmRenamedEvent" | "VmResettingEvent" | "VmStartingEvent" | "VmStoppingEvent" | "VmSuspendedEvent" | "VmUuidAssignedEvent";
  NotEnoughResourcesToStartVmEvent: "NotEnoughResourcesToStartVmEvent";
  VmBeingCreatedEvent: "VmBeingCreatedEvent";
  VmBeingDeployedEvent: "VmBeingDeployedEvent";
  VmCloneEvent: "VmCloneEvent" | "VmBeingClonedEvent" | "VmCloneFailedEvent" | "VmClonedEvent";
  VmBeingClonedEvent: "VmBeingClonedEvent";
  VmCloneFailedEvent: "VmCloneFailedEvent";
  VmClonedEvent: "VmClonedEvent";
  VmCreatedEvent: "VmCreatedEvent";
  VmDeployFailedEvent: "VmDeployFailedEvent";
  VmDeployedEvent: "VmDeployedEvent";
  VmFailedToPowerOffEvent: "VmFailedToPowerOffEvent";
  VmFailedToPowerOnEvent: "VmFailedToPowerOnEvent";
  VmGuestRebootEvent: "VmGuestRebootEvent";
  VmGuestShutdownEvent: "VmGuestShutdownEvent";
  VmInstanceUuidAssignedEvent: "VmInstanceUuidAssignedEvent";
  VmMacAssignedEvent: "VmMacAssignedEvent";
  VmMessageErrorEvent: "VmMessageErrorEvent";
  VmMessageEvent: "VmMessageEvent";
  VmMessageWarningEvent: "VmMessageWarningEvent";
  VmPoweredOffEvent: "VmPoweredOffEvent";
  VmPoweredOnEvent: "VmPoweredOnEvent" | "DrsVmPoweredOnEvent";
  DrsVmPoweredOnEvent: "DrsVmPoweredOnEvent";
  VmReconfiguredEvent: "VmReconfiguredEvent";
  ChangesInfoEventArgument: "ChangesInfoEventArgument";
  VmRegisteredEvent: "VmRegisteredEvent";
  VmRemovedEvent: "VmRemovedEvent";
  VmRenamedEvent: "VmRenamedEvent";
  VmResettingEvent: "VmResettingEvent";
  VmStartingEvent: "VmStartingEvent";
  VmStoppingEvent: "VmStoppingEvent";
  VmSuspendedEvent: "VmSuspendedEvent";
  VmUuidAssignedEvent: "VmUuidAssignedEvent";
  EventDescription: "EventDescription";
  EventDescriptionEventDetail: "EventDescriptionEventDetail";
  EventFilterSpec: "EventFilterSpec";
  EventFilterSpecByEntity: "EventFilterSpecByEntity";
  EventFilterSpecByTime: "EventFilterSpecByTime";
  EventFilterSpecByUsername: "EventFilterSpecByUsername";
  EventManagerEventViewSpec: "EventManagerEventViewSpec";
  HostListSummary: "HostListSummary";
  HostHardwareSummary: "HostHardwareSummary";
  HostSystemIdentificationInfo: "HostSystemIdentificationInfo";
  HostRuntimeInfo: "HostRuntimeInfo";
  ClusterDasFdmHostState: "ClusterDasFdmHostState";
  HostConfigSummary: "HostConfigSummary";
  HostListSummaryQuickStats: "HostListSummaryQuickStats";
  ComputeResourceSummary: "ComputeResourceSummary" | "ClusterComputeResourceSummary";
  ClusterComputeResourceSummary: "ClusterComputeResourceSummary";
  ClusterUsageSummary: "ClusterUsageSummary";
  ComputeResourceConfigInfo: "ComputeResourceConfigInfo" | "ClusterConfigInfoEx";
  ClusterConfigInfoEx: "ClusterConfigInfoEx";
  ClusterDasConfigInfo: "ClusterDasConfigInfo";
  ClusterDrsConfigInfo: "ClusterDrsConfigInfo";
  ClusterRuleInfo: "ClusterRuleInfo";
  VsanClusterCoreConfig: "VsanClusterCoreConfig";
  DVPortgroupConfigInfo: "DVPortgroupConfigInfo";
  DVPortgroupPolicy: "DVPortgroupPolicy";
  DistributedVirtualSwitchKeyedOpaqueBlob: "DistributedVirtualSwitchKeyedOpaqueBlob";
  DVSSummary: "DVSSummary";
  DistributedVirtualSwitchProductSpec: "DistributedVirtualSwitchProductSpec";
  DVSContactInfo: "DVSContactInfo";
  DatacenterConfigInfo: "DatacenterConfigInfo";
  HostCapability: "HostCapability";
  HostConfigManager: "HostConfigManager";
  NetworkSummary: "NetworkSummary" | "OpaqueNetworkSummary";
  OpaqueNetworkSummary: "OpaqueNetworkSummary";
  OpaqueNetworkCapability: "OpaqueNetworkCapability";
  ResourcePoolSummary: "ResourcePoolSummary";
  ResourceConfigSpec: "ResourceConfigSpec";
  ResourcePoolRuntimeInfo: "ResourcePoolRuntimeInfo";
  ResourcePoolResourceUsage: "ResourcePoolResourceUsage";
  ResourcePoolVmResourceProfileUsage: "ResourcePoolVmResourceProfileUsage";
  ResourcePoolQuickStats: "ResourcePoolQuickStats";
  DatastoreSummary: "DatastoreSummary";
  DatastoreInfo: "DatastoreInfo" | "LocalDatastoreInfo" | "NasDatastoreInfo" | "VmfsDatastoreInfo" | "VsanDatastoreInfo";
  LocalDatastoreInfo: "LocalDatastoreInfo";
  NasDatastoreInfo: "NasDatastoreInfo";
  VmfsDatastoreInfo: "VmfsDatastoreInfo";
  VsanDatastoreInfo: "VsanDatastoreInfo";
  HostDatastoreBrowserSearchSpec: "HostDatastoreBrowserSearchSpec";
  FileQuery: "FileQuery" | "FloppyImageFileQuery" | "FolderFileQuery" | "IsoImageFileQuery" | "VmConfigFileQuery" | "TemplateConfigFileQuery" | "VmDiskFileQuery" | "VmLogFileQuery" | "VmNvramFileQuery" | "VmSnapshotFileQuery";
  FloppyImageFileQuery: "FloppyImageFileQuery";
  FolderFileQuery: "FolderFileQuery";
  IsoImageFileQuery: "IsoImageFileQuery";
  VmConfigFileQuery: "VmConfigFileQuery" | "TemplateConfigFileQuery";
  VmConfigFileQueryFilter: "VmConfigFileQueryFilter";
  VmConfigFileQueryFlags: "VmConfigFileQueryFlags";
  TemplateConfigFileQuery: "TemplateConfigFileQuery";
  VmDiskFileQuery: "VmDiskFileQuery";
  VmDiskFileQueryFilter: "VmDiskFileQueryFilter";
  VmDiskFileQueryFlags: "VmDiskFileQueryFlags";
  VmLogFileQuery: "VmLogFileQuery";
  VmNvramFileQuery: "VmNvramFileQuery";
  VmSnapshotFileQuery: "VmSnapshotFileQuery";
  FileQueryFlags: "FileQueryFlags";
  DatastoreCapability: "DatastoreCapability";
  DatastoreHostMount: "DatastoreHostMount";
  HostMountInfo: "HostMountInfo";
  HostDatastoreBrowserSearchResults: "HostDatastoreBrowserSearchResults";
  FileInfo: "FileInfo" | "FloppyImageFileInfo" | "FolderFileInfo" | "IsoImageFileInfo" | "VmConfigFileInfo" | "TemplateConfigFileInfo" | "VmDiskFileInfo" | "VmLogFileInfo" | "VmNvramFileInfo" | "VmSnapshotFileInfo";
  FloppyImageFileInfo: "FloppyImageFileInfo";
  FolderFileInfo: "FolderFileInfo";
  IsoImageFileInfo: "IsoImageFileInfo";
  VmConfigFileInfo: "VmConfigFileInfo" | "TemplateConfigFileInfo";
  VmConfigFileEncryptionInfo: "VmConfigFileEncryptionInfo";
  TemplateConfigFileInfo: "TemplateConfigFileInfo";
  VmDiskFileInfo: "VmDiskFileInfo";
  VmDiskFileEncryptionInfo: "VmDiskFileEncryptionInfo";
  VmLogFileInfo: "VmLogFileInfo";
  VmNvramFileInfo: "VmNvramFileInfo";
  VmSnapshotFileInfo: "VmSnapshotFileInfo";
  StoragePodSummary: "StoragePodSummary";
  VirtualDiskSpec: "VirtualDiskSpec" | "FileBackedVirtualDiskSpec";
  FileBackedVirtualDiskSpec: "FileBackedVirtualDiskSpec";
  VirtualMachineSummary: "VirtualMachineSummary";
  VirtualMachineRuntimeInfo: "VirtualMachineRuntimeInfo";
  VirtualMachineDeviceRuntimeInfo: "VirtualMachineDeviceRuntimeInfo";
  VirtualMachineDeviceRuntimeInfoDeviceRuntimeState: "VirtualMachineDeviceRuntimeInfoDeviceRuntimeState" | "VirtualMachineDeviceRuntimeInfoVirtualEthernetCardRuntimeState";
  VirtualMachineDeviceRuntimeInfoVirtualEthernetCardRuntimeState: "VirtualMachineDeviceRuntimeInfoVirtualEthernetCardRuntimeState";
  VirtualMachineFeatureRequirement: "VirtualMachineFeatureRequirement";
  VirtualMachineRuntimeInfoDasProtectionState: "VirtualMachineRuntimeInfoDasProtectionState";
  VirtualMachineQuestionInfo: "VirtualMachineQuestionInfo";
  ChoiceOption: "ChoiceOption";
  VirtualMachineMessage: "VirtualMachineMessage";
  HostFeatureMask: "HostFeatureMask";
  VirtualMachineGuestSummary: "VirtualMachineGuestSummary";
  VirtualMachineConfigSummary: "VirtualMachineConfigSummary";
  VirtualMachineStorageSummary: "VirtualMachineStorageSummary";
  VirtualMachineQuickStats: "VirtualMachineQuickStats";
  VirtualMachineQuickStatsMemoryTierStats: "VirtualMachineQuickStatsMemoryTierStats";
  UsbScanCodeSpec: "UsbScanCodeSpec";
  UsbScanCodeSpecKeyEvent: "UsbScanCodeSpecKeyEvent";
  UsbScanCodeSpecModifierType: "UsbScanCodeSpecModifierType";
  VirtualMachineCapability: "VirtualMachineCapability";
  VirtualMachineFileLayout: "VirtualMachineFileLayout";
  VirtualMachineFileLayoutDiskLayout: "VirtualMachineFileLayoutDiskLayout";
  VirtualMachineFileLayoutSnapshotLayout: "VirtualMachineFileLayoutSnapshotLayout";
  VirtualMachineFileLayoutEx: "VirtualMachineFileLayoutEx";
  VirtualMachineFileLayoutExFileInfo: "VirtualMachineFileLayoutExFileInfo";
  VirtualMachineFileLayoutExDiskLayout: "VirtualMachineFileLayoutExDiskLayout";
  VirtualMachineFileLayoutExDiskUnit: "VirtualMachineFileLayoutExDiskUnit";
  VirtualMachineFileLayoutExSnapshotLayout: "VirtualMachineFileLayoutExSnapshotLayout";
  VirtualMachineSnapshotInfo: "VirtualMachineSnapshotInfo";
  VirtualMachineSnapshotTree: "VirtualMachineSnapshotTree";
  VirtualMachineStorageInfo: "VirtualMachineStorageInfo";
  VirtualMachineUsageOnDatastore: "VirtualMachineUsageOnDatastore";
  VirtualMachineTicket: "VirtualMachineTicket";
  VirtualMachineCertThumbprint: "VirtualMachineCertThumbprint";
  VirtualMachineConfigSpec: "VirtualMachineConfigSpec";
  VirtualMachineFileInfo: "VirtualMachineFileInfo";
  ToolsConfigInfo: "ToolsConfigInfo";
  ToolsConfigInfoToolsLastInstallInfo: "ToolsConfigInfoToolsLastInstallInfo";
  VirtualMachineFlagInfo: "VirtualMachineFlagInfo";
  VirtualMachineConsolePreferences: "VirtualMachineConsolePreferences";
  VirtualMachineDefaultPowerOpInfo: "VirtualMachineDefaultPowerOpInfo";
  VirtualMachineVcpuConfig: "VirtualMachineVcpuConfig";
  LatencySensitivity: "LatencySensitivity";
  VirtualMachineAffinityInfo: "VirtualMachineAffinityInfo";
  VirtualMachineNetworkShaperInfo: "VirtualMachineNetworkShaperInfo";
  VirtualMachineCpuIdInfoSpec: "VirtualMachineCpuIdInfoSpec";
  HostCpuIdInfo: "HostCpuIdInfo";
  VirtualMachineBootOptions: "VirtualMachineBootOptions";
  VirtualMachineBootOptionsBootableDevice: "VirtualMachineBootOptionsBootableDevice" | "VirtualMachineBootOptionsBootableCdromDevice" | "VirtualMachineBootOptionsBootableDiskDevice" | "VirtualMachineBootOptionsBootableEthernetDevice" | "VirtualMachineBootOptionsBootableFloppyDevice";
  VirtualMachineBootOptionsBootableCdromDevice: "VirtualMachineBootOptionsBootableCdromDevice";
  VirtualMachineBootOptionsBootableDiskDevice: "VirtualMachineBootOptionsBootableDiskDevice";
  VirtualMachineBootOptionsBootableEthernetDevice: "VirtualMachineBootOptionsBootableEthernetDevice";
  VirtualMachineBootOptionsBootableFloppyDevice: "VirtualMachineBootOptionsBootableFloppyDevice";
  ManagedByInfo: "ManagedByInfo";
  VirtualMachineProfileSpec: "VirtualMachineProfileSpec" | "VirtualMachineDefaultProfileSpec" | "VirtualMachineDefinedProfileSpec" | "VirtualMachineEmptyProfileSpec";
  VirtualMachineDefaultProfileSpec: "VirtualMachineDefaultProfileSpec";
  VirtualMachineDefinedProfileSpec: "VirtualMachineDefinedProfileSpec";
  ReplicationSpec: "ReplicationSpec";
  ReplicationGroupId: "ReplicationGroupId";
  FaultDomainId: "FaultDomainId";
  DeviceGroupId: "DeviceGroupId";
  VirtualMachineProfileRawData: "VirtualMachineProfileRawData";
  VirtualMachineEmptyProfileSpec: "VirtualMachineEmptyProfileSpec";
  VirtualMachineSgxInfo: "VirtualMachineSgxInfo";
  VirtualMachineGuestMonitoringModeInfo: "VirtualMachineGuestMonitoringModeInfo";
  VirtualMachineVirtualNuma: "VirtualMachineVirtualNuma";
  VirtualMachineVirtualDeviceSwap: "VirtualMachineVirtualDeviceSwap";
  VirtualMachineVirtualDeviceSwapDeviceSwapInfo: "VirtualMachineVirtualDeviceSwapDeviceSwapInfo";
  VirtualMachineVirtualPMem: "VirtualMachineVirtualPMem";
  VirtualMachineConfigInfo: "VirtualMachineConfigInfo";
  VirtualMachineConfigInfoDatastoreUrlPair: "VirtualMachineConfigInfoDatastoreUrlPair";
  VirtualMachineConfigInfoOverheadInfo: "VirtualMachineConfigInfoOverheadInfo";
  VirtualMachineContentLibraryItemInfo: "VirtualMachineContentLibraryItemInfo";
  VirtualMachineVirtualNumaInfo: "VirtualMachineVirtualNumaInfo";
  VirtualHardware: "VirtualHardware";
  VirtualDevice: "VirtualDevice" | "VirtualCdrom" | "VirtualController" | "VirtualIDEController" | "VirtualNVMEController" | "VirtualPCIController" | "VirtualPS2Controller" | "VirtualSATAController" | "VirtualAHCIController" | "VirtualSCSIController" | "ParaVirtualSCSIController" | "VirtualBusLogicController" | "VirtualLsiLogicController" | "VirtualLsiLogicSASController" | "VirtualSIOController" | "VirtualUSBController" | "VirtualUSBXHCIController" | "VirtualDisk" | "VirtualEthernetCard" | "VirtualE1000" | "VirtualE1000e" | "VirtualPCNet32" | "VirtualVmxnet" | "VirtualVmxnet2" | "VirtualVmxnet3" | "VirtualFloppy" | "VirtualKeyboard" | "VirtualMachineVMCIDevice" | "VirtualMachineVideoCard" | "VirtualPointingDevice" | "VirtualSerialPort" | "VirtualTPM" | "VirtualUSB";
  VirtualDeviceConnectInfo: "VirtualDeviceConnectInfo";
  VirtualDeviceBusSlotInfo: "VirtualDeviceBusSlotInfo" | "VirtualDevicePciBusSlotInfo" | "VirtualUSBControllerPciBusSlotInfo";
  VirtualDevicePciBusSlotInfo: "VirtualDevicePciBusSlotInfo" | "VirtualUSBControllerPciBusSlotInfo";
  VirtualUSBControllerPciBusSlotInfo: "VirtualUSBControllerPciBusSlotInfo";
  VirtualDeviceDeviceGroupInfo: "VirtualDeviceDeviceGroupInfo";
  VirtualCdrom: "VirtualCdrom";
  VirtualController: "VirtualController" | "VirtualIDEController" | "VirtualNVMEController" | "VirtualPCIController" | "VirtualPS2Controller" | "VirtualSATAController" | "VirtualAHCIController" | "VirtualSCSIController" | "ParaVirtualSCSIController" | "VirtualBusLogicController" | "VirtualLsiLogicController" | "VirtualLsiLogicSASController" | "VirtualSIOController" | "VirtualUSBController" | "VirtualUSBXHCIController";
  VirtualIDEController: "VirtualIDEController";
  VirtualNVMEController: "VirtualNVMEController";
  VirtualPCIController: "VirtualPCIController";
  VirtualPS2Controller: "VirtualPS2Controller";
  VirtualSATAController: "VirtualSATAController" | "VirtualAHCIController";
  VirtualAHCIController: "VirtualAHCIController";
  VirtualSCSIController: "VirtualSCSIController" | "ParaVirtualSCSIController" | "VirtualBusLogicController" | "VirtualLsiLogicController" | "VirtualLsiLogicSASController";
  ParaVirtualSCSIController: "ParaVirtualSCSIController";
  VirtualBusLogicController: "VirtualBusLogicController";
  VirtualLsiLogicController: "VirtualLsiLogicController";
  VirtualLsiLogicSASController: "VirtualLsiLogicSASController";
  VirtualSIOController: "VirtualSIOController";
  VirtualUSBController: "VirtualUSBController";
  VirtualUSBXHCIController: "VirtualUSBXHCIController";
  VirtualDisk: "VirtualDisk";
  StorageIOAllocationInfo: "StorageIOAllocationInfo";
  VirtualDiskVFlashCacheConfigInfo: "VirtualDiskVFlashCacheConfigInfo";
  ID: "ID";
  VirtualEthernetCard: "VirtualEthernetCard" | "VirtualE1000" | "VirtualE1000e" | "VirtualPCNet32" | "VirtualVmxnet" | "VirtualVmxnet2" | "VirtualVmxnet3";
  VirtualEthernetCardResourceAllocation: "VirtualEthernetCardResourceAllocation";
  VirtualE1000: "VirtualE1000";
  VirtualE1000e: "VirtualE1000e";
  VirtualPCNet32: "VirtualPCNet32";
  VirtualVmxnet: "VirtualVmxnet" | "VirtualVmxnet2" | "VirtualVmxnet3";
  VirtualVmxnet2: "VirtualVmxnet2";
  VirtualVmxnet3: "VirtualVmxnet3";
  VirtualVmxnet3StrictLatencyConfig: "VirtualVmxnet3StrictLatencyConfig";
  VirtualFloppy: "VirtualFloppy";
  VirtualKeyboard: "VirtualKeyboard";
  VirtualMachineVMCIDevice: "VirtualMachineVMCIDevice";
  VirtualMachineVMCIDeviceFilterInfo: "VirtualMachineVMCIDeviceFilterInfo";
  VirtualMachineVMCIDeviceFilterSpec: "VirtualMachineVMCIDeviceFilterSpec";
  VirtualMachineVideoCard: "VirtualMachineVideoCard";
  VirtualPointingDevice: "VirtualPointingDevice";
  VirtualSerialPort: "VirtualSerialPort";
  VirtualTPM: "VirtualTPM";
  VirtualUSB: "VirtualUSB";
  VirtualDeviceConfigSpec: "VirtualDeviceConfigSpec" | "VirtualDiskConfigSpec";
  VirtualDeviceConfigSpecBackingSpec: "VirtualDeviceConfigSpecBackingSpec";
  VirtualDiskConfigSpec: "VirtualDiskConfigSpec";
  VirtualDeviceBackingInfo: "VirtualDeviceBackingInfo" | "VirtualDeviceDeviceBackingInfo" | "VirtualCdromAtapiBackingInfo" | "VirtualCdromPassthroughBackingInfo" | "VirtualEthernetCardLegacyNetworkBackingInfo" | "VirtualEthernetCardNetworkBackingInfo" | "VirtualFloppyDeviceBackingInfo" | "VirtualPointingDeviceDeviceBackingInfo" | "VirtualSerialPortDeviceBackingInfo" | "VirtualUSBRemoteHostBackingInfo" | "VirtualUSBUSBBackingInfo" | "VirtualDeviceFileBackingInfo" | "VirtualCdromIsoBackingInfo" | "VirtualDiskFlatVer1BackingInfo" | "VirtualDiskFlatVer2BackingInfo" | "VirtualDiskRawDiskMappingVer1BackingInfo" | "VirtualDiskSeSparseBackingInfo" | "VirtualDiskSparseVer1BackingInfo" | "VirtualDiskSparseVer2BackingInfo" | "VirtualFloppyImageBackingInfo" | "VirtualSerialPortFileBackingInfo" | "VirtualDevicePipeBackingInfo" | "VirtualSerialPortPipeBackingInfo" | "VirtualDeviceRemoteDeviceBackingInfo" | "VirtualCdromRemoteAtapiBackingInfo" | "VirtualCdromRemotePassthroughBackingInfo" | "VirtualFloppyRemoteDeviceBackingInfo" | "VirtualUSBRemoteClientBackingInfo" | "VirtualDeviceURIBackingInfo" | "VirtualSerialPortURIBackingInfo" | "VirtualEthernetCardDistributedVirtualPortBackingInfo" | "VirtualEthernetCardOpaqueNetworkBackingInfo" | "VirtualSerialPortThinPrintBackingInfo";
  VirtualDeviceDeviceBackingInfo: "VirtualDeviceDeviceBackingInfo" | "VirtualCdromAtapiBackingInfo" | "VirtualCdromPassthroughBackingInfo" | "VirtualEthernetCardLegacyNetworkBackingInfo" | "VirtualEthernetCardNetworkBackingInfo" | "VirtualFloppyDeviceBackingInfo" | "VirtualPointingDeviceDeviceBackingInfo" | "VirtualSerialPortDeviceBackingInfo" | "VirtualUSBRemoteHostBackingInfo" | "VirtualUSBUSBBackingInfo";
  VirtualCdromAtapiBackingInfo: "VirtualCdromAtapiBackingInfo";
  VirtualCdromPassthroughBackingInfo: "VirtualCdromPassthroughBackingInfo";
  VirtualEthernetCardLegacyNetworkBackingInfo: "VirtualEthernetCardLegacyNetworkBackingInfo";
  VirtualEthernetCardNetworkBackingInfo: "VirtualEthernetCardNetworkBackingInfo";
  VirtualFloppyDeviceBackingInfo: "VirtualFloppyDeviceBackingInfo";
  VirtualPointingDeviceDeviceBackingInfo: "VirtualPointingDeviceDeviceBackingInfo";
  VirtualSerialPortDeviceBackingInfo: "VirtualSerialPortDeviceBackingInfo";
  VirtualUSBRemoteHostBackingInfo: "VirtualUSBRemoteHostBackingInfo";
  VirtualUSBUSBBackingInfo: "VirtualUSBUSBBackingInfo";
  VirtualDeviceFileBackingInfo: "VirtualDeviceFileBackingInfo" | "VirtualCdromIsoBackingInfo" | "VirtualDiskFlatVer1BackingInfo" | "VirtualDiskFlatVer2BackingInfo" | "VirtualDiskRawDiskMappingVer1BackingInfo" | "VirtualDiskSeSparseBackingInfo" | "VirtualDiskSparseVer1BackingInfo" | "VirtualDiskSparseVer2BackingInfo" | "VirtualFloppyImageBackingInfo" | "VirtualSerialPortFileBackingInfo";
  VirtualCdromIsoBackingInfo: "VirtualCdromIsoBackingInfo";
  VirtualDiskFlatVer1BackingInfo: "VirtualDiskFlatVer1BackingInfo";
  VirtualDiskFlatVer2BackingInfo: "VirtualDiskFlatVer2BackingInfo";
  VirtualDiskRawDiskMappingVer1BackingInfo: "VirtualDiskRawDiskMappingVer1BackingInfo";
  VirtualDiskSeSparseBackingInfo: "VirtualDiskSeSparseBackingInfo";
  VirtualDiskSparseVer1BackingInfo: "VirtualDiskSparseVer1BackingInfo";
  VirtualDiskSparseVer2BackingInfo: "VirtualDiskSparseVer2BackingInfo";
  VirtualFloppyImageBackingInfo: "VirtualFloppyImageBackingInfo";
  VirtualSerialPortFileBackingInfo: "VirtualSerialPortFileBackingInfo";
  VirtualDevicePipeBackingInfo: "VirtualDevicePipeBackingInfo" | "VirtualSerialPortPipeBackingInfo";
  VirtualSerialPortPipeBackingInfo: "VirtualSerialPortPipeBackingInfo";
  VirtualDeviceRemoteDeviceBackingInfo: "VirtualDeviceRemoteDeviceBackingInfo" | "VirtualCdromRemoteAtapiBackingInfo" | "VirtualCdromRemotePassthroughBackingInfo" | "VirtualFloppyRemoteDeviceBackingInfo" | "VirtualUSBRemoteClientBackingInfo";
  VirtualCdromRemoteAtapiBackingInfo: "VirtualCdromRemoteAtapiBackingInfo";
  VirtualCdromRemotePassthroughBackingInfo: "VirtualCdromRemotePassthroughBackingInfo";
  VirtualFloppyRemoteDeviceBackingInfo: "VirtualFloppyRemoteDeviceBackingInfo";
  VirtualUSBRemoteClientBackingInfo: "VirtualUSBRemoteClientBackingInfo";
  VirtualDeviceURIBackingInfo: "VirtualDeviceURIBackingInfo" | "VirtualSerialPortURIBackingInfo";
  VirtualSerialPortURIBackingInfo: "VirtualSerialPortURIBackingInfo";
  VirtualEthernetCardDistributedVirtualPortBackingInfo: "VirtualEthernetCardDistributedVirtualPortBackingInfo";
  DistributedVirtualSwitchPortConnection: "DistributedVirtualSwitchPortConnection";
  VirtualEthernetCardOpaqueNetworkBackingInfo: "VirtualEthernetCardOpaqueNetworkBackingInfo";
  VirtualSerialPortThinPrintBackingInfo: "VirtualSerialPortThinPrintBackingInfo";
  VmConfigInfo: "VmConfigInfo";
  VAppProductInfo: "VAppProductInfo";
  VAppPropertyInfo: "VAppPropertyInfo";
  VAppIPAssignmentInfo: "VAppIPAssignmentInfo";
  VAppOvfSectionInfo: "VAppOvfSectionInfo";
  VmConfigSpec: "VmConfigSpec" | "VAppConfigSpec";
  VAppProductSpec: "VAppProductSpec";
  VAppPropertySpec: "VAppPropertySpec";
  VAppOvfSectionSpec: "VAppOvfSectionSpec";
  VAppConfigSpec: "VAppConfigSpec";
  VAppEntityConfigInfo: "VAppEntityConfigInfo";
  GuestInfo: "GuestInfo";
  GuestNicInfo: "GuestNicInfo";
  NetDnsConfigInfo: "NetDnsConfigInfo";
  NetIpConfigInfo: "NetIpConfigInfo";
  NetIpConfigInfoIpAddress: "NetIpConfigInfoIpAddress";
  NetDhcpConfigInfo: "NetDhcpConfigInfo";
  NetDhcpConfigInfoDhcpOptions: "NetDhcpConfigInfoDhcpOptions";
  NetBIOSConfigInfo: "NetBIOSConfigInfo";
  GuestStackInfo: "GuestStackInfo";
  NetIpRouteConfigInfo: "NetIpRouteConfigInfo";
  NetIpRouteConfigInfoIpRoute: "NetIpRouteConfigInfoIpRoute";
  NetIpRouteConfigInfoGateway: "NetIpRouteConfigInfoGateway";
  GuestDiskInfo: "GuestDiskInfo";
  GuestInfoVirtualDiskMapping: "GuestInfoVirtualDiskMapping";
  GuestScreenInfo: "GuestScreenInfo";
  GuestInfoNamespaceGenerationInfo: "GuestInfoNamespaceGenerationInfo";
  GuestInfoCustomizationInfo: "GuestInfoCustomizationInfo";
  VirtualMachineCloneSpec: "VirtualMachineCloneSpec";
  VirtualMachineRelocateSpec: "VirtualMachineRelocateSpec";
  VirtualMachineRelocateSpecDiskLocator: "VirtualMachineRelocateSpecDiskLocator";
  VirtualMachineRelocateSpecDiskLocatorBackingSpec: "VirtualMachineRelocateSpecDiskLocatorBackingSpec";
  TagSpec: "TagSpec";
  TagId: "TagId";
  TagIdNameId: "TagIdNameId";
  ClusterPowerOnVmResult: "ClusterPowerOnVmResult";
  ClusterAttemptedVmInfo: "ClusterAttemptedVmInfo";
  ClusterNotAttemptedVmInfo: "ClusterNotAttemptedVmInfo";
  ClusterRecommendation: "ClusterRecommendation";
  ClusterAction: "ClusterAction" | "ClusterInitialPlacementAction" | "ClusterMigrationAction" | "PlacementAction" | "StoragePlacementAction";
  ClusterInitialPlacementAction: "ClusterInitialPlacementAction";
  ClusterMigrationAction: "ClusterMigrationAction";
  PlacementAction: "PlacementAction";
  StoragePlacementAction: "StoragePlacementAction";
  PlacementResult: "PlacementResult";
  PlacementSpec: "PlacementSpec";
  SnapshotSelectionSpec: "SnapshotSelectionSpec";
  StoragePlacementResult: "StoragePlacementResult";
  StoragePlacementSpec: "StoragePlacementSpec";
  StorageDrsPodSelectionSpec: "StorageDrsPodSelectionSpec";
  VmPodConfigForPlacement: "VmPodConfigForPlacement";
  PodDiskLocator: "PodDiskLocator";
  OvfManagerCommonParams: "OvfManagerCommonParams" | "OvfCreateImportSpecParams" | "OvfParseDescriptorParams";
  OvfCreateImportSpecParams: "OvfCreateImportSpecParams";
  OvfNetworkMapping: "OvfNetworkMapping";
  OvfResourceMap: "OvfResourceMap";
  OvfParseDescriptorParams: "OvfParseDescriptorParams";
  OvfCreateImportSpecResult: "OvfCreateImportSpecResult";
  ImportSpec: "ImportSpec" | "VirtualAppImportSpec" | "VirtualMachineImportSpec";
  VirtualAppImportSpec: "VirtualAppImportSpec";
  VirtualMachineImportSpec: "VirtualMachineImportSpec";
  OvfFileItem: "OvfFileItem";
  HttpNfcLeaseInfo: "HttpNfcLeaseInfo";
  HttpNfcLeaseDeviceUrl: "HttpNfcLeaseDeviceUrl";
  HttpNfcLeaseDatastoreLeaseInfo: "HttpNfcLeaseDatastoreLeaseInfo";
  HttpNfcLeaseHostInfo: "HttpNfcLeaseHostInfo";
  HttpNfcLeaseCapabilities: "HttpNfcLeaseCapabilities";
  HttpNfcLeaseManifestEntry: "HttpNfcLeaseManifestEntry";
  HttpNfcLeaseSourceFile: "HttpNfcLeaseSourceFile";
  OvfCreateDescriptorParams: "OvfCreateDescriptorParams";
  OvfFile: "OvfFile";
  OvfCreateDescriptorResult: "OvfCreateDescriptorResult";
  OvfOptionInfo: "OvfOptionInfo";
  OvfParseDescriptorResult: "OvfParseDescriptorResult";
  OvfNetworkInfo: "OvfNetworkInfo";
  OvfDeploymentOption: "OvfDeploymentOption";
  LocalizedMethodFault: "LocalizedMethodFault";
  MethodFault: "MethodFault" | "InvalidCollectorVersion" | "InvalidProperty" | "RuntimeFault" | "HostCommunication" | "HostNotConnected" | "HostNotReachable" | "InvalidArgument" | "InvalidRequest" | "InvalidType" | "MethodNotFound" | "ManagedObjectNotFound" | "MethodDisabled" | "NotEnoughLicenses" | "NotImplemented" | "NotSupported" | "RequestCanceled" | "SecurityError" | "NoPermission" | "NotAuthenticated" | "RestrictedVersion" | "SystemError" | "UnexpectedFault" | "VimFault" | "AlreadyExists" | "ConcurrentAccess" | "CustomizationFault" | "DuplicateName" | "FileFault" | "CannotAccessFile" | "FileAlreadyExists" | "FileLocked" | "FileNotFound" | "NoDiskSpace" | "HostConnectFault" | "NoHost" | "SSLVerifyFault" | "HttpFault" | "InsufficientResourcesFault" | "InsufficientCpuResourcesFault" | "InsufficientFailoverResourcesFault" | "InsufficientHostCapacityFault" | "InsufficientHostCpuCapacityFault" | "InsufficientHostMemoryCapacityFault" | "InsufficientMemoryResourcesFault" | "InsufficientStorageSpace" | "InvalidDatastore" | "DatastoreNotWritableOnHost" | "InaccessibleDatastore" | "InvalidDatastorePath" | "InvalidFolder" | "InvalidLocale" | "InvalidLogin" | "InvalidName" | "InvalidPrivilege" | "InvalidState" | "InvalidPowerState" | "NoActiveHostInCluster" | "MigrationFault" | "NoCompatibleHost" | "NotFound" | "OutOfBounds" | "OvfFault" | "OvfExport" | "OvfHardwareExport" | "OvfImport" | "OvfNetworkMappingNotSupported" | "OvfUnsupportedDiskProvisioning" | "OvfMissingHardware" | "OvfInvalidPackage" | "OvfAttribute" | "OvfInvalidValue" | "OvfElement" | "OvfMissingElement" | "OvfXmlFormat" | "OvfSystemFault" | "OvfUnsupportedPackage" | "OvfInvalidVmName" | "OvfUnsupportedType" | "OvfUnsupportedSubType" | "OvfNoHostNic" | "OvfNoSupportedHardwareFamily" | "OvfUnsupportedAttribute" | "OvfUnsupportedElement" | "ResourceInUse" | "SnapshotFault" | "TaskInProgress" | "Timedout" | "ToolsUnavailable" | "UserNotFound" | "VmConfigFault" | "GenericVmConfigFault" | "InvalidFormat" | "InvalidDiskFormat" | "InvalidVmConfig" | "InvalidDeviceSpec" | "DeviceNotFound" | "InvalidController" | "InvalidDeviceBacking" | "InvalidDeviceOperation" | "UnsupportedGuest" | "RuleViolation";
  InvalidCollectorVersion: "InvalidCollectorVersion";
  InvalidProperty: "InvalidProperty";
  RuntimeFault: "RuntimeFault" | "HostCommunication" | "HostNotConnected" | "HostNotReachable" | "InvalidArgument" | "InvalidRequest" | "InvalidType" | "MethodNotFound" | "ManagedObjectNotFound" | "MethodDisabled" | "NotEnoughLicenses" | "NotImplemented" | "NotSupported" | "RequestCanceled" | "SecurityError" | "NoPermission" | "NotAuthenticated" | "RestrictedVersion" | "SystemError" | "UnexpectedFault";
  HostCommunication: "HostCommunication" | "HostNotConnected" | "HostNotReachable";
  HostNotConnected: "HostNotConnected";
  HostNotReachable: "HostNotReachable";
  InvalidArgument: "InvalidArgument";
  InvalidRequest: "InvalidRequest" | "InvalidType" | "MethodNotFound";
  InvalidType: "InvalidType";
  MethodNotFound: "MethodNotFound";
  ManagedObjectNotFound: "ManagedObjectNotFound";
  MethodDisabled: "MethodDisabled";
  NotEnoughLicenses: "NotEnoughLicenses";
  NotImplemented: "NotImplemented";
  NotSupported: "NotSupported";
  RequestCanceled: "RequestCanceled";
  SecurityError: "SecurityError" | "NoPermission" | "NotAuthenticated" | "RestrictedVersion";
  NoPermission: "NoPermission" | "NotAuthenticated";
  NoPermissionEntityPrivileges: "NoPermissionEntityPrivileges";
  NotAuthenticated: "NotAuthenticated";
  RestrictedVersion: "RestrictedVersion";
  SystemError: "SystemError";
  UnexpectedFault: "UnexpectedFault";
  VimFault: "VimFault" | "AlreadyExists" | "ConcurrentAccess" | "CustomizationFault" | "DuplicateName" | "FileFault" | "CannotAccessFile" | "FileAlreadyExists" | "FileLocked" | "FileNotFound" | "NoDiskSpace" | "HostConnectFault" | "NoHost" | "SSLVerifyFault" | "HttpFault" | "InsufficientResourcesFault" | "InsufficientCpuResourcesFault" | "InsufficientFailoverResourcesFault" | "InsufficientHostCapacityFault" | "InsufficientHostCpuCapacityFault" | "InsufficientHostMemoryCapacityFault" | "InsufficientMemoryResourcesFault" | "InsufficientStorageSpace" | "InvalidDatastore" | "DatastoreNotWritableOnHost" | "InaccessibleDatastore" | "InvalidDatastorePath" | "InvalidFolder" | "InvalidLocale" | "InvalidLogin" | "InvalidName" | "InvalidPrivilege" | "InvalidState" | "InvalidPowerState" | "NoActiveHostInCluster" | "MigrationFault" | "NoCompatibleHost" | "NotFound" | "OutOfBounds" | "OvfFault" | "OvfExport" | "OvfHardwareExport" | "OvfImport" | "OvfNetworkMappingNotSupported" | "OvfUnsupportedDiskProvisioning" | "OvfMissingHardware" | "OvfInvalidPackage" | "OvfAttribute" | "OvfInvalidValue" | "OvfElement" | "OvfMissingElement" | "OvfXmlFormat" | "OvfSystemFault" | "OvfUnsupportedPackage" | "OvfInvalidVmName" | "OvfUnsupportedType" | "OvfUnsupportedSubType" | "OvfNoHostNic" | "OvfNoSupportedHardwareFamily" | "OvfUnsupportedAttribute" | "OvfUnsupportedElement" | "ResourceInUse" | "SnapshotFault" | "TaskInProgress" | "Timedout" | "ToolsUnavailable" | "UserNotFound" | "VmConfigFault" | "GenericVmConfigFault" | "InvalidFormat" | "InvalidDiskFormat" | "InvalidVmConfig" | "InvalidDeviceSpec" | "DeviceNotFound" | "InvalidController" | "InvalidDeviceBacking" | "InvalidDeviceOperation" | "UnsupportedGuest" | "RuleViolation";
  AlreadyExists: "AlreadyExists";
  ConcurrentAccess: "ConcurrentAccess";
  CustomizationFault: "CustomizationFault";
  DuplicateName: "DuplicateName";
  FileFault: "FileFault" | "CannotAccessFile" | "FileAlreadyExists" | "FileLocked" | "FileNotFound" | "NoDiskSpace";
  CannotAccessFile: "CannotAccessFile";
  FileAlreadyExists: "FileAlreadyExists";
  FileLocked: "FileLocked";
  FileNotFound: "FileNotFound";
  NoDiskSpace: "NoDiskSpace";
  HostConnectFault: "HostConnectFault" | "NoHost" | "SSLVerifyFault";
  NoHost: "NoHost";
  SSLVerifyFault: "SSLVerifyFault";
  HttpFault: "HttpFault";
  InsufficientResourcesFault: "InsufficientResourcesFault" | "InsufficientCpuResourcesFault" | "InsufficientFailoverResourcesFault" | "InsufficientHostCapacityFault" | "InsufficientHostCpuCapacityFault" | "InsufficientHostMemoryCapacityFault" | "InsufficientMemoryResourcesFault" | "InsufficientStorageSpace";
  InsufficientCpuResourcesFault: "InsufficientCpuResourcesFault";
  InsufficientFailoverResourcesFault: "InsufficientFailoverResourcesFault";
  InsufficientHostCapacityFault: "InsufficientHostCapacityFault" | "InsufficientHostCpuCapacityFault" | "InsufficientHostMemoryCapacityFault";
  InsufficientHostCpuCapacityFault: "InsufficientHostCpuCapacityFault";
  InsufficientHostMemoryCapacityFault: "InsufficientHostMemoryCapacityFault";
  InsufficientMemoryResourcesFault: "InsufficientMemoryResourcesFault";
  InsufficientStorageSpace: "InsufficientStorageSpace";
  InvalidDatastore: "InvalidDatastore" | "DatastoreNotWritableOnHost" | "InaccessibleDatastore" | "InvalidDatastorePath";
  DatastoreNotWritableOnHost: "DatastoreNotWritableOnHost";
  InaccessibleDatastore: "InaccessibleDatastore";
  InvalidDatastorePath: "InvalidDatastorePath";
  InvalidFolder: "InvalidFolder";
  InvalidLocale: "InvalidLocale";
  InvalidLogin: "InvalidLogin";
  InvalidName: "InvalidName";
  InvalidPrivilege: "InvalidPrivilege";
  InvalidState: "InvalidState" | "InvalidPowerState" | "NoActiveHostInCluster";
  InvalidPowerState: "InvalidPowerState";
  NoActiveHostInCluster: "NoActiveHostInCluster";
  MigrationFault: "MigrationFault";
  NoCompatibleHost: "NoCompatibleHost";
  NotFound: "NotFound";
  OutOfBounds: "OutOfBounds";
  OvfFault: "OvfFault" | "OvfExport" | "OvfHardwareExport" | "OvfImport" | "OvfNetworkMappingNotSupported" | "OvfUnsupportedDiskProvisioning" | "OvfMissingHardware" | "OvfInvalidPackage" | "OvfAttribute" | "OvfInvalidValue" | "OvfElement" | "OvfMissingElement" | "OvfXmlFormat" | "OvfSystemFault" | "OvfUnsupportedPackage" | "OvfInvalidVmName" | "OvfUnsupportedType" | "OvfUnsupportedSubType" | "OvfNoHostNic" | "OvfNoSupportedHardwareFamily" | "OvfUnsupportedAttribute" | "OvfUnsupportedElement";
  OvfExport: "OvfExport" | "OvfHardwareExport";
  OvfHardwareExport: "OvfHardwareExport";
  OvfImport: "OvfImport" | "OvfNetworkMappingNotSupported" | "OvfUnsupportedDiskProvisioning" | "OvfMissingHardware";
  OvfNetworkMappingNotSupported: "OvfNetworkMappingNotSupported";
  OvfUnsupportedDiskProvisioning: "OvfUnsupportedDiskProvisioning";
  OvfMissingHardware: "OvfMissingHardware";
  OvfInvalidPackage: "OvfInvalidPackage" | "OvfAttribute" | "OvfInvalidValue" | "OvfElement" | "OvfMissingElement" | "OvfXmlFormat";
  OvfAttribute: "OvfAttribute" | "OvfInvalidValue";
  OvfInvalidValue: "OvfInvalidValue";
  OvfElement: "OvfElement" | "OvfMissingElement";
  OvfMissingElement: "OvfMissingElement";
  OvfXmlFormat: "OvfXmlFormat";
  OvfSystemFault: "OvfSystemFault";
  OvfUnsupportedPackage: "OvfUnsupportedPackage" | "OvfInvalidVmName" | "OvfUnsupportedType" | "OvfUnsupportedSubType" | "OvfNoHostNic" | "OvfNoSupportedHardwareFamily" | "OvfUnsupportedAttribute" | "OvfUnsupportedElement";
  OvfInvalidVmName: "OvfInvalidVmName";
  OvfUnsupportedType: "OvfUnsupportedType";
  OvfUnsupportedSubType: "OvfUnsupportedSubType";
  OvfNoHostNic: "OvfNoHostNic";
  OvfNoSupportedHardwareFamily: "OvfNoSupportedHardwareFamily";
  OvfUnsupportedAttribute: "OvfUnsupportedAttribute";
  OvfUnsupportedElement: "OvfUnsupportedElement";
  ResourceInUse: "ResourceInUse";
  SnapshotFault: "SnapshotFault";
  TaskInProgress: "TaskInProgress";
  Timedout: "Timedout";
  ToolsUnavailable: "ToolsUnavailable";
  UserNotFound: "UserNotFound";
  VmConfigFault: "VmConfigFault" | "GenericVmConfigFault" | "InvalidFormat" | "InvalidDiskFormat" | "InvalidVmConfig" | "InvalidDeviceSpec" | "DeviceNotFound" | "InvalidController" | "InvalidDeviceBacking" | "InvalidDeviceOperation" | "UnsupportedGuest" | "RuleViolation";
  GenericVmConfigFault: "GenericVmConfigFault";
  InvalidFormat: "InvalidFormat" | "InvalidDiskFormat";
  InvalidDiskFormat: "InvalidDiskFormat";
  InvalidVmConfig: "InvalidVmConfig" | "InvalidDeviceSpec" | "DeviceNotFound" | "InvalidController" | "InvalidDeviceBacking" | "InvalidDeviceOperation" | "UnsupportedGuest";
  InvalidDeviceSpec: "InvalidDeviceSpec" | "DeviceNotFound" | "InvalidController" | "InvalidDeviceBacking" | "InvalidDeviceOperation";
  DeviceNotFound: "DeviceNotFound";
  InvalidController: "InvalidController";
  InvalidDeviceBacking: "InvalidDeviceBacking";
  InvalidDeviceOperation: "InvalidDeviceOperation";
  UnsupportedGuest: "UnsupportedGuest";
  RuleViolation: "RuleViolation";
}

export interface MethodTypes {
  RetrieveServiceContent: { params: {  }; returns: ServiceContent; taskResult: undefined };
  CurrentTime: { params: {  }; returns: Date; taskResult: undefined };
  Login: { params: { readonly userName: string; readonly password: string; readonly locale?: string | undefined; }; returns: UserSession; taskResult: undefined };
  Logout: { params: {  }; returns: undefined; taskResult: undefined };
  SessionIsActive: { params: { readonly sessionID: string; readonly userName: string; }; returns: boolean; taskResult: undefined };
  TerminateSession: { params: { readonly sessionId: readonly string[]; }; returns: undefined; taskResult: undefined };
  AcquireCloneTicket: { params: {  }; returns: string; taskResult: undefined };
  CloneSession: { params: { readonly cloneTicket: string; }; returns: UserSession; taskResult: undefined };
  AcquireGenericServiceTicket: { params: { readonly spec: AnySessionManagerServiceRequestSpec; }; returns: SessionManagerGenericServiceTicket; taskResult: undefined };
  HasPrivilegeOnEntities: { params: { readonly entity: readonly ManagedObjectReference[]; readonly sessionId: string; readonly privId?: readonly string[] | undefined; }; returns: readonly EntityPrivilege[]; taskResult: undefined };
  HasUserPrivilegeOnEntities: { params: { readonly entities: readonly ManagedObjectReference[]; readonly userName: string; readonly privId?: readonly string[] | undefined; }; returns: readonly EntityPrivilege[]; taskResult: undefined };
  FetchUserPrivilegeOnEntities: { params: { readonly entities: readonly ManagedObjectReference[]; readonly userName: string; }; returns: readonly UserPrivilegeResult[]; taskResult: undefined };
  QueryOptions: { params: { readonly name?: string | undefined; }; returns: readonly OptionValue[]; taskResult: undefined };
  AddCustomFieldDef: { params: { readonly name: string; readonly moType?: string | undefined; readonly fieldDefPolicy?: PrivilegePolicyDef | undefined; readonly fieldPolicy?: PrivilegePolicyDef | undefined; }; returns: CustomFieldDef; taskResult: undefined };
  SetField: { params: { readonly entity: ManagedObjectReference; readonly key: number; readonly value: string; }; returns: undefined; taskResult: undefined };
  RetrieveProperties: { params: { readonly specSet: readonly PropertyFilterSpec[]; }; returns: readonly ObjectContent[]; taskResult: undefined };
  RetrievePropertiesEx: { params: { readonly specSet: readonly PropertyFilterSpec[]; readonly options: RetrieveOptions; }; returns: RetrieveResult | undefined; taskResult: undefined };
  ContinueRetrievePropertiesEx: { params: { readonly token: string; }; returns: RetrieveResult; taskResult: undefined };
  CancelRetrievePropertiesEx: { params: { readonly token: string; }; returns: undefined; taskResult: undefined };
  CreatePropertyCollector: { params: {  }; returns: ManagedObjectReference; taskResult: undefined };
  DestroyPropertyCollector: { params: {  }; returns: undefined; taskResult: undefined };
  CreateFilter: { params: { readonly spec: PropertyFilterSpec; readonly partialUpdates: boolean; }; returns: ManagedObjectReference; taskResult: undefined };
  WaitForUpdatesEx: { params: { readonly version?: string | undefined; readonly options?: WaitOptions | undefined; }; returns: UpdateSet | undefined; taskResult: undefined };
  WaitForUpdates: { params: { readonly version?: string | undefined; }; returns: UpdateSet; taskResult: undefined };
  CheckForUpdates: { params: { readonly version?: string | undefined; }; returns: UpdateSet | undefined; taskResult: undefined };
  CancelWaitForUpdates: { params: {  }; returns: undefined; taskResult: undefined };
  DestroyPropertyFilter: { params: {  }; returns: undefined; taskResult: undefined };
  CreateListView: { params: { readonly obj?: readonly ManagedObjectReference[] | undefined; }; returns: ManagedObjectReference; taskResult: undefined };
  CreateContainerView: { params: { readonly container: ManagedObjectReference; readonly type?: readonly string[] | undefined; readonly recursive: boolean; }; returns: ManagedObjectReference; taskResult: undefined };
  DestroyView: { params: {  }; returns: undefined; taskResult: undefined };
  ModifyListView: { params: { readonly add?: readonly ManagedObjectReference[] | undefined; readonly remove?: readonly ManagedObjectReference[] | undefined; }; returns: readonly ManagedObjectReference[]; taskResult: undefined };
  ResetListView: { params: { readonly obj?: readonly ManagedObjectReference[] | undefined; }; returns: readonly ManagedObjectReference[]; taskResult: undefined };
  FindByInventoryPath: { params: { readonly inventoryPath: string; }; returns: ManagedObjectReference | undefined; taskResult: undefined };
  FindByUuid: { params: { readonly datacenter?: ManagedObjectReference | undefined; readonly uuid: string; readonly vmSearch: boolean; readonly instanceUuid?: boolean | undefined; }; returns: ManagedObjectReference | undefined; taskResult: undefined };
  FindAllByUuid: { params: { readonly datacenter?: ManagedObjectReference | undefined; readonly uuid: string; readonly vmSearch: boolean; readonly instanceUuid?: boolean | undefined; }; returns: readonly ManagedObjectReference[]; taskResult: undefined };
  FindChild: { params: { readonly entity: ManagedObjectReference; readonly name: string; }; returns: ManagedObjectReference | undefined; taskResult: undefined };
  FindByIp: { params: { readonly datacenter?: ManagedObjectReference | undefined; readonly ip: string; readonly vmSearch: boolean; }; returns: ManagedObjectReference | undefined; taskResult: undefined };
  FindByDnsName: { params: { readonly datacenter?: ManagedObjectReference | undefined; readonly dnsName: string; readonly vmSearch: boolean; }; returns: ManagedObjectReference | undefined; taskResult: undefined };
  Destroy_Task: { params: {  }; returns: ManagedObjectReference; taskResult: undefined };
  Rename_Task: { params: { readonly newName: string; }; returns: ManagedObjectReference; taskResult: undefined };
  Reload: { params: {  }; returns: undefined; taskResult: undefined };
  CreateVM_Task: { params: { readonly config: VirtualMachineConfigSpec; readonly pool: ManagedObjectReference; readonly host?: ManagedObjectReference | undefined; }; returns: ManagedObjectReference; taskResult: ManagedObjectReference };
  RegisterVM_Task: { params: { readonly path: string; readonly name?: string | undefined; readonly asTemplate: boolean; readonly pool?: ManagedObjectReference | undefined; readonly host?: ManagedObjectReference | undefined; }; returns: ManagedObjectReference; taskResult: ManagedObjectReference };
  CreateFolder: { params: { readonly name: string; }; returns: ManagedObjectReference; taskResult: undefined };
  MoveIntoFolder_Task: { params: { readonly list: readonly ManagedObjectReference[]; }; returns: ManagedObjectReference; taskResult: undefined };
  PowerOnMultiVM_Task: { params: { readonly vm: readonly ManagedObjectReference[]; readonly option?: readonly OptionValue[] | undefined; }; returns: ManagedObjectReference; taskResult: ClusterPowerOnVmResult };
  PlaceVm: { params: { readonly placementSpec: PlacementSpec; }; returns: PlacementResult; taskResult: undefined };
  RecommendDatastores: { params: { readonly storageSpec: StoragePlacementSpec; }; returns: StoragePlacementResult; taskResult: undefined };
  UnregisterVM: { params: {  }; returns: undefined; taskResult: undefined };
  CloneVM_Task: { params: { readonly folder: ManagedObjectReference; readonly name: string; readonly spec: VirtualMachineCloneSpec; }; returns: ManagedObjectReference; taskResult: ManagedObjectReference };
  RelocateVM_Task: { params: { readonly spec: VirtualMachineRelocateSpec; readonly priority?: EnumValues["VirtualMachineMovePriority"] | undefined; }; returns: ManagedObjectReference; taskResult: undefined };
  ReconfigVM_Task: { params: { readonly spec: VirtualMachineConfigSpec; }; returns: ManagedObjectReference; taskResult: undefined };
  PowerOnVM_Task: { params: { readonly host?: ManagedObjectReference | undefined; }; returns: ManagedObjectReference; taskResult: undefined };
  PowerOffVM_Task: { params: {  }; returns: ManagedObjectReference; taskResult: undefined };
  ResetVM_Task: { params: {  }; returns: ManagedObjectReference; taskResult: undefined };
  SuspendVM_Task: { params: {  }; returns: ManagedObjectReference; taskResult: undefined };
  ShutdownGuest: { params: {  }; returns: undefined; taskResult: undefined };
  RebootGuest: { params: {  }; returns: undefined; taskResult: undefined };
  StandbyGuest: { params: {  }; returns: undefined; taskResult: undefined };
  MarkAsTemplate: { params: {  }; returns: undefined; taskResult: undefined };
  MarkAsVirtualMachine: { params: { readonly pool: ManagedObjectReference; readonly host?: ManagedObjectReference | undefined; }; returns: undefined; taskResult: undefined };
  CreateSnapshot_Task: { params: { readonly name: string; readonly description?: string | undefined; readonly memory: boolean; readonly quiesce: boolean; }; returns: ManagedObjectReference; taskResult: ManagedObjectReference };
  RemoveAllSnapshots_Task: { params: { readonly consolidate?: boolean | undefined; readonly spec?: SnapshotSelectionSpec | undefined; }; returns: ManagedObjectReference; taskResult: undefined };
  RevertToCurrentSnapshot_Task: { params: { readonly host?: ManagedObjectReference | undefined; readonly suppressPowerOn?: boolean | undefined; }; returns: ManagedObjectReference; taskResult: undefined };
  CreateScreenshot_Task: { params: {  }; returns: ManagedObjectReference; taskResult: string };
  AnswerVM: { params: { readonly questionId: string; readonly answerChoice: string; }; returns: undefined; taskResult: undefined };
  PutUsbScanCodes: { params: { readonly spec: UsbScanCodeSpec; }; returns: number; taskResult: undefined };
  AcquireTicket: { params: { readonly ticketType: string; }; returns: VirtualMachineTicket; taskResult: undefined };
  ExportVm: { params: {  }; returns: ManagedObjectReference; taskResult: undefined };
  RemoveSnapshot_Task: { params: { readonly removeChildren: boolean; readonly consolidate?: boolean | undefined; }; returns: ManagedObjectReference; taskResult: undefined };
  ExportSnapshot: { params: {  }; returns: ManagedObjectReference; taskResult: undefined };
  RevertToSnapshot_Task: { params: { readonly host?: ManagedObjectReference | undefined; readonly suppressPowerOn?: boolean | undefined; }; returns: ManagedObjectReference; taskResult: undefined };
  SearchDatastore_Task: { params: { readonly datastorePath: string; readonly searchSpec?: HostDatastoreBrowserSearchSpec | undefined; }; returns: ManagedObjectReference; taskResult: HostDatastoreBrowserSearchResults };
  SearchDatastoreSubFolders_Task: { params: { readonly datastorePath: string; readonly searchSpec?: HostDatastoreBrowserSearchSpec | undefined; }; returns: ManagedObjectReference; taskResult: readonly HostDatastoreBrowserSearchResults[] };
  MakeDirectory: { params: { readonly name: string; readonly datacenter?: ManagedObjectReference | undefined; readonly createParentDirectories?: boolean | undefined; }; returns: undefined; taskResult: undefined };
  DeleteDatastoreFile_Task: { params: { readonly name: string; readonly datacenter?: ManagedObjectReference | undefined; }; returns: ManagedObjectReference; taskResult: undefined };
  MoveDatastoreFile_Task: { params: { readonly sourceName: string; readonly sourceDatacenter?: ManagedObjectReference | undefined; readonly destinationName: string; readonly destinationDatacenter?: ManagedObjectReference | undefined; readonly force?: boolean | undefined; }; returns: ManagedObjectReference; taskResult: undefined };
  CopyDatastoreFile_Task: { params: { readonly sourceName: string; readonly sourceDatacenter?: ManagedObjectReference | undefined; readonly destinationName: string; readonly destinationDatacenter?: ManagedObjectReference | undefined; readonly force?: boolean | undefined; }; returns: ManagedObjectReference; taskResult: undefined };
  DeleteVirtualDisk_Task: { params: { readonly name: string; readonly datacenter?: ManagedObjectReference | undefined; }; returns: ManagedObjectReference; taskResult: undefined };
  CopyVirtualDisk_Task: { params: { readonly sourceName: string; readonly sourceDatacenter?: ManagedObjectReference | undefined; readonly destName: string; readonly destDatacenter?: ManagedObjectReference | undefined; readonly destSpec?: AnyVirtualDiskSpec | undefined; readonly force?: boolean | undefined; }; returns: ManagedObjectReference; taskResult: string };
  MoveVirtualDisk_Task: { params: { readonly sourceName: string; readonly sourceDatacenter?: ManagedObjectReference | undefined; readonly destName: string; readonly destDatacenter?: ManagedObjectReference | undefined; readonly force?: boolean | undefined; readonly profile?: readonly AnyVirtualMachineProfileSpec[] | undefined; }; returns: ManagedObjectReference; taskResult: string };
  CancelTask: { params: {  }; returns: undefined; taskResult: undefined };
  CreateCollectorForTasks: { params: { readonly filter: TaskFilterSpec; }; returns: ManagedObjectReference; taskResult: undefined };
  ReadNextTasks: { params: { readonly maxCount: number; }; returns: readonly TaskInfo[]; taskResult: undefined };
  QueryEvents: { params: { readonly filter: EventFilterSpec; readonly eventViewSpec?: EventManagerEventViewSpec | undefined; }; returns: readonly AnyEvent[]; taskResult: undefined };
  CreateCollectorForEvents: { params: { readonly filter: EventFilterSpec; }; returns: ManagedObjectReference; taskResult: undefined };
  ReadNextEvents: { params: { readonly maxCount: number; }; returns: readonly AnyEvent[]; taskResult: undefined };
  SetCollectorPageSize: { params: { readonly maxCount: number; }; returns: undefined; taskResult: undefined };
  ResetCollector: { params: {  }; returns: undefined; taskResult: undefined };
  DestroyCollector: { params: {  }; returns: undefined; taskResult: undefined };
  CreateImportSpec: { params: { readonly ovfDescriptor: string; readonly resourcePool: ManagedObjectReference; readonly datastore: ManagedObjectReference; readonly cisp: OvfCreateImportSpecParams; }; returns: OvfCreateImportSpecResult; taskResult: undefined };
  CreateDescriptor: { params: { readonly obj: ManagedObjectReference; readonly cdp: OvfCreateDescriptorParams; }; returns: OvfCreateDescriptorResult; taskResult: undefined };
  ParseDescriptor: { params: { readonly ovfDescriptor: string; readonly pdp: OvfParseDescriptorParams; }; returns: OvfParseDescriptorResult; taskResult: undefined };
  ImportVApp: { params: { readonly spec: AnyImportSpec; readonly folder?: ManagedObjectReference | undefined; readonly host?: ManagedObjectReference | undefined; }; returns: ManagedObjectReference; taskResult: undefined };
  HttpNfcLeaseProgress: { params: { readonly percent: number; }; returns: undefined; taskResult: undefined };
  HttpNfcLeaseComplete: { params: {  }; returns: undefined; taskResult: undefined };
  HttpNfcLeaseAbort: { params: { readonly fault?: LocalizedMethodFault | undefined; }; returns: undefined; taskResult: undefined };
  HttpNfcLeaseGetManifest: { params: {  }; returns: readonly HttpNfcLeaseManifestEntry[]; taskResult: undefined };
  HttpNfcLeasePullFromUrls_Task: { params: { readonly files?: readonly HttpNfcLeaseSourceFile[] | undefined; }; returns: ManagedObjectReference; taskResult: undefined };
  Fetch: { params: { readonly prop: string; }; returns: unknown | undefined; taskResult: undefined };
}

interface ManagedObjectProperties {  }
interface ExtensibleManagedObjectProperties extends ManagedObjectProperties { readonly value?: readonly AnyCustomFieldValue[] | undefined; readonly availableField?: readonly CustomFieldDef[] | undefined; }
interface ManagedEntityProperties extends ExtensibleManagedObjectProperties { readonly parent?: ManagedObjectReference | undefined; readonly customValue?: readonly AnyCustomFieldValue[] | undefined; readonly overallStatus: EnumValues["ManagedEntityStatus"]; readonly configStatus: EnumValues["ManagedEntityStatus"]; readonly configIssue?: readonly AnyEvent[] | undefined; readonly effectiveRole?: readonly number[] | undefined; readonly permission?: readonly Permission[] | undefined; readonly name: string; readonly disabledMethod?: readonly string[] | undefined; readonly recentTask?: readonly ManagedObjectReference[] | undefined; readonly declaredAlarmState?: readonly never[] | undefined; readonly triggeredAlarmState?: readonly never[] | undefined; readonly alarmActionsEnabled?: boolean | undefined; readonly tag?: readonly Tag[] | undefined; }
interface ServiceInstanceProperties extends ManagedObjectProperties { readonly serverClock: Date; readonly capability: Capability; readonly content: ServiceContent; }
interface SessionManagerProperties extends ManagedObjectProperties { readonly sessionList?: readonly UserSession[] | undefined; readonly currentSession?: UserSession | undefined; readonly message?: string | undefined; readonly messageLocaleList?: readonly string[] | undefined; readonly supportedLocaleList?: readonly string[] | undefined; readonly defaultLocale: string; }
interface PropertyCollectorProperties extends ManagedObjectProperties { readonly filter?: readonly ManagedObjectReference[] | undefined; }
interface PropertyFilterProperties extends ManagedObjectProperties { readonly spec: PropertyFilterSpec; readonly partialUpdates: boolean; }
interface ViewManagerProperties extends ManagedObjectProperties { readonly viewList?: readonly ManagedObjectReference[] | undefined; }
interface ViewProperties extends ManagedObjectProperties {  }
interface ManagedObjectViewProperties extends ViewProperties { readonly view?: readonly ManagedObjectReference[] | undefined; }
interface ContainerViewProperties extends ManagedObjectViewProperties { readonly container: ManagedObjectReference; readonly type?: readonly string[] | undefined; readonly recursive: boolean; }
interface ListViewProperties extends ManagedObjectViewProperties {  }
interface TaskManagerProperties extends ManagedObjectProperties { readonly recentTask?: readonly ManagedObjectReference[] | undefined; readonly description: TaskDescription; readonly maxCollector: number; }
interface TaskProperties extends ExtensibleManagedObjectProperties { readonly info: TaskInfo; }
interface FolderProperties extends ManagedEntityProperties { readonly childType?: readonly string[] | undefined; readonly childEntity?: readonly ManagedObjectReference[] | undefined; readonly namespace?: string | undefined; }
interface StoragePodProperties extends FolderProperties { readonly summary?: StoragePodSummary | undefined; readonly podStorageDrsEntry?: never | undefined; }
interface DatacenterProperties extends ManagedEntityProperties { readonly vmFolder: ManagedObjectReference; readonly hostFolder: ManagedObjectReference; readonly datastoreFolder: ManagedObjectReference; readonly networkFolder: ManagedObjectReference; readonly datastore?: readonly ManagedObjectReference[] | undefined; readonly network?: readonly ManagedObjectReference[] | undefined; readonly configuration: DatacenterConfigInfo; }
interface ComputeResourceProperties extends ManagedEntityProperties { readonly resourcePool?: ManagedObjectReference | undefined; readonly host?: readonly ManagedObjectReference[] | undefined; readonly datastore?: readonly ManagedObjectReference[] | undefined; readonly network?: readonly ManagedObjectReference[] | undefined; readonly summary: AnyComputeResourceSummary; readonly environmentBrowser?: ManagedObjectReference | undefined; readonly configurationEx: AnyComputeResourceConfigInfo; readonly lifecycleManaged?: boolean | undefined; readonly configManagerEnabled?: boolean | undefined; }
interface ClusterComputeResourceProperties extends ComputeResourceProperties { readonly configuration: never; readonly recommendation?: readonly ClusterRecommendation[] | undefined; readonly drsRecommendation?: readonly never[] | undefined; readonly hciConfig?: never | undefined; readonly migrationHistory?: readonly never[] | undefined; readonly actionHistory?: readonly never[] | undefined; readonly drsFault?: readonly never[] | undefined; readonly summaryEx: ClusterComputeResourceSummary; }
interface HostSystemProperties extends ManagedEntityProperties { readonly runtime: HostRuntimeInfo; readonly summary: HostListSummary; readonly hardware?: never | undefined; readonly capability?: HostCapability | undefined; readonly licensableResource: never; readonly remediationState?: never | undefined; readonly precheckRemediationResult?: never | undefined; readonly remediationResult?: never | undefined; readonly complianceCheckState?: never | undefined; readonly complianceCheckResult?: never | undefined; readonly configManager: HostConfigManager; readonly config?: never | undefined; readonly vm?: readonly ManagedObjectReference[] | undefined; readonly datastore?: readonly ManagedObjectReference[] | undefined; readonly network?: readonly ManagedObjectReference[] | undefined; readonly datastoreBrowser: ManagedObjectReference; readonly systemResources?: never | undefined; readonly answerFileValidationState?: never | undefined; readonly answerFileValidationResult?: never | undefined; }
interface ResourcePoolProperties extends ManagedEntityProperties { readonly summary: ResourcePoolSummary; readonly runtime: ResourcePoolRuntimeInfo; readonly owner: ManagedObjectReference; readonly resourcePool?: readonly ManagedObjectReference[] | undefined; readonly vm?: readonly ManagedObjectReference[] | undefined; readonly config: ResourceConfigSpec; readonly namespace?: string | undefined; readonly childConfiguration?: readonly ResourceConfigSpec[] | undefined; }
interface VirtualAppProperties extends ResourcePoolProperties { readonly parentFolder?: ManagedObjectReference | undefined; readonly datastore?: readonly ManagedObjectReference[] | undefined; readonly network?: readonly ManagedObjectReference[] | undefined; readonly vAppConfig?: never | undefined; readonly parentVApp?: ManagedObjectReference | undefined; readonly childLink?: readonly never[] | undefined; }
interface DatastoreProperties extends ManagedEntityProperties { readonly info: AnyDatastoreInfo; readonly summary: DatastoreSummary; readonly host?: readonly DatastoreHostMount[] | undefined; readonly vm?: readonly ManagedObjectReference[] | undefined; readonly browser: ManagedObjectReference; readonly capability: DatastoreCapability; readonly iormConfiguration?: never | undefined; }
interface HostDatastoreBrowserProperties extends ManagedObjectProperties { readonly datastore?: readonly ManagedObjectReference[] | undefined; readonly supportedType?: readonly AnyFileQuery[] | undefined; }
interface NetworkProperties extends ManagedEntityProperties { readonly summary: AnyNetworkSummary; readonly host?: readonly ManagedObjectReference[] | undefined; readonly vm?: readonly ManagedObjectReference[] | undefined; readonly name: string; }
interface OpaqueNetworkProperties extends NetworkProperties { readonly capability?: OpaqueNetworkCapability | undefined; readonly extraConfig?: readonly OptionValue[] | undefined; }
interface DistributedVirtualPortgroupProperties extends NetworkProperties { readonly key: string; readonly config: DVPortgroupConfigInfo; readonly portKeys?: readonly string[] | undefined; }
interface DistributedVirtualSwitchProperties extends ManagedEntityProperties { readonly uuid: string; readonly capability: never; readonly summary: DVSSummary; readonly config: never; readonly networkResourcePool?: readonly never[] | undefined; readonly portgroup?: readonly ManagedObjectReference[] | undefined; readonly runtime?: never | undefined; }
interface VmwareDistributedVirtualSwitchProperties extends DistributedVirtualSwitchProperties {  }
interface VirtualMachineProperties extends ManagedEntityProperties { readonly capability: VirtualMachineCapability; readonly config?: VirtualMachineConfigInfo | undefined; readonly layout?: VirtualMachineFileLayout | undefined; readonly layoutEx?: VirtualMachineFileLayoutEx | undefined; readonly storage?: VirtualMachineStorageInfo | undefined; readonly environmentBrowser: ManagedObjectReference; readonly resourcePool?: ManagedObjectReference | undefined; readonly parentVApp?: ManagedObjectReference | undefined; readonly resourceConfig?: ResourceConfigSpec | undefined; readonly runtime: VirtualMachineRuntimeInfo; readonly guest?: GuestInfo | undefined; readonly summary: VirtualMachineSummary; readonly datastore?: readonly ManagedObjectReference[] | undefined; readonly network?: readonly ManagedObjectReference[] | undefined; readonly snapshot?: VirtualMachineSnapshotInfo | undefined; readonly rootSnapshot?: readonly ManagedObjectReference[] | undefined; readonly guestHeartbeatStatus: EnumValues["ManagedEntityStatus"]; }
interface VirtualMachineSnapshotProperties extends ExtensibleManagedObjectProperties { readonly config: VirtualMachineConfigInfo; readonly childSnapshot?: readonly ManagedObjectReference[] | undefined; readonly vm: ManagedObjectReference; }
interface EventManagerProperties extends ManagedObjectProperties { readonly description: EventDescription; readonly latestEvent?: AnyEvent | undefined; readonly maxCollector: number; }
interface HistoryCollectorProperties extends ManagedObjectProperties { readonly filter: unknown; }
interface EventHistoryCollectorProperties extends HistoryCollectorProperties { readonly latestPage?: readonly AnyEvent[] | undefined; readonly initialized?: boolean | undefined; }
interface TaskHistoryCollectorProperties extends HistoryCollectorProperties { readonly latestPage?: readonly TaskInfo[] | undefined; }
interface AuthorizationManagerProperties extends ManagedObjectProperties { readonly privilegeList?: readonly AuthorizationPrivilege[] | undefined; readonly roleList?: readonly AuthorizationRole[] | undefined; readonly description: AuthorizationDescription; }
interface FileManagerProperties extends ManagedObjectProperties {  }
interface VirtualDiskManagerProperties extends ManagedObjectProperties {  }
interface SearchIndexProperties extends ManagedObjectProperties {  }
interface StorageResourceManagerProperties extends ManagedObjectProperties {  }
interface OvfManagerProperties extends ManagedObjectProperties { readonly ovfImportOption?: readonly OvfOptionInfo[] | undefined; readonly ovfExportOption?: readonly OvfOptionInfo[] | undefined; }
interface HttpNfcLeaseProperties extends ManagedObjectProperties { readonly initializeProgress: number; readonly transferProgress: number; readonly mode: string; readonly capabilities: HttpNfcLeaseCapabilities; readonly info?: HttpNfcLeaseInfo | undefined; readonly state: EnumValues["HttpNfcLeaseState"]; readonly error?: LocalizedMethodFault | undefined; }
interface CustomFieldsManagerProperties extends ManagedObjectProperties { readonly field?: readonly CustomFieldDef[] | undefined; }
interface OptionManagerProperties extends ManagedObjectProperties { readonly supportedOption?: readonly never[] | undefined; readonly setting?: readonly OptionValue[] | undefined; }
interface PerformanceManagerProperties extends ManagedObjectProperties { readonly description: never; readonly historicalInterval?: readonly never[] | undefined; readonly perfCounter?: readonly never[] | undefined; }
interface EnvironmentBrowserProperties extends ManagedObjectProperties { readonly datastoreBrowser?: ManagedObjectReference | undefined; }

export interface ManagedProperties {
  ManagedObject: ManagedObjectProperties;
  ExtensibleManagedObject: ExtensibleManagedObjectProperties;
  ManagedEntity: ManagedEntityProperties;
  ServiceInstance: ServiceInstanceProperties;
  SessionManager: SessionManagerProperties;
  PropertyCollector: PropertyCollectorProperties;
  PropertyFilter: PropertyFilterProperties;
  ViewManager: ViewManagerProperties;
  View: ViewProperties;
  ManagedObjectView: ManagedObjectViewProperties;
  ContainerView: ContainerViewProperties;
  ListView: ListViewProperties;
  TaskManager: TaskManagerProperties;
  Task: TaskProperties;
  Folder: FolderProperties;
  StoragePod: StoragePodProperties;
  Datacenter: DatacenterProperties;
  ComputeResource: ComputeResourceProperties;
  ClusterComputeResource: ClusterComputeResourceProperties;
  HostSystem: HostSystemProperties;
  ResourcePool: ResourcePoolProperties;
  VirtualApp: VirtualAppProperties;
  Datastore: DatastoreProperties;
  HostDatastoreBrowser: HostDatastoreBrowserProperties;
  Network: NetworkProperties;
  OpaqueNetwork: OpaqueNetworkProperties;
  DistributedVirtualPortgroup: DistributedVirtualPortgroupProperties;
  DistributedVirtualSwitch: DistributedVirtualSwitchProperties;
  VmwareDistributedVirtualSwitch: VmwareDistributedVirtualSwitchProperties;
  VirtualMachine: VirtualMachineProperties;
  VirtualMachineSnapshot: VirtualMachineSnapshotProperties;
  EventManager: EventManagerProperties;
  HistoryCollector: HistoryCollectorProperties;
  EventHistoryCollector: EventHistoryCollectorProperties;
  TaskHistoryCollector: TaskHistoryCollectorProperties;
  AuthorizationManager: AuthorizationManagerProperties;
  FileManager: FileManagerProperties;
  VirtualDiskManager: VirtualDiskManagerProperties;
  SearchIndex: SearchIndexProperties;
  StorageResourceManager: StorageResourceManagerProperties;
  OvfManager: OvfManagerProperties;
  HttpNfcLease: HttpNfcLeaseProperties;
  CustomFieldsManager: CustomFieldsManagerProperties;
  OptionManager: OptionManagerProperties;
  PerformanceManager: PerformanceManagerProperties;
  EnvironmentBrowser: EnvironmentBrowserProperties;
}
