import { describe, expect, test, vi } from "vitest";
import { Secret } from "../core/secret.ts";
import { type Data, encodeFault, encodeResponse, type MethodName, moRef, type Poly } from "../vim25/index.ts";
import type { ConnectOptions, RecordedExchange, TraceEvent } from "./options.ts";
import { Session } from "./session.ts";
import { type SoapRequest, type Transport, TransportError } from "./transport/transport.ts";

const version = "8.0.3.0";
const options = { signal: AbortSignal.timeout(20_000) };
const vm = moRef("VirtualMachine", "vm-1");

const content: Data<"ServiceContent"> = {
  rootFolder: moRef("Folder", "group-d1"),
  propertyCollector: moRef("PropertyCollector", "propertyCollector"),
  sessionManager: moRef("SessionManager", "SessionManager"),
  viewManager: moRef("ViewManager", "ViewManager"),
  about: {
    name: "VMware vCenter Server",
    fullName: "VMware vCenter Server 8.0.3",
    vendor: "VMware, Inc.",
    version: "8.0.3",
    build: "1",
    osType: "linux-x64",
    productLineId: "vpx",
    apiType: "VirtualCenter",
    apiVersion: version,
    instanceUuid: "5E0B8B2E-6D57-5A52-9A86-0D6C5C7D0F10",
  },
};
const userSession = {
  key: "the-session-key",
  userName: "anna",
  fullName: "Anna",
  loginTime: new Date(0),
  lastActiveTime: new Date(0),
  locale: "en",
  messageLocale: "en",
  extensionSession: false,
  ipAddress: "",
  userAgent: "",
  callCount: 0,
} as Data<"UserSession">;

type Reply = string | Error;
const fault = (body: Poly<"MethodFault">): Reply => encodeFault(body, "translated text", { version });
const ended = fault({ _type: "NotAuthenticated", object: vm, privilegeId: "System.View" });

/** Answers as told, method by method; what is not told succeeds. */
class ScriptedTransport implements Transport {
  readonly name = "native";
  readonly traffic = { bytesIn: 0, bytesOut: 0 };
  readonly calls: string[] = [];
  readonly actions: string[] = [];
  isClosed = false;
  readonly #script: Partial<Record<MethodName, Reply[]>>;

  constructor(script: Partial<Record<MethodName, Reply[]>> = {}) {
    this.#script = script;
  }

  async soap({ body, action }: SoapRequest): Promise<{ status: number; body: string }> {
    const method = /<soapenv:Body><(\w+)/.exec(body)?.[1] as MethodName;
    this.calls.push(method);
    this.actions.push(action);
    const reply = this.#script[method]?.shift() ?? this.#usual(method);
    if (reply instanceof Error) throw reply;
    return { status: reply.includes("<soapenv:Fault>") ? 500 : 200, body: reply };
  }

  #usual(method: MethodName): string {
    if (method === "RetrieveServiceContent") return encodeResponse(method, content, { version });
    if (method === "Login") return encodeResponse(method, userSession, { version });
    if (method === "CurrentTime") return encodeResponse(method, new Date(0), { version });
    if (method === "PowerOnVM_Task") return encodeResponse(method, moRef("Task", "task-1"), { version });
    if (method === "Logout") return encodeResponse(method, undefined, { version });
    throw new Error(`nothing scripted for ${method}`);
  }

  async http(): Promise<never> {
    throw new Error("not used here");
  }
  forgetSession(): void {
    this.calls.push("(cookie forgotten)");
  }
  close(): void {
    this.isClosed = true;
  }
}

const cut = new TransportError({ what: "cut" }, { maySucceed: true, isTemporary: true });
const refused = new TransportError({ what: "refused" }, { maySucceed: false, isTemporary: true });
const open = async (transport: Transport, more: Partial<ConnectOptions> = {}) =>
  await Session.open(
    transport,
    {
      url: "https://vc.example/sdk",
      username: "anna",
      password: new Secret("p&ss<word>"),
      tls: { insecure: false },
      operationId: "test",
      ...more,
    },
    options,
  );
const powerOn = (session: Session) => session.call("PowerOnVM_Task", vm, {}, options);

describe("opening", () => {
  test("asks with the oldest version, goes on with the server's, logs in and out", async () => {
    const transport = new ScriptedTransport();
    const session = await open(transport);
    expect(session.version).toBe(version);
    await session.close();
    expect(transport.calls).toEqual(["RetrieveServiceContent", "(cookie forgotten)", "Login", "Logout"]);
    expect(transport.actions).toEqual(["urn:vim25/6.0", `urn:vim25/${version}`, `urn:vim25/${version}`]);
    expect(transport.isClosed).toBe(true);
    expect(session.stats.total).toBe(3);
  });

  test("refuses a standalone host by name", async () => {
    const host = { ...content, about: { ...content.about, apiType: "HostAgent", fullName: "VMware ESXi 8.0.3" } };
    const script = () => ({ RetrieveServiceContent: [encodeResponse("RetrieveServiceContent", host, { version })] });
    await expect(open(new ScriptedTransport(script()))).rejects.toMatchObject({ code: "UNSUPPORTED" });
    await open(new ScriptedTransport(script()), { allowStandaloneHost: true });
  });

  test("says what a refused login means, without the password", async () => {
    const error = await open(new ScriptedTransport({ Login: [fault({ _type: "InvalidLogin" })] })).catch(
      (reason: unknown) => reason as Error,
    );
    expect(error).toMatchObject({ code: "LOGIN_REFUSED", exitCode: 4 });
    expect(`${(error as Error).stack}${JSON.stringify(error)}`).not.toContain("ss<word>");
  });

  test("closing succeeds although the session is gone or nobody answers", async () => {
    for (const reply of [ended, cut]) {
      const transport = new ScriptedTransport({ Logout: [reply] });
      await (await open(transport)).close();
      expect(transport.isClosed).toBe(true);
    }
  });
});

describe("a session that has ended", () => {
  test("is opened again once, however many calls find out", async () => {
    const transport = new ScriptedTransport({ PowerOnVM_Task: [ended, ended, ended] });
    const session = await open(transport);
    await Promise.all([powerOn(session), powerOn(session), powerOn(session)]);
    expect(transport.calls.filter((call) => call === "Login")).toHaveLength(2);
    expect(transport.calls.filter((call) => call === "PowerOnVM_Task")).toHaveLength(6);
    await session.close();
  });

  test("a call is repeated only once", async () => {
    const session = await open(new ScriptedTransport({ PowerOnVM_Task: [ended, ended] }));
    await expect(powerOn(session)).rejects.toMatchObject({ reaction: "relogin" });
    await session.close();
  });

  test("calls on objects that died with it are not repeated", async () => {
    const transport = new ScriptedTransport({ WaitForUpdatesEx: [ended] });
    const session = await open(transport);
    const own = moRef("PropertyCollector", "session[1]pc-1");
    await expect(session.call("WaitForUpdatesEx", own, {}, options)).rejects.toMatchObject({ reaction: "relogin" });
    expect(transport.calls.filter((call) => call === "WaitForUpdatesEx")).toHaveLength(1);
    expect(session.generation).toBe(2);
    await session.close();
  });
});

describe("repeating", () => {
  test("a lost answer is repeated for a call that only reads, not for one that may have taken effect", async () => {
    const reading = new ScriptedTransport({ CurrentTime: [cut] });
    const session = await open(reading);
    await session.serverTime(options);
    expect(reading.calls.filter((call) => call === "CurrentTime")).toHaveLength(2);
    const making = new ScriptedTransport({ PowerOnVM_Task: [cut] });
    await expect(powerOn(await open(making))).rejects.toBe(cut);
    expect(making.calls.filter((call) => call === "PowerOnVM_Task")).toHaveLength(1);
  });

  test("a request that never arrived is repeated, whatever it does", async () => {
    const transport = new ScriptedTransport({ PowerOnVM_Task: [refused] });
    await powerOn(await open(transport));
    expect(transport.calls.filter((call) => call === "PowerOnVM_Task")).toHaveLength(2);
  });

  test("a fault that passes by itself is waited out, any other ends the call", async () => {
    const locked = fault({ _type: "FileLocked", file: "[ds] a.vmdk" });
    const transport = new ScriptedTransport({ PowerOnVM_Task: [locked] });
    await powerOn(await open(transport));
    const full = fault({ _type: "NoDiskSpace", file: "[ds] a.vmdk", datastore: "ds" });
    await expect(powerOn(await open(new ScriptedTransport({ PowerOnVM_Task: [full] })))).rejects.toMatchObject({
      code: "DATASTORE_FULL",
    });
  });
});

test("an idle session is kept alive, and one that has ended is opened again", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"] });
  try {
    const transport = new ScriptedTransport({ CurrentTime: [ended] });
    const session = await open(transport);
    await vi.advanceTimersByTimeAsync(9 * 60_000);
    expect(transport.calls).not.toContain("CurrentTime");
    await vi.advanceTimersByTimeAsync(60_000);
    await vi.waitFor(() => expect(transport.calls.filter((call) => call === "CurrentTime")).toHaveLength(2));
    expect(transport.calls.filter((call) => call === "Login")).toHaveLength(2);
    await session.close();
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    expect(transport.calls.at(-1)).toBe("Logout");
  } finally {
    vi.useRealTimers();
  }
});

test("what is traced and recorded holds no secret", async () => {
  const traced: TraceEvent[] = [];
  const recorded: RecordedExchange[] = [];
  const session = await open(new ScriptedTransport(), {
    trace: (event) => traced.push(event),
    record: (exchange) => recorded.push(exchange),
  });
  await session.close();
  expect(traced.map(({ method }) => method)).toEqual(["RetrieveServiceContent", "Login", "Logout"]);
  const everything = JSON.stringify([traced, recorded]);
  expect(everything).not.toContain("p&amp;ss");
  expect(everything).not.toContain("the-session-key");
  expect(recorded[1]?.request).toContain("<password>****</password>");
});
