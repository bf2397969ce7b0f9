package dev.slipway.practice;

import dev.slipway.control.port.Checks;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Targets.Versions;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The checks after a deploy, made on the new version's own instances and not through the router.
 */
record PracticeChecks(FleetLink link, Versions versions) implements Checks {
  private static final Duration PAGE = Duration.ofSeconds(2);
  private static final int TRIES = 5;

  /**
   * One request in 300 fails on an ordinary day: a single failure of five says nothing, two say a
   * lot.
   */
  private static final int FAILURES_FORGIVEN = 1;

  @Override
  public List<String> names() {
    return List.of("health", "home-page", "cart", "checkout", "database", "digest");
  }

  @Override
  public List<Result> run(List<String> names) {
    return names.stream().map(this::run).toList();
  }

  private Result run(String name) {
    try {
      return switch (name) {
        case "health" -> health();
        case "home-page" -> page(name, "/");
        case "cart" -> page(name, "/cart");
        case "checkout" -> checkout();
        case "database" -> database();
        case "digest" -> digest();
        default -> new Result(name, false, "the practice fleet has no such check");
      };
    } catch (OutsideFailure | IOException failed) {
      return new Result(name, false, String.valueOf(failed.getMessage()));
    }
  }

  private Result health() throws IOException {
    List<String> ill = new ArrayList<>();
    List<JsonNode> instances = instances();
    for (JsonNode instance : instances) {
      int status;
      try {
        status = ask("GET", instance, "/health").statusCode();
      } catch (IOException silent) {
        status = 0;
      }
      if (status != 200) {
        ill.add(
            instance.path("name").asString("")
                + (status == 0 ? " does not answer" : " answers " + status));
      }
    }
    return ill.isEmpty()
        ? new Result(
            "health", true, instances.size() + " of " + instances.size() + " instances say ready")
        : new Result("health", false, String.join(", ", ill));
  }

  private Result page(String name, String path) throws IOException {
    JsonNode instance = instances().getFirst();
    int failures = 0;
    for (int i = 0; i < TRIES; i++) {
      if (ask("GET", instance, path).statusCode() != 200) {
        failures++;
      }
    }
    return new Result(
        name,
        failures <= FAILURES_FORGIVEN,
        (TRIES - failures) + " of " + TRIES + " requests of " + path + " answered 200");
  }

  private Result checkout() throws IOException {
    JsonNode instance = instances().getFirst();
    for (int i = 0; i < TRIES; i++) {
      HttpResponse<String> answer = ask("POST", instance, "/checkout");
      long order = FleetLink.parsed(answer.body()).path("order").asLong(0);
      if (answer.statusCode() == 200 && order > 0) {
        JsonNode booked = link.get("look for an order", "/orders?id=" + order);
        boolean own = booked.path("version").asString("").equals(versions.fresh().label());
        return new Result("checkout", own, "order " + order + " is in the database");
      }
    }
    return new Result("checkout", false, TRIES + " checkouts booked no order");
  }

  private Result database() {
    List<String> ids =
        new PracticeMigrator(link).applied().stream().map(applied -> applied.id()).toList();
    return new Result(
        "database",
        true,
        ids.isEmpty()
            ? "answers, no migrations applied"
            : "answers, applied: " + String.join(", ", ids));
  }

  private Result digest() throws IOException {
    for (JsonNode instance : instances()) {
      String running =
          FleetLink.parsed(ask("GET", instance, "/whoami").body())
              .path("digest")
              .asString("nothing");
      if (!running.equals(versions.artifact().value())) {
        return new Result(
            "digest",
            false,
            instance.path("name").asString("")
                + " runs "
                + running
                + ", promoted was "
                + versions.artifact());
      }
    }
    return new Result("digest", true, "every instance runs " + versions.artifact().brief());
  }

  /** The new version's instances; a check without any has not passed. */
  private List<JsonNode> instances() throws IOException {
    List<JsonNode> own = new ArrayList<>();
    for (JsonNode instance : link.get("read the instances", "/instances").path("instances")) {
      if (instance.path("version").asString("").equals(versions.fresh().label())) {
        own.add(instance);
      }
    }
    if (own.isEmpty()) {
      throw new IOException("no instance of " + versions.fresh() + " runs");
    }
    return own;
  }

  private static HttpResponse<String> ask(String method, JsonNode instance, String path)
      throws IOException {
    return FleetLink.ask(method, instance.path("address").asString(""), path, PAGE);
  }
}
