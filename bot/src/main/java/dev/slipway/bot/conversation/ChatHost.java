package dev.slipway.bot.conversation;

import dev.slipway.command.DemoWish;
import dev.slipway.command.DoctorWish;
import dev.slipway.command.ExitCode;
import dev.slipway.command.Host;
import dev.slipway.command.InitWish;
import dev.slipway.command.Outcome;
import dev.slipway.command.Question;
import dev.slipway.command.WatchWish;
import dev.slipway.control.Answer;
import dev.slipway.control.Desk;
import dev.slipway.health.Assessment;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.release.Actor;
import dev.slipway.view.MessageView;
import dev.slipway.view.People;
import dev.slipway.view.Role;
import dev.slipway.view.WatchView;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a chat can do for a line beside answering it: one frame instead of a live view, and a
 * question whose answer comes later, with a click.
 */
final class ChatHost implements Host {
  private final Desk desk;
  private final Moving moving;
  private final Actor by;
  private final Place at;
  private Optional<Question> asked = Optional.empty();

  ChatHost(Desk desk, Moving moving, Actor by, Place at) {
    this.desk = desk;
    this.moving = moving;
    this.by = by;
    this.at = at;
  }

  /** What the line would have asked a person at a terminal. */
  Optional<Question> asked() {
    return asked;
  }

  @Override
  public Optional<String> ask(Question question) {
    asked = Optional.of(question);
    return Optional.empty();
  }

  @Override
  public Outcome watch(ReleaseRecord release, WatchWish wish) {
    Optional<Assessment> assessment = desk.course().assessment(release);
    WatchView frame =
        WatchView.of(
            release,
            LiveFigures.recent(desk, release),
            assessment,
            People.of(desk.catalogue()),
            desk.now());
    return Outcome.of(frame, ExitCode.DONE, wish.format());
  }

  @Override
  public Answer<String> moveHere(ReleaseRecord release, Optional<String> from, boolean dry) {
    return moving.move(by, at, release, from, dry);
  }

  @Override
  public Map<String, String> toldIn(ReleaseRecord release) {
    return moving.toldIn(release);
  }

  @Override
  public Outcome demo(DemoWish wish) {
    return elsewhere("slipway demo");
  }

  @Override
  public Outcome work(Optional<Duration> untilIdle) {
    return elsewhere("slipway work");
  }

  @Override
  public Outcome init(InitWish wish) {
    return elsewhere("slipway init");
  }

  @Override
  public Outcome doctor(DoctorWish wish) {
    return elsewhere("slipway doctor");
  }

  private static Outcome elsewhere(String line) {
    MessageView words =
        new MessageView(Role.NONE, "That works at a terminal only.", java.util.List.of(line));
    return Outcome.of(words, ExitCode.USAGE, dev.slipway.command.Format.DEFAULT);
  }
}
