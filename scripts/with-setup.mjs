// Runs a task from a fresh clone: `npm test`, `npm run demo` and `npm run bench` come through here.
// Needs only Node and npm; everything else, Node 24 for the build tools among it, is a dependency.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { engines, packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const path = [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter);
const stampFile = join(root, 'node_modules/.setup-stamp');

/** Runs a program in the root folder, on our terminal, and resolves to its exit code. */
function run(command, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, PATH: path, TURBO_TELEMETRY_DISABLED: '1', ...env },
    });
    // Ctrl-C reaches the child by itself; we only wait for it to end in its own way.
    const wait = () => {};
    const forward = () => child.kill('SIGTERM');
    process.on('SIGINT', wait).on('SIGTERM', forward);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      process.off('SIGINT', wait).off('SIGTERM', forward);
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}

function fail(message, code = 1) {
  console.error(`\n${message}`);
  process.exit(code);
}

function isOlder(version, than) {
  const [major, minor] = version.split('.').map(Number);
  const [thanMajor, thanMinor] = than.split('.').map(Number);
  return major < thanMajor || (major === thanMajor && minor < thanMinor);
}

/** Changes when what is to be installed changes. */
function stamp() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  const folders = ['packages', 'apps'].flatMap((parent) =>
    readdirSync(join(root, parent)).map((name) => join(parent, name)),
  );
  const manifests = ['.', 'bench', 'e2e', 'examples', ...folders].map((folder) => join(folder, 'package.json'));
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests]) {
    if (existsSync(join(root, file))) hash.update(file).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

async function setUp() {
  const required = engines.node.replace('>=', '');
  if (isOlder(process.versions.node, required)) {
    fail(`Cannot set Feedforward up: it needs Node ${required} or newer, this is Node ${process.versions.node}.`);
  }
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp()) return;
  const install = `npx -y ${packageManager} install --frozen-lockfile`;
  console.log(`Setting up: ${install}`);
  const [command, ...args] = install.split(' ');
  const code = await run(command, args).catch((error) =>
    fail(`Cannot start npx, which comes with npm: ${error.message}`),
  );
  if (code !== 0) {
    fail(`Could not install the dependencies: "${install}" ended with code ${code}; the reason stands above.`, code);
  }
  const tools = await run('node', ['-e', 'process.exit(parseInt(process.versions.node) < 24 ? 1 : 0)']);
  if (tools !== 0) {
    fail('Cannot run the build tools: they need Node 24. It is installed with them on Linux; elsewhere, install it.');
  }
  writeFileSync(stampFile, stamp());
}

const turbo = (...args) => run('turbo', ['run', ...args, '--output-logs=errors-only']);

const tasks = {
  async demo(args) {
    const built = await turbo('build', '--filter=@feedforward/cli');
    return built || run('node', ['apps/cli/dist/index.js', 'demo', ...args]);
  },
  async bench(args) {
    const built = await turbo('build', '--filter=@feedforward/bench^...');
    return built || run('node', ['bench/main.ts', ...args]);
  },
  async verify(args) {
    const checked = await turbo('build', '//#check', '--continue');
    const tested = await run('vitest', ['run', ...args], { FAILED_CHECKS: checked === 0 ? '0' : '1' });
    return checked || tested;
  },
};

const [task, ...args] = process.argv.slice(2);
if (!Object.hasOwn(tasks, task)) fail(`Unknown task "${task}". The tasks are: ${Object.keys(tasks).join(', ')}.`);
await setUp();
process.exitCode = await tasks[task](args);
