package dev.slipway.bot.mail;

import dev.slipway.bot.news.Carried;
import dev.slipway.catalog.MailSettings;
import dev.slipway.catalog.Secret;
import dev.slipway.view.Plain;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * The talk with the mail server. Nothing is said to it unencrypted but where that was allowed, and
 * nobody waits for it for ever.
 */
final class PostOffice {
  private static final String PATIENCE = "10000";
  private static final int LONGEST_REPLY = 160;
  private static final int MOST_BEHIND = 20;
  private static final int NOT_AVAILABLE = 421;

  private final MailSettings settings;
  private final Map<String, String> environment;
  private final Session session;
  private Optional<Transport> open = Optional.empty();

  /**
   * @param environment of this process, where a password may be
   * @param more further properties of the talk
   */
  PostOffice(MailSettings settings, Map<String, String> environment, Properties more) {
    this.settings = settings;
    this.environment = environment;
    Properties properties = properties(settings);
    properties.putAll(more);
    this.session = Session.getInstance(properties);
  }

  Session session() {
    return session;
  }

  private static Properties properties(MailSettings settings) {
    Properties properties = new Properties();
    properties.put("mail.smtp.host", settings.host());
    properties.put("mail.smtp.port", Integer.toString(settings.port()));
    properties.put("mail.smtp.from", settings.from());
    properties.put("mail.smtp.connectiontimeout", PATIENCE);
    properties.put("mail.smtp.timeout", PATIENCE);
    properties.put("mail.smtp.writetimeout", PATIENCE);
    properties.put("mail.smtp.quitwait", "false");
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    properties.put("mail.smtp.ssl.protocols", "TLSv1.2 TLSv1.3");
    properties.put("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
    properties.put("mail.smtp.auth", Boolean.toString(settings.account().isPresent()));
    switch (settings.security()) {
      case STARTTLS -> {
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", "true");
      }
      case TLS -> properties.put("mail.smtp.ssl.enable", "true");
      case NONE -> {}
    }
    return properties;
  }

  Carried send(MimeMessage message) {
    Transport transport;
    try {
      transport = connected();
    } catch (AuthenticationFailedException refused) {
      return new Carried.Away("the mail server does not accept the user and the password");
    } catch (Secret.Missing missing) {
      return new Carried.Away("the mail server's password: " + missing.getMessage());
    } catch (MessagingException away) {
      return new Carried.Away("the mail server cannot be reached: " + cause(away));
    }
    try {
      transport.sendMessage(message, message.getAllRecipients());
      return new Carried.There(
          Optional.ofNullable(message.getHeader("Message-ID", null)).orElse(""));
    } catch (MessagingException refused) {
      return refused(refused);
    }
  }

  private Transport connected() throws MessagingException, Secret.Missing {
    if (open.filter(Transport::isConnected).isPresent()) {
      return open.get();
    }
    close();
    Transport transport = session.getTransport("smtp");
    if (settings.account().isPresent()) {
      MailSettings.Account account = settings.account().get();
      transport.connect(
          settings.host(), settings.port(), account.user(), account.password().value(environment));
    } else {
      transport.connect(settings.host(), settings.port(), null, null);
    }
    open = Optional.of(transport);
    return transport;
  }

  /** By what the server says: 4 is for now, 5 is for good, nothing at all is for nobody to know. */
  private Carried refused(MessagingException refused) {
    List<Exception> all = all(refused);
    int code = code(all);
    if (code == NOT_AVAILABLE) {
      close();
      return new Carried.Away("the mail server closes: " + reply(all));
    }
    if (all.stream().anyMatch(SMTPSenderFailedException.class::isInstance)) {
      close();
      return new Carried.Away("the mail server takes nothing from " + settings.from());
    }
    if (code >= 500 && code < 600) {
      return new Carried.Never(reply(all));
    }
    if (code >= 400 && code < 500) {
      return new Carried.NotNow(reply(all), Optional.empty());
    }
    close();
    return new Carried.NotNow("the talk with the mail server broke off", Optional.empty());
  }

  /** What went wrong, and what was behind it. */
  private static List<Exception> all(MessagingException outer) {
    List<Exception> all = new ArrayList<>();
    Exception one = outer;
    while (one != null && all.size() < MOST_BEHIND) {
      all.add(one);
      one = one instanceof MessagingException message ? message.getNextException() : null;
    }
    return all;
  }

  private static int code(List<Exception> all) {
    int code = -1;
    for (Exception one : all) {
      code =
          switch (one) {
            case SMTPAddressFailedException address -> address.getReturnCode();
            case SMTPSenderFailedException sender -> sender.getReturnCode();
            case SMTPSendFailedException send -> send.getReturnCode();
            default -> code;
          };
    }
    return code;
  }

  private static String reply(List<Exception> all) {
    return Plain.line(
        all.stream()
            .filter(SendFailedException.class::isInstance)
            .reduce((first, second) -> second)
            .map(last -> String.valueOf(last.getMessage()))
            .orElse(""),
        LONGEST_REPLY);
  }

  /** What is wrong with the way there; nothing of it is secret. */
  private static String cause(MessagingException away) {
    Throwable root = away;
    for (int depth = 0; depth < MOST_BEHIND && root.getCause() != null; depth++) {
      root = root.getCause();
    }
    return Plain.line(
        Optional.ofNullable(root.getMessage()).orElse(root.getClass().getSimpleName()),
        LONGEST_REPLY);
  }

  void close() {
    open.ifPresent(transport -> {
      try {
        transport.close();
      } catch (MessagingException gone) {
        // It is closed either way.
      }
    });
    open = Optional.empty();
  }
}
