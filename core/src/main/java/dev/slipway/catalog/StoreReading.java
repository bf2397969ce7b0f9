package dev.slipway.catalog;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads where the journal is kept. No message quotes the address: somebody may have put a password
 * into it.
 */
final class StoreReading {
  private static final String SQLITE = "sqlite";
  private static final String POSTGRESQL = "postgresql";
  private static final List<String> OF_SQLITE = List.of("path");
  private static final List<String> OF_POSTGRESQL = List.of("url", "user", "password-from");
  private static final Pattern ADDRESS =
      Pattern.compile(
          "jdbc:postgresql://HOST(,HOST)*/[A-Za-z0-9_.-]+(\\?.*)?"
              .replace("HOST", "([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:]+\\])(:[0-9]{1,5})?"));
  private static final String EXAMPLE = "write jdbc:postgresql://host:5432/database";

  /** The driver knows settings that load classes and write files; these do neither. */
  private static final List<String> PARAMETERS =
      List.of(
          "sslmode",
          "sslrootcert",
          "sslcert",
          "sslkey",
          "currentSchema",
          "targetServerType",
          "connectTimeout",
          "socketTimeout",
          "tcpKeepAlive",
          "ApplicationName");

  private StoreReading() {}

  static StoreSettings read(Section top) {
    Section store = top.sectionAsWritten("store");
    store.refuseUnknown();
    int before = store.origin.ledger().count();
    String kind = store.choice("kind");
    boolean kindIsClear = store.origin.ledger().count() == before;
    if (kind.equals(POSTGRESQL)) {
      refuse(store, OF_SQLITE, SQLITE);
      return postgresql(store);
    }
    if (kindIsClear) {
      refuse(store, OF_POSTGRESQL, POSTGRESQL);
    }
    Path path = store.path("path");
    return new StoreSettings.Sqlite(path);
  }

  private static void refuse(Section store, List<String> keys, String kind) {
    for (String key : keys) {
      if (store.has(key)) {
        store.problem(
            key, "belongs to a store of kind " + kind, "remove it, or write kind: " + kind);
      }
    }
  }

  private static StoreSettings postgresql(Section store) {
    String url = needed(store, "url", EXAMPLE.replace("write", "add url:"));
    if (store.raw("url").isPresent()) {
      checkAddress(store, url);
    }
    String user = needed(store, "user", "add user: the name to use the database as");
    return new StoreSettings.Postgresql(url, user, store.secret("password-from"));
  }

  private static String needed(Section store, String key, String fix) {
    if (!store.has(key)) {
      store.problem(store.line(), store.at(key) + " is missing", fix);
    }
    return store.text(key);
  }

  static void checkAddress(Section store, String url) {
    if (!ADDRESS.matcher(url).matches()) {
      store.problem("url", "is not the address of a PostgreSQL database", EXAMPLE);
      return;
    }
    int settings = url.indexOf('?');
    if (settings < 0) {
      return;
    }
    for (String setting : Arrays.asList(url.substring(settings + 1).split("&"))) {
      checkParameter(store, setting.replaceFirst("=.*", ""));
    }
  }

  private static void checkParameter(Section store, String name) {
    if (name.equals("user") || name.equals("password")) {
      store.problem(
          "url",
          "holds a " + name,
          name.equals("user")
              ? "write it under user"
              : "take it out and write password-from: { env: NAME } or { file: PATH }");
    } else if (!PARAMETERS.contains(name)) {
      store.problem(
          "url",
          "the setting " + Words.quoted(name) + " is not allowed here",
          Entries.oneOf(name, PARAMETERS));
    }
  }
}
