// node extract-package.mjs OVA DISK: the way back, with the manifest compared. Run by package.mjs.
import { extractPackage } from "../dist/ovf/index.js";

const [ova, path] = process.argv.slice(2);
const { isVouchedFor } = await extractPackage(ova, path, { signal: AbortSignal.timeout(600_000) });
console.log(JSON.stringify({ isVouchedFor, rssKiB: process.resourceUsage().maxRSS }));
