package dev.slipway.control.port;

/**
 * A system outside did not answer, or not sensibly. Names the system and the operation; never
 * carries a secret.
 */
public final class OutsideFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String system;

  public OutsideFailure(String system, String operation, String why) {
    super(system + ": " + operation + ": " + why);
    this.system = system;
  }

  public OutsideFailure(String system, String operation, Throwable cause) {
    super(system + ": " + operation + ": " + cause, cause);
    this.system = system;
  }

  public String system() {
    return system;
  }
}
