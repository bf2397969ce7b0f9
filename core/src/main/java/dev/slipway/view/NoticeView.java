package dev.slipway.view;

import java.util.List;
import java.util.Optional;

/**
 * The answer to everything that changes something.
 *
 * @param would nothing was changed: this is what would have been
 * @param what what changed, in one sentence
 * @param details lines below it
 * @param told who else hears of it
 * @param undo the command that takes it back
 * @param next the next command
 */
public record NoticeView(
    Optional<String> release,
    boolean would,
    Role role,
    String what,
    List<String> details,
    List<String> told,
    Optional<String> undo,
    Optional<String> next,
    Optional<Headline> headline)
    implements View {
  public NoticeView {
    details = List.copyOf(details);
    told = List.copyOf(told);
  }

  @Override
  public String schema() {
    return "notice/1";
  }
}
