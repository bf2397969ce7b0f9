package dev.slipway.journal;

import dev.slipway.gate.GateRecord;
import dev.slipway.release.ChangeRecord;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Effect;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Reason;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an entry says. The first entry of a release's stream is {@link Opened}; {@link
 * CatalogueActivated} stands in the stream "catalog" only, {@link TokenCreated} and {@link
 * TokenRevoked} in "token", {@link Sealed} in "seal".
 */
public sealed interface Fact {
  /**
   * The first entry of every release.
   *
   * @param owner the catalogue's key of whoever opened it
   * @param reason why, where one was needed (a version that was rolled back before)
   * @param follows the release that was rolled back with this version before
   * @param undoes the finished release that this one takes back
   * @param rehearses the finished release whose way back this one tries
   */
  record Opened(
      ReleaseId id,
      EnvironmentName environment,
      String owner,
      String title,
      String reason,
      Optional<ReleaseId> follows,
      Optional<ReleaseId> undoes,
      Optional<ReleaseId> rehearses,
      ChangeRecord change)
      implements Fact {
    /** Of a release that brings something new. */
    public Opened(
        ReleaseId id,
        EnvironmentName environment,
        String owner,
        String title,
        String reason,
        Optional<ReleaseId> follows,
        ChangeRecord change) {
      this(
          id,
          environment,
          owner,
          title,
          reason,
          follows,
          Optional.empty(),
          Optional.empty(),
          change);
    }
  }

  /**
   * A happening and the machine's answer to it. The answer is kept to be compared at replay; the
   * state is always the fold.
   *
   * @param answer MOVED, STAYED, LATE or REFUSED
   * @param state the state's name after it
   */
  record Happened(
      Happening happening, Answer answer, Reason because, String state, List<Effect> effects)
      implements Fact {
    public Happened {
      effects = List.copyOf(effects);
    }
  }

  enum Answer {
    MOVED,
    STAYED,
    LATE,
    REFUSED
  }

  record Gated(GateRecord record) implements Fact {}

  /**
   * The version that ran before Slipway knew the service: from here on its baseline and way back.
   */
  record Adopted(String words) implements Fact {}

  /** What users of the new version got between two moments, counted at the target. */
  record Affected(Instant from, Instant to, long requests, long failures) implements Fact {}

  /** A step is about to be performed: written before the effect. */
  record StepIntended(String step, int attempt, String words) implements Fact {}

  /**
   * A traffic move is about to be written.
   *
   * @param percent the share it goes to
   */
  record TrafficIntended(Weight percent, String why) implements Fact {}

  record DocumentsWritten(List<String> files) implements Fact {
    public static DocumentsWritten of(List<Path> files) {
      return new DocumentsWritten(files.stream().map(Path::toString).toList());
    }
  }

  /**
   * What a look at the traffic found after the release was over; written down when it is another
   * finding than before.
   *
   * @param percent the share of this release's new version
   * @param incarnation of the target at that moment
   */
  record TrafficFound(Found found, int percent, String incarnation, String words) implements Fact {}

  /**
   * What a look at a flag found after the release was over; written down when it is another finding
   * than before.
   *
   * @param found {@link Found#AS_LEFT} or {@link Found#ELSEWHERE}: nobody turns it again but people
   * @param percent of the users who are shown what is behind it
   */
  record FlagFound(String flag, Found found, int percent, String words) implements Fact {}

  enum Found {
    /** As the release left it. */
    AS_LEFT,
    /** The target restarted and forgot it; it is to be set again. */
    LOST,
    /** It was lost, and was set again. */
    SET_AGAIN,
    /** Somebody else decided so, or it was lost too often: it is left alone. */
    ELSEWHERE
  }

  /**
   * People told a release elsewhere from here on.
   *
   * @param from the channel as people call it and as the catalogue writes it: "#a
   *     (slack:C024BE7LR)"
   * @param to the same
   */
  record ToldElsewhere(String from, String to) implements Fact {}

  /**
   * Something that is left to do once a release is finished was tried.
   *
   * @param step "tag", "archive"
   * @param words what is there now, or why it is not
   */
  record Concluded(String step, boolean done, String words) implements Fact {}

  record Announced(String news, String words) implements Fact {}

  record Paged(String why) implements Fact {}

  /**
   * @param hash of the catalogue that plans are made from, from here on
   * @param commit the one that its files were checked out from, where that was known
   */
  record CatalogueActivated(String hash, Optional<String> commit) implements Fact {}

  /**
   * Somebody may act over the network from here on. The secret stands nowhere.
   *
   * @param token its public name
   * @param holder whose rights it carries, by the catalogue's key
   * @param madeWith the token with which it was asked for
   */
  record TokenCreated(
      String token, String holder, String purpose, Instant expires, Optional<String> madeWith)
      implements Fact {}

  record TokenRevoked(String token, String reason) implements Fact {}

  /**
   * The heads of all streams that grew since the seal before, sorted by stream. Read together, the
   * seals name a head of every stream there is, so that a cut-off tail or a removed stream is
   * found.
   */
  record Sealed(List<SealedHead> heads) implements Fact {
    public Sealed {
      heads = List.copyOf(heads);
    }
  }

  record SealedHead(String stream, long version, String hash) {}
}
