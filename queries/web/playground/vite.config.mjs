import { defineConfig } from 'vite';

// Relative addresses, so that the page works under any prefix; one folder, which the server embeds.
export default defineConfig({
  base: './',
  build: { outDir: '../static/playground', emptyOutDir: true, chunkSizeWarningLimit: 4000 },
  worker: { format: 'es' },
});
