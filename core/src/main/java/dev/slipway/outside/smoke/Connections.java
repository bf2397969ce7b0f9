package dev.slipway.outside.smoke;

import dev.slipway.plan.SmokeCheck.Kind;
import java.io.IOException;
import java.net.Socket;

/** Whether somebody listens. */
final class Connections {
  private Connections() {}

  static String make(Attempt attempt, Kind.Connection check) throws NotWell {
    String address = attempt.filled(check.address());
    attempt.doing("connect to " + address);
    try (Socket socket = Place.of(address).connected(attempt.leftMillis())) {
      return "connects to " + socket.getRemoteSocketAddress().toString().replaceFirst("^.*/", "");
    } catch (IOException closing) {
      throw new NotWell(address + " broke the connection off");
    }
  }
}
