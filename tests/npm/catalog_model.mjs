// node catalog_model.mjs BASE_URL: holds every entity that a catalog serves against the policies and the validators of
// Backstage's model, and prints as JSON what they refuse, by reference.
import {
  DefaultNamespaceEntityPolicy,
  EntityPolicies,
  FieldFormatEntityPolicy,
  NoForeignRootFieldsEntityPolicy,
  SchemaValidEntityPolicy,
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  domainEntityV1alpha1Validator,
  groupEntityV1alpha1Validator,
  locationEntityV1alpha1Validator,
  resourceEntityV1alpha1Validator,
  stringifyEntityRef,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
} from '@backstage/catalog-model';

const [base] = process.argv.slice(2);
const policy = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new DefaultNamespaceEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);
const validators = [
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  domainEntityV1alpha1Validator,
  groupEntityV1alpha1Validator,
  locationEntityV1alpha1Validator,
  resourceEntityV1alpha1Validator,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
];

// A validator answers whether the kind is its own, and throws where the entity is wrong.
const isOfSomeKind = async entity => {
  for (const validator of validators) if (await validator.check(entity)) return true;
  return false;
};

const refused = {};
const entities = await (await fetch(`${base}/entities`)).json();
for (const entity of entities) {
  try {
    // What a catalog adds to the entity is no field that an author may write.
    const { relations, status, ...written } = entity;
    await policy.enforce(written);
    await new SchemaValidEntityPolicy().enforce(entity);
    if (!(await isOfSomeKind(entity))) throw new Error(`No validator knows the kind ${entity.kind}.`);
  } catch (error) {
    refused[stringifyEntityRef(entity)] = error.message;
  }
}
console.log(JSON.stringify({ entities: entities.length, refused }));
