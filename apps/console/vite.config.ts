import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compressParts } from './scripts/compress-parts.ts'

// biome-ignore lint/style/noDefaultExport: Vite wants it so
export default defineConfig({
  plugins: [react(), compressParts()],
  build: { target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 700, reportCompressedSize: false },
  // While the pages are being worked on: `npm run dev -w apps/console` beside `npm start`.
  server: { proxy: { '/api': 'http://127.0.0.1:8420' } },
})
