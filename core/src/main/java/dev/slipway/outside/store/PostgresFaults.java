package dev.slipway.outside.store;

import dev.slipway.journal.Store;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What PostgreSQL's errors mean, by their SQLSTATE (appendix A of its manual). None of its messages
 * holds a password.
 */
final class PostgresFaults extends Faults {
  private final PostgresServer server;

  PostgresFaults(PostgresServer server) {
    super(server.place());
    this.server = server;
  }

  @Override
  Optional<RuntimeException> known(RuntimeException fault) {
    Optional<Store.Unavailable> inside = causeIn(fault, Store.Unavailable.class);
    if (inside.isPresent()) {
      return Optional.of(inside.get());
    }
    if (causeIn(fault, PostgresStore.OnlyReads.class).isPresent()) {
      return Optional.of(onlyReads(fault));
    }
    Optional<PSQLException> error = causeIn(fault, PSQLException.class);
    if (error.isPresent()) {
      return meaning(Optional.ofNullable(error.get().getSQLState()).orElse(""), error.get(), fault);
    }
    Optional<SQLTransientConnectionException> busy =
        causeIn(fault, SQLTransientConnectionException.class);
    if (busy.isPresent()) {
      return Optional.of(
          because("is busy: all connections of this process are in use", "try again", fault));
    }
    // The pool's own word for a connection that broke: the commit failed, and undoing it as well.
    return causeIn(fault, SQLException.class)
        .map(broken -> away("the connection broke off", fault));
  }

  @Override
  boolean isPassing(RuntimeException fault) {
    return causeIn(fault, PSQLException.class)
        .map(error -> "40001".equals(error.getSQLState()) || "40P01".equals(error.getSQLState()))
        .orElse(false);
  }

  private Optional<RuntimeException> meaning(
      String state, PSQLException error, RuntimeException fault) {
    return Optional.ofNullable(
        switch (state) {
          case "40001", "40P01", "23505" -> conflict(error);
          case "28P01", "28000" ->
              because(
                  "refuses the user " + server.user() + ": " + words(error),
                  "put the right password where `password-from` points, or let pg_hba.conf admit this user",
                  fault);
          case "3D000" ->
              because(
                  "is not there: " + words(error),
                  "create the database (createdb), or name another one under `store`",
                  fault);
          case "42501" ->
              because(
                  "does not let " + server.user() + " do this: " + words(error),
                  "make " + server.user() + " the owner of the database or of its schema",
                  fault);
          case "25006" -> onlyReads(fault);
          case "53100" ->
              because(
                  "is full: no space left on the server's disk",
                  "make room on that disk; nothing was lost",
                  fault);
          case "53300" ->
              because(
                  "has no connection left for us",
                  "raise max_connections, or end programs that hold connections",
                  fault);
          case "55P03" ->
              because(
                  "is locked: another transaction holds what this one needs",
                  "wait until it is done or end it (pg_stat_activity), then try again",
                  fault);
          case "57014" ->
              because("took too long and was stopped", "look after the server's load", fault);
          case "25P03", "57P05" ->
              because(
                  "ended a transaction in which this process slept",
                  "try again; nothing of it was kept",
                  fault);
          case "57P01", "57P02", "57P03" ->
              because("is stopping or starting", "try again when the server is up", fault);
          case "42P01", "42703", "3F000" ->
              because(
                  "lacks what Slipway made there: " + words(error),
                  "put the newest backup in its place, or name another database under `store`",
                  fault);
          case "58030", "XX001", "XX002" ->
              because(
                  "is damaged, or its disk answers with errors: " + words(error),
                  "look after the server's disk, and put the newest backup in its place",
                  fault);
          default -> state.startsWith("08") ? away(error, fault) : null;
        });
  }

  private Store.Unavailable onlyReads(RuntimeException fault) {
    return because(
        "only reads: it is a standby",
        "name the primary under `store`, or list both hosts with ?targetServerType=primary",
        fault);
  }

  private static Store.Conflict conflict(PSQLException error) {
    Store.Conflict conflict =
        new Store.Conflict("another writer was first, at the same moment: " + words(error));
    conflict.initCause(error);
    return conflict;
  }

  private Store.Unavailable away(PSQLException error, RuntimeException fault) {
    String why =
        causeIn(error, UnknownHostException.class)
            .map(unknown -> "no computer is known by the name " + unknown.getMessage())
            .orElseGet(() -> words(error));
    return away(why, fault);
  }

  private Store.Unavailable away(String why, RuntimeException fault) {
    return because(
        "does not answer: " + why,
        "see that the server runs and can be reached: pg_isready -d " + server.place(),
        fault);
  }

  /** Without detail, hint and place in the server's sources. */
  private static String words(PSQLException error) {
    ServerErrorMessage message = error.getServerErrorMessage();
    String words = message == null ? error.getMessage() : message.getMessage();
    return words == null ? "no reason given" : words;
  }
}
