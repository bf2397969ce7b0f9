package dev.slipway.outside.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The credentials that Docker keeps for a user: in config.json itself, or with a helper that it
 * names. Read anew for every question, so that a "docker login" counts at once.
 */
record DockerCredentials(Path file, Map<String, String> environment, Duration helper) {
  private static final int LARGEST = 1024 * 1024;
  private static final String HUB = "docker.io";
  private static final String HUB_KEY = "https://index.docker.io/v1/";
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * @param environment with DOCKER_CONFIG, or HOME
   */
  static DockerCredentials of(Map<String, String> environment, Duration helper) {
    Path folder =
        Optional.ofNullable(environment.get("DOCKER_CONFIG"))
            .filter(named -> !named.isBlank())
            .map(Path::of)
            .orElseGet(
                () -> Path.of(Optional.ofNullable(environment.get("HOME")).orElse("/"), ".docker"));
    return new DockerCredentials(folder.resolve("config.json"), environment, helper);
  }

  /**
   * What is kept for a registry; empty when nothing is. As Docker looks: the registry's own helper,
   * else the helper of all, else the file.
   *
   * @throws CredentialProgram.Broken when what is kept cannot be had
   */
  Optional<Credential> of(String registry) throws CredentialProgram.Broken {
    Optional<JsonNode> read = read();
    if (read.isEmpty()) {
      return Optional.empty();
    }
    JsonNode configuration = read.get();
    String key = registry.equals(HUB) ? HUB_KEY : registry;
    Optional<String> own = text(configuration.path("credHelpers").path(key));
    if (own.isPresent()) {
      return new CredentialProgram(own.get(), environment, helper).get(key);
    }
    Optional<String> all = text(configuration.path("credsStore"));
    if (all.isPresent()) {
      Optional<Credential> kept = new CredentialProgram(all.get(), environment, helper).get(key);
      if (kept.isPresent()) {
        return kept;
      }
    }
    for (String written :
        List.of(key, "https://" + key, "https://" + key + "/v1/", "http://" + key)) {
      JsonNode entry = configuration.path("auths").path(written);
      if (entry.isObject()) {
        Optional<Credential> credential = credential(entry);
        if (credential.isPresent()) {
          return credential;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Credential> credential(JsonNode entry) throws CredentialProgram.Broken {
    Optional<String> registryToken = text(entry.path("registrytoken"));
    if (registryToken.isPresent()) {
      return registryToken.map(Credential.RegistryToken::new);
    }
    Optional<String> identity = text(entry.path("identitytoken"));
    if (identity.isPresent()) {
      return identity.map(Credential.IdentityToken::new);
    }
    Optional<String> auth = text(entry.path("auth"));
    if (auth.isPresent()) {
      return Optional.of(decoded(auth.get()));
    }
    Optional<String> user = text(entry.path("username"));
    Optional<String> password = text(entry.path("password"));
    return user.isPresent() && password.isPresent()
        ? Optional.of(Credential.of(user.get(), password.get()))
        : Optional.empty();
  }

  private Credential decoded(String auth) throws CredentialProgram.Broken {
    try {
      String both = new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8);
      int colon = both.indexOf(':');
      if (colon > 0) {
        return Credential.of(both.substring(0, colon), both.substring(colon + 1));
      }
    } catch (IllegalArgumentException nonsense) {
      // Said below, without a word of what stands there.
    }
    throw new CredentialProgram.Broken("an \"auth\" in " + file + " is not user and password");
  }

  private static Optional<String> text(JsonNode node) {
    return node.isString() && !node.asString().isEmpty()
        ? Optional.of(node.asString())
        : Optional.empty();
  }

  private Optional<JsonNode> read() throws CredentialProgram.Broken {
    byte[] text;
    try (InputStream stream = Files.newInputStream(file)) {
      text = stream.readNBytes(LARGEST + 1);
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException unreadable) {
      throw new CredentialProgram.Broken(file + " cannot be read");
    }
    try {
      if (text.length <= LARGEST) {
        return Optional.of(JSON.readTree(text));
      }
    } catch (JacksonException nonsense) {
      // Said below, without a word of what stands there.
    }
    throw new CredentialProgram.Broken(file + " is not Docker's configuration in JSON");
  }
}
