package dev.slipway.rig;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Ports of the loopback for programs that are started later, or stopped and started again. They lie
 * below those that systems give to connections on their way out, and each is given to one test
 * only, of all test JVMs of this user: a port may stay free for as long as a test likes.
 */
public final class Ports {
  private static final int FIRST = 20_000;
  private static final int COUNT = 12_000;
  private static final Path LAST_GIVEN =
      Path.of(
          System.getProperty("java.io.tmpdir"),
          "slipway-test-port-" + System.getProperty("user.name", "nobody"));

  private Ports() {}

  /** One that nobody listens at, and that nobody else is given. */
  public static synchronized int free() {
    // Closing the file ends the lock.
    try (FileChannel file =
        FileChannel.open(
            LAST_GIVEN,
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      FileLock unused = file.lock();
      int port = last(file);
      do {
        port = FIRST + (port + 1 - FIRST) % COUNT;
      } while (!isFree(port));
      file.truncate(0).write(US_ASCII.encode(Integer.toString(port)), 0);
      return port;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static int last(FileChannel file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(10);
    int unused = file.read(bytes, 0);
    String digits = US_ASCII.decode(bytes.flip()).toString();
    return digits.matches("\\d{5}") ? Math.max(FIRST, Integer.parseInt(digits)) : FIRST;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
