package dev.slipway.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TicketsTest {
  private static List<String> of(String subject) {
    return Tickets.of(AStory.opened(1, AStory.commit(subject)).record().change());
  }

  @Test
  void findsEachTicketOnce() {
    assertEquals(List.of("ABC-123", "SHOP-7"), of("[SHOP-7] cart (ABC-123), see SHOP-7"));
  }

  @Test
  void takesNoStandardAndNoPartOfAWordForATicket() {
    assertEquals(
        List.of(),
        of("UTF-8, SHA-256, ISO-8601; xABC-12 A-1 abc-12 ABC-0 ABC-12-beta ABC-123456789"));
  }
}
