package dev.slipway.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PeopleTest {
  private final People people = new People(Map.of("root", "Ada Okafor"));

  @Test
  void tellsWhoAskedByName() {
    assertEquals("Ada Okafor asked: lunch", people.said("root asked: lunch"));
  }

  @Test
  void leavesOtherWordsAlone() {
    assertEquals("rooted in time", people.said("rooted in time"));
    assertEquals("root", people.said("root"));
    assertEquals("error rate of root", people.said("error rate of root"));
    assertEquals("", people.said(""));
  }
}
