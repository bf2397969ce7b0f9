package dev.slipway.control;

import dev.slipway.control.port.Deployment;
import dev.slipway.control.port.Documents;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Target;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.journal.Verification;
import dev.slipway.plan.Catalogue;
import dev.slipway.release.Actor;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The front door of the core: every face asks here, with plain values, and gets plain values back.
 */
public final class Desk {
  private final Books books;
  private final World world;
  private final Lookup lookup;
  private final GateKeeper gates;
  private final Course course;
  private final Tokens tokens;
  private final Schedule schedule;
  private final Attention attention;
  private final OldSides oldSides;
  private final AlertIntake alerts;

  public Desk(Books books, World world) {
    this.books = books;
    this.world = world;
    this.lookup = new Lookup(books);
    this.gates = new GateKeeper(books, world);
    this.course = new Course(books, world, gates);
    this.tokens = new Tokens(books.store(), world);
    this.schedule = new Schedule(books, world, gates, course);
    this.attention = new Attention(books, world);
    this.oldSides = new OldSides(books, world.clock());
    this.alerts = new AlertIntake(books, world);
  }

  /** Finding releases. */
  public Lookup lookup() {
    return lookup;
  }

  /** New releases and their plans: whatever is begun is made from one catalogue. */
  public Opening opening() {
    var unused = world.catalogues().takeUp();
    return new Opening(books, world.settled());
  }

  /** Approvals, items, waivers. */
  public GateKeeper gates() {
    return gates;
  }

  /** Start, pause, advance, roll back, finish. */
  public Course course() {
    return course;
  }

  /** Bringing saved data back. */
  public Restoring restoring() {
    return new Restoring(books, world);
  }

  /** In what environments differ. */
  public Parity parity() {
    return new Parity(books, world);
  }

  /** Who may act over the network. */
  public Tokens tokens() {
    return tokens;
  }

  /** Which catalogue holds. */
  public Catalogues catalogues() {
    return world.catalogues();
  }

  /** Starts at a time. */
  public Schedule schedule() {
    return schedule;
  }

  /** What is left to do once a release is finished. */
  Conclusion conclusion() {
    return new Conclusion(books, world);
  }

  /**
   * Puts all evidence of a release into one file.
   *
   * @throws IllegalArgumentException when the actor is unknown; faces say so before they ask
   */
  public Path archive(Actor by, ReleaseRecord release) {
    Optional<Refusal> stranger = Standings.refuseStranger(world.catalogue(), by);
    if (stranger.isPresent()) {
      throw new IllegalArgumentException(stranger.get().what());
    }
    Path file =
        world.documents().archive(release, breakGlass(release), checks(release, Instant.EPOCH));
    books.note(release, Fact.DocumentsWritten.of(List.of(file)), world.clock().now(), by);
    return file;
  }

  /** The checks after a deploy that nobody has to ask for. */
  AfterDeploy afterDeploy() {
    return new AfterDeploy(books, world, gates);
  }

  /** Whether traffic is where releases left it. */
  TrafficWatch trafficWatch(Trouble trouble) {
    return new TrafficWatch(books, world, trouble);
  }

  /** What finished releases keep for a while. */
  public OldSides oldSides() {
    return oldSides;
  }

  /** What people want to be told directly. */
  public Attention attention() {
    return attention;
  }

  /** Alerts that others send. */
  public AlertIntake alerts() {
    return alerts;
  }

  public Catalogue catalogue() {
    return world.catalogue();
  }

  public Instant now() {
    return world.clock().now();
  }

  /** The record with what was appended since. */
  public ReleaseRecord renew(ReleaseRecord known) {
    return books.renew(known);
  }

  /** Stored checks of a release since a moment, oldest first. */
  public List<Store.Check> checks(ReleaseRecord release, Instant since) {
    return books.store().read(reader -> reader.checks(StreamName.of(release.id()), since));
  }

  /**
   * What the target says of its instances now. Asks outside and may take as long as the target
   * does; empty when there is no plan yet or the target does not answer.
   */
  public Optional<Deployment.Running> running(ReleaseRecord release) {
    try {
      return release.plan().map(plan -> world.target(plan).deployment().running());
    } catch (RuntimeException silent) {
      return Optional.empty();
    }
  }

  /**
   * Writes documents now.
   *
   * @param kinds empty: all that apply
   * @throws IllegalArgumentException when the actor is unknown; faces say so before they ask
   */
  public List<Path> write(Actor by, ReleaseRecord release, List<Documents.Kind> kinds) {
    Optional<Refusal> stranger = Standings.refuseStranger(world.catalogue(), by);
    if (stranger.isPresent()) {
      throw new IllegalArgumentException(stranger.get().what());
    }
    List<Path> files = world.documents().write(release, breakGlass(release), kinds);
    books.note(release, Fact.DocumentsWritten.of(files), world.clock().now(), by);
    return files;
  }

  /**
   * Remembers that somebody lets a release be told in another channel; that they may is for the
   * chat to say, which knows its channels.
   *
   * @param from the channel's name and key
   * @param to the same
   */
  public ReleaseRecord toldElsewhere(Actor by, ReleaseRecord release, String from, String to) {
    return books.note(release, new Fact.ToldElsewhere(from, to), world.clock().now(), by);
  }

  private Optional<Target.BreakGlass> breakGlass(ReleaseRecord release) {
    try {
      return release.plan().map(plan -> world.target(plan).breakGlass());
    } catch (RuntimeException silent) {
      return Optional.empty();
    }
  }

  /**
   * Versions of a service that could be released, newest first; empty when its repository cannot be
   * read.
   */
  public List<String> versions(String service) {
    try {
      return world.catalogue().services().values().stream()
          .filter(known -> known.name().value().equals(service))
          .flatMap(known -> world.changes().candidates(known).stream())
          .map(candidate -> candidate.version().label())
          .toList();
    } catch (OutsideFailure silent) {
      return List.of();
    }
  }

  /** Checks every hash, gap, head, seal and summary of the store. */
  public Verification.Result verify() {
    return books.store().read(Verification::of);
  }
}
