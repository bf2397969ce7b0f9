package dev.slipway.practice.fleet;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * HTTP/1.1 messages on one socket, kept alive. Small on purpose: every request of the practice
 * fleet crosses four of these, and two shared cores have to carry it. Bodies need a Content-Length;
 * anything a proxy could be misled by is refused.
 */
final class HttpWire implements AutoCloseable {
  private static final int MOST_HEAD = 16 * 1024;
  private static final int MOST_BODY = 1024 * 1024;
  private static final int STREAM_BUFFER = 64 * 1024;

  private final Socket socket;
  private final InputStream in;
  private final byte[] buffer = new byte[4096];
  private int position;
  private int end;
  private int headBytes;
  private long idleSince = System.nanoTime();

  HttpWire(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    socket.setTcpNoDelay(true);
  }

  /** How long a read may wait. */
  void patience(long millis) throws IOException {
    socket.setSoTimeout((int) Math.max(1, Math.min(millis, Integer.MAX_VALUE)));
  }

  void idle() {
    idleSince = System.nanoTime();
  }

  boolean idleLongerThan(long nanos) {
    return System.nanoTime() - idleSince > nanos;
  }

  /** The next request; empty when the other side has ended the connection between two of them. */
  Optional<HttpRequest> readRequest() throws IOException {
    headBytes = 0;
    if (position == end && !fill()) {
      return Optional.empty();
    }
    String[] words = readLine().split(" ", -1);
    if (words.length != 3
        || !words[2].startsWith("HTTP/1.")
        || words[0].isEmpty()
        || !words[1].startsWith("/")) {
      throw new ProtocolException("not an HTTP/1.1 request");
    }
    Map<String, String> headers = readHeaders();
    return Optional.of(new HttpRequest(words[0], words[1], headers, readBody(headers)));
  }

  HttpAnswer readAnswer() throws IOException {
    headBytes = 0;
    String line = readLine();
    if (!line.startsWith("HTTP/1.1 ") || line.length() < 12) {
      throw new ProtocolException("not an HTTP/1.1 answer");
    }
    int status = number(line.substring(9, 12));
    Map<String, String> headers = readHeaders();
    return new HttpAnswer(status, headers, readBody(headers));
  }

  void write(HttpRequest request, String host) throws IOException {
    StringBuilder head = new StringBuilder(160);
    head.append(request.method())
        .append(' ')
        .append(request.target())
        .append(" HTTP/1.1\r\nhost: ")
        .append(host);
    writeMessage(head.append("\r\n"), request.headers(), request.body());
  }

  void write(HttpAnswer answer, boolean keepAlive) throws IOException {
    StringBuilder head = new StringBuilder(160);
    head.append("HTTP/1.1 ").append(answer.status()).append(' ').append(phrase(answer.status()));
    head.append(keepAlive ? "\r\n" : "\r\nconnection: close\r\n");
    writeMessage(head, answer.headers(), answer.body());
  }

  /** Begins an answer that goes on until the connection ends. */
  void begin(HttpAnswer answer) throws IOException {
    // What a slow reader leaves lying stays small, and it is noticed soon.
    socket.setSendBufferSize(STREAM_BUFFER);
    StringBuilder head = new StringBuilder(160);
    head.append("HTTP/1.1 ").append(answer.status()).append(' ').append(phrase(answer.status()));
    head.append("\r\nconnection: close\r\n");
    answer
        .headers()
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    send(head.append("\r\n").append(answer.body()).toString());
  }

  /** The next piece of an answer that goes on. */
  void send(String piece) throws IOException {
    socket.getOutputStream().write(piece.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      // a socket that cannot be closed is closed
    }
  }

  /** Whether a header belongs to one connection only and must not be passed on. */
  static boolean isHopByHop(String name) {
    return switch (name) {
      case "connection",
          "content-length",
          "host",
          "keep-alive",
          "te",
          "trailer",
          "upgrade",
          "http2-settings" ->
          true;
      default -> name.startsWith("proxy-");
    };
  }

  private void writeMessage(StringBuilder head, Map<String, String> headers, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    headers.forEach((name, value) -> {
      if (!isHopByHop(name)) {
        head.append(name).append(": ").append(value).append("\r\n");
      }
    });
    head.append("content-length: ").append(bytes.length).append("\r\n\r\n");
    byte[] first = head.toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] whole = new byte[first.length + bytes.length];
    System.arraycopy(first, 0, whole, 0, first.length);
    System.arraycopy(bytes, 0, whole, first.length, bytes.length);
    socket.getOutputStream().write(whole);
  }

  private Map<String, String> readHeaders() throws IOException {
    Map<String, String> headers = HashMap.newHashMap(8);
    for (String line = readLine(); !line.isEmpty(); line = readLine()) {
      int colon = line.indexOf(':');
      if (colon < 1 || line.charAt(0) == ' ' || line.charAt(colon - 1) == ' ') {
        throw new ProtocolException("a broken header");
      }
      String name = line.substring(0, colon).toLowerCase(java.util.Locale.ROOT);
      String before = headers.put(name, line.substring(colon + 1).strip());
      if (before != null && name.equals("content-length")) {
        throw new ProtocolException("two lengths");
      }
    }
    if (headers.containsKey("transfer-encoding")) {
      throw new ProtocolException("a body needs a Content-Length");
    }
    return headers;
  }

  private String readBody(Map<String, String> headers) throws IOException {
    String length = headers.get("content-length");
    int left = length == null ? 0 : number(length);
    if (left > MOST_BODY) {
      throw new ProtocolException("the body is too long");
    }
    byte[] body = new byte[left];
    int at = 0;
    while (left > 0) {
      if (position == end && !fill()) {
        throw new EOFException("the body ended early");
      }
      int count = Math.min(left, end - position);
      System.arraycopy(buffer, position, body, at, count);
      position += count;
      at += count;
      left -= count;
    }
    return new String(body, StandardCharsets.UTF_8);
  }

  private String readLine() throws IOException {
    ByteArrayOutputStream beyond = null;
    while (true) {
      for (int i = position; i < end; i++) {
        if (buffer[i] == '\n') {
          String line = beyond == null ? text(buffer, position, i) : joined(beyond, i);
          count(i + 1 - position);
          position = i + 1;
          return checked(line);
        }
      }
      if (beyond == null) {
        beyond = new ByteArrayOutputStream();
      }
      beyond.write(buffer, position, end - position);
      count(end - position);
      position = end;
      if (!fill()) {
        throw new EOFException("the head ended early");
      }
    }
  }

  private void count(int bytes) throws ProtocolException {
    headBytes += bytes;
    if (headBytes > MOST_HEAD) {
      throw new ProtocolException("the head is too long");
    }
  }

  private String joined(ByteArrayOutputStream beyond, int lineEnd) {
    beyond.write(buffer, position, lineEnd - position);
    byte[] bytes = beyond.toByteArray();
    return text(bytes, 0, bytes.length);
  }

  private static String text(byte[] bytes, int from, int to) {
    int stop = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
    return new String(bytes, from, stop - from, StandardCharsets.ISO_8859_1);
  }

  private static String checked(String line) throws ProtocolException {
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) < ' ' && line.charAt(i) != '\t') {
        throw new ProtocolException("a control character in the head");
      }
    }
    return line;
  }

  private boolean fill() throws IOException {
    position = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }

  private static int number(String text) throws ProtocolException {
    if (text.isEmpty() || text.length() > 9 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new ProtocolException("not a number in the head");
    }
    return Integer.parseInt(text);
  }

  private static String phrase(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 409 -> "Conflict";
      case 500 -> "Internal Server Error";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      case 504 -> "Gateway Timeout";
      default -> "Status";
    };
  }
}
