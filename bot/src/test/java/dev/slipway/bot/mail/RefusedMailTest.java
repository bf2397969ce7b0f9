package dev.slipway.bot.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.DummySSLSocketFactory;
import dev.slipway.bot.news.NewsDelivery;
import dev.slipway.catalog.MailSettings;
import dev.slipway.catalog.Secret;
import dev.slipway.journal.ReleaseRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a mail server does not take, and what it takes without saying so. */
class RefusedMailTest {
  private GrumpySmtp post;
  private Mailed mailed;
  private NewsDelivery server;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    post = new GrumpySmtp();
    mailed = Mailed.to(folder, "mia@example.org", "noah@example.org", "olga@example.org");
    server = mailed.server(post.port());
  }

  @AfterEach
  void close() throws IOException {
    post.close();
    mailed.close();
  }

  private void starts() {
    ReleaseRecord unused = mailed.shop.started("v2");
    server.turn();
  }

  private long takenFor(String address) {
    return post.taken().stream().filter(mail -> mail.contains("To: " + address)).count();
  }

  @Test
  void ofSeveralAddressesOneThatIsRefusedForGoodHoldsUpNoOther() {
    post.says("RCPT TO:<noah@", "550 5.1.1 no such user");
    starts();
    mailed.forAnHour(server);

    assertEquals(2, post.taken().size());
    assertEquals(0, takenFor("noah@example.org"));
    assertEquals(List.of("mail:noah@example.org"), dead());
    assertTrue(mailed.troubles().getFirst().startsWith("550 5.1.1 no such user"));
  }

  private List<String> dead() {
    return mailed.outbox.dead(9).stream().map(line -> line.channel()).toList();
  }

  @Test
  void oneThatIsRefusedForNowGetsItLaterAndOnce() {
    post.says("RCPT TO:<noah@", "450 4.2.0 greylisted");
    starts();
    assertEquals(2, post.taken().size());
    post.says("RCPT TO:<noah@", "");
    mailed.forAnHour(server);

    assertEquals(3, post.taken().size());
    assertEquals(1, takenFor("noah@example.org"));
  }

  @Test
  void aServerThatClosesIsAskedAgainLater() {
    post.says("MAIL FROM", "421 4.3.2 shutting down");
    starts();
    mailed.forAnHour(server);
    assertEquals(0, post.taken().size());
    post.says("MAIL FROM", "");
    mailed.shop.later(Duration.ofMinutes(2));
    server.turn();

    assertEquals(3, post.taken().size());
    assertEquals(List.of(), mailed.troubles());
  }

  @Test
  void aServerThatTakesNothingFromThisSenderCostsNoLetterItsLife() {
    post.says("MAIL FROM", "553 5.7.1 not from you");
    starts();
    mailed.forAnHour(server);

    assertEquals(List.of(), mailed.troubles());
    assertEquals(
        "the mail server takes nothing from releases@example.org",
        mailed.outbox.openOf("mail:").getFirst().trouble());
  }

  @Test
  void aMailThatIsNoMailToTheServerIsDead() {
    post.says("DATA", "554 5.6.0 looks like spam");
    starts();

    assertEquals(3, mailed.troubles().size());
  }

  @Test
  void aMailOfUnknownFateIsSentAgainUnderTheSameId() {
    post.cutsAfterData(true);
    starts();
    post.cutsAfterData(false);
    mailed.forAnHour(server);

    assertTrue(takenFor("mia@example.org") == 2, "it cannot know");
    assertEquals(
        1,
        post.taken().stream()
            .filter(mail -> mail.contains("To: mia@example.org"))
            .map(mail -> mail.lines().filter(line -> line.startsWith("Message-ID")).toList())
            .distinct()
            .count(),
        "and a reader's program can");
    assertEquals(List.of(), mailed.outbox.openOf("mail:"));
  }

  private NewsDelivery careful(Properties more) {
    server.letGo();
    MailSettings plain = Mailed.settings(post.port(), MailSettings.Security.STARTTLS);
    return mailed.server(
        new MailSettings(
            plain.host(),
            plain.port(),
            plain.security(),
            Optional.of(new MailSettings.Account("u", new Secret.InEnvironment("P"))),
            plain.from(),
            plain.name(),
            plain.link()),
        Map.of("P", "hunter2"),
        more);
  }

  @Test
  void whereNoEncryptionIsOfferedNothingIsSaid() {
    NewsDelivery careful = careful(new Properties());
    ReleaseRecord unused = mailed.shop.started("v2");
    careful.turn();

    assertTrue(
        post.heard().stream().allMatch(line -> line.matches("EHLO .*|QUIT|RSET")),
        post.heard().toString());
    assertTrue(
        mailed.outbox.openOf("mail:").getFirst().trouble().contains("STARTTLS"),
        mailed.outbox.openOf("mail:").getFirst().trouble());
  }

  @Test
  void whereItIsOfferedNothingButTheOfferIsSaidUnencrypted() {
    post.offersEncryption();
    Properties trusting = new Properties();
    trusting.put("mail.smtp.ssl.socketFactory", new DummySSLSocketFactory());
    trusting.put("mail.smtp.ssl.checkserveridentity", "false");
    NewsDelivery careful = careful(trusting);
    ReleaseRecord unused = mailed.shop.started("v2");
    careful.turn();

    assertEquals(3, post.taken().size());
    assertEquals(
        List.of("STARTTLS"),
        post.heard().stream()
            .filter(line -> !line.startsWith("TLS ") && !line.startsWith("EHLO"))
            .distinct()
            .toList());
    assertFalse(post.heard().toString().contains("hunter2"));
  }

  @Test
  void whatIsNoAddressIsDeadAtOnce() {
    server.letGo();
    mailed.outbox.ask(
        new dev.slipway.notice.TestCall("ada", mailed.shop.now())
            .to("mail:mia@example.org,eve@example.org"));
    NewsDelivery another = mailed.server(post.port());
    another.turn();

    assertEquals(0, post.taken().size());
    assertEquals(List.of("this is not an address that mail can go to"), mailed.troubles());
  }
}
