package dev.slipway.evidence;

import dev.slipway.control.port.Target.BreakGlass;
import dev.slipway.journal.KeptSide;
import dev.slipway.rollout.Finished;
import java.util.List;

/**
 * The way back without Slipway: a POSIX sh script that stands alone. Labels reach the shell as
 * quoted words only; the target's own lines run in subshells, so that they neither end the script
 * nor see its names.
 */
final class RollbackScript {
  /** Also read by {@link FileNames}, to tell whose script a file is. */
  static final String RELEASE = "# release: ";

  /** Ending of the file that the script leaves beside itself. */
  static final String MARK = ".taken-back";

  private static final String FRAME =
      """
      set -eu

      say() { printf '%s\\n' "$*"; }
      inset() { printf '%s\\n' "$1" | while IFS= read -r line; do printf '       %s\\n' "$line"; done; }
      fail() { code=$1; shift; printf '%s\\n' "$*" >&2; exit "$code"; }

      force=no
      dry_run=no
      for argument in "$@"; do
        case $argument in
          --force) force=yes ;;
          --dry-run) dry_run=yes ;;
          -h | --help) say "usage: sh $0 [--dry-run] [--force]"; exit 0 ;;
          *) fail 2 "unknown option; usage: sh $0 [--dry-run] [--force]" ;;
        esac
      done

      for program in $needs; do
        command -v "$program" > /dev/null 2>&1 || missing="$missing $program"
      done
      [ -z "$missing" ] || fail 1 "not found on this host:$missing; nothing was changed"

      if [ "$dry_run" = yes ]; then
        say "Would take $service in $environment back from $new_version to $old_version:"
        say "  1. look what runs, and go on only if it is $new_version (--force: whatever it is)"
        say "  2. send all traffic back and leave a mark, by these lines of sh:"
        inset "$take_back_lines"
        say "  3. check up to five times that no traffic is left on $new_version:"
        inset "$verify_lines"
        [ -z "$needs" ] || say "Needed on this host, and all there: $needs"
        [ -z "$over" ] || say "It would be refused without --force: $over"
        say "Nothing was changed."
        exit 0
      fi

      if [ -n "$over" ] && [ "$force" = no ]; then
        fail 3 "$over Nothing was changed. --force goes on anyway."
      fi

      # Not inside a condition: there sh would ignore set -e in the target's lines.
      set +e
      running=$(show_running)
      status=$?
      set -e
      if [ "$status" -ne 0 ]; then
        running=''
        [ "$force" = yes ] || fail 3 "It cannot be told what runs. Nothing was changed. --force goes on anyway."
      fi
      if [ "$running" != "$new_version" ] && [ "$force" = no ]; then
        fail 3 "Expected $new_version, but ${running:-nothing of it} runs. Nothing was changed. --force goes on anyway."
      fi

      say "Taking $service in $environment back from $new_version to $old_version."
      begun=$(date +%s)
      set +e
      take_back
      status=$?
      set -e
      [ "$status" -eq 0 ] || fail 1 "Traffic could not be taken back (status $status). Try again, or move it by hand."
      say "Traffic was sent to $old_version."
      # Beside the script as well: a target that restarts may forget its mark.
      left="taken back from $new_version at $(date -u +%Y-%m-%dT%H:%M:%SZ) by $(id -un)"
      printf '%s\\n' "$left" > "$0.taken-back" || say "No mark could be left beside this script."

      attempt=1
      while :; do
        set +e
        verify
        status=$?
        set -e
        [ "$status" -ne 0 ] || break
        [ "$attempt" -lt 5 ] || fail 1 "Traffic was sent back, but some may still go to $new_version. Look at the target."
        attempt=$((attempt + 1))
        sleep 1
      done
      say "Checked: no traffic goes to $new_version. It took $(($(date +%s) - begun)) s."
      say "Slipway finds the mark and leaves the share where it is."
      """;

  private RollbackScript() {}

  static String of(Subject subject, BreakGlass breakGlass) {
    StringBuilder script = new StringBuilder("#!/bin/sh\n");
    comment(script, RELEASE + subject.record().id());
    comment(
        script,
        "# service: "
            + subject.record().id().service()
            + " in "
            + subject.record().opened().environment());
    comment(script, "# from " + subject.to() + " (" + subject.change().artifact() + ")");
    comment(script, "# back to " + subject.old());
    script
        .append("#\n")
        .append(
            "# Sends all traffic back to the old version without Slipway, checks that none is left, and leaves a\n")
        .append("# mark at the target and beside itself. It asks nothing and holds no secret.\n")
        .append(
            "# Options: --dry-run shows what it would do; --force goes on when another version runs than expected.\n")
        .append("# Ends with 0 done, 1 tried and failed, 2 wrong usage, 3 refused.\n\n");
    value(script, "service", subject.record().id().service().value());
    value(script, "environment", subject.record().opened().environment().value());
    value(script, "new_version", subject.to().label());
    value(
        script,
        "old_version",
        subject.change().from().isPresent() ? subject.old() : "out of service");
    value(script, "needs", String.join(" ", programs(breakGlass)));
    value(script, "missing", "");
    value(script, "over", over(subject));
    value(script, "take_back_lines", breakGlass.takeBack().stripTrailing());
    value(script, "verify_lines", breakGlass.verify().stripTrailing());
    script.append('\n');
    subshell(script, "show_running", breakGlass.show());
    subshell(script, "take_back", breakGlass.takeBack());
    subshell(script, "verify", breakGlass.verify());
    return script.append(FRAME).toString();
  }

  /**
   * After the end the old version's instances are gone, and sending users to them would be an
   * outage. Where its side is kept, or never ended by Slipway, the way back is what it was.
   */
  private static String over(Subject subject) {
    boolean there =
        KeptSide.of(subject.record())
            .map(side -> !side.isOver())
            .orElseGet(() ->
                subject
                    .record()
                    .plan()
                    .filter(plan -> !plan.isInPlace() && !plan.endsOldInstances())
                    .isPresent());
    return subject.record().state() instanceof Finished && !there
        ? "This release is finished and the instances of "
            + subject.old()
            + " are gone; its undo is a new release."
        : "";
  }

  /**
   * Names of programs hold no blanks; whatever else a name holds is a word here and never a pattern
   * or a command.
   */
  private static List<String> programs(BreakGlass breakGlass) {
    return breakGlass.needs().stream().filter(name -> name.matches("[A-Za-z0-9._+/-]+")).toList();
  }

  private static void comment(StringBuilder script, String line) {
    script.append(Plain.line(line)).append('\n');
  }

  private static void value(StringBuilder script, String name, String value) {
    script.append(name).append('=').append(Plain.shellWord(value)).append('\n');
  }

  /** The lines as they are, since an indented here-document would be another one. */
  private static void subshell(StringBuilder script, String name, String lines) {
    script.append(name).append("() (\nset -eu\n").append(lines.stripTrailing()).append("\n)\n\n");
  }
}
