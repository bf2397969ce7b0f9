package dev.slipway.outside.store;

import dev.slipway.journal.Store;
import java.nio.file.Path;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite's errors mean to whoever runs Slipway. */
final class SqliteFaults {
  /** The low byte of SQLite's result codes is the kind, the rest says more about it. */
  private static final int KIND = 0xff;

  private final Path file;

  SqliteFaults(Path file) {
    this.file = file;
  }

  /**
   * The exception to throw instead: {@link Store.Unavailable} where the file is to blame; our own
   * pass unchanged.
   */
  RuntimeException translate(RuntimeException fault) {
    if (fault instanceof Store.Conflict || fault instanceof Store.Unavailable) {
      return fault;
    }
    Optional<SQLiteException> sqlite = causeIn(fault, SQLiteException.class);
    if (sqlite.isPresent()) {
      return unavailable(sqlite.get().getResultCode(), fault).orElse(fault);
    }
    if (causeIn(fault, SQLTransientConnectionException.class).isPresent()) {
      return new Store.Unavailable(
          "the store " + file + " is busy: all its connections are in use",
          "try again; writes take turns",
          fault);
    }
    if (fault instanceof DataAccessException || fault instanceof TransactionException) {
      return new Store.Unavailable(
          "the store " + file + " failed: " + fault.getMessage(), "try again", fault);
    }
    return fault;
  }

  private Optional<RuntimeException> unavailable(SQLiteErrorCode code, RuntimeException fault) {
    SQLiteErrorCode kind = SQLiteErrorCode.getErrorCode(code.code & KIND);
    return Optional.ofNullable(
        switch (kind) {
          case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL ->
              because(
                  "is locked: another program holds it",
                  "wait until it is done or end it, then try again",
                  fault);
          case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH ->
              because(
                  "is read-only for this user",
                  "let this user write the file and its folder",
                  fault);
          case SQLITE_CANTOPEN ->
              because(
                  "cannot be opened",
                  "see that the folder exists and this user may write in it",
                  fault);
          case SQLITE_FULL ->
              because(
                  "is full: no space left on its disk",
                  "make room on that disk; nothing was lost",
                  fault);
          case SQLITE_IOERR ->
              because(
                  "cannot be read or written: the disk answers with errors",
                  "look after the disk (dmesg, df)",
                  fault);
          case SQLITE_CORRUPT ->
              because(
                  "is damaged", "keep a copy of it, and put the newest backup in its place", fault);
          case SQLITE_NOTADB ->
              because(
                  "is not a SQLite file",
                  "name another path under `store`, or put a backup in its place",
                  fault);
          default -> null;
        });
  }

  private Store.Unavailable because(String what, String fix, RuntimeException fault) {
    return new Store.Unavailable("the store " + file + " " + what, fix, fault);
  }

  private static <T extends Throwable> Optional<T> causeIn(Throwable fault, Class<T> type) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return Optional.of(type.cast(cause));
      }
    }
    return Optional.empty();
  }
}
