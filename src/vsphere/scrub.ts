/** Elements whose text must not leave the machine: passwords, tickets, session keys. */
const secretElements = ["password", "cloneTicket", "ticket", "sessionId", "sessionID", "token"];
const element = new RegExp(`(<(?:\\w+:)?(${secretElements.join("|")})(?:\\s[^>]*)?>)[^<]*(</)`, "g");
/** `UserSession.key` is a session's whole secret; `key` elsewhere is a device's or an option's and must stay readable. */
const userSession = /(<returnval(?:\s[^>]*)?>\s*<key>)[^<]*(<\/key>\s*<userName>)/g;
/** Values of `guestinfo.*` carry user-data, and with it registration tokens. */
const guestInfo = /(<key>guestinfo\.[^<]*<\/key>\s*<value[^>]*>)[^<]*(<\/value>)/g;
/** Whoever knows the path of a lease's file may read or write it: no cookie is asked for. */
const nfcPath = /(<url>[^<]*\/nfc\/)[^/<]+/g;

/** An envelope as it may be shown and kept. */
export function scrub(xml: string): string {
  return xml
    .replaceAll(element, (_, open: string, _name: string, close: string) => `${open}****${close}`)
    .replaceAll(userSession, "$1****$2")
    .replaceAll(nfcPath, "$1****")
    .replaceAll(guestInfo, "$1****$2");
}
