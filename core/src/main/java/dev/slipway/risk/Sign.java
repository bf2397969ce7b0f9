package dev.slipway.risk;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a rule looks at. */
public sealed interface Sign {
  /** Files whose path matches one of these. */
  record Paths(List<Glob> globs) implements Sign {
    public Paths {
      globs = List.copyOf(globs);
    }
  }

  /** Files whose path matches a pattern the team configured for the rule's kind. */
  record TeamPaths() implements Sign {}

  /**
   * Files that run and have one of these words in their path. A guess, so documents, pictures and
   * tests do not count, and neither does a word that the team itself uses in a pattern for that
   * path: the team has said what that path is.
   *
   * @param words whole words, lower-case
   * @param beginnings of words, for the ones people write together ("paymentgateway")
   */
  record Words(Set<String> words, List<String> beginnings) implements Sign {
    public Words {
      words = Set.copyOf(words);
      beginnings = List.copyOf(beginnings);
    }
  }

  /** Migrations with one of these effects; the heaviest gives the points. */
  record Migrations(Map<MigrationFact.Effect, Integer> points) implements Sign {
    public Migrations {
      points = Map.copyOf(points);
    }
  }

  /**
   * Schema files that no migration fact covers: nobody has judged them, so they count like what is
   * not proven safe.
   *
   * @param except folders whose files no runner applies, such as seeds
   */
  record UnjudgedSchema(List<Glob> globs, List<Glob> except, int points) implements Sign {
    public UnjudgedSchema {
      globs = List.copyOf(globs);
      except = List.copyOf(except);
    }
  }

  /** A commit trailer with this key and one of these values; case does not matter. */
  record Trailer(String key, Set<String> values) implements Sign {
    public Trailer {
      values = Set.copyOf(values);
    }
  }

  /**
   * A trailer {@code Risk: high} or {@code Risk: medium}: reaches that level by itself. Low says
   * nothing: it never lowers.
   */
  record DeclaredLevel() implements Sign {}

  /** More commits or more changed lines than this. */
  record Batch(int commits, long lines) implements Sign {}

  /** The oldest commit has waited longer than this. */
  record Age(Duration longest) implements Sign {}

  /** Nothing runs yet. */
  record FirstRelease() implements Sign {}
}
