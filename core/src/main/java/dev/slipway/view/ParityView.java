package dev.slipway.view;

import dev.slipway.control.Parity;
import dev.slipway.parity.Difference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * In what environments of a service differ. No value of a variable and no secret is in it.
 *
 * @param places what runs in each environment that was compared
 * @param unexpected how many places and differences should not be as they are
 * @param unknown of how many of them that cannot be told
 */
public record ParityView(
    Instant now,
    String service,
    List<Place> places,
    List<Row> differences,
    int unexpected,
    int unknown)
    implements View {
  /** Whether something may be as it is. */
  public enum Standing {
    EXPECTED(Role.GOOD, "expected"),
    UNEXPECTED(Role.BAD, "not expected"),
    UNKNOWN(Role.UNKNOWN, "unknown");

    private final Role role;
    private final String word;

    Standing(Role role, String word) {
      this.role = role;
      this.word = word;
    }

    public Role role() {
      return role;
    }

    public String word() {
      return word;
    }

    private static Standing of(Difference.Standing standing) {
      return switch (standing) {
        case EXPECTED -> EXPECTED;
        case UNEXPECTED -> UNEXPECTED;
        case UNKNOWN -> UNKNOWN;
      };
    }
  }

  /**
   * @param version what was released there last
   * @param runs what runs there, beside that
   */
  public record Place(
      String environment,
      Optional<String> version,
      Optional<String> artifact,
      Optional<String> release,
      Standing standing,
      String runs) {}

  /**
   * One difference.
   *
   * @param before how it is in {@code from}
   * @param after how it is in {@code to}
   */
  public record Row(
      String from,
      String to,
      String what,
      String before,
      String after,
      Standing standing,
      String because,
      Optional<String> fix) {}

  public ParityView {
    places = List.copyOf(places);
    differences = List.copyOf(differences);
  }

  @Override
  public String schema() {
    return "parity/1";
  }

  public static ParityView of(String service, Parity.Report report, Instant now) {
    List<Place> places = report.places().stream().map(ParityView::place).toList();
    List<Row> rows = new ArrayList<>();
    for (Parity.Pair pair : report.pairs()) {
      for (Difference difference : pair.differences()) {
        rows.add(
            new Row(
                pair.from().value(),
                pair.to().value(),
                Plain.line(difference.what()),
                Plain.line(difference.before()),
                Plain.line(difference.after()),
                Standing.of(difference.standing()),
                Plain.line(difference.because(), 300),
                difference.fix().map(Plain::line)));
      }
    }
    return new ParityView(
        now,
        service,
        places,
        rows,
        count(places, rows, Standing.UNEXPECTED),
        count(places, rows, Standing.UNKNOWN));
  }

  private static Place place(Parity.Place place) {
    return new Place(
        place.environment().value(),
        place.released().map(release -> release.change().to().label()),
        place.released().map(release -> release.change().artifact().value()),
        place.released().map(release -> release.id().toString()),
        Standing.of(place.standing()),
        Plain.line(place.words(), 300));
  }

  private static int count(List<Place> places, List<Row> rows, Standing standing) {
    return (int)
        (places.stream().filter(place -> place.standing() == standing).count()
            + rows.stream().filter(row -> row.standing() == standing).count());
  }
}
