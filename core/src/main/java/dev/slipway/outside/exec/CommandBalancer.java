package dev.slipway.outside.exec;

import dev.slipway.control.port.Balancer;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.plan.ExecSpec;
import dev.slipway.release.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The share of a side as the team's commands set and read it. They know no single instance. */
record CommandBalancer(
    Program program, List<ExecSpec.Group> groups, ExecSpec.Traffic.Commands commands)
    implements Balancer {
  /** Commands have no process that could restart and lose the share. */
  private static final String INCARNATION = "commands";

  @Override
  public Reading read(String side) {
    Program.Ended ended = program.run(commands.read().words(), Map.of(), commands.read().limit());
    if (!(ended instanceof Program.Ended.Exit exit) || exit.code() != 0) {
      throw new OutsideFailure("traffic", "read the share", ended.words());
    }
    Map<String, Integer> shares = parsed(exit.output());
    List<String> names = groups.stream().map(ExecSpec.Group::name).toList();
    if (shares.isEmpty() || !names.containsAll(shares.keySet())) {
      throw new OutsideFailure(
          "traffic",
          "read the share",
          "printed no side with its weight, such as \""
              + names.getFirst()
              + " 25\": "
              + exit.said());
    }
    int said = shares.values().iterator().next();
    names.forEach(name -> shares.putIfAbsent(name, 100 - said));
    if (shares.values().stream().mapToInt(Integer::intValue).sum() != 100) {
      throw new OutsideFailure(
          "traffic", "read the share", "the two sides do not add up to 100: " + exit.said());
    }
    return Optional.ofNullable(shares.get(side))
        .map(share -> new Reading(new Weight(share), INCARNATION))
        .orElseThrow(
            () -> new OutsideFailure("traffic", "read the share", "side " + side + " is unknown"));
  }

  /** Sides and weights in turn; empty for anything else. */
  private static Map<String, Integer> parsed(String output) {
    String[] words = output.strip().split("[\\s%]+", -1);
    Map<String, Integer> shares = new HashMap<>();
    for (int i = 0; i + 1 < words.length; i += 2) {
      if (!words[i + 1].matches("[0-9]{1,3}") || Integer.parseInt(words[i + 1]) > 100) {
        return Map.of();
      }
      shares.put(words[i], Integer.valueOf(words[i + 1]));
    }
    return shares;
  }

  @Override
  public void write(String side, Weight share) {
    Program.Ended ended =
        program.run(
            commands.set().words(),
            Map.of("side", side, "weight", Integer.toString(share.percent())),
            commands.set().limit());
    if (!(ended instanceof Program.Ended.Exit exit) || exit.code() != 0) {
      throw new OutsideFailure("traffic", "set the share to " + share, ended.words());
    }
  }

  @Override
  public boolean drain(String instance, BooleanSupplier calledOff) {
    return true;
  }

  @Override
  public void ready(String instance, Duration atMost, BooleanSupplier calledOff) {}

  @Override
  public Lines lines(String side) {
    List<String> needs = new ArrayList<>();
    for (ExecSpec.Command command : List.of(commands.set(), commands.read())) {
      needs.add(command.words().getFirst());
    }
    String read =
        "set -- $("
            + InPlaceLine.of(commands.read().words(), Map.of())
            + ")\nshare=''\nwhile [ $# -ge 2 ]; do\n  weight=${2%\\%}\n  if [ \"$1\" = "
            + InPlaceLine.quoted(side)
            + " ]; then share=$weight; elif [ -z \"$share\" ]; then share=$((100 - weight)); fi\n"
            + "  shift 2\ndone\n[ -n \"$share\" ]\n";
    String away =
        InPlaceLine.of(commands.set().words(), Map.of("side", side, "weight", "0")) + " >&2";
    return new Lines(needs, "", read, away, List.of());
  }
}
