package dev.slipway.gate;

import java.util.List;

/**
 * Whether a release may start now.
 *
 * @param blocks what stands in the way; empty when open
 * @param remarks what people should know although it does not block
 */
public record GateVerdict(List<Block> blocks, List<String> remarks) {
  /**
   * One thing in the way.
   *
   * @param code stable code of the error, such as "E-GATE-01"
   * @param what "approval", "checklist", "lock", "plan" …
   * @param why what is missing, with the names of those who can help
   * @param fix a line that can be pasted
   */
  public record Block(String code, String what, String why, String fix) {}

  public static final GateVerdict OPEN = new GateVerdict(List.of(), List.of());

  public GateVerdict {
    blocks = List.copyOf(blocks);
    remarks = List.copyOf(remarks);
  }

  public boolean isOpen() {
    return blocks.isEmpty();
  }
}
