package dev.slipway.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.Attention.Asked;
import dev.slipway.control.Attention.Wish;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.release.Actor;
import dev.slipway.view.MessageView;
import dev.slipway.view.RefusalView;
import dev.slipway.view.TextView;
import dev.slipway.view.View;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T2: what waits for a person and what they are told, the same in every face. */
class PersonalTest {
  private AShop shop;

  @BeforeEach
  void open(@TempDir Path folder) {
    shop =
        AShop.whosePeopleChat(
            folder, Map.of("ada", List.of("slack:U1", "discord:1"), "chi", List.of()), List.of());
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private View types(Actor who, String... words) {
    return new CommandLineGrammar()
        .run(Typed.at(shop.desk()).by(who), List.of(words))
        .view()
        .orElseThrow();
  }

  private List<String> todo(Actor who) {
    return ((TextView) types(who, "todo")).lines();
  }

  private static String words(View view) {
    return ((MessageView) view).words();
  }

  @Test
  void aWishSaidInAShellHoldsForThePerson() {
    assertTrue(words(types(AShop.ADA, "notify", "me")).contains("nothing"));

    assertTrue(words(types(AShop.ADA, "notify", "me", "approvals")).startsWith("From now on"));

    assertEquals(
        Map.of("ada", new Asked(Wish.APPROVALS, Optional.empty())), shop.desk().attention().all());
    assertTrue(
        words(types(AShop.ADA, "notify", "me")).contains("when an approval of yours is wanted"));
  }

  @Test
  void aDryRunChangesNothing() {
    assertTrue(words(types(AShop.ADA, "notify", "me", "mine", "-n")).startsWith("You would be"));
    assertEquals(Map.of(), shop.desk().attention().all());
  }

  @Test
  void whoeverHasNoAccountInAChatIsToldSo() {
    RefusalView refusal = (RefusalView) types(AShop.CHI, "notify", "me", "mine");

    assertEquals("E-WHO-06", refusal.code());
    assertEquals(Map.of(), shop.desk().attention().all());
  }

  @Test
  void whatIsMostUrgentComesFirst() {
    ReleaseRecord release = shop.opened("v2");
    assertEquals(
        "shop/2 wants your approval as on-call   slipway approve shop/2",
        todo(AShop.CHI).getFirst());
    assertTrue(
        todo(AShop.ADA).getFirst().startsWith("shop/2: 4 items to confirm"),
        todo(AShop.ADA).toString());
    assertEquals("shop/2", release.id().toString());
  }

  @Test
  void aReleaseThatCanBeStartedOrStandsStillWaitsForItsOwner() {
    ReleaseRecord release = shop.ready("v2");
    assertEquals(List.of("shop/2 can be started   slipway start shop/2"), todo(AShop.ADA));

    ReleaseRecord moving = shop.startedToAQuarter(release);
    assertEquals(List.of(), todo(AShop.ADA));
    ReleaseRecord unused = AShop.yes(shop.desk().course().pause(AShop.BEN, moving, "a log line"));

    assertEquals(
        List.of("shop/2 is paused and waits for you   slipway rollout resume shop/2"),
        todo(AShop.ADA));
    assertEquals(List.of(), todo(AShop.CHI));
  }
}
