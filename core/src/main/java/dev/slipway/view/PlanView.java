package dev.slipway.view;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The way out and the way back before anything moves.
 *
 * @param explain whether everything the rules looked at was asked for; short otherwise
 * @param checkedEvery how often limits are looked at; {@code breaksInARow} of them past a limit send it back
 * @param wayBack "traffic switch to v2.4.0", {@code wayBackTakes} long
 * @param blocks what stands in the way of a start
 * @param remarks what people should know although it does not block
 */
public record PlanView(
    Instant now,
    Headline headline,
    boolean explain,
    String hash,
    String hashBrief,
    RiskPart risk,
    String strategy,
    String strategyBecause,
    List<Stage> stages,
    List<Step> steps,
    List<LimitLine> limits,
    int breaksInARow,
    Duration checkedEvery,
    Duration window,
    long minimumRequests,
    long minimumFailures,
    Duration observe,
    List<String> approvals,
    List<String> triggers,
    String wayBack,
    Duration wayBackTakes,
    String data,
    boolean losesData,
    Optional<String> pointOfNoReturn,
    Optional<String> flagOff,
    List<String> notUndone,
    List<MigrationPart> migrations,
    List<String> checksAfter,
    List<String> watchList,
    ApprovalPart approvalState,
    ItemCounts before,
    List<Block> blocks,
    List<String> remarks,
    String next)
    implements View {
  public record Stage(int number, int percent, int instances, Duration bake) {}

  /**
   * @param name "migrate", "deploy", "traffic", "verify", "observe" or "complete"
   * @param takes in words; "" when it cannot be told
   */
  public record Step(int number, String name, String what, String takes, String undo, String ifItFails) {}

  /** @param words "error rate above 2 % and 1 point above v1" */
  public record LimitLine(String signal, String words) {}

  public PlanView {
    stages = List.copyOf(stages);
    steps = List.copyOf(steps);
    limits = List.copyOf(limits);
    approvals = List.copyOf(approvals);
    triggers = List.copyOf(triggers);
    notUndone = List.copyOf(notUndone);
    migrations = List.copyOf(migrations);
    checksAfter = List.copyOf(checksAfter);
    watchList = List.copyOf(watchList);
    blocks = List.copyOf(blocks);
    remarks = List.copyOf(remarks);
  }

  @Override
  public String schema() {
    return "release.plan/1";
  }
}
