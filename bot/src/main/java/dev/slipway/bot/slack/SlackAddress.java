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

  /** An address to post to. */
  URI checked(String address) throws ChatTrouble {
    return checked(address, "https", "http");
  }

  /** An address to open a socket to. */
  URI socket(String address) throws ChatTrouble {
    return checked(address, "wss", "ws");
  }

  private URI checked(String address, String encrypted, String open) throws ChatTrouble {
    try {
      URI uri = new URI(address);
      String scheme = String.valueOf(uri.getScheme());
      boolean here =
          "http".equals(api.getScheme()) && scheme.equals(open) && isOf(uri, api.getHost());
      if (here
          || (scheme.equals(encrypted) && (isOf(uri, "slack.com") || isOf(uri, api.getHost())))) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Refused below like any other.
    }
    throw new ChatTrouble(ChatTrouble.Kind.REFUSED, "an address that is not Slack's is not called");
  }

  private static boolean isOf(URI uri, String domain) {
    String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    return host.equals(domain) || host.endsWith("." + domain);
  }
}
