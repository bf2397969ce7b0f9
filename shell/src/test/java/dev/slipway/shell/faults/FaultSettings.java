package dev.slipway.shell.faults;

/** What HAProxy and Slipway are told of the service; words in capitals are put in. */
final class FaultSettings {
  static final String RULES =
      """
      frontend web
        bind 127.0.0.1:@port@
        default_backend shop
      backend shop
        default-server check inter 200ms rise 1 fall 3
      """;
  static final String CONFIGURATION =
      """
      version: 1
      store: { kind: sqlite, path: store/slipway.db }
      people: { me: { name: Me Myself, emails: [me@example.org], os-users: [OWNER], roles: [on-call] } }
      policies:
        default:
          low: POLICY
          medium: POLICY
          high: POLICY
      services:
        search:
          repository: { path: . }
          environments:
            prod:
              items: [artifact-known, metrics-alive]
              verify-rollback: 3s
              verify-deadline: 30s
              limits:
                interval: 500ms
                window: 4s
                minimum-requests: 10
                minimum-failures: 5
                grace: 4s
                blind-limit: BLIND
                error-rate: { at-most: 10% }
              target:
                kind: exec
                sides: { blue: [b1, b2], green: [g1, g2] }
                addresses: { ADDRESSES }
                deploy: { run: ["./deploy.sh", "{instance}", "{version}", "{digest}"], time-limit: 15s, healthy-within: 20s }
                running: { run: ["./running.sh", "{instance}"] }
                stop: { run: ["./stop.sh", "{instance}"] }
                probe: { http: "http://{address}/health", every: 200ms, at-most: 10s }
                traffic: { haproxy: { admin: ["ADMIN"], backend: shop, time-limit: 1s } }
                metrics:
                  prometheus:
                    url: "PROMETHEUS"
                    time-limit: 3s
                    scrape-every: 1s
                    select: 'job="shop",version="{version}"'
                alerts: { alertmanager: { url: "ALERTMANAGER", time-limit: 2s, watch: ['alertname="ShopErrors"'] } }
                ARTIFACT
      """
          .replace(
              "POLICY",
              "{ strategy: canary, stages: [25, 100], bake: 7s, observe: 4s, approvals: [] }");

  private FaultSettings() {}
}
