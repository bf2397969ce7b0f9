package dev.slipway.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The scripts in the shells they are for, which run for real: TAB is a key that is pressed on a
 * pseudo-terminal. A shell that is not installed is left out.
 */
@Tag("T2")
@Timeout(120)
class CompletionScriptsTest {
  @TempDir Path folder;

  @Test
  void bashCompletesWhatTheProgramOffers() throws Exception {
    answers("rollback\teverybody back to the old version, now");
    assertEquals(List.of("rollback", "shop/42"), run(bash(), "slipway rollb\t shop/42"));
    assertEquals(List.of("__complete", "--", "rollb"), asked());
  }

  @Test
  void bashHandsQuotedWordsOverAsOneAndEvaluatesNothing() throws Exception {
    answers("--until\twhen");
    run(bash(), "slipway check waive shop/42 --reason=\"it's $(touch evil) fine\" --un\t 7d");
    List<String> asked = asked();
    assertEquals("--un", asked.getLast());
    assertTrue(asked.get(5).contains("it's $(touch evil) fine"), asked.toString());
    assertEquals(7, asked.size(), asked.toString());
  }

  @Test
  void bashPutsAWordTogetherThatItTakesApart() throws Exception {
    answers("shop@v2.4.1\trolling out");
    assertEquals(List.of("show", "shop@v2.4.1"), run(bash(), "slipway show shop@v2\t"));
    assertEquals(List.of("__complete", "--", "show", "shop@v2"), asked());
    answers("--risk=high\tlevel");
    assertEquals(List.of("plan", "--risk=high"), run(bash(), "slipway plan --risk=\t"));
    assertEquals(List.of("__complete", "--", "plan", "--risk="), asked());
  }

  @Test
  void bashQuotesWhatWouldBeRunOtherwise() throws Exception {
    answers("v2;touch${IFS}evil\tan evil tag");
    assertEquals(
        List.of("new", "shop", "v2;touch${IFS}evil"), run(bash(), "slipway new shop v2\t"));
    assertTrue(Files.notExists(folder.resolve("evil")));
  }

  @Test
  void bashKeepsTheTypedWordWhenSeveralOnlyResembleIt() throws Exception {
    answers("rollout\ta", "approve\tb");
    assertEquals(List.of("oo"), run(bash(), "slipway oo\t"));
    answers("approve\tb");
    assertEquals(List.of("approve"), run(bash(), "slipway aprv\t"));
  }

  @Test
  void bashAsksTheProgramItself() throws Exception {
    GivenPlace.in(folder).configured();
    program(
        ("exec '%s' -Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider"
                + " -Dslf4j.internal.verbosity=ERROR -cp '%s' dev.slipway.shell.Main \"$@\"")
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path")));
    assertEquals(List.of("completion", "fish"), run(bash(), "slipway compl\t fis\t"));
    assertEquals(List.of("history", "shop"), run(bash(), "slipway hist\t sh\t"));
  }

  @Test
  void zshCompletesWhatTheProgramOffers() throws Exception {
    answers("rollback\teverybody back: now");
    assertEquals(List.of("rollback", "shop/42"), run(zsh(), "slipway rollb\tshop/42"));
    assertEquals(List.of("__complete", "--", "rollb"), asked());
    answers("shop@v2.4.1\trolling out");
    assertEquals(
        List.of("show", "--reason", "it's fine", "shop@v2.4.1"),
        run(zsh(), "slipway show --reason \"it's fine\" shop@v2\t"));
    assertEquals(List.of("__complete", "--", "show", "--reason", "it's fine", "shop@v2"), asked());
    answers("v2;touch${IFS}evil\tan evil tag");
    assertEquals(List.of("new", "shop", "v2;touch${IFS}evil"), run(zsh(), "slipway new shop v2\t"));
    answers("approve\tb");
    assertEquals(List.of("approve"), run(zsh(), "slipway aprv\t"));
  }

  @Test
  void fishCompletesWhatTheProgramOffers() throws Exception {
    assumeTrue(isInstalled("fish"), "fish is not installed");
    answers("shop/42\trolling out", "shop/41\tnot now, because it is finished");
    script("fish");
    Files.writeString(
        folder.resolve("ask.fish"),
        """
        set -x PATH '%1$s' $PATH
        source '%1$s/script.fish'
        complete -C 'slipway show --reason "a b" '
        """
            .formatted(folder),
        StandardCharsets.UTF_8);
    Process fish = process(List.of("fish", "--no-config", folder + "/ask.fish"));
    assertEquals("shop/42\trolling out\nshop/41\tnot now, because it is finished\n", output(fish));
    assertEquals("", asked().getLast());
    assertEquals("show", asked().get(2));
  }

  private record Shell(String name, String command, String before) {}

  private static Shell bash() {
    return new Shell("bash", "bash --norc --noprofile -i", "PS1=; bind 'set bell-style none'");
  }

  private static Shell zsh() {
    assumeTrue(isInstalled("zsh"), "zsh is not installed");
    return new Shell("zsh", "zsh -f -i", "PS1=; autoload -U compinit; compinit -u -D");
  }

  private static boolean isInstalled(String program) {
    return Files.isExecutable(Path.of("/usr/bin", program))
        || Files.isExecutable(Path.of("/bin", program));
  }

  /** A program that notes what it was asked and answers these lines. */
  private void answers(String... lines) throws IOException {
    Files.writeString(
        folder.resolve("answer"), String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
    program("printf '%%s\\n' \"$@\" > '%1$s/asked'; cat '%1$s/answer'".formatted(folder));
  }

  private void program(String body) throws IOException {
    Path program = folder.resolve("slipway");
    Files.writeString(program, "#!/bin/sh\n" + body + "\n", StandardCharsets.UTF_8);
    assertTrue(program.toFile().setExecutable(true));
  }

  private List<String> asked() throws IOException {
    return Files.readAllLines(folder.resolve("asked"), StandardCharsets.UTF_8);
  }

  private void script(String shell) throws IOException {
    GivenPlace place = GivenPlace.in(folder);
    assertEquals(0, place.runs("completion", shell), place.err());
    Files.writeString(folder.resolve("script." + shell), place.out(), StandardCharsets.UTF_8);
  }

  /**
   * Types a line, TABs included, and Enter. Where the program would run, its words are noted
   * instead.
   */
  private List<String> run(Shell shell, String line) throws Exception {
    script(shell.name());
    Path ran = folder.resolve("ran");
    Files.deleteIfExists(ran);
    Files.writeString(
        folder.resolve("begin"),
        """
        %3$s
        slipway() {
          if [ "$1" = __complete ]; then '%1$s/slipway' "$@"; else printf '%%s\\n' "$@" > '%1$s/ran'; fi
        }
        source '%1$s/script.%2$s'
        """
            .formatted(folder, shell.name(), shell.before()),
        StandardCharsets.UTF_8);
    Process process =
        process(List.of("script", "-qec", shell.command(), folder.resolve("typescript") + ""));
    try (var keys = process.outputWriter(StandardCharsets.UTF_8)) {
      keys.write("source '" + folder + "/begin'\n");
      keys.write(line + "\n");
      keys.flush();
      while (Files.notExists(ran) && process.isAlive()) {
        Thread.sleep(20);
      }
      keys.write("exit\n");
    }
    String seen = output(process);
    assertTrue(Files.exists(ran), seen);
    return Files.readAllLines(ran, StandardCharsets.UTF_8);
  }

  private Process process(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(folder.toFile());
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("TERM", "xterm");
    builder.environment().put("LANG", "C.UTF-8");
    builder.environment().remove("LC_ALL");
    return builder.start();
  }

  private static String output(Process process) throws Exception {
    String all = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(90, TimeUnit.SECONDS), all);
    return all;
  }
}
