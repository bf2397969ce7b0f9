package dev.slipway.outside.haproxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.control.port.OutsideFailure;
import dev.slipway.plan.HaproxySpec.Address;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One process of HAProxy. Each line has a connection of its own: HAProxy answers and closes it.
 * Commands of one line are answered by one and the same process, also when another one takes its
 * place meanwhile.
 */
record RuntimeApi(Address address, Duration limit, Whereabouts whereabouts) {
  /** Far more than the largest answer asked for here; what is longer comes from no HAProxy. */
  private static final int LONGEST = 4 * 1024 * 1024;

  private static final int SHOWN = 200;

  RuntimeApi(Address address, Duration limit) {
    this(address, limit, InetAddress::getByName);
  }

  RuntimeApi(Address address, Duration limit, Whereabouts.Resolver resolver) {
    this(
        address,
        limit,
        new Whereabouts(
            switch (address) {
              case Address.Tcp tcp -> tcp.host();
              case Address.Unix unix -> "";
            },
            resolver));
  }

  /** The answer to one line of commands, without blank lines around it. */
  String ask(String operation, String line) {
    long deadline = System.nanoTime() + limit.toNanos();
    try (SocketChannel channel = opened();
        Selector selector = Selector.open()) {
      channel.configureBlocking(false);
      SelectionKey key = channel.register(selector, 0);
      connect(channel, key, deadline, operation);
      ByteBuffer question = UTF_8.encode(line + "\n");
      while (question.hasRemaining()) {
        int unused = channel.write(question);
        if (question.hasRemaining()) {
          await(key, SelectionKey.OP_WRITE, deadline, operation);
        }
      }
      return answer(channel, key, deadline, operation);
    } catch (ClosedByInterruptException interrupted) {
      throw failure(operation, "the question was given up");
    } catch (UnknownHostException unknown) {
      throw failure(operation, said(String.valueOf(unknown.getMessage())));
    } catch (IOException broken) {
      throw failure(operation, said(String.valueOf(broken.getMessage())));
    }
  }

  /** The same for a command that says nothing when it was done. */
  void tell(String operation, String line) {
    String answer = ask(operation, line);
    if (!answer.isEmpty()) {
      throw failure(operation, "it refused: " + said(answer));
    }
  }

  private SocketChannel opened() throws IOException {
    return switch (address) {
      case Address.Tcp tcp -> SocketChannel.open();
      case Address.Unix unix -> SocketChannel.open(StandardProtocolFamily.UNIX);
    };
  }

  private void connect(SocketChannel channel, SelectionKey key, long deadline, String operation)
      throws IOException {
    try {
      if (!isConnected(channel, deadline)) {
        await(key, SelectionKey.OP_CONNECT, deadline, operation);
        boolean unused = channel.finishConnect();
      }
    } catch (ClosedByInterruptException | UnknownHostException known) {
      throw known;
    } catch (IOException refused) {
      throw failure(
          operation, "it takes no connection: " + said(String.valueOf(refused.getMessage())));
    }
  }

  private boolean isConnected(SocketChannel channel, long deadline) throws IOException {
    return switch (address) {
      case Address.Tcp tcp ->
          channel.connect(new InetSocketAddress(whereabouts.address(left(deadline)), tcp.port()));
      case Address.Unix unix -> channel.connect(UnixDomainSocketAddress.of(unix.path()));
    };
  }

  private String answer(SocketChannel channel, SelectionKey key, long deadline, String operation)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
    while (true) {
      await(key, SelectionKey.OP_READ, deadline, operation);
      int count = channel.read(buffer.clear());
      if (count < 0) {
        return bytes.toString(UTF_8).strip();
      }
      bytes.write(buffer.array(), 0, count);
      if (bytes.size() > LONGEST) {
        throw failure(operation, "its answer does not end");
      }
    }
  }

  private void await(SelectionKey key, int interest, long deadline, String operation)
      throws IOException {
    long left = left(deadline);
    key.interestOps(interest);
    int ready = left <= 0 ? 0 : key.selector().select(left);
    key.selector().selectedKeys().clear();
    if (Thread.currentThread().isInterrupted()) {
      throw failure(operation, "the question was given up");
    }
    if (ready == 0) {
      throw failure(operation, "no answer within " + limit.toMillis() + " ms");
    }
  }

  private static long left(long deadline) {
    return TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
  }

  OutsideFailure failure(String operation, String why) {
    return new OutsideFailure("haproxy", operation, "at " + address + ": " + why);
  }

  /** The beginning of what HAProxy says, in one line of plain characters. */
  static String said(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .map(point -> Character.isLetterOrDigit(point) || isPunctuation(point) ? point : ' ')
        .forEach(line::appendCodePoint);
    String words = line.toString().replaceAll(" +", " ").strip();
    return words.length() <= SHOWN ? words : words.substring(0, SHOWN) + "…";
  }

  private static boolean isPunctuation(int point) {
    return point > ' ' && point < 0x7f;
  }
}
