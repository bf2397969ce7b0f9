package dev.slipway.bot.conversation;

import dev.slipway.control.Desk;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.StreamName;
import dev.slipway.notice.ChatBook;
import dev.slipway.plan.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where releases are told: where the catalogue says, or whereto people have moved them since. */
public final class Whereabouts {
  /** Slot of a release's message. */
  public static final String ROOT = "root";

  /** Slot of the line that says what happened before it was told here. */
  public static final String MOVED = "moved";

  private final Desk desk;
  private final ChatBook book;
  private volatile Map<StreamName, Map<String, String>> moves = Map.of();

  public Whereabouts(Desk desk, ChatBook book) {
    this.desk = desk;
    this.book = book;
  }

  /** Looks which were moved meanwhile, by any server. */
  public Whereabouts refresh() {
    moves = book.moves();
    return this;
  }

  private Map<String, String> moves(ReleaseRecord release) {
    return moves.getOrDefault(StreamName.of(release.id()), Map.of());
  }

  /** By the catalogue alone. */
  List<String> configured(ReleaseRecord release) {
    return desk.catalogue()
        .service(release.id().service())
        .map(Service::environments)
        .flatMap(places -> Optional.ofNullable(places.get(release.opened().environment())))
        .map(Service.Environment::tell)
        .orElse(List.of());
  }

  /** Where it is told now. */
  public List<String> of(ReleaseRecord release) {
    return configured(release).stream().map(channel -> now(release, channel)).distinct().toList();
  }

  /** A channel that takes nothing is none: then it stays where it was. */
  String now(ReleaseRecord release, String channel) {
    String to = moves(release).getOrDefault(channel, channel);
    boolean dead =
        !to.equals(channel)
            && book.find(to, StreamName.of(release.id()), ROOT)
                .filter(root -> root.state() == ChatBook.Standing.State.DEAD)
                .isPresent();
    return dead ? channel : to;
  }

  /** Where something of it may stand. */
  public List<String> everywhere(ReleaseRecord release) {
    return Stream.of(configured(release), of(release), List.copyOf(moves(release).values()))
        .flatMap(List::stream)
        .distinct()
        .toList();
  }

  /** Whereto it was moved from this channel; empty where it is told here. */
  public Optional<String> movedFrom(ReleaseRecord release, String channel) {
    Map<String, String> moved = moves(release);
    boolean concerned = moved.containsKey(channel) || moved.containsValue(channel);
    List<String> told = concerned ? of(release) : List.of(channel);
    return told.contains(channel) ? Optional.empty() : told.stream().findFirst();
  }

  /** Channels that the catalogue may not name. */
  public List<String> added() {
    return moves.values().stream().flatMap(one -> one.values().stream()).distinct().toList();
  }
}
