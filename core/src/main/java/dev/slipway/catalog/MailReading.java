package dev.slipway.catalog;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads which mail server news goes through. What leaves this computer is encrypted. */
final class MailReading {
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:_-]{1,253}|\\[[0-9A-Fa-f:]+]");
  private static final int HIGHEST_PORT = 65_535;
  private static final Secret STAND_IN = new Secret.InEnvironment("UNSET");

  private MailReading() {}

  /** Like everything that only a server reads. */
  static void onlyIn(Section top, List<Section> files) {
    for (Section file : files) {
      if (!file.equals(top) && file.hasInside("news", "mail")) {
        file.problem(
            "news",
            "the mail server is set in the first file only",
            "move news.mail to " + top.file().getFileName());
      }
    }
  }

  static Optional<MailSettings> read(Section top) {
    if (!top.hasInside("news", "mail")) {
      return Optional.empty();
    }
    Section mail = top.sectionAsWritten("news").section("mail");
    String host = mail.text("host");
    if (mail.has("host") && !HOST.matcher(host).matches()) {
      mail.problem(
          "host",
          Words.quoted(host) + " is not the name of a computer",
          "write it without a scheme and a port, such as smtp.example.org");
    }
    MailSettings.Security security =
        switch (mail.choice("security")) {
          case "tls" -> MailSettings.Security.TLS;
          case "none" -> MailSettings.Security.NONE;
          default -> MailSettings.Security.STARTTLS;
        };
    if (security == MailSettings.Security.NONE && !Addresses.isThisComputer(host)) {
      mail.problem(
          "security",
          "mail to " + Words.quoted(host) + " could be read and changed on its way",
          "write security: starttls or tls; none is for a mail server on this computer");
    }
    return Optional.of(
        new MailSettings(
            host,
            port(mail, security),
            security,
            account(mail),
            from(mail),
            name(mail),
            link(mail)));
  }

  private static int port(Section mail, MailSettings.Security security) {
    if (mail.has("port")) {
      return mail.number("port", 1, HIGHEST_PORT);
    }
    return switch (security) {
      case STARTTLS -> 587;
      case TLS -> 465;
      case NONE -> 25;
    };
  }

  private static Optional<MailSettings.Account> account(Section mail) {
    boolean user = mail.has("user");
    if (user != mail.has("password-from")) {
      mail.problem(
          mail.line(user ? "user" : "password-from"),
          mail.at(user ? "password-from" : "user") + " is missing",
          user
              ? "add password-from: { env: NAME } or { file: PATH }"
              : "add user: whom the mail server knows");
    }
    return user
        ? Optional.of(
            new MailSettings.Account(
                mail.text("user"), mail.secret("password-from").orElse(STAND_IN)))
        : Optional.empty();
  }

  private static String from(Section mail) {
    String from = mail.text("from");
    if (mail.has("from") && !Addresses.isMail(from)) {
      mail.problem("from", Words.quoted(from) + " is not a mail address", "write name@example.org");
    }
    return from;
  }

  private static String name(Section mail) {
    String name = mail.text("name");
    if (name.codePoints().anyMatch(Character::isISOControl) || name.length() > 60) {
      mail.problem("name", "is not a name for a sender", "write a few words on one line");
    }
    return name;
  }

  private static Optional<String> link(Section mail) {
    if (!mail.has("link")) {
      return Optional.empty();
    }
    String link = mail.text("link");
    try {
      URI address = new URI(link.replaceAll("\\{(service|number|version)}", "x"));
      if ("https".equals(address.getScheme())
          && address.getHost() != null
          && address.getRawUserInfo() == null) {
        return Optional.of(link);
      }
    } catch (URISyntaxException e) {
      // Said below like every other address that is none.
    }
    mail.problem(
        "link",
        Words.quoted(link) + " is not the address of a page",
        "write https://…, with {service}, {number} or {version} where they belong");
    return Optional.empty();
  }
}
