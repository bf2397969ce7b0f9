package dev.slipway.shell;

import static dev.slipway.rollout.Situations.anAssessment;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.command.remote.JournalFeed;
import dev.slipway.command.remote.News;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFeedTest {
  @TempDir Path folder;
  private AMovingRelease release;
  private JournalFeed feed;

  @BeforeEach
  void aPlannedRelease() {
    release = new AMovingRelease(folder);
    feed = new JournalFeed(release.desk());
  }

  @AfterEach
  void putAway() {
    release.close();
  }

  private List<String> loud() {
    return feed.look().stream().filter(News::loud).map(news -> news.event().words()).toList();
  }

  @Test
  void tellsNothingOfWhatWasThereBefore() {
    release.atTheFirstStage();
    assertEquals(List.of(), feed.look());
    assertEquals(List.of(), feed.look());
  }

  @Test
  void tellsAReleaseThatBeganBetweenTwoLooksFromItsStartOn() {
    assertEquals(List.of(), feed.look());
    release.atTheFirstStage();
    List<News> news = feed.look();
    assertTrue(news.getFirst().event().words().contains("started"), news.toString());
    assertTrue(
        news.stream().noneMatch(one -> one.event().words().startsWith("opened")), news.toString());
  }

  @Test
  void isLoudAboutBrokenLimitsAndTheWayBackOnceEach() {
    release.atTheFirstStage();
    List<News> past = feed.look();
    assertEquals(List.of(), past);
    release.tell(at -> at.checked(release.record().state(), anAssessment().broken(1)));
    assertEquals(List.of("limit broken 1 of 2: error rate 11.8 %, limit 2.00 %"), loud());
    release.tell(at -> at.checked(release.record().state(), anAssessment().broken(2)));
    assertEquals(List.of("rolling back: error rate 11.8 %, limit 2.00 %"), loud());
    assertEquals(List.of(), loud());
  }

  @Test
  void goesOnTellingOnTheWayBack() {
    release.started();
    List<News> past = feed.look();
    assertEquals(List.of(), past);
    release.tell(at -> at.rollback());
    assertTrue(loud().getFirst().startsWith("rolling back: "));
  }
}
