package dev.slipway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.Answer;
import dev.slipway.control.Opening;
import dev.slipway.control.Parity;
import dev.slipway.control.Refusal;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.outside.exec.AService;
import dev.slipway.parity.Difference;
import dev.slipway.plan.Service;
import dev.slipway.release.Actor;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.ServiceName;
import dev.slipway.rig.Pusher;
import dev.slipway.rig.RealRegistry;
import dev.slipway.rollout.Finished;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image goes from staging to prod by its digest, whatever becomes of its tag meanwhile. */
@Tag("R3")
@Tag("R4")
@Tag("real-targets")
@Tag("long")
class PromotionStoriesTest {
  private static final Actor ADA = new Actor("ada", Actor.Kind.PERSON, "test");
  @TempDir private Path folder;

  @Test
  void whatWasTriedIsWhatReachesProd() throws java.io.IOException {
    AService service =
        new AService(Files.createDirectory(folder.resolve("service")), "search-1", "search-2");
    try (RealRegistry registry =
        RealRegistry.open(Files.createDirectory(folder.resolve("registry")))) {
      Pusher pusher = new Pusher(registry.host(), "team/search");
      String first = commit(service, "v1");
      String second = commit(service, "v2");
      ArtifactDigest v1 = pusher.image("v1", "amd64", first);
      ArtifactDigest v2 = pusher.image("v2", "amd64", second);
      String signature = "application/vnd.example.signature";
      // As before OCI 1.1: what is attached stands under a tag made of the digest.
      ArtifactDigest unusedIndex =
          pusher.index(
              v2.value().replace(':', '-'),
              Pusher.entry(v1, "\"artifactType\":\"" + signature + "\""));
      try (OwnService shop = new OwnService(service, text(service, registry))) {
        AService unusedService = service.runs("v1", "search-1", "search-2");
        OwnService unused = shop.works().follows(opened(shop, "staging"));
        ReleaseRecord tried = OwnService.yes(start(shop));
        unused = shop.until(Finished.class);
        assertEquals(v2, tried.change().artifact());

        ReleaseRecord promoted =
            OwnService.yes(
                shop.slipway()
                    .desk()
                    .opening()
                    .promote(ADA, shop.release(), Optional.empty(), "", ""));
        unused = shop.follows(promoted);
        ArtifactDigest moved = pusher.image("v2", "arm64", second);
        assertRefused(start(shop), "v2 was " + v2.brief() + " and is now " + moved.brief());

        assertEquals(v2, pusher.image("v2", "amd64", second), "the tag is put back");
        ReleaseRecord started = OwnService.yes(start(shop));
        assertEquals(v2, started.change().artifact());
        unused = shop.until(Finished.class);
        assertTrue(service.deploys().contains("search-2 v2 " + v2), service.deploys()::toString);
        assertEquals(List.of(signature), attached(shop, v2));

        Parity.Report same = parity(shop);
        assertTrue(
            same.places().stream().allMatch(p -> p.standing() == Difference.Standing.EXPECTED),
            same::toString);
        assertTrue(
            same.pairs().getFirst().differences().stream()
                .noneMatch(one -> one.what().equals("artifact")),
            same::toString);

        // Somebody deploys past Slipway.
        String unusedWords = service.run("./deploy.sh", "search-2", "v1", v1.value());
        AService.await(
            () -> {
              Parity.Place prod = parity(shop).places().getLast();
              return prod.standing() == Difference.Standing.UNEXPECTED
                  && prod.words().contains("search-2 runs v1");
            },
            "what runs there is not what was promoted");
      }
    }
  }

  private static String commit(AService service, String version) {
    return service.run("git", "rev-parse", version).strip();
  }

  private static ReleaseRecord opened(OwnService shop, String environment) {
    return OwnService.yes(
        shop.slipway()
            .desk()
            .opening()
            .open(
                ADA,
                new Opening.Wish(
                    "search",
                    "v2",
                    Optional.of(environment),
                    Optional.empty(),
                    Optional.empty(),
                    "",
                    "")));
  }

  private static Answer<ReleaseRecord> start(OwnService shop) {
    return shop.slipway().desk().course().start(ADA, shop.release());
  }

  private static void assertRefused(Answer<ReleaseRecord> answer, String words) {
    Refusal refusal =
        switch (answer) {
          case Answer.Yes<ReleaseRecord> yes -> throw new AssertionError("it started");
          case Answer.No<ReleaseRecord> no -> no.refusal();
        };
    assertTrue(refusal.why().toString().contains(words), refusal.toString());
  }

  private static Service search(OwnService shop) {
    return shop.slipway().desk().catalogue().service(new ServiceName("search")).orElseThrow();
  }

  private static Parity.Report parity(OwnService shop) {
    return OwnService.yes(
        shop.slipway().desk().parity().of(search(shop), Optional.empty(), Optional.empty()));
  }

  /** Kinds of what the evidence of the artifact names. */
  private static List<String> attached(OwnService shop, ArtifactDigest artifact) {
    return shop.release().gateRecords().stream()
        .map(Object::toString)
        .filter(record -> record.contains("artifact-known") && record.contains(artifact.value()))
        .flatMap(record ->
            Pattern.compile("application/vnd\\.example\\.[a-z]+")
                .matcher(record)
                .results()
                .map(MatchResult::group))
        .distinct()
        .toList();
  }

  /** Staging on the first instance, and prod on the second. */
  private static String text(AService service, RealRegistry registry) {
    String staging = configured(service, registry, "search-1");
    String prod = configured(service, registry, "search-2");
    int environment = prod.indexOf("      prod:");
    return staging.replace("      prod:", "      staging:")
        + prod.substring(environment)
            .replace(
                "items: [artifact-known]",
                "promoted-from: staging\n        items: [artifact-known, promoted]");
  }

  private static String configured(AService service, RealRegistry registry, String instance) {
    return OwnService.text(
        service,
        OwnService.IN_PLACE.replace("[search-1, search-2]", "[" + instance + "]")
            + "artifact: { image: \""
            + registry.host()
            + "/team/search\", insecure: yes }\n",
        "strategy: rolling");
  }
}
