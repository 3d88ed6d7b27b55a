// node two_catalogs.mjs BASE_URL: asks two catalogs that hold the same entities, the one at the address by Backstage's
// client, and the one that the same package has for the tests of others. Answers each line of JSON with another until the
// input ends: null reads the entities afresh, and gives them; {call, live, held} gives what the two answered, where `held`
// is for the second if it is asked otherwise.
import readline from 'node:readline';
import { CATALOG_FILTER_EXISTS, CatalogClient } from '@backstage/catalog-client';
import { InMemoryCatalogClient } from '@backstage/catalog-client/testUtils';
import { stringifyEntityRef } from '@backstage/catalog-model';

const [base] = process.argv.slice(2);
const live = new CatalogClient({ discoveryApi: { getBaseUrl: async () => base } });
let held = new InMemoryCatalogClient();

// The second catalog writes its cursors by these, which as they are stop at the first letter that Latin-1 does not have.
globalThis.btoa = text => Buffer.from(text, 'utf8').toString('base64');
globalThis.atob = text => Buffer.from(text, 'base64').toString('utf8');

// Of what is longer only that it exists is known to a server, and a longer key it does not have at all.
const LONGEST = 200;
const cut = value => {
  if (typeof value === 'string') return value.length > LONGEST ? null : value;
  if (Array.isArray(value)) return value.map(cut);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key.length <= LONGEST)
      .map(([key, each]) => [key, cut(each)]),
  );
};

// JSON has no word for "exists": null stands for it.
const exists = set =>
  Object.fromEntries(Object.entries(set).map(([key, value]) => [key, value === null ? CATALOG_FILTER_EXISTS : value]));
const read = request => ({ ...request, ...(request.filter && { filter: request.filter.map(exists) }) });

// What a predicate finds, when each of its conditions is asked for as a filter.
const found = async (catalog, predicate) => {
  const all = async filter => new Set((await catalog.getEntities(filter && { filter })).items.map(stringifyEntityRef));
  const others = async some => new Set([...(await all())].filter(each => !some.has(each)));
  const each = list => Promise.all(list.map(one => found(catalog, one)));
  if ('$all' in predicate) {
    const some = await each(predicate.$all);
    return new Set([...(await all())].filter(one => some.every(set => set.has(one))));
  }
  if ('$any' in predicate) return new Set((await each(predicate.$any)).flatMap(set => [...set]));
  if ('$not' in predicate) return others(await found(catalog, predicate.$not));
  const conditions = Object.entries(predicate);
  if (conditions.length !== 1) return found(catalog, { $all: conditions.map(([path, value]) => ({ [path]: value })) });
  const [[path, value]] = conditions;
  if (value?.$exists !== undefined) {
    const having = await all({ [path]: CATALOG_FILTER_EXISTS });
    return value.$exists ? having : others(having);
  }
  return all({ [path]: [value.$contains ?? value.$in ?? value].flat().map(String) });
};

const calls = {
  getEntities: async (catalog, request) => (await catalog.getEntities(request)).items,
  getEntitiesByRefs: async (catalog, request) => (await catalog.getEntitiesByRefs(request)).items.map(each => each ?? null),
  getEntityFacets: async (catalog, request) => (await catalog.getEntityFacets(request)).facets,
  // All pages to the last, and from there all that lie before.
  queryEntities: async (catalog, { back, ...request }) => {
    const { limit, fields } = request;
    const pages = [];
    const show = ({ items, totalItems }) => pages.push({ items, totalItems });
    let page = await catalog.queryEntities(request);
    show(page);
    for (const way of back ? ['nextCursor', 'prevCursor'] : ['nextCursor']) {
      for (let cursor; (cursor = page.pageInfo[way]); show(page)) page = await catalog.queryEntities({ cursor, limit, fields });
    }
    return pages;
  },
  byRows: async (catalog, { query }) =>
    catalog === live
      ? (await catalog.queryEntities({ query })).items.map(stringifyEntityRef)
      : [...(await found(catalog, query))].sort(),
};

const outcome = async (call, catalog, request) => {
  try {
    return cut(await calls[call](catalog, read(request)));
  } catch (error) {
    return `${error.name}: ${error.body?.error?.message ?? error.stack}`;
  }
};

const answer = async question => {
  if (question === null) {
    const { items } = await live.getEntities();
    held = new InMemoryCatalogClient({ entities: cut(items) });
    return items;
  }
  const { call, live: asked, held: otherwise } = question;
  return [await outcome(call, live, asked), await outcome(call, held, otherwise ?? asked)];
};

for await (const line of readline.createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await answer(JSON.parse(line))));
}
