package dev.slipway.notice;

import dev.slipway.journal.ReleaseRecord;
import dev.slipway.notice.Telling.Piece;
import dev.slipway.notice.Telling.Text;
import dev.slipway.plan.Plan;
import dev.slipway.plan.Stage;
import dev.slipway.view.Figures;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** "shop v2.4.1 is going to prod in 4 steps until about 16:05. The way back takes 10 s." */
final class StartWords {
  private StartWords() {}

  static List<Piece> of(ReleaseRecord release, ReleaseRecord.Told told, String what) {
    String going = what + " is going to " + Tellings.environment(release);
    Optional<Plan> plan = release.plan();
    if (plan.isEmpty()) {
      return Tellings.words(going + ".");
    }
    Duration takes =
        plan.get().stages().stream().map(Stage::bake).reduce(plan.get().observe(), Duration::plus);
    return List.of(
        new Text(
            going + " in " + Figures.count(plan.get().stages().size(), "step") + " until about "),
        Tellings.moment(told.entry().at().plus(takes)),
        new Text(
            ". The way back takes "
                + Figures.duration(plan.get().rollback().computed())
                + ". Details are in the thread."));
  }
}
