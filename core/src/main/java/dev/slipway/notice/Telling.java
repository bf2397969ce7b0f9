package dev.slipway.notice;

import java.time.Instant;
import java.util.List;

/**
 * What is told of one entry of a release's journal.
 *
 * @param sequence its order within the release: the entry's version
 * @param inChannel everyone in the channel sees it; else it stands in the release's thread alone
 * @param sentence what happened
 * @param rows what belongs to it, label and words
 * @param calls keys of people who are told by name, beside those in the words
 * @param everyone whoever is in the channel now is called: harm that nothing could undo
 * @param chart the figures that decided are worth a picture
 */
public record Telling(
    long sequence,
    Instant at,
    Urgency urgency,
    boolean inChannel,
    List<Piece> sentence,
    List<Row> rows,
    List<String> calls,
    boolean everyone,
    boolean chart) {
  /** Which line comes first when many wait. */
  public enum Urgency {
    /** Users have, or had, harm; or it waits for a person. */
    NOW(0),
    /** A decision is wanted, or something began or ended. */
    SOON(1),
    ROUTINE(2);

    private final int rank;

    Urgency(int rank) {
      this.rank = rank;
    }

    /** As the outbox keeps it; 0 comes first. */
    public int rank() {
      return rank;
    }
  }

  /** A stretch of a line. Text in it may be anybody's; faces escape it for themselves. */
  public sealed interface Piece {}

  public record Text(String words) implements Piece {}

  public record Strong(String words) implements Piece {}

  /** Somebody by the catalogue's key, to be told. */
  public record Called(String person) implements Piece {}

  public record Moment(Instant at) implements Piece {}

  public record Row(String label, List<Piece> words) {
    public Row {
      words = List.copyOf(words);
    }

    public static Row of(String label, String words) {
      return new Row(label, List.of(new Text(words)));
    }
  }

  public Telling {
    sentence = List.copyOf(sentence);
    rows = List.copyOf(rows);
    calls = List.copyOf(calls);
  }

  /** The sentence without anything special in it, for lists and logs. */
  public String words() {
    StringBuilder words = new StringBuilder();
    for (Piece piece : sentence) {
      switch (piece) {
        case Text text -> words.append(text.words());
        case Strong strong -> words.append(strong.words());
        case Called called -> words.append(called.person());
        case Moment moment -> words.append(moment.at().toString(), 11, 16);
      }
    }
    return words.toString();
  }
}
