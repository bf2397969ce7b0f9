package dev.slipway.view;

import java.util.List;

/**
 * One sentence.
 *
 * @param next lines that can be pasted
 */
public record MessageView(Role role, String words, List<String> next) implements View {
  public MessageView {
    next = List.copyOf(next);
  }

  @Override
  public String schema() {
    return "message/1";
  }
}
