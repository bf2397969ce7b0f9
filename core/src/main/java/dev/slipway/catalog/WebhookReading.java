package dev.slipway.catalog;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads which programs are told of releases. */
final class WebhookReading {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");
  private static final Secret STAND_IN = new Secret.InEnvironment("UNSET");
  private static final URI NOWHERE = URI.create("https://localhost/");

  private WebhookReading() {}

  static WebhookSettings read(Section top) {
    Map<String, WebhookSettings.Endpoint> endpoints = new LinkedHashMap<>();
    top.named("webhooks")
        .forEach((name, section) -> endpoints.put(name.text(), endpoint(name.text(), section)));
    return new WebhookSettings(endpoints);
  }

  private static WebhookSettings.Endpoint endpoint(String name, Section section) {
    boolean unencrypted = section.yes("unencrypted");
    if (!section.has("secret-from")) {
      section.missing("secret-from");
    }
    return new WebhookSettings.Endpoint(
        name,
        url(section, unencrypted),
        section.secret("secret-from").orElse(STAND_IN),
        section.secret("former-secret-from"));
  }

  private static URI url(Section section, boolean unencrypted) {
    String written = section.text("url");
    try {
      URI url = new URI(written);
      String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      if (url.getHost() != null
          && url.getRawUserInfo() == null
          && url.getRawFragment() == null
          && (scheme.equals("https")
              || (scheme.equals("http")
                  && (unencrypted || LOOPBACK.matcher(url.getHost()).matches())))) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Said below like every other address that is none.
    }
    if (section.has("url")) {
      // An address may hold a receiver's token, so it is not repeated.
      section.problem(
          "url",
          "is not an address that events may go to",
          "write https://…, without user and password; for http:// to a trusted network add unencrypted: yes");
    }
    return NOWHERE;
  }
}
