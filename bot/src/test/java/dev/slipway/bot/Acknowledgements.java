package dev.slipway.bot;

import dev.slipway.bot.discord.DiscordAcknowledgements;
import dev.slipway.bot.slack.AcknowledgementBenchmark;
import java.nio.file.Files;
import java.nio.file.Path;

/** Clicks of every platform, one after the other. Argument: seconds of each; 60 without one. */
public final class Acknowledgements {
  private Acknowledgements() {}

  public static void main(String[] arguments) throws Exception {
    long seconds = arguments.length > 0 ? Long.parseLong(arguments[0]) : 60;
    Path folder = Files.createTempDirectory("slipway-ack-");
    boolean good = AcknowledgementBenchmark.measured(folder, seconds);
    good &= DiscordAcknowledgements.measured(folder, seconds);
    System.exit(good ? 0 : 1);
  }
}
