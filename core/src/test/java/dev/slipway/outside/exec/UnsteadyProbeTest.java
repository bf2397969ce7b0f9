package dev.slipway.outside.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.slipway.control.port.Outcome;
import dev.slipway.health.Side;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A probe that fails at first: an instance that is still starting is waited for. */
class UnsteadyProbeTest {
  private static final String ONE = "search-1";

  @TempDir private Path folder;
  private AService service;

  @BeforeEach
  void runsV1() {
    service = new AService(folder, ONE).runs("v1", ONE);
    service.write(
        "probe.sh",
        """
        echo asked >> probes
        case $(wc -l < probes) in
        FAILING) exit 1 ;;
        esac
        """);
  }

  @AfterEach
  void ends() {
    service.close();
  }

  private Outcome deployedWhileProbesFail(String numbers) {
    service.write("probe.sh", service.read("probe.sh").replace("FAILING", numbers) + "\n");
    return ATarget.inPlace(service, ONE)
        .probedBy("sh", "./probe.sh")
        .opened()
        .deployment()
        .deploy(Side.CANARY, 1, "search/2/deploy/1");
  }

  private long probes() {
    return service.read("probes").lines().count();
  }

  @Test
  void twoFailuresAndThenTwoGoodAnswersAreADeployThatIsDone() {
    assertInstanceOf(Outcome.Done.class, deployedWhileProbesFail("1 | 2"));
    assertEquals(4, probes());
  }

  @Test
  void oneGoodAnswerBetweenFailuresIsNotEnough() {
    assertInstanceOf(Outcome.Done.class, deployedWhileProbesFail("2 | 4"));
    assertEquals(6, probes());
  }
}
