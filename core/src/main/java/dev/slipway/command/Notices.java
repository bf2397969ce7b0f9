package dev.slipway.command;

import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.rollout.Reason;
import dev.slipway.view.Headline;
import dev.slipway.view.NextStep;
import dev.slipway.view.NoticeView;
import dev.slipway.view.Plain;
import dev.slipway.view.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers to what changes something: what changed, who hears of it, how it is undone, what comes
 * next.
 */
final class Notices {
  private final Call call;
  private final List<String> details = new ArrayList<>();
  private Role role = Role.GOOD;
  private Optional<String> undo = Optional.empty();
  private Optional<String> next = Optional.empty();

  private Notices(Call call) {
    this.call = call;
  }

  static Notices in(Call call) {
    return new Notices(call);
  }

  Notices role(Role better) {
    role = better;
    return this;
  }

  Notices detail(String line) {
    details.add(Plain.line(line));
    return this;
  }

  Notices undo(String line) {
    undo = Optional.of(line);
    return this;
  }

  Notices undo(Optional<String> line) {
    undo = line;
    return this;
  }

  Notices next(String line) {
    next = Optional.of(line);
    return this;
  }

  /** What was done, told from the release before and after it. */
  NoticeView done(ReleaseRecord before, ReleaseRecord after, String what) {
    Optional<String> already = already(before, after);
    return new NoticeView(
        Optional.of(after.id().toString()),
        false,
        already.isPresent() ? Role.NONE : role,
        already
            .map(words -> after.id() + ": " + words + "; nothing was changed.")
            .orElseGet(() -> Plain.line(what)),
        already.isPresent() ? List.of() : details,
        told(before, after),
        already.isPresent() ? Optional.empty() : undo,
        Optional.of(next.orElseGet(() -> nextOf(after))),
        Optional.of(headline(after)));
  }

  /** What would be done. */
  NoticeView would(ReleaseRecord release, String what) {
    return new NoticeView(
        Optional.of(release.id().toString()),
        true,
        Role.LATER,
        Plain.line(what),
        details,
        List.of(),
        undo,
        Optional.of(next.orElse("the same line without --dry-run")),
        Optional.of(headline(release)));
  }

  NoticeView would(String what) {
    return new NoticeView(
        Optional.empty(),
        true,
        Role.LATER,
        Plain.line(what),
        details,
        List.of(),
        undo,
        Optional.of(next.orElse("the same line without --dry-run")),
        Optional.empty());
  }

  private Headline headline(ReleaseRecord release) {
    return Headline.of(
        release,
        Optional.of(call.desk().gates().status(release)),
        call.desk().course().assessment(release),
        call.people());
  }

  private String nextOf(ReleaseRecord release) {
    return NextStep.next(release, call.desk().gates().status(release), call.actor().name());
  }

  /** When the machine took note and did nothing, because it was done already. */
  private static Optional<String> already(ReleaseRecord before, ReleaseRecord after) {
    return fresh(before, after).stream()
        .filter(fact ->
            fact instanceof Fact.Happened h && h.because().code() == Reason.Code.ALREADY_DONE)
        .map(fact -> ((Fact.Happened) fact).because().words().replaceFirst("^nothing to do: ", ""))
        .findFirst();
  }

  private List<String> told(ReleaseRecord before, ReleaseRecord after) {
    List<String> told = new ArrayList<>();
    for (Fact fact : fresh(before, after)) {
      if (fact instanceof Fact.Announced announced) {
        told.add(
            "everyone who follows "
                + after.id()
                + ": "
                + Plain.line(call.people().said(announced.words())));
      } else if (fact instanceof Fact.Paged paged) {
        told.add("people were called: " + Plain.line(call.people().said(paged.why())));
      }
    }
    return told;
  }

  /** What was written since; all of it where another release was opened instead. */
  private static List<Fact> fresh(ReleaseRecord before, ReleaseRecord after) {
    long known = before.id().equals(after.id()) ? before.version() : 0;
    return after.story().stream()
        .filter(told -> told.entry().version() > known)
        .map(ReleaseRecord.Told::fact)
        .toList();
  }
}
