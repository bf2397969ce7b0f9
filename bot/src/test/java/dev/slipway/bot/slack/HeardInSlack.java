package dev.slipway.bot.slack;

import dev.slipway.bot.conversation.Account;
import dev.slipway.bot.conversation.Answering;
import dev.slipway.bot.conversation.ChatListener;
import dev.slipway.bot.conversation.Incoming;
import dev.slipway.bot.conversation.Place;
import dev.slipway.command.Candidate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** Remembers what was heard, and does with it what a test says. */
final class HeardInSlack implements ChatListener {
  final List<Incoming> all = new CopyOnWriteArrayList<>();
  volatile BiConsumer<Incoming, Answering> then = (incoming, answering) -> {};

  @Override
  public void heard(Incoming incoming, Answering answering) {
    all.add(incoming);
    then.accept(incoming, answering);
  }

  @Override
  public List<Candidate> complete(Account by, Place at, String line) {
    return List.of();
  }
}
