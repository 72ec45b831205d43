// Times the ten expressions in fhirpath.js as Gateway.Benchmarks' PeerRun times them in the gateway.
// Arguments: the expressions, the patient.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const fhirpath = require('fhirpath');
const r4 = require('fhirpath/fhir-context/r4');

const [expressions, patientFile] = process.argv.slice(2);
const patient = JSON.parse(readFileSync(patientFile, 'utf8'));
const bundle = {
  resourceType: 'Bundle',
  type: 'collection',
  entry: Array.from({ length: 20 }, (_, i) => ({
    fullUrl: `urn:uuid:00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
    resource: structuredClone(patient),
  })),
};

function rate(evaluate, on) {
  const start = process.hrtime.bigint();
  let count = 0, results = 0, elapsed = 0;
  while (elapsed < 0.7) {
    for (let i = 0; i < 100; i++) results = evaluate(on).length;
    count += 100;
    elapsed = Number(process.hrtime.bigint() - start) / 1e9;
  }
  return [count / elapsed, results];
}

let inverse = 0;
const list = JSON.parse(readFileSync(expressions, 'utf8'));
for (const { on, expression } of list) {
  const evaluate = fhirpath.compile(expression, r4);
  const content = on === 'patient' ? patient : bundle;
  rate(evaluate, content);
  const [perSecond, results] = rate(evaluate, content);
  inverse += 1 / perSecond;
  console.log(`${perSecond.toFixed(0)}\t${results}\t${expression}`);
}
console.log(`${(list.length / inverse).toFixed(0)}\tharmonic mean`);
