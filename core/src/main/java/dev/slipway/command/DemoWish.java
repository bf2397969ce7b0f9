package dev.slipway.command;

import dev.slipway.release.Version;
import java.util.Optional;
import java.util.function.Consumer;

/** What is wanted of the practice fleet. */
public sealed interface DemoWish {
  /**
   * The whole story from start to end.
   *
   * @param fast without pauses, as checks run it
   * @param healthy nothing is broken: the release finishes
   * @param jsonl one JSON object a line instead of text
   */
  record Tell(boolean fast, boolean healthy, boolean jsonl) implements DemoWish {}

  record Start() implements DemoWish {}

  /**
   * @param consent asked, with what would happen, before a release that moves loses its fleet;
   *     returns only when it may be done
   */
  record Stop(Consumer<String> consent) implements DemoWish {}

  record State() implements DemoWish {}

  record Break(Version version, FaultWish fault) implements DemoWish {}

  /**
   * @param version empty: all of them
   */
  record Heal(Optional<Version> version) implements DemoWish {}

  /**
   * A second person of the practice team approves. Refused by the host outside a practice store.
   *
   * @param release as typed: "shop/2", "shop" or "@"
   */
  record Approve(String release) implements DemoWish {}
}
