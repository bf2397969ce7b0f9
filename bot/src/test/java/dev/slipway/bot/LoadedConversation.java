package dev.slipway.bot;

import dev.slipway.bot.conversation.Account;
import dev.slipway.bot.conversation.Answering;
import dev.slipway.bot.conversation.ChatListener;
import dev.slipway.bot.conversation.Conversation;
import dev.slipway.bot.conversation.Incoming;
import dev.slipway.bot.conversation.MessageId;
import dev.slipway.bot.conversation.Place;
import dev.slipway.bot.conversation.Reacting;
import dev.slipway.command.AShop;
import dev.slipway.command.Candidate;
import dev.slipway.journal.Store;
import dev.slipway.outside.store.SqlChatBook;
import dev.slipway.release.ReleaseId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** A shop whose store has a lot to do, and a conversation about it that can be made to wait. */
public final class LoadedConversation implements ChatListener, AutoCloseable {
  private final Path folder;
  private final AShop shop;
  private final SqlChatBook book;
  private final Conversation conversation;
  private final AtomicLong commits = new AtomicLong();
  private volatile Duration blocked = Duration.ZERO;
  private volatile boolean loading = true;

  /**
   * @param ada who may see its release {@code shop/2}
   */
  public LoadedConversation(Path folder, Account ada) {
    this.folder = folder;
    shop = AShop.whosePeopleChat(folder, Map.of("ada", List.of(ada.key())), List.of());
    shop.opened("v2");
    book = new SqlChatBook(shop.store());
    conversation = new Conversation(shop.desk(), book, (at, channel) -> "#shop", new NoReactions());
    Thread.ofPlatform().daemon().name("load-writes").start(this::write);
    Thread.ofPlatform().daemon().name("load-reads").start(this::read);
  }

  private static final class NoReactions implements Reacting {
    @Override
    public void reacted(Incoming.Reacted reacted, Answering answering) {}

    @Override
    public void removed(MessageId message) {}

    @Override
    public void settle(ReleaseId release) {}
  }

  /** How long the core lets each event wait from now on. */
  public void block(Duration length) {
    blocked = length;
  }

  @Override
  public void heard(Incoming incoming, Answering answering) {
    try {
      Thread.sleep(blocked);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    conversation.heard(incoming, answering);
  }

  @Override
  public List<Candidate> complete(Account by, Place at, String line) {
    return conversation.complete(by, at, line);
  }

  private void write() {
    for (int i = 0; loading; i++) {
      try {
        book.isFirst("load-" + i, Instant.now());
        commits.incrementAndGet();
        Thread.sleep(1);
      } catch (RuntimeException blocked) {
        // Its turn comes when the store is free again.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void read() {
    while (loading) {
      var unused = shop.desk().lookup().list(Store.Query.moving());
      try {
        Thread.sleep(2);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  public long commits() {
    return commits.get();
  }

  /** Something that takes its time. */
  public interface Work<T> {
    T run() throws Exception;
  }

  /**
   * The store is locked by somebody else meanwhile, so that whoever writes waits inside its native
   * code.
   */
  public <T> T withALockedStore(Duration locked, Work<T> work) throws Exception {
    try (Connection other =
        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("slipway.db"))) {
      try (Statement statement = other.createStatement()) {
        statement.execute("begin immediate");
      }
      Thread free =
          Thread.ofPlatform()
              .start(() -> {
                try (Statement statement = other.createStatement()) {
                  Thread.sleep(locked);
                  statement.execute("rollback");
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      T result = work.run();
      free.join();
      return result;
    }
  }

  @Override
  public void close() {
    loading = false;
    shop.close();
  }
}
