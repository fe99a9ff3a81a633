import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: "dist",
    manifest: true,
    // What counts is held by scripts/first-load.mjs.
    chunkSizeWarningLimit: 1000,
    // An inlined asset would be a data: URL, which the page's policy allows for images alone.
    assetsInlineLimit: 0,
    // The polyfill would be one more script for browsers that the rest does not run in either.
    modulePreload: { polyfill: false },
  },
  server: {
    port: 5173,
    proxy: {
      "/api": {
        target: process.env.KALM_API ?? "http://localhost:4010",
        changeOrigin: true,
        // The server's own certificate is private until it has a public one.
        secure: false,
      },
    },
  },
  test: { include: ["src/**/*.test.ts"], environment: "node" },
});
