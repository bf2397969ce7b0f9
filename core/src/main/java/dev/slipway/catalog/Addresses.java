package dev.slipway.catalog;

import java.util.regex.Pattern;

/** Addresses that something may be sent to. */
final class Addresses {
  /** What a header of a mail takes as it is; others could add headers of their own. */
  private static final Pattern MAIL =
      Pattern.compile(
          "[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]{1,64}@([A-Za-z0-9-]{1,63}\\.)*[A-Za-z0-9-]{1,63}");

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|::1|\\[::1]");

  private Addresses() {}

  static boolean isMail(String text) {
    return MAIL.matcher(text).matches();
  }

  static boolean isThisComputer(String host) {
    return LOOPBACK.matcher(host).matches();
  }
}
