"""A small organisation that most questions can be asked about.

`shop` is owned by `sales`, needs `ledger` hard and `mail` soft, consumes `ledger-api` and lives in `store`,
a system of `sales`. `ledger` and its database belong to `money`. `mail` names nobody, `old` a team that is gone.
"""

POLICY = """\
tiers:
  1: {roles: [members], evidence: []}
  2: {roles: [members], evidence: []}
rules:
  tier-inversion: off
"""
"""What it asks of its tiers: people alone, so that nothing is found that no test is about."""

HEAD = "apiVersion: backstage.io/v1alpha1\n"

TEXT = """\
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: all, title: Everybody}
spec: {type: organisation, children: [], profile: {email: all@example.org}}
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: sales, title: Sales}
spec:
  type: team
  parent: all
  children: []
  members: [ada]
  contacts:
    - {type: slack, value: "#sales", title: Questions}
  onCall: {type: pagerduty, value: sales-primary}
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: money, title: Money}
spec: {type: team, parent: all, children: [], profile: {email: money@example.org}}
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: silent}
spec: {type: team, children: []}
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: {name: ada}
spec: {memberOf: [money], profile: {displayName: Ada L.}}
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: {name: bob}
spec: {memberOf: [money]}
---
apiVersion: backstage.io/v1alpha1
kind: System
metadata: {name: store}
spec: {owner: sales}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: shop, title: The shop}
spec:
  type: service
  lifecycle: production
  tier: 1
  owner: sales
  system: store
  consumesApis: [ledger-api]
  dependsOn: [component:ledger, component:mail, resource:gone]
  dependencyDetails:
    component:ledger: {criticality: hard, mode: sync}
    component:mail: {criticality: soft, mode: async}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: ledger}
spec:
  type: service
  lifecycle: production
  tier: 1
  owner: money
  providesApis: [ledger-api]
  dependsOn: [resource:ledger-db]
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: {name: ledger-api}
spec: {type: openapi, lifecycle: production, owner: money, definition: x}
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: {name: ledger-db}
spec: {type: database, owner: money, tier: 2}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: mail}
spec: {type: service, lifecycle: experimental, system: store, tier: 3}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: old}
spec: {type: website, lifecycle: deprecated, owner: gone}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: quiet}
spec: {type: library, lifecycle: production, owner: silent, tier: 2}
"""
