package dev.slipway.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A real Prometheus in a folder of its own, on a free port of the loopback, that scrapes every
 * second. Where the program is not installed the test is skipped; with {@code CI=true} that is a
 * failure.
 */
public final class RealPrometheus implements AutoCloseable {
  private final Path folder;
  private final RealProgram program;

  /**
   * Starts it.
   *
   * @param targets host and port of what it scrapes, as jobs named "shop"
   * @param rules groups of alerting rules in YAML; "" for none
   * @param alertmanager host and port of who gets its alerts; "" for nobody
   */
  public RealPrometheus(Path folder, List<String> targets, String rules, String alertmanager) {
    this.folder = folder.toAbsolutePath();
    try {
      Files.createDirectories(this.folder);
      Files.writeString(this.folder.resolve("rules.yml"), rules.isEmpty() ? "groups: []" : rules);
      Files.writeString(
          this.folder.resolve("prometheus.yml"),
          """
          global: { scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s }
          rule_files: [rules.yml]
          alerting: { alertmanagers: %s }
          scrape_configs:
            - job_name: shop
              file_sd_configs: [{ files: [targets.json], refresh_interval: 1s }]
          """
              .formatted(
                  alertmanager.isEmpty()
                      ? "[]"
                      : "[{ static_configs: [{ targets: ['" + alertmanager + "'] }] }]"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    scrape(targets);
    this.program = new RealProgram("prometheus", this.folder);
    start();
  }

  /** From now on these and no others. */
  public void scrape(List<String> targets) {
    List<String> quoted = targets.stream().map(target -> '"' + target + '"').toList();
    try {
      Path fresh = folder.resolve("targets.json.new");
      Files.writeString(fresh, "[{\"targets\": [" + String.join(",", quoted) + "]}]");
      Path unused =
          Files.move(
              fresh, folder.resolve("targets.json"), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  public void start() {
    program.start(
        List.of(
            "--config.file=" + folder.resolve("prometheus.yml"),
            "--storage.tsdb.path=" + folder.resolve("data"),
            "--web.listen-address=127.0.0.1:" + program.port(),
            "--log.level=warn"),
        "/-/ready");
  }

  /** Returns when it has read one of its targets: the first time takes it five seconds. */
  public void awaitScrape() {
    program.await("/api/v1/query?query=count(up==1)", "\"value\"");
  }

  /** Ends it as an operator does. */
  public void stop() {
    program.stop();
  }

  /** Ends it without a word: what was not written is lost. */
  public void kill() {
    program.kill();
  }

  /** From now on it takes connections and answers nothing. */
  public void pause() {
    program.pause();
  }

  public void resume() {
    program.resume();
  }

  public String url() {
    return program.url();
  }

  @Override
  public void close() {
    program.close();
  }
}
