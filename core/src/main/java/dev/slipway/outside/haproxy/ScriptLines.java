package dev.slipway.outside.haproxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.control.port.Balancer;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.HaproxySpec;
import dev.slipway.plan.HaproxySpec.Address;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;

/**
 * The same for the standalone script, in POSIX sh. A line goes to HAProxy by curl's gopher, which
 * sends one line and prints what comes until the connection is closed, over TCP and unix sockets
 * alike: nothing else has to be on the host. Several processes are all told, whichever fails.
 *
 * @param side of the new version
 */
record ScriptLines(HaproxySpec spec, List<ExecSpec.Group> groups, Division division, String side) {
  private static final String TOLD =
      """
      haproxy_told() {
        haproxy_answer=$(haproxy_says "$1" "$2") || return 1
        [ -z "$haproxy_answer" ] || {
          printf 'HAProxy refused: %s\\n' "$(printf '%s' "$haproxy_answer" | tr -cd '[:print:]')" >&2
          return 1
        }
      }
      haproxy_ready() {
        haproxy_bad=0
        for haproxy in @processes@; do
          haproxy_answer=$(haproxy_says "$haproxy" "$2") || haproxy_bad=1
          while read -r _ _ _ haproxy_name _ _ haproxy_admin _; do
            [ "$haproxy_name" = "$1" ] || continue
            case $haproxy_admin in
              '' | *[!0-9]*) continue ;;
            esac
            [ "$((haproxy_admin & @takenout@))" -ne @drained@ ] ||
              haproxy_told "$haproxy" "$3" || haproxy_bad=1
          done <<END
      $haproxy_answer
      END
        done
        return "$haproxy_bad"
      }
      """;
  private static final String SHARED =
      """
      haproxy_share() {
        haproxy_most=0
        for haproxy in @processes@; do
          haproxy_answer=$(haproxy_says "$haproxy" @question@) || return 1
      @percent@
          [ "$haproxy_percent" -le "$haproxy_most" ] || haproxy_most=$haproxy_percent
        done
        printf '%s' "$haproxy_most"
      }
      haproxy_away() {
        haproxy_bad=0
        for haproxy in @processes@; do
          haproxy_told "$haproxy" @away@ || haproxy_bad=1
        done
        return "$haproxy_bad"
      }
      """;
  private static final String PERCENT_OF_WEIGHTS =
      """
          haproxy_own=0 haproxy_rest=0 haproxy_found=0
          while read -r _ _ _ haproxy_name _ _ haproxy_admin haproxy_weight _; do
            case $haproxy_name in
              @own@ | @rest@) ;;
              *) continue ;;
            esac
            haproxy_found=$((haproxy_found + 1))
            case $haproxy_admin/$haproxy_weight in
              /* | */ | *[!0-9/]*) return 1 ;;
            esac
            [ "$((haproxy_admin & @out@))" -eq 0 ] || haproxy_weight=0
            case $haproxy_name in
              @own@) haproxy_own=$((haproxy_own + haproxy_weight)) ;;
              *) haproxy_rest=$((haproxy_rest + haproxy_weight)) ;;
            esac
          done <<END
      $haproxy_answer
      END
          [ "$haproxy_found" -eq @count@ ] || return 1
          haproxy_percent=0
          if [ "$haproxy_own" -gt 0 ]; then
            haproxy_percent=$((haproxy_own * 100 / (haproxy_own + haproxy_rest)))
            [ "$haproxy_percent" -gt 0 ] || haproxy_percent=1
          fi\
      """;
  private static final String VALUE_OF_MAP =
      """
          case $haproxy_answer in
            *found=yes*) ;;
            *) return 1 ;;
          esac
          haproxy_value=${haproxy_answer##* value=\\"}
          haproxy_value=${haproxy_value%%\\"*}
          case $haproxy_value in
      @cases@
            *) return 1 ;;
          esac\
      """;

  Balancer.Lines lines() {
    boolean two = groups.size() == 2;
    List<String> ready = new ArrayList<>();
    for (ExecSpec.Group group : groups) {
      if (!two || !group.name().equals(side)) {
        group.instances().stream()
            .map(instance ->
                new Proxy.Place(spec.layout().backend(group.name()), spec.server(instance)))
            .distinct()
            .map(ScriptLines::ready)
            .forEach(ready::add);
      }
    }
    return new Balancer.Lines(
        List.of("curl", "tr"),
        says() + forEach(TOLD) + (two ? shared() : ""),
        two ? "share=$(haproxy_share)\n" : "share=0\n",
        two ? "haproxy_away" : ":",
        ready);
  }

  private static String ready(Proxy.Place place) {
    return "haproxy_ready "
        + place.server()
        + " "
        + encoded("show servers state " + place.backend())
        + " "
        + encoded("set server " + place + " state ready");
  }

  private String says() {
    StringBuilder lines = new StringBuilder("haproxy_says() {\n  case $1 in\n");
    int number = 0;
    for (Address address : spec.admins()) {
      number++;
      String where =
          switch (address) {
            case Address.Tcp tcp -> "--noproxy '*' " + quoted("gopher://" + tcp + "/1");
            case Address.Unix unix ->
                "--unix-socket " + quoted(unix.path().toString()) + " gopher://localhost/1";
          };
      lines
          .append("    ")
          .append(number)
          .append(") curl -q -g -sS --max-time ")
          .append(Math.max(1, spec.limit().toSeconds()))
          .append(' ')
          .append(where)
          .append("\"$2\" < /dev/null ;;\n");
    }
    return lines + "  esac\n}\n";
  }

  private String forEach(String text) {
    List<String> numbers = new ArrayList<>();
    spec.admins().forEach(address -> numbers.add(Integer.toString(numbers.size() + 1)));
    return text.replace("@processes@", String.join(" ", numbers))
        .replace("@takenout@", Integer.toString(Server.TAKEN_OUT))
        .replace("@drained@", Integer.toString(Server.DRAINED));
  }

  private String shared() {
    List<String> away;
    try {
      away = division.commands("", side, 0, 0);
    } catch (Division.Unclear impossible) {
      throw new IllegalStateException("nothing can always be given", impossible);
    }
    return forEach(SHARED)
        .replace("@question@", encoded(division.question()))
        .replace("@away@", encoded(String.join(";", away)))
        .replace("@percent@", percent());
  }

  private String percent() {
    return switch (division) {
      case ByWeights weights ->
          PERCENT_OF_WEIGHTS
              .replace("@out@", Integer.toString(Server.OUT))
              .replace("@own@", String.join(" | ", weights.of(side)))
              .replace("@rest@", String.join(" | ", weights.rest(side)))
              .replace(
                  "@count@", Integer.toString(weights.all().stream().mapToInt(List::size).sum()));
      case ByMap map -> VALUE_OF_MAP.replace("@cases@", cases(map));
    };
  }

  private String cases(ByMap map) {
    if (map.switches()) {
      StringBuilder cases = new StringBuilder();
      map.backends()
          .forEach((of, backend) ->
              cases
                  .append("      ")
                  .append(backend)
                  .append(") haproxy_percent=")
                  .append(of.equals(side) ? "100" : "0")
                  .append(" ;;\n"));
      return cases.toString().stripTrailing();
    }
    String percent = side.equals(map.second()) ? "$haproxy_value" : "$((100 - haproxy_value))";
    return "      [0-9] | [0-9][0-9] | 100) haproxy_percent=" + percent + " ;;";
  }

  /** One word for sh, whatever is in it. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /** A line as curl puts it through unchanged: nothing in it means anything to sh. */
  private static String encoded(String line) {
    return URLEncoder.encode(line, UTF_8).replace("+", "%20");
  }
}
