package dev.slipway.command.remote;

import dev.slipway.command.ExitCode;
import dev.slipway.control.Desk;
import dev.slipway.control.port.Deployment;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.Planned;
import dev.slipway.rollout.RollbackFailed;
import dev.slipway.rollout.State;
import dev.slipway.view.Event;
import dev.slipway.view.People;
import dev.slipway.view.Story;
import dev.slipway.view.WatchView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One look at a release on its way, wherever one stands.
 *
 * @param release "shop/42"
 * @param story what happened from the event numbered {@code storyFrom} on, oldest first
 * @param exit what a program that ended now would end with
 * @param over nothing more comes of what was begun: it has ended, or its start has failed
 * @param waits nothing happens before somebody does something
 * @param moving somebody has to drive it
 */
public record Sighting(
    String release,
    WatchView view,
    int storyFrom,
    List<Event> story,
    int exit,
    boolean over,
    boolean waits,
    boolean moving,
    boolean paused) {
  /** Far enough back for every bar that is drawn, and not for a whole stage. */
  private static final int CHECKS = 24;

  private static final Duration LEAST = Duration.ofSeconds(60);

  public Sighting {
    story = List.copyOf(story);
  }

  /**
   * @param running what the target said of its instances; empty when it was not asked
   * @param storyFrom how many events are known already
   */
  public static Sighting of(
      Desk desk,
      ReleaseRecord release,
      Optional<Deployment.Running> running,
      int storyFrom,
      Instant now) {
    State state = release.state();
    People people = People.of(desk.catalogue());
    List<Event> story = Story.of(release, people);
    int from = Math.clamp(storyFrom, 0, story.size());
    return new Sighting(
        release.id().toString(),
        view(desk, release, running, people, now),
        from,
        story.subList(from, story.size()),
        ExitCode.of(state).code(),
        state.isEnd() || (state instanceof Planned planned && planned.hasFailedToStart()),
        state instanceof Paused || state instanceof RollbackFailed || !state.isMoving(),
        state.isMoving(),
        state instanceof Paused);
  }

  private static WatchView view(
      Desk desk,
      ReleaseRecord release,
      Optional<Deployment.Running> running,
      People people,
      Instant now) {
    Duration interval = release.plan().map(plan -> plan.limits().interval()).orElse(Duration.ZERO);
    Duration reach = interval.multipliedBy(CHECKS);
    return WatchView.of(
        release,
        desk.checks(release, now.minus(reach.compareTo(LEAST) > 0 ? reach : LEAST)),
        desk.course().assessment(release),
        running,
        people,
        now);
  }

  /** The same with the whole story, as far as it was heard. */
  public Sighting withStory(List<Event> whole) {
    return new Sighting(release, view, 0, whole, exit, over, waits, moving, paused);
  }

  /** How many events there are. */
  public int told() {
    return storyFrom + story.size();
  }
}
