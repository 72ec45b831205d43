import { Client } from 'fhir-kit-client';
import { matches } from './play.mjs';

export function kit(root, token) {
  const client = new Client({ baseUrl: `${root}/fhir`, bearerToken: token });
  return {
    capability: () => client.capabilityStatement(),
    create: (resource) => client.create({ resourceType: resource.resourceType, body: resource }),
    read: (resourceType, id) => client.read({ resourceType, id }),
    search: async (resourceType, searchParams) => matches(await client.search({ resourceType, searchParams })),
    update: (resource) => client.update({ resourceType: resource.resourceType, id: resource.id, body: resource }),
    delete: (resourceType, id) => client.delete({ resourceType, id }),
    async pages(resourceType, searchParams) {
      const pages = [];
      for (let bundle = await client.search({ resourceType, searchParams }); bundle; bundle = await client.nextPage({ bundle })) pages.push(matches(bundle));
      return pages;
    },
    statusOf: (work) => work().then(() => 200, (error) => error.response?.status ?? 0),
  };
}
