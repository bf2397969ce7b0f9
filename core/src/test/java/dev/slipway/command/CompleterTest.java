package dev.slipway.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.journal.ReleaseRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class CompleterTest {
  private final Completer completer = new Completer();
  private AShop shop;
  private Typed session;

  @BeforeEach
  void open(@TempDir Path folder) {
    shop = AShop.in(folder);
    session = Typed.at(shop.desk()).in(Face.SHELL);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  /** What is offered at the end of a line; a blank at its end begins a new word. */
  private List<Candidate> at(String line) {
    List<String> words = new ArrayList<>(List.of(line.strip().split(" +")));
    boolean fresh = line.isEmpty() || line.endsWith(" ");
    if (line.isBlank()) {
      words.clear();
    }
    int index = fresh ? words.size() : words.size() - 1;
    return completer.complete(session, words, index, fresh ? "" : words.getLast());
  }

  private List<String> values(String line) {
    return at(line).stream().map(Candidate::value).toList();
  }

  private List<String> possible(String line) {
    return at(line).stream().filter(Candidate::possible).map(Candidate::value).toList();
  }

  @Test
  void offersCommandsAndNounsOnceEach() {
    List<String> first = values("");
    assertTrue(
        first.containsAll(List.of("new", "rollback", "rollout", "check", "demo", "use", "help")),
        first.toString());
    assertEquals(first.stream().distinct().count(), first.size());
    assertEquals(List.of("rollback", "rollout"), values("roll"));
    assertEquals(List.of("rollback"), values("slipway rollb"));
    session.in(Face.CHAT);
    assertFalse(values("").contains("use"));
  }

  @Test
  void offersTheVerbsOfANoun() {
    assertEquals(List.of("watch", "pause", "resume", "advance", "extend"), values("rollout "));
    assertEquals(List.of("pause"), values("rollout p"));
    assertTrue(values("demo ").containsAll(List.of("start", "break", "--fast")));
  }

  @Test
  void offersWhatCanBeRolledBackFirstAndSaysWhyTheRestCannot() {
    shop.atAQuarter("v2");
    shop.opened("v3");
    List<Candidate> offered = at("rollback ");
    assertEquals("shop/2", offered.getFirst().value());
    assertEquals("v2  rolling out 25 %", offered.getFirst().description());
    assertTrue(offered.getFirst().possible());
    Candidate planned =
        offered.stream().filter(c -> c.value().equals("shop/3")).findFirst().orElseThrow();
    assertFalse(planned.possible());
    assertEquals("nothing has moved; cancel it instead", planned.because());
    Candidate adopted =
        offered.stream().filter(c -> c.value().equals("shop/1")).findFirst().orElseThrow();
    assertEquals("it is finished; a new release would take it back", adopted.because());
    assertTrue(possible("rollback ").contains("shop"), "its moving release");
  }

  @Test
  void aServiceIsPossibleWhenTheReleaseIsThatItStandsFor() {
    shop.opened("v2");
    assertFalse(possible("rollback ").contains("shop"), "nothing has moved");
    assertTrue(possible("cancel ").contains("shop"));
  }

  @Test
  void whatWasTypedLatelyComesFirstWhereNothingElseTells() {
    shop.opened("v2");
    shop.opened("v3");
    assertEquals(List.of("shop/3", "shop/2"), possible("show ").subList(0, 2));
    Habits habits = new Habits(() -> List.of("show shop/2", "history shop", "show shop/2"));
    Completer mine = new Completer(habits, Memory.none());
    assertEquals("shop/2", mine.complete(session, List.of("show", ""), 1, "").getFirst().value());
    List<String> look =
        mine.complete(session, List.of(""), 0, "").stream()
            .filter(candidate -> candidate.group().equals(LookingVerbs.GROUP))
            .map(Candidate::value)
            .toList();
    assertEquals(List.of("show", "history", "list", "diff", "parity"), look);
  }

  @Test
  void aSlowRepositoryIsRememberedFromTheLastTime() {
    Map<String, List<String>> kept = new HashMap<>();
    Memory memory =
        new Memory() {
          @Override
          public List<String> recall(String key) {
            return kept.getOrDefault(key, List.of());
          }

          @Override
          public void keep(String key, List<String> values) {
            kept.put(key, values);
          }
        };
    Completer first = new Completer(Habits.none(), memory);
    first.complete(session, List.of("new", "shop", ""), 2, "");
    first.settle(Duration.ofSeconds(10));
    shop.whoseRepositoryHangs();
    List<Candidate> later =
        new Completer(Habits.none(), memory).complete(session, List.of("new", "shop", ""), 2, "");
    assertEquals("v3", later.getFirst().value());
  }

  @Test
  void offersToApproveWhatWaitsForMe() {
    shop.opened("v2");
    Candidate mine =
        at("approve ").stream().filter(c -> c.value().equals("shop/2")).findFirst().orElseThrow();
    assertFalse(mine.possible());
    assertTrue(mine.because().startsWith("you wrote one"), mine.because());
    session.by(AShop.CHI);
    assertTrue(possible("approve ").contains("shop/2"));
    assertEquals(List.of("on-call"), possible("approve shop/2 --as "));
  }

  @Test
  void saysWhyAReleaseIsNotReadyToStart() {
    shop.opened("v2");
    Candidate closed = at("start ").getFirst();
    Candidate release =
        at("start ").stream().filter(c -> c.value().equals("shop/2")).findFirst().orElseThrow();
    assertFalse(release.possible(), closed.toString());
    assertTrue(release.because().startsWith("approval"), release.because());
  }

  @Test
  void neverOffersAReasonNorTheNameThatHasToBeTyped() {
    shop.opened("v2");
    assertEquals(List.of(), at("rollback shop/2 --reason "));
    assertEquals(List.of(), at("rollback shop/2 --reason a"));
    assertEquals(List.of(), at("rollout advance shop/2 --confirm "));
    assertEquals(List.of(), at("rollback shop/2 -- "));
    assertEquals(List.of(), at("check confirm shop/2 reviewed --evidence "));
  }

  @Test
  void offersOptionsThatWereNotGivenYet() {
    List<String> options = values("rollback shop/2 --reason x --");
    assertTrue(options.contains("--accept-data-loss"), options.toString());
    assertFalse(options.contains("--reason"), options.toString());
    assertEquals(
        List.of("--risk=low", "--risk=medium", "--risk=high"), values("plan shop/2 --risk="));
  }

  @Test
  void offersItemsThatAreOpenAndMineFirst() {
    shop.opened("v2");
    List<Candidate> items = at("check confirm shop/2 ");
    assertEquals("debug-left", items.getFirst().value());
    Candidate reviewed =
        items.stream().filter(c -> c.value().equals("reviewed")).findFirst().orElseThrow();
    assertTrue(reviewed.because().contains("you wrote"), reviewed.toString());
    assertTrue(possible("check run shop/2 ").contains("capacity"));
    assertFalse(possible("check withdraw shop/2 ").contains("capacity"));
    session.using(shop.opened("v3"));
    assertTrue(possible("check confirm ").contains("on-call"));
    assertTrue(
        possible("check confirm on-call ").contains("--evidence"),
        values("check confirm on-call ").toString());
  }

  @Test
  void offersVersionsStagesDurationsAndPracticeVersions() {
    assertEquals(List.of("v3", "v2", "v1"), possible("new shop ").subList(0, 3));
    ReleaseRecord moving = shop.atAQuarter("v2");
    assertEquals(List.of("2", "3"), possible("rollout advance " + moving.id() + " --to "));
    assertEquals(
        List.of("5m", "15m", "30m", "1h"), possible("rollout extend shop/2 ").subList(0, 4));
    assertEquals(List.of("v1", "v2", "v3"), possible("demo break "));
    assertEquals(List.of("before", "after"), possible("check list shop/2 --phase "));
    assertTrue(possible("list --fields ").contains("version"));
    assertEquals(List.of("ada", "ben", "chi", "ci"), possible("audit list --actor "));
  }

  @Test
  void findsByAPartWhenNothingBeginsLikeThat() {
    shop.opened("v2");
    assertEquals(List.of("shop/2"), values("show p/2"));
    assertEquals(List.of("approve"), values("aprv"));
  }

  @Test
  @Timeout(60)
  void doesNotWaitForASlowRepository() {
    shop.whoseRepositoryHangs();
    assertEquals(
        List.of(), possible("new shop ").stream().filter(value -> value.startsWith("v")).toList());
  }

  @Test
  void neverThrows() {
    for (String line :
        List.of(
            "nonsense ",
            "show shop/99 ",
            "check confirm nothing ",
            "plan --risk= ",
            "\"",
            "rollout advance x --to ")) {
      at(line);
    }
    assertEquals(List.of(), completer.complete(session, List.of(), 7, "zzz"));
  }

  @Test
  void keepsWhatASourceSaidUntilItIsAskedAgain() {
    LiveValues live = new LiveValues();
    List<Integer> asked = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      live.get(
          "key",
          Duration.ofHours(1),
          () -> {
            asked.add(1);
            return List.of("value");
          });
    }
    assertEquals(1, asked.size());
    assertEquals(
        List.of(),
        live.get(
            "broken",
            Duration.ZERO,
            () -> {
              throw new IllegalStateException("the store is away");
            }));
  }
}
