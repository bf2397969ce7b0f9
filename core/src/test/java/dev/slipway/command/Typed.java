package dev.slipway.command;

import dev.slipway.control.Desk;
import dev.slipway.control.Refusal;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.notice.Outbox;
import dev.slipway.release.Actor;
import dev.slipway.release.ReleaseId;
import dev.slipway.view.MessageView;
import dev.slipway.view.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A session whose host writes down what it was asked for. */
public final class Typed implements Session, Host {
  final List<DemoWish> demos = new ArrayList<>();
  final List<InitWish> inits = new ArrayList<>();
  final List<DoctorWish> doctors = new ArrayList<>();
  final List<WatchWish> watched = new ArrayList<>();
  final List<Question> asked = new ArrayList<>();
  int summons;
  private Supplier<Optional<Refusal>> summoned = Host.super::summonWorker;
  private final Desk desk;
  private Actor actor = AShop.ADA;
  private Face face = Face.ONE_SHOT;
  private Optional<ReleaseId> inUse = Optional.empty();
  private Optional<Outbox> news = Optional.empty();
  private Optional<String> answer = Optional.empty();

  private Typed(Desk desk) {
    this.desk = desk;
  }

  public static Typed at(Desk desk) {
    return new Typed(desk);
  }

  public Typed by(Actor next) {
    actor = next;
    return this;
  }

  public Typed in(Face next) {
    face = next;
    return this;
  }

  /**
   * @param summoned what comes of it when a worker is wanted: empty when one came
   */
  public Typed summoning(Supplier<Optional<Refusal>> summoned) {
    this.summoned = summoned;
    return this;
  }

  Typed using(ReleaseRecord release) {
    inUse = Optional.of(release.id());
    return this;
  }

  public Typed answering(String text) {
    answer = Optional.of(text);
    return this;
  }

  @Override
  public Desk desk() {
    return desk;
  }

  @Override
  public Actor actor() {
    return actor;
  }

  @Override
  public Optional<ReleaseId> inUse() {
    return inUse;
  }

  @Override
  public void use(Optional<ReleaseId> release) {
    inUse = release;
  }

  /** Where tests of news go. */
  Typed with(Outbox outbox) {
    news = Optional.of(outbox);
    return this;
  }

  @Override
  public Optional<Outbox> news() {
    return news;
  }

  @Override
  public Host host() {
    return this;
  }

  @Override
  public Face face() {
    return face;
  }

  @Override
  public Outcome demo(DemoWish wish) {
    demos.add(wish);
    return Outcome.of(new MessageView(Role.GOOD, "demo", List.of()), ExitCode.DONE, Format.DEFAULT);
  }

  @Override
  public Outcome work(Optional<Duration> untilIdle) {
    return Outcome.shown(ExitCode.DONE);
  }

  @Override
  public Optional<Refusal> summonWorker() {
    summons++;
    return summoned.get();
  }

  @Override
  public Outcome watch(ReleaseRecord release, WatchWish wish) {
    watched.add(wish);
    return Outcome.shown(ExitCode.of(release.state()));
  }

  @Override
  public Outcome init(InitWish wish) {
    inits.add(wish);
    return Outcome.shown(ExitCode.DONE);
  }

  @Override
  public Outcome doctor(DoctorWish wish) {
    doctors.add(wish);
    return Outcome.shown(ExitCode.DONE);
  }

  @Override
  public Optional<String> ask(Question question) {
    asked.add(question);
    return answer;
  }
}
