// FHIR clients that others wrote, against a running gateway: node run.mjs <root> <token file> [client]. Each does the same by its own means; exit code 1 with the first thing that is otherwise.
import { readFileSync } from 'node:fs';
import { kit } from './fhir-kit.mjs';
import { medplum } from './medplum.mjs';
import { smart } from './smart.mjs';
import { play } from './play.mjs';

const [root, tokenFile, only] = process.argv.slice(2);
const token = readFileSync(tokenFile, 'utf8').trim();
const clients = { 'fhir-kit-client': kit, fhirclient: smart, '@medplum/core': medplum };
for (const [name, open] of Object.entries(clients).filter(([name]) => !only || name === only)) {
  const steps = await play(await open(root.replace(/\/$/, ''), token), name);
  console.log(`${name}: ${steps.join(', ')}`);
}
