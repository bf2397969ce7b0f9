package dev.slipway.bot.mail;

import dev.slipway.bot.news.Carried;
import dev.slipway.bot.news.Carrier;
import dev.slipway.bot.news.Letter;
import dev.slipway.bot.news.Trial;
import dev.slipway.catalog.MailSettings;
import dev.slipway.control.Desk;
import dev.slipway.journal.StreamName;
import dev.slipway.notice.Newsroom;
import dev.slipway.notice.Redaction;
import jakarta.mail.MessagingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;

/** Takes news by mail: one reader, one mail, so that nobody learns who else is told. */
final class MailCarrier implements Carrier {
  private final Desk desk;
  private final MailSettings settings;
  private final Pages pages;
  private final PostOffice office;

  MailCarrier(
      Desk desk, MailSettings settings, Redaction redaction, Map<String, String> environment) {
    this(desk, settings, redaction, environment, new Properties());
  }

  /**
   * @param more further properties of the talk with the mail server
   */
  MailCarrier(
      Desk desk,
      MailSettings settings,
      Redaction redaction,
      Map<String, String> environment,
      Properties more) {
    this.desk = desk;
    this.settings = settings;
    this.pages = new Pages(settings.link(), redaction);
    this.office = new PostOffice(settings, environment, more);
  }

  @Override
  public String beginning() {
    return Newsroom.MAIL;
  }

  @Override
  public boolean newestOnly() {
    return true;
  }

  @Override
  public Carried carry(Letter letter) {
    return send(
        letter.to(),
        pages.of(letter, desk.catalogue()),
        new Mailing.Marks(letter.id(), thread(letter), letter.now()));
  }

  /** One thread for each release; another store's release of the same name is another one. */
  private static String thread(Letter letter) {
    String first =
        StreamName.of(letter.release().id())
            + letter.release().story().getFirst().entry().at().toString();
    return UUID.nameUUIDFromBytes(first.getBytes(StandardCharsets.UTF_8)).toString();
  }

  @Override
  public Carried test(Trial trial) {
    return send(
        trial.to(),
        pages.of(trial, desk.catalogue()),
        new Mailing.Marks(trial.id(), trial.id() + ".test", trial.now()));
  }

  private Carried send(String to, Page page, Mailing.Marks marks) {
    try {
      return office.send(Mailing.of(office.session(), settings, to, page, marks));
    } catch (MessagingException unsendable) {
      return new Carried.Never("this is not an address that mail can go to");
    }
  }

  @Override
  public void rest() {
    office.close();
  }
}
