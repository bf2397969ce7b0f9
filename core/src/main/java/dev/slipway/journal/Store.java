package dev.slipway.journal;

import dev.slipway.health.Judgement;
import dev.slipway.health.Measure;
import dev.slipway.release.Actor;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The port of the store that keeps journal, summaries, locks, steps and measurements.
 *
 * <p>Write transactions are short and have the effect of being alone; nothing outside the store is
 * called inside one. A write that throws leaves nothing behind. A write that met another one may be
 * run again from its beginning, so it changes nothing but the store.
 */
public interface Store extends AutoCloseable {
  <T> T read(Function<Reader, T> work);

  <T> T write(Function<Writer, T> work);

  /**
   * What time it is for everybody at this store, where processes compare what they wrote down.
   *
   * @param own this computer's time, which is the answer where all processes are on it
   * @throws Unavailable when the store has to be asked and is away
   */
  default Instant now(Instant own) {
    return own;
  }

  @Override
  void close();

  /** Another writer was first: read again and decide anew. */
  final class Conflict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Conflict(String message) {
      super(message);
    }
  }

  /** The store cannot be read or written now; names the file or server and the fix. */
  final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String fix;

    public Unavailable(String message, String fix, Throwable cause) {
      super(message, cause);
      this.fix = fix;
    }

    public String fix() {
      return fix;
    }
  }

  interface Reader {
    /** All entries of a stream from {@code afterVersion} on, in order. */
    List<Entry> entries(StreamName stream, long afterVersion);

    /** The newest version of a stream; 0 when there is none. */
    long version(StreamName stream);

    List<StreamName> streams();

    Optional<Head> head(StreamName stream);

    /** Newest change first. */
    List<Summary> summaries(Query query);

    Optional<Summary> summary(ReleaseId id);

    Optional<Lock> lock(ServiceName service, EnvironmentName environment);

    Optional<StepRow> step(StreamName stream, String step, int attempt);

    List<StepRow> steps(StreamName stream);

    /** Checks of a release since a moment, oldest first. */
    List<Check> checks(StreamName stream, Instant since);

    /** Workers by newest heartbeat first. */
    List<Worker> workers();

    /** The catalogue that is active, by hash; empty when none was applied. */
    Optional<String> activeCatalogue();

    /** The text of a catalogue that was applied once; empty when none of this hash was. */
    Optional<String> catalogueText(String hash);

    /** Every token there ever was, newest first. */
    List<Token> tokens();

    Optional<Token> token(String id);

    /** When each person's approval of this plan was last seen to stand in a chat, by person. */
    Map<String, Instant> reactionsSeen(StreamName stream, String planHash);

    /** What people want to be told directly, by the catalogue's keys. */
    Map<String, PersonalWish> personalWishes();

    /** Releases whose reactions somebody has wanted looked at after this moment. */
    Map<StreamName, Instant> looksWanted(Instant after);

    /**
     * The database's clock: what is due, and who is late, is judged by the one clock that all
     * processes at this store share.
     */
    Instant now();
  }

  interface Writer extends Reader {
    /**
     * Appends behind {@code expectedVersion}; a new stream starts at 0.
     *
     * @throws Conflict when the stream has another version
     */
    Entry append(StreamName stream, long expectedVersion, Fact fact, Instant at, Actor by);

    void summarize(Summary summary);

    /**
     * The next free number of a service, reserved by the summary written in the same transaction.
     */
    long nextNumber(ServiceName service);

    /**
     * Takes the lock of a service; false when another release holds it. Taking one's own again is
     * true.
     */
    boolean takeLock(EnvironmentName environment, ReleaseId holder, Instant at);

    void releaseLock(EnvironmentName environment, ReleaseId holder);

    void stepIntended(StreamName stream, String step, int attempt, long intentVersion);

    /**
     * @param state DONE, FAILED or UNKNOWN
     */
    void stepEnded(
        StreamName stream, String step, int attempt, StepState state, long outcomeVersion);

    void recordCheck(StreamName stream, Check check);

    void heartbeat(Worker worker);

    void removeWorker(String node);

    /**
     * Writes into the stream "catalog" which catalogue holds from now on; nothing when it holds
     * already.
     *
     * @param commit the one that its files were checked out from, where that is known
     */
    void activateCatalogue(String hash, Optional<String> commit, Instant at, Actor by);

    /** Keeps the text of a catalogue; nothing when it is kept already. */
    void keepCatalogue(String hash, String text);

    /** Writes a new token, and that it was made into the stream "token". */
    void addToken(Token token, Actor by);

    /** Ends a token, and says so in the stream "token"; nothing when it has ended already. */
    void revokeToken(String id, String reason, Instant at, Actor by);

    void reactionSeen(StreamName stream, String planHash, String person, Instant at);

    /** Without an account, the one that is remembered stays. */
    void keepWish(String person, PersonalWish wish, Instant at);

    void wantLook(StreamName stream, Instant at);

    /**
     * Seals the heads of all streams, to be called when a release ends and every minute while one
     * moves. Answers the newest seal there is when no stream grew since.
     */
    Entry seal(Instant at);
  }

  /**
   * What a person wants to be told directly.
   *
   * @param account through which it was said last: "slack:U024BE7LH"
   */
  record PersonalWish(String wish, Optional<String> account) {}

  record Head(StreamName stream, long version, String hash) {}

  record Lock(
      ServiceName service,
      EnvironmentName environment,
      ReleaseId holder,
      long fence,
      Instant since) {}

  enum StepState {
    INTENDED,
    DONE,
    FAILED,
    UNKNOWN
  }

  record StepRow(
      String step,
      int attempt,
      StepState state,
      long intentVersion,
      Optional<Long> outcomeVersion) {}

  /**
   * One check as stored: what was measured, and what was made of it.
   *
   * @param stretch what was being watched: "stage-2", "observing", "after-rollback"
   * @param newRequests requests of the judged side since the check before
   * @param covered time this check may credit
   */
  record Check(
      String stretch,
      Instant at,
      Duration covered,
      long newRequests,
      Judgement judgement,
      List<Measure> measures) {
    public Check {
      measures = List.copyOf(measures);
    }
  }

  record Worker(String node, long pid, String host, Instant seen, String programVersion) {
    public Worker {
      node = Storable.text(node);
      host = Storable.text(host);
    }
  }

  /**
   * What lets somebody act over the network.
   *
   * @param id its public name
   * @param holder whose rights it carries, by the catalogue's key
   * @param secretHash SHA-256 of the secret, hexadecimal; the secret itself is kept nowhere
   * @param madeWith the token with which it was asked for: it is revoked together with that one
   */
  record Token(
      String id,
      String holder,
      String secretHash,
      String purpose,
      Instant created,
      String createdBy,
      Instant expires,
      Optional<String> madeWith,
      Optional<Instant> revoked) {
    public Token {
      purpose = Storable.text(purpose);
      createdBy = Storable.text(createdBy);
    }
  }

  /** Which releases; an empty part does not narrow. */
  record Query(
      Optional<ServiceName> service,
      Optional<EnvironmentName> environment,
      boolean movingOnly,
      int limit) {
    public static Query all() {
      return new Query(Optional.empty(), Optional.empty(), false, 1000);
    }

    public static Query moving() {
      return new Query(Optional.empty(), Optional.empty(), true, 1000);
    }

    public static Query of(ServiceName service) {
      return new Query(Optional.of(service), Optional.empty(), false, 1000);
    }

    public static Query of(ServiceName service, EnvironmentName environment) {
      return new Query(Optional.of(service), Optional.of(environment), false, 1000);
    }
  }

  /**
   * A release in one row: a fold of its stream, compared by verification.
   *
   * @param state the state's name; for Paused the inner one follows after a dot: "Paused.Shifting",
   *     and a planned one that is to start by itself is "Planned.Scheduled"; while a flag keeps
   *     what is new from somebody, "Shifting.ByFlag10"
   * @param health "healthy", "harmed", "unknown", "untouched"
   * @param stage counted from 1; 0 before the first
   * @param weight the new version's share by the state
   * @param reached the highest share it ever had
   */
  record Summary(
      ReleaseId id,
      EnvironmentName environment,
      String version,
      Optional<String> fromVersion,
      String state,
      String health,
      int stage,
      int weight,
      int reached,
      Optional<String> risk,
      String owner,
      Optional<String> planHash,
      Optional<String> outcomeReason,
      Instant created,
      Instant changed,
      long streamVersion) {
    public Summary {
      version = Storable.text(version);
      fromVersion = fromVersion.map(Storable::text);
      owner = Storable.text(owner);
      outcomeReason = outcomeReason.map(Storable::text);
    }
  }
}
