// The way in, in plain JavaScript that Node 20.19 runs: installs what is missing, then hands over to the Node that ships with the product.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const modules = join(root, 'node_modules');
const stamp = join(modules, '.amt-installed');
const lock = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

function installed() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === lock() && existsSync(bundledNode());
}

function bundledNode() {
  // the repackaged Node for macOS has another name than those for Linux
  const name = process.platform === 'darwin' ? `node-bin-darwin-${process.arch}` : `node-${process.platform}-${process.arch}`;
  return join(modules, name, 'bin', 'node');
}

/** Runs a program, passes signals on, resolves with its exit code. */
function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', ...options });
    const pass = (signal) => child.kill(signal);
    // a terminal sends Ctrl-C to the child as well; we only wait for its clean end
    const wait = () => {};
    process.on('SIGINT', wait);
    process.on('SIGTERM', pass);
    process.on('SIGHUP', pass);
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}

/**
 * `npm install --no-save` takes what the lock file names and leaves it alone. `npm ci` would refuse where a registry lacks the optional
 * packages of other platforms.
 */
async function install() {
  const began = Date.now();
  process.stderr.write('Installing the locked packages (once; about a minute) ');
  const dots = setInterval(() => process.stderr.write('.'), 2000);
  let output = '';
  const npm = spawn('npm', ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  npm.stdout.on('data', (d) => (output += d));
  npm.stderr.on('data', (d) => (output += d));
  const code = await new Promise((resolve) => {
    npm.on('error', (fault) => {
      output += fault.message;
      resolve(1);
    });
    npm.on('exit', resolve);
  });
  clearInterval(dots);
  if (code !== 0) {
    process.stderr.write(
      ` failed\n${output}\nnpm could not install the packages. Is the package registry reachable, and is there about 1 GB of space?\n`,
    );
    process.exit(1);
  }
  writeFileSync(stamp, lock());
  process.stderr.write(` done in ${Math.round((Date.now() - began) / 1000)} s\n`);
}

if (!installed()) await install();

const node = bundledNode();
if (!existsSync(node) && Number(process.versions.node.split('.')[0]) < 26) {
  process.stderr.write(`There is no bundled Node for ${process.platform}-${process.arch}. Please start with Node 26 or newer.\n`);
  process.exit(1);
}
const program = existsSync(node) ? node : process.execPath;
const env = {
  ...process.env,
  NODE_COMPILE_CACHE: join(modules, '.cache', 'amt'),
  PATH: `${dirname(program)}:${join(modules, '.bin')}:${process.env.PATH ?? ''}`,
};
// V8 grows the heap as if the machine were its own: twice the memory for the same number of requests. See docs/performance.md
const memory = ['--max-semi-space-size=8', '--max-old-space-size=512'];
process.exitCode = await run(program, [...memory, join(root, 'apps', 'amt', 'src', 'main.ts'), ...process.argv.slice(2)], {
  cwd: process.env.INIT_CWD ?? process.cwd(),
  env,
});
