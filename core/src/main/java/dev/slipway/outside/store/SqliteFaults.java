package dev.slipway.outside.store;

import java.nio.file.Path;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite's errors mean. */
final class SqliteFaults extends Faults {
  /** The low byte of SQLite's result codes is the kind, the rest says more about it. */
  private static final int KIND = 0xff;

  SqliteFaults(Path file) {
    super(file.toString());
  }

  @Override
  Optional<RuntimeException> known(RuntimeException fault) {
    Optional<SQLiteException> sqlite = causeIn(fault, SQLiteException.class);
    if (sqlite.isPresent()) {
      return unavailable(sqlite.get().getResultCode(), fault);
    }
    return causeIn(fault, SQLTransientConnectionException.class)
        .map(busy ->
            because(
                "is busy: all its connections are in use", "try again; writes take turns", fault));
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
}
