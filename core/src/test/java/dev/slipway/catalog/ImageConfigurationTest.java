package dev.slipway.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.ImageSource;
import dev.slipway.plan.PlanHasher;
import dev.slipway.plan.Policy;
import dev.slipway.plan.Service;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ServiceName;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An artifact that is an image in a registry. */
@Tag("R3")
class ImageConfigurationTest {
  private static final String IMAGE =
      "image: \"registry.example:5000/team/shop\", tag: \"v{version}\"";
  private final AConfiguration configuration;

  ImageConfigurationTest(@TempDir Path folder) {
    configuration = new AConfiguration(folder);
  }

  @Test
  void readsAnImage() {
    assertEquals(
        new ImageSource("registry.example:5000", "team/shop", "v{version}", false), image(IMAGE));
    assertEquals(
        new ImageSource("docker.io", "library/nginx", "{version}", false),
        image("image: docker.io/library/nginx"));
    assertEquals(
        new ImageSource("127.0.0.1:5000", "shop", "{version}", true),
        image("image: \"127.0.0.1:5000/shop\", insecure: yes"));
    assertEquals(
        Optional.of("auth.example:8443"),
        image(IMAGE + ", token-server: \"auth.example:8443\"").tokenServer());
    assertTrue(image("image: \"localhost/shop\", insecure: yes").insecure());
    assertTrue(image("image: \"[::1]:5000/shop\", insecure: yes").insecure());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          image: team/shop                              | does not begin with a registry
          image: shop                                   | does not begin with a registry
          image: "https://registry.example/team/shop"   | does not begin with a registry
          image: "registry.example/team/shop:1.0"       | says which one already
          image: "registry.example/team/shop@sha256:00" | says which one already
          image: "registry.example/Team/Shop"           | names no repository
          image: "registry.example/../shop"             | names no repository
          image: "registry.example/shop?x=y"            | names no repository
          image: "registry.example/shop", insecure: yes | could be changed on the way
          image: "127.0.0.1.example/shop", insecure: yes | could be changed on the way
          image: "registry.example/shop", tag: latest   | would not name one image for each version
          image: "registry.example/shop", tag: "{version}/x" | would not name one image for each version
          image: "registry.example/shop", tag: "{digest}" | "{digest}" means nothing here
          image: "registry.example/shop", file: a       | needs run, file or image, and one of them only
          file: "a-{version}", tag: "{version}"         | belongs to an image
          file: "a-{version}", token-server: a.example  | belongs to an image
          image: "registry.example/shop", token-server: "https://a.example" | is no host
          image: "registry.example/shop", token-server: "a.example/x" | is no host
          """)
  void refuses(String artifact, String words) {
    List<String> problems =
        configuration.problemsOf(with(artifact)).stream().map(Problem::words).toList();
    assertTrue(problems.stream().anyMatch(problem -> problem.contains(words)), problems::toString);
  }

  @Test
  void aPlanIsBoundToTheImageAndItsTag() {
    String before = hash(IMAGE);

    assertNotEquals(before, hash(IMAGE.replace("5000", "5001")));
    assertNotEquals(before, hash(IMAGE.replace("shop", "shop2")));
    assertNotEquals(before, hash(IMAGE + ", token-server: auth.example"));
    assertNotEquals(before, hash(IMAGE.replace("v{version}", "{version}")));
  }

  private ImageSource image(String artifact) {
    ExecSpec spec = assertInstanceOf(ExecSpec.class, environment(artifact).target());
    Optional<ExecSpec.Artifact> read = spec.artifact();
    return assertInstanceOf(ExecSpec.Artifact.OfRegistry.class, read.orElseThrow()).image();
  }

  private String hash(String artifact) {
    Reading.Read read = configuration.readRight(with(artifact));
    Policy policy = Objects.requireNonNull(read.catalogue().policies().get("default"));
    return PlanHasher.policyHash(policy, environment(read));
  }

  private Service.Environment environment(String artifact) {
    return environment(configuration.readRight(with(artifact)));
  }

  private static Service.Environment environment(Reading.Read read) {
    return Objects.requireNonNull(
        read.catalogue()
            .service(new ServiceName("shop"))
            .orElseThrow()
            .environments()
            .get(new EnvironmentName("prod")));
  }

  private static String with(String artifact) {
    return """
    version: 1
    people:
      ada: { emails: [ada@example.org], os-users: [ada], roles: [on-call, service-owner] }
    policies: { default: { low: { strategy: rolling } } }
    services:
      shop:
        repository: { path: . }
        environments:
          prod:
            target:
              kind: exec
              instances: [shop-1]
              deploy: { run: ["./deploy.sh", "{version}", "{digest}"] }
              running: { run: ["./running.sh"] }
              artifact: { ARTIFACT }
              probe: { http: "http://{address}/health" }
    """
        .replace("ARTIFACT", artifact);
  }
}
