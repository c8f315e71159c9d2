// Bundles frontend/ into salesleader/static/build/ under fixed names; Django's manifest storage hashes them.
import { build } from "esbuild";
import { existsSync, rmSync } from "node:fs";

const outdir = "salesleader/static/build";
const names = ["app.ts", "offline.ts", "shell.ts", "worker.ts", "passkeys.ts", "keeping.ts", "start.ts", "sorting.ts", "tree.ts", "weights.ts", "app.css"];
const entries = names.map((name) => `frontend/${name}`);

rmSync(outdir, { recursive: true, force: true });
await build({
  entryPoints: entries.filter((entry) => existsSync(entry)),
  outdir,
  outbase: "frontend",
  bundle: true,
  minify: true,
  legalComments: "none",
  format: "esm",
  target: ["es2022", "chrome123", "firefox121", "safari17.5"],
  loader: { ".woff2": "file" },
  assetNames: "[name]",
  logLevel: "warning",
});
