package dev.slipway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Optional;

/**
 * A browser's connection: one request after another on it, for as long as the other end keeps it.
 * Nothing is ever repeated silently.
 */
final class KeptConnection implements AutoCloseable {
  private static final int TIMEOUT = 30_000;
  private final int port;
  private Optional<Socket> socket = Optional.empty();
  private long opened;

  KeptConnection(int port) {
    this.port = port;
  }

  /**
   * What came of a request.
   *
   * @param status 0 where nothing was answered
   * @param body or what was wrong
   */
  record Answer(int status, String body) {}

  Answer ask(String path) {
    try {
      return asked(path);
    } catch (IOException broken) {
      ends();
      return new Answer(0, String.valueOf(broken));
    }
  }

  private Answer asked(String path) throws IOException {
    Socket now = socket.isPresent() ? socket.get() : open();
    now.getOutputStream()
        .write(("GET " + path + " HTTP/1.1\r\nHost: shop.example\r\n\r\n").getBytes(UTF_8));
    InputStream in = new BufferedInputStream(now.getInputStream());
    String status = line(in);
    int length = 0;
    boolean last = false;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      String words = header.toLowerCase(Locale.ROOT);
      if (words.startsWith("content-length:")) {
        length = Integer.parseInt(words.substring(words.indexOf(':') + 1).strip());
      }
      last |= words.startsWith("connection:") && words.contains("close");
    }
    String body = new String(in.readNBytes(length), UTF_8);
    if (last) {
      ends();
    }
    return new Answer(Integer.parseInt(status.split(" ", -1)[1]), body);
  }

  private Socket open() throws IOException {
    Socket fresh = new Socket(InetAddress.getLoopbackAddress(), port);
    fresh.setSoTimeout(TIMEOUT);
    socket = Optional.of(fresh);
    opened++;
    return fresh;
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("it was closed after " + bytes.size() + " bytes of a line");
      }
      bytes.write(next);
    }
    return bytes.toString(UTF_8).strip();
  }

  /** How many connections there were so far. */
  long opened() {
    return opened;
  }

  /** The next request opens another one. */
  void ends() {
    socket.ifPresent(one -> {
      try {
        one.close();
      } catch (IOException gone) {
        // It is to be gone.
      }
    });
    socket = Optional.empty();
  }

  @Override
  public void close() {
    ends();
  }
}
