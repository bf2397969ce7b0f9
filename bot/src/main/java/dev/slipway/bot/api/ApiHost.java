package dev.slipway.bot.api;

import dev.slipway.command.DemoWish;
import dev.slipway.command.DoctorWish;
import dev.slipway.command.ExitCode;
import dev.slipway.command.Format;
import dev.slipway.command.Host;
import dev.slipway.command.InitWish;
import dev.slipway.command.Outcome;
import dev.slipway.command.Question;
import dev.slipway.command.WatchWish;
import dev.slipway.command.remote.LineAnswer;
import dev.slipway.command.remote.Sighting;
import dev.slipway.control.Desk;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.view.RefusalView;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a server can do for a line of somebody far away: ask by its answer, and hand out frames. */
final class ApiHost implements Host {
  private final Desk desk;
  private final Deque<String> answers;
  private final Function<DoctorWish, Outcome> doctor;
  private Optional<LineAnswer.Watch> watch = Optional.empty();

  /** The line cannot go on before this is answered. Nothing was changed so far. */
  static final class Asks extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Question question;

    Asks(Question question) {
      super(question.words(), null, false, false);
      this.question = question;
    }

    Question question() {
      return question;
    }
  }

  ApiHost(Desk desk, List<String> answers, Function<DoctorWish, Outcome> doctor) {
    this.desk = desk;
    this.answers = new ArrayDeque<>(answers);
    this.doctor = doctor;
  }

  @Override
  public Optional<String> ask(Question question) {
    if (answers.isEmpty()) {
      throw new Asks(question);
    }
    return Optional.of(answers.removeFirst());
  }

  @Override
  public Outcome watch(ReleaseRecord release, WatchWish wish) {
    if (wish.once()) {
      return Outcome.of(
          Sighting.of(desk, release, desk.running(release), 0, desk.now()).view(),
          ExitCode.DONE,
          wish.format());
    }
    watch =
        Optional.of(
            new LineAnswer.Watch(release.id().toString(), wish.untilOver(), wish.timeout()));
    return new Outcome(Optional.empty(), ExitCode.DONE.code(), wish.format());
  }

  /** What is to be watched after the line. */
  Optional<LineAnswer.Watch> toWatch() {
    return watch;
  }

  @Override
  public Outcome doctor(DoctorWish wish) {
    return doctor.apply(wish);
  }

  @Override
  public Outcome demo(DemoWish wish) {
    return elsewhere("demo");
  }

  @Override
  public Outcome work(Optional<Duration> untilIdle) {
    return elsewhere("work");
  }

  @Override
  public Outcome init(InitWish wish) {
    return elsewhere("init");
  }

  private static Outcome elsewhere(String verb) {
    return Outcome.of(
        new RefusalView(
            "E-USAGE-08",
            "usage",
            "\"slipway " + verb + "\" works on a computer of one's own, not at the server.",
            List.of(),
            List.of("slipway help " + verb)),
        ExitCode.USAGE,
        Format.DEFAULT);
  }
}
