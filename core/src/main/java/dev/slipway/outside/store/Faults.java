package dev.slipway.outside.store;

import dev.slipway.journal.Store;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionSystemException;

/** What a database's errors mean to whoever runs Slipway. */
abstract class Faults {
  private final String place;

  /**
   * @param place the store's file or server, for messages
   */
  Faults(String place) {
    this.place = place;
  }

  /**
   * The exception to throw instead: {@link Store.Unavailable} where the database is to blame,
   * {@link Store.Conflict} where another writer is; our own pass unchanged.
   */
  final RuntimeException translate(RuntimeException fault) {
    if (fault instanceof Store.Conflict || fault instanceof Store.Unavailable) {
      return fault;
    }
    return known(fault)
        .orElseGet(() ->
            fault instanceof DataAccessException || fault instanceof TransactionException
                ? because("failed: " + fault.getMessage(), "try again", fault)
                : fault);
  }

  /**
   * What went wrong first. Where a connection broke, undoing fails too, and Spring hands out that
   * second fault with the first one inside.
   */
  static RuntimeException first(RuntimeException fault) {
    return fault instanceof TransactionSystemException second
            && second.getApplicationException() instanceof RuntimeException first
        ? first
        : fault;
  }

  /** What this database's own error codes say; empty when there is none that says something. */
  abstract Optional<RuntimeException> known(RuntimeException fault);

  /** Whether the same work may succeed when it is done again from its beginning. */
  boolean isPassing(RuntimeException fault) {
    return false;
  }

  final Store.Unavailable because(String what, String fix, RuntimeException fault) {
    return new Store.Unavailable("the store " + place + " " + what, fix, fault);
  }

  static <T extends Throwable> Optional<T> causeIn(Throwable fault, Class<T> type) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return Optional.of(type.cast(cause));
      }
    }
    return Optional.empty();
  }
}
