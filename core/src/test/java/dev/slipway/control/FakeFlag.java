package dev.slipway.control;

import dev.slipway.control.port.Flag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A flag that others can turn too, that refuses, or cannot be read. */
final class FakeFlag implements Flag {
  private final String name;
  private final FakeTraffic traffic;
  private int shown;

  /** What was written, each with the share of traffic at that moment: "50 at 100 %". */
  final List<String> turns = new ArrayList<>();

  Optional<RuntimeException> refuses = Optional.empty();
  Optional<RuntimeException> unreadable = Optional.empty();

  FakeFlag(String name, FakeTraffic traffic) {
    this.name = name;
    this.traffic = traffic;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int read() {
    unreadable.ifPresent(failure -> {
      throw failure;
    });
    return shown;
  }

  @Override
  public void write(int percent) {
    refuses.ifPresent(refusal -> {
      throw refusal;
    });
    turns.add(percent + " at " + traffic.share() + " %");
    shown = percent;
  }

  /** Somebody else turns it. */
  void become(int percent) {
    shown = percent;
  }
}
