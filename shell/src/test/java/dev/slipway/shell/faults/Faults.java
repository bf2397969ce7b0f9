package dev.slipway.shell.faults;

import static dev.slipway.shell.faults.Moment.BAKING;
import static dev.slipway.shell.faults.Moment.CHECKING_THE_WAY_BACK;
import static dev.slipway.shell.faults.Moment.CLEANING_UP;
import static dev.slipway.shell.faults.Moment.COMPLETING;
import static dev.slipway.shell.faults.Moment.DEPLOYING;
import static dev.slipway.shell.faults.Moment.EVERYBODY;
import static dev.slipway.shell.faults.Moment.LOWERING;
import static dev.slipway.shell.faults.Moment.MOVING;
import static dev.slipway.shell.faults.Moment.OBSERVING;
import static dev.slipway.shell.faults.Moment.PAUSED;
import static dev.slipway.shell.faults.Moment.PLANNED;
import static dev.slipway.shell.faults.Moment.STARTING;
import static dev.slipway.shell.faults.Moment.VERIFYING;
import static dev.slipway.shell.faults.Row.Users.ARE_ON_THE_OLD;
import static dev.slipway.shell.faults.Row.Users.GO_ON;
import static dev.slipway.shell.faults.Row.Users.WAIT;

import dev.slipway.shell.faults.Row.Act;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The matrix: what can happen to each part, when, and what has to come of it. */
final class Faults {
  private static final String BLIND = "metrics do not answer";
  private static final String UNDRIVEN = "no process drives it";
  private static final String ROLLBACK = "slipway rollback search/2";

  private Faults() {}

  static List<Row> all() {
    return Stream.of(
            prometheus(),
            haproxy(),
            alertmanager(),
            registry(),
            deploys(),
            instances(),
            slipway(),
            kills())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Row> prometheus() {
    return List.of(
        prometheus("not there", PLANNED, ground -> ground.prometheus.stop())
            .says("nothing answers at http://127.0.0.1")
            .next("slipway check run search/2 metrics-alive")
            .mended(ground -> ground.prometheus.start()),
        prometheus("stopped for a while", BAKING, ground -> ground.prometheus.stop())
            .says("nothing answers at http://127.0.0.1")
            .says("paused")
            .mended(ground -> ground.prometheus.start()),
        prometheus("killed, and gone for good", BAKING, ground -> ground.prometheus.kill())
            .says(BLIND)
            .blindAtMost(Duration.ofSeconds(15))
            .goesBack(),
        prometheus("paused for a while", BAKING, ground -> ground.prometheus.pause())
            .says("no answer within 3000 ms")
            .says("paused")
            .mended(ground -> ground.prometheus.resume()),
        prometheus(
                "restarted with a gap",
                BAKING,
                ground -> {
                  ground.prometheus.kill();
                  ground.prometheus.start();
                })
            .users(GO_ON),
        prometheus("stopped for a while", OBSERVING, ground -> ground.prometheus.stop())
            .says(BLIND)
            .says("paused")
            .mended(ground -> ground.prometheus.start()),
        prometheus("stopped", CHECKING_THE_WAY_BACK, ground -> ground.prometheus.stop())
            .asked()
            .users(ARE_ON_THE_OLD)
            .says("the old version: metrics do not answer")
            .goesBack(),
        prometheus("does not scrape the new version", BAKING, ground -> ground.scrapes("b1", "b2"))
            .says("error rate is not measured")
            .mended(ground -> ground.scrapes("b1", "b2", "g1", "g2")));
  }

  private static Row prometheus(String fault, Moment at, Act strike) {
    return Row.of("Prometheus", fault, at, strike);
  }

  private static List<Row> haproxy() {
    return List.of(
        haproxy("restarted without its state", BAKING, ground -> ground.haproxy.restart())
            .says("restarted and lost its share")
            .users(GO_ON)
            .someFail(),
        haproxy("restarted with its state", BAKING, ground -> ground.haproxy.restartKeepingState())
            .users(GO_ON)
            .someFail(),
        haproxy("gone for a while", BAKING, ground -> ground.haproxy.stop())
            .says("who gets which version cannot be seen: haproxy")
            .users(WAIT)
            .mended(ground -> ground.haproxy.start())
            .someFail(),
        haproxy("paused for a while", BAKING, ground -> ground.haproxy.pause())
            .says("who gets which version cannot be seen: haproxy")
            .users(WAIT)
            .mended(ground -> ground.haproxy.resume()),
        haproxy("paused on the way back", LOWERING, ground -> {})
            .asked(ground -> ground.haproxy.pause())
            .says("people were called: the way back is stuck: traffic could not be moved: haproxy")
            .users(WAIT)
            .next(ROLLBACK)
            .mended(ground -> ground.haproxy.resume())
            .goesBack(),
        haproxy("paused while the share is raised", MOVING, ground -> ground.haproxy.pause())
            .users(WAIT)
            .mended(ground -> {
              ground.runsWell("rollback", "search/2", "--reason", "looks odd");
              ground.haproxy.resume();
            })
            .goesBack(),
        haproxy(
                "refuses commands on the way up",
                DEPLOYING,
                ground -> ground.isAdministeredAt(ground.haproxy.operatorSocket()))
            .says("it refused: Permission denied")
            .users(ARE_ON_THE_OLD)
            .goesBack(),
        haproxy("refuses commands on the way back", LOWERING, ground -> {})
            .asked(ground -> ground.isAdministeredAt(ground.haproxy.operatorSocket()))
            .says("it refused: Permission denied")
            .next(ROLLBACK)
            .mended(ground -> ground.isAdministeredAt(ground.haproxy.adminSocket()))
            .goesBack());
  }

  private static Row haproxy(String fault, Moment at, Act strike) {
    return Row.of("HAProxy", fault, at, strike);
  }

  private static List<Row> alertmanager() {
    return List.of(
        Row.of("Alertmanager", "not there", PLANNED, ground -> ground.alertmanager.stop())
            .says("nobody sees whether alerts fire")
            .next("slipway check run search/2 metrics-alive")
            .mended(ground -> ground.alertmanager.start()),
        Row.of("Alertmanager", "stopped", BAKING, ground -> ground.alertmanager.stop())
            .says("nobody sees whether alerts fire")
            .users(GO_ON),
        Row.of("Alertmanager", "paused", BAKING, ground -> ground.alertmanager.pause())
            .says("nobody sees whether alerts fire")
            .users(GO_ON));
  }

  private static List<Row> registry() {
    return List.of(
        Row.of("Registry", "down after planning", PLANNED, ground -> ground.registry().stop())
            .says("does not answer")
            .next("slipway check run search/2 artifact-known")
            .mended(ground -> ground.registry().start())
            .ofImages(),
        Row.of("Registry", "down on the way", STARTING, ground -> ground.registry().stop())
            .users(GO_ON)
            .ofImages());
  }

  private static List<Row> deploys() {
    return List.of(
        deploy("hangs", "sleep 1000", "g2").says("did not end within 15 s and was ended"),
        deploy("fails on one instance", "echo no space left; exit 3", "g2")
            .says("ended with 3: no space left"),
        deploy("fails on all instances", "echo no space left; exit 3", "g1", "g2")
            .says("ended with 3: no space left"),
        deploy("says it worked and did nothing", "exit 0", "g1").says("its command ended with 0"));
  }

  private static Row deploy(String fault, String does, String... instances) {
    return Row.of("Deploy", fault, DEPLOYING, Act.NOTHING)
        .given(ground -> {
          for (String instance : instances) {
            ground.service.deployDoes("v2", instance, does + "\n");
          }
        })
        .users(ARE_ON_THE_OLD)
        .goesBack();
  }

  private static List<Row> instances() {
    return List.of(
        Row.of("Instance", "is never ready", DEPLOYING, Act.NOTHING)
            .given(ground -> ground.service.answers("v2", "g1", 503))
            .says("is not well")
            .users(ARE_ON_THE_OLD)
            .goesBack(),
        Row.of("Instance", "one of two new ones crashes", BAKING, ground -> ground.crashes("g1"))
            .says("g1 is down")
            .someFail()
            .goesBack(),
        Row.of("Instance", "both new ones crash", BAKING, ground -> ground.crashes("g1", "g2"))
            .says("no instance of v2 is ready", "error rate is not measured: its newest sample")
            .users(ARE_ON_THE_OLD)
            .someFail()
            .goesBack(),
        Row.of("Instance", "a new one flaps", BAKING, ground -> ground.flaps("g1"))
            .users(GO_ON)
            .someFail()
            .endsEither(),
        Row.of("Instance", "an old one crashes", BAKING, ground -> ground.crashes("b1"))
            .someFail()
            .users(GO_ON));
  }

  private static List<Row> slipway() {
    return List.of(
        Row.of(
                "Slipway",
                "two at one store, one is stopped and wakes up later",
                BAKING,
                ground -> {
                  ground.workers.getFirst().stops();
                  ground.service.fails("v2", 60);
                })
            .given(ground -> ground.works())
            .says("limit broken 2 of 2")
            .users(GO_ON)
            .mended(ground -> ground.workers.getFirst().goesOn())
            .someFail()
            .goesBack(),
        Row.of("Slipway", "two at one store", DEPLOYING, Act.NOTHING)
            .given(ground -> ground.works())
            .users(GO_ON),
        Row.of("Slipway", "a second release is started", BAKING, ground -> ground.alsoStarts("v3"))
            .says("search is busy: search/2 is on its way")
            .users(GO_ON),
        Row.of(
                "Clock",
                "jumps an hour forward",
                BAKING,
                ground -> Hands.clockDiffers(ground.service.folder, Duration.ofHours(1)))
            .given(ground -> ground.hasAnotherClock())
            .users(GO_ON),
        Row.of(
                "Clock",
                "jumps an hour back",
                BAKING,
                ground -> Hands.clockDiffers(ground.service.folder, Duration.ofHours(-1)))
            .given(ground -> ground.hasAnotherClock())
            .users(GO_ON));
  }

  private static List<Row> kills() {
    return List.of(
        killed(STARTING),
        killed(DEPLOYING).given(ground -> ground.service.deployDoes("v2", "g1", FaultGround.HELD)),
        killed(MOVING),
        killed(BAKING),
        killed(EVERYBODY),
        killed(VERIFYING),
        killed(OBSERVING),
        killed(COMPLETING).given(FaultGround::stopsWhenToldTo),
        killed(PAUSED)
            .asked(ground -> ground.runsWell("rollout", "pause", "search/2", "--reason", "lunch"))
            .mended(ground -> {
              ground.works();
              ground.runsWell("rollout", "resume", "search/2", "--reason", "back");
            }),
        killed(LOWERING)
            .asked(ground -> ground.haproxy.pause())
            .mended(ground -> ground.works())
            .goesBack(),
        killed(CHECKING_THE_WAY_BACK).asked().users(ARE_ON_THE_OLD).goesBack(),
        killed(CLEANING_UP)
            .given(FaultGround::stopsWhenToldTo)
            .asked()
            .users(ARE_ON_THE_OLD)
            .goesBack());
  }

  private static Row killed(Moment at) {
    return Row.of(
            "Slipway",
            "killed",
            at,
            ground -> {
              ground.workers.getFirst().dies();
              ground.haproxy.resume();
              ground.isNotHeld();
            })
        .says(UNDRIVEN)
        .next("slipway work")
        .mended(ground -> ground.works());
  }
}
