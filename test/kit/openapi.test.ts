import { describe, expect, test } from "vitest";
import { createOpenApi } from "./openapi.ts";

const none = new URLSearchParams();

describe("createOpenApi", () => {
  const api = createOpenApi();

  test("finds the operation, literal segments before parameters", () => {
    expect(api.validateRequest("GET", "/v1/edgehosts/tokens", none, undefined)).toBe("v1EdgeTokensList");
    expect(api.validateRequest("get", "/v1/edgehosts/edge-1", none, undefined)).toBe("v1EdgeHostDevicesUidGet");
    expect(api.seen).toContain("v1EdgeTokensList");
  });

  test("refuses what the description does not have", () => {
    expect(() => api.validateRequest("GET", "/v1/projects", none, undefined)).toThrow("no GET /v1/projects");
    expect(() => api.validateRequest("GET", "/v1/edgehosts", none, undefined)).toThrow("no GET /v1/edgehosts");
    const query = new URLSearchParams({ limit: "many", color: "red" });
    expect(() => api.validateRequest("POST", "/v1/dashboard/edgehosts/search", query, {})).toThrow(
      /"limit" must be an integer[^]*unknown parameter "color"/,
    );
    expect(() => api.validateRequest("GET", "/v1/events/components/dog/1", none, undefined)).toThrow(
      /"objectKind" must be one of/,
    );
  });

  test("refuses unknown and missing fields of a request, however deep", () => {
    const cluster = (host: object) => ({
      metadata: { name: "demo" },
      spec: {
        machinepoolconfig: [{ cloudConfig: { edgeHosts: [host] }, poolConfig: { name: "a", size: 1, labels: [] } }],
      },
    });
    const send = (host: object) => api.validateRequest("POST", "/v1/spectroclusters/edge-native", none, cluster(host));
    expect(send({ hostUid: "edge-1" })).toBe("v1SpectroClustersEdgeNativeCreate");
    expect(() => send({ hostUid: "edge-1", vip: "10.0.0.1" })).toThrow(/edgeHosts\/0: .*"vip"/);
    expect(() => send({})).toThrow("hostUid");
    expect(() => send({ hostUid: 7 })).toThrow("must be string");
  });

  test("honours x-nullable in requests and nowhere else", () => {
    const search = (filter: object) => api.validateRequest("POST", "/v1/packs/search", none, { filter });
    expect(search({ name: { eq: null } })).toBe("v1PacksSearch");
    expect(() => search({ name: null })).toThrow("must be object");
  });

  test("lets the nulls of real servers through, but no unknown field", () => {
    const answer = (body: unknown, status = 200) =>
      api.validateResponse("POST", "/v1/dashboard/edgehosts/search", status, body);
    expect(() => answer({ items: null, listmeta: null })).not.toThrow();
    expect(() =>
      answer({ items: [{ metadata: { name: "a", labels: null }, status: { inUseClusters: null } }] }),
    ).not.toThrow();
    expect(() => answer({ items: [{ metadata: { name: null } }] })).toThrow("must be string");
    expect(() => answer({ items: [], total: 3 })).toThrow('"total"');
    expect(() => answer({ items: [] }, 201)).toThrow("only 200");
  });

  test("holds errors against v1Error, with a code of either type", () => {
    const refuse = (body: unknown) => api.validateResponse("GET", "/v1/edgehosts/edge-1", 404, body);
    expect(() => refuse({ code: "ResourceNotFound", message: "gone", ref: "1", details: {} })).not.toThrow();
    expect(() => refuse({ code: 608, message: "limit in query should be less than or equal to 50" })).not.toThrow();
    expect(() => refuse({ error: "gone" })).toThrow("code");
  });

  test("wants nothing in the body of a 204, and text where the description says binary", () => {
    expect(() => api.validateResponse("DELETE", "/v1/edgehosts/edge-1", 204, undefined)).not.toThrow();
    expect(() => api.validateResponse("DELETE", "/v1/edgehosts/edge-1", 204, {})).toThrow("there must be none");
    expect(() =>
      api.validateResponse("GET", "/v1/spectroclusters/c/assets/kubeconfigclient", 200, "apiVersion: v1\n"),
    ).not.toThrow();
  });
});
