package dev.slipway.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.PrintedPage;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.view.CheckListView;
import dev.slipway.view.HelpView;
import dev.slipway.view.NoticeView;
import dev.slipway.view.PlanView;
import dev.slipway.view.RefusalView;
import dev.slipway.view.ShowView;
import dev.slipway.view.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("T1")
class GrammarTest {
  private final CommandLineGrammar grammar = new CommandLineGrammar();
  private AShop shop;
  private Typed session;

  @BeforeEach
  void open(@TempDir Path folder) {
    shop = AShop.in(folder);
    session = Typed.at(shop.desk());
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private Outcome run(String line) {
    return grammar.run(session, words(line));
  }

  private static List<String> words(String line) {
    return ((Tokens.Words) new Tokenizer().tokens(line)).words();
  }

  private <V extends View> V view(Class<V> type, String line) {
    return assertInstanceOf(type, run(line).view().orElseThrow(), line);
  }

  private RefusalView refused(int exit, String line) {
    Outcome outcome = run(line);
    RefusalView refusal = assertInstanceOf(RefusalView.class, outcome.view().orElseThrow(), line);
    assertEquals(exit, outcome.exit(), refusal.toString());
    return refusal;
  }

  @Test
  void everyExampleOfEveryCommandMeansTheSameInShellOneShotAndChat() {
    int examples = 0;
    for (Verb verb : Verbs.all().list()) {
      assertFalse(verb.examples().isEmpty(), verb.path());
      for (Verb.Example example : verb.examples()) {
        String line = "slipway " + example.line();
        List<String> inShell = ((Tokens.Words) new Tokenizer().tokens(line)).words();
        List<String> inChat = ((Tokens.Words) new ChatTokenizer().tokens(smart(line))).words();
        List<String> oneShot = asAShellHandsItOver(line);
        assertEquals(parsed(inShell), parsed(inChat), line);
        assertEquals(parsed(inShell), parsed(oneShot), line);
        assertEquals(verb.path(), parsed(inShell).getFirst(), line);
        examples++;
      }
    }
    assertTrue(examples > 60, "examples: " + examples);
  }

  @Test
  void everyLineOfThePagesForNewcomersIsUnderstood() throws IOException {
    for (String page :
        List.of(
            "tutorial.md",
            "how-to/take-it-back-without-slipway.md",
            "how-to/canary-behind-haproxy.md",
            "how-to/blue-green.md",
            "how-to/dark-launch.md")) {
      List<String> lines =
          Files.readAllLines(PrintedPage.projectFolder().resolve("docs").resolve(page)).stream()
              .filter(line -> line.startsWith("slipway "))
              .toList();
      assertFalse(lines.isEmpty(), page);
      lines.forEach(line -> assertFalse(parsed(asAShellHandsItOver(line)).isEmpty(), line));
    }
  }

  /** What a phone makes of a line: typographic quotes, long dashes, a blank that does not break. */
  private static String smart(String line) {
    boolean text = line.contains(" -- ");
    StringBuilder smart = new StringBuilder();
    boolean open = false;
    for (char c : line.replace(" --", " —").replaceFirst(" ", "\u00a0").toCharArray()) {
      if (c == '"') {
        open = !open;
        smart.append(open ? '“' : '”');
      } else {
        smart.append(c == '\'' && !text ? '’' : c);
      }
    }
    return smart.toString();
  }

  /** A POSIX shell takes quotes away and parts the text after "--" like everything else. */
  private static List<String> asAShellHandsItOver(String line) {
    int text = line.indexOf(" -- ");
    if (text < 0) {
      return words(line);
    }
    List<String> all = new ArrayList<>(words(line.substring(0, text)));
    all.add("--");
    all.addAll(List.of(line.substring(text + 4).split(" ")));
    return all;
  }

  private List<String> parsed(List<String> words) {
    Verbs.Found.Exactly found =
        assertInstanceOf(
            Verbs.Found.Exactly.class,
            Verbs.all().find(words.subList(1, words.size())),
            words.toString());
    Call call = Parsing.parse(session, found.verb(), found.rest());
    List<String> all = new ArrayList<>(List.of(found.verb().path()));
    found.verb().slots().forEach(slot -> all.add(slot.name() + "=" + call.slot(slot.name())));
    found
        .verb()
        .options()
        .forEach(o -> all.add(o.name() + "=" + call.option(o.name()) + call.has(o.name())));
    return all;
  }

  @Test
  void refusesAnUnknownCommandAndSaysWhatWasMeantWithTheRestOfTheLine() {
    RefusalView refusal = refused(2, "slipway rolback shop/42 --reason \"two words\"");
    assertTrue(
        refusal.what().contains("Did you mean: slipway rollback shop/42 --reason \"two words\" ?"),
        refusal.what());
    assertEquals("E-USAGE-01", refusal.code());
  }

  @Test
  void refusesAnUnknownVerbOfANounWithTheNearestOne() {
    assertTrue(
        refused(2, "rollout advnce shop/42").what().contains("slipway rollout advance shop/42"));
  }

  @Test
  void refusesAnUnknownOptionWithTheNearestOne() {
    shop.opened("v2");
    RefusalView refusal = refused(2, "rollback shop/2 --reson slow");
    assertTrue(
        refusal.what().contains("--reson") && refusal.what().contains("--reason"), refusal.what());
  }

  @Test
  void refusesAnOptionWithoutItsValueAndOneGivenTwice() {
    assertTrue(refused(2, "rollback shop/2 --reason").what().contains("--reason <text>"));
    assertTrue(refused(2, "rollback shop/2 --reason --dry-run").code().startsWith("E-USAGE"));
    refused(2, "rollback shop/2 --reason a --reason b");
    refused(2, "rollback shop/2 --reason a -- b");
    refused(2, "list -- b");
  }

  @Test
  void printsTheVerbsOfANounAlone() {
    Outcome outcome = run("rollout");
    HelpView help = assertInstanceOf(HelpView.class, outcome.view().orElseThrow());
    assertEquals(2, outcome.exit());
    assertTrue(
        help.sections().getFirst().rows().stream()
            .anyMatch(row -> row.term().equals("rollout advance")));
  }

  @Test
  void explainsCommandsNounsCodesAndExitCodes() {
    assertEquals("slipway rollout advance", view(HelpView.class, "help rollout advance").title());
    assertEquals("slipway rollout advance", view(HelpView.class, "rollout advance -h").title());
    assertEquals("slipway rollback", view(HelpView.class, "help undo").title());
    assertEquals(0, run("help rollout").exit());
    assertEquals(0, run("rollout --help").exit());
    assertEquals(
        ExitCode.values().length,
        view(HelpView.class, "help exit-codes").sections().getFirst().rows().size());
    assertTrue(view(HelpView.class, "help e-gate-01").text().getFirst().contains("approved"));
    refused(5, "help E-NONE-99");
    refused(2, "help nonsense");
    assertEquals(0, run("").exit());
  }

  @Test
  void helpListsEveryCommandOfItsFace() {
    List<String> listed =
        view(HelpView.class, "help").sections().stream()
            .flatMap(section -> section.rows().stream())
            .map(HelpView.Row::term)
            .toList();
    for (CommandLineGrammar.Entry entry : grammar.commands()) {
      assertEquals(
          entry.faces().contains(Face.ONE_SHOT), listed.contains(entry.path()), entry.path());
    }
  }

  @Test
  void understandsWordsOfOtherToolsAndSaysWhatTheyAreCalledHere() {
    shop.opened("v2");
    for (String word : List.of("view", "get", "describe", "status")) {
      assertEquals("shop/2", view(ShowView.class, word + " shop/2").headline().release());
    }
    assertEquals("shop/2", view(ShowView.class, "get rollout shop/2").headline().release());
    assertEquals("shop/2", view(ShowView.class, "release show shop/2").headline().release());
    assertEquals(Optional.of("slipway rollout advance shop/2"), grammar.echo(words("next shop/2")));
    assertEquals(
        Optional.of("slipway check run --phase after shop/2"),
        grammar.echo(words("slipway verify shop/2")));
    assertEquals(Optional.empty(), grammar.echo(words("show shop/2")));
  }

  @Test
  void promotesNoStageWhateverOthersCallSo() {
    ReleaseRecord unused = shop.started("v2");
    RefusalView refusal = refused(6, "promote shop/2");
    assertTrue(refusal.why().toString().contains("The next stage is \"advance\""));
    assertEquals(List.of("slipway rollout advance shop/2"), refusal.fix());
  }

  @Test
  void takesItsOwnNameAndOptionsInAnyOrder() {
    shop.opened("v2");
    assertEquals(Format.Kind.JSON, run("slipway --json show shop/2").format().kind());
    assertEquals(Format.Kind.JSON, run("show --json shop/2").format().kind());
    assertInstanceOf(PlanView.class, run("plan --explain shop/2").view().orElseThrow());
    assertInstanceOf(
        CheckListView.class, run("check list --open shop/2 --phase=before").view().orElseThrow());
  }

  @Test
  void refusesAFieldThatTheAnswerDoesNotHaveBeforeAnythingIsDone() {
    ReleaseRecord release = shop.opened("v2");
    RefusalView refusal = refused(2, "cancel shop/2 --reason x --json --fields waht");
    assertTrue(refusal.what().contains("Did you mean what?"), refusal.what());
    assertEquals(release.version(), shop.desk().renew(release).version());
    assertTrue(refused(2, "list --fields relase").what().contains("Did you mean release?"));
  }

  @Test
  void meansTheReleaseInUseWhenNoneIsNamed() {
    ReleaseRecord release = shop.opened("v2");
    refused(2, "show");
    session.using(release);
    assertEquals("shop/2", view(ShowView.class, "show").headline().release());
    assertEquals("shop/2", view(ShowView.class, "show @").headline().release());
    Outcome confirmed =
        grammar.run(session.by(AShop.CHI), words("check confirm on-call -- Chi watches"));
    assertEquals(0, confirmed.exit(), confirmed.toString());
    assertTrue(
        view(NoticeView.class, "check confirm shop/2 stakeholders --evidence told")
            .what()
            .contains("shop/2"));
  }

  @Test
  void putsAReleaseIntoUseInTheShellOnly() {
    shop.opened("v2");
    refused(2, "use shop/2");
    session.in(Face.SHELL);
    assertEquals(0, run("use shop/2").exit());
    assertEquals("shop/2", session.inUse().orElseThrow().toString());
    assertEquals(0, run("use").exit());
    assertTrue(session.inUse().isEmpty());
  }

  @Test
  void handsPracticeOverToTheHost() {
    run("demo --fast --jsonl");
    run("demo break v2 --errors 30%");
    run("demo break v2 --tail 5:900ms");
    run("demo heal");
    assertEquals(
        List.of(
            new DemoWish.Tell(true, false, true),
            new DemoWish.Break(new dev.slipway.release.Version("v2"), new FaultWish.Errors(30)),
            new DemoWish.Break(
                new dev.slipway.release.Version("v2"),
                new FaultWish.Tail(5, Duration.ofMillis(900))),
            new DemoWish.Heal(Optional.empty())),
        session.demos);
    refused(2, "demo break v2");
    refused(2, "demo break v2 --errors 101");
    refused(2, "demo break v2 --errors 1 --unready");
    refused(2, "demo break v2 --latency 2m");
    refused(2, "demo brek v2 --errors 30");
  }

  @Test
  void givesEachKindOfNoItsExitCode() {
    assertEquals(5, run("show shop/99").exit());
    assertEquals(5, run("new nothing v2").exit());
    shop.opened("v2");
    assertEquals(3, run("start shop/2").exit());
    assertEquals(
        4, grammar.run(session.by(AShop.STRANGER), words("cancel shop/2 --reason x")).exit());
    session.by(AShop.ADA);
    assertEquals(6, run("rollout pause shop/2").exit());
    assertEquals(2, run("cancel shop/2").exit());
    assertEquals(4, run("approve shop/2").exit());
  }
}
