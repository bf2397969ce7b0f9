package dev.slipway.catalog;

import dev.slipway.plan.Service.Finishing;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what is done once a release is finished. */
final class FinishReading {
  /** What git takes for the name of a tag, and a little less: nothing that could be an option. */
  private static final Pattern TAG =
      Pattern.compile(
          "(?!.*(\\.\\.|//|/\\.|\\.lock(/|$)))[A-Za-z0-9{][A-Za-z0-9{}._/+-]{0,98}[A-Za-z0-9}]");

  private static final Pattern WORDS =
      Pattern.compile("([^{}]|\\{(service|version|environment|number)})*");
  private static final Pattern REMOTE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,59}");

  private FinishReading() {}

  static Finishing read(Section section) {
    Optional<String> tag = Optional.of("tag").filter(section::has).map(section::text);
    if (tag.filter(name -> !isName(name)).isPresent()) {
      section.problem(
          "tag",
          Words.quoted(tag.get()) + " cannot be the name of a tag",
          "write it like \"{service}-{version}\", with {version} or {number} in it; {environment} is known too");
    }
    Optional<String> remote = Optional.of("push").filter(section::has).map(section::text);
    if (remote.filter(name -> !REMOTE.matcher(name).matches()).isPresent()) {
      section.problem(
          "push",
          Words.quoted(remote.get()) + " is not the name of a remote",
          "write a name that git remote shows, such as origin");
    }
    if (remote.isPresent() && tag.isEmpty()) {
      section.problem("push", "sends a tag that nothing makes", "add tag: \"{service}-{version}\"");
    }
    // Read only where it is written: catalogues of before keep their hash.
    return new Finishing(tag, remote, section.has("archive") && section.yes("archive"));
  }

  private static boolean isName(String tag) {
    return TAG.matcher(tag).matches()
        && WORDS.matcher(tag).matches()
        && (tag.contains("{version}") || tag.contains("{number}"));
  }
}
