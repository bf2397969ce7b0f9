package dev.slipway.outside.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChallengeTest {
  @Test
  void readsTheFormThatRegistriesSend() {
    assertEquals(
        Optional.of(
            new Challenge(
                "bearer",
                Map.of(
                    "realm", "https://auth.example/token",
                    "service", "registry.example",
                    "scope", "repository:team/shop:pull,push"))),
        Challenge.of(
            List.of(
                "Bearer realm=\"https://auth.example/token\",service=\"registry.example\",scope=\"repository:team/shop:pull,push\"")));
  }

  @Test
  void followsBearerWhereSeveralAreOffered() {
    List<String> offered =
        List.of("Basic realm=\"a\", Negotiate", "Bearer realm=\"b\\\"c\", error=invalid_token");

    assertEquals(
        Optional.of(new Challenge("bearer", Map.of("realm", "b\"c", "error", "invalid_token"))),
        Challenge.of(offered));
    assertEquals("basic", Challenge.of(offered.subList(0, 1)).orElseThrow().scheme());
  }

  @Test
  void knowsNoOtherWay() {
    assertEquals(Optional.empty(), Challenge.of(List.of("Negotiate", "Digest realm=x", "\"", "")));
    assertEquals(Optional.empty(), Challenge.of(List.of("\"".repeat(100_000))));
  }
}
