package dev.slipway.outside.smoke;

import dev.slipway.plan.SmokeCheck.Kind;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.TreeSet;

/** Which addresses a name has, by the resolver of this machine. */
final class Names {
  private Names() {}

  static String make(Attempt attempt, Kind.Name check) throws NotWell {
    String name = attempt.filled(check.name());
    attempt.doing("look up " + name);
    TreeSet<String> found = new TreeSet<>();
    try {
      for (InetAddress address : InetAddress.getAllByName(name)) {
        found.add(address.getHostAddress());
      }
      TreeSet<String> expected = new TreeSet<>();
      for (String address : check.expected()) {
        // An address as text is only read, not looked up; one has many spellings.
        expected.add(InetAddress.getByName(address).getHostAddress());
      }
      String words = name + " is " + String.join(", ", found);
      if (!expected.isEmpty() && !expected.equals(found)) {
        throw new NotWell(words + ", expected " + String.join(", ", expected));
      }
      return words;
    } catch (UnknownHostException unknown) {
      throw new NotWell("nobody knows the name " + name);
    }
  }
}
