// node catalog_client.mjs BASE_URL: calls every method of Backstage's client, and prints what came of each as JSON.
// Entities are told by their references.
import { CATALOG_FILTER_EXISTS, CatalogClient } from '@backstage/catalog-client';
import { stringifyEntityRef } from '@backstage/catalog-model';

const [base] = process.argv.slice(2);
const catalog = new CatalogClient({ discoveryApi: { getBaseUrl: async () => base } });

const NOBODY = '00000000-0000-4000-8000-000000000000';
const BY_NAME = { field: 'metadata.name', order: 'asc' };
const TEAMS = { kind: 'group', 'spec.type': 'team' };

const refs = entities => entities.map(each => (each ? stringifyEntityRef(each) : '<undefined>'));
const page = ({ items, totalItems, pageInfo }) => ({ items: refs(items), totalItems, pageInfo: Object.keys(pageInfo).sort() });
const all = async stream => {
  const pages = [];
  for await (const each of stream) pages.push(each);
  return pages;
};

// Follows the pages to the last one, and back to the first.
const walk = async request => {
  const { limit } = request;
  const seen = [await catalog.queryEntities(request)];
  const follow = async way => {
    for (let cursor; (cursor = seen.at(-1).pageInfo[way]); ) seen.push(await catalog.queryEntities({ cursor, limit }));
  };
  await follow('nextCursor');
  await follow('prevCursor');
  return seen.map(page);
};

const calls = {
  'getEntities': async () => (await catalog.getEntities()).items.length,
  'getEntities, filter': async () => refs((await catalog.getEntities({ filter: TEAMS })).items),
  'getEntities, one of several values': async () =>
    refs((await catalog.getEntities({ filter: { 'spec.type': ['cache', 'topic'] } })).items),
  'getEntities, one of several filters': async () =>
    refs((await catalog.getEntities({ filter: [{ 'spec.type': 'cache' }, { kind: 'api', 'spec.type': 'grpc' }] })).items),
  'getEntities, what has a field': async () =>
    refs((await catalog.getEntities({ filter: { kind: 'resource', 'metadata.tags.pci': CATALOG_FILTER_EXISTS } })).items),
  'getEntities, relation': async () =>
    refs((await catalog.getEntities({ filter: { kind: 'system', 'relations.ownedBy': 'group:default/payments' } })).items),
  'getEntities, fields': async () =>
    (await catalog.getEntities({ filter: { kind: 'api', 'spec.type': 'grpc' }, fields: ['kind', 'metadata.name'] })).items,
  'getEntities, order': async () =>
    refs((await catalog.getEntities({ filter: { 'spec.type': 'database' }, order: { field: 'metadata.name', order: 'desc' } })).items),
  'getEntities, limit and offset': async () =>
    refs((await catalog.getEntities({ filter: { kind: 'domain' }, order: [BY_NAME], limit: 2, offset: 1 })).items),
  'getEntities, no limit that is one': async () => catalog.getEntities({ limit: 0 }),

  'queryEntities': async () => (await catalog.queryEntities()).totalItems,
  'queryEntities, only the number': async () => page(await catalog.queryEntities({ filter: { kind: 'user' }, limit: 0 })),
  'queryEntities, there and back': async () => walk({ filter: { kind: 'domain' }, orderFields: BY_NAME, limit: 3 }),
  'queryEntities, there and back by predicate': async () =>
    walk({ query: { kind: 'domain' }, orderFields: { ...BY_NAME, order: 'desc' }, limit: 5 }),
  'queryEntities, two orders': async () =>
    page(await catalog.queryEntities({
      filter: { kind: 'domain' }, orderFields: [{ field: 'spec.type', order: 'desc' }, BY_NAME], limit: 3,
    })),
  'queryEntities, text': async () =>
    page(await catalog.queryEntities({ fullTextFilter: { term: 'LEDGER', fields: ['metadata.name'] } })),
  'queryEntities, predicate': async () =>
    page(await catalog.queryEntities({
      query: {
        $all: [
          { kind: 'component', 'spec.lifecycle': { $in: ['experimental', 'deprecated'] } },
          { $not: { 'metadata.tags': { $contains: 'legacy' } } },
        ],
      },
      orderFields: BY_NAME,
    })),
  'queryEntities, predicate of relations': async () =>
    page(await catalog.queryEntities({
      query: { kind: 'resource', relations: { $contains: { type: 'ownedBy', targetRef: 'group:default/cards' } } },
    })),
  'queryEntities, no predicate that is one': async () => catalog.queryEntities({ query: { kind: { $like: 'api' } } }),
  'queryEntities, no cursor that is one': async () => catalog.queryEntities({ cursor: 'nonsense' }),

  'streamEntities': async () =>
    (await all(catalog.streamEntities({ filter: { kind: 'user' }, pageSize: 10 }))).map(each => each.length),
  'streamEntities, each once': async () => new Set((await all(catalog.streamEntities({ pageSize: 7 }))).flat().map(stringifyEntityRef)).size,

  'getEntitiesByRefs': async () =>
    refs((await catalog.getEntitiesByRefs({
      entityRefs: ['api:default/ledger-api', 'api:default/nobody', 'system:default/loans', 'api:default/ledger-api'],
    })).items),
  'getEntitiesByRefs, filter': async () =>
    refs((await catalog.getEntitiesByRefs({
      entityRefs: ['api:default/ledger-api', 'system:default/loans'], filter: { kind: 'system' },
    })).items),
  'getEntitiesByRefs, predicate': async () =>
    (await catalog.getEntitiesByRefs({
      entityRefs: ['api:default/ledger-api', 'system:default/loans'], query: { kind: 'api' }, fields: ['spec.type'],
    })).items.map(each => each ?? '<undefined>'),
  'getEntitiesByRefs, more than one request may ask': async () => {
    const { items } = await catalog.getEntitiesByRefs({
      entityRefs: [...Array(2500).fill('api:default/nobody'), 'api:default/ledger-api'],
    });
    return [items.length, items.filter(Boolean).length, ...refs(items.slice(-1))];
  },

  'getEntityByRef': async () => refs([await catalog.getEntityByRef('API:Default/Ledger-API')]),
  'getEntityByRef, in parts': async () => refs([await catalog.getEntityByRef({ kind: 'System', namespace: 'default', name: 'loans' })]),
  'getEntityByRef, nobody': async () => catalog.getEntityByRef('api:default/nobody'),
  'getEntityByName': async () => refs([await catalog.getEntityByName({ kind: 'Group', name: 'cards' })]),

  'getEntityAncestors': async () => {
    const { rootEntityRef, items } = await catalog.getEntityAncestors({ entityRef: 'api:default/ledger-api' });
    return { rootEntityRef, first: refs([items[0].entity]) };
  },
  'getEntityAncestors, nobody': async () => catalog.getEntityAncestors({ entityRef: 'api:default/nobody' }),

  'getEntityFacets': async () => catalog.getEntityFacets({ facets: ['kind', 'nothing'] }),
  'getEntityFacets, filter': async () => catalog.getEntityFacets({ facets: ['spec.lifecycle'], filter: { kind: 'api' } }),
  'getEntityFacets, predicate': async () =>
    catalog.getEntityFacets({ facets: ['metadata.tags'], query: { 'spec.type': { $hasPrefix: 'data' } }, filter: { kind: 'resource' } }),
  'getEntityFacets, none': async () => catalog.getEntityFacets({ facets: [] }),

  'getLocations': async () => (await catalog.getLocations()).items.map(({ type }) => type),
  'queryLocations': async () => {
    const { items, totalItems, pageInfo } = await catalog.queryLocations({ limit: 10 });
    return [items.length === totalItems, Object.keys(pageInfo)];
  },
  'streamLocations, as many': async () =>
    (await all(catalog.streamLocations())).flat().length === (await catalog.getLocations()).items.length,
  'getLocationById': async () => {
    const [first] = (await catalog.getLocations()).items;
    return (await catalog.getLocationById(first.id)).target === first.target;
  },
  'getLocationById, nobody': async () => catalog.getLocationById(NOBODY),
  'getLocationByRef': async () => {
    const [first] = (await catalog.getLocations()).items;
    return (await catalog.getLocationByRef(`${first.type}:${first.target}`)).id === first.id;
  },
  'getLocationByRef, nobody': async () => catalog.getLocationByRef('url:https://example.com/nobody.yaml'),
  'getLocationByEntity': async () => {
    const [first] = (await catalog.getLocations()).items;
    return (await catalog.getLocationByEntity('api:default/ledger-api')).id === first.id;
  },
  'getLocationByEntity, nobody': async () => catalog.getLocationByEntity('api:default/nobody'),

  'validateEntity': async () => {
    const { relations, ...written } = await catalog.getEntityByRef('component:default/ledger');
    return catalog.validateEntity(written, 'url:https://example.com/catalog-info.yaml');
  },
  'validateEntity, no entity that is one': async () => {
    const { relations, ...written } = await catalog.getEntityByRef('component:default/ledger');
    const { valid, errors } = await catalog.validateEntity(
      { ...written, metadata: { ...written.metadata, name: 'no name' } }, 'url:https://example.com/catalog-info.yaml',
    );
    return { valid, named: errors.map(({ name }) => name) };
  },
  'analyzeLocation': async () =>
    (await catalog.analyzeLocation({ location: { type: 'url', target: 'https://example.com/halden/tips' } }))
      .generateEntities.map(({ entity }) => entity.metadata.name),

  'refreshEntity': async () => catalog.refreshEntity('component:default/ledger'),
  'refreshEntity, nobody': async () => catalog.refreshEntity('component:default/nobody'),
  'addLocation': async () => catalog.addLocation({ target: 'https://example.com/catalog-info.yaml' }),
  'updateLocation': async () => {
    const [first] = (await catalog.getLocations()).items;
    return catalog.updateLocation(first.id, { target: 'https://example.com/catalog-info.yaml' });
  },
  'updateLocation, nobody': async () => catalog.updateLocation(NOBODY, { target: 'https://example.com/catalog-info.yaml' }),
  'removeLocationById': async () => {
    const [first] = (await catalog.getLocations()).items;
    return catalog.removeLocationById(first.id);
  },
  'removeLocationById, nobody': async () => catalog.removeLocationById(NOBODY),
  'removeEntityByUid': async () =>
    catalog.removeEntityByUid((await catalog.getEntityByRef('component:default/ledger')).metadata.uid),
};

const outcome = async call => {
  try {
    const result = await call();
    return result === undefined ? '<undefined>' : result;
  } catch (error) {
    return [error.name, error.statusCode, error.body?.error?.name, error.body?.error?.message];
  }
};

const report = { calls: {}, methods: Object.getOwnPropertyNames(CatalogClient.prototype) };
for (const [name, call] of Object.entries(calls)) report.calls[name] = await outcome(call);
console.log(JSON.stringify(report));
