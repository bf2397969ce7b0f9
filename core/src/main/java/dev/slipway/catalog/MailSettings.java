package dev.slipway.catalog;

import java.util.Optional;

/**
 * The mail server that news goes through. What stands here is where its password is kept, never the
 * password.
 *
 * @param account absent where it takes mail from anybody who reaches it
 * @param from the address that mail comes from
 * @param name what stands before it
 * @param link a page about a release, with {service}, {number} and {version} in it; absent: mail
 *     has no links
 */
public record MailSettings(
    String host,
    int port,
    Security security,
    Optional<Account> account,
    String from,
    String name,
    Optional<String> link) {
  public record Account(String user, Secret password) {}

  /** How nobody on the way reads or changes it. */
  public enum Security {
    /** Begins in the open and is encrypted before anything is said, or is given up. */
    STARTTLS,
    /** Encrypted from the first byte. */
    TLS,
    /** In the open: to this computer only. */
    NONE
  }
}
