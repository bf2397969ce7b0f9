package dev.slipway.bot;

import dev.slipway.Slipway;
import dev.slipway.control.Catalogues;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * A server works with the catalogue that holds at its store, whoever applied it and wherever: its
 * own file says where store, address and chats are, and is the first catalogue of a new store.
 */
@Component
class CatalogueFollowing implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger("slipway.catalogue");
  private static final Duration LOOK = Duration.ofSeconds(1);
  private final Catalogues catalogues;
  private volatile boolean running;
  private Thread thread = new Thread();

  CatalogueFollowing(Slipway slipway) {
    this.catalogues = slipway.desk().catalogues();
    catalogues.follow();
    takeUp();
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofVirtual().name("catalogue").start(this::follow);
  }

  private void follow() {
    try {
      while (running) {
        Thread.sleep(LOOK);
        takeUp();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void takeUp() {
    try {
      catalogues
          .takeUp()
          .ifPresent(hash -> LOG.info("catalogue {} is worked with now", Catalogues.brief(hash)));
    } catch (RuntimeException away) {
      // The store is asked again; whoever acts meanwhile asks it as well.
      LOG.debug("the catalogue that holds could not be read", away);
    }
  }

  @Override
  public void stop() {
    running = false;
    thread.interrupt();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
