// What a client is used for, in the words that all of them share.
import assert from 'node:assert/strict';

const system = 'https://client-tests.example/number';

export async function play(client, name) {
  const done = [];
  const step = async (title, work) => {
    try {
      const result = await work();
      done.push(title);
      return result;
    } catch (error) {
      throw new Error(`${name}, ${title}: ${error.message}`, { cause: error });
    }
  };
  const mark = `${name.replace(/[^a-z]/g, '')}${process.pid}`;
  const patient = (n) => ({
    resourceType: 'Patient', active: true, identifier: [{ system, value: `${mark}-${n}` }],
    name: [{ family: `Family${mark}`, given: [`Given${n}`] }], gender: 'female', birthDate: '1984-07-03',
  });

  await step('capability', async () => {
    const statement = await client.capability();
    assert.equal(statement.fhirVersion, '4.0.1');
    const codes = statement.rest[0].resource.find((r) => r.type === 'Patient').interaction.map((i) => i.code);
    for (const code of ['read', 'search-type', 'create', 'update', 'delete']) assert.ok(codes.includes(code), code);
  });
  const created = await step('create', () => Promise.all([1, 2, 3].map((n) => client.create(patient(n)))));
  created.forEach((p) => assert.match(p.id, /^[A-Za-z0-9\-.]{1,64}$/));
  await step('read', async () => assert.equal((await client.read('Patient', created[0].id)).name[0].given[0], 'Given1'));
  await step('search', async () => {
    assert.deepEqual((await client.search('Patient', { identifier: `${system}|${mark}-2` })).map((p) => p.id), [created[1].id]);
    assert.equal((await client.search('Patient', { family: `Family${mark}` })).length, 3);
    assert.equal((await client.search('Patient', { family: `Nobody${mark}` })).length, 0);
  });
  await step('paging', async () => {
    const pages = await client.pages('Patient', { family: `Family${mark}`, _count: '1', _sort: 'given' });
    assert.deepEqual(pages.map((page) => page.map((p) => p.name[0].given[0])), [['Given1'], ['Given2'], ['Given3']]);
  });
  await step('update', async () => {
    const updated = await client.update({ ...(await client.read('Patient', created[0].id)), birthDate: '1985-01-02' });
    assert.equal(updated.meta.versionId, '2');
    assert.equal((await client.read('Patient', created[0].id)).birthDate, '1985-01-02');
  });
  await step('refusal', async () => assert.equal(await client.statusOf(() => client.create({ resourceType: 'Patient', birthDate: 'yesterday' })) >= 400, true));
  await step('delete', async () => {
    for (const { id } of created) {
      await client.delete('Patient', id);
      assert.ok([404, 410].includes(await client.statusOf(() => client.read('Patient', id))));
    }
    assert.equal((await client.search('Patient', { family: `Family${mark}` })).length, 0);
  });
  return done;
}

export const matches = (bundle) => (bundle.entry ?? []).filter((e) => e.search?.mode !== 'outcome' && e.search?.mode !== 'include').map((e) => e.resource);
