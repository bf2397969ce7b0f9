package dev.slipway.bot.slack;

import dev.slipway.bot.conversation.ChatTrouble;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Addresses that arrive in answers and events. Only Slack's own, or those of the Web API that is
 * configured, are called.
 *
 * @param api of the Web API
 */
record SlackAddress(URI api) {
  static SlackAddress of(String api) {
    return new SlackAddress(URI.create(api));
  }

  URI checked(String address) throws ChatTrouble {
    try {
      URI uri = new URI(address);
      if (isSlacks(uri) || isTheApis(uri)) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Refused below like any other.
    }
    throw new ChatTrouble(ChatTrouble.Kind.REFUSED, "an address that is not Slack's is not called");
  }

  private static boolean isSlacks(URI uri) {
    String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    return "https".equalsIgnoreCase(uri.getScheme())
        && (host.equals("slack.com") || host.endsWith(".slack.com"));
  }

  private boolean isTheApis(URI uri) {
    return String.valueOf(api.getScheme()).equalsIgnoreCase(uri.getScheme())
        && String.valueOf(api.getHost()).equalsIgnoreCase(uri.getHost())
        && api.getPort() == uri.getPort();
  }
}
