"""The catalog as a network: what needs what.

An arrow leads from what needs to what is needed. There are three kinds of arrow, named for the relation
they come from:

- `dependsOn`: a component or resource needs what it depends on, whichever end wrote it down;
- `consumesApi`: a component needs the API it consumes;
- `apiProvidedBy`: an API needs the component that provides it, so a consumer needs the provider too,
  through the API.

Being part of something, owning, replacing and providing are no needs. A name that nobody declares is a
node like any other: what needs it needs it all the same.
"""
