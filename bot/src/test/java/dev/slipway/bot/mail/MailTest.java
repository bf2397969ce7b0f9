package dev.slipway.bot.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.DummySSLSocketFactory;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.slipway.bot.news.NewsDelivery;
import dev.slipway.catalog.MailSettings;
import dev.slipway.catalog.Secret;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.notice.TestCall;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T3: news of a release in the inboxes of people, at a mail server that is really there. */
@Tag("T3")
class MailTest {
  private static final String MIA = "mia@example.org";
  private static final String NOAH = "noah@example.org";

  private final GreenMail post = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
  private Mailed mailed;

  @BeforeEach
  void open(@TempDir Path folder) {
    post.start();
    mailed = Mailed.to(folder, MIA, NOAH);
  }

  @AfterEach
  void close() {
    post.stop();
    mailed.close();
  }

  private int port() {
    return post.getSmtp().getPort();
  }

  private List<MimeMessage> inbox(String address) {
    return Arrays.stream(post.getReceivedMessages())
        .filter(message -> header(message, "To").equals(address))
        .toList();
  }

  private static String header(MimeMessage message, String name) {
    try {
      return Optional.ofNullable(message.getHeader(name, "\n")).orElse("");
    } catch (jakarta.mail.MessagingException e) {
      throw new AssertionError(e);
    }
  }

  private static String part(Message message, int number) throws Exception {
    MimeMultipart both = assertInstanceOf(MimeMultipart.class, message.getContent());
    assertTrue(both.getContentType().startsWith("multipart/alternative"));
    assertEquals(2, both.getCount());
    return both.getBodyPart(number).getContent().toString();
  }

  @Test
  void everyReaderGetsAMailOfTheirOwnInPlainWords() throws Exception {
    NewsDelivery server = mailed.server(port());
    ReleaseRecord unused = mailed.shop.rolledBack("v2");
    server.turn();
    server.turn();

    assertEquals(2, post.getReceivedMessages().length);
    MimeMessage mail = inbox(MIA).getFirst();
    assertEquals("Online shop: Coupon codes", mail.getSubject());
    assertEquals("Releases <releases@example.org>", header(mail, "From"));
    assertEquals("auto-generated", header(mail, "Auto-Submitted"));
    assertFalse(header(mail, "Date").isEmpty());
    String text = part(mail, 0);
    assertTrue(text.startsWith("Taken back.\r\n"), text);
    assertTrue(text.contains("We began to switch on “Coupon codes”."), text);
    assertTrue(text.lines().allMatch(line -> line.length() <= 78), text);
    assertTrue(text.contains("https://wiki.example.org/shop-2?v=v2"), text);
    String page = part(mail, 1);
    assertTrue(page.contains("We began to switch on “Coupon codes”."), page);
    assertFalse(page.contains("<img") || page.contains("url(") || page.contains("<script"), page);
  }

  @Test
  void allMailOfOneReleaseIsOneThreadAndEachMailHasOneId() {
    NewsDelivery server = mailed.server(port());
    ReleaseRecord moving = mailed.shop.atAQuarter("v2");
    server.turn();
    ReleaseRecord back = mailed.shop.rollsBackByItself(moving);
    server.turn();

    List<MimeMessage> mails = inbox(MIA);
    assertEquals(2, mails.size());
    assertEquals(1, mails.stream().map(mail -> header(mail, "References")).distinct().count());
    assertEquals(header(mails.get(0), "References"), header(mails.get(1), "In-Reply-To"));
    assertEquals(1, mails.stream().map(mail -> header(mail, "Subject")).distinct().count());
    assertEquals(4, ids().size());
    ids().forEach(id -> assertTrue(id.matches("<[0-9a-f-]{36}@example\\.org>"), id));
    assertEquals("shop/2", back.id().toString());
  }

  private Set<String> ids() {
    return Arrays.stream(post.getReceivedMessages())
        .map(mail -> header(mail, "Message-ID"))
        .collect(Collectors.toSet());
  }

  @Test
  void aMailServerThatIsAwayForAnHourCostsTheReleaseNothingAndNobodyIsToldTwice() {
    NewsDelivery server = mailed.server(port());
    int port = port();
    post.stop();
    ReleaseRecord moving = mailed.shop.atAQuarter("v2");
    mailed.forAnHour(server);
    ReleaseRecord back = mailed.shop.rollsBackByItself(moving);
    assertTrue(back.state().isEnd(), "the release went its way");
    GreenMail again = new GreenMail(new ServerSetup(port, "127.0.0.1", "smtp"));
    again.start();
    try {
      mailed.shop.later(java.time.Duration.ofMinutes(2));
      server.turn();
      mailed.forAnHour(server);

      assertEquals(2, again.getReceivedMessages().length);
      for (MimeMessage mail : again.getReceivedMessages()) {
        assertTrue(mail.getContent() instanceof MimeMultipart);
      }
      assertEquals(List.of(), mailed.troubles());
    } catch (Exception e) {
      throw new AssertionError(e);
    } finally {
      again.stop();
    }
  }

  @Test
  void noTextBecomesAHeaderOrAnElement() throws Exception {
    mailed.shop.titled("Free\r\nBcc: eve@example.org\r\n\r\n<b onclick=\"x()\">&'");
    NewsDelivery server = mailed.server(port());
    ReleaseRecord unused = mailed.shop.started("v2");
    server.turn();

    assertEquals(2, post.getReceivedMessages().length);
    MimeMessage mail = inbox(MIA).getFirst();
    assertEquals("", header(mail, "Bcc"));
    assertTrue(mail.getSubject().contains("Free Bcc: eve@example.org"), mail.getSubject());
    assertEquals(1, mail.getAllRecipients().length);
    String page = part(mail, 1);
    assertFalse(page.contains("<b onclick"), page);
    assertTrue(page.contains("&lt;b onclick=&quot;x()&quot;&gt;&amp;&#39;"), page);
  }

  @Test
  void aPasswordIsReadWhenItIsNeededAndStandsNowhere(@TempDir Path secrets) throws IOException {
    post.setUser("slipway@example.org", "slipway", "right");
    Path file = secrets.resolve("password");
    Files.writeString(file, "wrong\n");
    MailSettings settings = withAccount(new Secret.InFile(file));
    NewsDelivery server = mailed.server(settings, Map.of(), new Properties());
    ReleaseRecord unused = mailed.shop.started("v2");
    server.turn();
    assertEquals(0, post.getReceivedMessages().length);
    assertEquals(
        "the mail server does not accept the user and the password",
        mailed.outbox.openOf("mail:").getFirst().trouble());

    Files.writeString(file, "right\n");
    mailed.shop.later(java.time.Duration.ofMinutes(1));
    server.turn();

    assertEquals(2, post.getReceivedMessages().length);
    assertFalse(settings.toString().contains("right"));
  }

  private MailSettings withAccount(Secret password) {
    return new MailSettings(
        "127.0.0.1",
        port(),
        MailSettings.Security.NONE,
        Optional.of(new MailSettings.Account("slipway", password)),
        "releases@example.org",
        "Releases",
        Optional.empty());
  }

  @Test
  void overTlsItArrivesAndAnUnknownCertificateIsRefused() {
    GreenMail encrypted = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtps"));
    encrypted.start();
    try {
      MailSettings settings =
          Mailed.settings(encrypted.getSmtps().getPort(), MailSettings.Security.TLS);
      NewsDelivery server = mailed.server(settings, Map.of(), new Properties());
      ReleaseRecord unused = mailed.shop.started("v2");
      server.turn();
      assertEquals(0, encrypted.getReceivedMessages().length);
      assertTrue(mailed.outbox.openOf("mail:").getFirst().trouble().contains("cannot be reached"));
      server.letGo();

      NewsDelivery trusting = mailed.server(settings, Map.of(), trusting());
      trusting.turn();

      assertEquals(2, encrypted.getReceivedMessages().length);
    } finally {
      encrypted.stop();
    }
  }

  /** Believes the certificate of GreenMail, whose name is another one. */
  private static Properties trusting() {
    Properties properties = new Properties();
    properties.put("mail.smtp.ssl.socketFactory", new DummySSLSocketFactory());
    properties.put("mail.smtp.ssl.checkserveridentity", "false");
    return properties;
  }

  @Test
  void aTestMailArrivesByTheSameWay() throws Exception {
    NewsDelivery server = mailed.server(port());
    mailed.outbox.ask(new TestCall("ada", mailed.shop.now()).to("mail:" + MIA));
    server.turn();
    server.turn();

    assertEquals(1, post.getReceivedMessages().length);
    assertTrue(part(inbox(MIA).getFirst(), 0).startsWith("It works.\r\n"));
  }
}
