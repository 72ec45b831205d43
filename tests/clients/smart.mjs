import FHIR from 'fhirclient';
import { matches } from './play.mjs';

export function smart(root, token) {
  // The library is made for web servers: what it keeps of a session is kept here.
  const kept = new Map();
  const storage = { get: async (key) => kept.get(key), set: async (key, value) => (kept.set(key, value), value), unset: async (key) => kept.delete(key) };
  const request = { url: '/', headers: { host: 'localhost' }, socket: {}, session: {} };
  const client = FHIR(request, {}, storage).client({ serverUrl: `${root}/fhir`, tokenResponse: { access_token: token } });
  const address = (type, params) => `${type}?${new URLSearchParams(params)}`;
  return {
    capability: () => client.request('metadata'),
    create: (resource) => client.create(resource),
    read: (type, id) => client.request({ url: `${type}/${id}`, cache: 'no-store' }),
    search: async (type, params) => matches(await client.request(address(type, params))),
    update: (resource) => client.update(resource),
    delete: (type, id) => client.delete(`${type}/${id}`),
    async pages(type, params) {
      const pages = [];
      await client.request(address(type, params), { pageLimit: 0, onPage: (bundle) => { pages.push(matches(bundle)); } });
      return pages;
    },
    statusOf: (work) => work().then(() => 200, (error) => error.statusCode ?? error.status ?? error.response?.status ?? 0),
  };
}
