package dev.slipway.bot.mail;

import dev.slipway.catalog.MailSettings;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;

/**
 * A page as a message of the mail's own kind. Whatever stands in it begins no header of its own.
 */
final class Mailing {
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  private Mailing() {}

  /**
   * @param id the same for the same mail
   * @param thread the same for all mails that belong together
   */
  record Marks(String id, String thread, Instant at) {}

  /**
   * @throws AddressException when {@code to} is not exactly one address
   */
  static MimeMessage of(Session session, MailSettings settings, String to, Page page, Marks marks)
      throws MessagingException {
    String host = settings.from().substring(settings.from().indexOf('@') + 1);
    MimeMessage message = new Numbered(session, "<" + marks.id() + "@" + host + ">");
    message.setFrom(from(settings));
    message.setRecipient(Message.RecipientType.TO, only(to));
    message.setSubject(page.about(), UTF_8);
    message.setSentDate(Date.from(marks.at()));
    // Nobody may have got the first one; programs put together what names the same one all the
    // same.
    String thread = "<" + marks.thread() + "@" + host + ">";
    message.setHeader("In-Reply-To", thread);
    message.setHeader("References", thread);
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setHeader("X-Auto-Response-Suppress", "All");
    MimeMultipart both = new MimeMultipart("alternative");
    both.addBodyPart(part(PageText.of(page), "plain"));
    both.addBodyPart(part(PageHtml.of(page), "html"));
    message.setContent(both);
    message.saveChanges();
    return message;
  }

  private static MimeBodyPart part(String text, String kind) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(text, UTF_8, kind);
    return part;
  }

  private static Address from(MailSettings settings) throws MessagingException {
    try {
      return new InternetAddress(settings.from(), settings.name(), UTF_8);
    } catch (UnsupportedEncodingException e) {
      throw new MessagingException("every Java has UTF-8", e);
    }
  }

  private static Address only(String to) throws AddressException {
    if (to.codePoints().anyMatch(point -> Character.isISOControl(point) || point == ',')) {
      throw new AddressException("not one address");
    }
    InternetAddress address = new InternetAddress(to, true);
    if (address.isGroup() || address.getPersonal() != null) {
      throw new AddressException("not one address");
    }
    return address;
  }

  /** Keeps the id that it was given. */
  private static final class Numbered extends MimeMessage {
    private final String id;

    Numbered(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
