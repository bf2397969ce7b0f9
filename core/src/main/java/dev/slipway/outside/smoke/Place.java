package dev.slipway.outside.smoke;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;

/** A host and a port. */
record Place(String host, int port) {
  private static final int MOST = 65_535;

  /**
   * @param text "shop.example:443", "[::1]:443"
   */
  static Place of(String text) throws NotWell {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    String bare =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (!bare.isEmpty() && port > 0 && port <= MOST) {
        return new Place(bare, port);
      }
    } catch (NumberFormatException noPort) {
      // Said below.
    }
    throw new NotWell("\"" + text + "\" is not a host and a port");
  }

  /** A connection that is the caller's to close. */
  Socket connected(int withinMillis) throws NotWell {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(InetAddress.getByName(host), port), withinMillis);
      socket.setSoTimeout(withinMillis);
      return socket;
    } catch (UnknownHostException unknown) {
      close(socket);
      throw new NotWell("the host " + host + " is not known");
    } catch (IOException refused) {
      close(socket);
      throw new NotWell(host + ":" + port + " takes no connection: " + refused.getMessage());
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException already) {
      // It never was open.
    }
  }
}
