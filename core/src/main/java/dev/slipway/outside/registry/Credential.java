package dev.slipway.outside.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Who we are for a registry. Says nothing of itself when it is printed. */
sealed interface Credential {
  record Password(String user, String password) implements Credential {
    String header() {
      return "Basic "
          + Base64.getEncoder()
              .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
      return "Password[•••]";
    }
  }

  /** Stands for a person at the registry's token server only. */
  record IdentityToken(String token) implements Credential {
    @Override
    public String toString() {
      return "IdentityToken[•••]";
    }
  }

  /** Is shown to the registry as it is. */
  record RegistryToken(String token) implements Credential {
    @Override
    public String toString() {
      return "RegistryToken[•••]";
    }
  }

  /** A secret with the user's name that means it is an identity token. */
  static Credential of(String user, String secret) {
    return user.equals("<token>") ? new IdentityToken(secret) : new Password(user, secret);
  }
}
