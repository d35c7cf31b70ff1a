import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { mockServer } from './dev/mockServer.ts'

/** The Avocet that `npm run dev` talks to, such as http://127.0.0.1:8503; without it, a simulated one answers. */
const server = process.env.AVOCET_SERVER

export default defineConfig({
  plugins: [vue(), ...(server ? [] : [mockServer()])],
  server: {
    proxy: server ? { '/api': { target: server, changeOrigin: true, headers: { origin: server } } } : {},
  },
  build: {
    outDir: '../app/target/classes/io/avocet/web',
    emptyOutDir: true,
    target: 'es2022',
    // Everything is a file of its own: the server's content security policy knows no inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    license: { fileName: 'licenses.txt' },
    chunkSizeWarningLimit: 600, // ECharts, which is loaded after the first paint
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts'],
    // One worker for all: a jsdom for each file would take longer than the tests.
    pool: 'threads',
    isolate: false,
    fileParallelism: false,
    setupFiles: ['src/testing/setup.ts'],
    testTimeout: 60_000, // axe takes its time in jsdom on a busy machine
    restoreMocks: true,
    unstubGlobals: true,
  },
})
