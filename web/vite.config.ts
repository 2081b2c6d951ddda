import { fileURLToPath } from 'node:url'
import preact from '@preact/preset-vite'
import { defineConfig } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Builds the three pages to dist/web; nothing is inlined, since the server's content policy allows files only. */
export default defineConfig({
  root: at('.'),
  base: '/',
  plugins: [preact({ devToolsEnabled: false })],
  build: {
    outDir: at('../dist/web'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: ['demo', 'chat', 'staff'].map((page) => at(`./${page}/index.html`)),
    },
  },
  server: {
    proxy: {
      '/api': 'http://127.0.0.1:8080',
      '^/demo/(state|clock|patients|groups|stream)': 'http://127.0.0.1:8080',
    },
  },
})
