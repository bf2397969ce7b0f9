package dev.slipway.catalog;

import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.Reach;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads how a system is asked over HTTP. A secret is sent encrypted, or on this very computer. */
final class ReachReading {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");
  private static final String HTTPS = "https";

  private ReachReading() {}

  /**
   * @param example an address as it may look
   */
  static Reach read(Section section, String example) {
    String url = section.text("url").replaceFirst("/+$", "");
    Optional<URI> address = address(url);
    if (section.has("url") && address.isEmpty()) {
      section.problem(
          "url",
          Words.quoted(url) + " is not an address",
          "write it like " + example + ", without user, query and fragment");
    }
    Optional<Reach.Login> login = login(section);
    if (login.isPresent() && address.filter(uri -> !isSafe(uri)).isPresent()) {
      section.problem(
          "url",
          "is not encrypted, and whoever listens in reads the secret",
          "write https://…, or leave out " + (section.has("user") ? "user" : "token-from"));
    }
    if (section.has("certificate")
        && address.filter(uri -> !uri.getScheme().equalsIgnoreCase(HTTPS)).isPresent()) {
      section.problem("certificate", "trusts nobody: url is not https", "write https://… there");
    }
    return new Reach(
        url,
        login,
        section.has("certificate") ? Optional.of(section.path("certificate")) : Optional.empty(),
        section.duration("time-limit"));
  }

  private static Optional<URI> address(String written) {
    try {
      URI uri = new URI(written);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      boolean plain =
          uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null;
      return plain && (scheme.equals(HTTPS) || scheme.equals("http"))
          ? Optional.of(uri)
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Whether nobody can listen in; nothing is said of what is no address. */
  static boolean isSafe(String url) {
    return address(url).map(ReachReading::isSafe).orElse(true);
  }

  private static boolean isSafe(URI uri) {
    return uri.getScheme().equalsIgnoreCase(HTTPS) || LOOPBACK.matcher(uri.getHost()).matches();
  }

  private static Optional<Reach.Login> login(Section section) {
    boolean user = section.has("user");
    boolean password = section.has("password-from");
    if (section.has("token-from") && (user || password)) {
      section.problem("token-from", "stands beside a user and a password", "keep one of the two");
    }
    if (user != password) {
      section.problem(
          user ? "user" : "password-from",
          user ? "has no password" : "is nobody's password",
          user ? "add password-from: { env: NAME } or { file: PATH }" : "add user: NAME");
    }
    if (user && section.text("user").contains(":")) {
      section.problem("user", "has a colon in it, which no server could read", "take it out");
    }
    Optional<ExecSpec.Value> token = secret(section, "token-from");
    return token.isPresent()
        ? token.map(Reach.Login.Bearer::new)
        : secret(section, "password-from")
            .filter(value -> user)
            .map(value -> new Reach.Login.Basic(section.text("user"), value));
  }

  private static Optional<ExecSpec.Value> secret(Section section, String key) {
    return section
        .secret(key)
        .map(secret ->
            switch (secret) {
              case Secret.InEnvironment in -> new ExecSpec.Value.FromEnvironment(in.variable());
              case Secret.InFile in -> new ExecSpec.Value.FromFile(in.file());
            });
  }
}
