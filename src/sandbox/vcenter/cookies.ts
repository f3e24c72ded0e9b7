/** The session in a `Cookie` header. pyvmomi sends back a whole `Set-Cookie`, quotes and attributes included. */
export function sessionCookie(header: string | undefined): string | undefined {
  return header === undefined ? undefined : /vmware_soap_session="?([^"\s;,]+)/.exec(header)?.[1];
}

/** The one cookie of `/sdk`. `Secure` only over TLS: clients do not send it back over plain HTTP otherwise. */
export function setSessionCookie(value: string, isSecure: boolean): string {
  return `vmware_soap_session="${value}"; Path=/; HttpOnly${isSecure ? "; Secure" : ""}`;
}
