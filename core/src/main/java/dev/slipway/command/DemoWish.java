package dev.slipway.command;

import dev.slipway.release.Version;
import java.util.Optional;

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

  record Stop() implements DemoWish {}

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
