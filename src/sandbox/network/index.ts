export {
  createGuestNetwork,
  type GuestNetwork,
  type GuestNetworkOptions,
  type InterfaceAddress,
} from "./guest-network.ts";
