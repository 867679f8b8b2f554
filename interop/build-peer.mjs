import { fileURLToPath } from 'node:url';
import { buildGo, findGopath, HOW_TO_GET_IT } from './go.mjs';

/** Builds what the tests start. */
export default function buildPeers() {
  const gopath = findGopath();
  if (gopath === undefined) throw new Error(`Go or gVisor's flipcall is missing: ${HOW_TO_GET_IT}`);
  buildGo(gopath, pathOf('peer'), pathOf('build/peer'));
  buildGo(gopath, pathOf('../examples/raw/go'), pathOf('build/example-server'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // For whoever can do without Go: what is missing is printed, and is no failure.
  if (findGopath() === undefined) {
    console.log(`Go or gVisor's flipcall is missing; get them with: ${HOW_TO_GET_IT}`);
  } else {
    buildPeers();
  }
}

/** @param {string} file */
function pathOf(file) {
  return fileURLToPath(new URL(file, import.meta.url));
}
