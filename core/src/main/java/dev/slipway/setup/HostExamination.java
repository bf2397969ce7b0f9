package dev.slipway.setup;

import dev.slipway.control.port.Checkouts;
import dev.slipway.view.DoctorView.Check;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** This computer, whatever is configured. */
final class HostExamination {
  private static final int OLDEST_JAVA = 21;
  private final Ground ground;
  private final Checkouts checkouts;

  HostExamination(Ground ground, Checkouts checkouts) {
    this.ground = ground;
    this.checkouts = checkouts;
  }

  List<Check> java() {
    String version = ground.javaVersion();
    if (feature(version) < OLDEST_JAVA) {
      return List.of(
          Check.mend(
              "java",
              "Java " + version + ", and " + OLDEST_JAVA + " is the oldest that works",
              "",
              "sudo apt-get install openjdk-" + OLDEST_JAVA + "-jre-headless"));
    }
    return List.of(Check.well("java", "Java " + version + ", Slipway " + ground.programVersion()));
  }

  private static int feature(String version) {
    try {
      return Runtime.Version.parse(version).feature();
    } catch (IllegalArgumentException odd) {
      return Runtime.version().feature();
    }
  }

  /** Java falls back to UTC without a word where the variable names no zone. */
  List<Check> zone() {
    String name = "time zone";
    Optional<String> wished =
        Optional.ofNullable(ground.environment().get("TZ"))
            .map(zone -> zone.startsWith(":") ? zone.substring(1) : zone)
            .filter(zone -> !zone.isBlank());
    if (wished.isPresent() && !isZone(wished.get())) {
      return List.of(
          Check.look(
              name,
              "TZ is set and names no zone, so screens say " + ground.zone(),
              "",
              "unset TZ"));
    }
    String offset = ground.zone().getRules().getOffset(ground.now()).getId();
    String here =
        ground.zone() instanceof ZoneOffset || offset.equals("Z")
            ? ground.zone().getId()
            : ground.zone().getId() + " (" + offset + ")";
    return List.of(Check.well(name, here + "; documents and programs get UTC"));
  }

  private static boolean isZone(String name) {
    try {
      return ZoneId.of(name, ZoneId.SHORT_IDS) != null;
    } catch (DateTimeException none) {
      // POSIX forms such as CET-1CEST are rare, and Java reads their beginning.
      return name.matches("[A-Za-z]{3,6}[+-]?[0-9]{1,2}.*");
    }
  }

  List<Check> git() {
    return checkouts
        .program()
        .map(version -> List.of(Check.well("git", "git " + version)))
        .orElseGet(() ->
            List.of(
                Check.mend(
                    "git",
                    "the program git is not on the path",
                    "no change can be read, so no release can be opened",
                    "sudo apt-get install git")));
  }
}
