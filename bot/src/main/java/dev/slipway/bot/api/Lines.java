package dev.slipway.bot.api;

import dev.slipway.ProgramVersion;
import dev.slipway.Slipway;
import dev.slipway.bot.api.Doorway.Visitor;
import dev.slipway.catalog.Reading;
import dev.slipway.command.CommandLineGrammar;
import dev.slipway.command.Completer;
import dev.slipway.command.ExitCode;
import dev.slipway.command.Failure;
import dev.slipway.command.Format;
import dev.slipway.command.Habits;
import dev.slipway.command.Outcome;
import dev.slipway.command.remote.Bearings;
import dev.slipway.command.remote.Candidates;
import dev.slipway.command.remote.CompletionRequest;
import dev.slipway.command.remote.LineAnswer;
import dev.slipway.command.remote.LineRequest;
import dev.slipway.command.remote.RecordJson;
import dev.slipway.command.remote.Standing;
import dev.slipway.journal.Store;
import dev.slipway.release.ReleaseId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Command lines, and what may stand in them. */
@RestController
class Lines {
  private static final Logger LOG = LoggerFactory.getLogger("slipway.api");
  private static final int MOST_WORDS = 200;
  private static final int MOST_ANSWERS = 10;
  private final Slipway slipway;
  private final Examination examination;
  private final MeterRegistry figures;
  private final CommandLineGrammar grammar = new CommandLineGrammar();
  private final Completer completer = new Completer();

  Lines(Slipway slipway, Reading.Read configuration, MeterRegistry figures) {
    this.figures = figures;
    this.slipway = slipway;
    this.examination = new Examination(slipway, configuration);
  }

  @PostMapping("/api/v1/lines")
  ResponseEntity<String> line(HttpServletRequest request)
      throws RecordJson.Unreadable, IOException {
    LineRequest line = RecordJson.read(Requests.body(request), LineRequest.class);
    if (line.words().size() > MOST_WORDS || line.answers().size() > MOST_ANSWERS) {
      return Replies.refused(
          HttpStatus.BAD_REQUEST,
          Replies.no(
              "E-API-02",
              ExitCode.USAGE,
              "The line is too long.",
              "At most " + MOST_WORDS + " words and " + MOST_ANSWERS + " answers.",
              "slipway help"));
    }
    Timer.Sample begun = Timer.start(figures);
    LineAnswer answer = answer(Visitor.of(request), line);
    var unused =
        begun.stop(figures.timer("slipway.api.lines", "exit", Integer.toString(answer.exit())));
    return Replies.of(HttpStatus.OK, answer);
  }

  private LineAnswer answer(Visitor visitor, LineRequest line) {
    ApiHost host =
        new ApiHost(
            slipway.desk(), line.answers(), wish -> examination.answer(visitor.getName(), wish));
    ApiSession session =
        new ApiSession(
            slipway.desk(),
            slipway.news(),
            visitor.bearer(),
            line.face(),
            line.inUse().flatMap(ReleaseId::parse),
            line.catalogue(),
            host);
    try {
      Outcome outcome = grammar.run(session, line.words());
      return new LineAnswer(
              outcome.exit(),
              outcome.format(),
              outcome.view(),
              Optional.empty(),
              session.nowInUse(),
              host.toWatch())
          .before(slipway.desk().now(), session.inUse().flatMap(new Bearings(slipway.desk())::of));
    } catch (ApiHost.Asks asks) {
      return new LineAnswer(
          ExitCode.PENDING.code(),
          Format.DEFAULT,
          Optional.empty(),
          Optional.of(LineAnswer.Asked.of(asks.question())),
          Optional.empty(),
          Optional.empty());
    } catch (RuntimeException broken) {
      Failure failure = Failure.of(broken);
      if (failure.view().code().startsWith("E-BUG")) {
        LOG.warn("{}: {}", failure.view().code(), Failure.trace(broken));
      }
      return LineAnswer.refused(failure.view(), failure.exit());
    }
  }

  @PostMapping("/api/v1/completions")
  ResponseEntity<String> completions(HttpServletRequest request)
      throws RecordJson.Unreadable, IOException {
    CompletionRequest asked = RecordJson.read(Requests.body(request), CompletionRequest.class);
    ApiSession session =
        new ApiSession(
            slipway.desk(),
            slipway.news(),
            Visitor.of(request).bearer(),
            asked.face(),
            asked.inUse().flatMap(ReleaseId::parse),
            Optional.empty(),
            new ApiHost(
                slipway.desk(),
                List.of(),
                wish -> examination.answer(Visitor.of(request).getName(), wish)));
    return Replies.of(
        HttpStatus.OK,
        new Candidates(
            completer
                .with(new Habits(asked::lately))
                .complete(session, asked.words(), asked.index(), asked.prefix())));
  }

  @GetMapping("/api/v1/standing")
  ResponseEntity<String> standing(HttpServletRequest request) {
    var bearer = Visitor.of(request).bearer();
    Instant expires =
        slipway
            .store()
            .read(reader -> reader.token(bearer.token()))
            .map(Store.Token::expires)
            .orElseThrow();
    return Replies.of(
        HttpStatus.OK,
        new Standing(
            bearer.person().id(),
            bearer.person().name(),
            bearer.person().machine(),
            bearer.person().roles(),
            expires,
            ProgramVersion.text(),
            Standing.PROTOCOL,
            slipway.desk().catalogue().hash(),
            slipway.desk().now()));
  }
}
