import { MedplumClient } from '@medplum/core';

export function medplum(root, token) {
  const client = new MedplumClient({ baseUrl: `${root}/`, fhirUrlPath: 'fhir', accessToken: token, fetch, cacheTime: 0 });
  const fresh = { cache: 'reload' };
  // It gives the outcome of a searchset among what was found.
  const found = (type, page) => [...page].filter((resource) => resource.resourceType === type);
  return {
    capability: () => client.get(`${root}/fhir/metadata`, fresh),
    create: (resource) => client.createResource(resource),
    read: (type, id) => client.readResource(type, id, fresh),
    search: async (type, params) => found(type, await client.searchResources(type, params, fresh)),
    update: (resource) => client.updateResource(resource),
    delete: (type, id) => client.deleteResource(type, id),
    async pages(type, params) {
      const pages = [];
      for await (const page of client.searchResourcePages(type, params, fresh)) pages.push(found(type, page));
      return pages;
    },
    statusOf: (work) => work().then(() => 200, (error) => {
      const code = error.outcome?.issue?.[0]?.code;
      return { 'not-found': 404, deleted: 410 }[code] ?? (error.outcome ? 400 : 0);
    }),
  };
}
