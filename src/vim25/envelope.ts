import { Decoder, vim25 } from "./decode.ts";
import { Encoder } from "./encode.ts";
import { SoapFault } from "./faults.ts";
import { methodModel, type MethodModel } from "./model.ts";
import type { MethodName, MoRef, Params, Poly, Returned } from "./schema.ts";
import { versionNumber } from "./version-number.ts";
import { WireError, type WireErrorKind } from "./wire-error.ts";
import { escapeText, type Limits, parseXml, type XmlElement } from "./xml.ts";

export interface VersionOption {
  /** The API version spoken, as in `SOAPAction`. Newer fields are left out when encoding and refused when decoding. */
  readonly version: string;
}

export interface RequestOptions extends VersionOption {
  /** Shows up in the server's logs and events. */
  readonly operationId?: string | undefined;
}

export interface CallOf<M extends MethodName> {
  readonly method: M;
  readonly self: MoRef;
  readonly params: Params<M>;
  readonly operationId: string | undefined;
}

/** One decoded request; `switch (call.method)` narrows `call.params`. */
export type Call = { [M in MethodName]: CallOf<M> }[MethodName];

const soap = "http://schemas.xmlsoap.org/soap/envelope/";

const envelope = (header: string, body: string): string =>
  '<?xml version="1.0" encoding="UTF-8"?>\n' +
  `<soapenv:Envelope xmlns:soapenv="${soap}" xmlns:xsd="http://www.w3.org/2001/XMLSchema"` +
  ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${header}<soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`;

/** The whole envelope of a call. Throws {@link WireError} for values that do not fit the declaration. */
export function encodeRequest<M extends MethodName>(
  method: M,
  self: MoRef,
  params: Params<M>,
  { version, operationId }: RequestOptions,
): string {
  const encoder = new Encoder(versionNumber(version), "request");
  const header =
    operationId === undefined
      ? ""
      : `<soapenv:Header><operationID xmlns="${vim25}">${escapeText(operationId)}</operationID></soapenv:Header>`;
  const children = encoder.fields(known(method).request, { ...params, _this: self });
  return envelope(header, `<${method} xmlns="${vim25}">${children}</${method}>`);
}

/**
 * A request as vCenter reads it: order, unknown and too new elements, required ones all count.
 * Throws {@link WireError}, of kind `unknown-method` when the method is not declared.
 */
export function decodeRequest(xml: string, { version, ...limits }: VersionOption & Limits): Call {
  const { header, body } = openEnvelope(parseXml(xml, limits));
  if (body.namespace !== vim25) fail("malformed", body, `Namespace of "${body.name}" is not ${vim25}`);
  const model = methodModel(body.name) ?? fail("unknown-method", body, `Method ${body.name} is unknown`);
  const { _this: self, ...params } = new Decoder(versionNumber(version)).fields(body, model.request);
  const operationId = header?.children.find(({ name }) => name === "operationID")?.text;
  // The decoder has checked every field against the declaration that Call is inferred from.
  return { method: model.name, self, params, operationId } as unknown as Call;
}

/** The whole envelope of a result. */
export function encodeResponse<M extends MethodName>(
  method: M,
  result: Returned<M>,
  { version }: VersionOption,
): string {
  const { result: field } = known(method);
  if (field === undefined && result !== undefined) {
    throw new WireError({ kind: "value", problem: `${method} returns nothing`, tag: "returnval" });
  }
  const children = field === undefined ? "" : new Encoder(versionNumber(version), "response").field(field, result);
  return envelope("", `<${method}Response xmlns="${vim25}">${children}</${method}Response>`);
}

/**
 * The result of a call, from the body of an HTTP 200 or 500.
 * Throws {@link SoapFault} when it is a fault, {@link WireError} when it is anything else.
 */
export function decodeResponse<M extends MethodName>(method: M, xml: string, limits?: Limits): Returned<M> {
  const { body } = openEnvelope(parseXml(xml, limits));
  const decoder = new Decoder();
  if (body.name === "Fault" && body.namespace === soap) throw decodeFault(body, decoder);
  const { result: field } = known(method);
  if (body.name !== `${method}Response`) fail("unexpected", body, `"${method}Response" was expected`);
  const values = body.children.map((child) => {
    if (child.name !== "returnval" || field === undefined)
      fail("unexpected", child, `Unexpected element "${child.name}"`);
    return field === undefined ? undefined : decoder.value(child, field.type);
  });
  if (field?.array === true) return values as unknown as Returned<M>;
  if (values.length > 1) fail("unexpected", body, '"returnval" is repeated');
  if (values.length === 0 && field?.optional === false) fail("missing", body, '"returnval" is missing');
  return values[0] as Returned<M>;
}

/** The whole envelope of a fault; it goes out with HTTP 500. */
export function encodeFault(fault: Poly<"MethodFault">, message: string, { version }: VersionOption): string {
  const name = fault._type ?? "MethodFault";
  const detail = new Encoder(versionNumber(version), "response").element(
    `${name}Fault`,
    { kind: "data", name: "MethodFault" },
    fault,
  );
  return envelope(
    "",
    `<soapenv:Fault><faultcode>ServerFaultCode</faultcode><faultstring>${escapeText(message)}</faultstring>` +
      `<detail>${detail.replace(" ", ` xmlns="${vim25}" `)}</detail></soapenv:Fault>`,
  );
}

/** govmomi tells the fault by `xsi:type`, pyvmomi by the element's name less `Fault`; either will do. */
function decodeFault(element: XmlElement, decoder: Decoder): SoapFault {
  const message = element.children.find(({ name }) => name === "faultstring")?.text ?? "";
  const [detail] = element.children.find(({ name }) => name === "detail")?.children ?? [];
  if (detail === undefined) return new SoapFault({ _type: "RuntimeFault" }, message);
  const xsiType = detail.xsiType ?? detail.name.replace(/Fault$/, "");
  const fault = decoder.value({ ...detail, xsiType }, { kind: "data", name: "MethodFault" });
  // A fault that is not declared keeps its own name in _type.
  return new SoapFault(fault as unknown as Poly<"MethodFault">, message);
}

function openEnvelope(root: XmlElement): { header: XmlElement | undefined; body: XmlElement } {
  if (root.name !== "Envelope" || root.namespace !== soap) fail("malformed", root, "Not a SOAP 1.1 envelope");
  const part = (name: string) => root.children.find((child) => child.name === name && child.namespace === soap);
  const body = part("Body");
  const [content, ...more] = body?.children ?? [];
  if (content === undefined || more.length > 0)
    return fail("malformed", body ?? root, "Body must have exactly one child");
  return { header: part("Header"), body: content };
}

function known(method: string): MethodModel {
  const model = methodModel(method);
  if (model === undefined) throw new WireError({ kind: "unknown-method", problem: `Method ${method} is not declared` });
  return model;
}

function fail(kind: WireErrorKind, { name, line, column }: XmlElement, problem: string): never {
  throw new WireError({ kind, problem, tag: name, line, column });
}
