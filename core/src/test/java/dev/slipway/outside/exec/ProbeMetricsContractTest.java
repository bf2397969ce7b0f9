package dev.slipway.outside.exec;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.MetricsContract;
import dev.slipway.control.port.Metrics;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Probes measure as judging relies on. */
class ProbeMetricsContractTest extends MetricsContract {
  @TempDir private Path folder;
  private AService service;
  private Metrics metrics;

  @BeforeEach
  void runsBothVersions() {
    service = new AService(folder, "s1", "s2").runs("v1", "s1").runs("v2", "s2");
    service.write("probe.sh", "#!/bin/sh\ntest ! -f ill-$1\n");
    assertTrue(folder.resolve("probe.sh").toFile().setExecutable(true));
    metrics =
        ATarget.inPlace(service, "s1", "s2")
            .probedBy("./probe.sh", "{instance}")
            .opened()
            .metrics();
  }

  @AfterEach
  void ends() {
    service.close();
  }

  @Override
  protected Metrics metrics() {
    return metrics;
  }

  @Override
  protected void usersCome() {}

  @Override
  protected void newVersionFails() {
    service.write("ill-s2", "");
  }

  @Override
  protected void fallsSilent() {
    assertTrue(folder.resolve("probe.sh").toFile().delete());
  }
}
