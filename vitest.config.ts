import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // whole labs race each other on machines of unknown load; a second failure is a failure, and vitest names each retry
    retry: process.env["CI"] ? 1 : 0,
  },
});
