package dev.slipway.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.slipway.PrintedPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** docs/reference/errors.md is printed from the table of codes, and the table knows every code. */
@Tag("T1")
class ErrorsPageTest {
  private static final Pattern CODE = Pattern.compile("\"(E-[A-Z]+-[0-9]{2})\"");

  /** Family to what it is about and how to go on. */
  private static final Map<String, String> FAMILIES = new TreeMap<>();

  static {
    put(
        "API",
        "Asking the server over the network",
        "[api.md](api.md) says what it takes and answers.");
    put(
        "ASK",
        "A question before something dangerous",
        "Answer it, or run the line again with `--yes` or `--confirm` as the message says.");
    put(
        "BACK",
        "The way back",
        "Read `slipway show`: it says where the release is and what a rollback would do.");
    put(
        "BUG",
        "A fault of Slipway",
        "Repeat the line with `--debug` and report what it prints, with the code.");
    put(
        "CATALOG",
        "Which catalogue holds",
        "`slipway catalog show` says which one holds, and which is here.");
    put(
        "CHANGE",
        "The change could not be read",
        "`slipway doctor --only repository` says what is wrong with the repository and how to mend it.");
    put(
        "CHECK",
        "Checklist items",
        "`slipway check list <release>` shows them, each with the line that closes it.");
    put(
        "CONFIG",
        "The configuration",
        "`slipway init` writes a first one; `slipway doctor --only configuration` lists every problem with file, line and fix.");
    put(
        "DATA",
        "Too little data",
        "`slipway rollout extend`, wait, or go on by name with `--skip-watching`.");
    put(
        "DEMO",
        "The practice fleet",
        "`slipway demo start` starts it; `slipway demo state` says what it runs.");
    put(
        "DOCTOR",
        "The examination",
        "`slipway doctor` without `--only` shows every check by name.");
    put(
        "FLAG",
        "The flag of a dark launch",
        "`slipway plan <release> --strategy canary` needs none; `docs/how-to/dark-launch.md` says what is done with it.");
    put(
        "GATE",
        "Gates before a start",
        "`slipway show <release>` says what is open, each with the line that closes it.");
    put(
        "INIT",
        "Writing a first configuration",
        "`slipway init --dry-run --yes` shows what would be written; `slipway help init` names every option.");
    put(
        "LOCK",
        "Another release of this service",
        "`slipway list` shows the other one: wait until it is over, or take it back.");
    put(
        "LOGIN",
        "Signing in to a server",
        "`slipway help login` shows the right form; a token's file has mode 600.");
    put("NEWS", "News for stakeholders", "`slipway news list` shows who is told of what.");
    put(
        "OUT",
        "Something outside did not answer",
        "Repeat the line when it answers again; `slipway doctor --only target` asks it.");
    put(
        "OUTSIDE",
        "Something outside failed",
        "Repeat the line when it answers again; `slipway doctor` asks everything that is configured.");
    put("PLAN", "Making a plan", "`slipway plan <release> --explain` says why it is as it is.");
    put(
        "REF",
        "Naming a release, service or environment",
        "`slipway list` shows the releases, `slipway.yaml` names the services.");
    put("RISK", "Setting the risk", "Give a `--reason`; lowering it takes two people.");
    put(
        "SERVER",
        "The server cannot be asked",
        "`slipway logout` goes back to a store of one's own; [server.md](../how-to/server.md) says how a server is run.");
    put(
        "SIGN",
        "The server lets nobody in",
        "`slipway login <address>` with a token that holds; an administrator makes one with `slipway token create`.");
    put(
        "STATE",
        "Where the release is in its life",
        "`slipway show <release>` says where it is and what may be done now; [states.md](states.md) lists all.");
    put(
        "STORE",
        "The store",
        "`slipway doctor --only store` says what is wrong with it and how to mend it.");
    put(
        "RESTORE",
        "Restoring data",
        "`slipway show` says where the backup is; docs/how-to/checkpoint-and-backup.md says what a restore does.");
    put("TIME", "Scheduling a start", "`slipway help start` shows how a moment is written.");
    put("TOKEN", "Tokens", "`slipway token list` shows them.");
    put(
        "USAGE",
        "The line as it was typed",
        "`slipway help <command>` shows the right form with examples.");
    put(
        "VERSION",
        "Naming a version",
        "`git tag` lists them; the tag pattern stands in `slipway.yaml`.");
    put(
        "WHO",
        "Who may do what",
        "Roles stand under `people` in `slipway.yaml`; `slipway doctor --only configuration` says who you are.");
    put("WORK", "Nobody works", "`slipway work` in another terminal, or the interactive shell.");
  }

  private static void put(String family, String about, String fix) {
    FAMILIES.put(family, about + "\n" + fix);
  }

  private static String family(String code) {
    String rest = code.substring(2);
    int dash = rest.indexOf('-');
    return dash < 0 ? rest : rest.substring(0, dash);
  }

  @Test
  void thePageExplainsEveryCode() throws IOException {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Codes of refusals

        A refusal says what was refused, why, and a line that mends it; its code stands at the end of the first line and never
        changes its meaning. `slipway help E-GATE-01` says the same at the terminal. Nothing was changed where a code is shown,
        unless the message says otherwise. Exit codes are in [commands.md](commands.md#exit-codes).
        """);
    String before = "";
    for (Map.Entry<String, String> code : new TreeMap<>(ErrorCodes.all()).entrySet()) {
      String family = family(code.getKey());
      if (!family.equals(before)) {
        String about = FAMILIES.get(family);
        assertNotNull(about, family + " needs a heading and a way to go on");
        String[] words = about.split("\n", 2);
        page.append("\n## ").append(words[0]).append("\n\n").append(words[1]).append("\n\n");
        page.append("| code | meaning |\n| --- | --- |\n");
        before = family;
      }
      page.append("| `")
          .append(code.getKey())
          .append("` | ")
          .append(PrintedPage.cell(code.getValue()))
          .append(" |\n");
    }
    PrintedPage.mustBe("reference/errors.md", page.toString());
  }

  @Test
  void theTableKnowsEveryCodeThatTheProgramSays() throws IOException {
    TreeSet<String> unknown = new TreeSet<>();
    for (String module : List.of("core", "shell", "bot")) {
      Path sources = PrintedPage.projectFolder().resolve(module).resolve("src/main/java");
      try (var files = Files.walk(sources)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          CODE.matcher(Files.readString(file, StandardCharsets.UTF_8))
              .results()
              .map(match -> match.group(1))
              .filter(code -> ErrorCodes.meaning(code).isEmpty())
              .forEach(unknown::add);
        }
      }
    }
    assertEquals(new TreeSet<String>(), unknown, "codes without a meaning in ErrorCodes");
  }
}
