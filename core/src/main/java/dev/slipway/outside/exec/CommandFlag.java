package dev.slipway.outside.exec;

import dev.slipway.control.port.Flag;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.plan.ExecSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One feature flag as the team's commands turn and read it. What they say of their own success is
 * not believed: only reading proves what the flag shows.
 */
record CommandFlag(Program program, ExecSpec.FlagCommands commands, String name) implements Flag {
  private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}) ?%?");

  @Override
  public int read() {
    Program.Ended ended = program.run(commands.read().words(), words(), commands.read().limit());
    if (!(ended instanceof Program.Ended.Exit exit) || exit.code() != 0) {
      throw new OutsideFailure("flags", "read flag " + name, ended.words());
    }
    Matcher percent = PERCENT.matcher(exit.output().strip());
    int shown = percent.matches() ? Integer.parseInt(percent.group(1)) : Integer.MAX_VALUE;
    if (shown > 100) {
      throw new OutsideFailure(
          "flags", "read flag " + name, "printed no percent such as \"10\": " + exit.said());
    }
    return shown;
  }

  @Override
  public void write(int shown) {
    Program.Ended ended =
        program.run(
            commands.set().words(),
            Map.of("flag", name, "percent", Integer.toString(shown)),
            commands.set().limit());
    if (!(ended instanceof Program.Ended.Exit exit) || exit.code() != 0) {
      throw new OutsideFailure("flags", "set flag " + name + " to " + shown + " %", ended.words());
    }
  }

  private Map<String, String> words() {
    return Map.of("flag", name);
  }

  /** Programs that are looked up on the host of the standalone script. */
  List<String> needs() {
    return List.of(commands.set().words().getFirst(), commands.read().words().getFirst());
  }

  /**
   * POSIX sh that turns it off; {@code failed} becomes yes where that did not go well. A command
   * that hangs keeps nobody on the new version for longer than its limit.
   */
  String off() {
    return bounded(
            InPlaceLine.of(commands.set().words(), Map.of("flag", name, "percent", "0")),
            ">&2",
            commands.set().limit())
        + " || { failed=yes; printf '%s\\n' "
        + InPlaceLine.quoted("flag " + name + " could not be turned off")
        + " >&2; }\n";
  }

  /**
   * POSIX sh that reads whether it is off; {@code failed} becomes yes where it is not.
   *
   * @param file for what the command prints: whoever hangs would hold a pipe open
   */
  String seenOff(Path file) {
    String answer = InPlaceLine.quoted(file.toString());
    return bounded(
            InPlaceLine.of(commands.read().words(), words()),
            "> " + answer,
            commands.read().limit())
        + " || :\nshown=$(cat "
        + answer
        + " 2> /dev/null || :)\nrm -f "
        + answer
        + "\ncase $shown in\n  0 | 0% | '0 %') ;;\n  *) failed=yes; printf '%s: %s\\n' "
        + InPlaceLine.quoted("flag " + name + " is not seen to be off")
        + " \"$shown\" >&2 ;;\nesac\n";
  }

  private static String bounded(String line, String to, Duration limit) {
    return line
        + " "
        + to
        + " &\njob=$!\n( sleep "
        + Math.max(1, limit.toSeconds())
        + "; kill \"$job\" ) > /dev/null 2>&1 < /dev/null &\nlimit=$!\nended=0\n"
        + "wait \"$job\" || ended=$?\nkill \"$limit\" 2> /dev/null || :\n[ \"$ended\" -eq 0 ]";
  }
}
