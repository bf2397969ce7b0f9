package dev.slipway.shell.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A small real git repository of a shop in three versions, for practice. */
final class ScratchRepository {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path folder;
  private final Instant now;

  private ScratchRepository(Path folder, Instant now) {
    this.folder = folder;
    this.now = now;
  }

  /**
   * Makes it, with the tags v1, v2 and v3.
   *
   * @throws IOException when git is missing or fails; says why
   */
  static void make(Path folder, Instant now) throws IOException {
    Files.createDirectories(folder);
    new ScratchRepository(folder, now).make();
  }

  private void make() throws IOException {
    git(Map.of(), "init", "--quiet", "--initial-branch=main");
    write("README.md", "# Practice shop\n\nSells practice goods to practice people.\n");
    write("src/shop/home.js", "export const home = () => page('Practice shop');\n");
    write(
        "src/cart/cart.js",
        "export const total = items => items.reduce((sum, i) => sum + i.price, 0);\n");
    write(
        "db/migration/V1__orders.sql",
        "create table orders (id integer primary key, total integer not null, placed_at text not null);\n");
    commit("Dana Reyes", "dana@example.org", "Open the practice shop", Duration.ofDays(9));
    git(Map.of(), "tag", "v1");

    write("db/migration/V2__add_coupon.sql", "alter table orders add column coupon text;\n");
    commit(
        "Dana Reyes",
        "dana@example.org",
        "Let an order remember its coupon\n\nShop-1182",
        Duration.ofHours(26));
    write(
        "src/cart/cart.js",
        """
        export const total = (items, coupon) =>
          items.reduce((sum, i) => sum + i.price, 0) * (1 - discount(coupon));

        const discount = coupon => lookup(coupon).percent / 100;
        """);
    write(
        "src/cart/coupon.js",
        "export const lookup = code => coupons.find(c => c.code === code);\n");
    commit(
        "Eli Novak",
        "eli@example.org",
        "Take coupons in the cart\n\nShop-1182\n\nReviewed-by: Chi Tan <chi@example.org>",
        Duration.ofHours(3));
    git(Map.of(), "tag", "v2");

    write(
        "src/cart/coupon.js",
        "export const lookup = code => coupons.find(c => c.code === code) ?? { percent: 0 };\n");
    commit(
        "Eli Novak",
        "eli@example.org",
        "Carts without a coupon pay the full price\n\nFlag: full_price",
        Duration.ofMinutes(5));
    git(Map.of(), "tag", "v3");
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }

  private void commit(String name, String email, String message, Duration ago) throws IOException {
    git(Map.of(), "add", "--all");
    String at = now.minus(ago).truncatedTo(ChronoUnit.SECONDS).toString();
    git(
        Map.of(
            "GIT_AUTHOR_NAME", name,
            "GIT_AUTHOR_EMAIL", email,
            "GIT_AUTHOR_DATE", at,
            "GIT_COMMITTER_NAME", name,
            "GIT_COMMITTER_EMAIL", email,
            "GIT_COMMITTER_DATE", at),
        "commit",
        "--quiet",
        "--no-gpg-sign",
        "--message",
        message);
  }

  private void git(Map<String, String> environment, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    builder.environment().putAll(environment);
    Process process;
    try {
      process = builder.start();
    } catch (IOException missing) {
      throw new IOException(
          "the demo needs git, and it could not be run: " + missing.getMessage(), missing);
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException("git " + words[0] + " failed: " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped while git " + words[0] + " ran", e);
    }
  }
}
