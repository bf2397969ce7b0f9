package dev.slipway.risk;

import static dev.slipway.risk.MigrationFact.Effect.ADDITIVE;
import static dev.slipway.risk.MigrationFact.Effect.MOVES_DATA;
import static dev.slipway.risk.MigrationFact.Effect.REMOVES;
import static dev.slipway.risk.MigrationFact.Effect.UNPROVEN;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The built-in rules, in the order of their ids. A rule's id is never used again for another rule.
 */
public final class Rules {
  private static final Sign.TeamPaths TEAM = new Sign.TeamPaths();

  private static final List<Glob> SCHEMA_FILES =
      globs(
          "V*__*.sql",
          "R__*.sql",
          "**/db/**/*.sql",
          "**/database/**/*.sql",
          "**/schema/**/*.sql",
          "{schema,structure}.sql",
          "**/migrations/**/*.{sql,py,rb,js,ts,php,go,java,kt,cs,ex,exs,xml,yml,yaml,json}",
          "**/migration/**/*.{sql,java,kt}",
          "**/db/migrate/*.rb",
          "**/alembic/versions/*.py",
          "**/db/changelog/**",
          "schema.prisma",
          "**/db/schema.rb");
  private static final List<Glob> NEVER_APPLIED =
      globs(
          "**/{seed,seeds,fixture,fixtures,demo,demo-data,test-data,testdata,query,queries}/**",
          "**/src/test/**",
          "**/migrations/__init__.py");

  public static final List<Rule> ALL =
      List.of(
          rule(
              "R1",
              Kind.SCHEMA,
              "schema",
              2,
              "schema change",
              TEAM,
              new Sign.Migrations(Map.of(ADDITIVE, 2, MOVES_DATA, 3, REMOVES, 4, UNPROVEN, 4)),
              new Sign.UnjudgedSchema(SCHEMA_FILES, NEVER_APPLIED, 4),
              risk("schema", "migration", "database")),
          rule(
              "R2",
              Kind.MONEY,
              "money",
              4,
              "financial or workflow-critical logic",
              TEAM,
              new Sign.Words(
                  Set.of(
                      "pay",
                      "pays",
                      "payout",
                      "payouts",
                      "payroll",
                      "bill",
                      "bills",
                      "price",
                      "prices",
                      "pricing",
                      "refund",
                      "refunds",
                      "ledger",
                      "ledgers",
                      "tax",
                      "taxes",
                      "vat",
                      "currency",
                      "currencies",
                      "tariff",
                      "tariffs",
                      "fee",
                      "fees",
                      "wallet",
                      "wallets",
                      "discount",
                      "discounts",
                      "accounting",
                      "settlement",
                      "settlements",
                      "chargeback",
                      "chargebacks"),
                  List.of("payment", "billing", "invoice", "invoicing", "checkout")),
              risk("money", "payment", "financial", "billing", "workflow")),
          rule(
              "R3",
              Kind.PERMISSIONS,
              "permissions",
              4,
              "authentication or permission change",
              TEAM,
              new Sign.Paths(globs("*.rego", "*.htpasswd", "**/sudoers*")),
              new Sign.Words(
                  Set.of(
                      "auth",
                      "authn",
                      "authz",
                      "login",
                      "logins",
                      "logout",
                      "signin",
                      "signon",
                      "role",
                      "roles",
                      "session",
                      "sessions",
                      "security",
                      "acl",
                      "acls",
                      "rbac",
                      "abac",
                      "sso",
                      "saml",
                      "oidc",
                      "jwt",
                      "jwts",
                      "mfa",
                      "totp",
                      "ldap",
                      "iam",
                      "csrf",
                      "cors",
                      "privilege",
                      "privileges"),
                  List.of(
                      "authenticat",
                      "authoriz",
                      "authoris",
                      "permission",
                      "oauth",
                      "password",
                      "passwd",
                      "credential",
                      "accesscontrol",
                      "webauthn")),
              risk("permissions", "permission", "auth", "authentication", "security")),
          rule(
              "R4",
              Kind.INFRASTRUCTURE,
              "infrastructure",
              2,
              "infrastructure or dependency file",
              TEAM,
              new Sign.Paths(infrastructure()),
              risk("infrastructure", "infra", "dependency", "dependencies")),
          rule(
              "R5",
              Kind.AI_BEHAVIOUR,
              "AI behaviour",
              2,
              "AI behaviour or prompt change",
              TEAM,
              new Sign.Paths(
                  globs(
                      "**/{prompts,prompt-templates,llm,llms}/**",
                      "*.prompt",
                      "*.prompt.{md,txt,yaml,yml,json}",
                      "*.prompty",
                      "{system-prompt,system_prompt,prompt,prompts}.{md,txt,yaml,yml,json}",
                      "{model,models,model-config,model_config,llm}*.{yaml,yml,toml}",
                      "{model,model-config,model_config,models-config,llm,llm-config}.json",
                      "*.{gguf,onnx,safetensors}")),
              new Sign.Words(Set.of("llm", "llms", "guardrail", "guardrails"), List.of()),
              risk("ai-behaviour", "ai-behavior", "ai", "prompt", "model")),
          rule(
              "R6",
              Kind.EXPOSURE,
              "exposure",
              1,
              "exposure controlled by flag or configuration",
              TEAM,
              new Sign.Paths(
                  globs(
                      "**/{config,conf,settings}/**/*.{yml,yaml,json,toml,ini,conf,properties,xml,env}",
                      "application*.{yml,yaml,properties}",
                      "appsettings*.json",
                      "{config,settings}.{yml,yaml,json,toml,ini,py,js,ts}",
                      ".env*",
                      "*.env")),
              new Sign.Words(
                  Set.of("flag", "flags", "toggle", "toggles"),
                  List.of("featureflag", "featuretoggle")),
              risk("exposure", "flag", "flags", "config", "configuration")),
          rule(
              "R7",
              Kind.HIGH_TRAFFIC,
              "high traffic",
              2,
              "high-traffic path",
              TEAM,
              risk("high-traffic", "traffic", "hot-path")),
          rule(
              "R8",
              Kind.ROLLBACK_HOSTILE,
              "data cannot go back",
              4,
              "rollback-hostile data change",
              TEAM,
              new Sign.Migrations(Map.of(MOVES_DATA, 4, REMOVES, 4, UNPROVEN, 4)),
              new Sign.UnjudgedSchema(SCHEMA_FILES, NEVER_APPLIED, 4),
              new Sign.Paths(
                  globs(
                      "**/{backfill,backfills,data-scripts,data_scripts,data-fix,data-fixes,datafix,datafixes}/**",
                      "{backfill,datafix,data-fix,data_fix}*.{sql,sh,py,rb,js,ts}")),
              new Sign.Trailer("Rollback", Set.of("unsafe", "impossible", "hostile", "no", "none")),
              risk("rollback-hostile", "rollback", "data")),
          whole("R9", "batch", new Sign.Batch(8, 500)),
          whole("R10", "age", new Sign.Age(Duration.ofDays(7))),
          whole("R11", "first release", new Sign.FirstRelease()),
          whole("R12", "declared risk", new Sign.DeclaredLevel()));

  private Rules() {}

  private static List<Glob> infrastructure() {
    return globs(
        "{Dockerfile,Dockerfile.*,*.dockerfile,Containerfile,docker-compose*,compose.y*ml}",
        "**/{k8s,kubernetes,helm,charts,terraform,ansible,pulumi,kustomize,systemd,infra,infrastructure}/**",
        "*.{tf,tfvars,hcl,bicep}",
        "{Chart.yaml,kustomization.yaml,Procfile,Vagrantfile,Jenkinsfile,skaffold.yaml,serverless.yml}",
        "**/{.github/workflows,.github/actions,.circleci,.buildkite,.gitlab,.ci}/**",
        "{.gitlab-ci*.yml,.travis.yml,azure-pipelines*.yml,bitbucket-pipelines.yml,.drone.yml}",
        "{pom.xml,build.gradle,build.gradle.kts,settings.gradle,settings.gradle.kts,gradle.properties,build.sbt}",
        "**/gradle/{libs.versions.toml,wrapper/*}",
        "**/.mvn/**",
        "{package.json,package-lock.json,npm-shrinkwrap.json,yarn.lock,pnpm-lock.yaml,bun.lock,bun.lockb,.npmrc,.nvmrc}",
        "{go.mod,go.sum,Cargo.toml,Cargo.lock,mix.exs,mix.lock,Package.swift,Package.resolved}",
        "{requirements*.txt,constraints*.txt,Pipfile,Pipfile.lock,pyproject.toml,poetry.lock,uv.lock,setup.py,setup.cfg}",
        "{Gemfile,Gemfile.lock,*.gemspec,composer.json,composer.lock,*.csproj,packages.lock.json,Directory.Packages.props}",
        "{nginx*.conf,haproxy*.cfg,envoy*.yaml,Caddyfile,*.service,Makefile,flake.nix,flake.lock}");
  }

  private static Sign.Trailer risk(String... words) {
    return new Sign.Trailer("Risk", Set.of(words));
  }

  private static List<Glob> globs(String... patterns) {
    return Arrays.stream(patterns).map(Glob::new).toList();
  }

  private static Rule rule(
      String id, Kind kind, String name, int points, String reason, Sign... signs) {
    return new Rule(id, Optional.of(kind), name, points, reason, List.of(signs));
  }

  private static Rule whole(String id, String name, Sign sign) {
    return new Rule(id, Optional.empty(), name, 1, name, List.of(sign));
  }
}
