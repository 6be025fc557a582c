/// <reference types="vitest/config" />
import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: { alias: { '@': here('./src') } },
  build: {
    outDir: process.env.CLIENT_OUT ?? here('../src/entrypoints/http/client/built'),
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    assetsInlineLimit: 0, // nothing inline: the policy of the page allows none
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // few files: a first view of thirty small ones waits for thirty answers
        advancedChunks: {
          groups: [
            { name: 'vendor', test: /node_modules[\\/](?:react|react-dom|scheduler|@tanstack|openapi-fetch|use-sync-external-store|seroval|cookie-es)[\\/]/ },
            { name: 'shared', test: /(?:src[\\/](?:ui|lib|services|contexts|app|i18n)[\\/]|lucide-react)/, minShareCount: 3 },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    fs: { allow: [here('.'), here('../src/entrypoints/http/static/fonts')] },
    proxy: Object.fromEntries(
      ['/api', '/health', '/docs', '/static', '/schema', '/dev'].map((path) => [
        path,
        { target: process.env.CLIENT_SERVER ?? 'http://127.0.0.1:8000' },
      ]),
    ),
  },
  test: { environment: 'jsdom', include: ['src/**/*.test.{ts,tsx}'], restoreMocks: true, testTimeout: 60_000 },
})
